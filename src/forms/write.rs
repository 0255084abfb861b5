//! From a form to the bytes of its workbook.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, ProtectionOptions, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::asked::{Ask, Kind};
use super::checks::{self, Lists};
use super::{Form, Head, Part, Slot, explained};
use crate::publish::excel::{FormPart, of_form};

/// Characters across a page below which print is still readable.
const READABLE: u32 = 220;
/// The first row under title, signatures and notice.
const TOP: u32 = 3;

/// The bytes of a form's workbook.
///
/// # Errors
///
/// Where the writer refuses something.
pub fn bytes(form: &Form) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let last = form.period.last;
    let created = ExcelDateTime::from_ymd(u16::try_from(last.year).unwrap_or(1900), last.month, last.day)?;
    let properties = DocProperties::new()
        .set_title(format!("{}（{}）填报表", form.title, form.period.label))
        .set_author(&form.office)
        .set_comment(&form.notice)
        .set_creation_datetime(&created);
    book.set_properties(&properties);
    let free = |wanted: &str| {
        let taken = form.sheets.iter().any(|part| part.sheet == wanted);
        if taken { format!("填报{wanted}") } else { wanted.to_owned() }
    };
    let mut lists = Lists::new(free("选项"));
    explained::write(book.add_worksheet().set_name(free("说明"))?, form)?;
    for (index, part) in form.sheets.iter().enumerate() {
        let sheet = book.add_worksheet().set_name(&part.sheet)?;
        write_part(sheet, form, part, &mut lists)?;
        if index == 0 {
            sheet.set_active(true);
        }
    }
    lists.write(&mut book)?;
    book.save_to_buffer()
}

fn write_part(sheet: &mut Worksheet, form: &Form, part: &Part, lists: &mut Lists) -> Result<(), XlsxError> {
    let last = column(part.heads.len().saturating_sub(1).max(3));
    let title = format!("{}（{}）", part.tables.join("、"), form.period.label);
    across(sheet, 0, last, &format!("{}：{title}", form.title), FormPart::Title)?;
    sheet.set_row_height(0, 30)?;
    let signed = "填报单位（盖章）：　　　　　　填报人：　　　　　审核人：　　　　　填报日期：　　　　";
    across(sheet, 1, last, signed, FormPart::Subtitle)?;
    across(sheet, 2, last, &form.notice, FormPart::Subtitle)?;
    let mut row = TOP;
    for (label, slot, ask) in &part.beside {
        sheet.write_string_with_format(row, 0, label, &of_form(FormPart::Head))?;
        slotted(sheet, row, 1, slot, ask)?;
        checks::add(sheet, (row, 1, row), ask, slot, label, lists)?;
        row += 1;
    }
    // A bare row keeps title and headers apart: a header of two rows may not begin in the title.
    row += 1;
    let depth = u32::try_from(part.heads.iter().map(|head| head.path.len()).max().unwrap_or(1)).unwrap_or(1);
    heads(sheet, part, row, depth)?;
    let body = row + depth;
    rows(sheet, part, body, lists)?;
    let keys = part.heads.iter().take_while(|head| head.key).count();
    sheet.set_freeze_panes(body, column(keys))?;
    sheet.set_repeat_rows(row, body - 1)?;
    set_up(sheet, form);
    // A table too wide to be read on one page goes on beside it, with its names repeated.
    let width: u32 = part.heads.iter().map(|head| u32::from(width(head))).sum();
    let across = column(usize::try_from(width.div_ceil(READABLE)).unwrap_or(1));
    if across > 1 && keys > 0 {
        sheet.set_print_fit_to_pages(across, 0);
        sheet.set_repeat_columns(0, column(keys - 1))?;
    }
    Ok(())
}

/// The width of a column in characters.
fn width(head: &Head) -> u16 {
    let chars = head.path.iter().map(|text| text.width()).max().unwrap_or(0);
    u16::try_from(chars + 4).unwrap_or(40).clamp(10, if head.key { 36 } else { 24 })
}

/// A4, one page wide, and what may be done with the sheet.
pub(super) fn set_up(sheet: &mut Worksheet, form: &Form) {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3);
    let notice = form.notice.replace('&', "&&");
    if !notice.is_empty() {
        sheet.set_header(format!("&R&\"宋体,Regular\"&9{notice}"));
    }
    sheet.set_footer("&C&\"宋体,Regular\"&9第 &P 页 共 &N 页");
    let options = ProtectionOptions {
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        sort: false,
        ..ProtectionOptions::default()
    };
    sheet.protect_with_options(&options);
}

