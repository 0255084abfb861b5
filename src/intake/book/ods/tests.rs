use std::sync::Arc;

use super::super::tests::{number, percent, sheets, text, value, zipped};
use super::super::{Raw, Sheet, address};
use super::MIMETYPE;
use crate::formula::ast::Date;

fn book(styles: &str, tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[("mimetype", MIMETYPE), ("content.xml", content.as_bytes())])
}

fn sheet(rows: &str) -> Sheet {
    sheets(&book("", &format!("<table:table table:name=\"表\">{rows}</table:table>"))).unwrap().remove(0)
}

/// A workbook of one cell.
pub(in super::super) fn small() -> Vec<u8> {
    book(
        "",
        "<table:table table:name=\"表\"><table:table-row><table:table-cell office:value-type=\"float\" office:value=\"94.4\"><text:p>94.4</text:p></table:table-cell></table:table-row></table:table>",
    )
}

#[test]
fn values_of_every_type() {
    let read = sheet(
        r##"<table:table-row>
        <table:table-cell office:value-type="float" office:value="94.4"><text:p>94</text:p></table:table-cell>
        <table:table-cell office:value-type="percentage" office:value="0.944"><text:p>94.4%</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="2025-03-01T00:00:00"><text:p>2025年3月</text:p></table:table-cell>
        <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
        <table:table-cell office:value-type="string"><text:p>下<text:s text:c="2"/>坪&amp;</text:p><text:p>村</text:p></table:table-cell>
        <table:table-cell table:formula="of:=[.A1]"/>
        <table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
        <table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""><text:p/></table:table-cell>
        <table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation><text:p>甲<text:span>乙</text:span></text:p></table:table-cell>
        <table:table-cell/></table:table-row>"##,
    );
    for (address, expected) in [
        ("A1", number("94.4")),
        ("B1", percent("0.944")),
        ("C1", Raw::Date(Date { year: 2025, month: 3, day: 1 })),
        ("D1", Raw::Bool(true)),
        ("E1", Raw::Text(Arc::from("下  坪&\n村"))),
        ("F1", Raw::NoCache),
        ("G1", Raw::Error(Arc::from("#DIV/0!"))),
        ("H1", Raw::Text(Arc::from(""))),
        ("I1", Raw::Text(Arc::from("甲乙"))),
    ] {
        assert_eq!(value(&read, address), Some(expected), "{address}");
    }
    assert!(read.get(0, 5).unwrap().formula && !read.get(0, 0).unwrap().formula);
    assert_eq!(value(&read, "J1"), None);
}

#[test]
fn repeated_rows_and_cells_stand_where_they_are_shown() {
    let one = r#"<table:table-cell office:value-type="float" office:value="1"/>"#;
    let two = r#"<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="2"/>"#;
    let read = sheet(&format!(
        "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-header-rows><table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"2\"/>{two}{one}</table:table-row></table:table-header-rows>\
         <table:table-row table:number-rows-repeated=\"1048571\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"
    ));
    let places: Vec<String> =
        read.rows().flat_map(|(row, cells)| cells.iter().map(move |(col, _)| address::a1(row, *col))).collect();
    assert_eq!(places, ["C4", "D4", "E4", "C5", "D5", "E5"]);
    assert!(read.stray.is_empty());
}

#[test]
fn a_filled_row_repeated_to_the_end_is_bounded() {
    let read = sheet(
        r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>"#,
    );
    assert_eq!(read.last_row(), Some(super::super::limits::ROWS - 1));
    assert_eq!(read.stray.len(), 1);
}

#[test]
fn merges_hide_what_they_cover() {
    let read = sheet(
        r#"<table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3" office:value-type="string"><text:p>标题</text:p></table:table-cell>
        <table:covered-table-cell office:value-type="string"><text:p>底下</text:p></table:covered-table-cell></table:table-row>"#,
    );
    assert_eq!(read.merges(), [address::parse_area("A1:B3").unwrap()]);
    assert_eq!(text(&read, "A1").as_deref(), Some("标题"));
    assert_eq!(value(&read, "B1"), None);
}

#[test]
fn hidden_sheets_rows_and_columns_are_told() {
    let styles = r#"<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>
        <style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>"#;
    let tables = r#"<table:tracked-changes><table:table-row/></table:tracked-changes>
        <table:table table:name="甲" table:style-name="ta1"><table:shapes><draw:frame><text:p>x</text:p></draw:frame></table:shapes>
        <table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
        <table:table-row/><table:table-row table:visibility="filter" table:number-rows-repeated="2"/></table:table>
        <table:table table:name="乙" table:style-name="ta2"/>"#;
    let all = sheets(&book(styles, tables)).unwrap();
    assert_eq!(all.iter().map(|s| (&*s.name, s.hidden)).collect::<Vec<_>>(), [("甲", false), ("乙", true)]);
    assert_eq!((&all[0].hidden_cols[..], &all[0].hidden_rows[..]), (&[2][..], &[1, 2][..]));
    assert!(all[0].is_empty());
}
