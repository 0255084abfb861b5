//! Columns of tables: the raw cells that formulas refer to.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::formula::tree::{At as Slotted, Columns, Function, Join, JoinKey, JoinValue, Node, Op, RowAt};
use crate::tables::{Kind, Value};

use super::super::expr::{At, Infix, X};
use super::super::facts;
use super::super::layout::{Aligned, List, MEMBER, TablePlace};
use super::rule::derived;
use super::{Known, NOBODY, Piece, Read, Reader, Scope, Unwritten, number};

/// Rows of a table by the entries in some of its columns.
pub(super) type RowsBy = Rc<BTreeMap<Vec<u32>, Vec<u32>>>;

/// What is looked up often in a table.
#[derive(Debug, Default)]
pub(super) struct CellsOf {
    /// Combination of each row (aligned tables).
    combination: Vec<Option<usize>>,
    /// Which columns hold 不适用, which 缺.
    states: Vec<(bool, bool)>,
}

impl<'r> Reader<'r> {
    /// A column of a row as a formula refers to it.
    pub(super) fn column(&mut self, table: usize, columns: &'r Columns, row: &'r RowAt, scope: &Scope) -> Read {
        let column = match columns {
            Columns::One(column) => *column,
            Columns::ByEntry { slot, columns } => {
                let entry = scope.entry(&Slotted::Slot(*slot));
                *columns.get(entry as usize).ok_or(Unwritten("列由尚未确定的条目决定"))?
            }
        };
        match row {
            RowAt::At(at) => self.of_row(table, column, scope.entry(at), scope),
            RowAt::Belonging(join) => match self.belonging(join, scope)[..] {
                [row] => self.of_row(table, column, row, scope),
                [] => Ok(self.without_row(table, column, join, scope)),
                _ => Err(Unwritten("归属的行不止一行")),
            },
            RowAt::Of(node) => self.looked_up(table, column, node, scope),
        }
    }

    /// The cell of a column in a row of the table.
    pub(super) fn of_row(&mut self, table: usize, column: usize, row: u32, scope: &Scope) -> Read {
        if row == NOBODY {
            return Err(Unwritten("公式离不开手头的行"));
        }
        let kind = self.results.tables.list[table].columns[column].kind;
        if let Some(at) = self.cell_of(table, column, row, scope.home) {
            return Ok(self.raw(table, column, at, scope));
        }
        let value = &self.results.tables.list[table].columns[column].values[row as usize];
        match value {
            Value::Entry(entry) => Ok(Piece::sure(self.entry(*entry, Some(kind), scope))),
            Value::Text(text) => Ok(Piece::sure(X::Text(text.to_string()))),
            // 年 of an aligned table stands in the heads: 2028 for all figures below.
            Value::Number(n) if self.is_head(table, column) => Ok(Piece::sure(number(n, Some(kind)))),
            _ => Err(Unwritten("原始数据未列入本工作簿")),
        }
    }

    /// Is it a column by which the table is laid out, so that its value is the same in a whole column of the sheet?
    fn is_head(&self, table: usize, column: usize) -> bool {
        matches!(&self.layout.tables[table], TablePlace::Aligned(aligned) if aligned.others.contains(&column))
    }

    /// Where a figure stands; for an entry over the cell, in the head above it.
    pub fn cell_of(&mut self, table: usize, column: usize, row: u32, home: At) -> Option<At> {
        if let Some(head) = self.head(table, column, row, home) {
            return Some(head);
        }
        match &self.layout.tables[table] {
            TablePlace::Nowhere => None,
            TablePlace::List(list) => Some(At { page: list.page, row: list.rows.at(row)?, col: list.cols[column] }),
            TablePlace::Aligned(aligned) => {
                let Value::Entry(unit) = self.results.tables.list[table].columns[aligned.unit].values[row as usize]
                else {
                    return None;
                };
                let combination = (*self.cells_of(table).combination.get(row as usize)?)?;
                let TablePlace::Aligned(aligned) = &self.layout.tables[table] else { return None };
                self.aligned_cell(aligned, unit, combination, column)
            }
        }
    }

    fn aligned_cell(&self, aligned: &Aligned, unit: u32, combination: usize, column: usize) -> Option<At> {
        let TablePlace::List(roster) = &self.layout.tables[self.scheme.table] else { return None };
        let row = roster.rows.at(unit)?;
        Some(At { page: aligned.page, row, col: aligned.col(combination, column)? })
    }

    fn head(&self, table: usize, column: usize, row: u32, home: At) -> Option<At> {
        let entries = self.layout.over.get(&(home.page, home.col))?;
        if home.row < self.layout.first_row || !entries.contains(&(table, row)) {
            return None;
        }
        let head = *self.layout.heads.get(&(home.page, table, column))?;
        Some(At { page: home.page, row: head, col: home.col })
    }

