//! The headers of a form: of each column's ways to be headed, the one that says all that is not known already.

use super::collected::target;
use super::divided::{Shares, once, rows_of};
use super::filled::goes_with;
use super::named::{Site, entries};
use super::{At, Put, faults, patterns};
use crate::finding::{Finding, Findings};
use crate::formula::ast::NamePart;
use crate::formula::text::normal;
use crate::scheme::decl::{ColumnDecl, ColumnKind, Pattern, Piece};
use crate::tables::Value;

/// So many columns are headed for things that only whoever fills in can name.
const OPEN: usize = 10;

/// A column of a form before entries are put in.
pub(super) struct Chosen<'a> {
    pub(super) column: &'a ColumnDecl,
    /// Headers from the top.
    pub(super) path: Vec<Pattern>,
    /// What is put into them, one list for each column that comes of it; without captures one empty list.
    pub(super) tuples: Vec<Vec<Put>>,
}

/// Whether a header can be written, from best to worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Manner {
    /// Everything captured is listed somewhere, or nothing is captured.
    Known,
    /// Names have to be written by hand.
    Open,
    /// Numbers have to: no form can guess them.
    Unknown,
}

/// A header for every wanted column that the site does not give; nothing where one cannot be written.
pub(super) fn choose<'a>(
    at: &At<'a>,
    site: &Site,
    shares: &Shares,
    findings: &mut Findings,
) -> Option<Vec<Chosen<'a>>> {
    let mut out = Vec::new();
    let mut captured: Vec<String> = Vec::new();
    let mut alone: Vec<&ColumnDecl> = Vec::new();
    for column in &at.decl.columns {
        if lacks(at, column) || given(at, site, &column.label) {
            continue;
        }
        let paths = paths(at, column);
        let own = |path: &&Vec<Pattern>| family(column).is_some() || !is_capture_of(path, &column.label);
        let Some((path, manner)) = best(at, site, column, paths.iter().filter(own)) else {
            alone.push(column);
            continue;
        };
        if manner == Manner::Unknown {
            unknown(at, path, findings);
            return None;
        }
        out.push((column, path.clone(), manner));
    }
    for (column, path, _) in &out {
        let bound = family(column);
        captured
            .extend(path.iter().flat_map(patterns::captures).filter(|name| Some(*name) != bound).map(str::to_owned));
    }
    // What nobody else captures has no header of its own.
    if let Some(column) = alone.iter().find(|column| !column.optional && !has(&captured, &column.label)) {
        unknown(at, &column.headers.first().cloned().unwrap_or_default(), findings);
        return None;
    }
    let open = out.iter().find(|(_, _, manner)| *manner == Manner::Open);
    if let Some((_, path, _)) = open {
        let finding = Finding::new(faults::FORM_HEADER_OPEN, at.place()).with("table", at.decl.name.value.as_str());
        once(findings, finding.with("found", written(path)).with("count", OPEN.to_string()));
    }
    let kept = out.into_iter().filter(|(column, ..)| !has(&captured, &column.label));
    Some(
        kept.map(|(column, path, _)| Chosen { tuples: tuples(at, site, shares, column, &path), column, path })
            .collect(),
    )
}

fn unknown(at: &At<'_>, path: &[Pattern], findings: &mut Findings) {
    let finding = Finding::new(faults::FORM_HEADER_UNKNOWN, at.place()).with("table", at.decl.name.value.as_str());
    once(findings, finding.with("found", written(path)));
}

fn written(path: &[Pattern]) -> String {
    path.iter().map(|level| level.text.as_str()).collect::<Vec<_>>().join(">")
}

fn has(names: &[String], name: &str) -> bool {
    names.iter().any(|other| normal(other) == normal(name))
}

fn lacks(at: &At<'_>, column: &ColumnDecl) -> bool {
    at.source.lacks.iter().any(|name| normal(&name.value) == normal(&column.label))
}

fn given(at: &At<'_>, site: &Site, name: &str) -> bool {
    let beside = at.source.beside.iter().any(|(column, _)| normal(column) == normal(name));
    beside || patterns::put(&site.given, name).is_some()
}

/// The ways in which a column is headed in this source.
fn paths(at: &At<'_>, column: &ColumnDecl) -> Vec<Vec<Pattern>> {
    let own = at.source.columns.iter().find(|other| normal(&other.label) == normal(&column.label));
    own.map_or(&column.headers, |own| &own.headers).clone()
}

/// The table that a family of columns ranges over.
fn family(column: &ColumnDecl) -> Option<&str> {
    column.name.parts.iter().find_map(|part| match part {
        NamePart::Entry(table) => Some(table.as_str()),
        NamePart::Text(_) => None,
    })
}

