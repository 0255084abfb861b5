//! 反馈 workbooks, one per unit, made through the library: without their kept results an independent engine comes to
//! the unit's results, and with a raw number changed to what a run on the changed input comes to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kaohe::finding::Findings;
use kaohe::pipeline::{self, Job};
use kaohe::publish::excel;
use kaohe::publish::excel::unit::{Shared, workbook};
use kaohe::publish::notice::field;
use kaohe::results::Results;
use kaohe::scheme::Texts;
use kaohe::scheme::period::Period;
use kaohe::tables::Value;

use crate::chance::{Chance, all};
use crate::recompute::{Address, Bare, Shown};

/// Units of a scheme whose books are recomputed in `make test`.
const SAMPLE: usize = 3;
/// The sheets in which no raw figure of the unit stands.
const MADE: [&str; 3] = ["反馈", "计分", "引用数据"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a run of the project computes; none where the input does not hold.
fn results(project: &Path, period: &str) -> Option<Results> {
    let job = Job {
        project: project.to_path_buf(),
        period: Period::parse(period).unwrap(),
        issued: None,
        archive: "archive".into(),
    };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let prepared = pipeline::prepare(&job, &mut texts, &mut findings, &|_| {})?;
    pipeline::compute(&job, &prepared, &texts, &mut findings, &|_| {})
}

/// The workbook of a unit, in a file; nothing in it may print otherwise than the exact reading.
fn book(results: &Results, scheme: usize, unit: usize, shared: &Shared, folder: &Path) -> (PathBuf, Vec<String>) {
    let made = workbook(results, scheme, unit, shared).unwrap();
    let name = format!("{}·{}", results.schemes[scheme].name, results.schemes[scheme].units[unit].name);
    assert_eq!(made.differing, Vec::<String>::new(), "{name}");
    let path = folder.join(format!("{scheme}-{unit}.xlsx"));
    fs::write(&path, &made.bytes).unwrap();
    (path, made.unwritten.iter().map(|u| format!("{name} {}: {}", u.rule, u.why)).collect())
}

/// Every project with its periods: the appraisals, and those that use every construct.
fn projects() -> Vec<(PathBuf, String)> {
    let folders = |folder: &Path| {
        let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
        let mut out: Vec<PathBuf> = entries.filter(|p| p.is_dir()).collect();
        out.sort();
        out
    };
    let all = folders(&root().join("inputs")).into_iter().chain(folders(&root().join("tests/cases/live")));
    let name = |p: &Path| p.file_name().unwrap().to_str().unwrap().to_owned();
    all.flat_map(|p| folders(&p).into_iter().map(|f| name(&f)).map(move |f| (p.clone(), f)).collect::<Vec<_>>())
        .filter(|(_, period)| Period::parse(period).is_some())
        .collect()
}

/// The cell right of the last such label of the score sheet.
fn beside(cells: &BTreeMap<Address, Shown>, label: &str) -> Option<Address> {
    let text = Shown::Text(label.into());
    let found = cells.iter().rfind(|((s, _, c), v)| s == "计分" && *c == 0 && **v == text)?.0;
    Some((found.0.clone(), found.1, 1))
}

/// A percentile of a quarter's days by counting them: over the days of one station written one by one, as a unit's book
/// has them, that is longer than a cell may hold. The books say so.
const TOO_LONG: [&str; 2] = [" 站点.臭氧前位: 逐项写出的公式过长", " 站点.臭氧后位: 逐项写出的公式过长"];

#[test]
fn every_book_recomputes_to_the_results_of_its_unit() {
    let threads: Vec<_> =
        projects().into_iter().map(|(project, period)| std::thread::spawn(move || books(&project, &period))).collect();
    let values: Vec<String> = threads.into_iter().flat_map(|t| t.join().unwrap()).collect();
    let unforeseen = |value: &String| !TOO_LONG.iter().any(|known| value.ends_with(known));
    let values: Vec<String> = values.into_iter().filter(unforeseen).collect();
    assert_eq!(values, Vec::<String>::new(), "figures that are no formulas");
}

/// Makes every book of a project and recomputes some; what stands in them as a value.
fn books(project: &Path, period: &str) -> Vec<String> {
    let results = results(project, period).unwrap_or_else(|| panic!("{}", project.display()));
    let folder = tempfile::tempdir().unwrap();
    let mut values = Vec::new();
    for (index, scheme) in results.schemes.iter().enumerate() {
        let ranking = excel::workbook(&results, index).unwrap();
        assert_eq!(ranking.differing, Vec::<String>::new(), "{}", scheme.name);
        let notices = field(&results, scheme, &mut Findings::default());
        let shared = Shared::new(&results, index, &notices);
        let step = if all() { 1 } else { scheme.units.len().div_ceil(SAMPLE).max(1) };
        for unit in 0..scheme.units.len() {
            let (path, unwritten) = book(&results, index, unit, &shared, folder.path());
            values.extend(unwritten);
            if unit % step == 0 {
                recomputes(&path, &scheme.units[unit].name, &scheme.standing.score[unit]);
            }
        }
    }
    values.sort();
    values.dedup();
    values
}

fn recomputes(path: &Path, name: &str, score: &Value) {
    let bare = Bare::of(path);
    let cells = bare.ironcalc(&[]);
    let blank = Shown::Text(String::new());
    for (at, kept) in &bare.cached {
        let found = cells.get(at).unwrap_or(&blank);
        assert!(kept.same(found), "{name} {at:?}: kept {kept:?}, found {found:?} = {}", bare.formulas[at]);
    }
    assert!(!bare.formulas.is_empty(), "{name}");
    if let Value::Number(n) = score {
        let found = &cells[&beside(&cells, "得分").unwrap()];
        assert!(found.same(&Shown::Number(n.to_f64())), "{name}: {found:?}");
    }
}

#[test]
fn the_books_of_an_appraisal_come_to_the_published_scores() {
    for period in ["2012", "2013"] {
        let results = results(&root().join("inputs/shanghang"), period).unwrap();
        let scheme = &results.schemes[0];
        let csv = root().join("tests/expected/shanghang").join(period).join("results.csv");
        let csv = fs::read_to_string(csv).unwrap();
        let notices = field(&results, scheme, &mut Findings::default());
        let shared = Shared::new(&results, 0, &notices);
        let folder = tempfile::tempdir().unwrap();
        let step = if all() { 1 } else { 4 };
        for unit in (0..scheme.units.len()).step_by(step) {
            let (path, _) = book(&results, 0, unit, &shared, folder.path());
            let cells = Bare::of(&path).ironcalc(&[]);
            let name = &*scheme.units[unit].name;
            let line: Vec<&str> = csv.lines().map(|l| l.split(',').collect::<Vec<_>>()).find(|l| l[3] == name).unwrap();
            for (label, wanted) in [("得分", line[4]), ("名次", line[5]), ("奖项", line[7])] {
                let wanted = wanted.parse().map_or(Shown::Text(wanted.into()), Shown::Number);
                let found = &cells[&beside(&cells, label).unwrap()];
                assert!(found.same(&wanted), "{period} {name} {label}: {found:?} instead of {wanted:?}");
            }
        }
    }
}

/// A copy of a project.
fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copied(&path, &target) } else { fs::copy(&path, &target).map(|_| ()).unwrap() }
    }
}

