//! Sheets of raw figures: what was read, laid out so that formulas can refer to it.

use std::collections::BTreeSet;

use crate::results::Results;
use crate::tables::{Kind, Table, Value};

use super::expr::{At, X};
use super::grid::{Cached, Content, Merge, Page, Role};
use super::labels::Labels;
use super::layout::{Aligned, FAMILY, FIRST_COL, List, MEMBER, TablePlace};
use super::reading::{Reader, Scope, raw_number};
use super::{Unwritable, facts, heads};

/// Writes every table that formulas read.
pub(super) fn write(reader: &mut Reader, notice: &str) {
    for index in 0..reader.results.tables.list.len() {
        match reader.layout.tables[index].clone() {
            TablePlace::Nowhere => {}
            TablePlace::List(list) => write_list(reader, index, &list, notice),
            TablePlace::Aligned(aligned) => write_aligned(reader, index, &aligned, notice),
        }
    }
}

/// Replaces derived columns' values by their formulas.
pub(super) fn write_derived(reader: &mut Reader, unwritten: &mut Vec<Unwritable>) {
    let results: &Results = reader.results;
    for derived in &results.derived {
        let table = &results.tables.list[derived.table];
        let column = &table.columns[derived.column];
        if matches!(reader.layout.tables[derived.table], TablePlace::Nowhere) {
            continue;
        }
        for row in reader.seen(derived.table) {
            let home = reader.cell_of(derived.table, derived.column, row, At { page: usize::MAX, row: 0, col: 0 });
            let Some(home) = home else { continue };
            let slots = [vec![row], derived.entries.clone()].concat();
            let own = std::mem::replace(&mut reader.money, derived.money);
            let read = reader.read(&derived.body, &Scope::new(slots, home)).map(|p| p.closed(derived.body.kind));
            reader.money = own;
            let cell = reader.pages[home.page].cells.get_mut(&(home.row, home.col));
            let Some(cell) = cell else { continue };
            match read {
                Ok(x) => {
                    let cached = reader.lookup.labels.cached(&column.values[row as usize], Some(column.kind));
                    cell.content = Content::Formula(x, cached);
                    cell.role = Role::Figure;
                }
                Err(why) => {
                    let name = format!("{}.{}", table.name, column.name);
                    if !unwritten.iter().any(|u| u.rule == name) {
                        unwritten.push(Unwritable { rule: name, why: why.0 });
                    }
                }
            }
        }
    }
}

/// More sheets of one file are not named one by one.
const NAMED: usize = 4;

/// Files and sheets that a table was read from.
pub(super) fn sources(results: &Results, table: &Table, rows: &[u32]) -> String {
    let mut seen = BTreeSet::new();
    let mut files: Vec<(&str, Vec<&str>)> = Vec::new();
    for origin in table.columns.iter().flat_map(|c| rows.iter().filter_map(|r| c.origins.get(*r as usize))) {
        let Some((sheet, _, _)) = origin.parts() else { continue };
        if !seen.insert(sheet) {
            continue;
        }
        let Some((file, name)) = results.tables.origins.sheets.get(sheet as usize) else { continue };
        let place = files.iter().position(|(f, _)| *f == &**file).unwrap_or_else(|| {
            files.push((file, Vec::new()));
            files.len() - 1
        });
        files[place].1.extend(name.as_deref().filter(|n| !n.is_empty()));
    }
    let named = |(file, sheets): &(&str, Vec<&str>)| match sheets.len() {
        0 => (*file).to_string(),
        n if n > NAMED => format!("{file}［{}等{n}张表］", sheets[0]),
        _ => format!("{file}［{}］", sheets.join("、")),
    };
    let list: Vec<String> = files.iter().map(named).collect();
    if list.is_empty() { "来源：考核方案".into() } else { format!("来源：{}", list.join("；")) }
}

