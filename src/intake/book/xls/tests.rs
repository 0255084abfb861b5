use std::sync::Arc;

use super::super::tests::{fixture, number, percent, sheets, text, value};
use super::super::{Raw, address};
use super::records::Records;
use crate::formula::ast::Date;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

fn shorts(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// Place, format, result, flags; a formula of no tokens.
fn formula(row: u16, col: u16, result: [u8; 8]) -> Vec<u8> {
    record(6, &[&shorts(&[row, col, 0])[..], &result, &[0; 8]].concat())
}

/// A stream of one sheet; `computed` puts in the mark of a program that computes.
fn stream(computed: bool, cells: &[Vec<u8>]) -> Vec<u8> {
    let mut before = record(0x0809, &shorts(&[0x0600, 5, 0, 0, 0, 0, 0, 0]));
    if computed {
        before.extend(record(0x01C1, &[0xC1, 1, 0, 0, 0, 0, 0, 0]));
    }
    before.extend(record(0x00E0, &[0; 20]));
    let name = [&[2, 1][..], &shorts(&[0x53F0, 0x8D26])].concat();
    let at = u32::try_from(before.len() + 4 + 6 + name.len() + 4).unwrap();
    before.extend(record(0x0085, &[&at.to_le_bytes()[..], &[0, 0], &name].concat()));
    before.extend(record(0x000A, &[]));
    before.extend(record(0x0809, &shorts(&[0x0600, 0x10, 0, 0, 0, 0, 0, 0])));
    before.extend(cells.concat());
    before.extend(record(0x000A, &[]));
    before
}

/// A stream without container.
pub(in super::super) fn small() -> Vec<u8> {
    let label = record(0x0204, &[&shorts(&[0, 0, 0, 2])[..], &[1], &shorts(&[0x4E0B, 0x576A])].concat());
    let many = record(0x00BD, &[shorts(&[0, 1, 0, 23, 0, 0, 43, 0]), shorts(&[2])].concat());
    stream(true, &[label, many, formula(1, 0, 1.5_f64.to_le_bytes())])
}

#[test]
fn a_workbook_that_an_office_library_wrote() {
    let all = sheets(&fixture("hazards.xls")).unwrap();
    let sheet = &all[0];
    assert_eq!(&*sheet.name, "台账");
    assert_eq!(text(sheet, "A1").as_deref(), Some("察访核验台账\u{3000}"));
    for (address, expected) in [
        ("A2", number("94.4")),
        ("B2", percent("0.944")),
        ("C2", Raw::Date(Date { year: 2012, month: 3, day: 1 })),
        ("D2", number("0.5")),
        ("E2", Raw::Bool(true)),
        ("A3", Raw::NoCache),
        ("B3", number("-5.5")),
        ("C3", number("1234567.891")),
        ("E3", number("3")),
        ("A4", Raw::Text(Arc::from("下　坪　村"))),
        ("B4", Raw::Text(Arc::from("A plain one"))),
        ("E6", Raw::Text(Arc::from("last"))),
    ] {
        assert_eq!(value(sheet, address), Some(expected), "{address}");
    }
    assert_eq!(value(sheet, "C4"), None);
    assert!(matches!(value(sheet, "D3"), Some(Raw::Number { inexact: true, .. })));
    assert_eq!(sheet.merges(), [address::parse_area("A1:E1").unwrap()]);
    assert_eq!((&sheet.hidden_cols[..], &sheet.hidden_rows[..]), (&[3][..], &[4][..]));
}

#[test]
fn texts_longer_than_a_record_are_whole() {
    let sheet = &sheets(&fixture("hazards.xls")).unwrap()[0];
    assert_eq!(text(sheet, "E4").unwrap(), format!("{}末", "x".repeat(9000)));
    assert_eq!(text(sheet, "E5").unwrap(), "文".repeat(5000));
}

#[test]
fn a_cell_in_the_last_corner_is_a_cell() {
    let sheet = &sheets(&fixture("hazards.xls")).unwrap()[1];
    assert!(sheet.hidden);
    assert_eq!(value(sheet, "IV65536"), Some(number("7")));
    assert_eq!(sheet.rows().count(), 2);
}

#[test]
fn an_empty_result_counts_only_where_a_program_computed() {
    let empty = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    let read = |computed| sheets(&stream(computed, &[formula(0, 0, empty)])).unwrap().remove(0);
    assert_eq!(value(&read(true), "A1"), Some(Raw::Text(Arc::from(""))));
    assert_eq!(value(&read(false), "A1"), Some(Raw::NoCache));
}

#[test]
fn results_of_formulas_of_every_kind() {
    let text_to_come = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    let result = record(0x0207, &[2, 0, 0, b'o', b'k']);
    let read = sheets(&stream(
        true,
        &[
            formula(0, 0, text_to_come),
            result,
            formula(0, 1, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF]),
            formula(0, 2, [2, 0, 0x07, 0, 0, 0, 0xFF, 0xFF]),
            formula(0, 3, 94.4_f64.to_le_bytes()),
            formula(0, 4, text_to_come),
            // A chart within the sheet has records of the same numbers.
            record(0x0809, &shorts(&[0x0600, 0x20])),
            record(0x0203, &[0; 14]),
            record(0x000A, &[]),
        ],
    ))
    .unwrap()
    .remove(0);
    for (address, expected) in [
        ("A1", Raw::Text(Arc::from("ok"))),
        ("B1", Raw::Bool(true)),
        ("C1", Raw::Error(Arc::from("#DIV/0!"))),
        ("D1", number("94.4")),
        ("E1", Raw::NoCache),
    ] {
        assert_eq!(value(&read, address), Some(expected), "{address}");
    }
    assert_eq!(read.rows().map(|(_, cells)| cells.len()).sum::<usize>(), 5);
}

