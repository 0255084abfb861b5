//! 分档, 累进 and 插值 as nested conditions.

use crate::formula::ast::BandForm;
use crate::formula::tree::{BandNode, Node};

use super::super::expr::{Infix, X};
use super::{Piece, Read, Reader, Scope, Unwritten};

impl<'r> Reader<'r> {
    pub(super) fn bands(&mut self, form: BandForm, on: &'r Node, bands: &'r [BandNode], scope: &Scope) -> Read {
        if bands.iter().any(|b| b.rows.is_some()) {
            return Err(Unwritten("按表逐行设档"));
        }
        let x = self.read(on, scope)?;
        match form {
            BandForm::Bands => self.first_band(&x, on, bands, scope),
            BandForm::Marginal => self.marginal(&x, bands, scope),
            BandForm::Interpolate => self.interpolated(&x, bands, scope),
        }
    }

    fn first_band(&mut self, x: &Piece, on: &'r Node, bands: &'r [BandNode], scope: &Scope) -> Read {
        let value = x.steady(on.kind);
        // Where no band fits the exact reading stops with a finding, so nothing is ever shown here.
        let mut rest = X::Call("NA", vec![]);
        let mut out = Piece::over(X::blank(), &[x]);
        out.exact = true;
        for band in bands.iter().rev() {
            let mut tests = Vec::new();
            for (end, above) in [(&band.from, true), (&band.to, false)] {
                let Some((node, inside)) = end else { continue };
                let bound = self.read(node, scope)?;
                let op = match (above, inside) {
                    (true, true) => Infix::AtLeast,
                    (true, false) => Infix::Greater,
                    (false, true) => Infix::AtMost,
                    (false, false) => Infix::Less,
                };
                tests.push(X::infix(op, value.clone(), bound.steady(node.kind)));
                out.take_guards(&bound);
            }
            let gives = self.read(&band.value, scope)?;
            out.soft |= gives.blankable();
            out.na |= gives.na;
            out.missing |= gives.missing;
            out.exact &= gives.exact;
            let given = gives.or(X::blank());
            rest = if tests.is_empty() { given } else { X::when(X::all(tests), given, rest) };
        }
        out.x = rest;
        Ok(out)
    }

    /// Each slice at its own rate: Σ rate × MAX(0, MIN(x, end) − start).
    fn marginal(&mut self, x: &Piece, bands: &'r [BandNode], scope: &Scope) -> Read {
        let mut out = Piece::over(X::blank(), &[x]);
        let mut low = X::whole(0);
        let mut terms = Vec::new();
        for band in bands {
            let rate = self.read(&band.value, scope)?;
            out.take_guards(&rate);
            let top = match band.to.as_ref().or(band.from.as_ref()) {
                Some((node, _)) => {
                    let end = self.read(node, scope)?;
                    out.take_guards(&end);
                    Some(end.x)
                }
                None => None,
            };
            let reached = match &top {
                Some(end) => X::Call("MIN", vec![x.x.clone(), end.clone()]),
                None => x.x.clone(),
            };
            let slice = X::Call("MAX", vec![X::whole(0), X::infix(Infix::Subtract, reached, low.clone())]);
            terms.push(X::infix(Infix::Multiply, slice, rate.x));
            low = top.unwrap_or(low);
        }
        out.x = X::chain(Infix::Add, terms, X::whole(0));
        Ok(out)
    }

    /// Linear between the points, flat outside.
    fn interpolated(&mut self, x: &Piece, bands: &'r [BandNode], scope: &Scope) -> Read {
        let mut out = Piece::over(X::blank(), &[x]);
        let mut points = Vec::new();
        for band in bands {
            let Some((node, _)) = band.to.as_ref().or(band.from.as_ref()) else { continue };
            let (end, value) = (self.read(node, scope)?, self.read(&band.value, scope)?);
            out.take_guards(&end);
            out.take_guards(&value);
            points.push((end.x, value.x));
        }
        let literal = |x: &X| match x {
            X::Number(n) => crate::number::Exact::parse(n.trim_end_matches('%')),
            _ => None,
        };
        if points.iter().all(|(e, _)| literal(e).is_some()) {
            points.sort_by_key(|(e, _)| literal(e));
        }
        let (Some(first), Some(last)) = (points.first().cloned(), points.last().cloned()) else {
            return Err(Unwritten("插值没有节点"));
        };
        let mut rest = last.1;
        for pair in points.windows(2).rev() {
            let ((x0, y0), (x1, y1)) = (&pair[0], &pair[1]);
            let difference = |a: &X, b: &X| X::infix(Infix::Subtract, a.clone(), b.clone());
            let rise = X::infix(Infix::Multiply, difference(&x.x, x0), difference(y1, y0));
            let share = X::infix(Infix::Divide, rise, difference(x1, x0));
            let line = X::infix(Infix::Add, y0.clone(), share);
            rest = X::when(X::infix(Infix::AtMost, x.x.clone(), x1.clone()), line, rest);
        }
        out.x = X::when(X::infix(Infix::AtMost, x.x.clone(), first.0), first.1, rest);
        Ok(out)
    }
}
