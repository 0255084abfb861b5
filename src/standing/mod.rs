//! Standing and consequences: 得分, places, tiers, prizes, flags and pay.

mod award;
pub mod documents;
mod place;
mod there;

use std::collections::HashMap;

use crate::finding::Finding;
use crate::formula::ast::{Comparison, Unit};
use crate::formula::tree::{Node, Op, Over, StandingItem};
use crate::number::{Exact, Rounding};
use crate::scoring::eval::{Engine, Standings, Step};
use crate::scoring::faults;
use crate::scoring::model::{Check, Formula};
use crate::tables::{Kind, Value};

pub use there::whose;

/// Standing by the rules of the language.
pub struct Rules;

impl Standings for Rules {
    fn compute<'m>(&self, engine: &Engine<'m>, scheme: usize, item: StandingItem) -> Vec<Value> {
        match item {
            StandingItem::Score => score(engine, scheme),
            StandingItem::Rank => place::ranks(engine, scheme, false),
            StandingItem::RankFromLast => place::ranks(engine, scheme, true),
            StandingItem::Position => place::positions(engine, scheme),
            StandingItem::Tier => award::names(engine, scheme, &engine.model.schemes[scheme].standing.tier),
            StandingItem::Prize => award::names(engine, scheme, &engine.model.schemes[scheme].standing.prize),
            StandingItem::Flag(flag) => award::flag(engine, scheme, flag),
            StandingItem::Pay => award::pay(engine, scheme),
        }
    }
}

/// A formula of the standing for every unit.
fn formula<'m>(engine: &Engine<'m>, scheme: usize, formula: &'m Formula) -> Vec<Value> {
    engine.eval(&formula.node, &engine.unit_frame(scheme, &formula.file))
}

/// A condition of the standing for every unit: 不适用 is no, 缺 an error.
fn condition<'m>(engine: &Engine<'m>, scheme: usize, formula: &'m Formula) -> Vec<bool> {
    engine.selects(&formula.node, &engine.unit_frame(scheme, &formula.file))
}

/// The line of `unscored` that each unit meets.
pub fn unscored(engine: &Engine, scheme: usize) -> Vec<Option<usize>> {
    let lines = &engine.model.schemes[scheme].standing.unscored;
    let mut out = vec![None; engine.units(scheme).len()];
    for (index, line) in lines.iter().enumerate() {
        let Some(when) = &line.when else { continue };
        for (slot, holds) in out.iter_mut().zip(condition(engine, scheme, when)) {
            if holds && slot.is_none() {
                *slot = Some(index);
            }
        }
    }
    out
}

/// Decimal places of each unit's 得分.
pub fn places(engine: &Engine, scheme: usize) -> Vec<i32> {
    let declared = &engine.model.schemes[scheme].standing;
    let Some(places) = &declared.places else { return vec![2; engine.units(scheme).len()] };
    let number = |v: Value| match v {
        Value::Number(n) => n.to_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or(2),
        _ => 2,
    };
    formula(engine, scheme, places).into_iter().map(number).collect()
}

/// The places of a 得分 are a whole number from 0 to 9.
fn places_hold(engine: &Engine, scheme: usize) {
    let Some(places) = &engine.model.schemes[scheme].standing.places else { return };
    let frame = engine.unit_frame(scheme, &places.file);
    let values = formula(engine, scheme, places);
    let sound = |v: &Value| match v {
        Value::Number(n) => n.to_i64().is_some_and(|n| (0..=9).contains(&n)),
        other => *other == Value::Fault,
    };
    for (position, unscored) in unscored(engine, scheme).into_iter().enumerate() {
        if unscored.is_none() && !sound(&values[position]) {
            let found = engine.shown(&values[position], places.node.kind);
            engine.fault(faults::PLACES_NOT_WHOLE, places.node.span, &frame, position, &[("found", found)]);
        }
    }
}

/// What 得分 counts.
pub fn score_kind(engine: &Engine, scheme: usize) -> Option<Kind> {
    engine.model.schemes[scheme].standing.score.as_ref().and_then(|f| f.node.kind)
}

