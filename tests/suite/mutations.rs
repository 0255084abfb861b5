//! Slips in the inputs of every project, at every cell that the program read: each is found where it stands, or
//! has a meaning that the scheme declares and the summary of what was read shows, or changes no figure.
//! `make test` takes a sample, `make mutations` all of them; KAOHE_PROJECT names a single project.

pub mod page;
pub mod sites;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use kaohe::finding::place::a1;
use kaohe::finding::{At, Finding, Findings, Place, Severity};
use kaohe::pipeline::{Job, Prepared, compute, prepare};
use kaohe::publish::data;
use kaohe::scheme::Texts;
use kaohe::scheme::period::Period;

use crate::chance::{Chance, all};
use crate::damage::copy;
use crate::inprocess::{folders, wrong_in};
use page::Grid;
use sites::{Site, declared, may_lack_rows, sites};

/// So many slips of a project in `make test`.
const FEW: usize = 12;

/// What is done to the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    RowDeleted,
    RowDoubled,
    CellEmptied,
    /// One character of a header, label or title is another.
    HeaderMisspelt,
    /// A header, label or title is another text.
    HeaderRenamed,
    /// One character of the name of a unit or of another entry is another.
    NameMisspelt,
    /// One character of a text that names no entry is another: a group, a class, a conclusion, or a remark.
    TextMisspelt,
    TextForNumber,
    MinusSign,
}

/// What comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// An error or warning at the cell, or where it is a matter of rows or headers, at the sheet or its file.
    Found,
    /// An error or warning elsewhere on the sheet: at the total row, at the head of the column.
    Nearby,
    /// An error somewhere else, where the names differ now or the sum that must be: nothing is published.
    Stopped,
    /// A warning somewhere else, as of a sum that should be.
    Warned,
    /// The scheme declares a meaning, and the summary of what was read shows it.
    Shown,
    /// The same figures.
    Unchanged,
    /// Other figures, and nobody is told.
    Silent,
}

/// What a reading of a project gave.
pub struct Reading {
    pub prepared: Prepared,
    findings: Vec<Finding>,
    figures: Option<Vec<(String, String)>>,
}

/// A project and a period of it.
type Task = (String, String);

#[test]
fn no_slip_passes_in_silence() {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs");
    let only = std::env::var("KAOHE_PROJECT").ok();
    let tasks: Vec<Task> = folders(&inputs)
        .into_iter()
        .filter(|project| only.as_ref().is_none_or(|only| only == project))
        .flat_map(|project| folders(&inputs.join(&project)).into_iter().map(move |period| (project.clone(), period)))
        .collect();
    let told = wrong_in(&tasks, |(project, period)| damaged(&inputs.join(project), period));
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in &told {
        let mut words = line.split(' ');
        let key = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
        *counts.entry(key).or_default() += 1;
    }
    for ((slip, outcome), count) in counts {
        println!("{slip:16} {outcome:10} {count}");
    }
    let silent: Vec<&String> = told.iter().filter(|line| line.contains(" Silent ")).collect();
    assert_eq!(silent, Vec::<&String>::new(), "of {} slips", told.len());
}

/// Does the slips to a copy of a project: one line each.
fn damaged(from: &Path, period: &str) -> Vec<String> {
    let work = tempfile::tempdir().expect("a folder");
    let project = work.path().join(from.file_name().expect("a name"));
    copy(from, &project);
    let good = read(&project, period).expect("the project is whole");
    let paths: BTreeMap<String, PathBuf> = good
        .prepared
        .read
        .files
        .iter()
        .filter_map(|file| {
            let paths = [project.join(period).join(&file.file), project.join(&file.file)];
            paths.into_iter().find(|path| path.exists()).map(|path| (file.file.clone(), path))
        })
        .collect();
    let books: BTreeMap<String, Grid> = paths.iter().map(|(file, path)| (file.clone(), Grid::read(path))).collect();
    books.iter().for_each(|(file, grid)| grid.write(&paths[file]));
    let again = read(&project, period).expect("the project is whole");
    assert_eq!(again.figures, good.figures, "{from:?}: written again");
    let known = |finding: &Finding| finding.code.severity == Severity::Note || good.findings.contains(finding);
    assert!(again.findings.iter().all(known), "{from:?}: written again, {:?}", again.findings);
    let mut chance = Chance(7);
    let sample = sampled(sites(&again, &books), &mut chance);
    let mut told = Vec::new();
    for site in sample {
        let (file, sheet) = &site.sheet;
        let mut damaged = books[file].clone();
        let what = slip(damaged.page(sheet), &site, &mut chance);
        damaged.write(&paths[file]);
        let now = read(&project, period);
        books[file].write(&paths[file]);
        let (outcome, why) = outcome(&again, now.as_ref(), &site, &what);
        let readers: Vec<String> = site
            .readers
            .iter()
            .take(3)
            .map(|(t, c)| {
                let table = &again.prepared.tables.list[*t];
                format!("{}.{}", table.name, table.columns[*c].name)
            })
            .collect();
        let mut line = format!(
            "{:?} {outcome:?} {} {period} {file}!{sheet}!{}",
            site.slip,
            project.file_name().unwrap().display(),
            a1(site.at.0, site.at.1)
        );
        write!(line, " [{}] {what:?} ⇒ {why}", readers.join("，")).unwrap();
        told.push(line.replace('\n', "⏎"));
    }
    told
}

