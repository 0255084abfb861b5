//! Cells: numbers, dates, words, references.

use super::with_roster;
use crate::intake::fixture::{Outcome, book};

fn one(column: &str, cells: &str) -> Outcome {
    let declared = format!(
        "[table.\"台账\"]\nledger = true\nfrom = \"台账.xlsx\"\ncolumns = '''单位: 单位；值 = 值: {column}'''\n"
    );
    let lines: Vec<String> = cells.split('／').map(|cell| format!("溪口村|{cell}|甲")).collect();
    with_roster(&declared, vec![book("台账.xlsx", &format!("单位|值|事由\n{}", lines.join("\n")))])
}

fn values(outcome: &Outcome) -> Vec<String> {
    outcome.rows("台账").iter().map(|row| row.split('|').nth(1).unwrap_or_default().to_owned()).collect()
}

fn fault(column: &str, cell: &str) -> String {
    let outcome = one(column, cell);
    assert_eq!(values(&outcome), ["Fault"], "{column} {cell}");
    outcome.faults().join("；")
}

#[test]
fn numbers_are_read_as_offices_write_them() {
    assert_eq!(values(&one("分", "#12.5／5分／１２．５／ 7,903 ／+3.5")), ["12.5", "5", "12.5", "7903", "3.5"]);
    assert_eq!(values(&one("分，取正", "#-5.5／−3／－２")), ["5.5", "3", "2"]);
    assert_eq!(values(&one("万元", "#1.2／2,301.00／3万元")), ["12000", "23010000", "30000"]);
    assert_eq!(values(&one("数，百分号=数字", "88%／%0.944／#96")), ["88", "94.4", "96"]);
    assert_eq!(values(&one("%，裸数=百分点", "95.74／94.65%／%0.8201")), ["0.9574", "0.9465", "0.8201"]);
}

#[test]
fn kinds_of_exact_reading_are_counted() {
    let outcome = one("分，空=0", "５分／1,200／#3／—");
    let line = outcome.summary.sheets.iter().find(|line| line.table == "台账").expect("the line");
    let count = |kind| line.notes.iter().find(|(name, _)| *name == kind).map(|(_, n)| *n);
    assert_eq!(
        (count("text-number"), count("full-width"), count("thousands"), count("unit-word")),
        (Some(2), Some(1), Some(1), Some(1))
    );
    assert_eq!(line.given, [("值".to_owned(), "—".to_owned(), "0".to_owned(), 1)]);
    assert_eq!(
        line.sums.iter().map(|(name, sum)| (name.as_str(), sum.plain(4))).collect::<Vec<_>>(),
        [("值", "1208".to_owned())]
    );
}

#[test]
fn what_is_no_number_is_told_at_its_cell() {
    for (column, cell, code) in [
        ("分", "良好", "text-for-number"),
        ("分", "90~95", "number-range"),
        ("分", "2,31", "bad-commas"),
        ("分", "@2012-03-04", "date-for-number"),
        ("分", "#-3", "negative"),
        ("人", "#3.5", "not-whole"),
        ("数", "88%", "percent-sign"),
        ("分", "%0.88", "percent-sign"),
        ("%", "#88", "bare-number"),
        ("分", "", "empty-cell"),
        ("分", "／—", "empty-cell"),
        ("分", "!#REF!", "error-cell"),
        ("分", "=", "no-cached-value"),
        ("日期", "2012-02-30", "not-a-date"),
        ("日期", "#40979", "not-a-date"),
        ("是否", "大概", "not-yes-no"),
        ("单位", "溪囗村", "unknown-entry"),
        ("“甲”｜“乙”", "丙", "unknown-entry"),
        ("文本，必填", "", "empty-cell"),
    ] {
        let cell = cell.trim_start_matches('／');
        assert_eq!(fault(column, cell), format!("{code} 台账.xlsx ! 表 ! B2"), "{column} {cell}");
    }
}

