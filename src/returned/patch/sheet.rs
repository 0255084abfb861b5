//! The XML of a sheet with its bad cells marked; everything else of it stays.

use std::collections::BTreeMap;

use super::Unpatched;
use super::styles::Styles;
use super::tags::{Kind, Splices, Tag, tags};
use crate::finding::place::a1;

/// What stands behind the place where comments are drawn from.
const BEHIND: [&str; 8] =
    ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"];
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What is changed of a sheet.
pub(super) struct Change<'c> {
    /// Cells to mark, and whether an error stands there.
    pub(super) marks: &'c [((u32, u32), String, bool)],
    /// The relationship that comments are drawn by, where the sheet had none.
    pub(super) drawing: Option<&'c str>,
    /// Formulas become their values: they ask for files that are gone.
    pub(super) values: bool,
}

/// Does a formula of the sheet ask for another file: `[1]表!A1`?
pub(super) fn asks_elsewhere(xml: &str) -> Result<bool, Unpatched> {
    let mut from = None;
    for tag in tags(xml)?.iter().filter(|tag| tag.name() == "f") {
        match (tag.kind, from.take()) {
            (Kind::Open, _) => from = Some(tag.to),
            (Kind::Close, Some(from)) if numbered(&xml[from..tag.from]) => return Ok(true),
            _ => {}
        }
    }
    Ok(false)
}

/// Has a formula a number in brackets?
fn numbered(formula: &str) -> bool {
    formula.split('[').skip(1).any(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && rest[digits..].starts_with(']')
    })
}

/// The sheet with its marks.
pub(super) fn changed(xml: &str, change: &Change<'_>, styles: &mut Styles<'_>) -> Result<String, Unpatched> {
    let all = tags(xml)?;
    let mut splices = Splices::default();
    let start = all.iter().position(|tag| tag.opens("sheetData")).ok_or(Unpatched::Odd("no sheet data"))?;
    for tag in all.iter().filter(|tag| tag.opens("sheetView") && tag.attr("tabSelected").is_some()) {
        splices.replace(tag.from, tag.to, tag.with(&[("tabSelected", None)]));
    }
    let mut wanted: BTreeMap<u32, BTreeMap<u32, bool>> = BTreeMap::new();
    for ((row, col), _, error) in change.marks {
        wanted.entry(*row).or_default().insert(*col, *error);
    }
    cells(&all[start..], wanted, &mut splices, styles)?;
    if change.values {
        without_formulas(&all, &mut splices);
    }
    if let Some(id) = change.drawing {
        drawing(&all, start, id, &mut splices)?;
    }
    Ok(splices.applied(xml))
}

