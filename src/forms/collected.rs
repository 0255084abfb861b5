//! Which tables come in with a period, and which the office keeps itself.

use std::path::Path;

use super::{At, Ground, faults, patterns};
use crate::finding::{Finding, Findings};
use crate::folder;
use crate::formula::text::normal;
use crate::scheme::decl::{ColumnKind, Pattern, Project, RowsFrom, SourceDecl, TableDecl};

/// The workbooks that the office keeps itself: rosters, indicators, constants.
#[derive(Clone, Debug, Default)]
pub struct Own {
    files: Vec<Pattern>,
    tables: Vec<bool>,
}

impl Own {
    /// Is that table one of them?
    pub fn table(&self, table: usize) -> bool {
        self.tables.get(table).copied().unwrap_or(false)
    }

    /// Is that file one of them?
    pub fn file(&self, name: &str) -> bool {
        self.files.iter().any(|pattern| patterns::fits(pattern, name))
    }
}

/// The office's own workbooks: those with a list that others refer to (a table whose own rows make its entries),
/// those with aliases, and whatever lies in the project's folder and not in the period's.
pub fn own(project: &Project, folder: &Path, period: &Path) -> Own {
    let mut own = Own::default();
    for table in &project.tables {
        let RowsFrom::Files(sources) = &table.from else { continue };
        let kept = makes_entries(table)
            || sources.iter().any(|source| lies(folder, &source.file) && !lies(period, &source.file));
        own.files.extend(sources.iter().filter(|_| kept).map(|source| source.file.clone()));
        own.files.extend(table.aliases.iter().map(|source| source.file.clone()));
    }
    let kept = |source: &SourceDecl| own.files.iter().any(|file| normal(&file.text) == normal(&source.file.text));
    own.tables = project
        .tables
        .iter()
        .map(|table| match &table.from {
            RowsFrom::Files(sources) => sources.is_empty() || sources.iter().any(kept),
            RowsFrom::ColumnOf { .. } => false,
            _ => true,
        })
        .collect();
    own
}

/// Do the table's own rows say which entries there are? A key that refers to another table names what is known.
fn makes_entries(table: &TableDecl) -> bool {
    let own = |key: &str| {
        let column = table.columns.iter().find(|column| normal(&column.label) == normal(key));
        column.is_none_or(|column| !matches!(column.kind, ColumnKind::Reference(_) | ColumnKind::OneOf(_)))
    };
    !table.key.is_empty() && table.key.iter().all(|key| own(&key.value))
}

fn lies(folder: &Path, pattern: &Pattern) -> bool {
    let names = folder::entries(folder).unwrap_or_default();
    names.iter().any(|entry| patterns::fits(pattern, &entry.file_name().to_string_lossy()))
}

/// The tables that are collected, once each however many schemes see them.
pub(super) fn tables<'a>(
    ground: &Ground<'a>,
    scheme: Option<&str>,
    findings: &mut Findings,
) -> Vec<(usize, &'a TableDecl, &'a [SourceDecl])> {
    let mut out: Vec<(usize, &TableDecl, &[SourceDecl])> = Vec::new();
    for (at, table) in ground.project.tables.iter().enumerate() {
        let RowsFrom::Files(sources) = &table.from else { continue };
        let doubled = out.iter().any(|(_, other, _)| other.name.place == table.name.place);
        if sources.is_empty() || doubled || !wanted(ground.project, table, scheme) {
            continue;
        }
        if !ground.own.table(at) {
            out.push((at, table, sources));
        } else if !makes_entries(table) {
            let finding = Finding::new(faults::FORM_OF_OWN, sources[0].place.clone());
            findings
                .push(finding.with("table", table.name.value.as_str()).with("found", sources[0].file.text.as_str()));
        }
    }
    out
}

/// Does the scheme asked for use the table? One of another scheme's own file it does not.
fn wanted(project: &Project, table: &TableDecl, scheme: Option<&str>) -> bool {
    let Some(scheme) = scheme else { return true };
    let owner = project.schemes.iter().find(|other| other.file == table.name.place.file);
    table.private_to.as_deref().is_none_or(|own| own == scheme) && owner.is_none_or(|own| own.name.value == scheme)
}

/// The number of the table that a column, or what a name, header or label gives, takes its entries from.
pub(super) fn target(at: &At<'_>, name: &str) -> Option<usize> {
    let private = at.decl.private_to.as_deref();
    let column = at.decl.columns.iter().find(|column| normal(&column.label) == normal(name));
    let table = match column.map(|column| &column.kind) {
        Some(ColumnKind::Reference(table)) => table,
        Some(ColumnKind::OneOf(_)) | None => name,
        Some(_) => return None,
    };
    let found = at.ground.tables.named(table, private).or_else(|| {
        let same = |other: &crate::tables::Table| normal(&other.name) == normal(table);
        at.ground.tables.list.iter().position(same)
    });
    found.filter(|table| at.ground.tables.list[*table].has_entries())
}
