//! Which rows a formula means.

use super::fixture::{Case, broken, case};

const TABLES: &str = r#"
scheme = "案"
units = "单位"
group = "组"
[table."来源"]
items = "督查；信访"
[table."单位"]
rows = '''
名称 | 组 | 副: 来源
甲 | 一组 | 信访
乙 | 一组 | 督查
丙 | 二组 | 督查
'''
[table."台账"]
rows = '''
号 | 单位: 单位 | 对方: 单位，不归属，空=不适用 | 来源: 来源 | 扣: 分 | 级别 | 日: 日期
1 | 甲 | 乙 | 督查 | 1 | 县 | 2025-01-05
2 | 甲 |  | 信访 | 2 | 市 | 2025-02-01
3 | 甲 | 乙 | 督查 | 0.5 | 市 | 2025-03-01
4 | 乙 | 甲 | 信访 | 3 | 县 | 2025-01-01
'''
[table."标准"]
rows = '''
名 | 级别 | 倍: 数
甲标 | 县 | 1
乙标 | 市 | 2
'''
"#;

fn with(rules: &str) -> Case {
    case(&format!("{TABLES}[clause.\"一\"]\nrules = '''\n{rules}\n'''\n"))
}

fn wrong(rules: &str) -> Case {
    broken(&format!("{TABLES}[clause.\"一\"]\nrules = '''\n{rules}\n'''\n"))
}

#[test]
fn the_units_own_rows_are_added_up() {
    let case = with("扣 = 合计(台账.扣)\n件 = 个数(台账)\n无件：无(台账)\n有件：有(台账)");
    assert_eq!(case.values("扣"), "3.5 3 0");
    assert_eq!(case.values("件"), "3 1 0");
    assert_eq!(case.values("无件"), "否 否 是");
    assert_eq!(case.values("有件"), "是 是 否");
}

#[test]
fn in_a_family_the_entry_must_agree_too() {
    let case = with("扣·{来源} = 合计(台账.扣)\n总 = 合计(扣·{来源})\n督 = 扣·督查 × 2");
    assert_eq!(case.values("扣·{来源}"), "1.5 2 0 3 0 0");
    assert_eq!(case.values("总"), "3.5 3 0");
    assert_eq!(case.values("督"), "3 0 0");
}

#[test]
fn conditions_choose_among_the_rows_that_belong() {
    let rules = "重 = 合计(台账.扣，其中 扣 ≥ 1)\n督 = 个数(台账，其中 来源 = “督查”)\n\
        县 = 个数(台账，其中 级别 = “ 县 ”)\n一季 = 个数(台账，其中 日 < 2025年2月1日)\n期内 = 个数(台账，其中 日 属于 本期)";
    let case = with(rules);
    assert_eq!(case.values("重"), "3 3 0");
    assert_eq!(case.values("督"), "2 0 0");
    assert_eq!(case.values("县"), "1 1 0");
    assert_eq!(case.values("一季"), "1 1 0");
    assert_eq!(case.values("期内"), "3 1 0");
}

#[test]
fn a_reference_that_does_not_belong_is_compared() {
    let case = with("涉 = 全体个数(台账，其中 对方 = 本单位)");
    assert_eq!(case.values("涉"), "1 2 0");
}

#[test]
fn a_thing_without_its_own_reference_is_met_through_its_references() {
    // 单位.副 and 台账.来源 refer to the same table, but a direct reference to the unit wins over it.
    let case = with("扣 = 合计(台账.扣)\n名 = 副 & “”");
    assert_eq!(case.values("扣"), "3.5 3 0");
    assert_eq!(case.values("名"), "信访 督查 督查");
}

#[test]
fn the_outermost_row_is_named_by_itself() {
    let rules = "加倍 = 合计(台账.扣 × 取(标准.倍，其中 级别 = 本行.级别))";
    assert_eq!(with(rules).values("加倍"), "6 3 0");
}

#[test]
fn the_latest_and_the_earliest_row() {
    let case = with("近 = 最近(台账.扣, 按 日)\n早 = 最早(台账.扣, 按 日)");
    assert_eq!(case.values("近"), "0.5 3 不适用");
    assert_eq!(case.values("早"), "1 3 不适用");
}

#[test]
fn one_of_each_value() {
    let case = with("来 = 合计(台账.扣, 不重复 台账.来源)");
    assert_eq!(case.values("来"), "3 3 0");
}

