//! Scores and places.

use proptest::prelude::*;

use super::{FIVE, TWO_GROUPS, ranks, standing, text};
use crate::formula::tree::StandingItem;
use crate::scoring::tests::fixture::{broken, case};

#[test]
fn the_score_is_rounded_once_away_from_nought() {
    let units = [("甲", "一", "81.255"), ("乙", "一", "81.2549"), ("丙", "一", "-0.125")];
    assert_eq!(standing(&units, "").standing(StandingItem::Score), "81.26 81.25 -0.13");
    assert_eq!(standing(&units, "places = 0").standing(StandingItem::Score), "81 81 0");
    let by_unit = "places = \"若 名称 = “甲” 则 1 否则 2\"";
    assert_eq!(standing(&units, by_unit).standing(StandingItem::Score), "81.3 81.25 -0.13");
}

#[test]
fn a_score_in_percent_is_rounded_in_points() {
    let units = [("甲", "一", "1"), ("乙", "一", "2")];
    let text = text(&units, "places = 1").replace("总分 = 分数", "总分 = 分数 ÷ 3分 × 100%");
    assert_eq!(case(&text).standing(StandingItem::Score), "0.333 0.667");
}

#[test]
fn equals_share_a_place_and_the_next_is_left_out() {
    assert_eq!(ranks(&standing(&FIVE, "")), "2 1 2 4 5");
    assert_eq!(ranks(&standing(&FIVE, "dense = true")), "2 1 2 3 4");
    assert_eq!(standing(&FIVE, "").standing(StandingItem::Position), "2 1 3 4 5");
    assert_eq!(standing(&FIVE, "").standing(StandingItem::RankFromLast), "3 5 3 2 1");
}

#[test]
fn two_firsts_and_then_the_third() {
    let units = [("甲", "一", "8"), ("乙", "一", "9"), ("丙", "一", "9"), ("丁", "一", "7")];
    assert_eq!(ranks(&standing(&units, "")), "3 1 1 4");
}

#[test]
fn the_lower_wins_where_the_scheme_says_so() {
    assert_eq!(ranks(&standing(&FIVE, "better = \"低\"")), "3 5 3 2 1");
    assert_eq!(standing(&FIVE, "better = \"低\"").standing(StandingItem::RankFromLast), "2 1 2 4 5");
}

#[test]
fn places_are_given_within_the_group() {
    assert_eq!(ranks(&standing(&TWO_GROUPS, "")), "2 1 1 2 3 2 4");
}

#[test]
fn places_follow_the_rounded_score_unless_another_is_named() {
    let units = [("甲", "一", "81.254"), ("乙", "一", "81.251"), ("丙", "一", "81.26")];
    assert_eq!(ranks(&standing(&units, "")), "2 2 1");
    assert_eq!(ranks(&standing(&units, "rank = [\"总分\"]")), "2 3 1");
}

#[test]
fn further_keys_decide_among_equals() {
    let standing = |keys: &str| {
        let rows = text(&FIVE, keys).replace("总分 = 分数", "总分 = 分数\n次 = 若 名称 = “丙” 则 1 否则 2");
        case(&rows.replace("rules = '总分", "rules = '''\n总分").replace("否则 2'", "否则 2\n'''"))
    };
    assert_eq!(ranks(&standing("rank = [\"得分\", \"次\"]")), "2 1 3 4 5");
    assert_eq!(ranks(&standing("rank = [\"得分\", \"次 从低\"]")), "3 1 2 4 5");
    let ordered = standing("order = [\"次 从低\"]");
    assert_eq!(ranks(&ordered), "2 1 2 4 5");
    assert_eq!(ordered.standing(StandingItem::Position), "3 1 2 4 5");
}

#[test]
fn who_is_not_ranked_has_no_place_and_takes_none() {
    let case = standing(&FIVE, "ranked = \"名称 ≠ “乙”\"");
    assert_eq!(ranks(&case), "1 不适用 1 3 4");
    assert_eq!(case.standing(StandingItem::Score), "90 95 90 80 70");
    assert_eq!(ranks(&standing(&FIVE, "ranked = \"否\"")), "不适用 不适用 不适用 不适用 不适用");
}

