//! What each unit gets among all: places by a value (名次), and parts of a pool by largest remainders (分配).

use std::collections::HashMap;

use crate::formula::tree::{Aggregate, Node, Over};
use crate::number::{Exact, Rounding};
use crate::scoring::faults;
use crate::tables::Value;

use super::aggregate::Opened;
use super::depends::Alike;
use super::logic::state;
use super::{Engine, Frame};

/// What a division came to, and for which pool and step.
struct Divided {
    pool: Value,
    step: Value,
    parts: Option<Vec<Value>>,
    instead: Value,
}

impl<'m> Engine<'m> {
    /// 组内名次, 全体名次: 1 + how many have more.
    pub(super) fn ranks(
        &self,
        aggregate: &'m Aggregate,
        lowest: bool,
        opened: &Opened,
        alike: &Alike,
        frame: &Frame,
    ) -> Vec<Value> {
        let values = self.eval(&aggregate.values[0], &opened.frame);
        let sorted: Vec<Vec<&Exact>> = opened
            .spans
            .iter()
            .map(|span| {
                let numbers = span.iter().filter_map(|i| match &values[*i] {
                    Value::Number(n) => Some(n),
                    _ => None,
                });
                let mut numbers: Vec<&Exact> = numbers.collect();
                numbers.sort();
                numbers
            })
            .collect();
        let place = |own: Option<usize>, position: usize| match own.map(|i| &values[i]) {
            Some(Value::Number(mine)) => {
                let all = &sorted[alike.index[position]];
                let below = all.partition_point(|n| *n < mine);
                let above = all.len() - all.partition_point(|n| *n <= mine);
                let better = if lowest { below } else { above };
                Value::Number(Exact::from(i64::try_from(better + 1).unwrap_or(i64::MAX)))
            }
            Some(other) => other.clone(),
            None => Value::NotApplicable,
        };
        let own = own(aggregate, opened, alike, frame);
        own.into_iter().enumerate().map(|(position, own)| place(own, position)).collect()
    }

    /// 组内分配, 全体分配: largest remainder, ties by roster.
    pub(super) fn shares(
        &self,
        aggregate: &'m Aggregate,
        node: &'m Node,
        opened: &Opened,
        alike: &Alike,
        frame: &Frame,
    ) -> Vec<Value> {
        let shares = self.eval(&aggregate.values[0], &opened.frame);
        let pools = self.eval(&aggregate.outer[0], frame);
        let steps = aggregate.outer.get(1).map(|s| self.eval(s, frame));
        let cent = Value::Number(Exact::decimal(1, 2));
        let mut known: Vec<Vec<Divided>> = opened.spans.iter().map(|_| Vec::new()).collect();
        let mut out = Vec::with_capacity(frame.len);
        for (position, own) in own(aggregate, opened, alike, frame).into_iter().enumerate() {
            let step = steps.as_ref().map_or(&cent, |s| &s[position]);
            let (kind, pool) = (alike.index[position], &pools[position]);
            let span = &opened.spans[kind];
            if !known[kind].iter().any(|d| d.pool == *pool && d.step == *step) {
                let wanted: Vec<&Value> = span.iter().map(|i| &shares[*i]).collect();
                let (parts, instead) = self.divided((pool, step), &wanted, node, frame, position);
                known[kind].push(Divided { pool: pool.clone(), step: step.clone(), parts, instead });
            }
            let divided = known[kind].iter().find(|d| d.pool == *pool && d.step == *step);
            let index = own.and_then(|own| span.iter().position(|i| *i == own));
            out.push(match divided.map(|d| (&d.parts, &d.instead)) {
                Some((Some(parts), _)) => index.map_or(Value::NotApplicable, |i| parts[i].clone()),
                Some((None, instead)) => instead.clone(),
                None => Value::Fault,
            });
        }
        out
    }

