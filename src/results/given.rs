//! The values of what is not a unit's own, computed where the formulas are.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::formula::tree::Node;
use crate::scheme::{Texts, written};
use crate::scoring::eval::{Engine, Frame};
use crate::scoring::model::{Formula, Line, Purpose};
use crate::tables::{Tables, Value};

use super::foreign::{Part, parts};
use super::own::{Given, Own};
use super::sight::Sights;

/// What is whose in a scheme; `tables` are those of the engine with their derived columns filled in.
pub(super) fn own(engine: &Engine, tables: &Tables, texts: &Texts, scheme: usize) -> Own {
    let rosters: Vec<usize> = engine.model.schemes.iter().map(|s| s.table).collect();
    let sights = Sights::new(tables, &rosters, rosters[scheme]);
    let rows = sights.rows(engine.units(scheme));
    let mut work = Work { engine, sights, texts, scheme, own: Own { tables: rows, ..Own::default() } };
    work.rules();
    work.standing();
    work.derived();
    work.own
}

/// One scheme's formulas on their way to inputs.
struct Work<'e, 'm> {
    engine: &'e Engine<'m>,
    sights: Sights<'e>,
    texts: &'e Texts,
    scheme: usize,
    own: Own,
}

impl<'m> Work<'_, 'm> {
    fn rules(&mut self) {
        let (engine, scheme) = (self.engine, self.scheme);
        let rules = engine.model.schemes[scheme].rules.iter().enumerate();
        // A column of an output stands in no workbook.
        for (index, rule) in rules.filter(|(_, rule)| !matches!(rule.purpose, Purpose::Output(_))) {
            for definition in &rule.definitions {
                let frame = |clause: Option<usize>| {
                    let file = Arc::clone(&definition.file);
                    Frame { file, clause, ..engine.rule_frame(scheme, index) }
                };
                let asked = definition.applies.as_deref().into_iter().chain(definition.full_marks.as_deref());
                asked.for_each(|node| self.formula(node, || frame(None)));
                let clause = Some(definition.clause).filter(|_| !rule.overall);
                self.formula(&definition.body, || frame(clause));
            }
        }
    }

    fn standing(&mut self) {
        let standing = &self.engine.model.schemes[self.scheme].standing;
        let lists = [&standing.unscored, &standing.tier, &standing.prize, &standing.flag];
        let parts = |line: &'m Line| [&line.when, &line.pay].into_iter().flatten();
        let lines = lists.into_iter().flatten().flat_map(parts);
        let alone = [&standing.score, &standing.places, &standing.pay].into_iter().flatten();
        let (engine, scheme) = (self.engine, self.scheme);
        let all: Vec<&'m Formula> = alone.chain(lines).collect();
        all.into_iter().for_each(|f| self.formula(&f.node, || engine.unit_frame(scheme, &f.file)));
    }

    fn derived(&mut self) {
        let engine = self.engine;
        let mut places: Vec<(usize, usize)> = engine.model.derived.keys().copied().collect();
        places.sort_unstable();
        for (table, column) in places {
            let derived = &engine.model.derived[&(table, column)];
            self.formula(&derived.body, || engine.derived_frame(table, derived));
        }
    }

    /// Adds what a formula takes from elsewhere; a formula that several rules share is added once.
    fn formula(&mut self, node: &'m Node, frame: impl FnOnce() -> Frame) {
        let found = parts(&self.sights, self.engine.model, self.scheme, node);
        let new = |part: &Part| !self.own.places.contains_key(&std::ptr::from_ref(part.node).addr());
        let found: Vec<Part> = found.into_iter().filter(new).collect();
        if found.is_empty() {
            return;
        }
        let frame = frame();
        for part in found {
            let opened = part.opened.iter().fold(frame.clone(), |frame, over| self.engine.opened(over, &frame));
            let given = self.given(&part, &opened);
            self.own.places.insert(std::ptr::from_ref(part.node).addr(), self.own.given.len());
            self.own.given.push(given);
        }
    }

    fn given(&self, part: &Part<'m>, frame: &Frame) -> Given {
        let used = self.engine.slots_used(part.node, frame);
        let mut first: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
        for position in 0..frame.len {
            first.entry(used.iter().map(|s| frame.slots[*s][position]).collect()).or_insert(position);
        }
        let positions: Vec<usize> = first.values().copied().collect();
        let values = self.engine.quietly(part.node, &frame.select(&positions));
        Given {
            text: written(self.texts, &frame.file, part.node.span),
            whence: part.whence,
            kind: part.node.kind,
            na: values.iter().any(|v| matches!(v, Value::NotApplicable | Value::Fault)),
            missing: values.contains(&Value::Missing),
            slots: used.iter().map(|s| (*s, frame.tables[*s])).collect(),
            keys: first.into_keys().flatten().collect(),
            values,
        }
    }
}
