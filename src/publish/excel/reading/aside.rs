//! Helping columns: a step computed once per row or unit, where a formula needs it as a range.

use crate::formula::tree::{
    Aggregate, At as Slotted, BandNode, Columns, Join, JoinValue, Node, Op, Over, RowAt, RuleRef, Target, UnitAt,
};
use crate::tables::Kind;

use super::super::expr::{At, X};
use super::super::facts;
use super::super::grid::{Cached, Content, Role};
use super::super::layout::{FIRST_COL, MEMBER, TablePlace};
use super::aggregate::Opened;
use super::column::whole;
use super::{NOBODY, Piece, Reader, Scope, Unwritten};

/// What a helping column holds: a node by its address in the tree, for a sheet and other things at hand.
pub(super) type Key = (usize, usize, Vec<u32>, u8);

/// Does a node depend on no other thing at hand than that slot? With `any`: does it touch the slot at all?
pub(super) fn only_row(node: &Node, slot: usize, any: bool) -> bool {
    let mut touches = false;
    let mut others = false;
    node.walk(&mut |n| {
        let mut see = |s: usize| {
            if s == slot {
                touches = true;
            } else if s < slot {
                others = true;
            }
        };
        slots_of(n, &mut see);
        others |= matches!(n.op, Op::Parameter(_));
    });
    if any { touches } else { !others }
}

pub(super) fn slots_of(node: &Node, see: &mut dyn FnMut(usize)) {
    let mut at = |a: &Slotted| {
        if let Slotted::Slot(s) = a {
            see(*s);
        }
    };
    match &node.op {
        Op::Entry(a) => at(a),
        Op::Column { columns, row, .. } => {
            match row {
                RowAt::At(a) => at(a),
                RowAt::Belonging(join) => join_slots(join, &mut at),
                RowAt::Of(_) => {}
            }
            if let Columns::ByEntry { slot, .. } = columns {
                see(*slot);
            }
        }
        Op::Rule(RuleRef { target, unit, .. }) => {
            match target {
                Target::One { entries, .. } => entries.iter().for_each(&mut at),
                Target::Varied { slots, .. } => slots.iter().for_each(|s| at(&Slotted::Slot(*s))),
            }
            if let UnitAt::Slot(s) = unit {
                see(*s);
            }
        }
        Op::Standing { unit: UnitAt::Slot(s), .. } => see(*s),
        Op::Aggregate(aggregate) => match &aggregate.over {
            Over::Rows(_, join) => join_slots(join, &mut at),
            Over::Entries(axes) => axes.iter().for_each(|(_, j)| join_slots(j, &mut at)),
            Over::Units { group_of: Some(s), .. } => see(*s),
            Over::Units { .. } | Over::List => {}
        },
        Op::Bands(_, _, bands) => {
            let joins = bands.iter().filter_map(|b: &BandNode| b.rows.as_ref());
            joins.for_each(|(_, j)| join_slots(j, &mut at));
        }
        _ => {}
    }
}

fn join_slots(join: &Join, at: &mut dyn FnMut(&Slotted)) {
    for (_, value) in &join.on {
        match value {
            JoinValue::Entry(a) | JoinValue::Reference { at: a, .. } => at(a),
        }
    }
}

impl<'r> Reader<'r> {
    /// A column beside a table's rows that holds the node for each row.
    pub(super) fn row_helper(
        &mut self,
        node: &'r Node,
        slot: usize,
        table: usize,
        scope: &Scope,
    ) -> Result<X, Unwritten> {
        let TablePlace::List(list) = self.layout.tables[table].clone() else {
            return Err(Unwritten("表不是逐行排列"));
        };
        let key: Key = (std::ptr::from_ref(node).addr(), list.page, Vec::new(), 0);
        if let Some(col) = self.helpers.get(&key) {
            return whole(&list, *col).ok_or(Unwritten("表没有行"));
        }
        let col = self.pages[list.page].last_col() + 1;
        let mut formulas = Vec::new();
        for (row, at_row) in list.rows.pairs() {
            let mut slots = vec![NOBODY; slot];
            slots.push(row);
            let inner = Scope {
                parameters: scope.parameters.clone(),
                ..Scope::new(slots, At { page: list.page, row: at_row, col })
            };
            formulas.push((at_row, self.read(node, &inner)?.closed(node.kind)));
        }
        self.put_helper(list.page, col, node.kind, formulas);
        self.helpers.insert(key, col);
        whole(&list, col).ok_or(Unwritten("表没有行"))
    }

