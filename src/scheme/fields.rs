//! Reading the keys of a TOML table: each with its type, and those that nobody knows named.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cut::Part;
use super::decl::{Located, Located2};
use super::faults;
use super::node::{Entry, Node, NodeKind, Text};
use super::period::Period;
use super::suggest;
use crate::finding::{Code, Finding, Findings, Place};
use crate::formula::ast::{Expr, ExprKind, Span, Unit};
use crate::formula::parse::{self, SyntaxFault};
use crate::number::Exact;

/// What is at hand while one file is read.
pub(super) struct Reading<'a> {
    /// The file.
    pub file: Arc<str>,
    /// Which `{期}` and `{年}` are meant.
    pub period: &'a Period,
    /// Comparison forms of the names of all tables that the project declares.
    pub tables: &'a BTreeSet<String>,
    /// Where faults go.
    pub findings: &'a mut Findings,
}

impl Reading<'_> {
    pub(super) fn place(&self, span: Span) -> Place {
        Place::text(self.file.clone(), span.start, span.end)
    }
    pub(super) fn located(&self, part: Part<'_>) -> Located<String> {
        Located { value: part.text.to_owned(), place: self.place(part.span()) }
    }
    pub(super) fn fault(&mut self, code: Code, span: Span, args: &[(&'static str, &str)]) {
        let mut finding = Finding::new(code, self.place(span));
        finding.args = args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self.findings.push(finding);
    }
    /// Faults of a formula, found by its parser.
    pub(super) fn syntax(&mut self, faults: Vec<SyntaxFault>) {
        for fault in faults {
            let place = self.place(fault.span);
            self.findings.push(Finding { code: fault.code, place, args: fault.args, related: Vec::new() });
        }
    }
    /// The formula that a text holds.
    pub(super) fn formula(&mut self, part: Part<'_>) -> Option<Located2> {
        let (expr, faults) = parse::expression(part.text, part.at);
        self.syntax(faults);
        expr.map(|expr| Located2 { expr, file: self.file.clone() })
    }
    /// The text of a value, where it is one and not blank.
    pub(super) fn text<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n Text> {
        let NodeKind::Text(text) = &node.kind else {
            self.wrong_type(node, key, "text");
            return None;
        };
        if text.value.trim().is_empty() {
            self.fault(faults::EMPTY_TEXT, node.span, &[("key", key)]);
            return None;
        }
        Some(text)
    }
    /// The texts of a value that is a text or a list of them.
    pub(super) fn texts<'n>(&mut self, node: &'n Node, key: &str) -> Vec<&'n Text> {
        match &node.kind {
            NodeKind::List(list) => list.iter().filter_map(|item| self.text(item, key)).collect(),
            NodeKind::Text(_) => self.text(node, key).into_iter().collect(),
            _ => {
                self.wrong_type(node, key, "text-or-list");
                Vec::new()
            }
        }
    }
    pub(super) fn table<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n [Entry]> {
        match &node.kind {
            NodeKind::Table(entries) => Some(entries),
            _ => {
                self.wrong_type(node, key, "table");
                None
            }
        }
    }
    pub(super) fn wrong_type(&mut self, node: &Node, key: &str, expected: &str) {
        self.fault(faults::WRONG_TYPE, node.span, &[("key", key), ("expected", expected), ("found", node.found())]);
    }
    /// A formula, or a plain number standing for itself.
    pub(super) fn formula_or_number(&mut self, node: &Node, key: &str) -> Option<Located2> {
        match &node.kind {
            NodeKind::Number(written) => {
                let number = Exact::parse(written);
                if number.is_none() {
                    self.wrong_type(node, key, "number-or-text");
                }
                let kind = ExprKind::Number(number?, Unit::Bare);
                Some(Located2 { expr: Expr { kind, span: node.span }, file: self.file.clone() })
            }
            NodeKind::Text(_) => {
                let part = self.text(node, key)?.part();
                self.formula(part)
            }
            _ => {
                self.wrong_type(node, key, "number-or-text");
                None
            }
        }
    }
}

