//! Is every row there that should be, once, and none that should not.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Conditions;
use super::cell::is_dash;
use super::entries::{place, row_origin, text};
use super::faults;
use super::missing;
use super::shape::Shape;
use super::sources::Desk;
use super::totals::shortened;
use crate::finding::{Code, Finding, Findings, Place};
use crate::formula::text::normal;
use crate::scheme::decl::{Absent, Located, TableDecl};
use crate::tables::{Kind, Origin, Table, Tables, Value};

/// One component of a combination: an entry, or the number of a text among those that occur.
pub(super) type Combination = Vec<u32>;

/// The things that a column of a combination ranges over.
pub(super) struct Axis {
    pub(super) column: usize,
    /// Entries, or numbers of texts, in order.
    pub(super) members: Vec<u32>,
    /// Names, by number.
    names: Vec<String>,
    /// Number of a text in its compared form, for a column without entries.
    texts: HashMap<String, u32>,
}

impl Axis {
    /// The component of a row; none where it has no value there.
    pub(super) fn of(&self, table: &Table, row: usize) -> Option<u32> {
        match &table.columns[self.column].values[row] {
            Value::Entry(entry) => Some(*entry),
            Value::NotApplicable | Value::Missing | Value::Fault => None,
            other => self.texts.get(&compared(other)).copied(),
        }
    }
    /// The name of a component.
    pub(super) fn name(&self, member: u32) -> &str {
        self.names.get(member as usize).map_or("", String::as_str)
    }
}

/// A value as it is compared.
pub(super) fn compared(value: &Value) -> String {
    match value {
        Value::Text(text) => normal(text),
        Value::Number(number) => number.plain(20),
        Value::Date(date) => super::raw::iso(*date),
        Value::Bool(yes) => yes.to_string(),
        Value::Entry(entry) => entry.to_string(),
        Value::NotApplicable => "不适用".to_owned(),
        Value::Missing => "缺".to_owned(),
        Value::Fault => "错".to_owned(),
    }
}

/// What the columns of a combination range over: the units that are appraised, entries, or texts that occur.
pub(super) fn axes(
    desk: &Desk<'_>,
    tables: &Tables,
    table: &Table,
    columns: &[usize],
    conditions: &dyn Conditions,
) -> Vec<Axis> {
    let axis = |column: &usize| match table.columns[*column].kind {
        Kind::Entry(target) => {
            let names = desk
                .keys
                .get(target)
                .and_then(Option::as_ref)
                .map(|keys| keys.entries.iter().map(ToString::to_string).collect());
            Axis {
                column: *column,
                members: conditions.units(tables, target),
                names: names.unwrap_or_default(),
                texts: HashMap::new(),
            }
        }
        _ => {
            let mut axis = Axis { column: *column, members: Vec::new(), names: Vec::new(), texts: HashMap::new() };
            for value in &table.columns[*column].values {
                if matches!(value, Value::NotApplicable | Value::Missing | Value::Fault)
                    || axis.texts.contains_key(&compared(value))
                {
                    continue;
                }
                let number = u32::try_from(axis.names.len()).unwrap_or(u32::MAX);
                axis.texts.insert(compared(value), number);
                axis.members.push(number);
                axis.names.push(if let Value::Text(text) = value { text.to_string() } else { compared(value) });
            }
            axis
        }
    };
    columns.iter().map(axis).collect()
}

/// Every combination, the last column running fastest.
pub(super) fn combinations(axes: &[Axis]) -> Vec<Combination> {
    axes.iter().fold(vec![Vec::new()], |all, axis| {
        all.iter()
            .flat_map(|before| axis.members.iter().map(move |m| before.iter().copied().chain([*m]).collect()))
            .collect()
    })
}

/// The combination of a row, and whether all of it is there.
pub(super) fn combination(axes: &[Axis], table: &Table, row: usize) -> Vec<Option<u32>> {
    axes.iter().map(|axis| axis.of(table, row)).collect()
}

/// Checks one table; rows that are not due and second rows for one thing are taken out.
pub(super) fn check(
    desk: &Desk<'_>,
    decl: &TableDecl,
    shape: &mut Shape,
    tables: &mut Tables,
    at: usize,
    conditions: &dyn Conditions,
    findings: &mut Findings,
) {
    let one_per = tables.list[at].one_per.clone();
    if !one_per.is_empty() && one_per.len() == decl.one_per.len() {
        let double = doubles(desk, decl, shape, &tables.list[at], &one_per, findings);
        remove(&double, "repeated", shape, &mut tables.list[at]);
        wanted(desk, decl, shape, tables, at, &one_per, faults::MISSING_ROWS, conditions, findings);
    }
    if let Some(columns) = columns(&decl.every, shape) {
        wanted(desk, decl, shape, tables, at, &columns, faults::MISSING_COMBINATIONS, conditions, findings);
    }
    equal(desk, decl, shape, &tables.list[at], findings);
}

