//! Reaching values: through references, by an entry's name, from other schemes.

use super::fixture::{broken, case, project};

const CADRES: &str = r#"
scheme = "干部"
units = "干部"
[table."村"]
rows = '''
村 | 镇
溪口 | 东镇
河西 | 西镇
'''
[table."干部"]
rows = '''
姓名 | 村: 村 | 职务
张三 | 溪口 | 书记
李四 | 河西 | 主任
王五 | 溪口 | 委员
'''
[table."年终考核"]
one_per = ["村"]
rows = '''
村: 村 | 人口: 数
溪口 | 300
河西 | 500
'''
"#;

fn cadres(rules: &str) -> String {
    format!("{CADRES}[clause.\"一\"]\nrules = '''\n{rules}\n'''\n")
}

#[test]
fn a_cadres_row_is_that_of_his_village() {
    let case = case(&cadres("人 = 年终考核.人口\n镇名 = 村.镇\n和 = 合计(年终考核.人口)"));
    assert_eq!(case.values("人"), "300 500 300");
    assert_eq!(case.values("镇名"), "东镇 西镇 东镇");
    assert_eq!(case.values("和"), "300 500 300");
}

#[test]
fn references_are_followed_through_references() {
    let text = r#"
scheme = "案"
units = "单位"
[table."单位"]
items = "甲；乙"
[table."项目"]
rows = '''
项目 | 分值: 分
违建 | 5
缺席 | 1
'''
[table."情形"]
rows = '''
情形 | 项目: 项目 | 系数: 数
初次 | 违建 | 1
再次 | 违建 | 2
会议 | 缺席 | 1
'''
[table."台账"]
rows = '''
号 | 单位: 单位 | 情形: 情形
1 | 甲 | 初次
2 | 甲 | 再次
3 | 乙 | 会议
'''
[clause."一"]
rules = '''
扣 = 合计(台账.情形.项目.分值 × 台账.情形.系数)
短 = 合计(台账.情形.项目.分值 × 情形.系数)
扣·{项目} = 合计(台账.情形.系数，其中 台账.情形.项目 = 项目)
'''
"#;
    let case = case(text);
    assert_eq!(case.values("扣"), "15 1");
    assert_eq!(case.values("短"), "15 1");
    assert_eq!(case.values("扣·{项目}"), "3 0 0 1");
}

#[test]
fn an_entry_is_read_by_its_name() {
    let tables = r#"[table."参数"]
rows = '''
名称 | 值: 数
加分上限 | 5
基数 | 80
'''
[table."要求"]
rows = '''
项目 | 门槛: % | 分值: 分
「65岁以上老年人体检率」 | 70% | 4
建档率 | 90% | 6
'''
"#;
    let text = |rule: &str| format!("{}{tables}", cadres(rule));
    let rules = "限 = 参数.加分上限\n门 = 要求.「65岁以上老年人体检率」.门槛\n分 = 要求.建档率.分值";
    let read = case(&text(rules));
    assert_eq!(read.values("限"), "5 5 5");
    assert_eq!(read.values("门"), "0.7 0.7 0.7");
    assert_eq!(read.values("分"), "6 6 6");
    let unclear = broken(&text("门 = 要求.建档率"));
    assert_eq!(unclear.wrong(), ["which-column [要求.建档率] 表“要求”的“建档率”有几个栏目，不知道要哪一个。"]);
    let wrong = broken(&text("限 = 参数.加分上线"));
    assert_eq!(wrong.codes(), ["unknown-column"]);
    assert_eq!(wrong.argument("unknown-column", "suggest"), "加分上限");
}

#[test]
fn a_reference_is_compared_with_an_entry_and_a_text_with_anything() {
    let case = case(&cadres("溪：村 = “溪口”\n镇：村.镇 = “西镇”\n属：村 属于 (“溪口”, “河西”)"));
    assert_eq!(case.values("溪"), "是 否 是");
    assert_eq!(case.values("镇"), "否 是 否");
    assert_eq!(case.values("属"), "是 是 是");
    let wrong = broken(&cadres("溪：村 = “溪囗”"));
    assert_eq!(wrong.codes(), ["no-such-entry"]);
    assert_eq!(wrong.argument("no-such-entry", "suggest"), "溪口");
}

