//! Raw rows from the data rows of a sheet: every value with the cell, header or name it comes from.

use std::sync::Arc;

use super::book::Sheet;
use super::faults;
use super::figure::figure;
use super::layout::{Group, Layout, Spot};
use super::pattern::Caught;
use super::raw::{filled, shown, tidy};
use super::rows::Sorted;
use super::shape::{Agreement, Given, RawRow, Shape, Want};
use crate::finding::{Finding, Findings};
use crate::formula::text::normal;
use crate::scheme::decl::{ColumnKind, SourceDecl};
use crate::tables::Origin;

/// Where the rows stand.
pub(super) struct Site<'a> {
    /// Number of the sheet in the origins.
    pub(super) number: u32,
    /// Index of its line in [`Shape::reads`].
    pub(super) read: usize,
    pub(super) layout: &'a Layout,
    /// What the names of file and sheet captured.
    pub(super) caught: &'a [Caught],
    pub(super) source: &'a SourceDecl,
}

/// Adds the data rows of a sheet to the shape, one for each thing captured in its headers.
pub(super) fn rows(
    sheet: &Sheet,
    site: &Site<'_>,
    sorted: &Sorted,
    shape: &mut Shape,
    spot: &Spot<'_>,
    findings: &mut Findings,
) {
    let constants = constants(sheet, site, shape, spot, findings);
    let mut above: Vec<Option<u32>> = vec![None; shape.wants.len()];
    let mut told: Vec<(u32, u32)> = Vec::new();
    for row in &sorted.data {
        let single: Vec<(usize, Given)> = site
            .layout
            .single
            .iter()
            .map(|(want, col)| {
                (
                    *want,
                    cell(sheet, site, &shape.wants[*want], *want, (*row, *col), &mut above, &mut told, spot, findings),
                )
            })
            .collect();
        for group in &site.layout.groups {
            let own = group.columns.iter().map(|(want, col)| {
                (
                    *want,
                    cell(sheet, site, &shape.wants[*want], *want, (*row, *col), &mut above, &mut told, spot, findings),
                )
            });
            let cells: Vec<(usize, Given)> = single.iter().cloned().chain(own.collect::<Vec<_>>()).collect();
            let raw = joined(sheet, site, *row, group, &cells, &constants, shape);
            split(sheet, raw, shape);
        }
    }
}

/// Values that hold for every row of the sheet: beside labels, from its name, its file's name, or set.
fn constants(
    sheet: &Sheet,
    site: &Site<'_>,
    shape: &mut Shape,
    spot: &Spot<'_>,
    findings: &mut Findings,
) -> Vec<(usize, Given)> {
    let mut all: Vec<(usize, Given)> = Vec::new();
    for (column, label) in &site.source.beside {
        if let Some(want) = shape.want(column) {
            all.push((want, beside(sheet, site, column, label, spot, findings)));
        }
    }
    // The sheet's name says more than the file's, so it comes first.
    for caught in site.caught.iter().rev() {
        if let Some(want) = shape.want(&caught.name) {
            all.push((want, Given::Text(caught.text.clone(), Origin::NONE)));
        }
    }
    for (column, value) in &site.source.set {
        if let Some(want) = shape.want(column) {
            all.push((want, Given::Text(Arc::from(value.as_str()), Origin::NONE)));
        }
    }
    let mut used: Vec<(usize, Given)> = Vec::new();
    for (want, given) in all {
        match used.iter().find(|(other, _)| *other == want) {
            None => used.push((want, given)),
            Some((_, first)) => {
                let (used, read) = (first.clone(), site.read);
                shape.agreements.push(Agreement { read, want, used, other: given });
            }
        }
    }
    used
}

/// The value beside a label above the table, or behind the label in its own cell.
fn beside(
    sheet: &Sheet,
    site: &Site<'_>,
    column: &str,
    label: &str,
    spot: &Spot<'_>,
    findings: &mut Findings,
) -> Given {
    let bare = |text: &str| normal(text).trim_end_matches(':').to_owned();
    let wanted = bare(label);
    let above = sheet.rows().take_while(|(row, _)| *row < site.layout.top);
    for (row, cells) in above {
        for (at, (col, cell)) in cells.iter().enumerate() {
            let text = shown(cell);
            if bare(&text) == wanted {
                let Some((next, _)) = cells[at + 1..].iter().find(|(_, cell)| !super::raw::is_blank(cell)) else {
                    findings.push(labelless(faults::EMPTY_LABEL, spot, column, label, Some((row, *col))));
                    return Given::Fault;
                };
                return Given::Cell(Origin::new(site.number, row, *next));
            }
            let behind = text.split_once([':', '：']).filter(|(before, _)| normal(before) == wanted);
            if let Some((_, value)) = behind {
                return Given::Text(Arc::from(&*tidy(value)), Origin::new(site.number, row, *col));
            }
        }
    }
    findings.push(labelless(faults::MISSING_LABEL, spot, column, label, None));
    Given::Fault
}

