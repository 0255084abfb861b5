//! Conditions: 若 且 或, comparisons, and the tests for 不适用 and 缺.

use std::sync::Arc;

use crate::formula::ast::{Comparison, DefaultOn, State};
use crate::formula::text::normal;
use crate::formula::tree::{Columns, Node, Op};
use crate::tables::{Kind, Value};

use super::super::expr::{At, Infix, X};
use super::{Known, Piece, Read, Reader, Scope, Unwritten};

impl<'r> Reader<'r> {
    pub(super) fn branches(&mut self, arms: &'r [(Node, Node)], other: Option<&'r Node>, scope: &Scope) -> Read {
        let Some(((condition, value), rest)) = arms.split_first() else {
            return match other {
                Some(other) => self.read(other, scope),
                None => Ok(Piece::not_applicable()),
            };
        };
        let test = self.read(condition, scope)?;
        match test.x {
            X::Bool(true) if !test.blankable() => return self.read(value, scope),
            X::Bool(false) if !test.blankable() => return self.branches(rest, other, scope),
            _ => {}
        }
        let (yes, no) = (self.facts(condition, true, scope)?, self.facts(condition, false, scope)?);
        let then = self.read(value, &scope.knowing(&yes))?;
        let otherwise = self.branches(rest, other, &scope.knowing(&no))?;
        let bool_kind = value.kind == Some(Kind::Bool);
        let arm = |piece: &Piece| if bool_kind { piece.decided() } else { piece.or(X::blank()) };
        let x = X::when(test.x.clone(), arm(&then), arm(&otherwise));
        let mut out = Piece::over(x, &[&test]);
        out.soft = !bool_kind && (then.blankable() || otherwise.blankable());
        out.na |= then.na || otherwise.na;
        out.missing |= then.missing || otherwise.missing;
        out.exact = then.exact && otherwise.exact;
        Ok(out)
    }

    /// What a condition tells of cells where it holds (or does not).
    fn facts(&mut self, condition: &'r Node, holds: bool, scope: &Scope) -> Result<Vec<(At, Known)>, Unwritten> {
        Ok(match &condition.op {
            Op::Is(x, state) => {
                let Some(at) = self.read(x, scope)?.cell() else { return Ok(Vec::new()) };
                match (state, holds) {
                    (State::Present, true) => vec![(at, Known::Applies), (at, Known::Came)],
                    (State::NotApplicable, false) => vec![(at, Known::Applies)],
                    (State::Missing, false) => vec![(at, Known::Came)],
                    _ => Vec::new(),
                }
            }
            Op::Not(x) => self.facts(x, !holds, scope)?,
            Op::And(list) if holds => self.facts_of_all(list, true, scope)?,
            Op::Or(list) if !holds => self.facts_of_all(list, false, scope)?,
            _ => Vec::new(),
        })
    }

    fn facts_of_all(&mut self, list: &'r [Node], holds: bool, scope: &Scope) -> Result<Vec<(At, Known)>, Unwritten> {
        let mut out = Vec::new();
        for node in list {
            out.extend(self.facts(node, holds, scope)?);
        }
        Ok(out)
    }

    /// 且 and 或: a side that comes to nothing does not decide.
    pub(super) fn junction(&mut self, list: &'r [Node], name: &'static str, scope: &Scope) -> Read {
        let mut parts = Vec::new();
        let mut out = Piece::sure(X::Bool(false));
        for node in list {
            let piece = self.read(node, scope)?;
            out.missing |= piece.missing;
            parts.push(piece.decided());
        }
        out.x = if name == "AND" { X::all(parts) } else { X::any(parts) };
        Ok(out)
    }

