//! The options of columns.

use super::{types, unquoted};
use crate::formula::ast::Unit;
use crate::formula::text::normal;
use crate::scheme::cut::{Part, Quotes};
use crate::scheme::decl::{BareNumber, ColumnDecl, ColumnKind, Limit, Meaning, PercentSign};
use crate::scheme::faults;
use crate::scheme::fields::Reading;
use crate::scheme::suggest;

/// Every option by its name, as messages list them.
const NAMES: [&str; 14] =
    ["空", "外", "范围", "可负", "取正", "续上", "后缀", "前缀", "百分号", "裸数", "拆分", "可无", "必填", "不归属"];

/// Reads the options of a column into it.
pub(super) fn read(r: &mut Reading<'_>, column: &mut ColumnDecl, parts: &[Part<'_>]) {
    let mut seen: Vec<&str> = Vec::new();
    for part in parts.iter().map(Part::trim) {
        if part.is_empty() {
            r.fault(
                faults::UNKNOWN_OPTION,
                part.span(),
                &[("found", "，"), ("suggest", suggest::NONE), ("known", &known())],
            );
            continue;
        }
        let (name_part, value) = match part.split_once(&['=']) {
            Some((name, _, value)) => (name.trim(), Some(value.trim())),
            None => (part, None),
        };
        if let Some(word) = name_part.unquoted(Quotes::All) {
            word_means(r, column, word, value, part);
            continue;
        }
        let Some(name) = NAMES.into_iter().find(|name| normal(name) == normal(name_part.text)) else {
            let suggest = suggest::argument(name_part.text, NAMES);
            let args = [("found", part.text), ("suggest", suggest.as_str()), ("known", &known())];
            r.fault(faults::UNKNOWN_OPTION, part.span(), &args);
            continue;
        };
        if seen.contains(&name) && !matches!(name, "后缀" | "前缀") {
            r.fault(faults::OPTION_TWICE, part.span(), &[("found", name)]);
            continue;
        }
        seen.push(name);
        if !fits(name, &column.kind) {
            r.fault(faults::OPTION_UNFIT, part.span(), &[("found", name), ("type", &shown(&column.kind))]);
        } else if set(column, name, value).is_none() {
            let args =
                [("option", name), ("found", value.map_or("", |v| v.text)), ("expected", expected(name, &column.kind))];
            r.fault(faults::OPTION_VALUE, value.unwrap_or(part).span(), &args);
        }
    }
}

fn known() -> String {
    NAMES.join("、")
}

/// Takes one option; nothing where its value is missing, too much or not understood.
fn set(column: &mut ColumnDecl, name: &str, value: Option<Part<'_>>) -> Option<()> {
    let flag = match name {
        "可负" => Some(&mut column.may_be_negative),
        "取正" => Some(&mut column.drop_sign),
        "续上" => Some(&mut column.repeat_above),
        "可无" => Some(&mut column.optional),
        "必填" => Some(&mut column.required),
        "不归属" => Some(&mut column.not_belonging),
        _ => None,
    };
    if let Some(flag) = flag {
        *flag = true;
        return value.is_none().then_some(());
    }
    let value = value?;
    match name {
        "空" => column.empty = Some(meaning(&column.kind, value)?),
        "外" => column.outside = Some(meaning(&column.kind, value)?),
        "范围" => column.range = Some(range(&column.kind, value)?),
        "后缀" => column.suffixes.push(some_text(value)?),
        "前缀" => column.prefixes.push(some_text(value)?),
        "百分号" => column.percent_sign = Some(percent_sign(value.text)?),
        "裸数" => column.bare_number = Some(bare_number(value.text)?),
        _ => column.split = Some(separator(value)?),
    }
    Some(())
}

/// `“词”=V`.
fn word_means(r: &mut Reading<'_>, column: &mut ColumnDecl, word: Part<'_>, value: Option<Part<'_>>, whole: Part<'_>) {
    if column.words.iter().any(|(other, _)| normal(other) == normal(word.text)) {
        r.fault(faults::OPTION_TWICE, whole.span(), &[("found", word.text)]);
        return;
    }
    match value.and_then(|value| meaning(&column.kind, value)) {
        Some(meaning) => column.words.push((word.text.to_owned(), meaning)),
        None => {
            let found = value.map_or("", |v| v.text);
            let args = [("option", word.text), ("found", found), ("expected", expected("空", &column.kind))];
            r.fault(faults::OPTION_VALUE, value.unwrap_or(whole).span(), &args);
        }
    }
}

