//! A sample of slips in real inputs, drawn by a fixed series of numbers: each is found where it stands, or
//! changes nothing, or the summary of what was read shows it. None passes in silence.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use encoding_rs::GB18030;
use kaohe::finding::place::a1;
use kaohe::finding::{At, Findings, Severity};
use kaohe::pipeline::{Job, compute, prepare};
use kaohe::publish::data;
use kaohe::scheme::Texts;
use kaohe::scheme::period::Period;
use kaohe::tables::ReadSummary;

use crate::chance::Chance;
use crate::damage::{copied, with_cell};

const PROJECT: &str = "shanghang";
const PERIOD: &str = "2012";

/// What is done to the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slip {
    RowDeleted,
    RowDoubled,
    CellEmptied,
    HeaderRenamed,
    UnitMisspelt,
    TextForNumber,
    MinusSign,
}

/// What comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// An error or warning at the cell, or where it is a matter of rows or headers, at the sheet.
    Found,
    /// The summary of what was read differs: rows used, sums, or what a cell was taken for.
    Shown,
    /// The same figures.
    Unchanged,
    /// Other figures, and nobody is told.
    Silent,
}

/// A sheet: file, sheet, header row, first and last row of data (from 1), columns of units and of figures.
type Site = (&'static str, &'static str, u32, (u32, u32), u32, &'static [u32]);

const CSV: [Site; 2] =
    [("党政办_效能与党建指标.csv", "", 1, (2, 111), 0, &[2, 3]), ("察访核验_行政服务中心.csv", "", 1, (2, 6), 1, &[3])];
const XLSX: [Site; 4] = [
    ("统计站_绩效评估指标.xlsx", "指标完成情况", 4, (5, 18), 0, &[1, 2, 7, 8, 10, 11]),
    ("公众评议统计.xlsx", "机关干部", 4, (5, 26), 0, &[2, 3, 4]),
    ("察访核验_县直督查.xlsx", "县政协", 2, (3, 8), 2, &[4]),
    ("经委_目标管理指标.xlsx", "大岭", 3, (4, 9), 1, &[4, 5]),
];

/// How often each slip comes out how; worked out from the scheme: an empty figure is declared there (空=…), a
/// deduction may be written with a minus sign (取正), a row of a ledger may never have been written.
const WANTED: [(Slip, Outcome, usize); 11] = [
    (Slip::RowDeleted, Outcome::Found, 2),
    (Slip::RowDeleted, Outcome::Shown, 2),
    (Slip::RowDoubled, Outcome::Found, 4),
    (Slip::CellEmptied, Outcome::Found, 3),
    (Slip::CellEmptied, Outcome::Shown, 3),
    (Slip::HeaderRenamed, Outcome::Found, 6),
    (Slip::UnitMisspelt, Outcome::Found, 6),
    (Slip::TextForNumber, Outcome::Found, 6),
    (Slip::MinusSign, Outcome::Found, 4),
    (Slip::MinusSign, Outcome::Shown, 1),
    (Slip::MinusSign, Outcome::Unchanged, 1),
];

#[test]
fn no_slip_passes_in_silence() {
    let work = tempfile::tempdir().expect("a folder");
    let project = copied(PROJECT, work.path());
    let good = read(&project);
    let mut counts: BTreeMap<(Slip, Outcome), usize> = BTreeMap::new();
    let mut told = Vec::new();
    let mut chance = Chance(2012);
    for (slip, site) in plan() {
        let (file, ..) = site;
        let path = project.join(PERIOD).join(file);
        let whole = fs::read(&path).expect("an input");
        let (damaged, cell) = slipped(&whole, slip, site, &mut chance);
        fs::write(&path, damaged).expect("it can be written");
        let outcome = outcome(&good, &read(&project), slip, site, &cell);
        fs::write(&path, whole).expect("it can be written");
        told.push(format!("{slip:?} {file} {cell}: {outcome:?}"));
        *counts.entry((slip, outcome)).or_default() += 1;
    }
    let silent: Vec<&String> = told.iter().filter(|line| line.ends_with("Silent")).collect();
    assert_eq!(silent, Vec::<&String>::new());
    let counts: Vec<(Slip, Outcome, usize)> = counts.into_iter().map(|((slip, out), n)| (slip, out, n)).collect();
    assert_eq!(counts, WANTED, "{}", told.join("\n"));
}

/// Which slips are made where.
fn plan() -> Vec<(Slip, Site)> {
    let mut plan = Vec::new();
    for site in CSV {
        for slip in [Slip::RowDeleted, Slip::RowDoubled] {
            plan.extend([(slip, site); 2]);
        }
    }
    for site in CSV.into_iter().chain(XLSX) {
        for slip in [Slip::HeaderRenamed, Slip::UnitMisspelt, Slip::TextForNumber, Slip::MinusSign, Slip::CellEmptied] {
            plan.push((slip, site));
        }
    }
    plan
}

/// What a reading of the project gave.
struct Reading {
    findings: Findings,
    read: ReadSummary,
    figures: Option<String>,
}

fn read(project: &Path) -> Reading {
    let period = Period::parse(PERIOD).expect("a period");
    let job = Job { project: project.to_owned(), period, issued: None, archive: "archive".into() };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let prepared = prepare(&job, &mut texts, &mut findings, &|_| {}).expect("the scheme is whole");
    let results = compute(&job, &prepared, &texts, &mut findings, &|_| {});
    let figures = results.map(|results| data::results(&results) + &data::components(&results));
    Reading { findings, read: prepared.read, figures }
}

/// The damaged file, and the cell of the slip.
fn slipped(whole: &[u8], slip: Slip, site: Site, chance: &mut Chance) -> (Vec<u8>, String) {
    let (file, sheet, header, (first, last), unit, figures) = site;
    let figure = figures[usize::try_from(chance.below(u32::try_from(figures.len()).expect("few"))).expect("few")];
    let drawn = first + chance.below(last - first + 1);
    // A form names its unit above the table.
    let form = file.starts_with("经委");
    let (row, col) = match slip {
        Slip::HeaderRenamed => (header, figure),
        Slip::UnitMisspelt if form => (2, unit),
        Slip::UnitMisspelt | Slip::RowDeleted | Slip::RowDoubled => (drawn, unit),
        Slip::CellEmptied | Slip::TextForNumber | Slip::MinusSign => (drawn, figure),
    };
    let cell = a1(row - 1, col);
    let new = match slip {
        Slip::HeaderRenamed => "说明",
        Slip::UnitMisspelt => "大岑忖",
        Slip::TextForNumber => "较好",
        Slip::MinusSign => "-7",
        Slip::RowDeleted | Slip::RowDoubled | Slip::CellEmptied => "",
    };
    if !sheet.is_empty() {
        return (with_cell(whole, sheet, &cell, new), cell);
    }
    let (row, col) = (usize::try_from(row - 1).expect("few"), usize::try_from(col).expect("few"));
    let (decoded, _) = GB18030.decode_without_bom_handling(whole);
    let mut lines: Vec<String> = decoded.lines().map(str::to_owned).collect();
    match slip {
        Slip::RowDeleted => drop(lines.remove(row)),
        Slip::RowDoubled => lines.push(lines[row].clone()),
        _ => {
            let mut cells: Vec<&str> = lines[row].split(',').collect();
            let negative = format!("-{}", cells[col]);
            cells[col] = if slip == Slip::MinusSign { &negative } else { new };
            lines[row] = cells.join(",");
        }
    }
    (GB18030.encode(&(lines.join("\n") + "\n")).0.into_owned(), cell)
}

fn outcome(good: &Reading, now: &Reading, slip: Slip, site: Site, cell: &str) -> Outcome {
    let (file, sheet, ..) = site;
    let of_cell = !matches!(slip, Slip::RowDeleted | Slip::RowDoubled | Slip::HeaderRenamed);
    let here = |at: &At| match at {
        At::Cell { sheet: on, row, col } => **on == *sheet && (!of_cell || a1(*row, *col) == cell),
        At::Sheet(on) => **on == *sheet && !of_cell,
        At::Whole => !of_cell,
        At::Text { .. } => false,
    };
    let serious = now.findings.iter().filter(|finding| finding.code.severity != Severity::Note);
    if serious.clone().any(|finding| *finding.place.file == *file && here(&finding.place.at)) {
        return Outcome::Found;
    }
    if now.figures == good.figures {
        return Outcome::Unchanged;
    }
    let shown = |reading: &Reading| {
        let sheets = reading.read.sheets.iter().filter(|line| line.file == file && line.sheet == sheet);
        sheets.map(|line| format!("{} {:?} {:?}", line.used, line.given, line.sums)).collect::<Vec<_>>()
    };
    if shown(now) == shown(good) { Outcome::Silent } else { Outcome::Shown }
}
