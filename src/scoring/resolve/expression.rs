//! Expressions: one arm per form of the grammar.

use std::sync::Arc;

use crate::formula::ast::{Comparison, Expr, ExprKind, Operator, Span};
use crate::formula::text::normal;
use crate::formula::tree::{At, Node, Op};
use crate::scoring::faults;
use crate::tables::Kind;

use super::{Resolver, Scope, pattern_text};

impl<'a> Resolver<'a> {
    /// The expression with its names resolved; `None` where something in it is wrong.
    pub(super) fn expression(&mut self, expr: &Expr, scope: &Scope) -> Option<Node> {
        let span = expr.span;
        let leaf = |op: Op, kind: Option<Kind>| Some(Node { op, kind, span });
        match &expr.kind {
            ExprKind::Number(value, unit) => leaf(Op::Number(value.clone()), Some(Kind::Number(*unit))),
            ExprKind::Date(date) => leaf(Op::Date(*date), Some(Kind::Date)),
            ExprKind::Text(text) => leaf(Op::Text(Arc::from(text.as_str())), Some(Kind::Text)),
            ExprKind::Bool(value) => leaf(Op::Bool(*value), Some(Kind::Bool)),
            ExprKind::Missing => leaf(Op::Missing, None),
            ExprKind::NotApplicable => leaf(Op::NotApplicable, None),
            ExprKind::Path(names) => self.path(names, span, scope),
            ExprKind::Call(name, arguments) => self.call(name, arguments, span, scope),
            ExprKind::Bands(form, on, bands) => self.bands(*form, on, bands, span, scope),
            ExprKind::If(arms, other) => self.branches(arms, other.as_deref(), span, scope),
            ExprKind::Default(on, value, fallback) => {
                let value = self.expression(value, scope);
                let fallback = self.expression(fallback, scope);
                let (value, fallback) = (value?, fallback?);
                let kind = self.arms_kind(&[&value, &fallback], span, scope);
                leaf(Op::Default(*on, Box::new(value), Box::new(fallback)), kind)
            }
            ExprKind::Or(list) => leaf(Op::Or(self.conditions(list, scope)?), Some(Kind::Bool)),
            ExprKind::And(list) => leaf(Op::And(self.conditions(list, scope)?), Some(Kind::Bool)),
            ExprKind::Not(x) => leaf(Op::Not(Box::new(self.condition(x, scope)?)), Some(Kind::Bool)),
            ExprKind::Compare(first, rest) => self.comparison(first, rest, span, scope),
            ExprKind::Among(x, set) => self.among(x, set, span, scope),
            ExprKind::Contains(a, b) | ExprKind::StartsWith(a, b) => {
                let (a, b) = (self.expression(a, scope), self.expression(b, scope));
                let (a, b) = (Box::new(a?), Box::new(b?));
                let contains = matches!(expr.kind, ExprKind::Contains(..));
                leaf(if contains { Op::Contains(a, b) } else { Op::StartsWith(a, b) }, Some(Kind::Bool))
            }
            ExprKind::Is(x, state) => leaf(Op::Is(Box::new(self.expression(x, scope)?), *state), Some(Kind::Bool)),
            ExprKind::Binary(operator, a, b) => self.binary(*operator, a, b, span, scope),
            ExprKind::Negate(x) => {
                let x = self.expression(x, scope)?;
                self.number(&x, scope)?;
                let kind = x.kind;
                leaf(Op::Negate(Box::new(x)), kind)
            }
        }
    }

    fn conditions(&mut self, list: &[Expr], scope: &Scope) -> Option<Vec<Node>> {
        // Each is read, so that every fault in them is found.
        let read: Vec<Option<Node>> = list.iter().map(|e| self.condition(e, scope)).collect();
        read.into_iter().collect()
    }

    fn branches(&mut self, arms: &[(Expr, Expr)], other: Option<&Expr>, span: Span, scope: &Scope) -> Option<Node> {
        let read: Vec<(Option<Node>, Option<Node>)> =
            arms.iter().map(|(c, v)| (self.condition(c, scope), self.expression(v, scope))).collect();
        let other = match other {
            Some(expr) => Some(Box::new(self.expression(expr, scope)?)),
            None => None,
        };
        let arms: Option<Vec<(Node, Node)>> = read.into_iter().map(|(c, v)| Some((c?, v?))).collect();
        let arms = arms?;
        let values: Vec<&Node> = arms.iter().map(|(_, v)| v).chain(other.as_deref()).collect();
        let kind = self.arms_kind(&values, span, scope);
        Some(Node { op: Op::If(arms, other), kind, span })
    }

