//! Records of a binary part, [MS-XLSB] 2.1.4: a number and a length of up to two and four bytes, then data.

use std::sync::Arc;

use super::super::bytes::index;
use super::super::trouble::Trouble;

/// The records of a part, one after another.
pub(super) struct Records<'a> {
    rest: &'a [u8],
    part: Arc<str>,
}

impl<'a> Records<'a> {
    /// All records of the bytes.
    pub(super) fn new(bytes: &'a [u8], part: Arc<str>) -> Self {
        Records { rest: bytes, part }
    }

    /// The name of the part.
    pub(super) fn part(&self) -> &Arc<str> {
        &self.part
    }

    /// Number and data of the next record.
    pub(super) fn next(&mut self) -> Result<Option<(u16, &'a [u8])>, Trouble> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let cut = || Trouble::damaged(&self.part, "broken off");
        let (kind, rest) = seven_bit(self.rest, 2).ok_or_else(cut)?;
        let (len, rest) = seven_bit(rest, 4).ok_or_else(cut)?;
        let (data, rest) = rest.split_at_checked(len).ok_or_else(cut)?;
        let kind = u16::try_from(kind).map_err(|_| cut())?;
        self.rest = rest;
        Ok(Some((kind, data)))
    }
}

/// A number of seven bits a byte, the lowest first, and what follows it.
fn seven_bit(bytes: &[u8], most: usize) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (place, byte) in bytes.iter().take(most).enumerate() {
        value |= usize::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 || place + 1 == most {
            return Some((value, &bytes[place + 1..]));
        }
    }
    None
}

/// The text at a place of a record (XLWideString), and the bytes it takes; a null one is empty.
pub(super) fn wide_text(record: &[u8], at: usize) -> Option<(String, usize)> {
    let units = index(record, at)?;
    if units == 0xFFFF_FFFF {
        return Some((String::new(), 4));
    }
    let bytes = record.get(at + 4..)?.get(..units.checked_mul(2)?)?;
    let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    Some((String::from_utf16_lossy(&units), 4 + bytes.len()))
}
