//! What ledgers hold about the unit: each event with its date, source, reason and points, and where it was read.

use crate::formula::ast::Unit;
use crate::tables::{Kind, Table};

use super::super::expr::{At, Infix, X};
use super::super::facts;
use super::super::grid::{Cached, Content, Merge, Role};
use super::super::layout::{List, TablePlace};
use super::super::reading::Reader;
use super::front::{LAST, Writing, link};
use super::plan::Plan;

/// Characters across the cells of the reason.
const REASON: usize = 24;
/// Characters across the cell of the origin.
const ORIGIN: usize = 20;

/// Columns of a ledger by what they say.
struct Said {
    date: Option<usize>,
    source: Option<usize>,
    reason: Vec<usize>,
    points: Option<usize>,
}

/// Writes a section for each ledger that the unit's figures are made of.
pub(super) fn write(reader: &mut Reader, plan: &Plan, at: &mut Writing) {
    for table in &plan.tables {
        let declared = &reader.results.tables.list[*table];
        if !declared.ledger {
            continue;
        }
        at.section(&mut reader.pages[at.page], &format!("{}：本单位的记录", declared.name));
        let TablePlace::List(list) = reader.layout.tables[*table].clone() else {
            at.text(&mut reader.pages[at.page], "本期无记录。");
            continue;
        };
        let said = said(declared, reader.scheme.table, plan.taken.get(table).copied());
        events(reader, declared, &list, &said, at);
    }
}

fn said(table: &Table, roster: usize, taken: Option<usize>) -> Said {
    let of =
        |wanted: &dyn Fn(Kind) -> bool| (0..table.columns.len()).filter(|c| wanted(table.columns[*c].kind)).collect();
    let dates: Vec<usize> = of(&|k| k == Kind::Date);
    let sources: Vec<usize> = of(&|k| matches!(k, Kind::Entry(to) if to != roster));
    let texts: Vec<usize> = of(&|k| k == Kind::Text);
    let points: Vec<usize> = of(&|k| k == Kind::Number(Unit::Points));
    let numbers: Vec<usize> = of(&|k| matches!(k, Kind::Number(_)));
    let rest = sources.iter().skip(1).copied();
    Said {
        date: dates.first().copied(),
        source: sources.first().copied(),
        reason: texts.iter().copied().chain(rest).collect(),
        points: taken.or(points.first().copied()).or(numbers.first().copied()),
    }
}

fn events(reader: &mut Reader, table: &Table, list: &List, said: &Said, at: &mut Writing) {
    let points = said
        .points
        .map_or("数值".to_string(), |c| facts::headed(&table.columns[c].name, Some(table.columns[c].kind)));
    let source = said.source.map_or("来源".to_string(), |c| table.columns[c].name.to_string());
    at.heads(&mut reader.pages[at.page], &["日期", &source, "事由", "", &points, "出处"]);
    reader.pages[at.page].across(at.row - 1, 2, 3, Role::Head, "事由");
    let first = at.row;
    for (row, placed) in list.rows.pairs() {
        event(reader, table, list, said, (row, placed), at);
    }
    let last = at.row - 1;
    if last > first && said.points.is_some() {
        total(reader, first, last, at);
    }
}

fn event(reader: &mut Reader, table: &Table, list: &List, said: &Said, (row, placed): (u32, u32), at: &mut Writing) {
    let cell = |column: usize| At { page: list.page, row: placed, col: list.cols[column] };
    let linked = |column: Option<usize>| column.map_or(Content::Empty, |c| link(reader, cell(c)));
    let (date, source, points) = (linked(said.date), linked(said.source), linked(said.points));
    let reasons: Vec<(At, String)> = said
        .reason
        .iter()
        .filter_map(|c| match &reader.pages[list.page].cells.get(&(placed, list.cols[*c]))?.content {
            Content::Text(text) if !text.is_empty() && text != "—" => Some((cell(*c), text.clone())),
            _ => None,
        })
        .collect();
    let reason = reasons.iter().map(|(_, t)| t.as_str()).collect::<Vec<_>>().join("；");
    let joined = reasons
        .iter()
        .map(|(at, _)| X::Cell(*at))
        .reduce(|a, b| X::infix(Infix::Join, X::infix(Infix::Join, a, X::Text("；".into())), b));
    let content = joined.map_or(Content::Empty, |x| Content::Formula(x, Cached::Text(reason.clone())));
    let format = |column: Option<usize>| {
        let column = column.and_then(|c| reader.pages[list.page].cells.get(&(placed, list.cols[c])));
        column.map(|c| c.format.clone()).unwrap_or_default()
    };
    let (dates, numbers) = (format(said.date), format(said.points));
    let origin = origin(reader, table, row, said);
    let lines = |text: &str, width: usize| unicode_width::UnicodeWidthStr::width(text).div_ceil(width).max(1);
    let height = lines(&reason, REASON).max(lines(&origin, ORIGIN));
    let page = &mut reader.pages[at.page];
    page.put(at.row, 0, Role::Centre, date).format = dates;
    page.put(at.row, 1, Role::Name, source);
    page.block(Merge { top: at.row, left: 2, bottom: at.row, right: 3 }, Role::Name, "");
    page.put(at.row, 2, Role::Name, content);
    page.put(at.row, 4, Role::Figure, points).format = numbers;
    page.text(at.row, LAST, Role::Name, origin);
    page.heights.insert(at.row, u16::try_from(height * 14 + 4).unwrap_or(400).min(400));
    at.row += 1;
}

/// Where the event was read: file, sheet and row.
fn origin(reader: &Reader, table: &Table, row: u32, said: &Said) -> String {
    let columns = said.points.into_iter().chain(0..table.columns.len());
    let mut origins = columns.filter_map(|c| table.columns[c].origins.get(row as usize)?.parts());
    let Some((sheet, line, _)) = origins.next() else { return "考核方案".into() };
    let Some((file, name)) = reader.results.tables.origins.sheets.get(sheet as usize) else { return String::new() };
    let name = name.as_deref().filter(|n| !n.is_empty()).map(|n| format!("［{n}］")).unwrap_or_default();
    format!("{file}{name}第{}行", line + 1)
}

fn total(reader: &mut Reader, first: u32, last: u32, at: &mut Writing) {
    let cell = |row: u32| At { page: at.page, row, col: 4 };
    let page = &mut reader.pages[at.page];
    let format = page.cells.get(&(first, 4)).map(|c| c.format.clone()).unwrap_or_default();
    let sum = (first..=last).filter_map(|row| match page.cells.get(&(row, 4)).map(|c| &c.content) {
        Some(Content::Formula(_, Cached::Number(n))) => Some(n.clone()),
        _ => None,
    });
    let sum = sum.fold(crate::number::Exact::ZERO, |sum, n| &sum + &n);
    page.across(at.row, 0, 3, Role::Centre, "合计");
    let x = X::Call("SUM", vec![X::Range(cell(first), cell(last))]);
    page.put(at.row, 4, Role::Strong, Content::Formula(x, Cached::Number(sum))).format = format;
    page.put(at.row, LAST, Role::Centre, Content::Empty);
    at.row += 1;
}
