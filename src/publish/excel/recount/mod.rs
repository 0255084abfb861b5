//! What a spreadsheet program will make of the formulas: each is computed in doubles, as it would be there.
//! Steps that no rule names get the figure kept beside them, and a cell that would print another figure
//! than the exact reading is found before anyone opens the file.

mod conditional;
mod function;
mod known;
mod number;

use std::rc::Rc;

use super::expr::{At, Infix, X};
use super::grid::{Cached, Content, Page, Role};
use function::call;
use known::Known;
use number::{Double, same_print, serial, spelled};

/// More formulas than these are not recounted: the file would take longer to check than to write.
const MOST: usize = 150_000;

/// What a cell or a part of a formula comes to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Given {
    /// A number.
    Number(Double),
    /// A text.
    Text(Rc<str>),
    /// Yes or no.
    Bool(bool),
    /// An empty cell.
    Empty,
    /// An error value.
    Error,
}

/// One value, or a block of them, row by row.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Number of columns.
    pub cols: usize,
    /// The values.
    pub values: Vec<Given>,
    /// It stands in cells: texts in it are passed over by sums.
    pub cells: bool,
}

impl Block {
    /// A single value.
    pub fn one(value: Given) -> Block {
        Block { cols: 1, values: vec![value], cells: false }
    }
    /// The first value.
    pub fn first(self) -> Given {
        self.values.into_iter().next().unwrap_or(Given::Error)
    }
}

/// Computes cells on demand and keeps them.
pub(super) struct Recount<'p> {
    pages: &'p [Page],
    known: Known,
}

/// Recounts every formula. Gives each step without a figure its figure, and lists the cells that would
/// print another figure than the one kept beside them.
pub(super) fn recount(pages: &mut [Page], names: &[String]) -> Vec<String> {
    let formulas = pages.iter().flat_map(|p| p.cells.values()).filter(|c| matches!(c.content, Content::Formula(..)));
    if formulas.count() > MOST {
        return Vec::new();
    }
    let mut counted = Recount { known: Known::of(pages), pages };
    let mut found: Vec<(At, Given)> = Vec::new();
    for (index, page) in counted.pages.iter().enumerate() {
        for ((row, col), cell) in &page.cells {
            if matches!(cell.content, Content::Formula(..)) {
                let at = At { page: index, row: *row, col: *col };
                let given = counted.cell(at);
                found.push((at, given));
            }
        }
    }
    let mut wrong = Vec::new();
    for (at, given) in found {
        let Some(cell) = pages[at.page].cells.get_mut(&(at.row, at.col)) else { continue };
        let Content::Formula(x, cached) = &mut cell.content else { continue };
        if same_print(cached, &given, &cell.format) {
            continue;
        }
        if *cached == Cached::Blank && matches!(cell.role, Role::Aid) {
            *cached = spelled(&given);
            continue;
        }
        wrong.push(format!(
            "{}!{}{} ={}",
            names[at.page],
            super::expr::column_name(at.col),
            at.row + 1,
            x.spelled(at, names)
        ));
    }
    wrong
}

impl Recount<'_> {
    fn cell(&mut self, at: At) -> Given {
        if let Some(known) = self.known.get(at) {
            return known.clone();
        }
        let pages = self.pages;
        let content = pages.get(at.page).and_then(|p| p.cells.get(&(at.row, at.col))).map(|c| &c.content);
        let given = match content {
            None | Some(Content::Empty) => Given::Empty,
            // A text of nothing is written as an empty cell.
            Some(Content::Text(t)) if t.is_empty() => Given::Empty,
            Some(Content::Text(t)) => Given::Text(t.as_str().into()),
            Some(Content::Number(n)) => Given::Number(Double::of(n)),
            Some(Content::Date(d)) => Given::Number(serial(*d)),
            Some(Content::Formula(x, _)) => {
                // A circle would never end; it is an error there too.
                self.known.keep(at, Given::Error);
                match self.value(x).first() {
                    Given::Empty => Given::Number(Double::ZERO),
                    other => other,
                }
            }
        };
        self.known.keep(at, given.clone());
        given
    }

    /// The value of an expression.
    pub fn value(&mut self, x: &X) -> Block {
        match x {
            X::Number(n) => Block::one(Double::read(n).map_or(Given::Error, Given::Number)),
            X::Text(t) => Block::one(Given::Text(t.as_str().into())),
            X::Bool(b) => Block::one(Given::Bool(*b)),
            X::Cell(at) => Block { cells: true, ..Block::one(self.cell(*at)) },
            X::Range(a, b) => {
                let mut values = Vec::new();
                for row in a.row..=b.row {
                    for col in a.col..=b.col {
                        values.push(self.cell(At { page: a.page, row, col }));
                    }
                }
                Block { cols: usize::from(b.col - a.col) + 1, values, cells: true }
            }
            X::Negate(x) => each(&self.value(x), &Block::one(Given::Empty), |a, _| match a.number() {
                Some(n) => Given::Number(n.negated()),
                None => Given::Error,
            }),
            X::Infix(op, a, b) => {
                let (a, b) = (self.value(a), self.value(b));
                each(&a, &b, |a, b| infix(*op, a, b))
            }
            X::Call("IF", list) => match self.value(&list[0]).first().truth() {
                Some(true) => self.value(&list[1]),
                Some(false) => list.get(2).map_or(Block::one(Given::Bool(false)), |x| self.value(x)),
                None => Block::one(Given::Error),
            },
            X::Call(name, list) => {
                let arguments: Vec<Block> = list.iter().map(|x| self.value(x)).collect();
                call(name, &arguments)
            }
        }
    }
}

/// Value by value; a single value goes with each.
fn each(a: &Block, b: &Block, operate: impl Fn(&Given, &Given) -> Given) -> Block {
    let count = a.values.len().max(b.values.len());
    let pick = |block: &Block, i: usize| -> Given {
        if block.values.len() == 1 {
            block.values[0].clone()
        } else {
            block.values.get(i).cloned().unwrap_or(Given::Error)
        }
    };
    let values = (0..count).map(|i| operate(&pick(a, i), &pick(b, i))).collect();
    Block { cols: a.cols.max(b.cols), values, cells: false }
}

fn infix(op: Infix, a: &Given, b: &Given) -> Given {
    if *a == Given::Error || *b == Given::Error {
        return Given::Error;
    }
    match op {
        Infix::Join => Given::Text(format!("{}{}", a.text(), b.text()).into()),
        Infix::Equal | Infix::Unequal | Infix::Less | Infix::AtMost | Infix::Greater | Infix::AtLeast => {
            let order = a.compared(b);
            Given::Bool(match op {
                Infix::Equal => order.is_eq(),
                Infix::Unequal => order.is_ne(),
                Infix::Less => order.is_lt(),
                Infix::AtMost => order.is_le(),
                Infix::Greater => order.is_gt(),
                _ => order.is_ge(),
            })
        }
        _ => match (a.number(), b.number()) {
            (Some(x), Some(y)) => x.operated(op, y).map_or(Given::Error, Given::Number),
            _ => Given::Error,
        },
    }
}
