//! `kaohe verify`: outputs against the manifest that lies beside them.

use crate::batch::{BatchFault, leftovers, manifest};
use crate::finding::Findings;
use crate::scheme::Texts;

use super::exit::{DONE, FAULT, FINDINGS};
use super::options::{Options, VerifyArguments};
use super::report::Report;

pub(super) fn verify(options: &Options, arguments: &VerifyArguments) -> u8 {
    let report = Report::new(options);
    let mut findings = Findings::default();
    if let Err(fault) = leftovers::settle(&arguments.folder) {
        fault.finding().into_iter().for_each(|f| findings.push(f.clone()));
        report.findings(&mut findings, &Texts::new());
        return report.end(if matches!(fault, BatchFault::Machine { .. }) { FAULT } else { FINDINGS });
    }
    manifest::verify(&arguments.folder).into_iter().for_each(|f| findings.push(f));
    let folder = arguments.folder.display().to_string();
    let failed = findings.has_errors();
    report.findings(&mut findings, &Texts::new());
    let count = manifest::read(&arguments.folder).map_or(0, |m| m.outputs.len()).to_string();
    let key = if failed { "verify-failed" } else { "verified" };
    report.note(&options.messages().text(key, &[("folder", &folder), ("count", &count)]));
    report.end(if failed { FINDINGS } else { DONE })
}
