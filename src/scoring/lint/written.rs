//! Every formula of a project: as written, and as resolved.

use std::sync::Arc;

use crate::formula::ast::{Expr, Item};
use crate::formula::tree::Node;
use crate::scheme::decl::{LineDecl, Located2, Project, SchemeDecl, StandingDecl};
use crate::scoring::model::{Model, Scheme};

/// A formula as written, with the file of its spans.
pub(super) type Written<'a> = (&'a Expr, &'a Arc<str>);

/// A resolved formula with the file of its spans and its scheme (none for tables).
#[derive(Clone, Copy)]
pub(super) struct Resolved<'a> {
    pub node: &'a Node,
    pub file: &'a Arc<str>,
    pub scheme: Option<usize>,
}

/// All formulas of a project as written, those of the prelude too.
pub(super) fn formulas(project: &Project) -> Vec<Written<'_>> {
    let mut out = Vec::new();
    for table in &project.tables {
        out.extend(table.derive.iter().map(|rule| (&rule.formula, &table.name.place.file)));
        out.extend([&table.title, &table.for_, &table.only].into_iter().flatten().map(located));
    }
    project.schemes.iter().for_each(|scheme| of_scheme(scheme, &mut out));
    out
}

fn located(formula: &Located2) -> Written<'_> {
    (&formula.expr, &formula.file)
}

fn of_scheme<'a>(scheme: &'a SchemeDecl, out: &mut Vec<Written<'a>>) {
    out.extend(scheme.methods.iter().map(|method| (&method.item.body, &method.file)));
    out.extend([&scheme.only, &scheme.group].into_iter().flatten().map(located));
    for clause in &scheme.clauses {
        out.extend(clause.for_.iter().map(|expr| (expr, &clause.file)));
        for item in &clause.items {
            match item {
                Item::Rule(rule) => {
                    out.push((&rule.formula, &clause.file));
                    out.extend(rule.full_marks.iter().map(|expr| (expr, &clause.file)));
                }
                Item::Check(check) => out.push((&check.condition, &clause.file)),
            }
        }
    }
    of_standing(&scheme.standing, out);
    let figures = scheme.summary.iter().flat_map(|s| s.figures.iter().map(|figure| (&figure.formula, &s.file)));
    out.extend(figures);
    for output in &scheme.outputs {
        out.extend(output.columns.iter().map(|column| (&column.formula, &output.file.place.file)));
    }
    for document in &scheme.documents {
        out.extend(document.units.as_ref().map(located));
        out.extend(document.columns.iter().map(|column| (&column.formula, &document.name.place.file)));
    }
}

fn of_standing<'a>(standing: &'a StandingDecl, out: &mut Vec<Written<'a>>) {
    let single = [&standing.score, &standing.places, &standing.ranked, &standing.pay];
    out.extend(single.into_iter().flatten().map(located));
    out.extend(standing.rank.iter().chain(&standing.order).map(|(key, _)| located(key)));
    for line in lines(standing) {
        out.extend([&line.when, &line.quota, &line.pay].into_iter().flatten().map(located));
    }
}

/// All lines of unscored units, tiers, prizes and flags.
fn lines(standing: &StandingDecl) -> impl Iterator<Item = &LineDecl> {
    standing.unscored.iter().chain(&standing.tier).chain(&standing.prize).chain(&standing.flag)
}

/// All formulas of a model: derived columns in order, then scheme by scheme.
pub(super) fn resolved(model: &Model) -> Vec<Resolved<'_>> {
    let mut keys: Vec<_> = model.derived.keys().collect();
    keys.sort_unstable();
    let derived = keys.into_iter().map(|key| &model.derived[key]);
    let mut out: Vec<Resolved<'_>> = derived.map(|d| Resolved { node: &d.body, file: &d.file, scheme: None }).collect();
    for (index, scheme) in model.schemes.iter().enumerate() {
        out.extend(of_model(scheme).into_iter().map(|(node, file)| Resolved { node, file, scheme: Some(index) }));
    }
    out
}

fn of_model(scheme: &Scheme) -> Vec<(&Node, &Arc<str>)> {
    let mut out: Vec<(&Node, &Arc<str>)> = Vec::new();
    out.extend(scheme.only.iter().chain(&scheme.group).map(|node| (node, &scheme.file)));
    for definition in scheme.rules.iter().flat_map(|rule| &rule.definitions) {
        let more = definition.applies.iter().chain(&definition.full_marks);
        out.extend(std::iter::once(&definition.body).chain(more).map(|node| (&**node, &definition.file)));
    }
    for check in &scheme.checks {
        out.extend(check.applies.iter().map(|node| (&**node, &check.file)));
        out.push((&check.condition, &check.file));
    }
    out.extend(standing(scheme));
    for document in &scheme.documents {
        let columns = document.columns.iter().map(|column| &column.formula);
        out.extend(document.units.iter().chain(columns).map(|f| (&*f.node, &f.file)));
    }
    out
}

/// The formulas of a scheme's standing.
pub(super) fn standing(scheme: &Scheme) -> Vec<(&Node, &Arc<str>)> {
    let declared = &scheme.standing;
    let single = [&declared.score, &declared.places, &declared.ranked, &declared.pay].into_iter().flatten();
    let keys = declared.rank.iter().chain(&declared.order).map(|(formula, _)| formula);
    let lines = [&declared.unscored, &declared.tier, &declared.prize, &declared.flag].into_iter().flatten();
    let of_lines = lines.flat_map(|line| [&line.when, &line.quota, &line.pay]).flatten();
    single.chain(keys).chain(of_lines).map(|f| (&*f.node, &f.file)).collect()
}
