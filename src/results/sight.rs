//! Whose a row is: references that decide belonging, followed up to the roster.

use std::collections::{BTreeMap, BTreeSet};

use crate::formula::tree::{At, Join, JoinKey, JoinValue};
use crate::tables::{Kind, Table, Tables, Value};

use super::own::Sight;

/// How the rows of a table come to a unit of the scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Tie {
    /// They speak of no unit of any scheme.
    Shared,
    /// They are the units.
    Roster,
    /// These references all name the unit.
    Direct(Vec<usize>),
    /// These references all name rows that come to the unit.
    Through(Vec<usize>),
    /// They do not come to it.
    Foreign,
}

/// How every table stands to the units of one scheme.
pub(super) struct Sights<'t> {
    tables: &'t Tables,
    ties: Vec<Tie>,
}

/// The tables that a table's columns refer to, itself left out; `all`: those too that decide no belonging.
fn references(table: &Table, index: usize, all: bool) -> impl Iterator<Item = (usize, usize)> + '_ {
    let columns = table.columns.iter().enumerate().filter(move |(_, c)| all || !c.not_belonging);
    columns.filter_map(move |(position, column)| match column.kind {
        Kind::Entry(to) if to != index => Some((position, to)),
        _ => None,
    })
}

/// Does the table speak of units without referring to them: do all texts of a column name one, and is it a table
/// that nothing refers to, or that has these texts for its key?
fn names_units(table: &Table, tables: &Tables, rosters: &[usize]) -> bool {
    let named = |text: &str| rosters.iter().any(|r| tables.list[*r].find(text).is_some());
    let all = |texts: &mut dyn Iterator<Item = &str>| {
        let mut texts = texts.filter(|t| !t.is_empty()).peekable();
        texts.peek().is_some() && texts.all(named)
    };
    if !table.entries.is_empty() {
        return all(&mut table.entries.iter().map(|e| &**e));
    }
    let texts = table.columns.iter().filter(|c| c.kind == Kind::Text);
    table.key.is_empty()
        && texts.into_iter().any(|column| {
            all(&mut column.values.iter().filter_map(|v| match v {
                Value::Text(text) => Some(&**text),
                _ => None,
            }))
        })
}

/// Tables that speak of no unit: no reference leads to a roster, and no text names units.
fn shared(tables: &Tables, rosters: &[usize]) -> Vec<bool> {
    let mut out: Vec<bool> = tables.list.iter().map(|t| t.written || !names_units(t, tables, rosters)).collect();
    rosters.iter().for_each(|r| out[*r] = false);
    loop {
        let before = out.clone();
        for (index, table) in tables.list.iter().enumerate() {
            out[index] &= references(table, index, true).all(|(_, to)| before[to]);
        }
        if out == before {
            return out;
        }
    }
}

