//! Many values made into one: sums, means, extremes and the like. 不适用 leaves them, 缺 makes them 缺.

use std::cmp::Ordering;

use crate::formula::text::normal;
use crate::formula::tree::Fold;
use crate::number::Exact;
use crate::tables::Value;

use super::function::order;
use super::logic::state;

/// One position's values folded; `Err` with values that differ where they must not.
pub(super) fn fold(
    fold: Fold,
    columns: &[Vec<&Value>],
    count: usize,
    by: Option<&[&Value]>,
    outer: &[&Value],
) -> Result<Value, Vec<Value>> {
    let number = |n: usize| Value::Number(Exact::from(i64::try_from(n).unwrap_or(i64::MAX)));
    match fold {
        Fold::Count => return Ok(number(count)),
        Fold::Exists => return Ok(Value::Bool(count > 0)),
        Fold::Absent => return Ok(Value::Bool(count == 0)),
        _ => {}
    }
    let values = &columns[0];
    match fold {
        Fold::All | Fold::Any => Ok(junction(values, fold == Fold::Any)),
        Fold::CountPresent => {
            let present = |v: &&&Value| match v {
                Value::Missing | Value::NotApplicable | Value::Fault => false,
                Value::Text(t) => !t.is_empty(),
                _ => true,
            };
            Ok(number(values.iter().filter(present).count()))
        }
        Fold::Only => only(values),
        Fold::Latest | Fold::Earliest => nearest_to_end(values, by.unwrap_or_default(), fold == Fold::Latest),
        Fold::Rate | Fold::WeightedMean => Ok(weighted(values, &columns[1], fold == Fold::WeightedMean)),
        _ => Ok(numbers(fold, columns, outer)),
    }
}

fn junction(values: &[&Value], decides: bool) -> Value {
    if values.iter().any(|v| **v == Value::Bool(decides)) {
        return Value::Bool(decides);
    }
    unfit(values).unwrap_or(Value::Bool(!decides))
}

/// 取: the one value that those which apply share.
fn only(values: &[&Value]) -> Result<Value, Vec<Value>> {
    if let Some(bad) = unfit(values) {
        return Ok(bad);
    }
    let mut different: Vec<Value> = Vec::new();
    for value in values.iter().filter(|v| ***v != Value::NotApplicable) {
        if !different.iter().any(|d| same(d, value)) {
            different.push((*value).clone());
        }
    }
    different.truncate(3);
    if different.len() > 1 { Err(different) } else { Ok(different.pop().unwrap_or(Value::NotApplicable)) }
}

/// The fault or the 缺 among the values, which makes an aggregate the same.
fn unfit(values: &[&Value]) -> Option<Value> {
    [Value::Fault, Value::Missing].into_iter().find(|s| values.contains(&s))
}

/// Texts are compared like names.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Text(x), Value::Text(y)) => normal(x) == normal(y),
        _ => a == b,
    }
}

fn nearest_to_end(values: &[&Value], by: &[&Value], latest: bool) -> Result<Value, Vec<Value>> {
    if let Some(bad) = unfit(by) {
        return Ok(bad);
    }
    let mut best: Option<usize> = None;
    for index in (0..values.len()).filter(|i| *by[*i] != Value::NotApplicable) {
        let wanted = if latest { Ordering::Greater } else { Ordering::Less };
        if best.is_none_or(|b| order(by[index], by[b]) == wanted) {
            best = Some(index);
        }
    }
    let Some(best) = best else { return Ok(Value::NotApplicable) };
    let drawn: Vec<Value> = (0..values.len()).filter(|i| by[*i] == by[best]).map(|i| values[i].clone()).collect();
    if drawn.iter().any(|v| !same(v, &drawn[0])) { Err(drawn) } else { Ok(drawn[0].clone()) }
}

/// 得分率 and 加权平均: pairs in which the first is not applicable leave both sums.
fn weighted(values: &[&Value], weights: &[&Value], products: bool) -> Value {
    let (mut top, mut bottom) = (Exact::ZERO, Exact::ZERO);
    for (value, weight) in values.iter().zip(weights) {
        match (value, weight) {
            (Value::Number(v), Value::Number(w)) => {
                top = if products { &top + &(v * w) } else { &top + v };
                bottom = &bottom + w;
            }
            (Value::NotApplicable, w) if !matches!(w, Value::Missing | Value::Fault) => {}
            (Value::Number(_), Value::NotApplicable) => {}
            (v, w) => return state(&[v, w]).unwrap_or(Value::Fault),
        }
    }
    top.checked_div(&bottom).map_or(Value::NotApplicable, Value::Number)
}

fn numbers(fold: Fold, columns: &[Vec<&Value>], outer: &[&Value]) -> Value {
    let all: Vec<&Value> = columns.iter().flatten().copied().collect();
    if let Some(bad) = unfit(&all) {
        return bad;
    }
    let mut list: Vec<&Exact> = all
        .iter()
        .filter_map(|v| match v {
            Value::Number(n) => Some(n),
            _ => None,
        })
        .collect();
    if fold == Fold::Sum {
        return Value::Number(list.iter().fold(Exact::ZERO, |sum, n| &sum + *n));
    }
    let mean = |list: &[&Exact]| {
        let sum = list.iter().fold(Exact::ZERO, |sum, n| &sum + *n);
        let count = Exact::from(i64::try_from(list.len()).unwrap_or(i64::MAX));
        sum.checked_div(&count).map_or(Value::NotApplicable, Value::Number)
    };
    match fold {
        Fold::Mean => mean(&list),
        Fold::Max => list.iter().max().map_or(Value::NotApplicable, |n| Value::Number((*n).clone())),
        Fold::Min => list.iter().min().map_or(Value::NotApplicable, |n| Value::Number((*n).clone())),
        Fold::Median | Fold::TrimmedMean => {
            list.sort();
            if fold == Fold::TrimmedMean {
                let drop = |v: &&Value| match v {
                    Value::Number(n) => n.to_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0),
                    _ => 0,
                };
                let (high, low) = (outer.first().map_or(0, drop), outer.get(1).map_or(0, drop));
                let end = list.len().saturating_sub(high);
                return mean(list.get(low..end).unwrap_or_default());
            }
            let n = list.len();
            if n == 0 { Value::NotApplicable } else { mean(&[list[(n - 1) / 2], list[n / 2]]) }
        }
        _ => Value::Fault,
    }
}
