//! Why a value is 缺 or 不适用: the figures it could not be computed from, down to their cells.

use std::sync::Arc;

use crate::finding::Place;
use crate::formula::tree::{Columns, Node, Op};
use crate::tables::{Kind, Value};

use super::{Engine, Frame, Step};

/// More are not named in one finding.
const MOST: usize = 8;

/// What a state comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cause {
    /// Names of the columns and rules, each with what was at hand: 考核表.得分（溪口村）.
    pub names: Vec<String>,
    /// The cells that say so.
    pub places: Vec<Place>,
}

impl Cause {
    /// The names in one line; `none` where there are none.
    pub fn text(&self) -> String {
        if self.names.is_empty() { "none".to_string() } else { self.names.join("；") }
    }

    fn add(&mut self, name: String, place: Option<Place>) {
        if self.names.len() < MOST && !self.names.contains(&name) {
            self.names.push(name);
        }
        if let Some(place) = place
            && self.places.len() < MOST
            && !self.places.contains(&place)
        {
            self.places.push(place);
        }
    }
}

impl<'m> Engine<'m> {
    /// What made the node's value that state at a position.
    pub fn because(&self, node: &'m Node, frame: &Frame, position: usize, state: &Value) -> Cause {
        let mut cause = Cause::default();
        if let Some(step) = self.traced(node, &frame.select(&[position])) {
            self.leaves(&step, state, &mut cause, &mut Vec::new());
        }
        cause
    }

    /// What made a rule's value that state at a position of its frame.
    pub fn because_of_rule(&self, scheme: usize, rule: usize, position: usize, state: &Value) -> Cause {
        let mut cause = Cause::default();
        self.rule_leaves((scheme, rule, position), state, &mut cause, &mut Vec::new());
        cause
    }

    fn leaves(&self, step: &Step<'m>, state: &Value, cause: &mut Cause, opened: &mut Vec<(usize, usize, usize)>) {
        if !step.values.contains(state) {
            return;
        }
        let before = cause.names.len();
        for child in &step.children {
            self.leaves(child, state, cause, opened);
        }
        if cause.names.len() > before {
            return;
        }
        let bearers = (0..step.frame.len).filter(|p| step.values[*p] == *state);
        match &step.node.op {
            Op::Rule(reference) => {
                let meant = self.meant(reference, &step.frame);
                for at in bearers.filter_map(|p| meant[p]) {
                    self.rule_leaves(at, state, cause, opened);
                }
            }
            Op::Column { table, columns, row } => {
                for position in bearers {
                    let declared = &self.tables.list[*table];
                    let column = match columns {
                        Columns::One(c) => *c,
                        Columns::ByEntry { slot, columns } => columns[step.frame.slots[*slot][position] as usize],
                    };
                    let at = self.at_hand(&step.frame, position);
                    let name = format!("{}.{}", declared.name, declared.columns[column].name);
                    let name = if at.is_empty() { name } else { format!("{name}（{at}）") };
                    let origin = self.origin(*table, columns, row, step.node, &step.frame, position);
                    cause.add(name, self.tables.origins.place(origin));
                }
            }
            _ => {}
        }
    }

    /// The printed name of a unit by its position.
    fn unit_title(&self, scheme: usize, unit: usize) -> Arc<str> {
        let table = self.model.schemes[scheme].table;
        let entry = self.units(scheme).get(unit).copied().unwrap_or_default();
        self.as_text(&Value::Entry(entry), Some(Kind::Entry(table)))
    }

    /// The leaves of a rule's own formula, or the rule itself where that has none.
    fn rule_leaves(
        &self,
        at: (usize, usize, usize),
        state: &Value,
        cause: &mut Cause,
        opened: &mut Vec<(usize, usize, usize)>,
    ) {
        if opened.contains(&at) || cause.names.len() >= MOST {
            return;
        }
        opened.push(at);
        let (scheme, rule, index) = at;
        let declared = &self.model.schemes[scheme].rules[rule];
        let frame = self.rule_frame(scheme, rule).select(&[index]);
        let before = cause.names.len();
        for definition in &declared.definitions {
            let mut frame = frame.clone();
            frame.file = definition.file.clone();
            frame.clause = Some(definition.clause).filter(|_| !declared.overall);
            if let Some(step) = self.traced(&definition.body, &frame) {
                self.leaves(&step, state, cause, opened);
            }
        }
        if cause.names.len() == before {
            let members = self.members(declared);
            let name = members.get(index % members.len().max(1)).map(|(n, _)| n.clone());
            let name = name.unwrap_or_else(|| declared.pattern.clone());
            let unit = index / members.len().max(1);
            cause.add(
                if declared.overall { name } else { format!("{name}（{}）", self.unit_title(scheme, unit)) },
                None,
            );
        }
    }
}
