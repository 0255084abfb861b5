//! 计分: every rule of the unit as a row, clause by clause, with its formula live and as the scheme prints it.

use crate::formula::tree::Node;
use crate::results::{Rule, Scheme};
use crate::tables::Value;

use super::super::expr::At;
use super::super::grid::{Cached, Content, Role};
use super::super::layout::{Item, MEMBER};
use super::super::reading::{Reader, Scope, Unwritten};
use super::super::{Unwritable, as_value, facts, heads, score, standing};
use super::layout::{Entry, Sheet};

/// Last column.
const LAST: u16 = 3;
/// Widths of the columns.
const WIDTHS: [u16; 4] = [28, 13, 10, 48];

/// Writes the sheet.
pub(super) fn write(reader: &mut Reader, unit: usize, sheet: &Sheet, notice: &str, unwritten: &mut Vec<Unwritable>) {
    for (row, entry) in sheet {
        let failed = match entry {
            Entry::Clause(_) | Entry::Says(_) | Entry::Outcome | Entry::Family(_) => {
                heading(reader, *row, *entry);
                None
            }
            Entry::Member(rule, member) => self::member(reader, unit, (*rule, *member), *row)
                .map(|why| (reader.scheme.rules[*rule].pattern.clone(), why)),
            Entry::Standing(item) => {
                self::item(reader, unit, *item, *row).map(|why| (standing::title(reader, *item), why))
            }
        };
        if let Some((rule, why)) = failed
            && !unwritten.iter().any(|u| u.rule == rule)
        {
            unwritten.push(Unwritable { rule, why: why.0 });
        }
    }
    let page = reader.layout.standing.page;
    let basis = &reader.scheme.basis;
    let basis = if basis.is_empty() { String::new() } else { format!("依据：{basis}。") };
    let said = format!("{basis}各项得分由公式按本考核对象的数据计算；计算公式为考核方案的写法。");
    let page = &mut reader.pages[page];
    for (col, head) in (0u16..).zip(["项目", "得分（数值）", "满分", "计算公式"]) {
        heads::tall(page, col, head);
    }
    heads::top(page, LAST, "计分过程", notice, &said);
    heads::freeze(page, MEMBER + 1, 1);
    page.widths.extend((0u16..).zip(WIDTHS));
    page.portrait = true;
}

fn heading(reader: &mut Reader, row: u32, entry: Entry) {
    let scheme = reader.scheme;
    let page = &mut reader.pages[reader.layout.standing.page];
    match entry {
        Entry::Clause(clause) => {
            page.across(row, 0, LAST, Role::Section, scheme.clauses[clause].heading.clone());
            page.heights.insert(row, 24);
        }
        Entry::Outcome => {
            page.across(row, 0, LAST, Role::Section, "得分、名次与结果");
            page.heights.insert(row, 24);
        }
        Entry::Says(clause) => {
            let declared = &scheme.clauses[clause];
            let parts = [("规定：", &declared.says), ("口径：", &declared.reading)];
            let parts = parts.into_iter().filter_map(|(label, text)| text.as_ref().map(|t| format!("{label}{t}")));
            let text = parts.collect::<Vec<_>>().join("　");
            let lines = text.chars().count().div_ceil(48);
            page.across(row, 0, LAST, Role::Quote, text);
            page.heights.insert(row, u16::try_from(lines * 14 + 4).unwrap_or(400).min(400));
        }
        Entry::Family(rule) => {
            let declared = &scheme.rules[rule];
            let text = printed(scheme, declared);
            page.across(row, 0, 2, Role::Family, family(&declared.pattern));
            page.heights.insert(row, height(&text));
            page.text(row, 3, Role::Family, text);
        }
        Entry::Member(..) | Entry::Standing(_) => {}
    }
}

