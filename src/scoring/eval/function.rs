//! Functions of values.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use crate::formula::ast::{Comparison, Unit};
use crate::formula::tree::{DatePart, Function, Node, Op};
use crate::number::{Exact, Format, Rounding};
use crate::scoring::faults;
use crate::tables::{Kind, Value};

use super::logic::state;
use super::{Engine, Frame};

impl<'m> Engine<'m> {
    pub(super) fn function(
        &self,
        function: Function,
        arguments: &'m [Node],
        node: &'m Node,
        frame: &Frame,
    ) -> Vec<Value> {
        match function {
            Function::Find(table) => return self.find(table, arguments, node, frame, false),
            Function::Occurrence { table, column } => return self.occurrences(table, column, arguments, frame),
            _ => {}
        }
        let columns: Vec<Vec<Value>> = arguments.iter().map(|a| self.eval(a, frame)).collect();
        (0..frame.len)
            .map(|position| {
                let values: Vec<&Value> = columns.iter().map(|c| &c[position]).collect();
                self.one(function, &values, arguments, node, frame, position)
            })
            .collect()
    }

    fn one(
        &self,
        function: Function,
        values: &[&Value],
        arguments: &'m [Node],
        node: &'m Node,
        frame: &Frame,
        position: usize,
    ) -> Value {
        if function == Function::ByWeights {
            return by_weights(values);
        }
        if function == Function::Award && *values[0] == Value::NotApplicable {
            return self.unanswered(&arguments[0], frame, position);
        }
        if let Some(state) = state(values) {
            return state;
        }
        match function {
            Function::Award => {
                if *values[0] == Value::Bool(true) {
                    values[1].clone()
                } else {
                    Value::Number(Exact::ZERO)
                }
            }
            Function::Text => {
                let format = values.get(1).and_then(|v| if let Value::Text(text) = v { Some(text) } else { None });
                let text = match (values[0], format) {
                    (Value::Number(n), Some(format)) => formatted(n, arguments[0].kind, Format::read(format)),
                    _ => self.shown(values[0], arguments[0].kind),
                };
                Value::Text(Arc::from(text))
            }
            Function::Of(part) => date_part(values[0], part),
            _ => {
                let numbers: Option<Vec<&Exact>> = values
                    .iter()
                    .map(|v| match v {
                        Value::Number(n) => Some(n),
                        _ => None,
                    })
                    .collect();
                match numbers {
                    Some(numbers) => self.number_function(function, &numbers, arguments, node, frame, position),
                    None => Value::Fault,
                }
            }
        }
    }

    fn number_function(
        &self,
        function: Function,
        x: &[&Exact],
        arguments: &'m [Node],
        node: &'m Node,
        frame: &Frame,
        position: usize,
    ) -> Value {
        let fault = |code, found: String| self.fault(code, node.span, frame, position, &[("found", found)]);
        let places = |n: &Exact| n.to_i64().and_then(|n| i32::try_from(n).ok()).filter(|n| n.abs() <= 30);
        let whole = |n: &Exact| n.to_i64().and_then(|n| u32::try_from(n).ok());
        let value = match function {
            Function::AtMost => Some(x[0].min(x[1]).clone()),
            Function::AtLeast => Some(x[0].max(x[1]).clone()),
            Function::Clamp => {
                if x[1] > x[2] {
                    return fault(faults::BOUNDS_EXCHANGED, format!("{} > {}", x[1].plain(6), x[2].plain(6)));
                }
                Some(x[0].max(x[1]).min(x[2]).clone())
            }
            Function::Ratio if x[1].is_zero() => return Value::NotApplicable,
            Function::Per | Function::PerWhole | Function::Ratio => match x[0].checked_div(x[1]) {
                Some(q) if function == Function::PerWhole => Some(q.round(0, Rounding::Down)),
                Some(q) => Some(q),
                None => {
                    let args = [("left", x[0].plain(6)), ("right", x[1].plain(6))];
                    return self.fault(faults::DIVISION_BY_ZERO, node.span, frame, position, &args);
                }
            },
            Function::Round(mode) => {
                let n = x.get(1).map_or(Some(0), |n| places(n));
                n.map(|n| self.rounded(x[0], n, mode, arguments[0].kind, frame))
            }
            Function::ToStep if x[1].is_zero() => None,
            Function::ToStep => Some(x[0].to_step(x[1])),
            Function::Absolute => Some(x[0].abs()),
            Function::Root => whole(x[1]).zip(whole(x[2])).and_then(|(n, p)| x[0].root(n, p)),
            Function::Power => whole(x[2]).and_then(|p| x[0].power_rounded(x[1], p)),
            Function::Logarithm => whole(x[1]).and_then(|p| x[0].ln(p)),
            Function::RankPoints => {
                let place = x[0].to_i64().and_then(|n| usize::try_from(n).ok()).filter(|n| *n >= 1 && *n < x.len());
                place.map(|n| x[n].clone())
            }
            _ => None,
        };
        match value {
            Some(value) => Value::Number(value),
            None => fault(faults::OUT_OF_RANGE, x.iter().map(|n| n.plain(6)).collect::<Vec<_>>().join("，")),
        }
    }

    /// Rounding a percent rounds percentage points, rounding money the unit in which it is counted there.
    pub(super) fn rounded(
        &self,
        value: &Exact,
        places: i32,
        mode: Rounding,
        kind: Option<Kind>,
        frame: &Frame,
    ) -> Exact {
        match kind {
            Some(Kind::Number(Unit::Percent)) => value.round(places + 2, mode),
            Some(Kind::Number(Unit::Money)) => {
                let unit = Exact::from(i64::from(frame.money));
                let scaled = value.checked_div(&unit).unwrap_or_else(|| value.clone());
                &scaled.round(places, mode) * &unit
            }
            _ => value.round(places, mode),
        }
    }

