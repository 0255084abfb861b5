//! Figures as documents print them.

use crate::formula::ast::Unit;
use crate::number::{Exact, Rounding};
use crate::results::figure::{Format, in_print, iso, official, unit};
use crate::results::{Results, Scheme};
use crate::tables::{Kind, Value};

use super::notice::model::{Gap, Side};

/// A minus as printed.
fn minus(text: &str) -> String {
    text.replace('-', "−")
}

/// Points without trailing zeros.
pub(super) fn points(value: &Exact) -> String {
    minus(&value.trimmed(4))
}

/// Points with two places.
pub(super) fn signed_fixed(value: &Exact) -> String {
    minus(&value.fixed(2))
}

/// A share with its sign: 92.55%.
pub(super) fn percent(rate: &Exact) -> String {
    format!("{}%", minus(&hundred(rate).fixed(2)))
}

/// A difference of shares in percentage points, without sign.
pub(super) fn percentage_points(gap: &Exact) -> String {
    hundred(&gap.abs()).fixed(2)
}

/// A difference with its sign: +1.25, −0.40, 0.00.
pub(super) fn signed(gap: &Exact) -> String {
    let text = gap.fixed(2);
    if text.chars().all(|c| matches!(c, '0' | '.' | '-')) {
        return text.trim_start_matches('-').to_owned();
    }
    if gap.is_negative() { minus(&text) } else { format!("+{text}") }
}

/// A difference of shares with its sign, in percentage points.
pub(super) fn signed_points(gap: &Exact) -> String {
    signed(&hundred(gap))
}

/// Does a difference of shares vanish in print?
pub(super) fn zero_in_print(gap: &Exact) -> bool {
    signed_points(gap) == "0.00"
}

fn hundred(rate: &Exact) -> Exact {
    rate * &Exact::from(100)
}

/// A raw figure with all its digits, as read; a sign instead of what is not there.
pub(super) fn figure(results: &Results, scheme: &Scheme, value: &Value, kind: Kind) -> String {
    match value {
        Value::Number(n) => {
            let shown = in_print(n, Some(kind), Format::default(), scheme.money);
            let sign = if unit(Some(kind), scheme.money) == "%" { "%" } else { "" };
            format!("{}{sign}", minus(&shown.trimmed(6)))
        }
        other => word(results, other, kind),
    }
}

/// A value that is no number.
pub(super) fn word(results: &Results, value: &Value, kind: Kind) -> String {
    match (value, kind) {
        (Value::Entry(entry), Kind::Entry(table)) => {
            results.tables.list[table].titles.get(*entry as usize).map(ToString::to_string).unwrap_or_default()
        }
        (Value::Text(text), _) => text.to_string(),
        (Value::Bool(yes), _) => if *yes { "是" } else { "否" }.to_owned(),
        (Value::Date(date), Kind::Date) => official(*date),
        (Value::Date(date), _) => iso(*date),
        (Value::NotApplicable, _) => "—".to_owned(),
        _ => "缺".to_owned(),
    }
}

/// A score in print.
pub(super) fn in_scores(scheme: &Scheme, score: &Exact) -> Exact {
    in_print(score, scheme.standing.score_kind, Format::default(), scheme.money)
}

/// Places of a unit's score.
pub(super) fn places(scheme: &Scheme, unit: usize) -> u32 {
    u32::try_from(scheme.standing.places[unit]).unwrap_or(0)
}

/// A score as printed, without its unit.
pub(super) fn score(scheme: &Scheme, unit: usize, score: &Exact) -> String {
    minus(&in_scores(scheme, score).fixed(places(scheme, unit)))
}

/// A statistic of scores: at least two places.
pub(super) fn statistic(scheme: &Scheme, unit: usize, score: &Exact) -> String {
    minus(&in_scores(scheme, score).fixed(places(scheme, unit).max(2)))
}

/// Points of a part of the score, with two places, in the unit of the score.
pub(super) fn part(scheme: &Scheme, points: &Exact) -> String {
    minus(&in_scores(scheme, points).fixed(2))
}

/// How far a score is from another figure, both as printed to so many places.
pub(super) fn gap(scheme: &Scheme, score: &Exact, from: &Exact, places: u32) -> Gap {
    let at = i32::try_from(places).unwrap_or(i32::MAX);
    let printed = |n: &Exact| in_scores(scheme, n).round(at, Rounding::HalfUp);
    let difference = &printed(score) - &printed(from);
    let by = difference.abs().fixed(places);
    let side = match () {
        () if by.chars().all(|c| matches!(c, '0' | '.')) => Side::Level,
        () if difference.is_negative() => Side::Below,
        () => Side::Above,
    };
    Gap { side, by }
}

/// The unit behind a score, and behind a difference between two; a bare number of which less is better is an index,
/// not points.
pub(super) fn units(scheme: &Scheme) -> (&'static str, &'static str) {
    let standing = &scheme.standing;
    let bare = standing.score_kind == Some(Kind::Number(Unit::Bare));
    match unit(standing.score_kind, scheme.money) {
        "" if bare && standing.lower_is_better => ("", ""),
        "" => ("分", "分"),
        "%" => ("%", "个百分点"),
        money => (money, money),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    #[test]
    fn differences_carry_their_sign_and_nought_has_none() {
        assert_eq!(signed(&exact("1.25")), "+1.25");
        assert_eq!(signed(&exact("-0.4")), "−0.40");
        assert_eq!(signed(&exact("-0.004")), "0.00");
        assert_eq!(signed_points(&exact("0.0125")), "+1.25");
        assert_eq!(percent(&exact("-0.5")), "−50.00%");
    }

    #[test]
    fn points_are_printed_without_needless_noughts() {
        assert_eq!((points(&exact("20.0")).as_str(), points(&exact("2.50")).as_str()), ("20", "2.5"));
        assert_eq!(signed_fixed(&exact("-3")), "−3.00");
    }
}
