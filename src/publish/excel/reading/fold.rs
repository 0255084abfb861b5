//! What is made of many values.

use crate::formula::tree::{Aggregate, Fold};
use crate::tables::Kind;

use super::super::expr::{At, Infix, X, ranges};
use super::aggregate::Opened;
use super::missing::guard_missing;
use super::quotient::quotient;
use super::{Piece, Read, Reader, Unwritten};

/// A function takes at most 255 arguments.
const ARGUMENTS: usize = 250;

impl<'r> Reader<'r> {
    /// Folds opened positions.
    pub(super) fn fold(&mut self, aggregate: &'r Aggregate, opened: &Opened, outer: &[Piece]) -> Read {
        let opened = &opened.applicable(aggregate.fold);
        let first = opened.columns.first().map(Vec::as_slice).unwrap_or_default();
        let kind = aggregate.values.first().and_then(|n| n.kind);
        let lost = first.iter().any(|p| p.missing);
        let mut out = match aggregate.fold {
            Fold::Count => count(opened),
            Fold::Exists => compared(count(opened), Infix::Greater),
            Fold::Absent => compared(count(opened), Infix::Equal),
            Fold::All | Fold::Any => junction(aggregate.fold, first, opened.keeps.as_deref()),
            Fold::CountPresent => present(first, opened.keeps.as_deref(), kind),
            Fold::Only => only(first, opened.keeps.as_deref()),
            Fold::Latest | Fold::Earliest => nearest(aggregate.fold, opened)?,
            Fold::Rate | Fold::WeightedMean => quotient(aggregate.fold, opened)?,
            Fold::Sum => sum(first, opened.keeps.as_deref()),
            Fold::Mean => mean(first, opened.keeps.as_deref()),
            Fold::Max | Fold::Min => extreme(aggregate.fold, first, opened.keeps.as_deref()),
            Fold::Median => median(first, opened.keeps.as_deref())?,
            Fold::TrimmedMean => trimmed(first, opened.keeps.as_deref(), outer)?,
            Fold::Rank(_) | Fold::Share => return Err(Unwritten("名次与分配另有写法")),
        };
        let numeric = matches!(
            aggregate.fold,
            Fold::Sum
                | Fold::Mean
                | Fold::Max
                | Fold::Min
                | Fold::Median
                | Fold::TrimmedMean
                | Fold::Rate
                | Fold::WeightedMean
        );
        if lost && numeric {
            guard_missing(&mut out, first, opened.keeps.as_deref());
        }
        Ok(out)
    }
}

/// The cells that all pieces are.
pub(super) fn cells(pieces: &[Piece]) -> Option<Vec<At>> {
    pieces.iter().map(Piece::bare_cell).collect()
}

/// The cells as rectangles, whatever their order.
pub(super) fn blocks(cells: &[At]) -> Vec<X> {
    let mut sorted = cells.to_vec();
    sorted.sort_unstable();
    ranges(&sorted)
}

/// A function over references, or over a list of values.
pub(super) fn call(name: &'static str, mut list: Vec<X>) -> X {
    if list.len() > ARGUMENTS {
        match name {
            "COUNT" => {
                let parts = list.chunks(ARGUMENTS).map(|c| X::Call("COUNT", c.to_vec())).collect();
                return X::chain(Infix::Add, parts, X::whole(0));
            }
            "AVERAGE" => return X::infix(Infix::Divide, call("SUM", list.clone()), call("COUNT", list)),
            _ => {}
        }
    }
    while list.len() > ARGUMENTS {
        list = list.chunks(ARGUMENTS).map(|c| X::Call(name, c.to_vec())).collect();
    }
    X::Call(name, list)
}

/// The value where it is kept and there, else the other.
fn kept(piece: &Piece, keep: Option<&X>, other: X) -> X {
    match (keep, piece.present()) {
        (None, None) => piece.x.clone(),
        (Some(keep), None) => X::when(keep.clone(), piece.x.clone(), other),
        (None, Some(present)) => X::when(present, piece.x.clone(), other),
        (Some(keep), Some(present)) => X::when(keep.clone(), X::when(present, piece.x.clone(), other.clone()), other),
    }
}

fn each_kept(pieces: &[Piece], keeps: Option<&[X]>, other: &X) -> Vec<X> {
    let keep = |i: usize| keeps.map(|k| &k[i]);
    pieces.iter().enumerate().map(|(i, p)| kept(p, keep(i), other.clone())).collect()
}

