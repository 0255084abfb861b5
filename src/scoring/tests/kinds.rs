//! Kinds of values: which go together, and what comes out.

use super::fixture::{broken, case, kind, project, rules, scheme};

fn each(examples: &[(&str, &str)]) {
    for (formula, expected) in examples {
        assert_eq!(kind(formula), *expected, "{formula}");
    }
}

#[test]
fn like_kinds_are_added() {
    each(&[
        ("1分 + 2分", "分"),
        ("1 + 2分", "分"),
        ("2分 − 1", "分"),
        ("5元 + 3元", "元"),
        ("5% + 1个百分点", "%"),
        ("5% + 0", "%"),
        ("0 + 5元", "元"),
        ("1分 + 2%", "unlike-kinds"),
        ("1分 + 2元", "unlike-kinds"),
        ("1 + 2元", "unlike-kinds"),
        ("1 − 2%", "unlike-kinds"),
    ]);
}

#[test]
fn a_percent_is_a_plain_factor() {
    each(&[
        ("5分 × 40%", "分"),
        ("40% × 5分", "分"),
        ("10 × 40%", "数"),
        ("40% × 10", "数"),
        ("40% × 50%", "%"),
        ("5元 × 40%", "元"),
        ("5元 × 2分", "元"),
        ("0.4 × 100%", "%"),
        ("3 ÷ 4 × 100%", "%"),
        ("100% × 0.4", "数"),
        ("5元 × 5元", "unlike-kinds"),
    ]);
}

#[test]
fn quotients_of_like_kinds_are_bare() {
    each(&[
        ("6元 ÷ 2元", "数"),
        ("6元 ÷ 2", "元"),
        ("6分 ÷ 3", "分"),
        ("6分 ÷ 3分", "数"),
        ("40% ÷ 2", "%"),
        ("每(5%, 1个百分点)", "数"),
        ("0.4分 × 每(5%, 1个百分点)", "分"),
        ("比率(6元, 2元)", "数"),
    ]);
}

#[test]
fn comparisons_want_like_kinds() {
    each(&[
        ("60 ≤ 5分 < 70", "是否"),
        ("5% ≥ 0", "是否"),
        ("5分 ≥ 3%", "unlike-kinds"),
        ("5元 = 3分", "unlike-kinds"),
        ("是 = 1", "unlike-kinds"),
        ("2025年1月1日 < 2025年2月1日", "是否"),
        ("5 属于 (1分, 2分)", "是否"),
        ("5% 属于 (1分, 2分)", "unlike-kinds unlike-kinds"),
    ]);
}

#[test]
fn arms_have_one_kind() {
    each(&[
        ("若 是 则 1分 否则 2", "分"),
        ("若 是 则 5元 否则 0", "元"),
        ("若 是 则 0 否则 5%", "%"),
        ("若 是 则 不适用 否则 5%", "%"),
        ("若 是 则 1分 否则 2元", "unlike-kinds"),
        ("若 是 则 1分 否则 “无”", "unlike-kinds"),
        ("缺 缺则 5分", "分"),
        ("(若 是 则 5%) 不适用则 0", "%"),
        ("(若 是 则 5%) 不适用则 3分", "unlike-kinds"),
        ("分档(5；≥3 得 1分；其余 得 2元)", "unlike-kinds"),
        ("分档(5；≥3% 得 1分；其余 得 2分)", "unlike-kinds"),
        ("分档(5%；≥3% 得 1分；其余 得 0)", "分"),
        ("插值(5；3 得 1分；8 得 2分)", "分"),
        ("累进(5；≤3 得 1元；其余 得 2元)", "元"),
    ]);
}

#[test]
fn functions_keep_the_kind_of_their_value() {
    each(&[
        ("四舍五入(85.6%, 1)", "%"),
        ("不超过(5分, 3)", "分"),
        ("不超过(5分, 3%)", "unlike-kinds"),
        ("限定(5分, 0, 3分)", "分"),
        ("满足(是, 3分)", "分"),
        ("满足(3, 3分)", "not-a-condition"),
        ("合计(1分, 2分)", "分"),
        ("平均(1%, 0)", "%"),
        ("合计(1分, 2%)", "unlike-kinds"),
        ("排名赋分(1, 60分, 57分)", "分"),
        ("按权重(90分 × 60%, 80分 × 40%)", "分"),
        ("文字(5)", "文本"),
        ("“甲” & 5", "文本"),
        ("绝对值(−5元)", "元"),
    ]);
}

