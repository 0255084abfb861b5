//! The functions that formulas use.

use super::super::expr::Infix;
use super::conditional;
use super::number::{Double, Way};
use super::{Block, Given};

/// A function of values.
pub(super) fn call(name: &str, list: &[Block]) -> Block {
    if let "INDEX" = name {
        let place = list.get(1).and_then(|b| b.values.first()).and_then(Given::number).and_then(Double::whole);
        let found = place.and_then(|p| p.checked_sub(1)).and_then(|p| list[0].values.get(p).cloned());
        return Block { cells: true, ..Block::one(found.unwrap_or(Given::Error)) };
    }
    if let ("HYPERLINK", Some(shown)) = (name, list.get(1)) {
        return shown.clone();
    }
    Block::one(single(name, list))
}

fn single(name: &str, list: &[Block]) -> Given {
    match name {
        "COUNTIF" | "COUNTIFS" | "SUMIF" | "SUMIFS" | "AVERAGEIFS" => conditional::call(name, list),
        "COUNTBLANK" => {
            let blank = |g: &&Given| matches!(g, Given::Empty) || matches!(g, Given::Text(t) if t.is_empty());
            Given::Number(Double::count(list[0].values.iter().filter(blank).count()))
        }
        "COUNT" => {
            let counts = |b: &Block| b.values.iter().filter(|g| matches!(g, Given::Number(_))).count();
            Given::Number(Double::count(list.iter().map(counts).sum()))
        }
        "SUM" | "AVERAGE" | "MAX" | "MIN" | "MEDIAN" | "LARGE" | "SMALL" => statistic(name, list),
        "SUMPRODUCT" => product(list),
        "MATCH" => {
            let Some(wanted) = list[0].values.first().filter(|w| **w != Given::Error) else { return Given::Error };
            let place = list[1].values.iter().position(|g| *g != Given::Empty && g.compared(wanted).is_eq());
            place.map_or(Given::Error, |p| Given::Number(Double::count(p + 1)))
        }
        "CHOOSE" => {
            let place = list[0].values.first().and_then(Given::number).and_then(Double::whole);
            let chosen = place.filter(|p| *p > 0).and_then(|p| list.get(p)).and_then(|b| b.values.first().cloned());
            chosen.unwrap_or(Given::Error)
        }
        "AND" | "OR" => {
            let truths: Option<Vec<bool>> = list.iter().flat_map(|b| &b.values).map(Given::truth).collect();
            match truths {
                Some(all) => Given::Bool(if name == "AND" { all.iter().all(|t| *t) } else { all.iter().any(|t| *t) }),
                None => Given::Error,
            }
        }
        "NOT" => list[0].values[0].truth().map_or(Given::Error, |t| Given::Bool(!t)),
        "ISNUMBER" => Given::Bool(matches!(list[0].values[0], Given::Number(_))),
        "SEARCH" | "LEFT" | "LEN" | "TEXT" => text(name, list),
        _ => numeric(name, list),
    }
}

fn numeric(name: &str, list: &[Block]) -> Given {
    let numbers: Option<Vec<Double>> = list.iter().map(|b| b.values.first().and_then(Given::number)).collect();
    let Some(x) = numbers else { return Given::Error };
    let value = match (name, &x[..]) {
        ("ROUND", [x, n]) => x.rounded(*n, Way::Near),
        ("ROUNDDOWN", [x, n]) => x.rounded(*n, Way::Down),
        ("ROUNDUP", [x, n]) => x.rounded(*n, Way::Up),
        ("TRUNC", [x]) => x.rounded(Double::ZERO, Way::Down),
        ("INT", [x]) => Some(x.floor()),
        ("ABS", [x]) => Some(x.abs()),
        ("LN", [x]) => x.ln(),
        ("MOD", [x, y]) => x.remainder(*y),
        ("DATE", [year, month, day]) => {
            let part = |d: &Double| d.whole().and_then(|n| u8::try_from(n).ok());
            let year = year.whole().and_then(|n| i32::try_from(n).ok());
            year.zip(part(month))
                .zip(part(day))
                .map(|((year, month), day)| super::number::serial(crate::formula::ast::Date { year, month, day }))
        }
        ("YEAR" | "MONTH" | "DAY", [day]) => super::number::day(*day).map(|date| {
            let year = usize::try_from(date.year).unwrap_or(0);
            Double::count(match name {
                "YEAR" => year,
                "MONTH" => usize::from(date.month),
                _ => usize::from(date.day),
            })
        }),
        _ => None,
    };
    value.map_or(Given::Error, Given::Number)
}

