//! `[table."…"]`: one table as declared.

use super::columns::columns;
use super::decl::{Absent, ColumnKind, Located, RowsFrom, TableDecl, Totals};
use super::faults;
use super::fields::{Fields, Reading};
use super::node::{Entry, Text};
use super::rows;
use super::rule::{self, figures};
use super::source::{from, plain};
use crate::finding::{Finding, Place};
use crate::formula::text::normal;

/// Every key of a table: none of them is a slip of another.
const KEYS: [&str; 17] = [
    "columns", "from", "rows", "items", "key", "repeats", "title", "aliases", "levels", "one_per", "for", "absent",
    "every", "distinct", "ledger", "only", "derive",
];

/// Reads a table; nothing where its value is no table at all.
pub(super) fn table(r: &mut Reading<'_>, entry: &Entry, top: &[&str]) -> Option<TableDecl> {
    let entries = r.table(&entry.value, "table")?;
    let mut fields = Fields::new(entries, entry.span);
    let name = Located { value: entry.key.trim().to_owned(), place: r.place(entry.span) };
    let texts = |fields: &mut Fields<'_>, r: &mut Reading<'_>, key| {
        fields
            .take_meant(key, &KEYS)
            .map(|entry| r.texts(&entry.value, key).into_iter().cloned().collect())
            .unwrap_or_default()
    };
    let mut table = TableDecl::empty(name, RowsFrom::Files(Vec::new()));
    let declared: Vec<Text> = texts(&mut fields, r, "columns");
    table.columns = columns(r, &declared.iter().collect::<Vec<_>>());
    rows_of(r, &mut fields, &mut table);
    table.key = fields.strings(r, "key");
    if table.key.is_empty() {
        table.key = own_key(&table).into_iter().collect();
    }
    table.merge_repeats = fields.word(r, "repeats", &[("合并", true)]).unwrap_or(false);
    table.title = fields.formula(r, "title");
    table.aliases = fields.text(r, "aliases").map(|text| plain(r, text.part()));
    table.levels = fields.strings(r, "levels");
    table.one_per = fields.strings(r, "one_per");
    table.for_ = fields.formula(r, "for");
    let absent = [("缺", Absent::Missing), ("不适用", Absent::NotApplicable)];
    table.absent = fields.word(r, "absent", &absent).unwrap_or_default();
    table.every = fields.strings(r, "every");
    table.distinct = fields.strings(r, "distinct");
    table.ledger = fields.yes(r, "ledger");
    table.only = fields.formula(r, "only");
    let derive: Vec<Text> = texts(&mut fields, r, "derive");
    for text in &derive {
        table.derive.extend(figures(r, text.part()));
    }
    derived_twice(r, &table);
    let totals = [("核对", Totals::MustAgree), ("提示", Totals::Hint), ("不核对", Totals::Ignore)];
    table.totals = fields.word(r, "totals", &totals).unwrap_or_default();
    fields.finish(r, top);
    if let Some(for_) = &table.for_
        && table.one_per.is_empty()
        && table.every.is_empty()
    {
        r.fault(faults::FOR_ALONE, for_.expr.span, &[("table", &table.name.value)]);
    }
    refer_to_levels(&mut table);
    Some(table)
}

/// Exactly one of `from`, `rows` and `items` gives the rows.
fn rows_of(r: &mut Reading<'_>, fields: &mut Fields<'_>, table: &mut TableDecl) {
    let keys = ["from", "rows", "items"];
    let given: Vec<&Entry> = keys.iter().filter_map(|key| fields.take(key)).collect();
    let name = table.name.value.clone();
    match given.as_slice() {
        [] => r.fault(faults::TABLE_WITHOUT_ROWS, fields.span, &[("table", &name)]),
        [_] => {}
        [first, second, ..] => {
            let args = [("table", name.as_str()), ("first", &first.key), ("second", &second.key)];
            r.fault(faults::ROWS_TWICE, second.span, &args);
        }
    }
    for entry in given.iter().rev() {
        match entry.key.as_str() {
            "from" => table.from = from(r, &entry.value),
            "rows" => {
                let texts = r.texts(&entry.value, "rows");
                if texts.iter().all(|text| rows::is_blank(&text.value)) {
                    r.fault(faults::EMPTY_TEXT, entry.value.span, &[("key", "rows")]);
                }
                let (columns, rows) = rows::rows(r, &texts);
                table.columns.extend(columns);
                table.from = RowsFrom::Rows(rows);
            }
            _ => {
                let texts = r.texts(&entry.value, "items");
                table.from = RowsFrom::Items(rows::names(r, &texts));
            }
        }
    }
}

/// A derived column whose name another column has.
fn derived_twice(r: &mut Reading<'_>, table: &TableDecl) {
    let mut taken: Vec<(String, Place)> =
        table.columns.iter().map(|column| (normal(&column.label), column.place.clone())).collect();
    for rule in &table.derive {
        let (name, place) = (rule::plain(&rule.name), r.place(rule.name.span));
        match taken.iter().find(|(other, _)| *other == normal(&name)) {
            Some((_, first)) => {
                let finding = Finding::new(faults::COLUMN_TWICE, place).with("column", name);
                r.findings.push(finding.and_at(first.clone()));
            }
            None => taken.push((normal(&name), place)),
        }
    }
}

/// With `items` the table's own name is the key, with `rows` the first column.
fn own_key(table: &TableDecl) -> Option<Located<String>> {
    match &table.from {
        RowsFrom::Items(_) => Some(table.name.clone()),
        RowsFrom::Rows(_) => {
            let first = table.columns.first()?;
            Some(Located { value: first.label.clone(), place: first.place.clone() })
        }
        _ => None,
    }
}

/// The inner levels of a tree are tables of their own, and its rows refer to them.
fn refer_to_levels(table: &mut TableDecl) {
    for level in inner_levels(table) {
        let column = table.columns.iter_mut().find(|column| normal(&column.label) == normal(&level));
        if let Some(column) = column
            && column.kind == ColumnKind::Text
        {
            column.kind = ColumnKind::Reference(level);
        }
    }
}

/// Every level but the one that is the key.
pub(super) fn inner_levels(table: &TableDecl) -> Vec<String> {
    let key = |level: &&Located<String>| !table.key.iter().any(|key| normal(&key.value) == normal(&level.value));
    table.levels.iter().filter(key).map(|level| level.value.clone()).collect()
}
