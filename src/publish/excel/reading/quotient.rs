//! 得分率 and 加权平均: two sums over the same items.

use crate::formula::tree::Fold;

use super::super::expr::{At, Infix, X, ranges};
use super::aggregate::Opened;
use super::fold::{call, cells, sum};
use super::{Piece, Read, Unwritten};

/// 得分率 and 加权平均: items that do not apply leave both sums.
pub(super) fn quotient(fold: Fold, opened: &Opened) -> Read {
    let (values, weights) = (&opened.columns[0], opened.columns.get(1).ok_or(Unwritten("缺少权重"))?);
    if values.is_empty() {
        return Ok(Piece::not_applicable());
    }
    let maybe = opened.keeps.is_some() || values.iter().any(Piece::blankable);
    let (top, bottom) = match runs(values, weights).filter(|_| opened.keeps.is_none()) {
        Some(runs) => over_runs(fold, &runs, maybe),
        None => {
            let products: Vec<Piece> = values
                .iter()
                .zip(weights)
                .map(|(v, w)| {
                    let x = if fold == Fold::Rate {
                        v.x.clone()
                    } else {
                        X::infix(Infix::Multiply, v.x.clone(), w.x.clone())
                    };
                    Piece::over(x, &[v, w])
                })
                .collect();
            let sums: Vec<Piece> =
                products.iter().zip(weights).map(|(p, w)| Piece { x: w.x.clone(), ..p.clone() }).collect();
            let keeps = opened.keeps.as_deref();
            (sum(&products, keeps).x, sum(&sums, keeps).x)
        }
    };
    let mut out = Piece { exact: false, ..Piece::sure(X::infix(Infix::Divide, top, bottom.clone())) };
    if maybe {
        out.holds.push(X::infix(Infix::Unequal, bottom, X::whole(0)));
        out.na = true;
    }
    Ok(out)
}

/// Neighbouring values with neighbouring weights, as pairs of ranges of one shape.
fn runs(values: &[Piece], weights: &[Piece]) -> Option<Vec<(X, X)>> {
    let mut pairs: Vec<(At, At)> = cells(values)?.into_iter().zip(cells(weights)?).collect();
    pairs.sort_unstable();
    let mut out: Vec<(Vec<At>, Vec<At>)> = Vec::new();
    for (v, w) in pairs {
        let joins = out.last().is_some_and(|(vs, ws)| {
            let (mut longer, mut other) = (vs.clone(), ws.clone());
            longer.push(v);
            other.push(w);
            let across = |list: &[At]| list.iter().all(|a| a.row == list[0].row);
            ranges(&longer).len() == 1 && ranges(&other).len() == 1 && across(&longer) == across(&other)
        });
        match out.last_mut().filter(|_| joins) {
            Some((vs, ws)) => {
                vs.push(v);
                ws.push(w);
            }
            None => out.push((vec![v], vec![w])),
        }
    }
    Some(out.into_iter().map(|(v, w)| (ranges(&v).remove(0), ranges(&w).remove(0))).collect())
}

fn over_runs(fold: Fold, runs: &[(X, X)], maybe: bool) -> (X, X) {
    let add = |list: Vec<X>| X::chain(Infix::Add, list, X::whole(0));
    let top = if fold == Fold::Rate {
        call("SUM", runs.iter().map(|(v, _)| v.clone()).collect())
    } else {
        add(runs.iter().map(|(v, w)| X::Call("SUMPRODUCT", vec![v.clone(), w.clone()])).collect())
    };
    let bottom = if maybe {
        let there = X::Text("<9E+307".into());
        add(runs
            .iter()
            .map(|(v, w)| match v {
                // Some programs refuse SUMIF over a single cell.
                X::Cell(_) => {
                    let there = X::infix(Infix::Equal, X::Call("COUNT", vec![v.clone()]), X::whole(1));
                    X::when(there, w.clone(), X::whole(0))
                }
                _ => X::Call("SUMIF", vec![v.clone(), there.clone(), w.clone()]),
            })
            .collect())
    } else {
        call("SUM", runs.iter().map(|(_, w)| w.clone()).collect())
    };
    (top, bottom)
}
