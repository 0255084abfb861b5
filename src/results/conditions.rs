//! The conditions of a tier or prize one by one: what each asks for, and which units meet it.

use crate::formula::ast::{Comparison, Expr, ExprKind};
use crate::formula::show::show;
use crate::formula::tree::{Node, Op, StandingItem, UnitAt};
use crate::number::Exact;
use crate::scoring::eval::{Engine, Frame};
use crate::scoring::model::{Line, mirrored};
use crate::tables::Value;

/// One of the conditions of a line, all of which must hold.
#[derive(Debug, Clone)]
pub struct Condition {
    /// As the scheme prints it.
    pub text: String,
    /// What it asks for.
    pub asks: Asks,
    /// Whether each unit meets it.
    pub holds: Vec<bool>,
}

/// What a condition asks for.
#[derive(Debug, Clone)]
pub enum Asks {
    /// A score as good as this, or better than it.
    Score {
        /// One for all units, or one per unit.
        bound: Vec<Value>,
        /// Better than it.
        strict: bool,
    },
    /// This place or a better one.
    Rank {
        /// One for all units, or one per unit.
        bound: Vec<Value>,
        /// Better than it.
        strict: bool,
    },
    /// A score or place that is not better than something: who does not meet it has passed it already.
    Limit,
    /// Anything else.
    Other,
}

/// The value for a unit, where one may stand for all.
pub(super) fn shared(values: Vec<Value>) -> Vec<Value> {
    match values.split_first() {
        Some((first, rest)) if rest.iter().all(|v| v == first) => vec![first.clone()],
        _ => values,
    }
}

/// The conditions of a line in the order written.
pub(super) fn conditions<'m>(engine: &Engine<'m>, scheme: usize, line: &'m Line) -> Vec<Condition> {
    let Some(when) = &line.when else { return Vec::new() };
    let written = line.declared.when.as_ref().map(|l| &l.expr);
    let frame = engine.unit_frame(scheme, &when.file);
    let mut out = Vec::new();
    each(engine, scheme, &when.node, written, &frame, &mut out);
    out
}

fn each<'m>(
    engine: &Engine<'m>,
    scheme: usize,
    node: &'m Node,
    written: Option<&Expr>,
    frame: &Frame,
    out: &mut Vec<Condition>,
) {
    match &node.op {
        Op::And(list) => {
            let parts = match written.map(|e| &e.kind) {
                Some(ExprKind::And(parts)) if parts.len() == list.len() => Some(parts),
                _ => None,
            };
            for (index, node) in list.iter().enumerate() {
                each(engine, scheme, node, parts.map(|p| &p[index]), frame, out);
            }
        }
        Op::Compare(first, rest) if of_standing(first, rest) => {
            let mut left = &**first;
            for (comparison, right) in rest {
                out.push(compared(engine, scheme, (left, *comparison, right), written, frame));
                left = right;
            }
        }
        _ => {
            let holds = values(engine, node, frame).into_iter().map(|v| v == Value::Bool(true)).collect();
            out.push(Condition { text: written.map(show).unwrap_or_default(), asks: Asks::Other, holds });
        }
    }
}

fn values<'m>(engine: &Engine<'m>, node: &'m Node, frame: &Frame) -> Vec<Value> {
    engine.traced(node, frame).map_or_else(|| vec![Value::NotApplicable; frame.len], |s| s.values)
}

/// 得分, 名次 or 位次 of the unit itself.
fn own_standing(node: &Node) -> Option<StandingItem> {
    match &node.op {
        Op::Standing { item, unit: UnitAt::Slot(0), .. } => {
            matches!(item, StandingItem::Score | StandingItem::Rank | StandingItem::Position).then_some(*item)
        }
        _ => None,
    }
}

fn of_standing(first: &Node, rest: &[(Comparison, Node)]) -> bool {
    std::iter::once(first).chain(rest.iter().map(|(_, n)| n)).any(|n| own_standing(n).is_some())
}

fn compared<'m>(
    engine: &Engine<'m>,
    scheme: usize,
    (left, comparison, right): (&'m Node, Comparison, &'m Node),
    written: Option<&Expr>,
    frame: &Frame,
) -> Condition {
    let (item, comparison, bound) = match (own_standing(left), own_standing(right)) {
        (Some(item), _) => (Some(item), comparison, right),
        (None, Some(item)) => (Some(item), mirrored(comparison), left),
        (None, None) => (None, comparison, right),
    };
    let (mine, bounds) = if item.is_some() && std::ptr::eq(bound, left) {
        (values(engine, right, frame), values(engine, left, frame))
    } else {
        (values(engine, left, frame), values(engine, right, frame))
    };
    let holds = mine.iter().zip(&bounds).map(|(a, b)| holds(a, comparison, b)).collect();
    let lower = engine.model.schemes[scheme].standing.lower_is_better;
    let asks = asks(item, comparison, lower, shared(bounds));
    Condition { text: written.map(show).unwrap_or_default(), asks, holds }
}

fn asks(item: Option<StandingItem>, comparison: Comparison, lower: bool, bound: Vec<Value>) -> Asks {
    let strict = matches!(comparison, Comparison::Less | Comparison::Greater);
    let downward = matches!(comparison, Comparison::Less | Comparison::AtMost);
    match (item, comparison) {
        (_, Comparison::Unequal) | (None, _) | (Some(StandingItem::Score), Comparison::Equal) => Asks::Other,
        (Some(StandingItem::Score), _) if downward == lower => Asks::Score { bound, strict },
        (Some(StandingItem::Score), _) => Asks::Limit,
        (Some(_), Comparison::Equal) => Asks::Rank { bound, strict: false },
        (Some(_), _) if downward => Asks::Rank { bound, strict },
        (Some(_), _) => Asks::Limit,
    }
}

fn holds(a: &Value, comparison: Comparison, b: &Value) -> bool {
    let (Value::Number(a), Value::Number(b)) = (a, b) else { return false };
    compare(a, comparison, b)
}

fn compare(a: &Exact, comparison: Comparison, b: &Exact) -> bool {
    match comparison {
        Comparison::Equal => a == b,
        Comparison::Unequal => a != b,
        Comparison::Less => a < b,
        Comparison::AtMost => a <= b,
        Comparison::Greater => a > b,
        Comparison::AtLeast => a >= b,
    }
}
