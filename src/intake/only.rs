//! Which rows count: the condition `only`, decided before anything else of a row is converted.

use std::sync::Arc;

use super::Conditions;
use super::cell::Sight;
use super::convert::{kind, shell, value};
use super::faults;
use super::names::mentioned;
use super::shape::{Given, Shape, Want};
use super::sources::Desk;
use crate::finding::{Finding, Findings, Place};
use crate::formula::text::normal;
use crate::scheme::decl::TableDecl;
use crate::tables::{Column, Origin, Table, Tables, Value};

/// Leaves out the rows that do not meet the table's condition.
pub(super) fn keep(
    desk: &Desk<'_>,
    decl: &TableDecl,
    shape: &mut Shape,
    tables: &Tables,
    conditions: &dyn Conditions,
    findings: &mut Findings,
) {
    let Some(only) = &decl.only else { return };
    let names = mentioned(&only.expr);
    let named: Vec<usize> = (0..shape.wants.len())
        .filter(|at| names.iter().any(|name| normal(name) == normal(&shape.wants[*at].name)))
        .collect();
    if let Some(want) = named.iter().map(|at| &shape.wants[*at]).find(|want| is_unknown(desk, want)) {
        let target = want.target.and_then(|table| desk.plan.decl(table)).map(|table| table.name.value.as_str());
        let place = Place::text(only.file.clone(), only.expr.span.start, only.expr.span.end);
        findings.push(
            Finding::new(faults::ONLY_TOO_EARLY, place)
                .with("table", decl.name.value.as_str())
                .with("column", &*want.name)
                .with("target", target.unwrap_or_default()),
        );
        return;
    }
    let (clean, faulty): (Vec<usize>, Vec<usize>) =
        (0..shape.rows.len()).partition(|row| is_clean(desk, shape, *row, &named));
    let mut counts = vec![true; shape.rows.len()];
    let view = table(desk, decl, shape, &clean, &named);
    decide(&clean, &conditions.holds(tables, &view, only, findings), &mut counts);
    if !faulty.is_empty() {
        // Where a faulty cell decides, the row is kept, so that its fault is told at the cell.
        let mut quiet = Findings::default();
        let view = table(desk, decl, shape, &faulty, &named);
        let held = conditions.holds(tables, &view, only, &mut quiet);
        if !quiet.has_errors() {
            decide(&faulty, &held, &mut counts);
        }
    }
    let rows = std::mem::take(&mut shape.rows);
    for (row, counts) in rows.into_iter().zip(counts) {
        if counts {
            shape.rows.push(row);
        } else {
            shape.leave_out(row.read, "only");
        }
    }
}

/// Does a column refer to entries that are named later, or by these very rows? Where they could not be named, that is
/// told already.
fn is_unknown(desk: &Desk<'_>, want: &Want) -> bool {
    let Some(target) = want.target.filter(|_| !want.maker) else { return false };
    let named = desk.keys.get(target).is_some_and(Option::is_some);
    !named && desk.plan.decl(target).is_some_and(|decl| decl.key.len() == 1 && !decl.doubtful)
}

fn decide(rows: &[usize], held: &[bool], counts: &mut [bool]) {
    for (row, holds) in rows.iter().zip(held) {
        counts[*row] = *holds;
    }
}

fn is_clean(desk: &Desk<'_>, shape: &Shape, row: usize, named: &[usize]) -> bool {
    let sight = Sight { keys: &desk.keys, year: desk.year };
    named.iter().all(|want| {
        let given = &shape.rows[row].cells[*want];
        *given != Given::Fault && value(desk, &shape.wants[*want], given, sight).is_ok()
    })
}

/// The columns that the condition names, quietly converted; what is faulty stays so, and the condition on it is open.
fn table(desk: &Desk<'_>, decl: &TableDecl, shape: &Shape, rows: &[usize], named: &[usize]) -> Table {
    let sight = Sight { keys: &desk.keys, year: desk.year };
    let columns = named.iter().map(|at| {
        let want = &shape.wants[*at];
        let cells = || rows.iter().map(|row| &shape.rows[*row].cells[*at]);
        let values = cells().map(|given| match value(desk, want, given, sight) {
            Ok(converted) => converted.value,
            Err(_) => Value::Fault,
        });
        let origins = cells().map(|given| match given {
            Given::Cell(origin) | Given::Text(_, origin) => *origin,
            Given::Lacking | Given::Fault => Origin::NONE,
        });
        Column {
            name: Arc::clone(&want.name),
            member_of: want.member.clone(),
            kind: kind(want),
            values: values.collect(),
            origins: origins.collect(),
            not_belonging: want.decl.not_belonging,
        }
    });
    Table { columns: columns.collect(), rows: rows.len(), ..shell(&decl.name.value, decl.private_to.as_deref(), None) }
}
