//! Tiers, prizes and flags.

use super::{FIVE, TWO_GROUPS, standing, text};
use crate::formula::tree::StandingItem;
use crate::scoring::tests::fixture::case;

fn tiers(units: &[(&str, &str, &str)], lines: &str) -> String {
    standing(units, &format!("tier = [ {lines} ]")).standing(StandingItem::Tier)
}

#[test]
fn the_first_line_that_fits_from_the_top() {
    let lines = "{ name = \"优\", when = \"得分 ≥ 90\" }, { name = \"良\", when = \"得分 ≥ 80\" }, { name = \"差\" }";
    assert_eq!(tiers(&FIVE, lines), "优 优 优 良 差");
    assert_eq!(tiers(&FIVE, "{ name = \"优\", when = \"得分 ≥ 90\" }"), "优 优 优  ");
}

#[test]
fn a_veto_bars_from_the_top() {
    let lines = "{ name = \"优\", when = \"得分 ≥ 90 且 名称 ≠ “乙”\" }, { name = \"合格\" }";
    assert_eq!(tiers(&FIVE, lines), "优 合格 优 合格 合格");
}

#[test]
fn two_gates_must_both_be_passed() {
    let categories = "[table.\"类\"]\nkey = [\"单位\", \"类别\"]\nrows = '''\n单位: 单位 | 类别 | 率: %\n甲 | 党建 | 80%\n甲 | 业务 | 72%\n\
        乙 | 党建 | 76%\n乙 | 业务 | 90%\n'''\n";
    let units = [("甲", "一", "95"), ("乙", "一", "91")];
    let text = text(&units, "tier = [ { name = \"优\", when = \"得分 ≥ 90 且 达标\" }, { name = \"良\" } ]");
    let text = text.replace("rules = '总分 = 分数'", "rules = '''\n总分 = 分数\n达标：都满足(类.率 ≥ 75%)\n'''");
    assert_eq!(case(&format!("{text}{categories}")).standing(StandingItem::Tier), "良 优");
}

#[test]
fn a_quota_takes_the_first_so_many_who_may() {
    assert_eq!(tiers(&FIVE, "{ name = \"优\", quota = 2 }, { name = \"良\" }"), "优 优 良 良 良");
    let barred = "{ name = \"优\", quota = 2, when = \"名称 ≠ “乙”\" }, { name = \"良\" }";
    assert_eq!(tiers(&FIVE, barred), "优 良 优 良 良");
    assert_eq!(tiers(&FIVE, "{ name = \"优\", quota = 0 }, { name = \"良\" }"), "良 良 良 良 良");
    assert_eq!(tiers(&FIVE, "{ name = \"优\", quota = 9 }, { name = \"良\" }"), "优 优 优 优 优");
}

#[test]
fn a_share_of_all_is_rounded_as_the_scheme_says() {
    let quota = "{ name = \"优\", quota = \"四舍五入(全体个数() × 25%, 0)\", within = \"全体\" }";
    // 7 × 25% = 1.75 → 2.
    assert_eq!(tiers(&TWO_GROUPS, quota), " 优 优    ");
    let group = "{ name = \"优\", quota = \"四舍五入(组内个数() × 25%, 0)\" }";
    // 3 × 25% = 0.75 → 1; 4 × 25% = 1.
    assert_eq!(tiers(&TWO_GROUPS, group), " 优 优    ");
    let half = "{ name = \"优\", quota = \"去尾(组内个数() × 50%, 0)\" }";
    // 3 × 50% → 1; 4 × 50% = 2, and 丁 stands before 己 in the roster.
    assert_eq!(tiers(&TWO_GROUPS, half), " 优 优 优   ");
}

#[test]
fn equals_at_the_cut() {
    let cut = |ties: &str| tiers(&FIVE, &format!("{{ name = \"优\", quota = 2, ties = \"{ties}\" }}"));
    assert_eq!(cut("逐名"), "优 优   ");
    assert_eq!(cut("都取"), "优 优 优  ");
    assert_eq!(cut("都不取"), " 优   ");
    let keys = "tier = [ { name = \"优\", quota = 2, ties = \"待定\" } ]";
    let told = standing(&FIVE, keys).checked();
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("“优”的名额到这里正好并列：甲、丙，要由人决定。"), "{told:?}");
    // No tie at the cut: nothing to decide.
    assert_eq!(standing(&FIVE, &keys.replace('2', "3")).checked(), Vec::<String>::new());
    assert_eq!(standing(&FIVE, &keys.replace('2', "1")).checked(), Vec::<String>::new());
}

#[test]
fn the_order_decides_at_the_cut() {
    let keys = "order = [\"次\"]\ntier = [ { name = \"优\", quota = 2 } ]";
    let text = text(&FIVE, keys)
        .replace("rules = '总分 = 分数'", "rules = '''\n总分 = 分数\n次 = 若 名称 = “丙” 则 2 否则 1\n'''");
    assert_eq!(case(&text).standing(StandingItem::Tier), " 优 优  ");
}

#[test]
fn from_the_lowest_up() {
    assert_eq!(tiers(&FIVE, "{ name = \"末\", quota = 2, last = true }"), "   末 末");
    // Equals from below stand in the order of the roster.
    assert_eq!(tiers(&FIVE, "{ name = \"末\", quota = 3, last = true }"), "末   末 末");
}

#[test]
fn those_without_a_place_take_no_quota() {
    let keys = "ranked = \"名称 ≠ “乙”\"\ntier = [ { name = \"优\", quota = 1 }, { name = \"良\" } ]";
    assert_eq!(standing(&FIVE, keys).standing(StandingItem::Tier), "优 良 良 良 良");
}

#[test]
fn places_that_do_not_move_down() {
    let keys =
        "prize = [ { name = \"一等\", when = \"名次 = 1\" }, { name = \"二等\", when = \"名次 ≤ 3 且 名称 ≠ “甲”\" } ]";
    assert_eq!(standing(&FIVE, keys).standing(StandingItem::Prize), " 一等 二等  ");
}

#[test]
fn flags_are_rules_families_and_conditions() {
    let keys = "flag = [ \"否决\", \"缺{半年}\", { name = \"末位\", when = \"倒数名次 = 1\" }, \
        { names = [\"通报\", \"约谈\"], when = \"得分 < 75\" } ]";
    let rules = "rules = '''\n总分 = 分数\n否决：名称 = “乙”\n缺{半年}：半年 = “下半年” 且 名称 = “丁”\n提醒 = 若 末位 则 1分 否则 0\n'''";
    let case = case(&text(&FIVE, keys).replace("rules = '总分 = 分数'", rules));
    let flag = |index: usize| case.standing(StandingItem::Flag(index));
    assert_eq!(flag(0), "否 是 否 否 否");
    assert_eq!(flag(1), "否 否 否 否 否");
    assert_eq!(flag(2), "否 否 否 是 否");
    assert_eq!(flag(3), "否 否 否 否 是");
    assert_eq!(flag(4), "否 否 否 否 是");
    assert_eq!(flag(5), "否 否 否 否 是");
    assert_eq!(case.values("提醒"), "0 0 0 0 1");
}

#[test]
fn a_tier_is_used_in_rules_and_pay() {
    let keys =
        "tier = [ { name = \"优\", when = \"得分 ≥ 90\" }, { name = \"差\" } ]\npay = \"若 等次 = “优” 则 100元\"";
    assert_eq!(standing(&FIVE, keys).standing(StandingItem::Pay), "100 100 100 不适用 不适用");
}
