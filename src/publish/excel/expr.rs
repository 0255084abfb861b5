//! The spreadsheet expressions that formulas are written in, and how they are spelled.

use std::fmt::Write as _;

/// A cell of the workbook; rows and columns count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct At {
    /// Index of the sheet.
    pub page: usize,
    /// Row.
    pub row: u32,
    /// Column.
    pub col: u16,
}

/// Operators, by how tightly they bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Infix {
    /// Comparisons.
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
    /// &
    Join,
    /// +
    Add,
    /// -
    Subtract,
    /// *
    Multiply,
    /// /
    Divide,
    /// ^
    Power,
}

/// An expression of Excel 2010.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum X {
    /// A number as it is spelled: `0.6`, `40%`.
    Number(String),
    /// A text.
    Text(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// A cell.
    Cell(At),
    /// A rectangle on one sheet.
    Range(At, At),
    /// Two operands.
    Infix(Infix, Box<X>, Box<X>),
    /// Leading minus.
    Negate(Box<X>),
    /// A function.
    Call(&'static str, Vec<X>),
}

impl X {
    /// A whole number.
    pub fn whole(n: usize) -> X {
        X::Number(n.to_string())
    }
    /// `a op b`.
    pub fn infix(op: Infix, a: X, b: X) -> X {
        X::Infix(op, Box::new(a), Box::new(b))
    }
    /// `IF(c,a,b)`.
    pub fn when(c: X, a: X, b: X) -> X {
        X::Call("IF", vec![c, a, b])
    }
    /// The empty text, which stands for 不适用 and 缺.
    pub fn blank() -> X {
        X::Text(String::new())
    }
    /// All of the conditions.
    pub fn all(mut list: Vec<X>) -> X {
        if list.len() == 1 { list.remove(0) } else { X::Call("AND", list) }
    }
    /// Any of the conditions.
    pub fn any(mut list: Vec<X>) -> X {
        if list.len() == 1 { list.remove(0) } else { X::Call("OR", list) }
    }
    /// A chain of the same operator; `none` where the list is empty.
    pub fn chain(op: Infix, list: Vec<X>, none: X) -> X {
        list.into_iter().reduce(|a, b| X::infix(op, a, b)).unwrap_or(none)
    }
    /// Is it the empty text?
    pub fn is_blank(&self) -> bool {
        matches!(self, X::Text(t) if t.is_empty())
    }
    fn binds(&self) -> u8 {
        match self {
            X::Infix(op, ..) => op.binds(),
            X::Negate(_) => 7,
            X::Number(n) if n.starts_with('-') => 7,
            _ => 9,
        }
    }

    /// The formula without `=`, as it stands in a cell.
    pub fn spelled(&self, home: At, names: &[String]) -> String {
        let mut out = String::new();
        self.write(&mut out, home, names);
        out
    }

    fn write(&self, out: &mut String, home: At, names: &[String]) {
        match self {
            X::Number(n) => out.push_str(n),
            X::Text(t) => {
                out.push('"');
                out.push_str(&t.replace('"', "\"\""));
                out.push('"');
            }
            X::Bool(b) => out.push_str(if *b { "TRUE" } else { "FALSE" }),
            X::Cell(at) => {
                sheet(out, *at, home, names);
                placed(out, *at, home, at.row != home.row);
            }
            X::Range(a, b) => {
                sheet(out, *a, home, names);
                // What runs down to this row grows when filled; any other block of rows stays where it is.
                let within = a.row == home.row && b.row == home.row;
                let runs = a.page == home.page && a.row < home.row && b.row == home.row;
                placed(out, *a, home, !within);
                out.push(':');
                placed(out, *b, home, !within && !runs);
            }
            X::Infix(op, a, b) => {
                a.operand(out, home, names, a.binds() < op.binds());
                out.push_str(op.sign());
                b.operand(out, home, names, b.binds() <= op.binds());
            }
            X::Negate(x) => {
                out.push('-');
                x.operand(out, home, names, x.binds() < 8);
            }
            X::Call(name, list) => {
                out.push_str(name);
                out.push('(');
                for (index, x) in list.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    x.write(out, home, names);
                }
                out.push(')');
            }
        }
    }

    fn operand(&self, out: &mut String, home: At, names: &[String], bracket: bool) {
        if bracket {
            out.push('(');
        }
        self.write(out, home, names);
        if bracket {
            out.push(')');
        }
    }
}

impl Infix {
    fn binds(self) -> u8 {
        match self {
            Infix::Join => 2,
            Infix::Add | Infix::Subtract => 3,
            Infix::Multiply | Infix::Divide => 4,
            Infix::Power => 5,
            _ => 1,
        }
    }
    /// As it is spelled.
    pub fn sign(self) -> &'static str {
        match self {
            Infix::Equal => "=",
            Infix::Unequal => "<>",
            Infix::Less => "<",
            Infix::AtMost => "<=",
            Infix::Greater => ">",
            Infix::AtLeast => ">=",
            Infix::Join => "&",
            Infix::Add => "+",
            Infix::Subtract => "-",
            Infix::Multiply => "*",
            Infix::Divide => "/",
            Infix::Power => "^",
        }
    }
}

fn sheet(out: &mut String, at: At, home: At, names: &[String]) {
    if at.page != home.page {
        // Quotes are always right; names that begin with a digit or hold a sign need them.
        let name = &names[at.page];
        let plain = name.chars().all(|c| c.is_alphabetic() || c == '_');
        let _ = if plain { write!(out, "{name}!") } else { write!(out, "'{}'!", name.replace('\'', "''")) };
    }
}

/// A formula that is filled down keeps its own row; what stands in other rows stays where it is.
fn placed(out: &mut String, at: At, home: At, fixed: bool) {
    let same_col = at.col == home.col && at.page == home.page;
    let col = if fixed && !same_col { "$" } else { "" };
    let row = if fixed { "$" } else { "" };
    let _ = write!(out, "{col}{}{row}{}", column_name(at.col), at.row + 1);
}

/// `A`, `Z`, `AA`.
pub(super) fn column_name(col: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(col) + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from_u32(u32::from('A') + digit).unwrap_or('A'));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The cells as few rectangles as rows or columns of neighbours make, in the order given.
pub(super) fn ranges(cells: &[At]) -> Vec<X> {
    let mut out: Vec<(At, At)> = Vec::new();
    for at in cells {
        match out.last_mut() {
            Some((first, last)) if follows(*first, *last, *at) => *last = *at,
            _ => out.push((*at, *at)),
        }
    }
    out.into_iter().map(|(a, b)| if a == b { X::Cell(a) } else { X::Range(a, b) }).collect()
}

fn follows(first: At, last: At, next: At) -> bool {
    let right = next.row == last.row && first.row == last.row && next.col == last.col + 1;
    let down = next.col == last.col && first.col == last.col && next.row == last.row + 1;
    next.page == last.page && (right || down)
}
