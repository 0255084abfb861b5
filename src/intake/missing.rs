//! Rows that should be there and are not, each at the sheet where it belongs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::complete::{Axis, Combination, combination};
use super::faults;
use super::shape::Shape;
use super::sources::Desk;
use super::totals::shortened;
use crate::finding::{Code, Finding, Findings, Place};
use crate::formula::text::normal;
use crate::scheme::decl::{Absent, ColumnDecl, Pattern, Piece, RowsFrom, TableDecl};
use crate::scheme::suggest::{NONE, nearest};
use crate::tables::{Kind, Origin, Table};

/// Tells which of the wanted combinations have no row, unless something else said so already.
#[expect(clippy::too_many_arguments, reason = "what is wanted is compared with what is there")]
pub(super) fn report(
    desk: &Desk<'_>,
    decl: &TableDecl,
    shape: &Shape,
    table: &Table,
    axes: &[Axis],
    wanted: &[Combination],
    code: Code,
    findings: &mut Findings,
) {
    let doubtful = axes.iter().any(|axis| match table.columns[axis.column].kind {
        Kind::Entry(target) => desk.keys.get(target).and_then(Option::as_ref).is_none_or(|keys| keys.doubtful),
        _ => false,
    });
    if shape.failed || doubtful {
        return;
    }
    let rows: Vec<Vec<Option<u32>>> = (0..table.rows).map(|row| combination(axes, table, row)).collect();
    let there: Vec<Combination> = rows.iter().filter_map(|row| row.iter().copied().collect()).collect();
    let mut lost = super::frame::absent(wanted, &there).expect("columns of numbers of one length can be joined");
    // A row whose key cell is faulty, and told, explains one missing row.
    for broken in rows.iter().filter(|row| row.iter().any(Option::is_none)) {
        let fits = |c: &Combination| broken.iter().zip(c).all(|(have, want)| have.is_none_or(|have| have == *want));
        if let Some(at) = lost.iter().position(fits) {
            lost.remove(at);
        }
    }
    let gone = absent_entries(desk, decl, shape, table);
    let hidden = |axis: &Axis, member: u32| {
        shape.lost.iter().any(|(column, entry)| {
            normal(column) == normal(&shape.wants[axis.column].name) && normal(entry) == normal(axis.name(member))
        })
    };
    lost.retain(|c| !axes.iter().zip(c).any(|(axis, member)| hidden(axis, *member)));
    lost.retain(|c| {
        !axes.iter().zip(c).any(|(axis, member)| gone.get(&axis.column).is_some_and(|gone| gone.contains(member)))
    });
    let hints = Hints::of(shape, table, axes);
    let mut by_place: BTreeMap<Spot, Vec<String>> = BTreeMap::new();
    for combination in lost {
        let name: Vec<&str> = axes.iter().zip(&combination).map(|(axis, member)| axis.name(*member)).collect();
        by_place.entry(hints.spot(&combination)).or_default().push(name.join("／"));
    }
    for (spot, names) in by_place {
        let (place, unread) = whereabouts(desk, decl, shape, spot);
        findings.push(
            Finding::new(code, place)
                .with("table", decl.name.value.as_str())
                .with("found", shortened(&names))
                .with("count", names.len().to_string())
                .with("unread", unread),
        );
    }
}

/// Where something that is missing most likely should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Spot {
    /// On this sheet.
    Sheet(usize),
    /// On some sheet of the file that this sheet is in.
    File(usize),
    /// Nothing was read.
    Nowhere,
}

/// The place, and the sheets of the file that nobody read, where the place is the file.
fn whereabouts(desk: &Desk<'_>, decl: &TableDecl, shape: &Shape, spot: Spot) -> (Place, String) {
    match spot {
        Spot::Sheet(read) => (desk.ground.place(Origin::NONE, shape.reads[read].sheet), NONE.to_owned()),
        Spot::File(read) => {
            let file = shape.reads[read].line.file.as_str();
            let unread = unread(desk, file);
            (Place::file(file), if unread.is_empty() { NONE.to_owned() } else { unread.join("、") })
        }
        Spot::Nowhere => (decl.name.place.clone(), NONE.to_owned()),
    }
}

/// The visible sheets of a file that nobody read.
fn unread(desk: &Desk<'_>, file: &str) -> Vec<String> {
    let Some(book) = desk.shelf.used().find(|book| &*book.file == file) else { return Vec::new() };
    let sheets =
        book.sheets.iter().enumerate().filter(|(index, sheet)| !desk.ground.uses(book, *index) && !sheet.hidden);
    sheets.map(|(_, sheet)| sheet.name.to_string()).collect()
}

/// On which sheets each component of a combination occurs.
struct Hints {
    sheets: Vec<HashMap<u32, BTreeSet<usize>>>,
    /// The first sheet of the same file, for each sheet.
    file: Vec<usize>,
}

impl Hints {
    fn of(shape: &Shape, table: &Table, axes: &[Axis]) -> Self {
        let mut sheets: Vec<HashMap<u32, BTreeSet<usize>>> = vec![HashMap::new(); axes.len()];
        for row in 0..table.rows {
            for (at, axis) in axes.iter().enumerate() {
                if let Some(member) = axis.of(table, row) {
                    sheets[at].entry(member).or_default().insert(shape.rows[row].read);
                }
            }
        }
        let first = |name: &str| shape.reads.iter().position(|read| read.line.file == name).unwrap_or(0);
        Hints { sheets, file: shape.reads.iter().map(|read| first(&read.line.file)).collect() }
    }

