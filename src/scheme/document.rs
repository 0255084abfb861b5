//! Reading `[issue]` and `[document."…"]`: every key that a kind of document has no use for is told.

use super::cut::Part;
use super::decl::{DocumentDecl, DocumentKind, IssueDecl, Located, StandingDecl};
use super::faults;
use super::fields::{Fields, Reading};
use super::merge::once;
use super::node::{Entry, NodeKind};
use super::suggest;
use crate::finding::{Finding, Findings};
use crate::formula::ast::{Date, RuleItem};
use crate::formula::parse;
use crate::number::Exact;

/// Texts that hold for every document of the scheme that has a use for them.
const SHARED: [&str; 13] = [
    "head",
    "draft",
    "sealed",
    "printer",
    "class",
    "appraisal",
    "subject",
    "basis",
    "noun",
    "measure",
    "contact",
    "telephone",
    "address",
];
/// Keys with a reading of their own; all others are plain texts.
const READ: [&str; 10] =
    ["kind", "title", "to", "copy", "attach", "signatory", "units", "columns", "text", "sentences"];
/// Names of files and folders that every run writes, without their endings.
const TAKEN: [&str; 2] = ["反馈", "排名"];

/// Reads `[issue]`.
pub(super) fn issue(r: &mut Reading<'_>, entry: &Entry) -> Option<IssueDecl> {
    let mut fields = Fields::new(r.table(&entry.value, "issue")?, entry.span);
    let office = fields.string(r, "office").map(|office| office.value);
    let notice = fields.string(r, "notice").map(|notice| notice.value);
    let date = fields.take("date").and_then(|entry| date(r, entry));
    let other = SHARED.iter().chain(&["days"]).filter_map(|key| given(r, &mut fields, key)).collect();
    fields.finish(r, &[]);
    Some(IssueDecl { office, notice, date, other })
}

fn date(r: &mut Reading<'_>, entry: &Entry) -> Option<Date> {
    match entry.value.kind {
        NodeKind::Date(Some(date)) => Some(date),
        _ => {
            r.wrong_type(&entry.value, "date", "date");
            None
        }
    }
}

/// Reads `[document."…"]`.
pub(super) fn document(r: &mut Reading<'_>, entry: &Entry) -> Option<DocumentDecl> {
    let mut fields = Fields::new(r.table(&entry.value, "document")?, entry.span);
    let name = Located { value: entry.key.trim().to_owned(), place: r.place(entry.span) };
    let kind = kind(r, &mut fields, &name)?;
    let title = fields.string(r, "title").map(|title| title.value);
    let mut list = |r: &mut Reading<'_>, key| fields.strings(r, key).into_iter().map(|text| text.value).collect();
    let (to, copy, attach, signatory) = (list(r, "to"), list(r, "copy"), list(r, "attach"), list(r, "signatory"));
    let units = fields.formula(r, "units");
    let columns = columns(r, &mut fields);
    let text = fields.text(r, "text").map(|t| Located { value: t.value.clone(), place: r.place(t.part().span()) });
    let sentences = sentences(r, &mut fields);
    let plain = kind.keys().into_iter().filter(|key| !READ.contains(key));
    let other = plain.filter_map(|key| given(r, &mut fields, key)).collect();
    fitting(r, fields, kind);
    if !may_be_written(&name.value) {
        r.fault(faults::DOCUMENT_NAME, entry.span, &[("found", &name.value)]);
    }
    Some(DocumentDecl { name, kind, title, to, copy, attach, signatory, units, columns, text, sentences, other })
}

/// `kind`, or else the heading says what kind of document it is.
fn kind(r: &mut Reading<'_>, fields: &mut Fields<'_>, name: &Located<String>) -> Option<DocumentKind> {
    let (found, place) = match fields.string(r, "kind") {
        Some(kind) => (kind.value, kind.place),
        None if fields.take("kind").is_some() => return None,
        None => (name.value.clone(), name.place.clone()),
    };
    let kind = DocumentKind::named(&found);
    if kind.is_none() {
        let known = DocumentKind::NAMED.iter().map(|(name, _)| *name);
        let finding = Finding::new(faults::UNKNOWN_WORD, place).with("key", "kind").with("found", found.as_str());
        let finding = finding.with("suggest", suggest::argument(&found, known.clone()));
        r.findings.push(finding.with("known", known.collect::<Vec<_>>().join("、")));
    }
    kind
}

