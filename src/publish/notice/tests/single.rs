//! Cases that stand alone: one unit, all equal, shared places, no score, percentages, money, the lower wins.

use super::super::model::{Missing, Notice, Side};
use super::{of, results};
use crate::results::Results;

/// A scheme over a list of units with points, other lines as given.
fn listed(rows: &str, standing: &str) -> Results {
    scheme("单位 | 组别 | 分数: 分", rows, "得分规则 = 分数", &format!("score = \"得分规则\"\n{standing}"))
}

fn scheme(head: &str, rows: &str, rules: &str, standing: &str) -> Results {
    let text = format!(
        "scheme = \"单\"\ntitle = \"考核\"\nbasis = \"某发〔2025〕1号\"\nunits = \"单位\"\ngroup = \"组别\"\n\
         [table.\"单位\"]\nrows = '''\n{head}\n{rows}\n'''\n\
         [clause.\"一\"]\nrules = '''\n{rules}\n'''\n[standing]\n{standing}\n"
    );
    results(&text, &[])
}

fn place(notice: &Notice) -> Option<(Option<&str>, Option<&str>)> {
    notice.place.as_ref().map(|p| (p.rank.as_deref(), p.gap.as_deref()))
}

#[test]
fn a_unit_alone_in_its_group_is_compared_with_nobody() {
    let alone = of(&listed("东村 | 甲 | 80\n西村 | 乙 | 90", ""), "东村");
    let rank = alone.result.rank.as_ref().unwrap();
    assert_eq!((rank.rank.as_str(), rank.of.as_str()), ("1", "1"));
    assert_eq!((&alone.field, &alone.place, &alone.chart), (&None, &None, &None));
    assert!(alone.blocks.iter().all(|b| b.mean.is_none() && b.gap.is_none()));
    assert!(alone.indicators.is_empty() && alone.accounts.is_empty() && alone.awards.is_empty());
}

#[test]
fn where_all_are_equal_nobody_is_best() {
    let equal = of(&listed("东村 | 甲 | 80\n西村 | 甲 | 80\n南村 | 甲 | 80", ""), "西村");
    let field = equal.field.as_ref().unwrap();
    assert!(field.all_equal);
    assert_eq!((field.from_mean.side, field.from_best.side), (Side::Level, Side::Level));
    assert_eq!(equal.result.rank.as_ref().unwrap().tied.as_deref(), Some("2"));
    assert_eq!(place(&equal), Some((None, None)));
}

#[test]
fn a_shared_place_and_the_one_after_it() {
    let all = listed("东村 | 甲 | 90\n西村 | 甲 | 90\n南村 | 甲 | 80.5", "");
    let shared = of(&all, "东村");
    let rank = shared.result.rank.as_ref().unwrap();
    assert_eq!((rank.rank.as_str(), rank.of.as_str(), rank.tied.as_deref()), ("1", "3", Some("1")));
    let behind = of(&all, "南村");
    assert_eq!(behind.result.rank.as_ref().unwrap().rank, "3");
    assert_eq!(place(&behind), Some((Some("1"), Some("9.50"))));
}

#[test]
fn the_same_score_behind_because_of_another_key() {
    let standing = "score = \"得分规则\"\nrank = [\"得分\", \"民调\"]";
    let all = scheme(
        "单位 | 组别 | 分数: 分 | 民调: 分",
        "东村 | 甲 | 90 | 8\n西村 | 甲 | 90 | 7",
        "得分规则 = 分数",
        standing,
    );
    assert_eq!(place(&of(&all, "西村")), Some((Some("1"), None)));
}

#[test]
fn no_score_says_why() {
    let standing = "unscored = [ { name = \"撤并\", when = \"分数 缺 或 分数 = 0\" } ]\ntier = [ { name = \"优秀\", when = \"得分 ≥ 60\" } ]";
    let all = listed("东村 | 甲 | 0\n西村 | 甲 | 90", standing);
    let without = of(&all, "东村");
    assert_eq!((without.result.score.as_deref(), without.result.reason.as_deref()), (None, Some("撤并")));
    assert!(without.result.rank.is_none() && without.field.is_none() && without.calculation.is_none());
    assert!(without.blocks.is_empty() && without.awards.is_empty() && without.place.is_none());
    assert_eq!(of(&all, "西村").result.rank.unwrap().units.as_deref(), Some("2"), "one of two has a place");
}

