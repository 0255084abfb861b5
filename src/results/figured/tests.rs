//! Formulas with figures, of the small projects with every construct; the figures stand in their inputs.

use std::path::Path;

use crate::finding::Findings;
use crate::number::Exact;
use crate::pipeline::{self, Job};
use crate::results::{Direction, Results, Scheme};
use crate::scheme::Texts;
use crate::scheme::period::Period;

fn computed(project: &str, period: &str) -> Results {
    let period = Period::parse(period).expect("a period");
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join(project);
    let job = Job { project, period, issued: None, archive: "archive".into() };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let prepared = pipeline::prepare(&job, &mut texts, &mut findings, &|_| {}).expect("the project loads");
    pipeline::compute(&job, &prepared, &texts, &mut findings, &|_| {}).expect("the project computes")
}

fn unit(scheme: &Scheme, name: &str) -> usize {
    scheme.units.iter().position(|u| *u.name == *name).expect("a unit")
}

/// The text of a rule's member for a unit; the empty name is 得分.
fn text<'s>(scheme: &'s Scheme, member: &str, name: &str) -> &'s str {
    let at = |rule: &Option<(usize, usize)>| match rule {
        Some((rule, m)) => scheme.rules[*rule].members[*m].0 == member,
        None => member.is_empty(),
    };
    scheme.figured.iter().find(|f| at(&f.rule)).expect("a formula").text(unit(scheme, name))
}

#[test]
fn every_construct_shows_what_it_ran_over() {
    let results = computed("tests/cases/live/groups", "2025");
    let scheme = &results.schemes[0];
    let east = |member| text(scheme, member, "东村");
    assert_eq!(east("综合"), "95.5×70%+77.6×30%−3");
    assert_eq!(east("经济得分"), "(28.5+36)÷(30+30)×100");
    assert_eq!(east("指标总分"), "(107.5×60%+77.5×40%)÷(60%+40%)");
    assert_eq!(east("指标得分·粮食"), "不超过(30×95÷100, 30×1.2)", "the arm taken");
    assert_eq!(east("指标得分·环境"), "分档(85得16)");
    assert_eq!(east("指标得分·信访"), "20×逆向完成率(4, 3)");
    assert_eq!(east("评议均分"), "(92+68+68+92+68)÷5");
    assert_eq!(east("评议去极"), "去极值平均(92, 68, 68, 92, 68)");
    assert_eq!(east("高分均分"), "(92+92)÷2", "those that meet the condition");
    assert_eq!(east("扣分"), "1+2");
    assert_eq!(east("组合"), text(scheme, "组合", "东村"));
    assert_eq!(text(scheme, "指标总分", "中村"), "(99.0476×60%)÷(60%)", "what does not apply is left out");
}

#[test]
fn what_others_have_stands_as_one_figure() {
    let results = computed("tests/cases/live/groups", "2025");
    let scheme = &results.schemes[0];
    for rule in ["组均", "全高", "组内位置", "全省件数"] {
        let shown = text(scheme, rule, "东村");
        assert!(shown.chars().all(|c| c.is_ascii_digit() || c == '.'), "{rule}: {shown}");
    }
    let linked = computed("tests/cases/live/linked", "2025");
    let cadres = linked.schemes.iter().find(|s| s.name == "干部").unwrap();
    let mean = text(cadres, "同村均分", "王一");
    assert!(mean.chars().all(|c| c.is_ascii_digit() || c == '.'), "{mean}");
}

#[test]
fn long_sums_are_cut_and_say_of_how_many() {
    let results = computed("inputs/shanghang", "2012");
    let scheme = &results.schemes[0];
    let shown = text(scheme, "绩效评估指标得分", "官田村");
    assert!(shown.contains("…共10项)÷(") && shown.ends_with("…共10项)×1000"), "{shown}");
}

#[test]
fn units_are_told_apart_when_many_are_replayed_together() {
    let results = computed("inputs/shanghang", "2012");
    let scheme = &results.schemes[0];
    for (position, unit) in scheme.units.iter().enumerate() {
        let shown = text(scheme, "察访核验扣分", &unit.name);
        let inside = shown.trim_start_matches("不超过(").split(',').next().unwrap();
        let sum = inside.split('+').fold(Exact::ZERO, |sum, n| &sum + &Exact::parse(n).unwrap());
        let rule = scheme.rules.iter().find(|r| r.pattern == "察访核验扣分").unwrap();
        let crate::tables::Value::Number(counted) = rule.value(position, 0) else { panic!("{}", unit.name) };
        assert_eq!(sum, *counted, "{}", unit.name);
    }
}

#[test]
fn ledgers_know_which_way_they_count() {
    let groups = computed("tests/cases/live/groups", "2025");
    let [ledger] = &groups.schemes[0].ledgers[..] else { panic!("{:?}", groups.schemes[0].ledgers) };
    assert_eq!(ledger.direction, Direction::Deduction);
    let rule = ledger.rule.expect("扣分 is all that the ledger comes to");
    assert_eq!(groups.schemes[0].rules[rule].pattern, "扣分");
    let east = &ledger.entries[unit(&groups.schemes[0], "东村")];
    let points: Vec<String> = east.iter().map(|c| c.points.as_ref().unwrap().plain(4)).collect();
    assert_eq!(points, ["1", "2"]);
    let linked = computed("tests/cases/live/linked", "2025");
    let villages = linked.schemes.iter().find(|s| s.name == "村").unwrap();
    assert_eq!(villages.ledgers.iter().map(|l| l.direction).collect::<Vec<_>>(), [Direction::Bonus]);
}
