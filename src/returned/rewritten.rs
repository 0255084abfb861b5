//! Files that cannot be patched: the same cells in the same places of a new workbook.

use std::sync::Arc;

use rust_xlsxwriter::{Color, ExcelDateTime, Format, Note, Worksheet, XlsxError};

use super::line::{Line, marks};
use super::list;
use crate::finding::Findings;
use crate::intake::book::{self, Cell, Raw, Sheet};

/// What the list says of a file that has become a workbook of ours.
const CHANGED: &str =
    "原文件不是 .xlsx 格式，现以 .xlsx 退回：各单元格的内容和位置与原文件相同，公式成了数值，字体、边框等没有保留。";
/// What it says of one that could not be read at all.
const UNREAD: &str = "原文件读不出来，退回的文件里只有问题清单。";

/// Colours of a cell with an error and of one with a warning.
pub(super) const ERROR: u32 = 0xFF_C7CE;
pub(super) const HINT: u32 = 0xFF_EB9C;

/// The file's cells and its list.
pub(super) fn rewritten(file: &str, bytes: &[u8], lines: &[Line]) -> Result<Vec<u8>, XlsxError> {
    let read = book::from_bytes(bytes, Arc::from(file), &mut Findings::default());
    let sheets = read.map(|book| book.sheets).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for sheet in &sheets {
        names.push(named(sheet, &names));
    }
    let mut book = list::book()?;
    let note = if sheets.is_empty() { UNREAD } else { CHANGED };
    let link = |name: &str| {
        let at = sheets.iter().position(|sheet| &*sheet.name == name)?;
        names.get(at).cloned()
    };
    list::write(book.add_worksheet().set_name(list::NAME)?, &[list::SAID.to_owned(), note.to_owned()], lines, &link)?;
    for (sheet, name) in sheets.iter().zip(&names) {
        let page = book.add_worksheet().set_name(name)?;
        copied(page, sheet, lines)?;
        page.set_hidden(sheet.hidden);
    }
    book.save_to_buffer()
}

/// A name that a sheet can have and none has yet.
fn named(sheet: &Sheet, taken: &[String]) -> String {
    let odd = ['[', ']', ':', '*', '?', '/', '\\', '\''];
    let plain: String = sheet.name.chars().map(|c| if odd.contains(&c) { '_' } else { c }).take(28).collect();
    let plain = if plain.trim().is_empty() { "数据".to_owned() } else { plain };
    let is_taken =
        |name: &str| name == list::NAME || taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let numbered = (2..100).map(|number| format!("{plain}{number}"));
    std::iter::once(plain.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or(plain)
}

fn copied(page: &mut Worksheet, sheet: &Sheet, lines: &[Line]) -> Result<(), XlsxError> {
    let marks = marks(lines, &sheet.name);
    let shade = |at: (u32, u32)| {
        let found = marks.iter().find(|(cell, ..)| *cell == at);
        found.map(|(_, _, error)| Color::RGB(if *error { ERROR } else { HINT }))
    };
    for area in sheet.merges() {
        let (Ok(left), Ok(right)) = (u16::try_from(area.left), u16::try_from(area.right)) else { continue };
        page.merge_range(area.top, left, area.bottom, right, "", &dressed(shade((area.top, area.left))))?;
    }
    for (row, cells) in sheet.rows() {
        for (col, cell) in cells {
            if let Ok(at) = u16::try_from(*col) {
                entered(page, (row, at), cell, dressed(shade((row, *col))))?;
            }
        }
    }
    for ((row, col), text, error) in &marks {
        let Ok(at) = u16::try_from(*col) else { continue };
        if sheet.get(*row, *col).is_none() {
            page.write_blank(*row, at, &dressed(Some(Color::RGB(if *error { ERROR } else { HINT }))))?;
        }
        page.insert_note(
            *row,
            at,
            &Note::new(text).set_author("").add_author_prefix(false).set_width(320).set_height(120),
        )?;
    }
    page.autofit();
    for col in &sheet.hidden_cols {
        if let Ok(col) = u16::try_from(*col) {
            page.set_column_hidden(col)?;
        }
    }
    for row in &sheet.hidden_rows {
        page.set_row_hidden(*row)?;
    }
    Ok(())
}

fn dressed(shade: Option<Color>) -> Format {
    let format = Format::new().set_font_name("宋体").set_font_size(10.5);
    shade.map_or(format.clone(), |colour| format.set_background_color(colour))
}

/// One cell as it was read.
fn entered(page: &mut Worksheet, (row, col): (u32, u16), cell: &Cell, format: Format) -> Result<(), XlsxError> {
    match &cell.value {
        Raw::Text(text) | Raw::Error(text) => page.write_string_with_format(row, col, &**text, &format)?,
        Raw::Number { value, percent, .. } => {
            let format = if *percent { format.set_num_format("0.00%") } else { format };
            page.write_number_with_format(row, col, value.to_f64(), &format)?
        }
        Raw::Bool(yes) => page.write_boolean_with_format(row, col, *yes, &format)?,
        Raw::Date(date) => {
            let format = format.set_num_format("yyyy-mm-dd");
            match u16::try_from(date.year).ok().and_then(|y| ExcelDateTime::from_ymd(y, date.month, date.day).ok()) {
                Some(day) => page.write_datetime_with_format(row, col, &day, &format)?,
                None => {
                    let text = format!("{}-{:02}-{:02}", date.year, date.month, date.day);
                    page.write_string_with_format(row, col, text, &format)?
                }
            }
        }
        _ => page.write_blank(row, col, &format)?,
    };
    Ok(())
}
