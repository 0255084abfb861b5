//! .xlsx and .xlsm, ECMA-376: the workbook part, its strings and formats, then each sheet in one pass.

mod cells;
mod strings;
mod styles;

#[cfg(test)]
pub(super) mod tests;

use std::sync::Arc;

use quick_xml::events::Event;

use super::fill::{Allowance, Contents, Filling};
use super::format::Shown;
use super::package::{Package, Relationship};
use super::trouble::Trouble;
use super::xml::{attr, attr_yes};

/// What all sheets of a workbook share.
struct Workbook {
    /// Name, hidden, id of the relationship.
    sheets: Vec<(Arc<str>, bool, String)>,
    since_1904: bool,
    /// The workbook asks to be calculated when it is opened: its writer does not vouch for cached results.
    asks_calculation: bool,
    strings: Vec<Arc<str>>,
    formats: Vec<Shown>,
}

/// Reads the sheets of the workbook part `main`.
pub(super) fn read(package: &mut Package<'_>, main: &str) -> Result<Contents, Trouble> {
    let mut book = workbook(package, main)?;
    let relationships = package.relationships(main)?;
    let target = |kind: &str| relationships.iter().find(|r| r.kind == kind).map(|r| r.target.clone());
    if let Some(part) = target("sharedStrings") {
        book.strings = strings::read(package, &part)?;
    }
    if let Some(part) = target("styles") {
        book.formats = styles::read(package, &part)?;
    }
    let mut allowance = Allowance::new();
    let mut contents = Contents::default();
    for (name, hidden, id) in &book.sheets {
        let missing = || Trouble::damaged(name, "no such part");
        let Relationship { kind, target, .. } = relationships.iter().find(|r| r.id == *id).ok_or_else(missing)?;
        // Sheets of charts, macros and dialogs have no cells.
        if kind != "worksheet" {
            continue;
        }
        let mut sheet = Filling::new(name.clone(), *hidden, &mut allowance);
        let xml = package.xml(target)?.ok_or_else(missing)?;
        let doubtful = cells::read(xml, &book, &mut sheet)?;
        if let (true, Some((count, first))) = (book.asks_calculation, doubtful) {
            contents.doubtful.push((name.clone(), count, first));
        }
        contents.sheets.push(sheet.done());
    }
    Ok(contents)
}

/// The workbook part.
fn workbook(package: &mut Package<'_>, main: &str) -> Result<Workbook, Trouble> {
    let mut book = Workbook {
        sheets: Vec::new(),
        since_1904: false,
        asks_calculation: false,
        strings: Vec::new(),
        formats: Vec::new(),
    };
    let mut xml = package.xml(main)?.ok_or(Trouble::NotAWorkbook)?;
    let mut root = true;
    loop {
        match xml.next()? {
            // Documents and slides are packages of the same kind.
            Event::Start(e) if root && e.local_name().as_ref() != "workbook" => return Err(Trouble::NotAWorkbook),
            Event::Start(e) => {
                root = false;
                match e.local_name().as_ref() {
                    "sheet" => {
                        let hidden = attr(&e, "state").is_some_and(|state| state != "visible");
                        let name = Arc::from(attr(&e, "name").unwrap_or_default());
                        book.sheets.push((name, hidden, attr(&e, "id").unwrap_or_default()));
                    }
                    // An extension has an element of the same name without this attribute.
                    "workbookPr" => book.since_1904 |= attr_yes(&e, "date1904"),
                    "calcPr" => book.asks_calculation = attr_yes(&e, "fullCalcOnLoad"),
                    _ => (),
                }
            }
            Event::Eof => return Ok(book),
            _ => (),
        }
    }
}
