//! What is to be filled into a column: its kind, its list, its bounds, and what an empty cell means.

use super::collected::target;
use super::{At, Put, Slot, basis};
use crate::formula::ast::Unit;
use crate::formula::text::normal;
use crate::intake::comes_whole;
use crate::number::Exact;
use crate::scheme::decl::{ColumnDecl, ColumnKind, Limit, Meaning};
use crate::tables::Value;

/// Decimals of a bound at most.
const PLACES: u32 = 8;

/// What a cell takes.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) enum Kind {
    /// A text.
    #[default]
    Text,
    /// Whatever the method that uses it asks for.
    Raw,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A percentage.
    Percent,
    /// A day.
    Date,
    /// One of these.
    List(Vec<String>),
    /// Several of a list, separated.
    Several(String),
}

/// What is to be filled in.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Ask {
    pub(super) kind: Kind,
    /// At least, at most, where that holds for the whole column.
    pub(super) low: Option<String>,
    pub(super) high: Option<String>,
    /// Words that are allowed besides.
    pub(super) words: Vec<String>,
    /// Anything else is allowed too.
    pub(super) free: bool,
    /// Of what kind it is and in what it is counted.
    pub(super) what: String,
    /// What else there is to say: bounds, words.
    pub(super) rule: String,
    /// What an empty cell means.
    pub(super) empty: String,
    /// Plan and clause.
    pub(super) basis: String,
}

/// What a column asks for.
pub(super) fn ask(at: &At<'_>, column: &ColumnDecl) -> Ask {
    let (kind, what) = kind(at, column);
    let (low, high) = declared(column);
    let words: Vec<String> = column.words.iter().map(|(word, _)| word.clone()).collect();
    let mut ask = Ask {
        low,
        high,
        free: column.outside.is_some() || !column.prefixes.is_empty() || !column.suffixes.is_empty(),
        what,
        empty: empty(column),
        basis: basis::of(at, column),
        rule: String::new(),
        words,
        kind,
    };
    ask.rule = rule(column, &ask);
    ask
}

fn kind(at: &At<'_>, column: &ColumnDecl) -> (Kind, String) {
    let unit = |word: &str| if word.is_empty() { "数".to_owned() } else { format!("数，单位：{word}") };
    match &column.kind {
        ColumnKind::Text => (Kind::Text, "文字".into()),
        ColumnKind::Raw => (Kind::Raw, "按计分方法填数、百分数或文字".into()),
        ColumnKind::Date => (Kind::Date, "日期，如 2025-03-05".into()),
        ColumnKind::YesNo => (Kind::List(vec!["是".into(), "否".into()]), "选“是”或“否”".into()),
        ColumnKind::Number { unit: Unit::Percent, .. } => (Kind::Percent, "百分数，如 94.4%".into()),
        ColumnKind::Number { word, .. } if comes_whole(word) => (Kind::Whole, format!("整{}", unit(word))),
        ColumnKind::Number { word, .. } => (Kind::Number, unit(word)),
        ColumnKind::OneOf(members) => (Kind::List(members.clone()), "从下拉列表中选".into()),
        ColumnKind::Reference(name) => {
            let table =
                target(at, &column.label).or_else(|| at.ground.tables.named(name, at.decl.private_to.as_deref()));
            let entries: Vec<String> = table
                .map(|table| at.ground.tables.list[table].entries.iter().map(ToString::to_string).collect())
                .unwrap_or_default();
            match &column.split {
                Some(mark) => {
                    let mark = if mark == "\n" { "换行" } else { mark };
                    (Kind::Several(mark.to_owned()), format!("{name}的名称，几个之间用“{mark}”隔开"))
                }
                // A list that its own rows make is open.
                None if entries.is_empty() => (Kind::Text, format!("{name}的名称")),
                None => (Kind::List(entries), format!("从下拉列表中选{name}")),
            }
        }
    }
}

