//! Which rows under the headers are data, totals or notes.

use std::collections::BTreeSet;

use super::book::{Cell, Sheet};
use super::figure::figure;
use super::keys::Keys;
use super::layout::Layout;
use super::raw::{is_blank, shown, tidy};
use super::shape::Want;
use crate::formula::text::normal;
use crate::scheme::decl::ColumnKind;

/// The rows of a sheet by what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sorted {
    /// Rows of data.
    pub(super) data: Vec<u32>,
    /// Total rows.
    pub(super) totals: Vec<u32>,
    /// Rows left out, and why.
    pub(super) left_out: Vec<(u32, &'static str)>,
}

/// What sorting needs to know of the table.
pub(super) struct Regard<'a> {
    pub(super) wants: &'a [Want],
    pub(super) keys: &'a [Option<Keys>],
    /// Names of the key columns.
    pub(super) key: &'a [String],
    pub(super) layout: &'a Layout,
}

impl Regard<'_> {
    fn want_at(&self, col: u32) -> Option<&Want> {
        let group = self.layout.groups.iter().flat_map(|group| &group.columns);
        let found = self.layout.single.iter().chain(group).find(|(_, at)| *at == col);
        found.and_then(|(want, _)| self.wants.get(*want))
    }
    fn cols(&self) -> BTreeSet<u32> {
        let group = self.layout.groups.iter().flat_map(|group| &group.columns);
        self.layout.single.iter().chain(group).map(|(_, col)| *col).collect()
    }
    fn is_key(&self, want: &Want) -> bool {
        self.key.iter().any(|key| normal(key) == normal(&want.name))
    }
    fn entries(&self, want: &Want) -> Option<&Keys> {
        self.keys.get(want.target.filter(|_| !want.maker)?)?.as_ref()
    }
}

/// Sorts the rows under the headers.
pub(super) fn sort(sheet: &Sheet, regard: &Regard<'_>) -> Sorted {
    let cols = regard.cols();
    let hidden: BTreeSet<u32> = sheet.hidden_cols.iter().copied().filter(|col| !cols.contains(col)).collect();
    let rows: Vec<(u32, Vec<(u32, &Cell)>)> = sheet
        .rows()
        .filter(|(row, _)| *row >= regard.layout.data)
        .map(|(row, cells)| {
            let filled = cells.iter().filter(|(col, cell)| !is_blank(cell) && !hidden.contains(col));
            (row, filled.map(|(col, cell)| (*col, cell)).collect())
        })
        .collect();
    let is_row = |cells: &[(u32, &Cell)]| cells.len() > 1 && !cells.iter().all(|(_, cell)| is_remark(&shown(cell)));
    let last = rows.iter().rev().find(|(_, cells)| is_row(cells)).map(|(row, _)| *row);
    let mut sorted = Sorted::default();
    for (row, cells) in &rows {
        let Some((col, first)) = cells.first() else { continue };
        if is_total(*col, first, regard) {
            sorted.totals.push(*row);
        } else if !cells.iter().any(|(col, _)| cols.contains(col)) {
            sorted.left_out.push((*row, "outside"));
        } else if last.is_none_or(|last| *row > last) && is_note(sheet, *row, cells, last.is_some(), regard) {
            sorted.left_out.push((*row, "note"));
        } else {
            sorted.data.push(*row);
        }
    }
    sorted
}

const TOTALS: [&str; 5] = ["合计", "小计", "总计", "平均", "平均分"];

/// Is a text one of the words for a row of sums or means, and nothing else?
pub fn names_total(text: &str) -> bool {
    TOTALS.contains(&normal(text).as_str())
}

/// A total row is one whose first filled cell says so and names no entry.
fn is_total(col: u32, first: &Cell, regard: &Regard<'_>) -> bool {
    let text = normal(&shown(first));
    if !TOTALS.iter().any(|word| text.ends_with(word)) {
        return false;
    }
    let Some(want) = regard.want_at(col) else { return true };
    if regard.is_key(want) {
        return names_total(&text);
    }
    regard.entries(want).is_none_or(|keys| !keys.index.contains_key(&text))
}

/// Does a total row hold sums (and not a mean)?
pub(super) fn is_sum(first: &Cell) -> bool {
    let text = normal(&shown(first));
    ["合计", "小计", "总计"].iter().any(|word| text.ends_with(word))
}

const REMARKS: [&str; 12] =
    ["注", "说明", "备注", "填报", "填表", "制表", "审核", "复核", "统计人", "负责人", "单位负责人", "附"];

/// Words under a table that are about it: 注 …, 填报人：….
fn is_remark(text: &str) -> bool {
    let plain = normal(text);
    plain.contains(':') || REMARKS.iter().any(|word| plain.starts_with(word))
}

fn is_note(sheet: &Sheet, row: u32, cells: &[(u32, &Cell)], under_rows: bool, regard: &Regard<'_>) -> bool {
    if cells.iter().all(|(_, cell)| is_remark(&shown(cell))) {
        return cells.iter().all(|(col, cell)| !names_entry(*col, cell, regard));
    }
    let [(col, cell)] = cells else { return false };
    let Some(want) = regard.want_at(*col) else { return true };
    let named = regard.is_key(want) || want.target.is_some();
    let figure = matches!(want.decl.kind, ColumnKind::Number { .. }) && figure(&shown(cell), &want.decl).is_ok();
    under_rows && !named && !figure && !goes_on(sheet, row, regard)
}

/// Does a wanted value of a row above go on over this one?
fn goes_on(sheet: &Sheet, row: u32, regard: &Regard<'_>) -> bool {
    let from = regard.layout.data;
    regard.cols().into_iter().any(|col| {
        regard.want_at(col).is_some_and(|want| want.decl.repeat_above)
            || sheet.merge_at(row, col).is_some_and(|area| area.left == col && area.top >= from && area.top < row)
    })
}

fn names_entry(col: u32, cell: &Cell, regard: &Regard<'_>) -> bool {
    let text = tidy(&shown(cell)).into_owned();
    let keys = regard.want_at(col).and_then(|want| regard.entries(want));
    keys.is_some_and(|keys| keys.find(&text).is_some() || keys.resembled(&text).is_some())
}