/// 得分: the formula, rounded once, half away from zero, to the scheme's places.
fn score(engine: &Engine, scheme: usize) -> Vec<Value> {
    let declared = &engine.model.schemes[scheme].standing;
    let Some(score) = &declared.score else { return vec![Value::NotApplicable; engine.units(scheme).len()] };
    let values = formula(engine, scheme, score);
    let money = Exact::from(i64::from(engine.model.schemes[scheme].money));
    let kind = score.node.kind;
    let round = |n: Exact, places: i32| match kind {
        Some(Kind::Number(Unit::Percent)) => n.round(places + 2, Rounding::HalfUp),
        Some(Kind::Number(Unit::Money)) => {
            let scaled = n.checked_div(&money).unwrap_or(n);
            &scaled.round(places, Rounding::HalfUp) * &money
        }
        _ => n.round(places, Rounding::HalfUp),
    };
    values
        .into_iter()
        .zip(places(engine, scheme))
        .zip(unscored(engine, scheme))
        .map(|((value, places), unscored)| match (unscored, value) {
            (Some(_), _) => Value::NotApplicable,
            (None, Value::Number(n)) => Value::Number(round(n, places)),
            (None, other) => other,
        })
        .collect()
}

/// Everything that must hold of a scheme's results; computes them all.
pub fn check(engine: &Engine, scheme: usize) {
    let declared = &engine.model.schemes[scheme];
    if engine.units(scheme).is_empty() {
        engine.push(Finding::new(faults::NO_UNITS, crate::finding::Place::file(declared.file.clone())));
        return;
    }
    groups_are_there(engine, scheme);
    names_differ(engine, scheme);
    for rule in 0..declared.rules.len() {
        engine.rule(scheme, rule);
    }
    let scores = engine.standing(scheme, StandingItem::Score);
    let told = there::scores(engine, scheme, &scores);
    let mut items =
        vec![StandingItem::Rank, StandingItem::Position, StandingItem::Tier, StandingItem::Prize, StandingItem::Pay];
    items.extend((0..declared.standing.flag.len()).map(StandingItem::Flag));
    for item in items {
        engine.standing(scheme, item);
    }
    award::quotas_hold(engine, scheme);
    places_hold(engine, scheme);
    let told = there::published_values(engine, scheme, told);
    documents::hold(engine, scheme, told);
    conditions_hold(engine, scheme);
}

/// An empty group is an error.
fn groups_are_there(engine: &Engine, scheme: usize) {
    let declared = &engine.model.schemes[scheme];
    let Some(group) = &declared.group else { return };
    let frame = engine.unit_frame(scheme, &declared.file);
    for (position, value) in engine.groups(scheme).iter().enumerate() {
        let empty = match value {
            Value::Missing | Value::NotApplicable => true,
            Value::Text(text) => text.is_empty(),
            _ => false,
        };
        if empty {
            engine.fault(faults::EMPTY_GROUP, group.span, &frame, position, &[]);
        }
    }
}

/// Lines of results.csv and components.csv are told apart by the name under which a unit is printed.
fn names_differ(engine: &Engine, scheme: usize) {
    let declared = &engine.model.schemes[scheme];
    let table = &engine.tables.list[declared.table];
    let place = |entry: u32| {
        let key = table.key.first().and_then(|key| table.columns[*key].origins.get(entry as usize));
        let file = || crate::finding::Place::file(declared.file.clone());
        key.and_then(|origin| engine.tables.origins.place(*origin)).unwrap_or_else(file)
    };
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for entry in engine.units(scheme) {
        let Some(first) = seen.insert(&table.titles[*entry as usize], *entry) else { continue };
        let finding = Finding::new(faults::UNITS_ALIKE, place(*entry))
            .with("table", &*table.name)
            .with("found", &*table.titles[*entry as usize])
            .with("one", &*table.entries[first as usize])
            .with("other", &*table.entries[*entry as usize]);
        engine.push(finding.and_at(place(first)));
    }
}