#[test]
fn what_is_no_reference_has_no_columns() {
    let wrong = broken(&cadres("镇 = 职务.镇"));
    assert_eq!(wrong.codes(), ["not-a-reference"]);
    assert_eq!(wrong.argument("not-a-reference", "found"), "镇");
}

const VILLAGES: &str = r#"
scheme = "村"
units = "村"
only = "镇 ≠ “西镇” 或 村 = “河西”"
[clause."一"]
rules = "实绩 = 若 村 = “溪口” 则 81.256 否则 70"
[standing]
score = "实绩"
pay = "100元 × 得分"
"#;

#[test]
fn results_of_another_scheme_are_read_as_published() {
    let rules = "村分 = 村.得分\n原分 = 村.实绩\n村位 = 村.名次\n钱 = 村.绩效工资";
    let case = project(&[("干部.toml", &cadres(rules)), ("村.toml", VILLAGES)]);
    assert_eq!(case.wrong(), Vec::<String>::new());
    assert_eq!(case.values("村分"), "81.26 70 81.26");
    assert_eq!(case.values("原分"), "81.256 70 81.256");
    assert_eq!(case.values("村位"), "1 2 1");
    assert_eq!(case.values("钱"), "8126 7000 8126");
}

#[test]
fn an_entry_that_is_not_appraised_has_no_results() {
    let villages = VILLAGES.replace("镇 ≠ “西镇” 或 村 = “河西”", "镇 = “东镇”");
    let case = project(&[("干部.toml", &cadres("村分 = 村.得分")), ("村.toml", &villages)]);
    let told = case.checked();
    assert_eq!(told, ["entry-not-appraised [村.得分] 李四：“河西”不是方案“村”的考核对象，没有它的结果。"]);
}

#[test]
fn units_of_another_scheme_are_rows_of_their_table() {
    let villages = VILLAGES.replace(
        "[standing]",
        "[clause.\"二\"]\nrules = '''\n人均 = 平均(干部.个人)\n书记分 = 取(干部.个人，其中 职务 = “书记”)\n'''\n[standing]",
    );
    let rules = "个人 = 若 职务 = “书记” 则 90分 否则 80分";
    let case = project(&[("干部.toml", &cadres(rules)), ("村.toml", &villages)]);
    assert_eq!(case.wrong(), Vec::<String>::new());
    assert_eq!(case.values("人均"), "85 80");
    assert_eq!(case.values("书记分"), "90 不适用");
}

#[test]
fn derived_columns_see_their_row_and_the_rows_that_belong() {
    let text = r#"
scheme = "案"
units = "单位"
[table."单位"]
items = "甲；乙"
[table."项目"]
rows = '''
项目 | 权: 数
路 | 2
桥 | 3
'''
[table."目标"]
key = ["单位", "项目"]
rows = '''
单位: 单位 | 项目: 项目 | 数: 数
甲 | 路 | 10
甲 | 桥 | 20
乙 | 桥 | 8
'''
derive = '''
差 = 自评.实际 − 数
加权 = 差 × 项目.权
超：差 > 0
时·{半年} = 若 半年 = “上半年” 则 数 ÷ 2 否则 数
'''
[table."自评"]
key = ["单位", "项目"]
rows = '''
单位: 单位 | 项目: 项目 | 实际: 数
甲 | 桥 | 18
甲 | 路 | 15
乙 | 桥 | 10
'''
[clause."一"]
rules = '''
差 = 合计(目标.差)
权 = 合计(目标.加权)
超 = 个数(目标，其中 超)
半·{半年} = 合计(目标.时·{半年})
'''
"#;
    let case = case(text);
    assert_eq!(case.values("差"), "3 2");
    assert_eq!(case.values("权"), "4 6");
    assert_eq!(case.values("超"), "1 1");
    assert_eq!(case.values("半·{半年}"), "15 30 4 8");
}