#[test]
fn all_and_group_look_wider() {
    let rules = "扣 = 合计(台账.扣)\n全 = 全体合计(台账.扣)\n均 = 全体平均(扣)\n组高 = 组内最高(扣)\n人 = 全体个数()\n组人 = 组内个数()\n\
        位 = 组内名次(扣)\n低 = 全体名次(扣, 从低)\n我 = 全体合计(扣，其中 单位 ≠ 本单位)";
    let case = with(rules);
    assert_eq!(case.values("全"), "6.5 6.5 6.5");
    assert_eq!(case.values("均"), "13/6 13/6 13/6");
    assert_eq!(case.values("组高"), "3.5 3.5 0");
    assert_eq!(case.values("人"), "3 3 3");
    assert_eq!(case.values("组人"), "2 2 1");
    assert_eq!(case.values("位"), "1 2 1");
    assert_eq!(case.values("低"), "3 2 1");
    assert_eq!(case.values("我"), "3 3.5 6.5");
}

#[test]
fn a_group_has_its_own_rows_of_a_table() {
    let case = with("组扣 = 组内合计(台账.扣)\n组件 = 组内个数(台账，其中 级别 = “县”)");
    assert_eq!(case.values("组扣"), "6.5 6.5 0");
    assert_eq!(case.values("组件"), "2 2 0");
}

#[test]
fn a_place_is_shared_and_not_given_without_a_value() {
    let rules = "扣 = 合计(台账.扣)\n值 = 若 扣 = 0 则 不适用 否则 1分\n位 = 全体名次(值)";
    assert_eq!(with(rules).values("位"), "1 1 不适用");
}

#[test]
fn several_rows_where_one_was_meant() {
    let case = with("扣 = 台账.扣");
    let told = case.checked();
    assert_eq!(told, ["several-rows [台账.扣] 甲：表“台账”有 3 行，这里只能是一行。"]);
    // 乙 has one row and 丙 none.
    let case = with("扣 = 若 名称 = “甲” 则 不适用 否则 台账.扣");
    assert_eq!(case.values("扣"), "不适用 3 不适用");
}

#[test]
fn an_aggregate_of_what_is_at_hand_has_nothing_to_add_up() {
    assert_eq!(wrong("值·{来源} = 1分\n和·{来源} = 合计(值·{来源})").codes(), ["nothing-to-fold"]);
    assert_eq!(wrong("扣 = 合计(组)").codes(), ["nothing-to-fold"]);
}

#[test]
fn an_aggregate_runs_over_one_table() {
    let case = wrong("扣 = 合计(台账.扣 × 标准.倍)");
    assert_eq!(case.codes(), ["two-tables"]);
    assert_eq!(case.argument("two-tables", "found"), "台账、标准");
}

#[test]
fn different_values_are_not_one() {
    let told = with("级 = 取(台账.级别)").checked();
    assert_eq!(told, ["different-values [取(台账.级别)] 甲：这几行的值不一样：县，市，取不出一个值。"]);
    assert_eq!(with("来 = 取(台账.扣，其中 来源 = “信访”)").values("来"), "2 3 不适用");
}

#[test]
fn a_bare_name_in_two_tables_at_hand_must_be_qualified() {
    let tables = r#"[table."一月"]
one_per = ["单位"]
rows = '''
单位: 单位 | 数: 数
甲 | 1
乙 | 2
丙 | 3
'''
[table."二月"]
one_per = ["单位"]
rows = '''
单位: 单位 | 数: 数
甲 | 4
乙 | 5
丙 | 6
'''
"#;
    let text = |rule: &str| format!("{TABLES}{tables}[clause.\"一\"]\nrules = '''\n{rule}\n'''\n");
    let case = broken(&text("值 = 数"));
    assert_eq!(case.codes(), ["ambiguous-name"]);
    assert_eq!(case.argument("ambiguous-name", "tables"), "一月、二月");
    assert_eq!(super::fixture::case(&text("值 = 二月.数 − 一月.数")).values("值"), "3 3 3");
}

#[test]
fn what_is_the_same_for_all_units_is_computed_once() {
    let rules = "扣 = 合计(台账.扣)\n均 = 全体平均(10 ÷ 扣)\n组均 = 组内平均(10 ÷ 扣)";
    let told = with(rules).checked();
    let expected = "division-by-zero [10 ÷ 扣] 丙：除数为 0（10 ÷ 0），算不出来。";
    assert_eq!(told, [expected, expected]);
}

#[test]
fn what_looks_out_to_its_own_unit_is_computed_for_each() {
    let rules = "扣 = 合计(台账.扣)\n多 = 全体个数(其中 扣 > 本单位.扣)\n比 = 组内合计(扣) − 扣\n\
        他 = 全体合计(台账.扣，其中 单位 ≠ 本单位)";
    let case = with(rules);
    assert_eq!(case.values("多"), "0 1 2");
    assert_eq!(case.values("比"), "3 3.5 0");
    assert_eq!(case.values("他"), "3 3.5 6.5");
}
