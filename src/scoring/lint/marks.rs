//! 满分 of a rule held against the 满分 of what it adds up: parts that are worth more than the whole, and parts
//! that do not make it up.

mod worth;

use crate::finding::{Finding, Findings, Place};
use crate::formula::ast::Operator;
use crate::formula::tree::{Fold, Function, Node, Op};
use crate::number::Exact;
use crate::scoring::faults;
use crate::scoring::model::{Definition, Rule};

use super::Desk;
use worth::{Worth, worth};

/// A part of a sum: the node, what it is worth, and whether it is taken away.
type Part<'m> = (&'m Node, Option<Exact>, bool);

/// Holds every rule with a 满分 that is a number against its parts.
pub(super) fn check(desk: &Desk<'_>, findings: &mut Findings) {
    for scheme in &desk.model.schemes {
        for rule in &scheme.rules {
            for definition in &rule.definitions {
                of_definition(desk, rule, definition, findings);
            }
        }
    }
}

fn of_definition(desk: &Desk<'_>, rule: &Rule, definition: &Definition, findings: &mut Findings) {
    let Some(full) = definition.full_marks.as_deref() else { return };
    let (inner, capped) = uncapped(&definition.body);
    if let Op::Aggregate(aggregate) = &inner.op
        && aggregate.fold == Fold::Sum
    {
        for (at, whole, parts) in worth::of_entries(desk, rule, full, aggregate) {
            if whole != parts && !(capped && parts > whole) {
                findings.push(misses(definition, inner, &rule.pattern, &at, &whole, &parts));
            }
        }
        return;
    }
    let Some(Worth::Always(whole)) = worth(desk, full) else { return };
    let mut parts = Vec::new();
    added(desk, inner, false, &mut parts);
    if parts.len() < 2 {
        return;
    }
    for (node, most, minus) in &parts {
        if let Some(most) = most
            && !minus
            && *most > whole
        {
            let place = Place::text(definition.file.clone(), node.span.start, node.span.end);
            let finding = Finding::new(faults::PART_ABOVE_WHOLE, place).with("rule", rule.pattern.as_str());
            findings.push(finding.with("found", most.trimmed(6)).with("most", whole.trimmed(6)));
        }
    }
    let positive: Vec<&Part<'_>> = parts.iter().filter(|(_, _, minus)| !minus).collect();
    let sum: Option<Exact> = positive.iter().map(|(_, most, _)| most.clone()).sum();
    if let Some(sum) = sum.filter(|sum| positive.len() > 1 && *sum != whole && !(capped && *sum > whole)) {
        findings.push(misses(definition, inner, &rule.pattern, "none", &whole, &sum));
    }
}

fn misses(definition: &Definition, node: &Node, rule: &str, at: &str, whole: &Exact, parts: &Exact) -> Finding {
    let place = Place::text(definition.file.clone(), node.span.start, node.span.end);
    let finding = Finding::new(faults::PARTS_MISS_WHOLE, place).with("rule", rule).with("at", at);
    finding.with("found", parts.trimmed(6)).with("most", whole.trimmed(6))
}

/// The formula without its rounding and its cap, and whether it has one.
fn uncapped(node: &Node) -> (&Node, bool) {
    match &node.op {
        Op::Call(Function::Round(_) | Function::AtLeast, arguments) if !arguments.is_empty() => uncapped(&arguments[0]),
        Op::Call(Function::AtMost | Function::Clamp, arguments) if !arguments.is_empty() => {
            (uncapped(&arguments[0]).0, true)
        }
        _ => (node, false),
    }
}

/// The parts of a sum.
fn added<'m>(desk: &Desk<'_>, node: &'m Node, minus: bool, parts: &mut Vec<Part<'m>>) {
    match &node.op {
        Op::Binary(Operator::Add, a, b) => {
            added(desk, a, minus, parts);
            added(desk, b, minus, parts);
        }
        Op::Binary(Operator::Subtract, a, b) => {
            added(desk, a, minus, parts);
            added(desk, b, !minus, parts);
        }
        _ => {
            let most = match worth::most(desk, node) {
                Some(Worth::Always(n)) => Some(n),
                _ => None,
            };
            parts.push((node, most, minus));
        }
    }
}
