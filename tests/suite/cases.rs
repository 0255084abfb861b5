//! Real appraisals with known results: each folder of `tests/expected/<project>/<period>` holds the figures of
//! an independent reading of the same inputs. A new case is its inputs and the files expected of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kaohe::finding::{Findings, Severity};
use kaohe::pipeline::{self, Job};
use kaohe::publish::data;
use kaohe::scheme::Texts;
use kaohe::scheme::period::Period;

/// The file of which more rows may be made than are expected.
const COMPONENTS: &str = "components.csv";

#[test]
fn results_are_those_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases: Vec<(String, String)> = folders(&root.join("tests/expected"))
        .into_iter()
        .flat_map(|project| {
            let periods = folders(&root.join("tests/expected").join(&project));
            periods.into_iter().map(move |period| (project.clone(), period))
        })
        .collect();
    let threads: Vec<_> = cases
        .into_iter()
        .map(|(project, period)| std::thread::spawn(move || (compared(root, &project, &period), project, period)))
        .collect();
    let wrong: Vec<String> = threads
        .into_iter()
        .map(|thread| thread.join().expect("a case does not panic"))
        .flat_map(|(wrong, project, period)| wrong.into_iter().map(move |text| format!("{project} {period}: {text}")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What differs from the files expected of a case.
fn compared(root: &Path, project: &str, period: &str) -> Vec<String> {
    let made = match made(&root.join("inputs").join(project), period) {
        Ok(made) => made,
        Err(errors) => return errors,
    };
    let expected = root.join("tests/expected").join(project).join(period);
    let mut wrong = Vec::new();
    let mut files: Vec<_> = fs::read_dir(&expected).expect("a folder").map(|entry| entry.unwrap().path()).collect();
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

/// The CSV files of a project, or the errors that stopped it.
fn made(project: &Path, period: &str) -> Result<BTreeMap<String, String>, Vec<String>> {
    let period = Period::parse(period).expect("a period");
    let job = Job { project: project.to_owned(), period, issued: None };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let prepared = pipeline::prepare(&job, &mut texts, &mut findings, &|_| {});
    let results = prepared.and_then(|p| pipeline::compute(&job, &p, &texts, &mut findings, &|_| {}));
    let Some(results) = results else {
        let errors = findings.iter().filter(|f| f.code.severity == Severity::Error);
        return Err(errors.map(|f| format!("{} {:?} {:?}", f.code.id, f.place, f.args)).collect());
    };
    Ok(data::files(&results).into_iter().collect())
}

/// The names of the folders in a folder, in order.
fn folders(folder: &Path) -> Vec<String> {
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
