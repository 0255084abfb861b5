//! Workbooks that another library writes.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::*;
use crate::finding::At;

/// A heading, a name, a score.
pub(super) fn small() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "单位").unwrap().write(0, 1, "得分").unwrap();
    sheet.write(1, 0, "下\u{3000}坪 村 ").unwrap().write(1, 1, 94.4).unwrap();
    sheet.merge_range(2, 0, 2, 1, "注：略", &Format::new()).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn values_keep_what_their_formats_say() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = |code: &str| Format::new().set_num_format(code);
    sheet.write_with_format(0, 0, 0.944, &format("0.0%")).unwrap();
    sheet.write(1, 0, 0.1 + 0.2).unwrap();
    let day = ExcelDateTime::from_ymd(2025, 3, 1).unwrap();
    sheet.write_with_format(2, 0, &day, &format("yyyy\"年\"m\"月\"")).unwrap();
    sheet.write_with_format(3, 0, 45_717, &Format::new().set_num_format_index(31)).unwrap();
    sheet.write_with_format(4, 0, 0.5, &format("h:mm")).unwrap();
    sheet.write(5, 0, true).unwrap();
    sheet.write_formula(6, 0, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_formula(7, 0, Formula::new("=A2*10").set_result("3")).unwrap();
    sheet.write_formula(8, 0, Formula::new("=\"\"").set_result("")).unwrap();
    sheet.write_blank(9, 0, &format("0%")).unwrap();
    sheet.write(10, 0, "94.4%").unwrap();
    sheet.write(11, 0, 45_717).unwrap();
    let sheet = &sheets(&book.save_to_buffer().unwrap()).unwrap()[0];
    let date = Raw::Date(Date { year: 2025, month: 3, day: 1 });
    let expected = [
        ("A1", Some(percent("0.944"))),
        ("A2", Some(Raw::Number { value: Exact::parse("0.3").unwrap(), percent: false, inexact: true })),
        ("A3", Some(date.clone())),
        ("A4", Some(date)),
        ("A5", Some(number("0.5"))),
        ("A6", Some(Raw::Bool(true))),
        ("A7", Some(Raw::Error(Arc::from("#DIV/0!")))),
        ("A8", Some(number("3"))),
        ("A10", None),
        ("A11", Some(Raw::Text(Arc::from("94.4%")))),
        ("A12", Some(number("45717"))),
    ];
    for (address, expected) in expected {
        assert_eq!(value(sheet, address), expected, "{address}");
    }
    assert!(sheet.get(6, 0).unwrap().formula && sheet.get(7, 0).unwrap().formula && !sheet.get(5, 0).unwrap().formula);
}

#[test]
fn what_is_hidden_is_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, 1).unwrap().write(9, 9, 1).unwrap();
    sheet.set_column_hidden(3).unwrap().set_column_range_hidden(6, 7).unwrap().set_row_hidden(4).unwrap();
    book.add_worksheet().set_name("底稿").unwrap().set_hidden(true);
    book.add_worksheet().set_name("密稿").unwrap().set_very_hidden(true);
    let sheets = sheets(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!((&sheets[0].hidden_cols[..], &sheets[0].hidden_rows[..]), (&[3, 6, 7][..], &[4][..]));
    let hidden: Vec<_> = sheets.iter().map(|sheet| (&*sheet.name, sheet.hidden)).collect();
    assert_eq!(hidden, [("Sheet1", false), ("底稿", true), ("密稿", true)]);
}

#[test]
fn a_stray_cell_costs_nothing_and_is_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "单位").unwrap().write(1_048_575, 16_383, 1).unwrap().write(3, 1_000, 2).unwrap();
    let (book, found) = read_as("a.xlsx", &book.save_to_buffer().unwrap());
    let book = book.unwrap();
    assert_eq!(found, ["stray-cells"]);
    assert_eq!(book.sheets[0].stray, [(3, 1_000), (1_048_575, 16_383)]);
    assert_eq!((book.sheets[0].last_row(), book.sheets[0].last_col()), (Some(0), Some(0)));
}

#[test]
fn a_zero_that_nobody_computed_is_doubtful() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("汇总").unwrap();
    sheet.write(0, 0, 5).unwrap();
    sheet.write_formula(1, 1, "=A1*2").unwrap().write_formula(2, 1, "=A1*3").unwrap();
    sheet.write_formula(3, 1, Formula::new("=A1*4").set_result("20")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    book.save(&path).unwrap();
    let mut findings = Findings::default();
    read(&path, Arc::from("a.xlsx"), &mut findings).unwrap();
    let finding = findings.iter().next().unwrap();
    assert_eq!(finding.code, faults::CACHE_DOUBTFUL);
    assert_eq!(finding.args, [("count", "2".to_owned())]);
    assert_eq!(finding.place.at, At::Cell { sheet: Arc::from("汇总"), row: 1, col: 1 });
}

#[test]
fn a_formula_that_was_never_computed_has_no_value() {
    let sheet = &sheets(&fixture("no-cache.xlsx")).unwrap()[0];
    assert_eq!(sheet.get(1, 0), Some(&Cell { value: Raw::NoCache, formula: true }));
    assert_eq!(value(sheet, "A3"), Some(percent("0.944")));
    assert_eq!(value(sheet, "A4"), Some(Raw::Date(Date { year: 2025, month: 3, day: 1 })));
    assert_eq!(text(sheet, "A1").as_deref(), Some("合计"));
}

#[test]
fn more_cells_than_the_bound_are_refused() {
    let mut allowance = fill::Allowance::new();
    let mut sheet = fill::Filling::new(Arc::from("表"), false, &mut allowance);
    let mut trouble = None;
    'rows: for row in 0..limits::ROWS {
        for col in 0..limits::COLS {
            if let Err(found) = sheet.put(row, col, Raw::Bool(true), false) {
                trouble = Some((row, col, found));
                break 'rows;
            }
        }
    }
    let (row, col, trouble) = trouble.unwrap();
    assert_eq!(row * limits::COLS + col, limits::CELLS);
    assert_eq!(trouble.finding(Place::file("x")).code, faults::TOO_MANY_CELLS);
}
