//! Why a figure is what it is: the tree from a result down to the cells, by replaying its formula with
//! every step kept.

mod figures;
mod runs;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::Place;
use crate::formula::ast::Span;
use crate::formula::tree::{Columns, Node, Op, RowAt, StandingItem};
use crate::tables::Value;

use super::eval::{Engine, Frame, Step, derived_frame_of};
pub use runs::Ran;

/// A figure with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// What it is: a rule's name, or `表.列`.
    pub name: String,
    /// For what it was computed, where that is not the unit asked for: an entry, a row.
    pub at: String,
    /// Its value as printed.
    pub value: String,
    /// Clause it follows from; empty for raw figures.
    pub basis: String,
    /// The formula as written.
    pub formula: String,
    /// The formula with the figures put in.
    pub figures: String,
    /// Where a raw figure was read.
    pub origin: Option<Place>,
    /// What its formula ran over, and which references chose the rows.
    pub runs: Vec<Ran>,
    /// What it was made from.
    pub parts: Vec<Explanation>,
}

/// Replays formulas; keeps what has been explained so that a figure is opened once.
pub struct Explainer<'e, 'm> {
    engine: &'e Engine<'m>,
    texts: &'e BTreeMap<Arc<str>, Arc<str>>,
    opened: BTreeSet<(usize, usize, usize)>,
    /// Cells of derived columns that were opened: table, column, row.
    rows: BTreeSet<(usize, usize, u32)>,
}

impl<'e, 'm> Explainer<'e, 'm> {
    /// `texts` are the scheme files.
    pub fn new(engine: &'e Engine<'m>, texts: &'e BTreeMap<Arc<str>, Arc<str>>) -> Self {
        Explainer { engine, texts, opened: BTreeSet::new(), rows: BTreeSet::new() }
    }

    /// 得分 of a unit.
    pub fn score(&mut self, scheme: usize, unit: usize) -> Option<Explanation> {
        let resolved = &self.engine.model.schemes[scheme];
        let formula = resolved.standing.score.as_ref()?;
        let frame = self.engine.unit_frame(scheme, &formula.file).select(&[unit]);
        let step = self.engine.traced(&formula.node, &frame)?;
        let scores = self.engine.standing(scheme, StandingItem::Score);
        let basis = resolved.standing.basis.iter().find(|(k, _)| *k == "score").map(|(_, b)| b.clone());
        let basis = basis.filter(|b| resolved.clauses.contains(b));
        Some(Explanation {
            name: "得分".into(),
            at: String::new(),
            value: self.engine.shown(&scores[unit], formula.node.kind),
            basis: basis.unwrap_or_default(),
            formula: self.source(&formula.file, formula.node.span),
            figures: figures::figures(self.engine, &step, self.texts),
            origin: None,
            runs: runs::runs(self.engine, &step),
            parts: self.parts(&step),
        })
    }

    /// A rule's member for a unit (any position for an overall rule).
    pub fn rule(&mut self, scheme: usize, rule: usize, position: usize) -> Option<Explanation> {
        let resolved = &self.engine.model.schemes[scheme];
        let declared = &resolved.rules[rule];
        let members = self.engine.members(declared);
        let name = members.get(position % members.len().max(1)).map(|(n, _)| n.clone()).unwrap_or_default();
        let value = self.engine.rule(scheme, rule).get(position)?.clone();
        let frame = self.engine.rule_frame(scheme, rule).select(&[position]);
        let first = self.opened.insert((scheme, rule, position));
        let definition = declared.definitions.iter().find(|d| {
            let mut frame = frame.clone();
            frame.file = d.file.clone();
            d.applies.as_ref().is_none_or(|a| self.engine.selects(a, &frame) == [true])
        });
        let mut out = Explanation {
            name,
            at: String::new(),
            value: self.engine.shown(&value, declared.kind),
            basis: String::new(),
            formula: String::new(),
            figures: String::new(),
            origin: None,
            runs: Vec::new(),
            parts: Vec::new(),
        };
        let Some(definition) = definition else { return Some(out) };
        out.basis = resolved.clauses[definition.clause].clone();
        if !first {
            return Some(out);
        }
        let mut frame = frame;
        frame.file = definition.file.clone();
        out.formula = self.source(&definition.file, definition.body.span);
        if let Some(step) = self.engine.traced(&definition.body, &frame) {
            out.figures = figures::figures(self.engine, &step, self.texts);
            out.runs = runs::runs(self.engine, &step);
            out.parts = self.parts(&step);
        }
        Some(out)
    }

