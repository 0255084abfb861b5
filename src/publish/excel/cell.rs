//! Writing a cell: the one place of the workbooks where an exact figure becomes a double.

use rust_xlsxwriter::{Format, Formula, Url, Worksheet, XlsxError};

use super::expr::{At, column_name};
use super::grid::{Cached, Cell, Content};

/// Writes one cell; the names are those of the sheets.
pub(super) fn write(
    sheet: &mut Worksheet,
    at: At,
    cell: &Cell,
    format: &Format,
    names: &[String],
) -> Result<(), XlsxError> {
    let (row, col) = (at.row, at.col);
    if let Some(to) = cell.link {
        // The link stays where its text is then written over.
        sheet.write_url_with_format(row, col, link(to, cell, names), format)?;
    }
    match &cell.content {
        Content::Empty => sheet.write_blank(row, col, format)?,
        Content::Text(text) => sheet.write_string_with_format(row, col, text, format)?,
        Content::Number(number) => sheet.write_number_with_format(row, col, number.to_f64(), format)?,
        Content::Date(date) => {
            let year = u16::try_from(date.year).unwrap_or(1900);
            let day = rust_xlsxwriter::ExcelDateTime::from_ymd(year, date.month, date.day)?;
            sheet.write_datetime_with_format(row, col, &day, format)?
        }
        Content::Formula(x, cached) => {
            let result = match cached {
                Cached::Number(number) => number.to_f64().to_string(),
                Cached::Text(text) | Cached::Spelled(text) => text.clone(),
                Cached::Blank => String::new(),
            };
            let formula = Formula::new(format!("={}", x.spelled(at, names))).set_result(result);
            sheet.write_formula_with_format(row, col, formula, format)?
        }
    };
    Ok(())
}

fn link(to: At, cell: &Cell, names: &[String]) -> Url {
    let name = &names[to.page];
    let place = format!("internal:'{}'!{}{}", name.replace('\'', "''"), column_name(to.col), to.row + 1);
    let shown = match &cell.content {
        Content::Text(text) => text,
        _ => name,
    };
    Url::new(place).set_text(shown).set_tip(format!("转到“{name}”"))
}
