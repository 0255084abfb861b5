//! 计分 by methods that the data names, and 原样 cells as a method wants them.

use std::sync::Arc;

use crate::finding::Place;
use crate::formula::text::normal;
use crate::formula::tree::{Node, Op, Typed};
use crate::intake::written;
use crate::scheme::decl::ColumnKind;
use crate::tables::{Kind, Value};

use super::{Engine, Frame};

impl<'m> Engine<'m> {
    pub(super) fn chosen(&self, by: &'m Node, methods: &'m [(Arc<str>, Node)], frame: &Frame) -> Vec<Value> {
        // A state in place of a name is the value.
        let mut out = self.eval(by, frame);
        let names: Vec<String> =
            out.iter().map(|v| if let Value::Text(name) = v { normal(name) } else { String::new() }).collect();
        for (name, method) in methods {
            let wanted = normal(name);
            let here: Vec<usize> = (0..frame.len).filter(|p| names[*p] == wanted).collect();
            self.fill(&mut out, method, &here, frame);
        }
        out
    }

    pub(super) fn typed(&self, x: &'m Node, wanted: &Typed, frame: &Frame) -> Vec<Value> {
        let values = self.eval(x, frame);
        let convert = |(position, value): (usize, Value)| match value {
            Value::Text(text) => self.convert(x, &text, wanted, frame, position),
            state => state,
        };
        values.into_iter().enumerate().map(convert).collect()
    }

    fn convert(&self, x: &'m Node, text: &str, wanted: &Typed, frame: &Frame, position: usize) -> Value {
        let kind = match wanted.kind {
            Kind::Number(unit) => ColumnKind::Number { unit, word: wanted.word.clone(), scale: wanted.scale },
            Kind::Bool => ColumnKind::YesNo,
            Kind::Date => ColumnKind::Date,
            Kind::Entry(table) => match self.tables.list[table].find(text) {
                Some(entry) => return Value::Entry(entry),
                None => ColumnKind::Reference(self.tables.list[table].name.to_string()),
            },
            Kind::Text | Kind::Raw => return Value::Text(Arc::from(text)),
        };
        let (place, table, column) = self.cell_of(x, frame, position);
        match written(text, &kind, self.period.first.year) {
            Ok(value) => value,
            Err(slip) => {
                self.push(slip.at(place, &table, &column));
                Value::Fault
            }
        }
    }

    /// Where the value of a column was read: its place, table and column.
    fn cell_of(&self, x: &'m Node, frame: &Frame, position: usize) -> (Place, String, String) {
        let written = Place::text(frame.file.clone(), x.span.start, x.span.end);
        let Op::Column { table, columns, row } = &x.op else { return (written, String::new(), String::new()) };
        let origin = self.origin(*table, columns, row, x, frame, position);
        let declared = &self.tables.list[*table];
        let column = &declared.columns[self.column_index(columns, frame, position)];
        let place = self.tables.origins.place(origin).unwrap_or(written);
        (place, declared.name.to_string(), column.name.to_string())
    }
}
