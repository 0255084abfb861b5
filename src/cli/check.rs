//! `kaohe check`: scheme and workbooks, everything that is wrong at once.

use crate::finding::Findings;
use crate::pipeline;
use crate::scheme::Texts;

use super::exit::{DONE, FINDINGS, USAGE};
use super::options::{JobArguments, Options};
use super::report::Report;

pub(super) fn check(options: &Options, arguments: &JobArguments) -> u8 {
    let report = Report::new(options);
    let job = match arguments.job(None) {
        Ok(job) => job,
        Err(wrong) => {
            report.wrong(&wrong);
            return report.end(USAGE);
        }
    };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let stage = |key: &str| report.stage(key);
    let prepared = pipeline::prepare(&job, &mut texts, &mut findings, &stage);
    if let Some(prepared) = &prepared {
        pipeline::compute(&job, prepared, &texts, &mut findings, &stage);
    }
    report.findings(&mut findings, &texts);
    if let Some(prepared) = &prepared {
        report.read(&prepared.read);
    }
    if findings.has_errors() {
        return report.end(FINDINGS);
    }
    report.note(&options.messages().text("checked", &[]));
    report.end(DONE)
}
