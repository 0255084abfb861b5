//! What an aggregate depends on of the things at hand: positions that agree in it are computed once, so that
//! 全体平均 runs over the units once and not once for each unit.

use std::collections::{BTreeSet, HashMap};

use crate::formula::tree::{
    Aggregate, At, Columns, Fold, Join, JoinValue, Node, Op, Over, RowAt, Slot, Target, UnitAt,
};
use crate::tables::Value;

use super::{Engine, Frame};

/// Positions that stand for all others, and for each position the index of the one that stands for it.
pub(super) struct Alike {
    /// One position of each kind.
    pub few: Vec<usize>,
    /// By position.
    pub index: Vec<usize>,
}

impl<'m> Engine<'m> {
    /// Positions of the frame between which the aggregate makes no difference.
    pub(super) fn alike(&self, aggregate: &'m Aggregate, frame: &Frame) -> Alike {
        if !frame.parameters.is_empty() {
            return Alike { few: (0..frame.len).collect(), index: (0..frame.len).collect() };
        }
        let slots = outer_slots(aggregate, frame.slots.len());
        let groups = self.group_numbers(&aggregate.over, frame);
        let mut known: HashMap<Vec<u32>, usize> = HashMap::new();
        let mut out = Alike { few: Vec::new(), index: Vec::with_capacity(frame.len) };
        for position in 0..frame.len {
            let own = slots.iter().map(|s| frame.slots[*s][position]);
            let key: Vec<u32> = own.chain(groups.as_ref().map(|g| g[position])).collect();
            let next = out.few.len();
            let index = *known.entry(key).or_insert(next);
            if index == next {
                out.few.push(position);
            }
            out.index.push(index);
        }
        out
    }

    /// Slots of the frame on whose entries the node's value depends.
    pub fn slots_used(&self, node: &'m Node, frame: &Frame) -> Vec<Slot> {
        let mut out = BTreeSet::new();
        node.walk(&mut |n| {
            node_slots(n, &mut out);
            // Who is placed among others, or gets a part, is found by its table.
            if let Op::Aggregate(aggregate) = &n.op
                && let (Fold::Rank(_) | Fold::Share, Over::Units { scheme, .. }) = (aggregate.fold, &aggregate.over)
            {
                let units = self.model.schemes[*scheme].table;
                out.extend(frame.tables.iter().position(|t| *t == units));
            }
        });
        out.into_iter().filter(|slot| *slot < frame.slots.len()).collect()
    }

    /// A number for the group of the unit at each position, where the aggregate asks for it.
    fn group_numbers(&self, over: &Over, frame: &Frame) -> Option<Vec<u32>> {
        let Over::Units { scheme, group_of: Some(slot), .. } = over else { return None };
        let mut different: Vec<&Value> = Vec::new();
        let mut numbers: Vec<u32> = Vec::new();
        for group in self.groups(*scheme) {
            let index = different.iter().position(|d| *d == group).unwrap_or_else(|| {
                different.push(group);
                different.len() - 1
            });
            numbers.push(u32::try_from(index).unwrap_or(u32::MAX));
        }
        let number = |unit: &u32| self.position(*scheme, *unit).map_or(u32::MAX, |p| numbers[p]);
        Some(frame.slots[*slot].iter().map(number).collect())
    }
}

/// Slots below `count` that the aggregate's formulas use; a group is asked for separately, and the pool and the
/// step of 分配 are computed for each position.
fn outer_slots(aggregate: &Aggregate, count: usize) -> BTreeSet<Slot> {
    let mut out = BTreeSet::new();
    over_slots(&aggregate.over, false, &mut out);
    let outer: &[Node] = if aggregate.fold == Fold::Share { &[] } else { &aggregate.outer };
    let inner = aggregate.filter.iter().chain(&aggregate.values).chain(&aggregate.by).chain(&aggregate.distinct);
    for node in inner.chain(outer) {
        node.walk(&mut |n| node_slots(n, &mut out));
    }
    out.retain(|slot| *slot < count);
    out
}

fn node_slots(node: &Node, out: &mut BTreeSet<Slot>) {
    match &node.op {
        Op::Entry(at) => at_slot(at, out),
        Op::Column { columns, row, .. } => {
            if let Columns::ByEntry { slot, .. } = columns {
                out.insert(*slot);
            }
            match row {
                RowAt::At(at) => at_slot(at, out),
                RowAt::Belonging(join) => join_slots(join, out),
                RowAt::Of(_) => {}
            }
        }
        Op::Rule(reference) => {
            match &reference.target {
                Target::One { entries, .. } => entries.iter().for_each(|at| at_slot(at, out)),
                Target::Varied { slots, .. } => out.extend(slots),
            }
            unit_slot(&reference.unit, out);
        }
        Op::Standing { unit, .. } => unit_slot(unit, out),
        Op::Earlier(_, inner) => node_slots(inner, out),
        Op::Aggregate(aggregate) => over_slots(&aggregate.over, true, out),
        Op::Bands(_, _, bands) => {
            bands.iter().filter_map(|b| b.rows.as_ref()).for_each(|(_, join)| join_slots(join, out));
        }
        _ => {}
    }
}

fn over_slots(over: &Over, group: bool, out: &mut BTreeSet<Slot>) {
    match over {
        Over::Rows(_, join) => join_slots(join, out),
        Over::Entries(axes) => axes.iter().for_each(|(_, join)| join_slots(join, out)),
        Over::Units { group_of, .. } => out.extend(group_of.filter(|_| group)),
        Over::List => {}
    }
}

fn join_slots(join: &Join, out: &mut BTreeSet<Slot>) {
    for (_, value) in &join.on {
        let (JoinValue::Entry(at) | JoinValue::Reference { at, .. }) = value;
        at_slot(at, out);
    }
}

fn unit_slot(unit: &UnitAt, out: &mut BTreeSet<Slot>) {
    if let UnitAt::Slot(slot) = unit {
        out.insert(*slot);
    }
}

fn at_slot(at: &At, out: &mut BTreeSet<Slot>) {
    if let At::Slot(slot) = at {
        out.insert(*slot);
    }
}