#[test]
fn several_numbers_in_one_record() {
    let sheet = sheets(&small()).unwrap().remove(0);
    assert_eq!(&*sheet.name, "台账");
    assert_eq!(text(&sheet, "A1").as_deref(), Some("下坪"));
    assert_eq!(value(&sheet, "A2"), Some(number("1.5")));
    // RK numbers 23 and 43: whole hundredths 5 and 10.
    assert_eq!(value(&sheet, "B1"), Some(number("0.05")));
    assert_eq!(value(&sheet, "C1"), Some(number("0.1")));
}

#[test]
fn a_bare_sheet_in_gbk_as_scripts_write_it() {
    let label = record(0x0204, &[&shorts(&[2, 1, 0, 4])[..], &[0xCF, 0xC2, 0xC6, 0xBA]].concat());
    let number_record = record(0x0203, &[&shorts(&[2, 2, 0])[..], &94.4_f64.to_le_bytes()].concat());
    let bytes = [record(0x0809, &shorts(&[0, 0x10, 0, 0])), label, number_record, record(0x000A, &[])].concat();
    let sheet = sheets(&bytes).unwrap().remove(0);
    assert_eq!(text(&sheet, "B3").as_deref(), Some("下坪"));
    assert_eq!(value(&sheet, "C3"), Some(number("94.4")));
}

#[test]
fn text_that_goes_on_in_another_record_may_change_its_width() {
    let first = record(0x00FC, &[&[1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0][..], b"ab"].concat());
    let bytes = [first, record(0x003C, &[&[1][..], &shorts(&[0x4E0B, 0x576A])].concat())].concat();
    let mut records = Records::new(&bytes, 0, Arc::from("part"));
    let record = records.next().unwrap().unwrap();
    assert_eq!(record.from(8).rich_text().as_deref(), Some("ab下坪"));
}

#[test]
fn records_that_break_off_are_damage() {
    let whole = small();
    assert_eq!(sheets(&whole[..whole.len() - 4]).unwrap_err(), "file-damaged");
    assert_eq!(sheets(&whole[..whole.len() - 7]).unwrap_err(), "file-damaged");
}
