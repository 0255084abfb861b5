//! From a tree back to text, in the one form in which formulas are printed: × ÷ − ≤ ≥ “ ”, and
//! brackets only where they are needed. Reading it again gives the same tree.

use super::ast::{
    Arg, Band, BandForm, Bound, Comparison, Date, DefaultOn, Expr, ExprKind, Name, NamePart, Operator, State, Unit,
};
use super::lex::{Kind, lex};
use crate::number::Exact;

/// How tightly a form binds; an operand of a lower level than its place stands in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Condition,
    Default,
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Unary,
    Power,
    Atom,
}

/// The expression as text.
pub fn show(e: &Expr) -> String {
    at(e, Level::Condition)
}

/// The name as it stands in a formula, quoted where it must be.
pub fn show_name(name: &Name) -> String {
    let text = plain_name(name);
    if name.quoted || !stands_alone(&text, name) { format!("「{text}」") } else { text }
}

/// The name without quotation signs, `{表}` as written.
pub fn plain_name(name: &Name) -> String {
    let part = |p: &NamePart| match p {
        NamePart::Text(text) => text.clone(),
        NamePart::Entry(table) => format!("{{{table}}}"),
    };
    name.parts.iter().map(part).collect()
}

/// Comparisons as printed.
pub fn comparison(c: Comparison) -> &'static str {
    match c {
        Comparison::Equal => "=",
        Comparison::Unequal => "≠",
        Comparison::Less => "<",
        Comparison::AtMost => "≤",
        Comparison::Greater => ">",
        Comparison::AtLeast => "≥",
    }
}

/// Operators as printed.
pub fn operator(o: Operator) -> &'static str {
    match o {
        Operator::Add => "+",
        Operator::Subtract => "−",
        Operator::Multiply => "×",
        Operator::Divide => "÷",
        Operator::Power => "^",
        Operator::Join => "&",
    }
}

/// The Chinese name of a form with bands.
pub fn band_form(form: BandForm) -> &'static str {
    match form {
        BandForm::Bands => "分档",
        BandForm::Marginal => "累进",
        BandForm::Interpolate => "插值",
    }
}

/// A number with its unit: `40%`, `30分`, `5万元`, `12.5`.
pub fn number(value: &Exact, unit: Unit) -> String {
    match unit {
        Unit::Bare => digits(value),
        Unit::Points => format!("{}分", digits(value)),
        Unit::Percent => format!("{}%", digits(&(value * Exact::from(100)))),
        Unit::Money => {
            // Whole hundreds of yuan from ten thousand on are read more easily in 万元.
            let hundreds = value * Exact::decimal(1, 2);
            if hundreds.is_integer() && value.abs() >= Exact::from(10_000) {
                format!("{}万元", digits(&(value * Exact::decimal(1, 4))))
            } else {
                format!("{}元", digits(value))
            }
        }
    }
}

/// All digits; a number that was written always ends.
fn digits(value: &Exact) -> String {
    let scale = value.terminating().map_or(12, |(_, scale)| scale);
    value.plain(scale).replace('-', "−")
}

fn at(e: &Expr, least: Level) -> String {
    let (text, level) = parts(e);
    if level < least { format!("({text})") } else { text }
}

fn parts(e: &Expr) -> (String, Level) {
    use ExprKind as K;
    match &e.kind {
        K::Number(value, unit) => (number(value, *unit), if value.is_negative() { Level::Unary } else { Level::Atom }),
        K::Date(Date { year, month, day }) => (format!("{year:04}年{month}月{day}日"), Level::Atom),
        K::Text(text) => (quoted(text), Level::Atom),
        K::Bool(yes) => ((if *yes { "是" } else { "否" }).to_owned(), Level::Atom),
        K::Missing => ("缺".to_owned(), Level::Atom),
        K::NotApplicable => ("不适用".to_owned(), Level::Atom),
        K::Path(names) => (path(names), Level::Atom),
        K::Call(name, args) => (format!("{}({})", show_name(name), arguments(args)), Level::Atom),
        K::Bands(form, value, bands) => {
            let inside: Vec<_> = [show(value)].into_iter().chain(bands.iter().map(band)).collect();
            (format!("{}({})", band_form(*form), inside.join("；")), Level::Atom)
        }
        K::If(arms, last) => (condition(arms, last.as_deref()), Level::Condition),
        K::Default(on, left, right) => {
            let word = match on {
                DefaultOn::Missing => "缺则",
                DefaultOn::NotApplicable => "不适用则",
            };
            (format!("{} {word} {}", at(left, Level::Default), at(right, Level::Or)), Level::Default)
        }
        K::Or(all) => (joined(all, " 或 ", Level::And), Level::Or),
        K::And(all) => (joined(all, " 且 ", Level::Not), Level::And),
        K::Not(operand) => (format!("非 {}", at(operand, Level::Not)), Level::Not),
        K::Compare(first, rest) => {
            let rest = rest.iter().map(|(c, operand)| format!("{} {}", comparison(*c), at(operand, Level::Sum)));
            let all: Vec<_> = [at(first, Level::Sum)].into_iter().chain(rest).collect();
            (all.join(" "), Level::Compare)
        }
        K::Among(value, all) => (format!("{} 属于 {}", at(value, Level::Sum), among(all)), Level::Compare),
        K::Contains(left, right) => {
            (format!("{} 包含 {}", at(left, Level::Sum), at(right, Level::Sum)), Level::Compare)
        }
        K::StartsWith(left, right) => {
            (format!("{} 开头为 {}", at(left, Level::Sum), at(right, Level::Sum)), Level::Compare)
        }
        K::Is(value, state) => {
            let word = match state {
                State::Missing => "缺",
                State::NotApplicable => "不适用",
                State::Present => "有值",
            };
            (format!("{} {word}", at(value, Level::Sum)), Level::Compare)
        }
        K::Binary(o, left, right) => binary(*o, left, right),
        K::Negate(operand) => (format!("−{}", at(operand, Level::Unary)), Level::Unary),
    }
}

