//! One table on one sheet: its headers with the entries put in, and its rows with the units that are due.

use super::asked::{self, Ask};
use super::collected::target;
use super::divided::{Shares, axes};
use super::headed::Chosen;
use super::named::{Site, entries};
use super::{At, Head, Part, Put, Slot, patterns};
use crate::finding::Findings;
use crate::formula::text::normal;
use crate::scheme::builtin;
use crate::scheme::decl::{ColumnDecl, ColumnKind, Pattern, Piece};
use crate::tables::{Kind, Value};

/// Rows that stand open under those of a table with several rows for one unit.
const FURTHER: usize = 40;
/// Rows of a ledger.
const LEDGER: usize = 200;
/// Columns of indicators that say in what they are measured.
const MEASURES: [&str; 3] = ["计量单位", "度量单位", "单位"];
/// What stands for the measure where nobody says it.
const MEASURE: &str = "计量单位";

/// The table on its sheet; nothing where no row of it is due.
pub(super) fn part(at: &At<'_>, site: &Site, chosen: &[Chosen<'_>], shares: &Shares) -> Option<Part> {
    let axes = axes(at);
    let on_rows: Vec<&Chosen<'_>> =
        chosen.iter().filter(|one| is_key(one, &axes) && target(at, &one.column.label).is_some()).collect();
    let listed = on_rows.iter().all(|one| one.column.split.is_none())
        && chosen.iter().all(|one| !is_key(one, &axes) || target(at, &one.column.label).is_some());
    let fixed = listed && !on_rows.is_empty();
    let rows = if fixed { rows(at, site, &on_rows, shares) } else { Vec::new() };
    let columns = columns(chosen, &on_rows);
    let due = Due::of(at, site, &axes);
    let grid = due.grid(at, &rows, &columns);
    let heads: Vec<Head> = columns
        .iter()
        .map(|(one, tuple)| head(at, one, tuple, on_rows.iter().any(|key| std::ptr::eq(*key, *one))))
        .collect();
    let mut part = Part {
        file: site.file.clone(),
        instead_of: site.instead_of.clone(),
        sheet: site.sheet.clone(),
        nameless: site.nameless,
        tables: vec![at.decl.name.value.clone()],
        scheme: scheme(at),
        beside: beside(at, site),
        heads,
        rows: Vec::new(),
        spare: 0,
    };
    let spread = |index: usize| !columns[index].1.is_empty();
    for (row, dues) in rows.iter().zip(&grid) {
        if !dues.iter().any(|due| *due) {
            continue;
        }
        let slot = |(index, (one, _)): (usize, &(&Chosen<'_>, Vec<Put>))| match row
            .iter()
            .find(|put| normal(&put.column) == normal(&one.column.label))
        {
            Some(put) => Slot::Fixed(put.text.clone()),
            None if spread(index) && !dues[index] => Slot::Idle,
            None => asked::bounds(at, one.column, &site.given.iter().chain(row).chain(&columns[index].1)),
        };
        part.rows.push(columns.iter().enumerate().map(slot).collect());
    }
    part.spare = spare(at, &axes, fixed, &columns);
    if fixed && part.rows.is_empty() || !fixed && !due.any(at) {
        return None;
    }
    without_idle(&mut part, fixed);
    Some(part)
}

/// The scheme whose file declares the table; of one that several share, the first.
fn scheme(at: &At<'_>) -> usize {
    let schemes = &at.ground.project.schemes;
    let private = at.decl.private_to.as_deref();
    let own = |s: &crate::scheme::decl::SchemeDecl| {
        private.map_or(s.file == at.decl.name.place.file, |name| name == s.name.value)
    };
    schemes.iter().position(own).unwrap_or(0)
}

fn is_key(one: &Chosen<'_>, axes: &[String]) -> bool {
    axes.iter().any(|axis| normal(axis) == normal(&one.column.label)) && one.tuples.iter().all(Vec::is_empty)
}

/// Columns of a sheet: keys first, then as declared, those that repeat for each thing captured side by side.
fn columns<'c, 'a>(chosen: &'c [Chosen<'a>], keys: &[&'c Chosen<'a>]) -> Vec<(&'c Chosen<'a>, Vec<Put>)> {
    let is_key = |one: &Chosen<'a>| keys.iter().any(|key| std::ptr::eq(*key, one));
    let mut out: Vec<(&Chosen<'a>, Vec<Put>)> = keys.iter().map(|key| (*key, Vec::new())).collect();
    let rest: Vec<&Chosen<'a>> = chosen.iter().filter(|one| !is_key(one)).collect();
    for (index, one) in rest.iter().enumerate() {
        if rest[..index].iter().any(|before| before.tuples == one.tuples && one.tuples != [Vec::new()]) {
            continue;
        }
        for tuple in &one.tuples {
            let beside = rest[index..].iter().filter(|other| other.tuples == one.tuples && !tuple.is_empty());
            if tuple.is_empty() {
                out.push((one, Vec::new()));
            }
            out.extend(beside.map(|other| (*other, tuple.clone())));
        }
    }
    // Two readings of one column are one column.
    let mut once: Vec<(&Chosen<'a>, Vec<Put>)> = Vec::new();
    for (one, tuple) in out {
        let same = |(other, puts): &(&Chosen<'a>, Vec<Put>)| other.path == one.path && *puts == tuple;
        if !once.iter().any(same) {
            once.push((one, tuple));
        }
    }
    once
}

/// Every combination of the entries that stand in the rows, the last column running fastest.
fn rows(at: &At<'_>, site: &Site, keys: &[&Chosen<'_>], shares: &Shares) -> Vec<Vec<Put>> {
    let mut rows: Vec<Vec<Put>> = vec![Vec::new()];
    for key in keys {
        let puts = entries(at, &key.column.label, shares).unwrap_or_default();
        let before = std::mem::take(&mut rows);
        for row in &before {
            let fits = |put: &&Put| row.iter().chain(&site.given).all(|other| goes_with(at, other, put));
            rows.extend(puts.iter().filter(fits).map(|put| row.iter().chain([put]).cloned().collect::<Vec<Put>>()));
        }
    }
    rows
}

/// May two entries stand together? Two that rows are due for always may; else one that belongs to another thing than
/// the other does not: a station of this bureau, a month of this quarter.
pub(super) fn goes_with(at: &At<'_>, one: &Put, other: &Put) -> bool {
    let axes = axes(at);
    let is_axis = |put: &Put| axes.iter().any(|axis| normal(axis) == normal(&put.column));
    let (Some(a), Some(b)) = (one.entry, other.entry) else { return true };
    (is_axis(one) && is_axis(other)) || (belongs(at, a, b) && belongs(at, b, a))
}

fn belongs(at: &At<'_>, (table, entry): (usize, u32), (to, owner): (usize, u32)) -> bool {
    let list = &at.ground.tables.list;
    let size = |index: usize| at.ground.tables.list[index].rows.max(1);
    if [table, to].iter().all(|index| builtin::TABLES.contains(&&*list[*index].name)) && size(table) >= size(to) {
        return entry as usize * size(to) / size(table) == owner as usize;
    }
    let refers = list[table].columns.iter().filter(|column| column.kind == Kind::Entry(to) && !column.not_belonging);
    let values: Vec<&Value> = refers.filter_map(|column| column.values.get(entry as usize)).collect();
    table == to || !matches!(values.as_slice(), [Value::Entry(other)] if *other != owner)
}

/// What decides whether a cell is due.
struct Due {
    /// Index of the axes' columns, where there are rows due for them.
    columns: Vec<usize>,
    names: Vec<String>,
    given: Vec<Put>,
}

impl Due {
    fn of(at: &At<'_>, site: &Site, axes: &[String]) -> Due {
        let table = &at.ground.tables.list[at.table];
        let index = |name: &String| table.columns.iter().position(|column| normal(&column.name) == normal(name));
        let columns: Vec<usize> = axes.iter().filter_map(index).collect();
        let columns = if columns.len() == axes.len() { columns } else { Vec::new() };
        Due { columns, names: axes.to_vec(), given: site.given.clone() }
    }

    fn combination(&self, puts: &[&[Put]]) -> Vec<u32> {
        let all = || puts.iter().flat_map(|list| list.iter()).chain(&self.given);
        let entry = |name: &String| all().find(|put| normal(&put.column) == normal(name)).and_then(|put| put.entry);
        // A text has no number of an entry: it stands for nothing in a condition.
        self.names.iter().map(|name| entry(name).map_or(0, |(_, entry)| entry)).collect()
    }

    fn holds(&self, at: &At<'_>, combinations: &[Vec<u32>]) -> Vec<bool> {
        let Some(for_) = at.decl.for_.as_ref().filter(|_| !self.columns.is_empty()) else {
            return vec![true; combinations.len()];
        };
        // What is wrong in the condition was told when the tables were read.
        let mut told = Findings::default();
        at.ground.conditions.due(at.ground.tables, at.table, &self.columns, for_, combinations, &mut told)
    }

    /// For each row and column: is it due?
    fn grid(&self, at: &At<'_>, rows: &[Vec<Put>], columns: &[(&Chosen<'_>, Vec<Put>)]) -> Vec<Vec<bool>> {
        let combinations: Vec<Vec<u32>> = rows
            .iter()
            .flat_map(|row| columns.iter().map(|(_, tuple)| self.combination(&[row.as_slice(), tuple.as_slice()])))
            .collect();
        let holds = self.holds(at, &combinations);
        let goes = rows.iter().flat_map(|row| {
            columns.iter().map(move |(_, tuple)| row.iter().all(|one| tuple.iter().all(|put| goes_with(at, one, put))))
        });
        let all: Vec<bool> = holds.into_iter().zip(goes).map(|(holds, goes)| holds && goes).collect();
        all.chunks(columns.len().max(1)).map(<[bool]>::to_vec).collect()
    }

    /// Is anything due on a sheet without fixed rows?
    fn any(&self, at: &At<'_>) -> bool {
        let given = |name: &String| self.given.iter().any(|put| normal(&put.column) == normal(name));
        // What the rows will name is not known yet.
        !self.names.iter().all(given) || self.holds(at, &[self.combination(&[])]).iter().any(|due| *due)
    }
}

/// Rows that stand open: of a ledger and of a table that may have several rows for one unit.
fn spare(at: &At<'_>, axes: &[String], fixed: bool, columns: &[(&Chosen<'_>, Vec<Put>)]) -> usize {
    if !fixed {
        return if axes.is_empty() { LEDGER } else { FURTHER };
    }
    let words = |column: &ColumnDecl| {
        matches!(column.kind, ColumnKind::Text | ColumnKind::Reference(_) | ColumnKind::OneOf(_))
            && !axes.iter().any(|axis| normal(axis) == normal(&column.label))
    };
    let several = at.decl.one_per.is_empty() && columns.iter().any(|(one, _)| words(one.column));
    if several { FURTHER } else { 0 }
}

