//! Records of a workbook stream, [MS-XLS] 2.1.4: a number, a length, data; long ones go on in CONTINUE
//! records, where text begins anew with a flag of its width.

use std::sync::Arc;

use encoding_rs::Encoding;

use super::super::bytes::{index, u16};
use super::super::trouble::Trouble;

const CONTINUE: u16 = 0x003C;

/// A record with the records that continue it.
pub(super) struct Record<'a> {
    /// Its number.
    pub(super) kind: u16,
    /// Its own data.
    pub(super) data: &'a [u8],
    /// The data of its CONTINUE records.
    more: Vec<&'a [u8]>,
}

/// The records of a stream from a place on.
pub(super) struct Records<'a> {
    rest: &'a [u8],
    part: Arc<str>,
}

impl<'a> Records<'a> {
    /// From byte `at` on.
    pub(super) fn new(stream: &'a [u8], at: usize, part: Arc<str>) -> Self {
        Records { rest: stream.get(at..).unwrap_or_default(), part }
    }

    /// The name of the part.
    pub(super) fn part(&self) -> &Arc<str> {
        &self.part
    }

    /// The next record; none at the end of the stream.
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, Trouble> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let cut = || Trouble::damaged(&self.part, "broken off");
        let (kind, data, mut rest) = split(self.rest).ok_or_else(cut)?;
        let mut more = Vec::new();
        while u16(rest, 0) == Some(CONTINUE) {
            let (_, data, behind) = split(rest).ok_or_else(cut)?;
            more.push(data);
            rest = behind;
        }
        self.rest = rest;
        Ok(Some(Record { kind, data, more }))
    }
}

fn split(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (kind, len) = (u16(bytes, 0)?, usize::from(u16(bytes, 2)?));
    let (data, rest) = bytes.get(4..)?.split_at_checked(len)?;
    Some((kind, data, rest))
}

impl<'a> Record<'a> {
    /// Its data from byte `at` on, to be read across the continuing records.
    pub(super) fn from(&self, at: usize) -> Data<'a, '_> {
        Data { now: self.data.get(at..).unwrap_or_default(), more: &self.more }
    }
}

/// Data of a record, read from the front.
pub(super) struct Data<'a, 'r> {
    now: &'a [u8],
    more: &'r [&'a [u8]],
}

/// How texts are written.
#[derive(Clone, Copy)]
pub(super) enum Letters {
    /// BIFF8: a flag, then one or two bytes each.
    Unicode,
    /// Before: bytes of the workbook's code page.
    Bytes(&'static Encoding),
}

impl<'a> Data<'a, '_> {
    /// Is nothing left?
    pub(super) fn is_empty(&self) -> bool {
        self.now.is_empty() && self.more.iter().all(|part| part.is_empty())
    }

    /// A number of one byte.
    pub(super) fn u8(&mut self) -> Option<u8> {
        while self.now.is_empty() {
            self.go_on()?;
        }
        let (first, rest) = self.now.split_first()?;
        self.now = rest;
        Some(*first)
    }

    /// A number of two bytes.
    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    /// A number of four bytes, as a length.
    pub(super) fn len(&mut self) -> Option<usize> {
        let bytes = [self.u8()?, self.u8()?, self.u8()?, self.u8()?];
        index(&bytes, 0)
    }

    /// Passes over bytes.
    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.now.len() {
            count -= self.now.len();
            self.go_on()?;
        }
        self.now = &self.now[count..];
        Some(())
    }

    /// A text of so many letters; in BIFF8 its flag comes first.
    pub(super) fn text(&mut self, count: usize, letters: Letters) -> Option<String> {
        match letters {
            Letters::Unicode => {
                let wide = self.u8()? & 1 != 0;
                self.unicode(count, wide)
            }
            Letters::Bytes(encoding) => {
                let mut bytes = Vec::new();
                for _ in 0..count {
                    bytes.push(self.u8()?);
                }
                Some(encoding.decode_without_bom_handling(&bytes).0.into_owned())
            }
        }
    }

    /// An entry of the table of shared texts (XLUnicodeRichExtendedString): text, runs, reading aids.
    pub(super) fn rich_text(&mut self) -> Option<String> {
        let count = usize::from(self.u16()?);
        let flags = self.u8()?;
        let runs = if flags & 0x08 != 0 { usize::from(self.u16()?) } else { 0 };
        let aids = if flags & 0x04 != 0 { self.len()? } else { 0 };
        let text = self.unicode(count, flags & 1 != 0)?;
        self.skip(runs * 4)?;
        self.skip(aids)?;
        Some(text)
    }

    fn unicode(&mut self, count: usize, mut wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::with_capacity(count.min(1 << 15));
        while units.len() < count {
            if self.now.is_empty() {
                self.go_on()?;
                wide = self.u8()? & 1 != 0;
                continue;
            }
            let left = count - units.len();
            if wide {
                let taken = left.min(self.now.len() / 2);
                if taken == 0 {
                    return None;
                }
                let (part, rest) = self.now.split_at(taken * 2);
                units.extend(part.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)));
                self.now = rest;
            } else {
                let (part, rest) = self.now.split_at(left.min(self.now.len()));
                units.extend(part.iter().map(|byte| u16::from(*byte)));
                self.now = rest;
            }
        }
        Some(String::from_utf16_lossy(&units))
    }

    fn go_on(&mut self) -> Option<()> {
        let (first, rest) = self.more.split_first()?;
        (self.now, self.more) = (first, rest);
        Some(())
    }
}
