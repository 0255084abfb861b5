//! 缺 among values: it makes the whole 缺.

use super::super::expr::{Infix, X};
use super::Piece;
use super::fold::{blocks, call, cells};

/// An empty raw cell counts, a computed blank only where it can be nothing else; a value that is not kept does not.
pub(super) fn guard_missing(out: &mut Piece, pieces: &[Piece], keeps: Option<&[X]>) {
    out.missing = true;
    let tellable = pieces.iter().all(|p| !p.missing || p.raw || !p.na);
    let Some(cells) = cells(pieces).filter(|_| tellable) else { return };
    let none = |count: X| X::infix(Infix::Equal, count, X::whole(0));
    match keeps {
        None => {
            let ranges = blocks(&cells).into_iter();
            out.holds.extend(ranges.map(|range| none(X::Call("COUNTBLANK", vec![range]))));
        }
        Some(keeps) => {
            let lost = cells.into_iter().zip(keeps).map(|(at, keep)| {
                let empty = X::infix(Infix::Equal, X::Cell(at), X::blank());
                X::when(keep.clone(), X::when(empty, X::whole(1), X::whole(0)), X::whole(0))
            });
            out.holds.push(none(call("SUM", lost.collect())));
        }
    }
}
