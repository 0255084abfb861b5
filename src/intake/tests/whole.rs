//! Completeness: what must be there, once, and nothing else.

use super::with_roster;
use crate::intake::fixture::{Outcome, book};

fn table(keys: &str, lines: &str) -> Outcome {
    let declared = format!(
        "[table.\"指标\"]\nrows = \"指标 | 适用；甲 | 村；乙 | 村、乡直\"\n[table.\"表\"]\nfrom = \"表.xlsx\"\n{keys}\ncolumns = '''单位: 单位；指标: 指标；完成: 数，空=缺'''\n"
    );
    with_roster(&declared, vec![book("表.xlsx", &format!("单位|指标|完成\n{lines}"))])
}

const ALL: &str =
    "溪口村|甲|#1\n溪口村|乙|#1\n官田村|甲|#1\n官田村|乙|#1\n下坪村|甲|#1\n下坪村|乙|#1\n民政办|甲|#1\n民政办|乙|#1";

#[test]
fn one_row_for_each_combination() {
    let keys = "one_per = [\"单位\", \"指标\"]";
    assert_eq!(table(keys, ALL).faults(), Vec::<String>::new());
    let twice = table(keys, &format!("{ALL}\n溪口|甲|#2"));
    assert_eq!(twice.faults(), ["duplicate-row 表.xlsx ! 表 ! A10"]);
    assert_eq!(twice.rows("表").len(), 8);
    let missing = table(keys, &ALL.replace("官田村|甲|#1\n官田村|乙|#1\n", ""));
    assert_eq!(missing.faults(), ["missing-rows 表.xlsx ! 表"]);
    assert_eq!(missing.arg("missing-rows", "found"), "官田村／甲、官田村／乙");
    assert_eq!(table(&format!("{keys}\nabsent = \"不适用\""), "溪口村|甲|#1").faults(), Vec::<String>::new());
}

#[test]
fn a_slip_in_a_name_is_not_told_twice() {
    let outcome = table("one_per = [\"单位\", \"指标\"]", &ALL.replace("官田村|甲", "管田村|甲"));
    assert_eq!(outcome.faults(), ["unknown-entry 表.xlsx ! 表 ! A4"]);
}

#[test]
fn what_is_not_due_is_not_wanted() {
    let keys = "one_per = [\"单位\", \"指标\"]\nfor = \"指标.适用 包含 单位.类别\"";
    let due = ALL.replace("民政办|甲|#1\n", "");
    assert_eq!(table(keys, &due).faults(), Vec::<String>::new());
    let empty = table(keys, &ALL.replace("民政办|甲|#1", "民政办|甲|—"));
    assert_eq!((empty.faults(), empty.notes(), empty.rows("表").len()), (vec![], vec!["empty-rows-not-due"], 7));
    let filled = table(keys, ALL);
    assert_eq!(filled.faults(), ["row-not-due 表.xlsx ! 表 ! C8"]);
    assert_eq!(table(keys, &due.replace("溪口村|甲|#1\n", "")).faults(), ["missing-rows 表.xlsx ! 表"]);
}

#[test]
fn each_combination_at_least_once() {
    let keys = "every = [\"单位\", \"指标\"]";
    assert_eq!(table(keys, &format!("{ALL}\n溪口村|甲|#2")).faults(), Vec::<String>::new());
    assert_eq!(
        table(keys, &ALL.replace("民政办|乙|#1", "民政办|甲|#2")).faults(),
        ["missing-combinations 表.xlsx ! 表"]
    );
}

#[test]
fn rows_that_should_differ_do() {
    assert_eq!(table("distinct = [\"单位\", \"指标\"]", ALL).faults(), Vec::<String>::new());
    let repeated = table("distinct = [\"单位\", \"指标\"]", &format!("{ALL}\n溪口村|甲|#2"));
    assert_eq!(repeated.faults(), ["not-distinct 表.xlsx ! 表 ! A10"]);
    assert_eq!(table("", &format!("{ALL}\n溪口村|甲|#1")).faults(), ["equal-rows 表.xlsx ! 表 ! A10"]);
    assert_eq!(table("", &format!("{ALL}\n溪口村|甲|#2")).faults(), Vec::<String>::new());
}

#[test]
fn an_optional_file_that_is_absent_leaves_nothing_due() {
    let declared = "[table.\"表\"]\none_per = [\"单位\"]\nfrom = { file = \"表.xlsx\", optional = true }\ncolumns = '''单位: 单位；完成: 数'''\n";
    let outcome = with_roster(declared, vec![]);
    assert_eq!((outcome.faults(), outcome.notes()), (vec![], vec!["optional-file-absent"]));
    let table = &outcome.tables.list
        [outcome.tables.named("表", None).or(outcome.tables.named("表", Some("试"))).expect("the table")];
    assert_eq!(table.absent, crate::scheme::decl::Absent::NotApplicable);
}

#[test]
fn a_missing_file_does_not_make_every_row_missing() {
    let declared = "[table.\"表\"]\none_per = [\"单位\"]\nfrom = [\"表.xlsx\", \"乙.xlsx\"]\ncolumns = '''单位: 单位；完成: 数'''\n";
    let outcome = with_roster(declared, vec![book("表.xlsx", "单位|完成\n溪口村|#1")]);
    assert_eq!(outcome.faults(), ["missing-file 试.toml"]);
}

#[test]
fn a_sheet_that_nobody_read_is_named_where_a_unit_is_missing() {
    let sheets = |last: &str| {
        let names = ["溪口村", "官田村", "下坪村", last];
        let list = names.map(|name| crate::intake::fixture::sheet(name, "指标|完成\n甲|#1"));
        crate::intake::book::Book { file: std::sync::Arc::from("表.xlsx"), sheets: list.to_vec() }
    };
    let declared =
        "[table.\"表\"]\none_per = [\"单位\"]\nfrom = \"表.xlsx#{单位}\"\ncolumns = '''单位: 单位；完成: 数'''\n";
    assert_eq!(with_roster(declared, vec![sheets("民政所")]).faults(), Vec::<String>::new());
    let outcome = with_roster(declared, vec![sheets("民生")]);
    assert_eq!(outcome.faults(), ["missing-rows 表.xlsx"]);
    assert_eq!(
        (outcome.arg("missing-rows", "found"), outcome.arg("missing-rows", "unread")),
        ("民政办".into(), "民生".into())
    );
}

#[test]
fn two_names_for_one_sheet_are_told_once() {
    let sheets = || {
        let form =
            |name: &str, label: &str| crate::intake::fixture::sheet(name, &format!("单位：{label}\n指标|完成\n甲|#1"));
        let list =
            vec![form("溪口村", "溪口"), form("官田村", "溪口"), form("下坪村", "下坪村"), form("民政办", "民政办")];
        crate::intake::book::Book { file: std::sync::Arc::from("表.xlsx"), sheets: list }
    };
    let from = "{ file = \"表.xlsx\", sheet = \"{单位}\", beside = \"单位 = 单位\" }";
    let declared =
        format!("[table.\"表\"]\none_per = [\"单位\"]\nfrom = {from}\ncolumns = '''单位: 单位；完成: 数'''\n");
    assert_eq!(with_roster(&declared, vec![sheets()]).faults(), ["givers-differ 表.xlsx ! 官田村 ! A1"]);
}
