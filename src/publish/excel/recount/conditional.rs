//! COUNTIFS and its kin.

use super::super::expr::Infix;
use super::number::Double;
use super::{Block, Given};

/// Counts, sums or means over the rows that meet every criterion.
pub(super) fn call(name: &str, list: &[Block]) -> Given {
    let (values, pairs) = match name {
        "COUNTIF" | "COUNTIFS" => (None, list),
        "SUMIF" => (list.get(2).or(list.first()), &list[..2]),
        _ => (list.first(), &list[1..]),
    };
    let count = pairs[0].values.len();
    let criteria: Vec<(&Block, Criterion)> =
        pairs.chunks(2).filter(|p| p.len() == 2).map(|p| (&p[0], Criterion::new(&p[1].values[0]))).collect();
    let rows: Vec<usize> = (0..count)
        .filter(|i| criteria.iter().all(|(range, c)| range.values.get(*i).is_some_and(|v| c.meets(v))))
        .collect();
    let Some(values) = values else { return Given::Number(Double::count(rows.len())) };
    let numbers: Vec<Double> = rows
        .iter()
        .filter_map(|i| match values.values.get(*i) {
            Some(Given::Number(n)) => Some(*n),
            _ => None,
        })
        .collect();
    let sum = numbers.iter().try_fold(Double::ZERO, |sum, n| sum.operated(Infix::Add, *n));
    let value = match name {
        "AVERAGEIFS" => sum.and_then(|s| s.operated(Infix::Divide, Double::count(numbers.len()))),
        _ => sum,
    };
    value.map_or(Given::Error, Given::Number)
}

/// What a cell must meet.
struct Criterion {
    op: Infix,
    wanted: Given,
}

impl Criterion {
    fn new(given: &Given) -> Criterion {
        let Given::Text(text) = given else { return Criterion { op: Infix::Equal, wanted: given.clone() } };
        let signs = [
            (">=", Infix::AtLeast),
            ("<=", Infix::AtMost),
            ("<>", Infix::Unequal),
            (">", Infix::Greater),
            ("<", Infix::Less),
            ("=", Infix::Equal),
        ];
        let found = signs.iter().find_map(|(sign, op)| text.strip_prefix(sign).map(|rest| (*op, rest)));
        let (op, rest) = found.unwrap_or((Infix::Equal, text));
        let wanted = Double::read(rest).map_or_else(|| Given::Text(rest.into()), Given::Number);
        Criterion { op, wanted }
    }

    fn meets(&self, value: &Given) -> bool {
        if let Given::Text(wanted) = &self.wanted
            && wanted.is_empty()
        {
            return matches!(value, Given::Empty) || matches!(value, Given::Text(t) if t.is_empty());
        }
        // A text of digits equals the number: `1`, `01` and 1 meet the criterion `1`.
        if let (Given::Text(text), Given::Number(_), Infix::Equal) = (value, &self.wanted, self.op) {
            return Double::read(text).is_some_and(|n| Given::Number(n).compared(&self.wanted).is_eq());
        }
        // Only like is compared with like: a text never meets `>0`.
        let like = matches!(
            (value, &self.wanted),
            (Given::Number(_), Given::Number(_)) | (Given::Text(_), Given::Text(_)) | (Given::Bool(_), Given::Bool(_))
        );
        let order = value.compared(&self.wanted);
        like && match self.op {
            Infix::AtLeast => order.is_ge(),
            Infix::AtMost => order.is_le(),
            Infix::Greater => order.is_gt(),
            Infix::Less => order.is_lt(),
            Infix::Unequal => order.is_ne(),
            _ => order.is_eq(),
        }
    }
}
