//! 与上期比较: the places of this period beside those of the last that was published, where the scheme reads one.

use crate::number::Exact;
use crate::publish::narrative::moves;
use crate::tables::Value;

use super::expr::{At, Infix, X};
use super::grid::{Cached, Chart, Content, Role};
use super::layout::{FIRST_COL, Item, MEMBER};
use super::reading::Reader;
use super::{heads, standing};

/// A chart of more columns shows nothing.
const MOST: usize = 60;

/// Writes the sheet, where anybody had a place.
pub(super) fn write(reader: &mut Reader, notice: &str) {
    let Some(which) = moves::compared(reader.results) else { return };
    let Some(publication) = reader.results.earlier.of(which) else { return };
    let (period, file) = (publication.period.clone(), publication.file.to_string());
    let ranks: Vec<Option<Exact>> =
        (0..reader.scheme.units.len()).map(|u| moves::before(reader.results, reader.scheme, which, u)).collect();
    if ranks.iter().all(Option::is_none) || reader.layout.standing(Item::Rank, 0).is_none() {
        return;
    }
    let page = reader.layout.pages.moves;
    let several = !reader.layout.pages.groups.is_empty();
    let noun = reader.results.tables.list[reader.scheme.table].name.to_string();
    let then = format!("{period}名次");
    let names =
        [Some("序号"), Some(noun.as_str()), several.then_some("组别"), Some("本期名次"), Some(&then), Some("升降")];
    for (col, head) in (0u16..).zip(names.into_iter().flatten()) {
        heads::tall(&mut reader.pages[page], col, head);
    }
    let body = MEMBER + 1;
    for (row, unit) in (body..).zip(reader.scheme.listed.clone()) {
        line(reader, (page, row, row - body + 1), unit, ranks[unit].clone(), several);
    }
    let last = reader.pages[page].last_row();
    let width = reader.pages[page].last_col();
    let said =
        format!("升降为正数的，名次比{period}上升；{period}的名次取自{file}，为给定数据。行序为生成时的排名次序。");
    let sheet = &mut reader.pages[page];
    heads::top(sheet, width, "与上期名次比较", notice, &said);
    heads::freeze(sheet, body, FIRST_COL);
    if reader.scheme.units.len() <= MOST && last > body {
        let at = |row: u32, col: u16| At { page, row, col };
        let series = |col: u16| (at(MEMBER - 1, col), at(body, col), at(last, col));
        sheet.breaks.push(last + 1);
        sheet.charts.push(Chart {
            title: format!("本期与{period}的名次（柱越短越靠前）"),
            names: (at(body, 1), at(last, 1)),
            series: vec![series(width - 2), series(width - 1)],
            stacked: false,
            grounded: true,
            axes: (String::new(), "名次".into()),
            scale: "0".into(),
            labels: String::new(),
            at: (last + 2, 0),
            size: (600, 340),
        });
    }
}

fn line(
    reader: &mut Reader,
    (page, row, number): (usize, u32, u32),
    unit: usize,
    before: Option<Exact>,
    several: bool,
) {
    let now = match &reader.scheme.standing.rank[unit] {
        Value::Number(rank) => Some(rank.clone()),
        _ => None,
    };
    let name = reader.lookup.labels.of(reader.scheme.table, reader.scheme.units[unit].entry).to_string();
    let row_of = reader.layout.unit_rows[unit];
    let named = At { page: reader.layout.standing.page, row: row_of, col: 1 };
    let rank = reader.layout.standing(Item::Rank, unit);
    let group = several.then(|| reader.scheme.units[unit].group.to_string());
    let format = standing::format(reader, Item::Rank, unit);
    let sheet = &mut reader.pages[page];
    sheet.put(row, 0, Role::Centre, Content::Number(i64::from(number).into()));
    let cell = sheet.put(row, 1, Role::Name, Content::Formula(X::Cell(named), Cached::Text(name)));
    cell.link = Some(named);
    let mut col = 2;
    if let Some(group) = group {
        sheet.text(row, col, Role::Centre, group);
        col += 1;
    }
    let (here, there) = (At { page, row, col }, At { page, row, col: col + 1 });
    if let Some(rank) = rank {
        let shown = now.clone().map_or(Cached::Blank, Cached::Number);
        sheet.put(row, col, Role::Place, Content::Formula(X::Cell(rank), shown)).format = format;
    }
    let given = before.clone().map_or(Content::Empty, Content::Number);
    sheet.put(row, col + 1, Role::Raw, given).format = "0".into();
    let both = X::infix(Infix::Equal, X::Call("COUNT", vec![X::Cell(here), X::Cell(there)]), X::whole(2));
    let by = X::infix(Infix::Subtract, X::Cell(there), X::Cell(here));
    let kept = before.zip(now).map_or(Cached::Blank, |(then, now)| Cached::Number(&then - &now));
    let moved = Content::Formula(X::when(both, by, X::blank()), kept);
    sheet.put(row, col + 2, Role::Figure, moved).format = "+0;-0;0".into();
}
