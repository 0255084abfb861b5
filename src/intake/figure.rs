//! Numbers as offices write them, read as exact decimals.

use super::faults;
use super::slip::Slip;
use crate::formula::ast::Unit;
use crate::formula::text::numeral;
use crate::number::Exact;
use crate::scheme::decl::{BareNumber, ColumnDecl, ColumnKind, PercentSign};

/// A number as written, before the column has said what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// The number before a percent sign.
    pub(super) value: Exact,
    /// It has a percent sign, or its cell is formatted as a percent.
    pub(super) percent: bool,
    /// Kinds of exact reading worth counting.
    pub(super) notes: Vec<&'static str>,
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoFigure {
    /// It is text.
    Text,
    /// It is two numbers: 90~95.
    Range,
    /// Its commas do not part thousands: 2,31.
    Commas,
}

/// Reads a text as a number, with the words allowed around it.
pub(super) fn figure(text: &str, column: &ColumnDecl) -> Result<Figure, NoFigure> {
    let mut notes = vec!["text-number"];
    if text.chars().any(|c| matches!(c, '０'..='９' | '．' | '，' | '％' | '－' | '＋')) {
        notes.push("full-width");
    }
    let plain = numeral(text);
    let mut rest = plain.as_str();
    if let Some(stripped) = column.prefixes.iter().find_map(|p| rest.strip_prefix(numeral(p).as_str())) {
        rest = stripped;
        notes.push("unit-word");
    }
    let word = match &column.kind {
        ColumnKind::Number { word, unit, .. } if *unit != Unit::Percent => numeral(word),
        _ => String::new(),
    };
    let mut words: Vec<String> = column.suffixes.iter().map(|s| numeral(s)).chain([word]).collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    if let Some(stripped) = words.iter().filter(|w| !w.is_empty()).find_map(|w| rest.strip_suffix(w.as_str())) {
        rest = stripped;
        notes.push("unit-word");
    }
    let percent = rest.strip_suffix('%');
    if let Some(stripped) = percent {
        rest = stripped;
        notes.push("percent-sign");
    }
    let (digits, power) = scientific(rest).map_or((rest, None), |(digits, power)| (digits, Some(power)));
    let (value, commas) = decimal(digits)?;
    if commas {
        notes.push("thousands");
    }
    let value = match power {
        Some(power) => {
            notes.push(SCIENTIFIC);
            value * power
        }
        None => value,
    };
    Ok(Figure { value, percent: percent.is_some(), notes })
}

/// The note of a number such as 1.2E+03.
pub(super) const SCIENTIFIC: &str = "scientific";
/// No spreadsheet has numbers of more digits.
const LARGEST_POWER: u32 = 308;

/// The digits and the power of ten of a number as spreadsheets export long ones: 1.2E+03.
fn scientific(text: &str) -> Option<(&str, Exact)> {
    let (digits, power) = text.split_once(['E', 'e'])?;
    let plain = !digits.contains(',') && digits.ends_with(|c: char| c.is_ascii_digit());
    let (negative, places) = match power.strip_prefix(['-', '+']) {
        Some(rest) => (power.starts_with('-'), rest),
        None => (false, power),
    };
    if !plain || places.is_empty() || !places.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let places = places.parse::<u32>().ok().filter(|n| *n <= LARGEST_POWER)?;
    let ten = if negative { Exact::decimal(1, 1) } else { Exact::from(10_i64) };
    Some((digits, ten.power(i32::try_from(places).ok()?)?))
}