/// Height of a row with that formula.
fn height(text: &str) -> u16 {
    let lines = unicode_width::UnicodeWidthStr::width(text).div_ceil(usize::from(WIDTHS[3]) - 2).max(1);
    u16::try_from(lines * 14 + 4).unwrap_or(400).min(400)
}

/// What a family is called: 各评价块折算分, 指标得分（各指标）.
fn family(pattern: &str) -> String {
    if pattern.starts_with('{') {
        return pattern.replace('{', "各").replace('}', "");
    }
    let axes: Vec<String> =
        pattern.split('{').skip(1).filter_map(|p| Some(format!("各{}", p.split_once('}')?.0))).collect();
    format!("{}（{}）", score::family(pattern), axes.join("、"))
}

/// The rule's formulas as the scheme prints them.
fn printed(scheme: &Scheme, rule: &Rule) -> String {
    match &rule.definitions[..] {
        [one] => one.text.clone(),
        several => {
            let each = several.iter().map(|d| format!("〔{}〕{}", scheme.clauses[d.clause].heading, d.text));
            each.collect::<Vec<_>>().join("；")
        }
    }
}

/// A member of a rule: the reason where it stands as a value.
fn member(reader: &mut Reader, unit: usize, (rule, member): (usize, usize), row: u32) -> Option<Unwritten> {
    let scheme = reader.scheme;
    let declared = &scheme.rules[rule];
    let at = reader.layout.rule(rule, unit, member);
    let (name, text) = if declared.axes.is_empty() {
        (declared.pattern.clone(), printed(scheme, declared))
    } else {
        let entries = declared.axes.iter().zip(&declared.members[member].1);
        let names: Vec<&str> = entries.map(|(table, entry)| reader.lookup.labels.of(*table, *entry)).collect();
        (format!("　{}", names.join("·")), String::new())
    };
    let shown = reader.lookup.labels.cached(declared.value(unit, member), declared.kind);
    let x = score::formula(reader, declared, unit, member, at);
    let role = if declared.aid { Role::Aid } else { Role::Figure };
    let format = facts::format(declared.format.as_deref(), declared.kind);
    let failed = put(reader, at, x.map(|x| Content::Formula(x, shown.clone())), &shown, role, &format);
    full(reader, unit, (rule, member), At { col: 2, ..at });
    let page = &mut reader.pages[at.page];
    page.text(row, 0, Role::Name, name);
    page.heights.insert(row, height(&text));
    page.text(row, 3, Role::Name, text);
    failed
}

/// Puts a formula, or its value with the reason.
fn put(
    reader: &mut Reader,
    at: At,
    content: Result<Content, Unwritten>,
    shown: &Cached,
    role: Role,
    format: &str,
) -> Option<Unwritten> {
    let (content, role, failed) = match content {
        Ok(content) => (content, role, None),
        Err(why) => (as_value(shown.clone()), Role::Value, Some(why)),
    };
    let cell = reader.pages[at.page].put(at.row, at.col, role, content);
    cell.format = format.into();
    cell.note = failed.map(|why| format!("此处为数值而非公式：{}。", why.0));
    failed
}

/// What the member is worth in full.
fn full(reader: &mut Reader, unit: usize, (rule, member): (usize, usize), at: At) {
    let declared = &reader.scheme.rules[rule];
    let node: Option<&Node> = declared.definitions.iter().find_map(|d| d.full.as_deref());
    let value = declared.full(unit, member).filter(|v| matches!(v, Value::Number(_)));
    let (Some(node), Some(value)) = (node, value) else {
        reader.pages[at.page].put(at.row, at.col, Role::Centre, Content::Empty);
        return;
    };
    let mut slots = if declared.overall { Vec::new() } else { vec![reader.scheme.units[unit].entry] };
    slots.extend(&declared.members[member].1);
    let shown = reader.lookup.labels.cached(value, node.kind);
    let x = reader.read(node, &Scope::new(slots, at)).map(|piece| piece.closed(node.kind));
    let format = facts::raw_format(&[value], declared.kind.unwrap_or(crate::tables::Kind::Text));
    put(reader, at, x.map(|x| Content::Formula(x, shown.clone())), &shown, Role::Figure, &format);
}

