//! What templates make of facts: the samples with single facts changed.

use std::fs;

use kaohe::results::DocumentKind;
use serde_json::{Value, json};

use crate::documents::{sample, set};
use crate::layout::plain;

/// Pages and text without blanks and line ends.
fn made(kind: DocumentKind, model: &Value) -> (usize, String) {
    let rendered = set(kind, model).unwrap_or_else(|findings| panic!("{findings:?}"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("公文.pdf");
    fs::write(&file, rendered.pdf).unwrap();
    (rendered.pages, plain(&file).split_whitespace().collect())
}

/// The bulletin's sample without pictures, after a change.
fn bulletin(change: impl FnOnce(&mut Value)) -> (usize, String) {
    let mut model = sample(DocumentKind::Bulletin);
    for pictures in ["charts", "distributions", "slopes", "shifts"] {
        model[pictures] = json!([]);
    }
    change(&mut model);
    made(DocumentKind::Bulletin, &model)
}

#[test]
fn a_name_that_says_points_is_not_told_so_again() {
    let (_, text) = bulletin(|model| {
        model["blocks"][0]["name"] = "公共目标得分".into();
        model["blocks"][1]["name"] = "奖励加分".into();
    });
    assert!(text.contains("公共目标得分最高的是") && text.contains("奖励加分最高的是"), "{text}");
    assert!(text.contains("公众评议得分最高的是") && !text.contains("分得分最高"), "{text}");
}

#[test]
fn many_who_share_the_best_are_counted() {
    let best = |count: usize| {
        let units: Vec<String> = (1..=count).map(|n| format!("第{n}村")).collect();
        bulletin(|model| model["blocks"][0]["best"]["units"] = json!(units)).1
    };
    let (few, many) = (best(5), best(6));
    assert!(few.contains("绩效评估指标得分最高的是第1村、第2村、第3村、第4村、第5村（395.60分）"), "{few}");
    assert!(many.contains("绩效评估指标得分最高的有6个（395.60分）") && !many.contains("第6村"), "{many}");
}

#[test]
fn an_index_is_not_counted_in_points() {
    let (_, points) = bulletin(|_| ());
    assert!(points.contains("计分单位：分"));
    let (_, index) = bulletin(|model| {
        model["words"]["score_unit"] = "".into();
        model["words"]["gap_unit"] = "".into();
    });
    assert!(index.contains("最高与最低相差") && !index.contains("105.40分"), "{index}");
    assert!(!index.contains("计分单位"), "{index}");
}

#[test]
fn groups_that_fit_share_a_page_and_large_ones_have_their_own() {
    let of = |sizes: &[usize]| {
        bulletin(|model| {
            let whole = model["groups"][0].clone();
            let groups = sizes.iter().enumerate().map(|(at, size)| {
                let mut group = whole.clone();
                group["name"] = format!("第{}组", at + 1).into();
                group["rows"] = whole["rows"].as_array().unwrap()[..*size].into();
                group
            });
            model["groups"] = groups.collect();
        })
    };
    let (small, text) = of(&[2, 2, 2]);
    assert_eq!(text.matches("计分单位：分").count(), 3, "{text}");
    // The text before is the same. A page takes all three of 2 rows; of 20, 4 and 4 it takes 20, and then the others.
    assert_eq!(of(&[20, 4, 4]).0, small + 1);
    assert_eq!(of(&[20, 20, 4]).0, small + 2);
}

#[test]
fn amounts_of_money_say_what_they_are_counted_in() {
    let letter = |money: Value| {
        let mut model = sample(DocumentKind::Letter);
        model["table"]["money"] = money;
        made(DocumentKind::Letter, &model).1
    };
    assert!(letter("万元".into()).contains("金额单位：万元"));
    assert!(!letter(Value::Null).contains("金额单位"));
}

#[test]
fn those_that_moved_most_are_drawn_where_they_are_many() {
    let (_, text) = bulletin(|model| {
        model["shifts"] = json!([{ "group": null, "bars": [
            { "unit": "双桥村", "text": "升13", "places": 13 },
            { "unit": "官田村", "text": "降7", "places": -7 },
        ] }]);
    });
    for wanted in ["名次变化图", "与2011年度相比名次升降（位）", "升13", "降7", "2012年度名次升降较大的单位"]
    {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}

#[test]
fn work_is_not_said_twice() {
    let told = |appraisal: &str| bulletin(|model| model["words"]["appraisal"] = appraisal.into()).1;
    assert!(told("绩效管理工作").contains("2012年度绩效管理工作已经完成"));
    assert!(told("绩效考评").contains("2012年度绩效考评工作已经完成"));
}