#[test]
fn without_a_place_nothing_is_said_of_places() {
    let standing = "ranked = \"分数 > 50\"\ntier = [ { name = \"优秀\", when = \"名次 ≤ 1\" }, { name = \"良好\", when = \"得分 ≥ 60\" } ]\nprize = [ { name = \"一等奖\", when = \"得分 有值\", quota = \"1\" } ]";
    let low = of(&listed("东村 | 甲 | 40\n西村 | 甲 | 90", standing), "东村");
    assert!(low.result.rank.is_none() && low.place.is_none());
    let [tier, prize] = &low.awards[..] else { panic!("{:?}", low.awards) };
    assert_eq!(tier.missing, [Missing::Points { wanted: "60".into(), strict: false, by: "20.00".into() }]);
    assert_eq!((prize.name.as_deref(), prize.top), (None, false), "a quota takes only those with a place");
}

#[test]
fn a_tier_below_one_that_cannot_be_had_is_not_the_highest() {
    let standing = "ranked = \"分数 < 85\"\ntier = [ { name = \"优秀\", when = \"得分 ≥ 60\", quota = \"1\" }, { name = \"良好\", when = \"得分 ≥ 60\" } ]";
    let aside = of(&listed("东村 | 甲 | 90\n西村 | 甲 | 80", standing), "东村");
    assert_eq!(aside.result.tier.as_deref(), Some("良好"));
    assert_eq!((&aside.awards[0].name, aside.awards[0].top), (&None, false));
}

#[test]
fn a_quota_decides_where_every_condition_is_met() {
    let standing = "tier = [ { name = \"优秀\", when = \"得分 ≥ 60\", quota = \"1\" }, { name = \"良好\" } ]";
    let all = listed("东村 | 甲 | 90\n西村 | 甲 | 80\n南村 | 甲 | 59.99", standing);
    let second = of(&all, "西村");
    assert_eq!((second.awards[0].name.as_deref(), second.awards[0].quota), (Some("优秀"), true));
    assert!(second.awards[0].missing.is_empty());
    let third = of(&all, "南村");
    assert_eq!(third.awards[0].missing, [Missing::Points { wanted: "60".into(), strict: false, by: "0.01".into() }]);
}

#[test]
fn a_line_that_punishes_is_nothing_to_reach() {
    let standing = "tier = [ { name = \"先进\", when = \"得分 > 90 且 非 通报\" }, { name = \"不合格\", when = \"得分 < 60 或 通报\" }, { name = \"合格\" } ]";
    let head = "单位 | 组别 | 分数: 分 | 被通报: 是否";
    let rules = "得分规则 = 分数\n通报：被通报";
    let all =
        scheme(head, "东村 | 甲 | 90 | 是\n西村 | 甲 | 90 | 否", rules, &format!("score = \"得分规则\"\n{standing}"));
    let fine = of(&all, "西村");
    let points = Missing::Points { wanted: "90".into(), strict: true, by: "0.01".into() };
    assert_eq!((fine.awards[0].name.as_deref(), &fine.awards[0].missing[..]), (Some("先进"), &[points.clone()][..]));
    let other = Missing::Other { text: "非 通报".into() };
    assert_eq!(of(&all, "东村").awards[0].missing, [points, other]);
}

