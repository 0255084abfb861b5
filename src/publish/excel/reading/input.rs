//! What a workbook of one unit takes from elsewhere: labelled inputs; and which rows and rules are the unit's own.

use crate::formula::tree::Node;
use crate::results::{Given, Rows, Whence};
use crate::tables::{Kind, Value};

use super::super::expr::At;
use super::super::facts;
use super::super::grid::{Content, Role};
use super::super::layout::TablePlace;
use super::super::score;
use super::unit::input_piece;
use super::{NOBODY, Read, Reader, Scope, Unwritten};

impl<'r> Reader<'r> {
    /// The rows of a table that may stand in the workbook.
    pub fn seen(&self, table: usize) -> Vec<u32> {
        let all = || (0u32..).take(self.results.tables.list[table].rows).collect();
        let Some(unit) = self.unit else { return all() };
        match self.scheme.own.rows(table, unit) {
            Rows::Whole => all(),
            Rows::Few(rows) => rows.to_vec(),
        }
    }

    /// May the entry stand in the workbook?
    pub fn sees(&self, table: usize, entry: u32) -> bool {
        match self.unit.map(|unit| self.scheme.own.rows(table, unit)) {
            Some(Rows::Few(rows)) => rows.binary_search(&entry).is_ok(),
            _ => true,
        }
    }

    /// Can a member of a rule come to nothing but 不适用, whatever stands in the unit's own cells?
    pub fn is_nothing(&mut self, rule: usize, member: usize) -> bool {
        let Some(unit) = self.unit else { return false };
        if let Some(known) = self.nothing.get(&(rule, member)) {
            return *known;
        }
        let declared = &self.scheme.rules[rule];
        // What is being asked already is something until it is known.
        self.nothing.insert((rule, member), false);
        if *declared.value(unit, member) == Value::NotApplicable {
            let far = At { page: usize::MAX, row: 0, col: 0 };
            let nothing = score::formula(self, declared, unit, member, far).is_ok_and(|x| x.is_blank());
            self.nothing.insert((rule, member), nothing);
        }
        self.nothing[&(rule, member)]
    }

    /// Takes over what another reader of the same unit knows of members that come to nothing.
    pub fn knowing_nothing(mut self, other: Reader<'r>) -> Reader<'r> {
        self.nothing = other.nothing;
        self
    }

    /// The cell that stands in place of a node which is not the unit's own.
    pub(super) fn input(&mut self, node: &'r Node, scope: &Scope) -> Option<Read> {
        self.unit?;
        let (index, given) = self.scheme.own.given(node)?;
        Some(self.placed_input(index, given, scope))
    }

    fn placed_input(&mut self, index: usize, given: &'r Given, scope: &Scope) -> Read {
        let key = given.key(&scope.slots).filter(|k| !k.contains(&NOBODY));
        let key = key.ok_or(Unwritten("公式离不开手头的对象"))?;
        let at = match self.inputs.get(&(index, key.clone())) {
            Some(at) => *at,
            None => {
                let value = given.value(&key).ok_or(Unwritten("引用的数据未计算"))?;
                let label = [self.whence(given.whence), self.at_hand(given, &key), given.text.clone()];
                let kind = given.kind.unwrap_or(Kind::Text);
                let at = self.put_input(&label, value, given.kind, &facts::raw_format(&[value], kind));
                self.inputs.insert((index, key), at);
                at
            }
        };
        Ok(input_piece(at, given.kind, given.na, given.missing))
    }

    fn whence(&self, whence: Whence) -> String {
        match whence {
            Whence::Group => "本组统计".into(),
            Whence::All => "全体统计".into(),
            Whence::Unit => "其他考核对象的结果".into(),
            Whence::Scheme(index) => format!("考核方案：{}", self.results.schemes[index].title),
            Whence::Table(index) => format!("全表数据：{}", self.results.tables.list[index].name),
        }
    }

    /// The things at hand besides the unit itself, by their names.
    fn at_hand(&self, given: &Given, key: &[u32]) -> String {
        let own = self.unit.map(|u| self.scheme.units[u].entry);
        let name = |((_, table), entry): (&(usize, usize), &u32)| {
            if *table == self.scheme.table && own == Some(*entry) {
                return None;
            }
            let label = self.lookup.labels.of(*table, *entry);
            let place = match &self.layout.tables[*table] {
                TablePlace::List(list) => list.rows.at(*entry),
                _ => None,
            };
            let row = || place.map(|row| format!("{}第{}行", self.results.tables.list[*table].name, row + 1));
            if label.is_empty() { row() } else { Some(label.to_string()) }
        };
        given.slots.iter().zip(key).filter_map(name).collect::<Vec<_>>().join("、")
    }

    /// Writes a labelled input below the others.
    pub fn put_input(&mut self, label: &[String; 3], value: &Value, kind: Option<Kind>, format: &str) -> At {
        let page = self.layout.pages.foreign;
        let row = self.layout.first_row + u32::try_from(self.foreigners.len() + self.inputs.len()).unwrap_or(0);
        let sheet = &mut self.pages[page];
        for (col, text) in (0u16..).zip(label) {
            sheet.text(row, col, Role::Name, text.clone());
        }
        let content = match value {
            Value::Number(n) => Content::Number(n.clone()),
            Value::Date(d) => Content::Date(*d),
            Value::Missing | Value::Fault => Content::Empty,
            other => Content::Text(self.lookup.labels.shown(other, kind)),
        };
        self.pages[page].put(row, 3, Role::Raw, content).format = format.into();
        At { page, row, col: 3 }
    }
}
