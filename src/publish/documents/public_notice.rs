//! The facts of a 公示: outcome, the columns that may be public, how long, and where to object.

use crate::finding::{Finding, Findings, Place};
use crate::publish::faults;
use crate::publish::narrative::{Facts, groups};
use crate::publish::paper::{self, Usual};

use super::listing;
use super::model::{Awarded, DOCUMENT_VERSION, Objection, PublicNotice, Time};

/// Working days in which one may object, where the scheme does not say.
const DAYS: &str = "5";

/// The model of a 公示.
pub(super) fn public_notice(facts: &Facts, findings: &mut Findings) -> PublicNotice {
    let (period, subject) = (super::period(facts), paper::subject(facts));
    let usual = Usual {
        title: format!("关于{period}|{subject}|{}的公示", paper::results_of(&subject)),
        ..Usual::default()
    };
    let objection = objection(facts);
    if objection.telephone.is_none() && objection.address.is_none() {
        let finding = Finding::new(faults::NO_WAY_TO_OBJECT, Place::file(facts.document.name.as_str()));
        findings.push(finding.with("document", facts.document.name.as_str()));
    }
    PublicNotice {
        version: DOCUMENT_VERSION,
        paper: paper::paper(facts, usual),
        units: groups::appraised(facts),
        groups: awarded(facts),
        table: listing::table(facts, vec![period, subject.clone(), format!("{}公示表", paper::results_of(&subject))]),
        words: paper::wording(facts, findings),
        time: Time {
            from: facts.own("from"),
            until: facts.own("until"),
            days: facts.given("days").unwrap_or_else(|| DAYS.into()),
        },
        objection,
    }
}

/// Where to object.
fn objection(facts: &Facts) -> Objection {
    Objection {
        contact: facts.given("contact").or_else(|| Some(facts.office()).filter(|office| !office.is_empty())),
        telephone: facts.given("telephone"),
        address: facts.given("address"),
    }
}

/// Prizes and tiers that somebody has who is meant.
pub(super) fn awarded(facts: &Facts) -> Vec<Awarded> {
    let standing = &facts.scheme.standing;
    let names = groups::names(facts);
    let of_group = |name: &String| {
        let units = super::meant_of(facts, name);
        let prizes = groups::awards(facts, &units, &standing.prize, &standing.prize_lines);
        let tiers = groups::awards(facts, &units, &standing.tier, &standing.tier_lines);
        let awards = prizes.into_iter().chain(tiers).filter(|award| !award.units.is_empty());
        Awarded { name: (names.len() > 1).then(|| name.clone()), awards: awards.collect() }
    };
    names.iter().map(of_group).filter(|group| !group.awards.is_empty()).collect()
}
