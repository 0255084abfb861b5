//! `kaohe scheme`: each scheme as a document to hold against its regulation.

use std::path::Path;

use serde_json::json;

use crate::batch::BatchFault;
use crate::batch::staging::Staging;
use crate::finding::Findings;
use crate::outline::KIND;
use crate::pipeline::{self, Job, Printed, Printing};
use crate::publish;
use crate::scheme::period::Period;
use crate::scheme::{Texts, schema};
use crate::scoring::resolve::nearest;

use super::exit::{DONE, FAULT, FINDINGS, USAGE};
use super::options::{Format, Options, SchemeArguments};
use super::report::Report;
use super::run::said;

pub(super) fn scheme(options: &Options, arguments: &SchemeArguments) -> u8 {
    let report = Report::new(options);
    if arguments.schema {
        // It is JSON whatever the format asked for.
        report.raw(schema());
        return DONE;
    }
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let read = match read(arguments, &report, &mut texts, &mut findings) {
        Ok(read) => read,
        Err(wrong) => {
            report.wrong(&wrong);
            return report.end(USAGE);
        }
    };
    let printed = match read {
        Ok(printed) => printed,
        Err(known) => {
            let asked = arguments.scheme.as_deref().unwrap_or_default();
            let suggest = nearest(asked, known.iter().map(String::as_str)).unwrap_or_else(|| known.join("、"));
            let args = [("found", asked), ("suggest", &*suggest)];
            report.wrong(&options.messages().text("explain-no-scheme", &args));
            return report.end(USAGE);
        }
    };
    if findings.has_errors() || printed.is_empty() {
        report.findings(&mut findings, &texts);
        return report.end(FINDINGS);
    }
    if options.format == Format::Json {
        report.put("schemes", json!(printed.iter().map(|p| &p.outline).collect::<Vec<_>>()));
    }
    if arguments.text {
        report.findings(&mut findings, &texts);
        let pages: Vec<String> = printed.iter().map(|p| publish::outline::text(&p.outline)).collect();
        report.line(pages.join("\n").trim_end());
        return report.end(DONE);
    }
    let written = write(options, arguments, &printed, &mut findings, &report);
    report.findings(&mut findings, &texts);
    match written {
        Ok(folder) => {
            said(&report, options, &folder);
            report.end(DONE)
        }
        Err(BatchFault::Machine { .. }) => report.end(FAULT),
        Err(_) => {
            report.note(&options.messages().text("nothing-written", &[]));
            report.end(FINDINGS)
        }
    }
}

/// The project's folder; clap asks for it unless the schema is wanted.
fn folder(arguments: &SchemeArguments) -> &Path {
    arguments.project.as_deref().unwrap_or(Path::new(""))
}

/// The schemes, of the period where there is one; what is wrong with the arguments otherwise.
fn read(
    arguments: &SchemeArguments,
    report: &Report,
    texts: &mut Texts,
    findings: &mut Findings,
) -> Result<pipeline::Outlines, String> {
    let project = std::path::absolute(folder(arguments)).map_err(|e| e.to_string())?;
    if !project.is_dir() {
        return Err(project.display().to_string());
    }
    let stage = |key: &str| report.stage(key);
    match &arguments.period {
        None => {
            stage("stage-check");
            let name = project.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let printing = Printing { project, name, scheme: arguments.scheme.clone() };
            Ok(pipeline::printed(&printing, texts, findings))
        }
        Some(label) => {
            let period = Period::parse(label).ok_or_else(|| format!("--period {label}"))?;
            let job = Job { project, period, issued: None, archive: arguments.archive.clone() };
            Ok(pipeline::printed_for(&job, arguments.scheme.as_deref(), texts, findings, &stage))
        }
    }
}

/// Typesets all and puts them in the place of the last ones, in `<outputs>/<project>/方案`.
fn write(
    options: &Options,
    arguments: &SchemeArguments,
    printed: &[Printed],
    findings: &mut Findings,
    report: &Report,
) -> Result<std::path::PathBuf, BatchFault> {
    report.stage("stage-publish");
    let made = set(options, arguments, printed, findings);
    if let Err(fault) = &made
        && let Some(finding) = fault.finding()
        && !findings.iter().any(|other| other == finding)
    {
        findings.push(finding.clone());
    }
    made
}

fn set(
    options: &Options,
    arguments: &SchemeArguments,
    printed: &[Printed],
    findings: &mut Findings,
) -> Result<std::path::PathBuf, BatchFault> {
    let project = folder(arguments);
    let name = std::path::absolute(project).ok().and_then(|p| p.file_name().map(|n| n.to_string_lossy().into_owned()));
    let mut files = Vec::new();
    match publish::engine(&options.home(), Some(project)) {
        Ok(engine) => {
            for each in printed {
                match publish::outlined(&each.outline, each.date, &engine) {
                    Ok(made) => {
                        findings.append(made.findings);
                        files.push((file_name(each, printed), made.pdf));
                    }
                    Err(wrong) => findings.append(wrong),
                }
            }
        }
        Err(wrong) => findings.append(wrong),
    }
    if findings.has_errors() {
        return Err(BatchFault::Cancelled);
    }
    let staging = Staging::begin(&arguments.outputs, &name.unwrap_or_default(), KIND)?;
    for (file, bytes) in &files {
        staging.write(file, bytes)?;
    }
    staging.commit(findings)
}

/// 方案.pdf; with the scheme's name where there are several, and with its file's where two editions share that.
fn file_name(one: &Printed, all: &[Printed]) -> String {
    let same = |p: &&Printed| p.outline.name == one.outline.name;
    match (all.len(), all.iter().filter(same).count()) {
        (1, _) => format!("{KIND}.pdf"),
        (_, 1) => format!("{KIND}-{}.pdf", one.outline.name),
        _ => format!("{KIND}-{}-{}.pdf", one.outline.name, one.outline.file.trim_end_matches(".toml")),
    }
}
