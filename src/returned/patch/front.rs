//! The list in front of a workbook, and the workbook's part that knows of it.

use quick_xml::escape::escape;

use super::super::line::Line;
use super::super::list::{HEADS, NAME, cells, line_height};
use super::Unpatched;
use super::package::Relation;
use super::styles::Looks;
use super::tags::{Kind, Splices, tags};
use crate::finding::place::a1;

/// The type of a sheet, and the kind of relationship to it.
pub(super) const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
pub(super) const SHEET_KIND: &str = "worksheet";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Name and part of each sheet with cells, in order.
pub(super) fn sheets(workbook: &str, relations: &[Relation]) -> Result<Vec<(String, String)>, Unpatched> {
    let all = tags(workbook)?;
    let sheet = |tag: &super::tags::Tag<'_>| {
        let id = tag.attr("id")?;
        let relation = relations.iter().find(|relation| relation.id == id && relation.kind == "worksheet")?;
        Some((tag.attr("name")?, relation.target.clone()))
    };
    Ok(all.iter().filter(|tag| tag.opens("sheet")).filter_map(sheet).collect())
}

/// Is the sheet one of those that are chosen when the workbook opens?
pub(super) fn is_chosen(sheet: &str) -> Result<bool, Unpatched> {
    Ok(tags(sheet)?.iter().any(|tag| tag.opens("sheetView") && tag.attr("tabSelected").is_some()))
}

/// The workbook's part with the list as its first sheet, and without what is dropped.
pub(super) fn workbook(xml: &str, id: &str, dropped: &[Relation]) -> Result<String, Unpatched> {
    let all = tags(xml)?;
    let mut splices = Splices::default();
    let mut gone = Skipped::default();
    let sheets: Vec<_> = all.iter().filter(|tag| tag.opens("sheet")).collect();
    let number =
        |name: &str| sheets.iter().filter_map(|tag| tag.attr(name)?.parse::<u32>().ok()).max().unwrap_or(0) + 1;
    let taken = |name: &str| sheets.iter().any(|tag| tag.attr("name").as_deref() == Some(name));
    let name = (2..).map(|n| format!("{NAME}{n}"));
    let name = std::iter::once(NAME.to_owned()).chain(name).find(|name| !taken(name)).unwrap_or_default();
    let is_dropped = |id: Option<String>| dropped.iter().any(|relation| Some(&relation.id) == id.as_ref());
    // Where a sheet of macros goes out, names count the sheets before them otherwise.
    let left: Vec<bool> = sheets.iter().map(|tag| is_dropped(tag.attr("id"))).collect();
    for tag in &all {
        if gone.skips(tag, &mut splices) {
            continue;
        }
        match tag.name() {
            "sheets" if tag.kind == Kind::Open => {
                let p = tag.prefix();
                let own = format!(
                    "<{p}sheet xmlns:r=\"{RELATIONS}\" name=\"{name}\" sheetId=\"{}\" r:id=\"{id}\"/>",
                    number("sheetId")
                );
                splices.insert(tag.to, own);
            }
            "sheet" if tag.kind == Kind::Empty && is_dropped(tag.attr("id")) => {
                splices.replace(tag.from, tag.to, String::new());
            }
            "workbookView" if tag.kind != Kind::Close => {
                let first = [("activeTab", Some("0")), ("firstSheet", Some("0"))];
                splices.replace(tag.from, tag.to, tag.with(&first));
            }
            "definedName" if tag.kind == Kind::Open => names(tag, &left, &mut splices),
            _ => {}
        }
    }
    Ok(splices.applied(xml))
}

/// A name that belongs to a sheet says which by counting.
fn names(tag: &super::tags::Tag<'_>, left: &[bool], splices: &mut Splices) {
    let Some(sheet) = tag.attr("localSheetId").and_then(|id| id.parse::<usize>().ok()) else { return };
    let before = left.iter().take(sheet).filter(|left| **left).count();
    splices.replace(tag.from, tag.to, tag.with(&[("localSheetId", Some(&(sheet + 1 - before).to_string()))]));
}

/// Elements that go out whole: links to other files.
#[derive(Default)]
struct Skipped {
    from: Option<usize>,
}

impl Skipped {
    fn skips(&mut self, tag: &super::tags::Tag<'_>, splices: &mut Splices) -> bool {
        match (self.from, tag.name(), tag.kind) {
            (None, "externalReferences", Kind::Open) => self.from = Some(tag.from),
            (None, "externalReferences", Kind::Empty) => splices.replace(tag.from, tag.to, String::new()),
            (Some(from), "externalReferences", Kind::Close) => {
                splices.replace(from, tag.to, String::new());
                self.from = None;
            }
            (Some(_), ..) => {}
            (None, ..) => return false,
        }
        true
    }
}

/// The list's sheet.
pub(super) fn list(said: &[String], lines: &[Line], sheets: &[&str], looks: &Looks) -> String {
    let mut rows = row(1, 30, &[(NAME.to_owned(), looks.head)]);
    let mut merges = vec!["A1:F1".to_owned()];
    let mut links = String::new();
    let mut at = 1;
    for text in said {
        at += 1;
        rows.push_str(&row(at, 34, &[(text.clone(), looks.plain)]));
        merges.push(format!("A{at}:F{at}"));
    }
    at += 1;
    let head = at;
    rows.push_str(&row(at, 0, &HEADS.map(|(text, _)| (text.to_owned(), looks.head))));
    for (number, line) in (1..).zip(lines) {
        at += 1;
        let target = line.sheet.as_deref().filter(|sheet| sheets.contains(sheet)).zip(line.a1());
        if let Some((sheet, cell)) = &target {
            let location = format!("'{}'!{cell}", sheet.replace('\'', "''"));
            links.push_str(&format!("<hyperlink ref=\"C{at}\" location=\"{}\" display=\"{cell}\"/>", escape(location)));
        }
        let texts = cells(number, line);
        let high = line_height(&texts);
        let looked: Vec<(String, usize)> = (0..)
            .zip(texts)
            .map(|(col, text)| (text, if col == 2 && target.is_some() { looks.link } else { looks.plain }))
            .collect();
        rows.push_str(&row(at, high, &looked));
    }
    let columns: String = (1..)
        .zip(HEADS)
        .map(|(number, (_, width))| {
            format!("<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>")
        })
        .collect();
    let links = if links.is_empty() { links } else { format!("<hyperlinks>{links}</hyperlinks>") };
    let merged: String = merges.iter().map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\"{head}\" topLeftCell=\"A{below}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>{columns}</cols><sheetData>{rows}</sheetData><mergeCells count=\"{}\">{merged}</mergeCells>{links}<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.7\" bottom=\"0.7\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/><headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>",
        merges.len(),
        below = head + 1,
    )
}

fn row(number: u32, height: u32, cells: &[(String, usize)]) -> String {
    let height = if height > 0 { format!(" ht=\"{height}\" customHeight=\"1\"") } else { String::new() };
    let cell = |(col, (text, look)): (u32, &(String, usize))| {
        let name = a1(number - 1, col);
        format!(
            "<c r=\"{name}\" s=\"{look}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escape(text.as_str())
        )
    };
    format!("<row r=\"{number}\"{height}>{}</row>", (0..).zip(cells).map(cell).collect::<String>())
}
