//! `[clause."…"]`: a clause of the regulation with what follows from it.

use super::decl::{Clause, Located};
use super::faults;
use super::fields::{Fields, Reading};
use super::node::Entry;
use super::rule::rules;
use super::standing::{self, StandingKey};

/// A clause as its file has it.
#[derive(Clone, Debug)]
pub(super) struct ClausePart {
    pub clause: Clause,
    /// Behind which other clause it stands, where it says so.
    pub after: Option<Located<String>>,
    /// Keys of the standing that it holds.
    pub standing: Vec<StandingKey>,
}

/// Reads a clause.
pub(super) fn clause(r: &mut Reading<'_>, entry: &Entry, top: &[&str]) -> Option<ClausePart> {
    let mut fields = Fields::new(r.table(&entry.value, "clause")?, entry.span);
    let heading = Located { value: entry.key.trim().to_owned(), place: r.place(entry.span) };
    if heading.value.is_empty() {
        r.fault(faults::CLAUSE_WITHOUT_BASIS, entry.span, &[]);
    }
    let says = fields.string(r, "says");
    let reading = fields.string(r, "reading");
    let for_ = fields.formula(r, "for").map(|formula| formula.expr);
    let overall = fields.yes(r, "overall");
    let after = fields.string(r, "after");
    let texts = fields.take_meant("rules", &[]).map(|entry| r.texts(&entry.value, "rules")).unwrap_or_default();
    let items = texts.iter().flat_map(|text| rules(r, text.part())).collect();
    let mut standing = standing::keys(r, &mut fields);
    if fields.take("for").is_some() {
        for key in &standing {
            let finding = crate::finding::Finding::new(faults::STANDING_UNDER_FOR, key.place.clone());
            r.findings.push(finding.with("key", key.key));
        }
        standing.clear();
    }
    fields.finish(r, top);
    let clause = Clause { heading, says, reading, for_, overall, items, file: r.file.clone() };
    Some(ClausePart { clause, after, standing })
}
