//! Columns in plain words: headers, type, what an empty cell means.

use crate::formula::ast::Unit;
use crate::formula::show::number;
use crate::number::Exact;
use crate::scheme::decl::{BareNumber, ColumnDecl, ColumnKind, Limit, Meaning, Pattern, PercentSign};

use super::model::Column;

/// A column of a table whose rows are read from files; `captured`: a name of file, sheet or header gives it too;
/// `key`: it names the rows.
pub(super) fn column(declared: &ColumnDecl, captured: bool, key: bool) -> Column {
    let header = if captured { format!("由 {{{}}} 得出", declared.label) } else { headers(declared) };
    Column {
        name: declared.label.clone(),
        header,
        kind: kind(&declared.kind),
        empty: if key { "不得为空".into() } else { empty(declared) },
        notes: notes(declared),
    }
}

/// A column that only a name of file, sheet or header gives.
pub(super) fn caught(name: &str, table: bool) -> Column {
    Column {
        name: name.to_owned(),
        header: format!("由 {{{name}}} 得出"),
        kind: if table { format!("“{name}”中的一项") } else { "任意文字".into() },
        empty: "不会为空".into(),
        notes: Vec::new(),
    }
}

/// 甲 或 乙; a header under a merged one as 上>下.
pub(super) fn headers(declared: &ColumnDecl) -> String {
    let path = |path: &Vec<Pattern>| path.iter().map(|p| p.text.trim()).collect::<Vec<_>>().join(">");
    declared.headers.iter().map(path).collect::<Vec<_>>().join(" 或 ")
}

/// A type in words.
pub(super) fn kind(kind: &ColumnKind) -> String {
    match kind {
        ColumnKind::Text => "文本".into(),
        ColumnKind::Date => "日期".into(),
        ColumnKind::YesNo => "是否".into(),
        ColumnKind::Number { unit: Unit::Percent, .. } => "百分数".into(),
        ColumnKind::Number { scale, .. } if *scale > 1 => "数（万元）".into(),
        ColumnKind::Number { word, .. } if word.is_empty() => "数".into(),
        ColumnKind::Number { word, .. } => format!("数（{word}）"),
        ColumnKind::Raw => "原样，由计分方法读取".into(),
        ColumnKind::Reference(table) => format!("“{table}”中的一项"),
        ColumnKind::OneOf(words) => {
            format!("{}之一", words.iter().map(|w| format!("“{w}”")).collect::<Vec<_>>().join("、"))
        }
    }
}

/// What an empty cell means.
fn empty(declared: &ColumnDecl) -> String {
    let text = declared.kind == ColumnKind::Text;
    match &declared.empty {
        Some(meaning) if text => means(meaning, &declared.kind),
        Some(meaning) => format!("{}（“—”“无”同）", means(meaning, &declared.kind)),
        None if declared.repeat_above => "同上一行".into(),
        None if text && !declared.required => "空文本".into(),
        None => "不得为空".into(),
    }
}

fn means(meaning: &Meaning, of: &ColumnKind) -> String {
    match meaning {
        Meaning::NotApplicable => "不适用".into(),
        Meaning::Missing => "缺，应报未报".into(),
        Meaning::Number(value) => figure(value, of),
        Meaning::Bool(yes) => if *yes { "是" } else { "否" }.into(),
        Meaning::Word(word) => format!("“{word}”"),
    }
}

/// A number of a column as it is written there.
fn figure(value: &Exact, of: &ColumnKind) -> String {
    match of {
        ColumnKind::Number { unit: Unit::Percent, .. } => number(value, Unit::Percent),
        ColumnKind::Number { unit: Unit::Money, .. } => number(value, Unit::Money),
        _ => number(value, Unit::Bare),
    }
}

fn notes(declared: &ColumnDecl) -> Vec<String> {
    let mut out = Vec::new();
    for (word, meaning) in &declared.words {
        out.push(format!("“{word}”即{}", means(meaning, &declared.kind)));
    }
    if let Some(meaning) = &declared.outside {
        out.push(format!("认不出的内容按{}", means(meaning, &declared.kind)));
    }
    if let Some((low, high)) = &declared.range {
        let limit = |limit: &Option<Limit>| {
            limit.as_ref().map(|limit| match limit {
                Limit::Number(value) => figure(value, &declared.kind),
                Limit::Column(names) => names.join("."),
            })
        };
        out.push(match (limit(low), limit(high)) {
            (Some(low), Some(high)) => format!("限{low}至{high}"),
            (Some(low), None) => format!("不小于{low}"),
            (None, Some(high)) => format!("不大于{high}"),
            (None, None) => "不限大小".into(),
        });
    }
    let flags = [
        (declared.may_be_negative, "可为负数"),
        (declared.drop_sign, "负号不计"),
        (declared.repeat_above && declared.empty.is_some(), "合并格各行同值"),
        (declared.optional, "可以没有此列，没有的按不适用"),
        (declared.required && declared.kind != ColumnKind::Text, "必填"),
        (declared.not_belonging, "不据此确定行归谁"),
    ];
    out.extend(flags.iter().filter(|(set, _)| *set).map(|(_, text)| (*text).to_owned()));
    match declared.percent_sign {
        Some(PercentSign::Number) => out.push("85%读作85".into()),
        Some(PercentSign::Fraction) => out.push("85%读作0.85".into()),
        None => {}
    }
    match declared.bare_number {
        Some(BareNumber::Fraction) => out.push("0.85读作85%".into()),
        Some(BareNumber::Points) => out.push("85读作85%".into()),
        None => {}
    }
    let affixes = |what: &str, list: &[String]| (!list.is_empty()).then(|| format!("{what}可有“{}”", list.join("”“")));
    out.extend(affixes("数前", &declared.prefixes));
    out.extend(affixes("数后", &declared.suffixes));
    if let Some(mark) = &declared.split {
        out.push(format!("一格多项，用“{mark}”分开，每项一行"));
    }
    out
}