/// 1 where a value is kept and there.
fn each_there(pieces: &[Piece], keeps: Option<&[X]>) -> Vec<X> {
    let ones: Vec<Piece> =
        pieces.iter().map(|p| Piece { x: X::whole(1), soft: false, counts: soft_counts(p), ..p.clone() }).collect();
    each_kept(&ones, keeps, &X::whole(0))
}

fn soft_counts(piece: &Piece) -> Vec<X> {
    let mut counts = piece.counts.clone();
    if piece.soft {
        counts.push(piece.x.clone());
    }
    counts
}

pub(super) fn sum(pieces: &[Piece], keeps: Option<&[X]>) -> Piece {
    if pieces.is_empty() {
        return Piece::sure(X::whole(0));
    }
    let exact = pieces.len() == 1 && pieces[0].exact;
    if keeps.is_none() {
        if let Some(cells) = cells(pieces) {
            return Piece { exact, ..Piece::sure(call("SUM", blocks(&cells))) };
        }
        if !pieces.iter().any(Piece::blankable) {
            // Sums of cells are one sum over all of them.
            let mut flat = Vec::new();
            if pieces.iter().all(|p| added(&p.x, &mut flat)) {
                return Piece { exact: false, ..Piece::sure(call("SUM", blocks(&flat))) };
            }
        }
    }
    let terms = each_kept(pieces, keeps, &X::whole(0));
    Piece { exact: false, ..Piece::sure(call("SUM", terms)) }
}

fn added(x: &X, out: &mut Vec<At>) -> bool {
    match x {
        X::Cell(at) => {
            out.push(*at);
            true
        }
        X::Infix(Infix::Add, a, b) => added(a, out) && added(b, out),
        _ => false,
    }
}

/// Number of positions kept.
fn count(opened: &Opened) -> Piece {
    let Some(keeps) = &opened.keeps else { return Piece::sure(X::whole(opened.count)) };
    if let Some(x) = counted(keeps) {
        return Piece::sure(x);
    }
    let ones = keeps.iter().map(|k| X::when(k.clone(), X::whole(1), X::whole(0))).collect();
    Piece::sure(if keeps.is_empty() { X::whole(0) } else { call("SUM", ones) })
}

/// COUNTIF where every condition compares a cell with the same literal.
fn counted(conditions: &[X]) -> Option<X> {
    let mut at = Vec::new();
    let mut wanted: Option<(Infix, X)> = None;
    for condition in conditions {
        let X::Infix(op, a, b) = condition else { return None };
        let X::Cell(cell) = **a else { return None };
        let literal = matches!(**b, X::Number(_)) || matches!(&**b, X::Text(t) if plain(t) && *op == Infix::Equal);
        let same = wanted.as_ref().is_none_or(|(o, x)| o == op && *x == **b);
        if !literal || !same {
            return None;
        }
        wanted = Some((*op, (**b).clone()));
        at.push(cell);
    }
    let (op, literal) = wanted?;
    let criterion = criterion(op, literal.clone());
    let counted = |block: X| match block {
        // Not every spreadsheet program takes a single cell for a range.
        X::Cell(_) => X::when(X::infix(op, block, literal.clone()), X::whole(1), X::whole(0)),
        range => X::Call("COUNTIF", vec![range, criterion.clone()]),
    };
    Some(X::chain(Infix::Add, blocks(&at).into_iter().map(counted).collect(), X::whole(0)))
}

/// A criterion of COUNTIFS: the value itself, or the comparison as text.
pub(super) fn criterion(op: Infix, x: X) -> X {
    match (op, x) {
        (Infix::Equal, x) => x,
        (op, X::Number(n)) if !n.ends_with('%') => X::Text(format!("{}{n}", op.sign())),
        (op, x) => X::infix(Infix::Join, X::Text(op.sign().into()), x),
    }
}

/// A text that stands for itself as a criterion.
pub(super) fn plain(text: &str) -> bool {
    let numeric =
        text.trim().parse::<i128>().is_ok() || text.chars().all(|c| c.is_ascii_digit() || ".,-%/:".contains(c));
    !numeric && !text.contains(['*', '?', '~']) && !text.starts_with(['<', '>', '=']) && text.chars().count() < 200
}

fn compared(piece: Piece, op: Infix) -> Piece {
    Piece::sure(X::infix(op, piece.x, X::whole(0)))
}

