//! `kaohe new`: a project's folder to begin with, copied from an example or drafted from workbooks.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::draft;
use crate::finding::Findings;
use crate::folder;
use crate::scheme::Texts;

use super::exit::{DONE, FAULT, FINDINGS, USAGE};
use super::options::{NewArguments, Options};
use super::report::Report;

/// Where the examples lie, below the program's home.
const EXAMPLES: &str = "inputs";

pub(super) fn new(options: &Options, arguments: &NewArguments) -> u8 {
    let report = Report::new(options);
    let to = &arguments.project;
    let code = match (&arguments.from, &arguments.example) {
        _ if folder::entries(to).is_ok_and(|entries| !entries.is_empty()) => {
            report.wrong(&options.messages().text("new-exists", &[("folder", &to.display().to_string())]));
            Ok(USAGE)
        }
        (Some(from), _) => drafted(options, &report, from, to),
        (None, example) => copied(options, &report, example.as_deref(), to),
    };
    let code = code.unwrap_or_else(|error| {
        report.wrong(&format!("{}: {error}", to.display()));
        FAULT
    });
    report.end(code)
}

fn drafted(options: &Options, report: &Report<'_>, from: &Path, to: &Path) -> io::Result<u8> {
    let messages = options.messages();
    let name = to.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    if name.is_empty() || !from.is_dir() {
        report.wrong(&if name.is_empty() { to } else { from }.display().to_string());
        return Ok(USAGE);
    }
    let mut findings = Findings::default();
    let draft = draft::draft(from, &name, &mut findings)?;
    report.findings(&mut findings, &Texts::new());
    if draft.tables == 0 {
        report.wrong(&messages.text("new-nothing", &[("folder", &from.display().to_string())]));
        return Ok(FINDINGS);
    }
    fs::create_dir_all(to)?;
    let file = to.join(format!("{name}.toml"));
    fs::write(&file, &draft.text)?;
    written(report, &[file]);
    let tables = draft.tables.to_string();
    match &draft.roster {
        Some(roster) => report.note(&messages.text("new-drafted", &[("tables", &tables), ("roster", roster)])),
        None => report.note(&messages.text("new-drafted-without-roster", &[("tables", &tables)])),
    }
    Ok(DONE)
}

fn copied(options: &Options, report: &Report<'_>, example: Option<&str>, to: &Path) -> io::Result<u8> {
    let messages = options.messages();
    let examples = options.home().join(EXAMPLES);
    let folders = folder::entries(&examples).unwrap_or_default();
    let names: Vec<String> = folders
        .iter()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let Some(name) = example.filter(|name| names.iter().any(|known| known == name)) else {
        report.wrong(&messages.text("new-which", &[("names", &names.join(" "))]));
        return Ok(USAGE);
    };
    let mut made = Vec::new();
    copy(&examples.join(name), to, &mut made)?;
    written(report, &made);
    report.note(&messages.text("new-copied", &[("name", name)]));
    Ok(DONE)
}

/// Copies a folder's files and folders, and says which files it made.
fn copy(from: &Path, to: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in folder::entries(from)? {
        let (old, new) = (entry.path(), to.join(entry.file_name()));
        if old.is_dir() {
            copy(&old, &new, made)?;
        } else {
            fs::copy(&old, &new)?;
            made.push(new);
        }
    }
    Ok(())
}

/// Tells the files that were written.
fn written(report: &Report<'_>, files: &[PathBuf]) {
    files.iter().for_each(|file| report.line(&file.display().to_string()));
    report.put("outputs", json!(files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>()));
}
