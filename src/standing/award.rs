//! Tiers, prizes and flags: lines with conditions and quotas; and pay.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::formula::tree::StandingItem;
use crate::number::Exact;
use crate::scheme::decl::Ties;
use crate::scoring::eval::Engine;
use crate::scoring::faults;
use crate::scoring::model::Line;
use crate::tables::Value;

use super::place::{self, Key};
use super::{condition, formula};

/// The first line that takes each unit, by its name; empty text where none does.
pub(super) fn names<'m>(engine: &Engine<'m>, scheme: usize, lines: &'m [Line]) -> Vec<Value> {
    let taken = lines_taken(engine, scheme, lines);
    taken
        .into_iter()
        .map(|line| Value::Text(line.map_or_else(|| Arc::from(""), |l| Arc::from(lines[l].name.as_str()))))
        .collect()
}

fn lines_taken<'m>(engine: &Engine<'m>, scheme: usize, lines: &'m [Line]) -> Vec<Option<usize>> {
    let mut out: Vec<Option<usize>> = vec![None; engine.units(scheme).len()];
    let unscored = super::unscored(engine, scheme);
    for (index, line) in lines.iter().enumerate() {
        let free: Vec<bool> = out.iter().zip(&unscored).map(|(o, u)| o.is_none() && u.is_none()).collect();
        for position in takes(engine, scheme, line, &free) {
            out[position] = Some(index);
        }
    }
    out
}

/// 是 where the flag is set.
pub(super) fn flag(engine: &Engine, scheme: usize, flag: usize) -> Vec<Value> {
    let line = &engine.model.schemes[scheme].standing.flag[flag];
    let free = vec![true; engine.units(scheme).len()];
    let mut out = vec![Value::Bool(false); free.len()];
    for position in takes(engine, scheme, line, &free) {
        out[position] = Value::Bool(true);
    }
    out
}

/// The units that a line takes among those who are free.
fn takes<'m>(engine: &Engine<'m>, scheme: usize, line: &'m Line, free: &[bool]) -> Vec<usize> {
    let holds = match &line.when {
        Some(when) => condition(engine, scheme, when),
        None => {
            let scores = engine.standing(scheme, StandingItem::Score);
            scores.iter().map(|v| matches!(v, Value::Number(_))).collect()
        }
    };
    let candidates: Vec<usize> = (0..free.len()).filter(|p| free[*p] && holds[*p]).collect();
    let Some(quota) = &line.quota else { return candidates };
    let quotas = formula(engine, scheme, quota);
    let mut pools = pools(engine, scheme, line);
    let mut out = Vec::new();
    for pool in &mut pools {
        pool.retain(|p| candidates.contains(p));
        let Some(first) = pool.first() else { continue };
        let Value::Number(quota) = &quotas[*first] else { continue };
        let count = quota.to_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        out.extend(cut(engine, scheme, line, pool.clone(), count));
    }
    out.sort_unstable();
    out
}

/// Those among whom a quota chooses.
fn pools(engine: &Engine, scheme: usize, line: &Line) -> Vec<Vec<usize>> {
    if !line.within_all {
        return place::grouped(engine, scheme);
    }
    let ranked = place::ranked(engine, scheme);
    vec![(0..ranked.len()).filter(|p| ranked[*p]).collect()]
}