    /// A 归入 that 不适用则 follows may find nothing.
    pub(super) fn default_value(&self, node: &'m Node, frame: &Frame) -> Vec<Value> {
        match &node.op {
            Op::Call(Function::Find(table), arguments) => self.find(*table, arguments, node, frame, true),
            _ => self.eval(node, frame),
        }
    }

    fn find(&self, table: usize, arguments: &'m [Node], node: &'m Node, frame: &Frame, soft: bool) -> Vec<Value> {
        let columns: Vec<Vec<Value>> = arguments.iter().map(|a| self.eval(a, frame)).collect();
        let declared = &self.tables.list[table];
        let keys: Vec<&[Value]> = declared.key.iter().map(|k| self.column_values(table, *k)).collect();
        let kinds: Vec<Option<Kind>> = declared.key.iter().map(|k| Some(declared.columns[*k].kind)).collect();
        (0..frame.len)
            .map(|position| {
                let values: Vec<&Value> = columns.iter().map(|c| &c[position]).collect();
                if let Some(state) = state(&values) {
                    return state;
                }
                let found = (0..declared.rows).find(|row| {
                    keys.iter().zip(&kinds).zip(values.iter().zip(arguments)).all(|((key, kind), (value, argument))| {
                        self.compare(Comparison::Equal, (&key[*row], *kind), (value, argument.kind))
                            == Value::Bool(true)
                    })
                });
                match found.and_then(|row| u32::try_from(row).ok()) {
                    Some(row) => Value::Entry(row),
                    None if soft => Value::NotApplicable,
                    None => {
                        let shown: Vec<String> =
                            values.iter().zip(arguments).map(|(v, a)| self.shown(v, a.kind)).collect();
                        let args = [("table", declared.name.to_string()), ("found", shown.join("，"))];
                        self.fault(faults::NOT_FOUND, node.span, frame, position, &args)
                    }
                }
            })
            .collect()
    }

    fn occurrences(&self, table: usize, column: usize, arguments: &'m [Node], frame: &Frame) -> Vec<Value> {
        let mut seen: HashMap<String, i64> = HashMap::new();
        let kind = Some(self.tables.list[table].columns[column].kind);
        let ordinals: Vec<i64> = self
            .column_values(table, column)
            .iter()
            .map(|v| {
                let count = seen.entry(crate::formula::text::normal(&self.shown(v, kind))).or_insert(0);
                *count += 1;
                *count
            })
            .collect();
        self.eval(&arguments[0], frame)
            .into_iter()
            .map(|row| match row {
                Value::Entry(row) => Value::Number(Exact::from(ordinals.get(row as usize).copied().unwrap_or(0))),
                other => other,
            })
            .collect()
    }

    /// A value as office people write it.
    pub fn shown(&self, value: &Value, kind: Option<Kind>) -> String {
        match value {
            Value::Number(n) => match kind {
                Some(Kind::Number(Unit::Percent)) => format!("{}%", (n * &Exact::from(100)).plain(6)),
                _ => n.plain(6),
            },
            Value::Bool(b) => if *b { "是" } else { "否" }.to_string(),
            Value::Date(d) => format!("{:04}-{:02}-{:02}", d.year, d.month, d.day),
            Value::NotApplicable => "不适用".into(),
            Value::Missing => "缺".into(),
            Value::Fault => "？".into(),
            Value::Text(_) | Value::Entry(_) => self.as_text(value, kind).to_string(),
        }
    }
}

/// The year, the month or the day of a date.
fn date_part(value: &Value, part: DatePart) -> Value {
    let Value::Date(date) = value else { return Value::Fault };
    let number = match part {
        DatePart::Year => i64::from(date.year),
        DatePart::Month => i64::from(date.month),
        DatePart::Day => i64::from(date.day),
    };
    Value::Number(Exact::from(number))
}

/// A number as its format prints it.
fn formatted(number: &Exact, kind: Option<Kind>, format: Format) -> String {
    let percent = format.percent || kind == Some(Kind::Number(Unit::Percent));
    let shown = match (format.ten_thousand, percent) {
        (true, _) => number * &Exact::decimal(1, 4),
        (false, true) => number * &Exact::from(100),
        (false, false) => number.clone(),
    };
    format!("{}{}", format.digits(&shown), if percent { "%" } else { "" })
}

/// Σ x·w ÷ Σ w over what applies.
fn by_weights(values: &[&Value]) -> Value {
    let (mut sum, mut weights) = (Exact::ZERO, Exact::ZERO);
    for pair in values.chunks(2) {
        match pair {
            [Value::Number(x), Value::Number(w)] => {
                sum = &sum + &(x * w);
                weights = &weights + w;
            }
            [Value::NotApplicable, _] | [_, Value::NotApplicable] => {}
            [a, b] => return state(&[a, b]).unwrap_or(Value::Fault),
            _ => return Value::Fault,
        }
    }
    sum.checked_div(&weights).map_or(Value::NotApplicable, Value::Number)
}

/// Orders two values for 最近, 最早 and sorting.
pub(super) fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => x.cmp(y),
        (Value::Date(x), Value::Date(y)) => x.cmp(y),
        (Value::Text(x), Value::Text(y)) => x.cmp(y),
        _ => Ordering::Equal,
    }
}
