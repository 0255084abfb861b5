use proptest::prelude::*;

use super::{expression, items_separated, methods, name, rules};
use crate::formula::ast::{ExprKind, Item, NamePart, Unit};
use crate::formula::show::{plain_name, show};
use crate::number::Exact;

/// Code and text of each fault, and the arguments that matter.
fn told(text: &str, found: &[super::SyntaxFault]) -> Vec<(&'static str, String)> {
    found.iter().map(|f| (f.code.id, text[f.span.start..f.span.end].to_owned())).collect()
}

fn faults_of(text: &str) -> Vec<(&'static str, String)> {
    let (read, found) = expression(text, 0);
    assert_eq!(read.is_none(), !found.is_empty(), "{text}");
    told(text, &found)
}

fn one(code: &'static str, at: &str) -> Vec<(&'static str, String)> {
    vec![(code, at.to_owned())]
}

fn argument(text: &str, name: &str) -> String {
    let (_, found) = expression(text, 0);
    let given = found[0].args.iter().find(|(k, _)| *k == name);
    given.map(|(_, v)| v.clone()).unwrap_or_default()
}

#[test]
fn numbers_carry_their_units() {
    let cases = [
        ("30分", Exact::from(30), Unit::Points),
        ("３０．５分", Exact::decimal(305, 1), Unit::Points),
        ("5万元", Exact::from(50_000), Unit::Money),
        ("0.01元", Exact::decimal(1, 2), Unit::Money),
        ("85%", Exact::decimal(85, 2), Unit::Percent),
        ("85％", Exact::decimal(85, 2), Unit::Percent),
        ("3‰", Exact::decimal(3, 3), Unit::Percent),
        ("1个百分点", Exact::decimal(1, 2), Unit::Percent),
        ("2000人", Exact::from(2000), Unit::Bare),
        ("2.211", Exact::decimal(2211, 3), Unit::Bare),
    ];
    for (text, value, unit) in cases {
        let (read, found) = expression(text, 0);
        assert!(found.is_empty());
        assert_eq!(read.unwrap().kind, ExprKind::Number(value, unit), "{text}");
    }
}

#[test]
fn longer_runs_are_names() {
    for text in ["65岁以上老年人数", "30分钟内", "3月", "2025年3月", "PM2.5", "得分_1组", "B超"] {
        let (read, found) = expression(text, 0);
        assert!(found.is_empty(), "{text}: {found:?}");
        let ExprKind::Path(path) = read.unwrap().kind else { panic!("{text} is no name") };
        assert_eq!(path[0].parts, vec![NamePart::Text(text.to_owned())]);
    }
}

#[test]
fn names_hold_entries() {
    let read = name("「率({指标})·{ 季度 }」", 10);
    assert!(read.quoted);
    let parts = [
        NamePart::Text("率(".to_owned()),
        NamePart::Entry("指标".to_owned()),
        NamePart::Text(")·".to_owned()),
        NamePart::Entry("季度".to_owned()),
    ];
    assert_eq!(read.parts, parts);
    assert_eq!(read.span.start, 10);
    assert!(!name("缺{指标}", 0).quoted);
}

#[test]
fn comments_begin_behind_a_blank_outside_quotations() {
    let (read, found) = expression("a + b # 其余 ( 不读", 0);
    assert!(found.is_empty());
    assert_eq!(show(&read.unwrap()), "a + b");
    let (read, found) = expression("a = “甲 # 乙”", 0);
    assert!(found.is_empty());
    assert_eq!(show(&read.unwrap()), "a = “甲 # 乙”");
}

