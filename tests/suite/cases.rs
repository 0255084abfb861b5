//! Real appraisals with known results: each folder of `tests/expected/<project>/<period>` holds the figures of
//! an independent reading of the same inputs. A new case is two files there and its inputs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{run, text};

#[test]
fn results_are_those_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for project in folders(&root.join("tests/expected")) {
        for period in folders(&root.join("tests/expected").join(&project)) {
            let expected = root.join("tests/expected").join(&project).join(&period);
            let inputs = root.join("inputs").join(&project);
            let work = tempfile::tempdir().expect("a folder");
            let said = run(&["run", text(&inputs), "--period", &period, "--outputs", text(work.path())]);
            assert_eq!(said.code, 0, "{project} {period}: {:?}", said.lines());
            let made = work.path().join(&project).join(&period);
            let file = |folder: &PathBuf, name: &str| fs::read_to_string(folder.join(name)).expect(name);
            assert_eq!(file(&made, "results.csv"), file(&expected, "results.csv"), "{project} {period}");
            let wrong = differences(&file(&expected, "components.csv"), &file(&made, "components.csv"));
            assert_eq!(wrong, Vec::<String>::new(), "{project} {period}");
            seen += 1;
        }
    }
    assert!(seen > 0, "there are cases");
}

/// The names of the folders in a folder, in order.
fn folders(folder: &Path) -> Vec<String> {
    let listing = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let names = listing.filter(|path| path.is_dir()).filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Expected rows that were not made, or with another value.
fn differences(expected: &str, made: &str) -> Vec<String> {
    let split = |line: &str| line.rsplit_once(',').map(|(key, value)| (key.to_owned(), value.to_owned()));
    let made: BTreeMap<String, String> = made.lines().filter_map(split).collect();
    let rows = expected.lines().skip(1).filter_map(split);
    let wrong = rows.filter(|(key, value)| made.get(key) != Some(value));
    wrong.map(|(key, value)| format!("{key}: {:?} instead of {value}", made.get(&key))).collect()
}