    fn source(&self, file: &Arc<str>, span: Span) -> String {
        crate::scheme::written(self.texts, file, span)
    }

    /// The rules and raw figures that a step names, in the order computed, each once.
    fn parts(&mut self, step: &Step<'m>) -> Vec<Explanation> {
        let mut out: Vec<Explanation> = Vec::new();
        self.collect(step, &mut out);
        // A weight that stands under a member already (the points of its indicator) is not told again.
        let told: Vec<Place> = out.iter().flat_map(|p| p.parts.iter().filter_map(|q| q.origin.clone())).collect();
        out.retain(|p| p.origin.as_ref().is_none_or(|o| !told.contains(o)));
        out
    }

    fn collect(&mut self, step: &Step<'m>, out: &mut Vec<Explanation>) {
        let node = step.node;
        let mut found = Vec::new();
        match &node.op {
            Op::Rule(reference) => {
                for (scheme, rule, index) in self.engine.meant(reference, &step.frame).into_iter().flatten() {
                    found.extend(self.rule(scheme, rule, index));
                }
            }
            Op::Column { table, columns, row } => {
                for position in 0..step.frame.len {
                    found.push(self.column(*table, columns, row, node, &step.frame, position, &step.values[position]));
                }
            }
            Op::Standing { scheme, item, .. } => {
                let name = self.engine.item_name(*scheme, *item);
                found.extend(step.values.iter().map(|v| plain(name.clone(), self.engine.shown(v, node.kind))));
            }
            Op::Earlier(which, inner) => {
                let file = self.engine.model.earlier.of(*which).map(|p| Place::file(p.file.clone()));
                for (value, wanted) in step.values.iter().zip(self.engine.wanted(inner, &step.frame)) {
                    let Some((_, _, name)) = wanted else { continue };
                    let shown = self.engine.shown(value, node.kind);
                    let origin = file.clone();
                    found.push(Explanation { origin, ..plain(format!("{}.{name}", which.word()), shown) });
                }
            }
            _ => {}
        }
        for part in found {
            if !out.contains(&part) {
                out.push(part);
            }
        }
        for child in &step.children {
            self.collect(child, out);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a column node's fields and one position of its frame")]
    fn column(
        &mut self,
        table: usize,
        columns: &Columns,
        row: &'m RowAt,
        node: &'m Node,
        frame: &Frame,
        position: usize,
        value: &Value,
    ) -> Explanation {
        let declared = &self.engine.tables.list[table];
        let index = match columns {
            Columns::One(c) => *c,
            Columns::ByEntry { slot, columns } => columns[frame.slots[*slot][position] as usize],
        };
        let column = &declared.columns[index];
        let origin = self.engine.origin(table, columns, row, node, frame, position);
        let mut out = plain(format!("{}.{}", declared.name, column.name), self.engine.shown(value, Some(column.kind)));
        out.at = self.engine.at_hand(frame, position);
        out.origin = self.engine.tables.origins.place(origin);
        if let Some(row) = self.engine.row_read(table, row, node, frame, position) {
            self.derived(table, index, row, value, &mut out);
        }
        out
    }

    /// What a derived column was made from in that row; nothing for a column that was read.
    fn derived(&mut self, table: usize, column: usize, row: u32, value: &Value, out: &mut Explanation) {
        let model = self.engine.model;
        let Some(derived) = model.derived.get(&(table, column)) else { return };
        out.value = self.engine.shown(value, derived.body.kind);
        if !self.rows.insert((table, column, row)) {
            return;
        }
        out.formula = self.source(&derived.file, derived.body.span);
        if let Some(step) = self.engine.traced(&derived.body, &derived_frame_of(table, derived, &[row])) {
            out.figures = figures::figures(self.engine, &step, self.texts);
            out.parts = self.parts(&step);
        }
    }
}

fn plain(name: String, value: String) -> Explanation {
    Explanation {
        name,
        at: String::new(),
        value,
        basis: String::new(),
        formula: String::new(),
        figures: String::new(),
        origin: None,
        runs: Vec::new(),
        parts: Vec::new(),
    }
}
