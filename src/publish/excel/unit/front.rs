//! 反馈: what the head of the unit reads. Its figures are links to the sheets behind; what it is told of the others
//! are statistics of the group.

use crate::formula::ast::Comparison;
use crate::formula::tree::{Node, Op, StandingItem, Target};
use crate::number::Exact;
use crate::publish::bulletin::parts::{Part, score_name};
use crate::results::Scheme;
use crate::tables::{Kind, Value};

use super::super::expr::{At, Infix, X};
use super::super::grid::{Cached, Content, Merge, Page, Role};
use super::super::layout::{Item, NOTICE, QUOTE, TITLE};
use super::super::reading::Reader;
use super::super::{facts, heads, standing};
use super::field::Field;
use super::plan::Plan;
use super::{ledger, score};

/// Last column.
pub(super) const LAST: u16 = 5;
/// Widths of the columns.
const WIDTHS: [u16; 6] = [22, 13, 13, 13, 13, 22];
/// As many indicators are named as weak.
const WEAK: usize = 5;

/// A sheet that is written from top to bottom.
pub(super) struct Writing {
    /// Its index.
    pub page: usize,
    /// The next row.
    pub row: u32,
    sections: usize,
}

/// Writes the sheet.
pub(super) fn write(reader: &mut Reader, unit: usize, (field, plan): (&Field, &Plan), notice: &str) {
    let mut at = Writing { page: reader.layout.pages.ranking, row: QUOTE + 1, sections: 0 };
    outcome(reader, unit, &mut at);
    composition(reader, unit, field, &mut at);
    weak(reader, unit, field, &mut at);
    ledger::write(reader, plan, &mut at);
    distances(reader, unit, field, &mut at);
    let legend = "浅蓝底的数字为给定数据（本组统计、名次等），不随本工作簿重算；其余数字均为公式，取自后面各表。";
    at.row += 1;
    let page = &mut reader.pages[at.page];
    page.across(at.row, 0, LAST, Role::Quote, legend);
    let scheme = reader.scheme;
    let said = if scheme.basis.is_empty() { String::new() } else { format!("依据：{}", scheme.basis) };
    heads::top(page, LAST, &format!("{}结果反馈", scheme.title), notice, &said);
    page.body = QUOTE + 1;
    page.repeat = Some((TITLE, NOTICE));
    page.widths.extend((0u16..).zip(WIDTHS));
    page.portrait = true;
}

impl Writing {
    /// A numbered heading.
    pub fn section(&mut self, page: &mut Page, title: &str) {
        const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
        let number = NUMBERS.get(self.sections).copied().unwrap_or("");
        page.across(self.row, 0, LAST, Role::Section, format!("{number}、{title}"));
        page.heights.insert(self.row, 26);
        self.sections += 1;
        self.row += 1;
    }

    /// A row of heads.
    pub fn heads(&mut self, page: &mut Page, heads: &[&str]) {
        for (col, head) in (0u16..).zip(heads) {
            page.text(self.row, col, Role::Head, *head);
        }
        self.row += 1;
    }

    /// Running text over the whole width.
    pub fn text(&mut self, page: &mut Page, text: &str) {
        page.across(self.row, 0, LAST, Role::Quote, text);
        let lines = text.chars().count().div_ceil(50).max(1);
        page.heights.insert(self.row, u16::try_from(lines * 15 + 3).unwrap_or(18));
        self.row += 1;
    }
}

/// A formula that shows what another cell shows.
pub(super) fn link(reader: &Reader, at: At) -> Content {
    let shown = match reader.pages[at.page].cells.get(&(at.row, at.col)).map(|c| &c.content) {
        Some(Content::Formula(_, cached)) => cached.clone(),
        Some(Content::Number(n)) => Cached::Number(n.clone()),
        Some(Content::Text(t)) => Cached::Text(t.clone()),
        Some(Content::Date(date)) => return Content::Date(*date),
        _ => return Content::Empty,
    };
    Content::Formula(X::Cell(at), shown)
}

