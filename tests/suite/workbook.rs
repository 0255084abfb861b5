//! 排名.xlsx is live: without its kept results, and with a raw cell changed, an independent engine comes to what
//! the program comes to on the changed input.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

use crate::recompute::{Shown, ranking_is_results, recompute};

/// Sheets that hold figures made from others.
const DERIVED: [&str; 2] = ["排名", "得分与名次"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A copy of the example project that a test may change.
fn copied(to: &Path) -> PathBuf {
    let project = to.join("shanghang");
    let from = root().join("inputs/shanghang");
    fs::create_dir_all(project.join("2012")).unwrap();
    fs::copy(from.join("shanghang.toml"), project.join("shanghang.toml")).unwrap();
    for entry in fs::read_dir(from.join("2012")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, project.join("2012").join(path.file_name().unwrap())).unwrap();
    }
    project
}

fn run(project: &Path, outputs: &Path) -> PathBuf {
    Command::new(env!("CARGO_BIN_EXE_kaohe"))
        .current_dir(root())
        .args(["run", "-q", "--period", "2012"])
        .arg(project)
        .arg("--outputs")
        .arg(outputs)
        .assert()
        .code(0);
    outputs.join("shanghang/2012")
}

#[test]
fn the_ranking_workbook_recomputes_to_the_results() {
    let folder = tempfile::tempdir().unwrap();
    let made = run(&copied(folder.path()), &folder.path().join("out"));
    ranking_is_results(&made.join("排名.xlsx"), &made.join("results.csv"), "shanghang", "单位");
}

#[test]
fn a_changed_raw_cell_recomputes_to_a_run_on_the_changed_input() {
    let folder = tempfile::tempdir().unwrap();
    let project = copied(folder.path());
    let before = run(&project, &folder.path().join("before"));
    let input = project.join("2012/党政办_效能与党建指标.csv");
    let bytes = fs::read(&input).unwrap();
    // The file is GB18030; figures are ASCII in it, and 97.9 stands in the row of the first unit only.
    let (old, new): (&[u8], &[u8]) = (b",100,97.9,", b",100,61.3,");
    let at = bytes.windows(old.len()).position(|w| w == old).unwrap();
    assert_eq!(bytes.windows(old.len()).filter(|w| *w == old).count(), 1);
    fs::write(&input, [&bytes[..at], new, &bytes[at + old.len()..]].concat()).unwrap();
    let after = run(&project, &folder.path().join("after"));

    let unchanged = recompute(&before.join("排名.xlsx"), &[]);
    let named =
        |((s, _, _), v): &(&crate::recompute::Address, &Shown)| s == "指标完成" && **v == Shown::Text("溪口村".into());
    let row_of_unit = unchanged.cells.iter().find(named).map(|((_, row, _), _)| *row).unwrap();
    let raw: Vec<_> = unchanged
        .cells
        .iter()
        .filter(|((s, r, _), v)| s == "指标完成" && *r == row_of_unit && **v == Shown::Number(97.9))
        .collect();
    assert_eq!(raw.len(), 1, "the raw cell is there once");
    let (_, row, col) = raw[0].0;
    let cell = format!("{}{}", letters(*col), row + 1);
    let changed = recompute(&before.join("排名.xlsx"), &[("指标完成", &cell, 61.3)]);
    let wanted = recompute(&after.join("排名.xlsx"), &[]);
    let mut moved = 0;
    for (at, kept) in &wanted.cached {
        let found = changed.cells.get(at).cloned().unwrap_or(Shown::Text(String::new()));
        assert!(kept.same(&found), "{at:?}: a run gives {kept:?}, the engine {found:?}");
        moved += usize::from(unchanged.cells.get(at).is_some_and(|before| !before.same(kept)));
    }
    assert!(moved > 3, "the change reached {moved} cells");
    assert_ne!(fs::read(before.join("results.csv")).unwrap(), fs::read(after.join("results.csv")).unwrap());
}

#[test]
fn every_derived_figure_is_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    let made = run(&copied(folder.path()), &folder.path().join("out"));
    let book = recompute(&made.join("排名.xlsx"), &[]);
    let sheets: Vec<&str> = book.formulas.keys().map(|(s, _, _)| s.as_str()).collect();
    for sheet in DERIVED {
        assert!(sheets.contains(&sheet), "{sheet} has formulas");
    }
    let constants: Vec<_> = book
        .cells
        .iter()
        .filter(|((sheet, _, col), value)| {
            DERIVED.contains(&sheet.as_str()) && *col > 0 && matches!(value, Shown::Number(_))
        })
        .filter(|(at, _)| !book.formulas.contains_key(*at))
        .collect();
    assert!(constants.is_empty(), "figures that are no formulas: {constants:?}");
}

fn letters(col: u32) -> String {
    let last = char::from(b'A' + u8::try_from(col % 26).unwrap());
    if col < 26 { last.to_string() } else { letters(col / 26 - 1) + &last.to_string() }
}
