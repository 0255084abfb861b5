//! Which entries of which ledgers speak about each unit: what they counted in 得分, and which way.
//!
//! The formulas are replayed, so an entry that a condition left out is not listed, and its points are those that
//! were added up.

use std::collections::{BTreeMap, BTreeSet};

use crate::formula::ast::{Operator, Unit};
use crate::formula::tree::{Aggregate, At, Fold, JoinValue, Node, Op, Over, RuleRef, Target, UnitAt};
use crate::number::Exact;
use crate::scoring::eval::{Engine, Frame, Step};
use crate::tables::{Kind, Value};

/// Which way a ledger counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// It adds to 得分.
    Bonus,
    /// It takes from 得分.
    Deduction,
    /// It decides something without being added up.
    Record,
}

/// A ledger as far as it speaks about units.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// Index of its table.
    pub table: usize,
    /// Which way it counts.
    pub direction: Direction,
    /// The rule that holds what this ledger comes to and nothing else, where there is one.
    pub rule: Option<usize>,
    /// The entries about each unit, in the order read.
    pub entries: Vec<Vec<Counted>>,
}

/// An entry that counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// Its row.
    pub row: u32,
    /// What was added up of it; none where it was counted only.
    pub points: Option<Exact>,
}

/// What is known of a ledger so far.
#[derive(Default)]
struct Found {
    rules: BTreeSet<Option<usize>>,
    rows: Vec<BTreeMap<u32, Option<Exact>>>,
}

/// The rule that holds what ledgers come to and nothing else, once one was met, and which way it counts itself.
type Top = Option<(usize, Direction)>;

struct Search<'e, 'm> {
    engine: &'e Engine<'m>,
    scheme: usize,
    seen: BTreeSet<(usize, Direction)>,
    found: BTreeMap<(usize, Direction), Found>,
    /// The arguments of the methods whose formulas are being looked through, innermost last.
    arguments: Vec<&'m [Node]>,
}

/// The ledgers of a scheme: those that 得分 counts, then those that only tiers, prizes and flags look at.
pub(super) fn ledgers(engine: &Engine, scheme: usize) -> Vec<Ledger> {
    let standing = &engine.model.schemes[scheme].standing;
    let mut search = Search { engine, scheme, seen: BTreeSet::new(), found: BTreeMap::new(), arguments: Vec::new() };
    if let Some(score) = &standing.score {
        search.formula(&score.node, &engine.unit_frame(scheme, &score.file), Direction::Bonus, None);
    }
    let lines = standing.unscored.iter().chain(&standing.tier).chain(&standing.prize).chain(&standing.flag);
    for when in lines.filter_map(|l| l.when.as_ref()) {
        search.formula(&when.node, &engine.unit_frame(scheme, &when.file), Direction::Record, None);
    }
    let counted: BTreeSet<usize> =
        search.found.keys().filter(|(_, d)| *d != Direction::Record).map(|(table, _)| *table).collect();
    let kept = search.found.into_iter().filter(|((t, d), _)| *d != Direction::Record || !counted.contains(t));
    let mut out: Vec<Ledger> = kept.map(|((table, direction), found)| ledger(table, direction, found)).collect();
    out.sort_by_key(|l| (l.direction, l.table));
    out
}

fn ledger(table: usize, direction: Direction, found: Found) -> Ledger {
    let mut rules = found.rules.into_iter();
    let rule = match (rules.next(), rules.next()) {
        (Some(one), None) => one,
        _ => None,
    };
    let entries = found.rows.into_iter().map(|rows| {
        let counted = |(row, points)| Counted { row, points };
        rows.into_iter().map(counted).collect()
    });
    Ledger { table, direction, rule, entries: entries.collect() }
}

fn turned(direction: Direction) -> Direction {
    match direction {
        Direction::Bonus => Direction::Deduction,
        Direction::Deduction => Direction::Bonus,
        Direction::Record => Direction::Record,
    }
}

