//! Groups: first and last, mean, ties, prizes, tiers, and the table.

use crate::number::Exact;
use crate::publish::pdf::model::{Award, Class, Group, Header, Place, Reason, Row, Tie};
use crate::publish::print;
use crate::results::by_merit;
use crate::results::figure::printed;
use crate::tables::Value;

use super::Facts;
use super::moves::moves;

/// Points without trailing zeros.
pub fn points(value: &Exact) -> String {
    value.trimmed(2)
}

/// Names of the groups in the order listed.
pub fn names(facts: &Facts) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for position in &facts.scheme.listed {
        let name = facts.scheme.units[*position].group.to_string();
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

/// Positions of a group's units as listed.
pub fn members(facts: &Facts, group: &str) -> Vec<usize> {
    facts.scheme.listed.iter().copied().filter(|p| *facts.scheme.units[*p].group == *group).collect()
}

/// Those of them that have a rank.
pub fn ranked(facts: &Facts, group: &str) -> Vec<usize> {
    let standing = &facts.scheme.standing;
    members(facts, group).into_iter().filter(|p| matches!(standing.rank[*p], Value::Number(_))).collect()
}

/// Those with a rank group by group; the group's name only where there are several.
pub fn apart(facts: &Facts) -> Vec<(Option<String>, Vec<usize>)> {
    let names = names(facts);
    let several = names.len() > 1;
    let group = |name: String| {
        let ranked = ranked(facts, &name);
        (several.then_some(name), ranked)
    };
    names.into_iter().map(group).collect()
}

/// 得分 as printed.
pub fn score(facts: &Facts, position: usize) -> String {
    match &facts.scheme.standing.score[position] {
        Value::Number(n) => print::score(facts.scheme, position, n),
        _ => "—".into(),
    }
}

/// 名次 as printed; empty where it has none.
pub fn place(facts: &Facts, position: usize) -> String {
    match &facts.scheme.standing.rank[position] {
        Value::Number(n) => n.fixed(0),
        _ => String::new(),
    }
}

pub fn groups(facts: &Facts) -> Vec<Group> {
    names(facts).iter().map(|name| group(facts, name)).collect()
}

pub fn unit_name(facts: &Facts, position: usize) -> String {
    facts.scheme.units[position].name.to_string()
}

fn group(facts: &Facts, name: &str) -> Group {
    let all = members(facts, name);
    let taking = taking_part(facts, &all);
    let standing = &facts.scheme.standing;
    let ranked = ranked(facts, name);
    let number = |p: &usize| match &standing.score[*p] {
        Value::Number(n) => Some(n.clone()),
        _ => None,
    };
    let scores: Vec<Exact> = ranked.iter().filter_map(number).collect();
    let sharing = |values: &[Value], wanted: Option<&usize>| {
        let like = |w: usize| ranked.iter().filter(move |p| values[**p] == values[w]).map(|p| unit_name(facts, *p));
        wanted.map(|w| Place { units: like(*w).collect(), score: score(facts, *w) })
    };
    let (first, last) = (ranked.first(), ranked.last());
    let apart = first.zip(last).is_some_and(|(f, l)| standing.score[*f] != standing.score[*l]);
    let (best, worst) = (scores.first().cloned().unwrap_or(Exact::ZERO), scores.last().cloned().unwrap_or(Exact::ZERO));
    let mean = mean(&scores);
    let better = |s: &&Exact| mean.as_ref().is_some_and(|m| if standing.lower_is_better { *s <= m } else { *s >= m });
    let moved = moves(facts, &ranked);
    let statistic = |value: &Exact| print::statistic(facts.scheme, all[0], value);
    Group {
        name: name.to_owned(),
        units: taking.len().to_string(),
        classes: classes(facts, &taking),
        // Who is first is said by place, which other keys than the score may decide; who has least by the score.
        first: sharing(if apart { &standing.rank } else { &standing.score }, first),
        last: if apart { sharing(&standing.score, last) } else { None },
        spread: apart.then(|| statistic(&(&best - &worst).abs())),
        mean: mean.as_ref().filter(|_| scores.len() > 1).map(statistic),
        above_mean: mean.as_ref().filter(|_| apart).map(|_| scores.iter().filter(better).count().to_string()),
        ties: ties(facts, &ranked, first.zip(last)),
        rose: moved.rose,
        fell: moved.fell,
        vetoed: vetoed(facts, &all),
        unranked: unranked(facts, &all),
        prizes: awards(facts, &all, &standing.prize, &standing.prize_lines),
        tiers: awards(facts, &all, &standing.tier, &standing.tier_lines),
        header: header(facts),
        rows: all.iter().map(|p| row(facts, *p)).collect(),
    }
}

/// Those of the units that are appraised at all: a reason why there is no score takes a unit out. Where it takes out
/// every one of them, all are meant.
pub fn taking_part(facts: &Facts, units: &[usize]) -> Vec<usize> {
    let part: Vec<usize> =
        units.iter().copied().filter(|unit| facts.scheme.standing.unscored[*unit].is_none()).collect();
    if part.is_empty() { units.to_vec() } else { part }
}

/// How many units are appraised, as printed.
pub fn appraised(facts: &Facts) -> String {
    taking_part(facts, &facts.scheme.listed).len().to_string()
}

pub fn mean(scores: &[Exact]) -> Option<Exact> {
    let count = Exact::from(i64::try_from(scores.len()).unwrap_or(i64::MAX));
    scores.iter().fold(Exact::ZERO, |sum, n| &sum + n).checked_div(&count)
}

/// The column of the roster that the document calls the class.
fn class_of(facts: &Facts, position: usize) -> Option<String> {
    let wanted = facts.given("class")?;
    let table = &facts.results.tables.list[facts.scheme.table];
    let column = table.column(&wanted)?;
    let value = &table.columns[column].values[facts.scheme.units[position].entry as usize];
    Some(match (value, table.columns[column].kind) {
        (Value::Entry(entry), crate::tables::Kind::Entry(to)) => {
            facts.results.tables.list[to].titles[*entry as usize].to_string()
        }
        (value, kind) => printed(value, Some(kind), None, 1),
    })
}

fn classes(facts: &Facts, all: &[usize]) -> Vec<Class> {
    let mut out: Vec<(String, usize)> = Vec::new();
    for position in all.iter().copied().collect::<std::collections::BTreeSet<_>>() {
        let Some(name) = class_of(facts, position) else { return Vec::new() };
        match out.iter_mut().find(|(n, _)| *n == name) {
            Some((_, count)) => *count += 1,
            None => out.push((name, 1)),
        }
    }
    out.into_iter().map(|(name, count)| Class { name, count: count.to_string() }).collect()
}

/// Shared ranks, but for the first and the last, whose units are named with them.
fn ties(facts: &Facts, ranked: &[usize], ends: Option<(&usize, &usize)>) -> Vec<Tie> {
    let standing = &facts.scheme.standing;
    let mut out: Vec<Tie> = Vec::new();
    let mut index = 0;
    while index < ranked.len() {
        let rank = &standing.rank[ranked[index]];
        let sharing: Vec<usize> = ranked.iter().copied().filter(|p| standing.rank[*p] == *rank).collect();
        let at_end = ends.is_some_and(|(f, l)| standing.rank[*f] == *rank || standing.rank[*l] == *rank);
        if sharing.len() > 1 && !at_end {
            out.push(Tie {
                rank: printed(rank, None, Some("0"), 1),
                units: sharing.iter().map(|p| unit_name(facts, *p)).collect(),
                score: score(facts, sharing[0]),
            });
        }
        index += sharing.len().max(1);
    }
    out
}

/// Where nobody has a place, that is how the scheme is, and said of nobody.
fn unranked(facts: &Facts, all: &[usize]) -> Vec<Reason> {
    let standing = &facts.scheme.standing;
    if !standing.rank.iter().any(|rank| matches!(rank, Value::Number(_))) {
        return Vec::new();
    }
    all.iter()
        .filter(|p| !matches!(standing.rank[**p], Value::Number(_)))
        .map(|p| Reason {
            unit: unit_name(facts, *p),
            reason: standing.unscored[*p].clone().unwrap_or_else(|| "不参加排名".into()),
        })
        .collect()
}

/// Units with a flag that is called a veto, each once.
fn vetoed(facts: &Facts, all: &[usize]) -> Vec<Reason> {
    let flags = || facts.scheme.standing.flags.iter().filter(|(name, _)| name.contains("否决"));
    let flag = |unit: usize| flags().find(|(_, has)| has[unit] == Value::Bool(true)).map(|(name, _)| name.clone());
    all.iter().filter_map(|unit| Some(Reason { unit: unit_name(facts, *unit), reason: flag(*unit)? })).collect()
}

pub fn awards(facts: &Facts, order: &[usize], given: &[Value], lines: &[crate::results::Line]) -> Vec<Award> {
    let has = |p: usize, name: &str| matches!(&given[p], Value::Text(t) if **t == *name);
    by_merit(lines)
        .map(|line| {
            let named = order.iter().filter(|p| has(**p, &line.name));
            let units: Vec<String> = named.map(|p| unit_name(facts, *p)).collect();
            Award { name: line.name.clone(), count: units.len().to_string(), units }
        })
        .collect()
}

fn header(facts: &Facts) -> Header {
    let standing = &facts.scheme.standing;
    let mut awards = Vec::new();
    if !standing.tier_lines.is_empty() {
        awards.push("等次".to_owned());
    }
    if !standing.prize_lines.is_empty() {
        awards.push("奖次".to_owned());
    }
    Header { class: facts.given("class"), blocks: facts.parts.iter().map(|p| p.name.clone()).collect(), awards }
}

fn row(facts: &Facts, position: usize) -> Row {
    let standing = &facts.scheme.standing;
    let text = |v: &Value| match v {
        Value::Text(t) => t.to_string(),
        _ => String::new(),
    };
    let block = |part: &super::Part| match part.points(facts.scheme, position) {
        None => "—".to_owned(),
        Some(points) if part.minus && !points.is_zero() => format!("−{}", print::part(facts.scheme, &points)),
        Some(points) => print::part(facts.scheme, &points),
    };
    let mut awards = Vec::new();
    if !standing.tier_lines.is_empty() {
        awards.push(text(&standing.tier[position]));
    }
    if !standing.prize_lines.is_empty() {
        awards.push(text(&standing.prize[position]));
    }
    Row {
        rank: place(facts, position),
        unit: unit_name(facts, position),
        class: class_of(facts, position).unwrap_or_default(),
        blocks: facts.parts.iter().map(block).collect(),
        score: score(facts, position),
        awards,
    }
}
