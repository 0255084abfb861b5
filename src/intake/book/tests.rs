//! Files as offices send them, read whole: by content, within bounds, every hazard with its outcome.

mod broken;
mod written;

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// A zipped file of these parts.
pub(super) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What the bytes are read as: the sheets, or the code that says why not.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, &'static str> {
    sniff::sheets(bytes).map(|contents| contents.sheets).map_err(|trouble| trouble.finding(Place::file("x")).code.id)
}

/// Reads bytes from a file with that name; what was found beside.
pub(super) fn read_as(name: &str, bytes: &[u8]) -> (Option<Book>, Vec<&'static str>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let mut findings = Findings::default();
    let book = read(&path, Arc::from(name), &mut findings);
    (book, findings.iter().map(|finding| finding.code.id).collect())
}

pub(super) fn text(sheet: &Sheet, address: &str) -> Option<String> {
    match value(sheet, address)? {
        Raw::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

pub(super) fn value(sheet: &Sheet, address: &str) -> Option<Raw> {
    let (row, col) = address::parse(address).unwrap();
    sheet.get(row, col).map(|cell| cell.value.clone())
}

pub(super) fn number(decimal: &str) -> Raw {
    Raw::Number { value: Exact::parse(decimal).unwrap(), percent: false, inexact: false }
}

pub(super) fn percent(decimal: &str) -> Raw {
    Raw::Number { value: Exact::parse(decimal).unwrap(), percent: true, inexact: false }
}

pub(super) fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/books").join(name)).unwrap()
}

/// All files below the inputs that come with the program.
fn inputs() -> Vec<PathBuf> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs")];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

fn input(name: &str) -> Book {
    let path = inputs().into_iter().find(|path| path.file_name().is_some_and(|file| file == name)).unwrap();
    let mut findings = Findings::default();
    let book = read(&path, Arc::from(name), &mut findings).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
    book
}

#[test]
fn every_workbook_of_the_inputs_is_read() {
    let workbooks = ["xlsx", "xlsm", "xls", "xlsb", "ods", "et", "csv"];
    let is_book = |path: &&PathBuf| path.extension().is_some_and(|e| workbooks.iter().any(|w| e == *w));
    let all = inputs();
    let books: Vec<_> = all.iter().filter(is_book).collect();
    assert!(books.len() >= 12, "{books:?}");
    for path in books {
        let mut findings = Findings::default();
        let book = read(path, Arc::from("x"), &mut findings);
        assert!(!findings.has_errors(), "{path:?} {findings:?}");
        assert!(book.unwrap().sheets.iter().any(|sheet| !sheet.is_empty()), "{path:?}");
    }
}

#[test]
fn an_indicator_table_keeps_its_hidden_columns_and_merges() {
    let book = input("统计站_绩效评估指标.xlsx");
    let sheet = &book.sheets[0];
    assert_eq!(&*sheet.name, "指标完成情况");
    let hidden: Vec<String> = sheet.hidden_cols.iter().map(|col| address::a1(0, *col)).collect();
    assert_eq!(hidden, ["D1", "G1", "J1", "M1"]);
    let title = sheet.merge_at(0, 5).unwrap();
    assert_eq!((title.top, title.left, title.bottom), (0, 0, 0));
    assert!(sheet.rows().any(|(_, cells)| cells.iter().any(|(_, cell)| cell.formula)));
    assert_eq!(book.sheets.len(), 2);
}

#[test]
fn a_ledger_in_gb18030_keeps_its_wide_spaces() {
    let book = input("察访核验_行政服务中心.csv");
    assert_eq!(book.sheets.len(), 1);
    assert_eq!(&*book.sheets[0].name, "");
    assert_eq!(text(&book.sheets[0], "A1").as_deref(), Some("日期"));
    let spaced = book.sheets[0].rows().flat_map(|(_, cells)| cells).any(|(_, cell)| match &cell.value {
        Raw::Text(text) => text.ends_with('\u{3000}'),
        _ => false,
    });
    assert!(spaced);
}

#[test]
fn negative_deductions_come_out_of_an_old_workbook() {
    let book = input("察访核验_监效办.xls");
    let numbers = book.sheets[0].rows().flat_map(|(_, cells)| cells).filter_map(|(_, cell)| match &cell.value {
        Raw::Number { value, .. } => Some(value.clone()),
        _ => None,
    });
    assert!(numbers.into_iter().any(|value| value == Exact::parse("-5.5").unwrap()));
}

#[test]
fn the_ending_does_not_matter() {
    let (book, found) = read_as("名单.xls", &written::small());
    assert_eq!(found, [""; 0]);
    assert_eq!(text(&book.unwrap().sheets[0], "A1").as_deref(), Some("单位"));
    let (book, _) = read_as("名单.xlsx", &fixture("hazards.xls"));
    assert_eq!(book.unwrap().sheets.len(), 2);
    let (book, _) = read_as("名单.et", "甲,1".as_bytes());
    assert_eq!(text(&book.unwrap().sheets[0], "B1").as_deref(), Some("1"));
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    for (bytes, code) in [
        (&b""[..], "file-empty"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "file-is-html"),
        (b"\xEF\xBB\xBF\r\n<!DOCTYPE html>", "file-is-html"),
        (b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>", "file-is-xml"),
        (&[0; 4096], "not-a-workbook"),
        (b"%PDF-1.7\n1 0 obj", "not-a-workbook"),
        (b"PK\x03\x04broken", "file-damaged"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1broken", "file-damaged"),
        (b"a,\"b", "quote-open"),
        (b"a\n\xFF", "text-encoding"),
    ] {
        let (book, found) = read_as("报表.xls", bytes);
        assert!(book.is_none(), "{code}");
        assert_eq!(found, [code]);
    }
    let document = zipped(&[("word/document.xml", b"<document/>")]);
    assert_eq!(sheets(&document).unwrap_err(), "not-a-workbook");
    let text_document = zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text")]);
    assert_eq!(sheets(&text_document).unwrap_err(), "not-a-workbook");
}

#[test]
fn a_file_that_is_not_there_is_a_finding() {
    let mut findings = Findings::default();
    assert!(read(Path::new("/nonexistent/报表.xlsx"), Arc::from("报表.xlsx"), &mut findings).is_none());
    let finding = findings.iter().next().unwrap();
    assert_eq!((finding.code.id, &*finding.place.file), ("file-unreadable", "报表.xlsx"));
}

#[test]
fn a_file_beyond_its_bound_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    fs::File::create(&path).unwrap().set_len(limits::FILE_BYTES + 1).unwrap();
    let mut findings = Findings::default();
    assert!(read(&path, Arc::from("a.xlsx"), &mut findings).is_none());
    assert_eq!(findings.iter().next().unwrap().code, faults::FILE_TOO_BIG);
}

#[test]
fn encrypted_files_are_told_from_damaged_ones() {
    assert_eq!(sheets(&fixture("protected.xlsx")).unwrap_err(), "file-protected");
    // An .xls file whose globals begin with FilePass.
    let stream = [&[9, 8, 4, 0, 0, 6, 5, 0][..], &[0x2F, 0, 2, 0, 1, 0]].concat();
    assert_eq!(sheets(&stream).unwrap_err(), "file-protected");
    let manifest = b"<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>";
    let parts: [(&str, &[u8]); 3] =
        [("mimetype", ods::MIMETYPE), ("META-INF/manifest.xml", manifest), ("content.xml", b"\x07\x99\x12")];
    assert_eq!(sheets(&zipped(&parts)).unwrap_err(), "file-protected");
    let parts: [(&str, &[u8]); 2] = [("mimetype", ods::MIMETYPE), ("encrypted-package", b"\x07")];
    assert_eq!(sheets(&zipped(&parts)).unwrap_err(), "file-protected");
}

#[test]
fn the_grid_finds_cells_and_merges_by_place() {
    let mut sheet = Sheet::default();
    let cell =
        |n: i64| Cell { value: Raw::Number { value: Exact::from(n), percent: false, inexact: false }, formula: false };
    for (row, col, n) in [(5, 3, 1), (5, 1, 2), (2, 9, 3), (5, 1, 4), (7, 0, 5)] {
        sheet.put(row, col, cell(n));
    }
    assert_eq!(sheet.get(5, 1), Some(&cell(4)));
    assert_eq!(sheet.get(5, 2), None);
    assert_eq!(sheet.get(3, 0), None);
    assert_eq!((sheet.last_row(), sheet.last_col()), (Some(7), Some(9)));
    let places: Vec<_> = sheet.rows().map(|(row, cells)| (row, cells.iter().map(|(col, _)| *col).collect())).collect();
    assert_eq!(places, [(2, vec![9]), (5, vec![1, 3]), (7, vec![0])]);
    let area = |reference| address::parse_area(reference).unwrap();
    sheet.set_merges(["B2:B9", "A1:D1", "B10:C10", "D4:D5", "E5:E5"].map(area).to_vec());
    for (address, merge) in [("C1", "A1:D1"), ("B9", "B2:B9"), ("C10", "B10:C10"), ("D5", "D4:D5")] {
        let (row, col) = address::parse(address).unwrap();
        assert_eq!(sheet.merge_at(row, col), Some(area(merge)), "{address}");
    }
    for address in ["E1", "B11", "C9", "D3", "E5"] {
        let (row, col) = address::parse(address).unwrap();
        assert_eq!(sheet.merge_at(row, col), None, "{address}");
    }
}
