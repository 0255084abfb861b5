//! The workbook of a 发放表: the list with its sum as a formula, a column to sign in, ready to print on A4.

use crate::formula::ast::Unit;
use crate::number::Exact;
use crate::publish::documents::model::{PaySheet, Stand};
use crate::results::figure::{Format, in_print};
use crate::results::{Results, Scheme};
use crate::tables::Kind;

use super::expr::{At, X};
use super::grid::{Cached, Content, Page, Role};
use super::{ExcelFault, notice, recount, write};

/// Rows of title, period and heads.
const TITLE: u32 = 0;
const NOTICE: u32 = 1;
const HEADS: u32 = 2;
const BODY: u32 = 3;

/// The bytes of the workbook; `pay` is what each row is paid, in yuan.
pub fn workbook(sheet: &PaySheet, pay: &[Exact], results: &Results, scheme: &Scheme) -> Result<Vec<u8>, ExcelFault> {
    let mut page = Page::new("发放表".into());
    let sign = u16::try_from(sheet.heads.len() + 1).unwrap_or(u16::MAX);
    page.across(TITLE, 0, sign, Role::Title, sheet.paper.title.concat());
    let said = format!("{}　　金额单位：{}", notice(results, scheme), sheet.money);
    page.across(NOTICE, 0, sign, Role::Subtitle, said);
    heads(&mut page, sheet, sign);
    let in_unit = |yuan: &Exact| in_print(yuan, Some(Kind::Number(Unit::Money)), Format::default(), scheme.money);
    let amounts: Vec<Exact> = pay.iter().map(in_unit).collect();
    let rows = sheet.pages.iter().flat_map(|page| &page.rows);
    let mut last = BODY;
    for ((number, row), amount) in (1i64..).zip(rows).zip(&amounts) {
        body_row(&mut page, sheet, (last, number), row, amount);
        last += 1;
    }
    total(&mut page, sheet, last, &amounts);
    print_ready(&mut page, sheet, (last, sign));
    let imprint = write::Imprint {
        title: format!("{}（{}）", sheet.paper.title.concat(), results.period),
        opens: 0,
        office: sheet.paper.office.clone(),
        notice: sheet.paper.notice.clone().unwrap_or_default(),
        issued: results.issued,
    };
    let (mut pages, names) = (vec![page], vec!["发放表".to_owned()]);
    recount::recount(&mut pages, &names);
    Ok(write::workbook(&pages, &names, &imprint)?)
}

fn heads(page: &mut Page, sheet: &PaySheet, sign: u16) {
    page.text(HEADS, 0, Role::Head, "序号");
    for (col, head) in (1u16..).zip(&sheet.heads) {
        page.text(HEADS, col, Role::Head, head.name.clone());
    }
    page.text(HEADS, sign, Role::Head, "签字（盖章）");
}

fn body_row(page: &mut Page, sheet: &PaySheet, (row, number): (u32, i64), cells: &[String], amount: &Exact) {
    page.put(row, 0, Role::Centre, Content::Number(number.into()));
    let pay = sheet.heads.len().saturating_sub(1);
    for (at, (col, (text, head))) in (1u16..).zip(cells.iter().zip(&sheet.heads)).enumerate() {
        if at == pay {
            page.put(row, col, Role::Strong, Content::Number(amount.clone())).format = "0.00".into();
            continue;
        }
        let role = match head.side {
            Stand::Left => Role::Name,
            Stand::Middle => Role::Centre,
            Stand::Right => Role::Figure,
        };
        page.text(row, col, role, text.clone());
    }
    let sign = u16::try_from(sheet.heads.len() + 1).unwrap_or(u16::MAX);
    page.put(row, sign, Role::Centre, Content::Empty);
    page.heights.insert(row, 24);
}

/// The sum below the last row.
fn total(page: &mut Page, sheet: &PaySheet, row: u32, amounts: &[Exact]) {
    let col = u16::try_from(sheet.heads.len()).unwrap_or(u16::MAX);
    page.across(row, 0, col - 1, Role::Head, format!("合计（{}{}）", sheet.count, sheet.measure));
    let at = |row| At { page: 0, row, col };
    let sum = X::Call("SUM", vec![X::Range(at(BODY), at(row - 1))]);
    let total = amounts.iter().fold(Exact::ZERO, |sum, amount| &sum + amount);
    page.put(row, col, Role::Strong, Content::Formula(sum, Cached::Number(total))).format = "0.00".into();
    page.put(row, col + 1, Role::Centre, Content::Empty);
    page.heights.insert(row, 24);
}

fn print_ready(page: &mut Page, sheet: &PaySheet, (last, sign): (u32, u16)) {
    let pool = sheet.pool.as_ref().map(|pool| match &sheet.rewards {
        None => format!("合计与资金总额{pool}{}一致。", sheet.money),
        Some(more) => format!("合计为资金总额{pool}{}与奖金{more}{}之和。", sheet.money, sheet.money),
    });
    let unpaid = sheet.unpaid.as_ref().map(|count| format!("没有绩效工资的{count}{}未列。", sheet.measure));
    let said: String = pool.into_iter().chain(unpaid).collect();
    if !said.is_empty() {
        page.across(last + 1, 0, sign, Role::Quote, said);
    }
    page.across(last + 2, 0, sign, Role::Quote, "单位负责人：　　　　　　　　审核：　　　　　　　　制表：");
    page.heights.insert(TITLE, 30);
    page.heights.insert(HEADS, 30);
    page.heights.insert(last + 2, 30);
    page.widths.insert(sign, 24);
    page.portrait = true;
    page.body = BODY;
    page.frozen = (BODY, 0);
    page.repeat = Some((TITLE, HEADS));
}
