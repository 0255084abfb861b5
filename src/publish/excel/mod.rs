//! 排名.xlsx: rankings with live formulas over the raw figures.
//!
//! Every derived cell is a formula that recomputes its figure from cells that were read; what it comes to
//! by the exact reading stands beside it for programs that do not recompute.

mod basis;
mod cell;
mod contents;
mod drawing;
mod expr;
mod facts;
mod grid;
mod heads;
mod labels;
mod layout;
mod lines;
mod links;
mod lookup;
mod marks;
mod moves;
mod names;
pub mod paper;
pub mod pay;
mod pictures;
mod places;
mod print;
mod ranking;
mod raw;
mod reading;
mod recount;
mod score;
mod standing;
mod style;
pub mod unit;
mod write;

#[cfg(test)]
mod tests;

use rust_xlsxwriter::XlsxError;
use thiserror::Error;

use crate::finding::{Finding, Place};
use crate::publish::faults;
use crate::results::{Results, Scheme};

use grid::{Cached, Content, Page};
use reading::Reader;
pub use style::{FormPart, of_form, standard};

/// Why a workbook could not be made.
#[derive(Debug, Error)]
pub enum ExcelFault {
    /// The writer refused something.
    #[error(transparent)]
    Writer(#[from] XlsxError),
}

/// A rule that stands as a value because no formula could be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritable {
    /// Its pattern, or table and column.
    pub rule: String,
    /// Why.
    pub why: &'static str,
}

/// A workbook and what in it is no formula.
#[derive(Debug)]
pub struct Ranking {
    /// The file.
    pub bytes: Vec<u8>,
    /// Rules written as values.
    pub unwritten: Vec<Unwritable>,
    /// Tables that are too large to stand in it: name and rows.
    pub left_out: Vec<(String, usize)>,
    /// Cells that a spreadsheet program would show otherwise: sheet, cell and formula.
    pub differing: Vec<String>,
}

/// The note of a rule that stands as a value.
pub fn unwritten(file: &str, rule: &Unwritable) -> Finding {
    let place = Place::file(file);
    Finding::new(faults::FORMULA_AS_VALUE, place).with("rule", rule.rule.clone()).with("reason", rule.why)
}

/// The note of a table that is too large for the workbook.
pub fn left_out(file: &str, table: &str, rows: usize) -> Finding {
    Finding::new(faults::TABLE_LEFT_OUT, Place::file(file)).with("table", table).with("rows", rows.to_string())
}

/// The warning of a cell that a spreadsheet program would print otherwise.
pub fn prints_otherwise(file: &str, cell: &str) -> Finding {
    Finding::new(faults::CELL_PRINTS_OTHERWISE, Place::file(file)).with("cell", cell)
}

/// The bytes of 排名.xlsx of a scheme.
pub fn ranking(results: &Results, scheme: usize) -> Result<Vec<u8>, ExcelFault> {
    Ok(workbook(results, scheme)?.bytes)
}

/// 排名.xlsx of a scheme, and what in it stands as a value.
pub fn workbook(results: &Results, scheme: usize) -> Result<Ranking, ExcelFault> {
    let declared = &results.schemes[scheme];
    let lookup = lookup::Lookup::new(results, declared);
    let mut layout = layout::lay_out(results, declared, &lookup.labels);
    standing::lay_out(declared, &mut layout);
    let pages = layout.names.iter().map(|n| Page::new(n.clone())).collect();
    let mut reader = Reader::new(results, scheme, &lookup, layout, pages);
    let notice = notice(results, declared);
    let mut unwritten = Vec::new();
    raw::write(&mut reader, &notice);
    raw::write_derived(&mut reader, &mut unwritten);
    score::write(&mut reader, &notice, &mut unwritten);
    standing::write(&mut reader, &notice, &mut unwritten);
    let composed = ranking::write(&mut reader, &notice);
    pictures::write(&mut reader, &notice, composed);
    moves::write(&mut reader, &notice);
    let named = |(table, rows): &(usize, usize)| (results.tables.list[*table].name.to_string(), *rows);
    let left_out: Vec<(String, usize)> = reader.layout.left_out.iter().map(named).collect();
    basis::rules(&mut reader, &notice);
    finish_aids(&mut reader, &notice);
    basis::about(&mut reader, &notice, (&unwritten, &left_out));
    links::follow(&mut reader.pages, reader.layout.pages.standing);
    links::settle(&mut reader.pages, reader.layout.pages.about);
    print::set_up(&mut reader.pages);
    let imprint = write::Imprint {
        title: format!("{}排名（{}）", declared.title, results.period),
        opens: reader.layout.pages.ranking,
        office: declared.issue.office.clone().unwrap_or_default(),
        notice: declared.issue.notice.clone().unwrap_or_default(),
        issued: results.issued,
    };
    let differing = recount::recount(&mut reader.pages, &reader.layout.names);
    let bytes = write::workbook(&reader.pages, &reader.layout.names, &imprint)?;
    Ok(Ranking { bytes, unwritten, left_out, differing })
}

/// The second line of every sheet.
fn notice(results: &Results, scheme: &Scheme) -> String {
    let period = format!("考核期：{}", results.period);
    let draft = results.draft.then_some("送审稿");
    let parts = [Some(period.as_str()), draft, scheme.issue.notice.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join("　　")
}

/// The value itself, where there is no formula.
fn as_value(cached: Cached) -> Content {
    match cached {
        Cached::Number(n) => Content::Number(n),
        Cached::Text(t) | Cached::Spelled(t) => Content::Text(t),
        Cached::Blank => Content::Empty,
    }
}

fn finish_aids(reader: &mut Reader, notice: &str) {
    let (aids, foreign) = (reader.layout.pages.aids, reader.layout.pages.foreign);
    let body = reader.layout.first_row;
    if !reader.pages[aids].cells.is_empty() {
        score::units(reader, aids);
        let page = &mut reader.pages[aids];
        let last = page.last_col().max(6);
        heads::top(page, last, "辅助计算", notice, "公式用到的中间步骤，逐个考核对象计算。");
        page.hidden_rows = (layout::MEMBER + 1..body).collect();
        heads::freeze(page, body, layout::FIRST_COL);
    }
    let said = "取自其他考核方案或者以前公布的结果，在本工作簿中作为给定数据。";
    inputs(&mut reader.pages[foreign], body, ["方案", "对象", "项目", "数值"], notice, said);
}

/// Dresses the sheet of labelled inputs.
fn inputs(page: &mut Page, body: u32, titles: [&str; 4], notice: &str, said: &str) {
    if page.cells.is_empty() {
        return;
    }
    for (col, head) in (0u16..).zip(titles) {
        heads::tall(page, col, head);
    }
    heads::top(page, 5, "引用数据", notice, said);
    page.hidden_rows = (layout::MEMBER + 1..body).collect();
    heads::freeze(page, body, 0);
}
