//! Powers, roots and logarithms, correctly rounded (half away from zero) and then exact.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::rounding::ten;
use super::series::{exponential, logarithm};
use super::{Exact, Rounding};

/// A result of more bits than this is no figure of an appraisal, and would only eat memory.
const MOST_BITS: u64 = 1 << 20;

impl Exact {
    /// This to a whole power; none for nought to a negative power and for results beyond all bounds.
    pub fn power(&self, exponent: i32) -> Option<Exact> {
        if exponent < 0 {
            return Exact::ONE.checked_div(&self.power_of(exponent.unsigned_abs())?);
        }
        self.power_of(exponent.unsigned_abs())
    }

    fn power_of(&self, exponent: u32) -> Option<Exact> {
        if self.abs() == Exact::ONE {
            return Some(if exponent.is_multiple_of(2) { Exact::ONE } else { self.clone() });
        }
        let bits = self.numerator().bits().max(self.denominator().bits());
        if bits.checked_mul(u64::from(exponent))? > MOST_BITS && !self.is_zero() {
            return None;
        }
        Some(Exact::quotient(self.numerator().pow(exponent), self.denominator().pow(exponent)))
    }

    /// The `n`th root to so many places; none for `n` = 0 and for even roots of negative values.
    pub fn root(&self, n: u32, places: u32) -> Option<Exact> {
        if n == 0 || self.is_negative() && n.is_multiple_of(2) {
            return None;
        }
        // One place more than wanted, cut off: its digit alone decides a rounding half up, since
        // what was cut off behind a 5 can only add to it.
        let guard = places.checked_add(1)?;
        let shift = guard.checked_mul(n).filter(|s| u64::from(*s) <= MOST_BITS)?;
        let radicand = self.numerator().abs() * ten(shift) / self.denominator();
        let cut = Exact::quotient(radicand.nth_root(n), ten(guard));
        let rounded = cut.round(i32::try_from(places).ok()?, Rounding::HalfUp);
        Some(if self.is_negative() { -rounded } else { rounded })
    }

    /// This to any power, to so many places; none where there is no real result (a negative base
    /// with a broken exponent, nought to a power not above nought) or it is beyond all bounds.
    pub fn power_rounded(&self, exponent: &Exact, places: u32) -> Option<Exact> {
        let digits = i32::try_from(places).ok()?;
        if let Some(whole) = exponent.to_i64() {
            return Some(self.power(i32::try_from(whole).ok()?)?.round(digits, Rounding::HalfUp));
        }
        if self.is_negative() || self.is_zero() && exponent.is_negative() {
            return None;
        }
        if self.is_zero() || *self == Exact::ONE {
            return Some(self.clone());
        }
        if let Some(root) = exponent.denominator().to_u32().and_then(|n| self.exact_root(n)) {
            return Some(root.power(exponent.numerator().to_i32()?)?.round(digits, Rounding::HalfUp));
        }
        // Not rational, so never halfway between two decimals: some precision decides.
        let mut precision = 128 + u64::from(places) * 4;
        loop {
            let (low, high) = exponential(self, exponent, precision, MOST_BITS)?;
            let (low, high) = (low.round(digits, Rounding::HalfUp), high.round(digits, Rounding::HalfUp));
            if low == high {
                return Some(low);
            }
            precision *= 2;
        }
    }

    /// The natural logarithm to so many places; none unless the value is above nought.
    pub fn ln(&self, places: u32) -> Option<Exact> {
        if self.is_negative() || self.is_zero() {
            return None;
        }
        if *self == Exact::ONE {
            return Some(Exact::ZERO);
        }
        let digits = i32::try_from(places).ok()?;
        // The logarithm of a fraction other than one is not rational: some precision decides.
        let mut precision = 64 + u64::from(places) * 4;
        loop {
            let (low, high) = logarithm(self, precision);
            let (low, high) = (low.round(digits, Rounding::HalfUp), high.round(digits, Rounding::HalfUp));
            if low == high {
                return Some(low);
            }
            precision *= 2;
        }
    }

    /// The `n`th root where it is rational; the value is above nought.
    fn exact_root(&self, n: u32) -> Option<Exact> {
        let (top, bottom) = (whole_root(&self.numerator(), n)?, whole_root(&self.denominator(), n)?);
        Some(Exact::quotient(top, bottom))
    }
}

fn whole_root(value: &BigInt, n: u32) -> Option<BigInt> {
    let root = value.nth_root(n);
    (root.pow(n) == *value).then_some(root)
}