/// 都满足 and 有满足: what is not applicable does not decide.
fn junction(fold: Fold, pieces: &[Piece], keeps: Option<&[X]>) -> Piece {
    let all = fold == Fold::All;
    let terms: Vec<X> = each_kept(pieces, keeps, &X::Bool(all));
    if terms.is_empty() {
        return Piece::sure(X::Bool(all));
    }
    if keeps.is_none()
        && let Some(x) = counted(&pieces.iter().map(|p| p.x.clone()).collect::<Vec<_>>())
        && let Some(cells) = pieces.iter().map(|p| worded(&p.x)).collect::<Option<Vec<At>>>()
    {
        if !all {
            return Piece::sure(X::infix(Infix::Greater, x, X::whole(0)));
        }
        let no: Vec<X> =
            cells.into_iter().map(|at| X::infix(Infix::Equal, X::Cell(at), X::Text("否".into()))).collect();
        if let Some(no) = counted(&no) {
            return Piece::sure(X::infix(Infix::Equal, no, X::whole(0)));
        }
    }
    Piece::sure(if all { call("AND", terms) } else { call("OR", terms) })
}

/// The cell of `cell="是"`.
fn worded(x: &X) -> Option<At> {
    match x {
        X::Infix(Infix::Equal, a, b) if **b == X::Text("是".into()) => match **a {
            X::Cell(at) => Some(at),
            _ => None,
        },
        _ => None,
    }
}

fn present(pieces: &[Piece], keeps: Option<&[X]>, kind: Option<Kind>) -> Piece {
    if pieces.is_empty() {
        return Piece::sure(X::whole(0));
    }
    let number = matches!(kind, Some(Kind::Number(_) | Kind::Date));
    if let Some(cells) = cells(pieces).filter(|_| number && keeps.is_none()) {
        return Piece::sure(call("COUNT", blocks(&cells)));
    }
    let there: Vec<Piece> = pieces
        .iter()
        .map(|p| {
            let mut p = p.clone();
            if kind == Some(Kind::Text) {
                p.holds.push(X::infix(Infix::Unequal, p.x.clone(), X::blank()));
            }
            p
        })
        .collect();
    Piece::sure(call("SUM", each_there(&there, keeps)))
}

fn mean(pieces: &[Piece], keeps: Option<&[X]>) -> Piece {
    if pieces.is_empty() {
        return Piece::not_applicable();
    }
    let maybe = keeps.is_some() || pieces.iter().any(Piece::blankable);
    if let Some(cells) = cells(pieces).filter(|_| keeps.is_none()) {
        let mut out = Piece { exact: false, ..Piece::sure(call("AVERAGE", blocks(&cells))) };
        if maybe {
            some(&mut out, call("COUNT", blocks(&cells)));
        }
        return out;
    }
    if !maybe {
        return Piece { exact: false, ..Piece::sure(call("AVERAGE", pieces.iter().map(|p| p.x.clone()).collect())) };
    }
    let bottom = call("SUM", each_there(pieces, keeps));
    let top = call("SUM", each_kept(pieces, keeps, &X::whole(0)));
    let mut out = Piece { exact: false, ..Piece::sure(X::infix(Infix::Divide, top, bottom.clone())) };
    some(&mut out, bottom);
    out
}

/// There must be at least one value.
fn some(out: &mut Piece, count: X) {
    out.holds.push(X::infix(Infix::Greater, count, X::whole(0)));
    out.na = true;
}

fn extreme(fold: Fold, pieces: &[Piece], keeps: Option<&[X]>) -> Piece {
    if pieces.is_empty() {
        return Piece::not_applicable();
    }
    let (name, beyond) = if fold == Fold::Max { ("MAX", "-9E+307") } else { ("MIN", "9E+307") };
    let exact = pieces.iter().all(|p| p.exact);
    let maybe = keeps.is_some() || pieces.iter().any(Piece::blankable);
    if let Some(cells) = cells(pieces).filter(|_| keeps.is_none()) {
        let mut out = Piece { exact, ..Piece::sure(call(name, blocks(&cells))) };
        if maybe {
            some(&mut out, call("COUNT", blocks(&cells)));
        }
        return out;
    }
    let mut out = Piece { exact, ..Piece::sure(call(name, each_kept(pieces, keeps, &X::Number(beyond.into())))) };
    if maybe {
        some(&mut out, call("SUM", each_there(pieces, keeps)));
    }
    out
}