/// Keys of other kinds, keys of none, and keys that must be there.
fn fitting(r: &mut Reading<'_>, mut fields: Fields<'_>, kind: DocumentKind) {
    let known = kind.keys();
    for (key, span) in fields.present() {
        if !known.contains(&key) && DocumentKind::NAMED.iter().any(|(_, kind)| kind.keys().contains(&key)) {
            let args = [("key", key), ("kind", kind.name()), ("known", &known.join("、"))];
            r.fault(faults::KEY_UNFIT, span, &args);
        }
    }
    for key in kind.needs() {
        if fields.take(key).is_none() {
            fields.missing(r, key);
        }
    }
    // By when something is to be mended is the office's to say.
    if kind == DocumentKind::Rectification && !fields.present().iter().any(|(key, _)| matches!(*key, "until" | "days"))
    {
        fields.missing(r, "until");
    }
    for (_, other) in DocumentKind::NAMED {
        for key in other.keys() {
            let _ = fields.take(key);
        }
    }
    fields.finish_knowing(r, &known);
}

/// `名次；单位名；得分[0.00] = 得分`, a text or a list of them; a name alone is the column of its own figure.
fn columns(r: &mut Reading<'_>, fields: &mut Fields<'_>) -> Vec<RuleItem> {
    let Some(entry) = fields.take("columns") else { return Vec::new() };
    let texts = r.texts(&entry.value, "columns");
    let read = |part: Part<'_>| parse::columns(part.text, part.at);
    let mut out = Vec::new();
    for text in texts {
        let (items, wrong) = read(text.part());
        r.syntax(wrong);
        out.extend(items);
    }
    out
}

fn sentences(r: &mut Reading<'_>, fields: &mut Fields<'_>) -> Vec<(String, String)> {
    let Some(entry) = fields.take("sentences") else { return Vec::new() };
    let entries = r.table(&entry.value, "sentences").unwrap_or_default();
    let text = |entry: &Entry| match &entry.value.kind {
        NodeKind::Text(text) => Some((entry.key.clone(), text.value.clone())),
        _ => {
            r.wrong_type(&entry.value, &entry.key, "text");
            None
        }
    };
    entries.iter().filter_map(text).collect()
}

/// A plain text: a number, a day and yes or no are written out.
fn given(r: &mut Reading<'_>, fields: &mut Fields<'_>, key: &'static str) -> Option<(String, String)> {
    let entry = fields.take(key)?;
    let text = match &entry.value.kind {
        NodeKind::Number(number) => number.clone(),
        NodeKind::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        NodeKind::Date(Some(Date { year, month, day })) => format!("{year}年{month}月{day}日"),
        _ => r.text(&entry.value, key)?.value.trim().to_owned(),
    };
    if let Some(known) = unreadable(key, &text) {
        let args = [("key", key), ("found", text.as_str()), ("known", known), ("suggest", suggest::NONE)];
        r.fault(faults::UNKNOWN_WORD, entry.value.span, &args);
    }
    Some((key.to_owned(), text))
}

/// What a text should be like that cannot be what its key says.
fn unreadable(key: &str, text: &str) -> Option<&'static str> {
    let whole = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (sound, known) = match key {
        "days" => (whole(text), "5"),
        "serial" => (whole(text) && text.len() == 6, "000001"),
        "sealed" => (matches!(text, "是" | "否"), "true、false"),
        "below" => (text.strip_suffix('%').and_then(Exact::parse).is_some(), "60%"),
        _ => (true, ""),
    };
    (!sound).then_some(known)
}

/// A plain name of a file that no other product has.
fn may_be_written(name: &str) -> bool {
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    !name.is_empty() && !name.starts_with(['.', '~']) && !name.contains(odd) && !TAKEN.contains(&name)
}

/// Kinds of which a scheme has one document at most.
pub(super) fn kinds_once(documents: &[DocumentDecl], findings: &mut Findings) {
    for (index, document) in documents.iter().enumerate() {
        let first = documents[..index].iter().find(|first| first.kind == document.kind && document.kind.single());
        if let Some(first) = first {
            let finding = Finding::new(faults::DOCUMENT_TWICE, document.name.place.clone());
            once(findings, finding.with("kind", document.kind.name()).and_at(first.name.place.clone()));
        }
    }
}

/// A pay list needs somebody to be paid, a commendation something to be won.
pub(super) fn have_something(documents: &[DocumentDecl], standing: &StandingDecl, findings: &mut Findings) {
    for document in documents {
        let there = match document.kind {
            DocumentKind::PaySheet => standing.pay.is_some() || standing.prize.iter().any(|line| line.pay.is_some()),
            DocumentKind::Commendation => {
                !standing.prize.is_empty() || !standing.tier.is_empty() && document.units.is_some()
            }
            _ => true,
        };
        if !there {
            let finding = Finding::new(faults::NOTHING_TO_LIST, document.name.place.clone());
            let what = if document.kind == DocumentKind::PaySheet { "pay" } else { "prize" };
            once(findings, finding.with("what", what));
        }
    }
}
