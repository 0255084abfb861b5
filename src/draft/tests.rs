use std::fs;
use std::path::Path;

use super::draft;
use crate::finding::{Findings, Severity};
use crate::folder;
use crate::pipeline::{self, Job};
use crate::scheme::Texts;
use crate::scheme::period::Period;

const STACK: usize = 32 << 20;

/// The lines of a draft that say something to the program, remarks left out.
fn said(text: &str) -> Vec<String> {
    let plain = text.lines().map(|line| line.split("    #").next().unwrap_or(line).trim_end());
    plain.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    files.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).expect("a file for the test"));
    folder
}

#[test]
fn tables_their_types_and_a_roster_are_seen() {
    let folder = folder_with(&[
        ("名册.csv", "村庄名单,,\n村,片,人口(人)\n东村,甲片,120\n西村,甲片,80\n南村,乙片,95\n合计,,295\n"),
        (
            "任务.csv",
            "村,目标（件）,完成率(%),截止\n东村,10,96%,2025.3.1\n西村,约12,95%,2025.3.2\n南村,,90%,2025.4.1\n",
        ),
        ("通报.csv", "序号,被通报的村,扣分（分）\n1,东村,-2\n2,东村,-1\n3,西村,-0.5\n4,西村,-0.5\n5,东忖,-1\n"),
        ("说明.txt", "不是表"),
    ]);
    let draft = draft(folder.path(), "考核", &mut Findings::default()).expect("it can be listed");
    assert_eq!((draft.tables, draft.roster.as_deref()), (3, Some("名册")));
    let expected = [
        "scheme = \"考核\"",
        "title  = \"……\"",
        "basis  = \"……\"",
        "units  = \"名册\"",
        "[table.\"任务\"]",
        "from    = \"任务.csv\"",
        "one_per = [\"村\"]",
        "columns = '''",
        "村: 名册",
        "目标 = 目标（件）: 件",
        "完成率 = 完成率(%): %",
        "截止: 日期",
        "'''",
        "[table.\"名册\"]",
        "from    = \"名册.csv\"",
        "key     = \"村\"",
        "columns = '''",
        "村",
        "片",
        "人口 = 人口(人): 人",
        "'''",
        "[table.\"通报\"]",
        "from    = \"通报.csv\"",
        "ledger  = true",
        "columns = '''",
        "序号: 数",
        "被通报的村: 名册",
        "扣分 = 扣分（分）: 分",
        "'''",
    ];
    assert_eq!(said(&draft.text), expected);
    let line = |name: &str| draft.text.lines().find(|l| l.starts_with(name)).unwrap_or_else(|| panic!("{name}"));
    assert!(line("目标").contains("空格（B4）") && line("目标").contains("不像件：B3 约12"), "{}", line("目标"));
    assert!(line("扣分").contains("有负数"), "{}", line("扣分"));
    assert!(line("被通报的村").contains("B6 东忖"), "{}", line("被通报的村"));
    assert!(draft.text.contains("[table.\"名册\"]    # 3行"), "the sum is no row");
}

#[test]
fn without_a_roster_none_is_made_up() {
    let folder = folder_with(&[("表.csv", "甲,乙\n1,2\n3,4\n")]);
    let draft = draft(folder.path(), "考核", &mut Findings::default()).expect("it can be listed");
    assert_eq!((draft.tables, draft.roster), (1, None));
    assert!(draft.text.contains("units  = \"……\""));
}

/// Copies a folder's own files.
fn files_into(from: &Path, to: &Path) {
    for entry in folder::entries(from).expect("a folder").iter().filter(|e| e.path().is_file()) {
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}

#[test]
fn what_is_drafted_from_every_example_can_be_read() {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs");
    let mut wrong = Vec::new();
    for project in folder::entries(&inputs).expect("the examples").iter().map(fs::DirEntry::path) {
        for from in folder::entries(&project).expect("a project").iter().map(fs::DirEntry::path) {
            if from.is_dir() && Period::parse(&from.file_name().unwrap_or_default().to_string_lossy()).is_some() {
                wrong.extend(faults_of_the_draft(&project, &from));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Errors that lie in the scheme: those of tables are the office's to settle.
fn faults_of_the_draft(project: &Path, from: &Path) -> Vec<String> {
    let period = from.file_name().expect("a name").to_string_lossy().into_owned();
    let folder = tempfile::tempdir().expect("a folder for the test");
    let inputs = folder.path().join(&period);
    fs::create_dir_all(&inputs).expect("a folder");
    files_into(from, &inputs);
    let draft = draft(&inputs, "草案", &mut Findings::default()).expect("it can be listed");
    if draft.roster.is_none() {
        return Vec::new();
    }
    fs::write(folder.path().join("草案.toml"), &draft.text).expect("a file");
    let period = Period::parse(&period).expect("a period");
    let job = Job { project: folder.path().to_owned(), period, issued: None, archive: "archive".into() };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    std::thread::scope(|scope| {
        let run = || drop(pipeline::prepare(&job, &mut texts, &mut findings, &|_| {}));
        std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run).expect("a thread");
    });
    let errors = findings.iter().filter(|f| f.code.severity == Severity::Error);
    let of_scheme =
        errors.filter(|f| SCHEME_FAULTS.contains(&f.code.id) || format!("{:?}", f.place).contains("草案.toml"));
    of_scheme.map(|f| format!("{}: {} {:?} {:?}", project.display(), f.code.id, f.place, f.args)).collect()
}

/// Faults of what was drafted, wherever they are told.
const SCHEME_FAULTS: [&str; 3] = ["missing-file", "missing-sheet", "missing-column"];
