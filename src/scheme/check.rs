//! Checks that need neither workbooks nor the meaning of formulas: tables and columns that are named exist.

use std::collections::BTreeSet;

use super::columns::WORDS;
use super::decl::{ColumnKind, Located, Project, RowsFrom, SchemeDecl, TableDecl};
use super::refers::{entries, patterns};
use super::rule::plain;
use super::tables::{find, sees};
use super::{Texts, faults, suggest};
use crate::finding::{At, Code, Finding, Findings, Place, Severity};
use crate::formula::text::normal;

/// Checks a project that has been put together.
pub(super) fn check(project: &Project, texts: &Texts, findings: &mut Findings) {
    let mut found = Findings::default();
    for scheme in &project.schemes {
        check_scheme(scheme, &project.tables, &mut found);
    }
    for table in &project.tables {
        // Where a column or a derived one could not be read, its absence is not worth a second finding.
        let whole =
            !has_faults(table, texts, findings, &|code| code != faults::UNKNOWN_OPTION && code != faults::OPTION_VALUE);
        check_types(table, &project.tables, &mut found);
        if whole {
            check_columns(table, &mut found);
        }
    }
    let mut seen = Vec::new();
    for finding in found.iter().filter(|finding| !findings.iter().any(|other| other == *finding)) {
        // A table that is private to several schemes is declared once.
        if !seen.contains(&finding) {
            seen.push(finding);
        }
    }
    let seen: Vec<Finding> = seen.into_iter().cloned().collect();
    seen.into_iter().for_each(|finding| findings.push(finding));
}

fn check_scheme(scheme: &SchemeDecl, tables: &[TableDecl], findings: &mut Findings) {
    let outputs = scheme.outputs.iter().flat_map(|output| &output.each);
    for name in std::iter::once(&scheme.units).chain(outputs).filter(|name| !name.value.is_empty()) {
        check_table(name, Some(&scheme.name.value), tables, findings);
    }
}

fn check_table(name: &Located<String>, scope: Option<&str>, tables: &[TableDecl], findings: &mut Findings) -> bool {
    let exists = find(tables, &name.value, scope).is_some();
    if !exists {
        findings.push(unknown(faults::TABLE_UNKNOWN, name.place.clone(), &name.value, names(tables, scope)));
    }
    exists
}

fn unknown<'n>(code: Code, place: Place, found: &str, names: impl Iterator<Item = &'n str>) -> Finding {
    let suggest = suggest::argument(found, names);
    Finding::new(code, place).with("found", found).with("suggest", suggest)
}

fn names<'t>(tables: &'t [TableDecl], scope: Option<&'t str>) -> impl Iterator<Item = &'t str> {
    tables.iter().filter(move |table| sees(scope, table)).map(|table| table.name.value.as_str())
}

/// Types, families and `from` name tables that are there.
fn check_types(table: &TableDecl, tables: &[TableDecl], findings: &mut Findings) {
    let scope = table.private_to.as_deref();
    for column in &table.columns {
        if let ColumnKind::Reference(name) = &column.kind
            && find(tables, name, scope).is_none()
        {
            let names = names(tables, scope).chain(WORDS);
            findings.push(unknown(faults::TYPE_UNKNOWN, column.place.clone(), name, names));
        }
        let mut families = Vec::new();
        entries(&column.name, &mut families);
        for name in families {
            check_table(&Located { value: name, place: column.place.clone() }, scope, tables, findings);
        }
    }
    for rule in &table.derive {
        let mut families = Vec::new();
        entries(&rule.name, &mut families);
        let span = rule.name.span;
        let place = Place::text(table.name.place.file.clone(), span.start, span.end);
        for name in families {
            check_table(&Located { value: name, place: place.clone() }, scope, tables, findings);
        }
    }
    if let RowsFrom::ColumnOf { table: other, column } = &table.from
        && check_table(other, scope, tables, findings)
        && let Some(other_table) = find(tables, &other.value, scope)
    {
        let column = Located { value: column.clone(), place: other.place.clone() };
        check_column(&column, "from", other_table, findings);
    }
}

/// Every column that a key names is one of the table's.
fn check_columns(table: &TableDecl, findings: &mut Findings) {
    let lists = [("key", &table.key), ("levels", &table.levels), ("one_per", &table.one_per), ("every", &table.every)];
    for (key, columns) in lists.into_iter().chain([("distinct", &table.distinct)]) {
        // A table that takes its entries from elsewhere is its key.
        let own = key == "key" && !matches!(table.from, RowsFrom::Files(_) | RowsFrom::Rows(_));
        for column in columns.iter().filter(|_| !own) {
            check_column(column, key, table, findings);
        }
    }
    if let RowsFrom::Files(sources) = &table.from {
        for source in sources {
            for column in &source.lacks {
                check_column(column, "lacks", table, findings);
            }
            for column in &source.columns {
                let name = Located { value: column.label.clone(), place: column.place.clone() };
                check_column(&name, "columns", table, findings);
            }
        }
    }
}

fn check_column(column: &Located<String>, key: &str, table: &TableDecl, findings: &mut Findings) {
    let known = column_names(table);
    if !known.iter().any(|name| normal(name) == normal(&column.value)) {
        let names = known.iter().map(String::as_str);
        let finding = unknown(faults::COLUMN_UNKNOWN, column.place.clone(), &column.value, names);
        findings.push(finding.with("key", key).with("table", table.name.value.clone()));
    }
}

/// Every column of a table, whether declared, captured, set, read beside a label or derived.
pub(super) fn column_names(table: &TableDecl) -> Vec<String> {
    let mut names: Vec<String> = table.columns.iter().map(|column| column.label.clone()).collect();
    let headers = |list: &[super::decl::ColumnDecl], names: &mut Vec<String>| {
        patterns(list.iter().flat_map(|column| column.headers.iter().flatten()), names);
    };
    headers(&table.columns, &mut names);
    if let RowsFrom::Files(sources) = &table.from {
        for source in sources {
            patterns(std::iter::once(&source.file).chain(&source.sheets), &mut names);
            headers(&source.columns, &mut names);
            names.extend(source.set.iter().chain(&source.beside).map(|(column, _)| column.clone()));
        }
    } else if !matches!(table.from, RowsFrom::Rows(_)) {
        names.extend(table.key.iter().map(|key| key.value.clone()));
    }
    names.extend(table.derive.iter().map(|rule| plain(&rule.name)));
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(normal(name)));
    names
}

/// Marks the tables in whose declaration an error was found.
pub(super) fn mark(project: &mut Project, texts: &Texts, findings: &Findings) {
    for table in &mut project.tables {
        table.doubtful = has_faults(table, texts, findings, &|_| true);
    }
}

/// Is there an error that counts between the heading of this table and the next heading of its file?
fn has_faults(table: &TableDecl, texts: &Texts, findings: &Findings, counts: &dyn Fn(Code) -> bool) -> bool {
    let At::Text { start, .. } = table.name.place.at else { return false };
    let text = texts.get(&table.name.place.file).map(|text| &**text).unwrap_or_default();
    let length = text.get(start..).and_then(|rest| rest.find("\n[")).unwrap_or(text.len());
    let inside = |place: &Place| match place.at {
        At::Text { start: at, .. } => place.file == table.name.place.file && (start..start + length).contains(&at),
        _ => false,
    };
    let hides = |code: Code| code.severity == Severity::Error && counts(code);
    findings.iter().any(|finding| hides(finding.code) && inside(&finding.place))
}
