//! Files and sheets: found, not found, hidden, empty, unclaimed.

use std::sync::Arc;

use super::with_roster;
use crate::intake::book::Book;
use crate::intake::fixture::{book, sheet};

const LEDGER: &str = "[table.\"台账\"]\nledger = true\ncolumns = \"单位: 单位；扣分: 分\"\n";

fn ledger(from: &str, books: Vec<Book>) -> crate::intake::fixture::Outcome {
    with_roster(&format!("{LEDGER}from = {from}\n"), books)
}

fn sheets(file: &str, list: &[(&str, &str)]) -> Book {
    Book { file: Arc::from(file), sheets: list.iter().map(|(name, lines)| sheet(name, lines)).collect() }
}

const ROWS: &str = "单位|扣分\n溪口村|#3";

#[test]
fn a_missing_file_is_told_once_with_the_nearest_name() {
    let outcome = ledger("\"察访台账.xlsx\"", vec![book("察访台帐.xlsx", ROWS)]);
    assert_eq!(outcome.faults(), ["missing-file 试.toml", "unclaimed-file 察访台帐.xlsx"]);
    assert_eq!(outcome.arg("missing-file", "suggest"), "察访台帐.xlsx");
    let optional = ledger("{ file = \"察访台账.xlsx\", optional = true }", vec![]);
    assert_eq!(optional.faults(), Vec::<String>::new());
    assert_eq!(optional.notes(), ["optional-file-absent"]);
}

#[test]
fn a_missing_roster_does_not_make_every_reference_wrong() {
    let declared = format!("{}{LEDGER}from = \"台账.xlsx\"\n", super::ROSTER);
    let outcome = crate::intake::fixture::read(&declared, vec![book("台账.xlsx", ROWS)]);
    assert_eq!(outcome.faults().iter().filter(|f| !f.starts_with("missing-file")).count(), 0);
}

#[test]
fn a_missing_sheet_of_aliases_does_not_make_every_short_name_wrong() {
    let mut roster = super::roster();
    roster.sheets.truncate(1);
    let declared = format!("{}{LEDGER}from = \"台账.xlsx\"\n", super::ROSTER);
    let outcome = crate::intake::fixture::read(&declared, vec![roster, book("台账.xlsx", "单位|扣分\n民政所|#3")]);
    assert_eq!(outcome.faults(), ["missing-sheet 名单.xlsx"]);
}

#[test]
fn one_sheet_must_have_the_columns() {
    let other = ("说明", "填表说明");
    let outcome = ledger("\"台账.xlsx\"", vec![sheets("台账.xlsx", &[other, ("一", ROWS)])]);
    assert_eq!(outcome.faults(), Vec::<String>::new());
    assert_eq!(outcome.notes(), ["unread-sheet"]);
    assert_eq!(outcome.rows("台账"), ["溪口村|3"]);
    let several = ledger("\"台账.xlsx\"", vec![sheets("台账.xlsx", &[("一", ROWS), ("二", ROWS)])]);
    assert_eq!(several.faults(), ["several-sheets 台账.xlsx"]);
    assert_eq!(several.arg("several-sheets", "found"), "一、二");
}

#[test]
fn named_sheets_must_be_there_and_filled() {
    let outcome = ledger("\"台账.xlsx#台账\"", vec![sheets("台账.xlsx", &[("台帐表", ROWS)])]);
    assert_eq!(outcome.faults(), ["missing-sheet 台账.xlsx"]);
    let hidden = {
        let mut book = sheets("台账.xlsx", &[("台账", ROWS)]);
        book.sheets[0].hidden = true;
        ledger("\"台账.xlsx#台账\"", vec![book])
    };
    assert_eq!(hidden.faults(), ["wanted-sheet-hidden 台账.xlsx ! 台账"]);
    let empty = ledger("\"台账.xlsx#台账\"", vec![sheets("台账.xlsx", &[("台账", "")])]);
    assert_eq!(empty.faults(), ["empty-sheet 台账.xlsx ! 台账"]);
    let unnamed = ledger("\"台账.xlsx\"", vec![sheets("台账.xlsx", &[("台账", "")])]);
    assert_eq!(unnamed.faults(), ["empty-sheet 台账.xlsx"]);
}

#[test]
fn hidden_sheets_are_left_with_a_note() {
    let mut book = sheets("台账.xlsx", &[("台账", ROWS), ("测算", ROWS)]);
    book.sheets[1].hidden = true;
    let outcome = ledger("\"台账.xlsx\"", vec![book]);
    assert_eq!(outcome.faults(), Vec::<String>::new());
    assert_eq!(outcome.notes(), ["hidden-sheet"]);
}

#[test]
fn headings_without_rows_are_noted_for_a_ledger_only() {
    let outcome = ledger("\"台账.xlsx\"", vec![book("台账.xlsx", "单位|扣分\n合计|#0")]);
    assert_eq!(outcome.faults(), Vec::<String>::new());
    assert_eq!(outcome.notes(), ["empty-ledger"]);
    let table = "[table.\"表\"]\nfrom = \"台账.xlsx\"\ncolumns = \"单位: 单位；扣分: 分\"\n";
    assert_eq!(with_roster(table, vec![book("台账.xlsx", "单位|扣分")]).faults(), ["no-rows 台账.xlsx ! 表"]);
}