    /// The cell where the name of an entry stands, nearest first.
    pub fn name_cell(&self, table: usize, entry: u32, home: At) -> Option<At> {
        let over = self.layout.over.get(&(home.page, home.col)).filter(|_| home.row >= self.layout.first_row);
        if over.is_some_and(|list| list[..] == [(table, entry)]) {
            return Some(At { page: home.page, row: MEMBER, col: home.col });
        }
        let TablePlace::List(list) = &self.layout.tables[table] else { return None };
        let row = list.rows.at(entry)?;
        if self.unit.is_none() && table == self.scheme.table && row == home.row && self.by_unit(home.page) {
            return Some(At { page: home.page, row, col: 1 });
        }
        Some(At { page: list.page, row, col: list.label? })
    }

    /// Does the sheet have a row per unit, its name in the second column?
    fn by_unit(&self, page: usize) -> bool {
        let pages = &self.layout.pages;
        page == pages.standing || page == pages.aids || pages.clauses.contains(&Some(page))
    }

    pub(super) fn cells_of(&mut self, table: usize) -> Rc<CellsOf> {
        if let Some(known) = self.cells.get(&table) {
            return known.clone();
        }
        let declared = &self.results.tables.list[table];
        let mut states = self.lookup.columns[table].clone();
        let mut combination = Vec::new();
        if let TablePlace::Aligned(aligned) = &self.layout.tables[table] {
            let others: Vec<_> = aligned.others.iter().map(|c| &declared.columns[*c].values).collect();
            for row in 0..declared.rows {
                let fits = |key: &Vec<Value>| key.iter().zip(&others).all(|(k, o)| *k == o[row]);
                combination.push(aligned.combinations.iter().position(fits));
            }
            if declared.rows < aligned.combinations.len() * self.scheme.units.len() {
                let missing = facts::absent(declared) == Value::Missing;
                for state in &mut states {
                    state.0 |= !missing;
                    state.1 |= missing;
                }
            }
        }
        let known = Rc::new(CellsOf { combination, states });
        self.cells.insert(table, known.clone());
        known
    }

    /// A raw cell with what may stand in it.
    pub(super) fn raw(&mut self, table: usize, column: usize, at: At, scope: &Scope) -> Piece {
        let (na, missing) = self.cells_of(table).states[column];
        let na = na && !scope.knows(at, Known::Applies);
        let missing = missing && !scope.knows(at, Known::Came);
        self.piece(table, column, X::Cell(at), na, missing)
    }

    /// A figure of a table: one that was read, or one that is computed row by row.
    fn piece(&self, table: usize, column: usize, x: X, na: bool, missing: bool) -> Piece {
        let kind = self.results.tables.list[table].columns[column].kind;
        if self.layout.derived.contains(&(table, column)) {
            return Piece { exact: false, ..derived(x, Some(kind), na, missing) };
        }
        if kind == Kind::Text && self.lookup.empty[table][column] {
            // An empty text is an empty cell, and a reference to one would be 0.
            let text = X::infix(Infix::Join, x.clone(), X::blank());
            return Piece { x: text, raw: false, ..self.raw_piece(x, kind, na, missing) };
        }
        self.raw_piece(x, kind, na, missing)
    }

    fn raw_piece(&self, x: X, kind: Kind, na: bool, missing: bool) -> Piece {
        let mut piece = Piece { na, missing, raw: true, ..Piece::sure(x.clone()) };
        match kind {
            Kind::Number(_) | Kind::Date => {
                if na || missing {
                    piece.counts.push(x);
                }
            }
            _ => {
                let differs = |text: &str| X::infix(Infix::Unequal, x.clone(), X::Text(text.into()));
                piece.holds.extend(na.then(|| differs("—")));
                piece.holds.extend(missing.then(|| differs("")));
                if kind == Kind::Bool {
                    piece.x = X::infix(Infix::Equal, x, X::Text("是".into()));
                }
            }
        }
        piece
    }

    /// What stands where no row belongs: the aligned sheet still has a cell for it.
    fn without_row(&mut self, table: usize, column: usize, join: &Join, scope: &Scope) -> Piece {
        let declared = &self.results.tables.list[table];
        if let TablePlace::Aligned(aligned) = &self.layout.tables[table] {
            let aligned = aligned.clone();
            let wanted = |c: usize| join.on.iter().find(|(k, _)| *k == JoinKey::Column(c)).map(|(_, v)| *v);
            let unit = wanted(aligned.unit).and_then(|v| self.join_value(&v, scope));
            let others: Option<Vec<Value>> = aligned
                .others
                .iter()
                .map(|c| wanted(*c).and_then(|v| self.join_value(&v, scope)).map(Value::Entry))
                .collect();
            let combination = others.and_then(|o| aligned.combinations.iter().position(|k| *k == o));
            if let (Some(unit), Some(combination)) = (unit, combination)
                && let Some(at) = self.aligned_cell(&aligned, unit, combination, column)
            {
                return self.raw(table, column, at, scope);
            }
        }
        if facts::absent(declared) == Value::Missing { Piece::missing() } else { Piece::not_applicable() }
    }

