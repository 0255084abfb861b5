mod rules;

use proptest::prelude::*;

use super::{expression, items_separated, methods, name, rules};
use crate::formula::ast::{ExprKind, NamePart, Unit};
use crate::formula::show::show;
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
fn nesting_ends() {
    for (text, close) in [("(", ")"), ("−", ""), ("非 ", ""), ("f(", ")"), ("2^", ""), ("(若 a 则 ", ")")] {
        let deep = |n: usize| faults_of(&format!("{}1{}", text.repeat(n), close.repeat(n)));
        assert_eq!(deep(20), [], "{text}");
        assert_eq!(deep(5000)[0].0, "nested-too-deep", "{text}");
    }
}

/// Words and signs that random texts are made of.
#[rustfmt::skip]
const WORDS: [&str; 77] = [
    "若", "则", "否则", "否则若", "且", "或", "非", "属于", "其中", "按", "缺", "不适用", "有值", "缺则", "不适用则", "得", "其余", "须",
    "辅", "包含", "不重复", "从低", "是", "甲", "乙·{表}", "「丙 丁」", "合计", "分档", "插值", "(", ")", "（", "，", "；", ";", ":",
    "：", ".", "..", "+", "−", "-", "×", "/", "^", "&", "=", "＝", "≤", "<=", ">", "[", "]", "“文”", "“", "”",
    "「", "」", "{", "}", "{}", "\"", "#", " # ", "30分", "5万元", "85％", "2.5", "2.5x", "3月",
    "2025年2月30日", "、", "\n", "\n  ", "满分", "\u{3000}", "1",
];

fn word() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&WORDS[..])
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
