//! The files of a project's folder, read and parsed one by one.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::fields::Reading;
use super::node::{self, Entry, NodeKind, TomlFault};
use super::part::{FilePart, file_part, methods};
use super::period::Period;
use super::{Texts, faults};
use crate::finding::{At, Finding, Findings, Place};
use crate::folder;
use crate::formula::ast::MethodItem;
use crate::formula::text::normal;

/// The file that the places of the prelude's methods name.
pub const PRELUDE_FILE: &str = "内置方法";
const PRELUDE: &str = include_str!("../formula/prelude.txt");

/// A file's TOML; nothing of it where the file cannot be read.
pub(super) struct File {
    name: Arc<str>,
    entries: Vec<Entry>,
    /// Parts of it could not be read: what seems to be missing may stand there.
    pub broken: bool,
    /// Where its sections are that hold faults of TOML: what else seems wrong there is their echo.
    garbled: Range<usize>,
}

/// More faults of TOML in one file come of one, such as a quotation that is never closed.
const SEPARATE: usize = 3;

/// Every TOML file of the folder, in order of name; none where the folder cannot be listed.
pub(super) fn files(folder: &Path, project: &str, texts: &mut Texts, findings: &mut Findings) -> Option<Vec<File>> {
    let mut names: Vec<String> = Vec::new();
    match folder::entries(folder) {
        Ok(listing) => {
            let listed = listing.iter().filter_map(|entry| entry.file_name().into_string().ok());
            names.extend(listed.filter(|name| is_scheme_file(name)));
        }
        Err(error) => {
            let finding = Finding::new(faults::PROJECT_UNREADABLE, Place::file(project));
            findings.push(finding.with("reason", error.to_string()));
            return None;
        }
    }
    Some(names.iter().map(|name| file(folder, name, texts, findings)).collect())
}

/// Not the lock files and backups that editors leave.
fn is_scheme_file(name: &str) -> bool {
    name.ends_with(".toml") && !name.starts_with(['.', '~'])
}

fn file(folder: &Path, name: &str, texts: &mut Texts, findings: &mut Findings) -> File {
    let name: Arc<str> = Arc::from(name);
    let unread = |name| File { name, entries: Vec::new(), broken: true, garbled: 0..0 };
    let bytes = match fs::read(folder.join(&*name)) {
        Ok(bytes) => bytes,
        Err(error) => {
            let finding = Finding::new(faults::SCHEME_UNREADABLE, Place::file(name.clone()));
            findings.push(finding.with("reason", error.to_string()));
            return unread(name);
        }
    };
    let text: Arc<str> = match String::from_utf8(bytes) {
        Ok(text) => Arc::from(text),
        Err(_) => {
            findings.push(Finding::new(faults::SCHEME_NOT_UTF8, Place::file(name.clone())));
            return unread(name);
        }
    };
    texts.insert(name.clone(), text.clone());
    let (entries, mut toml_faults) = node::read(&text);
    let garbled = garbled(&text, &toml_faults);
    let syntax = |fault: &TomlFault| fault.kind != TWICE;
    if toml_faults.iter().filter(|fault| syntax(fault)).count() > SEPARATE {
        let first = toml_faults.iter().position(syntax);
        let mut at = 0..;
        toml_faults.retain(|fault| at.next() == first || !syntax(fault));
    }
    let mut broken = false;
    for fault in toml_faults {
        let place = Place::text(name.clone(), fault.span.start, fault.span.end);
        if fault.kind == TWICE {
            let key = text.get(fault.span.start..fault.span.end).unwrap_or_default();
            findings.push(Finding::new(faults::KEY_TWICE, place).with("key", key.trim_matches(['"', '\''])));
        } else {
            broken = true;
            let finding = Finding::new(faults::TOML_SYNTAX, place).with("kind", fault.kind);
            findings.push(finding.with("message", fault.message));
        }
    }
    File { name, entries, broken, garbled }
}

/// The kind of a key that stands twice, which leaves nothing unread.
const TWICE: &str = "duplicate";

/// From the heading before the first fault of TOML to the one behind the last, or to the end where they are many.
fn garbled(text: &str, faults: &[TomlFault]) -> Range<usize> {
    let syntax: Vec<&TomlFault> = faults.iter().filter(|fault| fault.kind != TWICE).collect();
    let (Some(first), Some(last)) = (syntax.first(), syntax.last()) else { return 0..0 };
    let before = text.get(..first.span.start).and_then(|before| before.rfind("\n[")).unwrap_or(0);
    let behind = text.get(last.span.end..).and_then(|rest| rest.find("\n[")).map(|at| last.span.end + at);
    before..behind.filter(|_| syntax.len() <= SEPARATE).unwrap_or(text.len())
}

/// What each file says.
pub(super) fn parts(files: &[File], period: &Period, findings: &mut Findings) -> Vec<FilePart> {
    let tables = table_names(files);
    let read = |file: &File| {
        let mut found = Findings::default();
        let mut reading = Reading { file: file.name.clone(), period, tables: &tables, findings: &mut found };
        let part = file_part(&mut reading, &file.entries);
        let echo = |place: &Place| matches!(place.at, At::Text { start, .. } if file.garbled.contains(&start));
        found.iter().filter(|finding| !echo(&finding.place)).for_each(|finding| findings.push(finding.clone()));
        part
    };
    files.iter().map(read).collect()
}

/// Comparison forms of the names of all tables: what a name in a type or in braces means depends on them.
fn table_names(files: &[File]) -> BTreeSet<String> {
    let roots = files.iter().flat_map(|file| &file.entries).filter(|entry| entry.key == "table");
    let tables = roots.filter_map(|entry| match &entry.value.kind {
        NodeKind::Table(tables) => Some(tables),
        _ => None,
    });
    tables.flatten().map(|table| normal(&table.key)).collect()
}

/// The methods that every scheme has.
pub(super) fn prelude(period: &Period, texts: &mut Texts, findings: &mut Findings) -> Vec<(MethodItem, Arc<str>)> {
    let file: Arc<str> = Arc::from(PRELUDE_FILE);
    texts.insert(file.clone(), Arc::from(PRELUDE));
    let mut reading = Reading { file, period, tables: &BTreeSet::new(), findings };
    methods(&mut reading, PRELUDE, 0)
}
