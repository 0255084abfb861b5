//! What the composite is made of, and the indicators that are furthest from full marks.

use crate::formula::ast::Unit;
use crate::formula::tree::{Op, Target};
use crate::number::Exact;
use crate::publish::narrative::parts::{Part, score_name};
use crate::results::{Rule, Scheme};
use crate::tables::{Kind, Value};

use super::super::expr::{At, Infix, X};
use super::super::grid::{Cached, Content, Role};
use super::super::layout::Item;
use super::super::reading::{Reader, steady};
use super::super::{facts, standing};
use super::field::Field;
use super::front::{HEIGHT, LAST, Writing};
use super::{Shared, score};

/// As many indicators are named as weak.
const WEAK: usize = 5;

/// What a figure of a part's row is.
struct Figure {
    x: X,
    value: Option<Exact>,
}

impl Figure {
    fn content(self) -> Content {
        Content::Formula(self.x, self.value.map_or(Cached::Blank, Cached::Number))
    }
}

fn both(left: &Figure, right: &Figure) -> X {
    X::infix(Infix::Equal, X::Call("COUNT", vec![left.x.clone(), right.x.clone()]), X::whole(2))
}

fn ratio(top: &Figure, bottom: &Figure) -> Figure {
    let there = X::all(vec![both(top, bottom), X::infix(Infix::Unequal, bottom.x.clone(), X::whole(0))]);
    let share = X::infix(Infix::Divide, top.x.clone(), bottom.x.clone());
    let x = X::when(there, steady(share, Some(Kind::Number(Unit::Percent))), X::blank());
    let value = top.value.as_ref().zip(bottom.value.as_ref()).and_then(|(t, b)| t.checked_div(b));
    Figure { x, value }
}

fn difference(left: &Figure, right: &Figure) -> Figure {
    let apart = steady(X::infix(Infix::Subtract, left.x.clone(), right.x.clone()), None);
    let x = X::when(both(left, right), apart, X::blank());
    let value = left.value.as_ref().zip(right.value.as_ref()).map(|(l, r)| l - r);
    Figure { x, value }
}

/// The section of the parts that 得分 is put together from; the row of each by its name.
pub(super) fn composition(reader: &mut Reader, unit: usize, shared: &Shared, at: &mut Writing) -> Vec<(String, u32)> {
    let scheme = reader.scheme;
    let Some(score) = reader.layout.standing(Item::Score, unit) else { return Vec::new() };
    let field = &shared.field;
    at.section(&mut reader.pages[at.page], "得分构成");
    let formula = composite(scheme, &field.parts);
    at.text(&mut reader.pages[at.page], &formula);
    let of = shared.whole();
    let heads = ["项目", "得分", "满分", "得分率", &format!("{of}平均"), &format!("与{of}平均之差")];
    at.heads(&mut reader.pages[at.page], &heads);
    let group = field.group(scheme, unit);
    let mut rows = Vec::new();
    for (part, mean) in field.parts.iter().zip(&group.parts) {
        rows.push((part.name.clone(), at.row));
        part_row(reader, unit, part, mean.as_ref(), at);
    }
    let own = match &scheme.standing.score[unit] {
        Value::Number(n) => Some(n.clone()),
        _ => None,
    };
    let own = Figure { x: X::Cell(score), value: own };
    let format = standing::format(reader, Item::Score, unit);
    figures(reader, at, &score_name(scheme), (own, None), group.mean.as_ref(), &format);
    rows
}

/// 综合得分 = 甲得分 × 40% + 乙得分 × 60%: by its parts, else as the scheme prints it.
fn composite(scheme: &Scheme, parts: &[Part]) -> String {
    let mut out = String::new();
    for part in parts {
        let sign = match (part.minus, out.is_empty()) {
            (true, _) => " − ",
            (false, false) => " + ",
            (false, true) => "",
        };
        let name = &scheme.rules[part.rule].members[part.member].0;
        let factor = match part.factor == Exact::ONE {
            true => String::new(),
            false => format!(" × {}%", (&part.factor * &Exact::from(100)).trimmed(4)),
        };
        out.push_str(&format!("{sign}{name}{factor}"));
    }
    if out.is_empty() {
        let rule = match scheme.standing.score_formula.as_ref().map(|f| &f.op) {
            Some(Op::Rule(reference)) => match &reference.target {
                Target::One { rule, .. } => scheme.rules[*rule].definitions.first(),
                Target::Varied { .. } => None,
            },
            _ => None,
        };
        out.clone_from(rule.map_or(&scheme.standing.texts.0, |d| &d.text));
    }
    format!("计算公式：{} = {out}", score_name(scheme))
}

fn part_row(reader: &mut Reader, unit: usize, part: &Part, mean: Option<&Exact>, at: &mut Writing) {
    let signed = |n: Exact| if part.minus { -&n } else { n };
    let times = |cell: At| {
        let x = X::Cell(cell);
        let x = if part.factor == Exact::ONE {
            x
        } else {
            steady(X::infix(Infix::Multiply, x, X::Number(part.factor.trimmed(15))), None)
        };
        if part.minus { X::Negate(Box::new(x)) } else { x }
    };
    let name = if part.minus { format!("减：{}", part.name) } else { part.name.clone() };
    let scheme = reader.scheme;
    let format = facts::format(scheme.rules[part.rule].format.as_deref(), scheme.rules[part.rule].kind);
    let mean = mean.cloned().map(signed);
    let Some((cell, full)) = score::cells(reader, unit, part.rule, part.member) else {
        let nothing = Figure { x: X::blank(), value: None };
        return figures(reader, at, &name, (nothing, None), mean.as_ref(), &format);
    };
    let (na, missing) = reader.lookup.rules[part.rule];
    let there = X::infix(Infix::Equal, X::Call("COUNT", vec![X::Cell(cell)]), X::whole(1));
    let x = if na || missing { X::when(there, times(cell), X::blank()) } else { times(cell) };
    let own = Figure { x, value: part.points(scheme, unit).map(signed) };
    let full = full.map(|full| Figure { x: times(full), value: part.full(scheme, unit).map(signed) });
    figures(reader, at, &name, (own, full), mean.as_ref(), &format);
}

