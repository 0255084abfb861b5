//! The facts of a 抄送函: the whole picture, or the units that are meant; and what is to be paid.

use crate::finding::Findings;
use crate::formula::ast::Unit;
use crate::number::Exact;
use crate::publish::narrative::{Facts, groups, moves};
use crate::publish::paper::{self, Usual};
use crate::publish::pdf::model::Group;
use crate::results::figure::printed;
use crate::tables::{Kind, Value};

use super::commendation::prize_money;
use super::listing;
use super::model::{Chosen, DOCUMENT_VERSION, Letter, Paid, Signed};

/// The model of a 抄送函.
pub(super) fn letter(facts: &Facts, findings: &mut Findings) -> Letter {
    let office = facts.office();
    let (period, subject) = (super::period(facts), paper::subject(facts));
    let result = paper::results_of(&subject);
    let usual = Usual {
        title: format!("关于{period}|{subject}|{result}的函"),
        head: Some(office).filter(|office| !office.is_empty()),
        ..Usual::default()
    };
    let chosen = facts.document.units.is_some().then(|| {
        let units: Vec<String> = facts.meant().into_iter().map(|unit| groups::unit_name(facts, unit)).collect();
        Chosen { count: units.len().to_string(), units }
    });
    let scored = facts.scheme.standing.score.iter().any(|score| matches!(score, Value::Number(_)));
    let groups = if chosen.is_some() || !scored { Vec::new() } else { overall(facts) };
    Letter {
        version: DOCUMENT_VERSION,
        paper: paper::Paper { remark: facts.own("remark").or_else(|| reach(facts)), ..paper::paper(facts, usual) },
        words: paper::wording(facts, findings),
        units: groups::appraised(facts),
        previous: previous(facts, &groups),
        groups,
        chosen,
        pay: paid(facts),
        table: listing::table(facts, vec![period, subject, format!("{result}一览表")]),
    }
}

/// 附注 with whom to reach, as a letter to another organ has it (7.3.6).
fn reach(facts: &Facts) -> Option<String> {
    let contact = facts.given("contact").map(|contact| format!("联系人：{contact}"));
    let telephone = facts.given("telephone").map(|telephone| format!("联系电话：{telephone}"));
    let said: Vec<String> = contact.into_iter().chain(telephone).collect();
    (!said.is_empty()).then(|| said.join("，"))
}

/// The facts of every group without its table.
pub(super) fn overall(facts: &Facts) -> Vec<Group> {
    groups::groups(facts).into_iter().map(|group| Group { rows: Vec::new(), ..group }).collect()
}

/// The earlier period, where a group compares with it.
pub(super) fn previous(facts: &Facts, groups: &[Group]) -> Option<String> {
    let moved = groups.iter().any(|group| !group.rose.is_empty() || !group.fell.is_empty());
    moves::previous(facts.results).filter(|_| moved)
}

/// What those who are meant are paid; none where nobody is.
pub(super) fn paid(facts: &Facts) -> Option<Paid> {
    let paid: Vec<usize> = facts.meant().into_iter().filter(|unit| super::pay_of(facts, *unit).is_some()).collect();
    if paid.is_empty() {
        return None;
    }
    let sums = Sums::of(facts, &paid);
    let proven = sums.proven(facts);
    Some(Paid {
        count: paid.len().to_string(),
        total: in_money(facts, &sums.total),
        pool: facts.scheme.standing.pool.as_ref().filter(|_| proven).map(|pool| in_money(facts, pool)),
        rewards: (proven && !sums.rewards.is_zero()).then(|| in_money(facts, &sums.rewards)),
        signed: signed(facts, &paid),
        money: super::money(facts).into(),
    })
}

/// Who gets and who gives, where somebody has to pay.
fn signed(facts: &Facts, units: &[usize]) -> Option<Signed> {
    let (gives, gets): (Vec<Exact>, Vec<Exact>) = units
        .iter()
        .filter_map(|unit| super::pay_of(facts, *unit))
        .filter(|pay| !pay.is_zero())
        .partition(Exact::is_negative);
    let sum = |list: &[Exact]| list.iter().fold(Exact::ZERO, |sum, pay| &sum + pay).abs();
    (!gives.is_empty()).then(|| Signed {
        gets: gets.len().to_string(),
        got: in_money(facts, &sum(&gets)),
        gives: gives.len().to_string(),
        given: in_money(facts, &sum(&gives)),
    })
}

/// What units are paid together, in yuan.
pub(super) struct Sums {
    /// All of it.
    pub total: Exact,
    /// What of it prizes bring.
    pub rewards: Exact,
}

impl Sums {
    /// The sums of these units.
    pub fn of(facts: &Facts, units: &[usize]) -> Sums {
        let sum = |parts: Vec<Exact>| parts.iter().fold(Exact::ZERO, |sum, part| &sum + part);
        Sums {
            total: sum(units.iter().filter_map(|unit| super::pay_of(facts, *unit)).collect()),
            rewards: sum(units.iter().filter_map(|unit| prize_money(facts, *unit)).map(|(_, money)| money).collect()),
        }
    }

    /// Is what prizes do not bring the whole pool and no more?
    pub fn proven(&self, facts: &Facts) -> bool {
        facts.scheme.standing.pool.as_ref().is_some_and(|pool| *pool == &self.total - &self.rewards)
    }
}

/// Money with two places in the unit of the scheme.
pub(super) fn in_money(facts: &Facts, yuan: &Exact) -> String {
    let kind = Some(Kind::Number(Unit::Money));
    printed(&Value::Number(yuan.clone()), kind, None, facts.scheme.money).replace('-', "−")
}
