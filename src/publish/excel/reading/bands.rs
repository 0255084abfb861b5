//! 分档, 累进 and 插值 as nested conditions.

use std::cmp::Ordering;

use crate::formula::ast::BandForm;
use crate::formula::tree::{BandNode, Node};
use crate::number::Exact;
use crate::tables::{Kind, Value};

use super::super::expr::{Infix, X};
use super::{Piece, Read, Reader, Scope, Unwritten};

/// A bound: its formula, whether it is inside, and what it counts.
type End = Option<(Piece, bool, Option<Kind>)>;

/// A band with its formulas.
struct Flat {
    from: End,
    to: End,
    gives: Piece,
}

impl Flat {
    /// Where the band ends, or the point that it is.
    fn end(&self) -> Option<&Piece> {
        self.to.as_ref().or(self.from.as_ref()).map(|(piece, _, _)| piece)
    }
}

impl<'r> Reader<'r> {
    pub(super) fn bands(&mut self, form: BandForm, on: &'r Node, bands: &'r [BandNode], scope: &Scope) -> Read {
        let x = self.read(on, scope)?;
        let flat = self.flat(bands, scope)?;
        match form {
            BandForm::Bands => Ok(first_band(&x, on, &flat)),
            BandForm::Marginal => Ok(marginal(&x, flat)),
            BandForm::Interpolate => interpolated(&x, &flat),
        }
    }

    /// The bands one by one; those of a table's rows in the order of their bounds as they were read.
    fn flat(&mut self, bands: &'r [BandNode], scope: &Scope) -> Result<Vec<Flat>, Unwritten> {
        let mut out = Vec::new();
        for band in bands {
            let Some((_, join)) = &band.rows else {
                out.push(self.band(band, scope)?);
                continue;
            };
            let mut rows = Vec::new();
            for row in self.belonging(join, scope) {
                let inner = scope.with(row);
                rows.push((self.bounds(band, &inner)?, self.band(band, &inner)?));
            }
            rows.sort_by(|(a, _), (b, _)| in_order(a, b));
            out.extend(rows.into_iter().map(|(_, flat)| flat));
        }
        Ok(out)
    }

    fn band(&mut self, band: &'r BandNode, scope: &Scope) -> Result<Flat, Unwritten> {
        let mut end = |end: &'r Option<(Node, bool)>| -> Result<End, Unwritten> {
            let Some((node, inside)) = end else { return Ok(None) };
            // An empty bound of a row is open.
            if band.rows.is_some() && self.as_given(node, scope) == Some(Value::NotApplicable) {
                return Ok(None);
            }
            Ok(Some((self.read(node, scope)?, *inside, node.kind)))
        };
        let (from, to) = (end(&band.from)?, end(&band.to)?);
        Ok(Flat { from, to, gives: self.read(&band.value, scope)? })
    }

    /// The bounds of a row as they were read.
    fn bounds(&mut self, band: &'r BandNode, scope: &Scope) -> Result<[Option<Exact>; 2], Unwritten> {
        let mut read = |end: &'r Option<(Node, bool)>| match end {
            None => Ok(None),
            Some((node, _)) => match self.as_given(node, scope) {
                Some(Value::Number(n)) => Ok(Some(n)),
                Some(Value::NotApplicable) => Ok(None),
                _ => Err(Unwritten("档的界限不是原始数据")),
            },
        };
        Ok([read(&band.from)?, read(&band.to)?])
    }
}

/// Ranges and upper bounds rise, an open one last; lower bounds alone fall, so that the first that fits is the nearest.
fn in_order([a, a_top]: &[Option<Exact>; 2], [b, b_top]: &[Option<Exact>; 2]) -> Ordering {
    if a.is_some() && b.is_some() && a_top.is_none() && b_top.is_none() {
        return b.cmp(a);
    }
    a.cmp(b).then_with(|| (a_top.is_none(), a_top).cmp(&(b_top.is_none(), b_top)))
}

fn first_band(x: &Piece, on: &Node, bands: &[Flat]) -> Piece {
    let value = x.steady(on.kind);
    // Where no band fits the exact reading stops with a finding, so nothing is ever shown here.
    let mut rest = X::Call("NA", vec![]);
    let mut out = Piece::over(X::blank(), &[x]);
    out.exact = true;
    for band in bands.iter().rev() {
        let mut tests = Vec::new();
        for (end, above) in [(&band.from, true), (&band.to, false)] {
            let Some((bound, inside, kind)) = end else { continue };
            let op = match (above, inside) {
                (true, true) => Infix::AtLeast,
                (true, false) => Infix::Greater,
                (false, true) => Infix::AtMost,
                (false, false) => Infix::Less,
            };
            tests.push(X::infix(op, value.clone(), bound.steady(*kind)));
            out.take_guards(bound);
        }
        let gives = &band.gives;
        out.soft |= gives.blankable();
        out.na |= gives.na;
        out.missing |= gives.missing;
        out.exact &= gives.exact;
        let given = gives.or(X::blank());
        rest = if tests.is_empty() { given } else { X::when(X::all(tests), given, rest) };
    }
    out.x = rest;
    out
}

/// Each slice at its own rate: Σ rate × MAX(0, MIN(x, end) − start).
fn marginal(x: &Piece, bands: Vec<Flat>) -> Piece {
    let mut out = Piece::over(X::blank(), &[x]);
    let mut low = X::whole(0);
    let mut terms = Vec::new();
    for Flat { to, gives, .. } in bands {
        out.take_guards(&gives);
        let top = to.map(|(end, _, _)| {
            out.take_guards(&end);
            end.x
        });
        let reached = match &top {
            Some(end) => X::Call("MIN", vec![x.x.clone(), end.clone()]),
            None => x.x.clone(),
        };
        let slice = X::Call("MAX", vec![X::whole(0), X::infix(Infix::Subtract, reached, low.clone())]);
        terms.push(X::infix(Infix::Multiply, slice, gives.x));
        low = top.unwrap_or(low);
    }
    out.x = X::chain(Infix::Add, terms, X::whole(0));
    out
}

/// Linear between the points, flat outside.
fn interpolated(x: &Piece, bands: &[Flat]) -> Read {
    let mut out = Piece::over(X::blank(), &[x]);
    let mut points = Vec::new();
    for band in bands {
        let Some(end) = band.end() else { continue };
        out.take_guards(end);
        out.take_guards(&band.gives);
        points.push((end.x.clone(), band.gives.x.clone()));
    }
    let literal = |x: &X| match x {
        X::Number(n) => Exact::parse(n.trim_end_matches('%')),
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
