//! 说明: what the workbook is, a table of its sheets with links, and how to read it.

use super::expr::At;
use super::grid::{Page, Role};
use super::heads;
use super::layout::{MEMBER, NOTICE, TITLE};
use super::reading::Reader;

/// Widths of the columns.
const WIDTHS: [u16; 2] = [30, 66];
/// Characters of a line of the second column.
const LINE: usize = 32;

/// A sheet and what it holds.
pub(super) type Held = (usize, String);

/// The sheets of the ranking workbook that hold anything.
pub(super) fn of_ranking(reader: &Reader) -> Vec<Held> {
    let pages = &reader.layout.pages;
    let mut out: Vec<Held> = vec![
        (pages.ranking, "按名次排列的结果，由公式从“得分与名次”取数并自动重排".into()),
        (pages.charts, "得分构成、等次和得分的分布，按单元格的数字画成".into()),
        (pages.moves, "本期名次与已公布的上期名次".into()),
        (pages.standing, "每个考核对象的得分、名次、等次、奖项等，均为公式".into()),
        (pages.overall, "全部考核对象合在一起计算的数据，以及方案规定的常数".into()),
        (pages.foreign, "取自其他考核方案或者以前公布的结果，为给定数据".into()),
        (pages.aids, "公式用到的中间步骤".into()),
        (pages.basis, "每条规则的条款、规定和算法".into()),
    ];
    out.extend(pages.groups.iter().map(|(group, page)| (*page, format!("{group}的排名"))));
    for (clause, page) in reader.scheme.clauses.iter().zip(&pages.clauses) {
        out.extend(page.map(|page| (page, format!("计分：{}，一行一个考核对象，一列一项", clause.heading))));
    }
    for (table, page) in reader.results.tables.list.iter().zip(&pages.tables) {
        out.extend(page.map(|page| (page, format!("原始数据：{}，{}行", table.name, table.rows))));
    }
    standing(reader, out)
}

/// In the order of the sheets, without those that stay out.
pub(super) fn standing(reader: &Reader, mut held: Vec<Held>) -> Vec<Held> {
    held.retain(|(page, _)| !reader.pages[*page].cells.is_empty());
    held.sort_by_key(|(page, _)| *page);
    held
}

/// Writes the sheet: what it is about, the sheets, what else is to be known.
pub(super) fn about(
    page: &mut Page,
    (title, notice): (&str, &str),
    about: Vec<(&str, String)>,
    (held, names): (&[Held], &[String]),
    lines: Vec<(&str, String)>,
) {
    heads::top(page, 1, title, notice, "");
    let mut row = 3;
    for (label, text) in about.into_iter().filter(|(_, text)| !text.is_empty()) {
        prose(page, row, label, &text);
        row += 1;
    }
    section(page, &mut row, "目录");
    for (sheet, text) in held {
        prose(page, row, &names[*sheet], text);
        if let Some(cell) = page.cells.get_mut(&(row, 0)) {
            cell.link = Some(At { page: *sheet, row: TITLE, col: 0 });
        }
        row += 1;
    }
    section(page, &mut row, "说明");
    for (label, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) {
        prose(page, row, label, &text);
        row += 1;
    }
    page.widths.extend((0u16..).zip(WIDTHS));
    page.repeat = Some((TITLE, NOTICE));
    page.body = MEMBER;
    page.portrait = true;
}

fn section(page: &mut Page, row: &mut u32, title: &str) {
    page.across(*row, 0, 1, Role::Section, title);
    page.heights.insert(*row, 26);
    *row += 1;
}

/// A line of running text with what it is about.
fn prose(page: &mut Page, row: u32, label: &str, text: &str) {
    page.text(row, 0, Role::Head, label);
    page.text(row, 1, Role::Prose, text);
    let lines = text.chars().count().div_ceil(LINE).max(1);
    page.heights.insert(row, u16::try_from(lines * 15 + 5).unwrap_or(400).min(400));
}