/// So many of each kind and column; in `make test` a few of a project.
fn sampled(sites: Vec<Site>, chance: &mut Chance) -> Vec<Site> {
    let each = std::env::var("KAOHE_ALL").ok().map_or(1, |each| each.parse().expect("a number"));
    let mut piles: BTreeMap<String, Vec<Site>> = BTreeMap::new();
    for site in sites {
        // Each header is a kind of its own.
        let own = site.readers.is_empty().then_some(site.at);
        piles.entry(format!("{:?} {:?} {own:?} {:?}", site.slip, site.sheet, site.readers)).or_default().push(site);
    }
    let mut few: Vec<Site> = Vec::new();
    for mut pile in piles.into_values() {
        if pile.len() > each {
            chance.shuffle(&mut pile);
        }
        few.extend(pile.into_iter().take(each));
    }
    if !all() {
        // Of every kind as many.
        chance.shuffle(&mut few);
        let mut seen: BTreeMap<Slip, usize> = BTreeMap::new();
        few.sort_by_cached_key(|site| {
            let turn = seen.entry(site.slip).or_default();
            *turn += 1;
            *turn
        });
        few.truncate(FEW);
    }
    few
}

fn read(project: &Path, period: &str) -> Option<Reading> {
    let period = Period::parse(period).expect("a period");
    let job = Job { project: project.to_owned(), period, issued: None, archive: "archive".into() };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let prepared = prepare(&job, &mut texts, &mut findings, &|_| {})?;
    let results = compute(&job, &prepared, &texts, &mut findings, &|_| {});
    let figures = results.map(|results| data::files(&results));
    Some(Reading { findings: findings.iter().cloned().collect(), prepared, figures })
}

/// Does it, and says what.
fn slip(page: &mut page::Page, site: &Site, chance: &mut Chance) -> (String, String) {
    let at = site.at;
    let old = page.text(at);
    let new = match site.slip {
        Slip::RowDeleted => {
            page.delete(at.0);
            return Default::default();
        }
        Slip::RowDoubled => {
            page.double(at.0);
            return Default::default();
        }
        Slip::CellEmptied => String::new(),
        Slip::HeaderRenamed => "其他情况".into(),
        Slip::TextForNumber => "较好".into(),
        Slip::MinusSign if old.trim_matches(['0', '.', '%']).is_empty() => "-7".into(),
        Slip::MinusSign => format!("-{}", old.trim().trim_start_matches('-')),
        Slip::HeaderMisspelt | Slip::NameMisspelt | Slip::TextMisspelt => misspelt(&old, chance),
    };
    page.put(at, &new);
    (old, new)
}

/// With another character in the place of one.
fn misspelt(text: &str, chance: &mut Chance) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let letters: Vec<usize> = (0..chars.len()).filter(|at| chars[*at].is_alphanumeric()).collect();
    chars[*chance.of(&letters)] = '忖';
    chars.into_iter().collect()
}

