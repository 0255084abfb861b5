//! Dates in formulas: the days between two, a day so many days later, the year, month and day of one.

use crate::formula::ast::Operator;
use crate::formula::tree::{DatePart, Node};
use crate::tables::Kind;

use super::kinds::BARE;

/// The part of a date that the name means: `办结日期.月`.
pub(super) fn part_named(node: &Node, name: &str) -> Option<DatePart> {
    if node.kind != Some(Kind::Date) {
        return None;
    }
    match name {
        "年" | "年份" => Some(DatePart::Year),
        "月" => Some(DatePart::Month),
        "日" => Some(DatePart::Day),
        _ => None,
    }
}

/// What counting days gives: a number between two dates, a date so many days on or back.
pub(super) fn counted(operator: Operator, a: &Node, b: &Node) -> Option<Kind> {
    match (operator, a.kind, b.kind) {
        (Operator::Subtract, Some(Kind::Date), Some(Kind::Date)) => Some(BARE),
        (Operator::Add | Operator::Subtract, Some(Kind::Date), number) if number == Some(BARE) => Some(Kind::Date),
        _ => None,
    }
}
