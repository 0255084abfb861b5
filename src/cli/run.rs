//! `kaohe run`: compute, publish beside the last outputs, exchange in one step.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use crate::batch::BatchFault;
use crate::batch::staging::Staging;
use crate::finding::Findings;
use crate::folder;
use crate::pipeline::{self, Setup};
use crate::results::Results;
use crate::results::figure::printed;
use crate::scheme::Texts;

use super::exit::{DONE, FAULT, FINDINGS, USAGE};
use super::options::{Options, RunArguments};
use super::report::Report;

pub(super) fn run(options: &Options, arguments: &RunArguments) -> u8 {
    let report = Report::new(options);
    let job = match arguments.job.job(arguments.issued.as_deref()) {
        Ok(job) => job,
        Err(wrong) => {
            report.wrong(&wrong);
            return report.end(USAGE);
        }
    };
    let cancelled = Arc::new(AtomicBool::new(false));
    let flag = cancelled.clone();
    // A second handler cannot be set; the first one is ours.
    let _ = ctrlc::set_handler(move || flag.store(true, Ordering::SeqCst));
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let stage = |key: &str| report.stage(key);
    let prepared = pipeline::prepare(&job, &mut texts, &mut findings, &stage);
    let results = prepared.as_ref().and_then(|p| pipeline::compute(&job, p, &texts, &mut findings, &stage));
    let home = options.home();
    let written = results.as_ref().zip(prepared.as_ref()).map(|(results, prepared)| {
        let setup = Setup { project: &job.project, home: &home, texts: &texts, read: &prepared.read };
        write(results, &setup, &arguments.outputs, cancelled, &mut findings, &stage)
    });
    report.findings(&mut findings, &texts);
    if let Some(prepared) = &prepared {
        report.read(&prepared.read);
    }
    match written {
        Some(Ok(folder)) => {
            if let Some(results) = &results {
                summary(&report, options, results);
            }
            said(&report, options, &folder);
            report.end(DONE)
        }
        Some(Err(BatchFault::Machine { .. })) => report.end(FAULT),
        Some(Err(BatchFault::Cancelled)) => {
            report.note(&options.messages().text("cancelled", &[]));
            report.end(FAULT)
        }
        _ => {
            report.note(&options.messages().text("nothing-written", &[]));
            report.end(FINDINGS)
        }
    }
}

/// Publishes into a staging folder and exchanges it with the last outputs.
fn write(
    results: &Results,
    setup: &Setup,
    outputs: &Path,
    cancelled: Arc<AtomicBool>,
    findings: &mut Findings,
    stage: &dyn Fn(&str),
) -> Result<PathBuf, BatchFault> {
    stage("stage-publish");
    let made = Staging::begin(outputs, &results.project, &results.period).and_then(|staging| {
        let staging = staging.cancelled_by(cancelled);
        pipeline::write(results, setup, &staging, findings)?;
        stage("stage-commit");
        staging.commit(findings)
    });
    if let Err(fault) = &made
        && let Some(finding) = fault.finding()
    {
        findings.push(finding.clone());
    }
    made
}

/// A few lines per scheme: how many, who is first and last.
fn summary(report: &Report, options: &Options, results: &Results) {
    let messages = options.messages();
    for scheme in &results.schemes {
        let named = |position: &usize| {
            let score = printed(&scheme.standing.score[*position], scheme.standing.score_kind, None, scheme.money);
            format!("{} {score}", scheme.units[*position].name)
        };
        let ranked: Vec<&usize> = scheme
            .listed
            .iter()
            .filter(|p| matches!(scheme.standing.rank[**p], crate::tables::Value::Number(_)))
            .collect();
        let ends = ranked.first().zip(ranked.last());
        let (first, last) = ends.map(|(f, l)| (named(f), named(l))).unwrap_or_default();
        report.line(&format!(
            "{}：{} {}，{} {}，{} {first}，{} {last}",
            scheme.title,
            messages.text("results-units", &[]),
            scheme.units.len(),
            messages.text("results-ranked", &[]),
            ranked.len(),
            messages.text("results-first", &[]),
            messages.text("results-last", &[]),
        ));
    }
}

/// The paths written, on stdout.
pub(super) fn said(report: &Report, options: &Options, folder: &Path) {
    let mut files = Vec::new();
    list(folder, &mut files);
    files.sort();
    report.note(&options.messages().text("written", &[("folder", &folder.display().to_string())]));
    for file in &files {
        report.line(&file.display().to_string());
    }
    let files: Vec<String> = files.iter().map(|f| f.display().to_string()).collect();
    report.put("outputs", json!(files));
}

fn list(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = folder::entries(folder) else { return };
    for entry in entries {
        let path = entry.path();
        if path.is_dir() { list(&path, out) } else { out.push(path) }
    }
}
