//! Where the head of a sheet's table is, and its columns.

use std::collections::BTreeSet;

use crate::finding::place::a1;
use crate::intake::book::{Raw, Sheet};
use crate::intake::names_total;

use super::column::{Column, Given, cleaned, hint, of};

/// The head is looked for in so many filled rows.
const SEARCHED: usize = 15;
/// As many rows a head may have.
const DEEPEST: u32 = 3;

/// The columns of the table on a sheet and how many rows it has; none where there is no head over rows.
/// `named`: places carry the sheet's name, as there are others in the file.
pub(super) fn columns(sheet: &Sheet, named: bool) -> Option<(Vec<Column>, usize)> {
    let (first, last) = head(sheet)?;
    let data: Vec<u32> = sheet.rows().map(|(row, _)| row).filter(|row| *row > last && is_data(sheet, *row)).collect();
    if data.is_empty() {
        return None;
    }
    let paths: Vec<(u32, Vec<String>)> = (0..=sheet.last_col()?)
        .map(|col| (col, path(sheet, first, last, col)))
        .filter(|(_, path)| !path.is_empty())
        .collect();
    let lowest = |path: &[String]| path.last().cloned().unwrap_or_default();
    let mut names = BTreeSet::new();
    let mut out = Vec::new();
    for (col, path) in &paths {
        let twice = paths.iter().filter(|(_, other)| lowest(other) == lowest(path)).count() > 1;
        let header = if twice { path.join(">") } else { lowest(path) };
        let full: String = path.iter().map(|p| cleaned(p)).collect();
        let name = if twice { full } else { cleaned(&lowest(path)) };
        if name.is_empty() || !names.insert(name.clone()) {
            continue;
        }
        let given = data.iter().map(|row| given(sheet, *row, *col, named)).collect();
        out.push(of(name, header, hint(&lowest(path)).as_deref(), given));
    }
    (out.len() > 1).then_some((out, data.len()))
}

/// First and last row of the head: the first row of texts alone that covers most columns with two cells or more.
fn head(sheet: &Sheet) -> Option<(u32, u32)> {
    let width = sheet.rows().map(|(row, _)| covered(sheet, row).0).max()?;
    let first = sheet.rows().take(SEARCHED).map(|(row, _)| row).find(|row| {
        let (columns, cells) = covered(sheet, *row);
        cells > 1 && columns * 5 >= width * 4 && texts_alone(sheet, *row)
    })?;
    let mut last = first;
    while last + 1 < first + DEEPEST && texts_alone(sheet, last + 1) {
        let deeper = |area: &crate::intake::book::Area| {
            let here = (area.top..=area.bottom).contains(&last);
            here && (area.bottom > last || area.top == last && area.right > area.left)
        };
        if !sheet.merges().iter().any(deeper) {
            break;
        }
        last += 1;
    }
    Some((first, last))
}

/// How many columns a row covers, and with how many cells; a merged cell is one.
fn covered(sheet: &Sheet, row: u32) -> (u32, u32) {
    let (mut columns, mut cells, mut col) = (0, 0, 0);
    while col <= sheet.last_col().unwrap_or(0) {
        let area = sheet.merge_at(row, col);
        let (top, left) = area.map_or((row, col), |a| (a.top, a.left));
        let wide = area.map_or(1, |a| a.right + 1 - col);
        if sheet.get(top, left).is_some() {
            columns += wide;
            cells += 1;
        }
        col += wide;
    }
    (columns, cells)
}

fn texts_alone(sheet: &Sheet, row: u32) -> bool {
    let mut cells = sheet.rows().find(|(at, _)| *at == row).into_iter().flat_map(|(_, cells)| cells).peekable();
    cells.peek().is_some() && cells.all(|(_, cell)| matches!(&cell.value, Raw::Text(t) if !is_number(t)))
}

fn is_number(text: &str) -> bool {
    text.trim().trim_end_matches('%').parse::<i64>().is_ok()
}

/// The texts over a column, from the top; a merged one once.
fn path(sheet: &Sheet, first: u32, last: u32, col: u32) -> Vec<String> {
    let mut seen: Vec<(u32, u32)> = Vec::new();
    let mut out = Vec::new();
    for row in first..=last {
        let corner = sheet.merge_at(row, col).map_or((row, col), |area| (area.top, area.left));
        if seen.contains(&corner) {
            continue;
        }
        seen.push(corner);
        if let Some(Raw::Text(text)) = sheet.get(corner.0, corner.1).map(|c| &c.value) {
            let text: String = text.split_whitespace().collect();
            if !text.is_empty() {
                out.push(text);
            }
        }
    }
    out
}

/// Is a row neither a sum nor a note?
fn is_data(sheet: &Sheet, row: u32) -> bool {
    let Some((_, cells)) = sheet.rows().find(|(at, _)| *at == row) else { return false };
    let sum = |(_, cell): &(u32, crate::intake::book::Cell)| match &cell.value {
        Raw::Text(text) => names_total(text),
        _ => false,
    };
    covered(sheet, row).1 > 1 && !cells.first().is_some_and(sum)
}

fn given(sheet: &Sheet, row: u32, col: u32, named: bool) -> Given {
    let corner = sheet.merge_at(row, col).map_or((row, col), |area| (area.top, area.left));
    let at = if named { format!("{}!{}", sheet.name, a1(row, col)) } else { a1(row, col) };
    Given { at, value: sheet.get(corner.0, corner.1).map(|cell| cell.value.clone()) }
}
