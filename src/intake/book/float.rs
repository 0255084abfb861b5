//! From the double that a cell stores to the decimal it stands for. Floats are used here and nowhere else in
//! reading.
//!
//! A spreadsheet shows and compares at most 15 significant digits, so the decimal of at most 15 digits
//! nearest to the double is what the office entered or saw.

use crate::number::Exact;

/// Significant digits of a double that spreadsheets keep.
const DIGITS: usize = 15;

/// The decimal of a stored double, and whether it differs from the double's shortest round-trip;
/// none for NaN and the infinities.
pub(super) fn exact(value: f64) -> Option<(Exact, bool)> {
    if !value.is_finite() {
        return None;
    }
    let decimal = scientific(&format!("{value:.14e}"))?;
    let shortest = format!("{value:e}");
    let digits = shortest.split('e').next().unwrap_or_default().bytes().filter(u8::is_ascii_digit).count();
    // Up to 15 digits, a decimal and its double name each other, so only a longer round-trip can differ.
    let inexact = digits > DIGITS && scientific(&shortest).is_some_and(|other| other != decimal);
    Some((decimal, inexact))
}

/// The decimal of the eight bytes of a double, least first.
pub(super) fn exact_bytes(bytes: [u8; 8]) -> Option<(Exact, bool)> {
    exact(f64::from_le_bytes(bytes))
}

/// The decimal of an RK number (`RkNumber` of [MS-XLS]): 30 bits of an integer or of a double, perhaps hundredfold.
#[expect(clippy::float_arithmetic, reason = "the format stores some doubles a hundredfold")]
pub(super) fn exact_rk(rk: u32) -> Option<(Exact, bool)> {
    let hundredfold = rk & 1 != 0;
    if rk & 2 != 0 {
        let whole = i128::from(rk.cast_signed() >> 2);
        return Some((Exact::decimal(whole, if hundredfold { 2 } else { 0 }), false));
    }
    let value = f64::from_bits(u64::from(rk & !3) << 32);
    exact(if hundredfold { value / 100.0 } else { value })
}

/// The decimal of a number as XML formats write it, through the double it stands for.
pub(super) fn exact_text(text: &str) -> Option<(Exact, bool)> {
    let text = text.trim_ascii();
    // A plain decimal of up to 15 digits is itself the nearest to its double.
    if let Some(decimal) = plain(text) {
        return Some((decimal, false));
    }
    // The parser of floats would also take words such as `nan`.
    if !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')) {
        return None;
    }
    exact(text.parse().ok()?)
}

/// A decimal without exponent and with at most 15 digits.
fn plain(text: &str) -> Option<Exact> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if unsigned.len() > DIGITS + 1 {
        return None;
    }
    let (mut mantissa, mut digits, mut scale, mut point) = (0_i128, 0, 0_u32, false);
    for byte in unsigned.bytes() {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + i128::from(byte - b'0');
                digits += 1;
                scale += u32::from(point);
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    let mantissa = if negative { -mantissa } else { mantissa };
    (1..=DIGITS).contains(&digits).then(|| Exact::decimal(mantissa, scale))
}

/// The value of `-d.ddde-n`, as the standard library writes it.
fn scientific(text: &str) -> Option<Exact> {
    let (decimal, exponent) = text.split_once('e')?;
    let exponent: i64 = exponent.parse().ok()?;
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let fraction = fraction.trim_end_matches('0');
    let mantissa: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scale = i64::try_from(fraction.len()).ok()? - exponent;
    if mantissa == 0 {
        return Some(Exact::ZERO);
    }
    match u32::try_from(scale) {
        Ok(scale) => Some(Exact::decimal(mantissa, scale)),
        Err(_) => Exact::parse(&format!("{mantissa}{}", "0".repeat(usize::try_from(-scale).ok()?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    #[test]
    fn a_sum_of_tenths_is_the_tenth_it_shows() {
        assert_eq!(exact(0.1 + 0.2), Some((decimal("0.3"), true)));
        assert_eq!(exact(94.4), Some((decimal("94.4"), false)));
        assert_eq!(exact(-0.0), Some((Exact::ZERO, false)));
        assert_eq!(exact(1.0 / 3.0), Some((decimal("0.333333333333333"), true)));
    }

    #[test]
    fn large_and_small_doubles_keep_fifteen_digits() {
        assert_eq!(exact(1e20), Some((decimal("100000000000000000000"), false)));
        assert_eq!(exact(350_102_198_001_011_260.0).unwrap().0, decimal("350102198001011000"));
        assert_eq!(exact(2.5e-7), Some((decimal("0.00000025"), false)));
        assert!(exact(f64::MIN_POSITIVE).is_some() && exact(f64::MAX).is_some() && exact(5e-324).is_some());
    }

    #[test]
    fn text_goes_through_its_double() {
        assert_eq!(exact_text("94.400000000000006"), Some((decimal("94.4"), false)));
        assert_eq!(exact_text("0.30000000000000004"), Some((decimal("0.3"), true)));
        assert_eq!(exact_text("1.5E3"), Some((decimal("1500"), false)));
        assert_eq!(exact_text("-12.50"), Some((decimal("-12.5"), false)));
        assert_eq!(exact_text(".5"), Some((decimal("0.5"), false)));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "-", ".", "NaN", "inf", "-Infinity", "1e999", "１２", "1,200", "1.2.3", "--1"] {
            assert_eq!(exact_text(text), None, "{text}");
        }
        assert_eq!(exact(f64::NAN), None);
        assert_eq!(exact(f64::INFINITY), None);
    }

    #[test]
    fn rk_numbers_are_whole_or_hundredths() {
        // 94.40 as whole hundredths, -5 as a whole number, 1.5 as a double's upper half.
        assert_eq!(exact_rk(9440 << 2 | 3), Some((decimal("94.4"), false)));
        assert_eq!(exact_rk((-5_i32 << 2).cast_unsigned() | 2), Some((decimal("-5"), false)));
        assert_eq!(exact_rk(0x3FF8_0000), Some((decimal("1.5"), false)));
        assert_eq!(exact_rk(0x3FF8_0000 | 1), Some((decimal("0.015"), false)));
    }
}
