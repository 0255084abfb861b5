//! Headers: found, missing, ambiguous, merged, spread, hidden.

use super::with_roster;
use crate::intake::fixture::{Outcome, book};

const INDICATORS: &str = "[table.\"指标\"]\nitems = \"粮食面积；村财收入\"\n";

fn table(columns: &str, lines: &str) -> Outcome {
    let declared = format!("{INDICATORS}[table.\"完成\"]\nfrom = \"完成.xlsx\"\ncolumns = '''{columns}'''\n");
    with_roster(&declared, vec![book("完成.xlsx", lines)])
}

#[test]
fn the_header_row_is_found_under_titles() {
    let outcome = table(
        "单位 = 村名 | 单位: 单位；得分 = 得分（*）: 分",
        "2012年考核表\n填报单位：农办||日期\n序号|村 名|得分（百分制）\n#1|溪口村|#90\n~A1:C1",
    );
    assert_eq!(outcome.faults(), Vec::<String>::new());
    assert_eq!(outcome.rows("完成"), ["溪口村|90"]);
    assert_eq!(outcome.origins("完成", "得分"), ["完成.xlsx ! 表 ! C4"]);
}

#[test]
fn a_missing_column_names_the_headers_and_the_nearest() {
    let outcome = table("单位: 单位；得分: 分", "单位|得芬\n溪口村|#90");
    assert_eq!(outcome.faults(), ["missing-column 完成.xlsx ! 表 ! A1"]);
    assert_eq!(
        (outcome.arg("missing-column", "column"), outcome.arg("missing-column", "found")),
        ("得分".into(), "单位、得芬".into())
    );
    assert_eq!(
        table("单位: 单位；业务得分: 分", "单位|业务得芬\n溪口村|#90").arg("missing-column", "suggest"),
        "业务得芬"
    );
}

#[test]
fn one_column_that_fits_two_headers_is_an_error() {
    let outcome = table("单位: 单位；得分: 分", "单位|得分|得分\n溪口村|#90|#91");
    assert_eq!(outcome.faults(), ["ambiguous-column 完成.xlsx ! 表 ! B1"]);
    // One merged header over two columns is one header; two columns may read one.
    let merged = table("单位: 单位；得分: 分；原分 = 得分: 数", "单位|得分|\n溪口村|#90|~B1:C1");
    assert_eq!(merged.faults(), Vec::<String>::new());
    assert_eq!(merged.rows("完成"), ["溪口村|90|90"]);
}

const TWO_ROWS: &str =
    "村名|粮食面积（亩）||村财收入（万元）|\n|目标|实绩|目标|实绩\n溪口村|#1200|#1261|#7.3|/\n~A1:A2 B1:C1 D1:E1";
const SPREAD: &str =
    "单位 = 村名: 单位；指标 = {指标}: 指标；目标 = {指标}（*）>目标: 数；实绩 = {指标}（*）>实绩: 数，空=缺";

#[test]
fn captured_headers_make_a_row_each() {
    let outcome = table(SPREAD, TWO_ROWS);
    assert_eq!(outcome.faults(), Vec::<String>::new());
    assert_eq!(outcome.rows("完成"), ["溪口村|粮食面积|1200|1261", "溪口村|村财收入|7.3|Missing"]);
    assert_eq!(outcome.origins("完成", "实绩"), ["完成.xlsx ! 表 ! C3", "完成.xlsx ! 表 ! E3"]);
    assert_eq!(outcome.origins("完成", "指标"), ["完成.xlsx ! 表 ! B1", "完成.xlsx ! 表 ! D1"]);
}

#[test]
fn upper_headers_flow_right_where_nothing_is_merged() {
    let outcome = table(SPREAD, TWO_ROWS.split("\n~").next().unwrap_or_default());
    assert_eq!(outcome.faults(), Vec::<String>::new());
    assert_eq!(outcome.rows("完成").len(), 2);
}

#[test]
fn a_captured_entry_must_be_found_by_all_columns_and_once() {
    let gap = table(SPREAD, "村名|粮食面积（亩）||村财收入（万元）\n|目标|实绩|目标\n溪口村|#1|#2|#3\n~A1:A2 B1:C1");
    assert_eq!(gap.faults(), ["capture-gap 完成.xlsx ! 表 ! D1"]);
    assert_eq!((gap.arg("capture-gap", "column"), gap.arg("capture-gap", "entry")), ("实绩".into(), "村财收入".into()));
    let twice = table(
        SPREAD,
        "村名|粮食面积（亩）||粮食面积（担）|\n|目标|实绩|目标|实绩\n溪口村|#1|#2|#3|#4\n~A1:A2 B1:C1 D1:E1",
    );
    assert_eq!(twice.faults()[0], "capture-twice 完成.xlsx ! 表 ! D2");
}

