//! Which rows were meant: for everything in a formula that ran over rows, what chose them and how many were left.

use std::sync::Arc;

use crate::formula::tree::{Aggregate, At, Join, JoinValue, Node, Op, Over};
use crate::scoring::belonging::{self, Run};
use crate::scoring::eval::{Engine, Frame, Step};
use crate::tables::{Kind, Value};

/// What an aggregate ran over in the computation explained.
#[derive(Clone, Debug, PartialEq)]
pub struct Ran {
    /// By which references.
    pub run: Run,
    /// What each of them had to be equal to, as printed, in the order of the run's choices; empty where the
    /// aggregate stands inside another and was computed many times.
    pub equal: Vec<Arc<str>>,
    /// How many rows belonged, and of how many; none where it was computed many times.
    pub rows: Option<(usize, usize)>,
    /// How many of those met 其中; none without a condition.
    pub kept: Option<usize>,
}

/// Everything that ran in a step and the steps under it, each once.
pub(super) fn runs<'m>(engine: &Engine<'m>, step: &Step<'m>) -> Vec<Ran> {
    let mut out = Vec::new();
    collect(engine, step, &mut out);
    out
}

fn collect<'m>(engine: &Engine<'m>, step: &Step<'m>, out: &mut Vec<Ran>) {
    if let Op::Aggregate(aggregate) = &step.node.op {
        for ran in ran(engine, aggregate, step) {
            if !out.contains(&ran) {
                out.push(ran);
            }
        }
    }
    step.children.iter().for_each(|child| collect(engine, child, out));
}

fn ran<'m>(engine: &Engine<'m>, aggregate: &'m Aggregate, step: &Step<'m>) -> Vec<Ran> {
    let runs = belonging::of_aggregate(aggregate, engine.model, engine.tables);
    let alone = step.frame.len == 1;
    let joins: Vec<&Join> = match &aggregate.over {
        Over::Rows(_, join) => vec![join],
        Over::Entries(axes) => axes.iter().map(|(_, join)| join).collect(),
        Over::Units { .. } | Over::List => Vec::new(),
    };
    let last = runs.len().saturating_sub(1);
    let told = |(index, run): (usize, Run)| {
        let join = joins.get(index).copied();
        let equal = join.filter(|_| alone && index == 0).map(|join| equal(engine, join, &step.frame));
        let rows = join
            .filter(|_| alone && runs_alone(&joins))
            .map(|join| (engine.opened(&aggregate.over, &step.frame).len, engine.tables.list[join.table].rows));
        let kept = if alone && index == last { kept(aggregate, step) } else { None };
        Ran { run, equal: equal.unwrap_or_default(), rows, kept }
    };
    runs.into_iter().enumerate().map(told).collect()
}

/// Combinations of several tables are not counted as rows of one.
fn runs_alone(joins: &[&Join]) -> bool {
    joins.len() == 1
}

/// How many of the rows that belonged met the condition, whose step comes first.
fn kept(aggregate: &Aggregate, step: &Step) -> Option<usize> {
    let filter = aggregate.filter.as_ref()?;
    let tested = step.children.iter().find(|child| std::ptr::eq::<Node>(child.node, filter))?;
    Some(tested.values.iter().filter(|value| **value == Value::Bool(true)).count())
}

/// What the references had to be equal to, as printed.
fn equal<'m>(engine: &Engine<'m>, join: &Join, frame: &Frame) -> Vec<Arc<str>> {
    let print = |(_, value): &(_, JoinValue)| {
        let at = |at: &At| match at {
            At::Slot(slot) => frame.slots.get(*slot).and_then(|column| column.first()).copied(),
            At::Fixed(entry) => Some(*entry),
        };
        match value {
            JoinValue::Entry(thing) => {
                let table = if let At::Slot(slot) = thing { frame.tables.get(*slot).copied() } else { None };
                at(thing).zip(table).map(|(entry, table)| title(engine, table, entry))
            }
            JoinValue::Reference { at: thing, table, column } => at(thing).map(|row| {
                let values = engine.column_values(*table, *column);
                match (values.get(row as usize), refers_to(engine, *table, *column)) {
                    (Some(Value::Entry(entry)), Some(to)) => title(engine, to, *entry),
                    _ => Arc::from("—"),
                }
            }),
        }
        .unwrap_or_default()
    };
    join.on.iter().map(print).collect()
}

fn refers_to(engine: &Engine, table: usize, column: usize) -> Option<usize> {
    let found = belonging::references(table, engine.model, engine.tables).into_iter().find(|(c, _)| *c == column);
    found.map(|(_, to)| to)
}

fn title(engine: &Engine, table: usize, entry: u32) -> Arc<str> {
    engine.as_text(&Value::Entry(entry), Some(Kind::Entry(table)))
}