    fn put_helper(&mut self, page: usize, col: u16, kind: Option<Kind>, formulas: Vec<(u32, X)>) {
        let head = format!("计算列{}", self.helpers.len() + 1);
        let page = &mut self.pages[page];
        page.text(MEMBER, col, Role::Head, head);
        for (row, x) in formulas {
            page.put(row, col, Role::Aid, Content::Formula(x, Cached::Blank)).format = facts::format(None, kind);
        }
    }

    /// A column of the aids' sheet that holds the node for each unit; the unit stands in the last slot.
    pub(super) fn unit_helper(&mut self, node: &'r Node, scope: &Scope) -> Result<Vec<At>, Unwritten> {
        let slot = scope.slots.len();
        let page = self.layout.pages.aids;
        let alone = only_row(node, slot, false);
        let others = if alone { vec![NOBODY; slot] } else { self.without_units(node, slot, scope)? };
        let key: Key = (std::ptr::from_ref(node).addr(), page, others.clone(), 1);
        let rows = self.layout.unit_rows.clone();
        let cells = |col: u16| rows.iter().map(|row| At { page, row: *row, col }).collect();
        if let Some(col) = self.helpers.get(&key) {
            return Ok(cells(*col));
        }
        let col = self.next_aid();
        let mut formulas = Vec::new();
        for (position, row) in rows.iter().enumerate() {
            let mut slots = others.clone();
            slots.push(self.scheme.units[position].entry);
            let inner =
                Scope { parameters: scope.parameters.clone(), ..Scope::new(slots, At { page, row: *row, col }) };
            formulas.push((*row, self.read(node, &inner)?.closed(node.kind)));
        }
        self.put_helper(page, col, node.kind, formulas);
        self.helpers.insert(key, col);
        Ok(cells(col))
    }

    /// The first free column of the aids' sheet.
    pub(super) fn next_aid(&self) -> u16 {
        self.pages[self.layout.pages.aids].last_col().max(FIRST_COL - 1) + 1
    }

    /// The other things at hand, the unit left out: what holds for one unit holds for all.
    fn without_units(&mut self, node: &'r Node, slot: usize, scope: &Scope) -> Result<Vec<u32>, Unwritten> {
        let mut used = vec![false; slot];
        node.walk(&mut |n| {
            slots_of(n, &mut |s| {
                if s < slot {
                    used[s] = true;
                }
            });
        });
        let unit = used.first().copied().unwrap_or(false);
        if unit || !scope.parameters.is_empty() {
            return Err(Unwritten("比较的一步离不开手头的对象"));
        }
        Ok(scope.slots.iter().zip(used).map(|(e, u)| if u { *e } else { NOBODY }).collect())
    }

    /// Opened positions whose values stand in helping columns, the condition worked in; none where that is no help.
    pub(super) fn helped(
        &mut self,
        aggregate: &'r Aggregate,
        scopes: &[Scope],
        scope: &Scope,
        long: bool,
    ) -> Result<Option<Opened>, Unwritten> {
        let Over::Units { .. } = &aggregate.over else { return Ok(None) };
        let simple =
            aggregate.values.iter().all(|v| matches!(v.op, Op::Rule(_) | Op::Standing { .. } | Op::Column { .. }));
        if !long && simple && aggregate.filter.is_none() || aggregate.by.is_some() {
            return Ok(None);
        }
        let nodes: Vec<&'r Node> = aggregate.values.iter().chain(&aggregate.filter).collect();
        let mut columns: Vec<Vec<At>> = Vec::new();
        for node in nodes {
            match self.unit_helper(node, scope) {
                Ok(cells) => columns.push(cells),
                Err(_) => return Ok(None),
            }
        }
        let positions: Vec<usize> =
            scopes.iter().filter_map(|s| s.slots.last().and_then(|e| self.lookup.positions.get(e)).copied()).collect();
        let pick = |cells: &Vec<At>, kind: Option<Kind>| -> Vec<Piece> {
            positions.iter().map(|p| super::rule::derived(X::Cell(cells[*p]), kind, true, false)).collect()
        };
        let values = aggregate.values.iter().zip(&columns).map(|(n, c)| pick(c, n.kind)).collect();
        let keeps = aggregate.filter.as_ref().and_then(|f| {
            let pieces = pick(columns.last()?, f.kind);
            Some(pieces.into_iter().map(|p| p.x).collect())
        });
        Ok(Some(Opened { columns: values, keeps, by: vec![], count: positions.len() }))
    }
}
