//! A workbook before it is written: sheets of cells, each with what it holds and how it looks.

use std::collections::BTreeMap;

use crate::formula::ast::Date;
use crate::number::Exact;

use super::expr::{At, X};
use super::paper::Leaves;

/// What a formula comes to, kept beside it for programs that do not recompute.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cached {
    /// A number.
    Number(Exact),
    /// A text.
    Text(String),
    /// Empty text: 不适用 or 缺.
    Blank,
    /// A number as it is spelled: a step that only formulas know.
    Spelled(String),
}

/// What a cell holds.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(Exact),
    /// A date.
    Date(Date),
    /// A formula and what it comes to.
    Formula(X, Cached),
}

/// What part of the sheet a cell belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    /// The title.
    Title,
    /// Notice, period, sources.
    Subtitle,
    /// What the regulation says.
    Quote,
    /// A head.
    Head,
    /// A number of the head: points, weight, cap.
    HeadNumber,
    /// A name in a row.
    Name,
    /// Anything centred in a row.
    Centre,
    /// A figure that was read and may be changed.
    Raw,
    /// A computed figure.
    Figure,
    /// A figure that leaders look for.
    Strong,
    /// A place.
    Place,
    /// A step that helps.
    Aid,
    /// A value that stands where no formula could be written.
    Value,
    /// Running text.
    Prose,
    /// The heading of a part of a sheet.
    Section,
    /// The heading of a family of rules.
    Family,
    /// What stands before a figure and names it.
    Label,
    /// The unit's own figure, an input of its workbook.
    Own,
    /// A figure from elsewhere, an input of a unit's workbook.
    Given,
}

/// A cell.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// What it holds.
    pub content: Content,
    /// Its part.
    pub role: Role,
    /// Number format; empty: general.
    pub format: String,
    /// A note on it.
    pub note: Option<String>,
    /// The cell that it leads to.
    pub link: Option<At>,
    /// It looks like a link: its formula leads somewhere.
    pub linked: bool,
}

/// Rows of which a cell has a certain text, marked so that they are told apart in black and white too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// First and last column that are marked.
    pub cols: (u16, u16),
    /// The column whose text decides.
    pub column: u16,
    /// That text; none: the cell is empty.
    pub equals: String,
    /// How they are marked.
    pub look: Look,
}

/// How a row or cell is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The best tier.
    Best,
    /// The lowest tier.
    Lowest,
    /// No place.
    Unranked,
    /// A prize, by its place among the prizes.
    Prize(usize),
    /// A flag that is set.
    Flagged,
}

/// A merged rectangle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Merge {
    /// Upper row.
    pub top: u32,
    /// Left column.
    pub left: u16,
    /// Lower row.
    pub bottom: u32,
    /// Right column.
    pub right: u16,
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Its name.
    pub name: String,
    /// Cells by row and column.
    pub cells: BTreeMap<(u32, u16), Cell>,
    /// Merged rectangles.
    pub merges: Vec<Merge>,
    /// Rows that other sheets use and this one does not.
    pub hidden_rows: Vec<u32>,
    /// Columns that only formulas use.
    pub hidden_cols: Vec<u16>,
    /// Widths that are not by content.
    pub widths: BTreeMap<u16, u16>,
    /// Heights of rows in points.
    pub heights: BTreeMap<u32, u16>,
    /// First row and column that scroll.
    pub frozen: (u32, u16),
    /// Rows repeated on each printed page.
    pub repeat: Option<(u32, u32)>,
    /// First row below the heads.
    pub body: u32,
    /// Text upright on the page instead of across.
    pub portrait: bool,
    /// Marks of rows below the heads, those that prevail first.
    pub marks: Vec<Mark>,
    /// Pictures.
    pub charts: Vec<Chart>,
    /// Rows that begin a printed page.
    pub breaks: Vec<u32>,
    /// The pages side by side that it is printed on, where it is too wide for one.
    pub leaves: Option<Leaves>,
}

/// Columns drawn over names, from cells.
#[derive(Clone, Debug)]
pub(super) struct Chart {
    /// Its title.
    pub title: String,
    /// First and last cell of the names.
    pub names: (At, At),
    /// What is drawn: the cell that names it, its first and last cell.
    pub series: Vec<(At, At, At)>,
    /// They stand on each other.
    pub stacked: bool,
    /// They stand on nothing: none of them is below 0.
    pub grounded: bool,
    /// Titles of the axes: names, figures.
    pub axes: (String, String),
    /// Number format of the axis of figures; empty: that of the cells.
    pub scale: String,
    /// Number format of the figures that are printed at the columns; none are printed where it is empty.
    pub labels: String,
    /// Where its upper left corner stands.
    pub at: (u32, u16),
    /// Width and height in pixels.
    pub size: (u32, u32),
}

impl Page {
    /// An empty sheet.
    pub fn new(name: String) -> Page {
        Page { name, ..Page::default() }
    }

    /// Puts a cell.
    pub fn put(&mut self, row: u32, col: u16, role: Role, content: Content) -> &mut Cell {
        let cell = Cell { content, role, format: String::new(), note: None, link: None, linked: false };
        let slot = self.cells.entry((row, col)).or_insert_with(|| cell.clone());
        *slot = cell;
        slot
    }

    /// Puts a text.
    pub fn text(&mut self, row: u32, col: u16, role: Role, text: impl Into<String>) -> &mut Cell {
        self.put(row, col, role, Content::Text(text.into()))
    }

    /// A text over several cells.
    pub fn across(&mut self, row: u32, left: u16, right: u16, role: Role, text: impl Into<String>) {
        self.block(Merge { top: row, left, bottom: row, right }, role, text);
    }

    /// A text over a rectangle.
    pub fn block(&mut self, merge: Merge, role: Role, text: impl Into<String>) {
        for row in merge.top..=merge.bottom {
            for col in merge.left..=merge.right {
                self.put(row, col, role, Content::Empty);
            }
        }
        self.text(merge.top, merge.left, role, text);
        if (merge.top, merge.left) != (merge.bottom, merge.right) {
            self.merges.push(merge);
        }
    }

    /// The last column that holds anything.
    pub fn last_col(&self) -> u16 {
        self.cells.keys().map(|(_, c)| *c).max().unwrap_or(0)
    }

    /// The last row that holds anything.
    pub fn last_row(&self) -> u32 {
        self.cells.keys().map(|(r, _)| *r).max().unwrap_or(0)
    }
}
