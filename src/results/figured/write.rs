//! A replayed formula as text for one unit: what it names replaced by figures, only the arm taken, sums written out.

use crate::formula::ast::{DefaultOn, Operator};
use crate::formula::show::{comparison, operator};
use crate::formula::tree::{Aggregate, Fold, Function, Join, JoinValue, Node, Op, Over};
use crate::number::Rounding;
use crate::results::figure::plain;
use crate::results::ledgers::personal;
use crate::scoring::eval::{Engine, Step};
use crate::tables::{Kind, Value};

/// Longer lists are cut to their first members, with their number and sum behind.
const SHOWN_MEMBERS: usize = 8;
/// Of those that are cut so many are shown.
const SHOWN_OF_MANY: usize = 3;

/// How tightly a text binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Condition,
    Sum,
    Product,
    Power,
    Atom,
}

type Text = (String, Level);

pub(super) struct Writer<'w, 'm> {
    pub engine: &'w Engine<'m>,
    pub money: u32,
}

/// Positions of the step under `step` that belong to its position.
///
/// What is at hand in both is the same there; units stand in ascending order in every frame.
fn located(child: &Step, step: &Step, position: usize) -> Vec<usize> {
    let shared = step.frame.slots.len();
    let Some((units, mine)) = child.frame.slots.first().zip(step.frame.slots.first().map(|s| s[position])) else {
        return Vec::new();
    };
    let range = units.partition_point(|u| *u < mine)..units.partition_point(|u| *u <= mine);
    let same = |q: &usize| (1..shared).all(|s| child.frame.slots[s][*q] == step.frame.slots[s][position]);
    range.filter(same).collect()
}

/// The step of a node under another one, and its positions there.
fn under<'s, 'm>(step: &'s Step<'m>, position: usize, node: &Node) -> Option<(&'s Step<'m>, Vec<usize>)> {
    let child = step.children.iter().find(|c| std::ptr::eq(c.node, node))?;
    let found = located(child, step, position);
    (!found.is_empty()).then_some((child, found))
}

impl Writer<'_, '_> {
    /// The whole formula at a position.
    pub fn text(&self, step: &Step, position: usize) -> String {
        self.node(step, position).0
    }

    fn shown(&self, value: &Value, kind: Option<Kind>) -> String {
        match value {
            Value::Number(_) => plain(value, kind, self.money),
            other => self.engine.shown(other, kind),
        }
    }

    fn value(&self, step: &Step, position: usize) -> Text {
        let value = &step.values[position];
        let level = match value {
            Value::Number(n) if n.is_negative() => Level::Sum,
            _ => Level::Atom,
        };
        (self.shown(value, step.node.kind), level)
    }

    fn child(&self, step: &Step, position: usize, node: &Node) -> Option<Text> {
        let (child, at) = under(step, position, node)?;
        Some(self.node(child, at[0]))
    }

    /// The text of a node under the step, in brackets where it binds less.
    fn side(&self, step: &Step, position: usize, node: &Node, least: Level) -> String {
        match self.child(step, position, node) {
            Some((text, level)) if level < least => format!("({text})"),
            Some((text, _)) => text,
            None => String::new(),
        }
    }

    fn node(&self, step: &Step, position: usize) -> Text {
        let value = || self.value(step, position);
        // Where there is nothing to compute with, the state is all there is to say.
        if !matches!(step.values[position], Value::Number(_) | Value::Bool(_)) {
            return value();
        }
        match &step.node.op {
            Op::Binary(o, a, b) => self.binary(step, position, *o, (a, b)),
            Op::Negate(x) => (format!("−{}", self.side(step, position, x, Level::Power)), Level::Sum),
            Op::If(arms, other) => {
                let mut taken = arms.iter().map(|(_, v)| v).chain(other.as_deref());
                taken.find_map(|node| self.child(step, position, node)).unwrap_or_else(value)
            }
            Op::Chosen(_, methods) => {
                methods.iter().find_map(|(_, node)| self.child(step, position, node)).unwrap_or_else(value)
            }
            Op::Default(on, x, fallback) => self.default(step, position, *on, (x, fallback)),
            Op::Compare(first, rest) => {
                let mut out = self.side(step, position, first, Level::Sum);
                for (c, node) in rest {
                    out.push_str(comparison(*c));
                    out.push_str(&self.side(step, position, node, Level::Sum));
                }
                (out, Level::Condition)
            }
            Op::And(list) => self.joined(step, position, list, " 且 "),
            Op::Or(list) => self.joined(step, position, list, " 或 "),
            Op::Call(function, list) => self.call(step, position, *function, list),
            Op::Method { name, arguments, .. } => (self.applied(name, step, position, arguments), Level::Atom),
            Op::Bands(form, on, _) => {
                let on = self.side(step, position, on, Level::Condition);
                (format!("{}({on}得{})", crate::formula::show::band_form(*form), value().0), Level::Atom)
            }
            Op::Aggregate(aggregate) => self.aggregate(step, position, aggregate).unwrap_or_else(value),
            _ => value(),
        }
    }

