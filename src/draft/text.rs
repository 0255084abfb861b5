//! The scheme file that is written for the office to go on with.

use std::fmt::Write as _;

use super::Found;
use super::column::Column;
use super::units::Roster;

/// So many odd cells are named; of more, their number.
const NAMED: usize = 4;

/// The text of the scheme.
pub(super) fn scheme(name: &str, found: &[Found], roster: Option<&Roster>) -> String {
    let mut out = String::new();
    let units = roster.map_or("……", |r| found[r.table].name.as_str());
    let guess = if roster.is_some() {
        "猜测：考核对象在这张表里，请核对"
    } else {
        "填：考核对象是哪张表的条目"
    };
    line(&mut out, "# 照现有的表格起草。标“猜测”的请核对，标“填”的请照考核办法填写；`kaohe check` 会说还缺什么。");
    line(&mut out, &format!("scheme = {}", quoted(name)));
    line(&mut out, "title  = \"……\"    # 填：考核的全称");
    line(&mut out, "basis  = \"……\"    # 填：依据的文件和文号");
    line(&mut out, &format!("units  = {}    # {guess}", quoted(units)));
    for (at, table) in found.iter().enumerate() {
        match roster {
            Some(roster) if roster.table == at => key_table(&mut out, table, roster, found),
            // It is named by the roster.
            Some(roster) if roster.aliases == Some(at) => {}
            _ => declared(&mut out, table, roster.map(|r| (found[r.table].name.as_str(), r))),
        }
    }
    out.push_str(REST);
    out
}

/// What is left to those who know the regulation.
const REST: &str = "
# 填：考核办法的每一条写成一段，先写原话，再写由此得出的算法。写法见 docs/方案语言.md。
# [clause.\"一 ……\"]
# says  = \"……\"
# rules = '''
# 业务工作[0.00, 满分 60分] = 60分 × 完成率(完成数, 目标数)
# 综合得分 = 业务工作
# '''
#
# [standing]
# score  = \"综合得分\"
# places = 2
";

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// The heading of a table and where it is read.
fn begun(out: &mut String, table: &Found, from: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "\n[table.{}]    # {}行", quoted(&table.name), table.rows);
    let _ = writeln!(out, "from    = {from}");
}

/// The roster.
fn key_table(out: &mut String, table: &Found, roster: &Roster, found: &[Found]) {
    begun(out, table, &sources(table, None));
    let _ = writeln!(out, "key     = {}    # 猜测", quoted(&table.columns[roster.column].name));
    if let Some(aliases) = roster.aliases {
        let (file, sheet) = &found[aliases].sources[0];
        let _ = writeln!(out, "aliases = {}    # 猜测：另一种写法和正式名称", quoted(&whole(file, sheet)));
    }
    line(out, "columns = '''");
    for (at, column) in table.columns.iter().enumerate() {
        if roster.other_names == Some(at) && column.name != "别名" {
            let _ = writeln!(out, "别名 = {}    # 猜测：另一种写法", pattern(&column.header));
        } else {
            line(out, &item(column));
        }
    }
    line(out, "'''");
}

fn declared(out: &mut String, table: &Found, roster: Option<(&str, &Roster)>) {
    let capture = table.captured(roster.map(|(name, r)| (name, &r.names)));
    begun(out, table, &sources(table, capture.as_deref()));
    if let Some(unit) = table.columns.iter().find(|c| roster.is_some_and(|(name, _)| name == c.kind)) {
        let mut texts: Vec<&str> = unit.texts.iter().map(|(_, t)| &**t).collect();
        texts.sort_unstable();
        let once = texts.windows(2).all(|pair| pair[0] != pair[1]) && unit.empty.is_empty();
        if once {
            let _ = writeln!(out, "one_per = [{}]    # 猜测：每个对象恰好一行", quoted(&unit.name));
        } else {
            line(out, "ledger  = true    # 猜测：有一条记一条；若每个对象和另一列的每种组合各一行，改写 one_per");
        }
    }
    line(out, "columns = '''");
    table.columns.iter().for_each(|column| line(out, &item(column)));
    line(out, "'''");
}

/// `文件#工作表`.
fn whole(file: &str, sheet: &str) -> String {
    if sheet.is_empty() { file.to_owned() } else { format!("{file}#{sheet}") }
}

/// What stands behind `from`: one place, several sheets of a file, or several files.
fn sources(table: &Found, capture: Option<&str>) -> String {
    let mut files: Vec<(&str, Vec<&str>)> = Vec::new();
    for (file, sheet) in &table.sources {
        match files.iter_mut().find(|(known, _)| known == file) {
            Some((_, sheets)) => sheets.push(sheet),
            None => files.push((file, vec![sheet])),
        }
    }
    let one = |(file, sheets): &(&str, Vec<&str>)| match (capture, &sheets[..]) {
        (Some(capture), _) => quoted(&format!("{file}#{{{capture}}}")),
        (None, [sheet]) => quoted(&whole(file, sheet)),
        (None, several) => {
            let names: Vec<String> = several.iter().map(|s| quoted(s)).collect();
            format!("{{ file = {}, sheet = [{}] }}", quoted(file), names.join(", "))
        }
    };
    match &files[..] {
        [only] => one(only),
        several => format!("[\n  {},\n]", several.iter().map(one).collect::<Vec<_>>().join(",\n  ")),
    }
}

/// One column with what is to be decided about it.
fn item(column: &Column) -> String {
    let header = pattern(&column.header);
    let mut item = column.name.clone();
    if header != column.name {
        let _ = write!(item, " = {header}");
    }
    if column.kind != "文本" {
        let _ = write!(item, ": {}", column.kind);
    }
    let mut remarks = Vec::new();
    if !column.empty.is_empty() && column.kind != "文本" {
        remarks.push(format!("填：空格（{}）是什么意思，空=0、空=不适用 或 空=缺", list(&column.empty)));
    }
    if column.negative {
        remarks.push("填：有负数，可负 还是 取正".to_owned());
    }
    if column.mixed {
        remarks.push("填：有的带百分号有的不带，百分号=… 或 裸数=…".to_owned());
    }
    if !column.odd.is_empty() {
        let cells: Vec<String> = column.odd.iter().map(|(at, text)| format!("{at} {}", shortened(text))).collect();
        remarks.push(format!("不像{}：{}", column.kind, list(&cells)));
    }
    if remarks.is_empty() { item } else { format!("{item}    # {}", remarks.join("；")) }
}

fn list(cells: &[String]) -> String {
    let named = cells.iter().take(NAMED).cloned().collect::<Vec<_>>().join("、");
    if cells.len() > NAMED { format!("{named} 等{}处", cells.len()) } else { named }
}

fn shortened(text: &str) -> String {
    let plain: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() <= 12 { plain } else { plain.chars().take(12).chain(['…']).collect() }
}

/// A head as a pattern: signs that mean something there become the wildcard of one sign.
fn pattern(head: &str) -> String {
    let means = |c: char| "|｜=＝:：,，;；{}｛｝#“”\"'「」[]".contains(c);
    head.chars().map(|c| if means(c) { '?' } else { c }).collect()
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
