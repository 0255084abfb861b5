//! The sheet that says which name in use stands for which entry.

use std::collections::HashMap;

use super::book::{Book, Sheet};
use super::faults;
use super::layout::Spot;
use super::pattern::{Folded, Ready, Takes, fit};
use super::raw::{filled, shown, tidy};
use super::sources::Desk;
use crate::finding::{Finding, Findings, Place};
use crate::formula::text::normal;
use crate::scheme::decl::{SourceDecl, TableDecl};
use crate::scheme::suggest;

/// A name in use and the key it stands for.
#[derive(Clone, Debug)]
pub(super) struct Alias {
    pub(super) alias: String,
    pub(super) key: String,
    pub(super) place: Place,
    /// In which order it stands on its sheet.
    pub(super) number: usize,
}

/// The aliases of a table by their compared form, and whether all of them could be read.
pub(super) fn aliases(
    desk: &mut Desk<'_>,
    decl: &TableDecl,
    told: bool,
    findings: &mut Findings,
) -> (HashMap<String, Alias>, bool) {
    let mut all = HashMap::new();
    let Some(source) = &decl.aliases else { return (all, true) };
    let files = desk.shelf.find(&Ready::new(&source.file), &|_| Takes::Text);
    let mut complete = !files.is_empty() || source.optional;
    if !complete && !told {
        let finding = Finding::new(faults::MISSING_FILE, source.place.clone())
            .with("table", decl.name.value.as_str())
            .with("found", source.file.text.as_str());
        findings.push(finding.with("suggest", desk.shelf.near(&source.file.text)));
    }
    for (file, _) in files {
        let Some(book) = desk.shelf.open(file, findings) else {
            complete = false;
            continue;
        };
        let mut any = false;
        for (index, sheet) in book.sheets.iter().enumerate() {
            if wanted(source, sheet) {
                any = true;
                desk.ground.sheet(&book, index);
                let spot = Spot { table: &decl.name.value, file: &book.file, sheet: &sheet.name };
                of_sheet(sheet, &spot, &mut all, findings);
            }
        }
        if !any && !source.optional {
            complete = false;
            findings.push(no_sheet(decl, source, &book));
        }
    }
    (all, complete)
}

fn no_sheet(decl: &TableDecl, source: &SourceDecl, book: &Book) -> Finding {
    let names: Vec<&str> = book.sheets.iter().map(|sheet| &*sheet.name).collect();
    let expected = source.sheets.first().map_or("", |pattern| pattern.text.as_str());
    Finding::new(faults::MISSING_SHEET, Place::file(book.file.clone()))
        .with("table", decl.name.value.as_str())
        .with("expected", expected)
        .with("found", names.join("、"))
        .with("suggest", suggest::argument(expected, names.iter().copied()))
}

fn wanted(source: &SourceDecl, sheet: &Sheet) -> bool {
    let name = Folded::new(&sheet.name);
    let named = source.sheets.iter().any(|pattern| fit(&Ready::new(pattern), &name, &|_| Takes::Text).is_some());
    (named || source.sheets.is_empty()) && !sheet.hidden && !sheet.is_empty()
}

/// Two columns under a heading row: the name in use, and the key.
fn of_sheet(sheet: &Sheet, spot: &Spot<'_>, all: &mut HashMap<String, Alias>, findings: &mut Findings) {
    let heading = sheet.rows().find_map(|(row, cells)| {
        let named = cells.iter().filter(|(_, cell)| !matches!(normal(&shown(cell)).as_str(), "" | "序号"));
        let cols: Vec<u32> = named.map(|(col, _)| *col).collect();
        (cols.len() >= 2).then(|| (row, cols[0], cols[1]))
    });
    let Some((top, alias_col, key_col)) = heading else { return };
    for (row, _) in sheet.rows().filter(|(row, _)| *row > top) {
        let text = |col: u32| {
            let at =
                sheet.merge_at(row, col).filter(|area| area.left == col && area.top > top).map_or(row, |area| area.top);
            filled(sheet, at, col).map(|cell| tidy(&shown(cell)).into_owned())
        };
        let (alias, key) = match (text(alias_col), text(key_col)) {
            (Some(alias), Some(key)) => (alias, key),
            (None, None) => continue,
            (Some(half), None) | (None, Some(half)) => {
                findings.push(
                    Finding::new(faults::ALIAS_HALF, spot.cell((row, alias_col)))
                        .with("table", spot.table)
                        .with("found", half),
                );
                continue;
            }
        };
        if normal(&alias) == normal(&key) {
            continue;
        }
        let place = spot.cell((row, alias_col));
        match all.get(&normal(&alias)) {
            Some(before) if normal(&before.key) != normal(&key) => findings.push(
                Finding::new(faults::ALIAS_CLASH, place)
                    .with("table", spot.table)
                    .with("found", alias)
                    .with("one", before.key.as_str())
                    .with("other", key)
                    .and_at(before.place.clone()),
            ),
            Some(_) => {}
            None => {
                let number = all.len();
                all.insert(normal(&alias), Alias { alias, key, place, number });
            }
        }
    }
}
