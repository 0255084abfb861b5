//! Formulas as they are set: quotients as fractions, sums with their sign, 若 and 分档 as cases.

use crate::formula::ast::{
    Arg, Band, BandForm, Bound, DefaultOn, Expr, ExprKind, Name, NamePart, Operator, Span, State,
};
use crate::formula::show::{band_form, comparison, operator, plain_name, show, show_name};
use crate::formula::tree::{Fold, Function};
use crate::scoring::resolve::{Called, Prefix, called, chinese};

use super::model::{Case, Piece};

/// How tightly a form binds; an operand of a lower level than its place stands in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Condition,
    Default,
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Unary,
    Power,
    Atom,
    /// The base of a power: even a fraction stands in brackets.
    Base,
}

/// What the sum at a place of the formula runs over, where that is known.
pub(super) type Runs<'r> = dyn Fn(Span) -> Option<String> + 'r;

/// A condition longer than this does not stand below a sum's sign.
const BELOW: usize = 16;

/// The formula with the Chinese name of every function.
pub(super) fn canonical(e: &Expr) -> Expr {
    e.with_calls(&|name| {
        let text = chinese(&plain_name(name)).filter(|_| !name.quoted)?;
        Some(Name { parts: vec![NamePart::Text(text)], span: name.span, quoted: false })
    })
}

/// The pieces of a formula whose functions bear their Chinese names.
pub(super) fn pieces(e: &Expr, runs: &Runs) -> Vec<Piece> {
    at(e, Level::Condition, runs)
}

/// A text as one piece.
pub(super) fn word(text: impl Into<String>) -> Piece {
    Piece::Word { text: text.into() }
}

fn at(e: &Expr, least: Level, runs: &Runs) -> Vec<Piece> {
    let inner = open(e, runs);
    if level(e) >= least {
        return inner;
    }
    let mut out = vec![word("(")];
    out.extend(inner);
    out.push(word(")"));
    joined(out)
}

fn level(e: &Expr) -> Level {
    use ExprKind as K;
    match &e.kind {
        K::Number(value, _) if value.is_negative() => Level::Unary,
        K::If(..) => Level::Condition,
        K::Default(..) => Level::Default,
        K::Or(_) => Level::Or,
        K::And(_) => Level::And,
        K::Not(_) => Level::Not,
        K::Compare(..) | K::Among(..) | K::Contains(..) | K::StartsWith(..) | K::Is(..) => Level::Compare,
        K::Binary(Operator::Add | Operator::Subtract | Operator::Join, ..) => Level::Sum,
        K::Binary(Operator::Multiply, ..) => Level::Product,
        K::Binary(Operator::Divide, ..) => Level::Atom,
        K::Binary(Operator::Power, ..) => Level::Power,
        K::Negate(_) => Level::Unary,
        K::Call(name, args) if summed(name, args).is_some() => Level::Product,
        K::Bands(..) => Level::Atom,
        _ => Level::Base,
    }
}

/// Words that touch become one.
fn joined(list: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in list {
        match (out.last_mut(), piece) {
            (Some(Piece::Word { text }), Piece::Word { text: more }) => text.push_str(&more),
            (_, piece) => out.push(piece),
        }
    }
    out
}

fn name(text: String) -> Vec<Piece> {
    vec![Piece::Name { text }]
}