/// A value as a raw cell: a dash for 不适用, nothing for 缺.
fn content(labels: &Labels, value: &Value, kind: Kind) -> Content {
    match value {
        Value::Number(n) => Content::Number(n.clone()),
        Value::Text(text) if kind == Kind::Raw => {
            raw_number(text).map_or_else(|| Content::Text(text.to_string()), |(n, _)| Content::Number(n))
        }
        Value::Date(d) => Content::Date(*d),
        Value::Missing => Content::Empty,
        other => Content::Text(labels.shown(other, Some(kind))),
    }
}

/// The format of a cell: an 原样 cell has its own.
fn format_of(value: &Value, kind: Kind, column: &str) -> String {
    match value {
        Value::Text(text) if kind == Kind::Raw => match raw_number(text) {
            Some((_, true)) => "0.######%".into(),
            Some((_, false)) => "General".into(),
            None => column.to_owned(),
        },
        _ => column.to_owned(),
    }
}

fn role(value: &Value, kind: Kind) -> Role {
    match (value, kind) {
        (Value::Text(_), Kind::Text) => Role::Name,
        (_, Kind::Entry(_)) => Role::Name,
        _ => Role::Raw,
    }
}

fn write_list(reader: &mut Reader, index: usize, list: &List, notice: &str) {
    let results = reader.results;
    let table = &results.tables.list[index];
    let body = reader.layout.first_row;
    let labels = &reader.lookup.labels;
    let derived = reader.layout.derived.clone();
    let one = reader.unit.is_some();
    let page = &mut reader.pages[list.page];
    heads::tall(page, 0, "序号");
    if let Some(label) = list.label {
        heads::tall(page, label, &table.name);
    }
    for ((number, column), col) in table.columns.iter().enumerate().zip(&list.cols) {
        if Some(*col) != list.label {
            heads::tall(page, *col, &facts::headed(&column.name, Some(column.kind)));
        }
        let values: Vec<&Value> = list.rows.pairs().iter().map(|(at, _)| &column.values[*at as usize]).collect();
        let format = facts::raw_format(&values, column.kind);
        let computed = derived.contains(&(index, number));
        for (at, row) in list.rows.pairs() {
            let value = &column.values[at as usize];
            let nothing = computed && *value == Value::NotApplicable;
            let shown = if nothing { Content::Empty } else { content(labels, value, column.kind) };
            let cell = page.put(row, *col, role(value, column.kind), shown);
            // A unit's rows are of different things, each with the places of its own figures.
            let format = if one { facts::raw_format(&[value], column.kind) } else { format.clone() };
            cell.format = format_of(value, column.kind, &format);
        }
    }
    let mut order: Vec<(u32, u32)> = list.rows.pairs().into_iter().map(|(at, row)| (row, at)).collect();
    order.sort_unstable();
    for (number, (row, entry)) in (1i64..).zip(order) {
        page.put(row, 0, Role::Centre, Content::Number(number.into()));
        if let Some(label) = list.label {
            page.text(row, label, Role::Name, labels.of(index, entry).to_string());
        }
    }
    let rows: Vec<u32> = list.rows.pairs().into_iter().map(|(at, _)| at).collect();
    finish(page, results, table, (&rows, body), notice);
}

