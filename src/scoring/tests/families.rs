//! Families of rules over the entries of a table.

use super::fixture::{Case, broken, case};

const TABLES: &str = r#"
scheme = "案"
units = "单位"
[table."单位"]
rows = '''
名称 | 类别
甲 | 街道
乙 | 镇
'''
[table."块"]
items = "党建；业务"
[table."评价块"]
items = "党建；业务；公众"
[table."指标"]
rows = '''
指标 | 块: 块 | 满分: 分
学习 | 党建 | 10
组织 | 党建 | 20
完成 | 业务 | 70
'''
[table."评分"]
key = ["单位", "指标"]
one_per = ["单位", "指标"]
rows = '''
单位: 单位 | 指标: 指标 | 实得: 分，空=不适用
甲 | 学习 | 8
甲 | 组织 | 15
甲 | 完成 | 60
乙 | 学习 | 9
乙 | 组织 |
乙 | 完成 | 65
'''
"#;

fn with(rules: &str) -> Case {
    case(&format!("{TABLES}[clause.\"一\"]\nrules = '''\n{rules}\n'''\n"))
}

fn wrong(rules: &str) -> Case {
    broken(&format!("{TABLES}[clause.\"一\"]\nrules = '''\n{rules}\n'''\n"))
}

#[test]
fn a_bare_column_of_a_table_with_one_row_each() {
    let case = with("项·{指标}[满分 指标.满分] = 实得");
    assert_eq!(case.values("项·{指标}"), "8 15 60 9 不适用 65");
    assert_eq!(case.checked(), Vec::<String>::new());
}

#[test]
fn members_belong_to_the_block_that_their_entry_names() {
    let case = with("项·{指标} = 实得\n分·{块} = 合计(项·{指标})\n总 = 合计(分·{块})\n最 = 最高(项·{指标})");
    assert_eq!(case.values("分·{块}"), "23 60 9 65");
    assert_eq!(case.values("总"), "83 74");
    assert_eq!(case.values("最"), "60 65");
}

#[test]
fn a_rate_leaves_out_what_does_not_apply() {
    let rules = "项·{指标} = 实得\n率·{块} = 得分率(项·{指标}, 指标.满分)\n总率 = 得分率(项·{指标}, 指标.满分)\n\
        均 = 加权平均(项·{指标}, 指标.满分)";
    let case = with(rules);
    assert_eq!(case.values("率·{块}"), "23/30 6/7 0.9 13/14");
    assert_eq!(case.values("总率"), "0.83 0.925");
    assert_eq!(case.values("均"), "45.8 58");
}

#[test]
fn each_share_of_those_that_apply() {
    let rules =
        "项·{指标} = 实得\n份·{指标} = 若 项·{指标} 有值 则 指标.满分 ÷ 各项合计(指标.满分，其中 项·{指标} 有值)";
    assert_eq!(with(rules).values("份·{指标}"), "0.1 0.2 0.7 0.125 不适用 0.875");
}

#[test]
fn a_varied_name_meets_members_and_a_plain_rule() {
    let rules = "项·{指标} = 实得\n{块}得分 = 合计(项·{指标})\n公众得分 = 5分\n总 = 合计({评价块}得分)\n\
        示·{评价块} = {评价块}得分 × 2";
    let case = with(rules);
    assert_eq!(case.values("总"), "88 79");
    assert_eq!(case.values("示·{评价块}"), "46 120 10 18 130 10");
}

#[test]
fn a_varied_name_must_meet_a_rule_each_time() {
    let case = wrong("{块}得分 = 5分\n总 = 合计({评价块}得分)");
    assert_eq!(case.codes(), ["no-member"]);
    assert_eq!(case.argument("no-member", "missing"), "公众得分");
}

#[test]
fn the_entry_itself_is_compared_with_its_name() {
    let rules = "项·{指标} = 若 指标 = “学习” 则 1分 否则若 块 = “党建” 则 2分 否则 3分";
    assert_eq!(with(rules).values("项·{指标}"), "1 2 3 1 2 3");
}

#[test]
fn a_members_count_by_a_condition_on_the_family() {
    let case = with(
        "项·{指标} = 实得\n高 = 个数(其中 项·{指标} ≥ 15)\n有值 = 有值个数(项·{指标})"
            .replace("有值 =", "几 =")
            .as_str(),
    );
    assert_eq!(case.values("高"), "2 1");
    assert_eq!(case.values("几"), "3 2");
}

#[test]
fn all_members_or_any_of_them() {
    let rules = "项·{指标} = 实得\n都：都满足(项·{指标} ≥ 8)\n有：有满足(项·{指标} ≥ 65)";
    let case = with(rules);
    assert_eq!(case.values("都"), "是 是");
    assert_eq!(case.values("有"), "否 是");
}

