//! `manifest.json`: what a run was made of and what it made, each with its SHA-256.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{exchange, faults, place};
use crate::digest::{Hashed, hashed};
use crate::finding::json;
use crate::finding::messages::{Language, Messages};
use crate::finding::place::Sources;
use crate::finding::{Code, Finding, Findings, Place, Severity};
use crate::folder;

/// Name of the manifest in the folder of outputs.
pub const NAME: &str = "manifest.json";

/// What a run was made of and what it made. Keys are written in this order, lists by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Name of the program.
    pub program: String,
    /// Its version.
    pub version: String,
    /// The project.
    pub project: String,
    /// The period.
    pub period: String,
    /// The date of issue, ISO.
    pub issued: String,
    /// Not a publication: replaceable, and marked so.
    pub draft: bool,
    /// Scheme files.
    pub schemes: Vec<Hashed>,
    /// Workbooks and other files read.
    pub inputs: Vec<Hashed>,
    /// Templates of the documents.
    pub templates: Vec<Hashed>,
    /// Fonts of the documents.
    pub fonts: Vec<Hashed>,
    /// Files written, without the manifest.
    pub outputs: Vec<Hashed>,
    /// What was found.
    pub findings: Found,
}

/// The findings of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
    /// Each of them, as `--format json` prints it, in Chinese whatever the language of the terminal.
    pub list: Vec<Value>,
}

impl Found {
    /// Counts findings and writes them down.
    pub fn new(findings: &Findings, sources: &Sources) -> Found {
        let messages = Messages::of(Language::Chinese);
        let count = |severity: Severity| findings.iter().filter(|found| found.code.severity == severity).count();
        Found {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            list: findings.iter().map(|found| json::finding(found, messages, sources)).collect(),
        }
    }
}

impl Manifest {
    /// The same with every list in order of name.
    #[must_use]
    pub fn sorted(mut self) -> Manifest {
        for list in [&mut self.schemes, &mut self.inputs, &mut self.templates, &mut self.fonts, &mut self.outputs] {
            list.sort();
            list.dedup();
        }
        self
    }

    /// Its bytes: indented JSON with a line break at the end.
    pub fn bytes(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).expect("text keys, and nothing that JSON cannot hold");
        text.push('\n');
        text.into_bytes()
    }
}

/// Holds the files of a folder against its manifest; empty where every file is the one that was written.
pub fn verify(folder: &Path) -> Vec<Finding> {
    let manifest = match read(folder) {
        Ok(manifest) => manifest,
        Err(finding) => return vec![*finding],
    };
    let listed: BTreeMap<&str, &Hashed> =
        manifest.outputs.iter().map(|output| (output.file.as_str(), output)).collect();
    let mut findings: Vec<Finding> = listed.values().filter_map(|output| touched(folder, output)).collect();
    let mut present = BTreeSet::new();
    findings.extend(walk(folder, "", &mut present).err());
    let unlisted = present.iter().filter(|name| !listed.contains_key(name.as_str()));
    findings.extend(unlisted.map(|name| fault(faults::OUTPUT_UNLISTED, folder, name)));
    findings
}

/// Reads the manifest of a folder of outputs.
pub fn read(folder: &Path) -> Result<Manifest, Box<Finding>> {
    let bytes = fs::read(folder.join(NAME)).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => fault(faults::MANIFEST_MISSING, folder, NAME),
        _ => unreadable(folder, NAME, &error),
    })?;
    let read = serde_json::from_slice(&bytes);
    Ok(read.map_err(|error| fault(faults::MANIFEST_UNREADABLE, folder, NAME).with("reason", error.to_string()))?)
}

/// Holds a run against the same run made again: what it was made from, then what it made.
///
/// Where it was made from something else its products differ as they should, and are not told one by one.
pub fn compare(first: &Manifest, again: &Manifest) -> Vec<Finding> {
    let mut findings = Vec::new();
    if first.version != again.version {
        let finding = Finding::new(faults::PROGRAM_DIFFERS, Place::file(NAME));
        findings.push(finding.with("written", first.version.clone()).with("now", again.version.clone()));
    }
    let lists = [
        (&first.schemes, &again.schemes),
        (&first.inputs, &again.inputs),
        (&first.templates, &again.templates),
        (&first.fonts, &again.fonts),
    ];
    let made_from: Vec<Finding> = lists.into_iter().flat_map(|(then, now)| differing(then, now, MADE_FROM)).collect();
    if made_from.is_empty() {
        findings.extend(differing(&first.outputs, &again.outputs, RECOMPUTED));
    }
    findings.extend(made_from);
    findings
}

/// Codes of a file that is gone, that differs, and that is new.
type Codes = [Code; 3];

const MADE_FROM: Codes = [faults::MADE_FROM_MISSING, faults::MADE_FROM_CHANGED, faults::MADE_FROM_ADDED];
const RECOMPUTED: Codes = [faults::NOT_RECOMPUTED, faults::RECOMPUTED_OTHERWISE, faults::RECOMPUTED_MORE];

fn differing(then: &[Hashed], now: &[Hashed], [gone, changed, added]: Codes) -> Vec<Finding> {
    let told =
        |code: Code, file: &Hashed| Finding::new(code, Place::file(file.file.clone())).with("found", &*file.file);
    let by_name = |list| -> BTreeMap<&str, &Hashed> { <[Hashed]>::iter(list).map(|f| (f.file.as_str(), f)).collect() };
    let (old, new) = (by_name(then), by_name(now));
    let mut findings = Vec::new();
    for file in then {
        match new.get(file.file.as_str()) {
            None => findings.push(told(gone, file)),
            Some(other) if *other != file => {
                let finding = told(changed, file).with("written", size_and_hash(file));
                findings.push(finding.with("now", size_and_hash(other)));
            }
            Some(_) => {}
        }
    }
    findings.extend(now.iter().filter(|file| !old.contains_key(file.file.as_str())).map(|file| told(added, file)));
    findings
}

/// What differs between an output and what the manifest says of it.
fn touched(folder: &Path, output: &Hashed) -> Option<Finding> {
    let name = output.file.as_str();
    match fs::read(folder.join(name)) {
        Ok(bytes) => {
            let now = hashed(name, &bytes);
            let changed = || fault(faults::OUTPUT_CHANGED, folder, name);
            (now != *output).then(|| changed().with("written", size_and_hash(output)).with("now", size_and_hash(&now)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(fault(faults::OUTPUT_MISSING, folder, name)),
        Err(error) => Some(unreadable(folder, name, &error)),
    }
}

/// The first eight digits tell two hashes apart for a reader.
fn size_and_hash(file: &Hashed) -> String {
    let short = file.sha256.get(..8).unwrap_or(&file.sha256);
    format!("{} B, {short}…", file.size)
}

/// Names of all files below a folder, but the manifest and what spreadsheet programs lay beside open files.
fn walk(folder: &Path, below: &str, names: &mut BTreeSet<String>) -> Result<(), Finding> {
    let here = folder.join(below);
    for entry in folder::entries(&here).map_err(|error| unreadable(folder, below, &error))? {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(folder, &path, names)?;
        } else if path != NAME && !exchange::is_owner_file(&name) {
            names.insert(path);
        }
    }
    Ok(())
}

fn fault(code: Code, folder: &Path, name: &str) -> Finding {
    Finding::new(code, place(&folder.join(name))).with("found", name)
}

fn unreadable(folder: &Path, name: &str, error: &io::Error) -> Finding {
    fault(faults::OUTPUT_UNREADABLE, folder, name).with("reason", error.to_string())
}

#[cfg(test)]
#[path = "manifest/tests.rs"]
mod tests;
