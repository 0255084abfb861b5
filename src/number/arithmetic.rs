//! The four operations and the order.

use std::cmp::Ordering;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use num_integer::Integer;

use super::{Exact, Form};

impl Exact {
    /// The quotient; none where `by` is nought.
    pub fn checked_div(&self, by: &Exact) -> Option<Exact> {
        if by.is_zero() {
            return None;
        }
        Some(match (&self.0, &by.0) {
            // Both products of two words fit in 126 bits.
            (Form::Small(a, b), Form::Small(c, d)) => {
                Exact::reduced(i128::from(*a) * i128::from(*d), i128::from(*b) * i128::from(*c))
            }
            _ => Exact::big(self.rational() / by.rational()),
        })
    }

    fn plus(&self, other: &Exact) -> Exact {
        match (&self.0, &other.0) {
            (Form::Small(a, b), Form::Small(c, d)) if b == d => {
                Exact::reduced(i128::from(*a) + i128::from(*c), i128::from(*b))
            }
            (Form::Small(a, b), Form::Small(c, d)) => {
                let left = i128::from(*a) * i128::from(*d);
                let right = i128::from(*c) * i128::from(*b);
                match left.checked_add(right) {
                    Some(n) => Exact::reduced(n, i128::from(*b) * i128::from(*d)),
                    None => Exact::big(self.rational() + other.rational()),
                }
            }
            _ => Exact::big(self.rational() + other.rational()),
        }
    }

    fn times(&self, other: &Exact) -> Exact {
        match (&self.0, &other.0) {
            (Form::Small(a, 1), Form::Small(c, 1)) => Exact::reduced(i128::from(*a) * i128::from(*c), 1),
            (Form::Small(a, b), Form::Small(c, d)) => {
                // Divisors are taken out crosswise, so that the products are as small as can be.
                let (a, d) = without_common(*a, *d);
                let (c, b) = without_common(*c, *b);
                Exact::reduced(a * c, b * d)
            }
            _ => Exact::big(self.rational() * other.rational()),
        }
    }

    fn negated(&self) -> Exact {
        match &self.0 {
            Form::Small(n, d) => match n.checked_neg() {
                Some(n) => Exact(Form::Small(n, *d)),
                None => Exact::reduced(-i128::from(*n), i128::from(*d)),
            },
            Form::Big(r) => Exact::big(-r.as_ref().clone()),
        }
    }
}

/// Numerator and denominator without their common divisor.
fn without_common(n: i64, d: i64) -> (i128, i128) {
    let g = i128::from(n.unsigned_abs().gcd(&d.unsigned_abs()));
    (i128::from(n) / g, i128::from(d) / g)
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Small(a, b), Form::Small(c, d)) if b == d => a.cmp(c),
            (Form::Small(a, b), Form::Small(c, d)) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            _ => self.rational().cmp(&other.rational()),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Each operation for values and references on either side.
macro_rules! operation {
    ($trait:ident, $method:ident, |$a:ident, $b:ident| $body:expr) => {
        impl $trait<&Exact> for &Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                let ($a, $b) = (self, other);
                $body
            }
        }
        impl $trait<Exact> for Exact {
            type Output = Exact;
            fn $method(self, other: Exact) -> Exact {
                $trait::$method(&self, &other)
            }
        }
        impl $trait<&Exact> for Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                $trait::$method(&self, other)
            }
        }
        impl $trait<Exact> for &Exact {
            type Output = Exact;
            fn $method(self, other: Exact) -> Exact {
                $trait::$method(self, &other)
            }
        }
    };
}

operation!(Add, add, |a, b| a.plus(b));
operation!(Sub, sub, |a, b| a.plus(&b.negated()));
operation!(Mul, mul, |a, b| a.times(b));

impl Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        self.negated()
    }
}

impl Neg for Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        self.negated()
    }
}

impl AddAssign<&Exact> for Exact {
    fn add_assign(&mut self, other: &Exact) {
        *self = self.plus(other);
    }
}

impl AddAssign for Exact {
    fn add_assign(&mut self, other: Exact) {
        *self = self.plus(&other);
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(all: I) -> Exact {
        all.fold(Exact::ZERO, |a, b| a.plus(&b))
    }
}

impl<'a> Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Exact>>(all: I) -> Exact {
        all.fold(Exact::ZERO, |a, b| a.plus(b))
    }
}
