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

/// A scheme with something to note in every clause.
const NOTED: &str = r#"
scheme = "演示"
title = "演示考核"
units = "单位"

[table."村"]
rows = "村名；东山；西河"

[table."单位"]
rows = "名称 | 村: 村 | 联系人；甲 | 东山 | 张；乙 | 西河 | 李"

[table."台账"]
ledger = true
from = "台账.csv"
columns = "村: 村；扣分: 分；系数: 数；事由"

[clause."一 扣分"]
says = "按照乡发〔2030〕3号，2030年3月1日起每分按两倍扣，最多扣30分，其余85%由村里定。"
rules = '''
系数 = 2
扣分 = 不超过(合计(台账.扣分 × 系数) × 系数, 20分)
总分 = 60分 − 扣分
'''

[standing]
score = "总分"
"#;

#[test]
fn what_is_only_worth_knowing_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("2030")).unwrap();
    fs::write(folder.path().join("方案.toml"), NOTED).unwrap();
    fs::write(folder.path().join("2030/台账.csv"), "村,扣分,系数,事由\n东山,1,1,迟报\n西河,2,1.5,漏报\n").unwrap();
    let said = run(&["check", text(folder.path()), "--period", "2030"]);
    let mut notes: Vec<String> =
        said.findings().iter().map(|f| format!("{} {}", f["code"].as_str().unwrap(), f["line"])).collect();
    notes.sort();
    // 30分 (the rule says 20分) and 85% stand in no rule; the year, the number of the document and the date count
    // nothing. The inner 系数 is the row's. A ledger's 事由 is there for people.
    let expected =
        ["by-common-reference 21", "columns-only-read 9", "name-hidden 21", "number-not-used 18", "number-not-used 18"];
    assert_eq!((said.code, notes), (0, expected.map(str::to_owned).to_vec()));
}
