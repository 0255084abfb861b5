//! Ledgers that do not count, ledgers of one name, and what a pay sheet does not say of the notice.

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
fn two_ledgers_that_hold_nothing_are_told_once_under_one_name() {
    let notice = of(&with_complaints(1, ""), "西村");
    let names: Vec<&str> = notice.accounts.iter().map(|a| a.name.as_str()).collect();
    let mut once = names.clone();
    once.dedup();
    assert_eq!(names, once);
    assert!(names.contains(&"扣分"), "{names:?}");
}

#[test]
fn the_head_of_a_pay_sheet_is_not_what_units_are_called() {
    let pay = "pay = \"100元\"\n[document.\"发放表\"]\nkind = \"发放表\"\nnoun = \"姓名\"\nmeasure = \"名\"\n";
    let notice = of(&with_complaints(1, pay), "西村");
    assert_eq!((notice.words.noun.as_str(), notice.words.measure.as_str()), ("村", "名"));
    let letter = format!("{pay}[document.\"函\"]\nkind = \"抄送函\"\nto = [\"财政局\"]\nnoun = \"村庄\"\n");
    assert_eq!(of(&with_complaints(1, &letter), "西村").words.noun, "村庄");
}
