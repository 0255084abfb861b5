//! The header rows of a sheet: where the wanted columns are.

use std::collections::BTreeSet;

use super::book::Sheet;
use super::pattern::{Caught, Folded, Ready, Takes, fit};
use super::raw::{filled, shown};
use crate::formula::text::normal;

/// Header rows start within so many rows of the sheet …
const ROWS: u32 = 20;
/// … and are at most so many deep.
const DEPTH: u32 = 3;
/// More columns than this no office table has.
const COLUMNS: u32 = 2048;

/// A column wanted from one source.
pub(super) struct Wanted<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Alternatives, each a path from the top.
    pub(super) headers: Vec<Vec<Ready>>,
    /// Its header must be found here.
    pub(super) needed: bool,
    /// Its value is known from a name, a set value or a label; a header is only compared with it.
    pub(super) given: bool,
    /// It is one member of a family, so that its captures are bound to an entry.
    pub(super) member: bool,
}

/// What captures of a wanted column may take: by the column's index and the capture's name.
pub(super) type Taking<'t, 'k> = &'t dyn Fn(usize, &str) -> Takes<'k>;

/// One column's headers, from the top, without repetitions.
#[derive(Clone, Debug)]
pub(super) struct Head<'g> {
    pub(super) col: u32,
    pub(super) levels: Vec<&'g Folded>,
    /// Their cells.
    pub(super) cells: Vec<(u32, u32)>,
    /// The cell of the lowest.
    pub(super) at: (u32, u32),
    pub(super) hidden: bool,
}

impl Head<'_> {
    /// The cell of the level where a path of headers captures that name.
    pub(super) fn captured_at(&self, path: &[Ready], name: &str) -> (u32, u32) {
        let level = path.iter().position(|level| level.captures().any(|c| c == name)).unwrap_or(0);
        let from_top = self.levels.len().saturating_sub(path.len()) + level;
        self.cells.get(from_top).copied().unwrap_or(self.at)
    }

    /// As a person would name it: `粮食播种面积（亩）>目标`.
    pub(super) fn text(&self) -> String {
        self.levels.iter().map(|level| &**level.original()).collect::<Vec<_>>().join(">").replace('\n', "")
    }
}

/// Where a wanted column was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Hit {
    /// Nowhere.
    None,
    /// In one column, or (an error) in several.
    Plain(Vec<usize>),
    /// In a column for each thing captured.
    Spread(Vec<(usize, Vec<Caught>)>),
    /// What another column captures is its value.
    Captured,
}

/// Header rows with what was found in them; heads are indices into `heads`.
#[derive(Clone, Debug)]
pub(super) struct Found<'g> {
    pub(super) top: u32,
    pub(super) depth: u32,
    pub(super) heads: Vec<Head<'g>>,
    /// One per wanted column.
    pub(super) hits: Vec<Hit>,
    /// Wanted columns that were not found and are needed.
    pub(super) missing: Vec<usize>,
}

impl Found<'_> {
    /// How many of the columns that must be found were.
    pub(super) fn needed_found(&self, wanted: &[Wanted<'_>]) -> usize {
        wanted.iter().filter(|w| w.needed).count() - self.missing.len()
    }
}

/// A header text and its cell.
type Placed = ((u32, u32), Folded);

/// The cells of the first rows, merged ones repeated, made ready for comparing.
pub(super) struct Top {
    rows: Vec<Vec<Option<Placed>>>,
    /// Columns of merged areas over several columns, by row.
    spread: Vec<bool>,
    hidden: BTreeSet<u32>,
}

