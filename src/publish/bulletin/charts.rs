//! The drawn comparison: numbers for drawing only, each with its printed text beside it.

use crate::number::Exact;
use crate::publish::pdf::model::{Bar, Chart, Difference};
use crate::publish::print;
use crate::tables::Value;

use crate::publish::narrative::{Facts, groups};

/// More bars than these are page after page that nobody reads; a distribution stands for them.
const BARS: usize = 60;

/// A chart per group of two units or more, but not of very many; none where the composite has no parts to stack.
pub(super) fn charts(facts: &Facts) -> Vec<Chart> {
    groups::apart(facts)
        .into_iter()
        .filter(|(_, units)| (2..=BARS).contains(&units.len()) && !facts.parts.is_empty())
        .map(|(group, units)| chart(facts, group, &units))
        .collect()
}

fn chart(facts: &Facts, group: Option<String>, units: &[usize]) -> Chart {
    let score = |p: usize| match &facts.scheme.standing.score[p] {
        Value::Number(n) => n.clone(),
        _ => Exact::ZERO,
    };
    let scores: Vec<Exact> = units.iter().map(|p| score(*p)).collect();
    let mean = groups::mean(&scores);
    let taken: Vec<&str> = facts.parts.iter().filter(|p| p.minus).map(|p| p.name.as_str()).collect();
    Chart {
        group,
        blocks: facts.parts.iter().filter(|p| !p.minus).map(|p| p.name.clone()).collect(),
        minus_name: taken.join("、"),
        mean: mean.as_ref().zip(units.first()).map(|(m, u)| print::statistic(facts.scheme, *u, m)),
        bars: units.iter().map(|p| bar(facts, *p, &score(*p), mean.as_ref())).collect(),
    }
}

fn bar(facts: &Facts, position: usize, score: &Exact, mean: Option<&Exact>) -> Bar {
    let drawn = |minus: bool| -> Vec<Exact> {
        let parts = facts.parts.iter().filter(|p| p.minus == minus);
        parts.map(|p| p.points(facts.scheme, position).unwrap_or(Exact::ZERO)).collect()
    };
    // A bar cannot be shorter than nothing; the printed figure beside it says what it is.
    let visible = |n: &Exact| if n.is_negative() { 0.0 } else { n.to_f64() };
    Bar {
        unit: facts.scheme.units[position].name.to_string(),
        score: groups::score(facts, position),
        parts: drawn(false).iter().map(visible).collect(),
        minus: visible(&drawn(true).iter().fold(Exact::ZERO, |sum, n| &sum + n)),
        difference: mean.map(|m| {
            let difference = score - m;
            let text = difference.fixed(2);
            let text = if difference.is_negative() { text.replace('-', "−") } else { format!("+{text}") };
            Difference { value: difference.to_f64(), text }
        }),
    }
}
