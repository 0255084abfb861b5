//! All tables of a project, in the order in which they need each other.

use std::path::Path;
use std::sync::Arc;

use super::Conditions;
use super::agree;
use super::complete;
use super::convert;
use super::entries::{self, text};
use super::few;
use super::files::Shelf;
use super::ground::Ground;
use super::missing;
use super::only;
use super::pattern::Ready;
use super::plan::Plan;
use super::shape::{Given, RawRow, Shape};
use super::sources::{self, Desk};
use super::summary;
use crate::finding::Findings;
use crate::formula::text::normal;
use crate::scheme::decl::{Project, RowsFrom, TableDecl};
use crate::scheme::period::Period;
use crate::tables::{Origin, ReadSummary, Table, Tables};

/// Reads, converts and checks all tables.
pub(super) fn load(
    project: &Project,
    mut shelf: Shelf,
    folder: &Path,
    period: &Period,
    conditions: &dyn Conditions,
    told: &mut Findings,
) -> (Tables, ReadSummary) {
    let mut found = Findings::default();
    let findings = &mut found;
    let plan = Plan::of(project);
    shelf.read(&patterns(project));
    let count = plan.len();
    let mut desk = Desk { keys: vec![None; count], plan, shelf, ground: Ground::new(folder), year: period.first.year };
    let mut tables = Tables { list: (0..count).map(|at| shell(&desk, at)).collect(), ..Tables::default() };
    let mut shapes: Vec<Shape> = vec![Shape::default(); count];
    for at in order(&desk.plan) {
        shape(&mut desk, at, &mut shapes, &mut tables, conditions, findings);
    }
    typed(&desk, &mut shapes, &mut tables, conditions, findings);
    for (at, decl) in project.tables.iter().enumerate() {
        agree::givers(&desk, decl, &shapes[at], &mut tables.list[at], findings);
        agree::ranges(&desk, decl, &shapes[at], &tables, at, findings);
    }
    for (at, decl) in project.tables.iter().enumerate() {
        missing::entries(&desk, decl, &shapes[at], &tables.list[at], findings);
        complete::check(&desk, decl, &mut shapes[at], &mut tables, at, conditions, findings);
    }
    let mut read = ReadSummary::default();
    for (shape, table) in shapes.iter().zip(&tables.list) {
        summary::sheets(shape, table, &mut read);
    }
    summary::unread(&desk, &mut read, findings);
    tables.origins = desk.ground.origins;
    let doubtful = |name: &str| project.tables.iter().any(|table| table.doubtful && table.name.value == name);
    few::tell(&found, &doubtful, told);
    (tables, read)
}

fn patterns(project: &Project) -> Vec<Ready> {
    let sources = project.tables.iter().flat_map(|table| {
        let from = if let RowsFrom::Files(sources) = &table.from { sources.as_slice() } else { &[] };
        from.iter().chain(&table.aliases)
    });
    sources.map(|source| Ready::new(&source.file)).collect()
}

/// Tables so that each comes behind those it needs; of a circle the first declared comes first.
fn order(plan: &Plan<'_>) -> Vec<usize> {
    let mut order = Vec::new();
    let mut seen = vec![false; plan.len()];
    for at in 0..plan.len() {
        visit(plan, at, &mut seen, &mut order);
    }
    order
}

fn visit(plan: &Plan<'_>, at: usize, seen: &mut [bool], order: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[at], true) {
        return;
    }
    for needed in plan.needs(at) {
        visit(plan, needed, seen, order);
    }
    order.push(at);
}

fn shell(desk: &Desk<'_>, at: usize) -> Table {
    let decl = &desk.plan.project.tables[at];
    convert::shell(&decl.name.value, decl.private_to.as_deref(), desk.keys[at].as_ref())
}

/// Shapes one table and makes its entries known.
fn shape(
    desk: &mut Desk<'_>,
    at: usize,
    shapes: &mut [Shape],
    tables: &mut Tables,
    conditions: &dyn Conditions,
    findings: &mut Findings,
) {
    let decl = &desk.plan.project.tables[at];
    let mut shape = Shape { wants: desk.plan.wants(at, &desk.keys), ..Shape::default() };
    match &decl.from {
        RowsFrom::Files(sources) => {
            sources
                .iter()
                .enumerate()
                .for_each(|(number, source)| sources::read(desk, decl, number, source, &mut shape, findings));
        }
        RowsFrom::Rows(rows) => rows.iter().enumerate().for_each(|(number, cells)| {
            let given = |(at, _): (usize, _)| {
                cells.get(at).map_or(Given::Text(Arc::from(""), Origin::NONE), |cell| {
                    Given::Text(Arc::from(cell.value.as_str()), desk.ground.written(cell))
                })
            };
            let cells = shape.wants.iter().enumerate().map(given).collect();
            shape.rows.push(RawRow { read: 0, row: u32::try_from(number).unwrap_or(u32::MAX), cells });
        }),
        RowsFrom::Items(items) => items.iter().for_each(|(name, _)| {
            let given = Given::Text(Arc::from(name.value.as_str()), desk.ground.written(name));
            shape.rows.push(named(&shape, given));
        }),
        RowsFrom::BuiltIn(items) => items.iter().for_each(|(name, _)| {
            shape.rows.push(named(&shape, Given::Text(Arc::from(name.as_str()), Origin::NONE)));
        }),
        RowsFrom::ColumnOf { .. } | RowsFrom::LevelOf(_) => made(desk, at, shapes, &mut shape),
    }
    // What is found while rows are chosen has its place.
    tables.origins = desk.ground.origins.clone();
    keyed(desk, at, decl, &mut shape, tables, conditions, findings);
    shapes[at] = shape;
    tables.list[at] = shell(desk, at);
}

