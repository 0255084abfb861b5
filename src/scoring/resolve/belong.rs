//! Belonging: which rows of a table agree with everything at hand.

use crate::formula::tree::{At, Join, JoinKey, JoinValue};
use crate::tables::Kind;

use super::{Resolver, Role, Scope};

impl<'a> Resolver<'a> {
    /// The reference columns of a table that decide to whom a row belongs: column and table.
    fn references(&mut self, table: usize) -> Vec<(usize, usize)> {
        let columns = &self.table(table).columns;
        let own_key = &self.table(table).key;
        let candidates: Vec<usize> = (0..columns.len()).filter(|c| !columns[*c].not_belonging).collect();
        let mut out = Vec::new();
        for column in candidates {
            let refers = match self.derived.contains_key(&(table, column)) {
                true => self.refers_to(table, column),
                false => match self.table(table).columns[column].kind {
                    Kind::Entry(to) => Some(to),
                    _ => None,
                },
            };
            if let Some(to) = refers
                // A key that names the table's own entries refers to nothing else.
                && !(to == table && own_key[..] == [column])
            {
                out.push((column, to));
            }
        }
        out
    }

    /// Which rows of a table belong to what is at hand.
    pub(super) fn join(&mut self, table: usize, scope: &Scope) -> Join {
        let references = self.references(table);
        let mut on: Vec<(JoinKey, JoinValue)> = Vec::new();
        let held: Vec<(usize, usize, Role)> = scope.visible().map(|(s, h)| (s, h.table, h.role)).collect();
        for (slot, thing, role) in held {
            let entry = JoinValue::Entry(At::Slot(slot));
            if thing == table {
                if role != Role::Row && self.table(table).has_entries() {
                    on.push((JoinKey::Row, entry));
                }
                continue;
            }
            let direct: Vec<usize> = references.iter().filter(|(_, to)| *to == thing).map(|(c, _)| *c).collect();
            if !direct.is_empty() && self.table(thing).has_entries() {
                on.extend(direct.into_iter().map(|c| (JoinKey::Column(c), entry)));
                continue;
            }
            let own = self.references(thing);
            for (column, to) in &references {
                let same: Vec<usize> = own.iter().filter(|(_, t)| t == to).map(|(c, _)| *c).collect();
                if let [theirs] = same[..] {
                    let value = JoinValue::Reference { at: At::Slot(slot), table: thing, column: theirs };
                    on.push((JoinKey::Column(*column), value));
                }
            }
        }
        let mut unique: Vec<(JoinKey, JoinValue)> = Vec::new();
        for condition in on {
            if !unique.contains(&condition) {
                unique.push(condition);
            }
        }
        Join { table, on: unique }
    }
}
