//! Who is appraised: a guess at the roster, and the columns of other tables that name its entries.

use std::collections::BTreeSet;

use crate::formula::text::normal;

use super::Found;
use super::column::Column;

/// Heads of a column that names units, as offices write them.
const HEADS: [&str; 15] = [
    "单位", "姓名", "名称", "村", "社区", "乡镇", "镇", "部门", "科室", "人员", "对象", "街道", "学校", "企业", "项目",
];
/// Heads of a roster's column with other names of its entries.
const OTHER_NAMES: [&str; 3] = ["简称", "别名", "曾用名"];
/// Words in the name of a table that gives other names.
const ALIASES: [&str; 4] = ["对照", "别名", "简称", "曾用名"];
/// A column names units where so many of ten of its cells do.
const MOST: usize = 8;
/// Fewer are no field of competitors.
const FEWEST: usize = 3;

/// The roster that was guessed.
#[derive(Debug)]
pub(super) struct Roster {
    /// Its table.
    pub table: usize,
    /// The column that names its entries.
    pub column: usize,
    /// Its column with other names, where it has one.
    pub other_names: Option<usize>,
    /// The table that gives other names, where there is one.
    pub aliases: Option<usize>,
    /// The names as they are compared, other names among them.
    pub names: BTreeSet<String>,
}

/// How well a column serves as the roster: tables that use it, its entries, how little its table says besides.
type Rank = (usize, usize, usize);

/// The table and column that seem to be the roster; columns that name its entries become references to it.
pub(super) fn roster(found: &mut [Found]) -> Option<Roster> {
    let mut best: Option<(Rank, Roster)> = None;
    for (table, one) in found.iter().enumerate() {
        for (column, c) in one.columns.iter().enumerate() {
            if !c.names_each() || c.texts.len() < FEWEST || !HEADS.iter().any(|head| c.name.ends_with(head)) {
                continue;
            }
            let roster = with_other_names(found, table, column);
            let others = found.iter().enumerate().filter(|(at, _)| *at != table);
            let users = others.filter(|(_, t)| uses(t, &roster)).count();
            // Most used, then most entries, then the table that says least besides.
            let rank = (users, roster.names.len(), usize::MAX - one.columns.len());
            if best.as_ref().is_none_or(|(other, _)| rank > *other) {
                best = Some((rank, roster));
            }
        }
    }
    let (_, roster) = best?;
    let name = found[roster.table].name.clone();
    for (at, other) in found.iter_mut().enumerate() {
        for c in other.columns.iter_mut().filter(|c| at != roster.table && refers(c, &roster.names)) {
            let unknown = c.texts.iter().filter(|(_, text)| !roster.names.contains(&normal(text)));
            c.odd.extend(unknown.map(|(at, text)| (at.clone(), text.to_string())));
            c.kind.clone_from(&name);
        }
    }
    Some(roster)
}

fn with_other_names(found: &[Found], table: usize, column: usize) -> Roster {
    let columns = &found[table].columns;
    let mut names = entries(&columns[column]);
    let other_names = columns.iter().position(|c| OTHER_NAMES.contains(&c.name.as_str()));
    names.extend(other_names.iter().flat_map(|at| entries(&columns[*at])));
    let gives = |t: &Found| {
        let named = |text: &str| ALIASES.iter().any(|word| text.contains(word));
        let one = t.sources.len() == 1 && (named(&t.name) || named(&t.sources[0].1));
        // Alias first, then the name that counts.
        matches!(&t.columns[..], [other, key, ..] if one && other.kind == "文本" && refers(key, &names))
    };
    let aliases = found.iter().position(gives).filter(|at| *at != table);
    let more: Vec<String> = aliases.iter().flat_map(|at| entries(&found[*at].columns[0])).collect();
    names.extend(more);
    Roster { table, column, other_names, aliases, names }
}

fn uses(table: &Found, roster: &Roster) -> bool {
    let sheets = table.captured(Some(("", &roster.names))).is_some_and(|name| name.is_empty());
    sheets || table.columns.iter().any(|c| refers(c, &roster.names))
}

fn entries(column: &Column) -> BTreeSet<String> {
    column.texts.iter().map(|(_, text)| normal(text)).collect()
}

fn refers(column: &Column, names: &BTreeSet<String>) -> bool {
    let known = column.texts.iter().filter(|(_, text)| names.contains(&normal(text))).count();
    column.kind == "文本" && known > 0 && known * 10 >= column.texts.len() * MOST
}
