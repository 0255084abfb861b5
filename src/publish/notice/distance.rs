//! What is missing to the next place, and to the next tier and prize.

use crate::number::{Exact, Rounding};
use crate::results::{Asks, Condition, Line};
use crate::tables::Value;

use super::Facts;
use super::model::{Missing, NextAward, NextPlace};
use crate::publish::print::{in_scores, places};

/// The place above within the group, unnamed.
pub(super) fn place(facts: &Facts) -> Option<NextPlace> {
    let Value::Number(rank) = &facts.scheme.standing.rank[facts.unit] else { return None };
    let (own, group) = (facts.score()?, facts.group());
    if group.ranked < 2 {
        return None;
    }
    let above = group.places.partition_point(|(r, _, _)| r < rank).checked_sub(1).map(|i| &group.places[i]);
    let Some((rank, best, _)) = above else { return Some(NextPlace { rank: None, gap: None }) };
    let gap = in_scores(facts.scheme, &(best - own));
    let ahead = gap.is_negative() == facts.scheme.standing.lower_is_better && !gap.is_zero();
    Some(NextPlace { rank: Some(rank.fixed(0)), gap: ahead.then(|| gap.abs().fixed(places(facts.scheme, facts.unit))) })
}

/// The next tier and the next prize, of what the scheme has.
pub(super) fn awards(facts: &Facts) -> Vec<NextAward> {
    let standing = &facts.scheme.standing;
    if facts.score().is_none() {
        return Vec::new();
    }
    let lists = [("等次", &standing.tier, &standing.tier_lines), ("奖项", &standing.prize, &standing.prize_lines)];
    let given = lists.into_iter().filter(|(_, _, lines)| !lines.is_empty());
    given.map(|(kind, values, lines)| next(facts, kind, &values[facts.unit], lines)).collect()
}

fn next(facts: &Facts, kind: &str, own: &Value, lines: &[Line]) -> NextAward {
    let won = match own {
        Value::Text(name) if !name.is_empty() => Some(&**name),
        _ => None,
    };
    let below = won.and_then(|name| lines.iter().position(|l| l.name == name)).unwrap_or(lines.len());
    let better = lines[..below].iter().rev().find(|line| reachable(facts, line));
    let missing =
        |line: &Line| line.conditions.iter().filter(|c| !c.holds[facts.unit]).map(|c| missing(facts, c)).collect();
    NextAward {
        kind: kind.to_owned(),
        name: better.map(|line| line.name.clone()),
        top: won.is_some() && lines.get(below).is_some_and(upward) && !lines[..below].iter().any(upward),
        missing: better.map(missing).unwrap_or_default(),
        quota: better.is_some_and(|line| line.quota.is_some()),
    }
}

/// Does it ask for a score or place, or choose the best within a quota?
fn upward(line: &Line) -> bool {
    let asks = |c: &Condition| matches!(c.asks, Asks::Score { .. } | Asks::Rank { .. });
    line.conditions.iter().any(asks) || line.quota.is_some() && !line.last
}

/// Is it something to reach: upward, not passed already, and not by a place where the unit can have none?
fn reachable(facts: &Facts, line: &Line) -> bool {
    let passed = |c: &Condition| matches!(c.asks, Asks::Limit) && !c.holds[facts.unit];
    let placed = line.quota.is_some() || line.conditions.iter().any(|c| matches!(c.asks, Asks::Rank { .. }));
    let ranked = matches!(facts.scheme.standing.rank[facts.unit], Value::Number(_));
    upward(line) && !line.conditions.iter().any(passed) && (ranked || !placed)
}

fn bound<'v>(facts: &Facts, values: &'v [Value]) -> Option<&'v Exact> {
    let value = if values.len() == 1 { values.first() } else { values.get(facts.unit) };
    match value {
        Some(Value::Number(n)) => Some(n),
        _ => None,
    }
}

fn missing(facts: &Facts, condition: &Condition) -> Missing {
    let found = match &condition.asks {
        Asks::Score { bound: values, strict } => bound(facts, values).and_then(|b| points(facts, b, *strict)),
        Asks::Rank { bound: values, strict } => bound(facts, values).and_then(|b| up(facts, b, *strict)),
        Asks::Limit | Asks::Other => None,
    };
    found.unwrap_or_else(|| Missing::Other { text: condition.text.clone() })
}

/// Scores have so many places, so the score that will do is the first one of them that meets the bound.
fn points(facts: &Facts, bound: &Exact, strict: bool) -> Option<Missing> {
    let scheme = facts.scheme;
    let at = places(scheme, facts.unit);
    let (own, wanted) = (in_scores(scheme, facts.score()?), in_scores(scheme, bound));
    let lower = scheme.standing.lower_is_better;
    let step = Exact::decimal(1, at);
    let whole = |n: &Exact| n.round(i32::try_from(at).unwrap_or(0), Rounding::Floor);
    let mut enough = if lower { whole(&wanted) } else { -&whole(&-&wanted) };
    if strict && enough == wanted {
        enough = if lower { &enough - &step } else { &enough + &step };
    }
    let by = (&enough - &own).abs().fixed(at);
    Some(Missing::Points { wanted: trimmed(&wanted), strict, by })
}

fn trimmed(wanted: &Exact) -> String {
    wanted.trimmed(4).replace('-', "−")
}

fn up(facts: &Facts, bound: &Exact, strict: bool) -> Option<Missing> {
    let Value::Number(own) = &facts.scheme.standing.rank[facts.unit] else { return None };
    let wanted = if strict { bound - &Exact::ONE } else { bound.clone() };
    let wanted = wanted.round(0, Rounding::Floor);
    let by = own - &wanted;
    (!by.is_negative() && !by.is_zero()).then(|| Missing::Places { wanted: wanted.fixed(0), by: by.fixed(0) })
}
