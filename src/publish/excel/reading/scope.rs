//! What is at hand where a formula is written.

use std::rc::Rc;

use crate::formula::tree::At as Slotted;

use super::super::expr::At;
use super::piece::Piece;

/// No entry: a part that is the same for everything at hand there.
pub(in super::super) const NOBODY: u32 = u32::MAX;

/// What an arm of 若 knows of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Known {
    /// It is not 不适用.
    Applies,
    /// It is not 缺.
    Came,
}

/// The things at hand, the cell that is written, and what is known by conditions.
#[derive(Clone, Debug)]
pub(in super::super) struct Scope {
    /// Entry or row in each slot.
    pub slots: Vec<u32>,
    /// Parameters of the method.
    pub parameters: Rc<Vec<Piece>>,
    /// The cell.
    pub home: At,
    /// Facts about cells.
    pub known: Vec<(At, Known)>,
}

impl Scope {
    /// With these things at hand.
    pub fn new(slots: Vec<u32>, home: At) -> Scope {
        Scope { slots, parameters: Rc::default(), home, known: Vec::new() }
    }

    /// One thing more at hand.
    pub fn with(&self, entry: u32) -> Scope {
        let mut out = self.clone();
        out.slots.push(entry);
        out
    }

    /// The entry meant.
    pub fn entry(&self, at: &Slotted) -> u32 {
        match at {
            Slotted::Fixed(entry) => *entry,
            Slotted::Slot(slot) => self.slots.get(*slot).copied().unwrap_or(NOBODY),
        }
    }

    /// With facts added.
    pub fn knowing(&self, facts: &[(At, Known)]) -> Scope {
        let mut out = self.clone();
        out.known.extend_from_slice(facts);
        out
    }

    /// Is it known?
    pub fn knows(&self, at: At, fact: Known) -> bool {
        self.known.contains(&(at, fact))
    }
}
