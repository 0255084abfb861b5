//! Functions of values.

use crate::formula::ast::Unit;
use crate::formula::tree::{DatePart, Function, Node, Op};
use crate::number::{Format, Rounding};
use crate::tables::Kind;

use super::super::expr::{At, Infix, X};
use super::super::layout::TablePlace;
use super::column::whole;
use super::{Piece, Read, Reader, Scope, Unwritten, steady};

impl<'r> Reader<'r> {
    pub(super) fn function(&mut self, function: Function, arguments: &'r [Node], scope: &Scope) -> Read {
        if let Function::Find(table) = function {
            return self.found(table, arguments, scope);
        }
        if let Function::Occurrence { table, column } = function {
            return self.occurrence(table, column, arguments, scope);
        }
        let mut parts = Vec::new();
        for argument in arguments {
            parts.push(self.read(argument, scope)?);
        }
        if function == Function::ByWeights {
            return Ok(by_weights(&parts));
        }
        let guards: Vec<&Piece> = parts.iter().collect();
        let x: Vec<X> = parts.iter().map(|p| p.x.clone()).collect();
        let kind = arguments.first().and_then(|a| a.kind);
        let exact = parts.iter().all(|p| p.exact);
        let piece = |x: X| Piece::over(x, &guards);
        let quotient = || X::infix(Infix::Divide, x[0].clone(), x[1].clone());
        Ok(match function {
            Function::AtMost => Piece { exact, ..piece(X::Call("MIN", x)) },
            Function::AtLeast => Piece { exact, ..piece(X::Call("MAX", x)) },
            Function::Clamp => {
                let low = X::Call("MAX", vec![x[0].clone(), x[1].clone()]);
                Piece { exact, ..piece(X::Call("MIN", vec![low, x[2].clone()])) }
            }
            Function::Award => Piece { exact, ..piece(X::when(x[0].clone(), x[1].clone(), X::whole(0))) },
            Function::Per => piece(quotient()),
            Function::PerWhole => Piece { exact: true, ..piece(X::Call("TRUNC", vec![steady(quotient(), None)])) },
            Function::Ratio => {
                let mut out = piece(quotient());
                out.holds.push(X::infix(Infix::Unequal, x[1].clone(), X::whole(0)));
                out.na = true;
                out
            }
            Function::Round(mode) => {
                let places = x.get(1).cloned().unwrap_or(X::whole(0));
                Piece { exact: true, ..piece(self.rounded(parts[0].steady(kind), places, mode, kind)?) }
            }
            Function::ToStep => {
                let steps = X::Call("ROUND", vec![steady(quotient(), None), X::whole(0)]);
                Piece { exact: true, ..piece(X::infix(Infix::Multiply, steps, x[1].clone())) }
            }
            Function::Absolute => Piece { exact, ..piece(X::Call("ABS", x)) },
            Function::Of(part) => Piece { exact: true, ..piece(X::Call(date_part(part), x)) },
            _ => return further(function, &parts, kind),
        })
    }

    /// Rounding a percent rounds percentage points, rounding money the unit in which it is counted there.
    pub fn rounded(&self, x: X, places: X, mode: Rounding, kind: Option<Kind>) -> Result<X, Unwritten> {
        match kind {
            Some(Kind::Number(Unit::Percent)) => {
                let places = match &places {
                    X::Number(n) if n.parse::<u32>().is_ok() => {
                        X::Number((n.parse::<u32>().unwrap_or(0) + 2).to_string())
                    }
                    other => X::infix(Infix::Add, other.clone(), X::whole(2)),
                };
                round(x, places, mode)
            }
            Some(Kind::Number(Unit::Money)) if self.money != 1 => {
                let unit = X::Number(self.money.to_string());
                let scaled = round(X::infix(Infix::Divide, x, unit.clone()), places, mode)?;
                Ok(X::infix(Infix::Multiply, scaled, unit))
            }
            _ => round(x, places, mode),
        }
    }

    /// 归入: the name of the entry that the values name.
    fn found(&mut self, table: usize, arguments: &'r [Node], scope: &Scope) -> Read {
        let place = self.found_row(table, arguments, scope)?;
        let TablePlace::List(list) = self.layout.tables[table].clone() else {
            return Err(Unwritten("引用的表按对象展开，无法按名称查找"));
        };
        let names = list.label.and_then(|c| whole(&list, c)).ok_or(Unwritten("引用的表没有行"))?;
        let x = X::Call("INDEX", vec![names, place.x.clone()]);
        Ok(Piece { exact: true, ..Piece::over(x, &[&place]) })
    }

