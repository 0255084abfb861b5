//! What the header rows of a sheet give: single columns, columns that belong together, and what is wrong with them.

use std::sync::Arc;

use super::faults;
use super::header::{Found, Head, Hit, Taking, Wanted, fit_path};
use super::pattern::{Caught, Takes, is_no_item, resembles_no_item};
use crate::finding::{Finding, Findings, Place};
use crate::formula::text::normal;
use crate::scheme::suggest;

/// Where the values of a sheet's rows stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// The first header row.
    pub(super) top: u32,
    /// The first row under the headers.
    pub(super) data: u32,
    /// Wanted column and column of the sheet.
    pub(super) single: Vec<(usize, u32)>,
    /// Columns that are repeated for each thing captured; one without captures where none is.
    pub(super) groups: Vec<Group>,
    /// Captures and the entries that a slip in a header hides.
    pub(super) lost: Vec<(String, Arc<str>)>,
}

/// Columns for one thing captured.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// Capture, what it took, and the header cell it stands in.
    pub(super) caught: Vec<(Caught, (u32, u32))>,
    /// Wanted column and column of the sheet.
    pub(super) columns: Vec<(usize, u32)>,
}

/// Where a sheet is, for findings.
pub(super) struct Spot<'a> {
    pub(super) table: &'a str,
    pub(super) file: &'a Arc<str>,
    pub(super) sheet: &'a Arc<str>,
}

impl Spot<'_> {
    /// The sheet as a place.
    pub(super) fn whole(&self) -> Place {
        Place::sheet(self.file.clone(), self.sheet.clone())
    }
    /// A cell of the sheet.
    pub(super) fn cell(&self, (row, col): (u32, u32)) -> Place {
        Place::cell(self.file.clone(), self.sheet.clone(), row, col)
    }
}

/// Settles the layout; what is ambiguous, lacking or suspicious becomes a finding.
pub(super) fn layout(
    found: &Found<'_>,
    wanted: &[Wanted<'_>],
    takes: Taking<'_, '_>,
    spot: &Spot<'_>,
    findings: &mut Findings,
) -> Layout {
    let mut layout = Layout { top: found.top, data: found.top + found.depth, ..Layout::default() };
    for (at, hit) in found.hits.iter().enumerate() {
        let want = &wanted[at];
        match hit {
            Hit::Plain(cols) => {
                if cols.len() > 1 && !want.given {
                    findings.push(ambiguous(found, cols, want, spot));
                } else if let [only] = cols.as_slice() {
                    layout.single.push((at, found.heads[*only].col));
                    if found.heads[*only].hidden && !want.given {
                        findings.push(hidden(faults::HIDDEN_COLUMN_READ, &found.heads[*only], want.name, spot));
                    }
                }
            }
            Hit::Spread(list) => spread(at, list, found, want, &mut layout.groups, spot, findings),
            Hit::Captured | Hit::None => {}
        }
    }
    gaps(&layout.groups, found, wanted, spot, findings);
    if layout.groups.is_empty() {
        layout.groups.push(Group::default());
    }
    layout.lost = fallen(found, wanted, takes, spot, findings);
    resembling(found, wanted, spot, findings);
    layout
}

fn ambiguous(found: &Found<'_>, cols: &[usize], want: &Wanted<'_>, spot: &Spot<'_>) -> Finding {
    let heads: Vec<&Head<'_>> = cols.iter().map(|at| &found.heads[*at]).collect();
    let headers: Vec<String> = heads.iter().map(|head| head.text()).collect();
    let first = Finding::new(faults::AMBIGUOUS_COLUMN, spot.cell(heads[0].at))
        .with("table", spot.table)
        .with("column", want.name)
        .with("found", headers.join("、"));
    heads[1..].iter().fold(first, |finding, head| finding.and_at(spot.cell(head.at)))
}

fn hidden(code: crate::finding::Code, head: &Head<'_>, column: &str, spot: &Spot<'_>) -> Finding {
    Finding::new(code, spot.cell(head.at)).with("table", spot.table).with("column", column).with("found", head.text())
}

fn spread(
    at: usize,
    list: &[(usize, Vec<Caught>)],
    found: &Found<'_>,
    want: &Wanted<'_>,
    groups: &mut Vec<Group>,
    spot: &Spot<'_>,
    findings: &mut Findings,
) {
    for (index, caught) in list {
        let head = &found.heads[*index];
        let path = want.headers.iter().find(|path| path.len() == 1 || path.len() == head.levels.len());
        let cell = |name: &str| path.map_or(head.at, |path| head.captured_at(path, name));
        let group = group_of(groups, caught, &cell);
        if let Some((_, col)) = group.columns.iter().find(|(other, _)| *other == at) {
            let other = found.heads.iter().find(|h| h.col == *col).map_or(head.at, |h| h.at);
            let finding = Finding::new(faults::CAPTURE_TWICE, spot.cell(head.at))
                .with("table", spot.table)
                .with("column", want.name)
                .with("found", head.text())
                .with("entry", named(caught));
            findings.push(finding.and_at(spot.cell(other)));
            continue;
        }
        group.columns.push((at, head.col));
        if head.hidden {
            findings.push(hidden(faults::HIDDEN_COLUMN_READ, head, want.name, spot));
        }
    }
}

/// The group of what is captured, added where it is new.
fn group_of<'g>(groups: &'g mut Vec<Group>, caught: &[Caught], at: &dyn Fn(&str) -> (u32, u32)) -> &'g mut Group {
    let same = |group: &Group| {
        group.caught.len() == caught.len()
            && caught
                .iter()
                .all(|c| group.caught.iter().any(|(o, _)| o.name == c.name && normal(&o.text) == normal(&c.text)))
    };
    let index = groups.iter().position(same).unwrap_or_else(|| {
        groups.push(Group { caught: caught.iter().map(|c| (c.clone(), at(&c.name))).collect(), columns: Vec::new() });
        groups.len() - 1
    });
    &mut groups[index]
}

