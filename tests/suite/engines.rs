//! Every workbook that a run leaves, recomputed by two independent engines: without its kept results, and with
//! raw cells changed, which must move both alike.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::chance::{Chance, all};
use crate::program::{run, text};
use crate::recompute::{Address, Bare, Shown, letters};

/// What cells show.
pub type Cells = BTreeMap<Address, Shown>;

/// A project and one of its periods.
pub struct Task {
    /// Its folder.
    pub project: PathBuf,
    /// The period's label.
    pub period: &'static str,
}

/// What is run: the example, and small projects that use every construct of the language.
pub fn tasks() -> Vec<Task> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let of = |folder: &str, period| Task { project: root.join(folder), period };
    let mut tasks = vec![of("inputs/shanghang", "2012")];
    tasks.extend(["groups", "linked"].map(|case| of(&format!("tests/cases/live/{case}"), "2025")));
    tasks.extend(all().then(|| of("inputs/shanghang", "2013")));
    tasks
}

/// Runs a project; its folder of outputs, or none where it does not publish.
pub fn made(task: &Task, project: &Path, outputs: &Path) -> Option<PathBuf> {
    let said = run(&["run", text(project), "--period", task.period, "--outputs", text(outputs)]);
    (said.code == 0).then(|| outputs.join(project.file_name().unwrap()).join(task.period))
}

/// Every workbook below a folder, by its path from there; of the units' own, in `make test`, a few.
pub fn books(folder: &Path, chance: &mut Chance) -> Vec<PathBuf> {
    let names: Vec<PathBuf> = crate::inside::hashes(folder).into_keys().map(PathBuf::from).collect();
    let books = names.into_iter().filter(|name| name.extension().is_some_and(|e| e == "xlsx"));
    let (mut own, mut books): (Vec<PathBuf>, Vec<PathBuf>) = books.partition(|name| name.starts_with("反馈"));
    if !all() {
        chance.shuffle(&mut own);
        own.truncate(3);
    }
    books.extend(own);
    books
}

/// What one engine says otherwise than the other, or than the program.
pub fn differing(what: &str, formulas: &BTreeMap<Address, String>, wanted: &Cells, found: &Cells) -> Vec<String> {
    let blank = Shown::Text(String::new());
    let mut out = Vec::new();
    for (at, wanted) in wanted {
        let found = found.get(at).unwrap_or(&blank);
        if !wanted.same(found) {
            let cell = format!("{}!{}{}", at.0, letters(at.2), at.1 + 1);
            out.push(format!("{what}: {cell} ={}\n    wanted {wanted:?}, found {found:?}", formulas[at]));
        }
    }
    out
}

/// The first of many, and how many there are.
pub fn none(wrong: &[String]) {
    let first: Vec<&str> = wrong.iter().take(15).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} cells differ, the first:\n{}", wrong.len(), first.join("\n"));
}

#[test]
fn kept_results_are_what_both_engines_compute() {
    let (mut wrong, mut count, mut read) = (Vec::new(), 0, 0);
    for task in tasks() {
        let work = tempfile::tempdir().unwrap();
        let folder = made(&task, &task.project, work.path()).unwrap();
        for name in books(&folder, &mut Chance(1)) {
            let book = Bare::of(&folder.join(&name));
            let shown = name.display();
            wrong.extend(differing(&format!("ironcalc, {shown}"), &book.formulas, &book.cached, &book.ironcalc(&[])));
            let second = book.formualizer(&[Vec::new()]).remove(0);
            wrong.extend(differing(&format!("formualizer, {shown}"), &book.formulas, &book.cached, &second));
            assert_eq!(book.formulas.len(), book.cached.len(), "every formula has a kept result");
            (count, read) = (count + book.formulas.len(), read + 1);
        }
    }
    println!("{count} formulas of {read} workbooks recomputed by each engine");
    none(&wrong);
    assert!(count > 2000, "{count} formulas");
}

/// Another content for a cell with a number: mostly a number near it, sometimes nothing, or a dash in a column
/// that has them.
///
/// A dash where the scheme wants a number is refused by the program, and the engines read it in two ways:
/// SUMIFS over an error in a row that belongs is `#VALUE!` to ironcalc, LibreOffice and Excel, but 0 to
/// formualizer; `SUM(IF(…, cell, 0))` of a text is 0 to formualizer, LibreOffice and Excel, in which IF gives
/// the cell and not its text, but `#VALUE!` to ironcalc.
fn drawn(old: f64, dashed: bool, chance: &mut Chance) -> Shown {
    let hundredth = f64::from(chance.below(250)) / 100.0;
    match chance.below(12) {
        0 => Shown::Text(String::new()),
        1 if dashed => dash(),
        _ if old == 0.0 => Shown::Number(hundredth),
        _ => Shown::Number((old * hundredth * 1000.0).round() / 1000.0),
    }
}

