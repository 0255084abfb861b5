//! What a notice says of the group: statistics over all units, computed once for the scheme.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::finding::Findings;
use crate::number::{Exact, Rounding};
use crate::publish::narrative::parts::{Part, parts, sources};
use crate::publish::narrative::{Facts, words};
use crate::publish::paper::{self, Paper, Usual, Words};
use crate::results::{Document, DocumentKind, Results, Scheme};
use crate::tables::Value;

use super::families::{Family, families};

/// Places of points in print.
pub(super) const POINTS: i32 = 2;
/// Places of a share that is printed as a percentage with two.
pub(super) const RATES: i32 = 4;
/// Scores end, and their mean is a quotient by the number of units: so many places tell it from every other.
const MEAN_PLACES: i32 = 40;

/// What a notice says as the scheme's other documents do, where it has no words of its own.
const WORDS: [&str; 5] = ["appraisal", "subject", "basis", "noun", "measure"];

/// What depends on all units of a scheme.
#[derive(Debug)]
pub struct Field {
    /// The scheme's own texts for the notice; empty where it has none.
    pub(super) document: Document,
    /// What stands around the text of each.
    pub(super) paper: Paper,
    /// How each speaks of the appraisal.
    pub(super) words: Words,
    /// What the composite is made of.
    pub(super) parts: Vec<Share>,
    /// Families with full marks that are no parts of the composite.
    pub(super) families: Vec<Family>,
    groups: BTreeMap<Arc<str>, Group>,
}

/// A part of the composite and what its full marks are made of.
#[derive(Debug)]
pub(super) struct Share {
    pub part: Part,
    /// Parts that the rule adds up, where it has no full marks of its own but they all have.
    whole: Vec<Part>,
}

/// Statistics of a group.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Its units.
    pub units: usize,
    /// Those with a score.
    pub scored: usize,
    /// Those with a place.
    pub ranked: usize,
    /// Mean score, to more places than any quotient by a number of units can be mistaken in.
    pub mean: Option<Exact>,
    /// Best and worst score.
    pub ends: Option<(Exact, Exact)>,
    /// Each place with the least good score there and how many share it, best first.
    pub places: Vec<(Exact, Exact, usize)>,
    /// By part.
    pub parts: Vec<Statistics>,
    /// Mean rate by family and member.
    pub rates: Vec<Vec<Option<Exact>>>,
}

/// A part over a group, each figure rounded once, to the places in which it is printed: what a notice computes from
/// it then costs the same however many units there are, and a difference is that of the figures beside it.
#[derive(Debug, Default)]
pub(super) struct Statistics {
    pub mean: Option<Exact>,
    pub rate: Option<Exact>,
    pub best: Option<Exact>,
    pub best_rate: Option<Exact>,
}

impl Share {
    /// Points and full points of a unit; no full points where none are declared.
    pub fn of(&self, scheme: &Scheme, unit: usize) -> Option<(Exact, Option<Exact>)> {
        let points = self.part.points(scheme, unit)?;
        if let Some(full) = self.part.full(scheme, unit) {
            return Some((points, Some(full)));
        }
        let applies = |p: &&Part| p.points(scheme, unit).is_some();
        let whole: Option<Vec<Exact>> = self.whole.iter().filter(applies).map(|p| p.full(scheme, unit)).collect();
        let sum = whole.filter(|w| !w.is_empty()).map(|w| w.iter().fold(Exact::ZERO, |sum, n| &sum + n));
        Some((points, sum.map(|s| &s * &self.part.factor)))
    }

    /// Its share of full points.
    pub fn rate(&self, scheme: &Scheme, unit: usize) -> Option<Exact> {
        let (points, full) = self.of(scheme, unit)?;
        points.checked_div(&full?)
    }
}

/// What depends on all units of a scheme, for the notices of all of them.
pub fn field(results: &Results, scheme: &Scheme, findings: &mut Findings) -> Field {
    let parts: Vec<Share> = parts(results, scheme).into_iter().map(|part| share(results, scheme, part)).collect();
    let families = families(results, scheme, &parts);
    let mut members: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
    for (position, unit) in scheme.units.iter().enumerate() {
        members.entry(unit.group.clone()).or_default().push(position);
    }
    let groups = members.into_iter().map(|(name, units)| (name, group(scheme, &parts, &families, &units))).collect();
    let document = document(scheme);
    let (paper, words) = around(results, scheme, &document, findings);
    Field { document, paper, words, parts, families, groups }
}

/// The scheme's document for the notices. What it does not say of the appraisal is said as in the others; only what
/// units are called is not taken from a pay sheet, where it heads the column of names.
fn document(scheme: &Scheme) -> Document {
    let own = scheme.documents.iter().find(|document| document.kind == DocumentKind::Feedback);
    let mut document = own.cloned().unwrap_or_else(|| Document::of(DocumentKind::Feedback));
    for key in WORDS {
        if told(&document, scheme, key).is_some() {
            continue;
        }
        let speaks = |other: &&Document| key != "noun" || other.kind != DocumentKind::PaySheet;
        let text = scheme.documents.iter().filter(speaks).find_map(|other| told(other, scheme, key));
        document.other.extend(text.map(|text| (key.to_owned(), text)));
    }
    document
}

/// A text that a document or `[issue]` gives under that key.
pub(super) fn told(document: &Document, scheme: &Scheme, key: &str) -> Option<String> {
    let mut texts = document.other.iter().chain(&scheme.issue.other);
    texts.find(|(known, _)| known == key).map(|(_, text)| text.clone())
}

