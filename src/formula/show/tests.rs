use super::{number, show, show_name};
use crate::formula::ast::Unit;
use crate::formula::parse::{expression, name};
use crate::number::Exact;

/// The tree's shape, without places.
fn shape(text: &str) -> String {
    let (read, found) = expression(text, 0);
    assert!(found.is_empty(), "{text}: {found:?}");
    let mut shape = format!("{read:?}");
    while let Some(at) = shape.find("Span {") {
        let end = shape[at..].find('}').expect("a span has an end");
        shape.replace_range(at..=at + end, "@");
    }
    shape
}

fn shown(text: &str) -> String {
    let (read, found) = expression(text, 0);
    assert!(found.is_empty(), "{text}: {found:?}");
    show(&read.expect("a tree"))
}

#[test]
fn the_printed_form_is_one() {
    let cases = [
        ("（ａ＋ｂ）*３", "(ａ + ｂ) × 3"),
        ("a <= b 且 b <> c", "a ≤ b 且 b ≠ c"),
        ("a-(b-c)", "a − (b − c)"),
        ("(a-b)-c", "a − b − c"),
        ("a/(b*c)", "a ÷ (b × c)"),
        ("((a*b)/c)", "a × b ÷ c"),
        ("-(-a)", "−−a"),
        ("(-a)^2", "(−a) ^ 2"),
        ("-a^2", "−a ^ 2"),
        ("(a^b)^c", "(a ^ b) ^ c"),
        ("a^b^c", "a ^ b ^ c"),
        ("0.5‰", "0.05%"),
        ("2个百分点", "2%"),
        ("8件", "8"),
        ("12000元", "1.2万元"),
        ("12345元", "12345元"),
        ("0.01万元", "100元"),
        ("\"甲\"&“乙”", "“甲” & “乙”"),
        ("\"写作”的\"", "\"写作”的\""),
        ("x 属于 本期", "x 属于 本期"),
        ("x 属于（“甲”，“乙”）", "x 属于 (“甲”, “乙”)"),
        ("x 属于 (a+b)", "x 属于 (a + b)"),
        ("非 (a 或 b) 且 c", "非 (a 或 b) 且 c"),
        ("a 或 (b 或 c)", "a 或 (b 或 c)"),
        ("(a 且 b) 或 c", "a 且 b 或 c"),
        ("(x 缺则 1) 不适用则 2", "x 缺则 1 不适用则 2"),
        ("x 缺则 (y 缺则 2)", "x 缺则 (y 缺则 2)"),
        ("(若 a 则 1 否则 2) + 1", "(若 a 则 1 否则 2) + 1"),
        ("若 a 则 (若 b 则 1) 否则 2", "若 a 则 (若 b 则 1) 否则 2"),
        ("若 a 则 1 否则若 b 则 2 否则 3 缺则 4", "若 a 则 1 否则若 b 则 2 否则 3 缺则 4"),
        ("合计（x,其中 y，按 z,不重复 t.c，从低）", "合计(x，其中 y，按 z，不重复 t.c，从低)"),
        (
            "分档(x; ＞=90 得 10分; 80..90 得 5分;60.. 得 1; 其余 得 0)",
            "分档(x；≥90 得 10分；80..90 得 5分；60.. 得 1；其余 得 0)",
        ),
        ("插值(x；80 得 60；90 得 100)", "插值(x；80 得 60；90 得 100)"),
        ("月.3月", "月.3月"),
        ("表.3次.「a b」", "表.3次.「a b」"),
        ("2025年03月01日 ≤ d", "2025年3月1日 ≤ d"),
        ("PM2.5 + 率·{指标}", "PM2.5 + 率·{指标}"),
        ("60≤得分<70", "60 ≤ 得分 < 70"),
    ];
    for (written, printed) in cases {
        assert_eq!(shown(written), printed, "{written}");
    }
}

#[test]
fn the_printed_form_reads_back() {
    let cases = [
        "a − (b + c) & (d − e)",
        "−(a + b) ^ −2",
        "(若 a 则 b 否则 c) 缺则 (若 d 则 e)",
        "非 非 a = b",
        "(非 a) = b",
        "(a = b) = c",
        "(a < b) 有值",
        "(x 缺则 1) × 2 > (y 不适用则 0)",
        "x 属于 ((a), b × 2)",
        "x 属于 (a.b)",
        "x 包含 (若 a 则 “甲” 否则 “乙”)",
        "f((若 a 则 b), 其中 (c 或 d), 按 -e)",
        "累进(数量；工分档.起..工分档.止 得 工分档.单位工分)",
        "分档(若 a 则 b 否则 c；=1 得 若 d 则 2 否则 3；其余 得 4)",
        "「a b」.c.「3次」 + 「率({指标})」",
        "否 或 是 且 缺 = 不适用",
        "若 a 则 1 否则 若 b 则 2 否则 3",
    ];
    for written in cases {
        let printed = shown(written);
        assert_eq!(shape(&printed), shape(written), "{written} → {printed}");
        assert_eq!(shown(&printed), printed);
    }
}

#[test]
fn names_are_quoted_where_they_must_be() {
    let cases = [
        ("得分·{指标}", "得分·{指标}"),
        ("执行数(元)", "「执行数(元)」"),
        ("0-7岁儿童数", "「0-7岁儿童数」"),
        ("65岁以上老年人数", "65岁以上老年人数"),
        ("其余", "「其余」"),
        ("3次", "「3次」"),
        ("「甲」", "「甲」"),
        ("a b", "「a b」"),
    ];
    for (written, printed) in cases {
        assert_eq!(show_name(&name(written, 0)), printed);
    }
}

#[test]
fn negative_numbers_bind_like_a_sign() {
    assert_eq!(number(&Exact::decimal(-25, 1), Unit::Points), "−2.5分");
    assert_eq!(number(&Exact::decimal(-25, 1), Unit::Percent), "−250%");
}