/// 须 and 宜.
fn conditions_hold(engine: &Engine, scheme: usize) {
    engine.model.schemes[scheme].checks.iter().for_each(|check| condition_holds(engine, scheme, check));
}

/// 须 and 宜 that ask only for what is written in the scheme (weights, points): they are told whatever
/// else is wrong, since no workbook can mend them.
pub fn check_written(engine: &Engine, scheme: usize) {
    let written = |table: &usize| engine.tables.list[*table].written;
    for check in &engine.model.schemes[scheme].checks {
        let mut only = !check.per_unit && check.axes.iter().all(written);
        check.condition.walk(&mut |node| only &= reads(node).is_some_and(|tables| tables.iter().all(written)));
        if only {
            condition_holds(engine, scheme, check);
        }
    }
}

/// The tables that a node reads by itself; none where it asks for a rule, a standing or units.
fn reads(node: &Node) -> Option<Vec<usize>> {
    match &node.op {
        Op::Rule(_) | Op::Standing { .. } => None,
        Op::Column { table, .. } => Some(vec![*table]),
        Op::Aggregate(aggregate) => match &aggregate.over {
            Over::Rows(_, join) => Some(vec![join.table]),
            Over::Entries(axes) => Some(axes.iter().map(|(_, join)| join.table).collect()),
            Over::Units { .. } => None,
            Over::List => Some(Vec::new()),
        },
        _ => Some(Vec::new()),
    }
}

fn condition_holds<'m>(engine: &Engine<'m>, scheme: usize, check: &'m Check) {
    let file = &check.file;
    let mut frame = if check.per_unit { engine.unit_frame(scheme, file) } else { engine.overall_frame(scheme, file) };
    for axis in &check.axes {
        let entries: Vec<u32> = (0u32..).take(engine.tables.list[*axis].entries.len()).collect();
        frame = frame.times(*axis, &entries);
    }
    if let Some(applies) = check.applies.as_ref().filter(|_| check.per_unit) {
        let holds = engine.selects(applies, &frame);
        let positions: Vec<usize> = (0..frame.len).filter(|p| holds[*p]).collect();
        frame = frame.select(&positions);
    }
    for (position, value) in engine.eval(&check.condition, &frame).into_iter().enumerate() {
        let code = match (&value, check.advisory) {
            (Value::Bool(false), true) => faults::ADVICE_FAILED,
            (Value::Bool(false), false) => faults::CHECK_FAILED,
            (Value::Missing, true) => faults::ADVICE_FAILED,
            (Value::Missing, false) => faults::CHECK_MISSING,
            _ => continue,
        };
        let sides = engine.traced(&check.condition, &frame.select(&[position])).map(|s| sides(engine, &s));
        let args = [
            ("found", sides.unwrap_or_default()),
            ("clause", engine.model.schemes[scheme].clauses[check.clause].clone()),
        ];
        engine.fault(code, check.condition.span, &frame, position, &args);
    }
}

/// The figures of a comparison that does not hold: 950 = 1000.
fn sides(engine: &Engine, step: &Step) -> String {
    let shown = |s: &Step| s.values.first().map(|v| engine.shown(v, s.node.kind)).unwrap_or_default();
    match &step.node.op {
        Op::Compare(_, rest) => {
            let signs = std::iter::once("").chain(rest.iter().map(|(c, _)| sign(*c)));
            let parts: Vec<String> = signs.zip(&step.children).map(|(sign, c)| format!("{sign}{}", shown(c))).collect();
            parts.join("")
        }
        Op::And(_) | Op::Or(_) => step.children.iter().map(|c| sides(engine, c)).collect::<Vec<_>>().join("；"),
        _ => shown(step),
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => " = ",
        Comparison::Unequal => " ≠ ",
        Comparison::Less => " < ",
        Comparison::AtMost => " ≤ ",
        Comparison::Greater => " > ",
        Comparison::AtLeast => " ≥ ",
    }
}

#[cfg(test)]
mod tests;