    pub(super) fn comparisons(&mut self, first: &'r Node, rest: &'r [(Comparison, Node)], scope: &Scope) -> Read {
        let mut left = first;
        let mut all = Vec::new();
        let mut parts = Vec::new();
        for (comparison, right) in rest {
            let (a, b) = self.sides(left, right, scope)?;
            all.push(X::infix(sign(*comparison), a.steady(left.kind), b.steady(right.kind)));
            parts.extend([a, b]);
            left = right;
        }
        let guards: Vec<&Piece> = parts.iter().collect();
        Ok(Piece { exact: true, ..Piece::over(X::all(all), &guards) })
    }

    /// Both sides of a comparison, texts spelled as they stand in the sheets.
    fn sides(&mut self, a: &'r Node, b: &'r Node, scope: &Scope) -> Result<(Piece, Piece), Unwritten> {
        let (mut left, mut right) = (self.read(a, scope)?, self.read(b, scope)?);
        if let X::Text(text) = &left.x {
            left.x = X::Text(self.as_written(text, b));
        }
        if let X::Text(text) = &right.x {
            right.x = X::Text(self.as_written(text, a));
        }
        // A yes/no compared with 是 is the condition itself; comparing two of them needs their values.
        Ok((left, right))
    }

    /// A text of a formula as the other side's cells spell it: names are compared without width or blanks.
    pub(super) fn as_written(&self, text: &str, other: &Node) -> String {
        let wanted = normal(text);
        if let Some(Kind::Entry(table)) = other.kind
            && let Some(entry) = self.results.tables.list[table].find(text)
        {
            return self.lookup.labels.of(table, entry).to_string();
        }
        if let Op::Column { table, columns: Columns::One(column), .. } = &other.op {
            let values = &self.results.tables.list[*table].columns[*column].values;
            let same = |v: &&Value| matches!(v, Value::Text(t) if normal(t) == wanted);
            if let Some(Value::Text(found)) = values.iter().find(same) {
                return Arc::clone(found).to_string();
            }
        }
        text.to_string()
    }

    pub(super) fn among(&mut self, x: &'r Node, set: &'r [Node], scope: &Scope) -> Read {
        let mut any = Vec::new();
        let mut parts = Vec::new();
        for member in set {
            let (a, b) = self.sides(x, member, scope)?;
            any.push(X::infix(Infix::Equal, a.steady(x.kind), b.steady(member.kind)));
            parts.push(a);
        }
        let guards: Vec<&Piece> = parts.iter().collect();
        Ok(Piece { exact: true, ..Piece::over(X::any(any), &guards) })
    }

    pub(super) fn in_period(&mut self, x: &'r Node, scope: &Scope) -> Read {
        let x = self.read(x, scope)?;
        let first = self.period(crate::formula::tree::PeriodItem::First)?;
        let last = self.period(crate::formula::tree::PeriodItem::Last)?;
        let inside = vec![X::infix(Infix::AtLeast, x.x.clone(), first.x), X::infix(Infix::AtMost, x.x.clone(), last.x)];
        Ok(Piece::over(X::all(inside), &[&x]))
    }

    pub(super) fn contains(&mut self, a: &'r Node, b: &'r Node, scope: &Scope) -> Read {
        let (a, b) = (self.read(a, scope)?, self.read(b, scope)?);
        let found = X::Call("SEARCH", vec![b.x.clone(), a.x.clone()]);
        Ok(Piece::over(X::Call("ISNUMBER", vec![found]), &[&a, &b]))
    }

    pub(super) fn starts_with(&mut self, a: &'r Node, b: &'r Node, scope: &Scope) -> Read {
        let (a, b) = (self.read(a, scope)?, self.read(b, scope)?);
        let start = X::Call("LEFT", vec![a.x.clone(), X::Call("LEN", vec![b.x.clone()])]);
        Ok(Piece::over(X::infix(Infix::Equal, start, b.x.clone()), &[&a, &b]))
    }

