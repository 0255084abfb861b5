//! From one declared source to raw rows: its files, their sheets, the rows on them.

use std::sync::Arc;

use super::book::Book;
use super::faults;
use super::files::Shelf;
use super::ground::Ground;
use super::header::{self, Found, Top, Wanted};
use super::keys::Keys;
use super::layout::{self, Layout, Spot};
use super::pattern::{Caught, Ready, Takes};
use super::plan::{Plan, named_by, takes};
use super::shape::{Read, Shape, Want};
use super::{build, chosen, rows, serial, totals};
use crate::finding::{Finding, Findings, Place};
use crate::formula::text::normal;
use crate::scheme::decl::{Pattern, RowsFrom, SourceDecl, TableDecl};
use crate::tables::SheetRead;

/// What reading works with.
pub(super) struct Desk<'a> {
    pub(super) plan: Plan<'a>,
    pub(super) shelf: Shelf,
    pub(super) ground: Ground,
    /// Entries of each table, once they are known.
    pub(super) keys: Vec<Option<Keys>>,
    /// The year of dates without one.
    pub(super) year: i32,
}

/// A source made ready: what is wanted from each of its sheets.
pub(super) struct Ordered<'a> {
    pub(super) decl: &'a TableDecl,
    pub(super) number: usize,
    pub(super) source: &'a SourceDecl,
    pub(super) wanted: Vec<Wanted<'a>>,
}

/// Reads one source of a table into its shape.
pub(super) fn read(
    desk: &mut Desk<'_>,
    decl: &TableDecl,
    number: usize,
    source: &SourceDecl,
    shape: &mut Shape,
    findings: &mut Findings,
) {
    let wants = shape.wants.clone();
    if in_doubt(desk, source, &wants) {
        set_aside(desk, source, shape, findings);
        return;
    }
    let by_name = Ready::new(&source.file);
    let files = found(desk, &by_name, &wants, findings);
    if files.is_empty() {
        no_file(desk, decl, source, shape, findings);
        return;
    }
    if files.len() > 1 {
        let taken: Vec<usize> = files.iter().map(|(at, _)| *at).collect();
        desk.shelf.copies(&taken, findings);
    }
    let given = named_by(source);
    let wanted: Vec<Wanted<'_>> = wants
        .iter()
        .filter(|want| want.declared)
        .map(|want| {
            let lacks = source
                .lacks
                .iter()
                .any(|l| normal(&l.value) == normal(&want.decl.label) || normal(&l.value) == normal(&want.name));
            let is_given = given.iter().any(|name| normal(name) == normal(&want.name));
            let own = source.columns.iter().find(|c| normal(&c.label) == normal(&want.decl.label));
            let paths = if lacks { &[][..] } else { own.map_or(&want.decl.headers[..], |c| &c.headers[..]) };
            let ready = |path: &Vec<Pattern>| path.iter().map(Ready::new).collect();
            Wanted {
                name: &want.name,
                headers: paths.iter().map(ready).collect(),
                needed: !lacks && !is_given && !want.decl.optional,
                given: is_given,
                member: want.member.is_some(),
            }
        })
        .collect();
    let ordered = Ordered { decl, number, source, wanted };
    for (file, caught) in files {
        match desk.shelf.open(file, findings) {
            Some(book) => read_book(desk, &ordered, &book, &caught, shape, findings),
            None => shape.failed = true,
        }
    }
}