    /// The place in the table of the row whose keys are these values; it is 不适用 where there is none.
    pub(super) fn found_row(&mut self, table: usize, arguments: &'r [Node], scope: &Scope) -> Read {
        let TablePlace::List(list) = self.layout.tables[table].clone() else {
            return Err(Unwritten("引用的表按对象展开，无法按名称查找"));
        };
        let mut parts = Vec::new();
        for argument in arguments {
            parts.push(self.read(argument, scope)?);
        }
        let guards: Vec<&Piece> = parts.iter().collect();
        let keys = &self.results.tables.list[table].key;
        let columns: Option<Vec<X>> = keys.iter().map(|k| whole(&list, list.cols[*k])).collect();
        let columns = columns.ok_or(Unwritten("引用的表没有行"))?;
        if let [column] = &columns[..] {
            let place = X::Call("MATCH", vec![parts[0].x.clone(), column.clone(), X::whole(0)]);
            let mut out = Piece { exact: true, ..Piece::over(place.clone(), &guards) };
            out.counts.push(place);
            out.na = true;
            return Ok(out);
        }
        let ordinals = whole(&list, 0).ok_or(Unwritten("引用的表没有行"))?;
        let same = columns.into_iter().zip(&parts).map(|(c, p)| X::infix(Infix::Equal, c, p.x.clone()));
        let product = X::chain(Infix::Multiply, same.chain([ordinals]).collect(), X::whole(0));
        let place = X::Call("SUMPRODUCT", vec![product]);
        let mut out = Piece { exact: true, ..Piece::over(place.clone(), &guards) };
        out.holds.push(X::infix(Infix::Greater, place, X::whole(0)));
        out.na = true;
        Ok(out)
    }

    /// 第几次: how often the value has occurred down to this row.
    fn occurrence(&mut self, table: usize, column: usize, arguments: &'r [Node], scope: &Scope) -> Read {
        let Some(Op::Entry(at)) = arguments.first().map(|a| &a.op) else {
            return Err(Unwritten("第几次只能数本行"));
        };
        let TablePlace::List(list) = self.layout.tables[table].clone() else {
            return Err(Unwritten("第几次只能数逐行的表"));
        };
        let row = list.rows.at(scope.entry(at)).ok_or(Unwritten("公式离不开手头的行"))?;
        let first = list.rows.ends().map_or(row, |(first, _)| first);
        let col = list.cols[column];
        let (top, here) = (At { page: list.page, row: first, col }, At { page: list.page, row, col });
        // COUNTIF would take texts of digits for numbers: 001 for 1, and 18 digits for the first 15 of them.
        let same = X::infix(Infix::Equal, X::Range(top, here), X::Cell(here));
        Ok(Piece::sure(X::Call("SUMPRODUCT", vec![X::infix(Infix::Multiply, same, X::whole(1))])))
    }
}

/// The spreadsheet's name for a part of a date.
fn date_part(part: DatePart) -> &'static str {
    match part {
        DatePart::Year => "YEAR",
        DatePart::Month => "MONTH",
        DatePart::Day => "DAY",
    }
}

/// Roots, powers, logarithms, the points of places, and texts.
fn further(function: Function, parts: &[Piece], kind: Option<Kind>) -> Read {
    let guards: Vec<&Piece> = parts.iter().collect();
    let x: Vec<X> = parts.iter().map(|p| p.x.clone()).collect();
    let piece = |x: X| Piece::over(x, &guards);
    Ok(match function {
        Function::Root => {
            let share = X::infix(Infix::Divide, X::whole(1), x[1].clone());
            rounded_to(piece(X::infix(Infix::Power, x[0].clone(), share)), x[2].clone())
        }
        Function::Power => rounded_to(piece(X::infix(Infix::Power, x[0].clone(), x[1].clone())), x[2].clone()),
        Function::Logarithm => rounded_to(piece(X::Call("LN", vec![x[0].clone()])), x[1].clone()),
        Function::RankPoints => Piece { exact: parts[1..].iter().all(|p| p.exact), ..piece(X::Call("CHOOSE", x)) },
        Function::Text => match parts.get(1).map(|p| &p.x) {
            Some(X::Text(format)) => piece(formatted(&parts[0], kind, Format::read(format))?),
            _ => piece(as_text(&parts[0], kind)),
        },
        _ => return Err(Unwritten("此函数尚无对应的电子表格公式")),
    })
}

