//! `kaohe run`: compute, publish beside the last outputs, exchange in one step.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use crate::batch::BatchFault;
use crate::batch::staging::Staging;
use crate::finding::Findings;
use crate::finding::messages::Messages;
use crate::folder;
use crate::pipeline::{self, Setup};
use crate::results::figure::printed;
use crate::results::{Results, Scheme};
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

/// A line per scheme.
fn summary(report: &Report, options: &Options, results: &Results) {
    results.schemes.iter().for_each(|scheme| report.line(&summed(options.messages(), scheme)));
}

/// How many, and who is first and last where all stand in one ranking.
fn summed(messages: &Messages, scheme: &Scheme) -> String {
    let standing = &scheme.standing;
    let named = |position: &usize| {
        let score = printed(&standing.score[*position], standing.score_kind, None, scheme.money);
        format!("{} {score}", scheme.units[*position].name)
    };
    let has_place = |position: &&usize| matches!(standing.rank[**position], crate::tables::Value::Number(_));
    let ranked: Vec<&usize> = scheme.listed.iter().filter(has_place).collect();
    let said = |key: &str| messages.text(key, &[]);
    let (units, places) = (said("results-units"), said("results-ranked"));
    let mut line = format!("{}：{units} {}，{places} {}", scheme.title, scheme.units.len(), ranked.len());
    let group = |position: &usize| &scheme.units[*position].group;
    if let Some((first, last)) = ranked.first().zip(ranked.last())
        && group(first) == group(last)
    {
        line += &format!("，{} {}，{} {}", said("results-first"), named(first), said("results-last"), named(last));
    }
    line
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::messages::Language;
    use crate::publish::notice::tests::results;

    fn told(rows: &str, group: &str) -> String {
        let scheme = format!(
            "scheme = \"考\"\ntitle = \"考核\"\nbasis = \"办法\"\nunits = \"村\"\n{group}\n[table.\"村\"]\n\
             rows = \"名称 | 片 | 数: 分；{rows}\"\n[clause.\"一\"]\nrules = \"总分 = 数\"\n[standing]\nscore = \"总分\"\n"
        );
        summed(Messages::of(Language::Chinese), &results(&scheme, &[]).schemes[0])
    }

    #[test]
    fn the_first_of_one_group_is_not_called_the_first_of_all() {
        let rows = "甲 | 东 | 80；乙 | 西 | 90";
        assert_eq!(told(rows, ""), "考核：考核对象 2，参加排名 2，第一名 乙 90.00，末位 甲 80.00");
        assert_eq!(told(rows, "group = \"片\""), "考核：考核对象 2，参加排名 2");
    }
}
