//! The second reading of a formula: a live spreadsheet formula that recomputes the figure from the raw cells.

mod aggregate;
mod aside;
mod bands;
mod chosen;
mod column;
mod criteria;
mod fold;
mod function;
mod input;
mod logic;
mod missing;
mod piece;
mod quotient;
mod rule;
mod scope;
mod unit;

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::formula::ast::{Operator, Unit};
use crate::formula::tree::{Node, Op};
use crate::number::Exact;
use crate::results::{Results, Scheme};
use crate::tables::Kind;

use super::expr::{At, Infix, X};
use super::grid::Page;
use super::layout::Layout;
use super::lookup::Lookup;
pub(super) use chosen::raw_number;
pub(super) use piece::{Piece, steady};
pub(super) use scope::{Known, NOBODY, Scope};

/// Why a formula is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unwritten(pub &'static str);

/// What a reading gives.
pub(super) type Read = Result<Piece, Unwritten>;

/// Reads trees against a layout; helping columns go into its sheets.
pub(super) struct Reader<'r> {
    /// The facts.
    pub results: &'r Results,
    /// The scheme.
    pub scheme: &'r Scheme,
    /// Its index.
    pub index: usize,
    /// Where everything stands.
    pub layout: Layout,
    /// The sheets so far.
    pub pages: Vec<Page>,
    /// What is looked up often.
    pub lookup: &'r Lookup,
    /// The unit in which the formula that is read counts money, in yuan.
    pub money: u32,
    /// The one unit that the workbook speaks of; none: it speaks of all.
    pub unit: Option<usize>,
    joins: BTreeMap<(usize, Vec<Option<usize>>), column::RowsBy>,
    cells: BTreeMap<usize, Rc<column::CellsOf>>,
    exact: Vec<Option<bool>>,
    foreigners: BTreeMap<[String; 3], At>,
    inputs: BTreeMap<(usize, Vec<u32>), At>,
    nothing: BTreeMap<(usize, usize), bool>,
    helpers: BTreeMap<aside::Key, u16>,
    over_units: BTreeMap<aggregate::SharedKey, Piece>,
    rivals: BTreeMap<aggregate::SharedKey, Rc<unit::Rivals>>,
}

impl<'r> Reader<'r> {
    /// Nothing is written yet.
    pub fn new(results: &'r Results, index: usize, lookup: &'r Lookup, layout: Layout, pages: Vec<Page>) -> Self {
        let scheme = &results.schemes[index];
        Reader {
            results,
            scheme,
            index,
            layout,
            pages,
            lookup,
            money: scheme.money,
            unit: None,
            joins: BTreeMap::new(),
            cells: BTreeMap::new(),
            exact: vec![None; scheme.rules.len()],
            foreigners: BTreeMap::new(),
            inputs: BTreeMap::new(),
            nothing: BTreeMap::new(),
            helpers: BTreeMap::new(),
            over_units: BTreeMap::new(),
            rivals: BTreeMap::new(),
        }
    }

