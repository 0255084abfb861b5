//! Columns of tables, and the rows that belong.

use std::collections::HashMap;
use std::rc::Rc;

use crate::formula::tree::{At, Columns, Join, JoinKey, JoinValue, Node, RowAt};
use crate::scheme::decl::Absent;
use crate::scoring::faults;
use crate::scoring::model::Derived;
use crate::tables::{Origin, Table, Value};

use super::{Engine, Frame, Index};

/// What a row is read from at a position.
enum Row {
    Found(u32),
    State(Value),
}

/// The frame that a derived column is computed in, for some rows.
pub fn derived_frame_of(table: usize, derived: &Derived, rows: &[u32]) -> Frame {
    let mut frame = Frame::single(derived.file.clone()).counted_in(derived.money).times(table, rows);
    for (axis, entry) in derived.axes.iter().zip(&derived.entries) {
        let values = vec![*entry; frame.len];
        frame = frame.with(*axis, values);
    }
    frame
}

impl<'m> Engine<'m> {
    /// The values of a column, computed now where it is derived.
    pub fn column_values(&self, table: usize, column: usize) -> &[Value] {
        let Some(cell) = self.derived.get(&(table, column)) else {
            return &self.tables.list[table].columns[column].values;
        };
        cell.get_or_init(|| {
            let derived = &self.model.derived[&(table, column)];
            let frame = self.derived_frame(table, derived);
            let outer = self.steps.take();
            let values = self.eval(&derived.body, &frame);
            *self.steps.borrow_mut() = outer;
            values
        })
    }

    /// The frame that a derived column is computed in: every row, and the entries of its family.
    pub fn derived_frame(&self, table: usize, derived: &Derived) -> Frame {
        let rows: Vec<u32> = (0u32..).take(self.tables.list[table].rows).collect();
        derived_frame_of(table, derived, &rows)
    }
    pub(super) fn column(
        &self,
        table: usize,
        columns: &Columns,
        row: &'m RowAt,
        node: &'m Node,
        frame: &Frame,
    ) -> Vec<Value> {
        let rows = self.rows_at(table, row, node, frame);
        rows.into_iter()
            .enumerate()
            .map(|(position, row)| match row {
                Row::State(value) => value,
                Row::Found(row) => {
                    let column = self.column_index(columns, frame, position);
                    self.column_values(table, column).get(row as usize).cloned().unwrap_or(Value::Fault)
                }
            })
            .collect()
    }

    pub(super) fn column_index(&self, columns: &Columns, frame: &Frame, position: usize) -> usize {
        match columns {
            Columns::One(column) => *column,
            Columns::ByEntry { slot, columns } => columns[frame.slots[*slot][position] as usize],
        }
    }

    /// Where the value that a column node gave at a position was read.
    pub fn origin(
        &self,
        table: usize,
        columns: &Columns,
        row: &'m RowAt,
        node: &'m Node,
        frame: &Frame,
        position: usize,
    ) -> Origin {
        let column = self.column_index(columns, frame, position);
        let origins = &self.tables.list[table].columns[column].origins;
        let row = self.row_read(table, row, node, frame, position);
        row.and_then(|row| origins.get(row as usize).copied()).unwrap_or(Origin::NONE)
    }

    /// The row that a column node read at a position.
    pub fn row_read(
        &self,
        table: usize,
        row: &'m RowAt,
        node: &'m Node,
        frame: &Frame,
        position: usize,
    ) -> Option<u32> {
        match self.rows_at(table, row, node, &frame.select(&[position])).first() {
            Some(Row::Found(row)) => Some(*row),
            _ => None,
        }
    }

