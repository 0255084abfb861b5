//! Dates as offices write them.

use unicode_normalization::UnicodeNormalization;

use crate::formula::ast::Date;
use crate::scheme::calendar::{date, days_in_month};

/// The date that a text names; one without a year takes the period's.
pub(super) fn written(text: &str, year: i32) -> Option<Date> {
    let plain: String = text.nfkc().collect();
    let trimmed = plain.trim();
    // A time behind the date adds nothing to it.
    let day = match trimmed.split_once([' ', 'T']) {
        Some((day, time)) if is_time(time.trim()) => day.to_owned(),
        _ => trimmed.chars().filter(|c| !c.is_whitespace()).collect(),
    };
    parted(&day, ['年', '月'])
        .or_else(|| without_year(&day, year))
        .or_else(|| ['-', '/', '.'].into_iter().find_map(|mark| parted(&day, [mark, mark])))
}

fn parted(text: &str, marks: [char; 2]) -> Option<Date> {
    let (year, rest) = text.split_once(marks[0])?;
    let (month, day) = rest.split_once(marks[1])?;
    let day = day.strip_suffix(['日', '号']).unwrap_or(day);
    (year.len() == 4).then_some(())?;
    date(number(year)?, small(month)?, small(day)?)
}

fn without_year(text: &str, year: i32) -> Option<Date> {
    let (month, day) = text.split_once('月')?;
    date(year, small(month)?, small(day.strip_suffix(['日', '号'])?)?)
}

fn number(text: &str) -> Option<i32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

fn small(text: &str) -> Option<u8> {
    (!text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    (2..=3).contains(&parts.len()) && parts.iter().all(|part| small(part.split('.').next().unwrap_or("")).is_some())
}

/// The day that a bare serial number stands for in a spreadsheet, for a suggestion only.
pub(super) fn of_serial(serial: i64) -> Option<Date> {
    // Spreadsheets count from 1899-12-30; this many days lead to 1970-01-01.
    let mut days = serial.checked_sub(25_569).filter(|days| (0..80_000).contains(days))?;
    let mut on = Date { year: 1970, month: 1, day: 1 };
    loop {
        let length = i64::from(days_in_month(on.year, on.month));
        if days < length {
            on.day = u8::try_from(days + 1).ok()?;
            return Some(on);
        }
        days -= length;
        on = if on.month == 12 {
            Date { year: on.year + 1, month: 1, day: 1 }
        } else {
            Date { month: on.month + 1, ..on }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_spellings_are_one_day() {
        for text in [
            "2012-02-05",
            "2012/2/5",
            "2012.2.5",
            "2012年2月5日",
            "２０１２年２月５日",
            " 2012-02-05 00:00:00",
            "2月5日",
            "2012 年 2 月 5 日",
        ] {
            assert_eq!(written(text, 2012), Some(Date { year: 2012, month: 2, day: 5 }), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["2012-02-30", "2012年2月", "12-2-5", "2.5", "未完成", "2012-13-01", "20120205", ""] {
            assert_eq!(written(text, 2012), None, "{text}");
        }
    }

    #[test]
    fn a_serial_is_a_day() {
        assert_eq!(of_serial(45_000), Some(Date { year: 2023, month: 3, day: 15 }));
        assert_eq!(of_serial(25_569), Some(Date { year: 1970, month: 1, day: 1 }));
        assert_eq!(of_serial(12), None);
    }
}
