//! The Gregorian calendar, as far as periods and dates need it.

use crate::formula::ast::Date;

/// Has the year a 29 February?
pub fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month has; `month` from 1 to 12.
pub fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The date, if there is such a day.
pub fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    let real = (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month);
    (real && year >= 1).then_some(Date { year, month, day })
}

/// Days since 1 January of the year 1, which is day 0.
pub fn day_number(date: Date) -> i64 {
    let past = i64::from(date.year) - 1;
    let months: i64 = (1..date.month).map(|m| i64::from(days_in_month(date.year, m))).sum();
    past * 365 + past / 4 - past / 100 + past / 400 + months + i64::from(date.day) - 1
}

/// How many days lie from one date to the other, however they are ordered.
pub fn days_between(one: Date, other: Date) -> u32 {
    u32::try_from((day_number(one) - day_number(other)).abs())
        .expect("years of a few digits are at most some million days apart")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, month: u8, day: u8) -> Date {
        Date { year, month, day }
    }

    #[test]
    fn leap_years_follow_the_centuries() {
        assert!(is_leap(2024) && is_leap(2000));
        assert!(!is_leap(1900) && !is_leap(2023));
        assert_eq!(days_in_month(2024, 2), 29);
        assert_eq!(days_in_month(2100, 2), 28);
        assert_eq!(days_in_month(2025, 11), 30);
    }

    #[test]
    fn there_is_no_30_february() {
        assert_eq!(date(2024, 2, 29), Some(on(2024, 2, 29)));
        assert_eq!(date(2023, 2, 29), None);
        assert_eq!(date(2023, 13, 1), None);
        assert_eq!(date(2023, 4, 0), None);
    }

    #[test]
    fn days_are_counted_over_years() {
        // 1970-01-01 is day 719162 counted from 0001-01-01, and 45000 days after 1899-12-30 is 2023-03-15.
        assert_eq!(day_number(on(1, 1, 1)), 0);
        assert_eq!(day_number(on(1970, 1, 1)), 719_162);
        assert_eq!(days_between(on(1899, 12, 30), on(2023, 3, 15)), 45_000);
        assert_eq!(days_between(on(2024, 3, 1), on(2024, 2, 28)), 2);
    }
}
