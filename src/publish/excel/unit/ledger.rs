//! What ledgers hold about the unit: each event with its date, source, reason and points, and where it was read.

use crate::number::Exact;
use crate::publish::notice::MANY;
use crate::publish::notice::model::{Account, AccountKind, Entry};
use crate::results::{Counted, Direction, Ledger};
use crate::tables::{Kind, Table, Value};

use super::super::expr::{At, X};
use super::super::grid::{Cached, Content, Merge, Role};
use super::super::layout::TablePlace;
use super::super::reading::Reader;
use super::front::{HEIGHT, LAST, Writing, link};
use super::plan::Plan;

/// Characters across the cells of the reason.
const REASON: usize = 24;
/// Characters across the cells of source and origin.
const NARROW: [usize; 2] = [12, 20];

/// Writes a section for each ledger that counts; `accounts` are what the notice says of them, in the same order.
pub(super) fn write(reader: &mut Reader, unit: usize, plan: &Plan, accounts: &[Account], at: &mut Writing) {
    let told = reader.scheme.ledgers.iter().filter(|l| l.direction != Direction::Record || !own(l, unit).is_empty());
    for (ledger, account) in told.zip(accounts) {
        let word = match account.kind {
            AccountKind::Deduction => "扣分",
            AccountKind::Bonus => "加分",
            AccountKind::Record => "记录",
        };
        let says = ["加分", "扣分", "减分"].iter().any(|end| account.name.ends_with(end));
        let told = if says || account.kind == AccountKind::Record { "" } else { word };
        at.section(&mut reader.pages[at.page], &format!("{}{told}", account.name));
        if own(ledger, unit).is_empty() {
            at.text(&mut reader.pages[at.page], "本期没有记录。");
            continue;
        }
        if own(ledger, unit).len() > MANY {
            let table = &reader.results.tables.list[ledger.table].name;
            let said = format!("本期共有记录{}条，逐条见“{table}”表。", own(ledger, unit).len());
            at.text(&mut reader.pages[at.page], &said);
            continue;
        }
        let points = match account.kind {
            AccountKind::Record => "数值".to_owned(),
            _ => format!("{word}分值").replace("分分", "分"),
        };
        at.heads(&mut reader.pages[at.page], &["日期", "来源", "事由", "", &points, "出处"]);
        reader.pages[at.page].across(at.row - 1, 2, 3, Role::Head, "事由");
        let first = at.row;
        let table = &reader.results.tables.list[ledger.table];
        let rows = sorted(table, own(ledger, unit));
        for (counted, entry) in rows.into_iter().zip(&account.entries) {
            event(reader, (ledger.table, plan.taken.get(&ledger.table).copied()), counted, entry, at);
        }
        total(reader, first, at.row - 1, at);
    }
}

fn own(ledger: &Ledger, unit: usize) -> &[Counted] {
    ledger.entries.get(unit).map(Vec::as_slice).unwrap_or_default()
}

/// By date, those without one last: the order of the notice.
fn sorted<'l>(table: &Table, entries: &'l [Counted]) -> Vec<&'l Counted> {
    let date = table.columns.iter().find(|c| c.kind == Kind::Date);
    let mut out: Vec<&Counted> = entries.iter().collect();
    out.sort_by_key(|c| match date.map(|d| &d.values[c.row as usize]) {
        Some(Value::Date(date)) => (false, Some(*date)),
        _ => (true, None),
    });
    out
}

/// The points: a link to the column that holds them, else the figure itself.
fn points(reader: &Reader, (table, taken): (usize, Option<usize>), counted: &Counted) -> Content {
    let Some(points) = &counted.points else { return Content::Empty };
    let declared = &reader.results.tables.list[table];
    let same =
        |c: &usize| declared.columns[*c].values.get(counted.row as usize) == Some(&Value::Number(points.clone()));
    let column = taken.into_iter().chain(0..declared.columns.len()).find(same);
    let place = match &reader.layout.tables[table] {
        TablePlace::List(list) => list.rows.at(counted.row).map(|row| (list, row)),
        _ => None,
    };
    match (column, place) {
        (Some(column), Some((list, row))) => link(reader, At { page: list.page, row, col: list.cols[column] }),
        _ => Content::Number(points.clone()),
    }
}

fn event(reader: &mut Reader, ledger: (usize, Option<usize>), counted: &Counted, entry: &Entry, at: &mut Writing) {
    let points = points(reader, ledger, counted);
    let origin = entry.origin.as_ref().map_or("考核方案".to_string(), |o| {
        let sheet = if o.sheet.is_empty() { String::new() } else { format!("［{}］", o.sheet) };
        format!("{}{sheet}第{}行", o.file, o.row)
    });
    let lines = |text: &str, width: usize| unicode_width::UnicodeWidthStr::width(text).div_ceil(width).max(1);
    let tall = lines(&entry.reason, REASON).max(lines(&entry.source, NARROW[0])).max(lines(&origin, NARROW[1]));
    let page = &mut reader.pages[at.page];
    page.text(at.row, 0, Role::Centre, entry.date.clone());
    page.text(at.row, 1, Role::Name, entry.source.clone());
    page.block(Merge { top: at.row, left: 2, bottom: at.row, right: 3 }, Role::Name, entry.reason.clone());
    page.put(at.row, 4, Role::Figure, points).format = "0.00".into();
    page.text(at.row, LAST, Role::Name, origin);
    page.heights.insert(at.row, HEIGHT.max(u16::try_from(tall * 14 + 4).unwrap_or(400).min(400)));
    at.row += 1;
}

/// The sum of several events that all have points.
fn total(reader: &mut Reader, first: u32, last: u32, at: &mut Writing) {
    let cell = |row: u32| At { page: at.page, row, col: 4 };
    let page = &mut reader.pages[at.page];
    let number = |row: u32| match page.cells.get(&(row, 4)).map(|c| &c.content) {
        Some(Content::Formula(_, Cached::Number(n)) | Content::Number(n)) => Some(n.clone()),
        _ => None,
    };
    let numbers: Option<Vec<Exact>> = (first..=last).map(number).collect();
    let Some(numbers) = numbers.filter(|n| n.len() > 1) else { return };
    let sum = numbers.iter().fold(Exact::ZERO, |sum, n| &sum + n);
    page.across(at.row, 0, 3, Role::Centre, "合计");
    let x = X::Call("SUM", vec![X::Range(cell(first), cell(last))]);
    page.put(at.row, 4, Role::Strong, Content::Formula(x, Cached::Number(sum))).format = "0.00".into();
    page.put(at.row, LAST, Role::Centre, Content::Empty);
    page.heights.insert(at.row, HEIGHT);
    at.row += 1;
}
