//! The only rounding in the program.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::One;

use super::{Exact, Form};

/// Which neighbour a value between two steps takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rounding {
    /// 四舍五入: the nearer, a half away from zero.
    HalfUp,
    /// 修约: the nearer, a half to the even one (GB/T 8170-2008, 3.2).
    HalfEven,
    /// 去尾: toward zero.
    Down,
    /// 进一: away from zero where anything is cut off.
    Up,
    /// Toward minus infinity.
    Floor,
}

impl Exact {
    /// Rounded to so many decimal places; negative places round to tens, hundreds and so on.
    #[must_use]
    pub fn round(&self, places: i32, how: Rounding) -> Exact {
        let size = places.unsigned_abs();
        if let Form::Small(n, d) = self.0
            && let Some(power) = 10_i128.checked_pow(size)
            && let Some((n, d)) = scaled(n, d, places, power)
        {
            let whole = nearest(&n, &d, how);
            return if places >= 0 {
                Exact::reduced(whole, power)
            } else {
                Exact::from(BigInt::from(whole) * BigInt::from(power))
            };
        }
        let power = BigInt::from(10).pow(size);
        let (n, d) = (self.numerator(), self.denominator());
        if places >= 0 {
            Exact::quotient(nearest(&(n * &power), &d, how), power)
        } else {
            Exact::from(nearest(&n, &(d * &power), how) * power)
        }
    }

    /// The nearest multiple of `step`, a half away from zero; a step of nought leaves the value.
    #[must_use]
    pub fn to_step(&self, step: &Exact) -> Exact {
        match self.checked_div(&step.abs()) {
            Some(steps) => steps.round(0, Rounding::HalfUp) * step.abs(),
            None => self.clone(),
        }
    }
}

/// Numerator and denominator in units of the last place, where that fits.
fn scaled(n: i64, d: i64, places: i32, power: i128) -> Option<(i128, i128)> {
    let (n, d) = (i128::from(n), i128::from(d));
    if places >= 0 { Some((n.checked_mul(power)?, d)) } else { Some((n, d.checked_mul(power)?)) }
}

/// The whole number next to `n`/`d`; `d` is above nought.
fn nearest<T: Integer + Clone>(n: &T, d: &T, how: Rounding) -> T {
    let (floor, rest) = n.div_mod_floor(d);
    if rest.is_zero() {
        return floor;
    }
    let below_zero = *n < T::zero();
    // rest against d − rest instead of 2·rest against d, which might not fit.
    let half = rest.cmp(&(d.clone() - rest.clone()));
    let up = match how {
        Rounding::Floor => false,
        Rounding::Down => below_zero,
        Rounding::Up => !below_zero,
        Rounding::HalfUp => half.is_gt() || half.is_eq() && !below_zero,
        Rounding::HalfEven => half.is_gt() || half.is_eq() && floor.is_odd(),
    };
    if up { floor + T::one() } else { floor }
}

/// Ten to that power.
pub(super) fn ten(power: u32) -> BigInt {
    if power == 0 { BigInt::one() } else { BigInt::from(10).pow(power) }
}
