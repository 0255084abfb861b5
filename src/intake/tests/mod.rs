//! A good and a bad case for each operator of the language.

mod cells;
mod files;
mod headers;
mod rows;
mod whole;

/// A roster of three villages and one office, with a short name for one.
const ROSTER: &str = r#"
[table."单位"]
key = "名称"
from = "名单.xlsx#表"
columns = "名称；类别"
aliases = "名单.xlsx#简称"
"#;

/// The workbook of the roster.
fn roster() -> super::book::Book {
    let names = super::fixture::sheet("表", "名称|类别\n溪口村|村\n官田村|村\n下　坪　村|村\n民政办|乡直\n");
    let aliases = super::fixture::sheet("简称", "表中写法|规范名称\n溪口|溪口村\n民政所|民政办\n");
    super::book::Book { file: std::sync::Arc::from("名单.xlsx"), sheets: vec![names, aliases] }
}

/// The roster and one more table, read from one more workbook.
fn with_roster(declared: &str, books: Vec<super::book::Book>) -> super::fixture::Outcome {
    let all = std::iter::once(roster()).chain(books).collect();
    super::fixture::read(&format!("{ROSTER}{declared}"), all)
}

#[test]
fn every_fault_has_its_sentences() {
    assert_eq!(crate::finding::messages::missing_messages(&[super::faults::ALL]), Vec::<String>::new());
}
