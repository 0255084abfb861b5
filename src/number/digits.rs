//! Decimal digits: reading and printing.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::rounding::ten;
use super::{Exact, Form, Rounding};

impl Exact {
    /// A plain ASCII decimal such as `-12.50`: a sign, digits, and digits behind a point.
    pub fn parse(text: &str) -> Option<Exact> {
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, part) = digits.split_once('.').map_or((digits, None), |(w, p)| (w, Some(p)));
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !part.is_none_or(all_digits) {
            return None;
        }
        let part = part.unwrap_or("");
        let scale = u32::try_from(part.len()).ok()?;
        let joined = format!("{whole}{part}");
        let value = match joined.parse::<i128>() {
            Ok(mantissa) => Exact::decimal(mantissa, scale),
            Err(_) => Exact::quotient(joined.parse::<BigInt>().ok()?, ten(scale)),
        };
        Some(if negative { -value } else { value })
    }

    /// Mantissa and scale, where the decimal terminates: 3/8 is 375 and 3.
    pub fn terminating(&self) -> Option<(BigInt, u32)> {
        let mut rest = self.denominator();
        let (twos, fives) = (taken_out(&mut rest, 2), taken_out(&mut rest, 5));
        let scale = twos.max(fives);
        rest.is_one().then(|| {
            let mantissa = self.numerator() * BigInt::from(5).pow(scale - fives) * BigInt::from(2).pow(scale - twos);
            // Twos and fives of the denominator cancel against the power of ten.
            (mantissa, scale)
        })
    }

    /// Rounded (half away from zero) to so many places, all of them printed.
    pub fn fixed(&self, places: u32) -> String {
        let rounded = self.round(i32::try_from(places).unwrap_or(i32::MAX), Rounding::HalfUp);
        let sign = if rounded.is_negative() { "-" } else { "" };
        let digits = rounded.units_of_place(places);
        let width = usize::try_from(places).unwrap_or(usize::MAX);
        if width == 0 {
            return format!("{sign}{digits}");
        }
        let digits = format!("{digits:0>least$}", least = width + 1);
        let (whole, part) = digits.split_at(digits.len() - width);
        format!("{sign}{whole}.{part}")
    }

    /// How many units of the last of so many places it has, sign left aside; it has no more places.
    fn units_of_place(&self, places: u32) -> String {
        if let Form::Small(n, d) = self.0
            && let Some(power) = 10_i128.checked_pow(places)
            && let Some(units) = power.checked_mul(i128::from(n))
        {
            return (units / i128::from(d)).unsigned_abs().to_string();
        }
        (self.numerator().abs() * ten(places) / self.denominator()).to_string()
    }

    /// Rounded (half away from zero) to at most so many places, without trailing zeros.
    pub fn trimmed(&self, max_places: u32) -> String {
        let text = self.fixed(max_places);
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    }

    /// All digits where they end within `max_places`, else rounded to them and followed by “…”.
    pub fn plain(&self, max_places: u32) -> String {
        match self.terminating() {
            Some((_, scale)) if scale <= max_places => self.fixed(scale),
            _ => format!("{}…", self.fixed(max_places)),
        }
    }
}

/// How often `factor` divides `n`, which loses it.
fn taken_out(n: &mut BigInt, factor: u32) -> u32 {
    let factor = BigInt::from(factor);
    let mut count = 0;
    loop {
        let (quotient, rest) = n.div_rem(&factor);
        if !rest.is_zero() {
            return count;
        }
        *n = quotient;
        count += 1;
    }
}
