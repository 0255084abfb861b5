use super::*;
use crate::intake::book::Raw;

fn cells(bytes: &[u8]) -> Vec<(u32, u32, String)> {
    let contents = read(bytes).unwrap();
    assert_eq!(contents.sheets.len(), 1);
    let mut list = Vec::new();
    for (row, cells) in contents.sheets[0].rows() {
        for (col, cell) in cells {
            let Raw::Text(text) = &cell.value else { panic!("not text: {cell:?}") };
            list.push((row, *col, text.to_string()));
        }
    }
    list
}

fn row(bytes: &[u8]) -> Vec<String> {
    cells(bytes).into_iter().map(|(_, _, text)| text).collect()
}

#[test]
fn quotes_hold_separators_newlines_and_quotes() {
    let text = "a,\"b,\"\"c\"\"\nd\",\"\"\r\n\r\n,e\n";
    assert_eq!(
        cells(text.as_bytes()),
        [(0, 0, "a".to_owned()), (0, 1, "b,\"c\"\nd".to_owned()), (2, 1, "e".to_owned())]
    );
    assert_eq!(row(b"\"a\"b,c\"d\""), ["ab", "c\"d\""]);
}

#[test]
fn an_open_quote_is_told_with_its_row() {
    assert!(matches!(read(b"a,b\n1,\"2\n3,4\n"), Err(Trouble::QuoteOpen { row: 1 })));
}

#[test]
fn the_separator_is_the_one_that_cuts_evenly() {
    assert_eq!(row("单位;得分\n甲;1,5\n乙;2,5".as_bytes()), ["单位", "得分", "甲", "1,5", "乙", "2,5"]);
    assert_eq!(row("单位\t说明\n甲\ta,b\n乙\tc".as_bytes()), ["单位", "说明", "甲", "a,b", "乙", "c"]);
    assert_eq!(row("标题\n甲,1;2\n乙,3".as_bytes()), ["标题", "甲", "1;2", "乙", "3"]);
    assert_eq!(row(b"sep=|\na|b,c"), ["a", "b,c"]);
    assert_eq!(row(b"one"), ["one"]);
}

#[test]
fn encodings_are_told_by_mark_then_by_content() {
    let text = "村名,䶮㛃\n";
    assert_eq!(row(text.as_bytes()), ["村名", "䶮㛃"]);
    assert_eq!(row(&GB18030.encode(text).0), ["村名", "䶮㛃"]);
    assert_eq!(row(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()), ["村名", "䶮㛃"]);
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(row(&[b"\xFF\xFE", &wide[..]].concat()), ["村名", "䶮㛃"]);
}

#[test]
fn broken_text_is_a_trouble_and_never_garbled() {
    let mut utf8 = "单位名称,指标名称,目标\n甲,乙,丙\n".as_bytes().to_vec();
    utf8.extend_from_slice(b"\xE4\xB8,1\n");
    assert!(matches!(read(&utf8), Err(Trouble::Encoding { line: 3 })));
    assert!(matches!(read(b"a,b\n\xFF\xFF,1\n"), Err(Trouble::Encoding { line: 2 })));
    assert!(matches!(read(b"\xEF\xBB\xBFa\n\xB4\xE5"), Err(Trouble::Encoding { line: 2 })));
}

#[test]
fn binary_files_are_no_workbooks() {
    assert!(matches!(read(&[0; 512]), Err(Trouble::NotAWorkbook)));
    assert!(matches!(read(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), Err(Trouble::NotAWorkbook)));
    assert!(matches!(read(b"%PDF-1.4\n"), Err(Trouble::NotAWorkbook)));
}

#[test]
fn spaces_are_kept_and_row_ends_of_all_systems_read() {
    assert_eq!(row("村 \u{3000},1\r甲,2".as_bytes()), ["村 \u{3000}", "1", "甲", "2"]);
}

#[test]
fn rows_beyond_the_bound_are_stray() {
    let mut text = "\n".repeat(usize::try_from(crate::intake::book::limits::ROWS).unwrap());
    text.push('甲');
    let contents = read(text.as_bytes()).unwrap();
    assert!(contents.sheets[0].is_empty());
    assert_eq!(contents.sheets[0].stray, [(crate::intake::book::limits::ROWS, 0)]);
}
