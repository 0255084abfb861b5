//! Fills forms in: finds cells by sheets, headers and names with another reader, and writes them into the XML.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook_auto};
use kaohe::scheme::decl::{ColumnKind, Project};
use kaohe::tables::{Table, Value};

use crate::inprocess::Made;

/// Where the figures of a table belong: file, sheet, the columns that name a row, and the header of each column;
/// `{column}` stands for what the row says there.
pub struct Fill {
    pub table: &'static str,
    pub file: &'static str,
    pub sheet: &'static str,
    pub keys: &'static [&'static str],
    pub heads: &'static [(&'static str, &'static str)],
}

/// What is written into a cell.
#[derive(Clone, Debug, PartialEq)]
enum Put {
    Number(String),
    Text(String),
}

type Edits = BTreeMap<(u32, u32), Put>;

/// A sheet of a form as another library reads it.
struct Sheet {
    rows: Vec<Vec<String>>,
    /// Column by its headers from the top.
    heads: BTreeMap<String, u32>,
    top: u32,
    body: u32,
    edits: Edits,
}

/// The forms with the figures of the real workbooks.
pub fn filled(forms: Vec<(String, Vec<u8>)>, fills: &[Fill], real: &Made, inputs: &Path) -> Vec<(String, Vec<u8>)> {
    let mut sheets: BTreeMap<(String, String), Sheet> = BTreeMap::new();
    let mut order: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, bytes) in &forms {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).expect("a form");
        order.insert(name.clone(), book.sheet_names());
        for sheet in book.sheet_names() {
            let range = book.worksheet_range(&sheet).expect("a sheet");
            let (last_row, last_col) = range.end().unwrap_or((0, 0));
            let cell = |row, col| range.get_value((row, col)).map(ToString::to_string).unwrap_or_default();
            let rows = (0..=last_row).map(|row| (0..=last_col).map(|col| cell(row, col)).collect()).collect();
            let read = Sheet { rows, heads: BTreeMap::new(), top: 0, body: 0, edits: Edits::new() };
            sheets.insert((name.clone(), sheet), read);
        }
    }
    for fill in fills {
        fill_table(fill, real, inputs, &mut sheets);
    }
    forms
        .into_iter()
        .map(|(name, bytes)| {
            let edits = order[&name].iter().map(|sheet| sheets[&(name.clone(), sheet.clone())].edits.clone());
            let bytes = edited(&bytes, &edits.collect::<Vec<_>>());
            (name, bytes)
        })
        .collect()
}

fn fill_table(fill: &Fill, real: &Made, inputs: &Path, sheets: &mut BTreeMap<(String, String), Sheet>) {
    let tables = &real.prepared.tables;
    let table = tables.list.iter().find(|table| &*table.name == fill.table).expect(fill.table);
    let mut raw = Originals { inputs, books: BTreeMap::new() };
    let mut opened: BTreeSet<(String, String)> = BTreeSet::new();
    for row in 0..table.rows {
        let said = |name: &str| shown(real, table, name, row);
        let place = (put_in(fill.file, &said), put_in(fill.sheet, &said));
        let sheet = sheets.get_mut(&place).unwrap_or_else(|| panic!("no form {place:?}"));
        if opened.insert(place.clone()) {
            name_open_heads(fill, real, table, sheet);
            locate(fill, sheet, &said);
        }
        let cells: Vec<(u32, Put)> = fill
            .heads
            .iter()
            .filter_map(|(column, head)| {
                let head = put_in(head, &said);
                let col = *sheet.heads.get(&head).unwrap_or_else(|| panic!("{place:?}: no header {head}"));
                Some((col, value(real, table, column, row, &mut raw)?))
            })
            .collect();
        enter(sheet, fill, &cells, &said);
    }
}

