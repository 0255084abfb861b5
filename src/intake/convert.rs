//! From raw rows to typed columns.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::cell::{Converted, Seen, Sight, convert};
use super::entries::place;
use super::faults;
use super::few::TOLD;
use super::figure::SCIENTIFIC;
use super::keys::Keys;
use super::raw::is_blank;
use super::shape::{Given, RawRow, Shape, Want};
use super::slip::Slip;
use super::sources::Desk;
use crate::finding::{Code, Finding, Findings};
use crate::formula::ast::Unit;
use crate::formula::text::normal;
use crate::number::Exact;
use crate::scheme::decl::{Absent, ColumnKind, RowsFrom, TableDecl};
use crate::tables::{Column, Kind, Origin, Table, Value};

/// A table with its names but without rows, as it stands until it is converted.
pub(super) fn shell(name: &str, private_to: Option<&str>, keys: Option<&Keys>) -> Table {
    Table {
        name: Arc::from(name),
        private_to: private_to.map(Arc::from),
        columns: Vec::new(),
        rows: 0,
        key: Vec::new(),
        entries: keys.map(|k| k.entries.clone()).unwrap_or_default(),
        titles: keys.map(|k| k.titles.clone()).unwrap_or_default(),
        index: keys.map(|k| k.index.clone()).unwrap_or_default(),
        one_per: Vec::new(),
        absent: Absent::default(),
        has_for: false,
        ledger: false,
        written: false,
    }
}

/// Converts the rows of a table.
pub(super) fn table(
    desk: &Desk<'_>,
    decl: &TableDecl,
    keys: Option<&Keys>,
    shape: &mut Shape,
    findings: &mut Findings,
) -> Table {
    let mut faults = Vec::new();
    let columns: Vec<Column> =
        (0..shape.wants.len()).map(|want| column(desk, decl, shape, want, &mut faults)).collect();
    faults.into_iter().for_each(|finding| findings.push(finding));
    let index = |name: &str| shape.want(name);
    let mut table = shell(&decl.name.value, decl.private_to.as_deref(), keys);
    table.rows = shape.rows.len();
    table.columns = columns;
    table.key = decl.key.iter().filter_map(|key| index(&key.value)).collect();
    if table.key.is_empty() && keys.is_some() {
        table.key = vec![0];
    }
    table.one_per = decl.one_per.iter().filter_map(|column| index(&column.value)).collect();
    table.absent = match decl.absent {
        Absent::Error if shape.absent_source => Absent::NotApplicable,
        absent => absent,
    };
    table.has_for = decl.for_.is_some();
    table.ledger = decl.ledger;
    table.written = !matches!(decl.from, RowsFrom::Files(_));
    table
}

/// The kind of a wanted column.
pub(super) fn kind(want: &Want) -> Kind {
    match (&want.decl.kind, want.target) {
        (_, Some(table)) => Kind::Entry(table),
        (ColumnKind::Number { unit, .. }, None) => Kind::Number(*unit),
        (ColumnKind::Date, None) => Kind::Date,
        (ColumnKind::YesNo, None) => Kind::Bool,
        (ColumnKind::Raw, None) => Kind::Raw,
        (ColumnKind::Text | ColumnKind::Reference(_) | ColumnKind::OneOf(_), None) => Kind::Text,
    }
}

/// A text that no entry explains is no chance slip where it stands so often, and in one of so many rows.
const OFTEN: usize = 5;
/// See [`OFTEN`].
const SHARE: usize = 10;

