//! An indicator tree with points at several levels: the points of an item are those of what stands under it.

use std::collections::BTreeMap;

use crate::finding::{Finding, Findings, Place};
use crate::formula::ast::Unit;
use crate::formula::kind::Kind;
use crate::number::Exact;
use crate::scheme::decl::TableDecl;
use crate::scoring::faults;
use crate::tables::{Table, Value};

use super::Desk;

/// Warns of items whose sub-items do not add up to them, where most others do.
pub(super) fn check(desk: &Desk<'_>, findings: &mut Findings) {
    for declared in desk.project.tables.iter().filter(|table| table.levels.len() > 1) {
        let found = desk.tables.list.iter().find(|table| {
            *table.name == *declared.name.value && table.private_to.as_deref() == declared.private_to.as_deref()
        });
        if let Some(table) = found {
            of_tree(desk, declared, table, findings);
        }
    }
}

fn of_tree(desk: &Desk<'_>, declared: &TableDecl, table: &Table, findings: &mut Findings) {
    let column = |name: &str| table.column(name);
    let levels: Vec<usize> = declared.levels.iter().filter_map(|level| column(&level.value)).collect();
    if levels.len() != declared.levels.len() {
        return;
    }
    let counts: Vec<Counted> = (0..table.columns.len()).filter_map(|c| counted(table, &levels, c)).collect();
    for upper in &counts {
        // The nearest level below that counts the same.
        let below = counts.iter().filter(|c| c.kind == upper.kind && c.level > upper.level);
        let Some(lower) = below.min_by_key(|c| c.level) else { continue };
        let items = items(desk, table, &levels, upper, lower);
        let right = items.iter().filter(|item| item.whole == item.parts).count();
        if right == 0 || right * 2 < items.len() {
            continue;
        }
        for item in items.iter().filter(|item| item.whole != item.parts) {
            let origin = table.columns[upper.column].origins.get(item.row).copied();
            let place = origin.and_then(|origin| desk.tables.origins.place(origin));
            let place = place.unwrap_or_else(|| declared.name.place.clone());
            findings.push(item_misses(table, upper, lower, item, place));
        }
    }
}

fn item_misses(table: &Table, upper: &Counted, lower: &Counted, item: &Item, place: Place) -> Finding {
    Finding::new(faults::SUB_ITEMS_MISS_ITEM, place)
        .with("table", &*table.name)
        .with("item", item.name.as_str())
        .with("column", &*table.columns[upper.column].name)
        .with("below", &*table.columns[lower.column].name)
        .with("found", item.parts.trimmed(6))
        .with("expected", item.whole.trimmed(6))
}

/// A column that counts something, and the uppermost level whose items have one figure each in it.
struct Counted {
    column: usize,
    level: usize,
    kind: Unit,
}

struct Item {
    name: String,
    row: usize,
    whole: Exact,
    parts: Exact,
}

fn counted(table: &Table, levels: &[usize], column: usize) -> Option<Counted> {
    let Kind::Number(kind) = table.columns[column].kind else { return None };
    let level = (0..levels.len()).find(|level| {
        let mut figures: BTreeMap<Vec<String>, &Value> = BTreeMap::new();
        table.columns[column]
            .values
            .iter()
            .enumerate()
            .all(|(row, value)| **figures.entry(path(table, &levels[..=*level], row)).or_insert(value) == *value)
    });
    // Rows of the last level are their own items even where they share a name.
    Some(Counted { column, level: level.unwrap_or(levels.len()), kind })
}

/// The items of the upper level with their figure and the sum of the figures under it.
fn items(desk: &Desk<'_>, table: &Table, levels: &[usize], upper: &Counted, lower: &Counted) -> Vec<Item> {
    let mut order: Vec<Vec<String>> = Vec::new();
    let mut items: BTreeMap<Vec<String>, Item> = BTreeMap::new();
    let mut seen: Vec<Vec<String>> = Vec::new();
    for row in 0..table.rows {
        let (Some(whole), Some(part)) = (number(table, upper.column, row), number(table, lower.column, row)) else {
            continue;
        };
        let name = path(table, &levels[..=upper.level], row);
        let item = items.entry(name.clone()).or_insert_with(|| {
            order.push(name.clone());
            let name = printed(desk, table, levels[upper.level], row);
            Item { name, row, whole: whole.clone(), parts: Exact::ZERO }
        });
        let sub = path(table, &levels[..levels.len().min(lower.level + 1)], row);
        // A figure that holds for several rows is one part.
        if lower.level < levels.len() {
            if seen.contains(&sub) {
                continue;
            }
            seen.push(sub);
        }
        item.parts = &item.parts + part;
    }
    order.into_iter().filter_map(|name| items.remove(&name)).collect()
}

fn number(table: &Table, column: usize, row: usize) -> Option<&Exact> {
    match table.columns[column].values.get(row) {
        Some(Value::Number(n)) => Some(n),
        _ => None,
    }
}

/// The item that a row stands under at a level, as printed.
fn printed(desk: &Desk<'_>, table: &Table, column: usize, row: usize) -> String {
    match (table.columns[column].values.get(row), table.columns[column].kind) {
        (Some(Value::Text(text)), _) => text.to_string(),
        (Some(Value::Entry(entry)), Kind::Entry(to)) => {
            desk.tables.list[to].titles.get(*entry as usize).map(ToString::to_string).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// The items a row stands under, from the root.
fn path(table: &Table, levels: &[usize], row: usize) -> Vec<String> {
    let text = |column: &usize| match table.columns[*column].values.get(row) {
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::Entry(entry)) => entry.to_string(),
        _ => String::new(),
    };
    levels.iter().map(text).collect()
}
