//! What can be read and is hardly meant, where only the reading itself knows what was at hand.

use crate::formula::ast::Name;
use crate::formula::tree::{At, Node, Op, Over, RowAt};
use crate::scoring::belonging::uses;
use crate::scoring::faults;

use super::{Resolver, Role, Scope, pattern_text};

impl<'a> Resolver<'a> {
    /// In a family, rows that do not know the entry at hand and are not asked for it give each entry the same.
    pub(super) fn entries_choose(&mut self, node: &Node, scope: &Scope) {
        let Op::Aggregate(aggregate) = &node.op else { return };
        let join = match &aggregate.over {
            Over::Rows(_, join) => join,
            Over::Entries(axes) => match axes.last() {
                Some((_, join)) => join,
                None => return,
            },
            Over::Units { .. } | Over::List => return,
        };
        // Where nothing chooses, the whole table is told; a check may hold the parts against the whole.
        if join.on.is_empty() || self.checking {
            return;
        }
        let entries = scope.visible().filter(|(_, held)| held.role == Role::Entry);
        let idle: Vec<usize> = entries.filter(|(slot, _)| !uses(node, *slot)).map(|(_, held)| held.table).collect();
        for entry in idle {
            let (table, entry) = (self.table(join.table).name.to_string(), self.table(entry).name.to_string());
            self.fault(faults::ENTRY_CHOOSES_NOTHING, node.span, scope, &[("table", &table), ("entry", &entry)]);
        }
    }

    /// A column of the row at hand that is called like a rule or a column of the unit.
    pub(super) fn hides(&mut self, found: &Node, name: &Name, scope: &Scope) {
        let Op::Column { table, row: RowAt::At(At::Slot(slot)), .. } = &found.op else { return };
        if scope.held.get(*slot).is_none_or(|held| held.role != Role::Row) {
            return;
        }
        let plain = pattern_text(name);
        let rule = scope.scheme.is_some_and(|scheme| self.is_rule(scheme, name, scope));
        let unit = scope.unit().filter(|(_, unit)| unit != table && self.columns_of(*unit, name, scope).is_some());
        let far = match (rule, unit) {
            (true, _) => format!("规则“{plain}”"),
            (false, Some((_, unit))) => format!("{}.{plain}", self.table(unit).name),
            (false, None) => return,
        };
        let near = format!("{}.{plain}", self.table(*table).name);
        self.fault(faults::NAME_HIDDEN, name.span, scope, &[("found", &plain), ("near", &near), ("far", &far)]);
    }
}
