//! Ledgers that do not count, ledgers of one name, and what a pay sheet does not say of the notice.

use super::super::model::AccountKind;
use super::{of, results};
use crate::results::Results;

/// Villages with complaints, which tiers look at, and two ledgers that are called alike.
fn with_complaints(of_first: usize, more: &str) -> Results {
    let rows: String = (1..=of_first).map(|n| format!("东村,第{n}件\n")).collect();
    let scheme = format!(
        r#"
scheme = "考"
title = "考核"
basis = "办法"
units = "村"
[table."村"]
rows = "名称 | 数: 分；东村 | 90；西村 | 80"
[table."投诉"]
ledger = true
from = "投诉.csv"
columns = "村: 村；事由"
[table."扣分台账"]
ledger = true
from = "甲.csv"
columns = "村: 村；事由；扣分: 分"
[table."检查"]
ledger = true
from = "乙.csv"
columns = "村: 村；事由；扣分: 分"
[clause."一"]
rules = '''
扣分 = 合计(检查.扣分)
少得 = 合计(扣分台账.扣分)
得分数 = 数 − 扣分 − 少得
'''
[standing]
score = "得分数"
tier = [{{ name = "差", when = "个数(投诉) > 3" }}, {{ name = "好" }}]
{more}
"#
    );
    let none = "村,事由,扣分\n";
    results(&scheme, &[("投诉.csv", &format!("村,事由\n{rows}西村,一件\n")), ("甲.csv", none), ("乙.csv", none)])
}

#[test]
fn a_long_record_is_counted_and_a_short_one_is_listed() {
    let told = |count: usize| {
        let notice = of(&with_complaints(count, ""), "东村");
        let record = notice.accounts.into_iter().find(|a| a.name == "投诉").unwrap();
        (record.entries.len(), record.unlisted)
    };
    assert_eq!(told(40), (40, None));
    assert_eq!(told(41), (0, Some("41".to_owned())));
}

#[test]
fn ledgers_that_would_be_called_alike_have_the_names_of_their_tables() {
    let notice = of(&with_complaints(1, ""), "西村");
    let names: Vec<&str> = notice.accounts.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["扣分台账", "检查扣分", "投诉"]);
}

/// A village with spending out of a budget and points from two ledgers under one cap.
const SPENT: &str = r#"
scheme = "考"
title = "考核"
basis = "办法"
units = "村"
[table."村"]
rows = "名称 | 预算: 元；东村 | 100元"
[table."支付"]
ledger = true
from = "支付.csv"
columns = "村: 村；金额: 元"
[table."通报"]
ledger = true
from = "通报.csv"
columns = "村: 村；事由；扣分: 分"
[table."失分"]
ledger = true
from = "失分.csv"
columns = "村: 村；事由；扣分: 分"
[clause."一"]
rules = '''
执行得分 = 10分 × 合计(支付.金额) ÷ 预算
通报扣分 = 合计(通报.扣分)
上级扣分 = 合计(失分.扣分) ÷ 2
扣分 = 不超过(通报扣分 + 上级扣分, 6)
得分数 = 执行得分 − 扣分
'''
[standing]
score = "得分数"
flag = [{ name = "慢", when = "合计(支付.金额) < 50元" }, { name = "快", when = "执行得分 > 9分" }]
"#;

#[test]
fn money_is_no_points_and_each_ledger_comes_to_its_own_rule() {
    let files = [
        ("支付.csv", "村,金额\n东村,80\n"),
        ("通报.csv", "村,事由,扣分\n东村,迟报,1\n"),
        ("失分.csv", "村,事由,扣分\n"),
    ];
    let notice = of(&results(SPENT, &files), "东村");
    let told = notice.accounts.iter().map(|a| (a.name.as_str(), a.kind, a.entries.len(), a.counted.as_deref()));
    let wanted = [
        ("通报扣分", AccountKind::Deduction, 1, Some("1")),
        ("上级扣分", AccountKind::Deduction, 0, Some("0")),
        ("支付", AccountKind::Record, 1, None),
    ];
    assert_eq!(told.collect::<Vec<_>>(), wanted);
    assert_eq!(notice.accounts[2].entries[0].points, "80");
}

#[test]
fn the_head_of_a_pay_sheet_is_not_what_units_are_called() {
    let pay = "pay = \"100元\"\n[document.\"发放表\"]\nkind = \"发放表\"\nnoun = \"姓名\"\nmeasure = \"名\"\n";
    let notice = of(&with_complaints(1, pay), "西村");
    assert_eq!((notice.words.noun.as_str(), notice.words.measure.as_str()), ("村", "名"));
    let letter = format!("{pay}[document.\"函\"]\nkind = \"抄送函\"\nto = [\"财政局\"]\nnoun = \"村庄\"\n");
    assert_eq!(of(&with_complaints(1, &letter), "西村").words.noun, "村庄");
}