fn outcome(reader: &mut Reader, unit: usize, at: &mut Writing) {
    let scheme = reader.scheme;
    let noun = reader.results.tables.list[scheme.table].name.to_string();
    let name = scheme.units[unit].name.to_string();
    let mut told: Vec<(String, Content, Role, String)> = vec![(noun, Content::Text(name), Role::Centre, String::new())];
    let wanted = [Item::Group, Item::Score, Item::Rank, Item::Reason, Item::Tier, Item::Prize, Item::Pay];
    let flags = (0..scheme.standing.flag_lines.len()).map(Item::Flag);
    for item in wanted.into_iter().chain(flags) {
        let Some(cell) = reader.layout.standing(item, unit) else { continue };
        let content = link(reader, cell);
        let format = match item {
            Item::Rank => "\"第\"0\"名\"".to_string(),
            item => standing::format(reader, item, unit),
        };
        let role = if item == Item::Score { Role::Place } else { Role::Centre };
        told.push((standing::title(reader, item), content, role, format));
    }
    let page = &mut reader.pages[at.page];
    at.section(page, "考核结果");
    for pair in told.chunks(2) {
        for (place, (label, content, role, format)) in pair.iter().enumerate() {
            let left = if place == 0 { 0 } else { 3 };
            page.text(at.row, left, Role::Label, label.clone());
            let merge = Merge { top: at.row, left: left + 1, bottom: at.row, right: left + 2 };
            page.block(merge, *role, "");
            page.put(at.row, left + 1, *role, content.clone()).format = format.clone();
        }
        if pair.len() == 1 {
            page.across(at.row, 3, LAST, Role::Centre, "");
        }
        page.heights.insert(at.row, 22);
        at.row += 1;
    }
}

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

fn ratio(top: &Figure, bottom: &Figure) -> Figure {
    let there = X::infix(Infix::Equal, X::Call("COUNT", vec![top.x.clone(), bottom.x.clone()]), X::whole(2));
    let x = X::when(there, X::infix(Infix::Divide, top.x.clone(), bottom.x.clone()), X::blank());
    let value = top.value.as_ref().zip(bottom.value.as_ref()).and_then(|(t, b)| t.checked_div(b));
    Figure { x, value }
}

fn difference(left: &Figure, right: &Figure) -> Figure {
    let there = X::infix(Infix::Equal, X::Call("COUNT", vec![left.x.clone(), right.x.clone()]), X::whole(2));
    let x = X::when(there, X::infix(Infix::Subtract, left.x.clone(), right.x.clone()), X::blank());
    let value = left.value.as_ref().zip(right.value.as_ref()).map(|(l, r)| l - r);
    Figure { x, value }
}

fn composition(reader: &mut Reader, unit: usize, field: &Field, at: &mut Writing) {
    let scheme = reader.scheme;
    let Some(score) = reader.layout.standing(Item::Score, unit) else { return };
    at.section(&mut reader.pages[at.page], "得分构成");
    let formula = composite(scheme);
    at.text(&mut reader.pages[at.page], &formula);
    at.heads(&mut reader.pages[at.page], &["项目", "得分", "满分", "得分率", "本组平均", "与本组平均之差"]);
    let group = field.group(scheme, unit);
    for (part, mean) in field.parts.iter().zip(&group.parts) {
        part_row(reader, unit, part, mean.as_ref(), at);
    }
    let own = match &scheme.standing.score[unit] {
        Value::Number(n) => Some(n.clone()),
        _ => None,
    };
    let own = Figure { x: X::Cell(score), value: own };
    let name = if field.parts.is_empty() { "得分" } else { "合计得分" };
    let format = standing::format(reader, Item::Score, unit);
    figures(reader, at, name, (own, None), group.mean.as_ref(), &format);
}

/// 综合得分 = … as the scheme prints it.
fn composite(scheme: &Scheme) -> String {
    let rule = match scheme.standing.score_formula.as_ref().map(|f| &f.op) {
        Some(Op::Rule(reference)) => match &reference.target {
            Target::One { rule, .. } => scheme.rules[*rule].definitions.first(),
            Target::Varied { .. } => None,
        },
        _ => None,
    };
    let text = rule.map_or(&scheme.standing.texts.0, |d| &d.text);
    format!("计算公式：{} = {text}", score_name(scheme))
}

