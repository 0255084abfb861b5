//! Periods: their labels, their days, and the ones before them.

use super::calendar::{days_between, days_in_month};
use crate::formula::ast::Date;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// 年: `2025`.
    Year,
    /// 半年: `2025-H1`.
    HalfYear,
    /// 季: `2025-Q1` or `2025Q1`.
    Quarter,
    /// 月: `2025-07`.
    Month,
}

impl PeriodKind {
    /// The kind that a `cycle` names.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "年" => Some(PeriodKind::Year),
            "半年" => Some(PeriodKind::HalfYear),
            "季" => Some(PeriodKind::Quarter),
            "月" => Some(PeriodKind::Month),
            _ => None,
        }
    }
    /// How many months it has.
    pub fn months(self) -> u8 {
        match self {
            PeriodKind::Year => 12,
            PeriodKind::HalfYear => 6,
            PeriodKind::Quarter => 3,
            PeriodKind::Month => 1,
        }
    }
    /// What stands before the number in its label, and how many digits that has.
    fn mark(self) -> (&'static str, usize) {
        match self {
            PeriodKind::Year => ("", 0),
            PeriodKind::HalfYear => ("H", 1),
            PeriodKind::Quarter => ("Q", 1),
            PeriodKind::Month => ("", 2),
        }
    }
}

/// A period with its first and its last day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// As typed: `2025`, `2025-H1`, `2025Q1`, `2025-07`.
    pub label: String,
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// How long it is.
    pub kind: PeriodKind,
}

impl Period {
    /// The period that a label names; none where it is no label.
    pub fn parse(label: &str) -> Option<Period> {
        let (year, rest) = label.split_at_checked(4)?;
        let year: i32 = digits(year)?;
        let dashed = rest.starts_with('-');
        let rest = rest.strip_prefix('-').unwrap_or(rest);
        let (kind, number) = match rest.chars().next() {
            None if !dashed => (PeriodKind::Year, 1),
            Some('H') => (PeriodKind::HalfYear, digits(&rest[1..])?),
            Some('Q') => (PeriodKind::Quarter, digits(&rest[1..])?),
            Some('0'..='9') if dashed && rest.len() == 2 => (PeriodKind::Month, digits(rest)?),
            _ => return None,
        };
        Period::of(year, kind, u8::try_from(number).ok()?, dashed)
    }

    /// The period of that kind in which a day lies.
    pub fn holding(day: Date, kind: PeriodKind) -> Period {
        let number = day.month.div_ceil(kind.months());
        Period::of(day.year, kind, number, true).expect("a day of a month lies in each kind of period")
    }

    /// The `number`-th period of that kind in the year, its label with or without a dash.
    fn of(year: i32, kind: PeriodKind, number: u8, dashed: bool) -> Option<Period> {
        if year < 1 || !(1..=12 / kind.months()).contains(&number) {
            return None;
        }
        let last_month = number * kind.months();
        let (mark, width) = kind.mark();
        let dash = if dashed { "-" } else { "" };
        let label = match kind {
            PeriodKind::Year => format!("{year:04}"),
            _ => format!("{year:04}{dash}{mark}{number:0width$}"),
        };
        Some(Period {
            label,
            first: Date { year, month: last_month - kind.months() + 1, day: 1 },
            last: Date { year, month: last_month, day: days_in_month(year, last_month) },
            kind,
        })
    }

    /// `{年}`: the label of its year.
    pub fn year_label(&self) -> String {
        format!("{:04}", self.first.year)
    }

    /// 上期: the period of the same kind just before; none before the first year.
    pub fn before(&self) -> Option<Period> {
        let number = self.number();
        if number > 1 {
            Period::of(self.first.year, self.kind, number - 1, self.dashed())
        } else {
            Period::of(self.first.year - 1, self.kind, 12 / self.kind.months(), self.dashed())
        }
    }

    /// 上年: the same period a year before.
    pub fn year_before(&self) -> Option<Period> {
        Period::of(self.first.year - 1, self.kind, self.number(), self.dashed())
    }

    /// 本期.天数: how many days it has.
    pub fn days(&self) -> u32 {
        days_between(self.first, self.last) + 1
    }

    /// `日期 属于 本期`.
    pub fn contains(&self, date: Date) -> bool {
        self.first <= date && date <= self.last
    }

    /// Has it a day in common with the other?
    pub fn overlaps(&self, other: &Period) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Its months, by number.
    pub fn months(&self) -> std::ops::RangeInclusive<u8> {
        self.first.month..=self.last.month
    }

    /// What `{期}`, `{年}`, `{上期}` and `{上年}` stand for in file names, sheets, headers and titles.
    pub fn named(&self, word: &str) -> Option<String> {
        match word {
            "期" => Some(self.label.clone()),
            "年" => Some(self.year_label()),
            "上期" => self.before().map(|p| p.label),
            "上年" => self.year_before().map(|p| p.label),
            _ => None,
        }
    }

    fn number(&self) -> u8 {
        self.last.month / self.kind.months()
    }
    fn dashed(&self) -> bool {
        self.label.contains('-')
    }
}

/// A whole number of ASCII digits only (`parse` alone would take a sign).
fn digits(text: &str) -> Option<i32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
