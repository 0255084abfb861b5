//! Belonging that is doubtful: rows chosen by a reference that was hardly meant, or by none.

use crate::finding::{Code, Finding, Findings, Place};
use crate::formula::ast::Span;
use crate::formula::tree::{Aggregate, At, Fold, Join, JoinKey, JoinValue, Node, Op, Over, RowAt};
use crate::scoring::belonging::references;
use crate::scoring::faults;

use super::Desk;
use super::written::{Resolved, resolved};

/// Looks at every join of every formula.
pub(super) fn check(desk: &Desk<'_>, findings: &mut Findings) {
    let mut told = Vec::new();
    for formula in resolved(desk.model) {
        formula.node.walk(&mut |node| {
            for join in joins(node) {
                two_references(desk, formula, join, node.span, findings);
                which_of_two(desk, formula, join, node.span, findings);
            }
            if let Op::Aggregate(aggregate) = &node.op {
                by_what_they_share(desk, formula, aggregate, node.span, &mut told, findings);
            }
        });
    }
}

fn joins(node: &Node) -> Vec<&Join> {
    match &node.op {
        Op::Column { row: RowAt::Belonging(join), .. } => vec![join],
        Op::Bands(_, _, bands) => bands.iter().filter_map(|band| band.rows.as_ref()).map(|(_, join)| join).collect(),
        Op::Aggregate(aggregate) => of_aggregate(aggregate),
        _ => Vec::new(),
    }
}

fn of_aggregate(aggregate: &Aggregate) -> Vec<&Join> {
    match &aggregate.over {
        Over::Rows(_, join) => vec![join],
        Over::Entries(axes) => axes.iter().map(|(_, join)| join).collect(),
        Over::Units { .. } | Over::List => Vec::new(),
    }
}

fn finding(code: Code, formula: Resolved<'_>, span: Span) -> Finding {
    Finding::new(code, Place::text(formula.file.clone(), span.start, span.end))
}

/// Two columns of a table must both be the same thing at hand: a row belongs to nobody who stands in one of them only.
fn two_references(desk: &Desk<'_>, formula: Resolved<'_>, join: &Join, span: Span, findings: &mut Findings) {
    let table = &desk.tables.list[join.table];
    let same = |(key, value): &(JoinKey, JoinValue)| match (key, value) {
        (JoinKey::Column(column), JoinValue::Entry(thing)) => Some((*column, *thing)),
        _ => None,
    };
    let direct: Vec<(usize, At)> = join.on.iter().filter_map(same).collect();
    for (index, (column, thing)) in direct.iter().enumerate() {
        let Some((other, _)) = direct[..index].iter().find(|(_, before)| before == thing) else { continue };
        let names = format!("{}、{}", table.columns[*other].name, table.columns[*column].name);
        let found = finding(faults::TWO_REFERENCES, formula, span).with("table", &*table.name).with("found", names);
        findings.push(found);
        return;
    }
}

/// The unit refers to a table twice, so that neither reference chooses rows that refer to it too.
fn which_of_two(desk: &Desk<'_>, formula: Resolved<'_>, join: &Join, span: Span, findings: &mut Findings) {
    let Some(scheme) = formula.scheme else { return };
    let units = desk.model.schemes[scheme].table;
    if units == join.table {
        return;
    }
    let own = references(units, desk.model, desk.tables);
    let chosen = |column: usize| join.on.iter().any(|(key, _)| *key == JoinKey::Column(column));
    let all = references(join.table, desk.model, desk.tables);
    if all.iter().any(|(_, to)| *to == units) {
        return;
    }
    for (column, to) in all.into_iter().filter(|(column, _)| !chosen(*column)) {
        let same: Vec<&str> =
            own.iter().filter(|(_, t)| *t == to).map(|(c, _)| &*desk.tables.list[units].columns[*c].name).collect();
        if same.len() > 1 {
            let table = &desk.tables.list[join.table];
            let found = finding(faults::WHICH_OF_TWO, formula, span).with("table", &*table.name);
            let found = found.with("column", &*table.columns[column].name).with("found", same.join("、"));
            findings.push(found.with("units", &*desk.tables.list[units].name));
        }
    }
}

/// Rows that cannot say the unit are added up by what both refer to: each unit of that group gets all of them.
fn by_what_they_share(
    desk: &Desk<'_>,
    formula: Resolved<'_>,
    aggregate: &Aggregate,
    span: Span,
    told: &mut Vec<(usize, usize)>,
    findings: &mut Findings,
) {
    let (Over::Rows(_, join), Some(scheme)) = (&aggregate.over, formula.scheme) else { return };
    let table = &desk.tables.list[join.table];
    let units = desk.model.schemes[scheme].table;
    let [(JoinKey::Column(column), JoinValue::Reference { at: At::Slot(0), table: thing, column: theirs })] =
        join.on[..]
    else {
        return;
    };
    // One row that all of them share is a parameter, not something added up.
    let adds = !matches!(aggregate.fold, Fold::Only | Fold::Latest | Fold::Earliest | Fold::Exists | Fold::Absent);
    if thing != units || table.written || !adds || told.contains(&(join.table, units)) {
        return;
    }
    told.push((join.table, units));
    let found = finding(faults::BY_COMMON_REFERENCE, formula, span).with("table", &*table.name);
    let found = found.with("column", &*table.columns[column].name).with("units", &*desk.tables.list[units].name);
    findings.push(found.with("found", &*desk.tables.list[units].columns[theirs].name));
}
