//! Number formats of an .xlsx file: what each cell format makes of a number.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::super::format::{self, Shown};
use super::super::package::Package;
use super::super::trouble::Trouble;
use super::super::xml::{attr, attr_number};

/// The meaning of each cell format, by its index.
pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Vec<Shown>, Trouble> {
    let mut formats = Vec::new();
    let Some(mut xml) = package.xml(part)? else { return Ok(formats) };
    let mut own: HashMap<u32, Shown> = HashMap::new();
    let mut in_cell_formats = false;
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (attr_number(&e, "numFmtId"), attr(&e, "formatCode")) {
                        // Formats of conditional styles come later and may use an id again.
                        own.entry(id).or_insert_with(|| format::of_code(&code));
                    }
                }
                "cellXfs" => in_cell_formats = true,
                "xf" if in_cell_formats => {
                    let id = attr_number(&e, "numFmtId").unwrap_or(0);
                    formats.push(own.get(&id).copied().unwrap_or_else(|| format::builtin(id)));
                }
                _ => (),
            },
            Event::End(e) if e.local_name().as_ref() == "cellXfs" => in_cell_formats = false,
            Event::Eof => return Ok(formats),
            _ => (),
        }
    }
}
