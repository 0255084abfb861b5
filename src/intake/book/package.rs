//! The parts of a zipped workbook, each within bounds, and the relationships between them.

use std::collections::HashMap;
use std::io::{self, BufReader, Cursor, Read};
use std::sync::Arc;

use quick_xml::events::Event;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::limits;
use super::trouble::Trouble;
use super::xml::{Xml, attr};

/// A zipped workbook.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Lower-case names with forward slashes: some writers mix both.
    index: HashMap<String, usize>,
}

/// A part being inflated.
pub(super) type Part<'p, 'a> = BufReader<Bounded<ZipFile<'p, Cursor<&'a [u8]>>>>;

impl<'a> Package<'a> {
    /// Reads the directory of the archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Trouble> {
        let whole: Arc<str> = Arc::from("zip");
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Trouble::damaged(&whole, error))?;
        let index =
            (0..archive.len()).filter_map(|at| Some((normal(&archive.name_for_index(at)?.ok()?), at))).collect();
        Ok(Package { archive, index })
    }

    /// Is there such a part?
    pub(super) fn has(&self, name: &str) -> bool {
        self.index.contains_key(&normal(name))
    }

    /// A part as a stream; none where there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_, 'a>>, Trouble> {
        let Some(at) = self.index.get(&normal(name)) else { return Ok(None) };
        let file = self.archive.by_index(*at).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Trouble::Protected,
            other => Trouble::damaged(&Arc::from(name), other),
        })?;
        Ok(Some(BufReader::with_capacity(1 << 16, Bounded { inner: file, left: limits::PART_BYTES })))
    }

    /// A part as XML; none where there is none.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Xml<Part<'_, 'a>>>, Trouble> {
        let part = Arc::from(name);
        Ok(self.part(name)?.map(|reader| Xml::new(reader, part)))
    }

    /// All bytes of a part; none where there is none.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(mut part) = self.part(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(|error| read_trouble(&error, &Arc::from(name)))?;
        Ok(Some(bytes))
    }

    /// The relationships of a part (`""` is the package): id, kind (the last step of its type), target.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, Trouble> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let mut list = Vec::new();
        let Some(mut xml) = self.xml(&name)? else { return Ok(list) };
        loop {
            match xml.next()? {
                Event::Start(e) if e.local_name().as_ref() == "Relationship" => {
                    let kind = attr(&e, "Type").unwrap_or_default();
                    list.push(Relationship {
                        id: attr(&e, "Id").unwrap_or_default(),
                        kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                        target: resolved(folder, &attr(&e, "Target").unwrap_or_default()),
                    });
                }
                Event::Eof => return Ok(list),
                _ => (),
            }
        }
    }
}

/// How one part points to another.
#[derive(Debug)]
pub(super) struct Relationship {
    /// As the pointing part names it.
    pub(super) id: String,
    /// `worksheet`, `styles` and the like: the same word in both namespaces of the standard.
    pub(super) kind: String,
    /// Path of the other part in the package.
    pub(super) target: String,
}

fn normal(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

/// The path of a target as seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => (),
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

/// A reader that ends in an error where a part inflates beyond its bound.
pub(super) struct Bounded<R> {
    inner: R,
    left: u64,
}

/// The error of [`Bounded`].
#[derive(Debug, thiserror::Error)]
#[error("inflates beyond the bound")]
struct Overflow;

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.left.checked_sub(u64::try_from(read).unwrap_or(u64::MAX)) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other(Overflow)),
        }
        Ok(read)
    }
}

/// What an error while reading a part means.
pub(super) fn read_trouble(error: &io::Error, part: &Arc<str>) -> Trouble {
    if error.get_ref().and_then(|e| e.downcast_ref::<Overflow>()).is_some() {
        return Trouble::PartTooBig(part.clone());
    }
    Trouble::damaged(part, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_resolve_from_the_folder_of_the_part() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl/worksheets", "../media/a.png"), "xl/media/a.png");
        assert_eq!(resolved("", "xl\\workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolved("", "../../x"), "x");
    }

    #[test]
    fn a_part_beyond_its_bound_is_an_error_of_its_own() {
        let mut bounded = Bounded { inner: &[0_u8; 10][..], left: 9 };
        let error = bounded.read_to_end(&mut Vec::new()).unwrap_err();
        assert!(matches!(read_trouble(&error, &Arc::from("p")), Trouble::PartTooBig(part) if &*part == "p"));
        let mut enough = Bounded { inner: &[0_u8; 10][..], left: 10 };
        assert_eq!(enough.read_to_end(&mut Vec::new()).unwrap(), 10);
    }
}