/// The bounds that the scheme writes as numbers; nothing is negative unless it says so.
fn declared(column: &ColumnDecl) -> (Option<String>, Option<String>) {
    let ColumnKind::Number { scale, .. } = &column.kind else { return (None, None) };
    let text = |number: &Exact| {
        let scale = Exact::from(i64::from(*scale));
        number.checked_div(&scale).map(|number| number.plain(PLACES))
    };
    let number = |limit: &Option<Limit>| match limit {
        Some(Limit::Number(number)) => text(number),
        _ => None,
    };
    let (low, high) = column.range.as_ref().map_or((None, None), |(low, high)| (number(low), number(high)));
    let signed = column.may_be_negative || column.drop_sign;
    (low.or_else(|| (!signed).then(|| "0".to_owned())), high)
}

/// A cell to be filled in, with the bounds that its own row or header gives (`范围=..指标.上限`).
pub(super) fn bounds<'p>(at: &At<'_>, column: &ColumnDecl, puts: &(impl Iterator<Item = &'p Put> + Clone)) -> Slot {
    let ColumnKind::Number { scale, .. } = &column.kind else { return Slot::Input(None, None) };
    let limit = |limit: &Option<Limit>| {
        let Some(Limit::Column(steps)) = limit else { return None };
        let (first, last) = (steps.first()?, steps.get(1)?);
        let (table, entry) = puts.clone().find(|put| normal(&put.column) == normal(first))?.entry?;
        let table = &at.ground.tables.list[table];
        let column = table.columns.iter().find(|column| normal(&column.name) == normal(last))?;
        match column.values.get(entry as usize)? {
            Value::Number(number) => number.checked_div(&Exact::from(i64::from(*scale))).map(|n| n.plain(PLACES)),
            _ => None,
        }
    };
    column.range.as_ref().map_or(Slot::Input(None, None), |(low, high)| Slot::Input(limit(low), limit(high)))
}

fn rule(column: &ColumnDecl, ask: &Ask) -> String {
    let mut parts = Vec::new();
    let shown = |text: &str| match (&ask.kind, Exact::parse(text)) {
        (Kind::Percent, Some(share)) => format!("{}%", (&share * &Exact::from(100_i64)).plain(PLACES)),
        _ => text.to_owned(),
    };
    match (&ask.low, &ask.high) {
        (Some(low), Some(high)) => parts.push(format!("{}至{}", shown(low), shown(high))),
        (Some(low), None) if low != "0" => parts.push(format!("不小于{}", shown(low))),
        (None, Some(high)) => parts.push(format!("不大于{}", shown(high))),
        _ => {}
    }
    parts.extend(column.words.iter().map(|(word, meaning)| format!("“{word}”表示{}", said(meaning, &column.kind))));
    if let Some(meaning) = &column.outside {
        parts.push(format!("填了别的，按{}处理", said(meaning, &column.kind)));
    }
    if column.optional {
        parts.push("没有这一栏的，把表头清空".into());
    }
    parts.join("；")
}

fn empty(column: &ColumnDecl) -> String {
    match &column.empty {
        Some(Meaning::NotApplicable) => "不适用".into(),
        Some(Meaning::Missing) => "缺报".into(),
        Some(meaning) => said(meaning, &column.kind),
        None if column.repeat_above => "与上一行相同".into(),
        None if column.kind == ColumnKind::Text && !column.required => "没有".into(),
        None => "不许空".into(),
    }
}

fn said(meaning: &Meaning, kind: &ColumnKind) -> String {
    match (meaning, kind) {
        (Meaning::NotApplicable, _) => "不适用".into(),
        (Meaning::Missing, _) => "缺报".into(),
        (Meaning::Bool(yes), _) => if *yes { "是" } else { "否" }.into(),
        (Meaning::Word(word), _) => format!("“{word}”"),
        (Meaning::Number(number), ColumnKind::Number { unit: Unit::Percent, .. }) => {
            format!("{}%", (number * &Exact::from(100_i64)).plain(PLACES))
        }
        (Meaning::Number(number), ColumnKind::Number { word, scale, .. }) => {
            let number = number.checked_div(&Exact::from(i64::from(*scale)));
            format!("{}{word}", number.map(|n| n.plain(PLACES)).unwrap_or_default())
        }
        (Meaning::Number(number), _) => number.plain(PLACES),
    }
}
