//! From the grid to the bytes of a workbook.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    ConditionalFormatFormula, DocProperties, ExcelDateTime, Format, Note, ProtectionOptions, Workbook, Worksheet,
    XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::formula::ast::Date;

use super::expr::{At, column_name};
use super::grid::{Cached, Cell, Content, Page, Role};
use super::layout::MEMBER;
use super::{cell, drawing, style};

/// What stands on every sheet and in the file's properties.
#[derive(Debug)]
pub(super) struct Imprint {
    /// Title of the file.
    pub title: String,
    /// The sheet that is seen first.
    pub opens: usize,
    /// Who issues.
    pub office: String,
    /// Stands in the page header.
    pub notice: String,
    /// Date of issue: the only date in the file.
    pub issued: Date,
}

/// The bytes of a workbook of these sheets.
pub(super) fn workbook(pages: &[Page], names: &[String], imprint: &Imprint) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (standard, row, column) = style::standard();
    book.set_default_format(&standard, row, column)?;
    let year = u16::try_from(imprint.issued.year).unwrap_or(1900);
    let created = ExcelDateTime::from_ymd(year, imprint.issued.month, imprint.issued.day)?;
    let properties = DocProperties::new()
        .set_title(&imprint.title)
        .set_author(&imprint.office)
        .set_comment(&imprint.notice)
        .set_creation_datetime(&created);
    book.set_properties(&properties);
    for (index, page) in pages.iter().enumerate() {
        // A sheet that nothing needed stays out; no formula refers to it.
        if page.cells.is_empty() {
            continue;
        }
        let sheet = book.add_worksheet();
        sheet.set_name(&page.name)?;
        write_page(sheet, index, pages, names, imprint)?;
        if index == imprint.opens {
            sheet.set_active(true);
        }
    }
    book.save_to_buffer()
}

fn write_page(
    sheet: &mut Worksheet,
    index: usize,
    pages: &[Page],
    names: &[String],
    imprint: &Imprint,
) -> Result<(), XlsxError> {
    let page = &pages[index];
    // A formula without a value is empty, never 0.
    sheet.set_formula_result_default("");
    for merge in &page.merges {
        let format = page.cells.get(&(merge.top, merge.left)).map(style::format).unwrap_or_default();
        sheet.merge_range(merge.top, merge.left, merge.bottom, merge.right, "", &format)?;
    }
    for ((row, col), cell) in &page.cells {
        let covered = page.merges.iter().any(|m| {
            (m.top..=m.bottom).contains(row) && (m.left..=m.right).contains(col) && (*row, *col) != (m.top, m.left)
        });
        if covered {
            continue;
        }
        let format: Format = style::format(cell);
        cell::write(sheet, At { page: index, row: *row, col: *col }, cell, &format, names)?;
        if let Some(note) = &cell.note {
            sheet.insert_note(*row, *col, &Note::new(note).set_author(""))?;
        }
    }
    dress(sheet, page)?;
    set_up_print(sheet, page, imprint)?;
    for mark in &page.marks {
        let text = mark.equals.replace('"', "\"\"");
        let when = format!("=${}{}=\"{text}\"", column_name(mark.column), page.body + 1);
        let rule = ConditionalFormatFormula::new().set_rule(when.as_str()).set_format(style::mark(mark.look));
        sheet.add_conditional_format(page.body, mark.cols.0, page.last_row(), mark.cols.1, &rule)?;
    }
    if !page.breaks.is_empty() {
        sheet.set_page_breaks(&page.breaks)?;
    }
    for drawn in &page.charts {
        sheet.insert_chart(drawn.at.0, drawn.at.1, &drawing::chart(drawn, pages))?;
    }
    let options = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() };
    sheet.protect_with_options(&options);
    Ok(())
}

fn dress(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    for (col, width) in widths(page) {
        sheet.set_column_width(col, f64::from(width))?;
    }
    for row in &page.hidden_rows {
        sheet.set_row_hidden(*row)?;
    }
    for col in &page.hidden_cols {
        sheet.set_column_hidden(*col)?;
    }
    for (row, height) in tall_rows(page, &widths(page)) {
        if !page.heights.contains_key(&row) {
            sheet.set_row_height(row, f64::from(height))?;
        }
    }
    for (row, height) in &page.heights {
        sheet.set_row_height(*row, f64::from(*height))?;
    }
    sheet.set_freeze_panes(page.frozen.0, page.frozen.1)?;
    Ok(())
}

