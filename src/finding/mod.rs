//! What is wrong in a scheme or a workbook, and where: findings, their codes and their places.
//!
//! A finding carries no sentence: it names a [`Code`] and arguments, and the sentences stand in
//! `messages/<language>/<stage>.ftl`. So the stages below `cli` know no language.

pub mod json;
pub mod messages;
pub mod place;
pub mod render;

use std::sync::Arc;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Note,
    /// Something a person should look at; it never stops a run.
    Warning,
    /// Nothing is published while it stands.
    Error,
}

/// The name of a kind of finding, as users see it (`unknown-entry`), and its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    /// Kebab-case, unique in the program, and the key of its message.
    pub id: &'static str,
    /// Its weight wherever it occurs.
    pub severity: Severity,
}

/// Declares the codes of one stage: constants, and `ALL` for the gallery and its test.
#[macro_export]
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $severity:ident $id:literal;)*) => {
        $($(#[$doc])* pub const $name: $crate::finding::Code =
            $crate::finding::Code { id: $id, severity: $crate::finding::Severity::$severity };)*
        /// Every code of this stage.
        pub const ALL: &[$crate::finding::Code] = &[$($name),*];
    };
}

/// Where something stands. Rows and columns count from 0 here and are shown as A1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path as the user knows it: inside the period's or the project's folder.
    pub file: Arc<str>,
    /// Where in the file.
    pub at: At,
}

/// A place inside a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// The file as a whole.
    Whole,
    /// Bytes `start..end` of a text file.
    Text {
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
    /// A sheet of a workbook (the empty name is a CSV file's only sheet).
    Sheet(Arc<str>),
    /// One cell.
    Cell {
        /// The sheet's name as it stands in the workbook.
        sheet: Arc<str>,
        /// From 0.
        row: u32,
        /// From 0.
        col: u32,
    },
}

impl Place {
    /// The file as a whole.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Place { file: file.into(), at: At::Whole }
    }
    /// Bytes of a text file.
    pub fn text(file: impl Into<Arc<str>>, start: usize, end: usize) -> Self {
        Place { file: file.into(), at: At::Text { start, end } }
    }
    /// A sheet.
    pub fn sheet(file: impl Into<Arc<str>>, sheet: impl Into<Arc<str>>) -> Self {
        Place { file: file.into(), at: At::Sheet(sheet.into()) }
    }
    /// A cell; row and column from 0.
    pub fn cell(file: impl Into<Arc<str>>, sheet: impl Into<Arc<str>>, row: u32, col: u32) -> Self {
        Place { file: file.into(), at: At::Cell { sheet: sheet.into(), row, col } }
    }
}

/// Something wrong or worth knowing, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind it is.
    pub code: Code,
    /// Where it stands.
    pub place: Place,
    /// Arguments of its message: found, expected, suggestion and the like, already as text.
    pub args: Vec<(&'static str, String)>,
    /// Other places that belong to it (the first of two duplicates, the members of a cycle).
    pub related: Vec<Place>,
}

impl Finding {
    /// A finding without arguments.
    pub fn new(code: Code, place: Place) -> Self {
        Finding { code, place, args: Vec::new(), related: Vec::new() }
    }
    /// Adds an argument of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }
    /// Adds another place.
    #[must_use]
    pub fn and_at(mut self, place: Place) -> Self {
        self.related.push(place);
        self
    }
}

/// Findings in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    folded: Vec<Finding>,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.list.push(finding);
    }
    /// Adds all of another list.
    pub fn append(&mut self, mut other: Findings) {
        self.list.append(&mut other.list);
        self.folded.append(&mut other.folded);
    }
    /// Keeps one that another counts: people are not told it, but whoever marks every cell needs it.
    pub fn fold(&mut self, finding: Finding) {
        self.folded.push(finding);
    }
    /// Those that others count.
    pub fn folded(&self) -> std::slice::Iter<'_, Finding> {
        self.folded.iter()
    }
    /// Is there an error among them?
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|f| f.code.severity == Severity::Error)
    }
    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }
    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
    /// In the order made.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.list.iter()
    }
    /// Sorted by file, place and code, doubles removed: the order in which they are shown.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| (&a.place, a.code.id, &a.args).cmp(&(&b.place, b.code.id, &b.args)));
        self.list.dedup();
    }
}
