//! Compound files, [MS-CFB]: the container of .xls and of encrypted workbooks. Only streams at the top are
//! looked for, since an embedded object may hold a workbook of its own.

use super::bytes::{index, u16, u32};

/// First eight bytes of a compound file.
pub(super) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

const HEADER: usize = 512;
const ENTRY: usize = 128;
const MINI_SECTOR: usize = 64;
/// Streams shorter than this stand in the mini stream.
const MINI_BELOW: usize = 4096;
/// Sector numbers from here on are marks, not sectors.
const MARKS: u32 = 0xFFFF_FFFA;

/// A compound file whose tables have been read.
pub(super) struct Cfb<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    streams: Vec<Stream>,
}

struct Stream {
    name: String,
    start: u32,
    len: usize,
}

impl<'a> Cfb<'a> {
    /// Reads the tables; none where they are broken.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Cfb<'a>> {
        let sector = match u16(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let empty = || Vec::new();
        let mut cfb = Cfb { bytes, sector, fat: empty(), mini_fat: empty(), mini: Vec::new(), streams: Vec::new() };
        cfb.read_fat()?;
        let directory = cfb.chain(u32(bytes, 48)?, usize::MAX)?;
        cfb.mini_fat = numbers(&cfb.chain(u32(bytes, 60)?, usize::MAX)?);
        let root = directory.get(..ENTRY)?;
        cfb.mini = cfb.chain(u32(root, 116)?, index(root, 120)?)?;
        cfb.streams = top_streams(&directory)?;
        Some(cfb)
    }

    /// Is there a stream with that name?
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The bytes of a stream; none where it is absent or broken.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let stream = self.find(name)?;
        let bytes = if stream.len < MINI_BELOW {
            let most = self.mini.len() / MINI_SECTOR + 1;
            chain(&self.mini_fat, stream.start, stream.len, most, |id| {
                let at = id * MINI_SECTOR;
                self.mini.get(at..(at + MINI_SECTOR).min(self.mini.len()))
            })?
        } else {
            self.chain(stream.start, stream.len)?
        };
        (bytes.len() == stream.len).then_some(bytes)
    }

    fn find(&self, name: &str) -> Option<&Stream> {
        self.streams.iter().find(|stream| stream.name.eq_ignore_ascii_case(name))
    }

    /// The FAT: its sectors are listed in the header, and then in a chain of sectors of their own.
    fn read_fat(&mut self) -> Option<()> {
        let mut listed = numbers(self.bytes.get(76..HEADER)?);
        let mut next = u32(self.bytes, 68)?;
        let sectors = self.bytes.len() / self.sector + 1;
        while next < MARKS && listed.len() < sectors {
            let mut part = numbers(self.sector_bytes(usize::try_from(next).ok()?)?);
            next = part.pop()?;
            listed.extend(part);
        }
        for id in listed.into_iter().filter(|id| *id < MARKS) {
            // A broken list may name one sector over and over; a file has no more entries than sectors.
            if self.fat.len() > sectors {
                break;
            }
            self.fat.extend(numbers(self.sector_bytes(usize::try_from(id).ok()?)?));
        }
        Some(())
    }

    fn chain(&self, start: u32, len: usize) -> Option<Vec<u8>> {
        chain(&self.fat, start, len, self.bytes.len() / self.sector + 1, |id| self.sector_bytes(id))
    }

    /// A sector; the last of a file may be cut short.
    fn sector_bytes(&self, id: usize) -> Option<&'a [u8]> {
        let at = id.checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(at..at.checked_add(self.sector)?.min(self.bytes.len()))
    }
}

/// Follows a chain of sectors to its end mark or to `len` bytes; none where it leads outside or is longer than
/// all sectors, and so runs in a circle.
fn chain<'a>(
    fat: &[u32],
    start: u32,
    len: usize,
    sectors: usize,
    sector: impl Fn(usize) -> Option<&'a [u8]>,
) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut next = start;
    let mut steps = 0;
    while next < MARKS && bytes.len() < len {
        let id = usize::try_from(next).ok()?;
        let part = sector(id)?;
        bytes.extend_from_slice(&part[..part.len().min(len - bytes.len())]);
        steps += 1;
        if steps > sectors {
            return None;
        }
        next = *fat.get(id)?;
    }
    Some(bytes)
}

/// The streams at the top: the tree of siblings that hangs under the root.
fn top_streams(directory: &[u8]) -> Option<Vec<Stream>> {
    let (entries, _) = directory.as_chunks::<ENTRY>();
    let mut streams = Vec::new();
    let mut seen = vec![false; entries.len()];
    let mut open = vec![u32(entries.first()?, 76)?];
    while let Some(id) = open.pop() {
        let Some((entry, seen)) = usize::try_from(id).ok().and_then(|id| Some((entries.get(id)?, seen.get_mut(id)?)))
        else {
            continue;
        };
        if std::mem::replace(seen, true) {
            continue;
        }
        open.extend([u32(entry, 68)?, u32(entry, 72)?]);
        if entry[66] == 2 {
            let units: Vec<u16> = entry[..64]
                .as_chunks()
                .0
                .iter()
                .map(|pair| u16::from_le_bytes(*pair))
                .take_while(|u| *u != 0)
                .collect();
            let name = String::from_utf16_lossy(&units);
            streams.push(Stream { name, start: u32(entry, 116)?, len: index(entry, 120)? });
        }
    }
    Some(streams)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks().0.iter().map(|four| u32::from_le_bytes(*four)).collect()
}

/// Names of streams that only an encrypted workbook has.
pub(super) fn is_encrypted(cfb: &Cfb<'_>) -> bool {
    cfb.has("EncryptedPackage") || cfb.has("EncryptionInfo")
}

/// The workbook stream of an .xls file: of Excel 97 and later, or of Excel 95.
pub(super) fn workbook_name(cfb: &Cfb<'_>) -> Option<&'static str> {
    ["Workbook", "Book"].into_iter().find(|name| cfb.has(name))
}
