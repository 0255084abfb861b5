//! What the workbooks of a scheme's units hold, the same for all of them: the rules that the unit's figures are made
//! of, and the tables that these read.

use std::collections::{BTreeMap, BTreeSet};

use crate::formula::tree::{Columns, Function, Node, Op, Over, StandingItem, Target};
use crate::results::{Line, Results, Scheme};
use crate::tables::Kind;

/// What is needed.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Rules.
    pub rules: BTreeSet<usize>,
    /// Tables.
    pub tables: BTreeSet<usize>,
    /// Items of the standing that formulas name.
    pub items: BTreeSet<StandingItem>,
    /// The units are in several groups.
    pub several: bool,
    /// The column of each table that an aggregate over its rows takes first.
    pub taken: BTreeMap<usize, usize>,
}

/// Follows the formulas of the units' rules and standing as far as they are the unit's own.
pub(super) fn plan(results: &Results, index: usize) -> Plan {
    let scheme = &results.schemes[index];
    let several = scheme.units.windows(2).any(|pair| pair[0].group != pair[1].group);
    let mut plan = Plan { tables: BTreeSet::from([scheme.table]), several, ..Plan::default() };
    let shown = scheme.rules.iter().enumerate().filter(|(_, r)| !r.overall && !r.aid && !r.constant);
    let mut open: Vec<usize> = shown.map(|(index, _)| index).collect();
    for tree in standing(scheme) {
        visit(scheme, tree, &mut plan, &mut open);
    }
    while let Some(rule) = open.pop() {
        if !plan.rules.insert(rule) {
            continue;
        }
        for definition in &scheme.rules[rule].definitions {
            let trees = [definition.applies.as_deref(), Some(&*definition.body), definition.full.as_deref()];
            trees.into_iter().flatten().for_each(|tree| visit(scheme, tree, &mut plan, &mut open));
        }
    }
    let mut known = 0;
    while known < plan.tables.len() {
        known = plan.tables.len();
        for derived in &results.derived {
            if plan.tables.contains(&derived.table) {
                visit(scheme, &derived.body, &mut plan, &mut open);
            }
        }
    }
    plan
}

/// The formulas of the standing that speak of one unit: places and quotas compare it with others.
fn standing(scheme: &Scheme) -> Vec<&Node> {
    let standing = &scheme.standing;
    let lists = [&standing.unscored_lines, &standing.tier_lines, &standing.prize_lines, &standing.flag_lines];
    let lines = lists.into_iter().flatten().flat_map(|l: &Line| [&l.when, &l.pay]);
    let alone = [&standing.score_formula, &standing.places_formula, &standing.pay_formula];
    alone.into_iter().chain(lines).filter_map(|n| n.as_deref()).collect()
}

fn visit(scheme: &Scheme, node: &Node, plan: &mut Plan, open: &mut Vec<usize>) {
    if scheme.own.given(node).is_some() {
        return;
    }
    match &node.op {
        Op::Column { table, .. } | Op::Call(Function::Find(table) | Function::Occurrence { table, .. }, _) => {
            plan.tables.insert(*table);
        }
        Op::Rule(reference) => match &reference.target {
            Target::One { rule, .. } => open.push(*rule),
            Target::Varied { members, .. } => open.extend(members.iter().flatten().map(|(rule, _)| *rule)),
        },
        Op::Standing { item, .. } => {
            plan.items.insert(*item);
        }
        Op::Aggregate(aggregate) => {
            if let Over::Rows(_, join) = &aggregate.over {
                plan.tables.insert(join.table);
                let number = |n: &&Node| matches!(n.kind, Some(Kind::Number(_)));
                if let Some(Op::Column { table, columns: Columns::One(column), .. }) =
                    aggregate.values.iter().find(number).map(|n| &n.op)
                    && *table == join.table
                {
                    plan.taken.entry(*table).or_insert(*column);
                }
            }
        }
        _ => {}
    }
    node.children().into_iter().for_each(|child| visit(scheme, child, plan, open));
}
