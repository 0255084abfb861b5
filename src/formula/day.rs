//! Days counted on, and back to dates.

use super::ast::Date;

/// The date of a count of days from 0000-03-01: years of the calendar that begin in March, so that the leap
/// day is the last of its year.
pub fn of_days(days: i64) -> Date {
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let (month, carry) = if march_month < 10 { (march_month + 3, 0) } else { (march_month - 9, 1) };
    let year = year_of_era + era * 400 + carry;
    Date {
        year: i32::try_from(year).unwrap_or(i32::MAX),
        month: u8::try_from(month).unwrap_or_default(),
        day: u8::try_from(day).unwrap_or_default(),
    }
}

/// The number by which spreadsheets know a day: days since 1899-12-30.
pub fn serial(date: Date) -> i64 {
    let (year, month) = (i64::from(date.year), i64::from(date.month));
    // Days of the civil calendar, counted from March so that the leap day comes last.
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(date.day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 693_899
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_come_back_to_dates() {
        let on = |year, month, day| Date { year, month, day };
        assert_eq!(of_days(0), on(0, 3, 1));
        assert_eq!(of_days(306), on(1, 1, 1));
        // 1970-01-01 is 719162 days after 0001-01-01.
        assert_eq!(of_days(719_162 + 306), on(1970, 1, 1));
        assert_eq!(of_days(719_162 + 306 + 58), on(1970, 2, 28));
        assert_eq!(of_days(719_162 + 306 + 59), on(1970, 3, 1));
        assert_eq!(serial(on(1970, 1, 1)), 25_569);
        assert_eq!(serial(on(2025, 3, 1)), 45_717);
    }
}