fn named(shape: &Shape, given: Given) -> RawRow {
    let mut cells = vec![Given::Lacking; shape.wants.len()];
    if let Some(first) = cells.first_mut() {
        *first = given;
    }
    RawRow { read: 0, row: 0, cells }
}

/// The different values of a column of another table, in the order of their first rows.
fn made(desk: &Desk<'_>, at: usize, shapes: &[Shape], shape: &mut Shape) {
    let Some((by, column)) = desk.plan.made_by(at) else { return };
    let source = &shapes[by];
    shape.failed = source.failed;
    let Some(want) = source.wants.iter().position(|want| normal(&want.name) == normal(column)) else { return };
    let mut seen: Vec<String> = Vec::new();
    for row in &source.rows {
        let given = &row.cells[want];
        let key = normal(&text(&desk.ground, given));
        let is_word = source.wants[want].decl.words.iter().any(|(word, _)| normal(word) == key);
        if super::cell::is_dash(&key) || is_word || seen.contains(&key) {
            continue;
        }
        seen.push(key);
        shape.rows.push(named(shape, given.clone()));
    }
}

/// Applies `only` where it decides which entries there are, then names the entries.
fn keyed(
    desk: &mut Desk<'_>,
    at: usize,
    decl: &TableDecl,
    shape: &mut Shape,
    tables: &Tables,
    conditions: &dyn Conditions,
    findings: &mut Findings,
) {
    let written = !matches!(decl.from, RowsFrom::Files(_));
    let columns: Vec<usize> = match decl.key.as_slice() {
        [] if written && !shape.wants.is_empty() => vec![0],
        keys => keys
            .iter()
            .filter_map(|key| shape.wants.iter().position(|want| normal(&want.name) == normal(&key.value)))
            .collect(),
    };
    if columns.is_empty() {
        return;
    }
    only::keep(desk, decl, shape, tables, conditions, findings);
    let [key] = columns.as_slice() else {
        entries::check_compound(desk, decl, &columns, shape, findings);
        return;
    };
    let mut keys = entries::know(desk, decl, *key, shape, findings);
    let further: Vec<(&str, &[String])> = match &decl.from {
        RowsFrom::Items(items) => {
            items.iter().map(|(name, aliases)| (name.value.as_str(), aliases.as_slice())).collect()
        }
        RowsFrom::BuiltIn(items) => items.iter().map(|(name, aliases)| (name.as_str(), aliases.as_slice())).collect(),
        _ => Vec::new(),
    };
    for (name, aliases) in further {
        if let Some(entry) = keys.find(name) {
            aliases.iter().for_each(|alias| {
                keys.index.entry(normal(alias)).or_insert(entry);
            });
        }
    }
    if desk.plan.made_by(at).is_some() {
        entries::warn_alike(desk, shape, &decl.name.value, &keys, findings);
    }
    desk.keys[at] = Some(keys);
}

/// Converts all tables: rosters first, since conditions on rows may look into them.
fn typed(
    desk: &Desk<'_>,
    shapes: &mut [Shape],
    tables: &mut Tables,
    conditions: &dyn Conditions,
    findings: &mut Findings,
) {
    let all = 0..desk.plan.project.tables.len();
    let (first, then): (Vec<usize>, Vec<usize>) = all.partition(|at| {
        let decl = &desk.plan.project.tables[*at];
        decl.only.is_none() || !decl.key.is_empty()
    });
    for at in first.into_iter().chain(then) {
        let decl = &desk.plan.project.tables[at];
        if decl.key.is_empty() {
            only::keep(desk, decl, &mut shapes[at], tables, conditions, findings);
        }
        tables.list[at] = convert::table(desk, decl, desk.keys[at].as_ref(), &mut shapes[at], findings);
    }
    super::levels::ancestors(desk, shapes, tables, findings);
}
