//! Total rows are left out, but their sums are added up again.

use super::book::address::a1;
use super::book::{Cell, Raw, Sheet};
use super::cell::is_dash;
use super::faults;
use super::figure::figure;
use super::layout::{Layout, Spot};
use super::raw::{filled, shown};
use super::rows::{Sorted, is_sum};
use super::shape::Want;
use crate::finding::{Finding, Findings};
use crate::formula::ast::Unit;
use crate::formula::text::normal;
use crate::number::Exact;
use crate::scheme::decl::{ColumnDecl, ColumnKind, Totals};
use crate::scheme::suggest::NONE;

/// Adds up every number column over every total row again.
pub(super) fn check(
    sheet: &Sheet,
    wants: &[Want],
    layout: &Layout,
    sorted: &Sorted,
    how: Totals,
    spot: &Spot<'_>,
    findings: &mut Findings,
) {
    if how == Totals::Ignore {
        return;
    }
    let groups = layout.groups.iter().flat_map(|group| &group.columns);
    let mut columns: Vec<(usize, u32)> = layout.single.iter().chain(groups).copied().collect();
    columns.sort_by_key(|(_, col)| *col);
    columns.dedup_by_key(|(_, col)| *col);
    for (want, col) in columns {
        let Some(want) = wants.get(want) else { continue };
        if matches!(want.decl.kind, ColumnKind::Number { unit, .. } if unit != Unit::Percent) {
            column(sheet, want, col, sorted, how, spot, findings);
        }
    }
}

fn column(
    sheet: &Sheet,
    want: &Want,
    col: u32,
    sorted: &Sorted,
    how: Totals,
    spot: &Spot<'_>,
    findings: &mut Findings,
) {
    let mut block = Exact::ZERO;
    let mut all = Exact::ZERO;
    let mut texts: Vec<u32> = Vec::new();
    let mut rows = sorted.data.iter().peekable();
    for total in &sorted.totals {
        while let Some(row) = rows.next_if(|row| *row < total) {
            let Some(cell) = filled(sheet, *row, col) else { continue };
            let Some((value, percent)) = amount(cell, &want.decl) else {
                // A faulty cell is told by itself; nothing can be said of its sum.
                if is_strange(cell, &want.decl) {
                    return;
                }
                continue;
            };
            if percent {
                return;
            }
            if matches!(cell.value, Raw::Text(_)) && !value.is_zero() {
                texts.push(*row);
            }
            block += &value;
            all += &value;
        }
        let first = sheet
            .rows()
            .find(|(row, _)| row == total)
            .and_then(|(_, cells)| cells.iter().find(|(_, c)| !super::raw::is_blank(c)));
        let sums = first.is_some_and(|(_, cell)| is_sum(cell));
        if sums && let Some(cell) = filled(sheet, *total, col) {
            compare(cell, (*total, col), want, (&block, &all), &texts, how, spot, findings);
        }
        block = Exact::ZERO;
    }
}

fn is_strange(cell: &Cell, column: &ColumnDecl) -> bool {
    let text = normal(&shown(cell));
    !is_dash(&text) && column.outside.is_none() && !column.words.iter().any(|(word, _)| normal(word) == text)
}

fn amount(cell: &Cell, column: &ColumnDecl) -> Option<(Exact, bool)> {
    match &cell.value {
        Raw::Number { value, percent, .. } => Some((value.clone(), *percent)),
        Raw::Text(text) => figure(text, column).ok().map(|f| (f.value, f.percent)),
        _ => None,
    }
}

#[expect(clippy::too_many_arguments, reason = "each is one thing that the finding names")]
fn compare(
    cell: &Cell,
    at: (u32, u32),
    want: &Want,
    (block, all): (&Exact, &Exact),
    texts: &[u32],
    how: Totals,
    spot: &Spot<'_>,
    findings: &mut Findings,
) {
    let must = how == Totals::MustAgree;
    if must && matches!(cell.value, Raw::NoCache) {
        let finding = Finding::new(faults::NO_CACHED_VALUE, spot.cell(at));
        findings.push(finding.with("table", spot.table).with("column", &*want.name).with("found", "="));
    }
    let Some((written, false)) = amount(cell, &want.decl) else { return };
    if written == *block || written == *all {
        return;
    }
    // Some sheets print the sum of deductions without their sign.
    if want.decl.drop_sign && (written.abs() == block.abs() || written.abs() == all.abs()) {
        return;
    }
    let cells: Vec<String> = texts.iter().map(|row| a1(*row, at.1)).collect();
    let nearest = if (&written - block).abs() <= (&written - all).abs() { block } else { all };
    findings.push(
        Finding::new(if must { faults::TOTAL_WRONG } else { faults::TOTAL_DIFFERS }, spot.cell(at))
            .with("table", spot.table)
            .with("column", &*want.name)
            .with("found", shown(cell))
            .with("sum", nearest.plain(12))
            .with("difference", (&written - nearest).plain(12))
            .with("texts", if cells.is_empty() { NONE.to_owned() } else { shortened(&cells) }),
    );
}

/// At most ten of a list, and how many there are.
pub(super) fn shortened(list: &[String]) -> String {
    const SHOWN: usize = 10;
    match list.get(..SHOWN) {
        Some(first) if list.len() > SHOWN => format!("{} …（{}）", first.join("、"), list.len()),
        _ => list.join("、"),
    }
}
