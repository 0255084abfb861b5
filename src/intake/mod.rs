//! Intake: from the workbooks of a period to typed tables, every value with the cell it was read from.
//!
//! Each table is read in two steps. First its rows are shaped — files, sheets, headers, rows, captures — and
//! its entries become known (`sources`, `header`, `layout`, `rows`, `build`, `entries`). Then, when all
//! entries are known, cells are converted (`only`, `convert`, `cell`) and the table is checked to be whole
//! (`agree`, `complete`, `missing`). A fault of one file never hides those of another; what one finding
//! explains is not told again.

mod agree;
mod aliases;
pub mod book;
mod build;
mod cell;
mod chosen;
mod complete;
mod convert;
mod day;
mod entries;
pub mod faults;
mod few;
mod figure;
mod files;
pub mod frame;
mod ground;
mod header;
mod keys;
mod layout;
mod levels;
mod missing;
mod names;
mod only;
mod pattern;
mod plan;
mod raw;
mod rows;
mod serial;
mod shape;
mod slip;
mod sources;
mod summary;
mod tables;
mod totals;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use cell::is_dash;
pub use figure::comes_whole;
pub use files::Folders;
pub use keys::near;
pub use rows::names_total;
pub use slip::Slip;

use crate::tables::{ReadSummary, Table, Tables, Value};

use crate::finding::Findings;
use crate::scheme::decl::{ColumnKind, Located2, Project};
use crate::scheme::period::Period;

/// Decides conditions, which need formulas.
pub trait Conditions {
    /// `only`: for each row of `table`, whose columns named in the condition are converted, does it count? Where a
    /// faulty cell decides it does, so that the fault is told.
    fn holds(&self, tables: &Tables, table: &Table, only: &Located2, findings: &mut Findings) -> Vec<bool>;
    /// `for`: for each combination of entries of these columns' tables, in their order, is a row due?
    /// For a column of texts the number is that of the text among those that occur in the column.
    fn due(
        &self,
        tables: &Tables,
        table: usize,
        columns: &[usize],
        for_: &Located2,
        combinations: &[Vec<u32>],
        findings: &mut Findings,
    ) -> Vec<bool>;
    /// The entries of a table that some scheme using it appraises; all of them if they are no scheme's units.
    fn units(&self, tables: &Tables, table: usize) -> Vec<u32>;
}

/// A text as a cell of that type: 原样 cells, which the method that uses them converts. References are not
/// looked up here.
pub fn written(text: &str, kind: &ColumnKind, year: i32) -> Result<Value, Slip> {
    cell::typed(text, kind, year)
}

/// The tables of a project without their workbooks: those that are built in or written in the scheme are whole, all
/// others have their columns and no rows.
pub fn unopened(project: &Project, period: &Period, conditions: &dyn Conditions) -> Tables {
    let mut told = Findings::default();
    tables::load(project, files::Shelf::empty(), std::path::Path::new(""), period, conditions, &mut told).0
}

/// Reads all tables of a project for a period.
pub fn load(
    project: &Project,
    folders: &Folders<'_>,
    period: &Period,
    conditions: &dyn Conditions,
    findings: &mut Findings,
) -> (Tables, ReadSummary) {
    tables::load(project, files::Shelf::list(folders), folders.project, period, conditions, findings)
}

/// Reads all tables with these workbooks (name and bytes) in the place of the period's files; `kept` says which of those
/// are read all the same.
pub fn load_with(
    project: &Project,
    folders: &Folders<'_>,
    workbooks: &[(String, Vec<u8>)],
    kept: &dyn Fn(&str) -> bool,
    period: &Period,
    conditions: &dyn Conditions,
    findings: &mut Findings,
) -> Tables {
    let books = workbooks.iter().filter_map(|(name, bytes)| book::from_bytes(bytes, name.as_str().into(), findings));
    let books = books.collect();
    let shelf = files::Shelf::list(folders).with(books, kept);
    tables::load(project, shelf, folders.project, period, conditions, findings).0
}
