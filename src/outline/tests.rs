//! Formulas as pieces, each drawn here in one line: `[over/under]` a quotient, `Σ(over)` a sum, `{value|when}` cases.

use super::math::{canonical, pieces};
use super::model::{Case, Piece};
use crate::formula::parse::expression;
use crate::formula::show::show;

fn drawn(text: &str) -> String {
    let (read, faults) = expression(text, 0);
    assert!(faults.is_empty(), "{text}: {faults:?}");
    let e = canonical(&read.expect("a formula"));
    draw(&pieces(&e, &|_| Some("台账".to_owned())))
}

fn draw(list: &[Piece]) -> String {
    list.iter().map(one).collect()
}

fn one(piece: &Piece) -> String {
    match piece {
        Piece::Word { text } | Piece::Name { text } => text.clone(),
        Piece::Fraction { over, under, .. } => format!("[{}/{}]", draw(over), draw(under)),
        Piece::Power { base, by } => format!("{}^{}", draw(base), draw(by)),
        Piece::Sum { over, of } => format!("Σ<{over}>{}", draw(of)),
        Piece::Extreme { word, list } => {
            format!("{word}{{{}}}", list.iter().map(|part| draw(part)).collect::<Vec<_>>().join("; "))
        }
        Piece::Cases { rows, .. } => cases(rows),
        Piece::Bands { form, of, rows, .. } => format!("{form} {} {}", draw(of), cases(rows)),
    }
}

fn cases(rows: &[Case]) -> String {
    rows.iter().map(|row| format!("{{{}|{}}}", draw(&row.value), draw(&row.when))).collect()
}

#[test]
fn formulas_become_what_a_regulation_would_print() {
    let forms = [
        ("完成 ÷ 目标 × 100%", "[完成/目标] × 100%"),
        ("(甲 + 乙) ÷ (丙 × 丁)", "[甲 + 乙/丙 × 丁]"),
        ("(甲 ÷ 乙) ^ 2", "([甲/乙])^2"),
        ("甲 ^ 2", "甲^2"),
        ("甲 − (乙 − 丙)", "甲 − (乙 − 丙)"),
        ("不超过(甲 + 乙, 10)", "min{甲 + 乙; 10}"),
        ("不低于(甲, 0)", "max{甲; 0}"),
        ("限定(甲, 0, 10)", "min{max{甲; 0}; 10}"),
        ("绝对值(甲)", "|甲|"),
        ("合计(台账.扣分)", "Σ<台账>台账.扣分"),
        ("合计(台账.扣分，其中 类别 = “甲”)", "Σ<台账：类别 = “甲”>台账.扣分"),
        ("合计(甲 + 乙) × 2", "(Σ<台账>(甲 + 乙)) × 2"),
        ("1 + 合计(台账.扣分)", "1 + Σ<台账>台账.扣分"),
        ("全体合计(甲)", "Σ<全体台账>甲"),
        ("合计(甲, 乙)", "合计(甲，乙)"),
        ("平均(台账.扣分，其中 有效)", "平均(台账.扣分，其中 有效)"),
        ("若 甲 > 1 则 2 否则 3", "{2|甲 > 1}{3|}"),
        ("若 甲 则 2", "{2|甲}{不适用|}"),
        ("分档(甲；≥90 得 3；80..90 得 2；其余 得 0)", "分档 甲 {3|≥ 90}{2|80 至 90}{0|}"),
        ("甲 缺则 0", "甲 缺则 0"),
        ("甲 不适用则 0", "甲 不适用则 0"),
        ("类别 属于 (“甲”, “乙”) 且 非 丙", "类别 属于 (“甲”，“乙”) 且 非 丙"),
    ];
    for (text, wanted) in forms {
        assert_eq!(drawn(text), wanted, "{text}");
    }
}

#[test]
fn english_names_of_functions_are_printed_in_chinese() {
    let (read, _) = expression("at_most(all_mean(乙), round(丙, 2)) + 若干(sum(丁))", 0);
    assert_eq!(show(&canonical(&read.expect("a formula"))), "不超过(全体平均(乙), 四舍五入(丙, 2)) + 若干(合计(丁))");
}