#[test]
fn unscored_units_have_neither_score_nor_place_nor_anything_from_it() {
    let units = [("甲", "一", "90"), ("乙", "一", ""), ("丙", "一", "95")];
    let keys = "unscored = [ { name = \"免评\", when = \"分数 不适用 或 名称 = “丙”\" } ]\n\
        tier = [ { name = \"好\", when = \"名称 ≠ “丁”\" } ]\nprize = [ { name = \"奖\", pay = \"5元\" } ]\npay = \"3元\"";
    let case = standing(&units, keys);
    assert_eq!(case.checked(), Vec::<String>::new());
    assert_eq!(case.standing(StandingItem::Score), "90 不适用 不适用");
    assert_eq!(ranks(&case), "1 不适用 不适用");
    assert_eq!(case.standing(StandingItem::Tier), "好  ");
    assert_eq!(case.standing(StandingItem::Prize), "奖  ");
    assert_eq!(case.standing(StandingItem::Pay), "8 不适用 不适用");
}

#[test]
fn places_may_be_used_in_rules() {
    let text = text(&FIVE, "").replace(
        "rules = '总分 = 分数'",
        "rules = '''\n总分 = 分数\n奖分 = 排名赋分(名次, 5分, 4分, 3分, 2分, 1分)\n'''",
    );
    assert_eq!(case(&text).values("奖分"), "4 5 4 2 1");
}

#[test]
fn a_weighted_sum_of_places_is_won_by_the_lowest() {
    let rules = "总分 = 分数\n甲位 = 组内名次(总分)\n乙位 = 组内名次(总分, 从低)\n和 = 0.6 × 甲位 + 0.4 × 乙位";
    let units = [("甲", "一", "90"), ("乙", "一", "95"), ("丙", "一", "70")];
    let text = text(&units, "better = \"低\"").replace("score = \"总分\"", "score = \"和\"");
    let case = case(&text.replace("rules = '总分 = 分数'", &format!("rules = '''\n{rules}\n'''")));
    assert_eq!(case.standing(StandingItem::Score), "2 1.8 2.2");
    assert_eq!(ranks(&case), "2 1 3");
}

#[test]
fn a_unit_belongs_to_a_group() {
    let units = [("甲", "一", "90"), ("乙", "", "95")];
    assert_eq!(standing(&units, "").checked(), ["empty-group [组] 乙：没有组别，不知道和谁比。"]);
}

#[test]
fn a_score_may_be_missing_from_the_scheme_altogether() {
    let text = text(&FIVE, "").replace("score = \"总分\"", "");
    assert_eq!(case(&text).checked(), Vec::<String>::new());
    assert_eq!(ranks(&case(&text)), "不适用 不适用 不适用 不适用 不适用");
}

#[test]
fn an_unknown_name_in_the_standing_is_found() {
    assert_eq!(broken(&text(&FIVE, "order = [\"总份\"]")).codes(), ["unknown-name"]);
    assert_eq!(broken(&text(&FIVE, "ranked = \"总分\"")).codes(), ["not-a-condition"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn places_do_not_change_when_all_get_as_much_more(marks in prop::collection::vec(0i64..9999, 1..8), more in -500i64..5000) {
        let names = ["甲", "乙", "丙", "丁", "戊", "己", "庚"];
        let shown: Vec<String> = marks.iter().map(|m| format!("{}.{:02}", m / 100, m % 100)).collect();
        let units: Vec<(&str, &str, &str)> = names.iter().zip(&shown).map(|(n, m)| (*n, "一", m.as_str())).collect();
        let plain = text(&units, "");
        let raised = plain.replace("score = \"总分\"", &format!("score = \"总分 + ({more} ÷ 100)\""));
        let raised = case(&raised.replace("+ (-", "− ("));
        prop_assert_eq!(ranks(&case(&plain)), ranks(&raised));
    }

    #[test]
    fn a_place_is_one_more_than_those_who_are_better(marks in prop::collection::vec(0i64..12, 1..8)) {
        let names = ["甲", "乙", "丙", "丁", "戊", "己", "庚"];
        let shown: Vec<String> = marks.iter().map(i64::to_string).collect();
        let units: Vec<(&str, &str, &str)> = names.iter().zip(&shown).map(|(n, m)| (*n, "一", m.as_str())).collect();
        let better = |mark: &i64| (marks.iter().filter(|m| *m > mark).count() + 1).to_string();
        let expected: Vec<String> = marks.iter().map(better).collect();
        prop_assert_eq!(ranks(&standing(&units, "")), expected.join(" "));
    }
}
