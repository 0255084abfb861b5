//! The facts of small projects, every expected figure worked out by hand.

use crate::finding::Findings;
use crate::formula::tree::Which;
use crate::number::Exact;
use crate::publish::notice::tests::results;
use crate::publish::pdf::model::{Group, Place};
use crate::results::{Asked, GROUP, Results};
use crate::scoring::earlier::Publication;
use crate::tables::Value;

use super::{Facts, groups, moves, text, words};

/// A scheme over these villages with their points.
pub(in crate::publish) fn of(rows: &str, standing: &str) -> Results {
    let scheme = format!(
        "scheme = \"考\"\ntitle = \"考核\"\nbasis = \"办法\"\nunits = \"村\"\n[table.\"村\"]\nrows = \"名称 | 数: 分；{rows}\"\n\
         [clause.\"一\"]\nrules = \"总分 = 数\"\n[standing]\nscore = \"总分\"\n{standing}\n\
         [summary]\nfigures = \"村数 = 全体个数()；均分[0.0] = 全体平均(得分)；缺的 = 若 全体个数() < 0 则 1\"\n[document.\"通报\"]\n"
    );
    results(&scheme, &[])
}

pub(in crate::publish) fn facts(results: &Results) -> Facts<'_> {
    let scheme = &results.schemes[0];
    Facts::new(results, scheme, &scheme.documents[0])
}

