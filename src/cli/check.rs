//! `kaohe check`: scheme and workbooks, everything that is wrong at once, and marked copies of what is to be mended.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::finding::{Finding, Findings, Place};
use crate::folder;
use crate::pipeline;
use crate::publish;
use crate::returned::{Returned, returned};
use crate::scheme::Texts;

use super::exit::{DONE, FAULT, FINDINGS, USAGE};
use super::options::{CheckArguments, Options};
use super::report::Report;

pub(super) fn check(options: &Options, arguments: &CheckArguments) -> u8 {
    let report = Report::new(options);
    let job = match arguments.job.job(None) {
        Ok(job) => job,
        Err(wrong) => {
            report.wrong(&wrong);
            return report.end(USAGE);
        }
    };
    if let Some(back) = arguments.back.as_deref().filter(|back| taken(back)) {
        let folder = back.display().to_string();
        report.wrong(&options.messages().text("return-taken", &[("folder", &folder)]));
        return report.end(USAGE);
    }
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let stage = |key: &str| report.stage(key);
    let prepared = pipeline::prepare(&job, &mut texts, &mut findings, &stage);
    if let Some(prepared) = &prepared {
        pipeline::compute(&job, prepared, &texts, &mut findings, &stage);
    }
    let made = arguments.back.as_deref().map(|back| {
        stage("stage-publish");
        match returned(&job.inputs(), &findings) {
            Ok(made) => written(back, &made).map_err(|error| (back.to_owned(), error.to_string())),
            Err(fault) => Err((back.to_owned(), fault.to_string())),
        }
    });
    report.findings(&mut findings, &texts);
    if let Some(prepared) = &prepared {
        report.read(&prepared.read);
    }
    match made {
        None => {}
        Some(Ok(files)) => told(&report, options, &files),
        Some(Err((place, reason))) => {
            let finding: Finding = publish::unwritable(&place.display().to_string(), &reason);
            report.wrong(&options.messages().sentence(&Finding { place: Place::file(""), ..finding }));
            return report.end(FAULT);
        }
    }
    if findings.has_errors() {
        return report.end(FINDINGS);
    }
    report.note(&options.messages().text("checked", &[]));
    report.end(DONE)
}

/// Is there anything in the folder? What somebody put there is not written over.
fn taken(folder: &Path) -> bool {
    folder.is_file() || folder::entries(folder).is_ok_and(|entries| !entries.is_empty())
}

/// Writes what goes back; a file is there whole or not at all.
fn written(folder: &Path, made: &[Returned]) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    let mut files = Vec::new();
    for each in made {
        let (part, file) = (folder.join(format!(".{}.part", each.name)), folder.join(&each.name));
        fs::write(&part, &each.bytes)?;
        fs::rename(&part, &file)?;
        files.push(file);
    }
    Ok(files)
}

fn told(report: &Report<'_>, options: &Options, files: &[PathBuf]) {
    // The last is the list of all.
    let count = files.len().saturating_sub(1).to_string();
    report.note(&options.messages().text("returned", &[("count", &count)]));
    files.iter().for_each(|file| report.line(&file.display().to_string()));
    report.put("returned", json!(files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>()));
}