#[test]
fn sheets_and_files_give_columns() {
    let declared = r#"
[table."评议组"]
items = "群众；干部 | 机关干部"
[table."评议"]
one_per = ["单位", "评议组"]
columns = "单位: 单位；票: 票"
from = "评议.xlsx#{评议组}"
[table."季报"]
columns = "单位: 单位；票: 票"
from = "季报_{季度}.*"
"#;
    let rows = "单位|票\n溪口|#1\n官田村|#2\n下坪村|#3\n民政办|#4";
    let quarter = |name: &str| book(name, "单位|票\n溪口村|#1");
    let good = vec![
        sheets("评议.xlsx", &[("群众", rows), ("机关干部", rows)]),
        quarter("季报_一季度.xlsx"),
        quarter("季报_2季度.xls"),
        quarter("季报_第三季度.csv"),
        quarter("季报_Q4.csv"),
    ];
    let outcome = with_roster(declared, good);
    assert_eq!(outcome.faults(), Vec::<String>::new());
    assert_eq!(outcome.rows("评议")[..2], ["溪口村|1|群众", "官田村|2|群众"]);
    assert_eq!(outcome.rows("评议")[4], "溪口村|1|干部");
    assert_eq!(outcome.rows("季报").len(), 4);

    let bad = vec![
        sheets("评议.xlsx", &[("群众", rows), ("机关干步", rows)]),
        quarter("季报_一季度.xlsx"),
        quarter("季报_五季度.xls"),
    ];
    let outcome = with_roster(declared, bad);
    assert_eq!(
        outcome.faults(),
        [
            "capture-resembles 评议.xlsx ! 机关干步",
            "captured-entry-missing 季报_一季度.xlsx",
            "unclaimed-file 季报_五季度.xls",
        ]
    );
    // The sheet's slip explains why 干部 is not there.
    assert_eq!(outcome.arg("captured-entry-missing", "found"), "二季度、三季度、四季度");
}

#[test]
fn set_values_and_labels_give_columns_and_must_agree() {
    let declared = |from: &str| {
        format!("[table.\"台账\"]\nledger = true\ncolumns = \"单位: 单位；扣分: 分；来源\"\nfrom = {from}\n")
    };
    let form = "2012年考核表\n被考核单位：|溪口|考核人：|张三\n事项|扣分\n值班|#2";
    let from = "{ file = \"表.xlsx\", beside = \"单位 = 被考核单位\", set = \"来源 = 督查\" }";
    let outcome = with_roster(&declared(from), vec![book("表.xlsx", form)]);
    assert!(outcome.faults().is_empty(), "{:?}", outcome.faults());
    assert_eq!(outcome.rows("台账"), ["溪口村|2|督查"]);
    assert_eq!(outcome.origins("台账", "单位"), ["表.xlsx ! 表 ! B2"]);
    let joined = with_roster(&declared(from), vec![book("表.xlsx", "被考核单位：官田村\n事项|扣分\n值班|#2")]);
    assert_eq!(joined.rows("台账"), ["官田村|2|督查"]);
    let without = with_roster(&declared(from), vec![book("表.xlsx", "考核表\n事项|扣分\n值班|#2")]);
    assert_eq!(without.faults(), ["missing-label 表.xlsx ! 表"]);
    let empty = with_roster(&declared(from), vec![book("表.xlsx", "被考核单位\n事项|扣分\n值班|#2")]);
    assert_eq!(empty.faults(), ["empty-label 表.xlsx ! 表 ! A1"]);

    let by_sheet = "{ file = \"表.xlsx\", sheet = \"{单位}\", beside = \"单位 = 被考核单位\", set = \"来源 = 督查\" }";
    let agrees = with_roster(&declared(by_sheet), vec![sheets("表.xlsx", &[("溪口", form)])]);
    assert_eq!(agrees.faults(), Vec::<String>::new());
    let differs = with_roster(&declared(by_sheet), vec![sheets("表.xlsx", &[("官田村", form)])]);
    assert_eq!(differs.faults(), ["givers-differ 表.xlsx ! 官田村 ! B2"]);
    assert_eq!(
        (differs.arg("givers-differ", "found"), differs.arg("givers-differ", "other")),
        ("溪口村".into(), "官田村".into())
    );
}

#[test]
fn sources_are_united_each_with_its_headers() {
    let declared = r#"
[table."台账"]
ledger = true
columns = "单位: 单位；扣分: 分；加分: 分"
from = ["甲.xlsx", { file = "乙.xlsx", columns = ["扣分 = 减分"], lacks = ["加分"] }]
"#;
    let books = || vec![book("甲.xlsx", "单位|扣分|加分\n溪口村|#1|#2"), book("乙.xlsx", "单位|减分\n官田村|#3")];
    let outcome = with_roster(declared, books());
    assert_eq!(outcome.faults(), Vec::<String>::new());
    assert_eq!(outcome.rows("台账"), ["溪口村|1|2", "官田村|3|NotApplicable"]);
    assert_eq!(outcome.notes(), ["column-absent"]);
    let mut bad = books();
    bad.push(book("甲 - 副本.xlsx", "单位|扣分|加分\n溪口村|#1|#2"));
    assert_eq!(with_roster(declared, bad).faults(), ["unclaimed-copy 甲 - 副本.xlsx"]);
}
