//! Small projects, each for a row or a switch of the scheme language, with results worked by hand beside them.
//! Each is read in all ways: computed exactly, written as a workbook that an independent engine recomputes, and
//! explained.
//!
//! `values.txt` of a case names the rules that stand in its workbooks as values.

use std::fs;
use std::path::{Path, PathBuf};

use kaohe::publish::excel;
use kaohe::scoring::eval::Engine;
use kaohe::scoring::explain::Explainer;
use kaohe::standing;

use crate::inprocess::{Made, compared, folders, made, wrong_in};
use crate::recompute::recompute;

/// The period of every case.
const PERIOD: &str = "2030";

#[test]
fn every_case_gives_what_was_worked_by_hand() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/good");
    let cases = folders(&root);
    assert!(cases.len() > 2, "there are cases");
    let wrong = wrong_in(&cases, |name| {
        let wrong = wrong_of(&root.join(name));
        wrong.into_iter().map(|text| format!("{name}: {text}")).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn wrong_of(case: &Path) -> Vec<String> {
    let made = match made(case, PERIOD, Path::new("nowhere")) {
        Ok(made) => made,
        Err(errors) => return errors,
    };
    let mut wrong = compared(&made, &case.join("expected"));
    wrong.extend(live(&made, &read(&case.join("values.txt"))));
    wrong.extend(explained(&made));
    wrong
}

fn read(file: &PathBuf) -> Vec<String> {
    fs::read_to_string(file).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// The workbooks hold formulas, and these come to the exact figures.
pub fn live(made: &Made, values: &[String]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut unwritten = Vec::new();
    for scheme in 0..made.results.schemes.len() {
        let book = excel::workbook(&made.results, scheme).expect("a workbook");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.xlsx");
        fs::write(&path, &book.bytes).expect("a file");
        wrong.extend(recompute(&path, &[]).differences());
        wrong.extend(book.differing);
        unwritten.extend(book.unwritten.into_iter().map(|u| u.rule));
    }
    if unwritten != values {
        wrong.push(format!("stand as values: {unwritten:?} instead of {values:?}"));
    }
    wrong
}

/// Every score can be explained, and the explanation says the published value.
fn explained(made: &Made) -> Vec<String> {
    let engine = Engine::new(&made.prepared.tables, &made.prepared.model, &made.job.period, &standing::Rules);
    let mut wrong = Vec::new();
    for (index, scheme) in made.results.schemes.iter().enumerate() {
        for (position, unit) in scheme.units.iter().enumerate().filter(|(p, _)| scheme.standing.unscored[*p].is_none())
        {
            let Some(formula) = &scheme.standing.score_formula else { continue };
            let Some(told) = Explainer::new(&engine, &made.texts).score(index, position) else {
                wrong.push(format!("{} has no explanation", unit.name));
                continue;
            };
            let published = engine.shown(&scheme.standing.score[position], formula.kind);
            if told.value != published || told.parts.is_empty() {
                wrong.push(format!("{}: explained as {told:?}, published {published}", unit.name));
            }
        }
    }
    wrong
}
