//! The files of a project's folder, read and parsed one by one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::fields::Reading;
use super::node::{self, Entry, NodeKind};
use super::part::{FilePart, file_part, methods};
use super::period::Period;
use super::{Texts, faults};
use crate::finding::{Finding, Findings, Place};
use crate::formula::ast::MethodItem;
use crate::formula::text::normal;

/// The file that the places of the prelude's methods name.
const PRELUDE_FILE: &str = "内置方法";
const PRELUDE: &str = include_str!("../formula/prelude.txt");

/// A file's TOML; nothing of it where the file cannot be read.
pub(super) struct File {
    name: Arc<str>,
    entries: Vec<Entry>,
    /// Parts of it could not be read: what seems to be missing may stand there.
    pub broken: bool,
}

/// Every TOML file of the folder, in order of name; none where the folder cannot be listed.
pub(super) fn files(folder: &Path, project: &str, texts: &mut Texts, findings: &mut Findings) -> Option<Vec<File>> {
    let mut names: Vec<String> = Vec::new();
    match fs::read_dir(folder) {
        Ok(listing) => {
            let listed = listing.filter_map(Result::ok).filter_map(|entry| entry.file_name().into_string().ok());
            names.extend(listed.filter(|name| is_scheme_file(name)));
        }
        Err(error) => {
            let finding = Finding::new(faults::PROJECT_UNREADABLE, Place::file(project));
            findings.push(finding.with("reason", error.to_string()));
            return None;
        }
    }
    names.sort();
    Some(names.iter().map(|name| file(folder, name, texts, findings)).collect())
}

/// Not the lock files and backups that editors leave.
fn is_scheme_file(name: &str) -> bool {
    name.ends_with(".toml") && !name.starts_with(['.', '~'])
}

fn file(folder: &Path, name: &str, texts: &mut Texts, findings: &mut Findings) -> File {
    let name: Arc<str> = Arc::from(name);
    let unread = |name| File { name, entries: Vec::new(), broken: true };
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
    let (entries, toml_faults) = node::read(&text);
    let mut broken = false;
    for fault in toml_faults {
        let place = Place::text(name.clone(), fault.span.start, fault.span.end);
        if fault.kind == "duplicate" {
            let key = text.get(fault.span.start..fault.span.end).unwrap_or_default();
            findings.push(Finding::new(faults::KEY_TWICE, place).with("key", key.trim_matches(['"', '\''])));
        } else {
            broken = true;
            let finding = Finding::new(faults::TOML_SYNTAX, place).with("kind", fault.kind);
            findings.push(finding.with("message", fault.message));
        }
    }
    File { name, entries, broken }
}

/// What each file says.
pub(super) fn parts(files: &[File], period: &Period, findings: &mut Findings) -> Vec<FilePart> {
    let tables = table_names(files);
    let read = |file: &File| {
        let mut reading = Reading { file: file.name.clone(), period, tables: &tables, findings: &mut *findings };
        file_part(&mut reading, &file.entries)
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

/// The methods that every scheme has (LANGUAGE section 6).
pub(super) fn prelude(period: &Period, texts: &mut Texts, findings: &mut Findings) -> Vec<(MethodItem, Arc<str>)> {
    let file: Arc<str> = Arc::from(PRELUDE_FILE);
    texts.insert(file.clone(), Arc::from(PRELUDE));
    let mut reading = Reading { file, period, tables: &BTreeSet::new(), findings };
    methods(&mut reading, PRELUDE, 0)
}
