//! Every construct of the language as a live formula: small projects that use them all, recomputed by an
//! independent engine, unchanged and with raw cells changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

use crate::damage::copy;
use crate::recompute::{Shown, recompute};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/live").join(name)
}

/// A copy of a case in which one text of one file is another.
fn changed(name: &str, to: &Path, file: &str, from: &str, into: &str) -> PathBuf {
    let project = to.join(name);
    fs::create_dir_all(project.join("2025")).unwrap();
    for folder in ["", "2025"] {
        for entry in fs::read_dir(case(name).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, project.join(folder).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    let path = project.join("2025").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from} stands once in {file}");
    fs::write(&path, text.replace(from, into)).unwrap();
    project
}

/// Runs a project and gives its ranking workbooks by name.
fn workbooks(project: &Path, outputs: &Path) -> Vec<PathBuf> {
    let run = Command::new(env!("CARGO_BIN_EXE_kaohe"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["run", "-q", "--period", "2025"])
        .arg(project)
        .arg("--outputs")
        .arg(outputs)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let folder = outputs.join(project.file_name().unwrap()).join("2025");
    let files = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path());
    let mut books: Vec<PathBuf> = files.filter(|p| p.extension().is_some_and(|e| e == "xlsx")).collect();
    books.retain(|p| p.file_name().unwrap().to_string_lossy().starts_with("排名"));
    books.sort();
    books
}

#[test]
fn every_formula_recomputes_to_the_exact_reading() {
    for (name, count) in [("groups", 1), ("linked", 2)] {
        let folder = tempfile::tempdir().unwrap();
        let books = workbooks(&case(name), folder.path());
        assert_eq!(books.len(), count, "{name}");
        for book in books {
            let recomputed = recompute(&book, &[]);
            assert!(recomputed.formulas.len() > 100, "{}", book.display());
            assert_eq!(recomputed.differences(), Vec::<String>::new(), "{}", book.display());
            let prose = recomputed.cells.iter().filter(|((sheet, _, _), _)| sheet == "说明");
            assert!(prose.into_iter().all(|(_, v)| *v != Shown::Text("数值".into())), "no rule stands as a value");
        }
    }
}

/// A raw figure changed in the workbook and in the input must come to the same.
fn moves(name: &str, file: &str, (from, into): (&str, &str), (sheet, cell): (&str, &str), book: usize) {
    let folder = tempfile::tempdir().unwrap();
    let other = changed(name, &folder.path().join("in"), file, from, into);
    let before = &workbooks(&case(name), &folder.path().join("before"))[book];
    let after = &workbooks(&other, &folder.path().join("after"))[book];
    let value: f64 = into.split(',').rev().find_map(|part| part.parse().ok()).unwrap();
    let unchanged = recompute(before, &[]);
    let found = recompute(before, &[(sheet, cell, value)]);
    let wanted = recompute(after, &[]);
    let blank = Shown::Text(String::new());
    let mut moved = 0;
    for (at, kept) in &wanted.cached {
        let given = found.cells.get(at).unwrap_or(&blank);
        assert!(kept.same(given), "{at:?}: a run gives {kept:?}, the engine {given:?} = {}", found.formulas[at]);
        moved += usize::from(unchanged.cells.get(at).is_some_and(|old| !old.same(kept)));
    }
    assert!(moved > 3, "the change reached {moved} cells");
}

#[test]
fn a_changed_result_moves_scores_places_tiers_and_pay() {
    moves("groups", "完成.csv", ("东村,粮食,100,95", "东村,粮食,100,55"), ("完成", "D8"), 0);
}

#[test]
fn a_changed_event_moves_its_derived_columns_and_sums() {
    moves("groups", "台账.csv", ("批评,县,3,A3", "批评,县,9,A3"), ("台账", "F11"), 0);
}

#[test]
fn a_changed_column_of_the_roster_moves_what_others_make_of_it() {
    moves("linked", "事项.csv", ("丙村,信访,14", "丙村,信访,2"), ("事项结果", "E10"), 1);
}

/// `live` is the most rows of a table that stands in the workbook: 打分 has 30.
#[test]
fn a_table_above_the_declared_size_is_left_out_and_what_reads_it_is_a_value() {
    for (live, left_out) in [(30, false), (29, true)] {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("groups");
        copy(&case("groups"), &project);
        let scheme = fs::read_to_string(project.join("groups.toml")).unwrap();
        fs::write(project.join("groups.toml"), format!("live = {live}\n{scheme}")).unwrap();
        let book = &workbooks(&project, &folder.path().join("out"))[0];
        let recomputed = recompute(book, &[]);
        assert_eq!(recomputed.differences(), Vec::<String>::new());
        let sheets: BTreeSet<&str> = recomputed.cells.keys().map(|(sheet, _, _)| sheet.as_str()).collect();
        assert_eq!((sheets.contains("打分"), sheets.contains("完成")), (!left_out, true));
        let about = |text: &str| {
            recomputed.cells.iter().any(|((sheet, _, _), v)| sheet == "说明" && *v == Shown::Text(text.into()))
        };
        assert_eq!((about("数值"), about("未列入")), (left_out, left_out));
        let of = |out: &str| fs::read(folder.path().join(out).join("groups/2025/results.csv")).unwrap();
        workbooks(&case("groups"), &folder.path().join("whole"));
        assert_eq!(of("out"), of("whole"));
    }
}
