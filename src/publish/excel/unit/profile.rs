//! The unit beside mean and best of its group, as a table and drawn: what its notice draws.

use crate::number::Exact;
use crate::publish::notice::model::{Bar, Chart as Told};

use super::super::expr::{At, X};
use super::super::grid::{Cached, Chart, Content, Role};
use super::super::reading::Reader;
use super::Shared;
use super::front::{HEIGHT, LAST, Writing};

/// Rows that the chart stands on, and its size in pixels.
const ROWS: u32 = 14;
const SIZE: (u32, u32) = (790, 275);
/// Points of a page above which a chart stays whole, whatever a program makes of the widths.
const PAGE: u32 = 640;

/// Writes the section; `parts` are the rows of the composition by their names.
pub(super) fn write(reader: &mut Reader, shared: &Shared, told: &Told, parts: &[(String, u32)], at: &mut Writing) {
    let rates = told.unit == "%";
    let of = shared.whole();
    at.section(&mut reader.pages[at.page], &format!("与{of}比较"));
    let unit = if told.unit.is_empty() { String::new() } else { format!("（{}）", told.unit) };
    let heads = ["项目", &format!("本单位{}", told.measure), &format!("{of}平均"), &format!("{of}最高")];
    let page = &mut reader.pages[at.page];
    for (col, head) in (0u16..).zip(heads) {
        page.text(at.row, col, Role::Head, head);
    }
    page.across(at.row, 4, LAST, Role::Head, "");
    page.heights.insert(at.row, HEIGHT);
    let head = at.row;
    at.row += 1;
    for bar in &told.bars {
        line(reader, rates, bar, parts, at);
    }
    let (page, last) = (at.page, at.row - 1);
    let cell = |row: u32, col: u16| At { page, row, col };
    let series = (1..=3).map(|col| (cell(head, col), cell(head + 1, col), cell(last, col))).collect();
    let sheet = &mut reader.pages[page];
    if height(sheet, at.row + ROWS) > PAGE {
        sheet.breaks.push(head - 1);
    }
    sheet.charts.push(Chart {
        title: format!("本单位与{of}平均、{of}最高"),
        names: (cell(head + 1, 0), cell(last, 0)),
        series,
        stacked: false,
        grounded: told
            .bars
            .iter()
            .all(|b| [&b.own_text, &b.mean_text, &b.best_text].iter().all(|t| !t.starts_with('−'))),
        axes: (String::new(), if rates { told.measure.clone() } else { format!("{}{unit}", told.measure) }),
        scale: if rates { "0%".into() } else { String::new() },
        labels: String::new(),
        at: (at.row, 0),
        size: SIZE,
    });
    at.row += ROWS;
}

/// Points from the top of the sheet to a row.
fn height(page: &super::super::grid::Page, row: u32) -> u32 {
    (0..row).map(|r| page.heights.get(&r).map_or(15, |h| u32::from(*h))).sum()
}

/// The unit's own figure follows its cells; those of the group are given.
fn line(reader: &mut Reader, rates: bool, bar: &Bar, parts: &[(String, u32)], at: &mut Writing) {
    let number = |text: &str| {
        let number = Exact::parse(&text.replace('−', "-"))?;
        if rates { number.checked_div(&Exact::from(100)) } else { Some(number) }
    };
    let format = if rates { "0.00%" } else { "0.00" };
    let col = if rates { 3 } else { 1 };
    let sheet = &mut reader.pages[at.page];
    let row = parts.iter().find(|(name, _)| *name == bar.name).map(|(_, row)| *row);
    let own = row.and_then(|row| {
        let cell = sheet.cells.get(&(row, col))?;
        let Content::Formula(_, kept @ Cached::Number(_)) = &cell.content else { return None };
        Some(Content::Formula(X::Cell(At { page: at.page, row, col }), kept.clone()))
    });
    let given = |text: &str| number(text).map_or(Content::Empty, Content::Number);
    sheet.text(at.row, 0, Role::Name, bar.name.clone());
    let own = own.unwrap_or_else(|| given(&bar.own_text));
    sheet.put(at.row, 1, Role::Strong, own).format = format.into();
    sheet.put(at.row, 2, Role::Given, given(&bar.mean_text)).format = format.into();
    sheet.put(at.row, 3, Role::Given, given(&bar.best_text)).format = format.into();
    sheet.heights.insert(at.row, HEIGHT);
    at.row += 1;
}
