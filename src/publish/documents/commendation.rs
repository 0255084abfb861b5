//! The facts of a 表彰: who won which prize, and what reward it brings.

use crate::finding::Findings;
use crate::formula::ast::Unit;
use crate::number::Exact;
use crate::publish::narrative::{Facts, groups};
use crate::publish::paper::{self, Usual};
use crate::results::Line;
use crate::results::figure::{Format, in_print};
use crate::tables::{Kind, Value};

use super::listing;
use super::model::{Commendation, Commended, DOCUMENT_VERSION, Prize};

/// The model of a 表彰; none where nobody is commended.
pub(super) fn commendation(facts: &Facts, findings: &mut Findings) -> Option<Commendation> {
    let names = groups::names(facts);
    let of_group = |name: &String| Commended {
        name: (names.len() > 1).then(|| name.clone()),
        prizes: prizes(facts, &super::meant_of(facts, name)),
    };
    let groups: Vec<Commended> = names.iter().map(of_group).filter(|group| !group.prizes.is_empty()).collect();
    let winners: usize = groups.iter().flat_map(|group| &group.prizes).map(|prize| prize.units.len()).sum();
    if winners == 0 {
        return None;
    }
    let office = facts.office();
    let (period, subject) = (super::period(facts), paper::subject(facts));
    let noun = paper::noun(facts);
    let usual = Usual {
        title: format!("关于表彰|{period}|{subject}|先进{noun}|的决定"),
        head: (!office.is_empty()).then(|| format!("{office}文件")),
        to: None,
        printed: true,
    };
    Some(Commendation {
        version: DOCUMENT_VERSION,
        paper: paper::paper(facts, usual),
        words: paper::wording(facts, findings),
        winners: winners.to_string(),
        rewards: rewards(facts),
        groups,
        money: super::money(facts).into(),
        table: listing::table(facts, vec![period, subject, format!("受表彰{noun}名单")]),
    })
}

/// Prizes with those who won them; where the scheme has none, tiers of those who are meant.
fn prizes(facts: &Facts, units: &[usize]) -> Vec<Prize> {
    let standing = &facts.scheme.standing;
    let (given, lines) = match standing.prize_lines.is_empty() {
        false => (&standing.prize, &standing.prize_lines),
        true => (&standing.tier, &standing.tier_lines),
    };
    let won = groups::awards(facts, units, given, lines).into_iter().filter(|award| !award.units.is_empty());
    let reward = |name: &str| {
        let mut all = units.iter().filter_map(|unit| reward(facts, *unit).filter(|(won, _)| *won == name));
        let first = all.next()?.1;
        all.all(|(_, other)| other == first).then(|| printed(facts, &first))
    };
    won.map(|award| Prize { reward: reward(&award.name), name: award.name, count: award.count, units: award.units })
        .collect()
}

/// The prize of a unit and what it brings in yuan; where tiers take the place of prizes, its pay.
fn reward<'r>(facts: &Facts<'r>, unit: usize) -> Option<(&'r str, Exact)> {
    let standing = &facts.scheme.standing;
    if standing.prize_lines.is_empty() {
        return match (&standing.tier[unit], &standing.pay[unit]) {
            (Value::Text(tier), Value::Number(pay)) if !pay.is_zero() => Some((tier, pay.clone())),
            _ => None,
        };
    }
    prize_money(facts, unit)
}

/// The prize of a unit and what it brings in yuan, where it brings anything.
pub(super) fn prize_money<'r>(facts: &Facts<'r>, unit: usize) -> Option<(&'r str, Exact)> {
    let standing = &facts.scheme.standing;
    let Value::Text(won) = &standing.prize[unit] else { return None };
    // A prize may stand in several lines, of which the first that takes the unit counts.
    let with_pay = |line: &&'r Line| *line.name == **won && !line.rewards.is_empty();
    let line = standing.prize_lines.iter().find(with_pay)?;
    match &line.rewards[unit] {
        Value::Number(reward) if !reward.is_zero() => Some((&line.name, reward.clone())),
        _ => None,
    }
}

/// All rewards together.
fn rewards(facts: &Facts) -> Option<String> {
    let all = facts.meant().into_iter().filter_map(|unit| reward(facts, unit)).map(|(_, reward)| reward);
    let sum = all.fold(Exact::ZERO, |sum, reward| &sum + &reward);
    (!sum.is_zero()).then(|| printed(facts, &sum))
}

/// Money in the unit of the scheme, without needless noughts.
fn printed(facts: &Facts, yuan: &Exact) -> String {
    in_print(yuan, Some(Kind::Number(Unit::Money)), Format::default(), facts.scheme.money).trimmed(6)
}