fn named(caught: &[Caught]) -> String {
    caught.iter().map(|c| &*c.text).collect::<Vec<_>>().join("／")
}

/// An entry found by one of the capturing columns must be found by all.
fn gaps(groups: &[Group], found: &Found<'_>, wanted: &[Wanted<'_>], spot: &Spot<'_>, findings: &mut Findings) {
    for group in groups {
        let caught: Vec<Caught> = group.caught.iter().map(|(c, _)| c.clone()).collect();
        for (at, hit) in found.hits.iter().enumerate() {
            if !matches!(hit, Hit::Spread(_)) || !wanted[at].needed || group.columns.iter().any(|(want, _)| *want == at)
            {
                continue;
            }
            let place = group.caught.first().map_or_else(|| spot.whole(), |(_, cell)| spot.cell(*cell));
            findings.push(
                Finding::new(faults::CAPTURE_GAP, place)
                    .with("table", spot.table)
                    .with("column", wanted[at].name)
                    .with("entry", named(&caught)),
            );
        }
    }
}

/// Headers of the captured form that name no entry, and headers beside captured ones that nobody claims.
fn fallen(
    found: &Found<'_>,
    wanted: &[Wanted<'_>],
    takes: Taking<'_, '_>,
    spot: &Spot<'_>,
    findings: &mut Findings,
) -> Vec<(String, Arc<str>)> {
    let claimed = |index: usize| claims(found, index);
    let mut strangers: Vec<String> = Vec::new();
    let mut unclaimed: Vec<String> = Vec::new();
    let mut spreads: Vec<(u32, usize)> = Vec::new();
    let mut lost = Vec::new();
    for (at, hit) in found.hits.iter().enumerate() {
        let Hit::Spread(list) = hit else { continue };
        let from = list.iter().map(|(index, _)| found.heads[*index].col).min().unwrap_or(u32::MAX);
        let Some(path) =
            wanted[at].headers.iter().find(|path| fit_path(path, &found.heads[list[0].0], &|n| takes(at, n)).is_some())
        else {
            continue;
        };
        let any_text = path.iter().any(|level| level.captures().any(|name| matches!(takes(at, name), Takes::Item)));
        if any_text {
            spreads.push((from, found.heads[list[0].0].levels.len()));
            no_items(list, found, spot, findings);
        }
        for (index, head) in found.heads.iter().enumerate().filter(|(index, _)| !claimed(*index)) {
            let Some(caught) = fit_path(path, head, &|_| Takes::Text) else { continue };
            if any_text && head.hidden && caught.iter().any(|c| !is_no_item(&super::pattern::Folded::new(&c.text))) {
                findings.push(hidden(faults::HIDDEN_COLUMN_SKIPPED, head, wanted[at].name, spot));
            }
            let entries = |name: &str| match takes(at, name) {
                Takes::Entry(keys) | Takes::Only(keys, _) => Some(keys),
                _ => None,
            };
            let slip = caught.iter().find_map(|c| Some((c, entries(&c.name)?.resembled(&c.text)?)));
            match slip {
                Some((caught, entry)) => {
                    let slip = (caught.name.clone(), entry.clone());
                    if !lost.contains(&slip) {
                        findings.push(resembles(
                            spot.cell(head.captured_at(path, &caught.name)),
                            spot.table,
                            &caught.text,
                            &entry,
                        ));
                        lost.push(slip);
                    }
                }
                None if !any_text && index < found.heads.len() && !strangers.contains(&head.text()) => {
                    strangers.push(head.text());
                }
                None => {}
            }
        }
    }
    for (index, head) in found.heads.iter().enumerate().filter(|(_, head)| !head.hidden) {
        let item = head.levels.last().is_some_and(|level| !is_no_item(level));
        let beside = spreads.iter().any(|(from, depth)| head.col > *from && head.levels.len() == *depth);
        if item && beside && !claimed(index) && !strangers.contains(&head.text()) {
            unclaimed.push(head.text());
        }
    }
    listed(faults::HEADERS_NOT_ENTRIES, &strangers, spot, findings);
    listed(faults::HEADERS_UNCLAIMED, &unclaimed, spot, findings);
    lost
}

/// Captured items that look like a header which never is one: a slip in 平均分 makes it an item.
fn no_items(list: &[(usize, Vec<Caught>)], found: &Found<'_>, spot: &Spot<'_>, findings: &mut Findings) {
    for (index, caught) in list {
        let slip = caught.iter().find_map(|c| Some((c, resembles_no_item(&c.text)?)));
        if let Some((caught, meant)) = slip {
            let finding = Finding::new(faults::ITEM_RESEMBLES, spot.cell(found.heads[*index].at));
            findings.push(finding.with("table", spot.table).with("found", &*caught.text).with("suggest", meant));
        }
    }
}

/// Does a wanted column claim that head?
fn claims(found: &Found<'_>, index: usize) -> bool {
    found.hits.iter().any(|hit| match hit {
        Hit::Plain(cols) => cols.contains(&index),
        Hit::Spread(list) => list.iter().any(|(at, _)| *at == index),
        Hit::Captured | Hit::None => false,
    })
}

fn listed(code: crate::finding::Code, headers: &[String], spot: &Spot<'_>, findings: &mut Findings) {
    if !headers.is_empty() {
        findings.push(Finding::new(code, spot.whole()).with("table", spot.table).with("found", headers.join("、")));
    }
}

/// A captured text that is no entry but looks like one.
pub(super) fn resembles(place: Place, table: &str, found: &str, entry: &str) -> Finding {
    Finding::new(faults::CAPTURE_RESEMBLES, place).with("table", table).with("found", found).with("suggest", entry)
}

/// A column that may be missing and is, while an unclaimed header looks like it.
fn resembling(found: &Found<'_>, wanted: &[Wanted<'_>], spot: &Spot<'_>, findings: &mut Findings) {
    for (at, want) in wanted.iter().enumerate() {
        if found.hits[at] != Hit::None || want.needed || want.given {
            continue;
        }
        let claimed =
            |index: usize| found.hits.iter().any(|hit| matches!(hit, Hit::Plain(cols) if cols.contains(&index)));
        let alike = found.heads.iter().enumerate().filter(|(index, _)| !claimed(*index)).find(|(_, head)| {
            let lowest = head.levels.last().map(|level| level.key()).unwrap_or_default();
            want.headers
                .iter()
                .filter_map(|path| path.last())
                .any(|level| super::keys::alike(&normal(&level.text), &lowest))
        });
        if let Some((_, head)) = alike {
            let finding = Finding::new(faults::RESEMBLING_HEADER, spot.cell(head.at));
            findings.push(finding.with("table", spot.table).with("column", want.name).with("found", head.text()));
        }
    }
}