    /// The formula of a node for what is at hand.
    pub fn read(&mut self, node: &'r Node, scope: &Scope) -> Read {
        if let Some(input) = self.input(node, scope) {
            return input;
        }
        match &node.op {
            Op::Number(n) => Ok(Piece::sure(number(n, node.kind))),
            Op::Date(d) => {
                let part = |n: i64| X::Number(n.to_string());
                let parts = vec![part(i64::from(d.year)), part(i64::from(d.month)), part(i64::from(d.day))];
                Ok(Piece::sure(X::Call("DATE", parts)))
            }
            Op::Text(t) => Ok(Piece::sure(X::Text(t.to_string()))),
            Op::Bool(b) => Ok(Piece::sure(X::Bool(*b))),
            Op::Missing => Ok(Piece::missing()),
            Op::NotApplicable => Ok(Piece::not_applicable()),
            Op::Entry(at) => Ok(Piece::sure(self.entry(scope.entry(at), node.kind, scope))),
            Op::Column { table, columns, row } => self.column(*table, columns, row, scope),
            Op::Rule(reference) => self.rule(reference, scope),
            Op::Standing { scheme, item, unit } => self.standing(*scheme, *item, unit, scope),
            Op::Period(item) => self.period(*item),
            Op::Parameter(index) => scope.parameters.get(*index).cloned().ok_or(Unwritten("方法的参数不明")),
            Op::Method { arguments, body, .. } => self.method(arguments, body, scope),
            Op::Chosen(by, methods) => self.chosen(by, methods, scope),
            Op::Typed(x, wanted) => self.typed(x, wanted, scope),
            Op::Earlier(which, inner) => self.earlier(*which, inner, scope),
            Op::If(arms, other) => self.branches(arms, other.as_deref(), scope),
            Op::Or(list) => self.junction(list, "OR", scope),
            Op::And(list) => self.junction(list, "AND", scope),
            Op::Not(x) => {
                let x = self.read(x, scope)?;
                Ok(Piece::over(X::Call("NOT", vec![x.x.clone()]), &[&x]))
            }
            Op::Compare(first, rest) => self.comparisons(first, rest, scope),
            Op::Among(x, set) => self.among(x, set, scope),
            Op::InPeriod(x) => self.in_period(x, scope),
            Op::Contains(a, b) => self.contains(a, b, scope),
            Op::StartsWith(a, b) => self.starts_with(a, b, scope),
            Op::Is(x, state) => self.is(x, *state, scope),
            Op::Default(on, value, fallback) => self.default(*on, value, fallback, scope),
            Op::Binary(operator, a, b) => self.binary(*operator, a, b, scope),
            Op::Negate(x) => {
                let x = self.read(x, scope)?;
                Ok(Piece { exact: x.exact, ..Piece::over(X::Negate(Box::new(x.x.clone())), &[&x]) })
            }
            Op::Call(function, values) => self.function(*function, values, scope),
            Op::Bands(form, on, bands) => self.bands(*form, on, bands, scope),
            Op::Aggregate(aggregate) => self.aggregate(aggregate, scope),
        }
    }

    /// An entry's name: the cell where it stands at hand, else the text.
    pub fn entry(&self, entry: u32, kind: Option<Kind>, scope: &Scope) -> X {
        let Some(Kind::Entry(table)) = kind else { return X::blank() };
        self.name_cell(table, entry, scope.home)
            .map_or_else(|| X::Text(self.lookup.labels.of(table, entry).to_string()), X::Cell)
    }

    fn method(&mut self, arguments: &'r [Node], body: &'r Node, scope: &Scope) -> Read {
        let mut pieces = Vec::new();
        for argument in arguments {
            pieces.push(self.read(argument, scope)?);
        }
        let mut inner = scope.clone();
        inner.parameters = Rc::new(pieces.clone());
        let mut out = self.read(body, &inner)?;
        // A method that is given 不适用 is 不适用, used or not; 缺 matters only where it is used.
        for piece in pieces.iter().filter(|p| p.na) {
            if out.soft && !out.blankable() {
                break;
            }
            let (soft, x) = (piece.soft, piece.x.clone());
            out.take_guards(piece);
            debug_assert!(!soft || out.counts.contains(&x));
        }
        Ok(out)
    }

    fn binary(&mut self, operator: Operator, a: &'r Node, b: &'r Node, scope: &Scope) -> Read {
        let (left, right) = (self.read(a, scope)?, self.read(b, scope)?);
        let (op, exact) = match operator {
            // Days are whole numbers.
            Operator::Add => (Infix::Add, a.kind == Some(Kind::Date)),
            Operator::Subtract => (Infix::Subtract, a.kind == Some(Kind::Date)),
            Operator::Multiply => (Infix::Multiply, false),
            Operator::Divide => (Infix::Divide, false),
            Operator::Power => (Infix::Power, false),
            Operator::Join => (Infix::Join, true),
        };
        let x = X::infix(op, left.x.clone(), right.x.clone());
        Ok(Piece { exact, ..Piece::over(x, &[&left, &right]) })
    }
}

/// A number as a formula spells it.
pub(super) fn number(n: &Exact, kind: Option<Kind>) -> X {
    let percent = kind == Some(Kind::Number(Unit::Percent));
    let text = if percent { format!("{}%", (n * &Exact::from(100)).trimmed(15)) } else { n.trimmed(15) };
    X::Number(text)
}
