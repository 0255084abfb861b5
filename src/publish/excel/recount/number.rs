//! Doubles, as a spreadsheet program computes with them.

#![expect(clippy::float_arithmetic, reason = "what a spreadsheet program computes is computed here as it does")]

use std::cmp::Ordering;

use crate::formula::ast::Date;
use crate::formula::day::of_days;
use crate::number::Exact;

use super::super::expr::Infix;
use super::super::grid::Cached;
use super::Given;

/// A number of a spreadsheet program.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Double(f64);

impl Double {
    /// 0.
    pub const ZERO: Double = Double(0.0);

    /// The double nearest to an exact number.
    pub fn of(n: &Exact) -> Double {
        Double(n.to_f64())
    }
    /// A count.
    pub fn count(n: usize) -> Double {
        Double(u32::try_from(n).map_or(f64::INFINITY, f64::from))
    }
    /// As a formula spells it.
    pub fn read(text: &str) -> Option<Double> {
        match text.strip_suffix('%') {
            Some(percent) => percent.parse().ok().map(|n: f64| Double(n / 100.0)),
            None => text.parse().ok().map(Double),
        }
    }
    /// As a cell keeps it.
    pub fn spelled(self) -> String {
        self.0.to_string()
    }
    /// With so many places.
    pub fn fixed(self, places: usize) -> Option<String> {
        Some(shortened(self.0)?.fixed(u32::try_from(places).ok()?))
    }
    /// With the sign changed.
    pub fn negated(self) -> Double {
        Double(-self.0)
    }
    /// Is it 0?
    pub fn is_zero(self) -> bool {
        self.0 == 0.0
    }
    /// As a whole number.
    pub fn whole(self) -> Option<usize> {
        format!("{:.0}", self.0.floor()).parse().ok()
    }
    /// Arithmetic; none where it fails.
    pub fn operated(self, op: Infix, other: Double) -> Option<Double> {
        let value = match op {
            Infix::Add => self.0 + other.0,
            Infix::Subtract => self.0 - other.0,
            Infix::Multiply => self.0 * other.0,
            Infix::Divide => self.0 / other.0,
            Infix::Power => return self.power(other),
            _ => return None,
        };
        value.is_finite().then_some(Double(value))
    }
    /// ln.
    pub fn ln(self) -> Option<Double> {
        shortened(self.0)?.ln(15).as_ref().map(Double::of)
    }
    fn power(self, exponent: Double) -> Option<Double> {
        let (base, exponent) = (shortened(self.0)?, shortened(exponent.0)?);
        match exponent.to_i64().and_then(|n| i32::try_from(n).ok()) {
            Some(whole) => base.power(whole).as_ref().map(Double::of),
            None => base.power_rounded(&exponent, 15).as_ref().map(Double::of),
        }
    }
    /// Without sign.
    pub fn abs(self) -> Double {
        Double(self.0.abs())
    }
    /// Remainder with the sign of the divisor.
    pub fn remainder(self, by: Double) -> Option<Double> {
        let value = self.0 - by.0 * (self.0 / by.0).floor();
        value.is_finite().then_some(Double(value))
    }
    /// Down to a whole number.
    pub fn floor(self) -> Double {
        Double(self.0.floor())
    }
    /// Rounded as spreadsheet programs do: by the 15 digits that they show.
    pub fn rounded(self, places: Double, mode: Way) -> Option<Double> {
        let places: i32 = format!("{:.0}", places.0).parse().ok()?;
        let shown = shortened(self.0)?;
        let rounding = match mode {
            Way::Near => crate::number::Rounding::HalfUp,
            Way::Down => crate::number::Rounding::Down,
            Way::Up => crate::number::Rounding::Up,
        };
        Some(Double(shown.round(places, rounding).to_f64()))
    }
    /// Which is more.
    pub fn compared(self, other: Double) -> Ordering {
        // Differences behind the 15th digit are none.
        if (self.0 - other.0).abs() > 1e-9 * self.0.abs().max(other.0.abs()) {
            return self.0.total_cmp(&other.0);
        }
        match (shortened(self.0), shortened(other.0)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => self.0.total_cmp(&other.0),
        }
    }
}

/// How to round.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Way {
    /// Half away from zero.
    Near,
    /// Toward zero.
    Down,
    /// Away from zero.
    Up,
}