/// The findings for columns that are not there: which headers were found, and the nearest of them.
pub(super) fn missing(found: Option<&Found<'_>>, wanted: &[Wanted<'_>], spot: &Spot<'_>) -> Vec<Finding> {
    let all: Vec<usize> = (0..wanted.len()).filter(|at| wanted[*at].needed).collect();
    let (missing, heads) = found.map_or((all.as_slice(), &[][..]), |f| (f.missing.as_slice(), f.heads.as_slice()));
    let headers: Vec<String> = heads.iter().map(Head::text).collect();
    let free: Vec<&Head<'_>> = heads
        .iter()
        .enumerate()
        .filter(|(index, _)| !found.is_some_and(|f| claims(f, *index)))
        .map(|(_, head)| head)
        .collect();
    let place = heads.first().map_or_else(|| spot.whole(), |head| spot.cell((found.map_or(0, |f| f.top), head.col)));
    let finding = |at: &usize| {
        let expected: Vec<String> = wanted[*at]
            .headers
            .iter()
            .map(|path| path.iter().map(|level| level.text.as_str()).collect::<Vec<_>>().join(">"))
            .collect();
        let lowest =
            |head: &&Head<'_>| head.levels.last().map(|level| level.original().to_string()).unwrap_or_default();
        let names: Vec<String> = free.iter().map(lowest).collect();
        let literal = wanted[*at].headers.iter().filter_map(|path| path.last()).filter(|level| level.is_plain());
        let near = literal.filter_map(|level| suggest::nearest(&level.text, names.iter().map(String::as_str))).next();
        Finding::new(faults::MISSING_COLUMN, place.clone())
            .with("table", spot.table)
            .with("column", wanted[*at].name)
            .with("expected", expected.join("、"))
            .with("found", if headers.is_empty() { suggest::NONE.to_owned() } else { headers.join("、") })
            .with("suggest", near.unwrap_or(suggest::NONE))
    };
    missing.iter().map(finding).collect()
}
