//! A part of a formula on its way into a cell: the expression, and what must hold for it to have a value.

use crate::tables::Kind;

use super::super::expr::{At, Infix, X};

/// An expression that is worth something only while its guards hold; else it is 不适用 or 缺.
#[derive(Clone, Debug)]
pub(in super::super) struct Piece {
    /// The expression.
    pub x: X,
    /// Each must be a number.
    pub counts: Vec<X>,
    /// Each must hold.
    pub holds: Vec<X>,
    /// The expression itself may come to empty text.
    pub soft: bool,
    /// It may be 不适用.
    pub na: bool,
    /// It may be 缺.
    pub missing: bool,
    /// A cell that was read: 不适用 stands there as a dash, 缺 as nothing.
    pub raw: bool,
    /// A decimal that a double holds as well as it can: read, written, counted or rounded.
    pub exact: bool,
}

impl Piece {
    /// Always worth something, and no remainder of a computation in it.
    pub fn sure(x: X) -> Piece {
        Piece { x, counts: vec![], holds: vec![], soft: false, na: false, missing: false, raw: false, exact: true }
    }

    /// 不适用.
    pub fn not_applicable() -> Piece {
        Piece { soft: true, na: true, ..Piece::sure(X::blank()) }
    }

    /// 缺.
    pub fn missing() -> Piece {
        Piece { soft: true, missing: true, ..Piece::sure(X::blank()) }
    }

    /// Can it come to nothing else than 不适用 or 缺?
    pub fn is_nothing(&self) -> bool {
        self.soft && self.x.is_blank()
    }

    /// A new expression over parts: their guards are its guards.
    pub fn over(x: X, parts: &[&Piece]) -> Piece {
        let mut out = Piece { exact: false, ..Piece::sure(x) };
        for part in parts {
            out.take_guards(part);
        }
        out
    }

    /// Whatever the part needs, this needs too.
    pub fn take_guards(&mut self, part: &Piece) {
        for guard in &part.counts {
            if !self.counts.contains(guard) {
                self.counts.push(guard.clone());
            }
        }
        for guard in &part.holds {
            if !self.holds.contains(guard) {
                self.holds.push(guard.clone());
            }
        }
        if part.soft && !self.counts.contains(&part.x) {
            self.counts.push(part.x.clone());
        }
        self.na |= part.na;
        self.missing |= part.missing;
    }

    /// May it come to nothing?
    pub fn blankable(&self) -> bool {
        self.soft || !self.counts.is_empty() || !self.holds.is_empty()
    }

    /// What must hold, as one condition.
    pub fn condition(&self) -> Option<X> {
        let mut all = Vec::new();
        if !self.counts.is_empty() {
            let count = X::Call("COUNT", self.counts.clone());
            all.push(X::infix(Infix::Equal, count, X::whole(self.counts.len())));
        }
        all.extend(self.holds.iter().cloned());
        if all.is_empty() { None } else { Some(X::all(all)) }
    }

    /// Does it have a value? None: always.
    pub fn present(&self) -> Option<X> {
        let mut whole = self.clone();
        if self.soft {
            whole.counts.push(self.x.clone());
        }
        whole.condition()
    }

    /// The expression with `other` in place of nothing.
    pub fn or(&self, other: X) -> X {
        match (self.present(), self.condition()) {
            (None, _) => self.x.clone(),
            // A cell alone shows its own nothing, unless it was read: a dash or an empty cell must not travel.
            (Some(_), _) if other.is_blank() && !self.raw && self.counts.len() == 1 && self.counts[0] == self.x => {
                self.x.clone()
            }
            (Some(_), None) if other.is_blank() => self.x.clone(),
            (Some(_), Some(guards)) if other.is_blank() => X::when(guards, self.x.clone(), other),
            (Some(present), _) => X::when(present, self.x.clone(), other),
        }
    }

    /// As a cell shows it: yes and no as words, nothing as empty text.
    pub fn closed(&self, kind: Option<Kind>) -> X {
        if kind == Some(Kind::Bool) && !self.x.is_blank() {
            let words = X::when(self.x.clone(), X::Text("是".into()), X::Text("否".into()));
            return match self.condition() {
                Some(guards) => X::when(guards, words, X::blank()),
                None => words,
            };
        }
        self.or(X::blank())
    }

    /// As a condition: nothing is no.
    pub fn decided(&self) -> X {
        if self.x.is_blank() {
            return X::Bool(false);
        }
        match self.condition() {
            Some(guards) => X::when(guards, self.x.clone(), X::Bool(false)),
            None => self.x.clone(),
        }
    }

    /// The one cell that it is, if it is one.
    pub fn cell(&self) -> Option<At> {
        match self.x {
            X::Cell(at) => Some(at),
            _ => None,
        }
    }

    /// The one cell that it is, if it has a value whenever the cell has one.
    pub fn bare_cell(&self) -> Option<At> {
        let itself = |x: &X| match x {
            X::Infix(Infix::Unequal, a, _) => **a == self.x,
            other => *other == self.x,
        };
        self.cell().filter(|_| self.counts.iter().chain(&self.holds).all(itself))
    }

    /// Free of what binary fractions leave behind, so that it may be compared or rounded.
    pub fn steady(&self, kind: Option<Kind>) -> X {
        // Texts, names and dates have no places.
        let number = kind.is_none_or(|kind| matches!(kind, Kind::Number(_)));
        if self.exact || !number { self.x.clone() } else { steady(self.x.clone(), kind) }
    }
}

/// A value rounded far behind the last place that counts; what is no number stays as it is.
pub(in super::super) fn steady(x: X, kind: Option<Kind>) -> X {
    let places = match kind {
        Some(Kind::Text | Kind::Bool | Kind::Date | Kind::Entry(_) | Kind::Raw) => return x,
        Some(Kind::Number(crate::formula::ast::Unit::Percent)) => 11,
        Some(Kind::Number(crate::formula::ast::Unit::Money)) => 6,
        _ => 9,
    };
    X::Call("ROUND", vec![x, X::whole(places)])
}
