//! Kinds of values: which go together, and what comes out.

use crate::formula::ast::{Operator, Span, Unit};
use crate::formula::tree::{Node, Op};
use crate::scoring::faults;
use crate::tables::Kind;

use super::{Resolver, Scope};

/// A number without a unit.
pub(super) const BARE: Kind = Kind::Number(Unit::Bare);

/// Is the node the number 0 as written? It fits every kind.
fn is_zero(node: &Node) -> bool {
    matches!(&node.op, Op::Number(n) if n.is_zero())
}

impl<'a> Resolver<'a> {
    /// The kind's name in office words, for messages.
    pub(super) fn kind_name(&self, kind: Kind) -> String {
        match kind {
            Kind::Number(Unit::Bare) => "数".into(),
            Kind::Number(Unit::Points) => "分".into(),
            Kind::Number(Unit::Money) => "元".into(),
            Kind::Number(Unit::Percent) => "%".into(),
            Kind::Text => "文本".into(),
            Kind::Bool => "是否".into(),
            Kind::Date => "日期".into(),
            Kind::Entry(table) => self.table(table).name.to_string(),
            Kind::Raw => "原样".into(),
        }
    }

    /// The kind of two values that stand in each other's place: arms of 若, definitions of one rule.
    pub(super) fn same_kind(&mut self, a: Option<Kind>, b: Option<Kind>, span: Span, scope: &Scope) -> Option<Kind> {
        match (a, b) {
            (None, other) | (other, None) => other,
            (Some(a), Some(b)) if a == b => Some(a),
            (Some(BARE), Some(Kind::Number(Unit::Points))) | (Some(Kind::Number(Unit::Points)), Some(BARE)) => {
                Some(Kind::Number(Unit::Points))
            }
            (Some(Kind::Text), Some(Kind::Entry(_))) | (Some(Kind::Entry(_)), Some(Kind::Text)) => Some(Kind::Text),
            (Some(a), Some(b)) => {
                let (left, right) = (self.kind_name(a), self.kind_name(b));
                self.fault(faults::UNLIKE_KINDS, span, scope, &[("left", &left), ("right", &right)]);
                Some(a)
            }
        }
    }

    /// The kind of values in each other's place, where a written 0 fits every kind.
    pub(super) fn arms_kind(&mut self, arms: &[&Node], span: Span, scope: &Scope) -> Option<Kind> {
        let mut kind = None;
        for arm in arms.iter().filter(|n| !is_zero(n)) {
            kind = self.same_kind(kind, arm.kind, span, scope);
        }
        kind.or_else(|| arms.first().and_then(|n| n.kind))
    }

    /// May the two be compared or added? A bare number fits 分; 0 fits all.
    pub(super) fn like(&mut self, a: &Node, b: &Node, span: Span, scope: &Scope) -> Option<Kind> {
        if is_zero(a) {
            return b.kind;
        }
        if is_zero(b) {
            return a.kind;
        }
        self.same_kind(a.kind, b.kind, span, scope)
    }

    /// A number's unit; anything else is a fault.
    pub(super) fn number(&mut self, node: &Node, scope: &Scope) -> Option<Unit> {
        match node.kind {
            Some(Kind::Number(unit)) => Some(unit),
            None => Some(Unit::Bare),
            Some(kind) => {
                let found = self.kind_name(kind);
                self.fault(faults::NOT_A_NUMBER, node.span, scope, &[("found", &found)]);
                None
            }
        }
    }

    /// The kind of an arithmetic operation.
    pub(super) fn arithmetic(
        &mut self,
        operator: Operator,
        a: &Node,
        b: &Node,
        span: Span,
        scope: &Scope,
    ) -> Option<Option<Kind>> {
        if operator == Operator::Join {
            return Some(Some(Kind::Text));
        }
        if let Some(kind) = super::day::counted(operator, a, b) {
            return Some(Some(kind));
        }
        let (left, right) = (self.number(a, scope)?, self.number(b, scope)?);
        let kind = match operator {
            Operator::Add | Operator::Subtract => {
                if a.kind.is_some() && a.kind == b.kind {
                    return Some(a.kind);
                }
                return Some(self.like(a, b, span, scope));
            }
            Operator::Multiply => match (left, right) {
                (Unit::Money, Unit::Money) => {
                    self.fault(faults::UNLIKE_KINDS, span, scope, &[("left", "元"), ("right", "元")]);
                    return None;
                }
                (Unit::Money, _) | (_, Unit::Money) => Unit::Money,
                (Unit::Points, _) | (_, Unit::Points) => Unit::Points,
                (Unit::Percent, Unit::Percent) => Unit::Percent,
                (Unit::Bare, Unit::Percent) if is_hundred_percent(b) => Unit::Percent,
                _ => Unit::Bare,
            },
            Operator::Divide if left == right => Unit::Bare,
            Operator::Divide | Operator::Power => left,
            Operator::Join => Unit::Bare,
        };
        Some(Some(Kind::Number(kind)))
    }
}

/// `× 100%` as written turns a bare ratio into a percent.
fn is_hundred_percent(node: &Node) -> bool {
    node.kind == Some(Kind::Number(Unit::Percent))
        && matches!(&node.op, Op::Number(n) if *n == crate::number::Exact::ONE)
}
