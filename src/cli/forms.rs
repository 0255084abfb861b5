//! `kaohe forms`: blank collection workbooks to send out.

use std::path::PathBuf;

use crate::batch::BatchFault;
use crate::batch::staging::Staging;
use crate::finding::Findings;
use crate::pipeline::{self, Job};
use crate::scheme::Texts;
use crate::scoring::resolve::nearest;

use super::exit::{DONE, FAULT, FINDINGS, USAGE};
use super::options::{FormsArguments, Options};
use super::report::Report;
use super::run::said;

/// What the folder of the forms is called, before the period.
const FOLDER: &str = "填报表";

pub(super) fn forms(options: &Options, arguments: &FormsArguments) -> u8 {
    let report = Report::new(options);
    let job = match arguments.job.job(None) {
        Ok(job) => job,
        Err(wrong) => {
            report.wrong(&wrong);
            return report.end(USAGE);
        }
    };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let stage = |key: &str| report.stage(key);
    let made = match pipeline::forms(&job, arguments.scheme.as_deref(), &mut texts, &mut findings, &stage) {
        Ok(made) => made,
        Err(known) => {
            let asked = arguments.scheme.as_deref().unwrap_or_default();
            let suggest = nearest(asked, known.iter().map(String::as_str)).unwrap_or_else(|| known.join("、"));
            report.wrong(&options.messages().text("explain-no-scheme", &[("found", asked), ("suggest", &*suggest)]));
            return report.end(USAGE);
        }
    };
    let written = if findings.has_errors() || made.is_empty() { None } else { Some(write(&job, arguments, &made)) };
    if let Some(Err(fault)) = &written
        && let Some(finding) = fault.finding()
    {
        findings.push(finding.clone());
    }
    report.findings(&mut findings, &texts);
    match written {
        Some(Ok(folder)) => {
            said(&report, options, &folder);
            report.end(DONE)
        }
        Some(Err(BatchFault::Machine { .. })) => report.end(FAULT),
        _ => {
            report.note(&options.messages().text("nothing-written", &[]));
            report.end(FINDINGS)
        }
    }
}

/// Puts all forms in the place of the last ones, in `<outputs>/<project>/填报表-<period>`.
fn write(job: &Job, arguments: &FormsArguments, made: &[(String, Vec<u8>)]) -> Result<PathBuf, BatchFault> {
    let staging = Staging::begin(&arguments.outputs, &job.name(), &format!("{FOLDER}-{}", job.period.label))?;
    for (file, bytes) in made {
        staging.write(file, bytes)?;
    }
    staging.commit(&mut Findings::default())
}
