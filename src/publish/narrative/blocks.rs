//! Blocks of the composite, the weakest of them, and what was deducted.

use crate::formula::ast::Unit;
use crate::number::Exact;
use crate::publish::pdf::model::{Block, Ledger, LedgerKind, Place, Source, WeakIndicator, Weakest};
use crate::publish::print;
use crate::results::Scheme;
use crate::tables::{Kind, Value};

use super::parts::{Part, sources};
use super::{Facts, groups};

/// As many indicators are named as weak.
const WEAK_NAMED: usize = 3;

fn scored(scheme: &Scheme) -> Vec<usize> {
    (0..scheme.units.len()).filter(|u| matches!(scheme.standing.score[*u], Value::Number(_))).collect()
}

fn count(n: usize) -> Exact {
    Exact::from(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Σ of a part over units, and how many have it.
fn total(facts: &Facts, part: &Part, units: &[usize]) -> (Exact, usize) {
    let points: Vec<Exact> = units.iter().filter_map(|u| part.points(facts.scheme, *u)).collect();
    let n = points.len();
    (points.iter().fold(Exact::ZERO, |sum, n| &sum + n), n)
}

/// Mean share of full points, where every unit that has the part has full points for it.
fn rate(facts: &Facts, part: &Part, units: &[usize]) -> Option<Exact> {
    let (mut got, mut full) = (Exact::ZERO, Exact::ZERO);
    for unit in units {
        let Some(points) = part.points(facts.scheme, *unit) else { continue };
        got = &got + &points;
        full = &full + &part.full(facts.scheme, *unit)?;
    }
    got.checked_div(&full)
}

fn percent(rate: &Exact) -> String {
    format!("{}%", (rate * &Exact::from(100)).fixed(2))
}

/// Blocks that add to the composite.
pub fn blocks(facts: &Facts) -> Vec<Block> {
    let units = scored(facts.scheme);
    let plus: Vec<&Part> = facts.parts.iter().filter(|p| !p.minus).collect();
    plus.iter()
        .filter_map(|part| {
            let (sum, n) = total(facts, part, &units);
            let mean = sum.checked_div(&count(n))?;
            Some(Block {
                name: part.name.clone(),
                mean: print::part(facts.scheme, &mean),
                rate: rate(facts, part, &units).map(|r| percent(&r)),
                // What all have alike, or one alone has, is nobody's best.
                best: most(facts, part, &units).filter(|best| best.units.len() < n),
            })
        })
        .collect()
}

/// Who has most of a part, all who share it.
fn most(facts: &Facts, part: &Part, units: &[usize]) -> Option<Place> {
    let points: Vec<(usize, Exact)> = units.iter().filter_map(|u| Some((*u, part.points(facts.scheme, *u)?))).collect();
    let best = points.iter().map(|(_, p)| p).max()?.clone();
    let names =
        points.iter().filter(|(_, p)| *p == best).map(|(u, _)| facts.scheme.units[*u].name.to_string()).collect();
    Some(Place { units: names, score: print::part(facts.scheme, &best) })
}

/// The block with the lowest rate, where every block has one and they are not all equal.
pub fn weakest(facts: &Facts) -> Option<Weakest> {
    let units = scored(facts.scheme);
    let rates: Option<Vec<(String, Exact)>> =
        facts.parts.iter().filter(|p| !p.minus).map(|p| rate(facts, p, &units).map(|r| (p.name.clone(), r))).collect();
    let rates = rates?;
    let lowest = rates.iter().map(|(_, r)| r).min()?.clone();
    let names: Vec<String> = rates.iter().filter(|(_, r)| *r == lowest).map(|(n, _)| n.clone()).collect();
    (names.len() < rates.len()).then(|| Weakest { names, rate: percent(&lowest) })
}

/// Members of families with full marks that are no blocks themselves, lowest mean rate first.
pub fn weak_indicators(facts: &Facts) -> Vec<WeakIndicator> {
    let units = scored(facts.scheme);
    let mut found: Vec<(Exact, String)> = Vec::new();
    for (index, rule) in facts.scheme.rules.iter().enumerate() {
        let is_block = facts.parts.iter().any(|p| p.rule == index);
        let [axis] = rule.axes[..] else { continue };
        if is_block || rule.full.is_none() {
            continue;
        }
        for (member, (_, entries)) in rule.members.iter().enumerate() {
            let name = facts.results.tables.list[axis].titles[entries[0] as usize].to_string();
            let part = Part { rule: index, member, factor: Exact::ONE, minus: false, name };
            if let Some(rate) = rate(facts, &part, &units) {
                found.push((rate, part.name));
            }
        }
    }
    found.sort();
    let full = |rate: &Exact| *rate >= Exact::ONE;
    let named = found.into_iter().filter(|(r, _)| !full(r)).take(WEAK_NAMED);
    named.map(|(rate, name)| WeakIndicator { name, rate: percent(&rate) }).collect()
}

/// Parts that are taken away, with their sources.
pub fn ledgers(facts: &Facts) -> Vec<Ledger> {
    let units = scored(facts.scheme);
    let points = |p: &&Part| matches!(facts.scheme.rules[p.rule].kind, Some(Kind::Number(Unit::Points | Unit::Bare)));
    facts.parts.iter().filter(|p| p.minus).filter(points).map(|part| ledger(facts, part, &units)).collect()
}

fn ledger(facts: &Facts, part: &Part, units: &[usize]) -> Ledger {
    let (sum, _) = total(facts, part, units);
    let touched = units.iter().filter(|u| part.points(facts.scheme, **u).is_some_and(|p| !p.is_zero())).count();
    let parts = sources(facts.results, facts.scheme, part.rule);
    let mut listed: Vec<(Exact, Source)> = parts
        .iter()
        .filter_map(|source| {
            let (sum, _) = total(facts, source, units);
            let shown = groups::points(&sum);
            (!sum.is_zero()).then(|| (sum, Source { name: source.name.clone(), total: shown }))
        })
        .collect();
    // Most first; equals stay in the scheme's order.
    listed.sort_by(|a, b| b.0.cmp(&a.0));
    Ledger {
        name: part.name.trim_end_matches("扣分").trim_end_matches("减分").to_owned(),
        kind: LedgerKind::Deduction,
        units: touched.to_string(),
        total: groups::points(&sum),
        most: if touched == 0 {
            None
        } else {
            most(facts, part, units).map(|mut place| {
                place.score = place.score.trim_end_matches('0').trim_end_matches('.').to_owned();
                place
            })
        },
        sources: listed.into_iter().map(|(_, s)| s).collect(),
        clear: Vec::new(),
    }
}
