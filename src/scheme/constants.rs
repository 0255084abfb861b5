//! Constants of a scheme in file and sheet names: `{版本}` where 版本 is a rule that is a literal.

use super::check::column_names;
use super::decl::{Pattern, Piece, Project, RowsFrom, SchemeDecl, TableDecl};
use super::tables::find;
use super::{Texts, faults};
use crate::finding::{Finding, Findings};
use crate::formula::ast::{ExprKind, RuleItem};
use crate::formula::text::normal;
use crate::scheme::rule::plain;

/// Puts the constants of the schemes that see a table into the file and sheet names of its sources.
pub(super) fn put(project: &mut Project, texts: &Texts, findings: &mut Findings) {
    let mut tables = std::mem::take(&mut project.tables);
    let all = tables.clone();
    for table in &mut tables {
        let known = known(table, &all);
        let scope = table.private_to.clone();
        let sees = |scheme: &&SchemeDecl| scope.as_ref().is_none_or(|own| *own == scheme.name.value);
        let schemes: Vec<&SchemeDecl> = project.schemes.iter().filter(sees).collect();
        let RowsFrom::Files(sources) = &mut table.from else { continue };
        for source in sources {
            let place = source.place.clone();
            let values = |name: &str| schemes.iter().filter_map(|s| constant(s, name, texts)).collect::<Vec<String>>();
            for pattern in std::iter::once(&mut source.file).chain(&mut source.sheets) {
                for piece in &mut pattern.pieces {
                    let Piece::Capture(name) = piece else { continue };
                    if known.contains(&normal(name)) {
                        continue;
                    }
                    let values = values(name);
                    let Some(value) = values.first() else { continue };
                    if values.iter().any(|other| other != value) {
                        let finding = Finding::new(faults::CONSTANT_DIFFERS, place.clone());
                        findings.push(finding.with("found", name.clone()).with("values", values.join("、")));
                    }
                    *piece = Piece::Text(value.clone());
                }
                joined(pattern);
            }
        }
    }
    project.tables = tables;
}

/// Names that a capture may have without being a constant: tables, and what the table declares as a column.
fn known(table: &TableDecl, all: &[TableDecl]) -> Vec<String> {
    let mut captures = Vec::new();
    if let RowsFrom::Files(sources) = &table.from {
        super::refers::patterns(sources.iter().flat_map(|s| std::iter::once(&s.file).chain(&s.sheets)), &mut captures);
    }
    let is_table = |name: &String| find(all, name, table.private_to.as_deref()).is_some();
    let captured = captures.iter().map(|name| normal(name)).collect::<Vec<_>>();
    let declared = column_names(table).into_iter().filter(|name| !captured.contains(&normal(name)));
    let columns = table.columns.iter().map(|column| column.label.clone());
    let named = declared.chain(columns).chain(captures.iter().filter(|name| is_table(name)).cloned());
    named.map(|name| normal(&name)).collect()
}

/// The value of a rule that is a literal, as it is written.
fn constant(scheme: &SchemeDecl, name: &str, texts: &Texts) -> Option<String> {
    let sought = normal(name);
    scheme.clauses.iter().find_map(|clause| {
        let rule = clause.rules().find(|rule: &&RuleItem| normal(&plain(&rule.name)) == sought)?;
        match &rule.formula.kind {
            ExprKind::Text(text) => Some(text.clone()),
            ExprKind::Number(..) | ExprKind::Date(_) => {
                let span = rule.formula.span;
                texts.get(&clause.file)?.get(span.start..span.end).map(|text| text.trim().to_owned())
            }
            _ => None,
        }
    })
}

/// Texts that touch become one.
fn joined(pattern: &mut Pattern) {
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in pattern.pieces.drain(..) {
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => pieces.push(piece),
        }
    }
    pattern.pieces = pieces;
}
