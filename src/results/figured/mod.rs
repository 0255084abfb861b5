//! Formulas with the figures of each unit put in, for the notices that go to the units.
//!
//! They are written while the engine is at hand, from one replay per formula and some hundred units, so that what
//! a unit costs does not grow with the number of units. A text holds the unit's own figures and statistics only:
//! where a formula runs over other units, its value stands there and not what it ran over.

mod write;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::formula::tree::{Node, Op, Target};
use crate::scoring::eval::{Engine, Frame};
use crate::scoring::model;

use write::Writer;

/// Units that are replayed together.
const TOGETHER: usize = 256;
/// Families with more members are shown in tables, not as formulas.
const MOST_MEMBERS: usize = 12;

/// One formula with the figures of every unit.
#[derive(Debug, Clone)]
pub struct Figured {
    /// The rule and its member; none: the formula of 得分.
    pub rule: Option<(usize, usize)>,
    texts: Texts,
    definitions: Vec<u8>,
}

impl Figured {
    /// The right side with the unit's figures; empty where the rule does not apply to it.
    pub fn text(&self, unit: usize) -> &str {
        self.texts.get(unit)
    }
    /// Which of the rule's definitions applies to the unit.
    pub fn definition(&self, unit: usize) -> usize {
        self.definitions.get(unit).copied().map_or(0, usize::from)
    }
}

/// Many short texts in one.
#[derive(Debug, Clone, Default)]
struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }
    fn get(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends.get(index - 1).copied().unwrap_or(0) };
        self.ends.get(index).and_then(|end| self.all.get(start..*end)).unwrap_or_default()
    }
}

/// The formula of 得分, every printed rule without axes, and the small families that 得分 is made of.
pub(super) fn figured(engine: &Engine, scheme: usize) -> Vec<Figured> {
    let resolved = &engine.model.schemes[scheme];
    let mut out = Vec::new();
    if let Some(score) = &resolved.standing.score {
        let frame = engine.unit_frame(scheme, &score.file);
        let mut texts = vec![String::new(); frame.len];
        replay(engine, scheme, &score.node, &frame, &mut texts);
        out.push(packed(None, &texts, vec![0; frame.len]));
    }
    let used = used(resolved);
    for (index, rule) in resolved.rules.iter().enumerate() {
        let members = engine.combinations(rule);
        let wanted = rule.axes.is_empty() || used[index] && members <= MOST_MEMBERS;
        if wanted && rule.purpose == model::Purpose::Clause && !rule.overall && !rule.constant && !rule.aid {
            out.extend(of_rule(engine, scheme, index, members));
        }
    }
    out
}

fn of_rule(engine: &Engine, scheme: usize, rule: usize, members: usize) -> Vec<Figured> {
    let declared = &engine.model.schemes[scheme].rules[rule];
    let frame = engine.rule_frame(scheme, rule);
    let mut texts = vec![String::new(); frame.len];
    let mut definitions = vec![0; frame.len];
    for (number, definition) in declared.definitions.iter().enumerate() {
        let mut frame = frame.clone();
        frame.file = definition.file.clone();
        frame.clause = Some(definition.clause);
        let here = applies(engine, definition, &frame);
        let mut some = vec![String::new(); here.len()];
        replay(engine, scheme, &definition.body, &frame.select(&here), &mut some);
        for (position, text) in here.into_iter().zip(some) {
            texts[position] = text;
            definitions[position] = u8::try_from(number).unwrap_or(u8::MAX);
        }
    }
    let member = |m: usize| {
        let of = |p: usize| p * members + m;
        let count = texts.len() / members;
        let texts: Vec<&str> = (0..count).map(|u| texts[of(u)].as_str()).collect();
        packed(Some((rule, m)), &texts, (0..count).map(|u| definitions[of(u)]).collect())
    };
    (0..members).map(member).collect()
}

/// The positions for which the clause of a definition speaks.
fn applies<'m>(engine: &Engine<'m>, definition: &'m model::Definition, frame: &Frame) -> Vec<usize> {
    match &definition.applies {
        Some(node) => {
            let holds = engine.selects(node, frame);
            (0..frame.len).filter(|p| holds[*p]).collect()
        }
        None => (0..frame.len).collect(),
    }
}

/// Writes the formula's text for each position of the frame.
fn replay<'m>(engine: &Engine<'m>, scheme: usize, node: &'m Node, frame: &Frame, out: &mut [String]) {
    let writer = Writer { engine, money: engine.model.schemes[scheme].money };
    for start in (0..frame.len).step_by(TOGETHER) {
        let positions: Vec<usize> = (start..frame.len.min(start + TOGETHER)).collect();
        let Some(step) = engine.traced(node, &frame.select(&positions)) else { continue };
        for (index, position) in positions.iter().enumerate() {
            out[*position] = writer.text(&step, index);
        }
    }
}

fn packed(rule: Option<(usize, usize)>, texts: &[impl AsRef<str>], definitions: Vec<u8>) -> Figured {
    let mut packed = Texts::default();
    texts.iter().for_each(|t| packed.push(t.as_ref()));
    Figured { rule, texts: packed, definitions }
}

/// Which rules of the scheme 得分 is made of, at any depth.
fn used(scheme: &model::Scheme) -> Vec<bool> {
    let mut used = vec![false; scheme.rules.len()];
    let mut open: Vec<Arc<Node>> = scheme.standing.score.iter().map(|f| f.node.clone()).collect();
    while let Some(node) = open.pop() {
        let mut found = Vec::new();
        node.walk(&mut |n| {
            if let Op::Rule(reference) = &n.op {
                match &reference.target {
                    Target::One { rule, .. } => found.push(*rule),
                    Target::Varied { members, .. } => found.extend(members.iter().flatten().map(|(rule, _)| *rule)),
                }
            }
        });
        for rule in found {
            // A rule of another scheme has the number of a rule here by chance only; one text too many does no harm.
            if rule < used.len() && !used[rule] {
                used[rule] = true;
                open.extend(scheme.rules[rule].definitions.iter().map(|d| d.body.clone()));
            }
        }
    }
    used
}