#[test]
fn headers_that_name_no_entry_fall_away_unless_they_resemble_one() {
    let lines = |name: &str| {
        format!(
            "村名|粮食面积（亩）||村财收入（万元）||{name}（个）|\n|目标|实绩|目标|实绩|目标|实绩\n溪口村|#1|#2|#3|#4|#5|#6\n~A1:A2 B1:C1 D1:E1 F1:G1"
        )
    };
    let falls = table(SPREAD, &lines("贫困户数"));
    assert_eq!((falls.faults(), falls.notes(), falls.rows("完成").len()), (vec![], vec!["headers-not-entries"], 2));
    let slip = table(SPREAD, &lines("村才收入"));
    assert_eq!(slip.faults(), ["capture-resembles 完成.xlsx ! 表 ! F1"]);
    assert_eq!(slip.arg("capture-resembles", "suggest"), "村财收入");
}

#[test]
fn a_capture_may_hold_a_column() {
    let outcome = table(
        "单位: 单位；得分 = {目标}（{分值}分）: 分；分值: 分",
        "单位|安全生产（40分）|计划生育（30分）|小计\n溪口村|#35|#29|#64",
    );
    assert_eq!(outcome.faults(), Vec::<String>::new());
    assert_eq!(outcome.rows("完成"), ["溪口村|35|40|安全生产", "溪口村|29|30|计划生育"]);
    let unclaimed =
        table("单位: 单位；得分 = {目标}（{分值}分）: 分；分值: 分", "单位|安全生产（40分）|附加\n溪口村|#35|#29");
    assert_eq!(unclaimed.faults(), ["headers-unclaimed 完成.xlsx ! 表"]);
}

#[test]
fn any_text_is_captured_but_what_is_no_item() {
    let outcome = table("单位: 单位；评分 = {评委}: 分", "单位|书记|镇长|平均|备注\n溪口村|#9|#8|#8.5|无");
    assert_eq!(outcome.faults(), Vec::<String>::new());
    assert_eq!(outcome.rows("完成"), ["溪口村|9|书记", "溪口村|8|镇长"]);
}

#[test]
fn a_family_has_a_column_per_entry() {
    let family = "单位: 单位；率·{指标} = {指标}(%): 数";
    let outcome = table(family, "单位|村财收入(%)|粮食面积(%)\n溪口村|#1|#2");
    assert_eq!(outcome.faults(), Vec::<String>::new());
    assert_eq!(outcome.rows("完成"), ["溪口村|2|1"]);
    let missing = table(family, "单位|信访总量(%)|粮食面积(%)\n溪口村|#1|#2");
    assert_eq!(missing.faults(), ["missing-column 完成.xlsx ! 表 ! A1"]);
    assert_eq!(missing.arg("missing-column", "column"), "率·村财收入");
}

#[test]
fn a_column_that_may_be_missing_is_not_missed_for_a_slip() {
    let columns = "单位: 单位；满意人数: 票，可无";
    let outcome = table(columns, "单位|备注\n溪口村|无");
    assert_eq!((outcome.faults(), outcome.rows("完成")), (vec![], vec!["溪口村|NotApplicable".to_owned()]));
    assert_eq!(table(columns, "单位|满意人娄\n溪口村|#3").faults(), ["resembling-header 完成.xlsx ! 表 ! B1"]);
}

#[test]
fn hidden_columns_are_read_with_a_warning_or_skipped_with_one() {
    let read = |columns: &str| {
        let declared = format!("{INDICATORS}[table.\"完成\"]\nfrom = \"完成.xlsx\"\ncolumns = '''{columns}'''\n");
        let mut book = book("完成.xlsx", "单位|书记|镇长\n溪口村|#9|#8");
        book.sheets[0].hidden_cols = vec![2];
        with_roster(&declared, vec![book])
    };
    let wanted = read("单位: 单位；镇长: 分");
    assert_eq!(
        (wanted.faults(), wanted.rows("完成")),
        (vec!["hidden-column-read 完成.xlsx ! 表 ! C1".into()], vec!["溪口村|8".into()])
    );
    let captured = read("单位: 单位；评分 = {评委}: 分");
    assert_eq!(
        (captured.faults(), captured.rows("完成")),
        (vec!["hidden-column-skipped 完成.xlsx ! 表 ! C1".into()], vec!["溪口村|9|书记".into()])
    );
}