/// Finds the row of the same names with free cells, else the first open one, and enters the figures.
fn enter(sheet: &mut Sheet, fill: &Fill, cells: &[(u32, Put)], said: &dyn Fn(&str) -> String) {
    let key = |column: &&str| {
        let head = fill.heads.iter().find(|(name, _)| name == column).expect("a head").1;
        (sheet.heads[&put_in(head, said)], said(column))
    };
    let keys: Vec<(u32, String)> = fill.keys.iter().map(key).collect();
    let stands = |row: u32, col: u32| {
        sheet.rows.get(row as usize).and_then(|r| r.get(col as usize)).cloned().unwrap_or_default()
    };
    let free = |row: u32| {
        cells.iter().all(|(col, _)| keys.iter().any(|(key, _)| key == col) || !sheet.edits.contains_key(&(row, *col)))
    };
    let named = (sheet.body..sheet.body + 400)
        .find(|row| keys.iter().all(|(col, name)| stands(*row, *col) == *name) && free(*row));
    let open = || {
        (sheet.body..sheet.body + 400).find(|row| {
            keys.iter().all(|(col, _)| stands(*row, *col).is_empty() && !sheet.edits.contains_key(&(*row, *col)))
        })
    };
    let (row, prefilled) = named.map(|row| (row, true)).or_else(|| Some((open()?, false))).expect("a row");
    for (col, put) in cells {
        if !(prefilled && keys.iter().any(|(key, _)| key == col)) {
            sheet.edits.insert((row, *col), put.clone());
        }
    }
}

/// Where the headers are: the lowest row of which one is the last level of a wanted column.
fn locate(fill: &Fill, sheet: &mut Sheet, said: &dyn Fn(&str) -> String) {
    let wanted: Vec<Vec<String>> =
        fill.heads.iter().map(|(_, head)| put_in(head, said).split('>').map(str::to_owned).collect()).collect();
    let depth = wanted.iter().map(Vec::len).max().expect("heads");
    let has = |row: &Vec<String>| wanted.iter().all(|path| row.iter().any(|cell| *cell == path[0]));
    let top = sheet.rows.iter().position(has).unwrap_or_else(|| panic!("{}: no headers {wanted:?}", fill.table));
    // Another table of the sheet may have deeper headers: names stand below them all.
    let depth = depth.max(
        1 + sheet.rows[top + 1..]
            .iter()
            .take_while(|row| row[0].is_empty() && row.iter().any(|c| !c.is_empty()))
            .count(),
    );
    let width = sheet.rows[top].len();
    for col in 0..width {
        let mut path: Vec<String> = Vec::new();
        for level in 0..depth {
            let row = &sheet.rows[top + level];
            let below = sheet.rows.get(top + level + 1).is_some_and(|row| level + 1 < depth && !row[col].is_empty());
            let text = if row[col].is_empty() && below {
                // A header over several columns stands in the first of them.
                row[..col].iter().rev().find(|cell| !cell.is_empty()).cloned().unwrap_or_default()
            } else {
                row[col].clone()
            };
            if !text.is_empty() {
                path.push(text);
            }
        }
        sheet.heads.insert(path.join(">"), u32::try_from(col).expect("a column"));
    }
    sheet.top = u32::try_from(top).expect("a row");
    sheet.body = u32::try_from(top + depth).expect("a row");
}

/// Headers like 评委1 get the names that the real workbook has; those that are left over are cleared.
fn name_open_heads(fill: &Fill, real: &Made, table: &Table, sheet: &mut Sheet) {
    for (_, head) in fill.heads {
        let Some(name) = head.strip_prefix('{').and_then(|head| head.strip_suffix('}')) else { continue };
        let mut names: Vec<String> = Vec::new();
        for row in 0..table.rows {
            let text = shown(real, table, name, row);
            if !names.contains(&text) {
                names.push(text);
            }
        }
        for (number, name) in (1..).zip(names.iter().map(Some).chain(std::iter::repeat(None)).take(10)) {
            let open = format!("{}{number}", &head[1..head.len() - 1]);
            for (row, cells) in sheet.rows.iter_mut().enumerate() {
                for (col, cell) in cells.iter_mut().enumerate().filter(|(_, cell)| **cell == open) {
                    *cell = name.cloned().unwrap_or_default();
                    let at = (u32::try_from(row).expect("a row"), u32::try_from(col).expect("a column"));
                    sheet.edits.insert(at, Put::Text(cell.clone()));
                }
            }
        }
    }
}

/// `{column}` replaced by what the row says.
fn put_in(text: &str, said: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, after) = behind.split_once('}').expect("closed");
        out.push_str(before);
        out.push_str(&said(name));
        rest = after;
    }
    out + rest
}

/// What a row says in a column, as a name.
fn shown(real: &Made, table: &Table, name: &str, row: usize) -> String {
    let column = table.columns.iter().find(|column| &*column.name == name).unwrap_or_else(|| panic!("no {name}"));
    match (&column.values[row], column.kind) {
        (Value::Entry(entry), kaohe::tables::Kind::Entry(of)) => {
            real.prepared.tables.list[of].entries[*entry as usize].to_string()
        }
        (Value::Text(text), _) => text.to_string(),
        (other, _) => panic!("{name} is no name: {other:?}"),
    }
}

