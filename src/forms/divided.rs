//! Which entries come in which of several workbooks: set in the scheme, seen in a workbook that is there already, or
//! named after a column of their table (责任单位) that stands in the workbook's name.

use super::collected::target;
use super::{At, faults, patterns};
use crate::finding::{Finding, Findings};
use crate::formula::text::normal;
use crate::scheme::decl::{RowsFrom, SourceDecl};
use crate::tables::{Origin, Table, Value};

/// For each column that ranges over entries, those that this source brings; a column not listed ranges over all.
pub(super) type Shares = Vec<(String, Vec<u32>)>;

/// The columns that rows are due for: those of `one_per`, else of `every`, else a key that refers to another table.
pub(super) fn axes(at: &At<'_>) -> Vec<String> {
    let decl = at.decl;
    let names = [&decl.one_per, &decl.every, &decl.key].into_iter().find(|names| !names.is_empty());
    let names = names.into_iter().flatten().map(|name| name.value.clone());
    // What is derived from a row stands in no workbook.
    names.filter(|name| !decl.derive.iter().any(|rule| label(&rule.name) == normal(name))).collect()
}

fn label(name: &crate::formula::ast::Name) -> String {
    let texts = name.parts.iter().filter_map(|part| match part {
        crate::formula::ast::NamePart::Text(text) => Some(text.as_str()),
        crate::formula::ast::NamePart::Entry(_) => None,
    });
    normal(&texts.collect::<String>())
}

/// What this source brings; nothing where that cannot be known, which is told once for the table.
pub(super) fn shares(at: &At<'_>, findings: &mut Findings) -> Option<Shares> {
    let RowsFrom::Files(sources) = &at.decl.from else { return None };
    let axes = axes(at);
    if axes.is_empty() || !at.several {
        return Some(Vec::new());
    }
    let mut shares = Shares::new();
    let mut divided = false;
    for axis in &axes {
        let Some(table) = target(at, axis) else { continue };
        if set(at.source, axis).is_some() {
            divided = true;
            continue;
        }
        let all = &at.ground.tables.list[table];
        let named: Vec<u32> = sources.iter().filter_map(|source| all.find(set(source, axis)?)).collect();
        let free: Vec<u32> = (0u32..).take(all.rows).filter(|entry| !named.contains(entry)).collect();
        let share = seen(at, axis).or_else(|| named_after(at, all, &free));
        let alone = sources.iter().filter(|source| set(source, axis).is_none()).count() == 1 && !named.is_empty();
        divided |= share.is_some() || alone;
        shares.push((axis.clone(), share.unwrap_or(free)));
    }
    if divided || at.decl.one_per.is_empty() && at.decl.every.is_empty() {
        return Some(shares);
    }
    let files: Vec<&str> = sources.iter().map(|source| source.file.text.as_str()).collect();
    let finding = Finding::new(faults::FORM_UNDIVIDED, at.decl.name.place.clone());
    let finding = finding.with("table", at.decl.name.value.as_str()).with("columns", axes.join("、"));
    once(findings, finding.with("found", files.join("、")));
    None
}

/// What is true of a table is told once, not of each of its sources.
pub(super) fn once(findings: &mut Findings, finding: Finding) {
    if !findings.iter().any(|other| *other == finding) {
        findings.push(finding);
    }
}

fn set<'s>(source: &'s SourceDecl, axis: &str) -> Option<&'s str> {
    source.set.iter().find(|(column, _)| normal(column) == normal(axis)).map(|(_, value)| value.as_str())
}

/// The entries that a workbook of this name has, where there is one.
fn seen(at: &At<'_>, axis: &str) -> Option<Vec<u32>> {
    let table = &at.ground.tables.list[at.table];
    let column = table.columns.iter().position(|column| normal(&column.name) == normal(axis))?;
    let rows = rows_of(at, table);
    let mut entries: Vec<u32> = rows
        .into_iter()
        .filter_map(|row| match table.columns[column].values.get(row) {
            Some(Value::Entry(entry)) => Some(*entry),
            _ => None,
        })
        .collect();
    entries.sort_unstable();
    entries.dedup();
    (!entries.is_empty()).then_some(entries)
}

/// The rows of a table that were read from this source.
pub(super) fn rows_of(at: &At<'_>, table: &Table) -> Vec<usize> {
    let sheets = &at.ground.tables.origins.sheets;
    let fits = |origin: &Origin| {
        let place = origin.parts().and_then(|(sheet, ..)| sheets.get(sheet as usize));
        place.is_some_and(|(file, sheet)| {
            let sheet = sheet.as_deref().unwrap_or_default();
            let named = |pattern: &crate::scheme::decl::Pattern| patterns::fits(pattern, sheet);
            patterns::fits(&at.source.file, file) && (at.source.sheets.is_empty() || at.source.sheets.iter().any(named))
        })
    };
    let of_row = |row: &usize| table.columns.iter().filter_map(|c| c.origins.get(*row)).any(fits);
    (0..table.rows).filter(of_row).collect()
}

/// The entries of which some other column stands in the name of the file or its sheets.
fn named_after(at: &At<'_>, all: &Table, free: &[u32]) -> Option<Vec<u32>> {
    let sheets = at.source.sheets.iter().map(|sheet| sheet.text.as_str());
    let name = normal(&std::iter::once(at.source.file.text.as_str()).chain(sheets).collect::<Vec<_>>().join("#"));
    let key = all.key.first().copied();
    let others = all.columns.iter().enumerate().filter(|(index, _)| Some(*index) != key).map(|(_, column)| column);
    others
        .map(|column| {
            let stands = |entry: &&u32| {
                let value = column.values.get(**entry as usize);
                let text = value.map(|value| shown(at, column.kind, value)).unwrap_or_default();
                normal(&text).chars().count() > 1 && name.contains(&normal(&text))
            };
            free.iter().filter(stands).copied().collect::<Vec<u32>>()
        })
        .find(|entries| !entries.is_empty() && entries.len() < all.rows)
}

fn shown(at: &At<'_>, kind: crate::tables::Kind, value: &Value) -> String {
    match (value, kind) {
        (Value::Text(text), _) => text.to_string(),
        (Value::Entry(entry), crate::tables::Kind::Entry(table)) => {
            at.ground.tables.list[table].entries.get(*entry as usize).map(ToString::to_string).unwrap_or_default()
        }
        _ => String::new(),
    }
}
