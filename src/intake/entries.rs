//! The entries of a table: their keys, aliases and titles.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::aliases::{Alias, aliases};
use super::day;
use super::faults;
use super::ground::Ground;
use super::keys::{Keys, alike};
use super::names::title;
use super::raw::{shown, tidy};
use super::shape::{Given, RawRow, Shape, Want};
use super::sources::Desk;
use crate::finding::{Finding, Findings, Place};
use crate::formula::text::normal;
use crate::scheme::decl::{ColumnKind, TableDecl};
use crate::scheme::suggest::NONE;
use crate::tables::Origin;

/// A column of this name holds further names of its entry, separated by 、.
const ALIAS_COLUMN: &str = "别名";

/// The text that was found for a column.
pub(super) fn text(ground: &Ground, given: &Given) -> String {
    match given {
        Given::Cell(origin) => ground.cell(*origin).map(|cell| tidy(&shown(cell)).into_owned()).unwrap_or_default(),
        Given::Text(text, _) => tidy(text).into_owned(),
        Given::Lacking | Given::Fault => String::new(),
    }
}

/// The place of what was found for a column in a row.
pub(super) fn place(ground: &Ground, shape: &Shape, row: &RawRow, want: usize) -> Place {
    let sheet = shape.reads.get(row.read).map_or(u32::MAX, |read| read.sheet);
    let origin = match row.cells.get(want) {
        Some(Given::Cell(origin) | Given::Text(_, origin)) => *origin,
        _ => Origin::NONE,
    };
    let beside = || match row_origin(row) {
        Origin::NONE => Origin::NONE,
        other => other.parts().map_or(Origin::NONE, |(sheet, _, _)| Origin::new(sheet, row.row, 0)),
    };
    ground.place(if origin == Origin::NONE { beside() } else { origin }, sheet)
}

/// A cell of the row itself, not of a merged name or a label above.
pub(super) fn row_origin(row: &RawRow) -> Origin {
    let origins = row.cells.iter().filter_map(|given| match given {
        Given::Cell(origin) => Some(*origin),
        _ => None,
    });
    origins.into_iter().find(|origin| origin.parts().is_some_and(|(_, at, _)| at == row.row)).unwrap_or(Origin::NONE)
}

/// Names the entries of a table with one key; rows without or with a repeated key are left out.
pub(super) fn know(
    desk: &mut Desk<'_>,
    decl: &TableDecl,
    key: usize,
    shape: &mut Shape,
    findings: &mut Findings,
) -> Keys {
    let (known, complete) = aliases(desk, decl, shape.failed, findings);
    let mut keys = Keys { doubtful: shape.failed || !complete || decl.doubtful, ..Keys::default() };
    let mut kept: Vec<RawRow> = Vec::new();
    for mut row in std::mem::take(&mut shape.rows) {
        let name = name_of(desk, &shape.wants[key], &row.cells[key]);
        let name = match known.get(&normal(&name)) {
            Some(alias) => alias.key.clone(),
            None => name,
        };
        if normal(&name).is_empty() {
            without_key(desk, decl, key, shape, &row, findings);
            continue;
        }
        if let Err(first) = keys.add(Arc::from(name.as_str())) {
            let before = &kept[first as usize];
            if decl.merge_repeats && same(&desk.ground, &row, before, key) {
                shape.leave_out(row.read, "merged");
            } else {
                repeated(desk, decl, key, shape, &row, before, &name, findings);
            }
            continue;
        }
        if normal(&text(&desk.ground, &row.cells[key])) != normal(&name) {
            let origin =
                if let Given::Cell(origin) | Given::Text(_, origin) = row.cells[key] { origin } else { Origin::NONE };
            row.cells[key] = Given::Text(Arc::from(name.as_str()), origin);
        }
        kept.push(row);
    }
    shape.rows = kept;
    name_further(desk, decl, shape, &known, &mut keys, findings);
    keys
}

/// The name in a key cell; of a reference, that of its entry.
fn name_of(desk: &Desk<'_>, want: &Want, given: &Given) -> String {
    let text = text(&desk.ground, given);
    let target = want.target.filter(|_| !want.maker).and_then(|table| desk.keys.get(table)).and_then(Option::as_ref);
    match target.and_then(|keys| Some(keys.name(keys.find(&text)?))) {
        Some(name) => name.to_string(),
        None => text,
    }
}

fn same(ground: &Ground, one: &RawRow, other: &RawRow, key: usize) -> bool {
    let pairs = one.cells.iter().zip(&other.cells).enumerate().filter(|(at, _)| *at != key);
    pairs.into_iter().all(|(_, (a, b))| normal(&text(ground, a)) == normal(&text(ground, b)))
}

/// A row without key: an error, unless it has figures to hold and holds none.
fn without_key(
    desk: &Desk<'_>,
    decl: &TableDecl,
    key: usize,
    shape: &mut Shape,
    row: &RawRow,
    findings: &mut Findings,
) {
    let figures =
        || shape.wants.iter().zip(&row.cells).filter(|(want, _)| matches!(want.decl.kind, ColumnKind::Number { .. }));
    let dash = |given: &Given| super::cell::is_dash(&normal(&text(&desk.ground, given)));
    let empty = figures().next().is_some() && figures().all(|(_, given)| dash(given));
    let code = if empty { faults::ROW_WITHOUT_KEY } else { faults::EMPTY_KEY };
    let place = place(&desk.ground, shape, row, key);
    findings.push(
        Finding::new(code, place).with("table", decl.name.value.as_str()).with("column", &*shape.wants[key].name),
    );
    shape.leave_out(row.read, "no-key");
}