/// The decimal of 15 digits that a double shows.
fn shortened(value: f64) -> Option<Exact> {
    if value == 0.0 {
        return Some(Exact::ZERO);
    }
    let text = format!("{value:.14e}");
    let (digits, exponent) = text.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let mantissa: i128 = digits.replace('.', "").parse().ok()?;
    let scale = 14 - exponent;
    if scale >= 0 {
        return Some(Exact::decimal(mantissa, u32::try_from(scale).ok()?));
    }
    let power = 10i128.checked_pow(u32::try_from(-scale).ok()?)?;
    mantissa.checked_mul(power).map(|m| Exact::decimal(m, 0))
}

impl Given {
    /// As a number, where it is one or stands for one.
    pub fn number(&self) -> Option<Double> {
        match self {
            Given::Number(n) => Some(*n),
            Given::Bool(b) => Some(Double::count(usize::from(*b))),
            Given::Empty => Some(Double::ZERO),
            Given::Text(_) | Given::Error => None,
        }
    }
    /// As a condition.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Given::Bool(b) => Some(*b),
            Given::Number(n) => Some(!n.is_zero()),
            Given::Empty => Some(false),
            Given::Text(_) | Given::Error => None,
        }
    }
    /// As a text.
    pub fn text(&self) -> String {
        match self {
            Given::Number(n) => shortened(n.0).map_or_else(|| n.spelled(), |e| e.trimmed(15)),
            Given::Text(t) => t.to_string(),
            Given::Bool(b) => if *b { "TRUE" } else { "FALSE" }.into(),
            Given::Empty | Given::Error => String::new(),
        }
    }
    /// Numbers before texts before yes and no; an empty cell is like what it is compared with.
    pub fn compared(&self, other: &Given) -> Ordering {
        match (self, other) {
            (Given::Empty, Given::Text(t)) => "".cmp(t),
            (Given::Text(t), Given::Empty) => (**t).cmp(""),
            (Given::Text(a), Given::Text(b)) if a == b => Ordering::Equal,
            (Given::Text(a), Given::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
            (Given::Bool(a), Given::Bool(b)) => a.cmp(b),
            (Given::Number(a), Given::Number(b)) => a.compared(*b),
            (Given::Empty, Given::Number(b)) => Double::ZERO.compared(*b),
            (Given::Number(a), Given::Empty) => a.compared(Double::ZERO),
            (Given::Empty, Given::Empty) => Ordering::Equal,
            (a, b) => a.class().cmp(&b.class()),
        }
    }
    fn class(&self) -> u8 {
        match self {
            Given::Number(_) | Given::Empty => 0,
            Given::Text(_) => 1,
            Given::Bool(_) => 2,
            Given::Error => 3,
        }
    }
}

/// The serial number of a day.
pub(super) fn serial(date: Date) -> Double {
    Double::count(usize::try_from(crate::formula::day::serial(date)).unwrap_or(0))
}

/// Days from 0000-03-01 to 1899-12-30, where serial numbers begin to count.
const BEFORE_SERIALS: i64 = 693_899;

/// The day of a serial number.
pub(super) fn day(serial: Double) -> Option<Date> {
    let days = serial.whole().and_then(|n| i64::try_from(n).ok())?;
    (1..2_958_466).contains(&days).then(|| of_days(BEFORE_SERIALS + days))
}

/// Would a cell print what the exact reading gives?
pub(super) fn same_print(kept: &Cached, given: &Given, format: &str) -> bool {
    match (kept, given) {
        (Cached::Number(exact), Given::Number(double)) => {
            let points = if format.ends_with('%') { 2 } else { 0 };
            let places = format.split_once('.').map_or(0, |(_, d)| d.chars().filter(|c| *c == '0').count());
            let places = if format.is_empty() || format == "General" { 9 } else { places + points };
            let places = i32::try_from(places).unwrap_or(9);
            let half = crate::number::Rounding::HalfUp;
            shortened(double.0).is_some_and(|shown| shown.round(places, half) == exact.round(places, half))
        }
        (Cached::Text(a), Given::Text(b)) => a.as_str() == &**b,
        (Cached::Blank, Given::Text(t)) => t.is_empty(),
        (Cached::Spelled(a), given) => *a == given.text(),
        _ => false,
    }
}

/// What is kept beside a step that only formulas know.
pub(super) fn spelled(given: &Given) -> Cached {
    match given {
        Given::Number(n) => Cached::Spelled(n.spelled()),
        Given::Text(t) if !t.is_empty() => Cached::Text(t.to_string()),
        _ => Cached::Blank,
    }
}
