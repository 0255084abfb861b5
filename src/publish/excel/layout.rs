//! Where everything stands: which sheet, row and column holds each figure, before any is written.

use std::collections::{BTreeMap, BTreeSet};

use crate::results::{Results, Rule, Scheme};
use crate::tables::{Kind, Table, Value};

use super::expr::At;
use super::facts;
use super::labels::Labels;
use super::names::Names;
pub(super) use super::places::{Aligned, Item, List, RowsAt, RulePlace, StandingPlace, TablePlace};

/// Row of the title.
pub(super) const TITLE: u32 = 0;
/// Row of the notice and the period.
pub(super) const NOTICE: u32 = 1;
/// Row of what the regulation says, or of the sources.
pub(super) const QUOTE: u32 = 2;
/// Row of family names.
pub(super) const FAMILY: u32 = 3;
/// Row of member names.
pub(super) const MEMBER: u32 = 4;
/// First row of the entries' own numbers.
pub(super) const ENTRY: u32 = 5;
/// First column behind number and name.
pub(super) const FIRST_COL: u16 = 2;
/// More changes of group than these down the roster make formulas unreadable.
const PIECES: usize = 24;
/// Wider tables stand row by row.
const WIDEST: usize = 1500;

/// The whole workbook's addresses.
#[derive(Debug)]
pub(super) struct Layout {
    /// Sheet names.
    pub names: Vec<String>,
    /// Sheets by what they hold.
    pub pages: Pages,
    /// Sheet row of each unit.
    pub unit_rows: Vec<u32>,
    /// Rows are by groups, not by the roster.
    pub sorted: bool,
    /// First row of units.
    pub first_row: u32,
    /// Where rules stand.
    pub rules: Vec<RulePlace>,
    /// Where tables stand.
    pub tables: Vec<TablePlace>,
    /// Columns that are computed row by row: table, column.
    pub derived: BTreeSet<(usize, usize)>,
    /// Entries' number columns in the heads, by sheet: table, column, row.
    pub heads: BTreeMap<(usize, usize, usize), u32>,
    /// Entries over each column of a sheet: table, entry.
    pub over: BTreeMap<(usize, u16), Vec<(usize, u32)>>,
    /// Standing.
    pub standing: StandingPlace,
    /// Tables too large to stand in the workbook, with their rows.
    pub left_out: Vec<(usize, usize)>,
}

/// Indices of sheets.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// 说明.
    pub about: usize,
    /// 排名.
    pub ranking: usize,
    /// One per group, where there are several.
    pub groups: Vec<(String, usize)>,
    /// 图表.
    pub charts: usize,
    /// 与上期比较.
    pub moves: usize,
    /// 得分与名次.
    pub standing: usize,
    /// One per clause with rules of units.
    pub clauses: Vec<Option<usize>>,
    /// Overall rules and constants.
    pub overall: usize,
    /// Tables.
    pub tables: Vec<Option<usize>>,
    /// Helping columns per unit.
    pub aids: usize,
    /// Figures of other schemes.
    pub foreign: usize,
    /// 依据.
    pub basis: usize,
}

/// Lays everything out.
pub(super) fn lay_out(results: &Results, scheme: &Scheme, labels: &Labels) -> Layout {
    let mut read = facts::tables_read(results, scheme);
    let left_out = facts::too_large(results, scheme, &read);
    for (table, _) in &left_out {
        read.remove(table);
    }
    let mut names = Names::default();
    let pages = pages(results, scheme, &read, &mut names);
    let attributes = attributes(results, scheme, &pages);
    let deepest = attributes.values().map(BTreeSet::len).max().unwrap_or(0);
    let first_row = ENTRY + u32::try_from(deepest).unwrap_or(0);
    let (order, sorted) = order(scheme);
    let entry_rows = entry_rows(scheme, &order, results.tables.list[scheme.table].rows, first_row);
    let unit_rows = scheme.units.iter().map(|u| entry_rows[u.entry as usize]).collect();
    let mut heads = BTreeMap::new();
    for (page, wanted) in &attributes {
        for (row, (table, column)) in (ENTRY..).zip(wanted) {
            heads.insert((*page, *table, *column), row);
        }
    }
    let mut over = BTreeMap::new();
    let rules = rules(scheme, &pages, &mut over);
    let tables = (0..results.tables.list.len())
        .map(|t| match pages.tables[t] {
            Some(page) => table(results, scheme, t, page, (&entry_rows, first_row), labels),
            None => TablePlace::Nowhere,
        })
        .collect();
    let standing = StandingPlace { page: pages.standing, ..StandingPlace::default() };
    let derived = results.derived.iter().map(|d| (d.table, d.column)).collect();
    let names = names.list;
    Layout { names, derived, pages, sorted, unit_rows, first_row, rules, tables, heads, over, standing, left_out }
}