    /// The sheet that most likely should hold a combination: a component counts the more the rarer it is.
    fn spot(&self, combination: &Combination) -> Spot {
        const WHOLE: usize = 1_000_000;
        let weight = |read: usize| -> usize {
            let parts = self.sheets.iter().zip(combination).map(|(by_member, member)| {
                let Some(sheets) = by_member.get(member) else { return 0 };
                let files: BTreeSet<usize> = sheets.iter().map(|sheet| self.file[*sheet]).collect();
                let sheet = if sheets.contains(&read) { WHOLE / sheets.len().max(1) } else { 0 };
                let file = if files.contains(&self.file[read]) { WHOLE / files.len().max(1) } else { 0 };
                sheet + file
            });
            parts.sum()
        };
        let weights: Vec<usize> = (0..self.file.len()).map(weight).collect();
        let Some(most) = weights.iter().max() else { return Spot::Nowhere };
        let best: Vec<usize> = (0..weights.len()).filter(|read| weights[*read] == *most).collect();
        // Where several sheets are as likely, only the file can be named.
        if best.len() == 1 { Spot::Sheet(best[0]) } else { Spot::File(best[0]) }
    }
}

/// Entries of written tables that a capture found nowhere, by column.
fn absent_entries(desk: &Desk<'_>, decl: &TableDecl, shape: &Shape, table: &Table) -> HashMap<usize, BTreeSet<u32>> {
    let RowsFrom::Files(sources) = &decl.from else { return HashMap::new() };
    let soft = decl.absent != Absent::Error || sources.iter().any(|source| source.optional);
    if soft || shape.failed || shape.reads.is_empty() {
        return HashMap::new();
    }
    let names = sources.iter().flat_map(|source| std::iter::once(&source.file).chain(&source.sheets));
    let required = |column: &&ColumnDecl| !column.optional;
    let headers = decl.columns.iter().filter(required).flat_map(|column| column.headers.iter().flatten());
    let captured: BTreeSet<String> = names.chain(headers).flat_map(captures).map(normal).collect();
    let mut absent = HashMap::new();
    for (at, want) in shape.wants.iter().enumerate() {
        let Some(target) = want.target.filter(|target| desk.plan.is_written(*target)) else { continue };
        let Some(keys) = desk.keys.get(target).and_then(Option::as_ref) else { continue };
        if want.member.is_some() || !captured.contains(&normal(&want.name)) {
            continue;
        }
        let found: BTreeSet<u32> = table.columns[at]
            .values
            .iter()
            .filter_map(|value| match value {
                crate::tables::Value::Entry(entry) => Some(*entry),
                _ => None,
            })
            .collect();
        let all = 0..u32::try_from(keys.entries.len()).unwrap_or(u32::MAX);
        let gone: BTreeSet<u32> = all.filter(|entry| !found.contains(entry)).collect();
        if !gone.is_empty() && !found.is_empty() {
            absent.insert(at, gone);
        }
    }
    absent
}

fn captures(pattern: &Pattern) -> impl Iterator<Item = &str> {
    pattern.pieces.iter().filter_map(|piece| match piece {
        Piece::Capture(name) => Some(name.as_str()),
        _ => None,
    })
}

/// Each entry of a written table that is captured must be found somewhere.
pub(super) fn entries(desk: &Desk<'_>, decl: &TableDecl, shape: &Shape, table: &Table, findings: &mut Findings) {
    let gone = absent_entries(desk, decl, shape, table);
    for (at, want) in shape.wants.iter().enumerate() {
        let (Some(gone), Some(target)) = (gone.get(&at), want.target) else { continue };
        let Some(keys) = desk.keys.get(target).and_then(Option::as_ref) else { continue };
        let is_lost =
            |name: &str| shape.lost.iter().any(|(c, e)| normal(c) == normal(&want.name) && normal(e) == normal(name));
        let names: Vec<String> =
            gone.iter().map(|entry| keys.name(*entry).to_string()).filter(|name| !is_lost(name)).collect();
        if names.is_empty() {
            continue;
        }
        let (place, near) = captured_in(desk, decl, shape, &want.name, &names);
        findings.push(
            Finding::new(faults::CAPTURED_ENTRY_MISSING, place)
                .with("table", decl.name.value.as_str())
                .with("column", &*want.name)
                .with("found", names.join("、"))
                .with("suggest", near),
        );
    }
}

/// The file where the entries should be, and the name of an unread sheet or file that could be one of them.
fn captured_in(desk: &Desk<'_>, decl: &TableDecl, shape: &Shape, column: &str, names: &[String]) -> (Place, String) {
    let captures = |source: usize| match &decl.from {
        RowsFrom::Files(sources) => {
            sources.get(source).is_some_and(|s| super::plan::named_by(s).iter().any(|n| normal(n) == normal(column)))
        }
        _ => false,
    };
    let read = shape.reads.iter().find(|read| captures(read.source)).or(shape.reads.first());
    let file = read.map_or("", |read| read.line.file.as_str());
    let sheets = unread(desk, file);
    let near = names.iter().find_map(|name| nearest(name, sheets.iter().map(String::as_str)).map(str::to_owned));
    let near = near.or_else(|| names.iter().map(|name| desk.shelf.near(name)).find(|near| near != NONE));
    (Place::file(file), near.unwrap_or(NONE.to_owned()))
}
