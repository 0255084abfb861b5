//! Weights that stand in a table and are multiplied and added up: they must make 100%.

use std::collections::BTreeMap;

use crate::finding::{Finding, Findings, Place};
use crate::formula::ast::{Operator, Unit};
use crate::formula::kind::Kind;
use crate::formula::tree::{Aggregate, At, Columns, Fold, Join, JoinKey, Node, Op, Over, RowAt};
use crate::number::Exact;
use crate::scoring::faults;
use crate::tables::{Table, Value};

use super::Desk;
use super::written::resolved;

/// Warns of `合计(得分·{指标} × 指标.权重)` where the weights that belong together do not sum to one.
pub(super) fn check(desk: &Desk<'_>, findings: &mut Findings) {
    for formula in resolved(desk.model) {
        formula.node.walk(&mut |node| {
            let Op::Aggregate(aggregate) = &node.op else { return };
            let Some((join, column)) = weighted(aggregate) else { return };
            let table = &desk.tables.list[join.table];
            if table.ledger {
                return;
            }
            if let Some((at, sum)) = wrong(table, join, column) {
                let place = Place::text(formula.file.clone(), node.span.start, node.span.end);
                let shown = format!("{}%", (&sum * &Exact::from(100)).trimmed(6));
                let found = if at.is_empty() { shown } else { format!("{at} {shown}") };
                findings.push(Finding::new(faults::WEIGHTS_NOT_ONE, place).with("found", found));
            }
        });
    }
}

/// The rows of a sum of products with a share that stands in them, and the share's column.
fn weighted(aggregate: &Aggregate) -> Option<(&Join, usize)> {
    let (Fold::Sum, None, [value]) = (aggregate.fold, &aggregate.filter, &aggregate.values[..]) else { return None };
    let (slot, join) = match &aggregate.over {
        Over::Rows(slot, join) => (*slot, join),
        Over::Entries(axes) => match &axes[..] {
            [(slot, join)] => (*slot, join),
            _ => return None,
        },
        Over::Units { .. } | Over::List => return None,
    };
    let mut shares = Vec::new();
    factors(value, &mut |factor| {
        if let Op::Column { table, columns: Columns::One(column), row: RowAt::At(At::Slot(at)) } = &factor.op
            && (*table, *at) == (join.table, slot)
            && factor.kind == Some(Kind::Number(Unit::Percent))
        {
            shares.push(*column);
        }
    });
    // A share alone is added up for its own sake.
    let product = matches!(value.op, Op::Binary(Operator::Multiply, ..));
    if let ([column], true) = (&shares[..], product) { Some((join, *column)) } else { None }
}

fn factors<'n>(node: &'n Node, visit: &mut dyn FnMut(&'n Node)) {
    match &node.op {
        Op::Binary(Operator::Multiply, a, b) => {
            factors(a, visit);
            factors(b, visit);
        }
        _ => visit(node),
    }
}

/// The first group of rows whose weights were meant to make one and do not.
fn wrong(table: &Table, join: &Join, column: usize) -> Option<(String, Exact)> {
    let mut groups: BTreeMap<Vec<u32>, Exact> = BTreeMap::new();
    for (row, value) in table.columns[column].values.iter().enumerate() {
        let Value::Number(weight) = value else { return None };
        let mut group = Vec::new();
        for (key, _) in &join.on {
            let JoinKey::Column(c) = key else { return None };
            let Some(Value::Entry(entry)) = table.columns[*c].values.get(row) else { return None };
            group.push(*entry);
        }
        let sum = groups.entry(group).or_insert(Exact::ZERO);
        *sum = &*sum + weight;
    }
    let percent = |n: i64| Exact::ratio(n, 100).expect("100 is not 0");
    let right = groups.values().filter(|sum| **sum == Exact::ONE).count();
    // Where none of many makes one, they are no weights; one alone must come near.
    let (low, high) = if right * 2 >= groups.len() && right > 0 { (50, 150) } else { (90, 110) };
    let misses = |sum: &Exact| *sum != Exact::ONE && percent(low) <= *sum && *sum <= percent(high);
    let (group, sum) = groups.iter().find(|(_, sum)| misses(sum))?;
    if groups.len() > 1 && right * 2 < groups.len() {
        return None;
    }
    Some((if group.is_empty() { String::new() } else { first_key(table, join, group) }, sum.clone()))
}

/// The keys of the rows of a group, as far as one line shows them.
fn first_key(table: &Table, join: &Join, group: &[u32]) -> String {
    let belongs = |row: usize| {
        join.on.iter().zip(group).all(|((key, _), entry)| match key {
            JoinKey::Column(c) => table.columns[*c].values.get(row) == Some(&Value::Entry(*entry)),
            JoinKey::Row => false,
        })
    };
    let rows: Vec<usize> = (0..table.rows).filter(|row| belongs(*row)).collect();
    let mut names: Vec<&str> = rows.iter().filter_map(|row| table.titles.get(*row)).map(|t| &**t).take(3).collect();
    if rows.len() > names.len() && !names.is_empty() {
        names.push("…");
    }
    names.join("、")
}
