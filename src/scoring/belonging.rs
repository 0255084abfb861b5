//! What belongs, said: which references choose the rows that a formula means.
//!
//! A formula never says which rows it means; that follows from what is at hand. So that nobody must guess,
//! everything that runs over rows tells here by which of its references they are chosen, in names of tables and
//! columns; the words around them are the reader's.

use std::sync::Arc;

use crate::formula::kind::Kind;
use crate::formula::tree::{Aggregate, At, Columns, Join, JoinKey, JoinValue, Node, Op, Over, RowAt, Target, UnitAt};
use crate::tables::Tables;

use super::model::Model;

/// Something an aggregate runs over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Rows, or entries, of a table.
    Rows(Belonging),
    /// All units of a scheme, or those of the unit's own group.
    Units {
        /// The scheme's name.
        scheme: String,
        /// Only those of the group.
        of_group: bool,
    },
}

/// Which rows of a table belong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belonging {
    /// Index of the table.
    pub table: usize,
    /// Its name.
    pub name: Arc<str>,
    /// What must agree, all of it; empty: every row belongs.
    pub choices: Vec<Choice>,
    /// References that choose nothing here: rows with any value in them belong.
    pub idle: Vec<Arc<str>>,
}

/// One thing that must agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The reference column of the table; none: the row is itself the entry at hand.
    pub column: Option<Arc<str>>,
    /// What it must be equal to.
    pub equals: Equals,
}

/// What a reference must be equal to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Equals {
    /// The thing at hand in that slot (slot 0 of a unit's rule is the unit), an entry of the table named.
    AtHand {
        /// Its slot.
        slot: usize,
        /// Its table.
        table: Arc<str>,
    },
    /// Always this entry.
    Entry(Arc<str>),
    /// The reference that the thing at hand has itself: the table cannot say the thing, but both know this.
    Common {
        /// The slot of the thing at hand.
        slot: Option<usize>,
        /// Its table.
        table: Arc<str>,
        /// Its own reference column.
        column: Arc<str>,
    },
}

/// Does the formula use what is at hand in that slot, be it only to choose rows?
pub fn uses(node: &Node, slot: usize) -> bool {
    let is = |at: &At| *at == At::Slot(slot);
    let joins = |join: &Join| {
        join.on.iter().any(|(_, value)| match value {
            JoinValue::Entry(at) | JoinValue::Reference { at, .. } => is(at),
        })
    };
    let mut found = false;
    node.walk(&mut |node| {
        found |= match &node.op {
            Op::Entry(at) => is(at),
            Op::Column { columns, row, .. } => {
                let family = matches!(columns, Columns::ByEntry { slot: by, .. } if *by == slot);
                family
                    || match row {
                        RowAt::At(at) => is(at),
                        RowAt::Belonging(join) => joins(join),
                        RowAt::Of(_) => false,
                    }
            }
            Op::Rule(rule) => {
                let target = match &rule.target {
                    Target::One { entries, .. } => entries.iter().any(is),
                    Target::Varied { slots, .. } => slots.contains(&slot),
                };
                target || matches!(rule.unit, UnitAt::Slot(unit) if unit == slot)
            }
            Op::Standing { unit, .. } => matches!(unit, UnitAt::Slot(unit) if *unit == slot),
            Op::Earlier(_, inner) => uses(inner, slot),
            Op::Bands(_, _, bands) => bands.iter().filter_map(|b| b.rows.as_ref()).any(|(_, join)| joins(join)),
            Op::Aggregate(aggregate) => match &aggregate.over {
                Over::Rows(_, join) => joins(join),
                Over::Entries(axes) => axes.iter().any(|(_, join)| joins(join)),
                Over::Units { group_of, .. } => *group_of == Some(slot),
                Over::List => false,
            },
            _ => false,
        };
    });
    found
}

/// What an aggregate runs over, from the outside in; nothing for a written list.
pub fn of_aggregate(aggregate: &Aggregate, model: &Model, tables: &Tables) -> Vec<Run> {
    match &aggregate.over {
        Over::Rows(_, join) => vec![Run::Rows(of_join(join, model, tables))],
        Over::Entries(axes) => axes.iter().map(|(_, join)| Run::Rows(of_join(join, model, tables))).collect(),
        Over::Units { scheme, group_of, .. } => {
            vec![Run::Units { scheme: model.schemes[*scheme].name.clone(), of_group: group_of.is_some() }]
        }
        Over::List => Vec::new(),
    }
}

/// Which rows of a table belong by a join; also for a column that is read at the one row that belongs, and for
/// bands that stand in a table.
pub fn of_join(join: &Join, model: &Model, tables: &Tables) -> Belonging {
    let table = &tables.list[join.table];
    let choices = join.on.iter().map(|(key, value)| choice(join.table, *key, *value, model, tables)).collect();
    let chosen = |column: usize| join.on.iter().any(|(key, _)| *key == JoinKey::Column(column));
    let idle = references(join.table, model, tables).into_iter().filter(|(column, _)| !chosen(*column));
    let idle = idle.map(|(column, _)| table.columns[column].name.clone()).collect();
    Belonging { table: join.table, name: table.name.clone(), choices, idle }
}

/// The references of a table that can choose rows: column, and the table it refers to.
pub fn references(table: usize, model: &Model, tables: &Tables) -> Vec<(usize, usize)> {
    let declared = &tables.list[table];
    let deciding = (0..declared.columns.len()).filter(|c| !declared.columns[*c].not_belonging);
    let refers = deciding.filter_map(|c| Some((c, refers_to(table, c, model, tables)?)));
    refers.filter(|(c, to)| !(*to == table && declared.key[..] == [*c])).collect()
}

/// The table that a column refers to; a derived column by its formula.
fn refers_to(table: usize, column: usize, model: &Model, tables: &Tables) -> Option<usize> {
    let kind = match model.derived.get(&(table, column)) {
        Some(derived) => derived.body.kind,
        None => Some(tables.list[table].columns[column].kind),
    };
    if let Some(Kind::Entry(to)) = kind { Some(to) } else { None }
}

fn choice(table: usize, key: JoinKey, value: JoinValue, model: &Model, tables: &Tables) -> Choice {
    let name = |index: usize| tables.list[index].name.clone();
    let (column, to) = match key {
        JoinKey::Row => (None, table),
        JoinKey::Column(c) => {
            (Some(tables.list[table].columns[c].name.clone()), refers_to(table, c, model, tables).unwrap_or(table))
        }
    };
    let equals = match value {
        JoinValue::Entry(At::Slot(slot)) => Equals::AtHand { slot, table: name(to) },
        JoinValue::Entry(At::Fixed(entry)) => {
            Equals::Entry(tables.list[to].titles.get(entry as usize).cloned().unwrap_or_default())
        }
        JoinValue::Reference { at, table, column } => Equals::Common {
            slot: if let At::Slot(slot) = at { Some(slot) } else { None },
            table: name(table),
            column: tables.list[table].columns[column].name.clone(),
        },
    };
    Choice { column, equals }
}
