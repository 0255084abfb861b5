//! Projects computed inside the test, and their CSV files held against those expected.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use kaohe::finding::{Findings, Severity};
use kaohe::pipeline::{self, Job, Prepared};
use kaohe::publish::data;
use kaohe::results::Results;
use kaohe::scheme::Texts;
use kaohe::scheme::period::Period;

const STACK: usize = 64 << 20;
const THREADS: usize = 4;

/// The file of which more rows may be made than are expected.
const COMPONENTS: &str = "components.csv";

/// A project computed for a period.
pub struct Made {
    pub job: Job,
    pub texts: Texts,
    pub prepared: Prepared,
    pub results: Results,
    /// What was found: severity, code and arguments.
    pub findings: Vec<String>,
}

/// Computes a project, or gives the errors that stopped it.
pub fn made(project: &Path, period: &str, archive: &Path) -> Result<Made, Vec<String>> {
    let period = Period::parse(period).expect("a period");
    let job = Job { project: project.to_owned(), period, issued: None, archive: archive.to_owned() };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let prepared = pipeline::prepare(&job, &mut texts, &mut findings, &|_| {});
    let results = prepared.as_ref().and_then(|p| pipeline::compute(&job, p, &texts, &mut findings, &|_| {}));
    let told = |f: &kaohe::finding::Finding| format!("{} {:?} {:?}", f.code.id, f.place, f.args);
    match prepared.zip(results) {
        Some((prepared, results)) => {
            Ok(Made { job, texts, prepared, results, findings: findings.iter().map(told).collect() })
        }
        None => Err(findings.iter().filter(|f| f.code.severity == Severity::Error).map(told).collect()),
    }
}

/// What differs from the files expected.
pub fn compared(made: &Made, expected: &Path) -> Vec<String> {
    let made: BTreeMap<String, String> = data::files(&made.results).into_iter().collect();
    let mut wrong = Vec::new();
    let mut files: Vec<_> = fs::read_dir(expected).expect("a folder").map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        let expected = fs::read_to_string(&file).expect(name);
        match made.get(name) {
            None => wrong.push(format!("{name} was not made")),
            Some(text) if name == COMPONENTS => wrong.extend(differences(&expected, text)),
            Some(text) if *text != expected => wrong.push(format!("{name}: {}", first_difference(&expected, text))),
            Some(_) => {}
        }
    }
    wrong
}

/// What is wrong in each case, on a few threads with as much stack as the program gives its own.
pub fn wrong_in<T: Sync>(cases: &[T], wrong: impl Fn(&T) -> Vec<String> + Sync) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            found.extend(wrong(case));
        }
        found
    };
    std::thread::scope(|scope| {
        let spawn = |_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).expect("a thread");
        let threads: Vec<_> = (0..THREADS).map(spawn).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a case does not panic")).collect()
    })
}

/// The names of the folders in a folder, in order.
pub fn folders(folder: &Path) -> Vec<String> {
    let listing = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let names = listing.filter(|path| path.is_dir()).filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn first_difference(expected: &str, made: &str) -> String {
    let pair = expected.lines().zip(made.lines()).find(|(a, b)| a != b);
    pair.map_or_else(
        || format!("{} lines instead of {}", made.lines().count(), expected.lines().count()),
        |(expected, made)| format!("{made} instead of {expected}"),
    )
}

/// Expected rows that were not made, or with another value.
fn differences(expected: &str, made: &str) -> Vec<String> {
    let split = |line: &str| line.rsplit_once(',').map(|(key, value)| (key.to_owned(), value.to_owned()));
    let made: BTreeMap<String, String> = made.lines().filter_map(split).collect();
    let rows = expected.lines().skip(1).filter_map(split);
    let wrong = rows.filter(|(key, value)| made.get(key) != Some(value));
    wrong.map(|(key, value)| format!("{key}: {:?} instead of {value}", made.get(&key))).collect()
}