impl<'m> Search<'_, 'm> {
    /// Looks through a formula.
    fn formula(&mut self, node: &'m Node, frame: &Frame, direction: Direction, top: Top) {
        let mut aggregates = Vec::new();
        self.walk(node, direction, top, &mut aggregates);
        if aggregates.is_empty() {
            return;
        }
        let Some(step) = self.engine.traced(node, frame) else { return };
        // A method may name a parameter several times; what was put in counts once.
        let mut met = BTreeSet::new();
        aggregates.retain(|(node, _, direction)| met.insert((std::ptr::from_ref(*node), *direction)));
        for (aggregate, over, direction) in aggregates {
            // What a rule takes away is not what it comes to.
            let rule = top.filter(|(_, way)| *way == direction).map(|(rule, _)| rule);
            self.count(&step, (aggregate, over), direction, rule);
        }
    }

    fn walk(
        &mut self,
        node: &'m Node,
        direction: Direction,
        top: Top,
        aggregates: &mut Vec<(&'m Node, &'m Aggregate, Direction)>,
    ) {
        match &node.op {
            Op::Binary(Operator::Subtract, a, b) => {
                self.walk(a, direction, top, aggregates);
                self.walk(b, turned(direction), top, aggregates);
            }
            Op::Negate(x) => self.walk(x, turned(direction), top, aggregates),
            Op::If(arms, other) => {
                for (condition, value) in arms {
                    self.walk(condition, Direction::Record, top, aggregates);
                    self.walk(value, direction, top, aggregates);
                }
                other.iter().for_each(|o| self.walk(o, direction, top, aggregates));
            }
            Op::Compare(..) | Op::And(_) | Op::Or(_) | Op::Not(_) | Op::Is(..) => {
                node.children().into_iter().for_each(|n| self.walk(n, Direction::Record, top, aggregates));
            }
            Op::Rule(RuleRef { scheme, target, unit: UnitAt::Slot(0), .. }) if *scheme == self.scheme => {
                self.rules(target, direction, top);
            }
            Op::Aggregate(aggregate) => {
                // A mean of marks adds nothing and takes nothing away, and an amount of money is no points.
                let money = node.kind == Some(Kind::Number(Unit::Money));
                let direction = if averaged(&aggregate.fold) || money { Direction::Record } else { direction };
                if self.tied(aggregate).is_some() {
                    aggregates.push((node, aggregate, direction));
                }
                aggregate.values.iter().for_each(|n| self.walk(n, direction, top, aggregates));
                aggregate.filter.iter().for_each(|n| self.walk(n, Direction::Record, top, aggregates));
            }
            // What a method is given counts the way its formula counts it: 扣完为止 takes its second away.
            Op::Method { arguments, body, .. } => {
                self.arguments.push(arguments);
                self.walk(body, direction, top, aggregates);
                self.arguments.pop();
            }
            Op::Parameter(index) => {
                let Some(arguments) = self.arguments.pop() else { return };
                arguments.get(*index).into_iter().for_each(|n| self.walk(n, direction, top, aggregates));
                self.arguments.push(arguments);
            }
            _ => node.children().into_iter().for_each(|n| self.walk(n, direction, top, aggregates)),
        }
    }

    fn rules(&mut self, target: &Target, direction: Direction, top: Top) {
        let mut rules = BTreeSet::new();
        match target {
            Target::One { rule, .. } => drop(rules.insert(*rule)),
            Target::Varied { members, .. } => rules.extend(members.iter().flatten().map(|(rule, _)| *rule)),
        }
        let engine = self.engine;
        for rule in rules {
            let declared = &engine.model.schemes[self.scheme].rules[rule];
            if declared.overall || !self.seen.insert((rule, direction)) {
                continue;
            }
            let top = top.or_else(|| pure(engine, self.scheme, rule).then_some((rule, direction)));
            for definition in &declared.definitions {
                let mut frame = engine.rule_frame(self.scheme, rule);
                frame.file = definition.file.clone();
                frame.clause = Some(definition.clause);
                self.formula(&definition.body, &frame, direction, top);
            }
        }
    }

    /// The ledger that an aggregate runs over for the unit at hand, with the slot of its rows.
    fn tied(&self, aggregate: &Aggregate) -> Option<(usize, usize)> {
        let Over::Rows(slot, join) = &aggregate.over else { return None };
        let own = join.on.iter().any(|(_, v)| matches!(v, JoinValue::Entry(At::Slot(0))));
        (own && self.engine.tables.list[join.table].ledger).then_some((join.table, *slot))
    }

    /// Notes the rows that an aggregate ran over, wherever it was computed.
    fn count(
        &mut self,
        step: &Step,
        (node, aggregate): (&Node, &Aggregate),
        direction: Direction,
        rule: Option<usize>,
    ) {
        if std::ptr::eq(step.node, node) {
            let Some((table, slot)) = self.tied(aggregate) else { return };
            let of =
                |wanted: Option<&Node>| step.children.iter().find(|c| wanted.is_some_and(|n| std::ptr::eq(c.node, n)));
            if let Some(values) = of(aggregate.values.first()) {
                self.note((table, direction), rule, values, slot, true);
            } else if let Some(filter) = of(aggregate.filter.as_ref()) {
                self.note((table, direction), rule, filter, slot, false);
            } else {
                self.note_all((table, direction), rule);
            }
        }
        step.children.iter().for_each(|child| self.count(child, (node, aggregate), direction, rule));
    }

    fn noted(&mut self, key: (usize, Direction), rule: Option<usize>) -> &mut Found {
        let count = self.engine.units(self.scheme).len();
        let found = self.found.entry(key).or_default();
        found.rows.resize(count, BTreeMap::new());
        found.rules.insert(rule);
        found
    }

    fn note(&mut self, key: (usize, Direction), rule: Option<usize>, step: &Step, slot: usize, points: bool) {
        let (engine, scheme) = (self.engine, self.scheme);
        let found = self.noted(key, rule);
        for (position, value) in step.values.iter().enumerate() {
            let (unit, row) = (step.frame.slots[0][position], step.frame.slots[slot][position]);
            let Some(unit) = engine.position(scheme, unit) else { continue };
            let counted = match value {
                Value::Number(n) if points => Some(n.clone()),
                Value::Bool(true) if !points => None,
                Value::NotApplicable | Value::Bool(false) => continue,
                _ => None,
            };
            let known = found.rows[unit].entry(row).or_default();
            *known = match (known.take(), counted) {
                // What does not count may be looked at in several places, each time the same entry.
                (Some(a), Some(b)) if key.1 != Direction::Record => Some(&a + &b),
                (a, b) => a.or(b),
            };
        }
    }

    /// Every row of the ledger that refers to the unit.
    fn note_all(&mut self, key: (usize, Direction), rule: Option<usize>) {
        let (engine, scheme) = (self.engine, self.scheme);
        let units = engine.model.schemes[scheme].table;
        let table = &engine.tables.list[key.0];
        let column = table.columns.iter().find(|c| c.kind == Kind::Entry(units) && !c.not_belonging);
        let found = self.noted(key, rule);
        for (row, value) in (0u32..).zip(column.map(|c| c.values.as_slice()).unwrap_or_default()) {
            let Value::Entry(unit) = value else { continue };
            if let Some(unit) = engine.position(scheme, *unit) {
                found.rows[unit].entry(row).or_default();
            }
        }
    }
}