/// Every combination of these columns that is due has a row, and no other has one.
#[expect(clippy::too_many_arguments, reason = "what is due is compared with what is there")]
fn wanted(
    desk: &Desk<'_>,
    decl: &TableDecl,
    shape: &mut Shape,
    tables: &mut Tables,
    at: usize,
    columns: &[usize],
    missing: Code,
    conditions: &dyn Conditions,
    findings: &mut Findings,
) {
    let axes = axes(desk, tables, &tables.list[at], columns, conditions);
    let mut all = combinations(&axes);
    if let Some(for_) = &decl.for_ {
        let due = conditions.due(tables, at, columns, for_, &all, findings);
        let extra = not_due(desk, decl, shape, &tables.list[at], &axes, &all, &due, findings);
        remove(&extra, "not-due", shape, &mut tables.list[at]);
        let mut due = due.into_iter();
        all.retain(|_| due.next() == Some(true));
    }
    if tables.list[at].absent == Absent::Error {
        missing::report(desk, decl, shape, &tables.list[at], &axes, &all, missing, findings);
    }
}

/// The columns of that name; none where there are none, or one is not read (a derived one).
fn columns(names: &[Located<String>], shape: &Shape) -> Option<Vec<usize>> {
    let found: Vec<usize> = names.iter().filter_map(|name| shape.want(&name.value)).collect();
    (!found.is_empty() && found.len() == names.len()).then_some(found)
}

/// Where a row stands: one of these columns, if it has a cell in the row itself.
fn at_row(desk: &Desk<'_>, shape: &Shape, row: usize, columns: &[usize]) -> Place {
    let raw = &shape.rows[row];
    let own = columns.iter().find(|column| match &raw.cells[**column] {
        super::shape::Given::Cell(origin) => origin.parts().is_some_and(|(_, at, _)| at == raw.row),
        _ => false,
    });
    match own {
        Some(column) => place(&desk.ground, shape, raw, *column),
        None => {
            let sheet = shape.reads.get(raw.read).map_or(u32::MAX, |read| read.sheet);
            let origin = row_origin(raw);
            if origin == Origin::NONE {
                place(&desk.ground, shape, raw, columns[0])
            } else {
                desk.ground.place(origin, sheet)
            }
        }
    }
}

fn words(desk: &Desk<'_>, shape: &Shape, table: &Table, row: usize, columns: &[usize]) -> String {
    let word = |column: &usize| super::convert::shown(desk, &shape.wants[*column], &table.columns[*column].values[row]);
    columns.iter().map(word).collect::<Vec<_>>().join("／")
}

/// Second rows for what should have one.
fn doubles(
    desk: &Desk<'_>,
    decl: &TableDecl,
    shape: &Shape,
    table: &Table,
    columns: &[usize],
    findings: &mut Findings,
) -> BTreeSet<usize> {
    let mut second = BTreeSet::new();
    // A row of the sheet may hold several of the table: one finding tells them all.
    let mut told: BTreeMap<Place, (Place, Vec<String>)> = BTreeMap::new();
    for (row, before) in repeats(table, columns, true) {
        let (place, before) = (at_row(desk, shape, row, columns), at_row(desk, shape, before, columns));
        let name = words(desk, shape, table, row, columns);
        told.entry(place).or_insert_with(|| (before, Vec::new())).1.push(name);
        second.insert(row);
    }
    for (place, (before, found)) in told {
        findings.push(
            Finding::new(faults::DUPLICATE_ROW, place)
                .with("table", decl.name.value.as_str())
                .with("columns", names(shape, columns))
                .with("found", shortened(&found))
                .and_at(before),
        );
    }
    second
}

fn names(shape: &Shape, columns: &[usize]) -> String {
    columns.iter().map(|column| &*shape.wants[*column].name).collect::<Vec<_>>().join("、")
}

/// Rows equal in these columns to one before them, with that one; `whole` leaves out rows that lack a value there.
fn repeats(table: &Table, columns: &[usize], whole: bool) -> Vec<(usize, usize)> {
    super::frame::repeats(table, columns, whole)
        .expect("columns of one table are of one length, and any can be grouped")
}

