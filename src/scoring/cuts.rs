//! Stretches of the number line, for what is said of all numbers: bands, tiers, prizes.

use crate::formula::ast::Comparison;
use crate::number::Exact;

/// A place between numbers: before or behind one, or an end of the line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cut {
    /// Before all numbers.
    Low,
    /// Before this number, or (true) behind it.
    At(Exact, bool),
    /// Behind all numbers.
    High,
}

/// What lies between two cuts.
pub(super) type Piece = (Cut, Cut);

impl Cut {
    /// Do this cut and the one that follows hold one number only?
    pub(super) fn is_single(&self, end: &Cut) -> bool {
        matches!((self, end), (Cut::At(a, false), Cut::At(z, true)) if a == z)
    }

    /// The number, empty at an end of the line.
    pub(super) fn shown(&self) -> String {
        match self {
            Cut::At(n, _) => n.trimmed(6),
            Cut::Low | Cut::High => String::new(),
        }
    }
}

/// All numbers.
pub(super) const LINE: Piece = (Cut::Low, Cut::High);

/// The numbers for which `x ⋛ bound` holds; none for ≠, which leaves two pieces.
pub(super) fn where_holds(comparison: Comparison, bound: Exact) -> Option<Piece> {
    Some(match comparison {
        Comparison::Less => (Cut::Low, Cut::At(bound, false)),
        Comparison::AtMost => (Cut::Low, Cut::At(bound, true)),
        Comparison::Greater => (Cut::At(bound, true), Cut::High),
        Comparison::AtLeast => (Cut::At(bound, false), Cut::High),
        Comparison::Equal => (Cut::At(bound.clone(), false), Cut::At(bound, true)),
        Comparison::Unequal => return None,
    })
}

/// What both hold.
pub(super) fn common(piece: &Piece, other: (&Cut, &Cut)) -> Option<Piece> {
    let (from, to) = ((&piece.0).max(other.0), (&piece.1).min(other.1));
    (from < to).then(|| (from.clone(), to.clone()))
}

/// What is left of a piece.
pub(super) fn without(piece: Piece, from: &Cut, to: &Cut) -> Vec<Piece> {
    if common(&piece, (from, to)).is_none() {
        return vec![piece];
    }
    let parts = [(piece.0.clone(), from.clone().min(piece.1.clone())), (to.clone().max(piece.0.clone()), piece.1)];
    parts.into_iter().filter(|(a, z)| a < z).collect()
}
