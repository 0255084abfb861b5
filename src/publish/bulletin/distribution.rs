//! How the scores of many spread: drawn where a bar for each would fill page after page.

use crate::number::Exact;
use crate::publish::narrative::steps::{self, below};
use crate::publish::narrative::{Facts, groups};
use crate::publish::pdf::model::{Bin, Distribution};
use crate::results::figure::{Format, in_print};
use crate::tables::Value;

/// Groups of fewer have no distribution: their bars say it all.
const MANY: usize = 30;
/// The most steps that are drawn.
const STEPS: i64 = 12;

/// A picture for each group of many whose scores are not all alike.
pub(super) fn distributions(facts: &Facts) -> Vec<Distribution> {
    let drawn = |(group, ranked): (Option<String>, Vec<usize>)| {
        let standing = &facts.scheme.standing;
        let printed = |p: usize| match &standing.score[p] {
            Value::Number(n) => Some(in_print(n, standing.score_kind, Format::default(), facts.scheme.money)),
            _ => None,
        };
        let scores: Vec<Exact> = ranked.into_iter().filter_map(printed).collect();
        let bins = if scores.len() < MANY { Vec::new() } else { bins(&scores) };
        (!bins.is_empty()).then_some(Distribution { group, bins })
    };
    groups::apart(facts).into_iter().filter_map(drawn).collect()
}

/// The scores counted by steps of 1, 2 or 5 times a power of ten, from the lowest; none where all are alike.
fn bins(scores: &[Exact]) -> Vec<Bin> {
    let (Some(least), Some(most)) = (scores.iter().min(), scores.iter().max()) else { return Vec::new() };
    if least == most {
        return Vec::new();
    }
    let Some((width, places)) = steps::width((least, most), (2, 9), STEPS) else {
        return Vec::new();
    };
    let first = below(least, &width);
    let count = |step: i64| scores.iter().filter(|score| below(score, &width) == step).count();
    let edge = |step: i64| (&width * &Exact::from(step)).fixed(places).replace('-', "−");
    let bin = |step: i64| Bin {
        name: format!("{}～{}", edge(step), edge(step + 1)),
        count: u32::try_from(count(step)).unwrap_or(u32::MAX),
    };
    (first..=below(most, &width)).rev().map(bin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(scores: &[&str]) -> Vec<(String, u32)> {
        let scores: Vec<Exact> = scores.iter().map(|s| Exact::parse(s).unwrap()).collect();
        bins(&scores).into_iter().map(|bin| (bin.name, bin.count)).collect()
    }

    #[test]
    fn an_edge_belongs_to_the_step_above_it() {
        let expected = [("90～95", 1), ("85～90", 2), ("80～85", 0), ("75～80", 0), ("70～75", 0)];
        let expected: Vec<(String, u32)> = expected.iter().map(|(n, c)| ((*n).to_owned(), *c)).collect();
        let mut all = counted(&["90", "85", "89.99", "41.2"]);
        assert_eq!(all.len(), 11, "from 40 to 95 by fives");
        assert_eq!(all.pop(), Some(("40～45".to_owned(), 1)));
        assert_eq!(all[..5], expected);
    }

    #[test]
    fn steps_suit_the_spread() {
        assert_eq!(counted(&["0.61", "0.62"]), [("0.62～0.63".to_owned(), 1), ("0.61～0.62".to_owned(), 1)]);
        assert_eq!(counted(&["-3", "4"])[7], ("−3～−2".to_owned(), 1));
        assert_eq!(counted(&["100", "100"]), []);
    }
}
