//! The grid of a sheet: only what is filled, found fast by place, and the merged areas over it.

use super::{Area, Cell, Sheet};

impl Sheet {
    /// The filled cell at a row and column from 0.
    pub fn get(&self, row: u32, col: u32) -> Option<&Cell> {
        let cells = &self.grid[self.find_row(row).ok()?].1;
        // Most rows are filled from their first column on, so a cell often stands at its own index.
        match cells.get(col as usize) {
            Some((at, cell)) if *at == col => Some(cell),
            _ => cells.binary_search_by_key(&col, |(at, _)| *at).ok().map(|found| &cells[found].1),
        }
    }

    /// Rows with a filled cell, from the top; each with its filled cells from the left.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (u32, &[(u32, Cell)])> {
        self.grid.iter().map(|(row, cells)| (*row, cells.as_slice()))
    }

    /// The last row with a filled cell.
    pub fn last_row(&self) -> Option<u32> {
        self.grid.last().map(|(row, _)| *row)
    }

    /// The last column with a filled cell.
    pub fn last_col(&self) -> Option<u32> {
        self.grid.iter().filter_map(|(_, cells)| cells.last()).map(|(col, _)| *col).max()
    }

    /// Has it no filled cell?
    pub fn is_empty(&self) -> bool {
        self.grid.is_empty()
    }

    /// Puts a cell in its place; what stood there is replaced.
    pub fn put(&mut self, row: u32, col: u32, cell: Cell) {
        let at = match self.find_row(row) {
            Ok(at) => at,
            Err(at) => {
                self.grid.insert(at, (row, Vec::new()));
                at
            }
        };
        let cells = &mut self.grid[at].1;
        match cells.last() {
            Some((last, _)) if *last >= col => match cells.binary_search_by_key(&col, |(at, _)| *at) {
                Ok(found) => cells[found].1 = cell,
                Err(place) => cells.insert(place, (col, cell)),
            },
            _ => cells.push((col, cell)),
        }
    }

    /// Merged areas, in order of left edge and top.
    pub fn merges(&self) -> &[Area] {
        &self.merges
    }

    /// Sets the merged areas; single cells are none.
    pub fn set_merges(&mut self, mut areas: Vec<Area>) {
        areas.retain(|area| area.top < area.bottom || area.left < area.right);
        areas.sort_unstable_by_key(|area| (area.left, area.top, area.bottom, area.right));
        areas.dedup();
        self.merges = areas;
    }

    /// The merged area that a cell lies in.
    pub fn merge_at(&self, row: u32, col: u32) -> Option<Area> {
        // Areas do not overlap, so of those with the same left edge only the last that starts at or above
        // the row can hold it; there are few left edges.
        let mut rest = self.merges.as_slice();
        while let Some(left) = rest.first().map(|area| area.left).filter(|left| *left <= col) {
            let (edge, behind) = rest.split_at(rest.partition_point(|area| area.left == left));
            let above = &edge[..edge.partition_point(|area| area.top <= row)];
            if let Some(area) = above.last().filter(|area| area.contains(row, col)) {
                return Some(*area);
            }
            rest = behind;
        }
        None
    }

    /// Where a row stands in the grid, or where it would.
    fn find_row(&self, row: u32) -> Result<usize, usize> {
        match self.grid.get(row as usize) {
            Some((at, _)) if *at == row => Ok(row as usize),
            _ => match self.grid.last() {
                Some((last, _)) if *last >= row => self.grid.binary_search_by_key(&row, |(at, _)| *at),
                _ => Err(self.grid.len()),
            },
        }
    }
}

impl Area {
    /// Does a cell lie in it?
    pub fn contains(&self, row: u32, col: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&col)
    }
}
