//! A sheet of an .xls file: cells, merged areas, hidden rows and columns.

use std::sync::Arc;

use super::super::bytes::{array, error_shown, index, u16, u32, whole};
use super::super::fill::{Filling, number};
use super::super::trouble::Trouble;
use super::super::{Area, Raw, float};
use super::records::{Letters, Record, Records};
use super::{BOF, EOF, Globals};

/// Reads the sheet.
pub(super) fn read(mut records: Records<'_>, globals: &Globals, sheet: &mut Filling<'_>) -> Result<(), Trouble> {
    let part = records.part().clone();
    // Charts within the sheet are streams of their own, from BOF to EOF.
    let mut depth = 0_u32;
    // A formula whose text result is still to come.
    let mut awaited: Option<(u32, u32)> = None;
    while let Some(record) = records.next()? {
        match record.kind {
            BOF => depth += 1,
            EOF if depth <= 1 => {
                return awaited.map_or(Ok(()), |(row, col)| sheet.put(row, col, Raw::NoCache, true));
            }
            EOF => depth -= 1,
            _ if depth != 1 => (),
            FORMULA => {
                if let Some((row, col)) = awaited.take() {
                    sheet.put(row, col, Raw::NoCache, true)?;
                }
                match whole(result(&record, globals), &part, "formula")? {
                    (place, None) => awaited = Some(place),
                    ((row, col), Some(value)) => sheet.put(row, col, value, true)?,
                }
            }
            // String: the text result of the formula before.
            0x0207 => {
                if let Some((row, col)) = awaited.take() {
                    let text = whole(text(&record, 0, globals.letters), &part, "text")?;
                    sheet.put_text(row, col, text, true)?;
                }
            }
            MUL_RK => many(&record, globals, sheet)?,
            0x00E5 => whole(merged(record.data, sheet), &part, "merged cells")?,
            0x007D | 0x0208 => whole(hidden(&record, sheet), &part, "rows and columns")?,
            NUMBER | LABEL | RICH_LABEL | BOOL_ERR | RK | LABEL_SST => single(&record, globals, sheet)?,
            _ => (),
        }
    }
    Err(Trouble::damaged(&part, "broken off"))
}

const FORMULA: u16 = 0x0006;
const MUL_RK: u16 = 0x00BD;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00D6;
const BOOL_ERR: u16 = 0x0205;
const RK: u16 = 0x027E;
const LABEL_SST: u16 = 0x00FD;

/// Row and column at the front of a record.
fn place(data: &[u8]) -> Option<(u32, u32)> {
    Some((u16(data, 0)?.into(), u16(data, 2)?.into()))
}

/// A text whose length stands at `at`.
fn text(record: &Record<'_>, at: usize, letters: Letters) -> Option<Arc<str>> {
    let mut data = record.from(at);
    let count = usize::from(data.u16()?);
    // Some writers leave the flag of an empty text out.
    if count == 0 {
        return Some(Arc::from(""));
    }
    data.text(count, letters).map(Arc::from)
}

/// A record of one cell: place, format, value.
fn single(record: &Record<'_>, globals: &Globals, sheet: &mut Filling<'_>) -> Result<(), Trouble> {
    let part = sheet.name().clone();
    let data = record.data;
    let (row, col) = whole(place(data), &part, "cell")?;
    let shown = globals.shown(whole(u16(data, 4), &part, "cell")?);
    let number = |read| number(read, shown, globals.since_1904);
    let value = match record.kind {
        NUMBER => array(data, 6).map(|bytes| number(float::exact_bytes(bytes))),
        RK => u32(data, 6).map(|rk| number(float::exact_rk(rk))),
        BOOL_ERR => u16(data, 6).map(|both| bool_or_error(both.to_le_bytes())),
        LABEL_SST => index(data, 6).and_then(|at| globals.strings.get(at)).map(|text| Raw::Text(text.clone())),
        _ => text(record, 6, globals.letters).map(Raw::Text),
    };
    match whole(value, &part, "cell")? {
        Raw::Text(text) => sheet.put_text(row, col, text, false),
        value => sheet.put(row, col, value, false),
    }
}

/// A value and whether it is an error rather than yes or no.
fn bool_or_error([value, is_error]: [u8; 2]) -> Raw {
    if is_error == 0 { Raw::Bool(value != 0) } else { Raw::Error(Arc::from(error_shown(value))) }
}

/// Several numbers in a row: place, (format, RK) for each, last column.
fn many(record: &Record<'_>, globals: &Globals, sheet: &mut Filling<'_>) -> Result<(), Trouble> {
    let part = sheet.name().clone();
    let (row, first) = whole(place(record.data), &part, "cells")?;
    let cells = record.data.get(4..).unwrap_or_default().as_chunks::<6>().0;
    for (col, cell) in (first..).zip(cells) {
        let read = || Some((globals.shown(u16(cell, 0)?), u32(cell, 2)?));
        let (shown, rk) = whole(read(), &part, "cells")?;
        sheet.put(row, col, number(float::exact_rk(rk), shown, globals.since_1904), false)?;
    }
    Ok(())
}

/// Place and result of a formula; no result where a text is still to come.
fn result(record: &Record<'_>, globals: &Globals) -> Option<((u32, u32), Option<Raw>)> {
    let data = record.data;
    let (place, shown) = (place(data)?, globals.shown(u16(data, 4)?));
    let bytes: [u8; 8] = array(data, 6)?;
    // FormulaValue: a double, unless its last two bytes are all ones.
    let value = match bytes {
        [0, .., 0xFF, 0xFF] => return Some((place, None)),
        [1, _, yes, .., 0xFF, 0xFF] => Raw::Bool(yes != 0),
        [2, _, code, .., 0xFF, 0xFF] => Raw::Error(Arc::from(error_shown(code))),
        // An empty text; programs that only write files and compute nothing leave the same.
        [3, .., 0xFF, 0xFF] if globals.computed => Raw::Text(Arc::from("")),
        [3, .., 0xFF, 0xFF] => Raw::NoCache,
        _ => number(float::exact_bytes(bytes), shown, globals.since_1904),
    };
    Some((place, Some(value)))
}

/// MergeCells: how many, then first and last row, first and last column of each.
fn merged(data: &[u8], sheet: &mut Filling<'_>) -> Option<()> {
    for at in 0..usize::from(u16(data, 0)?) {
        let edge = |n: usize| u16(data, 2 + at * 8 + n * 2).map(u32::from);
        sheet.merge(Area { top: edge(0)?, bottom: edge(1)?, left: edge(2)?, right: edge(3)? });
    }
    Some(())
}

/// ColInfo (fHidden is its first flag) and Row (fDyZero is the sixth).
fn hidden(record: &Record<'_>, sheet: &mut Filling<'_>) -> Option<()> {
    let data = record.data;
    let first = u32::from(u16(data, 0)?);
    if record.kind == 0x0208 {
        if u16(data, 12)? & 0x20 != 0 {
            sheet.hide_rows(first, first);
        }
    } else if u16(data, 8)? & 1 != 0 {
        sheet.hide_cols(first, u16(data, 2)?.into());
    }
    Some(())
}
