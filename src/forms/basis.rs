//! Where a column comes from: the plan, and the clause whose rules use it.

use super::At;
use crate::formula::ast::{CheckItem, Expr, ExprKind, Item, Name, NamePart};
use crate::formula::text::normal;
use crate::scheme::decl::{ColumnDecl, SchemeDecl};

/// `澄考〔2025〕2号 三(二) 诉求办理`; only the plan where no clause names the column or its table.
pub(super) fn of(at: &At<'_>, column: &ColumnDecl) -> String {
    let private = at.decl.private_to.as_deref();
    let schemes = || {
        let seen = |scheme: &&SchemeDecl| private.is_none_or(|own| own == scheme.name.value);
        at.ground.project.schemes.iter().filter(seen)
    };
    let names = named_like(at, &column.label);
    let of_column = schemes().find_map(|scheme| Some((scheme, clause(scheme, &names)?)));
    let of_table = || schemes().find_map(|scheme| Some((scheme, clause(scheme, &[normal(&at.decl.name.value)])?)));
    match of_column.or_else(of_table) {
        Some((scheme, heading)) => format!("{} {heading}", scheme.basis).trim().to_owned(),
        None => schemes().next().map(|scheme| scheme.basis.clone()).unwrap_or_default(),
    }
}

/// The column's name and those of the columns derived from it.
fn named_like(at: &At<'_>, label: &str) -> Vec<String> {
    let mut names = vec![normal(label)];
    loop {
        let before = names.len();
        for rule in &at.decl.derive {
            let name = plain(&rule.name);
            if !names.contains(&name) && mentions(&rule.formula, &names) {
                names.push(name);
            }
        }
        if names.len() == before {
            return names;
        }
    }
}

/// The heading of the first clause whose rules name one of these.
fn clause<'s>(scheme: &'s SchemeDecl, names: &[String]) -> Option<&'s str> {
    let uses = |item: &Item| match item {
        Item::Rule(rule) => mentions(&rule.formula, names),
        Item::Check(CheckItem { condition, .. }) => mentions(condition, names),
    };
    scheme.clauses.iter().find(|clause| clause.items.iter().any(uses)).map(|clause| clause.heading.value.as_str())
}

fn mentions(expr: &Expr, names: &[String]) -> bool {
    let own = match &expr.kind {
        ExprKind::Path(path) => path.iter().any(|name| names.contains(&plain(name))),
        _ => false,
    };
    own || expr.children().into_iter().any(|child| mentions(child, names))
}

fn plain(name: &Name) -> String {
    let parts = name.parts.iter().map(|part| match part {
        NamePart::Text(text) => text.clone(),
        NamePart::Entry(table) => format!("{{{table}}}"),
    });
    normal(&parts.collect::<String>())
}