/// Rows that stand there although nothing is due: with figures an error, without them left out.
#[expect(clippy::too_many_arguments, reason = "what is due is compared with what is there")]
fn not_due(
    desk: &Desk<'_>,
    decl: &TableDecl,
    shape: &Shape,
    table: &Table,
    axes: &[Axis],
    all: &[Combination],
    due: &[bool],
    findings: &mut Findings,
) -> BTreeSet<usize> {
    let undue: BTreeSet<&Combination> = all.iter().zip(due).filter(|(_, due)| !**due).map(|(c, _)| c).collect();
    let columns: Vec<usize> = axes.iter().map(|axis| axis.column).collect();
    let mut extra = BTreeSet::new();
    let mut empty: BTreeMap<usize, (Place, Vec<String>)> = BTreeMap::new();
    for row in 0..table.rows {
        let Some(own) = combination(axes, table, row).into_iter().collect::<Option<Combination>>() else { continue };
        if !undue.contains(&own) {
            continue;
        }
        extra.insert(row);
        let raw = &shape.rows[row];
        let found = |column: usize| text(&desk.ground, &raw.cells[column]);
        let filled =
            figure_columns(shape, table, &columns).into_iter().find(|column| !is_dash(&normal(&found(*column))));
        let entry = words(desk, shape, table, row, &columns);
        let Some(column) = filled else {
            let file = shape
                .reads
                .iter()
                .position(|read| read.line.file == shape.reads[raw.read].line.file)
                .unwrap_or(raw.read);
            empty.entry(file).or_insert_with(|| (at_row(desk, shape, row, &columns), Vec::new())).1.push(entry);
            continue;
        };
        findings.push(
            Finding::new(faults::ROW_NOT_DUE, place(&desk.ground, shape, raw, column))
                .with("table", decl.name.value.as_str())
                .with("column", &*shape.wants[column].name)
                .with("entry", entry)
                .with("found", found(column)),
        );
    }
    for (place, entries) in empty.into_values() {
        findings.push(
            Finding::new(faults::EMPTY_ROWS_NOT_DUE, place)
                .with("table", decl.name.value.as_str())
                .with("entry", shortened(&entries))
                .with("count", entries.len().to_string()),
        );
    }
    extra
}

/// The columns of figures: numbers, or where there are none all but those of the combination.
fn figure_columns(shape: &Shape, table: &Table, key: &[usize]) -> Vec<usize> {
    let numbers: Vec<usize> =
        (0..shape.wants.len()).filter(|at| matches!(table.columns[*at].kind, Kind::Number(_))).collect();
    if numbers.is_empty() { (0..shape.wants.len()).filter(|at| !key.contains(at)).collect() } else { numbers }
}

fn remove(rows: &BTreeSet<usize>, reason: &'static str, shape: &mut Shape, table: &mut Table) {
    if rows.is_empty() {
        return;
    }
    for row in rows {
        shape.leave_out(shape.rows[*row].read, reason);
    }
    let kept = |at: usize| !rows.contains(&at);
    let mut number = 0..;
    shape.rows.retain(|_| number.next().is_some_and(kept));
    for column in &mut table.columns {
        let mut number = 0..;
        column.values.retain(|_| number.next().is_some_and(kept));
        let mut number = 0..;
        column.origins.retain(|_| number.next().is_some_and(kept));
    }
    table.rows = shape.rows.len();
}

/// Rows equal in the columns named are an error; rows equal in all columns are worth a look.
fn equal(desk: &Desk<'_>, decl: &TableDecl, shape: &Shape, table: &Table, findings: &mut Findings) {
    if let Some(columns) = columns(&decl.distinct, shape) {
        for (row, before) in repeats(table, &columns, false) {
            findings.push(
                Finding::new(faults::NOT_DISTINCT, at_row(desk, shape, row, &columns))
                    .with("table", decl.name.value.as_str())
                    .with("columns", names(shape, &columns))
                    .with("found", words(desk, shape, table, row, &columns))
                    .and_at(at_row(desk, shape, before, &columns)),
            );
        }
        return;
    }
    let keyed = !decl.key.is_empty() || !decl.one_per.is_empty() || table.written;
    if keyed {
        return;
    }
    let all: Vec<usize> = (0..shape.wants.len()).collect();
    let mut by_first: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (row, before) in repeats(table, &all, false) {
        by_first.entry(before).or_default().push(row);
    }
    let Some((first, rows)) = by_first.iter().next() else { return };
    let list: Vec<String> = by_first.keys().map(|row| words(desk, shape, table, *row, &all)).collect();
    let finding = Finding::new(faults::EQUAL_ROWS, at_row(desk, shape, rows[0], &all))
        .with("table", decl.name.value.as_str())
        .with("found", shortened(&list))
        .with("count", by_first.values().map(Vec::len).sum::<usize>().to_string());
    findings.push(finding.and_at(at_row(desk, shape, *first, &all)));
}