/// A decimal with a sign and, in proper groups, thousands commas.
fn decimal(text: &str) -> Result<(Exact, bool), NoFigure> {
    let (negative, digits) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !part.is_none_or(all_digits) || !whole.bytes().all(|b| b.is_ascii_digit() || b == b',') || whole.is_empty() {
        return Err(if is_range(digits) { NoFigure::Range } else { NoFigure::Text });
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let commas = whole.contains(',');
    if !all_digits(first) || (commas && (first.len() > 3 || !groups.all(|group| group.len() == 3 && all_digits(group))))
    {
        return Err(NoFigure::Commas);
    }
    let sign = if negative { "-" } else { "" };
    let plain =
        format!("{sign}{}{}{}", whole.replace(',', ""), if part.is_some() { "." } else { "" }, part.unwrap_or(""));
    Exact::parse(&plain).map(|value| (value, commas)).ok_or(NoFigure::Text)
}

/// Two numbers with a dash or a wave between them.
fn is_range(text: &str) -> bool {
    text.char_indices().any(|(at, c)| {
        matches!(c, '~' | '-' | '至' | '〜')
            && decimal(text[..at].trim_end_matches('%')).is_ok()
            && decimal(text[at + c.len_utf8()..].trim_end_matches('%')).is_ok()
    })
}

/// Measures that only come whole.
const WHOLE: [&str; 18] =
    ["人", "名", "户", "件", "次", "票", "张", "份", "家", "个", "篇", "期", "台", "字", "条", "项", "例", "起"];

/// Does a measure only come whole?
pub fn comes_whole(word: &str) -> bool {
    WHOLE.contains(&word) || word == "岁"
}

/// The value of a number in its column: percent signs, bare numbers, scale, sign and wholeness.
pub(super) fn measured(figure: &Figure, column: &ColumnDecl, found: &str) -> Result<Exact, Slip> {
    let ColumnKind::Number { unit, word, scale } = &column.kind else {
        return Ok(figure.value.clone());
    };
    let hundredth = Exact::decimal(1, 2);
    let value = match (unit, figure.percent) {
        (Unit::Percent, true) => &figure.value * &hundredth,
        (Unit::Percent, false) => match column.bare_number {
            Some(BareNumber::Fraction) => figure.value.clone(),
            Some(BareNumber::Points) => &figure.value * &hundredth,
            None if figure.value.is_zero() => Exact::ZERO,
            None => return Err(Slip::new(faults::BARE_NUMBER, found)),
        },
        (_, true) => match column.percent_sign {
            Some(PercentSign::Number) => figure.value.clone(),
            Some(PercentSign::Fraction) => &figure.value * &hundredth,
            None => return Err(Slip::new(faults::PERCENT_SIGN, found).with("unit", word.clone())),
        },
        (_, false) => figure.value.clone(),
    };
    let value = if column.drop_sign { value.abs() } else { value };
    if value.is_negative() && !column.may_be_negative {
        return Err(Slip::new(faults::NEGATIVE, found));
    }
    if comes_whole(word) && !value.is_integer() {
        return Err(Slip::new(faults::NOT_WHOLE, found).with("unit", word.clone()));
    }
    Ok(if *scale == 1 { value } else { value * Exact::from(*scale) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::fixture::column;

    fn read(declared: &str, text: &str) -> Result<String, String> {
        let column = column(declared);
        let figure = figure(text, &column).map_err(|why| format!("{why:?}"))?;
        measured(&figure, &column, text).map(|v| v.trimmed(12)).map_err(|slip| slip.code.id.to_owned())
    }

    #[test]
    fn office_numbers_are_read_exactly() {
        for (declared, text, value) in [
            ("数: 数", "１２．５０", "12.5"),
            ("数: 数", " 7,903 ", "7903"),
            ("数: 数", "1,234,567.89", "1234567.89"),
            ("分: 分", "5分", "5"),
            ("分: 分", "+3.5", "3.5"),
            ("数: 数，可负", "−12.5", "-12.5"),
            ("扣: 分，取正", "－5.5", "5.5"),
            ("钱: 万元", "2,301.00", "23010000"),
            ("钱: 元", "1,200元", "1200"),
            ("面积: 数，后缀=亩", "12.5 亩", "12.5"),
            ("门槛: %，前缀=≥，前缀=≤", "≥95%", "0.95"),
            ("数: 数", "1.2E3", "1200"),
            ("数: 数，可负", "-1.25E+02", "-125"),
            ("数: 数", "5E-05", "0.00005"),
            ("钱: 万元", "1.5e2", "1500000"),
        ] {
            assert_eq!(read(declared, text).as_deref(), Ok(value), "{declared} {text}");
        }
    }

    #[test]
    fn percent_signs_mean_what_the_column_says() {
        assert_eq!(read("率: %", "98.9%").as_deref(), Ok("0.989"));
        assert_eq!(read("率: %，裸数=百分点", "95.74").as_deref(), Ok("0.9574"));
        assert_eq!(read("率: %，裸数=小数", "0.35").as_deref(), Ok("0.35"));
        assert_eq!(read("率: %", "95.74"), Err("bare-number".into()));
        assert_eq!(read("数: 数，百分号=数字", "98%").as_deref(), Ok("98"));
        assert_eq!(read("数: 数，百分号=小数", "98%").as_deref(), Ok("0.98"));
        assert_eq!(read("数: 数", "98%"), Err("percent-sign".into()));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for (text, why) in [
            ("2,31", "Commas"),
            ("1,2345", "Commas"),
            ("90~95", "Range"),
            ("90—95", "Range"),
            ("90%-95%", "Range"),
            ("良好", "Text"),
            ("12.", "Text"),
            ("1.2E", "Text"),
            ("E3", "Text"),
            ("1.2E+400", "Text"),
            ("1,200E3", "Text"),
            ("1.2.3", "Text"),
            ("5亩", "Text"),
            ("", "Text"),
        ] {
            assert_eq!(read("数: 数", text), Err(why.into()), "{text}");
        }
    }

    #[test]
    fn signs_and_fractions_need_leave() {
        assert_eq!(read("分: 分", "-3"), Err("negative".into()));
        assert_eq!(read("人: 人", "3.5"), Err("not-whole".into()));
        assert_eq!(read("天: 天", "20.5").as_deref(), Ok("20.5"));
    }
}
