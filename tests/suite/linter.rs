//! The linter is quiet on regulations that are as they should be: the projects that come with the program and the
//! small good cases. What it finds in faulty ones stands in `tests/cases/bad`.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::program::{place, run, text};

/// What only the linter says. Of its notes, only the one that tells of a doubt: the others are true of good schemes.
const LINTS: [&str; 17] = [
    "whole-table",
    "entry-chooses-nothing",
    "two-references",
    "which-of-two",
    "which-scheme",
    "two-meanings",
    "last-arm-sum",
    "points-times-difference",
    "no-such-line",
    "line-unreachable",
    "part-above-whole",
    "parts-miss-whole",
    "sub-items-miss-item",
    "number-not-used",
    "table-unused",
    "column-unused",
    "weights-not-one",
];

/// Every project with each of its periods.
fn projects() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
        folders.sort();
        folders
    };
    let periods = |project: &PathBuf| -> Vec<(PathBuf, String)> {
        let names = folders(project).into_iter().map(|f| f.file_name().unwrap().to_string_lossy().into_owned());
        let dated = names.filter(|name| name.starts_with("20"));
        dated.map(|period| (project.clone(), period)).collect()
    };
    let inputs = folders(&root.join("inputs"));
    let good = folders(&root.join("tests/cases/good"));
    let mut all: Vec<(PathBuf, String)> = inputs.iter().flat_map(periods).collect();
    all.extend(good.into_iter().map(|project| (project, "2030".to_owned())));
    all
}

#[test]
fn good_schemes_give_no_false_alarm() {
    let projects = projects();
    assert!(projects.len() > 20, "only {} projects", projects.len());
    let alarms: Vec<String> = projects
        .par_iter()
        .flat_map(|(project, period)| {
            let said = run(&["check", text(project), "--period", period]);
            let name = project.file_name().unwrap().to_string_lossy().into_owned();
            let alarms = said.findings().iter().filter(|f| f["code"].as_str().is_some_and(|c| LINTS.contains(&c)));
            alarms.map(|f| format!("{name} {period}: {} {}", f["message"], place(f))).collect::<Vec<_>>()
        })
        .collect();
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}
