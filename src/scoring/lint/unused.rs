//! Tables and columns that are read and that nobody uses: a rule was forgotten, or a table is left over.

mod uses;

use crate::finding::{Finding, Findings};
use crate::scheme::decl::{RowsFrom, TableDecl};
use crate::scoring::faults;
use crate::tables::{Kind, Table};

use super::Desk;
use uses::Uses;

/// Warns of tables, and of figures and references, that no formula uses; other unused columns are worth a note.
pub(super) fn check(desk: &Desk<'_>, findings: &mut Findings) {
    let uses = Uses::of(desk);
    for declared in &desk.project.tables {
        let index = desk.tables.list.iter().position(|table| {
            *table.name == *declared.name.value && table.private_to.as_deref() == declared.private_to.as_deref()
        });
        let Some(index) = index.filter(|_| matches!(declared.from, RowsFrom::Files(_) | RowsFrom::Rows(_))) else {
            continue;
        };
        if !uses.tables.contains(&index) {
            let finding = Finding::new(faults::TABLE_UNUSED, declared.name.place.clone());
            findings.push(finding.with("table", declared.name.value.as_str()));
            continue;
        }
        of_columns(&uses, declared, index, &desk.tables.list[index], findings);
    }
}

fn of_columns(uses: &Uses, declared: &TableDecl, index: usize, table: &Table, findings: &mut Findings) {
    for column in &declared.columns {
        // The columns of a family are one column.
        let own = |c: &usize| {
            let found = &table.columns[*c];
            let pattern = found.member_of.as_ref().map_or(&found.name, |(pattern, ..)| pattern);
            **pattern == *column.label || *found.name == *column.label
        };
        let mine: Vec<usize> = (0..table.columns.len()).filter(own).collect();
        let Some(first) = mine.first() else { continue };
        if mine.iter().any(|c| uses.columns.contains(&(index, *c))) || uses.named(&column.label) {
            continue;
        }
        let code = match table.columns[*first].kind {
            Kind::Number(_) | Kind::Entry(_) | Kind::Raw => faults::COLUMN_UNUSED,
            Kind::Text | Kind::Bool | Kind::Date => faults::COLUMN_ONLY_READ,
        };
        let finding = Finding::new(code, column.place.clone()).with("table", &*table.name);
        findings.push(finding.with("column", column.label.as_str()));
    }
}
