//! A third opinion, by hand: `make check-office` has LibreOffice recompute every workbook.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};

use kaohe::scheme::period::Period;

use crate::chance::{Chance, all};
use crate::engines::{Cells, differing, none, tasks};
use crate::inprocess::folders;
use crate::inside::hashes;
use crate::program::{run, text};
use crate::recompute::{Bare, Shown};

/// Workbooks of units of a project that are recomputed.
const OWN: usize = 4;

/// Heads of the ranking, with the fields of results.csv that say the same.
const HEADS: [(&str, usize); 5] = [("得分", 4), ("名次", 5), ("等次", 6), ("奖项", 7), ("绩效工资（元）", 8)];

/// Every project with its periods; in `make test` those that all engines read.
fn every() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !all() {
        return tasks().into_iter().map(|task| (task.project, task.period.to_owned())).collect();
    }
    let mut out = Vec::new();
    for folder in ["inputs", "tests/cases/live"] {
        for project in folders(&root.join(folder)) {
            let project = root.join(folder).join(project);
            let periods = folders(&project).into_iter().filter(|name| Period::parse(name).is_some());
            out.extend(periods.map(|period| (project.clone(), period)));
        }
    }
    out
}

/// All rankings and lists of a run, and a few workbooks of units.
fn chosen(folder: &Path, chance: &mut Chance) -> Vec<String> {
    let names = hashes(folder).into_keys().filter(|name| name.ends_with(".xlsx"));
    let (mut own, mut books): (Vec<String>, Vec<String>) = names.partition(|name| name.starts_with("反馈"));
    chance.shuffle(&mut own);
    own.truncate(OWN);
    books.extend(own);
    books
}

#[test]
#[ignore = "needs LibreOffice: make check-office"]
fn libreoffice_computes_the_kept_results() {
    let (mut wrong, mut count, mut read, mut results) = (Vec::new(), 0, 0, 0);
    let mut chance = Chance(3);
    for (project, period) in every() {
        let work = tempfile::tempdir().unwrap();
        let outputs = work.path().join("made");
        let said = run(&["run", text(&project), "--period", &period, "--outputs", text(&outputs)]);
        assert_eq!(said.code, 0, "{} {period}: {}", project.display(), said.stderr);
        let folder = outputs.join(project.file_name().unwrap()).join(&period);
        let books: BTreeMap<String, Bare> =
            chosen(&folder, &mut chance).into_iter().map(|name| (name.clone(), Bare::of(&folder.join(name)))).collect();
        let saved = work.path().join("saved");
        let mut office = Command::new("soffice");
        office.arg(format!("-env:UserInstallation=file://{}", work.path().join("profile").display()));
        office.args(["--headless", "--convert-to", "xlsx", "--outdir"]).arg(&saved);
        office.args(books.values().map(|book| book.file.path()));
        assert!(office.output().expect("soffice").status.success());
        let lines = fs::read_to_string(folder.join("results.csv")).unwrap();
        for (name, book) in &books {
            let shown = format!("LibreOffice, {} {period} {name}", project.file_name().unwrap().display());
            let found = cells(&saved.join(book.file.path().file_name().unwrap()), &shown, &mut wrong);
            wrong.extend(differing(&shown, &book.formulas, &book.cached, &found));
            if name.starts_with("排名") {
                let compared = published(&lines, name, &found);
                results += compared.0;
                wrong.extend(compared.1.into_iter().map(|w| format!("{shown}: {w}")));
            }
            (count, read) = (count + book.cached.len(), read + 1);
        }
    }
    println!(
        "{count} formulas of {read} workbooks recomputed by LibreOffice, {results} figures compared with results.csv"
    );
    none(&wrong);
}

/// Scores, places, tiers, prizes and pay of a ranking against results.csv: how many, and what differs.
fn published(lines: &str, name: &str, found: &Cells) -> (usize, Vec<String>) {
    let all: Vec<Vec<&str>> = lines.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let scheme = name.trim_start_matches("排名").trim_start_matches('-').trim_end_matches(".xlsx");
    let mine: Vec<&Vec<&str>> = all.iter().filter(|line| scheme.is_empty() || line[0] == scheme).collect();
    let sheet = "得分与名次".to_owned();
    let title = |text: &str| {
        let heads = found.iter().filter(|((s, row, _), _)| *s == sheet && *row == 3);
        heads.into_iter().find(|(_, value)| **value == Shown::Text(text.into())).map(|((_, _, col), _)| *col)
    };
    // Shares stand in results.csv as percentages and money in the scheme's unit: all of a column, or none.
    let scale = |col: u32, field: usize| {
        let column = found.iter().filter(|((s, row, c), _)| *s == sheet && *c == col && *row > 4);
        let shown = column.filter_map(|(_, v)| if let Shown::Number(n) = v { Some(n.abs()) } else { None });
        let wanted = mine.iter().filter_map(|line| line[field].parse::<f64>().ok()).map(f64::abs).fold(0.0, f64::max);
        let most = Shown::Number(shown.fold(0.0, f64::max));
        let agrees = |by: &f64| most.same(&Shown::Number(wanted * by));
        [1.0, 0.01, 10_000.0].into_iter().find(agrees).unwrap_or(1.0)
    };
    let column = |(head, field): (&'static str, usize)| {
        let col = title(head)?;
        Some((head, field, col, if head == "名次" { 1.0 } else { scale(col, field) }))
    };
    let columns: Vec<_> = HEADS.into_iter().filter_map(column).collect();
    let (mut count, mut wrong) = (0, Vec::new());
    for ((_, row, _), value) in found.iter().filter(|((s, row, col), _)| *s == sheet && *col == 1 && *row > 4) {
        let Shown::Text(unit) = value else { continue };
        let lines: Vec<_> = mine.iter().filter(|line| line[3] == unit).collect();
        // Units of several groups may be called alike.
        let [line] = lines[..] else { continue };
        for &(head, field, col, by) in &columns {
            let shown = found.get(&(sheet.clone(), *row, col)).cloned().unwrap_or(Shown::Text(String::new()));
            let csv = line[field];
            let number = csv.parse().ok().map(|n: f64| n * by);
            let wanted = number.map_or(Shown::Text(csv.into()), Shown::Number);
            count += 1;
            if !shown.same(&wanted) {
                wrong.push(format!("{unit} {head}: {shown:?}, in results.csv {csv}"));
            }
        }
    }
    if count == 0 && !mine.is_empty() {
        wrong.push("nothing was compared with results.csv".into());
    }
    (count, wrong)
}

/// The values of a workbook; a cell that shows an error is wrong.
fn cells(xlsx: &Path, name: &str, wrong: &mut Vec<String>) -> Cells {
    let mut book: Xlsx<_> = open_workbook(xlsx).unwrap();
    let mut cells = Cells::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = |start: u32, offset: usize| start + u32::try_from(offset).unwrap();
            if let Data::Error(error) = value {
                wrong.push(format!(
                    "{name}: {sheet} row {} column {} shows {error}",
                    at(top, row) + 1,
                    at(left, column) + 1
                ));
            }
            cells.insert((sheet.clone(), at(top, row), at(left, column)), shown(value));
        }
    }
    cells
}

fn shown(value: &Data) -> Shown {
    match value {
        Data::Int(number) => Shown::Number(f64::from(i32::try_from(*number).unwrap())),
        Data::Float(number) => Shown::Number(*number),
        Data::Bool(yes) => Shown::Text(if *yes { "TRUE" } else { "FALSE" }.into()),
        Data::DateTime(day) => Shown::Number(day.as_f64()),
        other => Shown::Text(other.to_string()),
    }
}