impl Top {
    /// Reads the first rows of a sheet.
    pub(super) fn of(sheet: &Sheet) -> Self {
        let last_row = sheet.last_row().map_or(0, |row| (row + 1).min(ROWS + DEPTH));
        let last_col = sheet.last_col().map_or(0, |col| (col + 1).min(COLUMNS));
        let cell = |row: u32, col: u32| {
            let at = sheet.merge_at(row, col).map_or((row, col), |area| (area.top, area.left));
            let text = Folded::new(&shown(filled(sheet, at.0, at.1)?));
            (!text.is_empty()).then_some((at, text))
        };
        let rows = (0..last_row).map(|row| (0..last_col).map(|col| cell(row, col)).collect()).collect();
        let wide = |row: u32| {
            sheet.merges().iter().any(|area| area.left < area.right && (area.top..=area.bottom).contains(&row))
        };
        Top { rows, spread: (0..last_row).map(wide).collect(), hidden: sheet.hidden_cols.iter().copied().collect() }
    }

    /// The heads of each column in header rows that start at `top`.
    fn heads(&self, top: u32, depth: u32) -> Vec<Head<'_>> {
        let rows: Vec<usize> = (top..top + depth).filter_map(|row| usize::try_from(row).ok()).collect();
        let width = self.rows.first().map_or(0, Vec::len);
        // Without merged areas a heading stands over the columns to its right, up to the next one.
        let flows = depth > 1 && !rows.iter().any(|row| self.spread.get(*row).copied().unwrap_or(false));
        let mut carried: Vec<Option<&Placed>> = vec![None; rows.len()];
        let mut heads = Vec::new();
        for col in 0..width {
            let own = |row: usize| self.rows.get(row)?.get(col)?.as_ref().filter(|((at, _), _)| *at >= top);
            let lowest = rows.last().and_then(|row| own(*row));
            let mut levels: Vec<&Placed> = Vec::new();
            for (level, row) in rows.iter().enumerate() {
                let upper = level + 1 < rows.len();
                let cell = own(*row).or_else(|| carried[level].filter(|_| flows && upper && lowest.is_some()));
                carried[level] = cell;
                if let Some(cell) = cell.filter(|cell| levels.last().is_none_or(|l| l.1.key() != cell.1.key())) {
                    levels.push(cell);
                }
            }
            let Some(last) = levels.last() else { continue };
            let Ok(col) = u32::try_from(col) else { continue };
            let (at, hidden) = (last.0, self.hidden.contains(&col));
            let (cells, levels) = levels.iter().map(|(at, text)| (*at, text)).unzip();
            heads.push(Head { col, at, hidden, cells, levels });
        }
        heads
    }
}