    /// 缺, 不适用, 有值.
    pub(super) fn is(&mut self, x: &'r Node, state: State, scope: &Scope) -> Read {
        let piece = self.read(x, scope)?;
        if piece.is_nothing() && piece.na != piece.missing {
            let holds = (state == State::NotApplicable) == piece.na;
            return Ok(Piece::sure(X::Bool(state != State::Present && holds)));
        }
        let test = match (state, piece.cell().filter(|_| piece.raw)) {
            (State::NotApplicable, Some(at)) => equals(X::Cell(at), "—"),
            (State::Missing, Some(at)) => equals(X::Cell(at), ""),
            (State::Present, _) => {
                let present = piece.present();
                if x.kind == Some(Kind::Text) && present.is_none() {
                    X::infix(Infix::Unequal, piece.x.clone(), X::blank())
                } else {
                    present.unwrap_or(X::Bool(true))
                }
            }
            (State::NotApplicable, None) if !piece.na => X::Bool(false),
            (State::Missing, None) if !piece.missing => X::Bool(false),
            (State::NotApplicable, None) if !piece.missing => absent(&piece),
            (State::Missing, None) if !piece.na => absent(&piece),
            (State::Missing, None) => some_missing(&piece)?,
            (State::NotApplicable, None) => {
                let present = absent(&piece);
                X::all(vec![present, X::Call("NOT", vec![some_missing(&piece)?])])
            }
        };
        Ok(Piece::sure(test))
    }

    pub(super) fn default(&mut self, on: DefaultOn, value: &'r Node, fallback: &'r Node, scope: &Scope) -> Read {
        let piece = self.read(value, scope)?;
        let other = self.read(fallback, scope)?;
        if !piece.blankable() {
            return Ok(piece);
        }
        let boolean = value.kind == Some(Kind::Bool);
        let caught = |x: X, present: X, other: X| X::when(present, x, other);
        let fallback = if boolean { other.decided() } else { other.or(X::blank()) };
        let mut out = if on == DefaultOn::Missing && piece.na {
            // Only 缺 is caught: 不适用 stays what it is.
            let missing = match piece.cell().filter(|_| piece.raw) {
                Some(at) => equals(X::Cell(at), ""),
                None if !piece.missing => return Ok(piece),
                None => some_missing(&piece)?,
            };
            Piece { soft: true, na: true, ..Piece::sure(X::when(missing, fallback, piece.or(X::blank()))) }
        } else {
            let present = piece.present().unwrap_or(X::Bool(true));
            Piece::sure(caught(piece.x.clone(), present, fallback))
        };
        out.soft |= !boolean && other.blankable();
        out.na |= other.na;
        out.missing |= other.missing;
        out.exact = piece.exact && other.exact;
        Ok(out)
    }
}

fn absent(piece: &Piece) -> X {
    match piece.present() {
        Some(X::Infix(Infix::Equal, a, b)) => X::Infix(Infix::Unequal, a, b),
        Some(present) => X::Call("NOT", vec![present]),
        None => X::Bool(false),
    }
}

/// One of the raw cells that it needs is empty.
fn some_missing(piece: &Piece) -> Result<X, Unwritten> {
    let cells = piece.counts.iter().all(|c| matches!(c, X::Cell(_)));
    if !cells || !piece.holds.is_empty() || piece.soft {
        return Err(Unwritten("空白单元格分不清“缺”与“不适用”"));
    }
    Ok(X::any(piece.counts.iter().map(|c| equals(c.clone(), "")).collect()))
}

pub(super) fn equals(x: X, text: &str) -> X {
    X::infix(Infix::Equal, x, X::Text(text.into()))
}

/// The comparison as a spreadsheet spells it.
pub(super) fn sign(comparison: Comparison) -> Infix {
    match comparison {
        Comparison::Equal => Infix::Equal,
        Comparison::Unequal => Infix::Unequal,
        Comparison::Less => Infix::Less,
        Comparison::AtMost => Infix::AtMost,
        Comparison::Greater => Infix::Greater,
        Comparison::AtLeast => Infix::AtLeast,
    }
}