#[test]
fn compound_keys_are_found_and_occurrences_counted() {
    let text = r#"
scheme = "案"
units = "单位"
[table."单位"]
items = "甲；乙"
[table."标准"]
key = ["类别", "级别"]
rows = '''
类别 | 级别 | 分值: 分
奖 | 县 | 1
奖 | 市 | 2
'''
[table."台账"]
rows = '''
号 | 单位: 单位 | 类别 | 级别 | 票号
1 | 甲 | 奖 | 市 | A
2 | 甲 | 奖 | 国 | a
3 | 乙 | 奖 | 县 | B
'''
derive = '''
标准 = 归入(标准, 类别, 级别) 不适用则 不适用
次 = 第几次(票号)
'''
[clause."一"]
rules = '''
加 = 合计(台账.标准.分值)
重 = 个数(台账，其中 次 > 1)
'''
"#;
    let case = case(text);
    assert_eq!(case.values("加"), "2 1");
    assert_eq!(case.values("重"), "1 0");
    let hard = super::fixture::case(&text.replace(" 不适用则 不适用", ""));
    assert_eq!(hard.checked(), ["entry-not-found [归入(标准, 类别, 级别)] 2：表“标准”里没有“奖，国”这一项。"]);
}

const TWO_SCHEMES: &str = r#"
[table."单位"]
rows = '''
名称 | 类
甲 | 镇
乙 | 局
丙 | 局
'''
[table."干部"]
rows = '''
姓名 | 单位: 单位
张 | 甲
李 | 乙
王 | 丙
'''
"#;

fn over_two(rules: &str, towns: &str) -> super::fixture::Case {
    let one = |name: &str, only: &str, points: &str| {
        format!(
            "scheme = \"{name}\"\nunits = \"单位\"\nonly = \"{only}\"\ninclude = [\"共用.toml\"]\n\
             [clause.\"一\"]\nrules = '实绩 = {points}'\n[standing]\nscore = \"实绩\"\nflag = [ {{ name = \"头名\", when = \"名次 = 1\" }} ]\n"
        )
    };
    let cadres = format!(
        "scheme = \"干部\"\nunits = \"干部\"\ninclude = [\"共用.toml\"]\n[clause.\"一\"]\nrules = '''\n{rules}\n'''\n"
    );
    let bureaus = one("局案", "类 = “局”", "若 名称 = “乙” 则 90分 否则 70分");
    let towns = one("镇案", towns, "80分");
    project(&[("共用.toml", TWO_SCHEMES), ("1.toml", &cadres), ("2.toml", &bureaus), ("3.toml", &towns)])
}

#[test]
fn a_result_is_that_of_the_scheme_which_appraises_the_entry() {
    let case = over_two("分 = 单位.得分\n绩 = 单位.实绩\n首：单位.头名\n均 = 全体平均(单位.得分)", "类 = “镇”");
    assert_eq!(case.wrong(), Vec::<String>::new());
    assert_eq!(case.values("分"), "80 90 70");
    assert_eq!(case.values("绩"), "80 90 70");
    assert_eq!(case.values("首"), "是 是 否");
    assert_eq!(case.values("均"), "80 80 80");
}

#[test]
fn a_scheme_is_named_where_two_appraise_the_unit() {
    let case = over_two("局分 = 单位.「局案」.得分\n全分 = 单位.「镇案」.实绩", "类 有值");
    assert_eq!(case.wrong(), Vec::<String>::new());
    assert_eq!(case.values("全分"), "80 80 80");
    let wrong = over_two("局分 = 单位.「局案」.总绩", "类 有值");
    assert_eq!(wrong.codes(), ["unknown-name"]);
}

#[test]
fn rows_of_units_have_their_results() {
    let rules = "和 = 全体合计(单位.得分)";
    assert_eq!(over_two(rules, "类 = “镇”").values("和"), "240 240 240");
    let told = over_two(rules, "类 = “乡”").checked();
    assert!(
        told.iter().any(|t| t.starts_with("entry-not-appraised [单位.得分]") && t.contains("“甲”不是方案")),
        "{told:?}"
    );
}
