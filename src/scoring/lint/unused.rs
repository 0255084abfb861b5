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
    let mut read: Vec<&str> = Vec::new();
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
        match table.columns[*first].kind {
            Kind::Number(_) | Kind::Entry(_) | Kind::Raw | Kind::Bool => {
                let finding = Finding::new(faults::COLUMN_UNUSED, column.place.clone()).with("table", &*table.name);
                findings.push(finding.with("column", column.label.as_str()));
            }
            Kind::Text | Kind::Date => read.push(&column.label),
        }
    }
    // What an event was, and when, is there to be read by people.
    if !read.is_empty() && !table.ledger {
        let finding = Finding::new(faults::COLUMNS_ONLY_READ, declared.name.place.clone());
        findings.push(finding.with("table", &*table.name).with("columns", read.join("、")));
    }
}
