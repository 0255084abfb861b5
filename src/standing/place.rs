//! Places: who comes before whom, and who shares a place.

use std::cmp::Ordering;

use crate::formula::tree::StandingItem;
use crate::number::Exact;
use crate::scoring::eval::Engine;
use crate::scoring::model::Formula;
use crate::tables::Value;

use super::{condition, formula};

/// One key of the order: a value per unit, and whether the lower comes first.
pub(super) struct Key {
    values: Vec<Value>,
    lowest: bool,
}

/// The keys that decide a place.
pub(super) fn rank_keys(engine: &Engine, scheme: usize) -> Vec<Key> {
    let declared = &engine.model.schemes[scheme].standing;
    if declared.rank.is_empty() {
        let values = (*engine.standing(scheme, StandingItem::Score)).clone();
        return vec![Key { values, lowest: declared.lower_is_better }];
    }
    keys(engine, scheme, &declared.rank)
}

fn keys<'m>(engine: &Engine<'m>, scheme: usize, declared: &'m [(Formula, bool)]) -> Vec<Key> {
    let better_is_low = engine.model.schemes[scheme].standing.lower_is_better;
    declared
        .iter()
        .map(|(f, low)| {
            let is_score = matches!(&f.node.op, crate::formula::tree::Op::Standing { item: StandingItem::Score, .. });
            Key { values: formula(engine, scheme, f), lowest: *low || is_score && better_is_low }
        })
        .collect()
}

/// Rank keys, then the keys that order equals.
pub(super) fn order_keys(engine: &Engine, scheme: usize) -> Vec<Key> {
    let mut out = rank_keys(engine, scheme);
    out.extend(keys(engine, scheme, &engine.model.schemes[scheme].standing.order));
    out
}

/// Who comes first by the keys; a unit without a value comes last.
pub(super) fn compare(keys: &[Key], a: usize, b: usize) -> Ordering {
    for key in keys {
        let order = match (&key.values[a], &key.values[b]) {
            (Value::Number(x), Value::Number(y)) => {
                if key.lowest {
                    x.cmp(y)
                } else {
                    y.cmp(x)
                }
            }
            (Value::Number(_), _) => Ordering::Less,
            (_, Value::Number(_)) => Ordering::Greater,
            _ => Ordering::Equal,
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

/// Who has a place: those with a 得分 whom `ranked` does not leave out.
pub(super) fn ranked(engine: &Engine, scheme: usize) -> Vec<bool> {
    let scores = engine.standing(scheme, StandingItem::Score);
    let mut out: Vec<bool> = scores.iter().map(|v| matches!(v, Value::Number(_))).collect();
    if let Some(when) = &engine.model.schemes[scheme].standing.ranked {
        for (slot, holds) in out.iter_mut().zip(condition(engine, scheme, when)) {
            *slot &= holds;
        }
    }
    out
}

/// Positions of the ranked units of each group, groups in order of first appearance.
pub(super) fn grouped(engine: &Engine, scheme: usize) -> Vec<Vec<usize>> {
    let names = engine.group_names(scheme);
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for (position, ranked) in ranked(engine, scheme).into_iter().enumerate() {
        if !ranked {
            continue;
        }
        match groups.iter_mut().find(|(n, _)| *n == &*names[position]) {
            Some((_, list)) => list.push(position),
            None => groups.push((&names[position], vec![position])),
        }
    }
    groups.into_iter().map(|(_, list)| list).collect()
}

fn number(n: usize) -> Value {
    Value::Number(Exact::from(i64::try_from(n).unwrap_or(i64::MAX)))
}

/// 名次: 1, 2, 2, 4 within the group (or 1, 2, 2, 3 where `dense`); from the last: 倒数名次.
pub(super) fn ranks(engine: &Engine, scheme: usize, from_last: bool) -> Vec<Value> {
    let keys = rank_keys(engine, scheme);
    let mut out = vec![Value::NotApplicable; engine.units(scheme).len()];
    let dense = engine.model.schemes[scheme].standing.dense;
    for mut members in grouped(engine, scheme) {
        members.sort_by(|a, b| {
            let order = compare(&keys, *a, *b);
            if from_last { order.reverse() } else { order }
        });
        let mut place = 0;
        for (index, member) in members.iter().enumerate() {
            let shares = index > 0 && compare(&keys, members[index - 1], *member) == Ordering::Equal;
            if !shares {
                place = if dense { place + 1 } else { index + 1 };
            }
            out[*member] = number(place);
        }
    }
    out
}

/// 位次: the place one by one — rank, order, roster.
pub(super) fn positions(engine: &Engine, scheme: usize) -> Vec<Value> {
    let keys = order_keys(engine, scheme);
    let mut out = vec![Value::NotApplicable; engine.units(scheme).len()];
    for mut members in grouped(engine, scheme) {
        members.sort_by(|a, b| compare(&keys, *a, *b).then(a.cmp(b)));
        for (index, member) in members.iter().enumerate() {
            out[*member] = number(index + 1);
        }
    }
    out
}
