//! Places of rules, tables and standing in the sheets.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::tables::Value;

use super::layout::FIRST_COL;

/// Where a rule's values stand.
#[derive(Clone, Debug)]
pub(super) enum RulePlace {
    /// A row per unit, a column per member from this one on.
    Columns { page: usize, first: u16 },
    /// Computed once: a row per member from this one on.
    Rows { page: usize, first: u32 },
    /// A row for some of the members.
    Some { page: usize, rows: BTreeMap<usize, u32> },
}

/// Where a table's rows stand.
#[derive(Clone, Debug)]
pub(super) enum TablePlace {
    /// No formula reads it.
    Nowhere,
    /// A row per row of the table.
    List(List),
    /// A row per unit; the other keys across.
    Aligned(Aligned),
}

/// A table written row by row.
#[derive(Clone, Debug)]
pub(super) struct List {
    /// Its sheet.
    pub page: usize,
    /// Its rows.
    pub rows: RowsAt,
    /// Sheet column of each column.
    pub cols: Vec<u16>,
    /// Sheet column of the entries' names.
    pub label: Option<u16>,
}

/// Sheet rows of the rows of a table.
#[derive(Clone, Debug)]
pub(super) enum RowsAt {
    /// Row by row of the table.
    Each(Rc<[u32]>),
    /// All of them, one below the other.
    Run {
        /// Sheet row of the first.
        first: u32,
        /// How many.
        count: usize,
    },
    /// Some of them, one below the other.
    Few {
        /// Sheet row of the first.
        first: u32,
        /// Which, rising.
        rows: Rc<[u32]>,
    },
}

impl RowsAt {
    /// The sheet row of a row of the table, where it stands in the sheet.
    pub fn at(&self, row: u32) -> Option<u32> {
        match self {
            RowsAt::Each(rows) => rows.get(row as usize).copied(),
            RowsAt::Run { first, count } => ((row as usize) < *count).then_some(first + row),
            RowsAt::Few { first, rows } => Some(first + u32::try_from(rows.binary_search(&row).ok()?).ok()?),
        }
    }

    /// Rows of the table with their sheet rows.
    pub fn pairs(&self) -> Vec<(u32, u32)> {
        match self {
            RowsAt::Each(rows) => (0..).zip(rows.iter().copied()).collect(),
            RowsAt::Run { first, count } => (0..).zip(*first..).take(*count).collect(),
            RowsAt::Few { first, rows } => rows.iter().copied().zip(*first..).collect(),
        }
    }

    /// First and last sheet row.
    pub fn ends(&self) -> Option<(u32, u32)> {
        let run = |first: u32, count: usize| Some((first, first + u32::try_from(count.checked_sub(1)?).ok()?));
        match self {
            RowsAt::Each(rows) => Some((*rows.iter().min()?, *rows.iter().max()?)),
            RowsAt::Run { first, count } => run(*first, *count),
            RowsAt::Few { first, rows } => run(*first, rows.len()),
        }
    }
}

/// A table of which every unit has one row for each combination of the other keys.
#[derive(Clone, Debug)]
pub(super) struct Aligned {
    /// Its sheet.
    pub page: usize,
    /// Its column of units.
    pub unit: usize,
    /// The other key columns.
    pub others: Vec<usize>,
    /// Their combinations, in order.
    pub combinations: Vec<Vec<Value>>,
    /// The columns that hold figures.
    pub columns: Vec<usize>,
}

impl Aligned {
    /// Sheet column of a figure; none for the keys.
    pub fn col(&self, combination: usize, column: usize) -> Option<u16> {
        let index = self.columns.iter().position(|c| *c == column)?;
        u16::try_from(combination * self.columns.len() + index).ok().map(|c| c + FIRST_COL)
    }
}

/// Columns of the sheet of standing; none where the scheme has no such thing.
#[derive(Clone, Debug, Default)]
pub(super) struct StandingPlace {
    /// Its sheet.
    pub page: usize,
    /// Columns by what they hold, a row per unit.
    pub cols: BTreeMap<Item, u16>,
    /// Rows by what they hold, where the sheet speaks of one unit.
    pub rows: BTreeMap<Item, u32>,
}

/// What a column of the sheet of standing holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    /// The group.
    Group,
    /// 得分 before rounding.
    Exact,
    /// 得分.
    Score,
    /// 1 where the unit has a place.
    Ranked,
    /// A key of the rank.
    RankKey(usize),
    /// A key among equals.
    OrderKey(usize),
    /// First unit with this 得分 (dense places).
    First,
    /// 名次.
    Rank,
    /// 位次.
    Position,
    /// 倒数名次.
    FromLast,
    /// Candidate for a line with a quota: list (tier, prize, flag) and line.
    Candidate(u8, usize),
    /// Taken by a line.
    Taken(u8, usize),
    /// 等次.
    Tier,
    /// 奖项.
    Prize,
    /// A flag.
    Flag(usize),
    /// 绩效工资.
    Pay,
    /// Why there is no 得分.
    Reason,
    /// The place in the list.
    Listed,
}
