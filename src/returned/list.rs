//! The list in front of a returned workbook, and the list of all that comes back.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Url, Workbook, Worksheet, XlsxError};

use unicode_width::UnicodeWidthStr;

use super::line::Line;
use crate::publish::excel::{FormPart, of_form};

/// The name of the list's sheet.
pub(super) const NAME: &str = "问题清单";
/// Heads of the list and the widths of its columns.
pub(super) const HEADS: [(&str, u16); 6] =
    [("序号", 6), ("工作表", 18), ("位置", 10), ("程度", 8), ("发现的问题", 60), ("怎么改", 50)];
/// What stands above every list.
pub(super) const SAID: &str = "请改正标了颜色的单元格（红色是错误，必须改；黄色是提醒，请核对），批注里写着问题和改法；改好后重新报送，报送前可以删去本工作表和批注。";

/// A new workbook; its date is fixed, so that the same faults give the same bytes.
pub(super) fn book() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    Ok(book)
}

/// Writes the list of one file; `links` says under which name a sheet stands in the workbook.
pub(super) fn write(
    sheet: &mut Worksheet,
    said: &[String],
    lines: &[Line],
    links: &dyn Fn(&str) -> Option<String>,
) -> Result<(), XlsxError> {
    let body = top(sheet, NAME, said, &HEADS)?;
    for ((row, number), line) in (body..).zip(1_u32..).zip(lines) {
        let cells = cells(number, line);
        for (col, text) in (0u16..).zip(&cells) {
            sheet.write_string_with_format(row, col, text, &prose(col))?;
        }
        sheet.set_row_height(row, line_height(&cells))?;
        let target = line.sheet.as_deref().and_then(links).zip(line.a1());
        if let Some((target, cell)) = target {
            let link = Url::new(format!("internal:'{}'!{cell}", target.replace('\'', "''"))).set_text(&cell);
            sheet.write_url_with_format(row, 2, link, &linked())?;
        }
    }
    Ok(())
}

/// What stands in the columns of a line.
pub(super) fn cells(number: u32, line: &Line) -> [String; 6] {
    let sheet = line.sheet.clone().unwrap_or_default();
    let cell = line.a1().unwrap_or_else(|| if line.sheet.is_some() { "整张表" } else { "整个文件" }.to_owned());
    [number.to_string(), sheet, cell, line.weight().to_owned(), line.found.clone(), line.mend.clone()]
}

/// How high a row must be for its texts to be read: not every program finds that by itself.
fn height<'t>(cells: impl IntoIterator<Item = (&'t str, u16)>) -> u32 {
    let lines = cells.into_iter().map(|(text, width)| text.width().div_ceil(usize::from(width.max(3)) - 1));
    u32::try_from(lines.max().unwrap_or(1).max(1)).unwrap_or(20).min(20) * 15 + 5
}

/// The height of a line of the list.
pub(super) fn line_height(cells: &[String; 6]) -> u32 {
    height(cells.iter().map(String::as_str).zip(HEADS.map(|(_, width)| width)))
}

fn top(sheet: &mut Worksheet, title: &str, said: &[String], heads: &[(&str, u16)]) -> Result<u32, XlsxError> {
    let last = u16::try_from(heads.len().saturating_sub(1)).unwrap_or(1);
    sheet.merge_range(0, 0, 0, last, title, &of_form(FormPart::Title))?;
    sheet.set_row_height(0, 30)?;
    let mut row = 1;
    for text in said {
        sheet.merge_range(row, 0, row, last, text, &of_form(FormPart::Prose))?;
        sheet.set_row_height(row, 34)?;
        row += 1;
    }
    for (col, (text, width)) in (0u16..).zip(heads) {
        sheet.write_string_with_format(row, col, *text, &of_form(FormPart::Head))?;
        sheet.set_column_width(col, *width)?;
    }
    sheet.set_repeat_rows(row, row)?;
    sheet.set_freeze_panes(row + 1, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_footer("&C&\"宋体,Regular\"&9第 &P 页 共 &N 页");
    Ok(row + 1)
}

fn prose(col: u16) -> Format {
    let format = of_form(FormPart::Prose);
    if col < 4 { format.set_align(rust_xlsxwriter::FormatAlign::Center) } else { format }
}

fn linked() -> Format {
    prose(2)
        .set_font_color(rust_xlsxwriter::Color::RGB(0x1F_4E79))
        .set_underline(rust_xlsxwriter::FormatUnderline::Single)
}

/// The list of all files that come back, of those that are missing, and of those that nobody asked for.
pub(super) fn summary(
    files: &[(String, String, Vec<Line>)],
    missing: &[Line],
    stray: &[Line],
) -> Result<Vec<u8>, XlsxError> {
    let mut book = book()?;
    let sheet = book.add_worksheet().set_name("退回清单")?;
    let heads = [("序号", 6), ("报送的文件", 36), ("退回的文件", 36), ("错误", 8), ("提醒", 8), ("说明", 70)];
    let said = if files.is_empty() && missing.is_empty() {
        "没有需要退回的文件。"
    } else {
        "退回的文件里，有问题的单元格标了颜色、加了批注，最前面一张是问题清单。没有列出的文件没有发现问题。"
    };
    let mut row = top(sheet, "退回清单", &[said.to_owned()], &heads)?;
    let mut lines: Vec<[String; 6]> = Vec::new();
    for (file, name, found) in files {
        let errors = found.iter().filter(|line| line.error).count();
        let hints = (found.len() - errors).to_string();
        let number = (lines.len() + 1).to_string();
        lines.push([number, file.clone(), name.clone(), errors.to_string(), hints, "改正后重新报送".to_owned()]);
    }
    for (line, errors) in missing.iter().map(|line| (line, "1")).chain(stray.iter().map(|line| (line, "0"))) {
        let number = (lines.len() + 1).to_string();
        let hints = if errors == "0" { "1" } else { "0" };
        let text = if line.mend.is_empty() { line.found.clone() } else { format!("{}。{}", line.found, line.mend) };
        let file = if errors == "1" { "（未报送）".to_owned() } else { line.file.clone() };
        lines.push([number, file, "—".to_owned(), errors.to_owned(), hints.to_owned(), text]);
    }
    for cells in lines {
        sheet.set_row_height(row, height(cells.iter().map(String::as_str).zip(heads.map(|(_, width)| width))))?;
        for (col, text) in (0u16..).zip(&cells) {
            let format = of_form(FormPart::Prose);
            let format =
                if [0, 3, 4].contains(&col) { format.set_align(rust_xlsxwriter::FormatAlign::Center) } else { format };
            sheet.write_string_with_format(row, col, text, &format)?;
        }
        row += 1;
    }
    book.save_to_buffer()
}
