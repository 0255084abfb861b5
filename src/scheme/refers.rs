//! Which names a table declaration mentions: types, captures, and the names in its formulas.

use super::decl::{ColumnDecl, ColumnKind, Pattern, Piece, RowsFrom, TableDecl};
use crate::formula::ast::{Arg, Band, Bound, Expr, ExprKind, Name, NamePart};

/// Every name in a declaration that may be a table.
pub(super) fn mentioned(table: &TableDecl) -> Vec<String> {
    let mut names = Vec::new();
    columns(&table.columns, &mut names);
    match &table.from {
        RowsFrom::Files(sources) => {
            for source in sources {
                patterns(std::iter::once(&source.file).chain(&source.sheets), &mut names);
                columns(&source.columns, &mut names);
                names.extend(source.set.iter().chain(&source.beside).map(|(column, _)| column.clone()));
            }
        }
        RowsFrom::ColumnOf { table, .. } => names.push(table.value.clone()),
        RowsFrom::LevelOf(tree) => names.push(tree.clone()),
        RowsFrom::Rows(_) | RowsFrom::Items(_) | RowsFrom::BuiltIn(_) => {}
    }
    for rule in &table.derive {
        entries(&rule.name, &mut names);
        expression(&rule.formula, &mut names);
    }
    for formula in [&table.title, &table.for_, &table.only].into_iter().flatten() {
        expression(&formula.expr, &mut names);
    }
    names
}

fn columns(list: &[ColumnDecl], names: &mut Vec<String>) {
    for column in list {
        entries(&column.name, names);
        patterns(column.headers.iter().flatten(), names);
        if let ColumnKind::Reference(table) = &column.kind {
            names.push(table.clone());
        }
    }
}

/// The captures of patterns.
pub(super) fn patterns<'p>(list: impl Iterator<Item = &'p Pattern>, names: &mut Vec<String>) {
    let captures = list.flat_map(|pattern| &pattern.pieces).filter_map(|piece| match piece {
        Piece::Capture(name) => Some(name.clone()),
        Piece::Text(_) | Piece::Any | Piece::One => None,
    });
    names.extend(captures);
}

/// The tables in braces of a name.
pub(super) fn entries(name: &Name, names: &mut Vec<String>) {
    let tables = name.parts.iter().filter_map(|part| match part {
        NamePart::Entry(table) => Some(table.clone()),
        NamePart::Text(_) => None,
    });
    names.extend(tables);
}

fn expression(expr: &Expr, names: &mut Vec<String>) {
    match &expr.kind {
        ExprKind::Path(path) => path.iter().for_each(|name| {
            names.push(super::rule::plain(name));
            entries(name, names);
        }),
        ExprKind::Call(_, args) => args.iter().for_each(|arg| match arg {
            Arg::Value(inner) | Arg::Where(inner) | Arg::By(inner) | Arg::Distinct(inner) => expression(inner, names),
            Arg::Lowest(_) => {}
        }),
        ExprKind::Bands(_, value, bands) => {
            expression(value, names);
            bands.iter().for_each(|inner| band(inner, names));
        }
        ExprKind::If(arms, last) => {
            let parts = arms.iter().flat_map(|(condition, value)| [condition, value]).chain(last.as_deref());
            parts.for_each(|part| expression(part, names));
        }
        ExprKind::Or(parts) | ExprKind::And(parts) => parts.iter().for_each(|part| expression(part, names)),
        ExprKind::Not(inner) | ExprKind::Negate(inner) | ExprKind::Is(inner, _) => expression(inner, names),
        ExprKind::Compare(first, rest) => {
            expression(first, names);
            rest.iter().for_each(|(_, part)| expression(part, names));
        }
        ExprKind::Among(value, list) => {
            expression(value, names);
            list.iter().for_each(|part| expression(part, names));
        }
        ExprKind::Default(_, a, b)
        | ExprKind::Binary(_, a, b)
        | ExprKind::Contains(a, b)
        | ExprKind::StartsWith(a, b) => {
            expression(a, names);
            expression(b, names);
        }
        ExprKind::Number(..)
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::Bool(_)
        | ExprKind::Missing
        | ExprKind::NotApplicable => {}
    }
}

fn band(band: &Band, names: &mut Vec<String>) {
    match &band.bound {
        Bound::Than(_, bound) | Bound::At(bound) => expression(bound, names),
        Bound::Range(low, high) => {
            expression(low, names);
            high.iter().for_each(|high| expression(high, names));
        }
        Bound::Else => {}
    }
    expression(&band.value, names);
}
