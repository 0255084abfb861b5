//! .xlsb, [MS-XLSB]: the same parts as .xlsx, written as binary records.

mod cells;
mod records;

#[cfg(test)]
pub(super) mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use super::bytes::{index, u16, u32, whole};
use super::fill::{Allowance, Contents, Filling, share};
use super::format::{self, Shown};
use super::package::Package;
use super::trouble::Trouble;
use records::{Records, wide_text};

/// What all sheets of a workbook share.
#[derive(Default)]
struct Workbook {
    /// Name, hidden, id of the relationship.
    sheets: Vec<(Arc<str>, bool, String)>,
    since_1904: bool,
    strings: Vec<Arc<str>>,
    formats: Vec<Shown>,
}

/// Reads the sheets of the workbook part `main`.
pub(super) fn read(package: &mut Package<'_>, main: &str) -> Result<Contents, Trouble> {
    let mut book = Workbook::default();
    read_workbook(package, main, &mut book)?;
    let relationships = package.relationships(main)?;
    let target = |kind: &str| relationships.iter().find(|r| r.kind == kind).map(|r| r.target.clone());
    if let Some(part) = target("sharedStrings") {
        book.strings = read_strings(package, &part)?;
    }
    if let Some(part) = target("styles") {
        book.formats = read_formats(package, &part)?;
    }
    let mut allowance = Allowance::new();
    let mut contents = Contents::default();
    for (name, hidden, id) in &book.sheets {
        let missing = || Trouble::damaged(name, "no such part");
        let relationship = relationships.iter().find(|r| r.id == *id).ok_or_else(missing)?;
        if relationship.kind != "worksheet" {
            continue;
        }
        let bytes = package.bytes(&relationship.target)?.ok_or_else(missing)?;
        let mut sheet = Filling::new(name.clone(), *hidden, &mut allowance);
        cells::read(Records::new(&bytes, name.clone()), &book, &mut sheet)?;
        contents.sheets.push(sheet.done());
    }
    Ok(contents)
}

/// All records of a part, if it is there.
fn each_record(
    package: &mut Package<'_>,
    part: &str,
    mut take: impl FnMut(u16, &[u8]) -> Option<Result<(), Trouble>>,
) -> Result<(), Trouble> {
    let Some(bytes) = package.bytes(part)? else { return Ok(()) };
    let part: Arc<str> = Arc::from(part);
    let mut records = Records::new(&bytes, part.clone());
    while let Some((kind, record)) = records.next()? {
        whole(take(kind, record), &part, "workbook")??;
    }
    Ok(())
}

fn read_workbook(package: &mut Package<'_>, main: &str, book: &mut Workbook) -> Result<(), Trouble> {
    each_record(package, main, |kind, record| {
        match kind {
            // BrtWbProp: f1904 is its first bit.
            153 => book.since_1904 = u32(record, 0)? & 1 != 0,
            // BrtBundleSh: state, id, relationship, name.
            156 => {
                let (id, len) = wide_text(record, 8)?;
                let (name, _) = wide_text(record, 8 + len)?;
                book.sheets.push((Arc::from(name), u32(record, 0)? != 0, id));
            }
            _ => (),
        }
        Some(Ok(()))
    })
}

fn read_strings(package: &mut Package<'_>, part: &str) -> Result<Vec<Arc<str>>, Trouble> {
    let mut list = Vec::new();
    each_record(package, part, |kind, record| {
        // BrtSSTItem: flags, text; runs and reading aids follow.
        if kind == 19 {
            return Some(share(&mut list, &wide_text(record, 1)?.0, part));
        }
        Some(Ok(()))
    })?;
    Ok(list)
}

fn read_formats(package: &mut Package<'_>, part: &str) -> Result<Vec<Shown>, Trouble> {
    let mut own: HashMap<u16, Shown> = HashMap::new();
    let mut formats = Vec::new();
    let mut in_cell_formats = false;
    each_record(package, part, |kind, record| {
        match kind {
            // BrtFmt: id, code.
            44 => _ = own.insert(u16(record, 0)?, format::of_code(&wide_text(record, 2)?.0)),
            // BrtBeginCellXFs and BrtEndCellXFs.
            617 => in_cell_formats = true,
            618 => in_cell_formats = false,
            // BrtXF: parent, number format.
            47 if in_cell_formats => {
                let id = u16(record, 2)?;
                formats.push(own.get(&id).copied().unwrap_or_else(|| format::builtin(u32::from(id))));
            }
            _ => (),
        }
        Some(Ok(()))
    })?;
    Ok(formats)
}

/// The style of a cell record: 24 bits behind the column.
fn style(record: &[u8], at: usize) -> Option<usize> {
    Some(index(record, at)? & 0xFF_FFFF)
}
