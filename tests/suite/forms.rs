//! Forms: made from schemes and rosters alone, filled in by another library with the figures of the real workbooks,
//! they are read back without any mapping and give the results that are expected.

mod fill;
mod plan;

use std::fs;
use std::path::{Path, PathBuf};

use kaohe::finding::Findings;
use kaohe::pipeline::{self, Job};
use kaohe::scheme::Texts;
use kaohe::scheme::period::Period;

use crate::inprocess::{compared, folders, made, wrong_in};
use fill::filled;
use plan::{CASES, Case};

#[test]
fn forms_filled_in_give_the_expected_results() {
    let wrong = wrong_in(&CASES, |case| round(case).into_iter().map(|w| format!("{}: {w}", case.project)).collect());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Forms out, figures in, results.
fn round(case: &Case) -> Vec<String> {
    let original = inputs().join(case.project);
    let real = match made(&original, case.period, Path::new("nowhere")) {
        Ok(real) => real,
        Err(wrong) => return wrong,
    };
    let home = tempfile::tempdir().expect("a folder");
    let project = home.path().join(case.project);
    let period = project.join(case.period);
    fs::create_dir_all(&period).expect("a folder");
    for entry in fs::read_dir(&original).expect("the project").map(|entry| entry.expect("an entry").path()) {
        if entry.extension().is_some_and(|ending| ending == "toml") {
            fs::copy(&entry, project.join(entry.file_name().expect("a name"))).expect("copied");
        }
    }
    for name in case.own {
        fs::copy(original.join(case.period).join(name), period.join(name)).expect("copied");
    }
    let (forms, told) = forms(&project, case.period);
    if !told.is_empty() {
        return told;
    }
    for (name, bytes) in filled(forms, case.fills, &real, &original.join(case.period)) {
        fs::write(period.join(name), bytes).expect("written");
    }
    match made(&project, case.period, Path::new("nowhere")) {
        Ok(again) => compared(&again, &expected().join(case.project).join(case.period)),
        Err(wrong) => wrong,
    }
}

#[test]
fn every_form_of_every_project_is_read_back() {
    let cases: Vec<(String, String)> = folders(&expected())
        .into_iter()
        .flat_map(|project| {
            let periods = folders(&expected().join(&project));
            periods.into_iter().map(move |period| (project.clone(), period))
        })
        .collect();
    let wrong = wrong_in(&cases, |(project, period)| {
        let (forms, told) = forms(&inputs().join(project), period);
        let mut wrong: Vec<String> = told.into_iter().map(|t| format!("{project} {period}: {t}")).collect();
        if forms.is_empty() {
            wrong.push(format!("{project} {period}: no form"));
        }
        wrong
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The forms of a project, and what was found but notes.
fn forms(project: &Path, period: &str) -> (Vec<(String, Vec<u8>)>, Vec<String>) {
    let period = Period::parse(period).expect("a period");
    let job = Job { project: project.to_owned(), period, issued: None, archive: PathBuf::from("nowhere") };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let made = pipeline::forms(&job, None, &mut texts, &mut findings, &|_| {}).expect("all schemes");
    let told = findings.iter().filter(|f| f.code.severity > kaohe::finding::Severity::Note);
    let told = told.filter(|f| f.code.id.starts_with("form") || f.code.severity == kaohe::finding::Severity::Error);
    (made, told.map(|f| format!("{} {:?} {:?}", f.code.id, f.place, f.args)).collect())
}

fn inputs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs")
}

fn expected() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected")
}

/// A scheme of villages and two indicators, with these tables.
fn scheme(tables: &str) -> String {
    format!(
        "scheme = \"试\"\ntitle = \"试\"\nbasis = \"试发〔2030〕1号\"\nunits = \"村\"\n\n\
         [table.\"村\"]\nkey = \"村\"\nfrom = \"名单.csv\"\ncolumns = \"村；片\"\n\n\
         [table.\"指标\"]\nrows = \"指标 | 责任单位 | 上限: 分；安全 | 公安局 | 10；环境 | 环保局 | 20\"\n\n\
         {tables}\n\n[clause.\"一\"]\nrules = \"基本分 = 1分\"\n\n[standing]\nscore = \"基本分\"\n"
    )
}

/// What forms are made of these tables, and the codes of what cannot be made.
fn made_of(tables: &str, roster: &str) -> (Vec<(String, Vec<u8>)>, Vec<String>) {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("试.toml"), scheme(tables)).expect("written");
    fs::write(home.path().join("名单.csv"), roster).expect("written");
    let (made, told) = forms(home.path(), "2030");
    (made, told.iter().map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect())
}

const ROSTER: &str = "村,片\n甲村,东\n乙村,西\n";

#[test]
fn what_cannot_be_turned_round_is_told() {
    let long = format!("{}村,东\n", "长".repeat(40));
    let cases = [
        ("", ROSTER, "forms-nothing"),
        (
            "[table.\"完成\"]\none_per = [\"村\", \"指标\"]\nfrom = [\"一.xlsx\", \"二.xlsx\"]\n\
             columns = \"村: 村；指标: 指标；完成: 数\"",
            ROSTER,
            "form-undivided",
        ),
        (
            "[table.\"完成\"]\nevery = [\"村\"]\nfrom = \"完成_{批次}.xlsx\"\ncolumns = \"村: 村；完成: 数\"",
            ROSTER,
            "form-name-unknown",
        ),
        (
            "[table.\"评分\"]\nevery = [\"村\"]\nfrom = \"评分.xlsx\"\ncolumns = \"村: 村；评分 = {项}（{满分}分）: 分；满分: 分\"",
            ROSTER,
            "form-header-unknown",
        ),
        (
            "[table.\"完成\"]\nevery = [\"村\"]\nfrom = \"完成.xlsx#{村}\"\ncolumns = \"事项；完成: 数\"",
            &format!("{ROSTER}{long}"),
            "form-sheet-name",
        ),
        (
            "[table.\"完成\"]\none_per = [\"村\"]\nfrom = \"表.xlsx#表\"\ncolumns = \"村: 村；完成: 数\"\n\n\
             [table.\"台账\"]\nledger = true\nfrom = \"表.xlsx#表\"\ncolumns = \"村: 村；事由\"",
            ROSTER,
            "form-sheet-shared",
        ),
        (
            "[table.\"完成\"]\none_per = [\"村\"]\nfrom = \"表.xlsx\"\ncolumns = \"村: 村；完成: 数\"\n\n\
             [table.\"台账\"]\nledger = true\nfrom = \"表.xlsx\"\ncolumns = \"村: 村；完成: 数；事由\"",
            ROSTER,
            "form-not-read-back",
        ),
    ];
    for (tables, roster, code) in cases {
        let (_, told) = made_of(tables, roster);
        assert_eq!(told, [code], "{tables}");
    }
}

#[test]
fn several_files_are_divided_by_who_is_responsible() {
    let tables = "[table.\"完成\"]\none_per = [\"村\", \"指标\"]\nfrom = [\"公安局报表.xls\", \"环保局报表.csv\"]\n\
                  columns = \"村: 村；指标: 指标；得分: 分，范围=0..指标.上限\"";
    let (made, told) = made_of(tables, ROSTER);
    assert_eq!(told, Vec::<String>::new());
    let names: Vec<&str> = made.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["公安局报表.xlsx", "环保局报表.xlsx"], "a form is a workbook whatever the scheme's ending");
    for ((_, bytes), (own, other, most)) in made.iter().zip([("安全", "环境", "10"), ("环境", "安全", "20")]) {
        let parts = crate::returned::parts(bytes);
        let texts = String::from_utf8(parts.part("xl/sharedStrings.xml").to_vec()).expect("XML");
        assert!(texts.contains(&format!(">{own}<")) && !texts.contains(&format!(">{other}<")), "{own}: {texts}");
        assert!(texts.contains(">甲村<") && texts.contains(">乙村<"));
        let sheet = String::from_utf8(parts.part("xl/worksheets/sheet2.xml").to_vec()).expect("XML");
        assert!(sheet.contains(&format!("<formula2>{most}</formula2>")), "full marks bound the cell: {sheet}");
        assert!(sheet.contains("<sheetProtection"), "what is filled in is locked");
    }
}