/// A text over the columns of the table.
pub(super) fn across(sheet: &mut Worksheet, row: u32, last: u16, text: &str, part: FormPart) -> Result<(), XlsxError> {
    let format = of_form(part);
    sheet.merge_range(row, 0, row, last, text, &format)?;
    Ok(())
}

/// The headers: equal ones side by side are one cell, and one that stands alone reaches down.
fn heads(sheet: &mut Worksheet, part: &Part, top: u32, depth: u32) -> Result<(), XlsxError> {
    let format = |at: usize| of_form(if part.heads[at].open { FormPart::OpenHead } else { FormPart::Head });
    for (level, row) in (top..top + depth).enumerate() {
        let mut at = 0;
        while at < part.heads.len() {
            let path = &part.heads[at].path;
            let upper = |index: usize| part.heads[index].path.len() > level + 1;
            let same = |index: &usize| upper(*index) && part.heads[*index].path[..=level] == path[..=level];
            let width = if upper(at) { (at..part.heads.len()).take_while(same).count() } else { 1 };
            if let Some(text) = path.get(level) {
                let bottom = if upper(at) { row } else { top + depth - 1 };
                block(sheet, (row, at), (bottom, at + width - 1), text, &format(at))?;
            }
            at += width;
        }
    }
    for (at, head) in part.heads.iter().enumerate() {
        sheet.set_column_width(column(at), width(head))?;
    }
    Ok(())
}

fn block(
    sheet: &mut Worksheet,
    from: (u32, usize),
    to: (u32, usize),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if from == to {
        sheet.write_string_with_format(from.0, column(from.1), text, format)?;
    } else {
        sheet.merge_range(from.0, column(from.1), to.0, column(to.1), text, format)?;
    }
    Ok(())
}

fn rows(sheet: &mut Worksheet, part: &Part, body: u32, lists: &mut Lists) -> Result<(), XlsxError> {
    let open = vec![Slot::Input(None, None); part.heads.len()];
    let all: Vec<&Vec<Slot>> = part.rows.iter().chain(std::iter::repeat_n(&open, part.spare)).collect();
    for (index, head) in part.heads.iter().enumerate() {
        let col = column(index);
        let mut run: Option<(u32, u32, &Slot)> = None;
        for (row, slots) in (body..).zip(&all) {
            let slot = &slots[index];
            slotted(sheet, row, col, slot, &head.ask)?;
            match run {
                Some((first, _, other)) if other == slot => run = Some((first, row, slot)),
                _ => {
                    if let Some((first, last, slot)) = run.replace((row, row, slot)) {
                        checks::add(sheet, (first, col, last), &head.ask, slot, last_of(&head.path), lists)?;
                    }
                }
            }
        }
        if let Some((first, last, slot)) = run {
            checks::add(sheet, (first, col, last), &head.ask, slot, last_of(&head.path), lists)?;
        }
    }
    Ok(())
}

fn last_of(path: &[String]) -> &str {
    path.last().map_or("", String::as_str)
}

/// One cell.
fn slotted(sheet: &mut Worksheet, row: u32, col: u16, slot: &Slot, ask: &Ask) -> Result<(), XlsxError> {
    match slot {
        Slot::Fixed(text) => sheet.write_string_with_format(row, col, text, &of_form(FormPart::Key))?,
        Slot::Idle => sheet.write_blank(row, col, &of_form(FormPart::Idle))?,
        Slot::Input(..) => {
            let format = of_form(FormPart::Input);
            let format = match ask.kind {
                Kind::Text | Kind::Several(_) => format.set_num_format("@").set_text_wrap(),
                Kind::Percent => format.set_num_format("0.00%"),
                Kind::Date => format.set_num_format("yyyy-mm-dd"),
                Kind::Raw | Kind::Number | Kind::Whole | Kind::List(_) => format,
            };
            sheet.write_blank(row, col, &format)?
        }
    };
    Ok(())
}

/// A column as the writer counts them; more than a sheet holds the writer refuses.
pub(super) fn column(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
