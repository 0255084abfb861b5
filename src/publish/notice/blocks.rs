//! The parts of the composite: the unit against full marks, against the group's mean and best.

use crate::number::{Exact, Rounding};

use super::Facts;
use super::field::{POINTS, RATES, Share, Statistics};
use super::model::{Bar, Block, Chart, Weak};
use crate::publish::print::{percent, points, signed, signed_fixed, signed_points};

/// As many bars fit in the picture.
const MOST_BARS: usize = 12;

/// The parts in the scheme's order.
pub(super) fn blocks(facts: &Facts) -> Vec<Block> {
    if facts.score().is_none() {
        return Vec::new();
    }
    let group = facts.group();
    facts.field.parts.iter().zip(&group.parts).map(|(share, field)| block(facts, share, field)).collect()
}

fn block(facts: &Facts, share: &Share, field: &Statistics) -> Block {
    let minus = share.part.minus;
    let taken = |n: &Exact| if minus { signed_fixed(&-n) } else { signed_fixed(n) };
    let own = share.of(facts.scheme, facts.unit);
    let full = own.as_ref().and_then(|(_, full)| full.clone()).filter(|_| !minus);
    let rate = share.rate(facts.scheme, facts.unit).filter(|_| !minus);
    let mean = field.mean.as_ref().filter(|_| facts.compared());
    let mean_rate = field.rate.as_ref().filter(|_| facts.compared() && !minus);
    // Differences of the figures as printed, so that who subtracts them finds the same.
    let against = |a: Option<&Exact>, b: Option<&Exact>, places: i32| {
        a.zip(b).map(|(a, b)| &a.round(places, Rounding::HalfUp) - b)
    };
    let gap = against(own.as_ref().map(|(p, _)| p), mean, POINTS).map(|g| if minus { -&g } else { g });
    Block {
        name: share.part.name.clone(),
        minus,
        score: own.as_ref().map_or_else(|| "—".into(), |(p, _)| taken(p)),
        full: full.map(|f| points(&f)),
        rate: rate.as_ref().map(percent),
        mean: mean.map(taken),
        mean_rate: mean_rate.map(percent),
        rate_gap: against(rate.as_ref(), mean_rate, RATES).map(|g| signed_points(&g)),
        gap: gap.map(|g| signed(&g)),
    }
}

/// The block with the lowest rate, where several have one, not all the same and not all in full.
pub(super) fn weakest(facts: &Facts) -> Option<Weak> {
    facts.score()?;
    let plus = facts.field.parts.iter().filter(|s| !s.part.minus);
    let rates: Vec<(Exact, &str)> =
        plus.filter_map(|s| Some((s.rate(facts.scheme, facts.unit)?, s.part.name.as_str()))).collect();
    let lowest = rates.iter().map(|(r, _)| r).min()?;
    let names: Vec<&str> = rates.iter().filter(|(r, _)| r == lowest).map(|(_, n)| *n).collect();
    let tells = names.len() < rates.len() && *lowest < Exact::ONE;
    tells.then(|| Weak { name: names.join("、"), rate: percent(lowest) })
}

/// The blocks drawn: the rates of those with full marks, else the points of all; none without a group.
pub(super) fn chart(facts: &Facts) -> Option<Chart> {
    if !facts.compared() {
        return None;
    }
    let plus: Vec<(&Share, &Statistics)> =
        facts.field.parts.iter().zip(&facts.group().parts).filter(|(s, _)| !s.part.minus).collect();
    let rated = |(share, field): (&Share, &Statistics)| {
        Some([share.rate(facts.scheme, facts.unit)?, field.rate.clone()?, field.best_rate.clone()?])
    };
    let pointed = |(share, field): (&Share, &Statistics)| {
        Some([share.of(facts.scheme, facts.unit)?.0, field.mean.clone()?, field.best.clone()?])
    };
    let rates: Vec<(&str, [Exact; 3])> = plus
        .iter()
        .filter_map(|d| Some((d.0.part.name.as_str(), rated(*d)?.map(|n| &n * &Exact::from(100)))))
        .collect();
    let (measure, unit, figures) = if rates.is_empty() {
        ("得分", "分", plus.iter().filter_map(|d| Some((d.0.part.name.as_str(), pointed(*d)?))).collect())
    } else {
        ("得分率", "%", rates)
    };
    let bars: Vec<Bar> = figures.iter().map(|(name, figures)| bar(name, figures)).collect();
    let fit = (1..=MOST_BARS).contains(&bars.len());
    fit.then(|| Chart { measure: measure.into(), unit: unit.into(), bars })
}

fn bar(name: &str, figures: &[Exact; 3]) -> Bar {
    // A bar cannot be shorter than nothing; the printed figure beside it says what it is.
    let [own, mean, best] = figures.each_ref().map(|n| if n.is_negative() { 0.0 } else { n.to_f64() });
    let [own_text, mean_text, best_text] = figures.each_ref().map(signed_fixed);
    Bar { name: name.to_owned(), own, mean, best, own_text, mean_text, best_text }
}
