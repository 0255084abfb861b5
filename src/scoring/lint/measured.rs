//! 分 × a measured difference in %: `0.4分 × (上年 − 本年)` gives 0.4% of a point where 0.4 points are meant.

use crate::finding::{Finding, Findings, Place};
use crate::formula::ast::{Operator, Unit};
use crate::formula::kind::Kind;
use crate::formula::tree::{Function, Node, Op, RuleRef, Target};
use crate::number::Exact;
use crate::scoring::faults;
use crate::scoring::model::Model;

use super::Desk;
use super::written::resolved;

/// How many rules deep a difference is looked for.
const DEPTH: usize = 6;

/// Warns of points multiplied with a difference of percents.
pub(super) fn check(desk: &Desk<'_>, findings: &mut Findings) {
    for formula in resolved(desk.model) {
        formula.node.walk(&mut |node| {
            if let Op::Binary(Operator::Multiply, a, b) = &node.op
                && (is_points(a) && differs(b, desk.model, DEPTH) || is_points(b) && differs(a, desk.model, DEPTH))
            {
                let place = Place::text(formula.file.clone(), node.span.start, node.span.end);
                findings.push(Finding::new(faults::POINTS_TIMES_DIFFERENCE, place));
            }
        });
    }
}

fn is_points(node: &Node) -> bool {
    node.kind == Some(Kind::Number(Unit::Points))
}

/// Is the node a difference of two shares, at least one of them measured? What is missing to the whole (100% − x)
/// is a share itself.
fn differs(node: &Node, model: &Model, depth: usize) -> bool {
    if node.kind != Some(Kind::Number(Unit::Percent)) || depth == 0 {
        return false;
    }
    let again = |node: &Node| differs(node, model, depth - 1);
    match &node.op {
        Op::Binary(Operator::Subtract, a, b) => {
            let whole = matches!(&a.op, Op::Number(n) if *n == Exact::ONE);
            let written = matches!((&a.op, &b.op), (Op::Number(_), Op::Number(_)));
            !whole && !written
        }
        Op::Rule(RuleRef { scheme, target: Target::One { rule, .. }, .. }) => {
            model.schemes[*scheme].rules[*rule].definitions.iter().any(|definition| again(&definition.body))
        }
        Op::Call(
            Function::AtMost | Function::AtLeast | Function::Clamp | Function::Absolute | Function::Round(_),
            arguments,
        ) => arguments.first().is_some_and(again),
        Op::Negate(x) | Op::Default(_, x, _) => again(x),
        Op::If(arms, last) => arms.iter().map(|(_, value)| value).chain(last.as_deref()).any(again),
        _ => false,
    }
}