/// A row: points, full points, rate, mean of the group, distance from it.
fn figures(
    reader: &mut Reader,
    at: &mut Writing,
    name: &str,
    (own, full): (Figure, Option<Figure>),
    mean: Option<&Exact>,
    format: &str,
) {
    let page = &mut reader.pages[at.page];
    let here = |col: u16| X::Cell(At { page: at.page, row: at.row, col });
    page.text(at.row, 0, Role::Name, name);
    (1..=LAST).for_each(|col| {
        page.put(at.row, col, Role::Figure, Content::Empty);
    });
    let (points, most) = (own.value.clone(), full.as_ref().and_then(|f| f.value.clone()));
    page.put(at.row, 1, Role::Strong, own.content()).format = format.into();
    let own = Figure { x: here(1), value: points };
    if let Some(full) = full {
        page.put(at.row, 2, Role::Figure, full.content()).format = "0.00".into();
        let rate = ratio(&own, &Figure { x: here(2), value: most });
        page.put(at.row, 3, Role::Figure, rate.content()).format = "0.00%".into();
    }
    if let Some(mean) = mean {
        page.put(at.row, 4, Role::Given, Content::Number(mean.clone())).format = format.into();
        let apart = difference(&own, &Figure { x: here(4), value: Some(mean.clone()) });
        page.put(at.row, 5, Role::Figure, apart.content()).format = format.into();
    }
    page.heights.insert(at.row, HEIGHT);
    at.row += 1;
}

/// The section of members of families with full marks that are no parts of the composite, lowest rate first.
pub(super) fn weak(reader: &mut Reader, unit: usize, field: &Field, at: &mut Writing) {
    let scheme = reader.scheme;
    let mut found: Vec<(Exact, usize, usize)> = Vec::new();
    let fit = |rule: &Rule| rule.axes.len() == 1 && rule.full.is_some() && !rule.overall && !rule.aid && !rule.constant;
    let part = |index: usize| field.parts.iter().any(|p| p.rule == index);
    for (index, rule) in scheme.rules.iter().enumerate().filter(|(index, rule)| fit(rule) && !part(*index)) {
        for member in 0..rule.members.len() {
            if let (Value::Number(points), Some(Value::Number(full))) =
                (rule.value(unit, member), rule.full(unit, member))
                && let Some(rate) = points.checked_div(full).filter(|r| *r < Exact::ONE)
            {
                found.push((rate, index, member));
            }
        }
    }
    // Equals stay in the scheme's order.
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.truncate(WEAK);
    let placed = |(_, rule, member): (Exact, usize, usize)| {
        let (cell, full) = score::cells(reader, unit, rule, member)?;
        Some((rule, member, cell, full?))
    };
    let placed: Vec<(usize, usize, At, At)> = found.into_iter().filter_map(placed).collect();
    if placed.is_empty() {
        return;
    }
    at.section(&mut reader.pages[at.page], "得分率较低的指标");
    at.heads(&mut reader.pages[at.page], &["指标", "得分", "满分", "得分率", "失分", "计分项目"]);
    for (rule, member, cell, full) in placed {
        weak_row(reader, unit, (rule, member), (cell, full), at);
    }
}

fn weak_row(
    reader: &mut Reader,
    unit: usize,
    (rule, member): (usize, usize),
    (cell, full): (At, At),
    at: &mut Writing,
) {
    let declared = &reader.scheme.rules[rule];
    let number = |value: Option<&Value>| match value {
        Some(Value::Number(n)) => Some(n.clone()),
        _ => None,
    };
    let entries = declared.axes.iter().zip(&declared.members[member].1);
    let name = entries.map(|(table, entry)| reader.lookup.labels.of(*table, *entry)).collect::<Vec<_>>().join("·");
    let own = Figure { x: X::Cell(cell), value: number(Some(declared.value(unit, member))) };
    let most = Figure { x: X::Cell(full), value: number(declared.full(unit, member)) };
    let format = facts::format(declared.format.as_deref(), declared.kind);
    let family = super::super::score::family(&declared.pattern);
    let page = &mut reader.pages[at.page];
    let here = |col: u16, value: &Option<Exact>| Figure {
        x: X::Cell(At { page: at.page, row: at.row, col }),
        value: value.clone(),
    };
    let (points, worth) = (here(1, &own.value), here(2, &most.value));
    page.text(at.row, 0, Role::Name, name);
    for (col, figure, format) in [
        (1, own, format.as_str()),
        (2, most, "0.00"),
        (3, ratio(&points, &worth), "0.00%"),
        (4, difference(&worth, &points), format.as_str()),
    ] {
        page.put(at.row, col, Role::Figure, figure.content()).format = format.into();
    }
    page.text(at.row, 5, Role::Centre, family);
    page.heights.insert(at.row, HEIGHT);
    at.row += 1;
}
