//! What a run of the example project leaves is what it left before: data never change without a reason that
//! somebody wrote down; pages and workbooks change with their layout, and `KAOHE_RENEW=1` renews their hashes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::inside::{hash, hashes};
use crate::parquet;
use crate::program::{run, text};

const PROJECT: &str = "shanghang";
const PERIODS: [&str; 2] = ["2012", "2013"];

fn pinned(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected").join(name)
}

/// What the period's files are: data by their contents, all others by their bytes.
fn made(data: bool) -> String {
    let work = tempfile::tempdir().unwrap();
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs").join(PROJECT);
    let mut lines = String::new();
    for period in PERIODS {
        let said = run(&["run", text(&inputs), "--period", period, "--outputs", text(work.path())]);
        assert_eq!(said.code, 0, "{period}: {}", said.stderr);
        let folder = work.path().join(PROJECT).join(period);
        for (file, bytes) in hashes(&folder) {
            let contents = contents(&folder.join(&file));
            if contents.is_some() == data {
                lines += &format!("{}  {PROJECT}/{period}/{file}\n", contents.unwrap_or(bytes));
            }
        }
    }
    lines
}

/// The hash of the contents of a file of data; none of a file that is looked at.
///
/// A parquet file is decoded first: its bytes carry the name and version of the library that wrote them.
fn contents(file: &Path) -> Option<String> {
    match file.extension()?.to_str()? {
        "csv" => Some(hash(&fs::read(file).unwrap())),
        "parquet" => {
            let (head, rows) = parquet::table(file);
            let rows: Vec<String> = std::iter::once(head).chain(rows).map(|row| row.join("\u{1F}")).collect();
            Some(hash(rows.join("\n").as_bytes()))
        }
        _ => None,
    }
}

/// Files whose line is another, or that stand in one list only.
fn differing(pinned: &str, made: &str) -> Vec<String> {
    let split = |lines: &str| -> BTreeMap<String, String> {
        let pairs = lines.lines().filter_map(|line| line.split_once("  "));
        pairs.map(|(hash, file)| (file.to_owned(), hash.to_owned())).collect()
    };
    let (mut pinned, made) = (split(pinned), split(made));
    let mut wrong: Vec<String> = Vec::new();
    for (file, hash) in made {
        if pinned.remove(&file) != Some(hash) {
            wrong.push(file);
        }
    }
    wrong.extend(pinned.into_keys());
    wrong
}

#[test]
fn data_are_what_they_were() {
    let file = pinned("data.sha256");
    let made = made(true);
    assert_eq!(differing(&fs::read_to_string(&file).unwrap(), &made), Vec::<String>::new(), "now:\n{made}");
}

#[test]
fn pages_and_workbooks_are_what_they_were() {
    let file = pinned("layout.sha256");
    let made = made(false);
    if std::env::var_os("KAOHE_RENEW").is_some() {
        fs::write(&file, &made).unwrap();
    }
    let wrong = differing(&fs::read_to_string(&file).unwrap(), &made);
    assert_eq!(wrong, Vec::<String>::new(), "where the layout was meant to change, KAOHE_RENEW=1 renews the hashes");
}

#[test]
fn another_hash_and_a_missing_file_are_found() {
    assert_eq!(differing("1  a\n2  b\n", "1  a\n3  b\n4  c\n"), ["b", "c"]);
    assert_eq!(differing("1  a\n2  b\n", "1  a\n"), ["b"]);
    assert_eq!(differing("1  a\n", "1  a\n"), [""; 0]);
}
