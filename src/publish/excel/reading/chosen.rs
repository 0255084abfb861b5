//! What the data or an earlier publication gives: methods by name, 原样 cells, 上期 and 上年.

use std::sync::Arc;

use crate::formula::ast::Unit;
use crate::formula::text::normal;
use crate::formula::tree::{At as Slotted, Columns, Node, Op, RowAt, Typed, UnitAt, Which};
use crate::number::Exact;
use crate::results::Asked;
use crate::tables::{Kind, Value};

use super::super::expr::{Infix, X};
use super::logic::equals;
use super::unit::input_piece;
use super::{NOBODY, Piece, Read, Reader, Scope, Unwritten};

impl<'r> Reader<'r> {
    /// The formula of the method that is named now; it stands only as long as that name stands there.
    pub(super) fn chosen(&mut self, by: &'r Node, methods: &'r [(Arc<str>, Node)], scope: &Scope) -> Read {
        let name = match self.as_given(by, scope) {
            Some(Value::Text(name)) => name,
            Some(Value::NotApplicable) => return Ok(Piece::not_applicable()),
            Some(Value::Missing) => return Ok(Piece::missing()),
            _ => return Err(Unwritten("计分方法由公式给出")),
        };
        let method = methods.iter().find(|(known, _)| normal(known) == normal(&name));
        let (_, method) = method.ok_or(Unwritten("没有这个计分方法"))?;
        let given = self.read(method, scope)?;
        let cell = self.read(by, scope)?;
        let still = X::infix(Infix::Equal, cell.x.clone(), X::Text(name.to_string()));
        let x = X::when(still, given.or(X::blank()), X::Call("NA", vec![]));
        let soft = given.blankable();
        Ok(Piece { soft, counts: Vec::new(), holds: Vec::new(), x, ..given })
    }

    /// An 原样 cell as the method wants it, where the sheet holds it so that a formula can use it.
    pub(super) fn typed(&mut self, x: &'r Node, wanted: &Typed, scope: &Scope) -> Read {
        let why = Unwritten("原样栏目的写法电子表格公式不能换算");
        let text = match self.as_given(x, scope) {
            Some(Value::Text(text)) => text,
            Some(Value::NotApplicable) => return Ok(Piece::not_applicable()),
            Some(Value::Missing) => return Ok(Piece::missing()),
            _ => return Err(why),
        };
        let cell = X::Cell(self.read(x, scope)?.cell().ok_or(why)?);
        match (wanted.kind, raw_number(&text)) {
            (Kind::Number(unit), Some((_, percent))) if percent == (unit == Unit::Percent) => {
                let scale = X::Number(wanted.scale.to_string());
                let scaled =
                    if wanted.scale == 1 { cell.clone() } else { X::infix(Infix::Multiply, cell.clone(), scale) };
                Ok(Piece { counts: vec![cell], ..Piece::sure(scaled) })
            }
            (Kind::Bool, _) if &*text == "是" || &*text == "否" => Ok(Piece::sure(equals(cell, "是"))),
            (Kind::Text, None) => Ok(Piece::sure(cell)),
            _ => Err(why),
        }
    }

    /// What stands in the cell that a column node means.
    pub(super) fn as_given(&mut self, node: &'r Node, scope: &Scope) -> Option<Value> {
        let Op::Column { table, columns: Columns::One(column), row } = &node.op else { return None };
        let row = match row {
            RowAt::At(at) => scope.entry(at),
            RowAt::Of(of) => self.known_entry(of, scope)?,
            RowAt::Belonging(join) => match self.belonging(join, scope)[..] {
                [row] => row,
                [] => return Some(self.results.tables.list[*table].absent_value()),
                _ => return None,
            },
        };
        self.results.tables.list[*table].columns[*column].values.get(row as usize).cloned()
    }

    /// A published figure: a labelled input.
    pub(super) fn earlier(&mut self, which: Which, inner: &'r Node, scope: &Scope) -> Read {
        let (standing, scheme, unit, name) = match &inner.op {
            Op::Rule(reference) => {
                let scheme = &self.results.schemes[reference.scheme];
                let Some((rule, entries)) = self.target(reference, scope)? else { return Ok(Piece::missing()) };
                let member = scheme.rules[rule].members.iter().find(|(_, e)| *e == entries);
                let Some((name, _)) = member else { return Ok(Piece::missing()) };
                (false, scheme, &reference.unit, name.clone())
            }
            Op::Standing { scheme, item, unit } => {
                let scheme = &self.results.schemes[*scheme];
                (true, scheme, unit, item.name(|flag| scheme.standing.flags[flag].0.clone()))
            }
            _ => return Err(Unwritten("以前公布的数")),
        };
        let (key, label) = match unit {
            UnitAt::Overall => (scheme.everybody.clone(), scheme.everybody.clone()),
            UnitAt::Slot(slot) => {
                let entry = scope.entry(&Slotted::Slot(*slot));
                if entry == NOBODY {
                    return Err(Unwritten("公式离不开手头的对象"));
                }
                let key = self.results.tables.list[scheme.table].entries.get(entry as usize);
                (
                    key.map_or_else(String::new, ToString::to_string),
                    self.lookup.labels.of(scheme.table, entry).to_owned(),
                )
            }
            UnitAt::Of(_) => return Err(Unwritten("引用的对象由公式给出")),
        };
        let asked = Asked { standing, scheme: &scheme.name, unit: &key, name: &name };
        let value = self.results.earlier.value(which, asked);
        let cell = self.foreign([which.word().to_owned(), label, name], &value, inner.kind);
        Ok(input_piece(cell, inner.kind, true, true))
    }
}

/// The number that a text is, as a cell can hold it, and whether it is a percent.
pub(in super::super) fn raw_number(text: &str) -> Option<(Exact, bool)> {
    // Full-width digits are digits too.
    let text = &*normal(text);
    match text.strip_suffix('%') {
        Some(points) => Some((&Exact::parse(points)? * &Exact::decimal(1, 2), true)),
        None => Some((Exact::parse(text)?, false)),
    }
}
