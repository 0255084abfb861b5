//! The unit's group as statistics: labelled inputs of its workbook.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::number::Exact;
use crate::publish::narrative::parts::{Part, parts};
use crate::results::{Results, Scheme};
use crate::tables::Value;

/// What the composite is made of, and the means of every group.
#[derive(Debug)]
pub(super) struct Field {
    /// Parts of the composite.
    pub parts: Vec<Part>,
    groups: BTreeMap<Arc<str>, Group>,
}

/// A group.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// How many units of it have a place.
    pub ranked: usize,
    /// Mean 得分, where several units have one.
    pub mean: Option<Exact>,
    /// Mean points of each part.
    pub parts: Vec<Option<Exact>>,
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
        Field { parts, groups }
    }

    /// The group of the unit at that position.
    pub fn group(&self, scheme: &Scheme, unit: usize) -> &Group {
        &self.groups[&scheme.units[unit].group]
    }
}

fn group(scheme: &Scheme, parts: &[Part], units: &[usize]) -> Group {
    let standing = &scheme.standing;
    let scored: Vec<usize> = units.iter().copied().filter(|u| number(&standing.score[*u]).is_some()).collect();
    let scores: Vec<Exact> = scored.iter().filter_map(|u| number(&standing.score[*u]).cloned()).collect();
    let points = |part: &Part| scored.iter().filter_map(|u| part.points(scheme, *u)).collect::<Vec<_>>();
    // A mean over the unit alone says nothing of others.
    let compared = scored.len() > 1;
    Group {
        ranked: units.iter().filter(|u| number(&standing.rank[**u]).is_some()).count(),
        mean: mean(&scores).filter(|_| compared),
        parts: parts.iter().map(|part| mean(&points(part)).filter(|_| compared)).collect(),
    }
}
