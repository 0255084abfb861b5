//! Arithmetic: exact, and passing 不适用 and 缺 on.

use std::sync::Arc;

use crate::formula::ast::{Date, Operator};
use crate::formula::day::of_days;
use crate::formula::tree::Node;
use crate::number::Exact;
use crate::scheme::calendar::day_number;
use crate::scoring::faults;
use crate::tables::Value;

use super::logic::state;
use super::{Engine, Frame};

/// A number changed; anything else stays.
pub(super) fn map(value: Value, change: impl Fn(Exact) -> Exact) -> Value {
    match value {
        Value::Number(n) => Value::Number(change(n)),
        other => other,
    }
}

/// Days from 0000-03-01 to 0001-01-01, where the calendar begins to count.
const BEFORE_YEAR_1: i64 = 306;

/// The day so many whole days later, in the years that dates are written in.
fn later(date: Date, days: &Exact) -> Option<Date> {
    let count = days.to_i64()?.checked_add(day_number(date))?;
    let found = of_days(count.checked_add(BEFORE_YEAR_1)?);
    (1..=9999).contains(&found.year).then_some(found)
}

impl<'m> Engine<'m> {
    pub(super) fn binary(
        &self,
        operator: Operator,
        a: &'m Node,
        b: &'m Node,
        node: &'m Node,
        frame: &Frame,
    ) -> Vec<Value> {
        let (left, right) = (self.eval(a, frame), self.eval(b, frame));
        if operator == Operator::Join {
            return left
                .iter()
                .zip(&right)
                .map(|(x, y)| {
                    state(&[x, y]).unwrap_or_else(|| {
                        let joined = format!("{}{}", self.shown(x, a.kind), self.shown(y, b.kind));
                        Value::Text(Arc::from(joined))
                    })
                })
                .collect();
        }
        left.iter()
            .zip(&right)
            .enumerate()
            .map(|(position, (x, y))| match (x, y) {
                (Value::Number(x), Value::Number(y)) => self.operate(operator, x, y, node, frame, position),
                (Value::Date(x), Value::Date(y)) => Value::Number(Exact::from(day_number(*x) - day_number(*y))),
                (Value::Date(x), Value::Number(y)) => {
                    let days = if operator == Operator::Subtract { -y } else { y.clone() };
                    later(*x, &days).map_or_else(
                        || {
                            let args = [("found", y.plain(6))];
                            self.fault(faults::OUT_OF_RANGE, node.span, frame, position, &args)
                        },
                        Value::Date,
                    )
                }
                _ => state(&[x, y]).unwrap_or(Value::Fault),
            })
            .collect()
    }

    fn operate(
        &self,
        operator: Operator,
        x: &Exact,
        y: &Exact,
        node: &'m Node,
        frame: &Frame,
        position: usize,
    ) -> Value {
        let value = match operator {
            Operator::Add => x + y,
            Operator::Subtract => x - y,
            Operator::Multiply => x * y,
            Operator::Divide => match x.checked_div(y) {
                Some(value) => value,
                None => {
                    let args = [("left", x.plain(6)), ("right", y.plain(6))];
                    return self.fault(faults::DIVISION_BY_ZERO, node.span, frame, position, &args);
                }
            },
            Operator::Power => {
                let exponent = y.to_i64().and_then(|n| i32::try_from(n).ok());
                match exponent.and_then(|n| x.power(n)) {
                    Some(value) => value,
                    None => {
                        let args = [("found", format!("{}^{}", x.plain(6), y.plain(6)))];
                        return self.fault(faults::OUT_OF_RANGE, node.span, frame, position, &args);
                    }
                }
            }
            Operator::Join => return Value::Fault,
        };
        Value::Number(value)
    }
}
