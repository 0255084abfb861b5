//! The types of columns.

use crate::formula::ast::Unit;
use crate::formula::text::{normal, numeral};
use crate::number::Exact;
use crate::scheme::cut::{Part, Quotes};
use crate::scheme::decl::ColumnKind;
use crate::scheme::faults;
use crate::scheme::fields::Reading;

/// Types that count or measure something: plain numbers behind which that word may stand.
const MEASURES: [&str; 43] = [
    "人",
    "名",
    "户",
    "件",
    "次",
    "票",
    "张",
    "份",
    "家",
    "个",
    "篇",
    "期",
    "台",
    "字",
    "条",
    "项",
    "例",
    "起",
    "岁",
    "天",
    "个月",
    "年",
    "周",
    "小时",
    "分钟",
    "秒",
    "人次",
    "米",
    "千米",
    "公里",
    "平方米",
    "平方公里",
    "立方米",
    "亩",
    "公顷",
    "克",
    "千克",
    "公斤",
    "吨",
    "升",
    "度",
    "千瓦时",
    "倍",
];
/// Words for the other types, in the order in which messages name them.
pub(in crate::scheme) const WORDS: [&str; 8] = ["文本", "日期", "是否", "数", "分", "元", "万元", "%"];

/// Reads a type; nothing where it is broken (and said so).
pub(super) fn kind(r: &mut Reading<'_>, part: Part<'_>) -> Option<ColumnKind> {
    let part = part.trim();
    if part.is_empty() {
        r.fault(faults::TYPE_EMPTY, part.span(), &[]);
        return None;
    }
    if part.text.starts_with(['“', '"', '＂']) {
        return list(r, part);
    }
    let quoted = part.unquoted(Quotes::Names);
    let name = quoted.unwrap_or(part).text.trim();
    let known = if quoted.is_some() || r.tables.contains(&normal(name)) { None } else { word(name) };
    Some(known.unwrap_or_else(|| ColumnKind::Reference(name.to_owned())))
}

/// The type that a word names, where it names one.
pub(in crate::scheme) fn word(name: &str) -> Option<ColumnKind> {
    let number = |unit, word: &str, scale| ColumnKind::Number { unit, word: word.to_owned(), scale };
    Some(match normal(name).as_str() {
        "文本" => ColumnKind::Text,
        "日期" => ColumnKind::Date,
        "是否" => ColumnKind::YesNo,
        "原样" => ColumnKind::Raw,
        "数" => number(Unit::Bare, "", 1),
        "分" => number(Unit::Points, "分", 1),
        "元" => number(Unit::Money, "元", 1),
        "万元" => number(Unit::Money, "万元", 10_000),
        "%" => number(Unit::Percent, "%", 1),
        // 月 and the like are tables before they are measures.
        other if super::super::builtin::TABLES.contains(&other) => return None,
        other => number(Unit::Bare, MEASURES.into_iter().find(|m| *m == other)?, 1),
    })
}

/// `“产区”｜“非产区”`.
fn list(r: &mut Reading<'_>, part: Part<'_>) -> Option<ColumnKind> {
    let mut members: Vec<String> = Vec::new();
    let mut sound = true;
    for member in part.split(&['|'], Quotes::All).iter().map(Part::trim) {
        let text = member.unquoted(Quotes::All).map(|inner| inner.text.trim()).filter(|text| !text.is_empty());
        let Some(text) = text.filter(|text| !members.iter().any(|other| normal(other) == normal(text))) else {
            r.fault(faults::LIST_TYPE, member.span(), &[("found", member.text)]);
            sound = false;
            continue;
        };
        members.push(text.to_owned());
    }
    sound.then_some(ColumnKind::OneOf(members))
}

/// A number written for a column, as it is held: `100%` is 1, `5` of a 万元 column is 50000.
pub(super) fn number(kind: &ColumnKind, text: &str) -> Option<Exact> {
    let written = numeral(text);
    let (unit, word, scale) = match kind {
        ColumnKind::Number { unit, word, scale } => (*unit, word.as_str(), *scale),
        _ => (Unit::Bare, "", 1),
    };
    if unit == Unit::Percent {
        let points = match written.strip_suffix('%') {
            Some(points) => Exact::parse(points)?,
            // A bare number could mean points or a fraction; nought is the same either way.
            None => Exact::parse(&written).filter(Exact::is_zero)?,
        };
        return Some(points * Exact::decimal(1, 2));
    }
    let bare = if word.is_empty() { &written } else { written.strip_suffix(word).unwrap_or(&written) };
    Some(Exact::parse(bare)? * Exact::from(scale))
}