#[expect(clippy::too_many_arguments, reason = "each is one side of the two rows that clash")]
fn repeated(
    desk: &Desk<'_>,
    decl: &TableDecl,
    key: usize,
    shape: &mut Shape,
    row: &RawRow,
    before: &RawRow,
    name: &str,
    findings: &mut Findings,
) {
    let finding = Finding::new(faults::REPEATED_KEY, place(&desk.ground, shape, row, key))
        .with("table", decl.name.value.as_str())
        .with("column", &*shape.wants[key].name)
        .with("found", name);
    findings.push(finding.and_at(place(&desk.ground, shape, before, key)));
    shape.leave_out(row.read, "repeated");
}

/// Adds aliases and titles to the names of the entries.
fn name_further(
    desk: &Desk<'_>,
    decl: &TableDecl,
    shape: &Shape,
    known: &HashMap<String, Alias>,
    keys: &mut Keys,
    findings: &mut Findings,
) {
    let table = decl.name.value.as_str();
    let mut sorted: Vec<&Alias> = known.values().collect();
    sorted.sort_by_key(|alias| alias.number);
    for alias in sorted {
        match keys.find(&alias.key) {
            Some(entry) => add_alias(keys, &alias.alias, entry, &alias.place, table, findings),
            None if keys.doubtful => {}
            None => findings.push(
                Finding::new(faults::ALIAS_UNKNOWN, alias.place.clone())
                    .with("table", table)
                    .with("found", alias.key.as_str())
                    .with("alias", alias.alias.as_str())
                    .with("suggest", keys.near(&alias.key).unwrap_or(NONE.to_owned())),
            ),
        }
    }
    titles(desk, decl, shape, keys);
    let column = shape.want(ALIAS_COLUMN);
    for (number, row) in shape.rows.iter().enumerate() {
        let entry = u32::try_from(number).unwrap_or(u32::MAX);
        if let Some(column) = column {
            let place = place(&desk.ground, shape, row, column);
            for alias in text(&desk.ground, &row.cells[column]).split('、').filter(|alias| !normal(alias).is_empty()) {
                add_alias(keys, alias, entry, &place, table, findings);
            }
        }
    }
}

/// What is printed for each entry, which is a name of it too. Two entries may print alike; then only the key names them.
fn titles(desk: &Desk<'_>, decl: &TableDecl, shape: &Shape, keys: &mut Keys) {
    let Some(formula) = &decl.title else { return };
    let mut titled: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (entry, row) in (0u32..).zip(&shape.rows) {
        let of_column = |name: &str| shape.want(name).map(|want| text(&desk.ground, &row.cells[want]));
        if let Some(title) = title(&formula.expr, &of_column) {
            titled.entry(normal(&title)).or_default().push(entry);
            keys.titles[entry as usize] = Arc::from(title.as_str());
        }
    }
    for (title, entries) in titled {
        match entries.as_slice() {
            [entry] => {
                keys.index.entry(title).or_insert(*entry);
            }
            _ => {
                keys.shared.insert(title, entries);
            }
        }
    }
}

fn add_alias(keys: &mut Keys, alias: &str, entry: u32, place: &Place, table: &str, findings: &mut Findings) {
    let taken = *keys.index.entry(normal(alias)).or_insert(entry);
    if taken != entry {
        findings.push(
            Finding::new(faults::ALIAS_CLASH, place.clone())
                .with("table", table)
                .with("found", alias)
                .with("one", &*keys.name(taken))
                .with("other", &*keys.name(entry)),
        );
    }
}

/// Compound keys: none of their cells empty, no combination twice.
pub(super) fn check_compound(
    desk: &Desk<'_>,
    decl: &TableDecl,
    columns: &[usize],
    shape: &mut Shape,
    findings: &mut Findings,
) {
    let mut first: HashMap<Vec<String>, usize> = HashMap::new();
    let mut kept: Vec<RawRow> = Vec::new();
    for row in std::mem::take(&mut shape.rows) {
        let texts: Vec<String> = columns.iter().map(|at| text(&desk.ground, &row.cells[*at])).collect();
        let key: Vec<String> = texts.iter().map(|text| normal(text)).collect();
        if let Some(empty) = key.iter().position(String::is_empty) {
            without_key(desk, decl, columns[empty], shape, &row, findings);
            continue;
        }
        match first.get(&key) {
            Some(before) if decl.merge_repeats && same(&desk.ground, &row, &kept[*before], usize::MAX) => {
                shape.leave_out(row.read, "merged");
            }
            Some(before) => {
                let before = kept[*before].clone();
                repeated(desk, decl, columns[0], shape, &row, &before, &texts.join("／"), findings);
            }
            None => {
                first.insert(key, kept.len());
                kept.push(row);
            }
        }
    }
    shape.rows = kept;
}

/// Entries that a column makes should not look like slips of one another.
pub(super) fn warn_alike(desk: &Desk<'_>, shape: &Shape, table: &str, keys: &Keys, findings: &mut Findings) {
    let names: Vec<String> = keys.entries.iter().map(|name| normal(name)).collect();
    // One day is no slip of another.
    let days: Vec<bool> = keys.entries.iter().map(|name| day::written(name, desk.year).is_some()).collect();
    for (at, name) in names.iter().enumerate() {
        let slip = |(other, text): (usize, &String)| alike(name, text) && !(days[at] && days[other]);
        let Some(before) = names[..at].iter().enumerate().position(slip) else { continue };
        let at_row = |number: usize| place(&desk.ground, shape, &shape.rows[number], 0);
        let finding = Finding::new(faults::ENTRIES_RESEMBLE, at_row(at))
            .with("table", table)
            .with("found", &*keys.entries[at])
            .with("suggest", &*keys.entries[before]);
        findings.push(finding.and_at(at_row(before)));
    }
}