/// `ROUND` and its kin.
fn round(x: X, places: X, mode: Rounding) -> Result<X, Unwritten> {
    Ok(match mode {
        Rounding::HalfUp => X::Call("ROUND", vec![x, places]),
        Rounding::Down => X::Call("ROUNDDOWN", vec![x, places]),
        Rounding::Up => X::Call("ROUNDUP", vec![x, places]),
        Rounding::Floor | Rounding::HalfEven => {
            let power = X::infix(Infix::Power, X::whole(10), places);
            let scaled = X::infix(Infix::Multiply, x, power.clone());
            let whole = if mode == Rounding::Floor {
                X::Call("INT", vec![steady(scaled, None)])
            } else {
                half_even(&steady(scaled, None))
            };
            X::infix(Infix::Divide, whole, power)
        }
    })
}

/// GB/T 8170: a half goes to the even neighbour.
fn half_even(x: &X) -> X {
    let rest = X::Call("MOD", vec![X::Call("ABS", vec![x.clone()]), X::whole(2)]);
    let down = X::infix(Infix::Equal, rest, X::Number("0.5".into()));
    let call = |name| X::Call(name, vec![x.clone(), X::whole(0)]);
    X::when(down, call("ROUNDDOWN"), call("ROUND"))
}

fn rounded_to(mut piece: Piece, places: X) -> Piece {
    piece.x = X::Call("ROUND", vec![piece.x, places]);
    piece.exact = true;
    piece
}

/// A number as a text of so many places.
fn formatted(part: &Piece, kind: Option<Kind>, format: Format) -> Result<X, Unwritten> {
    let percent = format.percent || kind == Some(Kind::Number(Unit::Percent));
    let shown = match (format.ten_thousand, percent) {
        (true, _) => X::infix(Infix::Divide, part.x.clone(), X::whole(10_000)),
        (false, true) => X::infix(Infix::Multiply, part.x.clone(), X::whole(100)),
        (false, false) => part.x.clone(),
    };
    let rounded = X::Call("ROUND", vec![steady(shown, None), X::whole(usize::try_from(format.places()).unwrap_or(0))]);
    let digits = match (format.fixed, format.optional) {
        (fixed, 0) => {
            let zeros = "0".repeat(usize::try_from(fixed).unwrap_or(0));
            let pattern = if fixed == 0 { "0".to_owned() } else { format!("0.{zeros}") };
            // The sign by itself: not every engine prints the text of a negative number.
            let below = X::infix(Infix::Less, rounded.clone(), X::whole(0));
            let size = X::Call("ABS", vec![rounded]);
            let sign = X::when(below, X::Text("-".into()), X::Text(String::new()));
            X::infix(Infix::Join, sign, X::Call("TEXT", vec![size, X::Text(pattern)]))
        }
        (0, _) => rounded,
        _ => return Err(Unwritten("此格式尚无对应的电子表格公式")),
    };
    Ok(X::infix(Infix::Join, digits, X::Text(if percent { "%" } else { "" }.into())))
}

fn as_text(part: &Piece, kind: Option<Kind>) -> X {
    let joined = |x: X, tail: &str| X::infix(Infix::Join, x, X::Text(tail.into()));
    match kind {
        Some(Kind::Number(Unit::Percent)) => {
            let points = X::infix(Infix::Multiply, part.x.clone(), X::whole(100));
            joined(X::Call("ROUND", vec![points, X::whole(6)]), "%")
        }
        Some(Kind::Number(_)) => joined(X::Call("ROUND", vec![part.x.clone(), X::whole(6)]), ""),
        _ => part.x.clone(),
    }
}

/// 按权重: what is 不适用 drops out and the rest is scaled up.
fn by_weights(parts: &[Piece]) -> Piece {
    let mut top = Vec::new();
    let mut bottom = Vec::new();
    let mut blankable = false;
    for pair in parts.chunks(2) {
        let [value, weight] = pair else { continue };
        let product = X::infix(Infix::Multiply, value.x.clone(), weight.x.clone());
        let both = Piece::over(product, &[value, weight]);
        blankable |= both.blankable();
        top.push(both.or(X::whole(0)));
        bottom.push(Piece { x: weight.x.clone(), ..both.clone() }.or(X::whole(0)));
    }
    let sum = X::chain(Infix::Add, bottom, X::whole(0));
    let mut out = Piece::over(X::infix(Infix::Divide, X::chain(Infix::Add, top, X::whole(0)), sum.clone()), &[]);
    if blankable {
        out.holds.push(X::infix(Infix::Unequal, sum, X::whole(0)));
        out.na = true;
    }
    out
}
