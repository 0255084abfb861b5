//! 不适用 and 缺, line by line.

use super::fixture::{Case, broken, case, rules, scheme, worth};

fn each(examples: &[(&str, &str)]) {
    for (formula, expected) in examples {
        assert_eq!(worth(formula), *expected, "{formula}");
    }
}

/// Units with a column that is filled, 不适用 or 缺.
fn filled(rule: &str) -> Case {
    case(&over(rule))
}

fn over(rule: &str) -> String {
    let table = r#"[table."表"]
one_per = ["单位"]
rows = '''
单位: 单位 | 甲: 数，空=不适用 | 乙: 数，空=缺 | 记: 文本
甲村 | 5 | 6 | 有
乙村 |  | 7 |
丙村 | 8 |  | 有
'''
"#;
    scheme("甲村\n乙村\n丙村", rule, table)
}

#[test]
fn both_pass_through_arithmetic_functions_and_comparisons() {
    each(&[
        ("不适用 + 1", "不适用"),
        ("1 + 缺", "缺"),
        ("缺 × 不适用", "缺"),
        ("不适用 ÷ 0", "不适用"),
        ("四舍五入(不适用, 1)", "不适用"),
        ("不超过(缺, 3)", "缺"),
        ("−不适用", "不适用"),
        ("不适用 ≥ 3", "不适用"),
        ("缺 = 3", "缺"),
        ("缺 属于 (1, 2)", "缺"),
        ("60 ≤ 不适用 < 70", "不适用"),
        ("分档(不适用；≥3 得 1；其余 得 2)", "不适用"),
        ("插值(缺；3 得 1；5 得 2)", "缺"),
        ("累进(不适用；≤3 得 1；其余 得 2)", "不适用"),
        ("“甲” & 不适用", "不适用"),
        ("比率(1, 0)", "不适用"),
        ("比率(缺, 0)", "缺"),
    ]);
}

#[test]
fn aggregates_leave_out_what_does_not_apply_and_pass_on_what_is_missing() {
    each(&[
        ("合计(1, 不适用, 2)", "3"),
        ("合计(1, 缺)", "缺"),
        ("合计(不适用, 缺)", "缺"),
        ("合计(不适用, 不适用)", "0"),
        ("平均(不适用, 不适用)", "不适用"),
        ("最高(不适用, 4)", "4"),
        ("最低(4, 缺)", "缺"),
        ("中位数(不适用, 不适用)", "不适用"),
        ("有值个数(1, 缺, 不适用, 3)", "2"),
        ("按权重(不适用 × 40%, 不适用 × 60%)", "不适用"),
        ("按权重(缺 × 40%, 5 × 60%)", "缺"),
    ]);
}

#[test]
fn nothing_sums_to_nought_and_has_no_mean() {
    let table = "[table.\"台账\"]\nrows = '''\n号 | 单位: 单位 | 扣: 分，空=不适用\n1 | 甲 | 3\n2 | 乙 |\n'''\n";
    let rules = "和 = 合计(台账.扣)\n均 = 平均(台账.扣)\n高 = 最高(台账.扣)\n率 = 得分率(台账.扣, 台账.扣)\n\
        取 = 取(台账.扣)\n近 = 最近(台账.扣, 按 号)\n都：都满足(台账.扣 > 5)\n有过：有满足(台账.扣 > 5)";
    let case = case(&scheme("甲\n乙\n丙", rules, table));
    assert_eq!(case.values("和"), "3 0 0");
    assert_eq!(case.values("均"), "3 不适用 不适用");
    assert_eq!(case.values("高"), "3 不适用 不适用");
    assert_eq!(case.values("率"), "1 不适用 不适用");
    assert_eq!(case.values("取"), "3 不适用 不适用");
    assert_eq!(case.values("近"), "3 不适用 不适用");
    assert_eq!(case.values("都"), "否 是 是");
    assert_eq!(case.values("有过"), "否 否 否");
}

