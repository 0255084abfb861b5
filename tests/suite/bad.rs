//! The gallery of faults: each folder of `tests/cases/bad` holds a project and, line by line, what must be said
//! of it: severity, code and place. `KAOHE_RENEW=1` writes what is said now.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kaohe::finding::{Code, Severity};
use rayon::prelude::*;
use serde_json::Value;

use crate::program::{Said, run, text};

/// The period of every case.
const PERIOD: &str = "2030";

#[test]
fn every_fault_is_told_as_expected() {
    let renew = std::env::var_os("KAOHE_RENEW").is_some();
    let wrong: Vec<String> = cases().par_iter().flat_map(|case| faults_of(case, renew)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_case_or_a_reason() {
    let shown: BTreeSet<String> = cases()
        .iter()
        .flat_map(|case| expected(case))
        .filter_map(|line| line.split(' ').nth(1).map(str::to_owned))
        .collect();
    let reasons = fs::read_to_string(root().join("UNCOVERED.md")).expect("a list of what has no case");
    let excused = |code: &Code| reasons.lines().any(|line| line.starts_with(&format!("- `{}`: ", code.id)));
    let all = [
        kaohe::scheme::faults::ALL,
        kaohe::formula::faults::ALL,
        kaohe::intake::faults::ALL,
        kaohe::intake::book::faults::ALL,
        kaohe::scoring::faults::ALL,
    ];
    let codes = all.into_iter().flatten().filter(|code| code.severity != Severity::Note);
    let (with, without): (Vec<&Code>, Vec<&Code>) = codes.partition(|code| shown.contains(code.id));
    let missing: Vec<&str> = without.iter().filter(|code| !excused(code)).map(|code| code.id).collect();
    assert_eq!(missing, Vec::<&str>::new(), "codes without a case and without a reason in UNCOVERED.md");
    let idle: Vec<&str> = with.iter().filter(|code| excused(code)).map(|code| code.id).collect();
    assert_eq!(idle, Vec::<&str>::new(), "codes of UNCOVERED.md that have a case");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/bad")
}

/// The folders of the gallery in order of name.
fn cases() -> Vec<PathBuf> {
    let listing = fs::read_dir(root()).expect("the gallery").map(|entry| entry.expect("an entry").path());
    let mut cases: Vec<PathBuf> = listing.filter(|path| path.is_dir()).collect();
    cases.sort();
    assert!(cases.len() > 150, "only {} cases", cases.len());
    cases
}

fn expected(case: &Path) -> Vec<String> {
    let text = fs::read_to_string(case.join("expected.txt")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// What is not as it should be in one case.
fn faults_of(case: &Path, renew: bool) -> Vec<String> {
    let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let said = run(&["check", text(&case.join("project")), "--period", PERIOD]);
    if renew {
        let lines: String = said.lines().iter().map(|line| format!("{line}\n")).collect();
        fs::write(case.join("expected.txt"), lines).expect("the case can be written");
    }
    let mut wrong = manner(&said);
    let (told, wanted) = (said.lines(), expected(case));
    if wanted.is_empty() {
        wrong.push("expected.txt names no finding".into());
    }
    if told != wanted {
        wrong.push(format!("told\n    {}\n  instead of\n    {}", told.join("\n    "), wanted.join("\n    ")));
    }
    wrong.into_iter().map(|fault| format!("{name}: {fault}")).collect()
}

/// The exit code fits the findings, and each finding has what a person needs.
fn manner(said: &Said) -> Vec<String> {
    let mut wrong = Vec::new();
    let error = said.findings().iter().any(|finding| finding["severity"] == "error");
    if said.code != i32::from(error) {
        wrong.push(format!("exit code {}", said.code));
    }
    if !said.stderr.is_empty() {
        wrong.push(format!("with JSON nothing stands on stderr: {}", said.stderr));
    }
    for finding in said.findings().iter().filter(|finding| finding["severity"] != "note") {
        let code = &finding["code"];
        // A message without its text is shown as its code.
        let speaks = |text: &Value| text.as_str().is_some_and(|t| !t.trim().is_empty() && Some(t) != code.as_str());
        let expected = finding.get("expected").is_none_or(speaks);
        if !(speaks(&finding["message"]) && speaks(&finding["mend"]) && expected && finding["file"].is_string()) {
            wrong.push(format!("{code} lacks its place, sentence or mend: {finding}"));
        }
    }
    wrong
}
