//! Bounds of logarithms and powers by series of big integers.
//!
//! A fixed-point value is an integer in units of 2^−`bits`. Every step of a series cuts off a few
//! units, a series has fewer steps than `bits`, and ln 2 is taken fewer than 2^34 times: all of it
//! together stays below 2^`GUARD` units.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::Exact;

const GUARD: u64 = 80;

/// Bounds of ln `x`, 2^(1−`precision`) apart; `x` is above nought.
pub(super) fn logarithm(x: &Exact, precision: u64) -> (Exact, Exact) {
    let bits = precision + GUARD;
    bounds(&fixed_logarithm(x, bits), GUARD, bits, 0)
}

/// Bounds of `x` to the power `w`, at most 2^−`precision` apart; `x` is above nought. None where the
/// result is beyond 2^±`most`.
pub(super) fn exponential(x: &Exact, w: &Exact, precision: u64, most: u64) -> Option<(Exact, Exact)> {
    // How large the result is, roughly: so many bits more are needed before the point.
    let rough = product(&fixed_logarithm(x, GUARD), w);
    let size = (rough / fixed_ln_two(GUARD)).to_i64()?;
    if size.unsigned_abs() > most {
        return None;
    }
    // The factor `w` multiplies what was cut off before.
    let error = GUARD + w.numerator().bits();
    let bits = precision + u64::try_from(size.max(0)).ok()? + error + GUARD;
    let power = product(&fixed_logarithm(x, bits), w);
    let (twos, rest) = power.div_mod_floor(&fixed_ln_two(bits));
    Some(bounds(&fixed_exponential(&rest, bits), error, bits, twos.to_i64()?))
}

/// `value` less and plus 2^`error` units, times 2^`twos`.
fn bounds(value: &BigInt, error: u64, bits: u64, twos: i64) -> (Exact, Exact) {
    let error = BigInt::one() << error;
    let up = u64::try_from(twos.max(0)).unwrap_or(0);
    let down = bits + twos.min(0).unsigned_abs();
    let exact = |n: BigInt| Exact::quotient(n << up, BigInt::one() << down);
    (exact(value - &error), exact(value + &error))
}

fn product(value: &BigInt, w: &Exact) -> BigInt {
    (value * w.numerator()).div_floor(&w.denominator())
}

/// ln `x` = e·ln 2 + ln m, where m lies between two thirds and four thirds.
fn fixed_logarithm(x: &Exact, bits: u64) -> BigInt {
    let (mut n, mut d) = (x.numerator(), x.denominator());
    let mut twos = BigInt::from(n.bits()) - BigInt::from(d.bits());
    let (n_bits, d_bits) = (n.bits(), d.bits());
    n <<= d_bits.saturating_sub(n_bits);
    d <<= n_bits.saturating_sub(d_bits);
    if &n * 3 > &d * 4 {
        d <<= 1;
        twos += 1;
    } else if &n * 3 < &d * 2 {
        n <<= 1;
        twos -= 1;
    }
    twos * fixed_ln_two(bits) + twice_artanh(&(&n - &d), &(&n + &d), bits)
}

/// ln 2 = 2 artanh ⅓.
fn fixed_ln_two(bits: u64) -> BigInt {
    twice_artanh(&BigInt::one(), &BigInt::from(3), bits)
}

/// 2 artanh(n/d) = 2 (z + z³/3 + z⁵/5 + …), which is ln((d+n)/(d−n)).
fn twice_artanh(n: &BigInt, d: &BigInt, bits: u64) -> BigInt {
    let mut term: BigInt = (n.abs() << bits) / d;
    let square: BigInt = (&term * &term) >> bits;
    let mut sum = BigInt::zero();
    let mut divisor = 1_u64;
    while !term.is_zero() {
        sum += &term / divisor;
        term = (term * &square) >> bits;
        divisor += 2;
    }
    sum <<= 1;
    if n.is_negative() { -sum } else { sum }
}

/// e to the power `rest`, which lies between nought and ln 2.
fn fixed_exponential(rest: &BigInt, bits: u64) -> BigInt {
    let mut term = BigInt::one() << bits;
    let mut sum = BigInt::zero();
    let mut step = 1_u64;
    while !term.is_zero() {
        sum += &term;
        term = ((term * rest) >> bits) / step;
        step += 1;
    }
    sum
}
