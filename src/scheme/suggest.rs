//! "Did you mean": the nearest of the names that could stand there.

use crate::formula::text::normal;

/// What messages get where there is nothing to suggest.
pub const NONE: &str = "none";

/// The name that was probably meant: one character differs, or at most a third of them, or one contains the other.
pub fn nearest<'n>(found: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let sought = normal(found);
    let length = sought.chars().count();
    let scored = names.into_iter().filter_map(|name| {
        let other = normal(name);
        let longest = length.max(other.chars().count());
        let distance = strsim::osa_distance(&sought, &other);
        let close = distance * 3 <= longest || (length > 1 && longest > 1 && distance == 1);
        let within = length > 1 && other.chars().count() > 1 && (other.contains(&sought) || sought.contains(&other));
        (close || within).then_some((distance, name))
    });
    // `min_by_key` takes the first of equals: the order of the names decides.
    scored.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// The argument `suggest` of a message.
pub fn argument<'n>(found: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    nearest(found, names).unwrap_or(NONE).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found() {
        assert_eq!(nearest("colums", ["from", "columns", "rows"]), Some("columns"));
        assert_eq!(nearest("指标完城", ["指标", "指标完成", "评议票"]), Some("指标完成"));
        assert_eq!(nearest("续下", ["可负", "续上"]), Some("续上"));
        assert_eq!(nearest("台账", ["评议票", "察访台账"]), Some("察访台账"));
    }

    #[test]
    fn what_is_far_is_not_suggested() {
        assert_eq!(nearest("zzz", ["from", "columns"]), None);
        assert_eq!(nearest("日", ["单位", "日期"]), None);
        assert_eq!(argument("zzz", ["from"]), "none");
    }

    #[test]
    fn the_first_of_equals_wins() {
        assert_eq!(nearest("甲组分", ["甲组得分", "甲组总分"]), Some("甲组得分"));
    }
}