/// A quota is a whole number, and one for all among whom it chooses.
pub(super) fn quotas_hold(engine: &Engine, scheme: usize) {
    let standing = &engine.model.schemes[scheme].standing;
    for line in standing.tier.iter().chain(&standing.prize).chain(&standing.flag) {
        let Some(quota) = &line.quota else { continue };
        let frame = engine.unit_frame(scheme, &quota.file);
        let values = formula(engine, scheme, quota);
        let shown = |position: usize| engine.shown(&values[position], quota.node.kind);
        for pool in pools(engine, scheme, line) {
            let Some(first) = pool.first().copied() else { continue };
            let told = |code, position: usize, found: String| {
                let args = [("found", found), ("name", line.name.clone())];
                engine.fault(code, quota.node.span, &frame, position, &args);
            };
            let whole = |v: &Value| matches!(v, Value::Number(n) if n.to_i64().is_some_and(|n| n >= 0));
            if let Some(wrong) = pool.iter().copied().find(|p| !whole(&values[*p]) && values[*p] != Value::Fault) {
                told(faults::QUOTA_NOT_WHOLE, wrong, shown(wrong));
            } else if let Some(other) = pool.iter().copied().find(|p| values[*p] != values[first]) {
                told(faults::QUOTAS_DIFFER, other, format!("{}、{}", shown(first), shown(other)));
            }
        }
    }
}

/// The first `count` of the pool, with what the scheme says of equals at the cut.
fn cut(engine: &Engine, scheme: usize, line: &Line, mut pool: Vec<usize>, count: usize) -> Vec<usize> {
    let rank: Vec<Key> = place::rank_keys(engine, scheme);
    let order: Vec<Key> = place::order_keys(engine, scheme);
    if line.last {
        pool.sort_by(|a, b| place::compare(&rank, *b, *a).then(a.cmp(b)));
    } else {
        pool.sort_by(|a, b| place::compare(&order, *a, *b).then(a.cmp(b)));
    }
    let mut taken: Vec<usize> = pool.iter().copied().take(count).collect();
    let tied =
        count > 0 && count < pool.len() && place::compare(&rank, pool[count - 1], pool[count]) == Ordering::Equal;
    if tied {
        let at_cut = pool[count];
        let equals: Vec<usize> =
            pool.iter().copied().filter(|p| place::compare(&rank, *p, at_cut) == Ordering::Equal).collect();
        match line.ties {
            Ties::OneByOne => {}
            Ties::TakeAll => taken.extend(equals.into_iter().filter(|p| !pool[..count].contains(p))),
            Ties::TakeNone => taken.retain(|p| !equals.contains(p)),
            Ties::Undecided => {
                let table = &engine.tables.list[engine.model.schemes[scheme].table];
                let names: Vec<&str> =
                    equals.iter().map(|p| &*table.titles[engine.units(scheme)[*p] as usize]).collect();
                let finding = crate::finding::Finding::new(faults::TIE_UNDECIDED, line.declared.place.clone());
                engine.push(finding.with("found", names.join("、")).with("name", line.name.clone()));
            }
        }
    }
    taken
}

/// Pay: the scheme's formula and the pay of the prize won; 不适用 where neither applies.
pub(super) fn pay(engine: &Engine, scheme: usize) -> Vec<Value> {
    let standing = &engine.model.schemes[scheme].standing;
    let count = engine.units(scheme).len();
    let mut parts: Vec<Vec<Value>> = Vec::new();
    if let Some(pay) = &standing.pay {
        parts.push(formula(engine, scheme, pay));
    }
    let prizes = lines_taken(engine, scheme, &standing.prize);
    for (index, line) in standing.prize.iter().enumerate() {
        let Some(pay) = &line.pay else { continue };
        let values = formula(engine, scheme, pay);
        let mine = |(won, v): (&Option<usize>, Value)| if *won == Some(index) { v } else { Value::NotApplicable };
        parts.push(prizes.iter().zip(values).map(mine).collect());
    }
    let unscored = super::unscored(engine, scheme);
    (0..count)
        .map(|position| {
            if unscored[position].is_some() {
                return Value::NotApplicable;
            }
            let mut sum: Option<Exact> = None;
            for part in &parts {
                match &part[position] {
                    Value::Number(n) => sum = Some(sum.map_or_else(|| n.clone(), |s| &s + n)),
                    Value::NotApplicable => {}
                    state => return state.clone(),
                }
            }
            sum.map_or(Value::NotApplicable, Value::Number)
        })
        .collect()
}