#[test]
fn a_row_without_its_date_is_not_the_latest() {
    let table = "[table.\"台账\"]\nrows = '''\n号 | 单位: 单位 | 日: 日期，空=不适用 | 扣: 分\n1 | 甲 |  | 3\n2 | 甲 | 2025-01-02 | 4\n'''\n";
    let text = scheme("甲", "近 = 最近(台账.扣, 按 日)", table);
    assert_eq!(case(&text).values("近"), "4");
    assert_eq!(case(&text.replace("空=不适用", "空=缺")).values("近"), "缺");
}

#[test]
fn and_and_or_decide_when_one_side_decides() {
    each(&[
        ("否 且 缺", "否"),
        ("缺 且 否", "否"),
        ("是 且 不适用", "不适用"),
        ("是 且 缺", "缺"),
        ("不适用 且 缺", "缺"),
        ("是 或 缺", "是"),
        ("不适用 或 是", "是"),
        ("否 或 不适用", "不适用"),
        ("缺 或 不适用", "缺"),
        ("非 不适用", "不适用"),
        ("非 缺", "缺"),
        ("缺 有值 且 缺 ≤ 3", "否"),
        ("不适用 不适用 或 不适用 ≤ 3", "是"),
    ]);
}

#[test]
fn states_can_be_asked_for() {
    let rules = "甲有：甲 有值\n甲无：甲 不适用\n乙缺：乙 缺\n记有：记 有值";
    let case = filled(rules);
    assert_eq!(case.values("甲有"), "是 否 是");
    assert_eq!(case.values("甲无"), "否 是 否");
    assert_eq!(case.values("乙缺"), "否 否 是");
    assert_eq!(case.values("记有"), "是 否 是");
}

#[test]
fn if_and_award_need_an_answer() {
    each(&[
        ("若 不适用 > 3 则 1 否则 2", "condition-not-applicable"),
        ("若 缺 > 3 则 1 否则 2", "缺"),
        ("满足(不适用 > 3, 1分)", "condition-not-applicable"),
        ("满足(缺 > 3, 1分)", "缺"),
        ("若 否 则 1", "不适用"),
        ("若 是 则 1 否则 1 ÷ 0", "1"),
        ("若 否 则 1 否则若 不适用 > 3 则 2 否则 3", "condition-not-applicable"),
        ("若 是 则 1 否则若 不适用 > 3 则 2 否则 3", "1"),
    ]);
}

#[test]
fn an_unanswered_condition_names_the_unit_and_the_cell() {
    let told = filled("值 = 若 甲 > 6 则 1 否则 0").checked();
    assert_eq!(
        told,
        ["condition-not-applicable [甲 > 6] 乙村：这个条件不适用，分不出是或否；不适用的是：表.甲（乙村）。"]
    );
    let case = filled("步 = 甲 + 1\n值 = 若 步 > 6 则 1 否则 0");
    assert!(case.checked()[0].ends_with("不适用的是：表.甲（乙村）。"));
}

#[test]
fn a_method_of_the_prelude_passes_them_on() {
    each(&[
        ("完成率(不适用, 5)", "不适用"),
        ("完成率(5, 缺)", "缺"),
        ("完成率(缺, 不适用)", "缺"),
        ("增长率(5, 0)", "不适用"),
        ("增长率(6, 5)", "0.2"),
    ]);
}

#[test]
fn a_method_of_the_scheme_sees_them() {
    let text = format!("methods = '或零(数) = 数 不适用则 0'\n{}", over("值 = 或零(甲)"));
    assert_eq!(case(&text).values("值"), "5 0 8");
}

#[test]
fn selecting_takes_not_applicable_as_no_and_missing_as_an_error() {
    let case = filled("多 = 个数(表，其中 甲 > 4)");
    assert_eq!(case.values("多"), "1 0 1");
    let told = filled("多 = 个数(表，其中 乙 > 4)").checked();
    assert_eq!(
        told,
        ["condition-missing [乙 > 4] 丙村：这个条件要用的数还没有来，不知道是否算在内；缺的是：表.乙（丙村）。"]
    );
}

#[test]
fn a_clause_applies_where_its_condition_does() {
    let text = over("值 = 1分").replace("[clause.\"一\"]", "[clause.\"一\"]\nfor = \"甲 > 4\"");
    assert_eq!(case(&text).values("值"), "1 不适用 1");
    let text = text.replace("甲 > 4", "乙 > 4");
    assert_eq!(case(&text).checked()[0].split(' ').next(), Some("condition-missing"));
}