/// Numbers that a sum takes: of cells only numbers, of values whatever stands for one.
fn taken(list: &[Block]) -> Option<Vec<Double>> {
    let mut out = Vec::new();
    for block in list {
        for given in &block.values {
            match given {
                Given::Error => return None,
                Given::Number(n) => out.push(*n),
                _ if block.cells => {}
                other => out.push(other.number()?),
            }
        }
    }
    Some(out)
}

fn statistic(name: &str, list: &[Block]) -> Given {
    let ranked = matches!(name, "LARGE" | "SMALL");
    let (data, nth) = if ranked { (&list[..1], list.get(1)) } else { (list, None) };
    let Some(mut numbers) = taken(data) else { return Given::Error };
    let add = |list: &[Double]| list.iter().try_fold(Double::ZERO, |sum, n| sum.operated(Infix::Add, *n));
    let mean = |list: &[Double]| add(list).and_then(|s| s.operated(Infix::Divide, Double::count(list.len())));
    numbers.sort_by(|a, b| a.compared(*b));
    let value = match name {
        "SUM" => taken(data).and_then(|n| add(&n)),
        "AVERAGE" => mean(&numbers),
        "MAX" => Some(numbers.last().copied().unwrap_or(Double::ZERO)),
        "MIN" => Some(numbers.first().copied().unwrap_or(Double::ZERO)),
        "MEDIAN" => match numbers.len() {
            0 => None,
            n => mean(&[numbers[(n - 1) / 2], numbers[n / 2]]),
        },
        _ => {
            let nth = nth.and_then(|b| b.values.first()).and_then(Given::number).and_then(Double::whole);
            let count = numbers.len();
            let place = nth.and_then(|n| if name == "LARGE" { count.checked_sub(n) } else { n.checked_sub(1) });
            place.and_then(|p| numbers.get(p).copied())
        }
    };
    value.map_or(Given::Error, Given::Number)
}

fn product(list: &[Block]) -> Given {
    let mut sum = Double::ZERO;
    for index in 0..list[0].values.len() {
        let mut term = Double::count(1);
        for block in list {
            let factor = match block.values.get(index) {
                Some(Given::Number(n)) => *n,
                Some(Given::Error) | None => return Given::Error,
                // Yes and no, texts and empty cells count as nothing unless they were multiplied before.
                Some(_) => Double::ZERO,
            };
            let Some(next) = term.operated(Infix::Multiply, factor) else { return Given::Error };
            term = next;
        }
        let Some(next) = sum.operated(Infix::Add, term) else { return Given::Error };
        sum = next;
    }
    Given::Number(sum)
}

fn text(name: &str, list: &[Block]) -> Given {
    let part = |i: usize| list.get(i).and_then(|b| b.values.first()).map(Given::text).unwrap_or_default();
    match name {
        // Of the patterns only 0.00 with any number of places is written.
        "TEXT" => {
            let places = part(1).split_once('.').map_or(0, |(_, places)| places.len());
            let digits = list[0].values.first().and_then(Given::number).and_then(|n| n.fixed(places));
            digits.map_or(Given::Error, |digits| Given::Text(digits.into()))
        }
        "LEN" => Given::Number(Double::count(part(0).chars().count())),
        "LEFT" => {
            let count = list.get(1).and_then(|b| b.values[0].number()).and_then(Double::whole).unwrap_or(1);
            Given::Text(part(0).chars().take(count).collect::<String>().into())
        }
        _ => match part(1).to_lowercase().find(&part(0).to_lowercase()) {
            Some(place) => Given::Number(Double::count(place + 1)),
            None => Given::Error,
        },
    }
}
