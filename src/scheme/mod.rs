//! Schemes: from a project's folder of TOML files to what they declare, every fault of every file found at once.
//!
//! [`load`] reads each file by itself (`part`), merges includes (`merge`), settles which tables are shared
//! and which private (`tables`), and checks that what is named exists (`check`). No name inside a formula is
//! looked up here, and no workbook is opened.

pub mod builtin;
pub mod calendar;
mod check;
mod clause;
mod columns;
mod constants;
mod cut;
pub mod decl;
mod document;
mod extra;
pub mod faults;
mod fields;
mod include;
mod merge;
mod node;
mod part;
pub mod period;
mod read;
mod refers;
mod rows;
mod rule;
mod source;
mod standing;
pub mod suggest;
mod table;
mod tables;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::finding::{Finding, Findings, Place};
use crate::formula::ast::{Date, Span};
use decl::{MethodDecl, Project, SchemeDecl, StandingDecl};
use document::{have_something, kinds_once};
use include::{closure, included};
use merge::{merged, standing_twice};
use part::{FilePart, Says};
use period::{Period, PeriodKind};

pub use read::PRELUDE_FILE;

/// The type that a word names: 分, %, 是否 …; none where it is none of them.
pub fn kind_of(word: &str) -> Option<decl::ColumnKind> {
    columns::named_type(word)
}

/// The JSON Schema (draft 2020-12) of a scheme file, for editors; `docs/方案语言.md` says the same in words.
pub fn schema() -> &'static str {
    include_str!("../../docs/方案.schema.json")
}

/// The text of each file that places point into.
pub type Texts = BTreeMap<Arc<str>, Arc<str>>;

/// What is written at a place of a file, in one line, comments left out.
pub fn written(texts: &Texts, file: &Arc<str>, span: Span) -> String {
    let text = texts.get(file).and_then(|t| t.get(span.start..span.end)).unwrap_or_default();
    let lines: Vec<&str> = text.lines().map(|l| l.split(" #").next().unwrap_or(l).trim()).collect();
    lines.join(" ")
}

/// A scheme of a project's folder, whatever period it is for.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Its name.
    pub name: String,
    /// Its file.
    pub file: Arc<str>,
    /// A period that it is for, where there is any: formulas can be read for it.
    pub sample: Period,
}

/// The schemes of a project's folder in order of file name, those too that no period is for.
///
/// What is wrong with them is found when each is read by [`load_edition`].
pub fn editions(folder: &Path, project_name: &str, findings: &mut Findings) -> Option<Vec<Edition>> {
    let files = read::files(folder, project_name, &mut Texts::new(), findings)?;
    let any = Period::holding(SAMPLE_DAY, PeriodKind::Year);
    let parts = read::parts(&files, &any, &mut Findings::default());
    let edition = |part: &FilePart| {
        let bounds =
            part.valid.as_ref().map(|valid| valid.from.as_ref().map(|p| p.first).or(valid.to.as_ref().map(|p| p.last)));
        let day = bounds.flatten().unwrap_or(SAMPLE_DAY);
        let sample = Period::holding(day, part.cycle.unwrap_or(PeriodKind::Year));
        Some(Edition { name: part.scheme.as_ref()?.value.clone(), file: part.file.clone(), sample })
    };
    Some(parts.iter().filter_map(edition).collect())
}

/// A day in a period for which a scheme is read that names none.
const SAMPLE_DAY: Date = Date { year: 2025, month: 1, day: 1 };

/// Reads a project's folder for one scheme, whether or not the scheme is for that period; others beside it are read
/// where they are.
pub fn load_edition(
    folder: &Path,
    project_name: &str,
    edition: &Edition,
    texts: &mut Texts,
    findings: &mut Findings,
) -> Option<Project> {
    read_for(folder, project_name, &edition.sample, Some(&edition.file), texts, findings)
}

/// Reads a project's folder for a period. What could be understood is returned even where there are errors, so
/// that later stages can find more of them; none where no scheme is left or a file is no TOML.
pub fn load(
    folder: &Path,
    project_name: &str,
    period: &Period,
    texts: &mut Texts,
    findings: &mut Findings,
) -> Option<Project> {
    read_for(folder, project_name, period, None, texts, findings)
}

/// Reads a folder for a period; `wanted` is the file of a scheme that is read whatever the period.
fn read_for(
    folder: &Path,
    project_name: &str,
    period: &Period,
    wanted: Option<&str>,
    texts: &mut Texts,
    findings: &mut Findings,
) -> Option<Project> {
    let files = read::files(folder, project_name, texts, findings)?;
    let broken = files.iter().any(|file| file.broken);
    let parts = read::parts(&files, period, findings);
    if !parts.iter().any(|part| part.scheme.is_some()) {
        if !broken {
            findings.push(Finding::new(faults::NO_SCHEME, Place::file(project_name)));
        }
        return None;
    }
    parts.iter().for_each(|part| standing_twice(part, findings));
    let edges = included(&parts, findings);
    let live = match wanted {
        Some(file) => beside(&parts, file, period),
        None => live(&parts, project_name, period, findings)?,
    };
    if !broken {
        unused(&parts, &edges, findings);
    }

    let methods = read::prelude(period, texts, findings);
    let mut schemes = Vec::new();
    let mut seen = Vec::new();
    for index in live {
        let mut says = merged(index, &parts, &edges, findings);
        seen.push((parts[index].scheme.as_ref()?.value.clone(), std::mem::take(&mut says.tables)));
        let mut own = methods.clone();
        merge::replace(&mut own, std::mem::take(&mut says.methods), |(item, _)| rule::plain(&item.name));
        says.methods = own;
        let files = closure(index, &edges).into_iter().map(|file| parts[file].file.clone()).collect();
        schemes.push(scheme(&parts[index], files, says, broken, findings)?);
    }
    let tables = tables::project_tables(builtin::tables(period), &seen, findings);
    let mut project = Project { name: project_name.to_owned(), tables, schemes };
    constants::put(&mut project, texts, findings);
    if broken {
        // Nothing sure can be said of names and workbooks while parts of the files cannot be read.
        return None;
    }
    check::check(&project, texts, findings);
    check::mark(&mut project, texts, findings);
    Some(project)
}

