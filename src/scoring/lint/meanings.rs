//! Two meanings of one name: a rule that is called like a table.

use crate::finding::{Finding, Findings, Place};
use crate::formula::show::plain_name;
use crate::formula::text::normal;
use crate::scoring::faults;

use super::Desk;

/// Warns of rules whose name a table of the scheme has.
pub(super) fn check(desk: &Desk<'_>, findings: &mut Findings) {
    for scheme in &desk.project.schemes {
        let seen = |private: &Option<String>| private.as_deref().is_none_or(|owner| owner == scheme.name.value);
        for clause in &scheme.clauses {
            for rule in clause.rules() {
                let name = plain_name(&rule.name);
                let tables = desk.project.tables.iter().filter(|table| seen(&table.private_to));
                let Some(table) = tables.into_iter().find(|t| normal(&t.name.value) == normal(&name)) else { continue };
                let place = Place::text(clause.file.clone(), rule.name.span.start, rule.name.span.end);
                let finding = Finding::new(faults::TWO_MEANINGS, place).with("found", name);
                findings.push(finding.and_at(table.name.place.clone()));
            }
        }
    }
}
