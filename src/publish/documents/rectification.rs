//! The facts of a 整改通知: what a unit did not reach, what it lost points by, and by when it is to be mended.

use crate::finding::Findings;
use crate::number::Exact;
use crate::publish::narrative::Facts;
use crate::publish::notice::{self, Field};
use crate::publish::paper::{self, Usual};
use crate::publish::print;

use super::model::{DOCUMENT_VERSION, Failed, Lag, Rectification};

/// The model of a unit's 整改通知.
pub(super) fn rectification(facts: &Facts, unit: usize, field: &Field, findings: &mut Findings) -> Rectification {
    let name = facts.scheme.units[unit].name.to_string();
    let below = facts.own("below");
    let bound = below.as_deref().and_then(share).unwrap_or(Exact::ONE);
    let (period, subject) = (super::period(facts), paper::subject(facts));
    let usual =
        Usual {
            title: format!("{period}|{subject}|整改通知书"), head: None, to: Some(name.clone()), printed: true
        };
    let own = notice::own_facts(facts.results, facts.scheme, unit, field);
    let (rated, failed) = (!own.rates.is_empty(), failed(own.rates, &bound));
    let behind = if failed.is_empty() { own.blocks.into_iter().filter_map(behind).collect() } else { Vec::new() };
    Rectification {
        version: DOCUMENT_VERSION,
        paper: paper::paper(facts, usual),
        words: paper::wording(facts, findings),
        unit: name,
        result: own.outcome,
        bound: below,
        rated,
        failed,
        behind,
        accounts: own.deductions,
        until: facts.own("until"),
        days: facts.own("days"),
        contact: facts.given("contact").or_else(|| Some(facts.office()).filter(|office| !office.is_empty())),
        telephone: facts.given("telephone"),
    }
}

/// `60%` as a share.
fn share(text: &str) -> Option<Exact> {
    Exact::parse(text.strip_suffix('%')?)?.checked_div(&Exact::from(100))
}

/// What lies below the bound, lowest first; equals stay in the scheme's order.
fn failed(rates: Vec<notice::Rate>, bound: &Exact) -> Vec<Failed> {
    let mut below: Vec<notice::Rate> = rates.into_iter().filter(|rate| rate.rate < *bound).collect();
    below.sort_by(|a, b| a.rate.cmp(&b.rate));
    let printed = |rate: notice::Rate| Failed {
        full: print::points(&rate.full),
        score: print::signed_fixed(&rate.score),
        rate: print::percent(&rate.rate),
        name: rate.name,
    };
    below.into_iter().map(printed).collect()
}

/// A part of the score that lies below the group's mean.
fn behind(block: notice::model::Block) -> Option<Lag> {
    let gap = block.gap.filter(|gap| gap.starts_with('−'))?;
    Some(Lag { name: block.name, score: block.score, mean: block.mean?, gap })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(name: &str, score: &str, full: &str) -> notice::Rate {
        let (score, full) = (Exact::parse(score).unwrap(), Exact::parse(full).unwrap());
        notice::Rate { name: name.into(), rate: score.checked_div(&full).unwrap(), score, full }
    }

    #[test]
    fn what_is_below_the_bound_failed_and_what_just_reaches_it_did_not() {
        let rates =
            || vec![rate("甲", "12", "20"), rate("乙", "11.99", "20"), rate("丙", "3", "10"), rate("丁", "10", "10")];
        let names = |bound: &str| -> Vec<String> {
            failed(rates(), &share(bound).unwrap()).into_iter().map(|f| f.name).collect()
        };
        assert_eq!(names("60%"), ["丙", "乙"]);
        assert_eq!(names("100%"), ["丙", "乙", "甲"]);
        assert_eq!(names("30%"), [""; 0]);
        let first = failed(rates(), &Exact::ONE).remove(0);
        assert_eq!((first.full.as_str(), first.score.as_str(), first.rate.as_str()), ("10", "3.00", "30.00%"));
    }
}
