//! A workbook as its cells, damaged by rows and cells and written again: a CSV file as CSV, all others as .xlsx
//! under the old name, for what a file is its content decides.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use kaohe::finding::Findings;
use kaohe::intake::book::{self, Area, Cell, Raw};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

/// A file.
#[derive(Clone)]
pub struct Grid {
    pub sheets: Vec<Page>,
    csv: bool,
}

/// A sheet.
#[derive(Clone)]
pub struct Page {
    pub name: Arc<str>,
    pub cells: BTreeMap<(u32, u32), Cell>,
    pub merges: Vec<Area>,
    hidden: bool,
    hidden_rows: Vec<u32>,
    hidden_cols: Vec<u32>,
}

impl Grid {
    /// Reads a file; one that is damaged is no input of a project.
    pub fn read(path: &Path) -> Self {
        let book = book::read(path, Arc::from("input"), &mut Findings::default()).expect("a workbook");
        let csv = path.extension().is_some_and(|ending| ending == "csv");
        let page = |sheet: &book::Sheet| Page {
            name: sheet.name.clone(),
            cells: sheet
                .rows()
                .flat_map(|(row, cells)| cells.iter().map(move |(col, cell)| ((row, *col), cell.clone())))
                .collect(),
            merges: sheet.merges().to_vec(),
            hidden: sheet.hidden,
            hidden_rows: sheet.hidden_rows.clone(),
            hidden_cols: sheet.hidden_cols.clone(),
        };
        Grid { sheets: book.sheets.iter().map(page).collect(), csv }
    }

    /// The sheet of that name.
    pub fn page(&mut self, name: &str) -> &mut Page {
        self.sheets.iter_mut().find(|page| *page.name == *name).expect("the sheet")
    }

    /// Writes the file.
    pub fn write(&self, path: &Path) {
        let bytes = if self.csv { self.sheets[0].csv().into_bytes() } else { self.xlsx() };
        fs::write(path, bytes).expect("it can be written");
    }

    fn xlsx(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for page in &self.sheets {
            page.write(workbook.add_worksheet());
        }
        workbook.save_to_buffer().expect("a workbook")
    }
}

impl Page {
    /// What a person sees in a cell.
    pub fn text(&self, at: (u32, u32)) -> String {
        match self.cells.get(&at).map(|cell| &cell.value) {
            Some(Raw::Text(text)) => text.to_string(),
            Some(Raw::Number { value, .. }) => value.plain(15),
            _ => String::new(),
        }
    }

    /// Puts a text where a cell stands; an empty one empties it.
    pub fn put(&mut self, at: (u32, u32), text: &str) {
        if text.is_empty() {
            self.cells.remove(&at);
        } else {
            self.cells.insert(at, Cell { value: Raw::Text(Arc::from(text)), formula: false });
        }
    }

    /// Takes a row out; those below move up.
    pub fn delete(&mut self, gone: u32) {
        let merges = std::mem::take(&mut self.merges);
        // What stood in a cell merged over several rows stays in what is left of it.
        for area in merges.iter().filter(|area| area.top == gone && area.bottom > gone) {
            if let Some(cell) = self.cells.remove(&(gone, area.left)) {
                self.cells.insert((gone + 1, area.left), cell);
            }
        }
        let up = |row: u32| if row > gone { row - 1 } else { row };
        let cells = std::mem::take(&mut self.cells).into_iter();
        self.cells = cells.filter(|((row, _), _)| *row != gone).map(|((row, col), c)| ((up(row), col), c)).collect();
        let kept = merges.into_iter().filter(|area| area.top != area.bottom || area.top != gone);
        let less = |area: Area| Area {
            top: up(area.top),
            bottom: if area.bottom >= gone { area.bottom - 1 } else { area.bottom },
            ..area
        };
        self.merges = kept.map(less).collect();
        self.hidden_rows = self.hidden_rows.iter().filter(|row| **row != gone).map(|row| up(*row)).collect();
    }