fn outcome(good: &Reading, now: Option<&Reading>, site: &Site, what: &(String, String)) -> (Outcome, String) {
    let Some(now) = now else { return (Outcome::Stopped, "scheme".into()) };
    let key = |f: &Finding| (f.code.id, f.place.file.clone(), f.args.clone());
    let mut before: Vec<_> = good.findings.iter().map(key).collect();
    let mut fresh = Vec::new();
    for finding in now.findings.iter().filter(|f| f.code.severity != Severity::Note) {
        match before.iter().position(|b| *b == key(finding)) {
            Some(at) => drop(before.swap_remove(at)),
            None => fresh.push(finding),
        }
    }
    let codes: Vec<String> = fresh.iter().map(|f| format!("{}@{:?}", f.code.id, f.place)).collect();
    let codes = codes.join("；");
    if fresh.iter().any(|f| std::iter::once(&f.place).chain(&f.related).any(|place| here(place, site))) {
        return (Outcome::Found, codes);
    }
    if fresh.iter().any(|f| nearby(&f.place, site)) {
        return (Outcome::Nearby, codes);
    }
    if now.figures.is_none() {
        return (Outcome::Stopped, codes);
    }
    if unchanged(good, now, what) {
        return (Outcome::Unchanged, codes);
    }
    if !fresh.is_empty() {
        return (Outcome::Warned, codes);
    }
    let changed = difference(good, now);
    (if meant(good, now, site) { Outcome::Shown } else { Outcome::Silent }, changed)
}

/// The same figures, whatever name they are printed under.
fn unchanged(good: &Reading, now: &Reading, (old, new): &(String, String)) -> bool {
    let sorted = |figures: &Option<Vec<(String, String)>>| {
        let lines = figures.iter().flatten().flat_map(|(_, text)| text.lines().map(str::to_owned));
        let mut lines: Vec<String> =
            lines.map(|line| if new.is_empty() { line } else { line.replace(new.as_str(), old) }).collect();
        lines.sort();
        lines
    };
    sorted(&good.figures) == sorted(&now.figures)
}

fn difference(good: &Reading, now: &Reading) -> String {
    let (old, new) = (good.figures.as_ref().unwrap(), now.figures.as_ref().unwrap());
    let pairs = old
        .iter()
        .zip(new)
        .flat_map(|(a, b)| a.1.lines().zip(b.1.lines()).filter(|(x, y)| x != y).map(|(x, y)| format!("{x} | {y}")));
    pairs.take(2).collect::<Vec<_>>().join("; ")
}

fn here(place: &Place, site: &Site) -> bool {
    let (file, sheet) = &site.sheet;
    let of_cell =
        !matches!(site.slip, Slip::RowDeleted | Slip::RowDoubled | Slip::HeaderRenamed | Slip::HeaderMisspelt);
    *place.file == **file
        && match &place.at {
            At::Cell { sheet: on, row, col } => **on == **sheet && (!of_cell || (*row, *col) == site.at),
            At::Sheet(on) => **on == **sheet && !of_cell,
            At::Whole => !of_cell,
            At::Text { .. } => false,
        }
}

/// Is it on the same sheet?
fn nearby(place: &Place, site: &Site) -> bool {
    let (file, sheet) = &site.sheet;
    *place.file == **file
        && match &place.at {
            At::Cell { sheet: on, .. } | At::Sheet(on) => **on == **sheet,
            At::Whole => true,
            At::Text { .. } => false,
        }
}

/// Does the scheme say what this means, and the summary of what was read show it?
fn meant(good: &Reading, now: &Reading, site: &Site) -> bool {
    let shown = |reading: &Reading| {
        let lines =
            reading.prepared.read.sheets.iter().filter(|l| (&l.file, &l.sheet) == (&site.sheet.0, &site.sheet.1));
        lines.map(|l| format!("{} {} {:?} {:?} {:?}", l.table, l.used, l.given, l.notes, l.sums)).collect::<Vec<_>>()
    };
    let prepared = &good.prepared;
    let columns = || site.readers.iter().filter_map(|reader| declared(prepared, *reader));
    let says = match site.slip {
        Slip::RowDeleted => site.readers.iter().all(|(table, _)| may_lack_rows(prepared, *table)),
        Slip::CellEmptied => columns().any(|column| column.empty.is_some()),
        Slip::MinusSign => columns().any(|column| column.drop_sign || column.may_be_negative),
        Slip::NameMisspelt | Slip::TextForNumber => columns().any(|column| column.outside.is_some()),
        Slip::RowDoubled | Slip::HeaderMisspelt | Slip::HeaderRenamed | Slip::TextMisspelt => false,
    };
    says && shown(good) != shown(now)
}
