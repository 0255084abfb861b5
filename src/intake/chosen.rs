//! Which sheets of a workbook a source means.

use std::sync::Arc;

use super::book::Book;
use super::faults;
use super::header::{self, Found, Top};
use super::layout::{self, Spot};
use super::pattern::{Caught, Folded, Ready, Takes, fit};
use super::plan::takes;
use super::shape::{Shape, Want};
use super::sources::{Desk, Ordered};
use crate::finding::{Finding, Findings, Place};
use crate::scheme::decl::{Pattern, TableDecl};
use crate::scheme::suggest;

/// A sheet to be read: its number in the book, what its name captured, and whether it must have the columns.
pub(super) type Chosen = (usize, Vec<Caught>, bool);

/// Without a name exactly one sheet must have the columns.
pub(super) fn only_sheet(
    desk: &mut Desk<'_>,
    ordered: &Ordered<'_>,
    book: &Arc<Book>,
    shape: &mut Shape,
    findings: &mut Findings,
) -> Vec<Chosen> {
    let visible: Vec<usize> =
        (0..book.sheets.len()).filter(|at| !book.sheets[*at].hidden && !book.sheets[*at].is_empty()).collect();
    let spot = |at: usize| Spot { table: &ordered.decl.name.value, file: &book.file, sheet: &book.sheets[at].name };
    let taking = |at: usize, name: &str| takes(&shape.wants, Some(at), name, &desk.keys);
    let tops: Vec<(usize, Top)> = visible.iter().map(|at| (*at, Top::of(&book.sheets[*at]))).collect();
    let found: Vec<(usize, Option<Found<'_>>)> =
        tops.iter().map(|(at, top)| (*at, header::find(top, &ordered.wanted, &taking))).collect();
    let fits: Vec<usize> =
        found.iter().filter(|(_, f)| f.as_ref().is_some_and(|f| f.missing.is_empty())).map(|(at, _)| *at).collect();
    match fits.as_slice() {
        [only] => return vec![(*only, Vec::new(), true)],
        [first, ..] => {
            let names: Vec<&str> = fits.iter().map(|at| &*book.sheets[*at].name).collect();
            findings.push(
                Finding::new(faults::SEVERAL_SHEETS, Place::file(book.file.clone()))
                    .with("table", ordered.decl.name.value.as_str())
                    .with("found", names.join("、")),
            );
            return vec![(*first, Vec::new(), true)];
        }
        [] => {}
    }
    let best = found
        .iter()
        .max_by_key(|(at, f)| (f.as_ref().map_or(0, |f| f.needed_found(&ordered.wanted)), std::cmp::Reverse(*at)));
    match best {
        Some((at, found)) => {
            layout::missing(found.as_ref(), &ordered.wanted, &spot(*at)).into_iter().for_each(|f| findings.push(f));
            desk.ground.sheet(book, *at);
        }
        None => findings.push(
            Finding::new(faults::EMPTY_SHEET, Place::file(book.file.clone()))
                .with("table", ordered.decl.name.value.as_str()),
        ),
    }
    shape.failed = true;
    Vec::new()
}

/// The sheets that the declared names mean; each name must mean one.
pub(super) fn named_sheets(
    desk: &mut Desk<'_>,
    ordered: &Ordered<'_>,
    book: &Arc<Book>,
    shape: &mut Shape,
    findings: &mut Findings,
) -> Vec<Chosen> {
    let mut chosen: Vec<Chosen> = Vec::new();
    for pattern in &ordered.source.sheets {
        let ready = Ready::new(pattern);
        let taking = |name: &str| takes(&shape.wants, None, name, &desk.keys);
        let must =
            ready.is_plain() || ready.captures().next().is_some_and(|name| matches!(taking(name), Takes::Entry(_)));
        let mut hidden = None;
        let mut skipped = Vec::new();
        let mut any = false;
        for (index, sheet) in book.sheets.iter().enumerate() {
            let Some(caught) = fit(&ready, &Folded::new(&sheet.name), &taking) else { continue };
            if sheet.hidden {
                hidden = Some(index);
                if !ready.is_plain() && !sheet.is_empty() {
                    skipped.push((index, caught));
                }
                continue;
            }
            any = true;
            if !chosen.iter().any(|(at, ..)| *at == index) {
                chosen.push((index, caught, must));
            }
        }
        if !any && !ordered.source.optional {
            shape.failed = true;
            findings.push(no_sheet(ordered.decl, pattern, book, hidden));
        } else if !any {
            shape.absent_source = true;
        }
        let slips = strangers(ordered.decl, &ready, book, &taking, findings);
        for (index, slip) in slips {
            desk.ground.sheet(book, index);
            shape.lost.push(slip);
        }
        // Where the finding above names the hidden sheet already, it is told once.
        for (index, caught) in skipped.into_iter().filter(|_| any || ordered.source.optional) {
            passed_over(desk, ordered, (book, index), pattern, &caught, &shape.wants, findings);
        }
    }
    chosen
}

fn no_sheet(decl: &TableDecl, pattern: &Pattern, book: &Book, hidden: Option<usize>) -> Finding {
    let names: Vec<&str> = book.sheets.iter().map(|sheet| &*sheet.name).collect();
    let (code, place) = match hidden.and_then(|index| book.sheets.get(index)) {
        Some(sheet) => (faults::WANTED_SHEET_HIDDEN, Place::sheet(book.file.clone(), sheet.name.clone())),
        None => (faults::MISSING_SHEET, Place::file(book.file.clone())),
    };
    Finding::new(code, place)
        .with("table", decl.name.value.as_str())
        .with("expected", pattern.text.as_str())
        .with("found", names.join("、"))
        .with("suggest", suggest::argument(&pattern.text, names.iter().copied()))
}

/// Sheets whose name looks like an entry that a capture could have taken.
fn strangers<'k>(
    decl: &TableDecl,
    ready: &Ready,
    book: &Book,
    taking: &dyn Fn(&str) -> Takes<'k>,
    findings: &mut Findings,
) -> Vec<(usize, (String, Arc<str>))> {
    let mut slips = Vec::new();
    for (index, sheet) in book.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden) {
        let name = Folded::new(&sheet.name);
        if fit(ready, &name, taking).is_some() {
            continue;
        }
        let Some(caught) = fit(ready, &name, &|_| Takes::Text) else { continue };
        let slip = caught.iter().find_map(|c| match taking(&c.name) {
            Takes::Entry(keys) if !keys.doubtful => Some((c, keys.resembled(&c.text)?)),
            _ => None,
        });
        if let Some((caught, entry)) = slip {
            let place = Place::sheet(book.file.clone(), sheet.name.clone());
            findings.push(layout::resembles(place, &decl.name.value, &caught.text, &entry));
            slips.push((index, (caught.name.clone(), entry)));
        }
    }
    slips
}

/// A hidden sheet is not read; one that the name would have taken, and that is what the name means, is told.
fn passed_over(
    desk: &mut Desk<'_>,
    ordered: &Ordered<'_>,
    sheet: (&Arc<Book>, usize),
    pattern: &Pattern,
    caught: &[Caught],
    wants: &[Want],
    findings: &mut Findings,
) {
    let (book, index) = sheet;
    let name = &book.sheets[index].name;
    let entry = caught.iter().any(|c| matches!(takes(wants, None, &c.name, &desk.keys), Takes::Entry(_)));
    let has_columns = || {
        let top = Top::of(&book.sheets[index]);
        let taking = |at: usize, name: &str| takes(wants, Some(at), name, &desk.keys);
        header::find(&top, &ordered.wanted, &taking).is_some_and(|found| found.missing.is_empty())
    };
    if !entry && !has_columns() {
        return;
    }
    desk.ground.sheet(book, index);
    findings.push(
        Finding::new(faults::HIDDEN_SHEET_SKIPPED, Place::sheet(book.file.clone(), name.clone()))
            .with("table", ordered.decl.name.value.as_str())
            .with("expected", pattern.text.as_str())
            .with("found", &**name),
    );
}
