//! Literal weights of one formula that do not sum to one.

use crate::formula::ast::{Expr, ExprKind, Operator, Unit};
use crate::number::Exact;
use crate::scoring::faults;

use super::{Resolver, Scope};

/// What the added terms of a sum are multiplied with.
#[derive(Default)]
struct Terms {
    /// Literal percents, one per term that has exactly one.
    weights: Vec<Exact>,
    /// Added terms without one.
    others: usize,
    /// Money is counted, not weighted.
    money: bool,
}

impl Resolver<'_> {
    /// Warns of `甲 × 40% + 乙 × 45% + 丙 × 10%`, wherever it stands in the formula.
    pub(super) fn weights(&mut self, expr: &Expr, scope: &Scope) {
        if !matches!(expr.kind, ExprKind::Binary(Operator::Add | Operator::Subtract, ..)) {
            expr.children().into_iter().for_each(|child| self.weights(child, scope));
            return;
        }
        let mut terms = Terms::default();
        let mut inner = Vec::new();
        added(expr, true, &mut terms, &mut inner);
        let sum = terms.weights.iter().fold(Exact::ZERO, |sum, w| &sum + w);
        if terms.weights.len() > 1 && !terms.money && misses(&sum, terms.others == 0) {
            let found = format!("{}%", (&sum * &Exact::from(100)).trimmed(6));
            self.fault(faults::WEIGHTS_NOT_ONE, expr.span, scope, &[("found", &found)]);
        }
        inner.into_iter().for_each(|child| self.weights(child, scope));
    }
}

/// Near enough to one to be meant as one, and not one. Beside terms without a weight it must be very near: they
/// may be what is missing.
fn misses(sum: &Exact, alone: bool) -> bool {
    let (low, high) = if alone { (50, 150) } else { (90, 110) };
    let percent = |n: i64| Exact::ratio(n, 100).expect("100 is not 0");
    *sum != Exact::ONE && percent(low) < *sum && *sum < percent(high)
}

/// Gathers the terms of a sum; what stands inside them goes to `inner`.
fn added<'e>(expr: &'e Expr, plus: bool, terms: &mut Terms, inner: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::Binary(operator @ (Operator::Add | Operator::Subtract), a, b) => {
            added(a, plus, terms, inner);
            added(b, plus == (*operator == Operator::Add), terms, inner);
        }
        _ => {
            let (mut factors, mut percents) = (Vec::new(), Vec::new());
            product(expr, &mut factors);
            for factor in factors {
                match &factor.kind {
                    ExprKind::Number(weight, Unit::Percent) => percents.push(weight.clone()),
                    ExprKind::Number(_, Unit::Money) => terms.money = true,
                    _ => {}
                }
            }
            match percents.pop().filter(|_| percents.is_empty()) {
                Some(weight) if plus => terms.weights.push(weight),
                None if plus => terms.others += 1,
                _ => {}
            }
            inner.extend(expr.children());
        }
    }
}

fn product<'e>(expr: &'e Expr, factors: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::Binary(Operator::Multiply, a, b) => {
            product(a, factors);
            product(b, factors);
        }
        _ => factors.push(expr),
    }
}
