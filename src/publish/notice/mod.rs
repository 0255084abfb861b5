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
pub(in crate::publish) mod tests;

use std::collections::BTreeMap;

use crate::publish::narrative::{parts::score_name, words};
use crate::publish::print;
use crate::results::figure::official;
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
        let find = |list: &[(String, String)]| list.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
        let own = self.field.document.as_ref().and_then(|d| find(&d.other));
        own.or_else(|| find(&self.scheme.issue.other))
    }
    /// A text that the document gives for itself, or the 通报 of the same scheme where both say the same.
    fn shared(&self, key: &str) -> Option<String> {
        let of = |list: &[(String, String)]| list.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
        self.given(key).or_else(|| self.scheme.documents.iter().find_map(|d| of(&d.other)))
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
    let document = field.document.as_ref();
    let title = document.and_then(|d| d.title.clone()).unwrap_or_else(|| default_title(&facts));
    let (score_unit, gap_unit) = print::units(scheme);
    let office = scheme.issue.office.clone();
    Notice {
        version: NOTICE_VERSION,
        notice: scheme.issue.notice.clone(),
        draft: results.draft.then(|| facts.given("draft").unwrap_or_else(|| "送审稿".into())),
        head: facts.given("head"),
        number: own(&facts, "number"),
        title: words::phrases(&title),
        unit: scheme.units[unit].name.to_string(),
        date: (!results.draft).then(|| official(results.issued)),
        sealed: facts.given("sealed").is_some_and(|v| v == "true" || v == "是"),
        period: words::period(results),
        appraisal: facts.shared("appraisal").unwrap_or_else(|| scheme.title.clone()),
        basis: facts.shared("basis").or_else(|| (!scheme.basis.is_empty()).then(|| scheme.basis.clone())),
        sentences: document.map(|d| d.sentences.iter().cloned().collect::<BTreeMap<_, _>>()).unwrap_or_default(),
        noun: facts.shared("noun").unwrap_or_else(|| results.tables.list[scheme.table].name.to_string()),
        measure: facts.shared("measure").unwrap_or_else(|| "个".into()),
        score_name: score_name(scheme),
        score_unit: score_unit.into(),
        gap_unit: gap_unit.into(),
        lower_is_better: scheme.standing.lower_is_better,
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
            contact: facts.given("contact").or_else(|| office.clone()),
            telephone: facts.given("telephone"),
            days: facts.given("days").unwrap_or_else(|| DAYS.into()),
        },
        chart: blocks::chart(&facts),
        office,
    }
}

/// A text of the document alone: a number in `[issue]` is not this document's.
fn own(facts: &Facts, key: &str) -> Option<String> {
    facts.field.document.as_ref()?.other.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone())
}

fn default_title(facts: &Facts) -> String {
    let subject = facts.shared("subject").unwrap_or_else(|| facts.scheme.title.clone());
    let period = words::period(facts.results);
    let result = if subject.ends_with("结果") { "" } else { "结果" };
    format!("{period}|{subject}{result}|反馈通知书")
}
