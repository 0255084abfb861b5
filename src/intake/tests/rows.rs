//! Rows: merged, repeated, split, totals, notes, keys.

use super::with_roster;
use crate::intake::fixture::{Outcome, book, read};

fn table(keys: &str, columns: &str, lines: &str) -> Outcome {
    let declared = format!("[table.\"表\"]\nfrom = \"表.xlsx\"\n{keys}\ncolumns = '''{columns}'''\n");
    with_roster(&declared, vec![book("表.xlsx", lines)])
}

#[test]
fn a_merged_name_has_its_value_in_every_row() {
    let outcome = table("", "单位: 单位；指标；完成: 数", "单位|指标|完成\n溪口村|甲|#1\n|乙|#2\n官田村|甲|#3\n~A2:A3");
    assert_eq!(outcome.faults(), Vec::<String>::new());
    assert_eq!(outcome.rows("表"), ["溪口村|甲|1", "溪口村|乙|2", "官田村|甲|3"]);
    assert_eq!(outcome.origins("表", "单位"), ["表.xlsx ! 表 ! A2", "表.xlsx ! 表 ! A2", "表.xlsx ! 表 ! A4"]);
}

#[test]
fn a_merged_number_is_an_error_unless_it_goes_on() {
    let lines = "单位|指标|权重\n溪口村|甲|#30\n官田村|乙|\n~C2:C3";
    let outcome = table("", "单位: 单位；指标；权重: 数", lines);
    assert_eq!(outcome.faults(), ["merged-number 表.xlsx ! 表 ! C2"]);
    let goes_on = table("", "单位: 单位；指标；权重: 数，续上", lines);
    assert_eq!((goes_on.faults(), goes_on.rows("表")[1].as_str()), (vec![], "官田村|乙|30"));
    // Rows in which nothing wanted begins are no rows.
    let covered = table("", "单位: 单位；权重: 数", "单位|指标|权重\n溪口村|甲|#30\n|乙|\n~A2:A3 C2:C3");
    assert_eq!((covered.faults(), covered.rows("表")), (vec![], vec!["溪口村|30".to_owned()]));
}

#[test]
fn an_empty_cell_repeats_the_one_above_where_declared() {
    let lines = "单位|指标\n溪口村|甲\n|乙";
    assert_eq!(table("", "单位: 单位，续上；指标", lines).rows("表"), ["溪口村|甲", "溪口村|乙"]);
    assert_eq!(
        table("", "单位: 单位；指标", "单位|指标\n溪口村|甲\n|乙\n官田村|丙").faults(),
        ["empty-cell 表.xlsx ! 表 ! A3"]
    );
    // Under the last full row a lone text is a note, unless a name above goes on over it.
    assert_eq!(table("", "单位: 单位；指标", lines).rows("表"), ["溪口村|甲"]);
    assert_eq!(table("", "单位: 单位；指标", &format!("{lines}\n~A2:A3")).rows("表"), ["溪口村|甲", "溪口村|乙"]);
}

#[test]
fn names_in_one_cell_make_a_row_each() {
    let outcome = table("", "单位: 单位，拆分=、；事项", "单位|事项\n溪口村、官田村、 民政所|防火");
    assert_eq!(outcome.faults(), Vec::<String>::new());
    assert_eq!(outcome.rows("表"), ["溪口村|防火", "官田村|防火", "民政办|防火"]);
    assert_eq!(
        table("", "单位: 单位，拆分=、；事项", "单位|事项\n溪口村，官田村|防火").faults(),
        ["unknown-entry 表.xlsx ! 表 ! A2"]
    );
}

#[test]
fn notes_and_totals_are_left_out_by_reason() {
    let lines = "单位|扣分\n溪口村|#3\n官田村|#4\n|\n合计|#7\n注：以通报为准。\n填报人：张三|审核人：李四";
    let outcome = table("", "单位: 单位；扣分: 分", lines);
    assert_eq!((outcome.faults(), outcome.rows("表").len()), (vec![], 2));
    let line = outcome.summary.sheets.iter().find(|line| line.table == "表").expect("the line");
    assert_eq!((line.used, line.left_out.clone()), (2, vec![("note", 2), ("total", 1)]));
    // A name alone under the table is no note.
    assert_eq!(
        table("", "单位: 单位；扣分: 分", "单位|扣分\n溪口村|#3\n官田村|").faults(),
        ["empty-cell 表.xlsx ! 表 ! B3"]
    );
    assert_eq!(table("", "单位: 单位；扣分: 分", "单位|扣分\n溪口村|#3\n管田村|").faults().len(), 2);
}

