//! Places as people write them: line and column of a text, A1 of a cell.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{At, Place};

/// The text of each text file that places point into.
pub type Sources = BTreeMap<Arc<str>, Arc<str>>;

/// Line and column of a byte, both from 1; a column is a character, whatever its width.
pub fn line_column(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(byte)];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// A cell as spreadsheet programs name it: row 4, column 2 (both from 0) is C5.
pub fn a1(row: u32, col: u32) -> String {
    let mut letters = String::new();
    let mut rest = u64::from(col) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).expect("a remainder of 26 fits a byte");
        letters.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", u64::from(row) + 1)
}

/// A place in one line; `source` is the text of its file, where that is at hand.
pub fn shown(place: &Place, source: Option<&str>) -> String {
    let file = &place.file;
    match (&place.at, source) {
        (At::Text { start, .. }, Some(source)) => {
            let (line, column) = line_column(source, *start);
            format!("{file}:{line}:{column}")
        }
        (At::Whole, _) | (At::Text { .. }, None) => file.to_string(),
        (At::Sheet(sheet), _) if sheet.is_empty() => file.to_string(),
        (At::Sheet(sheet), _) => format!("{file} ! {sheet}"),
        (At::Cell { sheet, row, col }, _) if sheet.is_empty() => format!("{file} ! {}", a1(*row, *col)),
        (At::Cell { sheet, row, col }, _) => format!("{file} ! {sheet} ! {}", a1(*row, *col)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "甲 = 1\n乙 = 甲＋丙\n";
        let byte = text.find('丙').expect("is there");
        assert_eq!(line_column(text, byte), (2, 7));
        assert_eq!(line_column(text, 0), (1, 1));
        assert_eq!(line_column(text, 1), (1, 1), "inside a character counts as its beginning");
        assert_eq!(line_column(text, 9999), (3, 1), "beyond the end is the end");
    }

    #[test]
    fn cells_have_their_letters() {
        assert_eq!(a1(4, 2), "C5");
        assert_eq!(a1(0, 25), "Z1");
        assert_eq!(a1(0, 26), "AA1");
        assert_eq!(a1(0, 701), "ZZ1");
        assert_eq!(a1(1_048_575, 16_383), "XFD1048576");
    }

    #[test]
    fn a_place_is_one_line() {
        assert_eq!(shown(&Place::cell("评议.xlsx", "一季度", 4, 2), None), "评议.xlsx ! 一季度 ! C5");
        assert_eq!(shown(&Place::cell("选票.csv", "", 0, 0), None), "选票.csv ! A1");
        assert_eq!(shown(&Place::sheet("评议.xlsx", "一季度"), None), "评议.xlsx ! 一季度");
        assert_eq!(shown(&Place::text("方案.toml", 4, 5), Some("a\nb\nc")), "方案.toml:3:1");
        assert_eq!(shown(&Place::text("方案.toml", 4, 5), None), "方案.toml");
    }
}
