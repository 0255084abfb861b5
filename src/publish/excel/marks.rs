//! Marks of the ranking: which rows stand out, and what it says of that under its title. They are conditional
//! formats, so they move with the units when figures change.

use crate::results::{Asks, Line, Standing};
use crate::tables::Value;

use super::grid::{Look, Mark};
use super::layout::Item;

/// What a flag that is set shows.
const SET: &str = "是";

/// The tier that is asked for most: the first that wants points or places, since lines before it may take units out.
fn best(lines: &[Line]) -> Option<&Line> {
    let merit = |line: &&Line| line.conditions.iter().any(|c| matches!(c.asks, Asks::Score { .. } | Asks::Rank { .. }));
    lines.iter().find(merit).or(lines.first())
}

/// The tier of whoever reaches no other: the last, where nobody with a place is left without one.
fn lowest(standing: &Standing) -> Option<&Line> {
    let last = standing.tier_lines.last()?;
    let placed = |(rank, _): &(&Value, &Value)| matches!(rank, Value::Number(_));
    let none = |tier: &Value| !matches!(tier, Value::Text(t) if !t.is_empty());
    let without = standing.rank.iter().zip(&standing.tier).filter(placed).any(|(_, tier)| none(tier));
    (!without).then_some(last)
}

/// The marks of a sheet with columns 0 to `last`, and a sentence on them; `at` tells where an item stands.
pub(super) fn marks(standing: &Standing, last: u16, at: &dyn Fn(Item) -> Option<u16>) -> (Vec<Mark>, String) {
    let mut marks = Vec::new();
    if let Some(column) = at(Item::Prize) {
        let prizes = standing.prize_lines.iter().enumerate();
        marks.extend(prizes.map(|(index, line)| own(column, &line.name, Look::Prize(index))));
    }
    let flags = (0..standing.flag_lines.len()).filter_map(|flag| at(Item::Flag(flag)));
    marks.extend(flags.map(|column| own(column, SET, Look::Flagged)));
    let row = |column, equals: &str, look| Mark { cols: (0, last), column, equals: equals.to_owned(), look };
    let mut said = Vec::new();
    if let Some(column) = at(Item::Rank).filter(|_| standing.rank.iter().any(|r| matches!(r, Value::Number(_)))) {
        marks.push(row(column, "", Look::Unranked));
        let some = standing.rank.iter().any(|r| !matches!(r, Value::Number(_)));
        said.extend(some.then(|| "灰色斜体的未参加排名".to_owned()));
    }
    if let Some(column) = at(Item::Tier) {
        let (best, lowest) = (best(&standing.tier_lines), lowest(standing));
        if let Some(line) = lowest.filter(|l| best.is_some_and(|b| b.name != l.name)) {
            marks.push(row(column, &line.name, Look::Lowest));
            said.insert(0, format!("灰底斜体的为{}", line.name));
        }
        if let Some(line) = best {
            marks.push(row(column, &line.name, Look::Best));
            said.insert(0, format!("浅黄底加粗的为{}", line.name));
        }
    }
    let said = if said.is_empty() { String::new() } else { format!("{}。", said.join("，")) };
    (marks, said)
}

/// A mark of a cell by its own text.
fn own(column: u16, text: &str, look: Look) -> Mark {
    Mark { cols: (column, column), column, equals: text.to_owned(), look }
}
