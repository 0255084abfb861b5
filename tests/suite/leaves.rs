//! Every raw figure that `kaohe explain` names, read again at the file, sheet and cell that it names, by readers
//! that are not ours: calamine for workbooks, the csv crate for CSV files. What stands there is the figure; where
//! it is not, the scheme or the roster says in so many words what the cell means.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use kaohe::finding::place::a1;
use kaohe::finding::{At, Place};
use kaohe::scoring::eval::Engine;
use kaohe::scoring::explain::{Explainer, Explanation};
use kaohe::standing;
use unicode_normalization::UnicodeNormalization;

use crate::chance::all;
use crate::inprocess::{Made, folders, made, wrong_in};

/// So many units of each scheme are explained in `make test`.
const FEW: usize = 4;

/// The cells of a sheet as texts, by row and column.
type Cells = BTreeMap<(u32, u32), String>;

/// A project as other readers see it.
#[derive(Default)]
struct Second {
    /// The sheets of each file, by the name that a leaf gives it.
    files: BTreeMap<String, BTreeMap<String, Cells>>,
    /// The scheme files.
    schemes: String,
    /// Rows of all sheets, numbered through, by the names in their cells.
    rows: BTreeMap<String, BTreeSet<usize>>,
}

impl Second {
    /// Opens everything in the period's folder and in the project's.
    fn new(project: &Path, period: &str) -> Self {
        let mut out = Second::default();
        // The period's folder comes last: its files count before those of the project.
        for folder in [project.to_owned(), project.join(period)] {
            for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
                let (name, bytes) = (file.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&file).unwrap());
                match file.extension().and_then(|ending| ending.to_str()).unwrap() {
                    "toml" => out.schemes.push_str(&plain(&String::from_utf8(bytes).unwrap())),
                    "csv" => drop(out.files.insert(name, BTreeMap::from([(String::new(), csv(&bytes))]))),
                    "xlsx" | "xls" | "ods" => drop(out.files.insert(name, workbook(bytes))),
                    _ => {}
                }
            }
        }
        let sheets = out.files.values().flat_map(BTreeMap::values);
        for (sheet, cells) in sheets.enumerate() {
            for ((row, _), text) in cells {
                let row = (sheet << 32) + usize::try_from(*row).unwrap();
                for name in plain(text).split(['、', ';', ',', '/']) {
                    out.rows.entry(name.to_uppercase()).or_default().insert(row);
                }
            }
        }
        out
    }

    /// What stands in a cell, empty where nothing does.
    fn cell(&self, file: &str, sheet: &str, at: (u32, u32)) -> String {
        let sheets = self.files.get(file).unwrap_or_else(|| panic!("there is no {file}"));
        let cells = sheets.get(sheet).unwrap_or_else(|| panic!("{file} has no sheet {sheet:?}: {:?}", sheets.keys()));
        cells.get(&at).cloned().unwrap_or_default()
    }

    /// Whether a cell says the value: by itself, by what the schemes declare, or by a row of names.
    fn says(&self, cell: &str, value: &str) -> bool {
        let (cell, value) = (plain(cell), plain(value));
        cell == value
            || date(&cell) == date(&value) && date(&cell).is_some()
            || self.counts(&cell, &value)
            || self.declared(&cell, &value)
            || self.named(&cell, &value)
    }

    /// Its one number is the value, to the six places that explain prints; signs and myriads where they are declared.
    fn counts(&self, cell: &str, value: &str) -> bool {
        let ([found], [wanted]) = (&numbers(cell)[..], &numbers(value)[..]) else { return false };
        let near = |found: f64| (found - wanted).abs() <= 5e-7 + 1e-12 * wanted.abs();
        near(*found)
            || (cell.ends_with('%') != value.ends_with('%') && (near(found * 100.0) || near(found / 100.0)))
            || (self.schemes.contains("万元") && near(found * 10_000.0))
            || (self.schemes.contains("取正") && near(-found))
    }

    /// The schemes say what such a cell means: nothing, a dash, a word, a mark.
    fn declared(&self, cell: &str, value: &str) -> bool {
        let nothing = ["", "—", "/", "无"].contains(&cell);
        self.schemes.contains(&format!("“{cell}”={value}"))
            || self.schemes.contains(&format!("{value}|{cell}"))
            || (!nothing && self.schemes.contains(&format!("外={value}")))
            || (nothing && self.schemes.contains(&format!("空={value}")))
            || (cell == "√" && value == "是")
            || (cell.is_empty() && value == "否")
            || (cell.is_empty() && value == "缺")
            || self.divided(cell, value)
    }

    /// The schemes say by what sign several names in one cell are divided, and the value is one of them.
    fn divided(&self, cell: &str, value: &str) -> bool {
        let signs =
            self.schemes.match_indices("拆分=").filter_map(|(at, word)| self.schemes[at + word.len()..].chars().next());
        signs.into_iter().any(|sign| cell.contains(sign) && cell.split(sign).any(|name| name.trim() == value))
    }

    /// A row of some sheet holds both, one as the other's second name; or the cell adds a remark in brackets.
    fn named(&self, cell: &str, value: &str) -> bool {
        if cell.strip_prefix(value).is_some_and(|rest| rest.starts_with('(')) {
            return true;
        }
        let rows = self.rows.get(&cell.to_uppercase()).zip(self.rows.get(&value.to_uppercase()));
        !cell.is_empty() && rows.is_some_and(|(cell, value)| !cell.is_disjoint(value))
    }
}