fn pages(results: &Results, scheme: &Scheme, read: &BTreeSet<usize>, names: &mut Names) -> Pages {
    let mut pages = Pages { about: names.add("说明"), ranking: names.add("排名"), ..Pages::default() };
    let groups: BTreeSet<&str> = scheme.units.iter().map(|u| &*u.group).collect();
    if groups.len() > 1 {
        pages.groups = groups.into_iter().map(|g| (g.to_string(), names.add(&format!("排名·{g}")))).collect();
    }
    (pages.charts, pages.moves) = (names.add("图表"), names.add("与上期比较"));
    pages.standing = names.add("得分与名次");
    for index in 0..scheme.clauses.len() {
        let has = scheme.rules.iter().any(|r| !alone(r) && r.definitions[0].clause == index);
        pages.clauses.push(has.then(|| names.add(subject(&scheme.clauses[index].heading))));
    }
    pages.overall = names.add("总体数据");
    for (index, table) in results.tables.list.iter().enumerate() {
        pages.tables.push(read.contains(&index).then(|| names.add(&table.name)));
    }
    pages.foreign = names.add("引用数据");
    pages.aids = names.add("辅助计算");
    pages.basis = names.add("依据");
    pages
}

/// A rule that has no value per unit.
pub(super) fn alone(rule: &Rule) -> bool {
    rule.overall || rule.constant && rule.definitions.len() == 1
}

/// The subject of a heading: what stands behind its number.
fn subject(heading: &str) -> &str {
    heading.split_once(char::is_whitespace).map_or(heading, |(_, s)| s)
}

/// Which number columns of entries stand in the heads of each clause's sheet.
fn attributes(results: &Results, scheme: &Scheme, pages: &Pages) -> BTreeMap<usize, BTreeSet<(usize, usize)>> {
    let mut used = BTreeSet::new();
    for tree in facts::trees(scheme) {
        facts::entry_columns(results, tree, &mut used);
    }
    let mut out: BTreeMap<usize, BTreeSet<(usize, usize)>> = BTreeMap::new();
    for rule in scheme.rules.iter().filter(|r| !alone(r)) {
        let Some(page) = pages.clauses[rule.definitions[0].clause] else { continue };
        let mine = used.iter().filter(|(table, _)| rule.axes.contains(table));
        out.entry(page).or_default().extend(mine);
    }
    out
}

/// Positions of the units in the order of their rows: that of the roster, unless its groups are so mixed that
/// a group would be many pieces in every formula. Is it by groups?
fn order(scheme: &Scheme) -> (Vec<usize>, bool) {
    let mut order: Vec<usize> = (0..scheme.units.len()).collect();
    let breaks = scheme.units.windows(2).filter(|w| w[0].group != w[1].group).count();
    if breaks <= PIECES {
        return (order, false);
    }
    let mut groups: Vec<&str> = Vec::new();
    for unit in &scheme.units {
        if !groups.contains(&&*unit.group) {
            groups.push(&unit.group);
        }
    }
    order.sort_by_key(|p| groups.iter().position(|g| *g == &*scheme.units[*p].group));
    (order, true)
}

/// Sheet rows of the roster's entries: the appraised first, in order.
fn entry_rows(scheme: &Scheme, order: &[usize], count: usize, first: u32) -> Vec<u32> {
    let mut out = vec![0; count];
    let appraised: BTreeSet<u32> = scheme.units.iter().map(|u| u.entry).collect();
    let others = (0u32..).take(count).filter(|e| !appraised.contains(e));
    for (row, entry) in (first..).zip(order.iter().map(|p| scheme.units[*p].entry).chain(others)) {
        out[entry as usize] = row;
    }
    out
}

fn rules(scheme: &Scheme, pages: &Pages, over: &mut BTreeMap<(usize, u16), Vec<(usize, u32)>>) -> Vec<RulePlace> {
    let mut next_col: BTreeMap<usize, u16> = BTreeMap::new();
    let mut next_row = MEMBER + 1;
    let mut out = Vec::new();
    for rule in &scheme.rules {
        let page = pages.clauses[rule.definitions[0].clause].filter(|_| !alone(rule));
        let Some(page) = page else {
            out.push(RulePlace::Rows { page: pages.overall, first: next_row });
            next_row += u32::try_from(rule.members.len()).unwrap_or(0);
            continue;
        };
        let next = next_col.entry(page).or_insert(FIRST_COL);
        out.push(RulePlace::Columns { page, first: *next });
        for (_, entries) in &rule.members {
            let entries = rule.axes.iter().copied().zip(entries.iter().copied()).collect();
            over.insert((page, *next), entries);
            *next += 1;
        }
    }
    out
}