fn open(e: &Expr, runs: &Runs) -> Vec<Piece> {
    use ExprKind as K;
    let sides = |a: &Expr, middle: &str, b: &Expr, left: Level, right: Level| {
        joined([at(a, left, runs), vec![word(middle)], at(b, right, runs)].concat())
    };
    match &e.kind {
        K::Path(_) => name(show(e)),
        K::Call(called, args) => call(e.span, called, args, runs),
        K::Bands(form, of, bands) => vec![banded(e, *form, of, bands, runs)],
        K::If(arms, last) => vec![cases(e, arms, last.as_deref(), runs)],
        K::Default(DefaultOn::Missing, a, b) => sides(a, " 缺则 ", b, Level::Default, Level::Or),
        K::Default(DefaultOn::NotApplicable, a, b) => sides(a, " 不适用则 ", b, Level::Default, Level::Or),
        K::Or(list) => listed(list, " 或 ", Level::And, runs),
        K::And(list) => listed(list, " 且 ", Level::Not, runs),
        K::Not(x) => joined([vec![word("非 ")], at(x, Level::Not, runs)].concat()),
        K::Compare(first, rest) => {
            let mut out = at(first, Level::Sum, runs);
            for (c, operand) in rest {
                out.push(word(format!(" {} ", comparison(*c))));
                out.extend(at(operand, Level::Sum, runs));
            }
            joined(out)
        }
        K::Among(x, set) => match &set[..] {
            [one] if matches!(one.kind, K::Path(_)) => sides(x, " 属于 ", one, Level::Sum, Level::Sum),
            _ => {
                let set = listed(set, "，", Level::Sum, runs);
                joined([at(x, Level::Sum, runs), vec![word(" 属于 (")], set, vec![word(")")]].concat())
            }
        },
        K::Contains(a, b) => sides(a, " 包含 ", b, Level::Sum, Level::Sum),
        K::StartsWith(a, b) => sides(a, " 开头为 ", b, Level::Sum, Level::Sum),
        K::Is(x, state) => {
            let state = match state {
                State::Missing => " 缺",
                State::NotApplicable => " 不适用",
                State::Present => " 有值",
            };
            joined([at(x, Level::Sum, runs), vec![word(state)]].concat())
        }
        K::Binary(o, a, b) => binary(e, *o, a, b, runs),
        K::Negate(x) => joined([vec![word("−")], at(x, Level::Unary, runs)].concat()),
        _ => vec![word(show(e))],
    }
}

fn binary(e: &Expr, o: Operator, a: &Expr, b: &Expr, runs: &Runs) -> Vec<Piece> {
    let (left, right) = match o {
        Operator::Divide => {
            let (over, under) = (pieces(a, runs), pieces(b, runs));
            return vec![Piece::Fraction { over, under, plain: show(e) }];
        }
        Operator::Power => {
            return vec![Piece::Power { base: at(a, Level::Base, runs), by: pieces(b, runs) }];
        }
        // A sum's sign reaches as far as the next + or −, so as a factor it stands in brackets.
        Operator::Multiply if is_sum(a) => (Level::Unary, Level::Unary),
        Operator::Multiply => (Level::Product, Level::Unary),
        _ => (Level::Sum, Level::Product),
    };
    joined([at(a, left, runs), vec![word(format!(" {} ", operator(o)))], at(b, right, runs)].concat())
}

fn is_sum(e: &Expr) -> bool {
    matches!(&e.kind, ExprKind::Call(name, args) if summed(name, args).is_some())
}

fn listed(list: &[Expr], between: &str, least: Level, runs: &Runs) -> Vec<Piece> {
    let mut out = Vec::new();
    for (index, e) in list.iter().enumerate() {
        if index > 0 {
            out.push(word(between));
        }
        out.extend(at(e, least, runs));
    }
    joined(out)
}

/// The value that a sum adds up and its short condition, where it can be set with the sign of a sum.
fn summed<'e>(name: &Name, args: &'e [Arg]) -> Option<(Prefix, &'e Expr, Option<&'e Expr>)> {
    let (prefix, called) = called(&plain_name(name))?;
    if name.quoted || called != Called::Fold(Fold::Sum) {
        return None;
    }
    match args {
        [Arg::Value(value)] => Some((prefix, value, None)),
        [Arg::Value(value), Arg::Where(when)] if show(when).chars().count() <= BELOW => {
            Some((prefix, value, Some(when)))
        }
        _ => None,
    }
}