#[test]
fn where_the_lower_wins_the_best_is_the_lowest() {
    let standing =
        "better = \"低\"\nplaces = 1\ntier = [ { name = \"优秀\", when = \"得分 ≤ 10\" }, { name = \"一般\" } ]";
    let all = listed("东村 | 甲 | 8\n西村 | 甲 | 12.3", standing);
    let high = of(&all, "西村");
    assert!(high.words.lower_is_better);
    let field = high.field.as_ref().unwrap();
    assert_eq!((field.best.as_str(), field.mean.as_str()), ("8.0", "10.15"));
    assert_eq!((field.from_best.side, field.from_best.by.as_str()), (Side::Above, "4.3"));
    assert_eq!(place(&high), Some((Some("1"), Some("4.3"))));
    assert_eq!(high.awards[0].missing, [Missing::Points { wanted: "10".into(), strict: false, by: "2.3".into() }]);
    assert_eq!(place(&of(&all, "东村")), Some((None, None)));
}

#[test]
fn a_share_is_printed_in_percent_and_differs_in_points() {
    let head = "单位 | 组别 | 完成: %，裸数=百分点";
    let rules = "完成率得分 = 完成";
    let all = scheme(
        head,
        "东村 | 甲 | 98.5\n西村 | 甲 | 91.25",
        rules,
        "score = \"完成率得分\"\nplaces = 1\ntier = [ { name = \"优秀\", when = \"得分 ≥ 95%\" }, { name = \"一般\" } ]",
    );
    let low = of(&all, "西村");
    assert_eq!(
        (low.result.score.as_deref(), low.words.score_unit.as_str(), low.words.gap_unit.as_str()),
        (Some("91.3"), "%", "个百分点")
    );
    // 98.5 and 91.3 are ranked; their mean is 94.9.
    assert_eq!(low.field.as_ref().unwrap().mean, "94.90");
    assert_eq!(place(&low), Some((Some("1"), Some("7.2"))));
    assert_eq!(low.awards[0].missing, [Missing::Points { wanted: "95".into(), strict: false, by: "3.7".into() }]);
}

#[test]
fn money_is_printed_in_its_unit() {
    let head = "单位 | 组别 | 收入: 元";
    let all = scheme(head, "东村 | 甲 | 1200\n西村 | 甲 | 1000", "总收入 = 收入", "score = \"总收入\"");
    let low = of(&all, "西村");
    assert_eq!(
        (low.result.score.as_deref(), low.words.score_unit.as_str(), low.words.gap_unit.as_str()),
        (Some("1000.00"), "元", "元")
    );
    assert_eq!(place(&low), Some((Some("1"), Some("200.00"))));
}

#[test]
fn a_composite_that_is_no_sum_has_no_blocks_but_its_formula() {
    let rules = "甲分 = 分数\n乙分 = 系数\n综合 = 甲分 × 乙分";
    let all = scheme(
        "单位 | 组别 | 分数: 分 | 系数: 数",
        "东村 | 甲 | 80 | 1.05\n西村 | 甲 | 70 | 1",
        rules,
        "score = \"综合\"",
    );
    let east = of(&all, "东村");
    assert!(east.blocks.is_empty() && east.chart.is_none() && east.weakest.is_none());
    let calculation = east.calculation.unwrap();
    assert_eq!(
        (calculation.composite.figures.as_deref(), calculation.composite.value.as_str()),
        (Some("80×1.05"), "84.00分")
    );
}

#[test]
fn statistics_of_the_others_stand_as_one_figure() {
    let rules = "高出 = 分数 − 组内平均(分数)\n综合 = 50分 + 高出";
    let all = scheme("单位 | 组别 | 分数: 分", "东村 | 甲 | 81\n西村 | 甲 | 72", rules, "score = \"综合\"");
    let steps = of(&all, "东村").calculation.unwrap().steps;
    assert_eq!(steps[0].figures.as_deref(), Some("81−76.5"), "the mean, not what it was made of");
}

#[test]
fn without_a_score_the_scheme_still_gives_its_flags() {
    let all =
        scheme("单位 | 组别 | 分数: 分", "东村 | 甲 | 81\n西村 | 甲 | 72", "低于：分数 < 80", "flag = [\"低于\"]");
    let west = of(&all, "西村");
    assert_eq!((west.result.score, west.result.reason, &west.result.flags[..]), (None, None, &["低于".to_owned()][..]));
}