/// What 空=, 外= and “词”= give.
fn meaning(kind: &ColumnKind, value: Part<'_>) -> Option<Meaning> {
    let quoted = value.unquoted(Quotes::All).is_some();
    let text = unquoted(value).text;
    match (normal(text).as_str(), kind) {
        ("", _) if !quoted => return None,
        ("不适用", _) if !quoted => return Some(Meaning::NotApplicable),
        ("缺", _) if !quoted => return Some(Meaning::Missing),
        ("是", ColumnKind::YesNo) => return Some(Meaning::Bool(true)),
        ("否", ColumnKind::YesNo) => return Some(Meaning::Bool(false)),
        _ => {}
    }
    let number = || types::number(kind, text).map(Meaning::Number);
    let word = || Meaning::Word(text.to_owned());
    match kind {
        ColumnKind::YesNo | ColumnKind::Date => None,
        ColumnKind::Number { .. } => number(),
        ColumnKind::Raw => number().or_else(|| Some(word())),
        ColumnKind::OneOf(members) => members.iter().any(|m| normal(m) == normal(text)).then(word),
        ColumnKind::Reference(_) => (!text.is_empty()).then(word),
        ColumnKind::Text => Some(word()),
    }
}

/// `0..100`, `0..`, `..指标.上限`.
fn range(kind: &ColumnKind, value: Part<'_>) -> Option<(Option<Limit>, Option<Limit>)> {
    let at = value.text.find("..")?;
    let low = limit(kind, value.slice(0, at).trim())?;
    let high = limit(kind, value.slice(at + 2, value.text.len()).trim())?;
    if let (Some(Limit::Number(low)), Some(Limit::Number(high))) = (&low, &high)
        && low > high
    {
        return None;
    }
    (low.is_some() || high.is_some()).then_some((low, high))
}

fn limit(kind: &ColumnKind, part: Part<'_>) -> Option<Option<Limit>> {
    if part.is_empty() {
        return Some(None);
    }
    if let Some(number) = types::number(kind, part.text) {
        return Some(Some(Limit::Number(number)));
    }
    let steps: Vec<String> =
        part.split(&['.'], Quotes::Names).into_iter().map(|step| unquoted(step).text.to_owned()).collect();
    let column = |step: &String| !step.is_empty() && !step.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    steps.iter().all(column).then_some(Some(Limit::Column(steps)))
}

fn some_text(value: Part<'_>) -> Option<String> {
    let text = unquoted(value).text;
    (!text.is_empty()).then(|| text.to_owned())
}

fn percent_sign(word: &str) -> Option<PercentSign> {
    match normal(word).as_str() {
        "数字" => Some(PercentSign::Number),
        "小数" => Some(PercentSign::Fraction),
        _ => None,
    }
}

fn bare_number(word: &str) -> Option<BareNumber> {
    match normal(word).as_str() {
        "小数" => Some(BareNumber::Fraction),
        "百分点" => Some(BareNumber::Points),
        _ => None,
    }
}

/// `拆分=、`; 换行 stands for a line break inside the cell.
fn separator(value: Part<'_>) -> Option<String> {
    let text = some_text(value)?;
    Some(if text == "换行" { "\n".to_owned() } else { text })
}

/// Has the option a meaning for that type?
fn fits(name: &str, kind: &ColumnKind) -> bool {
    let number = matches!(kind, ColumnKind::Number { .. });
    let percent = matches!(kind, ColumnKind::Number { unit: Unit::Percent, .. });
    let entry = matches!(kind, ColumnKind::Reference(_) | ColumnKind::OneOf(_));
    match name {
        "可负" | "取正" | "范围" | "后缀" | "前缀" => number,
        "百分号" => number && !percent,
        "裸数" => percent,
        "不归属" => entry,
        "拆分" => entry || *kind == ColumnKind::Text,
        "必填" => *kind == ColumnKind::Text,
        "外" => *kind != ColumnKind::Text,
        _ => true,
    }
}

/// What may stand behind an option's `=`, as a key of its message.
fn expected(name: &str, kind: &ColumnKind) -> &'static str {
    match (name, kind) {
        ("空" | "外", ColumnKind::YesNo) => "yes-no",
        ("空" | "外", ColumnKind::Number { unit: Unit::Percent, .. }) => "percent",
        ("空" | "外", ColumnKind::Number { .. }) => "number",
        ("空" | "外", ColumnKind::OneOf(_) | ColumnKind::Reference(_)) => "entry",
        ("空" | "外", _) => "state",
        ("范围", ColumnKind::Number { unit: Unit::Percent, .. }) => "percent-range",
        ("范围", _) => "range",
        ("百分号", _) => "percent-sign",
        ("裸数", _) => "bare-number",
        ("后缀" | "前缀" | "拆分", _) => "text",
        _ => "nothing",
    }
}

fn shown(kind: &ColumnKind) -> String {
    match kind {
        ColumnKind::Text => "文本".to_owned(),
        ColumnKind::Date => "日期".to_owned(),
        ColumnKind::YesNo => "是否".to_owned(),
        ColumnKind::Raw => "原样".to_owned(),
        ColumnKind::Number { word, .. } if word.is_empty() => "数".to_owned(),
        ColumnKind::Number { word, .. } => word.clone(),
        ColumnKind::Reference(table) => table.clone(),
        ColumnKind::OneOf(members) => members.iter().map(|m| format!("“{m}”")).collect::<Vec<_>>().join("｜"),
    }
}