    fn rows_at(&self, table: usize, row: &'m RowAt, node: &'m Node, frame: &Frame) -> Vec<Row> {
        match row {
            RowAt::At(At::Fixed(entry)) => (0..frame.len).map(|_| Row::Found(*entry)).collect(),
            RowAt::At(At::Slot(slot)) => frame.slots[*slot].iter().map(|e| Row::Found(*e)).collect(),
            RowAt::Of(of) => self
                .eval(of, frame)
                .into_iter()
                .map(|v| match v {
                    Value::Entry(entry) => Row::Found(entry),
                    other => Row::State(other),
                })
                .collect(),
            RowAt::Belonging(join) => self.the_row(table, join, node, frame),
        }
    }

    /// The one row that belongs at each position.
    fn the_row(&self, table: usize, join: &Join, node: &'m Node, frame: &Frame) -> Vec<Row> {
        let declared = &self.tables.list[table];
        self.joined(join, frame)
            .into_iter()
            .enumerate()
            .map(|(position, rows)| match rows[..] {
                [row] => Row::Found(row),
                [] => Row::State(absent(declared)),
                _ => {
                    let args = [("table", declared.name.to_string()), ("found", rows.len().to_string())];
                    Row::State(self.fault(faults::SEVERAL_ROWS, node.span, frame, position, &args))
                }
            })
            .collect()
    }

    /// The rows that belong at each position.
    pub(super) fn joined(&self, join: &Join, frame: &Frame) -> Vec<Vec<u32>> {
        let table = &self.tables.list[join.table];
        if join.on.is_empty() {
            let all: Vec<u32> = (0u32..).take(table.rows).collect();
            return vec![all; frame.len];
        }
        let keys: Vec<JoinKey> = join.on.iter().map(|(k, _)| *k).collect();
        let index = self.index(join.table, keys);
        let columns: Vec<Vec<Option<u32>>> = join.on.iter().map(|(_, v)| self.join_values(v, frame)).collect();
        (0..frame.len)
            .map(|position| {
                let key: Option<Vec<u32>> = columns.iter().map(|c| c[position]).collect();
                key.and_then(|k| index.get(&k).cloned()).unwrap_or_default()
            })
            .collect()
    }

    fn join_values(&self, value: &JoinValue, frame: &Frame) -> Vec<Option<u32>> {
        let at = |at: &At, position: usize| match at {
            At::Fixed(entry) => *entry,
            At::Slot(slot) => frame.slots[*slot][position],
        };
        match value {
            JoinValue::Entry(a) => (0..frame.len).map(|p| Some(at(a, p))).collect(),
            JoinValue::Reference { at: a, table, column } => {
                let values = self.column_values(*table, *column);
                (0..frame.len)
                    .map(|p| match values.get(at(a, p) as usize) {
                        Some(Value::Entry(entry)) => Some(*entry),
                        _ => None,
                    })
                    .collect()
            }
        }
    }

    /// Rows by the entries in the key columns, made once.
    fn index(&self, table: usize, keys: Vec<JoinKey>) -> Index {
        if let Some(known) = self.joins.borrow().get(&(table, keys.clone())) {
            return known.clone();
        }
        let rows = self.tables.list[table].rows;
        let mut map: HashMap<Vec<u32>, Vec<u32>> = HashMap::new();
        for row in (0u32..).take(rows) {
            let key: Option<Vec<u32>> = keys
                .iter()
                .map(|k| match k {
                    JoinKey::Row => Some(row),
                    JoinKey::Column(column) => match self.column_values(table, *column).get(row as usize) {
                        Some(Value::Entry(entry)) => Some(*entry),
                        _ => None,
                    },
                })
                .collect();
            if let Some(key) = key {
                map.entry(key).or_default().push(row);
            }
        }
        let index: Index = Rc::new(map);
        self.joins.borrow_mut().insert((table, keys), index.clone());
        index
    }
}

/// What a row that does not stand there means: the table says so, or `for` made it not due.
fn absent(table: &Table) -> Value {
    match table.absent {
        Absent::Missing => Value::Missing,
        Absent::NotApplicable => Value::NotApplicable,
        Absent::Error => Value::NotApplicable,
    }
}