#[test]
fn signs_and_quotations() {
    assert_eq!(faults_of("a + “甲"), one("unclosed-text", "“甲"));
    assert_eq!(faults_of("a + 「甲 − b"), one("unclosed-name", "「甲 − b"));
    assert_eq!(faults_of("率·{指标 + 1"), one("unclosed-entry", "{指标 + 1"));
    assert_eq!(faults_of("a、b"), one("unknown-sign", "、"));
    assert_eq!(faults_of("a $ b ¥ c"), vec![("unknown-sign", "$".to_owned()), ("unknown-sign", "¥".to_owned())]);
    assert_eq!(faults_of("「」 + 1"), one("empty-name", "「」"));
    assert_eq!(faults_of("率·{} + 1"), one("empty-name", "{}"));
    assert_eq!(faults_of("d ≤ 2025年2月29日"), one("impossible-date", "2025年2月29日"));
    assert!(faults_of("d ≤ 2024年2月29日").is_empty());
    assert_eq!(faults_of("2.5得分 + 1"), one("number-run-into-name", "2.5得分"));
}

#[test]
fn brackets() {
    assert_eq!(faults_of("合计(a, 平均(b, c)"), one("unclosed-bracket", "("));
    assert_eq!(expression("合计(a, 平均(b, c)", 0).1[0].span.start, "合计".len());
    assert_eq!(faults_of("(a + b"), one("unclosed-bracket", "("));
    assert_eq!(faults_of("a + b)"), one("unopened-bracket", ")"));
    assert_eq!(faults_of("分档(x；≥1 得 2"), one("unclosed-bracket", "("));
}

#[test]
fn words_that_cannot_stand_there() {
    assert_eq!(faults_of("a × × b"), one("unexpected-word", "×"));
    assert_eq!(argument("a × × b", "expected"), "value");
    assert_eq!(faults_of("a b"), one("unexpected-word", "b"));
    assert_eq!(argument("a b", "expected"), "end");
    assert_eq!(faults_of("a.(b)"), one("unexpected-word", "("));
    assert_eq!(argument("a.(b)", "expected"), "name");
    assert_eq!(faults_of("a +"), one("unfinished-formula", ""));
    assert_eq!(faults_of(""), one("empty-formula", ""));
    assert_eq!(faults_of("  # 无"), one("empty-formula", "  # 无"));
    assert_eq!(faults_of("合计(a，)"), one("unexpected-word", ")"));
    assert_eq!(faults_of("合计(a，不重复 b + c)"), one("unexpected-word", "+"));
}

#[test]
fn conditions() {
    assert_eq!(faults_of("若 a > 1"), one("missing-then", "1"));
    assert_eq!(faults_of("若 a > 1 得 5"), one("missing-then", "得"));
    assert_eq!(faults_of("若 a 则 1 否则 2 否则若 b 则 3"), one("arm-after-last", "否则若"));
    assert_eq!(faults_of("f(若 a 则 1 否则 2 否则 3)"), one("arm-after-last", "否则"));
    assert_eq!(faults_of("若 a 则 若 b 则 1 否则 2"), one("unbracketed-condition", "若"));
    assert_eq!(faults_of("1 + 若 a 则 1"), one("unbracketed-condition", "若"));
    assert!(faults_of("1 + (若 a 则 1)").is_empty());
    assert_eq!(faults_of("a < b 有值"), one("comparison-chained", "有值"));
    assert_eq!(faults_of("a 包含 b = 是"), one("comparison-chained", "="));
}

#[test]
fn words_written_together() {
    assert_eq!(faults_of("若 a > 5则 1"), one("words-run-together", "5则"));
    assert_eq!(faults_of("若a有值则1否则2"), one("words-run-together", "若a有值则1否则2"));
    assert_eq!(faults_of("分档(x；≥95%得30分；其余 得 0)"), one("words-run-together", "得30分"));
    assert_eq!(faults_of("分档(x；≥90得30；其余 得 0)"), one("words-run-together", "90得30"));
    assert_eq!(faults_of("合计(a，其中b = 1)"), one("words-run-together", "其中b"));
    assert_eq!(faults_of("分档(x；≥档次.下限得 1；其余 得 0)"), one("missing-gets", "1"));
    // 得分 and 心得 are words of their own.
    assert_eq!(faults_of("心得 得分"), one("unexpected-word", "得分"));
}

