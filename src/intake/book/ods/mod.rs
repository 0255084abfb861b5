//! .ods, `OpenDocument` 1.2 and later: one part holds all sheets.

mod cells;

#[cfg(test)]
pub(super) mod tests;

use std::collections::HashSet;
use std::sync::Arc;

use quick_xml::events::Event;

use super::fill::{Allowance, Contents, Filling};
use super::package::Package;
use super::trouble::Trouble;
use super::xml::attr;

/// What the part `mimetype` of a spreadsheet, or of a template for one, begins with.
pub(super) const MIMETYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

const CONTENT: &str = "content.xml";

/// Reads the sheets.
pub(super) fn read(package: &mut Package<'_>) -> Result<Contents, Trouble> {
    if is_encrypted(package)? {
        return Err(Trouble::Protected);
    }
    let missing = || Trouble::damaged(&Arc::from(CONTENT), "no such part");
    let mut xml = package.xml(CONTENT)?.ok_or_else(missing)?;
    let mut allowance = Allowance::new();
    let mut contents = Contents::default();
    // Styles of sheets that are not displayed.
    let mut hidden: HashSet<String> = HashSet::new();
    let mut style = String::new();
    loop {
        match xml.next()? {
            Event::Start(e) => match e.name().as_ref() {
                "style:style" => style = attr(&e, "name").unwrap_or_default(),
                "style:table-properties" if attr(&e, "display").as_deref() == Some("false") => {
                    hidden.insert(style.clone());
                }
                // Deleted cells that are kept for review.
                "table:tracked-changes" => xml.skip()?,
                "table:table" => {
                    let name = Arc::from(attr(&e, "name").unwrap_or_default());
                    let is_hidden = attr(&e, "style-name").is_some_and(|style| hidden.contains(&style));
                    let mut sheet = Filling::new(name, is_hidden, &mut allowance);
                    cells::read(&mut xml, &mut sheet)?;
                    contents.sheets.push(sheet.done());
                }
                _ => (),
            },
            Event::Eof => return Ok(contents),
            _ => (),
        }
    }
}

/// Does the manifest tell how parts are encrypted?
fn is_encrypted(package: &mut Package<'_>) -> Result<bool, Trouble> {
    let Some(mut xml) = package.xml("META-INF/manifest.xml")? else { return Ok(false) };
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "encryption-data" => return Ok(true),
            Event::Eof => return Ok(false),
            _ => (),
        }
    }
}
