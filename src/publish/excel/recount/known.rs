//! What cells came to, kept where it is found at once: ranges are read again and again.

use std::collections::BTreeMap;

use super::super::expr::At;
use super::super::grid::Page;
use super::Given;

/// A sheet of more cells than these, empty ones counted, is not kept as a grid.
const DENSE: usize = 4_000_000;

/// Cells by sheet; what lies outside a sheet's grid is kept one by one.
pub(super) struct Known {
    grids: Vec<Grid>,
    others: BTreeMap<At, Given>,
}

/// The filled rectangle of a sheet.
struct Grid {
    cols: usize,
    cells: Vec<Option<Given>>,
}

impl Known {
    /// Nothing is known yet.
    pub fn of(pages: &[Page]) -> Known {
        Known { grids: pages.iter().map(Grid::of).collect(), others: BTreeMap::new() }
    }

    /// What a cell came to.
    pub fn get(&self, at: At) -> Option<&Given> {
        match self.grids.get(at.page).and_then(|grid| grid.cells.get(grid.index(at)?)) {
            Some(cell) => cell.as_ref(),
            None => self.others.get(&at),
        }
    }

    /// Keeps it.
    pub fn keep(&mut self, at: At, given: Given) {
        let cell = self.grids.get_mut(at.page).and_then(|grid| {
            let index = grid.index(at)?;
            grid.cells.get_mut(index)
        });
        match cell {
            Some(cell) => *cell = Some(given),
            None => drop(self.others.insert(at, given)),
        }
    }
}

impl Grid {
    fn of(page: &Page) -> Grid {
        let rows = usize::try_from(page.last_row()).map_or(0, |row| row + 1);
        let cols = usize::from(page.last_col()) + 1;
        let area = rows.saturating_mul(cols);
        if page.cells.is_empty() || area > DENSE {
            return Grid { cols: 0, cells: Vec::new() };
        }
        Grid { cols, cells: vec![None; area] }
    }

    fn index(&self, at: At) -> Option<usize> {
        let (row, col) = (usize::try_from(at.row).ok()?, usize::from(at.col));
        (col < self.cols).then(|| row.checked_mul(self.cols)?.checked_add(col)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::grid::Role;
    use super::*;

    #[test]
    fn cells_inside_and_outside_the_grid_are_kept_alike() {
        let mut page = Page::new("表".into());
        page.text(1, 2, Role::Name, "x");
        let mut known = Known::of(&[page]);
        let places = [(0, 0, 0), (0, 1, 2), (0, 1, 3), (0, 2, 0), (0, u32::MAX, u16::MAX), (7, 0, 0)];
        let at = |(page, row, col)| At { page, row, col };
        assert!(places.iter().all(|p| known.get(at(*p)).is_none()));
        places.iter().for_each(|p| known.keep(at(*p), Given::Text(format!("{p:?}").into())));
        assert!(places.iter().all(|p| known.get(at(*p)) == Some(&Given::Text(format!("{p:?}").into()))));
    }
}