/// What belongs into the cell; nothing where the real one is empty.
fn value(real: &Made, table: &Table, name: &str, row: usize, raw: &mut Originals<'_>) -> Option<Put> {
    let column = table.columns.iter().find(|column| &*column.name == name).unwrap_or_else(|| panic!("no {name}"));
    match &column.values[row] {
        Value::Number(number) => {
            let scale = i64::from(scale(&real.prepared.project, &table.name, name));
            let number = number.checked_div(&scale.into()).expect("a scale");
            Some(Put::Number(number.plain(15)))
        }
        Value::Bool(yes) => Some(Put::Text(if *yes { "是" } else { "否" }.into())),
        Value::Date(date) => Some(Put::Text(format!("{}-{:02}-{:02}", date.year, date.month, date.day))),
        Value::Text(text) if text.is_empty() => None,
        Value::Text(_) | Value::Entry(_) => Some(Put::Text(shown(real, table, name, row))),
        _ => {
            let (sheet, at_row, col) = column.origins[row].parts()?;
            let (file, sheet) = real.prepared.tables.origins.sheets[sheet as usize].clone();
            let text = raw.cell(&file, sheet.as_deref().unwrap_or_default(), at_row, col);
            (!text.is_empty()).then_some(Put::Text(text))
        }
    }
}

fn scale(project: &Project, table: &str, column: &str) -> u32 {
    let decl = project.tables.iter().find(|decl| decl.name.value == table).expect("declared");
    match decl.columns.iter().find(|decl| decl.label == column).map(|decl| &decl.kind) {
        Some(ColumnKind::Number { scale, .. }) => *scale,
        _ => 1,
    }
}

/// The real workbooks, for words that mean that there is no figure.
struct Originals<'a> {
    inputs: &'a Path,
    books: BTreeMap<(String, String), calamine::Range<Data>>,
}

impl Originals<'_> {
    fn cell(&mut self, file: &str, sheet: &str, row: u32, col: u32) -> String {
        if file.ends_with(".csv") {
            let text = std::fs::read(self.inputs.join(file)).expect(file);
            let (text, ..) = encoding_rs::GB18030.decode(&text);
            let line = text.lines().nth(row as usize).unwrap_or_default().to_owned();
            return line.split(',').nth(col as usize).unwrap_or_default().trim().to_owned();
        }
        let key = (file.to_owned(), sheet.to_owned());
        let range = self.books.entry(key).or_insert_with(|| {
            let mut book = open_workbook_auto(self.inputs.join(file)).expect(file);
            book.worksheet_range(sheet).expect(sheet)
        });
        range.get_value((row, col)).map(ToString::to_string).unwrap_or_default()
    }
}

/// The workbook with these cells written, sheet by sheet; every other part as it was.
fn edited(bytes: &[u8], edits: &[Edits]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        let sheet = name.strip_prefix("xl/worksheets/sheet").and_then(|rest| rest.strip_suffix(".xml"));
        if let Some(edits) = sheet.and_then(|number| edits.get(number.parse::<usize>().ok()?.checked_sub(1)?)) {
            let mut text = String::from_utf8(content).expect("XML");
            edits.iter().for_each(|(at, put)| text = written(&text, *at, put));
            content = text.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(&content).expect("its content");
    }
    out.finish().expect("a package").into_inner()
}

/// A sheet's XML with one cell written.
fn written(xml: &str, (row, col): (u32, u32), put: &Put) -> String {
    let name = kaohe::finding::place::a1(row, col);
    let from = xml.find(&format!("<c r=\"{name}\"")).unwrap_or_else(|| panic!("no cell {name}"));
    let end = from + xml[from..].find('>').expect("the end of the tag");
    let tag = xml[from..end].trim_end_matches('/').replace(" t=\"s\"", "");
    let after = if xml[..end].ends_with('/') { end + 1 } else { end + xml[end..].find("</c>").expect("closed") + 4 };
    let cell = match put {
        Put::Number(number) => format!("{tag}><v>{number}</v></c>"),
        Put::Text(text) => {
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            format!("{tag} t=\"inlineStr\"><is><t>{text}</t></is></c>")
        }
    };
    format!("{}{cell}{}", &xml[..from], &xml[after..])
}
