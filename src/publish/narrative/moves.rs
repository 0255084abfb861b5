//! Who rose and who fell since the last period, where its publication is at hand.

use crate::formula::tree::{StandingItem, Which};
use crate::number::Exact;
use crate::publish::pdf::model::Move;
use crate::results::{Asked, GROUP, Results, Scheme};
use crate::tables::Value;

use super::{Facts, words};

/// As many units are named on each side.
const NAMED: usize = 3;

/// Changes of place among the units of a group: those that rose most, and those that fell most.
#[derive(Debug, Default, PartialEq)]
pub struct Moves {
    /// Most first; units that share the last number of places named are all named.
    pub rose: Vec<Move>,
    /// The same downwards.
    pub fell: Vec<Move>,
}

/// The publication that places are compared with: the last period's, else that of the same period a year before.
pub fn compared(results: &Results) -> Option<Which> {
    [Which::Before, Which::YearBefore].into_iter().find(|which| results.earlier.of(*which).is_some())
}

/// The place that a unit had then, among the same others: none where it stood in another group.
pub fn before(results: &Results, scheme: &Scheme, which: Which, unit: usize) -> Option<Exact> {
    let key = results.tables.list[scheme.table].entries.get(scheme.units[unit].entry as usize)?;
    let published =
        |name: &str| results.earlier.value(which, Asked { standing: true, scheme: &scheme.name, unit: key, name });
    if matches!(published(GROUP), Value::Text(group) if *group != *scheme.units[unit].group) {
        return None;
    }
    match published(&StandingItem::Rank.name(|_| String::new())) {
        Value::Number(rank) => Some(rank),
        _ => None,
    }
}

/// That period as said in a sentence.
pub fn previous(results: &Results) -> Option<String> {
    let publication = results.earlier.of(compared(results)?)?;
    let year: String = publication.period.chars().take_while(char::is_ascii_digit).collect();
    Some(words::named_period(&year, &publication.period))
}

/// A unit's place then and now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its position among the scheme's units.
    pub unit: usize,
    /// Its place in that earlier period.
    pub before: i64,
    /// Its place now.
    pub now: i64,
}

impl Change {
    /// By how many places it rose; negative where it fell.
    pub fn rose(self) -> i64 {
        self.before - self.now
    }
}

/// The changes of place of these units, in their order; a unit without a place then or now has none, nor has one that
/// stood in another group.
pub fn changes(facts: &Facts, units: &[usize]) -> Vec<Change> {
    units.iter().filter_map(|unit| change(facts.results, facts.scheme, *unit)).collect()
}

/// Those of these units whose places changed most.
pub fn moves(facts: &Facts, units: &[usize]) -> Moves {
    let changes: Vec<(usize, i64)> =
        changes(facts, units).into_iter().map(|change| (change.unit, change.rose())).collect();
    let side = |up: bool| {
        let mut moved: Vec<(usize, i64)> =
            changes.iter().copied().filter(|(_, by)| if up { *by > 0 } else { *by < 0 }).collect();
        // Equals stay in the order listed.
        moved.sort_by_key(|(_, by)| -by.abs());
        let least = moved.get(NAMED - 1).map_or(0, |(_, by)| by.abs());
        let named = moved.into_iter().filter(|(_, by)| by.abs() >= least);
        let named: Vec<Move> = named
            .map(|(unit, by)| Move { unit: facts.scheme.units[unit].name.to_string(), places: by.abs().to_string() })
            .collect();
        // More than a few who moved alike are nobody in particular.
        if named.len() > 2 * NAMED { Vec::new() } else { named }
    };
    Moves { rose: side(true), fell: side(false) }
}

/// A unit's place then and now, where it has both.
pub fn change(results: &Results, scheme: &Scheme, unit: usize) -> Option<Change> {
    let before = before(results, scheme, compared(results)?, unit)?;
    match &scheme.standing.rank[unit] {
        Value::Number(now) => Some(Change { unit, before: before.to_i64()?, now: now.to_i64()? }),
        _ => None,
    }
}
