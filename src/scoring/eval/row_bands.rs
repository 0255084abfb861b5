//! Bands whose bounds are columns of a table: one band per row that belongs.

use std::cmp::Ordering;

use crate::formula::ast::BandForm;
use crate::formula::tree::{BandNode, Join, Node};
use crate::number::Exact;
use crate::scoring::faults;
use crate::tables::Value;

use super::bands::{above, interpolate};
use super::logic::state;
use super::{Engine, Frame};

/// A band with its figures.
#[derive(Clone, Debug)]
pub(super) struct Flat {
    from: Option<(Value, bool)>,
    to: Option<(Value, bool)>,
    gives: Value,
}

impl<'m> Engine<'m> {
    /// Bands of which at least one stands for the rows of a table.
    pub(super) fn bands_by_row(
        &self,
        form: BandForm,
        x: &[Value],
        bands: &'m [BandNode],
        node: &'m Node,
        frame: &Frame,
    ) -> Vec<Value> {
        let mut flat: Vec<Vec<Flat>> = vec![Vec::new(); frame.len];
        for band in bands {
            let of_band = match &band.rows {
                Some((_, join)) => self.flat_rows(band, join, frame),
                None => self.flat(band, frame).into_iter().map(|one| vec![one]).collect(),
            };
            for (all, more) in flat.iter_mut().zip(of_band) {
                all.extend(more);
            }
        }
        let value = |(position, flat): (usize, Vec<Flat>)| match &x[position] {
            Value::Number(x) => self.in_bands(form, x, &flat, node, frame, position),
            other => other.clone(),
        };
        flat.into_iter().enumerate().map(value).collect()
    }

    /// A band at every position.
    fn flat(&self, band: &'m BandNode, frame: &Frame) -> Vec<Flat> {
        let end = |end: &'m Option<(Node, bool)>| end.as_ref().map(|(node, inside)| (self.eval(node, frame), *inside));
        let (from, to) = (end(&band.from), end(&band.to));
        let gives = self.eval(&band.value, frame);
        // An empty bound of a row is open.
        let at = |end: &Option<(Vec<Value>, bool)>, position: usize| {
            let (values, inside) = end.as_ref()?;
            Some((values[position].clone(), *inside)).filter(|(value, _)| *value != Value::NotApplicable)
        };
        let one = |(position, gives): (usize, Value)| Flat { from: at(&from, position), to: at(&to, position), gives };
        gives.into_iter().enumerate().map(one).collect()
    }

    /// A band for each row that belongs, in the order of their bounds.
    fn flat_rows(&self, band: &'m BandNode, join: &Join, frame: &Frame) -> Vec<Vec<Flat>> {
        let rows = self.joined(join, frame);
        let positions: Vec<usize> =
            rows.iter().enumerate().flat_map(|(p, rows)| std::iter::repeat_n(p, rows.len())).collect();
        let opened = frame.select(&positions).with(join.table, rows.concat());
        let mut out: Vec<Vec<Flat>> = vec![Vec::new(); frame.len];
        for (position, flat) in positions.into_iter().zip(self.flat(band, &opened)) {
            out[position].push(flat);
        }
        for list in &mut out {
            list.sort_by(in_order);
        }
        out
    }

    fn in_bands(
        &self,
        form: BandForm,
        x: &Exact,
        flat: &[Flat],
        node: &'m Node,
        frame: &Frame,
        position: usize,
    ) -> Value {
        let bounds = flat.iter().flat_map(|f| f.from.iter().chain(&f.to)).map(|(value, _)| value);
        if let Some(bad) = state(&bounds.collect::<Vec<_>>()) {
            return bad;
        }
        if let Some(found) = gap(form, flat) {
            let args = [("kind", "rows".to_owned()), ("found", found)];
            return self.fault(faults::BANDS_OF_ROWS, node.span, frame, position, &args[1..]);
        }
        if form == BandForm::Bands {
            let number = Value::Number(x.clone());
            let fits = |f: &&Flat| {
                f.from.as_ref().is_none_or(|(end, inside)| above(&number, end, *inside))
                    && f.to.as_ref().is_none_or(|(end, inside)| above(end, &number, *inside))
            };
            return match flat.iter().find(fits) {
                Some(band) => band.gives.clone(),
                None => self.fault(faults::NO_BAND, node.span, frame, position, &[("found", x.plain(6))]),
            };
        }
        let gives: Vec<&Value> = flat.iter().map(|f| &f.gives).collect();
        if let Some(bad) = state(&gives) {
            return bad;
        }
        let end = |f: &Flat| f.to.as_ref().or(f.from.as_ref().filter(|_| form == BandForm::Interpolate)).and_then(of);
        let ends: Vec<Option<Exact>> = flat.iter().map(end).collect();
        let values: Vec<Exact> = gives.into_iter().filter_map(number).collect();
        match form {
            BandForm::Marginal => self.marginal(x, &ends, &values, node, frame, position),
            _ => interpolate(x, &ends, &values),
        }
    }
}

fn of((value, _): &(Value, bool)) -> Option<Exact> {
    number(value)
}

fn number(value: &Value) -> Option<Exact> {
    match value {
        Value::Number(n) => Some(n.clone()),
        _ => None,
    }
}

/// Ranges and upper bounds rise; lower bounds alone fall, so that the first that fits is the nearest.
fn in_order(a: &Flat, b: &Flat) -> Ordering {
    let key = |f: &Flat| f.from.as_ref().and_then(of);
    let top = |f: &Flat| f.to.as_ref().and_then(of);
    let only_lower = |f: &Flat| f.from.is_some() && f.to.is_none();
    if only_lower(a) && only_lower(b) {
        return key(b).cmp(&key(a));
    }
    // An open upper bound is the last.
    key(a).cmp(&key(b)).then_with(|| (top(a).is_none(), top(a)).cmp(&(top(b).is_none(), top(b))))
}

/// Where the rows of a table leave numbers out, or two of them take one number.
fn gap(form: BandForm, flat: &[Flat]) -> Option<String> {
    let shown = |end: &Option<(Value, bool)>| end.as_ref().and_then(of).map_or("…".into(), |n| n.trimmed(6));
    if form == BandForm::Marginal
        && let Some(first) = flat.first()
        && first.from.as_ref().and_then(of).is_some_and(|n| !n.is_zero() && !n.is_negative())
    {
        return Some(format!("0..{}", shown(&first.from)));
    }
    let clash = flat.windows(2).find(|pair| clash(&pair[0], &pair[1]))?;
    let (a, b) = (&clash[0], &clash[1]);
    Some(format!("{}..{}、{}..{}", shown(&a.from), shown(&a.to), shown(&b.from), shown(&b.to)))
}

/// Do neighbours leave a gap between them, or take the same numbers?
fn clash(a: &Flat, b: &Flat) -> bool {
    let value = |end: &Option<(Value, bool)>| end.as_ref().and_then(of);
    // What takes everything comes last and asks nothing of the others; a point is where it begins and ends.
    let point = |f: &Flat| f.from == f.to;
    match (value(&a.from), value(&a.to), value(&b.from), value(&b.to)) {
        _ if point(a) && point(b) && a.from.is_some() => a.from == b.from,
        (_, _, None, None) => false,
        (Some(_), Some(top), Some(low), _) => top != low,
        (Some(_), None, Some(_), Some(_)) => true,
        (Some(x), None, Some(y), None) | (None, Some(x), None, Some(y)) => x == y,
        _ => false,
    }
}