#[test]
fn totals_are_added_up_again() {
    let lines = |total: &str| format!("单位|扣分\n溪口村|#3\n官田村|4分\n合计|{total}");
    let check = |how: &str, total: &str| table(how, "单位: 单位；扣分: 分", &lines(total));
    assert_eq!(check("", "#7").faults(), Vec::<String>::new());
    let skipped = check("", "#3");
    assert_eq!(skipped.faults(), ["total-differs 表.xlsx ! 表 ! B4"]);
    assert_eq!((skipped.arg("total-differs", "sum"), skipped.arg("total-differs", "texts")), ("7".into(), "B3".into()));
    assert_eq!(check("totals = \"核对\"", "#8").faults(), ["total-wrong 表.xlsx ! 表 ! B4"]);
    assert_eq!(check("totals = \"不核对\"", "#8").faults(), Vec::<String>::new());
    assert_eq!(check("", "/").faults(), Vec::<String>::new());
    // A faulty cell is told by itself, not by its sum too.
    let faulty = table("", "单位: 单位；扣分: 分", "单位|扣分\n溪口村|坏\n合计|#7");
    assert_eq!(faulty.faults(), ["text-for-number 表.xlsx ! 表 ! B2"]);
    let blocks = "单位|扣分\n溪口村|#3\n小计|#3\n官田村|#4\n小计|#4\n合计|#7";
    assert_eq!(table("totals = \"核对\"", "单位: 单位；扣分: 分", blocks).faults(), Vec::<String>::new());
    let mean = "单位|扣分\n溪口村|#3\n官田村|#4\n平均|#3.33";
    assert_eq!(table("totals = \"核对\"", "单位: 单位；扣分: 分", mean).faults(), Vec::<String>::new());
}

#[test]
fn hidden_rows_are_read_with_a_note() {
    let mut hidden = book("表.xlsx", "单位|扣分\n溪口村|#3\n官田村|#4");
    hidden.sheets[0].hidden_rows = vec![2];
    let outcome =
        with_roster("[table.\"表\"]\nfrom = \"表.xlsx\"\ncolumns = '''单位: 单位；扣分: 分'''\n", vec![hidden]);
    assert_eq!((outcome.faults(), outcome.notes(), outcome.rows("表").len()), (vec![], vec!["hidden-rows"], 2));
}

fn roster(keys: &str, lines: &str) -> Outcome {
    read(
        &format!(
            "[table.\"单位\"]\nkey = \"名称\"\nfrom = \"名单.xlsx\"\n{keys}\ncolumns = '''名称；人数: 人，空=0'''\n"
        ),
        vec![book("名单.xlsx", lines)],
    )
}

#[test]
fn keys_are_filled_and_differ() {
    assert_eq!(roster("", "名称|人数\n溪口村|#3\n|#4").faults(), ["empty-key 名单.xlsx ! 表 ! A3"]);
    let repeated = roster("", "名称|人数\n溪口村|#3\n溪 口 村|#3");
    assert_eq!(repeated.faults(), ["repeated-key 名单.xlsx ! 表 ! A3"]);
    assert_eq!(roster("repeats = \"合并\"", "名称|人数\n溪口村|#3\n溪 口 村|#3").rows("单位"), ["溪口村|3"]);
    assert_eq!(
        roster("repeats = \"合并\"", "名称|人数\n溪口村|#3\n溪口村|#4").faults(),
        ["repeated-key 名单.xlsx ! 表 ! A3"]
    );
    let dashes = roster("", "名称|人数\n溪口村|#3\n|—\n官田村|#4");
    assert_eq!((dashes.faults(), dashes.notes()), (vec![], vec!["row-without-key"]));
}

