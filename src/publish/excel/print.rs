//! Before it is written: widths, heights and titles of every sheet as they go on paper.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use super::grid::{Content, Merge, Page, Role};
use super::layout::{FAMILY, MEMBER, NOTICE, QUOTE, TITLE};
use super::paper::{Leaves, leaves};
use super::write::widths;

/// A table narrower than this would stand lost under its title.
const LEAST: u32 = 72;
/// Columns across an upright page that can still be read.
const UPRIGHT: u32 = 96;
/// A character of the title is so much wider than one of the table: hundredths.
const LARGE: usize = 180;
/// Points of a line: of the title, of a quotation, of a head.
const LINES: [usize; 3] = [28, 14, 13];
/// The tallest row there is.
const TALLEST: usize = 400;

/// Sets up every sheet.
pub(super) fn set_up(pages: &mut [Page]) {
    for page in pages.iter_mut().filter(|page| !page.cells.is_empty()) {
        let mut wide = widths(page);
        if page.widths.is_empty() {
            stretch(&mut wide);
            page.portrait = wide.values().map(|w| u32::from(*w)).sum::<u32>() <= UPRIGHT;
        }
        page.leaves = divided(page, &wide);
        page.widths = wide;
        titles(page);
        heads(page);
    }
}

/// Narrow columns take part in the width that a page has at least.
fn stretch(wide: &mut BTreeMap<u16, u16>) {
    let all: u32 = wide.values().map(|w| u32::from(*w)).sum();
    if all < LEAST && all > 0 {
        wide.values_mut().for_each(|w| *w = u16::try_from(u32::from(*w) * LEAST / all).unwrap_or(*w));
    }
}

/// The pages side by side of a table that is too wide for one.
fn divided(page: &Page, wide: &BTreeMap<u16, u16>) -> Option<Leaves> {
    let last = wide.keys().next_back().copied()?;
    let shown = |col: &u16| !page.hidden_cols.contains(col);
    let all: Vec<u16> = (0..=last).map(|c| if shown(&c) { wide.get(&c).copied().unwrap_or(8) } else { 0 }).collect();
    let inside = |col: usize| {
        let col = u16::try_from(col).unwrap_or(u16::MAX);
        page.merges.iter().any(|m| m.top == FAMILY && m.left < col && col <= m.right)
    };
    // What stays when scrolled stands on every page.
    leaves(&all, usize::from(page.frozen.1), &inside)
}

/// The upper rows stand over the table, on every page that it goes over.
fn titles(page: &mut Page) {
    let Some(title) = text(page, TITLE).filter(|_| page.cells[&(TITLE, 0)].role == Role::Title) else { return };
    let (notice, quote) = (text(page, NOTICE).unwrap_or_default(), text(page, QUOTE));
    let quote = quote.filter(|_| page.cells.get(&(QUOTE, 0)).is_some_and(|c| c.role == Role::Quote));
    let rows = if quote.is_some() { QUOTE } else { NOTICE };
    page.cells.retain(|(row, _), _| *row > rows);
    page.merges.retain(|m| m.top > rows);
    let last = page.widths.keys().next_back().copied().unwrap_or(0);
    let column = |c: usize| u16::try_from(c).unwrap_or(u16::MAX);
    let over: Vec<(u16, u16)> = match &page.leaves {
        None => vec![(0, last)],
        Some(leaves) => leaves.columns.iter().map(|(a, b)| (column(*a), column(*b))).collect(),
    };
    for (number, (left, right)) in over.iter().copied().enumerate() {
        let more = if number == 0 { "" } else { "（续）" };
        let across = |page: &mut Page, row: u32, role: Role, text: String| {
            page.block(Merge { top: row, left, bottom: row, right }, role, text);
        };
        let room = room(page, left, right);
        across(page, TITLE, Role::Title, format!("{title}{more}"));
        across(page, NOTICE, Role::Subtitle, notice.clone());
        let lines = (title.width() * LARGE / 100).div_ceil(room).max(1);
        raise(page, TITLE, lines * LINES[0] + 4);
        if let Some(quote) = quote.clone().filter(|_| number == 0) {
            let lines = quote.width().div_ceil(room);
            across(page, QUOTE, Role::Quote, quote);
            page.heights.insert(QUOTE, height(lines * LINES[1] + 5));
        }
    }
}

/// The text of the first cell of a row.
fn text(page: &Page, row: u32) -> Option<String> {
    match page.cells.get(&(row, 0)).map(|c| &c.content) {
        Some(Content::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

/// Characters across columns.
fn room(page: &Page, left: u16, right: u16) -> usize {
    let shown = (left..=right).filter(|c| !page.hidden_cols.contains(c));
    shown.map(|c| usize::from(page.widths.get(&c).copied().unwrap_or(8))).sum::<usize>().saturating_sub(1).max(1)
}

fn height(points: usize) -> u16 {
    u16::try_from(points.min(TALLEST)).unwrap_or(u16::MAX)
}

fn raise(page: &mut Page, row: u32, points: usize) {
    let known = page.heights.entry(row).or_insert(15);
    *known = (*known).max(height(points));
}

/// The rows of heads are as high as their longest text needs.
fn heads(page: &mut Page) {
    let mut wanted: Vec<(u32, usize)> = Vec::new();
    let heads = page.cells.range((FAMILY, 0)..=(MEMBER, u16::MAX)).filter(|(_, cell)| cell.role == Role::Head);
    for ((row, col), cell) in heads {
        let merge = page.merges.iter().find(|m| (m.top, m.left) == (*row, *col));
        let right = merge.map_or(*col, |m| m.right);
        let lines = super::write::shown(cell).width().div_ceil(room(page, *col, right));
        let points = lines * LINES[2] + 6;
        match merge {
            // A head over both rows has the upper one too.
            Some(m) if m.bottom > m.top => wanted.push((MEMBER, points.saturating_sub(15))),
            _ => wanted.push((*row, points)),
        }
    }
    if page.body > MEMBER {
        wanted.into_iter().for_each(|(row, points)| raise(page, row, points));
    }
}
