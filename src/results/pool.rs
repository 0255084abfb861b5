//! The pool that pay is divided from, where pay is just that division.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::formula::tree::{Fold, Node, Op, Over, RuleRef, Target, UnitAt};
use crate::number::Exact;
use crate::scoring::eval::{Engine, Frame};
use crate::tables::Value;

/// What is to be divided among the units of a scheme, in yuan: the pools of all groups where each has its own.
pub(super) fn pool(engine: &Engine, scheme: usize) -> Option<Exact> {
    let pay = engine.model.schemes[scheme].standing.pay.as_ref()?;
    let (node, file) = division(engine, scheme, &pay.node, &pay.file)?;
    let Op::Aggregate(shared) = &node.op else { return None };
    let Over::Units { scheme: of, group_of, .. } = &shared.over else { return None };
    if *of != scheme {
        return None;
    }
    let frame: Frame = engine.unit_frame(scheme, file);
    let pools = engine.quietly(&shared.outer[0], &frame);
    let groups = engine.group_names(scheme);
    // Every unit of a group is divided from the same pool.
    let mut by_group: BTreeMap<&str, &Exact> = BTreeMap::new();
    for (unit, value) in pools.iter().enumerate() {
        let Value::Number(pool) = value else { return None };
        let group: &str = if group_of.is_some() { &groups[unit] } else { "" };
        if *by_group.entry(group).or_insert(pool) != pool {
            return None;
        }
    }
    Some(by_group.into_values().fold(Exact::ZERO, |sum, pool| &sum + pool))
}

/// The division that pay is, by itself or as the only definition of a rule.
fn division<'m>(
    engine: &Engine<'m>,
    scheme: usize,
    node: &'m Node,
    file: &'m Arc<str>,
) -> Option<(&'m Node, &'m Arc<str>)> {
    match &node.op {
        Op::Aggregate(aggregate) if aggregate.fold == Fold::Share => Some((node, file)),
        Op::Rule(RuleRef { scheme: of, target: Target::One { rule, .. }, unit: UnitAt::Slot(0), .. }) => {
            let rule = &engine.model.schemes[*of].rules[*rule];
            match &rule.definitions[..] {
                [one] if *of == scheme && rule.axes.is_empty() && one.applies.is_none() => {
                    division(engine, scheme, &one.body, &one.file)
                }
                _ => None,
            }
        }
        _ => None,
    }
}
