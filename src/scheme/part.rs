//! One file of a project, read by itself.

use super::clause::{ClausePart, clause};
use super::decl::{DocumentDecl, IssueDecl, Located, Located2, OutputDecl, OverallDecl, SummaryDecl, TableDecl};
use super::faults;
use super::fields::{Fields, Reading};
use super::node::Entry;
use super::period::{Period, PeriodKind};
use super::rule::{plain, reserved};
use super::standing::{self, StandingKey};
use super::table::table;
use super::{document, extra};
use crate::finding::Finding;
use crate::formula::ast::MethodItem;
use crate::formula::parse;
use crate::formula::text::normal;
use std::sync::Arc;

/// Keys that belong above the first table of a file.
pub(super) const TOP: [&str; 12] =
    ["scheme", "title", "basis", "cycle", "valid", "money", "live", "units", "only", "group", "include", "methods"];

/// Everything that one file says.
#[derive(Debug)]
pub(super) struct FilePart {
    pub file: Arc<str>,
    /// None: a shared part.
    pub scheme: Option<Located<String>>,
    pub title: Option<String>,
    pub basis: Option<String>,
    pub cycle: Option<PeriodKind>,
    pub valid: Option<Valid>,
    pub include: Vec<Located<String>>,
    pub says: Says,
}

/// What an including file takes over.
#[derive(Clone, Debug, Default)]
pub(super) struct Says {
    pub units: Option<Located<String>>,
    pub only: Option<Located2>,
    pub group: Option<Located2>,
    pub money: Option<u32>,
    pub live: Option<u32>,
    pub tables: Vec<TableDecl>,
    pub methods: Vec<(MethodItem, Arc<str>)>,
    pub clauses: Vec<ClausePart>,
    pub standing: Vec<StandingKey>,
    pub overall: Option<OverallDecl>,
    pub summary: Option<SummaryDecl>,
    pub outputs: Vec<OutputDecl>,
    pub issue: IssueDecl,
    pub documents: Vec<DocumentDecl>,
}

/// `valid = "2022-01 起"`: from the first day of one period to the last day of another.
#[derive(Clone, Debug)]
pub(super) struct Valid {
    pub from: Option<Period>,
    pub to: Option<Period>,
}

/// Reads a file.
pub(super) fn file_part(r: &mut Reading<'_>, entries: &[Entry]) -> FilePart {
    let start = crate::formula::ast::Span::default();
    let mut fields = Fields::new(entries, start);
    let scheme = fields.string(r, "scheme");
    let title = fields.string(r, "title").map(|title| title.value);
    let basis = fields.string(r, "basis").map(|basis| basis.value);
    let cycles = ["年", "半年", "季", "月"].map(|word| (word, PeriodKind::parse(word)));
    let cycle = fields.word(r, "cycle", &cycles).flatten();
    let valid = fields.string(r, "valid").and_then(|text| valid(r, text));
    let include = fields.strings(r, "include");
    let mut says = Says {
        units: fields.string(r, "units"),
        only: fields.formula(r, "only"),
        group: fields.formula(r, "group"),
        money: fields.word(r, "money", &[("元", 1), ("万元", 10_000)]),
        live: fields.rows(r, "live"),
        ..Says::default()
    };
    says.methods =
        fields.text(r, "methods").map(|text| methods(r, text.part().text, text.part().at)).unwrap_or_default();
    says.tables = named(r, &mut fields, "table", |r, entry| {
        reserved(r, entry.key.trim(), entry.span);
        table(r, entry, &TOP)
    });
    says.clauses = named(r, &mut fields, "clause", |r, entry| clause(r, entry, &TOP));
    if let Some(entry) = fields.take("standing")
        && let Some(entries) = r.table(&entry.value, "standing")
    {
        let mut inner = Fields::new(entries, entry.span);
        says.standing = standing::keys(r, &mut inner);
        inner.finish(r, &TOP);
    }
    says.overall = fields.take("overall").and_then(|entry| extra::overall(r, entry, &TOP));
    says.summary = fields.take("summary").and_then(|entry| extra::summary(r, entry, &TOP));
    says.outputs = named(r, &mut fields, "output", |r, entry| extra::output(r, entry, &TOP));
    says.issue = fields.take("issue").and_then(|entry| document::issue(r, entry)).unwrap_or_default();
    says.documents = named(r, &mut fields, "document", document::document);
    fields.finish(r, &[]);
    FilePart { file: r.file.clone(), scheme, title, basis, cycle, valid, include, says }
}

/// The tables under `[kind."name"]`, in the order of the file.
fn named<'n, T>(
    r: &mut Reading<'_>,
    fields: &mut Fields<'n>,
    kind: &'static str,
    mut read: impl FnMut(&mut Reading<'_>, &'n Entry) -> Option<T>,
) -> Vec<T> {
    let Some(entry) = fields.take_meant(kind, &TOP) else { return Vec::new() };
    let entries = r.table(&entry.value, kind).unwrap_or_default();
    entries.iter().filter_map(|entry| read(r, entry)).collect()
}

/// Reads a block of methods; one name can be defined once.
pub(super) fn methods(r: &mut Reading<'_>, text: &str, at: usize) -> Vec<(MethodItem, Arc<str>)> {
    let (items, faults) = parse::methods(text, at);
    r.syntax(faults);
    let mut methods: Vec<(MethodItem, Arc<str>)> = Vec::new();
    for item in items {
        let name = plain(&item.name);
        match methods.iter().find(|(other, _)| normal(&plain(&other.name)) == normal(&name)) {
            Some((first, _)) => {
                let finding = Finding::new(faults::METHOD_TWICE, r.place(item.name.span)).with("found", name);
                r.findings.push(finding.and_at(r.place(first.name.span)));
            }
            None => methods.push((item, r.file.clone())),
        }
    }
    methods
}

/// `起 | 至 … | … 至 …`.
fn valid(r: &mut Reading<'_>, text: Located<String>) -> Option<Valid> {
    let sides = match text.value.strip_suffix('起') {
        Some(from) => Some((from, None)),
        None => text.value.split_once('至').map(|(from, to)| (from, Some(to))),
    };
    let period = |label: &str| Period::parse(label.trim());
    let valid = match sides {
        Some((from, None)) => period(from).map(|from| Valid { from: Some(from), to: None }),
        Some((from, Some(to))) if from.trim().is_empty() => period(to).map(|to| Valid { from: None, to: Some(to) }),
        Some((from, Some(to))) => match (period(from), period(to)) {
            (Some(from), Some(to)) if from.first <= to.last => Some(Valid { from: Some(from), to: Some(to) }),
            _ => None,
        },
        None => None,
    };
    if valid.is_none() {
        r.findings.push(Finding::new(faults::BAD_VALID, text.place).with("found", text.value));
    }
    valid
}
