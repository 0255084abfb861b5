//! Where a project can be damaged: every cell that its tables were read from, its rows, and what stands above them.

use std::collections::{BTreeMap, BTreeSet};

use kaohe::finding::{At, Place};
use kaohe::pipeline::Prepared;
use kaohe::scheme::decl::{Absent, ColumnDecl};
use kaohe::tables::{Kind, Origin, Table};

use super::page::{Grid, Page};
use super::{Reading, Slip};

/// A sheet of a file.
pub type Sheet = (String, String);

/// A cell that counts, and who reads it.
#[derive(Clone, Debug)]
pub struct Site {
    pub sheet: Sheet,
    /// Row and column from 0.
    pub at: (u32, u32),
    pub slip: Slip,
    /// The columns that are read from it; of a row, its tables.
    pub readers: BTreeSet<Reader>,
}

/// A cell of a sheet.
pub type Spot = (Sheet, (u32, u32));

/// A column of a table, by their places among those read.
pub type Reader = (usize, usize);

/// Every damage that can be done to a project.
pub fn sites(reading: &Reading, books: &BTreeMap<String, Grid>) -> Vec<Site> {
    let prepared = &reading.prepared;
    let mut cells: BTreeMap<Spot, BTreeSet<Reader>> = BTreeMap::new();
    let mut rows: BTreeMap<(Sheet, u32), BTreeSet<Reader>> = BTreeMap::new();
    let mut heads: BTreeMap<Sheet, u32> = BTreeMap::new();
    for (index, table) in prepared.tables.list.iter().enumerate().filter(|(_, table)| !table.written) {
        for row in 0..table.rows {
            let own = spots(prepared, table, row);
            let Some(((sheet, (last, _)), _)) = own.iter().max_by_key(|((_, (row, _)), _)| *row).cloned() else {
                continue;
            };
            let first = heads.entry(sheet.clone()).or_insert(last);
            *first = last.min(*first);
            for (spot, column) in own {
                rows.entry((sheet.clone(), last)).or_default().insert((index, column));
                cells.entry(spot).or_default().insert((index, column));
            }
        }
    }
    let mut sites = Vec::new();
    for ((sheet, at), readers) in cells {
        let page = page(books, &sheet);
        for slip in slips(prepared, page, at, &readers) {
            sites.push(Site { sheet: sheet.clone(), at, slip, readers: readers.clone() });
        }
    }
    for ((sheet, row), readers) in rows {
        for slip in [Slip::RowDeleted, Slip::RowDoubled] {
            sites.push(Site { sheet: sheet.clone(), at: (row, 0), slip, readers: readers.clone() });
        }
    }
    for (sheet, first) in heads {
        for at in labels(page(books, &sheet), first) {
            for slip in [Slip::HeaderMisspelt, Slip::HeaderRenamed] {
                sites.push(Site { sheet: sheet.clone(), at, slip, readers: BTreeSet::new() });
            }
        }
    }
    sites
}

/// The rows that a table was read from.
pub fn rows_of(prepared: &Prepared, table: &Table) -> BTreeSet<(Sheet, u32)> {
    let lowest = |row: usize| spots(prepared, table, row).into_iter().map(|(spot, _)| spot).max_by_key(|(_, at)| at.0);
    (0..table.rows).filter_map(lowest).map(|(sheet, at)| (sheet, at.0)).collect()
}

/// The cells of numbers.
pub fn numbers(prepared: &Prepared) -> Vec<Spot> {
    let mut cells = BTreeSet::new();
    for table in prepared.tables.list.iter().filter(|table| !table.written) {
        for row in 0..table.rows {
            let own = spots(prepared, table, row).into_iter();
            let numbers = own.filter(|(_, column)| matches!(table.columns[*column].kind, Kind::Number(_)));
            cells.extend(numbers.map(|(spot, _)| spot));
        }
    }
    cells.into_iter().collect()
}

/// The cells that a row was read from, with their columns.
fn spots(prepared: &Prepared, table: &Table, row: usize) -> Vec<(Spot, usize)> {
    let spot = |(index, origin): (usize, &Origin)| match prepared.tables.origins.place(*origin)? {
        Place { file, at: At::Cell { sheet, row, col } } => {
            Some((((file.to_string(), sheet.to_string()), (row, col)), index))
        }
        _ => None,
    };
    table
        .columns
        .iter()
        .map(|column| column.origins.get(row).unwrap_or(&Origin::NONE))
        .enumerate()
        .filter_map(spot)
        .collect()
}

fn page<'b>(books: &'b BTreeMap<String, Grid>, (file, sheet): &Sheet) -> &'b Page {
    books[file].sheets.iter().find(|page| *page.name == **sheet).expect("a sheet that was read")
}

/// What can happen to a cell.
fn slips(prepared: &Prepared, page: &Page, at: (u32, u32), readers: &BTreeSet<Reader>) -> Vec<Slip> {
    if !page.cells.contains_key(&at) {
        return Vec::new();
    }
    let mut slips = vec![Slip::CellEmptied];
    let numbers = readers.iter().any(|reader| number(prepared, *reader));
    if numbers {
        slips.push(Slip::TextForNumber);
        if page.text(at).trim().parse::<f64>().is_ok() || page.text(at).ends_with('%') {
            slips.push(Slip::MinusSign);
        }
    } else if page.text(at).chars().any(char::is_alphabetic) {
        let entries = readers.iter().any(|reader| entry(prepared, *reader));
        slips.push(if entries { Slip::NameMisspelt } else { Slip::TextMisspelt });
    }
    slips
}

fn number(prepared: &Prepared, (table, column): Reader) -> bool {
    matches!(prepared.tables.list[table].columns[column].kind, Kind::Number(_))
}

fn entry(prepared: &Prepared, (table, column): Reader) -> bool {
    let table = &prepared.tables.list[table];
    table.key.contains(&column) || matches!(table.columns[column].kind, Kind::Entry(_))
}

/// The texts above the rows.
fn labels(page: &Page, first: u32) -> Vec<(u32, u32)> {
    let above = page.cells.range(..(first, 0)).map(|(at, _)| *at);
    above.filter(|at| page.text(*at).chars().any(char::is_alphanumeric)).collect()
}

/// The declaration of a column that is read.
pub fn declared(prepared: &Prepared, (table, column): Reader) -> Option<&ColumnDecl> {
    let table = &prepared.tables.list[table];
    let name = &*table.columns[column].name;
    let decl = prepared
        .project
        .tables
        .iter()
        .find(|decl| decl.name.value == *table.name && decl.private_to.as_deref() == table.private_to.as_deref())?;
    decl.columns.iter().find(|decl| {
        decl.label == name || table.columns[column].member_of.as_ref().is_some_and(|_| decl.label.contains('{'))
    })
}

/// Does the scheme say what a row of the table that is not there means? Of a ledger, that nothing happened; of a
/// table that has every unit, but no fixed rows for it, that there are fewer.
pub fn may_lack_rows(prepared: &Prepared, table: usize) -> bool {
    let table = &prepared.tables.list[table];
    table.ledger || table.absent != Absent::Error || (table.key.is_empty() && table.one_per.is_empty())
}