/// Marks the cells of the sheet's rows; those that are not there are put in.
fn cells(
    all: &[Tag<'_>],
    mut wanted: BTreeMap<u32, BTreeMap<u32, bool>>,
    splices: &mut Splices,
    styles: &mut Styles<'_>,
) -> Result<(), Unpatched> {
    let p = all[0].prefix().to_owned();
    if all[0].kind == Kind::Empty {
        let rows = new_rows(&p, wanted, styles)?;
        splices.replace(all[0].from, all[0].to, format!("<{p}sheetData>{rows}</{p}sheetData>"));
        return Ok(());
    }
    let (mut row, mut col) = (Next::default(), Next::default());
    let mut own: BTreeMap<u32, bool> = BTreeMap::new();
    let mut own_style = 0;
    for tag in &all[1..] {
        if tag.name() == "row" && tag.kind != Kind::Close {
            let at = row.of(tag.attr("r").and_then(|r| r.parse::<u32>().ok()?.checked_sub(1)));
            let later = wanted.split_off(&at);
            splices.insert(tag.from, new_rows(&p, std::mem::replace(&mut wanted, later), styles)?);
            own = wanted.remove(&at).unwrap_or_default();
            own_style = style(tag.attr("customFormat").and_then(|_| tag.attr("s")));
            col = Next::default();
            if tag.kind == Kind::Empty && !own.is_empty() {
                let open = tag.with(&[]).replace("/>", ">");
                let cells = new_cells(&p, at, std::mem::take(&mut own), own_style, styles)?;
                splices.replace(tag.from, tag.to, format!("{open}{cells}</{p}row>"));
            }
        } else if tag.name() == "c" && tag.kind != Kind::Close && !(own.is_empty()) {
            let at = col.of(tag.attr("r").and_then(|name| column(&name)));
            let later = own.split_off(&at);
            let before = std::mem::replace(&mut own, later);
            splices.insert(tag.from, new_cells(&p, row.last(), before, own_style, styles)?);
            if let Some(error) = own.remove(&at) {
                let marked = styles.marked(style(tag.attr("s")), error)?.to_string();
                splices.replace(tag.from, tag.to, tag.with(&[("s", Some(&marked))]));
            }
        } else if tag.name() == "row" {
            splices.insert(tag.from, new_cells(&p, row.last(), std::mem::take(&mut own), own_style, styles)?);
        } else if tag.name() == "sheetData" {
            splices.insert(tag.from, new_rows(&p, std::mem::take(&mut wanted), styles)?);
            break;
        }
    }
    Ok(())
}

/// Numbers of rows or columns, which may be left out where they follow each other.
#[derive(Default)]
struct Next(u32);

impl Next {
    fn of(&mut self, said: Option<u32>) -> u32 {
        let at = said.unwrap_or(self.0);
        self.0 = at + 1;
        at
    }
    fn last(&self) -> u32 {
        self.0.saturating_sub(1)
    }
}

fn style(text: Option<String>) -> usize {
    text.and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// The column of a cell's name.
fn column(name: &str) -> Option<u32> {
    let mut letters = name.bytes().take_while(u8::is_ascii_alphabetic);
    letters
        .try_fold(0_u32, |sum, letter| {
            sum.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
        })?
        .checked_sub(1)
}

fn new_rows(p: &str, rows: BTreeMap<u32, BTreeMap<u32, bool>>, styles: &mut Styles<'_>) -> Result<String, Unpatched> {
    let mut out = String::new();
    for (row, cells) in rows {
        let cells = new_cells(p, row, cells, 0, styles)?;
        out.push_str(&format!("<{p}row r=\"{}\">{cells}</{p}row>", row + 1));
    }
    Ok(out)
}

fn new_cells(
    p: &str,
    row: u32,
    cells: BTreeMap<u32, bool>,
    own: usize,
    styles: &mut Styles<'_>,
) -> Result<String, Unpatched> {
    let mut out = String::new();
    for (col, error) in cells {
        out.push_str(&format!("<{p}c r=\"{}\" s=\"{}\"/>", a1(row, col), styles.marked(own, error)?));
    }
    Ok(out)
}

fn without_formulas(all: &[Tag<'_>], splices: &mut Splices) {
    let mut from = None;
    for tag in all.iter().filter(|tag| tag.name() == "f") {
        match (tag.kind, from.take()) {
            (Kind::Open, _) => from = Some(tag.from),
            (Kind::Empty, _) => splices.replace(tag.from, tag.to, String::new()),
            (Kind::Close, Some(from)) => splices.replace(from, tag.to, String::new()),
            (Kind::Close, None) => {}
        }
    }
}

/// Says where the comments are drawn, in the order that the format asks for.
fn drawing(all: &[Tag<'_>], start: usize, id: &str, splices: &mut Splices) -> Result<(), Unpatched> {
    let root = all.first().ok_or(Unpatched::Odd("no root"))?;
    let p = root.prefix();
    let mut depth = 0_usize;
    let mut inside = false;
    for tag in &all[start..] {
        if !inside {
            inside = tag.closes("sheetData");
            continue;
        }
        let behind = depth == 0 && (tag.kind == Kind::Close || BEHIND.contains(&tag.name()));
        if behind {
            splices.insert(tag.from, format!("<{p}legacyDrawing xmlns:r=\"{RELATIONS}\" r:id=\"{id}\"/>"));
            return Ok(());
        }
        match tag.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Empty => {}
        }
    }
    Err(Unpatched::Odd("no end of the sheet"))
}
