//! A formula with its figures put in: only the arm taken, aggregates as the sum of what they ran over.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::formula::ast::{Comparison, DefaultOn, Operator};
use crate::formula::tree::{Fold, Node, Op};
use crate::scoring::eval::{Engine, Step};
use crate::tables::Value;

/// Longer sums are shown by their first members.
const SHOWN_MEMBERS: usize = 12;

/// The step's formula with figures.
pub(super) fn figures(engine: &Engine, step: &Step, texts: &BTreeMap<Arc<str>, Arc<str>>) -> String {
    Writer { engine, texts }.node(step)
}

struct Writer<'w, 'm> {
    engine: &'w Engine<'m>,
    texts: &'w BTreeMap<Arc<str>, Arc<str>>,
}

impl Writer<'_, '_> {
    fn value(&self, step: &Step) -> String {
        step.values.first().map(|v| self.engine.shown(v, step.node.kind)).unwrap_or_default()
    }

    fn node(&self, step: &Step) -> String {
        let part = |index: usize| step.children.get(index).map(|c| self.node(c)).unwrap_or_default();
        match &step.node.op {
            Op::Binary(operator, ..) => {
                format!("{} {} {}", self.side(step, 0, *operator), sign(*operator), self.side(step, 1, *operator))
            }
            Op::Negate(_) => format!("−{}", part(0)),
            Op::If(arms, _) => self.branch(step, arms.len()),
            Op::Default(on, ..) => match step.children.get(1) {
                Some(fallback) => {
                    let word = if *on == DefaultOn::Missing { "缺则" } else { "不适用则" };
                    format!("{} {word} {}", part(0), self.node(fallback))
                }
                None => part(0),
            },
            Op::Call(..) | Op::Method { .. } => self.call(step),
            Op::Aggregate(aggregate) => self.aggregate(step, aggregate.fold, aggregate.filter.is_some()),
            Op::Compare(_, rest) => {
                let mut out = part(0);
                for (index, (comparison, _)) in rest.iter().enumerate() {
                    out.push_str(&format!(" {} {}", comparison_sign(*comparison), part(index + 1)));
                }
                out
            }
            Op::Chosen(..) => step.children.last().map(|c| self.node(c)).unwrap_or_default(),
            Op::Bands(..) => format!("{} → {}", part(0), self.value(step)),
            Op::And(_) => step.children.iter().map(|c| self.node(c)).collect::<Vec<_>>().join(" 且 "),
            Op::Or(_) => step.children.iter().map(|c| self.node(c)).collect::<Vec<_>>().join(" 或 "),
            Op::Number(_) | Op::Date(_) | Op::Text(_) | Op::Bool(_) => self.written(step),
            _ => self.value(step),
        }
    }

    /// A side of an operation, in brackets where it binds less.
    fn side(&self, step: &Step, index: usize, operator: Operator) -> String {
        let Some(child) = step.children.get(index) else { return String::new() };
        let text = self.node(child);
        let inner = match &child.node.op {
            Op::Binary(inner, ..) => strength(*inner),
            Op::If(..) | Op::Default(..) | Op::Compare(..) => 0,
            _ => 9,
        };
        let right = index == 1 && matches!(operator, Operator::Subtract | Operator::Divide);
        if inner < strength(operator) || right && inner == strength(operator) { format!("({text})") } else { text }
    }

    /// The arm taken: its condition's figures are shown by the parts, its value here.
    fn branch(&self, step: &Step, arms: usize) -> String {
        let taken = step.children.iter().rev().find(|c| c.frame.len > 0 && !is_condition(step.node, c.node, arms));
        taken.map_or_else(|| self.value(step), |c| self.node(c))
    }

    fn written(&self, step: &Step) -> String {
        let span = step.node.span;
        let text = self.texts.get(&step.frame.file).and_then(|t| t.get(span.start..span.end));
        text.map_or_else(|| self.value(step), str::to_owned)
    }

    fn call(&self, step: &Step) -> String {
        let span = step.node.span;
        let source = self.texts.get(&step.frame.file).and_then(|t| t.get(span.start..span.end)).unwrap_or_default();
        let name = source.split(['(', '（']).next().unwrap_or_default();
        let count = match &step.node.op {
            Op::Method { arguments, .. } => arguments.len(),
            _ => step.children.len(),
        };
        let arguments: Vec<String> = step.children.iter().take(count).map(|c| self.node(c)).collect();
        format!("{name}({})", arguments.join(", "))
    }

    fn aggregate(&self, step: &Step, fold: Fold, filtered: bool) -> String {
        let span = step.node.span;
        let source = self.texts.get(&step.frame.file).and_then(|t| t.get(span.start..span.end)).unwrap_or_default();
        let name = source.split(['(', '（']).next().unwrap_or_default();
        let skip = usize::from(filtered);
        let lists: Vec<String> = step.children.iter().skip(skip).map(|c| self.members(c)).collect();
        let joined = match fold {
            Fold::Count | Fold::Exists | Fold::Absent => self.value(step),
            _ => lists.join("；"),
        };
        format!("{name}({joined})")
    }

    fn members(&self, step: &Step) -> String {
        let shown = |v: &Value| self.engine.shown(v, step.node.kind);
        let mut list: Vec<String> = step.values.iter().take(SHOWN_MEMBERS).map(shown).collect();
        if step.values.len() > SHOWN_MEMBERS {
            list.push(format!("… 共{}项", step.values.len()));
        }
        list.join(", ")
    }
}

fn is_condition(branch: &Node, node: &Node, _arms: usize) -> bool {
    match &branch.op {
        Op::If(arms, _) => arms.iter().any(|(c, _)| std::ptr::eq(c, node)),
        _ => false,
    }
}

fn strength(operator: Operator) -> u8 {
    match operator {
        Operator::Join | Operator::Add | Operator::Subtract => 1,
        Operator::Multiply | Operator::Divide => 2,
        Operator::Power => 3,
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+",
        Operator::Subtract => "−",
        Operator::Multiply => "×",
        Operator::Divide => "÷",
        Operator::Power => "^",
        Operator::Join => "&",
    }
}

fn comparison_sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::Unequal => "≠",
        Comparison::Less => "<",
        Comparison::AtMost => "≤",
        Comparison::Greater => ">",
        Comparison::AtLeast => "≥",
    }
}
