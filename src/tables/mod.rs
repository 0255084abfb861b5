//! Tables: typed columns whose values know where they were read. Intake makes them, everything after reads them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::digest::Hashed;
use crate::finding::Place;
use crate::formula::ast::Date;
pub use crate::formula::kind::Kind;
use crate::number::Exact;
use crate::scheme::decl::Absent;

/// A value of a column or a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number; its unit is its column's or rule's.
    Number(Exact),
    /// Text, trimmed at both ends.
    Text(Arc<str>),
    /// Yes or no.
    Bool(bool),
    /// A date.
    Date(Date),
    /// An entry (row) of the table that the column refers to.
    Entry(u32),
    /// 不适用: nothing to score here, by the rules.
    NotApplicable,
    /// 缺: there should be a figure and it has not come.
    Missing,
    /// A finding says what is wrong here; nothing is computed from it and nothing more is said of it.
    Fault,
}

/// Where a value was read, packed: a sheet of [`Origins`], a row and a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(u64);

impl Origin {
    /// No origin: the value was not read from a cell.
    pub const NONE: Origin = Origin(u64::MAX);

    /// Packs a place; row < 2^24, column < 2^16.
    pub fn new(sheet: u32, row: u32, col: u32) -> Self {
        Origin(u64::from(sheet) << 40 | u64::from(row & 0xFF_FFFF) << 16 | u64::from(col & 0xFFFF))
    }
    /// Sheet, row and column, where there is one.
    pub fn parts(self) -> Option<(u32, u32, u32)> {
        if self == Self::NONE {
            return None;
        }
        let part = |shift: u32, mask: u64| u32::try_from((self.0 >> shift) & mask).unwrap_or(u32::MAX);
        Some((part(40, 0xFF_FFFF), part(16, 0xFF_FFFF), part(0, 0xFFFF)))
    }
    /// The packed form, as stored in parquet.
    pub fn packed(self) -> u64 {
        self.0
    }
}

/// The sheets that origins point into.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// File and sheet; `None` for a scheme file, whose rows and columns are line and column.
    pub sheets: Vec<(Arc<str>, Option<Arc<str>>)>,
}

impl Origins {
    /// The index of a sheet, added where it is new.
    pub fn sheet(&mut self, file: &Arc<str>, sheet: Option<&Arc<str>>) -> u32 {
        let found = self.sheets.iter().position(|(f, s)| f == file && s.as_ref() == sheet);
        let index = found.unwrap_or_else(|| {
            self.sheets.push((file.clone(), sheet.cloned()));
            self.sheets.len() - 1
        });
        u32::try_from(index).unwrap_or(u32::MAX)
    }
    /// The place an origin points to.
    pub fn place(&self, origin: Origin) -> Option<Place> {
        let (sheet, row, col) = origin.parts()?;
        let (file, name) = self.sheets.get(sheet as usize)?;
        Some(match name {
            Some(name) => Place::cell(file.clone(), name.clone(), row, col),
            // A scheme's own rows have no cell but a line and a column.
            None => Place::file(format!("{file}:{}:{}", row + 1, col + 1)),
        })
    }
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name; a member of a family has its entry put in (`率·办结率`).
    pub name: Arc<str>,
    /// The family's pattern and its entry, where it is a member: (`率·{指标}`, table, entry).
    pub member_of: Option<(Arc<str>, usize, u32)>,
    /// What its values are.
    pub kind: Kind,
    /// One per row.
    pub values: Vec<Value>,
    /// Where each was read.
    pub origins: Vec<Origin>,
    /// This reference does not decide to whom a row belongs.
    pub not_belonging: bool,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: Arc<str>,
    /// The scheme that alone sees it.
    pub private_to: Option<Arc<str>>,
    /// Columns in the order declared, then captured ones.
    pub columns: Vec<Column>,
    /// Number of rows.
    pub rows: usize,
    /// Indices of key columns (none: no entries; several: compound).
    pub key: Vec<usize>,
    /// For a single key: the name of each entry as written in the key column.
    pub entries: Vec<Arc<str>>,
    /// For a single key: printed name of each entry.
    pub titles: Vec<Arc<str>>,
    /// Normalized key, title or alias → entry.
    pub index: HashMap<String, u32>,
    /// Column indices of `one_per`.
    pub one_per: Vec<usize>,
    /// What a missing row of `one_per` means; with `for_`, combinations that are not due are 不适用.
    pub absent: Absent,
    /// It has a `for`.
    pub has_for: bool,
    /// Events.
    pub ledger: bool,
    /// It is built in, written in the scheme, or a level: no file holds it.
    pub written: bool,
}

impl Table {
    /// The index of a column by its exact name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| &*c.name == name)
    }
    /// What a row of `one_per` that does not stand there means: the table says so, or `for` made it not due.
    pub fn absent_value(&self) -> Value {
        match self.absent {
            Absent::Missing => Value::Missing,
            Absent::NotApplicable | Absent::Error => Value::NotApplicable,
        }
    }
    /// Does it have entries that can be referred to?
    pub fn has_entries(&self) -> bool {
        self.key.len() == 1
    }
    /// The entry that a text names (key, title or alias).
    pub fn find(&self, text: &str) -> Option<u32> {
        self.index.get(&crate::formula::text::normal(text)).copied()
    }
}

/// All tables of a project for one period.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// In the order declared: built-in ones, then those of the files, levels behind their tree.
    pub list: Vec<Table>,
    /// Where origins point to.
    pub origins: Origins,
}

impl Tables {
    /// The index of the table with that name that the scheme sees: its private one first.
    pub fn named(&self, name: &str, scheme: Option<&str>) -> Option<usize> {
        let private = self
            .list
            .iter()
            .position(|t| &*t.name == name && t.private_to.is_some() && t.private_to.as_deref() == scheme);
        private.or_else(|| self.list.iter().position(|t| &*t.name == name && t.private_to.is_none()))
    }
}

/// What was read and what was not, for the clerk who holds it against the paper.
#[derive(Clone, Debug, Default)]
pub struct ReadSummary {
    /// One line per table, file and sheet, in the order read.
    pub sheets: Vec<SheetRead>,
    /// The files that were used, by the bytes that were read.
    pub files: Vec<Hashed>,
    /// Files of the period's folder that no table claims.
    pub unclaimed: Vec<String>,
}

/// What was read from one sheet for one table.
#[derive(Clone, Debug, Default)]
pub struct SheetRead {
    /// The table.
    pub table: String,
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// Rows used.
    pub used: usize,
    /// Rows left out by reason (a message key: total, note, blank, only …) and how many.
    pub left_out: Vec<(&'static str, usize)>,
    /// Cells given a meaning: column, what stood there, what it means, how many.
    pub given: Vec<(String, String, String, usize)>,
    /// Kinds of exact reading worth counting: text numbers, full-width digits, percent signs …
    pub notes: Vec<(&'static str, usize)>,
    /// Of a table with as many rows as there are: sums of its number columns.
    pub sums: Vec<(String, Exact)>,
}