/// Columns that no row needs go out.
fn without_idle(part: &mut Part, fixed: bool) {
    if !fixed {
        return;
    }
    let idle = |index: usize| part.rows.iter().all(|row| row[index] == Slot::Idle);
    let kept: Vec<bool> = (0..part.heads.len()).map(|index| !idle(index)).collect();
    let mut keep = kept.iter();
    part.heads.retain(|_| keep.next().copied().unwrap_or(true));
    for row in &mut part.rows {
        let mut keep = kept.iter();
        row.retain(|_| keep.next().copied().unwrap_or(true));
    }
}

fn beside(at: &At<'_>, site: &Site) -> Vec<(String, Slot, Ask)> {
    let value = |(column, label): &(String, String)| {
        let decl = at.decl.columns.iter().find(|decl| normal(&decl.label) == normal(column));
        let ask = decl.map_or_else(Ask::default, |decl| asked::ask(at, decl));
        let slot = match patterns::put(&site.given, column) {
            Some(put) => Slot::Fixed(put.text.clone()),
            None => Slot::Input(None, None),
        };
        (label.clone(), slot, ask)
    };
    at.source.beside.iter().map(value).collect()
}

/// A header with its entries put in.
fn head(at: &At<'_>, one: &Chosen<'_>, tuple: &[Put], key: bool) -> Head {
    let mut open = tuple.iter().any(|put| put.open) || one.column.optional;
    let level = |(index, pattern): (usize, &Pattern)| {
        let bare = pattern.pieces.iter().all(|piece| matches!(piece, Piece::Any));
        let any = if bare && index == 0 && one.path.len() > 1 {
            at.decl.name.value.clone()
        } else if in_brackets(pattern) {
            measure(at, one.column, tuple).unwrap_or_else(|| {
                open = true;
                MEASURE.to_owned()
            })
        } else {
            String::new()
        };
        patterns::text(pattern, tuple, &any)
    };
    let path = one.path.iter().enumerate().map(level).collect();
    Head { label: one.column.label.clone(), path, open, ask: asked::ask(at, one.column), key }
}

/// Does a `*` stand in brackets, as the measure of what is counted does?
fn in_brackets(pattern: &Pattern) -> bool {
    pattern
        .pieces
        .windows(2)
        .any(|two| matches!(two, [Piece::Text(text), Piece::Any] if text.trim_end().ends_with(['(', '（'])))
}

/// In what a thing is measured: its own table says it, or the word of the column.
fn measure(at: &At<'_>, column: &ColumnDecl, tuple: &[Put]) -> Option<String> {
    let of_entry = tuple.iter().filter_map(|put| put.entry).find_map(|(table, entry)| {
        let table = &at.ground.tables.list[table];
        let found = MEASURES.iter().find_map(|name| table.columns.iter().find(|column| &*column.name == *name))?;
        match found.values.get(entry as usize) {
            Some(Value::Text(text)) => Some(text.to_string()),
            _ => None,
        }
    });
    of_entry.or_else(|| match &column.kind {
        ColumnKind::Number { word, .. } if !word.is_empty() => Some(word.clone()),
        _ => None,
    })
}
