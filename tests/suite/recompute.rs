//! Recomputes a workbook with independent spreadsheet engines: what its formulas say, not what was
//! kept beside them.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;

use ironcalc::base::Model;
use ironcalc::base::cell::CellValue;

/// A change to a raw cell: sheet, cell as `C7`, number.
pub type Change<'a> = (&'a str, &'a str, f64);

/// A cell by sheet name, row and column, counted from 0.
pub type Address = (String, u32, u32);

/// A recomputed workbook.
#[derive(Debug)]
pub struct Recomputed {
    /// Every filled cell.
    pub cells: BTreeMap<Address, Shown>,
    /// What stood beside each formula in the file.
    pub cached: BTreeMap<Address, Shown>,
    /// The text of each formula.
    pub formulas: BTreeMap<Address, String>,
}

/// What a cell shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// A number.
    Number(f64),
    /// A text; empty where there is nothing.
    Text(String),
}

impl Shown {
    /// The same but for what binary fractions leave behind.
    pub fn same(&self, other: &Shown) -> bool {
        match (self, other) {
            (Shown::Number(a), Shown::Number(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0),
            (Shown::Text(a), Shown::Text(b)) => a == b,
            _ => false,
        }
    }
}

/// Strips every kept result, changes raw cells, and computes all formulas anew.
pub fn recompute(xlsx: &Path, changes: &[Change]) -> Recomputed {
    let bare = Bare::of(xlsx);
    let at = |n: i32| u32::try_from(n).unwrap();
    let put = changes.iter().map(|(sheet, cell, value)| {
        let (row, col) = parsed(cell);
        (((*sheet).to_owned(), at(row), at(col)), Shown::Number(*value))
    });
    let cells = bare.ironcalc(&put.collect::<Vec<_>>());
    Recomputed { cells, cached: bare.cached, formulas: bare.formulas }
}

/// A workbook without its kept results.
pub struct Bare {
    /// Where it lies.
    pub file: tempfile::NamedTempFile,
    /// What stood beside each formula.
    pub cached: BTreeMap<Address, Shown>,
    /// The text of each formula.
    pub formulas: BTreeMap<Address, String>,
}

impl Bare {
    /// Strips a workbook.
    pub fn of(xlsx: &Path) -> Bare {
        let (bytes, cached, formulas) = stripped(&std::fs::read(xlsx).unwrap());
        let mut file = tempfile::Builder::new().suffix(".xlsx").tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        Bare { file, cached, formulas }
    }

    /// What ironcalc makes of it, with something put into cells: every filled cell. An empty text empties a cell.
    pub fn ironcalc(&self, put: &[(Address, Shown)]) -> BTreeMap<Address, Shown> {
        let path = self.file.path().to_str().unwrap();
        let mut model = ironcalc::import::load_from_xlsx(path, "en", "UTC", "en").unwrap();
        let names = model.workbook.get_worksheet_names();
        for ((sheet, row, col), value) in put {
            let index = names.iter().position(|n| n == sheet).unwrap_or_else(|| panic!("no sheet {sheet}"));
            let (sheet, row, col) =
                (u32::try_from(index).unwrap(), i32::try_from(row + 1).unwrap(), i32::try_from(col + 1).unwrap());
            match value {
                Shown::Number(number) => model.update_cell_with_number(sheet, row, col, *number),
                Shown::Text(text) if text.is_empty() => {
                    model.workbook.worksheet_mut(sheet).and_then(|sheet| sheet.cell_clear_contents(row, col))
                }
                Shown::Text(text) => model.update_cell_with_text(sheet, row, col, text),
            }
            .unwrap();
        }
        model.evaluate();
        read_back(&model, &names)
    }
}

fn read_back(model: &Model, names: &[String]) -> BTreeMap<Address, Shown> {
    let mut out = BTreeMap::new();
    for cell in model.get_all_cells() {
        let value = match model.get_cell_value_by_index(cell.index, cell.row, cell.column).unwrap() {
            CellValue::None => continue,
            CellValue::String(text) => Shown::Text(text),
            CellValue::Number(number) => Shown::Number(number),
            CellValue::Boolean(yes) => Shown::Text(if yes { "TRUE" } else { "FALSE" }.into()),
        };
        let at = |n: i32| u32::try_from(n - 1).unwrap();
        out.insert((names[cell.index as usize].clone(), at(cell.row), at(cell.column)), value);
    }
    out
}

impl Recomputed {
    /// The rows below the head that has these names: one text or number per name.
    pub fn table(&self, sheet: &str, heads: &[&str]) -> Vec<Vec<Shown>> {
        let head = |row: u32, name: &str| {
            let mut found =
                self.cells.iter().filter(|((s, r, _), v)| s == sheet && *r == row && **v == Shown::Text(name.into()));
            found.next().map(|((_, _, c), _)| *c)
        };
        let rows =
            || (0..40).filter_map(|r| heads.iter().map(|h| head(r, h)).collect::<Option<Vec<u32>>>().map(|c| (r, c)));
        let (top, columns) = rows().next().unwrap_or_else(|| panic!("no head {heads:?} in {sheet}"));
        let last = self.cells.keys().filter(|(s, _, _)| s == sheet).map(|(_, r, _)| *r).max().unwrap_or(top);
        let blank = Shown::Text(String::new());
        let cell = |r: u32, c: u32| self.cells.get(&(sheet.to_string(), r, c)).unwrap_or(&blank).clone();
        let all = (top + 1..=last).map(|r| columns.iter().map(|c| cell(r, *c)).collect::<Vec<_>>());
        all.filter(|row| row[0] != blank).collect()
    }