fn column(desk: &Desk<'_>, decl: &TableDecl, shape: &mut Shape, index: usize, findings: &mut Vec<Finding>) -> Column {
    let want = shape.wants[index].clone();
    let sight = Sight { keys: &desk.keys, year: desk.year };
    let mut values = Vec::with_capacity(shape.rows.len());
    let mut origins = Vec::with_capacity(shape.rows.len());
    let mut told = Told::default();
    let mut scales: Vec<(usize, Vec<(Exact, usize)>)> = Vec::new();
    let mut shortened: Vec<(usize, String)> = Vec::new();
    let mut foreign: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for number in 0..shape.rows.len() {
        let given = shape.rows[number].cells.get(index).cloned().unwrap_or(Given::Lacking);
        origins.push(match &given {
            Given::Cell(origin) | Given::Text(_, origin) => *origin,
            Given::Lacking | Given::Fault => Origin::NONE,
        });
        values.push(match value(desk, &want, &given, sight) {
            Ok(converted) => {
                let read = shape.rows[number].read;
                if let Some(bare) = &converted.bare {
                    of_read(&mut scales, read).push((bare.clone(), number));
                }
                if converted.notes.contains(&SCIENTIFIC) {
                    shortened.push((number, shown(desk, &want, &converted.value)));
                }
                if let Some(text) = converted.foreign.as_ref() {
                    foreign.entry(text.clone()).or_insert((0, number)).0 += 1;
                }
                take(desk, shape, &want, number, converted)
            }
            Err(slip) => {
                told.tell(desk, decl, shape, &want, (number, index), slip, findings);
                Value::Fault
            }
        });
    }
    for (text, (count, first)) in foreign {
        if count >= OFTEN && count * SHARE >= shape.rows.len() {
            let slip = Slip::new(faults::FOREIGN_OFTEN, &text).with("count", count.to_string());
            told.tell(desk, decl, shape, &want, (first, index), slip, findings);
        }
    }
    for (number, read) in shortened {
        let slip = Slip::new(faults::SCIENTIFIC_NUMBER, &read);
        told.tell(desk, decl, shape, &want, (number, index), slip, findings);
    }
    told.finish(&want, &decl.name.value, findings);
    mixed(desk, decl, shape, &want, index, &scales, findings);
    let member_of = want.member.clone();
    Column {
        name: want.name.clone(),
        member_of,
        kind: kind(&want),
        values,
        origins,
        not_belonging: want.decl.not_belonging,
    }
}

fn of_read(scales: &mut Vec<(usize, Vec<(Exact, usize)>)>, read: usize) -> &mut Vec<(Exact, usize)> {
    let at = scales.iter().position(|(other, _)| *other == read).unwrap_or_else(|| {
        scales.push((read, Vec::new()));
        scales.len() - 1
    });
    &mut scales[at].1
}

/// The value of what was found for a column.
pub(super) fn value(desk: &Desk<'_>, want: &Want, given: &Given, sight: Sight<'_>) -> Result<Converted, Slip> {
    match given {
        Given::Lacking => Ok(Value::NotApplicable.into()),
        Given::Fault => Ok(Value::Fault.into()),
        Given::Text(text, _) => convert(want, Seen::Text(text), sight),
        Given::Cell(origin) => match desk.ground.cell(*origin).filter(|cell| !is_blank(cell)) {
            Some(cell) => convert(want, Seen::Cell(cell), sight),
            None => convert(want, Seen::Blank, sight),
        },
    }
}

/// Takes a value, counting how it was come by.
fn take(desk: &Desk<'_>, shape: &mut Shape, want: &Want, number: usize, converted: Converted) -> Value {
    let read = shape.rows[number].read;
    for note in converted.notes {
        shape.note(read, note);
    }
    if let Some(found) = converted.given
        && let Some(read) = shape.reads.get_mut(read)
    {
        let meaning = shown(desk, want, &converted.value);
        let same =
            |line: &&mut (String, String, String, usize)| line.0 == *want.name && line.1 == found && line.2 == meaning;
        match read.line.given.iter_mut().find(same) {
            Some(line) => line.3 += 1,
            None => read.line.given.push((want.name.to_string(), found, meaning, 1)),
        }
    }
    converted.value
}

/// A value in words, for the summary of what was read and for messages.
pub(super) fn shown(desk: &Desk<'_>, want: &Want, value: &Value) -> String {
    match value {
        Value::NotApplicable => "不适用".to_owned(),
        Value::Missing => "缺".to_owned(),
        Value::Fault => String::new(),
        Value::Bool(true) => "是".to_owned(),
        Value::Bool(false) => "否".to_owned(),
        Value::Text(text) => text.to_string(),
        Value::Date(date) => super::raw::iso(*date),
        Value::Number(number) => figure(want, number),
        Value::Entry(entry) => {
            let keys = want.target.and_then(|table| desk.keys.get(table)).and_then(Option::as_ref);
            keys.map(|keys| keys.name(*entry).to_string()).unwrap_or_default()
        }
    }
}