impl<'t> Sights<'t> {
    /// For the scheme whose units that roster holds; `rosters` are those of all schemes.
    pub fn new(tables: &'t Tables, rosters: &[usize], roster: usize) -> Sights<'t> {
        let shared = shared(tables, rosters);
        let mut ties: Vec<Tie> = shared.iter().map(|s| if *s { Tie::Shared } else { Tie::Foreign }).collect();
        ties[roster] = Tie::Roster;
        let columns = |index: usize, wanted: &dyn Fn(usize) -> bool| -> Vec<usize> {
            references(&tables.list[index], index, false).filter(|(_, to)| wanted(*to)).map(|(c, _)| c).collect()
        };
        let open: Vec<usize> = (0..ties.len()).filter(|t| !shared[*t] && !rosters.contains(t)).collect();
        for index in &open {
            let direct = columns(*index, &|to| to == roster);
            if !direct.is_empty() {
                ties[*index] = Tie::Direct(direct);
            }
        }
        loop {
            let before = ties.clone();
            let tied = |to: usize| matches!(before[to], Tie::Direct(_) | Tie::Through(_));
            for index in open.iter().filter(|i| !matches!(before[**i], Tie::Direct(_))) {
                let through = columns(*index, &tied);
                if !through.is_empty() {
                    ties[*index] = Tie::Through(through);
                }
            }
            if ties == before {
                return Sights { tables, ties };
            }
        }
    }

    /// Does the table speak of no unit?
    pub fn shared(&self, table: usize) -> bool {
        self.ties[table] == Tie::Shared
    }

    /// Does a reference of a row that the unit may see name something that it may see?
    pub fn leads(&self, table: usize, column: usize) -> bool {
        let Kind::Entry(to) = self.tables.list[table].columns[column].kind else { return false };
        match (&self.ties[to], &self.ties[table]) {
            (Tie::Shared, _) => true,
            (Tie::Roster, Tie::Direct(own)) | (Tie::Direct(_) | Tie::Through(_), Tie::Through(own)) => {
                own.contains(&column)
            }
            _ => false,
        }
    }

    /// May the unit see every row that belongs?
    pub fn tied(&self, join: &Join) -> bool {
        let agrees = |wanted: JoinKey, to: usize| {
            join.on.iter().any(|(key, value)| {
                *key == wanted
                    && match value {
                        JoinValue::Entry(At::Slot(_)) => true,
                        JoinValue::Entry(At::Fixed(_)) => self.shared(to),
                        JoinValue::Reference { at: At::Slot(_), table, column } => self.leads(*table, *column),
                        JoinValue::Reference { .. } => false,
                    }
            })
        };
        let to = |column: usize| match self.tables.list[join.table].columns[column].kind {
            Kind::Entry(to) => to,
            _ => join.table,
        };
        match &self.ties[join.table] {
            Tie::Shared => true,
            Tie::Foreign => false,
            Tie::Roster => agrees(JoinKey::Row, join.table),
            Tie::Direct(all) | Tie::Through(all) => {
                agrees(JoinKey::Row, join.table) || all.iter().all(|c| agrees(JoinKey::Column(*c), to(*c)))
            }
        }
    }

    /// The rows that each unit may see, table by table; `units` are the entries of the units by position.
    pub fn rows(&self, units: &[u32]) -> Vec<Sight> {
        let mut owners = BTreeMap::new();
        (0..self.ties.len())
            .map(|table| match self.ties[table] {
                Tie::Shared => Sight::Whole,
                Tie::Foreign => Sight::Nothing,
                _ => sorted(&self.owners(table, units, &mut owners, &mut BTreeSet::new()), units.len()),
            })
            .collect()
    }

    /// The position of the unit that each row comes to.
    fn owners(
        &self,
        table: usize,
        units: &[u32],
        known: &mut BTreeMap<usize, Vec<Option<usize>>>,
        open: &mut BTreeSet<usize>,
    ) -> Vec<Option<usize>> {
        if let Some(owners) = known.get(&table) {
            return owners.clone();
        }
        let rows = self.tables.list[table].rows;
        let mut out = vec![None; rows];
        match &self.ties[table] {
            Tie::Roster => units.iter().enumerate().for_each(|(position, entry)| out[*entry as usize] = Some(position)),
            // Tables that refer to each other in a circle come to nobody by it.
            Tie::Direct(columns) | Tie::Through(columns) if open.insert(table) => {
                let mut found: Vec<Vec<Option<usize>>> = Vec::new();
                for column in columns {
                    let column = &self.tables.list[table].columns[*column];
                    let Kind::Entry(to) = column.kind else { continue };
                    let theirs = self.owners(to, units, known, open);
                    let owner = |value: &Value| match value {
                        Value::Entry(entry) => theirs.get(*entry as usize).copied().flatten(),
                        _ => None,
                    };
                    found.push(column.values.iter().map(owner).collect());
                }
                for (row, slot) in out.iter_mut().enumerate() {
                    let first = found.first().and_then(|f| f[row]);
                    *slot = first.filter(|owner| found.iter().all(|f| f[row] == Some(*owner)));
                }
                open.remove(&table);
            }
            _ => {}
        }
        known.insert(table, out.clone());
        out
    }
}

/// Rows by their owners, each owner's in the order of the table.
fn sorted(owners: &[Option<usize>], units: usize) -> Sight {
    let mut starts = vec![0; units + 1];
    for owner in owners.iter().flatten() {
        starts[owner + 1] += 1;
    }
    for unit in 0..units {
        starts[unit + 1] += starts[unit];
    }
    let mut next = starts.clone();
    let mut rows = vec![0; starts[units]];
    for (row, owner) in (0u32..).zip(owners) {
        if let Some(owner) = owner {
            rows[next[*owner]] = row;
            next[*owner] += 1;
        }
    }
    Sight::Each { starts, rows }
}