fn labelless(
    code: crate::finding::Code,
    spot: &Spot<'_>,
    column: &str,
    label: &str,
    at: Option<(u32, u32)>,
) -> Finding {
    let place = at.map_or_else(|| spot.whole(), |at| spot.cell(at));
    Finding::new(code, place).with("table", spot.table).with("column", column).with("expected", label)
}

/// The cell of a column in a row: its own, that of the merged name it lies in, or the one above.
#[expect(clippy::too_many_arguments, reason = "each is one side of where the cell stands")]
fn cell(
    sheet: &Sheet,
    site: &Site<'_>,
    want: &Want,
    index: usize,
    (row, col): (u32, u32),
    above: &mut [Option<u32>],
    told: &mut Vec<(u32, u32)>,
    spot: &Spot<'_>,
    findings: &mut Findings,
) -> Given {
    let area = sheet.merge_at(row, col).filter(|area| area.left == col && area.top >= site.layout.data);
    let top = area.map_or(row, |area| area.top);
    let number = matches!(want.decl.kind, ColumnKind::Number { .. });
    if number
        && !want.decl.repeat_above
        && top < row
        && filled(sheet, top, col).is_some_and(|cell| figure(&shown(cell), &want.decl).is_ok())
    {
        if !told.contains(&(top, col)) {
            told.push((top, col));
            let text = filled(sheet, top, col).map(|cell| shown(cell).into_owned()).unwrap_or_default();
            let rows = area.map_or(1, |area| area.bottom - area.top + 1);
            findings.push(
                Finding::new(faults::MERGED_NUMBER, spot.cell((top, col)))
                    .with("table", spot.table)
                    .with("column", &*want.name)
                    .with("found", text)
                    .with("rows", rows.to_string()),
            );
        }
        return Given::Fault;
    }
    let is_filled = filled(sheet, top, col).is_some();
    let at = match above[index] {
        Some(last) if want.decl.repeat_above && !is_filled => last,
        _ => top,
    };
    if is_filled {
        above[index] = Some(top);
    }
    Given::Cell(Origin::new(site.number, at, col))
}

/// One raw row: columns, captured headers and constants; who gives a value twice must agree.
fn joined(
    sheet: &Sheet,
    site: &Site<'_>,
    row: u32,
    group: &Group,
    cells: &[(usize, Given)],
    constants: &[(usize, Given)],
    shape: &mut Shape,
) -> RawRow {
    let captured: Vec<(usize, Given)> = group
        .caught
        .iter()
        .filter_map(|(caught, (row, col))| {
            Some((shape.want(&caught.name)?, Given::Text(caught.text.clone(), Origin::new(site.number, *row, *col))))
        })
        .collect();
    let mut out = vec![Given::Lacking; shape.wants.len()];
    for (want, given) in constants.iter().chain(&captured).chain(cells) {
        let blank = is_blank(sheet, given);
        match &out[*want] {
            Given::Lacking => out[*want] = given.clone(),
            // A blank cell under a header says nothing against the name of the sheet.
            _ if blank => {}
            first => {
                let used = first.clone();
                shape.agreements.push(Agreement { read: site.read, want: *want, used: given.clone(), other: used });
                out[*want] = given.clone();
            }
        }
    }
    RawRow { read: site.read, row, cells: out }
}

fn is_blank(sheet: &Sheet, given: &Given) -> bool {
    match given {
        Given::Cell(origin) => origin.parts().is_none_or(|(_, row, col)| filled(sheet, row, col).is_none()),
        Given::Text(text, _) => tidy(text).is_empty(),
        Given::Lacking | Given::Fault => true,
    }
}

/// Adds a row; one row for each of the names that stand in one cell.
fn split(sheet: &Sheet, row: RawRow, shape: &mut Shape) {
    let mut rows = vec![row];
    for (index, want) in shape.wants.iter().enumerate() {
        let Some(mark) = &want.decl.split else { continue };
        rows = rows.into_iter().flat_map(|row| parts(sheet, row, index, mark)).collect();
    }
    shape.rows.append(&mut rows);
}

fn parts(sheet: &Sheet, row: RawRow, index: usize, mark: &str) -> Vec<RawRow> {
    let (text, origin) = match &row.cells[index] {
        Given::Cell(origin) => {
            let at = origin.parts().and_then(|(_, row, col)| filled(sheet, row, col));
            (at.map(|cell| shown(cell).into_owned()).unwrap_or_default(), *origin)
        }
        Given::Text(text, origin) => (text.to_string(), *origin),
        Given::Lacking | Given::Fault => return vec![row],
    };
    let pieces: Vec<&str> = text.split(mark).filter(|piece| !tidy(piece).is_empty()).collect();
    if pieces.len() < 2 {
        return vec![row];
    }
    let one = |piece: &&str| {
        let mut part = row.clone();
        part.cells[index] = Given::Text(Arc::from(&*tidy(piece)), origin);
        part
    };
    pieces.iter().map(one).collect()
}
