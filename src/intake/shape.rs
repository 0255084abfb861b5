//! Rows between the sheets they were read from and the typed tables they become.

use std::sync::Arc;

use crate::finding::Place;
use crate::formula::ast::{Name, Span};
use crate::scheme::decl::{ColumnDecl, ColumnKind};
use crate::tables::{Origin, SheetRead};

/// A wanted column of one table; of a family, one member.
#[derive(Clone, Debug)]
pub(super) struct Want {
    /// Its name, a member's with its entry put in.
    pub(super) name: Arc<str>,
    /// What its cells are; of an undeclared column made up from what gives it.
    pub(super) decl: ColumnDecl,
    /// The family's pattern, its table and its entry.
    pub(super) member: Option<(Arc<str>, usize, u32)>,
    /// The table it refers to.
    pub(super) target: Option<usize>,
    /// Its values make the entries of that table.
    pub(super) maker: bool,
    /// It is declared, not only captured, set or read beside the table.
    pub(super) declared: bool,
}

impl Want {
    /// A column of that type without a name or options.
    pub(super) fn plain(kind: ColumnKind) -> Self {
        let place = Place::file("");
        let name = Name { parts: Vec::new(), span: Span::default(), quoted: false };
        let decl = ColumnDecl { kind, ..ColumnDecl::bare(name, String::new(), place) };
        Want { name: Arc::from(""), decl, member: None, target: None, maker: false, declared: true }
    }
}

/// What was found for a column in a row, before anything is converted.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Given {
    /// The cell there, filled or not.
    Cell(Origin),
    /// A text that stands in a name, a header, the scheme, or is a part of a cell.
    Text(Arc<str>, Origin),
    /// The source has no such column.
    Lacking,
    /// A finding says what is wrong here.
    Fault,
}

/// A row as read.
#[derive(Clone, Debug)]
pub(super) struct RawRow {
    /// Index in [`Shape::reads`].
    pub(super) read: usize,
    /// Row in the sheet.
    pub(super) row: u32,
    /// One per wanted column.
    pub(super) cells: Vec<Given>,
}

/// Two givers of one value, which must agree.
#[derive(Clone, Debug)]
pub(super) struct Agreement {
    /// Index in [`Shape::reads`].
    pub(super) read: usize,
    /// The wanted column.
    pub(super) want: usize,
    /// The one that is used.
    pub(super) used: Given,
    /// The other.
    pub(super) other: Given,
}

/// A sheet from which rows of one table were read.
#[derive(Clone, Debug)]
pub(super) struct Read {
    /// Index of the sheet in the origins.
    pub(super) sheet: u32,
    /// Index of the source among those of the table.
    pub(super) source: usize,
    /// Its line in the summary.
    pub(super) line: SheetRead,
}

/// A table between reading and converting.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// Wanted columns: declared ones in order, families expanded, then the others.
    pub(super) wants: Vec<Want>,
    /// Rows in the order read.
    pub(super) rows: Vec<RawRow>,
    /// Values that two places give.
    pub(super) agreements: Vec<Agreement>,
    /// The sheets read.
    pub(super) reads: Vec<Read>,
    /// A source could not be read, so rows that are missing are explained already.
    pub(super) failed: bool,
    /// A source that need not exist does not.
    pub(super) absent_source: bool,
    /// Columns and the entries that a slip in a header or a sheet's name hides.
    pub(super) lost: Vec<(String, Arc<str>)>,
}

impl Shape {
    /// The wanted column of that name.
    pub(super) fn want(&self, name: &str) -> Option<usize> {
        self.wants.iter().position(|want| &*want.name == name)
    }

    /// Counts a row that is left out, by its reason.
    pub(super) fn leave_out(&mut self, read: usize, reason: &'static str) {
        if let Some(read) = self.reads.get_mut(read) {
            count(&mut read.line.left_out, reason);
        }
    }

    /// Counts a kind of reading that is worth knowing.
    pub(super) fn note(&mut self, read: usize, kind: &'static str) {
        if let Some(read) = self.reads.get_mut(read) {
            count(&mut read.line.notes, kind);
        }
    }
}

/// Counts one more of a kind.
pub(super) fn count(list: &mut Vec<(&'static str, usize)>, kind: &'static str) {
    match list.iter_mut().find(|(name, _)| *name == kind) {
        Some((_, number)) => *number += 1,
        None => list.push((kind, 1)),
    }
}
