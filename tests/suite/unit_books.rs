//! 反馈 workbooks, one per unit, made through the library: without their kept results an independent engine comes to
//! the unit's results, and with a raw cell changed to what a run on the changed input comes to.

use std::path::{Path, PathBuf};

use kaohe::finding::Findings;
use kaohe::pipeline::{self, Job};
use kaohe::publish::excel::unit::{Shared, workbook};
use kaohe::results::Results;
use kaohe::scheme::Texts;
use kaohe::scheme::period::Period;
use kaohe::tables::Value;

use crate::recompute::{Recomputed, Shown, recompute};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a run of the project computes.
fn results(project: &Path, period: &str) -> Results {
    let job = Job { project: project.to_path_buf(), period: Period::parse(period).unwrap(), issued: None };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let prepared = pipeline::prepare(&job, &mut texts, &mut findings, &|_| {}).unwrap();
    let computed = pipeline::compute(&job, &prepared, &texts, &mut findings, &|_| {});
    computed.unwrap_or_else(|| panic!("{}: {:?}", project.display(), findings.iter().next()))
}

/// The workbook of a unit, in a file.
fn book(results: &Results, scheme: usize, unit: usize, shared: &Shared, folder: &Path) -> PathBuf {
    let made = workbook(results, scheme, unit, shared).unwrap();
    let name = &results.schemes[scheme].units[unit].name;
    assert_eq!(made.differing, Vec::<String>::new(), "{name}");
    let why: Vec<String> = made.unwritten.iter().map(|u| format!("{}: {}", u.rule, u.why)).collect();
    assert_eq!(why, Vec::<String>::new(), "{name}");
    let path = folder.join(format!("{scheme}-{unit}.xlsx"));
    std::fs::write(&path, &made.bytes).unwrap();
    std::fs::create_dir_all("/tmp/w/book/out").unwrap(); // DUMP
    std::fs::write(format!("/tmp/w/book/out/{}-{name}.xlsx", results.schemes[scheme].name), &made.bytes).unwrap(); // DUMP
    path
}

/// What stands right of a label.
fn beside(book: &Recomputed, sheet: &str, label: &str) -> Option<Shown> {
    let text = Shown::Text(label.into());
    let found = book.cells.iter().rfind(|((s, _, c), v)| s == sheet && *c == 0 && **v == text)?.0;
    book.cells.get(&(sheet.into(), found.1, 1)).cloned()
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(n) => Some(n.to_f64()),
        _ => None,
    }
}

#[test]
fn every_book_recomputes_to_the_results_of_its_unit() {
    let live = root().join("tests/cases/live");
    let projects =
        [(root().join("inputs/shanghang"), "2012"), (live.join("groups"), "2025"), (live.join("linked"), "2025")];
    for (project, period) in projects {
        let results = results(&project, period);
        let folder = tempfile::tempdir().unwrap();
        for (index, scheme) in results.schemes.iter().enumerate() {
            let shared = Shared::new(&results, index);
            for unit in 0..scheme.units.len() {
                let path = book(&results, index, unit, &shared, folder.path());
                let book = recompute(&path, &[]);
                assert_eq!(book.differences(), Vec::<String>::new(), "{}", scheme.units[unit].name);
                assert!(book.formulas.len() > 10);
                if let Some(score) = number(&scheme.standing.score[unit]) {
                    assert!(beside(&book, "计分", "得分").unwrap().same(&Shown::Number(score)));
                }
            }
        }
    }
}
