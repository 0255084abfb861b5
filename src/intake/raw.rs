//! What a cell shows, as text.

use std::borrow::Cow;

use super::book::{Cell, Raw, Sheet};
use crate::formula::ast::Date;
use crate::number::Exact;

/// The most decimal places of a number cell that can count: a double has no more.
const PLACES: u32 = 20;

/// The text that a cell shows; nothing for a formula without a result.
pub(super) fn shown(cell: &Cell) -> Cow<'_, str> {
    match &cell.value {
        Raw::Text(text) | Raw::Error(text) => Cow::Borrowed(text),
        Raw::Number { value, percent: false, .. } => Cow::Owned(value.trimmed(PLACES)),
        Raw::Number { value, .. } => Cow::Owned(format!("{}%", (value * &Exact::from(100_i64)).trimmed(PLACES))),
        Raw::Bool(true) => Cow::Borrowed("TRUE"),
        Raw::Bool(false) => Cow::Borrowed("FALSE"),
        Raw::Date(date) => Cow::Owned(iso(*date)),
        Raw::NoCache => Cow::Borrowed(""),
    }
}

/// A date as ISO 8601 writes it.
pub(super) fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// A text without line breaks, trimmed at both ends of every kind of white space.
pub(super) fn tidy(text: &str) -> Cow<'_, str> {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
    let trimmed = text.trim_matches(blank);
    if trimmed.contains(['\n', '\r']) { Cow::Owned(trimmed.replace(['\n', '\r'], "")) } else { Cow::Borrowed(trimmed) }
}

/// Is nothing to be seen in the cell?
pub(super) fn is_blank(cell: &Cell) -> bool {
    matches!(&cell.value, Raw::Text(text) if tidy(text).is_empty())
}

/// The cell, unless nothing is to be seen in it.
pub(super) fn filled(sheet: &Sheet, row: u32, col: u32) -> Option<&Cell> {
    sheet.get(row, col).filter(|cell| !is_blank(cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(mantissa: i128, scale: u32, percent: bool) -> Cell {
        Cell { value: Raw::Number { value: Exact::decimal(mantissa, scale), percent, inexact: false }, formula: false }
    }

    #[test]
    fn cells_show_what_a_person_sees() {
        assert_eq!(shown(&number(12, 0, false)), "12");
        assert_eq!(shown(&number(944, 3, true)), "94.4%");
        assert_eq!(shown(&number(-55, 1, false)), "-5.5");
        let date = Cell { value: Raw::Date(Date { year: 2012, month: 2, day: 5 }), formula: false };
        assert_eq!(shown(&date), "2012-02-05");
    }

    #[test]
    fn text_is_trimmed_and_on_one_line() {
        assert_eq!(tidy("\u{3000}官田\n村 \u{FEFF}"), "官田村");
        assert_eq!(tidy("下　坪　村"), "下　坪　村");
        assert!(is_blank(&Cell { value: Raw::Text(" \u{3000}\n".into()), formula: false }));
    }
}
