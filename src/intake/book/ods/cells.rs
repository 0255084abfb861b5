//! A sheet of an .ods file in one pass. Rows and cells that repeat are written once, often a million times
//! over and blank.

use std::io::BufRead;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::super::fill::{Filling, number};
use super::super::format::Shown;
use super::super::trouble::Trouble;
use super::super::xml::{Xml, add_text, attr, attr_number};
use super::super::{Area, Raw, date, float, limits};

/// Reads the sheet whose start was the last event.
pub(super) fn read<R: BufRead>(xml: &mut Xml<R>, sheet: &mut Filling<'_>) -> Result<(), Trouble> {
    let (mut row, mut col) = (0_u32, 0_u32);
    loop {
        match xml.next()? {
            Event::Start(e) => match e.name().as_ref() {
                "table:table-row" => {
                    let count = repeated(&e, "number-rows-repeated");
                    if is_hidden(&e) {
                        sheet.hide_rows(row, row.saturating_add(count - 1));
                    }
                    read_row(xml, row, count, sheet)?;
                    row = row.saturating_add(count);
                }
                "table:table-column" => {
                    let count = repeated(&e, "number-columns-repeated");
                    if is_hidden(&e) {
                        sheet.hide_cols(col, col.saturating_add(count - 1));
                    }
                    col = col.saturating_add(count);
                }
                // Containers of rows and columns; all else holds none of the sheet's cells.
                "table:table-header-rows" | "table:table-rows" | "table:table-row-group" => (),
                "table:table-header-columns" | "table:table-columns" | "table:table-column-group" => (),
                _ => xml.skip()?,
            },
            Event::End(e) if e.name().as_ref() == "table:table" => return Ok(()),
            _ => (),
        }
    }
}

/// How often an element stands for itself.
fn repeated(element: &BytesStart<'_>, name: &str) -> u32 {
    attr_number(element, name).unwrap_or(1).max(1)
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attr(element, "visibility").is_some_and(|visibility| visibility != "visible")
}

/// Reads a row that stands for `count` rows from `row` on.
fn read_row<R: BufRead>(xml: &mut Xml<R>, row: u32, count: u32, sheet: &mut Filling<'_>) -> Result<(), Trouble> {
    let mut col = 0_u32;
    let mut filled = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(e) => {
                let covered = e.name().as_ref() == "table:covered-table-cell";
                if !covered && e.name().as_ref() != "table:table-cell" {
                    xml.skip()?;
                    continue;
                }
                let times = repeated(&e, "number-columns-repeated");
                let cell = Head::of(&e);
                let (down, right) =
                    (repeated(&e, "number-rows-spanned") - 1, repeated(&e, "number-columns-spanned") - 1);
                if down > 0 || right > 0 {
                    sheet.merge(Area {
                        top: row,
                        left: col,
                        bottom: row.saturating_add(down),
                        right: col.saturating_add(right),
                    });
                }
                let text = paragraphs(xml)?;
                // What stands under a merged area is shown nowhere.
                if let (false, Some(value)) = (covered, cell.value(text)) {
                    filled.push((col, times, value, cell.formula));
                }
                col = col.saturating_add(times);
            }
            Event::End(_) => break,
            _ => (),
        }
    }
    // Of what repeats beyond the bounds, one stray cell is told.
    for row in row..row.saturating_add(count).min(limits::ROWS.max(row) + 1) {
        for (col, times, value, formula) in &filled {
            for col in *col..col.saturating_add(*times).min(limits::COLS.max(*col) + 1) {
                sheet.put(row, col, value.clone(), *formula)?;
            }
        }
    }
    Ok(())
}

/// What the start of a cell says.
#[derive(Default)]
struct Head {
    kind: Option<String>,
    value: Option<String>,
    formula: bool,
    error: bool,
}

impl Head {
    fn of(element: &BytesStart<'_>) -> Head {
        let mut head = Head::default();
        // Newer programs tell of an error beside the old type.
        for attribute in element.attributes().with_checks(false).filter_map(Result::ok) {
            match attribute.key.as_ref() {
                "office:value-type" => head.kind = Some(attribute.value.to_string()),
                "calcext:value-type" => head.error = &*attribute.value == "error",
                "table:formula" => head.formula = true,
                _ => (),
            }
        }
        let name = match head.kind.as_deref() {
            Some("date") => "date-value",
            Some("time") => "time-value",
            Some("boolean") => "boolean-value",
            Some("string") => "string-value",
            _ => "value",
        };
        head.value = attr(element, name);
        head
    }

    /// The value of the cell with its text as shown; none for a blank one.
    fn value(&self, shown: String) -> Option<Raw> {
        let value = self.value.as_deref().unwrap_or_default();
        if self.error || (self.formula && is_error(&shown)) {
            return Some(Raw::Error(Arc::from(shown)));
        }
        let text = |text: &str| (!text.is_empty() || self.formula).then(|| Raw::Text(Arc::from(text)));
        match self.kind.as_deref() {
            Some("float" | "currency") => Some(number(float::exact_text(value), Shown::Plain, false)),
            Some("percentage") => Some(number(float::exact_text(value), Shown::Percent, false)),
            Some("boolean") => Some(Raw::Bool(value == "true")),
            Some("date") => date::of_iso(value).map(Raw::Date).or_else(|| text(&shown)),
            Some("string") if shown.is_empty() => text(value),
            None if self.formula && shown.is_empty() => Some(Raw::NoCache),
            _ => text(&shown),
        }
    }
}

/// Is it how an error of a formula is shown?
fn is_error(shown: &str) -> bool {
    ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"].contains(&shown) || shown.starts_with("Err:")
}

/// The text of the cell whose start was the last event, paragraphs on lines of their own; comments and drawings
/// in it are passed over.
fn paragraphs<R: BufRead>(xml: &mut Xml<R>) -> Result<String, Trouble> {
    let part = xml.part().clone();
    let mut text = String::new();
    let (mut paragraphs, mut inside, mut depth) = (0, 0, 1);
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(e) => match e.name().as_ref() {
                "text:p" | "text:h" => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                    inside += 1;
                    depth += 1;
                }
                "text:s" => {
                    // A run of blanks is no longer than a cell can hold.
                    let blanks = attr_number(e, "c").unwrap_or(1).min(32_767);
                    text.extend((0..blanks).map(|_| ' '));
                    depth += 1;
                }
                "text:tab" | "text:line-break" => {
                    text.push(if e.name().as_ref() == "text:tab" { '\t' } else { '\n' });
                    depth += 1;
                }
                name if name.starts_with("text:") => depth += 1,
                _ => xml.skip()?,
            },
            Event::End(e) => {
                depth -= 1;
                if depth == 0 {
                    return Ok(text);
                }
                inside -= i32::from(matches!(e.name().as_ref(), "text:p" | "text:h"));
            }
            _ if inside > 0 && !add_text(&event, &mut text) => {
                return Err(Trouble::damaged(&part, "unknown entity"));
            }
            _ => (),
        }
    }
}
