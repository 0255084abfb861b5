//! Who is appraised: a guess at the roster, and the columns of other tables that name its entries.

use std::collections::BTreeSet;

use crate::formula::text::normal;

use super::Found;
use super::column::Column;

/// Heads of a column that names units, as offices write them.
const HEADS: [&str; 16] = [
    "单位",
    "姓名",
    "名称",
    "村",
    "社区",
    "乡镇",
    "镇",
    "部门",
    "科室",
    "人员",
    "对象",
    "街道",
    "学校",
    "企业",
    "项目",
    "被考核单位",
];
/// A column names units where so many of ten of its cells do.
const MOST: usize = 8;
/// Fewer are no field of competitors.
const FEWEST: usize = 3;

/// How well a column serves as the roster: tables that use it, its entries, how little its table says besides.
type Rank = (usize, usize, usize);

/// The table and column that seem to be the roster; columns that name its entries become references to it.
pub(super) fn roster(found: &mut [Found]) -> Option<(usize, usize)> {
    let mut best: Option<(Rank, (usize, usize))> = None;
    for (table, one) in found.iter().enumerate() {
        for (column, c) in one.columns.iter().enumerate() {
            if !c.names_each() || c.texts.len() < FEWEST || !HEADS.iter().any(|head| c.name.ends_with(head)) {
                continue;
            }
            let names = entries(c);
            let others = found.iter().enumerate().filter(|(at, _)| *at != table);
            let users = others.filter(|(_, t)| t.columns.iter().any(|c| refers(c, &names))).count();
            // Most used, then most entries, then the table that says least besides.
            let rank = (users, names.len(), usize::MAX - one.columns.len());
            if best.as_ref().is_none_or(|(other, _)| rank > *other) {
                best = Some((rank, (table, column)));
            }
        }
    }
    let (_, (table, column)) = best?;
    let names = entries(&found[table].columns[column]);
    let name = found[table].name.clone();
    for (at, other) in found.iter_mut().enumerate() {
        for c in other.columns.iter_mut().filter(|c| at != table && refers(c, &names)) {
            let unknown = c.texts.iter().filter(|(_, text)| !names.contains(&normal(text)));
            c.odd.extend(unknown.map(|(at, text)| (at.clone(), text.to_string())));
            c.kind.clone_from(&name);
        }
    }
    Some((table, column))
}

fn entries(column: &Column) -> BTreeSet<String> {
    column.texts.iter().map(|(_, text)| normal(text)).collect()
}

fn refers(column: &Column, names: &BTreeSet<String>) -> bool {
    let known = column.texts.iter().filter(|(_, text)| names.contains(&normal(text))).count();
    column.kind == "文本" && known > 0 && known * 10 >= column.texts.len() * MOST
}