#[test]
fn only_numbers_are_reckoned_with_and_only_conditions_decide() {
    each(&[
        ("“甲” + 1", "not-a-number"),
        ("−是", "not-a-number"),
        ("合计(“甲”, 1)", "not-a-number"),
        ("若 1 则 2 否则 3", "not-a-condition"),
        ("是 且 1", "not-a-condition"),
        ("非 5分", "not-a-condition"),
    ]);
    assert_eq!(broken(&rules("值：5分")).codes(), ["not-a-condition"]);
    assert_eq!(case(&rules("值：5分 > 3")).values("值"), "是");
}

#[test]
fn a_kind_is_told_in_office_words() {
    let case = broken(&rules("值 = 1分 + 2%"));
    assert_eq!(case.wrong(), ["unlike-kinds [1分 + 2%] “分”和“%”不是同一种值，不能放在一起。"]);
}

#[test]
fn arguments_are_counted() {
    each(&[
        ("不超过(1)", "wrong-arguments"),
        ("不超过(1, 2, 3)", "wrong-arguments"),
        ("限定(1, 2)", "wrong-arguments"),
        ("完成率(1)", "wrong-arguments"),
        ("按权重(5, 6)", "wrong-arguments"),
        ("按权重(5 × 100%)", "数"),
        ("绝对值(1, 其中 是)", "wrong-arguments"),
        ("去极值平均(1)", "wrong-arguments"),
    ]);
    let told = broken(&rules("值 = 限定(1, 2)")).wrong();
    assert_eq!(told, ["wrong-arguments [限定(1, 2)] “限定”的括号里写了 2 项。"]);
}

#[test]
fn pay_is_money() {
    let text = |pay: &str| format!("{}\n[standing]\npay = \"{pay}\"\n", rules("值 = 5分"));
    assert_eq!(broken(&text("值")).codes(), ["unlike-kinds"]);
    assert!(!case(&text("值 × 100元")).has_errors());
    assert!(!case(&text("若 值 > 9 则 5元 否则 0")).has_errors());
}

/// Which rows of 基准 are meant is asked of the columns of 采样, those that use the rate among them.
#[test]
fn the_order_of_derived_columns_does_not_change_their_kinds() {
    let lines = ["乙 = 丙 × 量", "丙 = 现行(基准.每倍, 日)", "丁 = 四舍五入(乙, 2)"];
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0], [1, 2, 0]] {
        let derive = order.map(|at| lines[at]).join("\n");
        let tables = format!(
            "[table.\"基准\"]\nrows = \"起: 日期 | 每倍: 元；2024-01-01 | 15\"\n[table.\"采样\"]\n\
             rows = \"次 | 单位: 单位 | 日: 日期 | 量: 数；一 | 甲 | 2025-03-01 | 1.234；二 | 甲 | 2025-04-01 | 2\"\n\
             derive = \"\"\"\n{derive}\n\"\"\"\n"
        );
        let case = case(&scheme("甲", "和 = 合计(采样.丁) + 1元", &tables));
        assert_eq!(case.values("和"), "49.51", "{derive}");
    }
}

#[test]
fn a_derived_reference_still_says_to_whom_rows_belong() {
    let tables = "[table.\"采样\"]\nrows = \"次 | 名 | 量: 数；一 | 甲 | 3；二 | 乙 | 4；三 | 甲 | 5\"\n\
                  derive = \"\"\"\n两倍 = 量 × 2\n谁 = 归入(单位, 名)\n\"\"\"\n";
    assert_eq!(case(&scheme("甲\n乙", "和 = 合计(采样.两倍)", tables)).values("和"), "16 8");
}

#[test]
fn included_text_rounds_money_in_the_including_schemes_unit() {
    let shared = "[table.\"单位\"]\nrows = \"名称 | 额: 万元；甲 | 1.234568\"\nderive = \"近 = 四舍五入(额, 2)\"\n";
    let main = |name: &str, money: &str| {
        format!(
            "scheme = \"{name}\"\nunits = \"单位\"\n{money}\ninclude = [\"共用.toml\"]\n\
             [clause.\"一\"]\nrules = \"值{name} = 近\"\n"
        )
    };
    let (wan, yuan) = (main("万", "money = \"万元\""), main("元", ""));
    assert_eq!(project(&[("万.toml", &wan), ("共用.toml", shared)]).values("值万"), "12300");
    assert_eq!(project(&[("元.toml", &yuan), ("共用.toml", shared)]).values("值元"), "12345.68");
    let headed = format!("money = \"万元\"\n{shared}");
    assert_eq!(project(&[("元.toml", &yuan), ("共用.toml", &headed)]).values("值元"), "12300");
    let both = project(&[("万.toml", &wan), ("元.toml", &yuan), ("共用.toml", shared)]);
    assert_eq!(both.codes(), ["money-at-odds"]);
}