    /// The rows that belong, by what the rows refer to.
    pub(super) fn belonging(&mut self, join: &Join, scope: &Scope) -> Vec<u32> {
        if join.on.is_empty() {
            return self.seen(join.table);
        }
        let keys: Vec<Option<usize>> = join
            .on
            .iter()
            .map(|(k, _)| match k {
                JoinKey::Row => None,
                JoinKey::Column(c) => Some(*c),
            })
            .collect();
        let wanted: Option<Vec<u32>> = join.on.iter().map(|(_, v)| self.join_value(v, scope)).collect();
        let index = self.join_index(join.table, keys);
        wanted.and_then(|w| index.get(&w).cloned()).unwrap_or_default()
    }

    pub(super) fn join_value(&self, value: &JoinValue, scope: &Scope) -> Option<u32> {
        match value {
            JoinValue::Entry(at) => Some(scope.entry(at)),
            JoinValue::Reference { at, table, column } => {
                match self.results.tables.list[*table].columns[*column].values.get(scope.entry(at) as usize) {
                    Some(Value::Entry(entry)) => Some(*entry),
                    _ => None,
                }
            }
        }
    }

    fn join_index(&mut self, table: usize, keys: Vec<Option<usize>>) -> RowsBy {
        if let Some(known) = self.joins.get(&(table, keys.clone())) {
            return known.clone();
        }
        let declared = &self.results.tables.list[table];
        let mut map: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
        for row in self.seen(table) {
            let entry = |k: &Option<usize>| match k.map(|c| &declared.columns[c].values[row as usize]) {
                None => Some(row),
                Some(Value::Entry(entry)) => Some(*entry),
                Some(_) => None,
            };
            if let Some(key) = keys.iter().map(entry).collect::<Option<Vec<u32>>>() {
                map.entry(key).or_default().push(row);
            }
        }
        let index = Rc::new(map);
        self.joins.insert((table, keys), index.clone());
        index
    }

    /// `引用.列`: the row whose name the reference gives.
    fn looked_up(&mut self, table: usize, column: usize, node: &'r Node, scope: &Scope) -> Read {
        if let Op::Call(Function::Find(_), arguments) = &node.op {
            let row = self.found_row(table, arguments, scope)?;
            return self.indexed(table, column, &row);
        }
        let entry = self.read(node, scope)?;
        let TablePlace::List(list) = self.layout.tables[table].clone() else {
            return match self.known_entry(node, scope) {
                Some(row) => self.of_row(table, column, row, scope),
                None => Err(Unwritten("引用的表按对象展开，无法按名称查找")),
            };
        };
        let Some(label) = list.label else { return Err(Unwritten("引用的表没有名称列")) };
        let names = whole(&list, label).ok_or(Unwritten("引用的表没有行"))?;
        let place = Piece::over(X::Call("MATCH", vec![entry.x.clone(), names, X::whole(0)]), &[&entry]);
        self.indexed(table, column, &place)
    }

    /// The column at the place in the table that a formula finds.
    fn indexed(&mut self, table: usize, column: usize, place: &Piece) -> Read {
        let TablePlace::List(list) = self.layout.tables[table].clone() else {
            return Err(Unwritten("引用的表按对象展开，无法按名称查找"));
        };
        let values = whole(&list, list.cols[column]).ok_or(Unwritten("引用的表没有行"))?;
        let (na, missing) = self.cells_of(table).states[column];
        let x = X::Call("INDEX", vec![values, place.x.clone()]);
        let mut piece = self.piece(table, column, x, na, missing);
        piece.counts.splice(0..0, place.counts.iter().cloned());
        piece.holds.splice(0..0, place.holds.iter().cloned());
        piece.na |= place.na;
        piece.missing |= place.missing;
        Ok(piece)
    }

    /// The entry that a reference holds as it was read.
    pub(super) fn known_entry(&mut self, node: &'r Node, scope: &Scope) -> Option<u32> {
        match &node.op {
            Op::Entry(at) => Some(scope.entry(at)),
            Op::Column { table, columns: Columns::One(column), row } => {
                let row = match row {
                    RowAt::At(at) => scope.entry(at),
                    RowAt::Of(of) => self.known_entry(of, scope)?,
                    RowAt::Belonging(join) => *self.belonging(join, scope).first()?,
                };
                match self.results.tables.list[*table].columns[*column].values.get(row as usize)? {
                    Value::Entry(entry) => Some(*entry),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// All cells of a column of a table that stands row by row.
pub(super) fn whole(list: &List, col: u16) -> Option<X> {
    let (first, last) = list.rows.ends()?;
    Some(X::Range(At { page: list.page, row: first, col }, At { page: list.page, row: last, col }))
}