    /// The parts, or what stands in their place.
    fn divided(
        &self,
        (pool, step): (&Value, &Value),
        wanted: &[&Value],
        node: &'m Node,
        frame: &Frame,
        position: usize,
    ) -> (Option<Vec<Value>>, Value) {
        let (Value::Number(pool), Value::Number(step)) = (pool, step) else {
            return (None, state(&[pool, step]).unwrap_or(Value::Fault));
        };
        match divide(pool, step, wanted) {
            Ok(parts) => (Some(parts), Value::Fault),
            Err(None) => (None, state(wanted).unwrap_or(Value::Fault)),
            Err(Some((kind, found))) => {
                let args = [("kind", kind.to_string()), ("found", found)];
                (None, self.fault(faults::CANNOT_SHARE, node.span, frame, position, &args))
            }
        }
    }
}

/// For each position the opened position of the unit itself.
fn own(aggregate: &Aggregate, opened: &Opened, alike: &Alike, frame: &Frame) -> Vec<Option<usize>> {
    let Over::Units { slot, .. } = aggregate.over else { return vec![None; frame.len] };
    let Some(me) = frame.tables.iter().position(|t| *t == opened.frame.tables[slot]) else {
        return vec![None; frame.len];
    };
    let units = &opened.frame.slots[slot];
    let found: Vec<HashMap<u32, usize>> =
        opened.spans.iter().map(|span| span.iter().map(|i| (units[*i], *i)).collect()).collect();
    (0..frame.len).map(|p| found[alike.index[p]].get(&frame.slots[me][p]).copied()).collect()
}

/// What keeps a pool from being divided, and the figures of it.
pub(super) type Obstacle = (&'static str, String);

/// Parts of a pool in proportion to the shares, in whole steps, that sum to the pool.
pub(super) fn divide(pool: &Exact, step: &Exact, shares: &[&Value]) -> Result<Vec<Value>, Option<Obstacle>> {
    if shares.iter().any(|v| matches!(v, Value::Missing | Value::Fault)) {
        return Err(None);
    }
    let live: Vec<(usize, &Exact)> = shares
        .iter()
        .enumerate()
        .filter_map(|(i, v)| match v {
            Value::Number(n) => Some((i, n)),
            _ => None,
        })
        .collect();
    let steps = pool.checked_div(step).filter(|s| s.is_integer() && !s.is_negative());
    let Some(steps) = steps else { return Err(Some(("pool", format!("{}，{}", pool.plain(6), step.plain(6))))) };
    if let Some((_, share)) = live.iter().find(|(_, n)| n.is_negative()) {
        return Err(Some(("negative", share.plain(6))));
    }
    let total = live.iter().fold(Exact::ZERO, |sum, (_, n)| &sum + *n);
    let mut out = vec![Value::NotApplicable; shares.len()];
    if total.is_zero() {
        return if steps.is_zero() { Ok(out) } else { Err(Some(("nothing", "0".into()))) };
    }
    let exact: Vec<(usize, Exact, Exact)> = live
        .iter()
        .filter_map(|(i, n)| {
            let part = (&steps * *n).checked_div(&total)?;
            let whole = part.round(0, Rounding::Down);
            let rest = &part - &whole;
            Some((*i, whole, rest))
        })
        .collect();
    let given = exact.iter().fold(Exact::ZERO, |sum, (_, w, _)| &sum + w);
    let left = (&steps - &given).to_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let mut order: Vec<usize> = (0..exact.len()).collect();
    order.sort_by(|a, b| exact[*b].2.cmp(&exact[*a].2).then(exact[*a].0.cmp(&exact[*b].0)));
    let extra: Vec<usize> = order.into_iter().take(left).collect();
    for (index, (i, whole, _)) in exact.iter().enumerate() {
        let count = if extra.contains(&index) { whole + &Exact::ONE } else { whole.clone() };
        out[*i] = Value::Number(&count * step);
    }
    Ok(out)
}