#[test]
fn a_value_is_given_instead() {
    each(&[
        ("不适用 不适用则 3", "3"),
        ("缺 不适用则 3", "3"),
        ("缺 缺则 3", "3"),
        ("不适用 缺则 3", "不适用"),
        ("缺 缺则 缺 缺则 4", "4"),
        ("5 缺则 1 ÷ 0", "5"),
    ]);
    assert_eq!(filled("值 = 甲 不适用则 0 + 1").values("值"), "5 1 8");
    assert_eq!(filled("值 = 乙 缺则 9").values("值"), "6 7 9");
}

#[test]
fn a_score_must_be_there() {
    let standing =
        |score: &str| format!("{}\n[standing]\nscore = \"{score}\"\n", over("辅 和 = 甲 + 1\n辅 差 = 乙 − 1"));
    assert_eq!(case(&standing("差")).checked(), ["score-missing [差] 丙村：得分还算不出来，缺的是：表.乙（丙村）。"]);
    assert_eq!(
        case(&standing("和")).checked(),
        ["score-not-applicable [和] 乙村：得分不适用，不适用的是：表.甲（乙村）。"]
    );
    let excused = format!("{}unscored = [ {{ name = \"待评\", when = \"乙 缺\" }} ]\n", standing("差"));
    assert_eq!(case(&excused).checked(), Vec::<String>::new());
}

#[test]
fn a_published_value_must_be_there() {
    assert_eq!(filled("值 = 乙 + 1").checked(), ["value-missing [乙 + 1] 丙村：“值”要公布，还缺数：表.乙（丙村）。"]);
    assert_eq!(filled("辅 值 = 乙 + 1").checked(), Vec::<String>::new());
    assert_eq!(filled("值 = 甲 + 1").checked(), Vec::<String>::new());
}

#[test]
fn checks_hold_where_they_do_not_apply() {
    assert_eq!(filled("须 甲 > 4").checked(), Vec::<String>::new());
    assert_eq!(filled("须 甲 ≤ 5").checked(), ["check-failed [甲 ≤ 5] 丙村：不合“一”的要求：8 ≤ 5。"]);
    assert_eq!(filled("宜 甲 ≤ 5").checked(), ["advice-failed [甲 ≤ 5] 丙村：不合“一”的要求：8 ≤ 5。"]);
    let missing = filled("须 乙 > 4").checked();
    assert_eq!(missing.len(), 1);
    assert!(missing[0].starts_with("check-missing [乙 > 4] 丙村"), "{missing:?}");
}

#[test]
fn a_check_that_speaks_of_no_unit_is_made_once() {
    assert_eq!(
        filled("须 全体合计(表.甲) = 14").checked(),
        ["check-failed [全体合计(表.甲) = 14] 不合“一”的要求：13 = 14。"]
    );
    assert_eq!(filled("须 {季度}：季度 ≠ “一季度”").checked().len(), 1);
}

#[test]
fn division_by_nought_names_the_unit() {
    let told = filled("值 = 10 ÷ (5 − 甲)").checked();
    assert_eq!(told, ["division-by-zero [10 ÷ (5 − 甲)] 甲村：除数为 0（10 ÷ 0），算不出来。"]);
    // What has been told is not told again by what needs it.
    assert_eq!(filled("值 = 10 ÷ (5 − 甲)\n又 = 值 + 1").checked().len(), 1);
}

#[test]
fn a_warning_where_a_whole_table_is_added_up() {
    let table = "[table.\"全\"]\nfrom = \"全.csv\"\ncolumns = \"数: 数\"\n";
    let files = [("方案.toml", &*scheme("甲", "和 = 合计(全.数)", table)), ("2025/全.csv", "数\n1\n2\n")];
    let case = super::fixture::project(&files);
    assert_eq!(case.codes(), ["whole-table"]);
    assert!(!case.has_errors());
    assert_eq!(case.values("和"), "3");
    assert_eq!(broken(&rules("值 = 缺 +")).codes()[0], "unfinished-formula");
}
