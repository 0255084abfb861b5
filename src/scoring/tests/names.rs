//! Names that mean nothing, twice, or each other.

use super::fixture::{broken, case, rules, scheme};

#[test]
fn an_unknown_name_is_told_with_the_nearest() {
    let case = broken(&rules("群众满意率 = 90%\n值 = 群众满意度 × 5分"));
    assert_eq!(case.codes(), ["unknown-name"]);
    assert_eq!(case.argument("unknown-name", "suggest"), "群众满意率");
    let case = broken(&rules("值 = 完全不同的东西"));
    assert_eq!(case.argument("unknown-name", "suggest"), "none");
    assert_eq!(case.wrong(), ["unknown-name [完全不同的东西] 没有叫“完全不同的东西”的规则、栏目或者表。"]);
}

#[test]
fn each_unknown_name_is_told() {
    assert_eq!(broken(&rules("值 = 子丑 + 寅卯")).codes(), ["unknown-name", "unknown-name"]);
    assert_eq!(broken(&rules("值 = 若 子丑 > 1 则 寅卯 否则 2")).codes(), ["unknown-name", "unknown-name"]);
}

#[test]
fn an_unknown_function_is_told_with_the_nearest() {
    let case = broken(&rules("值 = 四舍五人(2.5)"));
    assert_eq!(case.codes(), ["unknown-function"]);
    assert_eq!(case.argument("unknown-function", "suggest"), "四舍五入");
    let case = broken(&rules("值 = 完成律(3, 4)"));
    assert_eq!(case.argument("unknown-function", "suggest"), "完成率");
}

#[test]
fn english_names_of_functions_are_understood() {
    let text = rules("值 = round(at_most(mean(2, 3), 2.25), 1)");
    assert_eq!(case(&text).values("值"), "2.3");
}

#[test]
fn a_cycle_is_named_with_all_its_members() {
    let case = broken(&rules("甲项 = 乙项 + 1\n乙项 = 丙项 + 1\n丙项 = 甲项 + 1\n丁项 = 甲项"));
    assert_eq!(case.codes(), ["cycle"]);
    assert_eq!(case.argument("cycle", "found"), "甲项 → 乙项 → 丙项 → 甲项");
}

#[test]
fn a_rule_that_needs_itself_is_a_cycle() {
    let case = broken(&rules("甲项 = 甲项 + 1"));
    assert_eq!(case.argument("cycle", "found"), "甲项 → 甲项");
}

#[test]
fn a_tier_that_depends_on_itself_is_a_cycle() {
    let standing = "[standing]\nscore = \"值\"\ntier = [ { name = \"优\", when = \"好\" } ]\n";
    let case = broken(&scheme("甲", "值 = 5分\n好：等次 = “优”", standing));
    assert_eq!(case.codes(), ["cycle"]);
    assert_eq!(case.argument("cycle", "found"), "好 → 等次 → 好");
}

#[test]
fn a_rank_that_depends_on_a_quota_is_a_cycle() {
    let standing =
        "[standing]\nscore = \"值\"\nrank = [\"补\"]\ntier = [ { name = \"优\", when = \"得分 > 1\", quota = 1 } ]\n";
    let case = broken(&scheme("甲", "值 = 5分\n补 = 若 等次 = “优” 则 1 否则 0", standing));
    assert_eq!(case.codes(), ["cycle"]);
    assert_eq!(case.argument("cycle", "found"), "补 → 等次 → 名次 → 补");
}

#[test]
fn a_score_that_depends_on_its_place_is_a_cycle() {
    let case = broken(&scheme("甲", "值 = 若 名次 = 1 则 5分 否则 3分", "[standing]\nscore = \"值\"\n"));
    assert_eq!(case.argument("cycle", "found"), "值 → 名次 → 得分 → 值");
}

