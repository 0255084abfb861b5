//! A workbook as its cells, bounded: whatever the format, the same grid with the same facts.
//!
//! What a file is, its content decides and never its ending. Every format is read as a stream into a grid
//! that holds only filled cells, so that neither a stray cell in the last corner of a sheet nor a
//! compressed bomb can take the memory; what lies outside the bounds is named in a warning. A file is read
//! whole or not at all: of a damaged one nothing is used.

use std::path::Path;
use std::sync::Arc;

use crate::finding::{Findings, Place};
use crate::formula::ast::Date;
use crate::number::Exact;

pub mod address;
mod bytes;
mod cfb;
mod csv;
mod date;
pub mod faults;
mod fill;
mod float;
mod format;
pub mod limits;
mod ods;
mod package;
mod sheet;
mod sniff;
mod trouble;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

#[cfg(test)]
mod tests;

pub use sniff::is_office_litter;

/// A file read whole.
#[derive(Clone, Debug)]
pub struct Book {
    /// Path as the user knows it.
    pub file: Arc<str>,
    /// Sheets in order; a CSV file has one with an empty name.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// As it stands in the workbook.
    pub name: Arc<str>,
    /// Hidden or very hidden.
    pub hidden: bool,
    /// Filled cells: rows that hold any, in order, each with its cells in order of column.
    grid: Vec<(u32, Vec<(u32, Cell)>)>,
    /// Merged areas, in order of left edge and top.
    merges: Vec<Area>,
    /// Hidden columns, where the format tells.
    pub hidden_cols: Vec<u32>,
    /// Hidden rows, where the format tells.
    pub hidden_rows: Vec<u32>,
    /// Cells outside the bounds that are read (first few), for a finding.
    pub stray: Vec<(u32, u32)>,
}

/// A rectangle of cells, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

/// What stands in a filled cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The value.
    pub value: Raw,
    /// It is a formula (its cached value is `value`).
    pub formula: bool,
}

/// A value before any column has said what it means.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    /// Text as it stands, untrimmed; empty only as the result of a formula.
    Text(Arc<str>),
    /// A number cell: the decimal of at most 15 significant digits nearest to the stored double.
    Number {
        /// Its value; for a cell formatted as a percent still the stored number (0.944).
        value: Exact,
        /// The cell is formatted as a percent.
        percent: bool,
        /// The 15-digit decimal differs from the double's shortest round-trip.
        inexact: bool,
    },
    /// TRUE or FALSE.
    Bool(bool),
    /// A date cell.
    Date(Date),
    /// `#REF!` and its kind, as shown.
    Error(Arc<str>),
    /// A formula without a cached value.
    NoCache,
}

/// Reads a file, whatever its format; without a book, a finding says why.
///
/// `shown` is the path as the user knows it, which findings and the book carry.
pub fn read(path: &Path, shown: Arc<str>, findings: &mut Findings) -> Option<Book> {
    let bytes = bytes_of(path, &shown, findings)?;
    from_bytes(&bytes, shown, findings)
}

/// The bytes of a file, within bounds; a finding says why there are none.
pub fn bytes_of(path: &Path, shown: &Arc<str>, findings: &mut Findings) -> Option<Vec<u8>> {
    trouble::read_file(path).map_err(|trouble| findings.push(trouble.finding(Place::file(shown.clone())))).ok()
}

/// The book that a file's bytes are.
pub fn from_bytes(bytes: &[u8], shown: Arc<str>, findings: &mut Findings) -> Option<Book> {
    match sniff::sheets(bytes) {
        Ok(contents) => {
            contents.report(&shown, findings);
            Some(Book { file: shown, sheets: contents.sheets })
        }
        Err(trouble) => {
            findings.push(trouble.finding(Place::file(shown)));
            None
        }
    }
}
