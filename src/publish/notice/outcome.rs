//! What the unit got, and how it stands against the group.

use crate::formula::ast::Unit;
use crate::results::figure::{printed, unit};
use crate::tables::{Kind, Value};

use super::Facts;
use super::model::{Before, Comparison, Outcome, Rank, Way};
use crate::publish::narrative::moves;
use crate::publish::print::{gap, places, score, statistic};

/// Score, place, tier, prize, pay and flags.
pub(super) fn outcome(facts: &Facts) -> Outcome {
    let (scheme, at) = (facts.scheme, facts.unit);
    let standing = &scheme.standing;
    let text = |values: &[Value]| match &values[at] {
        Value::Text(t) if !t.is_empty() => Some(t.to_string()),
        _ => None,
    };
    let money = Some(Kind::Number(Unit::Money));
    let pay = |value: &Value| format!("{}{}", printed(value, money, None, scheme.money), unit(money, scheme.money));
    Outcome {
        group: facts.field.several().then(|| scheme.units[at].group.to_string()),
        score: facts.score().map(|s| score(scheme, at, s)),
        reason: standing.unscored[at].clone(),
        rank: rank(facts),
        before: before(facts),
        tier: text(&standing.tier),
        prize: text(&standing.prize),
        pay: matches!(standing.pay[at], Value::Number(_)).then(|| pay(&standing.pay[at])),
        flags: standing.flags.iter().filter(|(_, v)| v[at] == Value::Bool(true)).map(|(n, _)| n.clone()).collect(),
    }
}

fn rank(facts: &Facts) -> Option<Rank> {
    let Value::Number(rank) = &facts.scheme.standing.rank[facts.unit] else { return None };
    let group = facts.group();
    let sharing = group.places.binary_search_by(|(r, _, _)| r.cmp(rank)).map_or(1, |i| group.places[i].2);
    Some(Rank {
        rank: rank.fixed(0),
        of: group.ranked.to_string(),
        units: (group.units > group.ranked).then(|| group.units.to_string()),
        tied: (sharing > 1).then(|| (sharing - 1).to_string()),
    })
}

/// The place in the last period, where its publication is at hand.
fn before(facts: &Facts) -> Option<Before> {
    let change = moves::change(facts.results, facts.scheme, facts.unit)?;
    Some(Before {
        period: moves::previous(facts.results)?,
        rank: change.before.to_string(),
        way: match change.rose().signum() {
            1 => Way::Up,
            -1 => Way::Down,
            _ => Way::Same,
        },
        by: change.rose().abs().to_string(),
    })
}

/// The group as statistics, where there is somebody to compare with.
pub(super) fn comparison(facts: &Facts) -> Option<Comparison> {
    let (scheme, at, group) = (facts.scheme, facts.unit, facts.group());
    let own = facts.score().filter(|_| facts.compared())?;
    let (mean, (best, worst)) = (group.mean.as_ref()?, group.ends.as_ref()?);
    Some(Comparison {
        units: group.scored.to_string(),
        mean: statistic(scheme, at, mean),
        best: score(scheme, at, best),
        from_mean: gap(scheme, own, mean, places(scheme, at).max(2)),
        from_best: gap(scheme, own, best, places(scheme, at)),
        all_equal: best == worst,
    })
}