/// The files of that name; where there is none, those that another program saved with another ending.
fn found(desk: &Desk<'_>, by_name: &Ready, wants: &[Want], findings: &mut Findings) -> Vec<(usize, Vec<Caught>)> {
    let taking = |name: &str| takes(wants, None, name, &desk.keys);
    let files = desk.shelf.find(by_name, &taking);
    if !files.is_empty() {
        return files;
    }
    // A file that another source names is that source's.
    let named = |at: usize| {
        let decls = &desk.plan.project.tables;
        let sources =
            decls.iter().filter_map(|decl| if let RowsFrom::Files(list) = &decl.from { Some(list) } else { None });
        sources.flatten().any(|source| desk.shelf.fits(at, &Ready::new(&source.file)))
    };
    let files = desk.shelf.find_otherwise(by_name, &taking);
    let files: Vec<(usize, Vec<Caught>)> = files.into_iter().filter(|(at, _)| !named(*at)).collect();
    for (at, _) in &files {
        let finding = Finding::new(faults::OTHER_ENDING, Place::file(desk.shelf.name(*at).clone()));
        let finding = finding.with("expected", by_name.text.as_str());
        if !findings.iter().any(|other| *other == finding) {
            findings.push(finding);
        }
    }
    files
}

/// Do names capture entries of a table that could not be read?
fn in_doubt(desk: &Desk<'_>, source: &SourceDecl, wants: &[Want]) -> bool {
    let mut named =
        named_by(source).into_iter().chain(wants.iter().filter(|w| !w.declared).map(|w| w.name.to_string()));
    named.any(|name| {
        let want = wants.iter().find(|want| normal(&want.name) == normal(&name));
        let keys = want.filter(|want| !want.maker).and_then(|want| desk.keys.get(want.target?)?.as_ref());
        keys.is_some_and(|keys| keys.doubtful && keys.entries.is_empty())
    })
}

/// Claims a source's files without reading them: what they lack is told elsewhere.
fn set_aside(desk: &mut Desk<'_>, source: &SourceDecl, shape: &mut Shape, findings: &mut Findings) {
    shape.failed = true;
    for (file, _) in desk.shelf.find(&Ready::new(&source.file), &|_| Takes::Text) {
        if let Some(book) = desk.shelf.open(file, findings) {
            (0..book.sheets.len()).for_each(|index| {
                desk.ground.sheet(&book, index);
            });
        }
    }
}

fn no_file(desk: &Desk<'_>, decl: &TableDecl, source: &SourceDecl, shape: &mut Shape, findings: &mut Findings) {
    let about = |code, place: Place| {
        Finding::new(code, place).with("table", decl.name.value.as_str()).with("found", source.file.text.as_str())
    };
    if source.optional {
        shape.absent_source = true;
        findings.push(about(faults::OPTIONAL_FILE_ABSENT, source.place.clone()));
    } else {
        shape.failed = true;
        findings.push(
            about(faults::MISSING_FILE, source.place.clone()).with("suggest", desk.shelf.near(&source.file.text)),
        );
    }
}

fn read_book(
    desk: &mut Desk<'_>,
    ordered: &Ordered<'_>,
    book: &Arc<Book>,
    by_file: &[Caught],
    shape: &mut Shape,
    findings: &mut Findings,
) {
    let chosen = if ordered.source.sheets.is_empty() {
        chosen::only_sheet(desk, ordered, book, shape, findings)
    } else {
        chosen::named_sheets(desk, ordered, book, shape, findings)
    };
    for (index, by_sheet, must) in chosen {
        let caught: Vec<Caught> = by_file.iter().chain(&by_sheet).cloned().collect();
        read_sheet(desk, ordered, book, index, &caught, must, shape, findings);
    }
}

