use std::sync::Arc;

use super::super::tests::{number, percent, sheets, text, value, zipped};
use super::super::{Raw, Sheet, address};
use super::strings::unescaped;
use crate::formula::ast::Date;

const ROOT: &str =
    r#"<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const RELS: &str = r#"<Relationships>
<Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/>
<Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/>
<Relationship Id="rId4" Type="http://x/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook><workbookPr date1904="1"/><sheets><sheet name="表 &amp; 图" sheetId="1" r:id="rId1"/>
<sheet name="图" sheetId="2" r:id="rId4"/></sheets><extLst><x15:workbookPr chartTrackingRefBase="1"/></extLst></workbook>"#;
const STRINGS: &str = r#"<sst><si><t>甲&lt;乙</t></si><si><r><t xml:space="preserve">下 </t></r><r><t>坪</t></r><rPh sb="0" eb="1"><t>xia</t></rPh></si><si><t/></si></sst>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="176"/><xf numFmtId="57"/></cellXfs>
<dxfs><dxf><numFmt numFmtId="176" formatCode="0%"/></dxf></dxfs></styleSheet>"#;
const SHEET: &str = r#"<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"#;

/// The parts of a small workbook.
pub(in super::super) fn parts() -> Vec<(&'static str, String)> {
    with(SHEET, BOOK)
}

fn with(sheet: &str, book: &str) -> Vec<(&'static str, String)> {
    [
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", RELS),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", sheet),
    ]
    .map(|(name, xml)| (name, xml.to_owned()))
    .to_vec()
}

fn read_parts(parts: &[(&str, String)]) -> Result<Vec<Sheet>, &'static str> {
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, xml)| (*name, xml.as_bytes())).collect();
    sheets(&zipped(&parts))
}

fn sheet(rows: &str) -> Result<Sheet, &'static str> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    Ok(read_parts(&with(&sheet, BOOK))?.remove(0))
}

#[test]
fn prefixes_runs_and_missing_addresses_are_read() {
    let all = read_parts(&parts()).unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(&*all[0].name, "表 & 图");
    assert_eq!(text(&all[0], "A1").as_deref(), Some("甲<乙"));
    assert_eq!(text(&all[0], "B1").as_deref(), Some("下 坪"));
    let unnumbered =
        sheet("<row><c><v>1</v></c></row><row/><row><c r=\"C3\"><v>2</v></c><c><v>3</v></c></row>").unwrap();
    for (address, decimal) in [("A1", "1"), ("C3", "2"), ("D3", "3")] {
        assert_eq!(value(&unnumbered, address), Some(number(decimal)), "{address}");
    }
}

#[test]
fn formulas_without_a_result_have_none() {
    let read = sheet(
        r#"<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v/></c><c r="C1" t="str"><f>IF(1,"")</f><v></v></c>
        <c r="D1"><f t="shared" si="0"/><v>7</v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="F1" t="str"><f>A1</f></c></row>"#,
    )
    .unwrap();
    for (address, expected) in [
        ("A1", Raw::NoCache),
        ("B1", Raw::NoCache),
        ("C1", Raw::Text(Arc::from(""))),
        ("D1", number("7")),
        ("E1", Raw::Error(Arc::from("#DIV/0!"))),
        ("F1", Raw::NoCache),
    ] {
        let (row, col) = address::parse(address).unwrap();
        let cell = read.get(row, col).unwrap();
        assert!(cell.formula, "{address}");
        assert_eq!(cell.value, expected, "{address}");
    }
}

#[test]
fn numbers_follow_their_formats_and_the_1904_system() {
    let read = sheet(
        r#"<row r="1"><c r="A1" s="1"><v>0.944</v></c><c r="B1" s="2"><v>44255</v></c><c r="C1" s="3"><v>44255.5</v></c>
        <c r="D1" t="d"><v>2025-03-01T00:00:00</v></c><c r="E1"><v>NaN</v></c><c r="F1" s="99"><v>1E-2</v></c><c r="G1" t="b"><v>1</v></c></row>"#,
    )
    .unwrap();
    let date = Raw::Date(Date { year: 2025, month: 3, day: 1 });
    for (address, expected) in [
        ("A1", percent("0.944")),
        ("B1", date.clone()),
        ("C1", date.clone()),
        ("D1", date),
        ("E1", Raw::Error(Arc::from("#NUM!"))),
        ("F1", number("0.01")),
        ("G1", Raw::Bool(true)),
    ] {
        assert_eq!(value(&read, address), Some(expected), "{address}");
    }
}

#[test]
fn texts_in_the_sheet_and_blanks() {
    let read = sheet(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>&#x4E59;</t></r></is></c><c r="B1" t="s"><v>2</v></c>
        <c r="C1" s="1"/><c r="D1" t="str"><v>_x4E19__x005F_x</v></c></row>"#,
    )
    .unwrap();
    assert_eq!(text(&read, "A1").as_deref(), Some("a乙"));
    assert_eq!(value(&read, "B1"), None);
    assert_eq!(value(&read, "C1"), None);
    assert_eq!(text(&read, "D1").as_deref(), Some("丙_x"));
}

#[test]
fn escapes_stand_for_characters() {
    for (escaped, plain) in
        [("a_x000D_b", "a\rb"), ("_x005F_x000D_", "_x000D_"), ("_x00", "_x00"), ("_x中文_", "_x中文_"), ("x_y", "x_y")]
    {
        assert_eq!(unescaped(escaped), plain);
    }
}

#[test]
fn merges_and_hidden_columns_are_kept_within_bounds() {
    let xml = r#"<worksheet><cols><col min="4" max="4" hidden="1"/><col min="999" max="16384" hidden="true"/></cols>
        <sheetData><row r="3" hidden="1"/></sheetData>
        <mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="E1:E1048576"/><mergeCell ref="G1"/><mergeCell ref="?"/></mergeCells></worksheet>"#;
    let read = read_parts(&with(xml, BOOK)).unwrap().remove(0);
    assert_eq!(read.hidden_cols, [3, 998, 999]);
    assert_eq!(read.hidden_rows, [2]);
    let areas: Vec<_> = read.merges().iter().map(|a| (a.top, a.left, a.bottom, a.right)).collect();
    assert_eq!(areas, [(0, 0, 1, 2), (0, 4, 199_999, 4)]);
}

#[test]
fn what_points_nowhere_or_breaks_off_is_damage() {
    assert_eq!(sheet(r#"<row r="1"><c r="A1" t="s"><v>99</v></c></row>"#).unwrap_err(), "file-damaged");
    assert_eq!(sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></row>").unwrap_err(), "file-damaged");
    assert_eq!(sheet("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&boom;</v></c></row>").unwrap_err(), "file-damaged");
    assert_eq!(read_parts(&with("<worksheet><sheetData><row r=\"1\">", BOOK)).unwrap_err(), "file-damaged");
    let lost = r#"<workbook><sheets><sheet name="表" r:id="rId9"/></sheets></workbook>"#;
    assert_eq!(read_parts(&with(SHEET, lost)).unwrap_err(), "file-damaged");
    assert_eq!(read_parts(&with(SHEET, "<document/>")).unwrap_err(), "not-a-workbook");
}
