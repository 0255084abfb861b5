//! The sheet 说明 of a form: what to fill in, by whom, and what an empty cell means.

use rust_xlsxwriter::{Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::write::{across, set_up};
use super::{Form, Part};
use crate::publish::excel::{FormPart, of_form};

const HEADS: [(&str, u16); 6] =
    [("工作表", 18), ("栏目", 22), ("填什么", 30), ("要求", 32), ("不填表示", 14), ("依据", 40)];

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, form: &Form) -> Result<(), XlsxError> {
    let last = 5;
    across(sheet, 0, last, &format!("{}（{}）填报说明", form.title, form.period.label), FormPart::Title)?;
    sheet.set_row_height(0, 30)?;
    across(sheet, 1, last, &form.notice, FormPart::Subtitle)?;
    let mut row = 2;
    for line in lines(form) {
        across(sheet, row, last, &line, FormPart::Prose)?;
        sheet.set_row_height(row, if line.chars().count() > 70 { 34 } else { 20 })?;
        row += 1;
    }
    for (col, (text, width)) in (0u16..).zip(HEADS) {
        sheet.write_string_with_format(row, col, text, &of_form(FormPart::Head))?;
        sheet.set_column_width(col, width)?;
    }
    sheet.set_repeat_rows(row, row)?;
    for part in &form.sheets {
        for cells in columns(part) {
            row += 1;
            let widths = HEADS.map(|(_, width)| usize::from(width) - 1);
            let lines = cells.iter().zip(widths).map(|(text, width)| text.width().div_ceil(width)).max().unwrap_or(1);
            sheet.set_row_height(row, u32::try_from(lines.max(1)).unwrap_or(20) * 15 + 5)?;
            for (col, text) in (0u16..).zip(&cells) {
                sheet.write_string_with_format(row, col, text, &of_form(FormPart::Prose))?;
            }
        }
    }
    set_up(sheet, form);
    Ok(())
}

fn lines(form: &Form) -> Vec<String> {
    let names: Vec<&str> = form.sheets.iter().map(|part| part.sheet.as_str()).collect();
    let mut lines = vec![
        format!("一、填报依据：{}。考核期：{}。", or(&form.basis, &form.title), form.period.label),
        format!(
            "二、由收到本表的单位填写下列工作表：{}。填好后由填报人、审核人签名，加盖公章，并交回电子表格。",
            names.join("、")
        ),
        "三、只填浅黄色的格子，其余格子已经锁定；灰色格子不用填。请不要改动文件名、工作表名称和表头。".to_owned(),
        "四、名称从下拉列表中选，不要自己改写；点中一个格子，旁边会显示填什么、范围多大、不填表示什么。".to_owned(),
        "五、空行不算填报；没有填的格子按下表“不填表示”一栏处理，写着“不许空”的必须填。".to_owned(),
    ];
    if form.sheets.iter().any(|part| part.heads.iter().any(|head| head.open)) {
        lines.push(
            "六、浅黄色的表头可以改：把“1、2、3……”换成实际名称，把“计量单位”换成实际单位；用不着的列，清空表头和整列。"
                .to_owned(),
        );
    }
    if let Some(name) = &form.instead_of {
        lines.push(format!("注：方案中本表名为“{name}”，交回本文件即可，不必另存为别的格式。"));
    }
    lines
}

fn or<'t>(text: &'t str, other: &'t str) -> &'t str {
    if text.is_empty() { other } else { text }
}

/// One line for each column that is to be filled in.
fn columns(part: &Part) -> Vec<[String; 6]> {
    let mut seen: Vec<&str> = Vec::new();
    let mut out = Vec::new();
    for (index, head) in part.heads.iter().enumerate() {
        let asked = part.spare > 0 || part.rows.iter().any(|row| matches!(row[index], super::Slot::Input(..)));
        if !asked || seen.contains(&head.label.as_str()) {
            continue;
        }
        seen.push(&head.label);
        let ask = &head.ask;
        let name = if head.path.len() > 1 || head.path.iter().any(|text| *text != head.label) {
            format!("{}（{}）", head.label, head.path.join("—"))
        } else {
            head.label.clone()
        };
        out.push([part.sheet.clone(), name, ask.what.clone(), ask.rule.clone(), ask.empty.clone(), ask.basis.clone()]);
    }
    out
}