/// A number in the unit that its column is written in.
pub(super) fn figure(want: &Want, number: &Exact) -> String {
    match &want.decl.kind {
        ColumnKind::Number { unit: Unit::Percent, .. } => format!("{}%", (number * &Exact::from(100_i64)).plain(10)),
        ColumnKind::Number { scale, .. } if *scale != 1 => {
            number.checked_div(&Exact::from(*scale)).map(|n| n.plain(12)).unwrap_or_default()
        }
        _ => number.plain(12),
    }
}

/// How often each fault occurred in a column of a sheet.
#[derive(Default)]
struct Told {
    counts: HashMap<(usize, Code), usize>,
    last: Vec<((usize, Code), Finding)>,
}

impl Told {
    #[expect(clippy::too_many_arguments, reason = "a fault is told with its table, column and place")]
    fn tell(
        &mut self,
        desk: &Desk<'_>,
        decl: &TableDecl,
        shape: &Shape,
        want: &Want,
        (number, index): (usize, usize),
        slip: Slip,
        findings: &mut Vec<Finding>,
    ) {
        let row: &RawRow = &shape.rows[number];
        let count = self.counts.entry((row.read, slip.code)).or_insert(0);
        *count += 1;
        let (key, over) = ((row.read, slip.code), *count > TOLD);
        let slip_code = slip.code;
        let finding = slip.at(place(&desk.ground, shape, row, index), &decl.name.value, &want.name);
        // A cell that several rows share has one fault, and so has a name that is unknown all over a file.
        if findings.contains(&finding) || (slip_code == faults::UNKNOWN_ENTRY && merged(&finding, findings)) {
            *count -= 1;
        } else if !over {
            findings.push(finding);
        } else if !self.last.iter().any(|(other, _)| *other == key) {
            self.last.push((key, finding));
        }
    }

    fn finish(self, want: &Want, table: &str, findings: &mut Vec<Finding>) {
        for (key, finding) in self.last {
            let more = self.counts.get(&key).copied().unwrap_or(0).saturating_sub(TOLD);
            findings.push(
                Finding::new(faults::MORE_OF_THE_SAME, finding.place)
                    .with("table", table)
                    .with("column", &*want.name)
                    .with("code", key.1.id)
                    .with("count", more.to_string()),
            );
        }
    }
}

/// Adds the place to an earlier finding of the same name in the same file, if there is one.
fn merged(finding: &Finding, findings: &mut [Finding]) -> bool {
    let found = |f: &Finding| f.args.iter().find(|(name, _)| *name == "found").map(|(_, v)| normal(v));
    let known = |f: &Finding| f.args.iter().find(|(name, _)| *name == "known").map(|(_, v)| v.clone());
    let same = |f: &&mut Finding| {
        f.code == finding.code
            && f.place.file == finding.place.file
            && found(f) == found(finding)
            && known(f) == known(finding)
    };
    let Some(first) = findings.iter_mut().find(same) else { return false };
    if first.related.len() < 2 * TOLD {
        first.related.push(finding.place.clone());
    }
    true
}

/// Bare numbers of a % column that are partly fractions and partly percentage points.
fn mixed(
    desk: &Desk<'_>,
    decl: &TableDecl,
    shape: &Shape,
    want: &Want,
    index: usize,
    scales: &[(usize, Vec<(Exact, usize)>)],
    findings: &mut Vec<Finding>,
) {
    if !matches!(want.decl.kind, ColumnKind::Number { unit: Unit::Percent, .. }) {
        return;
    }
    for (_, numbers) in scales {
        let (small, large): (Vec<_>, Vec<_>) =
            numbers.iter().filter(|(n, _)| !n.is_zero()).partition(|(n, _)| n.abs() <= Exact::ONE);
        let (Some(one), Some(other)) = (small.first(), large.first()) else { continue };
        let odd = if small.len() <= large.len() { one } else { other };
        let finding = Finding::new(faults::MIXED_SCALES, place(&desk.ground, shape, &shape.rows[odd.1], index))
            .with("table", decl.name.value.as_str())
            .with("column", &*want.name)
            .with("found", odd.0.plain(12));
        let usual = if small.len() <= large.len() { other } else { one };
        findings.push(finding.and_at(place(&desk.ground, shape, &shape.rows[usual.1], index)));
    }
}
