//! 反馈: what the head of the unit reads. Its figures are links to the sheets behind; what it is told of the others
//! are statistics of the group.

use crate::publish::notice::notice;

use super::super::expr::{At, Infix, X};
use super::super::grid::{Cached, Content, Merge, Page, Role};
use super::super::layout::{Item, NOTICE, QUOTE, TITLE};
use super::super::reading::Reader;
use super::super::{heads, standing};
use super::{Shared, distance, ledger, parts, profile};

/// Last column.
pub(super) const LAST: u16 = 5;
/// Widths of the columns.
const WIDTHS: [u16; 6] = [22, 13, 13, 13, 13, 22];
/// Height of a row of figures.
pub(super) const HEIGHT: u16 = 18;

/// A sheet that is written from top to bottom.
pub(super) struct Writing {
    /// Its index.
    pub page: usize,
    /// The next row.
    pub row: u32,
    sections: usize,
}

/// Writes the sheet.
pub(super) fn write(reader: &mut Reader, unit: usize, shared: &Shared, line: &str) {
    let facts = notice(reader.results, reader.scheme, unit, shared.notices);
    let mut at = Writing { page: reader.layout.pages.ranking, row: QUOTE + 1, sections: 0 };
    outcome(reader, unit, &mut at);
    let rows = parts::composition(reader, unit, shared, &mut at);
    parts::weak(reader, unit, &shared.field, &mut at);
    ledger::write(reader, unit, &shared.plan, &facts.accounts, &mut at);
    distance::write(reader, unit, shared, &facts, &mut at);
    if let Some(told) = &facts.chart {
        profile::write(reader, shared, told, &rows, &mut at);
    }
    let legend = "浅蓝底的数字为给定数据（平均、分差等），不随本工作簿重算；其余数字均为公式，取自后面各表。";
    at.row += 1;
    let page = &mut reader.pages[at.page];
    page.across(at.row, 0, LAST, Role::Quote, legend);
    let scheme = reader.scheme;
    let said = if scheme.basis.is_empty() { String::new() } else { format!("依据：{}", scheme.basis) };
    heads::top(page, LAST, &title(&scheme.title), line, &said);
    page.body = QUOTE + 1;
    page.repeat = Some((TITLE, NOTICE));
    page.widths.extend((0u16..).zip(WIDTHS));
    page.portrait = true;
}

/// …结果反馈.
pub(super) fn title(scheme: &str) -> String {
    format!("{}结果反馈", scheme.trim_end_matches("结果"))
}

impl Writing {
    /// A numbered heading.
    pub fn section(&mut self, page: &mut Page, title: &str) {
        const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
        let number = NUMBERS.get(self.sections).copied().unwrap_or("");
        page.across(self.row, 0, LAST, Role::Section, format!("{number}、{title}"));
        page.heights.insert(self.row, 26);
        self.sections += 1;
        self.row += 1;
    }

    /// A row of heads.
    pub fn heads(&mut self, page: &mut Page, heads: &[&str]) {
        for (col, head) in (0u16..).zip(heads) {
            page.text(self.row, col, Role::Head, *head);
        }
        page.heights.insert(self.row, HEIGHT);
        self.row += 1;
    }

    /// Running text over the whole width.
    pub fn text(&mut self, page: &mut Page, text: &str) {
        page.across(self.row, 0, LAST, Role::Quote, text);
        let lines = text.chars().count().div_ceil(50).max(1);
        page.heights.insert(self.row, u16::try_from(lines * 15 + 3).unwrap_or(18));
        self.row += 1;
    }
}

/// A formula that shows what another cell shows.
pub(super) fn link(reader: &Reader, at: At) -> Content {
    let shown = match reader.pages[at.page].cells.get(&(at.row, at.col)).map(|c| &c.content) {
        Some(Content::Formula(_, cached)) => cached.clone(),
        Some(Content::Number(n)) => Cached::Number(n.clone()),
        Some(Content::Text(t)) => Cached::Text(t.clone()),
        Some(Content::Date(date)) => return Content::Date(*date),
        _ => return Content::Empty,
    };
    Content::Formula(X::Cell(at), shown)
}

/// The same with a dash where there is nothing.
fn or_dash(content: Content) -> Content {
    match content {
        Content::Formula(x, Cached::Blank) => {
            let empty = X::infix(Infix::Equal, x.clone(), X::blank());
            Content::Formula(X::when(empty, X::Text("—".into()), x), Cached::Text("—".into()))
        }
        Content::Empty => Content::Text("—".into()),
        other => other,
    }
}

fn outcome(reader: &mut Reader, unit: usize, at: &mut Writing) {
    let scheme = reader.scheme;
    let noun = reader.results.tables.list[scheme.table].name.to_string();
    let name = scheme.units[unit].name.to_string();
    let mut told: Vec<(String, Content, Role, String)> = vec![(noun, Content::Text(name), Role::Centre, String::new())];
    let wanted = [Item::Group, Item::Score, Item::Rank, Item::Reason, Item::Tier, Item::Prize, Item::Pay];
    let flags = (0..scheme.standing.flag_lines.len()).map(Item::Flag);
    for item in wanted.into_iter().chain(flags) {
        let Some(cell) = reader.layout.standing(item, unit) else { continue };
        if item == Item::Reason && reader.scheme.standing.unscored[unit].is_none() {
            continue;
        }
        let content = or_dash(link(reader, cell));
        let format = match item {
            Item::Rank => "\"第\"0\"名\"".to_string(),
            item => standing::format(reader, item, unit),
        };
        let role = if item == Item::Score { Role::Place } else { Role::Centre };
        told.push((standing::title(reader, item), content, role, format));
    }
    let page = &mut reader.pages[at.page];
    at.section(page, "考核结果");
    for pair in told.chunks(2) {
        for (place, (label, content, role, format)) in pair.iter().enumerate() {
            let left = if place == 0 { 0 } else { 3 };
            page.text(at.row, left, Role::Label, label.clone());
            let merge = Merge { top: at.row, left: left + 1, bottom: at.row, right: left + 2 };
            page.block(merge, *role, "");
            page.put(at.row, left + 1, *role, content.clone()).format = format.clone();
        }
        if pair.len() == 1 {
            page.across(at.row, 3, LAST, Role::Centre, "");
        }
        page.heights.insert(at.row, 22);
        at.row += 1;
    }
}