fn call(span: Span, name: &Name, args: &[Arg], runs: &Runs) -> Vec<Piece> {
    if let Some((prefix, value, when)) = summed(name, args) {
        let mut over = runs(span).unwrap_or_default();
        let wide = match prefix {
            Prefix::Plain => "",
            Prefix::All => "全体",
            Prefix::Group => "组内",
            Prefix::Items => "各项",
        };
        if !over.starts_with(wide) {
            over = format!("{wide}{over}");
        }
        if let Some(when) = when {
            over = format!("{over}：{}", show(when));
        }
        return vec![Piece::Sum { over, of: at(value, Level::Product, runs) }];
    }
    let values: Option<Vec<&Expr>> = args.iter().map(|a| if let Arg::Value(e) = a { Some(e) } else { None }).collect();
    let extreme = |word: &str, list: Vec<Vec<Piece>>| Piece::Extreme { word: word.into(), list };
    let function = called(&plain_name(name)).filter(|_| !name.quoted).map(|(_, called)| called);
    match (function, values.as_deref()) {
        (Some(Called::Function(Function::AtMost)), Some([x, a])) => {
            vec![extreme("min", vec![pieces(x, runs), pieces(a, runs)])]
        }
        (Some(Called::Function(Function::AtLeast)), Some([x, a])) => {
            vec![extreme("max", vec![pieces(x, runs), pieces(a, runs)])]
        }
        (Some(Called::Function(Function::Clamp)), Some([x, a, b])) => {
            let floored = vec![extreme("max", vec![pieces(x, runs), pieces(a, runs)])];
            vec![extreme("min", vec![floored, pieces(b, runs)])]
        }
        (Some(Called::Function(Function::Absolute)), Some([x])) => {
            joined([vec![word("|")], pieces(x, runs), vec![word("|")]].concat())
        }
        _ => written(name, args, runs),
    }
}

/// A call as it is written.
fn written(name: &Name, args: &[Arg], runs: &Runs) -> Vec<Piece> {
    let mut out = vec![word(format!("{}(", show_name(name)))];
    for (index, arg) in args.iter().enumerate() {
        let (lead, e) = match arg {
            Arg::Value(e) => ("", Some(e)),
            Arg::Where(e) => ("其中 ", Some(e)),
            Arg::By(e) => ("按 ", Some(e)),
            Arg::Distinct(e) => ("不重复 ", Some(e)),
            Arg::Lowest(_) => ("从低", None),
        };
        let between = if index > 0 { "，" } else { "" };
        out.push(word(format!("{between}{lead}")));
        out.extend(e.map(|e| pieces(e, runs)).unwrap_or_default());
    }
    out.push(word(")"));
    joined(out)
}

fn cases(e: &Expr, arms: &[(Expr, Expr)], last: Option<&Expr>, runs: &Runs) -> Piece {
    let arm = |(when, value): &(Expr, Expr)| Case { value: pieces(value, runs), when: pieces(when, runs) };
    let mut rows: Vec<Case> = arms.iter().map(arm).collect();
    let other = last.map_or_else(|| vec![word("不适用")], |e| pieces(e, runs));
    rows.push(Case { value: other, when: Vec::new() });
    Piece::Cases { rows, plain: show(e) }
}

fn banded(e: &Expr, form: BandForm, of: &Expr, bands: &[Band], runs: &Runs) -> Piece {
    let row = |band: &Band| {
        let when = match &band.bound {
            Bound::Than(c, e) => joined([vec![word(format!("{} ", comparison(*c)))], at(e, Level::Sum, runs)].concat()),
            Bound::Range(low, None) => joined([at(low, Level::Sum, runs), vec![word(" 以上")]].concat()),
            Bound::Range(low, Some(high)) => {
                joined([at(low, Level::Sum, runs), vec![word(" 至 ")], at(high, Level::Sum, runs)].concat())
            }
            Bound::At(e) => joined([vec![word("= ")], at(e, Level::Sum, runs)].concat()),
            Bound::Else => Vec::new(),
        };
        Case { value: pieces(&band.value, runs), when }
    };
    let rows = bands.iter().map(row).collect();
    Piece::Bands { form: band_form(form).into(), of: pieces(of, runs), rows, plain: show(e) }
}