    fn binary(&self, step: &Step, position: usize, o: Operator, (a, b): (&Node, &Node)) -> Text {
        let (level, left, right) = match o {
            Operator::Add | Operator::Join => (Level::Sum, Level::Sum, Level::Sum),
            Operator::Subtract => (Level::Sum, Level::Sum, Level::Product),
            Operator::Multiply => (Level::Product, Level::Product, Level::Product),
            Operator::Divide => (Level::Product, Level::Product, Level::Power),
            Operator::Power => (Level::Power, Level::Atom, Level::Atom),
        };
        let (a, b) = (self.side(step, position, a, left), self.side(step, position, b, right));
        // A sum that begins with a minus is bracketed behind another sign.
        let b = if b.starts_with('−') { format!("({b})") } else { b };
        (format!("{a}{}{b}", operator(o)), level)
    }

    fn default(&self, step: &Step, position: usize, _on: DefaultOn, (x, fallback): (&Node, &Node)) -> Text {
        let text = self.child(step, position, fallback).or_else(|| self.child(step, position, x));
        text.unwrap_or_else(|| self.value(step, position))
    }

    fn joined(&self, step: &Step, position: usize, list: &[Node], word: &str) -> Text {
        let parts = list.iter().filter_map(|n| self.child(step, position, n)).map(|(t, _)| t);
        (parts.collect::<Vec<_>>().join(word), Level::Condition)
    }

    fn applied(&self, name: &str, step: &Step, position: usize, arguments: &[Node]) -> String {
        let list = arguments.iter().filter_map(|n| self.child(step, position, n)).map(|(t, _)| t);
        format!("{name}({})", list.collect::<Vec<_>>().join(", "))
    }

    fn call(&self, step: &Step, position: usize, function: Function, list: &[Node]) -> Text {
        let name = match function {
            Function::AtMost => "不超过",
            Function::AtLeast => "不低于",
            Function::Clamp => "限定",
            Function::PerWhole => "每满",
            Function::Round(how) => rounding(how),
            Function::ToStep => "舍入到",
            Function::Absolute => "绝对值",
            Function::Root => "方根",
            Function::Power => "乘幂",
            Function::Logarithm => "对数",
            Function::Per | Function::Ratio => {
                let (a, b) = (&list[0], &list[1]);
                return self.binary(step, position, Operator::Divide, (a, b));
            }
            _ => return self.value(step, position),
        };
        (self.applied(name, step, position, list), Level::Atom)
    }

    fn aggregate(&self, step: &Step, position: usize, aggregate: &Aggregate) -> Option<Text> {
        if !self.own(&aggregate.over) {
            return None;
        }
        let columns: Vec<Vec<(String, bool)>> = if matches!(aggregate.over, Over::List) {
            let one = |n: &Node| self.child(step, position, n).map(|(t, l)| (t, l < Level::Sum));
            vec![aggregate.values.iter().filter_map(one).collect()]
        } else {
            aggregate.values.iter().map(|n| self.members(step, position, n)).collect()
        };
        let first = columns.first()?;
        let value = &step.values[position];
        match aggregate.fold {
            Fold::Sum if first.is_empty() => None,
            Fold::Sum => Some((added(first, Some(&self.shown(value, step.node.kind))), sum_level(first))),
            Fold::Mean if first.len() > 1 => {
                Some((format!("({})÷{}", added(first, None), first.len()), Level::Product))
            }
            Fold::Rate => self.rate(step, position, aggregate),
            Fold::WeightedMean => self.weighted(step, position, aggregate),
            Fold::Max | Fold::Min | Fold::Median | Fold::TrimmedMean if first.len() > 1 => {
                Some((format!("{}({})", extreme(aggregate.fold), listed(first)), Level::Atom))
            }
            _ => None,
        }
    }

    /// Σ得÷Σ满 over the pairs that apply.
    fn rate(&self, step: &Step, position: usize, aggregate: &Aggregate) -> Option<Text> {
        let pairs = self.pairs(step, position, aggregate);
        let (got, full): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        let side = |list: &[(String, bool)]| match list {
            [one] => bracketed(one),
            _ => format!("({})", added(list, None)),
        };
        (!got.is_empty()).then(|| (format!("{}÷{}", side(&got), side(&full)), Level::Product))
    }

