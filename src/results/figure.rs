//! Figures as they are printed: the one place where a value becomes the text of a product.

use crate::formula::ast::{Date, Unit};
use crate::number::Exact;
use crate::tables::{Kind, Value};

pub use crate::number::Format;

/// A number in the unit in which it is printed: percentages as numbers, money in the scheme's unit.
pub fn in_print(number: &Exact, kind: Option<Kind>, format: Format, money: u32) -> Exact {
    let divided = |by: u32| number.checked_div(&Exact::from(i64::from(by))).unwrap_or_else(|| number.clone());
    if format.ten_thousand {
        return divided(10_000);
    }
    match kind {
        Some(Kind::Number(Unit::Percent)) => number * &Exact::from(100),
        Some(Kind::Number(Unit::Money)) => divided(money),
        _ if format.percent => number * &Exact::from(100),
        _ => number.clone(),
    }
}

/// A component as exported: half up to the format's places or 6, no trailing zeros.
pub fn component(number: &Exact, kind: Option<Kind>, format: Option<&str>, money: u32) -> String {
    let format = format.map(Format::read).unwrap_or_default();
    let places = if format.given { format.places() } else { 6 };
    in_print(number, kind, format, money).trimmed(places)
}

/// A value as a table of data holds it: in its format, else up to 6 places; empty where there is none.
pub fn plainly(value: &Value, kind: Option<Kind>, format: Option<&str>, money: u32) -> String {
    let Value::Number(number) = value else {
        return if *value == Value::NotApplicable { String::new() } else { word(value) };
    };
    let written = format.map(Format::read).unwrap_or_default();
    let shown = in_print(number, kind, written, money);
    let text = if written.given { written.digits(&shown) } else { shown.trimmed(6) };
    let percent = written.percent || format.is_none() && kind == Some(Kind::Number(Unit::Percent));
    if percent { format!("{text}%") } else { text }
}

/// A value for reading: its format's places, or two for points and money where none is declared.
pub fn printed(value: &Value, kind: Option<Kind>, format: Option<&str>, money: u32) -> String {
    let Value::Number(number) = value else { return word(value) };
    let format = format.map(Format::read).unwrap_or_default();
    let shown = in_print(number, kind, format, money);
    let text = if format.given {
        format.digits(&shown)
    } else {
        match kind {
            Some(Kind::Number(Unit::Points | Unit::Money | Unit::Percent)) => shown.fixed(2),
            _ => shown.trimmed(2),
        }
    };
    if format.percent || kind == Some(Kind::Number(Unit::Percent)) { format!("{text}%") } else { text }
}

/// A figure put into a formula: its digits to at most four places without trailing zeros, with %, 元 or 万元.
pub fn plain(value: &Value, kind: Option<Kind>, money: u32) -> String {
    let Value::Number(number) = value else { return word(value) };
    let text = in_print(number, kind, Format::default(), money).trimmed(PLACES_PUT_IN).replace('-', "−");
    format!("{text}{}", unit(kind, money))
}

/// The unit that a figure of that kind carries in print, where it cannot stand without.
pub fn unit(kind: Option<Kind>, money: u32) -> &'static str {
    match kind {
        Some(Kind::Number(Unit::Percent)) => "%",
        Some(Kind::Number(Unit::Money)) if money == 10_000 => "万元",
        Some(Kind::Number(Unit::Money)) => "元",
        _ => "",
    }
}

/// Places of a figure put into a formula.
const PLACES_PUT_IN: u32 = 4;

fn word(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Bool(true) => "是".into(),
        Value::Bool(false) => "否".into(),
        Value::Date(date) => iso(*date),
        Value::NotApplicable => "—".into(),
        _ => String::new(),
    }
}

/// 2013-01-20.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// 2013年1月20日: full year, no leading zeros (GB/T 9704-2012, 7.3.5).
pub fn official(date: Date) -> String {
    format!("{}年{}月{}日", date.year, date.month, date.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONEY: Option<Kind> = Some(Kind::Number(Unit::Money));
    const PERCENT: Option<Kind> = Some(Kind::Number(Unit::Percent));

    fn exact(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    #[test]
    fn components_are_rounded_half_up_to_six_places_without_trailing_zeros() {
        assert_eq!(component(&exact("1.0000005"), None, None, 1), "1.000001");
        assert_eq!(component(&exact("2.50"), None, None, 1), "2.5");
        assert_eq!(component(&exact("-0.0000001"), None, None, 1), "0");
        assert_eq!(component(&exact("0.98765"), PERCENT, Some("0.0%"), 1), "98.8");
        assert_eq!(component(&exact("123456"), MONEY, Some("万元"), 1), "12.3456");
        assert_eq!(component(&exact("50000"), MONEY, None, 10_000), "5");
    }

    #[test]
    fn printed_figures_keep_the_places_of_their_format() {
        let number = Value::Number(exact("12.5"));
        assert_eq!(printed(&number, None, Some("0.00"), 1), "12.50");
        assert_eq!(printed(&number, None, Some("0.##"), 1), "12.5");
        assert_eq!(printed(&Value::Number(exact("0.125")), PERCENT, Some("0.#%"), 1), "12.5%");
        assert_eq!(printed(&Value::NotApplicable, None, None, 1), "—");
    }

    #[test]
    fn a_percent_in_a_plain_format_is_the_number_before_its_sign() {
        let share = Value::Number(exact("0.378951"));
        assert_eq!(plainly(&share, PERCENT, Some("0.00"), 1), "37.90");
        assert_eq!(plainly(&share, PERCENT, Some("0.#%"), 1), "37.9%");
        assert_eq!(plainly(&share, PERCENT, None, 1), "37.8951%");
        assert_eq!(plainly(&Value::Number(exact("0.12")), None, Some("0.#%"), 1), "12%");
        assert_eq!(plainly(&Value::Number(exact("412800")), MONEY, Some("万元 0.00"), 1), "41.28");
        assert_eq!(plainly(&Value::NotApplicable, PERCENT, None, 1), "");
    }

    #[test]
    fn dates_have_no_leading_zeros_in_documents() {
        let date = Date { year: 2013, month: 1, day: 20 };
        assert_eq!((official(date).as_str(), iso(date).as_str()), ("2013年1月20日", "2013-01-20"));
    }
}
