//! What keeps a file from being read, on its way to a finding.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::{faults, limits};
use crate::finding::{Finding, Place};

/// Why a file is not read.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The operating system refused; its words.
    Unreadable(String),
    /// No bytes.
    Empty,
    /// More bytes than [`limits::FILE_BYTES`].
    FileTooBig,
    /// Encrypted.
    Protected,
    /// A web page.
    Html,
    /// XML Spreadsheet 2003.
    Xml,
    /// Something else.
    NotAWorkbook,
    /// Broken; in which part, and what was found.
    Damaged { part: Arc<str>, detail: String },
    /// More than [`limits::PART_BYTES`] in a part.
    PartTooBig(Arc<str>),
    /// More than [`limits::CELLS`], reached in a sheet.
    TooManyCells(Arc<str>),
    /// Bytes that are no text in an encoding that is read, on a line from 1.
    Encoding { line: usize },
    /// A quote that stays open, opened in a row from 0.
    QuoteOpen { row: u32 },
}

impl Trouble {
    /// Damage in a part of the file.
    #[expect(clippy::needless_pass_by_value, reason = "callers hand over errors, which become text at once")]
    pub(super) fn damaged(part: &Arc<str>, detail: impl ToString) -> Trouble {
        Trouble::Damaged { part: part.clone(), detail: detail.to_string() }
    }

    /// The finding that tells it.
    pub(super) fn finding(self, place: Place) -> Finding {
        let mebibytes = |bytes: u64| (bytes >> 20).to_string();
        match self {
            Trouble::Unreadable(detail) => Finding::new(faults::FILE_UNREADABLE, place).with("detail", detail),
            Trouble::Empty => Finding::new(faults::FILE_EMPTY, place),
            Trouble::FileTooBig => {
                Finding::new(faults::FILE_TOO_BIG, place).with("limit", mebibytes(limits::FILE_BYTES))
            }
            Trouble::Protected => Finding::new(faults::FILE_PROTECTED, place),
            Trouble::Html => Finding::new(faults::FILE_IS_HTML, place),
            Trouble::Xml => Finding::new(faults::FILE_IS_XML, place),
            Trouble::NotAWorkbook => Finding::new(faults::NOT_A_WORKBOOK, place),
            Trouble::Damaged { part, detail } => {
                Finding::new(faults::FILE_DAMAGED, place).with("part", &*part).with("detail", detail)
            }
            Trouble::PartTooBig(part) => Finding::new(faults::PART_TOO_BIG, place)
                .with("part", &*part)
                .with("limit", mebibytes(limits::PART_BYTES)),
            Trouble::TooManyCells(sheet) => Finding::new(faults::TOO_MANY_CELLS, place)
                .with("sheet", &*sheet)
                .with("limit", limits::CELLS.to_string()),
            Trouble::Encoding { line } => Finding::new(faults::TEXT_ENCODING, place).with("line", line.to_string()),
            Trouble::QuoteOpen { row } => Finding::new(faults::QUOTE_OPEN, Place::cell(place.file, "", row, 0))
                .with("row", (u64::from(row) + 1).to_string()),
        }
    }
}

/// The bytes of a file, within bounds.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Trouble> {
    let refused = |error: io::Error| Trouble::Unreadable(error.to_string());
    let file = File::open(path).map_err(refused)?;
    if file.metadata().map_err(refused)?.len() > limits::FILE_BYTES {
        return Err(Trouble::FileTooBig);
    }
    let mut bytes = Vec::new();
    // It may grow while it is read.
    file.take(limits::FILE_BYTES + 1).read_to_end(&mut bytes).map_err(refused)?;
    match u64::try_from(bytes.len()) {
        Ok(0) => Err(Trouble::Empty),
        Ok(len) if len <= limits::FILE_BYTES => Ok(bytes),
        _ => Err(Trouble::FileTooBig),
    }
}