fn write_aligned(reader: &mut Reader, index: usize, aligned: &Aligned, notice: &str) {
    let results = reader.results;
    let table = &results.tables.list[index];
    let body = reader.layout.first_row;
    let TablePlace::List(roster) = reader.layout.tables[reader.scheme.table].clone() else { return };
    let units = &results.tables.list[reader.scheme.table];
    let absent = facts::absent(table);
    let labels = &reader.lookup.labels;
    let unit_table = reader.scheme.table;
    let derived = reader.layout.derived.clone();
    let page = &mut reader.pages[aligned.page];
    heads::tall(page, 0, "序号");
    heads::tall(page, 1, &units.name);
    let rows = roster.rows.pairs();
    for (entry, row) in rows.iter().copied() {
        let number = i64::from(row) - i64::from(body) + 1;
        page.put(row, 0, Role::Centre, Content::Number(number.into()));
        page.text(row, 1, Role::Name, labels.of(unit_table, entry).to_string());
    }
    for (number, combination) in aligned.combinations.iter().enumerate() {
        combination_head(page, labels, table, aligned, number, combination);
        for column in &aligned.columns {
            let Some(col) = aligned.col(number, *column) else { continue };
            for (_, row) in &rows {
                let computed = derived.contains(&(index, *column));
                let empty =
                    if computed { Content::Empty } else { content(labels, &absent, table.columns[*column].kind) };
                page.put(*row, col, Role::Raw, empty);
            }
        }
    }
    for column in &aligned.columns {
        let declared = &table.columns[*column];
        for (number, combination) in aligned.combinations.iter().enumerate() {
            let rows: Vec<usize> = (0..table.rows)
                .filter(|r| combination.iter().zip(&aligned.others).all(|(v, c)| table.columns[*c].values[*r] == *v))
                .collect();
            let values: Vec<&Value> = rows.iter().map(|r| &declared.values[*r]).collect();
            let format = facts::raw_format(&values, declared.kind);
            let Some(col) = aligned.col(number, *column) else { continue };
            for row in rows {
                let Value::Entry(unit) = table.columns[aligned.unit].values[row] else { continue };
                let value = &declared.values[row];
                let cell = page.put(
                    roster.rows.at(unit).unwrap_or(body),
                    col,
                    role(value, declared.kind),
                    content(labels, value, declared.kind),
                );
                cell.format = format_of(value, declared.kind, &format);
            }
        }
    }
    let rows: Vec<u32> = (0u32..).take(table.rows).collect();
    finish(page, results, table, (&rows, body), notice);
}

fn combination_head(
    page: &mut Page,
    labels: &Labels,
    table: &Table,
    aligned: &Aligned,
    number: usize,
    combination: &[Value],
) {
    let names: Vec<String> =
        combination.iter().zip(&aligned.others).map(|(v, c)| labels.shown(v, Some(table.columns[*c].kind))).collect();
    let first = aligned.columns.first().and_then(|c| aligned.col(number, *c)).unwrap_or(FIRST_COL);
    let last = aligned.columns.last().and_then(|c| aligned.col(number, *c)).unwrap_or(first);
    if !names.is_empty() {
        page.block(Merge { top: FAMILY, left: first, bottom: FAMILY, right: last }, Role::Head, names.join("·"));
    }
    for column in &aligned.columns {
        let Some(col) = aligned.col(number, *column) else { continue };
        if names.is_empty() {
            heads::tall(page, col, &facts::headed(&table.columns[*column].name, Some(table.columns[*column].kind)));
        } else {
            let declared = &table.columns[*column];
            page.text(MEMBER, col, Role::Head, facts::headed(&declared.name, Some(declared.kind)));
        }
    }
}

fn finish(page: &mut Page, results: &Results, table: &Table, (rows, body): (&[u32], u32), notice: &str) {
    let last = page.last_col().max(5);
    heads::top(page, last, &table.name, notice, &sources(results, table, rows));
    page.hidden_rows = (MEMBER + 1..body).collect();
    heads::freeze(page, body, FIRST_COL);
}

/// The number columns of entries that stand in the head of a score sheet.
pub(super) fn entry_number(
    reader: &mut Reader,
    table: usize,
    column: usize,
    entry: u32,
    home: At,
) -> Option<(X, Cached, String)> {
    let far = At { page: usize::MAX, row: 0, col: 0 };
    let at = reader.cell_of(table, column, entry, far)?;
    let results = reader.results;
    let declared = &results.tables.list[table].columns[column];
    let value = &declared.values[entry as usize];
    let lost = declared.values.contains(&Value::Missing);
    // A reference to an empty cell would show 0.
    let x = if lost {
        X::when(X::infix(super::expr::Infix::Equal, X::Cell(at), X::blank()), X::blank(), X::Cell(at))
    } else {
        X::Cell(at)
    };
    let _ = home;
    let all: Vec<&Value> = declared.values.iter().collect();
    Some((x, reader.lookup.labels.cached(value, Some(declared.kind)), facts::raw_format(&all, declared.kind)))
}