/// Is it a figure between those that it is made of?
fn averaged(fold: &Fold) -> bool {
    matches!(fold, Fold::Mean | Fold::Median | Fold::WeightedMean | Fold::TrimmedMean)
}

/// Does a rule come from one ledger and standards alone?
fn pure(engine: &Engine, scheme: usize, rule: usize) -> bool {
    let (ledgers, foreign) = made_of(engine, scheme, rule, &mut BTreeSet::new());
    ledgers.len() == 1 && !foreign
}

/// The ledgers that a rule comes from, and whether it comes from anything about units besides. Definitions of one
/// clause may name rules that name them in another, so a rule is looked into once.
fn made_of(engine: &Engine, scheme: usize, rule: usize, seen: &mut BTreeSet<usize>) -> (BTreeSet<usize>, bool) {
    let (mut ledgers, mut foreign) = (BTreeSet::new(), false);
    if !seen.insert(rule) {
        return (ledgers, foreign);
    }
    let ledger = |table: usize| engine.tables.list[table].ledger.then_some(table);
    for definition in &engine.model.schemes[scheme].rules[rule].definitions {
        definition.body.walk(&mut |n| match &n.op {
            Op::Column { table, .. } => {
                ledgers.extend(ledger(*table));
                foreign |= ledger(*table).is_none() && personal(engine, *table);
            }
            Op::Aggregate(a) => match &a.over {
                Over::Units { .. } => foreign = true,
                Over::Rows(_, join) => ledgers.extend(ledger(join.table)),
                _ => {}
            },
            Op::Standing { .. } => foreign = true,
            Op::Rule(RuleRef { scheme: other, target: Target::One { rule: inner, .. }, .. }) => {
                if *other == scheme {
                    let (of_ledgers, of_others) = made_of(engine, scheme, *inner, seen);
                    ledgers.extend(of_ledgers);
                    foreign |= of_others;
                } else {
                    foreign = true;
                }
            }
            Op::Rule(_) => foreign = true,
            _ => {}
        });
    }
    (ledgers, foreign)
}

/// Are the table's rows, or what they refer to, units of a scheme?
pub(super) fn personal(engine: &Engine, table: usize) -> bool {
    let units = |t: usize| engine.model.schemes.iter().any(|s| s.table == t);
    let refers = |kind: Kind| matches!(kind, Kind::Entry(t) if units(t));
    units(table) || engine.tables.list[table].columns.iter().any(|c| refers(c.kind))
}