/// The best of the ways, the first of equals.
fn best<'p>(
    at: &At<'_>,
    site: &Site,
    column: &ColumnDecl,
    paths: impl Iterator<Item = &'p Vec<Pattern>>,
) -> Option<(&'p Vec<Pattern>, Manner)> {
    let known: Vec<(&Vec<Pattern>, Manner)> =
        paths.filter_map(|path| Some((path, manner(at, site, column, path)?))).collect();
    known.iter().min_by_key(|(_, manner)| *manner).copied()
}

/// Whether that header can be written; nothing where it would say again what the site gives.
fn manner(at: &At<'_>, site: &Site, column: &ColumnDecl, path: &[Pattern]) -> Option<Manner> {
    let bound = family(column);
    let names: Vec<&str> = path.iter().flat_map(patterns::captures).filter(|name| Some(*name) != bound).collect();
    if names.iter().any(|name| given(at, site, name)) {
        return None;
    }
    let unlisted: Vec<&&str> = names.iter().filter(|name| target(at, name).is_none()).collect();
    if unlisted.is_empty() || !seen(at, &names).is_empty() {
        return Some(Manner::Known);
    }
    let number = |name: &&&str| {
        let column = at.decl.columns.iter().find(|column| normal(&column.label) == normal(name));
        column.is_some_and(|column| matches!(column.kind, ColumnKind::Number { .. }))
    };
    Some(if unlisted.iter().any(number) { Manner::Unknown } else { Manner::Open })
}

/// What the headers of a workbook that is there already hold for these captures, each once, in order.
fn seen(at: &At<'_>, names: &[&str]) -> Vec<Vec<Put>> {
    let table = &at.ground.tables.list[at.table];
    let columns: Option<Vec<usize>> =
        names.iter().map(|name| table.columns.iter().position(|column| normal(&column.name) == normal(name))).collect();
    let Some(columns) = columns.filter(|columns| !columns.is_empty()) else { return Vec::new() };
    let mut out: Vec<Vec<Put>> = Vec::new();
    for row in rows_of(at, table) {
        let put = |(name, column): (&&str, &usize)| {
            let value = table.columns[*column].values.get(row)?;
            let (entry, text) = match value {
                Value::Entry(entry) => {
                    let of = target(at, name)?;
                    (Some((of, *entry)), at.ground.tables.list[of].entries.get(*entry as usize)?.to_string())
                }
                Value::Text(text) => (None, text.to_string()),
                Value::Number(number) => (None, number.plain(6)),
                _ => return None,
            };
            Some(Put { column: (*name).to_owned(), entry, text, open: false })
        };
        let tuple: Option<Vec<Put>> = names.iter().zip(&columns).map(put).collect();
        if let Some(tuple) = tuple.filter(|tuple| !out.contains(tuple)) {
            out.push(tuple);
        }
    }
    out
}

/// Is the header nothing but the capture of that name?
fn is_capture_of(path: &[Pattern], name: &str) -> bool {
    let [level] = path else { return false };
    matches!(level.pieces.as_slice(), [Piece::Capture(only)] if normal(only) == normal(name))
}

/// What is put into a header, in the order in which its columns stand.
fn tuples(at: &At<'_>, site: &Site, shares: &Shares, column: &ColumnDecl, path: &[Pattern]) -> Vec<Vec<Put>> {
    let mut names: Vec<&str> = Vec::new();
    for name in path.iter().flat_map(patterns::captures) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if let Some(entry) = family(column).filter(|_| names.is_empty()) {
        names.push(entry);
    }
    let bound = family(column);
    if bound.is_none() && names.iter().any(|name| target(at, name).is_none()) {
        let seen = seen(at, &names);
        if !seen.is_empty() {
            return seen;
        }
    }
    let mut all: Vec<Vec<Put>> = vec![Vec::new()];
    for name in names {
        let puts = entries(at, name, shares).unwrap_or_else(|| opened(name));
        let before = std::mem::take(&mut all);
        for tuple in &before {
            let fits = |put: &&Put| tuple.iter().chain(&site.given).all(|other| goes_with(at, other, put));
            all.extend(puts.iter().filter(fits).map(|put| tuple.iter().chain([put]).cloned().collect::<Vec<Put>>()));
        }
    }
    all
}

fn opened(name: &str) -> Vec<Put> {
    let put = |number: usize| Put { column: name.to_owned(), entry: None, text: format!("{name}{number}"), open: true };
    (1..=OPEN).map(put).collect()
}