fn only(results: &Results) -> Group {
    let mut all = groups::groups(&facts(results));
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn place(units: &[&str], score: &str) -> Option<Place> {
    Some(Place { units: units.iter().map(|unit| (*unit).to_owned()).collect(), score: score.into() })
}

/// (90 + 80 + 80 + 70 + 60) ÷ 5 = 76; 90 − 60 = 30; 90, 80 and 80 reach the mean.
const FIVE: &str = "甲 | 90；乙 | 80；丙 | 80；丁 | 70；戊 | 60";

#[test]
fn first_last_mean_spread_and_shared_places_are_said() {
    let group = only(&of(FIVE, ""));
    assert_eq!((group.units.as_str(), group.mean.as_deref()), ("5", Some("76.00")));
    assert_eq!((group.spread.as_deref(), group.above_mean.as_deref()), (Some("30.00"), Some("3")));
    assert_eq!((group.first, group.last), (place(&["甲"], "90.00"), place(&["戊"], "60.00")));
    let ties: Vec<(String, Vec<String>)> = group.ties.into_iter().map(|tie| (tie.rank, tie.units)).collect();
    assert_eq!(ties, [("2".to_owned(), vec!["乙".to_owned(), "丙".to_owned()])]);
}

#[test]
fn who_shares_the_first_or_last_place_is_named_there_and_not_again() {
    let group = only(&of("甲 | 90；乙 | 90；丙 | 70；丁 | 60；戊 | 60", ""));
    assert_eq!((group.first, group.last), (place(&["甲", "乙"], "90.00"), place(&["丁", "戊"], "60.00")));
    assert!(group.ties.is_empty());
}

#[test]
fn one_unit_and_equal_units_have_no_last_and_no_spread() {
    let one = only(&of("甲 | 90", ""));
    assert_eq!(
        (one.first, one.last, one.spread, one.mean, one.above_mean),
        (place(&["甲"], "90.00"), None, None, None, None)
    );
    let equal = only(&of("甲 | 80；乙 | 80", ""));
    assert_eq!((equal.first, equal.last, equal.spread), (place(&["甲", "乙"], "80.00"), None, None));
    assert_eq!((equal.mean.as_deref(), equal.above_mean), (Some("80.00"), None));
}

#[test]
fn where_the_lower_score_wins_the_first_has_the_lowest() {
    let group = only(&of("甲 | 9；乙 | 4；丙 | 2", "better = \"低\""));
    assert_eq!((group.first, group.last), (place(&["丙"], "2.00"), place(&["甲"], "9.00")));
    // (9 + 4 + 2) ÷ 3 = 5; 4 and 2 reach it.
    assert_eq!((group.mean.as_deref(), group.above_mean.as_deref()), (Some("5.00"), Some("2")));
    assert_eq!(group.spread.as_deref(), Some("7.00"));
}

#[test]
fn a_tier_that_nobody_has_is_there_without_names() {
    let group = only(&of(
        FIVE,
        "tier = [{ name = \"优\", when = \"得分 ≥ 85\" }, { name = \"劣\", when = \"得分 < 60\" }, { name = \"中\" }]",
    ));
    let tiers: Vec<(String, String)> = group.tiers.into_iter().map(|t| (t.name, t.units.join("、"))).collect();
    assert_eq!(tiers, [("优", "甲"), ("劣", ""), ("中", "乙、丙、丁、戊")].map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn a_tier_that_is_named_twice_stands_where_it_is_named_last() {
    let group = only(&of(
        FIVE,
        "tier = [{ name = \"差\", when = \"名次 = 1\" }, { name = \"好\", when = \"得分 ≥ 60\" }, { name = \"差\" }]",
    ));
    let tiers: Vec<(String, String)> = group.tiers.into_iter().map(|t| (t.name, t.units.join("、"))).collect();
    assert_eq!(tiers.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["好", "差"]);
    assert!(tiers[1].1.contains("甲") && !tiers[0].1.contains("甲"), "{tiers:?}");
}

/// Puts the places of the last period.
pub(in crate::publish) fn with_places(results: &mut Results, places: &[(&str, i64)]) {
    let mut publication = Publication::new("2024".into(), "trail.parquet".into());
    for (unit, place) in places {
        let asked = Asked { standing: true, scheme: "考", unit, name: "名次" };
        publication.put(asked, Value::Number(Exact::from(*place)));
    }
    results.earlier.publications.push((Which::Before, publication));
}

#[test]
fn changes_of_place_are_told_most_first_and_newcomers_have_none() {
    let mut results = of(FIVE, "");
    // Now 1, 2, 2, 4, 5.
    with_places(&mut results, &[("甲", 3), ("乙", 2), ("丙", 5), ("丁", 1)]);
    let group = only(&results);
    let said = |moved: Vec<crate::publish::pdf::model::Move>| -> Vec<(String, String)> {
        moved.into_iter().map(|m| (m.unit, m.places)).collect()
    };
    assert_eq!(said(group.rose), [("丙", "3"), ("甲", "2")].map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!(said(group.fell), [("丁".to_owned(), "3".to_owned())]);
    assert_eq!(moves::previous(&results).as_deref(), Some("2024年度"));
}

#[test]
fn who_stood_in_another_group_has_not_moved() {
    let mut results = of(FIVE, "");
    with_places(&mut results, &[("甲", 3), ("丁", 1)]);
    let (_, publication) = &mut results.earlier.publications[0];
    let asked = Asked { standing: true, scheme: "考", unit: "甲", name: GROUP };
    publication.put(asked, Value::Text("山区".into()));
    let group = only(&results);
    assert!(group.rose.is_empty(), "{:?}", group.rose);
    assert_eq!(group.fell.len(), 1);
}

#[test]
fn without_an_earlier_publication_nobody_moves() {
    let results = of(FIVE, "");
    let group = only(&results);
    assert!(group.rose.is_empty() && group.fell.is_empty());
    assert_eq!(moves::previous(&results), None);
}

#[test]
fn many_who_moved_alike_are_not_named() {
    let names = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"];
    let rows: Vec<String> = names.iter().zip(0..).map(|(name, at)| format!("{name} | {}", 90 - at)).collect();
    let mut results = of(&rows.join("；"), "");
    // The last becomes the first, all others fall by one.
    let before: Vec<(&str, i64)> =
        names.iter().zip(0i64..).map(|(name, at)| (*name, if at == 0 { 8 } else { at })).collect();
    with_places(&mut results, &before);
    let group = only(&results);
    assert_eq!(group.rose.iter().map(|m| (m.unit.as_str(), m.places.as_str())).collect::<Vec<_>>(), [("甲", "7")]);
    assert!(group.fell.is_empty(), "{:?}", group.fell);
}

#[test]
fn figures_are_put_into_text_and_a_sentence_without_its_figure_is_left_out_and_told() {
    let results = of("甲 | 90；乙 | 80.5", "");
    let facts = facts(&results);
    let mut findings = Findings::default();
    let said = text::filled(&facts, "{年}年共{村数}个村。平均{均分}分。缺{缺的}个。\n{期}完，{得分}。", &mut findings);
    // (90 + 80.5) ÷ 2 = 85.25, which is 85.3 to one place.
    assert_eq!(said, "2025年共2个村。平均85.3分。\n2025年度完，{得分}。");
    let told: Vec<&str> = findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!(told, ["sentence-left-out"]);
}

#[test]
fn the_kind_of_period_is_not_said_twice() {
    let results = of("甲 | 90", "");
    let said = |name: &str| words::behind_period(&results, name);
    assert_eq!(said("年度考核"), "考核");
    assert_eq!(said("村级年度考核"), "村级年度考核");
    assert_eq!(said("季度考核"), "季度考核");
    assert_eq!(said("年度"), "年度");
}

#[test]
fn a_prize_of_a_unit_without_a_place_is_not_vacant() {
    let results = of("甲 | 90；乙 | 80", "ranked = \"得分 < 85\"\nprize = [{ name = \"示范\", when = \"得分 ≥ 85\" }]");
    let group = only(&results);
    let prizes: Vec<(String, String)> = group.prizes.into_iter().map(|p| (p.name, p.units.join("、"))).collect();
    assert_eq!(prizes, [("示范".to_owned(), "甲".to_owned())]);
    assert_eq!(group.unranked.len(), 1);
}

#[test]
fn who_shares_the_best_score_but_not_the_place_is_not_first() {
    let group = only(&of("甲 | 80.4；乙 | 80.2；丙 | 70", "places = 0\nrank = [\"总分\"]"));
    assert_eq!((group.first, group.last), (place(&["甲"], "80"), place(&["丙"], "70")));
    assert!(group.ties.is_empty(), "{:?}", group.ties);
}

#[test]
fn who_is_taken_out_is_not_counted_as_appraised() {
    let results = of("甲 | 90；乙 | 80；丙 | 70", "unscored = [{ name = \"撤并\", when = \"数 = 70分\" }]");
    let group = only(&results);
    assert_eq!(group.units, "2");
    assert_eq!(
        group.unranked.iter().map(|r| (r.unit.as_str(), r.reason.as_str())).collect::<Vec<_>>(),
        [("丙", "撤并")]
    );
}

#[test]
fn the_method_is_told_as_the_scheme_has_it() {
    let told = |standing: &str| words::notes(&facts(&of("甲 | 90；乙 | 80", standing))).pop().unwrap();
    assert_eq!(told(""), "得分相同的名次并列，其后的名次相应顺延。");
    assert!(told("rank = [\"得分\", \"总分\"]").contains("其他条件"));
    let results = of("甲 | 90；乙 | 80", "places = 1");
    let one = |facts: &Facts| words::notes(facts).remove(0);
    let mut whole = facts(&results);
    whole.parts = Vec::new();
    assert!(one(&whole).ends_with("保留到小数点后1位。"), "no parts stand in the table: {}", one(&whole));
}

#[test]
fn a_flag_that_is_called_a_veto_is_told() {
    let flags = "flag = [{ name = \"一票否决\", when = \"数 < 75分\" }, { name = \"表扬\", when = \"数 > 75分\" }]";
    let group = only(&of("甲 | 90；乙 | 70", flags));
    let told: Vec<(&str, &str)> = group.vetoed.iter().map(|v| (v.unit.as_str(), v.reason.as_str())).collect();
    assert_eq!(told, [("乙", "一票否决")]);
}
