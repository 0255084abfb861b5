//! What a file says together with what it includes: its own words win.

use super::clause::ClausePart;
use super::decl::{Located2, TableDecl};
use super::faults;
use super::part::{FilePart, Says};
use super::rule::plain;
use super::standing::StandingKey;
use super::suggest;
use crate::finding::{Finding, Findings, Place};
use crate::formula::text::normal;

/// Everything that a file says, its includes merged in.
pub(super) fn merged(file: usize, parts: &[FilePart], edges: &[Vec<usize>], findings: &mut Findings) -> Says {
    let own = &parts[file].says;
    let own_marks = marks(own);
    let mut base = Says::default();
    for target in &edges[file] {
        let more = merged(*target, parts, edges, findings);
        clashes(&base, &more, &own_marks, findings);
        base = over(base, more, findings);
    }
    over(base, own.clone(), findings)
}

/// A key of the standing that stands in two places of one file.
pub(super) fn standing_twice(part: &FilePart, findings: &mut Findings) {
    let mut seen: Vec<&StandingKey> = Vec::new();
    for key in standing_keys(&part.says).filter(|key| key.key != "flag") {
        match seen.iter().find(|first| first.key == key.key) {
            Some(first) => {
                let (first, second) = if first.place <= key.place { (*first, key) } else { (key, *first) };
                let finding = Finding::new(faults::STANDING_TWICE, second.place.clone()).with("key", key.key);
                findings.push(finding.and_at(first.place.clone()));
            }
            None => seen.push(key),
        }
    }
}

fn standing_keys(says: &Says) -> impl Iterator<Item = &StandingKey> {
    says.standing.iter().chain(says.clauses.iter().flat_map(|clause| &clause.standing))
}

/// Everything that can be said once, by name, with its place.
fn marks(says: &Says) -> Vec<(String, Place)> {
    let place = |formula: &Located2| Place::text(formula.file.clone(), formula.expr.span.start, formula.expr.span.end);
    let mut marks: Vec<(String, Place)> = Vec::new();
    let mut mark = |name: String, place: Place| marks.push((name, place));
    says.units.iter().for_each(|units| mark("units".into(), units.place.clone()));
    says.only.iter().for_each(|only| mark("only".into(), place(only)));
    says.group.iter().for_each(|group| mark("group".into(), place(group)));
    says.overall.iter().for_each(|overall| mark("[overall]".into(), overall.unit.place.clone()));
    says.summary.iter().for_each(|summary| mark("[summary]".into(), Place::file(summary.file.clone())));
    says.tables.iter().for_each(|t| mark(format!("[table.\"{}\"]", t.name.value), t.name.place.clone()));
    for (item, file) in &says.methods {
        mark(plain(&item.name), Place::text(file.clone(), item.name.span.start, item.name.span.end));
    }
    for clause in &says.clauses {
        mark(format!("[clause.\"{}\"]", clause.clause.heading.value), clause.clause.heading.place.clone());
    }
    says.outputs.iter().for_each(|o| mark(format!("[output.\"{}\"]", o.file.value), o.file.place.clone()));
    says.documents.iter().for_each(|d| mark(format!("[document.\"{}\"]", d.name.value), d.name.place.clone()));
    standing_keys(says).filter(|key| key.key != "flag").for_each(|key| mark(key.key.into(), key.place.clone()));
    marks
}

/// What two included files say differently, and the including file does not settle.
fn clashes(base: &Says, more: &Says, own: &[(String, Place)], findings: &mut Findings) {
    let before = marks(base);
    for (name, place) in marks(more) {
        let other = before.iter().find(|(other, at)| *other == name && *at != place);
        if let Some((_, first)) = other
            && !own.iter().any(|(settled, _)| *settled == name)
        {
            let finding = Finding::new(faults::INCLUDES_CLASH, place).with("found", name).and_at(first.clone());
            once(findings, finding);
        }
    }
}

/// `own` over `base`.
fn over(base: Says, own: Says, findings: &mut Findings) -> Says {
    let mut says = base;
    let keys: Vec<&'static str> = standing_keys(&own).map(|key| key.key).filter(|key| *key != "flag").collect();
    says.standing.retain(|key| !keys.contains(&key.key) && !own.standing.iter().any(|new| new.key == key.key));
    for clause in &mut says.clauses {
        clause.standing.retain(|key| !keys.contains(&key.key));
    }
    says.standing.extend(own.standing);
    replace(&mut says.tables, own.tables, |t: &TableDecl| t.name.value.clone());
    replace(&mut says.methods, own.methods, |(item, _)| plain(&item.name));
    replace(&mut says.outputs, own.outputs, |output| output.file.value.clone());
    replace(&mut says.documents, own.documents, |document| document.name.value.clone());
    clauses(&mut says.clauses, own.clauses, findings);
    let mut issue = own.issue;
    issue.office = issue.office.or(says.issue.office);
    issue.notice = issue.notice.or(says.issue.notice);
    issue.date = issue.date.or(says.issue.date);
    replace(&mut says.issue.other, issue.other, |(key, _)| key.clone());
    issue.other = says.issue.other;
    Says {
        units: own.units.or(says.units),
        only: own.only.or(says.only),
        group: own.group.or(says.group),
        money: own.money.or(says.money),
        live: own.live.or(says.live),
        overall: own.overall.or(says.overall),
        summary: own.summary.or(says.summary),
        issue,
        ..says
    }
}

/// Each new one in the place of the old one of that name, else at the end.
pub(super) fn replace<T>(list: &mut Vec<T>, new: Vec<T>, name: impl Fn(&T) -> String) {
    for item in new {
        let key = normal(&name(&item));
        match list.iter().position(|old| normal(&name(old)) == key) {
            Some(at) => list[at] = item,
            None => list.push(item),
        }
    }
}

/// A clause of the same heading replaces the old one in its place; `after` puts a new one behind another.
fn clauses(list: &mut Vec<ClausePart>, own: Vec<ClausePart>, findings: &mut Findings) {
    let (placed, free): (Vec<ClausePart>, Vec<ClausePart>) = own.into_iter().partition(|part| part.after.is_some());
    replace(list, free, |part| part.clause.heading.value.clone());
    // Several behind one heading stay in the order written: each goes behind the one before it.
    let mut last: Vec<(String, String)> = Vec::new();
    for part in placed {
        let heading = part.clause.heading.value.clone();
        list.retain(|old| normal(&old.clause.heading.value) != normal(&heading));
        let after = part.after.clone().expect("only clauses with `after` are here");
        let anchor = normal(&after.value);
        let behind =
            last.iter().rev().find(|(of, _)| *of == anchor).map_or(anchor.clone(), |(_, latest)| latest.clone());
        match list.iter().position(|old| normal(&old.clause.heading.value) == behind) {
            Some(at) => {
                last.push((anchor, normal(&heading)));
                list.insert(at + 1, part);
            }
            None => {
                let suggest = suggest::argument(&after.value, list.iter().map(|old| old.clause.heading.value.as_str()));
                let finding = Finding::new(faults::AFTER_UNKNOWN, after.place).with("found", after.value);
                once(findings, finding.with("suggest", suggest));
                list.push(part);
            }
        }
    }
}

/// Adds a finding that several schemes would make, once.
pub(super) fn once(findings: &mut Findings, finding: Finding) {
    if !findings.iter().any(|other| *other == finding) {
        findings.push(finding);
    }
}
