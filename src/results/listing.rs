//! The order in which units are listed: group, rank, roster.

use std::sync::Arc;

use crate::tables::Value;

/// Positions sorted by group (code point), rank and roster; the unranked come last in their group.
pub(super) fn listed(groups: &[Arc<str>], ranks: &[Value]) -> Vec<usize> {
    let rank = |position: usize| match &ranks[position] {
        Value::Number(n) => (false, Some(n.clone())),
        _ => (true, None),
    };
    let mut out: Vec<usize> = (0..groups.len()).collect();
    out.sort_by(|a, b| groups[*a].cmp(&groups[*b]).then(rank(*a).cmp(&rank(*b))).then(a.cmp(b)));
    out
}
