//! `kaohe verify`: outputs against the manifest that lies beside them and, with the inputs, against the run made again.

use std::path::Path;

use crate::batch::manifest::{self, Manifest};
use crate::batch::{BatchFault, leftovers};
use crate::finding::Findings;
use crate::pipeline::{self, Job, Setup};
use crate::scheme::Texts;
use crate::scheme::period::Period;

use super::exit::{DONE, FAULT, FINDINGS, USAGE};
use super::options::{Options, VerifyArguments, date};
use super::report::Report;

pub(super) fn verify(options: &Options, arguments: &VerifyArguments) -> u8 {
    let report = Report::new(options);
    if let Some(missing) = arguments.inputs.as_ref().filter(|folder| !folder.is_dir()) {
        report.wrong(&missing.display().to_string());
        return report.end(USAGE);
    }
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    if let Err(fault) = leftovers::settle(&arguments.folder) {
        fault.finding().into_iter().for_each(|f| findings.push(f.clone()));
        report.findings(&mut findings, &texts);
        return report.end(if matches!(fault, BatchFault::Machine { .. }) { FAULT } else { FINDINGS });
    }
    manifest::verify(&arguments.folder).into_iter().for_each(|f| findings.push(f));
    let manifest = manifest::read(&arguments.folder).ok();
    if let (Some(manifest), Some(project)) = (&manifest, &arguments.inputs) {
        findings.append(again(options, (manifest, arguments), project, &report, &mut texts));
    }
    let folder = arguments.folder.display().to_string();
    let failed = findings.has_errors();
    report.findings(&mut findings, &texts);
    let count = manifest.map_or(0, |m| m.outputs.len()).to_string();
    let key = match (failed, arguments.inputs.is_some()) {
        (true, _) => "verify-failed",
        (false, true) => "verified-again",
        (false, false) => "verified",
    };
    report.note(&options.messages().text(key, &[("folder", &folder), ("count", &count)]));
    report.end(if failed { FINDINGS } else { DONE })
}

/// Makes the run of the manifest once more, for its period and date of issue, and tells what differs.
fn again(
    options: &Options,
    (first, arguments): (&Manifest, &VerifyArguments),
    project: &Path,
    report: &Report,
    texts: &mut Texts,
) -> Findings {
    let mut findings = Findings::default();
    let period = Period::parse(&first.period);
    let (Some(period), Ok(project)) = (period, std::path::absolute(project)) else {
        return findings;
    };
    let job = Job { project, period, issued: date(&first.issued), archive: arguments.archive.clone() };
    let stage = |key: &str| report.stage(key);
    let prepared = pipeline::prepare(&job, texts, &mut findings, &stage);
    let results = prepared.as_ref().and_then(|p| pipeline::compute(&job, p, texts, &mut findings, &stage));
    let (Some(prepared), Some(results)) = (prepared, results) else { return findings };
    stage("stage-publish");
    let home = options.home();
    let setup = Setup { project: &job.project, home: &home, texts, read: &prepared.read };
    pipeline::recompute(&results, &setup, first)
}
