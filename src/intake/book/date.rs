//! Serial numbers and ISO texts to calendar dates.

use crate::formula::ast::Date;
use crate::formula::day::of_days;
use crate::number::{Exact, Rounding};

/// Days from 0000-03-01 to 1899-12-31, the day before serial 1 of the 1900 system.
const BEFORE_1900: i64 = 693_900;
/// Days from 0000-03-01 to 1904-01-01, serial 0 of the 1904 system.
const SINCE_1904: i64 = 695_361;
/// The serial of 1900-02-29, a day that spreadsheets of the 1900 system count and that never was.
const NO_DAY: i64 = 60;
/// 9999-12-31 in the 1900 system: the last date that a spreadsheet shows.
const LAST: i64 = 2_958_465;
/// What the 1904 system counts less.
const LESS_IN_1904: i64 = 1_462;

/// The date of a serial number; its time of day is left out. None where a spreadsheet shows no date: a time
/// alone, a negative number, a day that never was, a year beyond 9999.
pub(super) fn of_serial(serial: &Exact, since_1904: bool) -> Option<Date> {
    let day = serial.round(0, Rounding::Floor).to_i64()?;
    if since_1904 {
        return (0..=LAST - LESS_IN_1904).contains(&day).then(|| of_days(SINCE_1904 + day));
    }
    match day {
        1..NO_DAY => Some(of_days(BEFORE_1900 + day)),
        _ if day > NO_DAY && day <= LAST => Some(of_days(BEFORE_1900 + day - 1)),
        _ => None,
    }
}

/// The date of an ISO text, `2025-03-01` or `2025-03-01T08:30:00`.
pub(super) fn of_iso(text: &str) -> Option<Date> {
    let day = text.trim_ascii().split(['T', ' ']).next()?;
    let mut parts = day.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || ![year, month, day].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    ((1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day)).then_some(Date { year, month, day })
}

fn days_of(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serial(text: &str, since_1904: bool) -> Option<(i32, u8, u8)> {
        of_serial(&Exact::parse(text).unwrap(), since_1904).map(|d| (d.year, d.month, d.day))
    }

    #[test]
    fn serials_count_from_1900_with_the_day_that_never_was() {
        assert_eq!(serial("1", false), Some((1900, 1, 1)));
        assert_eq!(serial("59", false), Some((1900, 2, 28)));
        assert_eq!(serial("60", false), None);
        assert_eq!(serial("61", false), Some((1900, 3, 1)));
        assert_eq!(serial("45717", false), Some((2025, 3, 1)));
        assert_eq!(serial("45717.75", false), Some((2025, 3, 1)));
        assert_eq!(serial("2958465", false), Some((9999, 12, 31)));
        assert_eq!(serial("2958466", false), None);
    }

    #[test]
    fn serials_count_from_1904_where_the_workbook_says_so() {
        assert_eq!(serial("0", true), Some((1904, 1, 1)));
        assert_eq!(serial("44255", true), Some((2025, 3, 1)));
        assert_eq!(serial("2957003", true), Some((9999, 12, 31)));
        assert_eq!(serial("2957004", true), None);
    }

    #[test]
    fn a_time_alone_is_no_date() {
        assert_eq!(serial("0.5", false), None);
        assert_eq!(serial("-3", false), None);
        assert_eq!(serial("-3", true), None);
    }

    #[test]
    fn iso_texts_are_dates_of_the_calendar() {
        assert_eq!(of_iso("2024-02-29"), Some(Date { year: 2024, month: 2, day: 29 }));
        assert_eq!(of_iso("2025-03-01T08:30:00"), Some(Date { year: 2025, month: 3, day: 1 }));
        for text in ["2025-02-29", "2025-13-01", "2025-00-10", "2025-3", "25-03-01", "", "2025.3.1", "2025-+3-01"] {
            assert_eq!(of_iso(text), None, "{text}");
        }
    }
}
