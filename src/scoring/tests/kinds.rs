//! Kinds of values: which go together, and what comes out.

use super::fixture::{broken, case, kind, rules};

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
