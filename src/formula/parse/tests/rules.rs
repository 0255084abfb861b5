//! Blocks of rules, checks and methods.

use super::{one, told};
use crate::formula::ast::{ExprKind, Item};
use crate::formula::parse::{expression, items_separated, methods, rules};
use crate::formula::show::{plain_name, show};

#[test]
fn a_block_keeps_its_good_rules() {
    let text = "\
# 说明
甲 = 1分 +
乙[0.00, 满分 指标.分值] = 合计(表.列,
  其中 类 = “一”)   # 注

丙 二 = 3
辅 丁 = 4
须 {季度}：a ≤ b
戊：a > (b
  + c
宜 合计(指标.分值) = 60
己 = 若 a 则 1
";
    let (items, found) = rules(text, 0);
    let codes: Vec<_> = found.iter().map(|f| f.code.id).collect();
    assert_eq!(codes, ["unfinished-formula", "missing-equals", "unclosed-bracket"]);
    let names: Vec<_> = items
        .iter()
        .map(|item| match item {
            Item::Rule(r) => format!("{}{}", crate::formula::show::show_name(&r.name), if r.aid { "辅" } else { "" }),
            Item::Check(c) => format!("{} {} {:?}", show(&c.condition), c.advisory, c.each),
        })
        .collect();
    // A broken rule keeps its name, so that the rules that name it are not faults too.
    assert_eq!(names, ["甲", "乙", "丁辅", "a ≤ b false [\"季度\"]", "戊", "合计(指标.分值) = 60 true []", "己"]);
    let Item::Rule(second) = &items[1] else { panic!("a rule") };
    assert_eq!(second.format.as_ref().map(|(f, s)| (f.as_str(), &text[s.start..s.end])), Some(("0.00", "0.00")));
    assert_eq!(second.full_marks.as_ref().map(show), Some("指标.分值".to_owned()));
    assert_eq!(&text[second.span.start..second.span.end], "乙[0.00, 满分 指标.分值] = 合计(表.列,\n  其中 类 = “一”)");
    let open = found[2].span;
    assert_eq!(&text[open.start..open.end], "(");
}

#[test]
fn left_sides() {
    let text = "\
全年预算数(元) = a
「带 空格 = 的」[万元 0.00]：a
{块}_{阶段}[满分 60分] = a
满意率·{季度}[0.##]=a
8-15岁率％ ＝ a
";
    let (items, found) = rules(text, 0);
    assert_eq!(found, []);
    let left: Vec<_> = items
        .iter()
        .map(|i| match i {
            Item::Rule(r) => {
                let format = r.format.as_ref().map(|f| f.0.as_str());
                (plain_name(&r.name), format, r.full_marks.is_some(), r.condition)
            }
            Item::Check(_) => panic!("no check"),
        })
        .collect();
    let wanted = [
        ("全年预算数(元)", None, false, false),
        ("带 空格 = 的", Some("万元 0.00"), false, true),
        ("{块}_{阶段}", None, true, false),
        ("满意率·{季度}", Some("0.##"), false, false),
        ("8-15岁率％", None, false, false),
    ];
    assert_eq!(left, wanted.map(|(n, f, m, c)| (n.to_owned(), f, m, c)));
}

#[test]
fn faulty_left_sides() {
    let cases = [
        ("= a", "missing-rule-name", "= a"),
        ("得 = a", "keyword-as-name", "得"),
        ("甲[0.00 = a", "unclosed-bracket", "["),
        ("甲 =", "empty-formula", "="),
        ("甲 = # 未写", "empty-formula", "="),
        ("a ≤ b", "missing-equals", "a ≤ b"),
        ("「甲 = a", "unclosed-name", "「甲 = a"),
        ("甲·{季度 = a", "unclosed-entry", "{季度"),
        ("甲[0.00, 满分] = a", "empty-formula", ""),
    ];
    for (text, code, at) in cases {
        let (items, found) = rules(text, 0);
        let known = text.starts_with("甲 =") || text.starts_with("甲[");
        assert_eq!(items.len(), usize::from(known), "{text}");
        assert_eq!(told(text, &found), one(code, at), "{text}");
    }
    let looks = |text: &str| rules(text, 0).1[0].args.iter().find(|(k, _)| *k == "looks").unwrap().1.clone();
    assert_eq!(looks("合计(a) ≤ b"), "formula");
    assert_eq!(looks("甲"), "none");
}

#[test]
fn a_rule_that_cannot_be_read_keeps_its_name() {
    let (items, found) = rules("甲 = 1 +\n乙：若\n「丙 丁」 = (2", 0);
    assert_eq!(found.len(), 3);
    let names: Vec<_> = items
        .iter()
        .map(|item| match item {
            Item::Rule(rule) => (plain_name(&rule.name), rule.condition, rule.formula.kind == ExprKind::Missing),
            Item::Check(_) => panic!("no check stands there"),
        })
        .collect();
    let wanted = [("甲", false), ("乙", true), ("丙 丁", false)].map(|(name, yes)| (name.to_owned(), yes, true));
    assert_eq!(names, wanted);
    assert_eq!(methods("半(a) = a ×", 0).0.len(), 1);
}

#[test]
fn an_indented_block_is_one_fault() {
    let text = "  甲 = 1\n  乙 = 2\n    + 3\n";
    let (items, found) = rules(text, 0);
    assert_eq!(told(text, &found), one("indented-start", "甲 = 1"));
    assert_eq!(items.len(), 2);
    assert!(rules("  甲 = 1", 0).1.is_empty());
}

#[test]
fn items_are_separated_outside_brackets() {
    let text = "甲 = 分档(x；≥1 得 2；其余 得 0)；乙[0.00] = “；”；丙 = 「；」\n丁 = 1 # 注；注\n戊 = 1\n  + 2；";
    let (items, found) = items_separated(text, 0);
    assert_eq!(found, []);
    let all: Vec<_> = items.iter().map(|r| &text[r.span.start..r.span.end]).collect();
    let wanted = ["甲 = 分档(x；≥1 得 2；其余 得 0)", "乙[0.00] = “；”", "丙 = 「；」", "丁 = 1", "戊 = 1\n  + 2"];
    assert_eq!(all, wanted);
    let (items, found) = items_separated("甲 = 1；须 a = b；乙", 0);
    assert_eq!(items.len(), 1);
    assert_eq!(found.iter().map(|f| f.code.id).collect::<Vec<_>>(), ["check-not-here", "missing-equals"]);
}

#[test]
fn methods_have_parameters() {
    let text = "两套(甲, 乙) = 若 类别 = “产区” 则 甲 否则 乙\n门槛（结果：是否，分值）= 满足(结果, 分值)\n无参() = 1";
    let (items, found) = methods(text, 0);
    assert_eq!(found, []);
    assert_eq!(items.len(), 3);
    let typed: Vec<_> = items[1].parameters.iter().map(|(_, t)| t.as_ref().map(|t| t.0.as_str())).collect();
    assert_eq!(typed, [Some("是否"), None]);
    let text = "甲 = 1\n乙(a = 1\n丙(a) 1\n丁(a；b) = 1\n戊(a) = a";
    let (items, found) = methods(text, 0);
    assert_eq!(items.len(), 1);
    let codes: Vec<_> = found.iter().map(|f| f.code.id).collect();
    assert_eq!(codes, ["missing-parameters", "unclosed-bracket", "missing-equals", "unexpected-word"]);
}

#[test]
fn places_are_bytes_of_the_file() {
    let (items, _) = rules("甲 = a + 乙", 1000);
    let Item::Rule(rule) = &items[0] else { panic!("a rule") };
    assert_eq!((rule.name.span.start, rule.name.span.end), (1000, 1003));
    assert_eq!((rule.formula.span.start, rule.formula.span.end), (1006, 1013));
    let (_, found) = rules("甲 = a + ）", 1000);
    assert_eq!((found[0].span.start, found[0].span.end), (1010, 1013));
    let (read, _) = expression("(a) × 2", 5);
    assert_eq!(read.unwrap().span.start, 5);
}
