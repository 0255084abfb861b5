//! Which names a condition mentions, and what a title says.

use crate::formula::ast::{Arg, Band, Bound, Expr, ExprKind, Name, NamePart, Operator};

/// The first name of every path in an expression, in order.
pub(super) fn mentioned(expr: &Expr) -> Vec<String> {
    let mut names = Vec::new();
    visit(expr, &mut names);
    names
}

/// A name without entries put in.
pub(super) fn plain(name: &Name) -> String {
    let part = |part: &NamePart| match part {
        NamePart::Text(text) => text.clone(),
        NamePart::Entry(table) => format!("{{{table}}}"),
    };
    name.parts.iter().map(part).collect()
}

fn visit(expr: &Expr, names: &mut Vec<String>) {
    match &expr.kind {
        ExprKind::Path(path) => names.extend(path.first().map(plain)),
        ExprKind::Call(_, args) => args.iter().for_each(|arg| match arg {
            Arg::Value(x) | Arg::Where(x) | Arg::By(x) | Arg::Distinct(x) => visit(x, names),
            Arg::Lowest(_) => {}
        }),
        ExprKind::Bands(_, x, bands) => {
            visit(x, names);
            bands.iter().for_each(|band| of_band(band, names));
        }
        ExprKind::If(arms, last) => {
            arms.iter().for_each(|(when, then)| {
                visit(when, names);
                visit(then, names);
            });
            last.iter().for_each(|x| visit(x, names));
        }
        ExprKind::Default(_, x, y)
        | ExprKind::Contains(x, y)
        | ExprKind::StartsWith(x, y)
        | ExprKind::Binary(_, x, y) => {
            visit(x, names);
            visit(y, names);
        }
        ExprKind::Or(all) | ExprKind::And(all) => all.iter().for_each(|x| visit(x, names)),
        ExprKind::Not(x) | ExprKind::Is(x, _) | ExprKind::Negate(x) => visit(x, names),
        ExprKind::Compare(x, rest) => {
            visit(x, names);
            rest.iter().for_each(|(_, y)| visit(y, names));
        }
        ExprKind::Among(x, all) => {
            visit(x, names);
            all.iter().for_each(|y| visit(y, names));
        }
        ExprKind::Number(..)
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::Bool(_)
        | ExprKind::Missing
        | ExprKind::NotApplicable => {}
    }
}

fn of_band(band: &Band, names: &mut Vec<String>) {
    match &band.bound {
        Bound::Than(_, x) | Bound::At(x) => visit(x, names),
        Bound::Range(x, y) => {
            visit(x, names);
            y.iter().for_each(|y| visit(y, names));
        }
        Bound::Else => {}
    }
    visit(&band.value, names);
}

/// The text of a title: columns and texts joined by &. Nothing where it is more than that.
pub(super) fn title(expr: &Expr, column: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    match &expr.kind {
        ExprKind::Text(text) => Some(text.clone()),
        ExprKind::Path(path) => match path.as_slice() {
            [only] => column(&plain(only)),
            _ => None,
        },
        ExprKind::Binary(Operator::Join, left, right) => Some(title(left, column)? + &title(right, column)?),
        _ => None,
    }
}