#[test]
fn faults_say_what_was_found_and_what_may_be_meant() {
    let outcome = one("单位", "溪囗村");
    assert_eq!(outcome.arg("unknown-entry", "found"), "溪囗村");
    assert_eq!(outcome.arg("unknown-entry", "suggest"), "溪口村");
    assert_eq!(one("单位", "财政厅").arg("unknown-entry", "suggest"), "none");
    // 上坪村 is no slip for 下坪村.
    assert_eq!(one("单位", "上坪村").arg("unknown-entry", "suggest"), "none");
    assert_eq!(one("日期", "#40979").arg("not-a-date", "suggest"), "2012-03-11");
}

#[test]
fn words_and_empty_cells_mean_what_is_declared() {
    assert_eq!(
        values(&one("分，空=缺，“免评”=不适用", "#3／／—／无／免评")),
        ["3", "Missing", "Missing", "Missing", "NotApplicable"]
    );
    assert_eq!(values(&one("数，外=缺", "达成预期／#3")), ["Missing", "3"]);
    assert_eq!(
        values(&one("是否", "是／√／#1／否／×／无／同意")),
        ["Bool(true)", "Bool(true)", "Bool(true)", "Bool(false)", "Bool(false)", "Bool(false)", "Bool(true)"]
    );
    assert_eq!(values(&one("文本", "—／无／")), ["—", "无", ""]);
    assert_eq!(values(&one("单位，“全乡”=不适用，空=民政办", "全乡／／民政所")), ["NotApplicable", "民政办", "民政办"]);
    // A word of its own leaves the truly empty cell an error.
    assert_eq!(one("分，“—”=不适用", "—／").faults(), ["empty-cell 台账.xlsx ! 表 ! B3"]);
}

#[test]
fn dates_come_in_many_spellings() {
    let outcome = one("日期", "@2012-02-05／2012.2.5／2012年2月5日／2月5日");
    assert_eq!(values(&outcome), ["2012-02-05"; 4]);
}

#[test]
fn bounds_are_numbers_and_columns() {
    let declared = r#"
[table."指标"]
rows = "指标 | 分值: 分；甲 | 10；乙 | 20"
[table."评分"]
from = "评分.xlsx"
columns = "单位: 单位；指标: 指标；上限: 分；得分: 分，范围=0..指标.分值；自评: 分，范围=..上限；率: %，范围=0..100%"
"#;
    let read = |cells: &str| {
        with_roster(declared, vec![book("评分.xlsx", &format!("单位|指标|上限|得分|自评|率\n溪口村|{cells}"))])
    };
    assert_eq!(read("甲|#5|#10|#5|100%").faults(), Vec::<String>::new());
    let outcome = read("甲|#5|#10.5|#5|100%");
    assert_eq!(outcome.faults(), ["outside-range 评分.xlsx ! 表 ! D2"]);
    assert_eq!(
        (outcome.arg("outside-range", "found"), outcome.arg("outside-range", "expected")),
        ("10.5".into(), "0..10".into())
    );
    assert_eq!(read("乙|#5|#20|#6|#0").faults(), ["outside-range 评分.xlsx ! 表 ! E2"]);
    assert_eq!(read("乙|#5|#20|#5|120%").faults(), ["outside-range 评分.xlsx ! 表 ! F2"]);
}

#[test]
fn a_percent_column_of_mixed_scales_is_worth_a_look() {
    assert_eq!(one("%，裸数=百分点", "#95.7／#94／#0.93").faults(), ["mixed-scales 台账.xlsx ! 表 ! B4"]);
    assert_eq!(one("%，裸数=百分点", "#95.7／#94／0.5%").faults(), Vec::<String>::new());
}

#[test]
fn many_faults_of_one_kind_are_counted() {
    let outcome = one("分", &["坏"; 25].join("／"));
    assert_eq!(outcome.faults().iter().filter(|f| f.starts_with("text-for-number")).count(), 10);
    assert_eq!(outcome.arg("more-of-the-same", "count"), "15");
}

#[test]
fn a_name_unknown_all_over_a_file_is_told_once_with_its_places() {
    let outcome = one("单位", "财政厅／溪口村／财政厅");
    assert_eq!(outcome.faults(), ["unknown-entry 台账.xlsx ! 表 ! B2"]);
    let finding = outcome.findings.iter().find(|f| f.code.id == "unknown-entry").expect("the finding");
    assert_eq!(finding.related, [crate::finding::Place::cell("台账.xlsx", "表", 3, 1)]);
}