fn part_row(reader: &mut Reader, unit: usize, part: &Part, mean: Option<&Exact>, at: &mut Writing) {
    let signed = |n: Exact| if part.minus { -&n } else { n };
    let times = |cell: At| {
        let x = X::Cell(cell);
        let x = if part.factor == Exact::ONE {
            x
        } else {
            X::infix(Infix::Multiply, x, X::Number(part.factor.trimmed(15)))
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
        page.put(at.row, 2, Role::Figure, full.content()).format = "0.##".replace('#', "0");
        let rate = ratio(&own, &Figure { x: here(2), value: most });
        page.put(at.row, 3, Role::Figure, rate.content()).format = "0.00%".into();
    }
    if let Some(mean) = mean {
        page.put(at.row, 4, Role::Given, Content::Number(mean.clone())).format = format.into();
        let apart = difference(&own, &Figure { x: here(4), value: Some(mean.clone()) });
        page.put(at.row, 5, Role::Figure, apart.content()).format = format.into();
    }
    at.row += 1;
}

/// Members of families with full marks that are no parts of the composite, lowest rate first.
fn weak(reader: &mut Reader, unit: usize, field: &Field, at: &mut Writing) {
    let scheme = reader.scheme;
    let mut found: Vec<(Exact, usize, usize)> = Vec::new();
    for (index, rule) in scheme.rules.iter().enumerate() {
        if rule.axes.is_empty() || rule.full.is_none() || field.parts.iter().any(|p| p.rule == index) {
            continue;
        }
        for member in 0..rule.members.len() {
            if let (Value::Number(points), Some(Value::Number(full))) =
                (rule.value(unit, member), rule.full(unit, member))
                && let Some(rate) = points.checked_div(full).filter(|r| *r < Exact::ONE)
            {
                found.push((rate, index, member));
            }
        }
    }
    found.sort();
    found.truncate(WEAK);
    let placed: Vec<(usize, usize, At, At)> = found
        .into_iter()
        .filter_map(|(_, rule, member)| {
            let (cell, full) = score::cells(reader, unit, rule, member)?;
            Some((rule, member, cell, full?))
        })
        .collect();
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
    at.row += 1;
}

/// How far the next place and the next tier are.
fn distances(reader: &mut Reader, unit: usize, field: &Field, at: &mut Writing) {
    let scheme = reader.scheme;
    let group = field.group(scheme, unit);
    let Some(score) = reader.layout.standing(Item::Score, unit) else { return };
    let format = standing::format(reader, Item::Score, unit);
    let mut lines: Vec<(String, Content, Role, String)> = Vec::new();
    if matches!(scheme.standing.rank[unit], Value::Number(_)) {
        let count = Exact::from(i64::try_from(group.ranked).unwrap_or(i64::MAX));
        lines.push(("本组参加排名的考核对象数".into(), Content::Number(count), Role::Given, "0".into()));
    }
    if let Some((place, gap)) = field.above(unit) {
        let label = format!("与上一名次（第{}名）的分差", place.fixed(0));
        lines.push((label, Content::Number(gap.clone()), Role::Given, format.clone()));
    }
    lines.extend(next_tier(scheme, unit, group, score).map(|(label, content, role)| (label, content, role, format)));
    if lines.is_empty() {
        return;
    }
    let page = &mut reader.pages[at.page];
    at.section(page, "差距");
    for (label, content, role, format) in lines {
        page.across(at.row, 0, 2, Role::Name, label);
        page.put(at.row, 3, role, content).format = format;
        let said = if role == Role::Given { "给定数据" } else { "按考核方案的分数线计算" };
        page.across(at.row, 4, LAST, Role::Centre, said);
        at.row += 1;
    }
}

/// The next better tier: the distance to its threshold as a formula, or to its last unit as an input.
fn next_tier(scheme: &Scheme, unit: usize, group: &super::field::Group, score: At) -> Option<(String, Content, Role)> {
    let standing = &scheme.standing;
    let (Value::Text(tier), Value::Number(own)) = (&standing.tier[unit], &standing.score[unit]) else { return None };
    let lines = &standing.tier_lines;
    let mine = lines.iter().position(|l| *l.name == **tier).unwrap_or(lines.len());
    let next = mine.checked_sub(1)?;
    let label = format!("与上一等次（{}）的分差", lines[next].name);
    let away = |bound: &Exact| if standing.lower_is_better { own - bound } else { bound - own };
    if let Some(bound) = lines[next].when.as_deref().and_then(threshold) {
        let gap = away(bound);
        let literal = X::Number(bound.trimmed(15));
        let (left, right) =
            if standing.lower_is_better { (X::Cell(score), literal) } else { (literal, X::Cell(score)) };
        let x = X::infix(Infix::Subtract, left, right);
        return (!gap.is_negative()).then_some((label, Content::Formula(x, Cached::Number(gap)), Role::Figure));
    }
    let gap = away(group.cuts[next].as_ref()?);
    (!gap.is_negative()).then_some((label, Content::Number(gap), Role::Given))
}

/// The bound of 得分 that a condition sets.
fn threshold(when: &Node) -> Option<&Exact> {
    match &when.op {
        Op::And(list) => list.iter().find_map(threshold),
        Op::Compare(first, rest) => match (&first.op, &rest[..]) {
            (Op::Standing { item: StandingItem::Score, .. }, [(comparison, bound)]) => match (&bound.op, comparison) {
                (Op::Number(n), Comparison::AtLeast | Comparison::Greater | Comparison::AtMost | Comparison::Less)
                    if matches!(bound.kind, Some(Kind::Number(_))) =>
                {
                    Some(n)
                }
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
