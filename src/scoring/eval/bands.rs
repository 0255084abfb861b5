//! 分档, 累进 and 插值.

use crate::formula::ast::BandForm;
use crate::formula::tree::{BandNode, Node};
use crate::number::Exact;
use crate::scoring::faults;
use crate::tables::Value;

use super::logic::state;
use super::{Engine, Frame};

/// A bound at every position, and whether it is inside.
type Bound = Option<(Vec<Value>, bool)>;

impl<'m> Engine<'m> {
    pub(super) fn bands(
        &self,
        form: BandForm,
        on: &'m Node,
        bands: &'m [BandNode],
        node: &'m Node,
        frame: &Frame,
    ) -> Vec<Value> {
        let x = self.eval(on, frame);
        if bands.iter().any(|b| b.rows.is_some()) {
            return self.bands_by_row(form, &x, bands, node, frame);
        }
        match form {
            BandForm::Bands => self.first_band(&x, bands, node, frame),
            BandForm::Marginal => self.each_position(&x, bands, frame, false, |x, ends, values, position| {
                self.marginal(x, ends, values, node, frame, position)
            }),
            BandForm::Interpolate => {
                self.each_position(&x, bands, frame, true, |x, ends, values, _| interpolate(x, ends, values))
            }
        }
    }

    fn bound(&self, end: &'m Option<(Node, bool)>, frame: &Frame) -> Bound {
        end.as_ref().map(|(node, inside)| (self.eval(node, frame), *inside))
    }

    fn first_band(&self, x: &[Value], bands: &'m [BandNode], node: &'m Node, frame: &Frame) -> Vec<Value> {
        let mut out: Vec<Value> = x.iter().map(|v| state(&[v]).unwrap_or(Value::NotApplicable)).collect();
        let mut open: Vec<usize> = (0..frame.len).filter(|p| matches!(x[*p], Value::Number(_))).collect();
        for band in bands {
            let here = frame.select(&open);
            let (from, to) = (self.bound(&band.from, &here), self.bound(&band.to, &here));
            let fits = |index: usize, value: &Value| {
                let above = from.as_ref().is_none_or(|(ends, inside)| above(value, &ends[index], *inside));
                above && to.as_ref().is_none_or(|(ends, inside)| self::above(&ends[index], value, *inside))
            };
            let (taken, left): (Vec<_>, Vec<_>) = open.iter().enumerate().partition(|(index, p)| fits(*index, &x[**p]));
            let taken: Vec<usize> = taken.into_iter().map(|(_, p)| *p).collect();
            self.fill(&mut out, &band.value, &taken, frame);
            open = left.into_iter().map(|(_, p)| *p).collect();
        }
        for position in open {
            let args = [("found", self.shown(&x[position], None))];
            out[position] = self.fault(faults::NO_BAND, node.span, frame, position, &args);
        }
        out
    }

    /// Runs over positions with all bounds and values of the bands there; a lower bound alone is a point, and no
    /// end of a slice.
    fn each_position(
        &self,
        x: &[Value],
        bands: &'m [BandNode],
        frame: &Frame,
        points: bool,
        compute: impl Fn(&Exact, &[Option<Exact>], &[Exact], usize) -> Value,
    ) -> Vec<Value> {
        let ends: Vec<Bound> =
            bands.iter().map(|b| self.bound(if b.to.is_some() || !points { &b.to } else { &b.from }, frame)).collect();
        let values: Vec<Vec<Value>> = bands.iter().map(|b| self.eval(&b.value, frame)).collect();
        (0..frame.len)
            .map(|position| {
                let Value::Number(number) = &x[position] else { return x[position].clone() };
                let mut bounds = Vec::new();
                let mut parts = Vec::new();
                for (end, value) in ends.iter().zip(&values) {
                    let end = end.as_ref().map(|(v, _)| v[position].clone());
                    match (end, &value[position]) {
                        (Some(Value::Number(end)), Value::Number(v)) => {
                            bounds.push(Some(end));
                            parts.push(v.clone());
                        }
                        (None, Value::Number(v)) => {
                            bounds.push(None);
                            parts.push(v.clone());
                        }
                        (Some(end), v) => return state(&[&end, v]).unwrap_or(Value::Fault),
                        (None, v) => return state(&[v]).unwrap_or(Value::Fault),
                    }
                }
                compute(number, &bounds, &parts, position)
            })
            .collect()
    }

    /// Each slice at its own rate.
    pub(super) fn marginal(
        &self,
        x: &Exact,
        ends: &[Option<Exact>],
        rates: &[Exact],
        node: &'m Node,
        frame: &Frame,
        position: usize,
    ) -> Value {
        if x.is_negative() {
            return self.fault(faults::OUT_OF_RANGE, node.span, frame, position, &[("found", x.plain(6))]);
        }
        let (mut sum, mut low) = (Exact::ZERO, Exact::ZERO);
        for (end, rate) in ends.iter().zip(rates) {
            let top = end.as_ref().map_or(x, |e| e.min(x));
            if *top > low {
                sum = &sum + &(&(top - &low) * rate);
            }
            if let Some(end) = end
                && *end > low
            {
                low = end.clone();
            }
        }
        Value::Number(sum)
    }
}

pub(super) fn above(value: &Value, end: &Value, inside: bool) -> bool {
    match (value, end) {
        (Value::Number(v), Value::Number(e)) => v > e || inside && v == e,
        _ => false,
    }
}

/// Linear between the points, flat outside.
pub(super) fn interpolate(x: &Exact, ends: &[Option<Exact>], values: &[Exact]) -> Value {
    let mut points: Vec<(&Exact, &Exact)> =
        ends.iter().zip(values).filter_map(|(e, v)| Some((e.as_ref()?, v))).collect();
    points.sort();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Value::Fault };
    if x <= first.0 {
        return Value::Number(first.1.clone());
    }
    if x >= last.0 {
        return Value::Number(last.1.clone());
    }
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        if x <= x1 {
            let share = (x - x0).checked_div(&(x1 - x0)).unwrap_or(Exact::ZERO);
            return Value::Number(y0 + &(&share * &(y1 - y0)));
        }
    }
    Value::Fault
}