/// What stands around the text of a notice, and how it speaks.
fn around(results: &Results, scheme: &Scheme, document: &Document, findings: &mut Findings) -> (Paper, Words) {
    let facts = Facts { results, scheme, document, parts: Vec::new() };
    let subject = paper::subject(&facts);
    let result = paper::results_of(&subject);
    // A notice to one unit has no 版记 but where the scheme gives this document one.
    let printed = !document.copy.is_empty() || document.other.iter().any(|(key, _)| key == "printer");
    let title = format!("{}|{subject}{result}|反馈通知书", words::period(results));
    let paper = paper::paper(&facts, Usual { title, head: None, to: None, printed });
    (paper, paper::wording(&facts, findings))
}

impl Field {
    /// The group of a unit.
    pub(super) fn group(&self, scheme: &Scheme, unit: usize) -> &Group {
        &self.groups[&scheme.units[unit].group]
    }
    /// Are there several groups?
    pub(super) fn several(&self) -> bool {
        self.groups.len() > 1
    }
}

fn share(results: &Results, scheme: &Scheme, part: Part) -> Share {
    let whole = sources(results, scheme, part.rule);
    let full = |p: &Part| !p.minus && scheme.rules[p.rule].full.is_some();
    let fit = scheme.rules[part.rule].axes.is_empty() && whole.iter().all(full);
    Share { whole: if fit { whole } else { Vec::new() }, part }
}

fn number(value: &Value) -> Option<&Exact> {
    match value {
        Value::Number(n) => Some(n),
        _ => None,
    }
}

fn count(n: usize) -> Exact {
    Exact::from(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The sum by halves: fractions of many denominators grow slowly that way.
fn sum(numbers: &[Exact]) -> Exact {
    match numbers {
        [] => Exact::ZERO,
        [one] => one.clone(),
        many => {
            let (a, b) = many.split_at(many.len() / 2);
            &sum(a) + &sum(b)
        }
    }
}

fn rounded(number: Option<Exact>, places: i32) -> Option<Exact> {
    number.map(|n| n.round(places, Rounding::HalfUp))
}

fn group(scheme: &Scheme, parts: &[Share], families: &[Family], units: &[usize]) -> Group {
    let standing = &scheme.standing;
    let scored: Vec<usize> = units.iter().copied().filter(|u| number(&standing.score[*u]).is_some()).collect();
    let scores: Vec<&Exact> = scored.iter().filter_map(|u| number(&standing.score[*u])).collect();
    let lowest = scores.iter().min().map(|n| (*n).clone());
    let highest = scores.iter().max().map(|n| (*n).clone());
    let all: Vec<Exact> = scores.into_iter().cloned().collect();
    let (best, worst) = if standing.lower_is_better { (lowest, highest) } else { (highest, lowest) };
    let places = places(scheme, units);
    Group {
        units: units.len(),
        scored: scored.len(),
        ranked: places.iter().map(|(_, _, n)| n).sum(),
        mean: rounded(sum(&all).checked_div(&count(all.len())), MEAN_PLACES),
        ends: best.zip(worst),
        places,
        parts: parts.iter().map(|part| statistics(scheme, part, &scored)).collect(),
        rates: families.iter().map(|f| mean_rates(scheme, f, &scored)).collect(),
    }
}

fn places(scheme: &Scheme, units: &[usize]) -> Vec<(Exact, Exact, usize)> {
    let standing = &scheme.standing;
    let mut found: HashMap<&Exact, (&Exact, usize)> = HashMap::new();
    let mut ranks: Vec<&Exact> = Vec::new();
    for unit in units {
        let Some((rank, score)) = number(&standing.rank[*unit]).zip(number(&standing.score[*unit])) else { continue };
        let (worst, count) = found.entry(rank).or_insert_with(|| {
            ranks.push(rank);
            (score, 0)
        });
        *count += 1;
        *worst = if standing.lower_is_better { score.max(worst) } else { score.min(worst) };
    }
    ranks.sort();
    ranks.into_iter().map(|rank| (rank.clone(), found[rank].0.clone(), found[rank].1)).collect()
}

fn statistics(scheme: &Scheme, share: &Share, units: &[usize]) -> Statistics {
    let points: Vec<(Exact, Option<Exact>)> = units.iter().filter_map(|u| share.of(scheme, *u)).collect();
    let got = sum(&points.iter().map(|(p, _)| p.clone()).collect::<Vec<_>>());
    let full: Option<Vec<Exact>> = points.iter().map(|(_, f)| f.clone()).collect();
    let rates = units.iter().filter_map(|u| share.rate(scheme, *u));
    let lower = scheme.standing.lower_is_better;
    Statistics {
        mean: rounded(got.checked_div(&count(points.len())), POINTS),
        rate: rounded(full.and_then(|f| got.checked_div(&sum(&f))), RATES),
        best: rounded(best(points.iter().map(|(p, _)| p.clone()), lower), POINTS),
        best_rate: rounded(best(rates, lower), RATES),
    }
}

fn best(numbers: impl Iterator<Item = Exact>, lower: bool) -> Option<Exact> {
    if lower { numbers.min() } else { numbers.max() }
}

fn mean_rates(scheme: &Scheme, family: &Family, units: &[usize]) -> Vec<Option<Exact>> {
    let rule = &scheme.rules[family.rule];
    let rate = |member: usize| {
        let (mut got, mut full) = (Vec::new(), Vec::new());
        for unit in units {
            let Value::Number(points) = rule.value(*unit, member) else { continue };
            got.push(points.clone());
            full.push(number(rule.full(*unit, member)?)?.clone());
        }
        rounded(sum(&got).checked_div(&sum(&full)), RATES)
    };
    (0..rule.members.len()).map(rate).collect()
}