/// An item of the standing: places and quotas are inputs, the rest formulas.
fn item(reader: &mut Reader, unit: usize, item: Item, row: u32) -> Option<Unwritten> {
    let page = reader.layout.standing.page;
    let at = At { page, row, col: 1 };
    let shown = match item {
        Item::Taken(list, index) => Cached::Number(i64::from(taken(reader.scheme, list, index, unit)).into()),
        item => standing::value(reader, item, unit),
    };
    let given = matches!(item, Item::Rank | Item::Position | Item::FromLast | Item::Taken(..));
    let (content, role) = if given {
        (Ok(as_value(shown.clone())), Role::Given)
    } else if item == Item::Group {
        (Ok(as_value(shown.clone())), Role::Centre)
    } else {
        let x = standing::formula(reader, item, unit, at);
        (x.map(|x| Content::Formula(x, shown.clone())), standing::role(item))
    };
    let format = standing::format(reader, item, unit);
    let failed = put(reader, at, content, &shown, role, &format);
    let (title, text) = (standing::title(reader, item), said(reader.scheme, item, unit));
    let sheet = &mut reader.pages[page];
    sheet.text(row, 0, Role::Name, title);
    sheet.put(row, 2, Role::Centre, Content::Empty);
    sheet.heights.insert(row, height(&text));
    sheet.text(row, 3, Role::Name, text);
    failed
}

/// Did the unit get what a line with a quota gives?
fn taken(scheme: &Scheme, list: u8, index: usize, unit: usize) -> bool {
    let standing = &scheme.standing;
    let named = |value: &Value, name: &str| matches!(value, Value::Text(t) if **t == *name);
    match list {
        0 => named(&standing.tier[unit], &standing.tier_lines[index].name),
        1 => named(&standing.prize[unit], &standing.prize_lines[index].name),
        _ => standing.flags[index].1[unit] == Value::Bool(true),
    }
}

/// How an item comes about, in words.
fn said(scheme: &Scheme, item: Item, unit: usize) -> String {
    let standing = &scheme.standing;
    let lines = |lines: &[crate::results::Line]| {
        let line = |l: &crate::results::Line| {
            let quota = if l.quota.is_some() { "（有名额）" } else { "" };
            if l.text.is_empty() { format!("{}{quota}", l.name) } else { format!("{}{quota}：{}", l.name, l.text) }
        };
        lines.iter().map(line).collect::<Vec<_>>().join("；")
    };
    let places = standing.places.get(unit).copied().unwrap_or(2);
    match item {
        Item::Exact => standing.texts.0.clone(),
        Item::Score => format!("四舍五入，保留{places}位小数"),
        Item::Rank | Item::Position | Item::FromLast => "与其他考核对象比较得出，给定数据".into(),
        Item::Taken(..) => "是否在名额之内（1为在内，0为不在），给定数据".into(),
        Item::Tier => lines(&standing.tier_lines),
        Item::Prize => lines(&standing.prize_lines),
        Item::Reason => lines(&standing.unscored_lines),
        Item::Flag(flag) => standing.flag_lines[flag].text.clone(),
        Item::Pay => standing.texts.1.clone(),
        _ => String::new(),
    }
}

/// The cell of a member and that of its full marks, where the member stands in the sheet.
pub(super) fn cells(reader: &Reader, unit: usize, rule: usize, member: usize) -> Option<(At, Option<At>)> {
    if !reader.layout.holds(rule, member) {
        return None;
    }
    let at = reader.layout.rule(rule, unit, member);
    let full = At { col: 2, ..at };
    let cell = reader.pages[at.page].cells.get(&(full.row, full.col));
    Some((at, cell.filter(|c| !matches!(c.content, Content::Empty)).map(|_| full)))
}
