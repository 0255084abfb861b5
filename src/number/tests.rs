use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::{Exact, Form, Rounding};

fn e(text: &str) -> Exact {
    match text.split_once('/') {
        Some((a, b)) => e(a).checked_div(&e(b)).expect("a divisor"),
        None => Exact::parse(text).expect("a decimal"),
    }
}

fn is_small(x: &Exact) -> bool {
    matches!(x.0, Form::Small(..))
}

#[test]
fn decimals_are_read_as_written() {
    assert_eq!(e("-12.50"), Exact::ratio(-25, 2).unwrap());
    assert_eq!(e("0.10"), Exact::decimal(1, 1));
    assert_eq!(e("+007"), Exact::from(7));
    assert_eq!(e("-0.00"), Exact::ZERO);
    for bad in ["", "-", ".5", "5.", "1e3", "1,000", "１", "0x1", "1.2.3", "--1", " 1", "1 "] {
        assert_eq!(Exact::parse(bad), None, "{bad:?}");
    }
    let long = "123456789012345678901234567890.5";
    assert_eq!(e(long).fixed(1), long);
    assert!(!is_small(&e(long)));
}

#[test]
fn halves_go_away_from_zero() {
    let cases = [
        ("2.675", 2, "2.68"),
        ("-2.675", 2, "-2.68"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("2.5", 0, "3"),
        ("1/3", 4, "0.3333"),
        ("2/3", 4, "0.6667"),
        ("-2/3", 2, "-0.67"),
        ("0.004", 2, "0.00"),
        ("-0.004", 2, "0.00"),
        ("84.995", 2, "85.00"),
        ("1/7", 0, "0"),
    ];
    for (value, places, printed) in cases {
        assert_eq!(e(value).fixed(places), printed, "{value}");
    }
}

#[test]
fn each_rounding_takes_its_neighbour() {
    use Rounding::*;
    let cases = [
        ("2.5", [HalfUp, HalfEven, Down, Up, Floor], ["3", "2", "2", "3", "2"]),
        ("3.5", [HalfUp, HalfEven, Down, Up, Floor], ["4", "4", "3", "4", "3"]),
        ("-2.5", [HalfUp, HalfEven, Down, Up, Floor], ["-3", "-2", "-2", "-3", "-3"]),
        ("-2.1", [HalfUp, HalfEven, Down, Up, Floor], ["-2", "-2", "-2", "-3", "-3"]),
        ("2.1", [HalfUp, HalfEven, Down, Up, Floor], ["2", "2", "2", "3", "2"]),
        ("7", [HalfUp, HalfEven, Down, Up, Floor], ["7", "7", "7", "7", "7"]),
    ];
    for (value, hows, results) in cases {
        for (how, result) in hows.into_iter().zip(results) {
            assert_eq!(e(value).round(0, how), e(result), "{value} {how:?}");
        }
    }
}

#[test]
fn negative_places_round_to_tens() {
    assert_eq!(e("1250").round(-2, Rounding::HalfUp), e("1300"));
    assert_eq!(e("1250").round(-2, Rounding::HalfEven), e("1200"));
    assert_eq!(e("-1249.99").round(-2, Rounding::HalfUp), e("-1200"));
    assert_eq!(e("6").round(-30, Rounding::HalfUp), Exact::ZERO);
    assert_eq!(e("9000000000000000000").round(-19, Rounding::HalfUp), e("10000000000000000000"));
}

#[test]
fn steps_are_nearest_multiples() {
    assert_eq!(e("0.125").to_step(&e("0.05")), e("0.15"));
    assert_eq!(e("-0.125").to_step(&e("0.05")), e("-0.15"));
    assert_eq!(e("12345.6").to_step(&e("100")), e("12300"));
    assert_eq!(e("1/3").to_step(&e("1/6")), e("1/3"));
    assert_eq!(e("1.7").to_step(&Exact::ZERO), e("1.7"));
}

#[test]
fn printing() {
    assert_eq!(e("12.500").trimmed(2), "12.5");
    assert_eq!(e("100").trimmed(2), "100");
    assert_eq!(e("-0.001").trimmed(2), "0");
    assert_eq!(e("100").fixed(0), "100");
    assert_eq!(e("0.05").fixed(2), "0.05");
    assert_eq!(e("3/8").plain(6), "0.375");
    assert_eq!(e("3/8").plain(2), "0.38…");
    assert_eq!(e("-2/3").plain(4), "-0.6667…");
    assert_eq!(e("85").plain(0), "85");
    assert_eq!(format!("{:?} {:?}", e("6/4"), e("-3")), "3/2 -3");
}

#[test]
fn a_decimal_terminates_by_twos_and_fives_only() {
    assert_eq!(e("3/8").terminating(), Some((375.into(), 3)));
    assert_eq!(e("-1/25").terminating(), Some(((-4).into(), 2)));
    assert_eq!(e("7").terminating(), Some((7.into(), 0)));
    assert_eq!(e("1/3").terminating(), None);
    assert_eq!(e("1/6").terminating(), None);
    assert_eq!(e("3/6").terminating(), Some((5.into(), 1)));
}

#[test]
fn words_overflow_into_big_integers_and_come_back() {
    let most = Exact::from(i64::MAX);
    let least = Exact::from(i64::MIN);
    let above = &most + Exact::ONE;
    assert!(!is_small(&above));
    assert_eq!(above, -&least);
    assert_eq!(&above - Exact::ONE, most);
    assert!(is_small(&(&above - Exact::ONE)));
    assert_eq!(&most * &most, e("85070591730234615847396907784232501249"));
    assert_eq!(least.abs().fixed(0), "9223372036854775808");
    let tiny = Exact::ratio(1, i64::MIN).unwrap();
    assert!(tiny.is_negative() && !is_small(&tiny));
    assert_eq!(Exact::ratio(i64::MIN, i64::MIN).unwrap(), Exact::ONE);
    assert_eq!((&tiny * &least), Exact::ONE);
    assert_eq!(&least + &least, e("-18446744073709551616"));
}

#[test]
fn division_by_nought_is_refused() {
    assert_eq!(Exact::ONE.checked_div(&Exact::ZERO), None);
    assert_eq!(Exact::ratio(1, 0), None);
    assert_eq!(e("1").checked_div(&e("-3")).unwrap(), e("-1/3"));
}

#[test]
fn whole_numbers_are_known() {
    assert_eq!(e("4/2").to_i64(), Some(2));
    assert_eq!(e("1/2").to_i64(), None);
    assert!(e("1.00").is_integer());
    assert!(!e("0.5").is_integer());
    assert!(e("100000000000000000000").is_integer());
    assert_eq!(e("100000000000000000000").to_i64(), None);
}

#[test]
#[expect(clippy::float_cmp, reason = "the nearest double is one double")]
fn doubles_are_the_nearest() {
    assert_eq!(e("0.1").to_f64(), 0.1);
    assert_eq!(e("-85.37").to_f64(), -85.37);
    assert_eq!(e("1/3").to_f64(), 1.0 / 3.0);
    assert_eq!(e("123456789012345678.9").to_f64(), 123_456_789_012_345_680.0);
}

#[test]
fn powers() {
    assert_eq!(e("1.5").power(2), Some(e("2.25")));
    assert_eq!(e("-2").power(-3), Some(e("-1/8")));
    assert_eq!(e("0").power(0), Some(Exact::ONE));
    assert_eq!(e("0").power(5), Some(Exact::ZERO));
    assert_eq!(e("0").power(-1), None);
    assert_eq!(e("-1").power(i32::MAX), Some(e("-1")));
    assert_eq!(e("-1").power(i32::MIN), Some(Exact::ONE));
    assert_eq!(e("2").power(i32::MAX), None);
}

#[test]
fn roots_are_correctly_rounded() {
    assert_eq!(e("2").root(2, 6), Some(e("1.414214")));
    assert_eq!(e("27").root(3, 0), Some(e("3")));
    assert_eq!(e("-27").root(3, 2), Some(e("-3")));
    assert_eq!(e("0.0625").root(4, 1), Some(e("0.5")));
    assert_eq!(e("1/9").root(2, 4), Some(e("0.3333")));
    // A root of exactly one half goes away from zero.
    assert_eq!(e("0.25").root(2, 0), Some(e("1")));
    assert_eq!(e("-0.125").root(3, 0), Some(e("-1")));
    // A hair below one half.
    assert_eq!(e("0.2499999999999999999999").root(2, 0), Some(Exact::ZERO));
    assert_eq!(e("-4").root(2, 2), None);
    assert_eq!(e("4").root(0, 2), None);
}

#[test]
fn broken_powers_are_correctly_rounded() {
    assert_eq!(e("2").power_rounded(&e("0.5"), 10), Some(e("1.4142135624")));
    assert_eq!(e("4").power_rounded(&e("1.5"), 3), Some(e("8")));
    assert_eq!(e("0.25").power_rounded(&e("0.5"), 0), Some(e("1")));
    assert_eq!(e("4").power_rounded(&e("-0.5"), 0), Some(e("1")));
    // 0.93524844782262132610… by an independent decimal library.
    assert_eq!(e("0.8").power_rounded(&e("0.3"), 12), Some(e("0.935248447823")));
    assert_eq!(e("1000").power_rounded(&e("1/3"), 8), Some(e("10")));
    assert_eq!(e("10").power_rounded(&e("2.5"), 5), Some(e("316.22777")));
    assert_eq!(e("7").power_rounded(&e("2"), 0), Some(e("49")));
    assert_eq!(e("-8").power_rounded(&e("1/3"), 2), None);
    assert_eq!(e("0").power_rounded(&e("0.5"), 2), Some(Exact::ZERO));
    assert_eq!(e("0").power_rounded(&e("-0.5"), 2), None);
    assert_eq!(e("10").power_rounded(&e("100000000.5"), 2), None);
}

#[test]
fn logarithms_are_correctly_rounded() {
    assert_eq!(e("2").ln(20), Some(e("0.69314718055994530942")));
    assert_eq!(e("10").ln(10), Some(e("2.3025850930")));
    assert_eq!(e("0.5").ln(6), Some(e("-0.693147")));
    assert_eq!(e("1").ln(5), Some(Exact::ZERO));
    assert_eq!(e("1000000.5").ln(6), Some(e("13.815511")));
    assert_eq!(e("1.000001").ln(8), Some(e("0.000001")));
    assert_eq!(e("0").ln(2), None);
    assert_eq!(e("-1").ln(2), None);
}

fn hash(x: &Exact) -> u64 {
    let mut hasher = DefaultHasher::new();
    x.hash(&mut hasher);
    hasher.finish()
}

fn reference(n: i64, d: i64) -> BigRational {
    BigRational::new(BigInt::from(n), BigInt::from(d))
}

fn part() -> impl Strategy<Value = i64> {
    prop_oneof![-200_i64..200, -100_000_000_i64..100_000_000, any::<i64>(), Just(i64::MAX), Just(i64::MIN)]
}

fn divisor() -> impl Strategy<Value = i64> {
    part().prop_filter("not nought", |d| *d != 0)
}

proptest! {
    #[test]
    fn words_and_big_integers_agree(a in part(), b in divisor(), c in part(), d in divisor()) {
        let (x, y) = (Exact::ratio(a, b).unwrap(), Exact::ratio(c, d).unwrap());
        let (p, q) = (reference(a, b), reference(c, d));
        prop_assert_eq!((&x + &y).rational(), &p + &q);
        prop_assert_eq!((&x - &y).rational(), &p - &q);
        prop_assert_eq!((&x * &y).rational(), &p * &q);
        prop_assert_eq!((-&x).rational(), -&p);
        prop_assert_eq!(x.cmp(&y), p.cmp(&q));
        if c != 0 {
            prop_assert_eq!(x.checked_div(&y).unwrap().rational(), &p / &q);
        }
    }

    #[test]
    fn equal_values_have_one_form(a in part(), b in divisor(), c in part(), d in divisor()) {
        let (x, y) = (Exact::ratio(a, b).unwrap(), Exact::ratio(c, d).unwrap());
        let back = &(&x + &y) - &y;
        prop_assert_eq!(&back, &x);
        prop_assert_eq!(hash(&back), hash(&x));
        prop_assert_eq!(is_small(&back), is_small(&x));
    }

    #[test]
    fn rounding_agrees_in_both_forms(a in part(), b in divisor(), places in -12_i32..25) {
        let x = Exact::ratio(a, b).unwrap();
        let power = BigRational::from_integer(BigInt::from(10)).pow(places);
        let scaled = reference(a, b) * &power;
        for (how, whole) in [
            (Rounding::Floor, scaled.floor()),
            (Rounding::Down, scaled.trunc()),
            (Rounding::HalfUp, scaled.round()),
        ] {
            prop_assert_eq!(x.round(places, how).rational(), whole / &power);
        }
        let off = (x.round(places, Rounding::HalfEven) - &x).abs();
        prop_assert!(off.rational() * &power * BigInt::from(2) <= BigRational::from_integer(1.into()));
    }

    #[test]
    fn printed_decimals_read_back(mantissa in any::<i64>(), scale in 0_u32..18) {
        let x = Exact::decimal(i128::from(mantissa), scale);
        prop_assert_eq!(e(&x.fixed(scale)), x.clone());
        prop_assert_eq!(e(&x.plain(scale)), x.clone());
        let (digits, least) = x.terminating().unwrap();
        prop_assert!(least <= scale);
        prop_assert_eq!(Exact::from(digits), x * Exact::from(10).power(i32::try_from(least).unwrap()).unwrap());
    }

    #[test]
    fn a_root_is_within_half_a_place(a in 0_i64..1_000_000, b in 1_i64..1000, n in 1_u32..6) {
        let x = Exact::ratio(a, b).unwrap();
        let root = x.root(n, 4).unwrap();
        let half = Exact::decimal(5, 5);
        let power = |v: Exact| v.power(i32::try_from(n).unwrap()).unwrap();
        prop_assert!(power(&root + &half) > x);
        if root > half {
            prop_assert!(power(&root - &half) <= x);
        }
    }

    #[test]
    fn logarithms_add_up(a in 1_i64..10_000_000, b in 1_i64..10_000_000) {
        let (x, y) = (Exact::from(a), Exact::from(b));
        let sum = x.ln(12).unwrap() + y.ln(12).unwrap();
        prop_assert!((sum - (x * y).ln(12).unwrap()).abs() <= Exact::decimal(2, 12));
    }
}