/// The best header rows of a sheet: all needed columns, most of all, shallowest, topmost.
pub(super) fn find<'g>(top: &'g Top, wanted: &[Wanted<'_>], takes: Taking<'_, '_>) -> Option<Found<'g>> {
    let last = u32::try_from(top.rows.len()).unwrap_or(ROWS);
    let mut best: Option<(Rank, Found<'g>)> = None;
    for row in 0..last.min(ROWS) {
        for depth in 1..=DEPTH.min(last - row) {
            let heads = top.heads(row, depth);
            let hits = hits(&heads, wanted, takes);
            let missing = missing(&hits, wanted);
            let found = Found { top: row, depth, heads, hits, missing };
            let rank = rank(&found, wanted);
            if best.as_ref().is_none_or(|(other, _)| rank > *other) {
                best = Some((rank, found));
            }
        }
    }
    best.map(|(_, found)| found)
}

type Rank = (std::cmp::Reverse<usize>, usize, std::cmp::Reverse<usize>, usize, std::cmp::Reverse<u32>);

fn rank(found: &Found<'_>, wanted: &[Wanted<'_>]) -> Rank {
    use std::cmp::Reverse;
    let own = || found.hits.iter().zip(wanted).filter(|(_, want)| !want.given).map(|(hit, _)| hit);
    let doubled = own().filter(|hit| matches!(hit, Hit::Plain(cols) if cols.len() > 1)).count();
    let columns = own().map(|hit| match hit {
        Hit::Spread(list) => list.len(),
        _ => 1,
    });
    let count = own().filter(|hit| !matches!(hit, Hit::None)).count();
    (Reverse(found.missing.len()), count, Reverse(doubled), columns.sum(), Reverse(found.depth))
}

fn missing(hits: &[Hit], wanted: &[Wanted<'_>]) -> Vec<usize> {
    let nowhere = hits.iter().zip(wanted).enumerate();
    nowhere.filter(|(_, (hit, want))| want.needed && **hit == Hit::None).map(|(at, _)| at).collect()
}

/// What each wanted column finds in these heads.
fn hits(heads: &[Head<'_>], wanted: &[Wanted<'_>], takes: Taking<'_, '_>) -> Vec<Hit> {
    let mut hits = vec![Hit::None; wanted.len()];
    // Which captures there are, and which columns plain headers claim, is only known after a first look.
    for _ in 0..3 {
        let claimed: BTreeSet<usize> =
            hits.iter().flat_map(|hit| if let Hit::Plain(cols) = hit { cols.clone() } else { Vec::new() }).collect();
        let captured: BTreeSet<String> = hits.iter().flat_map(names_of).collect();
        let next: Vec<Hit> =
            (0..wanted.len()).map(|at| hit(at, heads, &wanted[at], takes, &claimed, &captured)).collect();
        if next == hits {
            break;
        }
        hits = next;
    }
    hits
}

fn names_of(hit: &Hit) -> Vec<String> {
    match hit {
        Hit::Spread(list) => list.iter().flat_map(|(_, caught)| caught.iter().map(|c| normal(&c.name))).collect(),
        _ => Vec::new(),
    }
}

fn hit(
    at: usize,
    heads: &[Head<'_>],
    want: &Wanted<'_>,
    takes: Taking<'_, '_>,
    claimed: &BTreeSet<usize>,
    captured: &BTreeSet<String>,
) -> Hit {
    let is_captured = captured.contains(&normal(want.name));
    for path in &want.headers {
        if let [only] = path.as_slice()
            && only.is_capture_of(want.name)
        {
            if is_captured {
                return Hit::Captured;
            }
            continue;
        }
        let spreads = !want.member && path.iter().any(|level| level.captures().next().is_some());
        if spreads && want.given {
            continue;
        }
        let open = |name: &str| matches!(takes(at, name), Takes::Item | Takes::Number);
        let any_text = path.iter().all(|level| level.captures().all(&open));
        let fits = heads
            .iter()
            .enumerate()
            .filter_map(|(index, head)| Some((index, fit_path(path, head, &|name| takes(at, name))?)));
        if spreads {
            let found: Vec<(usize, Vec<Caught>)> =
                fits.filter(|(index, _)| !(claimed.contains(index) || any_text && heads[*index].hidden)).collect();
            if !found.is_empty() {
                return Hit::Spread(found);
            }
        } else {
            let mut found: Vec<usize> = fits.map(|(index, _)| index).collect();
            // A cell merged over several columns is one header.
            found.dedup_by(|b, a| heads[*a].at == heads[*b].at);
            if !found.is_empty() {
                return Hit::Plain(found);
            }
        }
    }
    if is_captured { Hit::Captured } else { Hit::None }
}

/// The captures of a path of headers that fits a column: one level the lowest, several all of them.
pub(super) fn fit_path<'k>(path: &[Ready], head: &Head<'_>, takes: &dyn Fn(&str) -> Takes<'k>) -> Option<Vec<Caught>> {
    if let [only] = path {
        return fit(only, head.levels.last()?, takes);
    }
    if path.len() != head.levels.len() {
        return None;
    }
    let mut all: Vec<Caught> = Vec::new();
    for (level, text) in path.iter().zip(&head.levels) {
        for caught in fit(level, text, takes)? {
            match all.iter().find(|c| c.name == caught.name) {
                Some(same) if normal(&same.text) != normal(&caught.text) => return None,
                Some(_) => {}
                None => all.push(caught),
            }
        }
    }
    Some(all)
}
