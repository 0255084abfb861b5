//! A third opinion, by hand: `make office` has LibreOffice recompute every workbook.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::chance::Chance;
use crate::engines::{Cells, books, differing, made, none, tasks};
use crate::recompute::{Bare, Shown};

#[test]
#[ignore = "needs LibreOffice: make office"]
fn libreoffice_computes_the_kept_results() {
    let (mut wrong, mut count, mut read) = (Vec::new(), 0, 0);
    for task in tasks() {
        let work = tempfile::tempdir().unwrap();
        let folder = made(&task, &task.project, &work.path().join("made")).unwrap();
        let books: BTreeMap<String, Bare> = books(&folder, &mut Chance(3))
            .iter()
            .map(|name| (name.display().to_string(), Bare::of(&folder.join(name))))
            .collect();
        let saved = work.path().join("saved");
        let mut office = Command::new("soffice");
        office.arg(format!("-env:UserInstallation=file://{}", work.path().join("profile").display()));
        office.args(["--headless", "--convert-to", "xlsx", "--outdir"]).arg(&saved);
        office.args(books.values().map(|book| book.file.path()));
        assert!(office.output().expect("soffice").status.success());
        for (name, book) in &books {
            let found = cells(&saved.join(book.file.path().file_name().unwrap()));
            wrong.extend(differing(&format!("LibreOffice, {name}"), &book.formulas, &book.cached, &found));
            (count, read) = (count + book.cached.len(), read + 1);
        }
    }
    println!("{count} formulas of {read} workbooks recomputed by LibreOffice");
    none(&wrong);
}

/// The values of a workbook.
fn cells(xlsx: &Path) -> Cells {
    let mut book: Xlsx<_> = open_workbook(xlsx).unwrap();
    let mut cells = Cells::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = |start: u32, offset: usize| start + u32::try_from(offset).unwrap();
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
