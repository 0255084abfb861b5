//! A sheet of an .xlsx file in one pass: cells, merged areas, hidden rows and columns.

use std::io::BufRead;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::super::fill::{Filling, number};
use super::super::format::Shown;
use super::super::trouble::Trouble;
use super::super::xml::{Xml, attr, attr_number, attr_yes};
use super::super::{Raw, address, date, float};
use super::Workbook;
use super::strings::{rich_into, unescaped};

/// How many formulas have a cached 0, and where the first stands.
type Zeros = Option<(u32, (u32, u32))>;

/// Reads the sheet; tells of the formulas whose cached result is 0.
pub(super) fn read<R: BufRead>(mut xml: Xml<R>, book: &Workbook, sheet: &mut Filling<'_>) -> Result<Zeros, Trouble> {
    let mut zeros: Zeros = None;
    let (mut row, mut col) = (0_u32, 0_u32);
    let mut text = String::new();
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "c" => {
                    let cell = Head::of(&e);
                    let place = cell.place.unwrap_or((row, col));
                    (row, col) = (place.0, place.1.saturating_add(1));
                    let body = Body::read(&mut xml, &mut text)?;
                    let Some(value) = value(&cell, body, &text, book, sheet.name())? else { continue };
                    if body.formula && matches!(&value, Raw::Number { value, .. } if value.is_zero()) {
                        zeros = Some(zeros.map_or((1, place), |(count, first)| (count + 1, first)));
                    }
                    match value {
                        Raw::Text(text) => sheet.put_text(place.0, place.1, text, body.formula)?,
                        value => sheet.put(place.0, place.1, value, body.formula)?,
                    }
                }
                "row" => {
                    // Rows without a number follow the one before.
                    row = attr_number(&e, "r").and_then(|r| r.checked_sub(1)).unwrap_or(row);
                    col = 0;
                    if attr_yes(&e, "hidden") {
                        sheet.hide_rows(row, row);
                    }
                }
                "col" if attr_yes(&e, "hidden") => {
                    if let (Some(first @ 1..), Some(last @ 1..)) = (attr_number(&e, "min"), attr_number(&e, "max")) {
                        sheet.hide_cols(first - 1, last - 1);
                    }
                }
                "mergeCell" => {
                    if let Some(area) = attr(&e, "ref").and_then(|reference| address::parse_area(&reference)) {
                        sheet.merge(area);
                    }
                }
                _ => (),
            },
            Event::End(e) if e.local_name().as_ref() == "row" => row = row.saturating_add(1),
            Event::Eof => return Ok(zeros),
            _ => (),
        }
    }
}

/// What the start of a cell says.
struct Head {
    place: Option<(u32, u32)>,
    style: usize,
    kind: Kind,
}

/// The type of a cell's value, ECMA-376-1 18.18.11 ST_CellType.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Date,
}

impl Head {
    fn of(element: &BytesStart<'_>) -> Head {
        let mut head = Head { place: None, style: 0, kind: Kind::Number };
        for attribute in element.attributes().with_checks(false).filter_map(Result::ok) {
            match attribute.key.as_ref() {
                "r" => head.place = address::parse(&attribute.value),
                "s" => head.style = attribute.value.parse().unwrap_or(0),
                "t" => {
                    head.kind = match &*attribute.value {
                        "s" => Kind::Shared,
                        "str" | "inlineStr" => Kind::Text,
                        "b" => Kind::Bool,
                        "e" => Kind::Error,
                        "d" => Kind::Date,
                        _ => Kind::Number,
                    }
                }
                _ => (),
            }
        }
        head
    }
}

/// What stands inside a cell, beside its text.
#[derive(Clone, Copy)]
struct Body {
    formula: bool,
    /// There is a value element, perhaps empty.
    value: bool,
}

impl Body {
    /// Reads to the end of the cell; `text` becomes its value or inline text.
    fn read<R: BufRead>(xml: &mut Xml<R>, text: &mut String) -> Result<Body, Trouble> {
        let mut body = Body { formula: false, value: false };
        text.clear();
        loop {
            match xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "v" => {
                        body.value = true;
                        xml.text_into(text)?;
                    }
                    "f" => {
                        body.formula = true;
                        xml.skip()?;
                    }
                    "is" => {
                        body.value = true;
                        rich_into(xml, text)?;
                    }
                    _ => xml.skip()?,
                },
                Event::End(_) => return Ok(body),
                _ => (),
            }
        }
    }
}

/// The value of a cell; none for a blank one.
fn value(cell: &Head, body: Body, text: &str, book: &Workbook, sheet: &Arc<str>) -> Result<Option<Raw>, Trouble> {
    // Excel writes an empty text result as an empty value of type text: that is a result, and no other is.
    let cached = body.value && (!text.is_empty() || matches!(cell.kind, Kind::Text));
    if !cached {
        return Ok(body.formula.then_some(Raw::NoCache));
    }
    Ok(Some(match cell.kind {
        Kind::Number => {
            let shown = book.formats.get(cell.style).copied().unwrap_or(Shown::Plain);
            number(float::exact_text(text), shown, book.since_1904)
        }
        Kind::Shared => {
            let shared = text.trim_ascii().parse::<usize>().ok().and_then(|at| book.strings.get(at));
            let shared = shared.ok_or_else(|| Trouble::damaged(sheet, format_args!("no shared string {text}")))?;
            Raw::Text(shared.clone())
        }
        Kind::Text => Raw::Text(Arc::from(&*unescaped(text))),
        Kind::Bool => Raw::Bool(matches!(text.trim_ascii(), "1" | "true")),
        Kind::Error => Raw::Error(Arc::from(text.trim_ascii())),
        Kind::Date => date::of_iso(text).map_or_else(|| Raw::Text(Arc::from(text)), Raw::Date),
    }))
}
