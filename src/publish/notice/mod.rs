//! The facts of a unit's 反馈通知书: its own figures, its place in the field, what it lacks; worded by the template.
//!
//! Of the other units a notice knows statistics of the group only. What depends on all units is computed once, in
//! [`field()`]; [`notice`] then costs the same for a unit among twenty as among twenty thousand.

mod accounts;
mod blocks;
mod calculation;
mod distance;
mod failing;
mod families;
mod field;
pub mod model;
mod outcome;

#[cfg(test)]
pub(crate) mod tests;

pub(in crate::publish) use accounts::MANY;

use crate::publish::paper::Paper;
use crate::results::{Results, Scheme};
use crate::tables::Value;

pub use failing::{OwnFacts, Rate, own_facts};
pub use field::{Field, field};
use model::{NOTICE_VERSION, Notice, Questions};

/// The name of its template.
pub const KIND: &str = "反馈通知书";

/// Working days in which a unit may object, where the scheme does not say.
const DAYS: &str = "5";

/// Everything that the facts of one unit are taken from.
pub(super) struct Facts<'r> {
    pub results: &'r Results,
    pub scheme: &'r Scheme,
    pub field: &'r Field,
    /// Its position among the scheme's units.
    pub unit: usize,
}

impl Facts<'_> {
    /// A text that the document or `[issue]` gives under that key.
    fn given(&self, key: &str) -> Option<String> {
        field::told(&self.field.document, self.scheme, key)
    }
    fn group(&self) -> &field::Group {
        self.field.group(self.scheme, self.unit)
    }
    /// The unit's score, where it has one.
    fn score(&self) -> Option<&crate::number::Exact> {
        match &self.scheme.standing.score[self.unit] {
            Value::Number(n) => Some(n),
            _ => None,
        }
    }
    /// Is there anybody to compare the unit with?
    fn compared(&self) -> bool {
        self.score().is_some() && self.group().scored > 1
    }
}

/// The notice of one unit.
pub fn notice(results: &Results, scheme: &Scheme, unit: usize, field: &Field) -> Notice {
    let facts = Facts { results, scheme, field, unit };
    let name = scheme.units[unit].name.to_string();
    Notice {
        version: NOTICE_VERSION,
        paper: Paper { to: Some(name.clone()), ..field.paper.clone() },
        words: field.words.clone(),
        unit: name,
        result: outcome::outcome(&facts),
        field: outcome::comparison(&facts),
        calculation: calculation::calculation(&facts),
        blocks: blocks::blocks(&facts),
        weakest: blocks::weakest(&facts),
        indicators: families::indicators(&facts),
        weak: families::weak(&facts),
        behind: families::behind(&facts),
        accounts: accounts::accounts(&facts),
        place: distance::place(&facts),
        awards: distance::awards(&facts),
        questions: Questions {
            contact: facts.given("contact").or_else(|| scheme.issue.office.clone()),
            telephone: facts.given("telephone"),
            days: facts.given("days").unwrap_or_else(|| DAYS.into()),
        },
        chart: blocks::chart(&facts),
    }
}