#[test]
fn two_axes_make_a_member_for_each_pair() {
    let case = with("格·{块}·{评价块} = 若 块 & “” = 评价块 & “” 则 1 否则 0\n和·{块} = 合计(格·{块}·{评价块})");
    assert_eq!(case.values("格·{块}·{评价块}"), "1 0 0 0 1 0 1 0 0 0 1 0");
    assert_eq!(case.values("和·{块}"), "1 1 1 1");
}

#[test]
fn a_rule_is_defined_once() {
    let case = wrong("项 = 1分\n项 = 2分");
    assert_eq!(case.codes(), ["defined-twice"]);
    let case = wrong("党建得分 = 1分\n{块}得分 = 2分");
    assert_eq!(case.codes(), ["defined-twice"]);
    assert_eq!(case.argument("defined-twice", "found"), "党建得分");
}

#[test]
fn clauses_divide_the_units() {
    let clauses = |second: &str| {
        format!(
            "{TABLES}[clause.\"一\"]\nfor = \"类别 = “街道”\"\nrules = '额 = 10分'\n\
             [clause.\"二\"]\nfor = \"{second}\"\nrules = '额 = 20分'\n"
        )
    };
    assert_eq!(case(&clauses("类别 = “镇”")).values("额"), "10 20");
    assert_eq!(case(&clauses("类别 = “乡”")).values("额"), "10 不适用");
    let told = case(&clauses("名称 ≠ “丙”")).checked();
    assert_eq!(told, ["two-definitions-apply [20分] 甲：“额”有两个条款都适用，不知道照哪一条。"]);
}

#[test]
fn full_marks_bind() {
    let told = with("项·{指标}[满分 指标.满分] = 实得 × 1.5").checked();
    assert_eq!(told.len(), 5);
    assert_eq!(told[0], "beyond-full-marks [实得 × 1.5] 甲、学习：“项·{指标}”算出 12，不在 0 到满分 10 之间。");
    let told = with("项[满分 10分] = 0 − 1分").checked();
    assert_eq!(told[0], "beyond-full-marks [0 − 1分] 甲：“项”算出 -1，不在 0 到满分 10 之间。");
}

#[test]
fn an_overall_rule_is_computed_once() {
    let text = format!(
        "{TABLES}[clause.\"一\"]\nrules = '数 = 个数(评分，其中 实得 有值)'\n[clause.\"二\"]\noverall = true\n\
         rules = '''\n总数 = 全体合计(数)\n全部 = 合计(评分.实得)\n'''\n[clause.\"三\"]\nrules = '比 = 数 ÷ 总数'\n"
    );
    let case = case(&text);
    assert_eq!(case.values("总数"), "5");
    assert_eq!(case.values("全部"), "157");
    assert_eq!(case.values("比"), "0.6 0.4");
}

#[test]
fn definitions_of_one_clause_mean_each_other() {
    // The head's mean is over the deputies' marks, theirs over nobody's: no cycle, though the names are the same.
    let text = format!(
        "{TABLES}[clause.\"副\"]\nfor = \"类别 = “镇”\"\nrules = '''\n均 = 合计(评分.实得)\n副分 = 均 ÷ 2\n'''\n\
         [clause.\"正\"]\nfor = \"类别 = “街道”\"\nrules = '均 = 全体平均(副分)'\n"
    );
    let case = case(&text);
    assert_eq!(case.values("均"), "37 74");
    assert_eq!(case.values("副分"), "不适用 37");
    assert_eq!(case.checked(), Vec::<String>::new());
}

#[test]
fn definitions_of_two_clauses_that_need_each_other_are_a_cycle() {
    let text = format!(
        "{TABLES}[clause.\"副\"]\nfor = \"类别 = “镇”\"\nrules = '均 = 副分'\n\
         [clause.\"正\"]\nrules = '副分 = 均 + 1分'\n"
    );
    assert_eq!(broken(&text).codes(), ["cycle"]);
}

#[test]
fn a_column_of_two_entries_at_hand_must_be_qualified() {
    let levels = "[table.\"级\"]\nrows = '''\n级 | 满分: 分\n高 | 5\n低 | 3\n'''\n";
    let text = |rule: &str| format!("{TABLES}{levels}[clause.\"一\"]\nrules = '{rule}'\n");
    let case = broken(&text("格·{指标}·{级} = 满分"));
    assert_eq!(case.codes(), ["ambiguous-name"]);
    assert_eq!(case.argument("ambiguous-name", "tables"), "级、指标");
    let read = super::fixture::case(&text("格·{指标}·{级} = 指标.满分 × 级.满分"));
    assert!(read.values("格·{指标}·{级}").starts_with("50 30 100 60 350 210"));
}