    /// Formula cells whose recomputed value is not the one kept beside them: cell, formula, kept, found.
    pub fn differences(&self) -> Vec<String> {
        let blank = Shown::Text(String::new());
        let mut out = Vec::new();
        for (at, kept) in &self.cached {
            let found = self.cells.get(at).unwrap_or(&blank);
            if !kept.same(found) {
                out.push(format!(
                    "{}!{}{} ={} kept {kept:?} found {found:?}",
                    at.0,
                    letters(at.2),
                    at.1 + 1,
                    self.formulas[at]
                ));
            }
        }
        out
    }
}

/// The workbook without kept results, the results, and the formulas.
fn stripped(bytes: &[u8]) -> (Vec<u8>, BTreeMap<Address, Shown>, BTreeMap<Address, String>) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.push((part.name().unwrap().to_string(), content));
    }
    let text =
        |name: &str| parts.iter().find(|(n, _)| n == name).map(|(_, c)| String::from_utf8(c.clone()).unwrap()).unwrap();
    let names: Vec<String> =
        between(&text("xl/workbook.xml"), "<sheet name=\"", "\"").into_iter().map(|n| unescaped(&n)).collect();
    let (mut cached, mut formulas) = (BTreeMap::new(), BTreeMap::new());
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in &parts {
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        let number = name.strip_prefix("xl/worksheets/sheet").and_then(|n| n.strip_suffix(".xml"));
        match number.and_then(|n| n.parse::<usize>().ok()) {
            Some(n) => {
                let xml = String::from_utf8(content.clone()).unwrap();
                out.write_all(strip_sheet(&xml, &names[n - 1], &mut cached, &mut formulas).as_bytes()).unwrap();
            }
            None => out.write_all(content).unwrap(),
        }
    }
    (out.finish().unwrap().into_inner(), cached, formulas)
}

fn strip_sheet(
    xml: &str,
    sheet: &str,
    cached: &mut BTreeMap<Address, Shown>,
    formulas: &mut BTreeMap<Address, String>,
) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some(start) = rest.find("</f><v>") {
        let end = start + rest[start..].find("</v>").unwrap();
        let open = rest[..start].rfind("<c r=\"").unwrap();
        let head = &rest[open..start];
        let reference = head[6..].split('"').next().unwrap();
        let (row, col) = parsed(reference);
        let at = (sheet.to_string(), u32::try_from(row).unwrap(), u32::try_from(col).unwrap());
        let value = unescaped(&rest[start + 7..end]);
        let (cell, formula) = head.split_once("<f>").unwrap_or_else(|| panic!("a formula of a kind unknown: {head}"));
        let kind = between(cell, " t=\"", "\"").pop();
        let shown = match kind.as_deref() {
            None | Some("n") => Shown::Number(value.parse().unwrap()),
            Some("b") => Shown::Text(if value == "1" { "TRUE" } else { "FALSE" }.into()),
            Some(_) => Shown::Text(value),
        };
        cached.insert(at.clone(), shown);
        formulas.insert(at, unescaped(formula));
        out.push_str(&rest[..open]);
        out.push_str(&head.replacen(&format!(" t=\"{}\"", kind.unwrap_or_default()), "", 1));
        out.push_str("</f>");
        rest = &rest[end + 4..];
    }
    out + rest
}

fn between(text: &str, open: &str, close: &str) -> Vec<String> {
    text.split(open).skip(1).map(|part| part.split(close).next().unwrap().to_string()).collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// `C7` as row and column from 0.
pub fn parsed(reference: &str) -> (i32, i32) {
    let letters = reference.chars().take_while(char::is_ascii_alphabetic);
    let col = letters.fold(0, |c, l| c * 26 + i32::try_from(u32::from(l.to_ascii_uppercase()) - 64).unwrap());
    let row: i32 = reference.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap();
    (row - 1, col - 1)
}

/// Letters of a column from 0.
pub fn letters(col: u32) -> String {
    let mut out = String::new();
    let mut rest = col + 1;
    while rest > 0 {
        out.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap()));
        rest = (rest - 1) / 26;
    }
    out
}

/// 排名 of a workbook, recomputed, must say what results.csv says: every unit its 得分 and 名次.
pub fn ranking_is_results(xlsx: &Path, csv: &Path, scheme: &str, unit_head: &str) {
    let recomputed = recompute(xlsx, &[]);
    assert_eq!(recomputed.differences(), Vec::<String>::new(), "{}", xlsx.display());
    let found = recomputed.table("排名", &[unit_head, "得分", "名次"]);
    let text = std::fs::read_to_string(csv).unwrap();
    let lines = text.lines().skip(1).map(|l| l.split(',').collect::<Vec<_>>());
    let wanted: Vec<Vec<&str>> = lines.filter(|l| l[0] == scheme).collect();
    assert_eq!(found.len(), wanted.len(), "units in {}", xlsx.display());
    for row in found {
        let Shown::Text(unit) = &row[0] else { panic!("no unit in {row:?}") };
        let line =
            wanted.iter().find(|l| l[3] == unit.as_str()).unwrap_or_else(|| panic!("{unit} is not in results.csv"));
        for (shown, csv) in row[1..].iter().zip([line[4], line[5]]) {
            let kept = csv.parse().map_or(Shown::Text(csv.into()), Shown::Number);
            assert!(shown.same(&kept), "{unit}: workbook {shown:?}, results.csv {csv}");
        }
    }
}