fn median(pieces: &[Piece], keeps: Option<&[X]>) -> Read {
    if pieces.is_empty() {
        return Ok(Piece::not_applicable());
    }
    let maybe = pieces.iter().any(Piece::blankable);
    let args = match (cells(pieces), maybe) {
        _ if keeps.is_some() => return Err(Unwritten("带条件的中位数")),
        (Some(cells), _) => blocks(&cells),
        (None, false) => pieces.iter().map(|p| p.x.clone()).collect(),
        (None, true) => return Err(Unwritten("中位数的各项可能为空")),
    };
    if args.len() > ARGUMENTS {
        return Err(Unwritten("中位数的各项过多"));
    }
    let mut out = Piece { exact: false, ..Piece::sure(call("MEDIAN", args.clone())) };
    if maybe {
        some(&mut out, call("COUNT", args));
    }
    Ok(out)
}

/// The sum without the h highest and l lowest ÷ how many are left.
fn trimmed(pieces: &[Piece], keeps: Option<&[X]>, outer: &[Piece]) -> Read {
    if pieces.is_empty() {
        return Ok(Piece::not_applicable());
    }
    let drop = |i: usize| match outer.get(i).map(|p| &p.x) {
        Some(X::Number(n)) => n.parse::<usize>().map_err(|_| Unwritten("去掉的个数不是整数")),
        None => Ok(0),
        Some(_) => Err(Unwritten("去掉的个数由公式给出")),
    };
    let (high, low) = (drop(0)?, drop(1)?);
    let args = match cells(pieces) {
        _ if keeps.is_some() => return Err(Unwritten("带条件的去极值平均")),
        Some(cells) => blocks(&cells),
        None if pieces.iter().any(Piece::blankable) => return Err(Unwritten("去极值平均的各项可能为空")),
        None => pieces.iter().map(|p| p.x.clone()).collect(),
    };
    let one = args.len() == 1;
    let mut terms = vec![call("SUM", args.clone())];
    for (count, single, nth) in [(high, "MAX", "LARGE"), (low, "MIN", "SMALL")] {
        match (count, one) {
            (0, _) => {}
            (1, _) => terms.push(call(single, args.clone())),
            (n, true) => terms.extend((1..=n).map(|k| X::Call(nth, vec![args[0].clone(), X::whole(k)]))),
            _ => return Err(Unwritten("去掉多个极值的各项不相连")),
        }
    }
    let top = X::chain(Infix::Subtract, terms, X::whole(0));
    let count = call("COUNT", args);
    let left = X::infix(Infix::Subtract, count.clone(), X::whole(high + low));
    let mut out = Piece { exact: false, ..Piece::sure(X::infix(Infix::Divide, top, left)) };
    out.holds.push(X::infix(Infix::Greater, count, X::whole(high + low)));
    out.na = true;
    Ok(out)
}

/// 取: the one value that the rows share.
fn only(pieces: &[Piece], keeps: Option<&[X]>) -> Piece {
    let Some(first) = pieces.first() else { return Piece::not_applicable() };
    let Some(keeps) = keeps else { return first.clone() };
    let choices = pieces.iter().zip(keeps).rev();
    let x = choices.fold(X::blank(), |rest, (p, k)| X::when(k.clone(), p.or(X::blank()), rest));
    Piece { soft: true, na: true, exact: first.exact, ..Piece::sure(x) }
}

/// 最近 and 最早.
fn nearest(fold: Fold, opened: &Opened) -> Read {
    let values = &opened.columns[0];
    let (name, beyond) = if fold == Fold::Latest { ("MAX", "-9E+307") } else { ("MIN", "9E+307") };
    if values.is_empty() {
        return Ok(Piece::not_applicable());
    }
    if values.len() == 1 && opened.keeps.is_none() {
        return Ok(values[0].clone());
    }
    let keys = each_kept(&opened.by, opened.keeps.as_deref(), &X::Number(beyond.into()));
    let end = match cells(&opened.by).filter(|_| opened.keeps.is_none()) {
        Some(cells) => call(name, blocks(&cells)),
        None => call(name, keys.clone()),
    };
    let choices = values.iter().zip(&keys).rev();
    let x = choices.fold(X::blank(), |rest, (value, key)| {
        X::when(X::infix(Infix::Equal, key.clone(), end.clone()), value.or(X::blank()), rest)
    });
    let mut out = Piece { exact: values.iter().all(|p| p.exact), ..Piece::sure(x) };
    out.soft = values.iter().any(Piece::blankable);
    if opened.keeps.is_some() {
        some(&mut out, call("SUM", each_there(&opened.by, opened.keeps.as_deref())));
    }
    Ok(out)
}
