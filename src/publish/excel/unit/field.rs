//! The unit's group as statistics: labelled inputs of its workbook.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::number::Exact;
use crate::publish::bulletin::parts::{Part, parts};
use crate::results::{Results, Scheme};
use crate::tables::Value;

/// Statistics of every group of a scheme.
#[derive(Debug)]
pub(super) struct Field {
    /// What the composite is made of.
    pub parts: Vec<Part>,
    groups: BTreeMap<Arc<str>, Group>,
    above: Vec<Option<(Exact, Exact)>>,
}

/// A group.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// How many units of it have a place.
    pub ranked: usize,
    /// Mean 得分.
    pub mean: Option<Exact>,
    /// Mean points of each part.
    pub parts: Vec<Option<Exact>>,
    /// The lowest 得分 (the highest, where the lower wins) in each tier.
    pub cuts: Vec<Option<Exact>>,
}

fn number(value: &Value) -> Option<&Exact> {
    match value {
        Value::Number(n) => Some(n),
        _ => None,
    }
}

fn mean(values: &[Exact]) -> Option<Exact> {
    let count = Exact::from(i64::try_from(values.len()).ok()?);
    values.iter().fold(Exact::ZERO, |sum, n| &sum + n).checked_div(&count)
}

impl Field {
    /// Of a scheme.
    pub fn new(results: &Results, scheme: &Scheme) -> Field {
        let parts = parts(results, scheme);
        let mut members: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
        for (position, unit) in scheme.units.iter().enumerate() {
            members.entry(unit.group.clone()).or_default().push(position);
        }
        let groups = members.into_iter().map(|(name, units)| (name, group(scheme, &parts, &units))).collect();
        Field { groups, above: above(scheme), parts }
    }

    /// The group of the unit at that position.
    pub fn group(&self, scheme: &Scheme, unit: usize) -> &Group {
        &self.groups[&scheme.units[unit].group]
    }

    /// The next better place of the unit's group, and how many points lie between.
    pub fn above(&self, unit: usize) -> Option<&(Exact, Exact)> {
        self.above[unit].as_ref()
    }
}

fn group(scheme: &Scheme, parts: &[Part], units: &[usize]) -> Group {
    let standing = &scheme.standing;
    let scored: Vec<usize> = units.iter().copied().filter(|u| number(&standing.score[*u]).is_some()).collect();
    let scores: Vec<Exact> = scored.iter().filter_map(|u| number(&standing.score[*u]).cloned()).collect();
    let points = |part: &Part| scored.iter().filter_map(|u| part.points(scheme, *u)).collect::<Vec<_>>();
    let cut = |name: &str| {
        let inside = scored.iter().filter(|u| matches!(&standing.tier[**u], Value::Text(t) if **t == *name));
        let scores = inside.filter_map(|u| number(&standing.score[*u]).cloned());
        if standing.lower_is_better { scores.max() } else { scores.min() }
    };
    Group {
        ranked: units.iter().filter(|u| number(&standing.rank[**u]).is_some()).count(),
        mean: mean(&scores),
        parts: parts.iter().map(|part| mean(&points(part))).collect(),
        cuts: standing.tier_lines.iter().map(|line| cut(&line.name)).collect(),
    }
}

/// For each unit the place before its own in its group, and the distance of the scores.
fn above(scheme: &Scheme) -> Vec<Option<(Exact, Exact)>> {
    let standing = &scheme.standing;
    let mut out = vec![None; scheme.units.len()];
    let mut before: Option<usize> = None;
    let mut last: Option<usize> = None;
    for unit in &scheme.listed {
        let Some(rank) = number(&standing.rank[*unit]) else { continue };
        let same_group = last.is_some_and(|l: usize| scheme.units[l].group == scheme.units[*unit].group);
        if !same_group {
            before = None;
        } else if last.is_some_and(|l| number(&standing.rank[l]) != Some(rank)) {
            before = last;
        }
        last = Some(*unit);
        let theirs = before.and_then(|b| Some((number(&standing.rank[b])?, number(&standing.score[b])?)));
        if let (Some((place, score)), Some(own)) = (theirs, number(&standing.score[*unit])) {
            out[*unit] = Some((place.clone(), (score - own).abs()));
        }
    }
    out
}
