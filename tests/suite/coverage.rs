//! `tests/cases/good/COVERAGE.md` names, for each method, switch and construct, a project and a figure of it: each of
//! them is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::inprocess::folders;

/// The least number of lines under each heading.
const LEAST: [(&str, usize); 3] = [("Methods", 50), ("Switches", 50), ("Constructs", 35)];

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// A line of the list: heading, construct, project and figure.
type Line = (String, [String; 3]);

fn lines() -> Vec<Line> {
    let text = fs::read_to_string(cases().join("good/COVERAGE.md")).expect("the list");
    let mut heading = String::new();
    let mut out = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            name.clone_into(&mut heading);
        }
        let cells: Vec<String> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
        let [_, construct, case, figure, _] = &cells[..] else { continue };
        if case != "case" && !case.starts_with("---") {
            out.push((heading.clone(), [construct.clone(), case.clone(), figure.clone()]));
        }
    }
    out
}

/// What is expected of a project: the lines of its files that say so.
fn expected(folder: &Path) -> Vec<String> {
    let mut out = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return out };
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let says = name == "expected" || name.ends_with("预期");
        let files: Vec<PathBuf> = match (path.is_dir(), says) {
            (true, true) => fs::read_dir(&path).expect("a folder").map(|e| e.expect("an entry").path()).collect(),
            (false, _) if name == "expected.txt" => vec![path],
            _ => Vec::new(),
        };
        for file in files {
            out.extend(fs::read_to_string(file).expect("a text").lines().map(str::to_owned));
        }
    }
    out
}

#[test]
fn every_construct_has_its_case_and_figure() {
    let lines = lines();
    for (heading, least) in LEAST {
        let count = lines.iter().filter(|(h, _)| h == heading).count();
        assert!(count >= least, "{heading}: {count} lines");
    }
    let mut missing = Vec::new();
    for (_, [construct, case, figure]) in &lines {
        let wanted = format!(",{figure},");
        let says = |line: &String| {
            case.starts_with("bad/") && line.starts_with(figure) || format!(",{line},").contains(&wanted)
        };
        if figure.is_empty() || !expected(&cases().join(case)).iter().any(says) {
            missing.push(format!("{construct}: {case} does not say {figure}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_good_case_is_named() {
    let named: BTreeSet<String> = lines().into_iter().map(|(_, [_, case, _])| case).collect();
    let unnamed: Vec<String> =
        folders(&cases().join("good")).into_iter().filter(|name| !named.contains(&format!("good/{name}"))).collect();
    assert_eq!(unnamed, Vec::<String>::new(), "cases that COVERAGE.md does not name");
}
