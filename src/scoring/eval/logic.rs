//! Conditions: 且 or 或 decide when one side decides; 若 needs an answer.

use std::cmp::Ordering;

use crate::formula::ast::{Comparison, DefaultOn, State};
use crate::formula::text::normal;
use crate::formula::tree::Node;
use crate::scoring::faults;
use crate::tables::{Kind, Value};

use super::{Engine, Frame};

/// 非: 不适用 and 缺 stay.
pub(super) fn not(value: Value) -> Value {
    match value {
        Value::Bool(b) => Value::Bool(!b),
        other => other,
    }
}

/// 缺, 不适用, 有值.
pub(super) fn is(value: &Value, state: State) -> Value {
    if *value == Value::Fault {
        return Value::Fault;
    }
    Value::Bool(match state {
        State::Missing => *value == Value::Missing,
        State::NotApplicable => *value == Value::NotApplicable,
        State::Present => match value {
            Value::Missing | Value::NotApplicable => false,
            Value::Text(text) => !text.is_empty(),
            _ => true,
        },
    })
}

/// The state that two values pass on: a fault before 缺 before 不适用.
pub(super) fn state(values: &[&Value]) -> Option<Value> {
    [Value::Fault, Value::Missing, Value::NotApplicable].into_iter().find(|s| values.contains(&s))
}

impl<'m> Engine<'m> {
    pub(super) fn branches(
        &self,
        arms: &'m [(Node, Node)],
        other: Option<&'m Node>,
        _node: &'m Node,
        frame: &Frame,
    ) -> Vec<Value> {
        let mut out = vec![Value::NotApplicable; frame.len];
        let mut open: Vec<usize> = (0..frame.len).collect();
        for (condition, value) in arms {
            if open.is_empty() {
                return out;
            }
            let here = frame.select(&open);
            let answers = self.eval(condition, &here);
            let mut taken = Vec::new();
            let mut left = Vec::new();
            for (index, answer) in answers.into_iter().enumerate() {
                let position = open[index];
                match answer {
                    Value::Bool(true) => taken.push(position),
                    Value::Bool(false) => left.push(position),
                    Value::NotApplicable => {
                        out[position] = self.unanswered(condition, &here, index);
                    }
                    state => out[position] = state,
                }
            }
            self.fill(&mut out, value, &taken, frame);
            open = left;
        }
        if let Some(other) = other {
            self.fill(&mut out, other, &open, frame);
        }
        out
    }

    /// 若 and 满足 need an answer: what did not apply is named.
    pub(super) fn unanswered(&self, condition: &'m Node, frame: &Frame, position: usize) -> Value {
        let cause = self.because(condition, frame, position, &Value::NotApplicable);
        let args = [("found", cause.text())];
        self.fault_from(faults::CONDITION_NOT_APPLICABLE, condition.span, frame, position, &args, cause.places)
    }

    /// Computes the node at some positions only and puts the values there.
    pub(super) fn fill(&self, out: &mut [Value], node: &'m Node, positions: &[usize], frame: &Frame) {
        if positions.is_empty() {
            return;
        }
        let values = self.eval(node, &frame.select(positions));
        for (position, value) in positions.iter().zip(values) {
            out[*position] = value;
        }
    }

    /// 或 (`decides` is true) and 且 (false).
    pub(super) fn junction(&self, list: &'m [Node], decides: bool, frame: &Frame) -> Vec<Value> {
        let mut out = vec![Value::Bool(!decides); frame.len];
        let mut open: Vec<usize> = (0..frame.len).collect();
        for node in list {
            if open.is_empty() {
                break;
            }
            let values = self.eval(node, &frame.select(&open));
            let mut left = Vec::new();
            for (position, value) in open.into_iter().zip(values) {
                if value == Value::Bool(decides) {
                    out[position] = value;
                    continue;
                }
                left.push(position);
                if let Some(state) = state(&[&out[position], &value]) {
                    out[position] = state;
                }
            }
            open = left;
        }
        out
    }