fn csv(bytes: &[u8]) -> Cells {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    };
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut cells = BTreeMap::new();
    for record in reader.records() {
        let record = record.unwrap();
        // Blank lines are no records, and the end of the line before may still stand in front.
        let from = usize::try_from(record.position().unwrap().byte()).unwrap();
        let ends = text[from..].chars().take_while(|c| matches!(c, '\r' | '\n')).filter(|c| *c == '\n').count();
        let row = u32::try_from(text[..from].matches('\n').count() + ends).unwrap();
        cells.extend((0..).zip(&record).map(|(column, text)| ((row, column), text.to_owned())));
    }
    cells
}

fn workbook(bytes: Vec<u8>) -> BTreeMap<String, Cells> {
    let mut book = open_workbook_auto_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let names = book.sheet_names().clone();
    let sheet = |name: String| {
        let range = book.worksheet_range(&name).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        let at = |row: usize, column: usize| (top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap());
        let cells = range.used_cells().map(|(row, column, cell)| (at(row, column), text(cell))).collect();
        (name, cells)
    };
    names.into_iter().map(sheet).collect()
}

fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTime(time) => time.as_f64().to_string(),
        Data::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

/// A raw figure that an explanation names: table and column, value, and file, sheet, row and column of its cell.
type Leaf = (String, String, String, String, (u32, u32));

/// The leaves of everything that is explained of the units: the score, and every rule by itself.
fn leaves(made: &Made) -> BTreeSet<Leaf> {
    let prepared = &made.prepared;
    let engine = Engine::new(&prepared.tables, &prepared.model, &made.job.period, &standing::Rules);
    let mut found = Vec::new();
    for (index, scheme) in prepared.model.schemes.iter().enumerate() {
        let units = made.results.schemes.iter().find(|s| s.name == scheme.name).map_or(0, |s| s.units.len());
        let step = if all() { 1 } else { units.div_ceil(FEW).max(1) };
        // One explainer opens each figure once, whoever names it.
        let mut explainer = Explainer::new(&engine, &made.texts);
        for unit in (0..units).step_by(step) {
            explainer.score(index, unit).iter().for_each(|e| gather(e, &mut found));
            for (rule, declared) in scheme.rules.iter().enumerate() {
                let members = engine.members(declared).len();
                let unit = if declared.overall { 0 } else { unit };
                for member in 0..members {
                    let explained = explainer.rule(index, rule, unit * members + member);
                    explained.iter().for_each(|e| gather(e, &mut found));
                }
            }
        }
    }
    let cell = |(name, value, place): (String, String, Place)| match place.at {
        At::Cell { sheet, row, col } => Some((name, value, place.file.to_string(), sheet.to_string(), (row, col))),
        _ => None,
    };
    found.into_iter().filter_map(cell).collect()
}

fn gather(explanation: &Explanation, found: &mut Vec<(String, String, Place)>) {
    if let Some(place) = &explanation.origin {
        found.push((explanation.name.clone(), explanation.value.clone(), place.clone()));
    }
    explanation.parts.iter().for_each(|part| gather(part, found));
}

#[test]
fn every_leaf_stands_in_the_cell_that_explain_names() {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs");
    let of = |project: String| folders(&inputs.join(&project)).into_iter().map(move |p| (project.clone(), p));
    let tasks: Vec<(String, String)> = folders(&inputs).into_iter().flat_map(of).collect();
    let wrong = wrong_in(&tasks, |(project, period)| {
        let made = made(&inputs.join(project), period, Path::new("nowhere")).unwrap();
        let second = Second::new(&inputs.join(project), period);
        let leaves = leaves(&made);
        assert!(leaves.len() > 30, "{project} {period}: few leaves");
        let mut out = Vec::new();
        for (name, value, file, sheet, at) in &leaves {
            let cell = second.cell(file, sheet, *at);
            if !second.says(&cell, value) {
                out.push(format!("{project}: {name} = {value}, {cell:?} in {file} ! {sheet} ! {}", a1(at.0, at.1)));
            }
        }
        println!("{project} {period}: {} leaves", leaves.len());
        out
    });
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_cell_says_its_own_value_and_what_is_declared() {
    let second = Second {
        schemes: "经办，空=0；结论，“免考”=不适用；预算: 万元".into(), ..Second::default()
    };
    for (cell, value) in
        [("97.9", "97.9"), ("９４．４％", "94.4%"), ("96.3%", "96.3"), ("1,653.5", "16535000"), ("", "0")]
    {
        assert!(second.says(cell, value), "{cell} is {value}");
    }
    for (cell, value) in [("97.9", "97.8"), ("-2", "2"), ("", "1"), ("免考", "0"), ("12和5", "12"), ("东滩", "东滩乡")]
    {
        assert!(!second.says(cell, value), "{cell} is not {value}");
    }
}

/// Text without blanks and full-width forms.
fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// Year, month and day, however they are parted.
fn date(text: &str) -> Option<[u32; 3]> {
    let parts: Vec<u32> = text.split(['-', '/', '.', '年', '月', '日']).filter_map(|part| part.parse().ok()).collect();
    parts.try_into().ok().filter(|[year, ..]: &[u32; 3]| *year > 1900)
}

/// The numbers in a text; of a percent as well what stands before its sign.
fn numbers(text: &str) -> Vec<f64> {
    let mut found = Vec::new();
    let mut digits = String::new();
    for c in text.chars().filter(|c| *c != ',').chain(['\n']) {
        if c.is_ascii_digit() || c == '.' || (c == '-' && digits.is_empty()) {
            digits.push(c);
            continue;
        }
        if let Ok(number) = std::mem::take(&mut digits).parse::<f64>() {
            found.push(if c == '%' { number / 100.0 } else { number });
        }
    }
    found
}
