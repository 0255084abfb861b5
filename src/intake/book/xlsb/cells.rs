//! A sheet of an .xlsb file: cells, merged areas, hidden rows and columns.

use std::sync::Arc;

use super::super::bytes::{array, error_shown, index, u16, u32, whole};
use super::super::fill::{Filling, number};
use super::super::format::Shown;
use super::super::trouble::Trouble;
use super::super::{Area, Raw, float};
use super::records::{Records, wide_text};
use super::{Workbook, style};

/// Reads the sheet.
pub(super) fn read(mut records: Records<'_>, book: &Workbook, sheet: &mut Filling<'_>) -> Result<(), Trouble> {
    let part = records.part().clone();
    let (mut row, mut next_col) = (0_u32, 0_u32);
    while let Some((kind, record)) = records.next()? {
        match kind {
            // BrtRowHdr: fDyZero is the fifth bit of the byte behind two of flags.
            0 => {
                row = whole(u32(record, 0), &part, "row")?;
                next_col = 0;
                if record.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                    sheet.hide_rows(row, row);
                }
            }
            1..=11 => {
                let col = whole(u32(record, 0), &part, "cell")?;
                next_col = col.saturating_add(1);
                put(kind, record.get(4..).unwrap_or_default(), (row, col), book, sheet)?;
            }
            // BrtShortRk and its kind: the same cells without a column, which is the one after the last.
            12..=18 => {
                let col = next_col;
                next_col = col.saturating_add(1);
                put(kind - 11, record, (row, col), book, sheet)?;
            }
            // BrtColInfo: fHidden is the first flag.
            60 => {
                let info = || Some((u32(record, 0)?, u32(record, 4)?, u16(record, 16)?));
                let (first, last, flags) = whole(info(), &part, "column")?;
                if flags & 1 != 0 {
                    sheet.hide_cols(first, last);
                }
            }
            // BrtMergeCell: first and last row, first and last column.
            176 => {
                let area = || {
                    let (top, bottom, left, right) =
                        (u32(record, 0)?, u32(record, 4)?, u32(record, 8)?, u32(record, 12)?);
                    Some(Area { top, left, bottom, right })
                };
                sheet.merge(whole(area(), &part, "merged cells")?);
            }
            _ => (),
        }
    }
    Ok(())
}

/// Puts a cell whose record, from its style on, is `record`.
fn put(
    kind: u16,
    record: &[u8],
    (row, col): (u32, u32),
    book: &Workbook,
    sheet: &mut Filling<'_>,
) -> Result<(), Trouble> {
    let part = sheet.name().clone();
    let style = whole(style(record, 0), &part, "cell")?;
    let shown = book.formats.get(style).copied().unwrap_or(Shown::Plain);
    let data = record.get(4..).unwrap_or_default();
    // BrtCellBlank to BrtCellIsst, then BrtFmlaString, BrtFmlaNum, BrtFmlaBool and BrtFmlaError.
    let value = match kind {
        1 => return Ok(()),
        2 => u32(data, 0).map(|rk| number(float::exact_rk(rk), shown, book.since_1904)),
        3 | 11 => data.first().map(|code| Raw::Error(Arc::from(error_shown(*code)))),
        4 | 10 => data.first().map(|yes| Raw::Bool(*yes != 0)),
        5 | 9 => array(data, 0).map(|bytes| number(float::exact_bytes(bytes), shown, book.since_1904)),
        6 | 8 => wide_text(data, 0).map(|(text, _)| Raw::Text(Arc::from(text))),
        _ => index(data, 0).and_then(|at| book.strings.get(at)).map(|text| Raw::Text(text.clone())),
    };
    let formula = (8..=11).contains(&kind);
    match whole(value, &part, "cell")? {
        Raw::Text(text) => sheet.put_text(row, col, text, formula),
        value => sheet.put(row, col, value, formula),
    }
}