    pub(super) fn default(&self, on: DefaultOn, value: &'m Node, fallback: &'m Node, frame: &Frame) -> Vec<Value> {
        let mut out = self.default_value(value, frame);
        let caught: Vec<usize> = (0..frame.len)
            .filter(|p| match out[*p] {
                Value::Missing => true,
                Value::NotApplicable => on == DefaultOn::NotApplicable,
                _ => false,
            })
            .collect();
        self.fill(&mut out, fallback, &caught, frame);
        out
    }

    pub(super) fn comparisons(&self, first: &'m Node, rest: &'m [(Comparison, Node)], frame: &Frame) -> Vec<Value> {
        let mut left = self.eval(first, frame);
        let mut left_kind = first.kind;
        let mut out = vec![Value::Bool(true); frame.len];
        for (comparison, node) in rest {
            let right = self.eval(node, frame);
            for position in 0..frame.len {
                let answer = self.compare(*comparison, (&left[position], left_kind), (&right[position], node.kind));
                if out[position] == Value::Bool(true)
                    || state(&[&answer]).is_some() && out[position] != Value::Bool(false)
                {
                    out[position] = answer;
                }
            }
            left = right;
            left_kind = node.kind;
        }
        out
    }

    pub(super) fn among(&self, x: &'m Node, set: &'m [Node], frame: &Frame) -> Vec<Value> {
        let values = self.eval(x, frame);
        let mut out: Vec<Value> = values.iter().map(|v| state(&[v]).unwrap_or(Value::Bool(false))).collect();
        for member in set {
            let members = self.eval(member, frame);
            for position in 0..frame.len {
                if out[position] == Value::Bool(false) {
                    let answer =
                        self.compare(Comparison::Equal, (&values[position], x.kind), (&members[position], member.kind));
                    if answer == Value::Bool(true) {
                        out[position] = answer;
                    }
                }
            }
        }
        out
    }

    pub(super) fn in_period(&self, x: &'m Node, frame: &Frame) -> Vec<Value> {
        let inside = |v: Value| match v {
            Value::Date(d) => Value::Bool(self.period.first <= d && d <= self.period.last),
            other => other,
        };
        self.eval(x, frame).into_iter().map(inside).collect()
    }

    pub(super) fn text_test(
        &self,
        a: &'m Node,
        b: &'m Node,
        frame: &Frame,
        test: fn(&str, &str) -> bool,
    ) -> Vec<Value> {
        let (left, right) = (self.eval(a, frame), self.eval(b, frame));
        left.iter()
            .zip(&right)
            .map(|(x, y)| {
                state(&[x, y]).unwrap_or_else(|| {
                    let (x, y) = (self.as_text(x, a.kind), self.as_text(y, b.kind));
                    Value::Bool(test(&normal(&x), &normal(&y)))
                })
            })
            .collect()
    }

    /// Compares two values of like kinds; texts are compared without white space, width or case.
    pub(crate) fn compare(
        &self,
        comparison: Comparison,
        a: (&Value, Option<Kind>),
        b: (&Value, Option<Kind>),
    ) -> Value {
        if let Some(state) = state(&[a.0, b.0]) {
            return state;
        }
        let order = match (a.0, b.0) {
            (Value::Number(x), Value::Number(y)) => x.cmp(y),
            (Value::Date(x), Value::Date(y)) => x.cmp(y),
            (Value::Bool(x), Value::Bool(y)) => x.cmp(y),
            (Value::Entry(x), Value::Entry(y)) if a.1 == b.1 => x.cmp(y),
            (x, y) => normal(&self.as_text(x, a.1)).cmp(&normal(&self.as_text(y, b.1))),
        };
        Value::Bool(match comparison {
            Comparison::Equal => order == Ordering::Equal,
            Comparison::Unequal => order != Ordering::Equal,
            Comparison::Less => order == Ordering::Less,
            Comparison::AtMost => order != Ordering::Greater,
            Comparison::Greater => order == Ordering::Greater,
            Comparison::AtLeast => order != Ordering::Less,
        })
    }
}
