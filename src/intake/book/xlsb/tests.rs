use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Reader, Xlsb, open_workbook_from_rs};

use super::super::tests::{number, percent, sheets, text, value, zipped};
use super::super::{Area, Raw};
use crate::formula::ast::Date;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let low = u8::try_from(kind & 0x7F).unwrap();
    let mut bytes = if kind < 0x80 { vec![low] } else { vec![low | 0x80, u8::try_from(kind >> 7).unwrap()] };
    let len = u8::try_from(data.len()).unwrap();
    if len < 0x80 {
        bytes.push(len);
    } else {
        bytes.extend([len & 0x7F | 0x80, len >> 7]);
    }
    [&bytes[..], data].concat()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
    bytes
}

fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// Column, style, value.
fn cell(kind: u16, col: u32, style: u32, data: &[u8]) -> Vec<u8> {
    record(kind, &[&longs(&[col, style]), data].concat())
}

fn row(number: u32, flags: u8) -> Vec<u8> {
    record(0, &[&longs(&[number, 0])[..], &[0, 0, 0, flags, 0, 0, 0, 0, 0]].concat())
}

/// The sheet: a cell of every kind in the first row, a hidden row, hidden columns, a merged area.
fn sheet() -> Vec<u8> {
    let formula = [&[0, 0][..], &longs(&[0, 0])].concat();
    let error = cell(11, 9, 0, &[&[0x07][..], &formula].concat());
    [
        record(129, &[]),
        record(148, &longs(&[0, 1, 0, 9])),
        record(390, &[]),
        record(60, &[longs(&[3, 4, 2048, 0]), vec![1, 0]].concat()),
        record(391, &[]),
        record(145, &[]),
        row(0, 0),
        cell(7, 0, 0, &longs(&[0])),
        cell(2, 1, 0, &longs(&[9440 << 2 | 3])),
        cell(5, 2, 1, &0.944_f64.to_le_bytes()),
        cell(5, 3, 2, &45_717.0_f64.to_le_bytes()),
        cell(4, 4, 0, &[1]),
        cell(3, 5, 0, &[0x2A]),
        cell(6, 6, 0, &wide("文")),
        cell(9, 7, 0, &[&3.0_f64.to_le_bytes()[..], &formula].concat()),
        cell(8, 8, 0, &[&wide("果")[..], &formula].concat()),
        error,
        row(1, 0x10),
        cell(1, 0, 0, &[]),
        record(146, &[]),
        record(177, &longs(&[1])),
        record(176, &longs(&[0, 1, 0, 2])),
        record(178, &[]),
        record(130, &[]),
    ]
    .concat()
}

/// A workbook of one sheet with a cell of every kind.
pub(in super::super) fn small() -> Vec<u8> {
    let rels = r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.bin"/>
        <Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.bin"/><Relationship Id="rId3" Type="x/styles" Target="styles.bin"/></Relationships>"#;
    let book = [
        record(131, &[]),
        record(153, &[0; 12]),
        record(143, &[]),
        record(156, &[longs(&[1, 1]), wide("rId1"), wide("台账")].concat()),
        record(144, &[]),
        record(157, &[0; 26]),
        record(132, &[]),
    ]
    .concat();
    let strings =
        [record(159, &longs(&[1, 1])), record(19, &[&[0][..], &wide("下坪")].concat()), record(160, &[])].concat();
    let xf = |format: u16| record(47, &[&[0, 0][..], &format.to_le_bytes(), &[0; 12]].concat());
    let styles = [
        record(615, &longs(&[1])),
        record(44, &[&176_u16.to_le_bytes()[..], &wide("yyyy年m月")].concat()),
        record(616, &[]),
        record(626, &longs(&[1])),
        xf(9),
        record(627, &[]),
        record(617, &longs(&[3])),
        xf(0),
        xf(10),
        xf(176),
        record(618, &[]),
    ]
    .concat();
    let sheet = sheet();
    zipped(&[
        ("_rels/.rels", br#"<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>"#),
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", rels.as_bytes()),
        ("xl/sharedStrings.bin", &strings),
        ("xl/styles.bin", &styles),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}

#[test]
fn cells_of_every_kind_are_read() {
    let all = sheets(&small()).unwrap();
    let sheet = &all[0];
    assert_eq!((&*sheet.name, sheet.hidden), ("台账", true));
    assert_eq!(text(sheet, "A1").as_deref(), Some("下坪"));
    for (address, expected) in [
        ("B1", number("94.4")),
        ("C1", percent("0.944")),
        ("D1", Raw::Date(Date { year: 2025, month: 3, day: 1 })),
        ("E1", Raw::Bool(true)),
        ("F1", Raw::Error(Arc::from("#N/A"))),
        ("G1", Raw::Text(Arc::from("文"))),
        ("H1", number("3")),
        ("I1", Raw::Text(Arc::from("果"))),
        ("J1", Raw::Error(Arc::from("#DIV/0!"))),
    ] {
        assert_eq!(value(sheet, address), Some(expected), "{address}");
    }
    assert!(sheet.get(0, 7).unwrap().formula && !sheet.get(0, 1).unwrap().formula);
    assert_eq!(value(sheet, "A2"), None);
    assert_eq!((&sheet.hidden_cols[..], &sheet.hidden_rows[..]), (&[3, 4][..], &[1][..]));
    assert_eq!(sheet.merges(), [Area { top: 0, left: 0, bottom: 1, right: 2 }]);
}

#[test]
fn an_independent_reader_reads_the_same() {
    let mut book: Xlsb<_> = open_workbook_from_rs(Cursor::new(small())).unwrap();
    assert_eq!(book.sheet_names(), ["台账"]);
    let range = book.worksheet_range("台账").unwrap();
    for (col, expected) in [
        (0, Data::String("下坪".into())),
        (1, Data::Float(94.4)),
        (2, Data::Float(0.944)),
        (4, Data::Bool(true)),
        (6, Data::String("文".into())),
        (7, Data::Float(3.0)),
        (8, Data::String("果".into())),
    ] {
        assert_eq!(range.get_value((0, col)), Some(&expected), "{col}");
    }
}

#[test]
fn a_part_that_breaks_off_is_damage() {
    let bytes = [&[0x80_u8, 1, 5][..], &[0; 4]].concat();
    let mut records = super::Records::new(&bytes, Arc::from("part"));
    assert!(records.next().is_err());
}