#[test]
fn aliases_stand_for_their_keys() {
    let lines = |aliases: &str| {
        let mut book = book("名单.xlsx", "名称|人数\n溪口村|#3\n官田|#4");
        book.sheets.push(crate::intake::fixture::sheet("简称", aliases));
        let declared = "[table.\"单位\"]\nkey = \"名称\"\nfrom = \"名单.xlsx#表\"\naliases = \"名单.xlsx#简称\"\ncolumns = '''名称；人数: 人'''\n";
        read(declared, vec![book])
    };
    let good = lines("对照表\n简称|全称\n官田|官田村\n溪口|溪口村");
    assert_eq!((good.faults(), good.rows("单位")), (vec![], vec!["溪口村|3".to_owned(), "官田村|4".to_owned()]));
    assert_eq!(good.tables.list[3].find("溪 口"), Some(0));
    assert_eq!(lines("简称|全称\n下坪|下坪村").faults(), ["alias-unknown 名单.xlsx ! 简称 ! A2"]);
    assert_eq!(lines("简称|全称\n村部|溪口村\n村部|官田").faults(), ["alias-clash 名单.xlsx ! 简称 ! A3"]);
}

#[test]
fn levels_make_tables_that_know_what_is_above() {
    let tree = |lines: &str| {
        let declared = "[table.\"单位\"]\nitems = \"甲\"\n[table.\"指标\"]\nkey = \"三级\"\nlevels = [\"一级\", \"二级\", \"三级\"]\nfrom = \"体系.xlsx\"\ncolumns = '''一级；二级；三级；分值: 分'''\n";
        read(declared, vec![book("体系.xlsx", lines)])
    };
    let good = tree("一级|二级|三级|分值\n经济|农业|粮食|#10\n|工业|产值|#20\n社会|保障|参合|#30\n~A2:A3");
    assert_eq!(good.faults(), Vec::<String>::new());
    assert_eq!(good.rows("指标"), ["经济|农业|粮食|10", "经济|工业|产值|20", "社会|保障|参合|30"]);
    assert_eq!(good.rows("二级"), ["农业|经济", "工业|经济", "保障|社会"]);
    let twice = tree("一级|二级|三级|分值\n经济|其他|粮食|#10\n社会|其他|参合|#30");
    assert_eq!(twice.faults(), ["level-two-parents 体系.xlsx ! 表 ! B3"]);
    let slip = tree("一级|二级|三级|分值\n社会保障|甲|粮食|#10\n社会保璋|乙|参合|#30");
    assert_eq!(slip.faults(), ["entries-resemble 体系.xlsx ! 表 ! A3"]);
}

#[test]
fn titles_name_entries_too() {
    let declared = "[table.\"单位\"]\nkey = \"编号\"\ntitle = \"镇 & “/” & 村\"\nfrom = \"名单.xlsx\"\ncolumns = '''编号；镇；村'''\n[table.\"表\"]\nfrom = \"表.xlsx\"\ncolumns = '''单位: 单位'''\n";
    let books = |named: &str| {
        vec![
            book("名单.xlsx", "编号|镇|村\n#01|甲镇|东村\n#02|甲镇|西村"),
            book("表.xlsx", &format!("单位|备注\n{named}|无")),
        ]
    };
    assert_eq!(read(declared, books("甲镇/西村")).rows("表"), ["2"]);
    assert_eq!(read(declared, books("#1")).rows("表"), ["1"]);
    assert_eq!(read(declared, books("甲镇/北村")).faults(), ["unknown-entry 表.xlsx ! 表 ! A2"]);
}

#[test]
fn entries_may_come_from_a_column() {
    let declared = "[table.\"单位\"]\nkey = \"名称\"\nfrom = \"名单.xlsx\"\ncolumns = '''名称；分管: 领导'''\n[table.\"领导\"]\nkey = \"姓名\"\nfrom = \"单位.分管\"\n";
    let outcome = read(declared, vec![book("名单.xlsx", "名称|分管\n溪口村|李四\n官田村|张三\n下坪村|李四")]);
    assert_eq!((outcome.faults(), outcome.rows("领导")), (vec![], vec!["李四".to_owned(), "张三".to_owned()]));
    assert_eq!(outcome.rows("单位")[2], "下坪村|李四");
}

#[test]
fn only_rows_that_count_are_converted() {
    let lines = "单位|扣分|结论\n溪口村|#3|成立\n无此村|坏|不成立";
    let kept = table("only = \"结论 = “成立”\"", "单位: 单位；扣分: 分；结论", lines);
    assert_eq!((kept.faults(), kept.rows("表")), (vec![], vec!["溪口村|3|成立".to_owned()]));
    let line = kept.summary.sheets.iter().find(|line| line.table == "表").expect("the line");
    assert_eq!(line.left_out, [("only", 1)]);
    assert_eq!(table("", "单位: 单位；扣分: 分；结论", lines).faults().len(), 2);
}
