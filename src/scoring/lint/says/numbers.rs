//! The numbers of a text that count something: those with a unit behind them. Numbers of documents, clauses and
//! dates have none, and numbers in words (三分) are part of a manner of speaking as often as not.

use crate::formula::ast::Span;
use crate::number::Exact;

/// A number of a text.
pub(super) struct Said {
    /// With its unit.
    pub text: String,
    /// What it may be held as.
    pub values: Vec<Exact>,
    /// Bytes of the text.
    pub span: Span,
}

/// Units, the longer before those they begin with, and what one is worth.
const UNITS: [(&str, i64, i64); 8] = [
    ("个百分点", 1, 100),
    ("百分点", 1, 100),
    ("%", 1, 100),
    ("％", 1, 100),
    ("‰", 1, 1000),
    ("万元", 10_000, 1),
    ("元", 1, 1),
    ("分", 1, 1),
];
/// Words that begin like a unit and are none.
const NO_UNITS: [&str; 6] = ["分钟", "分之", "分别", "分管", "分册", "分类"];

/// Every number with a unit, in order.
pub(super) fn said(text: &str) -> Vec<Said> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        if digits == 0 {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let before = text[..at].chars().next_back();
        if !before.is_some_and(|c| c.is_ascii_alphanumeric())
            && let Some(number) = counted(rest, digits, at)
        {
            out.push(number);
        }
        at += digits;
    }
    out
}

fn counted(rest: &str, digits: usize, at: usize) -> Option<Said> {
    let behind = &rest[digits..];
    if NO_UNITS.iter().any(|word| behind.starts_with(word)) {
        return None;
    }
    let (unit, times, over) = UNITS.iter().find(|(unit, ..)| behind.starts_with(unit))?;
    let number = Exact::parse(&rest[..digits])?;
    let scaled = &number * &Exact::ratio(*times, *over)?;
    let end = digits + unit.len();
    Some(Said { text: rest[..end].to_owned(), values: vec![number, scaled], span: Span { start: at, end: at + end } })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        said(text).into_iter().map(|said| said.text).collect()
    }

    #[test]
    fn only_what_counts_something_is_found() {
        let text = "按照乡发〔2025〕3号，2025年3月1日前完成的得60分，每低1个百分点扣0.5分，15分钟内到场，奖1.5万元。";
        assert_eq!(found(text), ["60分", "1个百分点", "0.5分", "1.5万元"]);
    }

    #[test]
    fn shares_and_money_are_held_as_figures_are() {
        let values = |text: &str| said(text).remove(0).values;
        assert!(values("占25%").contains(&Exact::ratio(1, 4).expect("4 is not 0")));
        assert!(values("2万元").contains(&Exact::from(20_000)));
    }
}