/// The scheme of that file, and those that cover the period and bear another name.
fn beside(parts: &[FilePart], file: &str, period: &Period) -> Vec<usize> {
    let name = |part: &FilePart| part.scheme.as_ref().map(|name| name.value.clone());
    let wanted = parts.iter().find(|part| *part.file == *file).and_then(name);
    let mut taken: Vec<Option<String>> = Vec::new();
    let takes = |part: &FilePart, taken: &mut Vec<Option<String>>| {
        if *part.file == *file {
            return true;
        }
        let own = name(part);
        let other = own.is_some() && own != wanted && covers(part, period) && !taken.contains(&own);
        if other {
            taken.push(own);
        }
        other
    };
    (0..parts.len()).filter(|index| takes(&parts[*index], &mut taken)).collect()
}

/// The schemes that cover the period, by index: the others are named in notes, and two editions are an error.
fn live(parts: &[FilePart], project: &str, period: &Period, findings: &mut Findings) -> Option<Vec<usize>> {
    let mut live: Vec<usize> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let Some(name) = &part.scheme else { continue };
        if !covers(part, period) {
            let finding = Finding::new(faults::SCHEME_SKIPPED, name.place.clone()).with("scheme", name.value.clone());
            findings.push(finding.with("period", period.label.clone()));
            continue;
        }
        let names = live.iter().filter_map(|other| parts[*other].scheme.as_ref());
        if let Some(first) = names.into_iter().find(|other| other.value == name.value) {
            let finding = Finding::new(faults::EDITIONS_OVERLAP, name.place.clone()).with("scheme", name.value.clone());
            findings.push(finding.with("period", period.label.clone()).and_at(first.place.clone()));
            continue;
        }
        live.push(index);
    }
    if live.is_empty() {
        let finding = Finding::new(faults::NOTHING_TO_RUN, Place::file(project));
        findings.push(finding.with("period", period.label.clone()));
        return None;
    }
    Some(live)
}

/// Are `cycle` and `valid` for this period?
fn covers(part: &FilePart, period: &Period) -> bool {
    let valid = part.valid.as_ref();
    let begun = valid.and_then(|valid| valid.from.as_ref()).is_none_or(|from| from.first <= period.last);
    let ended = valid.and_then(|valid| valid.to.as_ref()).is_some_and(|to| to.last < period.first);
    part.cycle.is_none_or(|cycle| cycle == period.kind) && begun && !ended
}

/// A file that is no scheme and that none includes says nothing: its `scheme` key may have been forgotten.
fn unused(parts: &[FilePart], edges: &[Vec<usize>], findings: &mut Findings) {
    let schemes = parts.iter().enumerate().filter(|(_, part)| part.scheme.is_some());
    let used: Vec<usize> = schemes.flat_map(|(index, _)| closure(index, edges)).collect();
    for (index, part) in parts.iter().enumerate() {
        // An include that was cut because it closes a circle is told there.
        let named = parts.iter().flat_map(|other| &other.include).any(|name| *name.value == *part.file);
        if !named && !used.contains(&index) {
            findings.push(Finding::new(faults::FILE_UNUSED, Place::file(part.file.clone())));
        }
    }
}

/// A scheme from its file and what it says with its includes; nothing where the file is no scheme.
fn scheme(
    part: &FilePart,
    files: Vec<Arc<str>>,
    says: Says,
    broken: bool,
    findings: &mut Findings,
) -> Option<SchemeDecl> {
    let name = part.scheme.clone()?;
    kinds_once(&says.documents, findings);
    let units = says.units.unwrap_or_else(|| {
        if !broken {
            let finding = Finding::new(faults::WITHOUT_UNITS, name.place.clone());
            findings.push(finding.with("scheme", name.value.clone()));
        }
        decl::Located { value: String::new(), place: name.place.clone() }
    });
    let mut standing = StandingDecl::default();
    says.standing.into_iter().for_each(|key| standing::put(&mut standing, key, "[standing]"));
    let mut clauses = Vec::new();
    for held in says.clauses {
        let heading = held.clause.heading.value.clone();
        held.standing.into_iter().for_each(|key| standing::put(&mut standing, key, &heading));
        clauses.push(held.clause);
    }
    have_something(&says.documents, &standing, findings);
    Some(SchemeDecl {
        title: part.title.clone().unwrap_or_else(|| name.value.clone()),
        name,
        file: part.file.clone(),
        files,
        basis: part.basis.clone().unwrap_or_default(),
        units,
        only: says.only,
        group: says.group,
        cycle: part.cycle,
        valid: part.valid.as_ref().map_or((None, None), |valid| {
            let label = |period: &Option<Period>| period.as_ref().map(|p| p.label.clone());
            (label(&valid.from), label(&valid.to))
        }),
        valid_from: part.valid.as_ref().and_then(|valid| valid.from.as_ref()).map(|from| from.first),
        money: says.money.unwrap_or(1),
        live: says.live,
        methods: says.methods.into_iter().map(|(item, file)| MethodDecl { item, file }).collect(),
        clauses,
        standing,
        overall: says.overall,
        summary: says.summary,
        outputs: says.outputs,
        issue: says.issue,
        documents: says.documents,
    })
}