fn set_up_print(sheet: &mut Worksheet, page: &Page, imprint: &Imprint) -> Result<(), XlsxError> {
    sheet.set_paper_size(9);
    if !page.portrait {
        sheet.set_landscape();
    }
    // Tables too wide for one page go on beside it, names repeated; anything else fits the width.
    match &page.leaves {
        None => {
            sheet.set_print_fit_to_pages(1, 0);
        }
        Some(leaves) => {
            sheet.set_print_scale(leaves.scale);
            if let Some(last) = page.frozen.1.checked_sub(1) {
                sheet.set_repeat_columns(0, last)?;
            }
            let begin: Vec<u32> = leaves.columns.iter().skip(1).filter_map(|(c, _)| u32::try_from(*c).ok()).collect();
            sheet.set_vertical_page_breaks(&begin)?;
        }
    }
    sheet.set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3);
    let notice = imprint.notice.replace('&', "&&");
    if !notice.is_empty() {
        sheet.set_header(format!("&R&\"宋体,Regular\"&9{notice}"));
    }
    sheet.set_footer("&C&\"宋体,Regular\"&9第 &P 页 共 &N 页");
    if let Some((first, last)) = page.repeat {
        sheet.set_repeat_rows(first, last)?;
    }
    Ok(())
}

/// Widths in characters: by what stands in the column, heads broken over two or three lines.
pub(super) fn widths(page: &Page) -> BTreeMap<u16, u16> {
    let mut out: BTreeMap<u16, u16> = BTreeMap::new();
    let covered = |row: u32, col: u16| {
        page.merges
            .iter()
            .any(|m| m.left != m.right && (m.top..=m.bottom).contains(&row) && (m.left..=m.right).contains(&col))
    };
    for ((row, col), cell) in &page.cells {
        if covered(*row, *col) || matches!(cell.role, Role::Title | Role::Subtitle | Role::Quote | Role::Prose) {
            continue;
        }
        let shown = u16::try_from(shown(cell).width()).unwrap_or(60);
        let wanted = match cell.role {
            // A link is not broken over lines everywhere.
            Role::Head if cell.link.is_some() && *row > MEMBER => (shown + 2).clamp(6, 24),
            Role::Head => (shown.div_ceil(2) + 2).clamp(6, 16),
            Role::Name => (shown + 2).clamp(6, 40),
            _ => (shown + 3).clamp(6, 26),
        };
        let width = out.entry(*col).or_insert(6);
        *width = (*width).max(wanted);
    }
    out.extend(page.widths.iter().map(|(c, w)| (*c, *w)));
    out
}

/// Heights of rows in which a name goes over several lines: not every program finds them by itself.
fn tall_rows(page: &Page, widths: &BTreeMap<u16, u16>) -> BTreeMap<u32, u16> {
    let mut out: BTreeMap<u32, u16> = BTreeMap::new();
    for ((row, col), cell) in page.cells.range((page.body, 0)..) {
        let width = usize::from(widths.get(col).copied().unwrap_or(8)).saturating_sub(1).max(1);
        let lines = shown(cell).width().div_ceil(width);
        if matches!(cell.role, Role::Name) && lines > 1 {
            let height = u16::try_from(lines * 14 + 4).unwrap_or(400).min(400);
            let known = out.entry(*row).or_insert(height);
            *known = (*known).max(height);
        }
    }
    out
}

/// About what a cell shows.
pub(super) fn shown(cell: &Cell) -> String {
    let number = |n: &crate::number::Exact| {
        let places = cell.format.split_once('.').map_or(0, |(_, d)| d.chars().filter(|c| *c == '0').count());
        let text = n.fixed(u32::try_from(places).unwrap_or(2));
        if cell.format.ends_with('%') { format!("{text}00") } else { text }
    };
    match &cell.content {
        Content::Empty | Content::Formula(_, Cached::Blank) => String::new(),
        Content::Text(t) | Content::Formula(_, Cached::Text(t)) => t.clone(),
        Content::Formula(_, Cached::Spelled(t)) => t.chars().take(10).collect(),
        Content::Number(n) | Content::Formula(_, Cached::Number(n)) => number(n),
        Content::Date(_) => "2000-00-00".into(),
    }
}
