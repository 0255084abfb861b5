//! The sheets that were used and the cells that values come from.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::book::{Book, Cell, Sheet};
use crate::finding::{At, Place};
use crate::scheme::decl::Located;
use crate::tables::{Origin, Origins};

/// Books by the sheets that origins point into, and the places of what the scheme itself holds.
#[derive(Default)]
pub(super) struct Ground {
    /// Where origins point to.
    pub(super) origins: Origins,
    books: Vec<Option<(Arc<Book>, usize)>>,
    known: HashMap<(Arc<str>, usize), u32>,
    written: HashMap<u64, Place>,
    project: PathBuf,
    texts: HashMap<Arc<str>, String>,
}

impl Ground {
    /// No sheet yet; scheme files lie in that folder.
    pub(super) fn new(project: &Path) -> Self {
        Ground { project: project.to_owned(), ..Ground::default() }
    }

    /// The number of a sheet, which it gets at its first use.
    pub(super) fn sheet(&mut self, book: &Arc<Book>, index: usize) -> u32 {
        if let Some(number) = self.known.get(&(book.file.clone(), index)) {
            return *number;
        }
        let number = u32::try_from(self.origins.sheets.len()).unwrap_or(u32::MAX);
        self.origins.sheets.push((book.file.clone(), Some(book.sheets[index].name.clone())));
        self.books.push(Some((book.clone(), index)));
        self.known.insert((book.file.clone(), index), number);
        number
    }

    /// The sheet of that number, unless it stands for a scheme file.
    pub(super) fn at(&self, number: u32) -> Option<&Sheet> {
        let (book, index) = self.books.get(number as usize)?.as_ref()?;
        book.sheets.get(*index)
    }

    /// Was the sheet used?
    pub(super) fn uses(&self, book: &Book, index: usize) -> bool {
        self.known.contains_key(&(book.file.clone(), index))
    }

    /// The filled cell that an origin points to.
    pub(super) fn cell(&self, origin: Origin) -> Option<&Cell> {
        let (sheet, row, col) = origin.parts()?;
        self.at(sheet)?.get(row, col).filter(|cell| !super::raw::is_blank(cell))
    }

    /// The place of an origin; of none, the sheet as a whole.
    pub(super) fn place(&self, origin: Origin, sheet: u32) -> Place {
        if let Some(place) = self.written.get(&origin.packed()) {
            return place.clone();
        }
        self.origins.place(origin).unwrap_or_else(|| match self.origins.sheets.get(sheet as usize) {
            Some((file, Some(name))) => Place::sheet(file.clone(), name.clone()),
            Some((file, None)) => Place::file(file.clone()),
            None => Place::file(""),
        })
    }

    /// An origin for what is written in a scheme: its line and column there.
    pub(super) fn written(&mut self, cell: &Located<String>) -> Origin {
        let At::Text { start, .. } = cell.place.at else { return Origin::NONE };
        let sheet = match self.origins.sheets.iter().position(|(file, name)| *file == cell.place.file && name.is_none())
        {
            Some(index) => index,
            None => {
                self.origins.sheets.push((cell.place.file.clone(), None));
                self.books.push(None);
                self.origins.sheets.len() - 1
            }
        };
        let path = self.project.join(&*cell.place.file);
        let text = self
            .texts
            .entry(cell.place.file.clone())
            .or_insert_with(|| std::fs::read_to_string(path).unwrap_or_default());
        let before = text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count();
        let col = before.rsplit('\n').next().unwrap_or_default().chars().count();
        let part = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let origin = Origin::new(part(sheet), part(line), part(col));
        self.written.insert(origin.packed(), cell.place.clone());
        origin
    }
}