#[test]
fn bands_must_cover_everything_and_each_be_reached() {
    let kind = |formula: &str| {
        let case = broken(&rules(&format!("值 = {formula}")));
        assert_eq!(case.codes(), ["bands-gap"]);
        case.argument("bands-gap", "kind")
    };
    assert_eq!(kind("分档(5；≥3 得 1；≥2 得 2)"), "open");
    assert_eq!(kind("分档(5；≥2 得 1；≥3 得 2；其余 得 0)"), "unreachable");
    assert_eq!(kind("分档(5；≤3 得 1；≤2 得 2；其余 得 0)"), "unreachable");
    assert_eq!(kind("分档(5；≥−3 得 1；≥−2 得 2；其余 得 0)"), "unreachable");
    assert_eq!(kind("分档(5；1..3 得 1；4..6 得 2)"), "gap");
    assert_eq!(kind("分档(5；≥3 得 1；≤2 得 2)"), "gap");
    assert_eq!(kind("分档(5；1..4 得 1；3..6 得 2)"), "overlap");
    assert_eq!(case(&rules("值 = 分档(5；≥3 得 1；<3 得 2)")).values("值"), "1");
    assert_eq!(case(&rules("值 = 分档(2；=1 得 1；=2 得 5)")).values("值"), "5");
    assert_eq!(case(&rules("值 = 分档(3；1..3 得 1；3..6 得 2)")).values("值"), "2");
    assert_eq!(case(&rules("值 = 分档(3；>3 得 1；=3 得 2；其余 得 0)")).values("值"), "2");
    assert_eq!(case(&rules("线 = 60\n值 = 分档(3；≥线 得 1；<线 得 2)")).values("值"), "2");
}

#[test]
fn a_band_that_fits_nobody_is_told() {
    let table = "[table.\"表\"]\none_per = [\"单位\"]\nrows = '''\n单位: 单位 | 数: 数\n甲 | 1\n乙 | 7\n'''\n";
    let told = case(&scheme("甲\n乙", "值 = 分档(数；=1 得 1；=2 得 2)", table)).checked();
    assert_eq!(told, ["no-band [分档(数；=1 得 1；=2 得 2)] 乙：7 不在任何一档之内。"]);
}

#[test]
fn units_must_be_a_table() {
    let case = broken(&rules("值 = 1").replace("units = \"单位\"", "units = \"部门\""));
    assert!(case.has_errors());
}

#[test]
fn a_scheme_has_units() {
    let case = case(&rules("值 = 1").replacen("units", "only = \"名称 = “丙”\"\nunits", 1));
    assert_eq!(case.checked(), ["no-units [] 方案里没有考核对象。"]);
}

#[test]
fn a_nearer_name_wins() {
    let table = "[table.\"表\"]\nrows = '''\n号 | 单位: 单位 | 值: 数\n1 | 甲 | 4\n2 | 甲 | 5\n'''\n";
    // Inside the aggregate the row's column is nearer than the rule.
    let case = case(&scheme("甲", "值 = 合计(表.值)\n倍 = 合计(表.值 × 值)", table));
    assert_eq!(case.values("值"), "9");
    assert_eq!(case.values("倍"), "41");
}

#[test]
fn a_parameter_is_nearest() {
    let text = format!("methods = '加一(值) = 值 + 1'\n{}", rules("值 = 5\n又 = 加一(10)"));
    assert_eq!(case(&text).values("又"), "11");
}

#[test]
fn a_column_under_the_rules_own_name_is_qualified() {
    let table = "[table.\"评议\"]\none_per = [\"单位\"]\nrows = '''\n单位: 单位 | 领导考评: 分\n甲 | 8\n'''\n";
    let case = case(&scheme("甲", "领导考评 = 评议.领导考评", table));
    assert_eq!(case.values("领导考评"), "8");
    let cycle = broken(&scheme("甲", "领导考评 = 领导考评", table));
    assert_eq!(cycle.codes(), ["cycle"]);
}

#[test]
fn facts_of_the_period() {
    let text = rules(
        "天 = 本期.天数\n年份 = 本期.年\n首月 = 本期.月\n内：2025年12月31日 属于 本期\n外：2026年1月1日 属于 本期\n名 = 本期.名",
    );
    let case = case(&text);
    assert_eq!(case.values("天"), "365");
    assert_eq!(case.values("年份"), "2025");
    assert_eq!(case.values("首月"), "1");
    assert_eq!(case.values("内"), "是");
    assert_eq!(case.values("外"), "否");
    assert_eq!(case.values("名"), "2025");
    assert_eq!(broken(&rules("值 = 本期.季")).codes(), ["unknown-name"]);
}

#[test]
fn texts_are_compared_like_headers() {
    let text = rules("同：“Ａ 村” = “a村”\n含：“县 委宣传部” 包含 “县委”\n首：“县委” 开头为 “县”\n异：“甲” ≠ “乙”");
    let case = case(&text);
    for rule in ["同", "含", "首", "异"] {
        assert_eq!(case.values(rule), "是", "{rule}");
    }
}