#[test]
fn raw_cells_changed_move_both_engines_alike() {
    let (mut wrong, mut count, mut moved) = (Vec::new(), 0, 0);
    let mut chance = Chance(7);
    for task in tasks() {
        let work = tempfile::tempdir().unwrap();
        let folder = made(&task, &task.project, work.path()).unwrap();
        for name in books(&folder, &mut Chance(2)) {
            let book = Bare::of(&folder.join(&name));
            let numbers = numbers(&book);
            let job = |chance: &mut Chance| -> Vec<(Address, Shown)> {
                let cells = (0..1 + chance.below(3)).map(|_| chance.of(&numbers).clone()).collect::<Vec<_>>();
                cells.into_iter().map(|(at, old, dashed)| (at, drawn(old, dashed, chance))).collect()
            };
            let jobs: Vec<_> = (0..if all() { 20 } else { 2 }).map(|_| job(&mut chance)).collect();
            for (job, second) in jobs.iter().zip(book.formualizer(&jobs)) {
                let mut first = book.ironcalc(job);
                first.retain(|at, _| book.formulas.contains_key(at));
                let what = format!("formualizer against ironcalc, {} with {job:?}", name.display());
                wrong.extend(differing(&what, &book.formulas, &first, &second));
                moved += first.iter().filter(|(at, value)| !book.cached[*at].same(value)).count();
                count += first.len();
            }
        }
    }
    println!("{count} formulas recomputed by each engine, {moved} of them moved");
    none(&wrong);
    assert!(moved > 200, "{moved} cells moved");
}

/// What stands where a figure does not apply.
fn dash() -> Shown {
    Shown::Text("—".into())
}

/// The numbers of a workbook that are no formulas, and whether their columns have dashes too.
fn numbers(book: &Bare) -> Vec<(Address, f64, bool)> {
    let raw = raw(book);
    let column = |(sheet, _, column): &Address| (sheet.clone(), *column);
    let dashed: BTreeSet<(String, u32)> =
        raw.iter().filter(|(_, value)| **value == dash()).map(|(at, _)| column(at)).collect();
    let number = |(at, value): (&Address, &Shown)| match value {
        Shown::Number(number) => Some((at.clone(), *number, dashed.contains(&column(at)))),
        Shown::Text(_) => None,
    };
    raw.iter().filter_map(number).collect()
}

/// The cells of a workbook that are no formulas.
pub fn raw(book: &Bare) -> Cells {
    book.ironcalc(&[]).into_iter().filter(|(at, _)| !book.formulas.contains_key(at)).collect()
}

/// The workbook with the XML of one part changed.
fn tampered(xlsx: &Path, part: &str, change: &dyn Fn(&str) -> String) -> tempfile::NamedTempFile {
    let mut archive = zip::ZipArchive::new(fs::File::open(xlsx).unwrap()).unwrap();
    let file = tempfile::Builder::new().suffix(".xlsx").tempfile().unwrap();
    let mut out = zip::ZipWriter::new(&file);
    for index in 0..archive.len() {
        let mut content = Vec::new();
        let mut entry = archive.by_index(index).unwrap();
        entry.read_to_end(&mut content).unwrap();
        let name = entry.name().unwrap().into_owned();
        if name == part {
            content = change(&String::from_utf8(content).unwrap()).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap();
    file
}

#[test]
fn a_wrong_result_and_a_wrong_formula_are_found() {
    let work = tempfile::tempdir().unwrap();
    let task = tasks().remove(0);
    let book = made(&task, &task.project, work.path()).unwrap().join("排名.xlsx");
    let part = "xl/worksheets/sheet7.xml";
    let result = |xml: &str| xml.replacen("</f><v>", "</f><v>1", 1);
    let formula = |xml: &str| xml.replacen("</f>", "+1</f>", 1);
    let changes: [&dyn Fn(&str) -> String; 2] = [&result, &formula];
    for change in changes {
        let file = tampered(&book, part, change);
        let book = Bare::of(file.path());
        let first = differing("", &book.formulas, &book.cached, &book.ironcalc(&[]));
        let second = differing("", &book.formulas, &book.cached, &book.formualizer(&[Vec::new()])[0]);
        assert!(!first.is_empty() && first == second, "{first:?}\n{second:?}");
    }
}