    /// Puts a copy of a row below it; those below move down.
    pub fn double(&mut self, twice: u32) {
        let down = |row: u32| if row > twice { row + 1 } else { row };
        let cells = std::mem::take(&mut self.cells);
        let tall = |col: u32| self.merges.iter().any(|a| a.top < a.bottom && a.contains(twice, col));
        let copy = cells.range((twice, 0)..(twice + 1, 0)).filter(|((_, col), _)| !tall(*col));
        let copy: Vec<_> = copy.map(|((_, col), cell)| ((twice + 1, *col), cell.clone())).collect();
        self.cells = cells.into_iter().map(|((row, col), cell)| ((down(row), col), cell)).chain(copy).collect();
        let wide: Vec<Area> = self.merges.iter().filter(|a| a.top == twice && a.bottom == twice).copied().collect();
        for area in &mut self.merges {
            let inside = area.top < area.bottom && area.contains(twice, area.left);
            area.bottom = if inside { area.bottom + 1 } else { down(area.bottom) };
            area.top = down(area.top);
        }
        self.merges.extend(wide.into_iter().map(|area| Area { top: twice + 1, bottom: twice + 1, ..area }));
        self.hidden_rows.iter_mut().for_each(|row| *row = down(*row));
    }

    /// Puts rows into the places of others, each into one.
    pub fn reorder(&mut self, into: &BTreeMap<u32, u32>) {
        let moved = |row: u32| into.get(&row).copied().unwrap_or(row);
        let cells = std::mem::take(&mut self.cells).into_iter();
        self.cells = cells.map(|((row, col), cell)| ((moved(row), col), cell)).collect();
        for area in self.merges.iter_mut().filter(|area| area.top == area.bottom) {
            area.top = moved(area.top);
            area.bottom = area.top;
        }
        self.hidden_rows.iter_mut().for_each(|row| *row = moved(*row));
    }

    fn csv(&self) -> String {
        let last = self.cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
        let wide = self.cells.keys().map(|(_, col)| *col).max().unwrap_or(0);
        let field = |row, col| match self.text((row, col)) {
            text if text.contains([',', '"', '\n', '\r']) => format!("\"{}\"", text.replace('"', "\"\"")),
            text => text,
        };
        let line = |row| (0..=wide).map(|col| field(row, col)).collect::<Vec<_>>().join(",") + "\n";
        (0..=last).map(line).collect()
    }

    fn write(&self, sheet: &mut Worksheet) {
        sheet.set_name(&*self.name).expect("a name");
        sheet.set_hidden(self.hidden);
        let plain = Format::new();
        for area in self.merges.iter().filter(|area| area.top < area.bottom || area.left < area.right) {
            let (left, right) = (column(area.left), column(area.right));
            sheet.merge_range(area.top, left, area.bottom, right, "", &plain).expect("a merged area");
        }
        for ((row, col), cell) in &self.cells {
            write(sheet, *row, column(*col), cell);
        }
        for row in &self.hidden_rows {
            sheet.set_row_hidden(*row).expect("a row");
        }
        for col in &self.hidden_cols {
            sheet.set_column_hidden(column(*col)).expect("a column");
        }
    }
}

fn column(col: u32) -> u16 {
    u16::try_from(col).expect("a column of a workbook")
}

fn write(sheet: &mut Worksheet, row: u32, col: u16, cell: &Cell) {
    let written = match &cell.value {
        Raw::Text(text) if text.is_empty() => sheet.write_formula(row, col, Formula::new("=\"\"").set_result("")),
        Raw::Text(text) => sheet.write_string(row, col, &**text),
        Raw::Number { value, percent, .. } => {
            let number: f64 = value.plain(17).parse().expect("a number");
            let format = Format::new().set_num_format(if *percent { "0.00%" } else { "General" });
            sheet.write_number_with_format(row, col, number, &format)
        }
        Raw::Bool(yes) => sheet.write_boolean(row, col, *yes),
        Raw::Date(date) => {
            let year = u16::try_from(date.year).expect("a year of a workbook");
            let date = ExcelDateTime::from_ymd(year, date.month, date.day).expect("a day");
            sheet.write_datetime_with_format(row, col, date, &Format::new().set_num_format("yyyy-mm-dd"))
        }
        Raw::Error(error) => sheet.write_formula(row, col, Formula::new("=NA()").set_result(&**error)),
        Raw::NoCache => sheet.write_formula(row, col, Formula::new("=1").set_result("")),
    };
    written.expect("a cell");
}