fn binary(o: Operator, left: &Expr, right: &Expr) -> (String, Level) {
    let (level, left_least, right_least) = match o {
        Operator::Add | Operator::Subtract | Operator::Join => (Level::Sum, Level::Sum, Level::Product),
        Operator::Multiply | Operator::Divide => (Level::Product, Level::Product, Level::Unary),
        Operator::Power => (Level::Power, Level::Atom, Level::Unary),
    };
    (format!("{} {} {}", at(left, left_least), operator(o), at(right, right_least)), level)
}

fn joined(all: &[Expr], word: &str, least: Level) -> String {
    all.iter().map(|e| at(e, least)).collect::<Vec<_>>().join(word)
}

fn condition(arms: &[(Expr, Expr)], last: Option<&Expr>) -> String {
    // Another 若 inside an arm stands in brackets.
    let arm = |(when, then): &(Expr, Expr)| format!("若 {} 则 {}", at(when, Level::Default), at(then, Level::Default));
    let text = arms.iter().map(arm).collect::<Vec<_>>().join(" 否则");
    match last {
        Some(last) => format!("{text} 否则 {}", show(last)),
        None => text,
    }
}

fn among(all: &[Expr]) -> String {
    match all {
        [one] if matches!(one.kind, ExprKind::Path(_)) => show(one),
        _ => format!("({})", joined(all, ", ", Level::Sum)),
    }
}

fn arguments(args: &[Arg]) -> String {
    let mut text = String::new();
    for arg in args {
        let (separator, written) = match arg {
            Arg::Value(e) => (", ", show(e)),
            Arg::Where(e) => ("，", format!("其中 {}", show(e))),
            Arg::By(e) => ("，", format!("按 {}", show(e))),
            Arg::Distinct(e) => ("，", format!("不重复 {}", show(e))),
            Arg::Lowest(_) => ("，", "从低".to_owned()),
        };
        if !text.is_empty() {
            text.push_str(separator);
        }
        text.push_str(&written);
    }
    text
}

fn band(band: &Band) -> String {
    let bound = match &band.bound {
        Bound::Than(c, e) => format!("{}{}", comparison(*c), at(e, Level::Sum)),
        Bound::Range(low, high) => {
            let high = high.as_ref().map(|e| at(e, Level::Sum)).unwrap_or_default();
            format!("{}..{high}", at(low, Level::Sum))
        }
        Bound::At(e) => at(e, Level::Sum),
        Bound::Else => "其余".to_owned(),
    };
    format!("{bound} 得 {}", show(&band.value))
}

fn path(names: &[Name]) -> String {
    let mut text = String::new();
    for name in names {
        let plain = plain_name(name);
        // Behind a point even 3次 is a name.
        let alone = !name.quoted && !text.is_empty() && stands_alone(&format!("·.{plain}"), name);
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(&if alone { plain } else { show_name(name) });
    }
    text
}

/// Is `text` read back as this name without quotation?
fn stands_alone(text: &str, name: &Name) -> bool {
    let (tokens, faults) = lex(text, 0);
    let mut names = tokens.iter().rev().skip(1);
    let last = names.next();
    let before = tokens.len().saturating_sub(2);
    faults.is_empty()
        && (before == 0 || before == 2)
        && last.is_some_and(|t| matches!(&t.kind, Kind::Name(read) if read.parts == name.parts && !read.quoted))
}

fn quoted(text: &str) -> String {
    if text.contains('”') { format!("\"{text}\"") } else { format!("“{text}”") }
}

#[cfg(test)]
mod tests;
