//! Cells into a sheet, within the bounds; what every format shares between its records and the grid.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::format::Shown;
use super::trouble::Trouble;
use super::{Area, Cell, Raw, Sheet, address, date, faults, limits};
use crate::finding::{Finding, Findings, Place};
use crate::number::Exact;

/// What was read from a file.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Its sheets, in order.
    pub(super) sheets: Vec<Sheet>,
    /// Sheets with formulas whose cached 0 is doubtful: name, how many, the first.
    pub(super) doubtful: Vec<(Arc<str>, u32, (u32, u32))>,
}

impl Contents {
    /// Tells what was not read, or not to be trusted.
    pub(super) fn report(&self, file: &Arc<str>, findings: &mut Findings) {
        for sheet in &self.sheets {
            let Some((row, col)) = sheet.stray.first() else { continue };
            let cells: Vec<String> = sheet.stray.iter().map(|(row, col)| address::a1(*row, *col)).collect();
            let place = Place::cell(file.clone(), sheet.name.clone(), *row, *col);
            findings.push(
                Finding::new(faults::STRAY_CELLS, place)
                    .with("cells", cells.join(", "))
                    .with("rows", limits::ROWS.to_string())
                    .with("columns", limits::COLS.to_string()),
            );
        }
        for (sheet, count, (row, col)) in &self.doubtful {
            let place = Place::cell(file.clone(), sheet.clone(), *row, *col);
            findings.push(Finding::new(faults::CACHE_DOUBTFUL, place).with("count", count.to_string()));
        }
    }
}

/// How many more cells may be read of the file.
pub(super) struct Allowance(u32);

impl Allowance {
    /// Of a file of which nothing has been read.
    pub(super) fn new() -> Allowance {
        Allowance(limits::CELLS)
    }
}

/// A sheet being read.
pub(super) struct Filling<'a> {
    sheet: Sheet,
    merges: Vec<Area>,
    hidden_cols: BTreeSet<u32>,
    hidden_rows: BTreeSet<u32>,
    allowance: &'a mut Allowance,
}

impl<'a> Filling<'a> {
    /// An empty sheet.
    pub(super) fn new(name: Arc<str>, hidden: bool, allowance: &'a mut Allowance) -> Self {
        Filling {
            sheet: Sheet { name, hidden, ..Sheet::default() },
            merges: Vec::new(),
            hidden_cols: BTreeSet::new(),
            hidden_rows: BTreeSet::new(),
            allowance,
        }
    }

    /// The sheet's name.
    pub(super) fn name(&self) -> &Arc<str> {
        &self.sheet.name
    }

    /// Puts a cell in its place, or notes it as stray.
    pub(super) fn put(&mut self, row: u32, col: u32, value: Raw, formula: bool) -> Result<(), Trouble> {
        if row >= limits::ROWS || col >= limits::COLS {
            if self.sheet.stray.len() < limits::STRAY_NAMED {
                self.sheet.stray.push((row, col));
            }
            return Ok(());
        }
        self.allowance.0 =
            self.allowance.0.checked_sub(1).ok_or_else(|| Trouble::TooManyCells(self.sheet.name.clone()))?;
        self.sheet.put(row, col, Cell { value, formula });
        Ok(())
    }

    /// Puts text; empty text that no formula gave is a blank cell.
    pub(super) fn put_text(&mut self, row: u32, col: u32, text: Arc<str>, formula: bool) -> Result<(), Trouble> {
        if text.is_empty() && !formula {
            return Ok(());
        }
        self.put(row, col, Raw::Text(text), formula)
    }

    /// Notes a merged area.
    pub(super) fn merge(&mut self, area: Area) {
        if area.top < limits::ROWS && area.left < limits::COLS && area.top <= area.bottom && area.left <= area.right {
            let (bottom, right) = (area.bottom.min(limits::ROWS - 1), area.right.min(limits::COLS - 1));
            self.merges.push(Area { bottom, right, ..area });
        }
    }

    /// Notes hidden columns, inclusive.
    pub(super) fn hide_cols(&mut self, first: u32, last: u32) {
        self.hidden_cols.extend(first..=last.min(limits::COLS - 1));
    }

    /// Notes hidden rows, inclusive.
    pub(super) fn hide_rows(&mut self, first: u32, last: u32) {
        self.hidden_rows.extend(first..=last.min(limits::ROWS - 1));
    }

    /// The sheet as read.
    pub(super) fn done(mut self) -> Sheet {
        self.sheet.hidden_cols = self.hidden_cols.into_iter().collect();
        self.sheet.hidden_rows = self.hidden_rows.into_iter().collect();
        self.sheet.set_merges(self.merges);
        self.sheet
    }
}

/// A list of shared texts with one more, unless there are more than cells that are read.
pub(super) fn share(list: &mut Vec<Arc<str>>, text: &str, part: &str) -> Result<(), Trouble> {
    if u32::try_from(list.len()).is_ok_and(|len| len < limits::CELLS) {
        list.push(Arc::from(text));
        return Ok(());
    }
    Err(Trouble::TooManyCells(Arc::from(part)))
}

/// The meaning of a number by the format of its cell; none where the number was none (NaN, infinite).
pub(super) fn number(read: Option<(Exact, bool)>, shown: Shown, since_1904: bool) -> Raw {
    let Some((value, inexact)) = read else { return Raw::Error(Arc::from("#NUM!")) };
    if shown == Shown::Date
        && let Some(date) = date::of_serial(&value, since_1904)
    {
        return Raw::Date(date);
    }
    Raw::Number { value, percent: shown == Shown::Percent, inexact }
}