/// Numbers of a file of text: where each stands in it, whose line it is, and it plus one.
fn numbers(text: &str) -> Vec<(std::ops::Range<usize>, String, String)> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut at = start;
        let unit = line.split(',').next().unwrap().trim().to_owned();
        for field in line.trim_end().split(',') {
            if let Ok(number) = field.parse::<f64>() {
                out.push((at..at + field.len(), unit.clone(), (number + 1.0).to_string()));
            }
            at += field.len() + 1;
        }
        start += line.len();
    }
    out
}

#[test]
fn a_changed_number_of_the_unit_gives_what_a_run_on_it_gives() {
    let mut chance = Chance(2_025);
    let mut moved = 0;
    for project in ["groups", "linked"] {
        let case = root().join("tests/cases/live").join(project);
        let files = fs::read_dir(case.join("2025")).unwrap().map(|e| e.unwrap().path());
        let mut files: Vec<PathBuf> = files.filter(|p| p.extension().is_some_and(|e| e == "csv")).collect();
        files.sort();
        let before = results(&case, "2025").unwrap();
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let found = numbers(&text);
            for _ in 0..if found.is_empty() {
                0
            } else if all() {
                20
            } else {
                2
            } {
                let (place, unit, number) = chance.of(&found).clone();
                let folder = tempfile::tempdir().unwrap();
                copied(&case, folder.path());
                let changed = [&text[..place.start], &number, &text[place.end..]].concat();
                fs::write(folder.path().join("2025").join(file.file_name().unwrap()), changed).unwrap();
                if let Some(after) = results(folder.path(), "2025") {
                    moved += follows(&before, &after, &unit, &number, folder.path());
                }
            }
        }
    }
    assert!(moved > 8, "{moved} formulas moved");
}

/// The old book with the new inputs must come to the new book; how many formulas moved.
fn follows(before: &Results, after: &Results, name: &str, number: &str, folder: &Path) -> usize {
    let mut moved = 0;
    for (index, scheme) in before.schemes.iter().enumerate() {
        let Some(unit) = scheme.units.iter().position(|u| &*u.name == name) else { continue };
        let [old, new] = [before, after].map(|results| {
            let notices = field(results, &results.schemes[index], &mut Findings::default());
            let shared = Shared::new(results, index, &notices);
            Bare::of(&book(results, index, unit, &shared, folder).0)
        });
        let (was, wanted) = (old.ironcalc(&[]), new.ironcalc(&[]));
        let inputs: Vec<(Address, Shown)> = wanted
            .iter()
            .filter(|(at, value)| !new.formulas.contains_key(*at) && was.get(*at) != Some(*value))
            .filter_map(|(at, value)| match value {
                Shown::Number(_) if at.0 != "反馈" => Some((at.clone(), value.clone())),
                _ => None,
            })
            .collect();
        let raw: Vec<(Address, Shown)> = inputs.iter().filter(|(at, _)| !MADE.contains(&&*at.0)).cloned().collect();
        assert_eq!(raw.len(), 1, "{name}: the one raw cell that changed into {number}: {raw:?}");
        let found = old.ironcalc(&inputs);
        for (at, kept) in new.cached.iter().filter(|(at, _)| at.0 != "反馈") {
            let given = found.get(at).cloned().unwrap_or(Shown::Text(String::new()));
            assert!(
                kept.same(&given),
                "{name} {at:?}: a run gives {kept:?}, the book {given:?} = {}",
                new.formulas[at]
            );
            moved += usize::from(was.get(at).is_some_and(|old| !old.same(kept)));
        }
    }
    moved
}
