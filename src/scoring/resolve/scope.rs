//! What is at hand while a formula is read.

use std::sync::Arc;

use crate::formula::tree::Slot;
use crate::tables::Kind;

/// What kind of thing a slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The unit that the rule is computed for.
    Unit,
    /// An entry of a family.
    Entry,
    /// A row of an aggregate or a derived column.
    Row,
}

/// A thing at hand.
#[derive(Clone, Debug)]
pub struct Held {
    /// Its table.
    pub table: usize,
    /// What it is.
    pub role: Role,
    /// 全体, 组内 and 各项 forget it; its slot stays.
    pub forgotten: bool,
}

/// Everything at hand, in the order of the frame's slots.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The scheme whose rules can be named; none in tables.
    pub scheme: Option<usize>,
    /// The scheme's name, for its private tables.
    pub private: Option<String>,
    /// File of the spans.
    pub file: Arc<str>,
    /// Things at hand.
    pub held: Vec<Held>,
    /// The unit, even where it is forgotten: 本单位.
    pub me: Option<Slot>,
    /// The outermost row: 本行.
    pub home: Option<Slot>,
    /// Parameters of the method that is read, with their kinds.
    pub parameters: Vec<(String, Option<Kind>)>,
    /// A unit's rule that is named where no unit is at hand means the same over all rows.
    pub wide: bool,
    /// 方案, 期 and 单位名 can be named.
    pub given: bool,
    /// Two schemes that both say the table where the formula stands and count money in different units.
    pub at_odds: Option<[String; 2]>,
}

impl Scope {
    /// Nothing at hand.
    pub fn empty(scheme: Option<usize>, private: Option<String>, file: Arc<str>) -> Self {
        Scope {
            scheme,
            private,
            file,
            held: Vec::new(),
            me: None,
            home: None,
            parameters: Vec::new(),
            wide: false,
            given: false,
            at_odds: None,
        }
    }
    /// The same with one thing more at hand; returns its slot.
    pub fn open(&mut self, table: usize, role: Role) -> Slot {
        self.held.push(Held { table, role, forgotten: false });
        let slot = self.held.len() - 1;
        match role {
            Role::Unit if self.me.is_none() => self.me = Some(slot),
            Role::Row if self.home.is_none() => self.home = Some(slot),
            _ => {}
        }
        slot
    }
    /// Things at hand that are not forgotten, with their slots.
    pub fn visible(&self) -> impl DoubleEndedIterator<Item = (Slot, &Held)> {
        self.held.iter().enumerate().filter(|(_, h)| !h.forgotten)
    }
    /// Rows at hand, innermost first.
    pub fn rows(&self) -> impl Iterator<Item = (Slot, usize)> + '_ {
        self.visible().rev().filter(|(_, h)| h.role == Role::Row).map(|(s, h)| (s, h.table))
    }
    /// Entries of families at hand, innermost first.
    pub fn entries(&self) -> impl Iterator<Item = (Slot, usize)> + '_ {
        self.visible().rev().filter(|(_, h)| h.role == Role::Entry).map(|(s, h)| (s, h.table))
    }
    /// The unit at hand.
    pub fn unit(&self) -> Option<(Slot, usize)> {
        self.visible().rev().find(|(_, h)| h.role == Role::Unit).map(|(s, h)| (s, h.table))
    }
    /// The innermost thing at hand that is an entry of that table.
    pub fn entry_of(&self, table: usize) -> Option<Slot> {
        let entry = self.entries().find(|(_, t)| *t == table).map(|(s, _)| s);
        entry.or_else(|| self.unit().filter(|(_, t)| *t == table).map(|(s, _)| s))
    }
    /// Forgets things at hand for which the condition holds.
    pub fn forget(&mut self, which: impl Fn(&Held) -> bool) {
        for held in &mut self.held {
            if which(held) {
                held.forgotten = true;
            }
        }
    }
}
