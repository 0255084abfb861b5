//! What is looked up often and is the same for every workbook of a scheme: made once, read by all.

use std::collections::BTreeMap;

use crate::publish::narrative::parts::{Part, parts};
use crate::results::{Results, Scheme};
use crate::tables::Value;

use super::labels::Labels;

/// Looked up while formulas are written.
#[derive(Debug)]
pub(super) struct Lookup {
    /// Names of entries.
    pub labels: Labels,
    /// Positions of the units by their entries.
    pub positions: BTreeMap<u32, usize>,
    /// Members of each rule by their entries.
    pub members: Vec<BTreeMap<Vec<u32>, usize>>,
    /// May a rule be 不适用, may it be 缺.
    pub rules: Vec<(bool, bool)>,
    /// May a column of a table.
    pub columns: Vec<Vec<(bool, bool)>>,
    /// Has a column of a table empty texts?
    pub empty: Vec<Vec<bool>>,
    /// Every unit has a 得分.
    pub scored: bool,
    /// What 得分 is a sum of; empty where it is no plain sum.
    pub parts: Vec<Part>,
}

/// Are there values that are 不适用, or 缺?
fn states(values: &[Value]) -> (bool, bool) {
    (values.contains(&Value::NotApplicable), values.contains(&Value::Missing))
}

fn has_empty(values: &[Value]) -> bool {
    values.iter().any(|value| matches!(value, Value::Text(text) if text.is_empty()))
}

impl Lookup {
    /// For a scheme.
    pub fn new(results: &Results, scheme: &Scheme) -> Lookup {
        let members =
            |rule: &crate::results::Rule| (0..).zip(&rule.members).map(|(i, (_, e))| (e.clone(), i)).collect();
        Lookup {
            labels: Labels::new(&results.tables),
            positions: scheme.units.iter().enumerate().map(|(p, u)| (u.entry, p)).collect(),
            members: scheme.rules.iter().map(members).collect(),
            rules: scheme.rules.iter().map(|r| states(&r.values)).collect(),
            columns: results
                .tables
                .list
                .iter()
                .map(|t| t.columns.iter().map(|c| states(&c.values)).collect())
                .collect(),
            empty: results
                .tables
                .list
                .iter()
                .map(|t| t.columns.iter().map(|c| has_empty(&c.values)).collect())
                .collect(),
            parts: parts(results, scheme),
            scored: scheme.standing.score.iter().all(|v| matches!(v, Value::Number(_))),
        }
    }
}