    /// Σ(x×w)÷Σw over the pairs that apply.
    fn weighted(&self, step: &Step, position: usize, aggregate: &Aggregate) -> Option<Text> {
        let pairs = self.pairs(step, position, aggregate);
        let product = |(x, w): &((String, bool), (String, bool))| (format!("{}×{}", bracketed(x), bracketed(w)), false);
        let products: Vec<_> = pairs.iter().map(product).collect();
        let weights: Vec<_> = pairs.into_iter().map(|(_, w)| w).collect();
        let text = format!("({})÷({})", added(&products, None), added(&weights, None));
        (!products.is_empty()).then_some((text, Level::Product))
    }

    /// Both figures of each pair of which both apply, and whether they want brackets.
    fn pairs(&self, step: &Step, position: usize, aggregate: &Aggregate) -> Vec<((String, bool), (String, bool))> {
        let [first, second] = &aggregate.values[..] else { return Vec::new() };
        let found = under(step, position, first).zip(under(step, position, second));
        let Some(((a, a_at), (b, b_at))) = found else { return Vec::new() };
        let number = |step: &Step, p: usize| match &step.values[p] {
            value @ Value::Number(n) => Some((self.shown(value, step.node.kind), n.is_negative())),
            _ => None,
        };
        a_at.into_iter().zip(b_at).filter_map(|(p, q)| Some((number(a, p)?, number(b, q)?))).collect()
    }

    /// The figures that an aggregate runs over for the unit; those that do not apply are left out.
    fn members(&self, step: &Step, position: usize, node: &Node) -> Vec<(String, bool)> {
        let Some((child, at)) = under(step, position, node) else { return Vec::new() };
        let number = |p: &usize| match &child.values[*p] {
            value @ Value::Number(n) => Some((self.shown(value, node.kind), n.is_negative())),
            _ => None,
        };
        at.iter().filter_map(number).collect()
    }

    /// Does it run over nothing but the unit's own rows, or over what is no unit's?
    fn own(&self, over: &Over) -> bool {
        let tied =
            |join: &Join| join.on.iter().any(|(_, v)| matches!(v, JoinValue::Entry(crate::formula::tree::At::Slot(0))));
        match over {
            Over::Units { .. } => false,
            Over::List => true,
            Over::Rows(_, join) => tied(join) || !personal(self.engine, join.table),
            Over::Entries(axes) => axes.iter().all(|(_, join)| !self.units_of_some(join.table)),
        }
    }

    fn units_of_some(&self, table: usize) -> bool {
        self.engine.model.schemes.iter().any(|s| s.table == table)
    }
}

fn rounding(how: Rounding) -> &'static str {
    match how {
        Rounding::HalfUp => "四舍五入",
        Rounding::HalfEven => "修约",
        Rounding::Down => "去尾",
        Rounding::Up => "进一",
        Rounding::Floor => "取整",
    }
}

fn extreme(fold: Fold) -> &'static str {
    match fold {
        Fold::Max => "最高",
        Fold::Min => "最低",
        Fold::Median => "中位数",
        _ => "去极值平均",
    }
}

fn bracketed((text, brackets): &(String, bool)) -> String {
    if *brackets { format!("({text})") } else { text.clone() }
}

/// `甲+乙+丙`; of many only the first, with their number and, where it is given, their sum.
fn added(list: &[(String, bool)], sum: Option<&str>) -> String {
    if list.len() <= SHOWN_MEMBERS {
        return list.iter().map(bracketed).collect::<Vec<_>>().join("+");
    }
    let some: Vec<String> = list.iter().take(SHOWN_OF_MANY).map(bracketed).collect();
    match sum {
        Some(sum) => format!("({}+…共{}项，合计{sum})", some.join("+"), list.len()),
        None => format!("{}+…共{}项", some.join("+"), list.len()),
    }
}

fn sum_level(list: &[(String, bool)]) -> Level {
    if (2..=SHOWN_MEMBERS).contains(&list.len()) { Level::Sum } else { Level::Atom }
}

fn listed(list: &[(String, bool)]) -> String {
    if list.len() <= SHOWN_MEMBERS {
        return list.iter().map(|(t, _)| t.as_str()).collect::<Vec<_>>().join(", ");
    }
    let some: Vec<&str> = list.iter().take(SHOWN_OF_MANY).map(|(t, _)| t.as_str()).collect();
    format!("{}, …共{}项", some.join(", "), list.len())
}
