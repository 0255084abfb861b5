//! How entries are called: one name for each, the same on every sheet.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::number::Exact;
use crate::tables::{Kind, Table, Tables, Value};

use super::grid::Cached;

/// Names of the entries of every table.
#[derive(Debug)]
pub(super) struct Labels(Vec<Vec<Arc<str>>>);

impl Labels {
    /// Titles where they are different from each other, else keys; a compound key is joined.
    pub fn new(tables: &Tables) -> Labels {
        let mut simple: Vec<Vec<Arc<str>>> = tables.list.iter().map(names).collect();
        for (index, table) in tables.list.iter().enumerate() {
            if table.key.len() > 1 {
                let joined = (0..table.rows).map(|row| joined(table, row, &simple).into()).collect();
                simple[index] = joined;
            }
        }
        Labels(simple)
    }

    /// The name of an entry.
    pub fn of(&self, table: usize, entry: u32) -> &str {
        self.0.get(table).and_then(|t| t.get(entry as usize)).map_or("", |n| n)
    }

    /// Does the table have entries with names?
    pub fn has(&self, table: usize) -> bool {
        self.0.get(table).is_some_and(|t| !t.is_empty())
    }

    /// A value as a cell shows it: names for entries, 是 and 否.
    pub fn shown(&self, value: &Value, kind: Option<Kind>) -> String {
        shown(&self.0, value, kind)
    }

    /// What a figure comes to, as kept beside its formula.
    pub fn cached(&self, value: &Value, kind: Option<Kind>) -> Cached {
        match value {
            Value::Number(n) => Cached::Number(n.clone()),
            Value::Date(date) => Cached::Number(Exact::from(crate::formula::day::serial(*date))),
            Value::NotApplicable | Value::Missing | Value::Fault => Cached::Blank,
            Value::Text(t) if t.is_empty() => Cached::Blank,
            other => Cached::Text(self.shown(other, kind)),
        }
    }
}

fn names(table: &Table) -> Vec<Arc<str>> {
    let titled = unique(&table.titles) && !table.titles.is_empty();
    if titled { table.titles.clone() } else { table.entries.clone() }
}

fn unique(names: &[Arc<str>]) -> bool {
    let mut seen = BTreeSet::new();
    names.iter().all(|n| seen.insert(crate::formula::text::normal(n)))
}

fn joined(table: &Table, row: usize, names: &[Vec<Arc<str>>]) -> String {
    let part = |column: &usize| {
        let column = &table.columns[*column];
        shown(names, &column.values[row], Some(column.kind))
    };
    table.key.iter().map(part).collect::<Vec<_>>().join("·")
}

fn shown(names: &[Vec<Arc<str>>], value: &Value, kind: Option<Kind>) -> String {
    match (value, kind) {
        (Value::Text(t), _) => t.to_string(),
        (Value::Entry(e), Some(Kind::Entry(table))) => {
            names.get(table).and_then(|t| t.get(*e as usize)).map(ToString::to_string).unwrap_or_default()
        }
        (Value::Bool(b), _) => if *b { "是" } else { "否" }.to_string(),
        (Value::Date(d), _) => format!("{}-{:02}-{:02}", d.year, d.month, d.day),
        (Value::Number(n), _) => n.trimmed(9),
        (Value::NotApplicable, _) => "—".to_string(),
        _ => String::new(),
    }
}
