//! Tiers, prizes and reasons for no score that nobody can get: a line that contradicts itself, or whose units an
//! earlier line has taken.

mod region;

use crate::finding::{Finding, Findings};
use crate::formula::ast::{Expr, ExprKind, Item};
use crate::formula::show::plain_name;
use crate::formula::text::normal;
use crate::number::Exact;
use crate::scheme::decl::{Clause, LineDecl, Located2, SchemeDecl};
use crate::scoring::cuts::{Cut, Piece};
use crate::scoring::faults;

use super::Desk;
use region::{Region, covered, regions};

/// Warns of every line that cannot be reached.
pub(super) fn check(desk: &Desk<'_>, findings: &mut Findings) {
    for scheme in &desk.project.schemes {
        let declared = &scheme.standing;
        for lines in [&declared.tier, &declared.prize, &declared.unscored] {
            of_lines(scheme, lines, true, findings);
        }
        of_lines(scheme, &declared.flag, false, findings);
    }
}

/// `first_fits`: a unit that an earlier line takes does not come to a later one.
fn of_lines(scheme: &SchemeDecl, lines: &[LineDecl], first_fits: bool, findings: &mut Findings) {
    let mut earlier: Vec<(Region, &LineDecl)> = Vec::new();
    for line in lines {
        let wanted: Vec<Region> = match &line.when {
            None if !first_fits => continue,
            None => vec![Region::default()],
            Some(when) => regions(&when.expr, &|name| constant(scheme, name)),
        };
        let possible: Vec<Region> =
            wanted.iter().filter_map(|region| region.clone().within(&|subject| bounds(scheme, subject))).collect();
        let name = line.names.iter().map(plain_name).collect::<Vec<_>>().join("、");
        let finding = Finding::new(faults::LINE_UNREACHABLE, line.place.clone()).with("name", name);
        if possible.is_empty() {
            findings.push(finding.with("kind", "never").with("other", "none"));
            continue;
        }
        let taken: Vec<&Region> = earlier.iter().map(|(region, _)| region).collect();
        if first_fits && possible.iter().all(|region| covered(region, &taken)) {
            let by = earlier.iter().rev().map(|(_, line)| *line).next();
            let other = by.map(|line| line.names.iter().map(plain_name).collect::<Vec<_>>().join("、"));
            let finding = finding.with("kind", "taken").with("other", other.unwrap_or_default());
            findings.push(match by {
                Some(line) => finding.and_at(line.place.clone()),
                None => finding,
            });
        }
        // A quota leaves units to later lines.
        if line.quota.is_none() {
            earlier.extend(wanted.into_iter().map(|region| (region, line)));
        }
    }
}

/// The number that a rule of that name always is.
fn constant(scheme: &SchemeDecl, name: &str) -> Option<Exact> {
    match rule_formulas(scheme, name)[..] {
        [Expr { kind: ExprKind::Number(n, _), .. }] => Some(n.clone()),
        _ => None,
    }
}

fn rule_formulas<'a>(scheme: &'a SchemeDecl, name: &str) -> Vec<&'a Expr> {
    let rules = scheme.clauses.iter().flat_map(Clause::rules);
    rules.filter(|rule| normal(&plain_name(&rule.name)) == normal(name)).map(|rule| &rule.formula).collect()
}

/// Between which numbers a subject lies whatever the data: places count from 1, a rule with 满分 ends there.
fn bounds(scheme: &SchemeDecl, subject: &str) -> Option<Piece> {
    if ["名次", "位次", "倒数名次"].contains(&subject) {
        return Some((Cut::At(Exact::ONE, false), Cut::High));
    }
    let named = |formula: &Located2| match &formula.expr.kind {
        ExprKind::Path(names) => names.iter().map(plain_name).collect::<Vec<_>>().join("."),
        _ => String::new(),
    };
    let score = scheme.standing.score.as_ref().map(named);
    let rule = if subject == "得分" { score? } else { subject.to_owned() };
    let mut all = scheme.clauses.iter().flat_map(|clause| &clause.items).filter_map(|item| match item {
        Item::Rule(rule) => Some(rule),
        Item::Check(_) => None,
    });
    let found = all.find(|other| normal(&plain_name(&other.name)) == normal(&rule))?;
    let most = match &found.full_marks.as_ref()?.kind {
        ExprKind::Number(n, _) => n.clone(),
        ExprKind::Path(names) => constant(scheme, &names.iter().map(plain_name).collect::<Vec<_>>().join("."))?,
        _ => return None,
    };
    Some((Cut::At(Exact::ZERO, false), Cut::At(most, true)))
}
