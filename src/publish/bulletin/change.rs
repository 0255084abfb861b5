//! Places then and now, drawn as lines between two lists.

use crate::publish::narrative::moves::{self, Change};
use crate::publish::narrative::{Facts, groups};
use crate::publish::pdf::model::{Slope, SlopeEnd, Stood};

/// More lines than these cannot be followed on one page.
const LINES: usize = 40;
/// Fewer are said in a sentence.
const FEW: usize = 3;

/// A picture per group whose places can be compared with the last period's and of which somebody moved.
pub(super) fn slopes(facts: &Facts) -> Vec<Slope> {
    groups::apart(facts).into_iter().filter_map(|(group, ranked)| slope(facts, group, &ranked)).collect()
}

/// The lines of a group's units, which come by their place now.
fn slope(facts: &Facts, group: Option<String>, ranked: &[usize]) -> Option<Slope> {
    let changes = moves::changes(facts, ranked);
    let fits = (FEW..=LINES).contains(&changes.len()) && ranked.len() <= LINES;
    if !fits || changes.iter().all(|change| change.rose() == 0) {
        return None;
    }
    let mut earlier = changes.clone();
    // Those that shared a place stand in the order of now.
    earlier.sort_by_key(|change| change.before);
    let name = |unit: usize| groups::unit_name(facts, unit);
    let of = |unit: usize| changes.iter().copied().find(|change| change.unit == unit);
    let from = |unit: usize| earlier.iter().position(|change| change.unit == unit);
    Some(Slope {
        group,
        before: earlier
            .iter()
            .map(|change| Stood { place: change.before.to_string(), unit: name(change.unit) })
            .collect(),
        now: ranked
            .iter()
            .map(|unit| SlopeEnd {
                place: groups::place(facts, *unit),
                unit: name(*unit),
                change: of(*unit).map(said).unwrap_or_default(),
                from: from(*unit),
                rose: of(*unit).map_or(0, Change::rose),
            })
            .collect(),
    })
}

/// By how much a unit rose or fell, in the fewest words.
fn said(change: Change) -> String {
    match change.rose() {
        0 => "平".into(),
        up if up > 0 => format!("升{up}"),
        down => format!("降{}", -down),
    }
}

#[cfg(test)]
mod tests {
    use crate::publish::narrative::tests::{facts, of, with_places};

    use super::*;

    /// Now 甲 1, 乙 2, 丙 2, 丁 4, 戊 5.
    const FIVE: &str = "甲 | 90；乙 | 80；丙 | 80；丁 | 70；戊 | 60";

    fn ends(list: &[SlopeEnd]) -> Vec<(&str, &str, &str, Option<usize>)> {
        list.iter().map(|end| (end.place.as_str(), end.unit.as_str(), end.change.as_str(), end.from)).collect()
    }

    #[test]
    fn lines_go_from_the_place_then_to_the_place_now() {
        let mut results = of(FIVE, "");
        with_places(&mut results, &[("甲", 3), ("乙", 2), ("丙", 5), ("丁", 1)]);
        let slopes = slopes(&facts(&results));
        assert_eq!(slopes.len(), 1);
        assert_eq!(slopes[0].group, None);
        let before: Vec<(&str, &str)> =
            slopes[0].before.iter().map(|stood| (stood.place.as_str(), stood.unit.as_str())).collect();
        assert_eq!(before, [("1", "丁"), ("2", "乙"), ("3", "甲"), ("5", "丙")]);
        let now = [
            ("1", "甲", "升2", Some(2)),
            ("2", "乙", "平", Some(1)),
            ("2", "丙", "升3", Some(3)),
            ("4", "丁", "降3", Some(0)),
            ("5", "戊", "", None),
        ];
        assert_eq!(ends(&slopes[0].now), now);
    }

    #[test]
    fn two_or_unmoved_units_are_not_drawn() {
        let mut two = of(FIVE, "");
        with_places(&mut two, &[("甲", 2), ("乙", 1)]);
        assert!(slopes(&facts(&two)).is_empty());
        let mut still = of(FIVE, "");
        with_places(&mut still, &[("甲", 1), ("乙", 2), ("丙", 2), ("丁", 4)]);
        assert!(slopes(&facts(&still)).is_empty());
        assert!(slopes(&facts(&of(FIVE, ""))).is_empty());
    }
}