/// The keys of one table, taken one after the other; `finish` names those that nobody took.
pub(super) struct Fields<'n> {
    entries: &'n [Entry],
    /// Where the table stands, for keys that it lacks.
    pub span: Span,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    pub(super) fn new(entries: &'n [Entry], span: Span) -> Self {
        Fields { entries, span, known: Vec::new() }
    }
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'n Entry> {
        self.known.push(key);
        self.entries.iter().find(|entry| entry.key == key)
    }
    /// The key, or where it is missing one that is a slip of it and no key of this place: the slip is told by
    /// `finish`, and what stands under it is read as meant, so that one slip is one finding.
    pub(super) fn take_meant(&mut self, key: &'static str, keys: &[&str]) -> Option<&'n Entry> {
        let slip = |entry: &&Entry| {
            let found = entry.key.to_lowercase();
            !keys.contains(&entry.key.as_str()) && strsim::osa_distance(&found, key) * 3 <= found.len().max(key.len())
        };
        self.take(key).or_else(|| self.entries.iter().find(slip))
    }
    pub(super) fn text(&mut self, r: &mut Reading<'_>, key: &'static str) -> Option<&'n Text> {
        let entry = self.take(key)?;
        r.text(&entry.value, key)
    }
    /// A text as a name or title: trimmed, with its place.
    pub(super) fn string(&mut self, r: &mut Reading<'_>, key: &'static str) -> Option<Located<String>> {
        let text = self.text(r, key)?;
        Some(Located { value: text.value.trim().to_owned(), place: r.place(text.part().span()) })
    }
    pub(super) fn strings(&mut self, r: &mut Reading<'_>, key: &'static str) -> Vec<Located<String>> {
        let Some(entry) = self.take(key) else { return Vec::new() };
        let texts = r.texts(&entry.value, key);
        let located =
            |text: &&Text| Located { value: text.value.trim().to_owned(), place: r.place(text.part().span()) };
        texts.iter().map(located).collect()
    }
    pub(super) fn formula(&mut self, r: &mut Reading<'_>, key: &'static str) -> Option<Located2> {
        let part = self.text(r, key)?.part();
        r.formula(part)
    }
    pub(super) fn formula_or_number(&mut self, r: &mut Reading<'_>, key: &'static str) -> Option<Located2> {
        let entry = self.take(key)?;
        r.formula_or_number(&entry.value, key)
    }
    pub(super) fn yes(&mut self, r: &mut Reading<'_>, key: &'static str) -> bool {
        match self.take(key).map(|entry| &entry.value) {
            None => false,
            Some(Node { kind: NodeKind::Bool(yes), .. }) => *yes,
            Some(other) => {
                r.wrong_type(other, key, "bool");
                false
            }
        }
    }
    /// A number of rows: whole, and at least one.
    pub(super) fn rows(&mut self, r: &mut Reading<'_>, key: &'static str) -> Option<u32> {
        let node = &self.take(key)?.value;
        let written = match &node.kind {
            NodeKind::Number(written) => written.parse::<u32>().ok().filter(|rows| *rows > 0),
            _ => None,
        };
        if written.is_none() {
            r.wrong_type(node, key, "rows");
        }
        written
    }
    /// One of the words that are allowed there.
    pub(super) fn word<T: Copy>(&mut self, r: &mut Reading<'_>, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(r, key)?;
        let found = text.value.trim();
        let meant = words.iter().find(|(word, _)| *word == found).map(|(_, value)| *value);
        if meant.is_none() {
            let known = words.iter().map(|(word, _)| *word);
            let suggest = suggest::argument(found, known.clone());
            let known = known.collect::<Vec<_>>().join("、");
            let args = [("key", key), ("found", found), ("known", &known), ("suggest", &suggest)];
            r.fault(faults::UNKNOWN_WORD, text.part().span(), &args);
        }
        meant
    }
    pub(super) fn missing(&self, r: &mut Reading<'_>, key: &'static str) {
        r.fault(faults::MISSING_KEY, self.span, &[("key", key)]);
    }
    /// Every key that stands there.
    pub(super) fn present(&self) -> Vec<(&'n str, Span)> {
        self.entries.iter().map(|entry| (entry.key.as_str(), entry.span)).collect()
    }
    fn others(&self) -> impl Iterator<Item = &'n Entry> + '_ {
        self.entries.iter().filter(|entry| !self.known.contains(&entry.key.as_str()))
    }
    /// Names every key that was not asked for, beside those that are known there.
    pub(super) fn finish_knowing(mut self, r: &mut Reading<'_>, known: &[&'static str]) {
        let others: Vec<&Entry> = self.others().collect();
        self.known = known.to_vec();
        others.into_iter().for_each(|entry| self.unknown(r, entry, &[]));
    }
    /// Names every key that was not asked for. `top` are keys that belong above the first table of the file:
    /// TOML gives them to the table before them when they stand behind it.
    pub(super) fn finish(self, r: &mut Reading<'_>, top: &[&str]) {
        self.others().for_each(|entry| self.unknown(r, entry, top));
    }
    fn unknown(&self, r: &mut Reading<'_>, entry: &Entry, top: &[&str]) {
        let suggest = suggest::argument(&entry.key, self.known.iter().copied());
        let known = self.known.join("、");
        let misplaced = if top.contains(&entry.key.as_str()) { "yes" } else { "no" };
        let args = [("key", entry.key.as_str()), ("suggest", &suggest), ("known", &known), ("top", misplaced)];
        r.fault(faults::UNKNOWN_KEY, entry.span, &args);
    }
}
