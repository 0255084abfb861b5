//! Places then and now: lines between two lists; of many, bars for those that moved most.

use crate::publish::narrative::moves::{self, Change};
use crate::publish::narrative::{Facts, groups};
use crate::publish::pdf::model::{Shift, ShiftBar, Slope, SlopeEnd, Stood};

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

/// As many are drawn on each side where lines cannot be followed.
const MOST: usize = 12;

/// A picture per group of too many for lines: who rose most and who fell most, as far as they moved.
pub(super) fn shifts(facts: &Facts) -> Vec<Shift> {
    groups::apart(facts).into_iter().filter_map(|(group, ranked)| shift(facts, group, &ranked)).collect()
}

fn shift(facts: &Facts, group: Option<String>, ranked: &[usize]) -> Option<Shift> {
    let changes = moves::changes(facts, ranked);
    let side = |sign: i64| {
        let mut moved: Vec<Change> = changes.iter().copied().filter(|change| change.rose().signum() == sign).collect();
        // Equals stay by their place now.
        moved.sort_by_key(|change| std::cmp::Reverse(change.rose().abs()));
        moved.truncate(MOST);
        moved
    };
    let bar = |change: Change| ShiftBar {
        unit: groups::unit_name(facts, change.unit),
        text: said(change),
        places: change.rose(),
    };
    let bars: Vec<ShiftBar> = side(1).into_iter().chain(side(-1).into_iter().rev()).map(bar).collect();
    (ranked.len() > LINES && !bars.is_empty()).then_some(Shift { group, bars })
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

    /// Forty-one villages, the first with the most points.
    fn many() -> Vec<String> {
        (1..=41).map(|place| format!("第{place:02}村")).collect()
    }

    #[test]
    fn of_many_those_that_moved_most_are_drawn() {
        let rows: Vec<String> = many().iter().enumerate().map(|(at, name)| format!("{name} | {}", 90 - at)).collect();
        let mut results = of(&rows.join("；"), "");
        // The first was last and everybody else one place higher, but the last two changed places.
        let mut then: Vec<(String, i64)> = many().into_iter().zip([41].into_iter().chain(1..=40)).collect();
        then[39].1 = 40;
        then[40].1 = 39;
        let then: Vec<(&str, i64)> = then.iter().map(|(name, place)| (name.as_str(), *place)).collect();
        with_places(&mut results, &then);
        let facts = facts(&results);
        assert!(slopes(&facts).is_empty());
        let bars = shifts(&facts).remove(0).bars;
        let told: Vec<(&str, &str, i64)> =
            bars.iter().map(|bar| (bar.unit.as_str(), bar.text.as_str(), bar.places)).collect();
        // 第40村 was 40th and is; 第41村 fell by two; thirty-eight fell by one, of whom eleven are drawn.
        assert_eq!((told.len(), told[0]), (13, ("第01村", "升40", 40)));
        assert_eq!((told[1], told[12]), (("第12村", "降1", -1), ("第41村", "降2", -2)));
    }

    #[test]
    fn few_or_unmoved_have_no_bars() {
        let mut few = of(FIVE, "");
        with_places(&mut few, &[("甲", 3), ("乙", 2), ("丙", 5), ("丁", 1)]);
        assert!(shifts(&facts(&few)).is_empty());
        let rows: Vec<String> = many().iter().enumerate().map(|(at, name)| format!("{name} | {}", 90 - at)).collect();
        let mut still = of(&rows.join("；"), "");
        let (names, places) = (many(), 1..=41);
        let then: Vec<(&str, i64)> = names.iter().map(String::as_str).zip(places).collect();
        with_places(&mut still, &then);
        assert!(shifts(&facts(&still)).is_empty());
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