fn table(
    results: &Results,
    scheme: &Scheme,
    index: usize,
    page: usize,
    (entry_rows, first_row): (&[u32], u32),
    labels: &Labels,
) -> TablePlace {
    let table = &results.tables.list[index];
    let aligned = facts::unit_column(table, scheme.table).and_then(|unit| aligned(table, unit, page));
    if let Some(aligned) = aligned {
        return TablePlace::Aligned(aligned);
    }
    let rows = if index == scheme.table {
        RowsAt::Each(entry_rows.into())
    } else {
        RowsAt::Run { first: first_row, count: table.rows }
    };
    TablePlace::List(list(table, index, page, rows, labels))
}

/// A table row by row: running number, names of its entries, columns.
pub(super) fn list(table: &Table, index: usize, page: usize, rows: RowsAt, labels: &Labels) -> List {
    let mut next = 1;
    let label = labels.has(index).then(|| {
        next = 2;
        1
    });
    let key_is_label = |c: usize| {
        label.is_some()
            && table.key == [c]
            // A day or a number stands in its own column as what it is: formulas compare it.
            && matches!(table.columns[c].kind, Kind::Text | Kind::Entry(_))
            && (0u32..).take(table.rows).all(|e| labels.of(index, e) == &*table.entries[e as usize])
    };
    let cols = (0..table.columns.len())
        .map(|c| {
            if key_is_label(c) {
                return 1;
            }
            next += 1;
            next - 1
        })
        .collect();
    List { page, rows, cols, label }
}

fn aligned(table: &Table, unit: usize, page: usize) -> Option<Aligned> {
    let others: Vec<usize> = table.one_per.iter().copied().filter(|c| *c != unit).collect();
    let mut combinations: Vec<Vec<Value>> = Vec::new();
    for row in 0..table.rows {
        let key: Vec<Value> = others.iter().map(|c| table.columns[*c].values[row].clone()).collect();
        if !combinations.contains(&key) {
            combinations.push(key);
        }
    }
    let place = |value: &Value| match value {
        Value::Entry(e) => *e,
        _ => 0,
    };
    combinations.sort_by_key(|k| k.iter().map(place).collect::<Vec<_>>());
    let columns: Vec<usize> = (0..table.columns.len()).filter(|c| !table.one_per.contains(c)).collect();
    let wide = combinations.len() * columns.len();
    let known = table.rows > 0 && !columns.is_empty() && wide <= WIDEST;
    known.then_some(Aligned { page, unit, others, combinations, columns })
}

impl Layout {
    /// The cell of a rule's member for a unit position.
    pub fn rule(&self, rule: usize, unit: usize, member: usize) -> At {
        match &self.rules[rule] {
            RulePlace::Columns { page, first } => {
                let col = first + u16::try_from(member).unwrap_or(u16::MAX - first);
                At { page: *page, row: self.unit_rows[unit], col }
            }
            RulePlace::Rows { page, first } => {
                At { page: *page, row: first + u32::try_from(member).unwrap_or(0), col: 1 }
            }
            RulePlace::Some { page, rows } => {
                At { page: *page, row: rows.get(&member).copied().unwrap_or(u32::MAX), col: 1 }
            }
        }
    }

    /// Does a member of a rule stand in the workbook?
    pub fn holds(&self, rule: usize, member: usize) -> bool {
        !matches!(&self.rules[rule], RulePlace::Some { rows, .. } if !rows.contains_key(&member))
    }

    /// The cell of a unit's standing.
    pub fn standing(&self, item: Item, unit: usize) -> Option<At> {
        if let Some(row) = self.standing.rows.get(&item) {
            return Some(At { page: self.standing.page, row: *row, col: 1 });
        }
        let col = *self.standing.cols.get(&item)?;
        Some(At { page: self.standing.page, row: self.unit_rows[unit], col })
    }

    /// First and last cell of the column of units that a cell stands in.
    pub fn column(&self, at: At) -> (At, At) {
        let last = self.first_row + u32::try_from(self.unit_rows.len().saturating_sub(1)).unwrap_or(0);
        (At { row: self.first_row, ..at }, At { row: last, ..at })
    }

    /// First and last cell of a column of standing.
    pub fn standing_column(&self, item: Item) -> Option<(At, At)> {
        let at = self.standing(item, 0)?;
        Some(self.column(at))
    }
}
