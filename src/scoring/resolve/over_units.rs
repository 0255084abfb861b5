//! 全体 and 组内 without a table: the units of the scheme that belong to the entries at hand.

use crate::formula::ast::{Comparison, Span};
use crate::formula::tree::{At, Columns, Fold, JoinKey, JoinValue, Node, Op, Over, RowAt, Slot};
use crate::scoring::faults;
use crate::tables::Kind;

use super::aggregate::Call;
use super::catalogue::Prefix;
use super::{Resolver, Role, Scope};

impl Resolver<'_> {
    /// 全体 and 组内: the units of the scheme, those of the group.
    pub(super) fn over_units(&mut self, call: Call, inner: &mut Scope, scope: &Scope) -> Option<(Over, Vec<Node>)> {
        let Some(scheme) = scope.scheme else {
            self.fault(faults::NO_UNIT, call.span, scope, &[("found", "全体")]);
            return None;
        };
        if call.prefix == Prefix::Group && scope.me.is_none() {
            self.fault(faults::NO_UNIT, call.span, scope, &[("found", "组内")]);
            return None;
        }
        let units = self.schemes[scheme].table;
        let join = self.join(units, inner);
        let slot = inner.open(units, Role::Unit);
        let filters = if matches!(call.fold, Fold::Rank(_) | Fold::Share) {
            Vec::new()
        } else {
            join.on
                .into_iter()
                .filter_map(|(key, value)| self.agrees((units, slot), key, value, scope, call.span))
                .collect()
        };
        let group_of = scope.me.filter(|_| call.prefix == Prefix::Group);
        Some((Over::Units { slot, scheme, group_of }, filters))
    }

    /// A unit belongs to an entry at hand to which it refers: `平均·{组别} = 全体平均(得分)` is of the units of that 组别.
    /// The unit itself is forgotten, and so is what an entry refers to in its turn: only a reference to the entry counts.
    fn agrees(
        &mut self,
        (units, slot): (usize, Slot),
        key: JoinKey,
        value: JoinValue,
        scope: &Scope,
        span: Span,
    ) -> Option<Node> {
        let (JoinKey::Column(column), JoinValue::Entry(at)) = (key, value) else { return None };
        if scope.me.map(At::Slot) == Some(at) {
            return None;
        }
        let kind = self.column_kind(units, column);
        let node = |op| Node { op, kind, span };
        let row = RowAt::At(At::Slot(slot));
        let theirs = node(Op::Column { table: units, columns: Columns::One(column), row });
        let held = node(Op::Entry(at));
        Some(Node { op: Op::Compare(Box::new(theirs), vec![(Comparison::Equal, held)]), kind: Some(Kind::Bool), span })
    }
}