    fn binary(&mut self, operator: Operator, a: &Expr, b: &Expr, span: Span, scope: &Scope) -> Option<Node> {
        let (a, b) = (self.expression(a, scope), self.expression(b, scope));
        let (a, b) = (a?, b?);
        let kind = self.arithmetic(operator, &a, &b, span, scope)?;
        Some(Node { op: Op::Binary(operator, Box::new(a), Box::new(b)), kind, span })
    }

    fn comparison(&mut self, first: &Expr, rest: &[(Comparison, Expr)], span: Span, scope: &Scope) -> Option<Node> {
        let mut nodes = vec![self.operand(first, scope)];
        for (_, expr) in rest {
            nodes.push(self.operand(expr, scope));
        }
        let mut nodes: Vec<Node> = nodes.into_iter().collect::<Option<_>>()?;
        for i in 1..nodes.len() {
            let (left, right) = nodes.split_at_mut(i);
            self.compared(&mut left[i - 1], &mut right[0], span, scope)?;
        }
        let mut nodes = nodes.into_iter();
        let first = Box::new(nodes.next()?);
        let rest = rest.iter().map(|(c, _)| *c).zip(nodes).collect();
        Some(Node { op: Op::Compare(first, rest), kind: Some(Kind::Bool), span })
    }

    /// A side of a comparison: a bare table name there is the entry at hand.
    fn operand(&mut self, expr: &Expr, scope: &Scope) -> Option<Node> {
        self.expression(expr, scope)
    }

    /// Makes a text literal beside a reference the entry it names, and sees that kinds agree.
    fn compared(&mut self, a: &mut Node, b: &mut Node, span: Span, scope: &Scope) -> Option<()> {
        self.as_entry(a, b.kind, scope)?;
        self.as_entry(b, a.kind, scope)?;
        match (a.kind, b.kind) {
            // A text that is no entry simply differs.
            (Some(Kind::Entry(_)), Some(Kind::Text)) | (Some(Kind::Text), Some(Kind::Entry(_))) => {}
            _ => {
                self.like(a, b, span, scope);
            }
        }
        Some(())
    }

    fn as_entry(&mut self, literal: &mut Node, beside: Option<Kind>, scope: &Scope) -> Option<()> {
        let (Op::Text(text), Some(Kind::Entry(table))) = (&literal.op, beside) else { return Some(()) };
        let Some(entry) = self.entry_named(table, text) else {
            let owner = self.table(table).name.to_string();
            let entries: Vec<String> = self.table(table).entries.iter().map(ToString::to_string).collect();
            let suggest = super::catalogue::nearest(text, entries.iter().map(String::as_str));
            let text = text.to_string();
            let args = [("found", &*text), ("table", &*owner), ("suggest", suggest.as_deref().unwrap_or("none"))];
            self.fault(faults::NO_SUCH_ENTRY, literal.span, scope, &args);
            return None;
        };
        literal.op = Op::Entry(At::Fixed(entry));
        literal.kind = Some(Kind::Entry(table));
        Some(())
    }

    fn among(&mut self, x: &Expr, set: &[Expr], span: Span, scope: &Scope) -> Option<Node> {
        let mut value = self.operand(x, scope)?;
        if let [Expr { kind: ExprKind::Path(names), .. }] = set
            && names.len() == 1
            && normal(&pattern_text(&names[0])) == "本期"
        {
            return Some(Node { op: Op::InPeriod(Box::new(value)), kind: Some(Kind::Bool), span });
        }
        let mut members = Vec::new();
        for expr in set {
            let mut member = self.operand(expr, scope)?;
            self.compared(&mut value, &mut member, expr.span, scope)?;
            members.push(member);
        }
        Some(Node { op: Op::Among(Box::new(value), members), kind: Some(Kind::Bool), span })
    }
}
