//! Exact fractions: every figure between a read cell and a printed one.
//!
//! A value has one form: what fits in a pair of machine words is held there, and only the rest
//! takes big integers. So `Eq` and `Hash` can be derived, and the usual column never allocates.

mod arithmetic;
mod digits;
mod format;
mod powers;
mod rounding;
mod series;

use std::fmt;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive};

pub use format::Format;
pub use rounding::Rounding;

/// An exact rational number.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Exact(Form);

/// Invariant: reduced, the denominator positive, and `Small` whenever both parts fit.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    Small(i64, i64),
    Big(Box<BigRational>),
}

impl Exact {
    /// Nought.
    pub const ZERO: Exact = Exact(Form::Small(0, 1));
    /// One.
    pub const ONE: Exact = Exact(Form::Small(1, 1));

    /// `mantissa` ÷ 10^`scale`.
    pub fn decimal(mantissa: i128, scale: u32) -> Exact {
        match 10_i128.checked_pow(scale) {
            Some(power) => Exact::reduced(mantissa, power),
            None => Exact::big(BigRational::new(mantissa.into(), BigInt::from(10).pow(scale))),
        }
    }

    /// `a` ÷ `b`; none where `b` is nought.
    pub fn ratio(a: i64, b: i64) -> Option<Exact> {
        (b != 0).then(|| Exact::reduced(i128::from(a), i128::from(b)))
    }

    /// Is it nought?
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Form::Small(0, _))
    }

    /// Is it below nought?
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small(n, _) => *n < 0,
            Form::Big(r) => r.is_negative(),
        }
    }

    /// Has it no fraction?
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Small(_, d) => *d == 1,
            Form::Big(r) => r.is_integer(),
        }
    }

    /// Its distance from nought.
    #[must_use]
    pub fn abs(&self) -> Exact {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// The whole number, where it is one and fits.
    pub fn to_i64(&self) -> Option<i64> {
        match self.0 {
            Form::Small(n, 1) => Some(n),
            _ => None,
        }
    }

    /// The nearest double, for writing a cell or drawing; never for computing.
    #[expect(clippy::float_arithmetic, reason = "two whole doubles divide to the nearest double")]
    pub fn to_f64(&self) -> f64 {
        const WHOLE: u64 = 1 << 53;
        match &self.0 {
            Form::Small(n, d) if n.unsigned_abs() <= WHOLE && d.unsigned_abs() <= WHOLE => {
                match (n.to_f64(), d.to_f64()) {
                    (Some(n), Some(d)) => n / d,
                    _ => f64::NAN,
                }
            }
            _ => self.rational().to_f64().unwrap_or(f64::NAN),
        }
    }

    /// Numerator of the reduced fraction.
    pub fn numerator(&self) -> BigInt {
        match &self.0 {
            Form::Small(n, _) => BigInt::from(*n),
            Form::Big(r) => r.numer().clone(),
        }
    }

    /// Denominator of the reduced fraction, above nought.
    pub fn denominator(&self) -> BigInt {
        match &self.0 {
            Form::Small(_, d) => BigInt::from(*d),
            Form::Big(r) => r.denom().clone(),
        }
    }

    /// The fraction `n`/`d` in its only form; `d` is not nought.
    fn reduced(n: i128, d: i128) -> Exact {
        if d == 1
            && let Ok(n) = i64::try_from(n)
        {
            return Exact(Form::Small(n, 1));
        }
        if let (Ok(n), Ok(d)) = (i64::try_from(n), i64::try_from(d)) {
            return Exact::from_words(n, d);
        }
        let g = n.unsigned_abs().gcd(&d.unsigned_abs());
        let (n_abs, d_abs) = (n.unsigned_abs() / g, d.unsigned_abs() / g);
        let negative = (n < 0) != (d < 0);
        match (word(n_abs, negative), i64::try_from(d_abs)) {
            (Some(n), Ok(d)) => Exact(Form::Small(n, d)),
            _ => {
                let n = BigInt::from(n_abs);
                let n = if negative { -n } else { n };
                Exact(Form::Big(Box::new(BigRational::new_raw(n, BigInt::from(d_abs)))))
            }
        }
    }

    /// The same for machine words, where the common divisor is cheap.
    fn from_words(n: i64, d: i64) -> Exact {
        let g = n.unsigned_abs().gcd(&d.unsigned_abs());
        let negative = (n < 0) != (d < 0);
        let (n_abs, d_abs) = (n.unsigned_abs() / g, d.unsigned_abs() / g);
        match (word(u128::from(n_abs), negative), i64::try_from(d_abs)) {
            (Some(n), Ok(d)) => Exact(Form::Small(n, d)),
            // Only where a part is 2^63.
            _ => Exact::big(BigRational::new(n.into(), d.into())),
        }
    }

    /// The only form of a reduced fraction of big integers.
    fn big(r: BigRational) -> Exact {
        match (r.numer().to_i64(), r.denom().to_i64()) {
            (Some(n), Some(d)) => Exact(Form::Small(n, d)),
            _ => Exact(Form::Big(Box::new(r))),
        }
    }

    /// `n`/`d` of big integers; `d` is not nought.
    fn quotient(n: BigInt, d: BigInt) -> Exact {
        if d.is_one() { Exact::big(BigRational::from_integer(n)) } else { Exact::big(BigRational::new(n, d)) }
    }

    /// As a fraction of big integers.
    fn rational(&self) -> BigRational {
        match &self.0 {
            Form::Small(n, d) => BigRational::new_raw(BigInt::from(*n), BigInt::from(*d)),
            Form::Big(r) => r.as_ref().clone(),
        }
    }
}

/// The signed word of that size, where there is one.
fn word(size: u128, negative: bool) -> Option<i64> {
    let size = i128::try_from(size).ok()?;
    i64::try_from(if negative { -size } else { size }).ok()
}

impl Default for Exact {
    fn default() -> Self {
        Exact::ZERO
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Small(n, 1) => write!(f, "{n}"),
            Form::Small(n, d) => write!(f, "{n}/{d}"),
            Form::Big(r) => write!(f, "{r}"),
        }
    }
}

impl From<i64> for Exact {
    fn from(n: i64) -> Self {
        Exact(Form::Small(n, 1))
    }
}

impl From<i32> for Exact {
    fn from(n: i32) -> Self {
        Exact::from(i64::from(n))
    }
}

impl From<u32> for Exact {
    fn from(n: u32) -> Self {
        Exact::from(i64::from(n))
    }
}

impl From<usize> for Exact {
    fn from(n: usize) -> Self {
        i64::try_from(n).map_or_else(|_| Exact::from(BigInt::from(n)), Exact::from)
    }
}

impl From<BigInt> for Exact {
    fn from(n: BigInt) -> Self {
        Exact::big(BigRational::from_integer(n))
    }
}

#[cfg(test)]
mod tests;
