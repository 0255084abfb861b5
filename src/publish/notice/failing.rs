//! What a unit did not reach: the facts of a notice that tell it to mend something.

use crate::number::Exact;
use crate::results::{Results, Scheme};

use super::model::{Account, AccountKind, Block, Outcome};
use super::{Facts, Field, accounts, blocks, families, outcome};

/// A unit's own facts for such a notice.
#[derive(Debug)]
pub struct OwnFacts {
    /// What it got.
    pub outcome: Outcome,
    /// Its indicators with full marks, or the parts of the score where there are none.
    pub rates: Vec<Rate>,
    /// The parts of its score against the group's mean.
    pub blocks: Vec<Block>,
    /// Ledgers by which it lost points.
    pub deductions: Vec<Account>,
}

/// Points against full points.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// Of what.
    pub name: String,
    /// Points.
    pub score: Exact,
    /// Full points.
    pub full: Exact,
    /// The quotient.
    pub rate: Exact,
}

/// The facts of a unit.
pub fn own_facts(results: &Results, scheme: &Scheme, unit: usize, field: &Field) -> OwnFacts {
    let facts = Facts { results, scheme, field, unit };
    let deductions = accounts::accounts(&facts).into_iter();
    let rates = families::own_rates(&facts);
    OwnFacts {
        outcome: outcome::outcome(&facts),
        blocks: blocks::blocks(&facts),
        rates: if rates.is_empty() { of_parts(&facts) } else { rates },
        deductions: deductions.filter(|a| a.kind == AccountKind::Deduction && !a.entries.is_empty()).collect(),
    }
}

/// The parts of the score that have full marks.
fn of_parts(facts: &Facts) -> Vec<Rate> {
    let parts = facts.field.parts.iter().filter(|share| !share.part.minus);
    let rate = |share: &super::field::Share| {
        let (score, full) = share.of(facts.scheme, facts.unit)?;
        let full = full?;
        Some(Rate { name: share.part.name.clone(), rate: score.checked_div(&full)?, score, full })
    };
    parts.filter_map(rate).collect()
}