#[test]
fn bands() {
    assert_eq!(faults_of("分档(x；≥90 30分；其余 得 0)"), one("missing-gets", "30分"));
    assert_eq!(faults_of("分档(x；90 得 30分；其余 得 0)"), one("missing-bound", "90"));
    assert_eq!(faults_of("分档(x，≥90 得 30分)"), one("wrong-separator", "，"));
    assert_eq!(faults_of("合计(x；y)"), one("wrong-separator", "；"));
    assert_eq!(faults_of("分档(x)"), one("unexpected-word", ")"));
    assert_eq!(faults_of("插值(x；≥80 得 1)"), one("unexpected-word", "≥"));
    assert!(faults_of("bands(x; >=80 得 1; 其余 得 0)").is_empty());
}

#[test]
fn one_formula_tells_several_faults() {
    let text = "合计(a b, 平均(c d), e) + 分档(x；90 得 1；≥80 2；其余 得 0)";
    let all = faults_of(text);
    assert_eq!(all, [("unexpected-word", "b".to_owned()), ("unexpected-word", "d".to_owned())]);
    let bands = "分档(x y；90 得 1；≥80 2；其余 得 0)";
    let codes: Vec<_> = faults_of(bands).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["unexpected-word", "missing-bound", "missing-gets"]);
}

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
    assert_eq!(names, ["乙", "丁辅", "a ≤ b false [\"季度\"]", "合计(指标.分值) = 60 true []", "己"]);
    let Item::Rule(second) = &items[0] else { panic!("a rule") };
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

#[test]
fn nesting_ends() {
    for (text, close) in [("(", ")"), ("−", ""), ("非 ", ""), ("f(", ")"), ("2^", ""), ("(若 a 则 ", ")")] {
        let deep = |n: usize| faults_of(&format!("{}1{}", text.repeat(n), close.repeat(n)));
        assert_eq!(deep(20), [], "{text}");
        assert_eq!(deep(5000)[0].0, "nested-too-deep", "{text}");
    }
}

fn word() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "若",
        "则",
        "否则",
        "否则若",
        "且",
        "或",
        "非",
        "属于",
        "其中",
        "按",
        "缺",
        "不适用",
        "有值",
        "缺则",
        "不适用则",
        "得",
        "其余",
        "须",
        "辅",
        "包含",
        "不重复",
        "从低",
        "是",
        "甲",
        "乙·{表}",
        "「丙 丁」",
        "合计",
        "分档",
        "插值",
        "(",
        ")",
        "（",
        "，",
        "；",
        ";",
        ":",
        "：",
        ".",
        "..",
        "+",
        "−",
        "-",
        "×",
        "/",
        "^",
        "&",
        "=",
        "＝",
        "≤",
        "<=",
        ">",
        "[",
        "]",
        "“文”",
        "“",
        "”",
        "「",
        "」",
        "{",
        "}",
        "{}",
        "\"",
        "#",
        " # ",
        "30分",
        "5万元",
        "85％",
        "2.5",
        "2.5x",
        "3月",
        "2025年2月30日",
        "、",
        "\n",
        "\n  ",
        "满分",
        "\u{3000}",
        "1",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_text_breaks_the_parser(words in proptest::collection::vec(word(), 0..24), spaced in any::<bool>()) {
        let text = words.join(if spaced { " " } else { "" });
        let (read, mut found) = expression(&text, 7);
        prop_assert_eq!(read.is_none(), !found.is_empty());
        if let Some(read) = read {
            let printed = show(&read);
            let (back, faults) = expression(&printed, 0);
            prop_assert!(faults.is_empty(), "{} → {}", text, printed);
            prop_assert_eq!(back.map(|e| show(&e)), Some(printed));
        }
        found.extend(rules(&text, 7).1);
        found.extend(items_separated(&text, 7).1);
        found.extend(methods(&text, 7).1);
        for fault in found {
            // Every place is a stretch of the text, cut between characters.
            prop_assert!(text.get(fault.span.start - 7..fault.span.end - 7).is_some(), "{:?}", fault);
        }
    }
}