#[expect(clippy::too_many_arguments, reason = "each is one side of where the rows stand")]
fn read_sheet(
    desk: &mut Desk<'_>,
    ordered: &Ordered<'_>,
    book: &Arc<Book>,
    index: usize,
    caught: &[Caught],
    must: bool,
    shape: &mut Shape,
    findings: &mut Findings,
) {
    let sheet = &book.sheets[index];
    let spot = Spot { table: &ordered.decl.name.value, file: &book.file, sheet: &sheet.name };
    if sheet.is_empty() {
        if must {
            shape.failed = true;
            findings.push(Finding::new(faults::EMPTY_SHEET, spot.whole()).with("table", spot.table));
        }
        return;
    }
    let top = Top::of(sheet);
    let wants = std::mem::take(&mut shape.wants);
    let layout = lay_out(desk, ordered, &wants, &top, must, &spot, findings);
    let Some(layout) = layout else {
        if must {
            shape.failed = true;
            desk.ground.sheet(book, index);
        }
        shape.wants = wants;
        return;
    };
    let key: Vec<String> = ordered.decl.key.iter().map(|k| k.value.clone()).collect();
    let sorted = rows::sort(sheet, &rows::Regard { wants: &wants, keys: &desk.keys, key: &key, layout: &layout });
    totals::check(sheet, &wants, &layout, &sorted, ordered.decl.totals, &spot, findings);
    serial::check(sheet, &layout, &sorted.data, &spot, findings);
    shape.wants = wants;
    let number = desk.ground.sheet(book, index);
    let line = SheetRead {
        table: spot.table.to_owned(),
        file: book.file.to_string(),
        sheet: sheet.name.to_string(),
        ..SheetRead::default()
    };
    shape.lost.extend(layout.lost.iter().cloned());
    shape.reads.push(Read { sheet: number, source: ordered.number, line });
    let read = shape.reads.len() - 1;
    sorted.left_out.iter().for_each(|(_, reason)| shape.leave_out(read, reason));
    sorted.totals.iter().for_each(|_| shape.leave_out(read, "total"));
    // A table without columns has lost them to a fault of its scheme.
    if sorted.data.is_empty() && !shape.wants.is_empty() {
        let code = if ordered.decl.ledger { faults::EMPTY_LEDGER } else { faults::NO_ROWS };
        findings.push(Finding::new(code, spot.whole()).with("table", spot.table));
    }
    hidden_rows(sheet, &sorted, &spot, findings);
    build::rows(
        sheet,
        &build::Site { number, read, layout: &layout, caught, source: ordered.source },
        &sorted,
        shape,
        &spot,
        findings,
    );
}

/// The layout of a sheet, if it has the columns; `must` says that it has to.
fn lay_out(
    desk: &Desk<'_>,
    ordered: &Ordered<'_>,
    wants: &[Want],
    top: &Top,
    must: bool,
    spot: &Spot<'_>,
    findings: &mut Findings,
) -> Option<Layout> {
    let taking = |at: usize, name: &str| takes(wants, Some(at), name, &desk.keys);
    let found = header::find(top, &ordered.wanted, &taking);
    if let Some(found) = found.as_ref().filter(|found| found.missing.is_empty()) {
        let layout = layout::layout(found, &ordered.wanted, &taking, spot, findings);
        absent_columns(found, ordered, spot, findings);
        return Some(layout);
    }
    // A sheet taken by a wildcard may be about something else; one that has half of the columns is not.
    let needed = ordered.wanted.iter().filter(|want| want.needed).count();
    let has = found.as_ref().map_or(0, |found| found.needed_found(&ordered.wanted));
    if must || has * 2 >= needed.max(1) {
        layout::missing(found.as_ref(), &ordered.wanted, spot).into_iter().for_each(|f| findings.push(f));
    }
    None
}

fn absent_columns(found: &Found<'_>, ordered: &Ordered<'_>, spot: &Spot<'_>, findings: &mut Findings) {
    let nowhere =
        found.hits.iter().zip(&ordered.wanted).filter(|(hit, want)| **hit == header::Hit::None && !want.given);
    let names: Vec<&str> = nowhere.map(|(_, want)| want.name).collect();
    if !names.is_empty() {
        let finding = Finding::new(faults::COLUMN_ABSENT, spot.whole()).with("table", spot.table);
        findings.push(finding.with("found", names.join("、")));
    }
}

fn hidden_rows(sheet: &super::book::Sheet, sorted: &rows::Sorted, spot: &Spot<'_>, findings: &mut Findings) {
    let hidden: Vec<String> =
        sorted.data.iter().filter(|row| sheet.hidden_rows.contains(row)).map(|row| (row + 1).to_string()).collect();
    if !hidden.is_empty() {
        findings.push(
            Finding::new(faults::HIDDEN_ROWS, spot.whole())
                .with("table", spot.table)
                .with("found", totals::shortened(&hidden)),
        );
    }
}
