//! .xls and .et, [MS-XLS]: the workbook's globals, then each sheet's records. Read as a stream of records,
//! since a dense grid of a sheet with one stray cell already takes hundreds of megabytes.

mod cells;
mod records;

#[cfg(test)]
pub(super) mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};

use super::bytes::{index, u16, whole};
use super::fill::{Allowance, Contents, Filling};
use super::format::{self, Shown};
use super::limits;
use super::trouble::Trouble;
use records::{Letters, Record, Records};

/// What all sheets of a workbook share.
struct Globals {
    sheets: Vec<Bound>,
    letters: Letters,
    since_1904: bool,
    /// A program that computes has saved the workbook (RecalcId), so that an empty text is a result.
    computed: bool,
    /// Meanings of number formats that the file spells out.
    own: HashMap<u16, Shown>,
    /// Number format of each cell format.
    formats: Vec<u16>,
    strings: Vec<Arc<str>>,
}

/// Where a sheet begins.
struct Bound {
    at: usize,
    name: Arc<str>,
    hidden: bool,
    has_cells: bool,
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
/// The version of Excel 97 and later in a BOF record.
const BIFF8: u16 = 0x0600;
/// The kind of a sheet in a BOF record.
const SHEET: u16 = 0x0010;

/// Is it a stream of records without a container?
pub(super) fn is_bare_stream(bytes: &[u8]) -> bool {
    u16(bytes, 0) == Some(BOF) && matches!(u16(bytes, 2), Some(4 | 6 | 8 | 16))
}

/// Reads the sheets of a workbook stream.
pub(super) fn read(stream: &[u8]) -> Result<Contents, Trouble> {
    let part: Arc<str> = Arc::from("Workbook");
    let mut globals = Globals {
        sheets: Vec::new(),
        letters: Letters::Bytes(GB18030),
        since_1904: false,
        computed: false,
        own: HashMap::new(),
        formats: Vec::new(),
        strings: Vec::new(),
    };
    let mut records = Records::new(stream, 0, part.clone());
    let first = records.next()?.filter(|record| record.kind == BOF);
    let first = first.ok_or_else(|| Trouble::damaged(&part, "no beginning"))?;
    if u16(first.data, 0) == Some(BIFF8) {
        globals.letters = Letters::Unicode;
    }
    if u16(first.data, 2) == Some(SHEET) {
        // A sheet without a workbook around it.
        globals.sheets.push(Bound { at: 0, name: Arc::from("Sheet1"), hidden: false, has_cells: true });
    } else {
        read_globals(&mut records, &mut globals)?;
    }
    let mut allowance = Allowance::new();
    let mut contents = Contents::default();
    for bound in globals.sheets.iter().filter(|bound| bound.has_cells) {
        let mut sheet = Filling::new(bound.name.clone(), bound.hidden, &mut allowance);
        cells::read(Records::new(stream, bound.at, bound.name.clone()), &globals, &mut sheet)?;
        contents.sheets.push(sheet.done());
    }
    Ok(contents)
}

fn read_globals(records: &mut Records<'_>, globals: &mut Globals) -> Result<(), Trouble> {
    let part = records.part().clone();
    while let Some(record) = records.next()? {
        match record.kind {
            EOF => return Ok(()),
            // FilePass: what follows is encrypted.
            0x002F => return Err(Trouble::Protected),
            _ => whole(globals.take(&record), &part, "workbook")?,
        }
    }
    Err(Trouble::damaged(&part, "broken off"))
}

impl Globals {
    /// What a record of the globals says.
    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        let data = record.data;
        match record.kind {
            // CodePage.
            0x0042 => {
                if let Letters::Bytes(encoding) = &mut self.letters {
                    *encoding = code_page(u16(data, 0)?);
                }
            }
            // Date1904.
            0x0022 => self.since_1904 = u16(data, 0)? == 1,
            // RecalcId.
            0x01C1 => self.computed = true,
            // BoundSheet8: place, state, kind, name.
            0x0085 => {
                let (state, kind) = (*data.get(4)?, *data.get(5)?);
                let mut rest = record.from(6);
                let count = usize::from(rest.u8()?);
                let name = Arc::from(rest.text(count, self.letters)?);
                let (at, hidden) = (index(data, 0)?, state & 3 != 0);
                self.sheets.push(Bound { at, name, hidden, has_cells: kind == 0 });
            }
            // Format: before BIFF8 its length has one byte.
            0x041E => {
                let mut rest = record.from(2);
                let count = match self.letters {
                    Letters::Unicode => usize::from(rest.u16()?),
                    Letters::Bytes(_) => usize::from(rest.u8()?),
                };
                self.own.insert(u16(data, 0)?, format::of_code(&rest.text(count, self.letters)?));
            }
            // XF.
            0x00E0 => self.formats.push(u16(data, 2)?),
            // SST: how often, how many, texts.
            0x00FC => {
                // A table with more texts than cells that are read is broken: the rest is left out.
                let count = index(data, 4)?.min(usize::try_from(limits::CELLS).unwrap_or(usize::MAX));
                let mut rest = record.from(8);
                while self.strings.len() < count && !rest.is_empty() {
                    self.strings.push(Arc::from(rest.rich_text()?));
                }
            }
            _ => (),
        }
        Some(())
    }

    /// What a cell format makes of a number.
    fn shown(&self, format: u16) -> Shown {
        let id = self.formats.get(usize::from(format)).copied().unwrap_or(0);
        self.own.get(&id).copied().unwrap_or_else(|| format::builtin(u32::from(id)))
    }
}

/// The encoding of a code page; mainland China's where it is unknown.
fn code_page(number: u16) -> &'static Encoding {
    match number {
        932 => SHIFT_JIS,
        949 => EUC_KR,
        950 => BIG5,
        1252 | 0x8001 => WINDOWS_1252,
        65001 => UTF_8,
        _ => GB18030,
    }
}
