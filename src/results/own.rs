//! What is a unit's own: the rows that lead to it, and what its formulas take from elsewhere.

use std::collections::HashMap;

use crate::formula::tree::Node;
use crate::tables::{Kind, Value};

/// For every unit of a scheme the rows that are its own, and the values that its formulas need of others.
#[derive(Debug, Default)]
pub struct Own {
    pub(super) tables: Vec<Sight>,
    pub(super) given: Vec<Given>,
    /// By the address of the node in its tree; only looked up.
    pub(super) places: HashMap<usize, usize>,
}

/// Which rows of a table a unit may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// It speaks of no unit: parameters, indicators.
    Whole,
    /// It speaks of other units only.
    Nothing,
    /// The rows from `starts[unit]` up to `starts[unit + 1]`, in the order of the table.
    Each { starts: Vec<usize>, rows: Vec<u32> },
}

/// The rows of a table that a unit may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows<'o> {
    /// Every row.
    Whole,
    /// These, rising.
    Few(&'o [u32]),
}

/// A part of a formula that is not the unit's own, with its values: an input of the unit's workbook.
#[derive(Clone, Debug)]
pub struct Given {
    /// It as the scheme writes it.
    pub text: String,
    /// Where it comes from.
    pub whence: Whence,
    /// What its values are.
    pub kind: Option<Kind>,
    /// Some value is 不适用.
    pub na: bool,
    /// Some value is 缺.
    pub missing: bool,
    /// The things at hand that it depends on: slot and table.
    pub slots: Vec<(usize, usize)>,
    /// The entries in those slots, value by value, rising.
    pub(super) keys: Vec<u32>,
    pub(super) values: Vec<Value>,
}

/// Where a value that is not the unit's own comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whence {
    /// The units of its group.
    Group,
    /// All units of its scheme.
    All,
    /// Another unit of its scheme.
    Unit,
    /// The results of the scheme with this index.
    Scheme(usize),
    /// Rows of the table with this index that are not the unit's own.
    Table(usize),
}

impl Own {
    /// The rows of a table that the unit at that position may see.
    pub fn rows(&self, table: usize, unit: usize) -> Rows<'_> {
        match &self.tables[table] {
            Sight::Whole => Rows::Whole,
            Sight::Nothing => Rows::Few(&[]),
            Sight::Each { starts, rows } => Rows::Few(&rows[starts[unit]..starts[unit + 1]]),
        }
    }

    /// The input that stands in place of a node, where it is not the unit's own.
    pub fn given(&self, node: &Node) -> Option<(usize, &Given)> {
        let index = *self.places.get(&std::ptr::from_ref(node).addr())?;
        Some((index, &self.given[index]))
    }
}

impl Given {
    /// The entries that decide, out of all things at hand.
    pub fn key(&self, slots: &[u32]) -> Option<Vec<u32>> {
        self.slots.iter().map(|(slot, _)| slots.get(*slot).copied()).collect()
    }

    /// The value for these entries.
    pub fn value(&self, key: &[u32]) -> Option<&Value> {
        let width = self.slots.len();
        if width == 0 {
            return self.values.first();
        }
        let (mut low, mut high) = (0, self.values.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.keys[middle * width..(middle + 1) * width].cmp(key) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return self.values.get(middle),
            }
        }
        None
    }
}
