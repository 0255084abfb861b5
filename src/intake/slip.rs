//! What is wrong with a cell, before its place is known.

use crate::finding::{Code, Finding, Place};

/// A fault of one cell: its code and the arguments of its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    pub(super) code: Code,
    args: Vec<(&'static str, String)>,
}

impl Slip {
    /// A fault of that kind; `found` is what stands in the cell.
    pub(super) fn new(code: Code, found: &str) -> Self {
        Slip { code, args: vec![("found", found.to_owned())] }
    }

    /// Adds an argument of the message.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The finding, once table, column and place are known.
    pub fn at(self, place: Place, table: &str, column: &str) -> Finding {
        let finding = Finding::new(self.code, place).with("table", table).with("column", column);
        self.args.into_iter().fold(finding, |finding, (name, value)| finding.with(name, value))
    }
}
