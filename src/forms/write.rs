//! From a form to the bytes of its workbook.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, ProtectionOptions, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::asked::{Ask, Kind};
use super::checks::{self, Lists};
use super::{Form, Part, Slot, explained};
use crate::publish::excel::paper::leaves;
use crate::publish::excel::{FormPart, of_form, standard};

/// The line to sign in needs so many characters across.
const SIGNED: usize = 92;
/// Height of a row that is filled in.
const TALL: u16 = 19;
/// The first row under title, signatures and notice.
const TOP: u32 = 3;

/// The bytes of a form's workbook.
///
/// # Errors
///
/// Where the writer refuses something.
pub fn bytes(form: &Form) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (font, row, width) = standard();
    book.set_default_format(&font, row, width)?;
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
    let keys = part.heads.iter().take_while(|head| head.key).count();
    set_up(sheet, form);
    sheet.set_default_row_height(TALL);
    let widths = widths(part);
    for (col, width) in (0u16..).zip(&widths) {
        sheet.set_column_width(col, *width)?;
    }
    titles(sheet, form, part, (&widths, keys))?;
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
    rows(sheet, part, (body, &widths), lists)?;
    sheet.set_freeze_panes(body, column(keys))?;
    sheet.set_repeat_rows(row, body - 1)?;
    Ok(())
}

/// Title and lines to sign over the table, the title on every page that it goes over.
fn titles(sheet: &mut Worksheet, form: &Form, part: &Part, (widths, keys): (&[u16], usize)) -> Result<(), XlsxError> {
    let title = format!("{}：{}（{}）", form.title, part.tables.join("、"), form.period.label);
    let signed = "填报单位（盖章）：　　　　　　填报人：　　　　　审核人：　　　　　填报日期：　　　　";
    let joined = |col: usize| same(part, 0, col - 1, col);
    let leaves = leaves(widths, keys, &joined);
    let mut over = vec![(0, widths.len() - 1)];
    if let Some(leaves) = leaves.filter(|_| keys > 0) {
        sheet.set_print_scale(leaves.scale).set_repeat_columns(0, column(keys - 1))?;
        let begin: Vec<u32> = leaves.columns.iter().skip(1).map(|(col, _)| u32::from(column(*col))).collect();
        sheet.set_vertical_page_breaks(&begin)?;
        over = leaves.columns;
    }
    let mut lines = 1;
    for (number, (left, right)) in over.into_iter().enumerate() {
        let more = if number == 0 { "" } else { "（续）" };
        let room: usize = widths[left..=right].iter().map(|w| usize::from(*w)).sum();
        // The title is set in letters of nearly twice the size.
        lines = lines.max((title.width() * 18 / 10).div_ceil(room.max(1)));
        let (left, right) = (column(left), column(right));
        block(sheet, (0, left), (0, right), &format!("{title}{more}"), &of_form(FormPart::Title))?;
        if number == 0 {
            block(sheet, (1, left), (1, right), signed, &of_form(FormPart::Subtitle))?;
            block(sheet, (2, left), (2, right), &form.notice, &of_form(FormPart::Subtitle))?;
        }
    }
    sheet.set_row_height(0, u32::try_from(lines * 28 + 4).unwrap_or(400).min(400))?;
    sheet.set_row_height(1, 22)?;
    Ok(())
}

/// Do two columns stand under one head of that level?
fn same(part: &Part, level: usize, left: usize, right: usize) -> bool {
    let (Some(left), Some(right)) = (part.heads.get(left), part.heads.get(right)) else { return false };
    let upper = left.path.len() > level + 1 && right.path.len() > level + 1;
    upper && left.path[..=level] == right.path[..=level]
}

/// The widths of the columns in characters: by their heads, and so that the line to sign in has room.
fn widths(part: &Part) -> Vec<u16> {
    let wanted = |at: usize, level: usize| {
        let before = (0..at).rev().take_while(|c| same(part, level, *c, at)).count();
        let behind = (at + 1..part.heads.len()).take_while(|c| same(part, level, at, *c)).count();
        part.heads[at].path[level].width().div_ceil(1 + before + behind)
    };
    let width = |at: usize| {
        let head = &part.heads[at];
        let chars = (0..head.path.len()).map(|level| wanted(at, level)).max().unwrap_or(0);
        u16::try_from(chars + 4).unwrap_or(40).clamp(10, if head.key { 36 } else { 24 })
    };
    let mut all: Vec<u16> = (0..part.heads.len()).map(width).collect();
    all.resize(all.len().max(4), 10);
    let sum: usize = all.iter().map(|w| usize::from(*w)).sum();
    if sum < SIGNED {
        all.iter_mut().for_each(|w| *w = u16::try_from((usize::from(*w) * SIGNED).div_ceil(sum)).unwrap_or(*w));
    }
    all
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
            let upper = path.len() > level + 1;
            let more = (at + 1..part.heads.len()).take_while(|next| same(part, level, at, *next)).count();
            let width = 1 + more;
            if let Some(text) = path.get(level) {
                let bottom = if upper { row } else { top + depth - 1 };
                block(sheet, (row, column(at)), (bottom, column(at + more)), text, &format(at))?;
            }
            at += width;
        }
    }
    Ok(())
}

fn block(
    sheet: &mut Worksheet,
    from: (u32, u16),
    to: (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if from == to {
        sheet.write_string_with_format(from.0, from.1, text, format)?;
    } else {
        sheet.merge_range(from.0, from.1, to.0, to.1, text, format)?;
    }
    Ok(())
}

fn rows(sheet: &mut Worksheet, part: &Part, (body, widths): (u32, &[u16]), lists: &mut Lists) -> Result<(), XlsxError> {
    let open = vec![Slot::Input(None, None); part.heads.len()];
    let all: Vec<&Vec<Slot>> = part.rows.iter().chain(std::iter::repeat_n(&open, part.spare)).collect();
    for (row, slots) in (body..).zip(&all) {
        let text = |(slot, width): (&Slot, &u16)| match slot {
            Slot::Fixed(text) => text.width().div_ceil(usize::from(*width) - 1),
            _ => 1,
        };
        // Rows of one line grow with what is filled in; a name over several lines has its room from the start.
        let lines = slots.iter().zip(widths).map(text).max().unwrap_or(1);
        if lines > 1 {
            sheet.set_row_height(row, u32::try_from(lines * 15 + 4).unwrap_or(400).min(400))?;
        }
    }
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
