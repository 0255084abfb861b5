//! 否则 a + b: it may be read as (若 … 否则 a) + b.

use crate::finding::{Finding, Findings, Place};
use crate::formula::ast::{Expr, ExprKind, Operator};
use crate::formula::show::show;
use crate::scoring::faults;

use super::Desk;
use super::written::formulas;

/// Warns of a last arm that goes on with + or − outside brackets.
pub(super) fn check(desk: &Desk<'_>, findings: &mut Findings) {
    for (expr, file) in formulas(desk.project) {
        // The prelude is no file of the office.
        if !desk.texts.contains_key(file) {
            continue;
        }
        let mut open = vec![expr];
        while let Some(expr) = open.pop() {
            if let Some(last) = doubtful(expr) {
                let place = Place::text(file.clone(), last.span.start, last.span.end);
                findings.push(Finding::new(faults::LAST_ARM_SUM, place).with("found", show(last)));
            }
            open.extend(expr.children());
        }
    }
}

/// The last arm of 若 that is a sum without brackets of its own.
fn doubtful(expr: &Expr) -> Option<&Expr> {
    let ExprKind::If(_, Some(last)) = &expr.kind else { return None };
    let ExprKind::Binary(Operator::Add | Operator::Subtract, first, _) = &last.kind else { return None };
    // Brackets belong to the span of what they enclose.
    (last.span.start == first.span.start).then_some(last)
}
