//! The invariants of the layout, held against every source file: who may use whom, and what stands nowhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The stages in the order in which data flows. A stage uses only what stands before it.
const FLOW: [&str; 20] = [
    "folder", "digest", "number", "finding", "formula", "scheme", "tables", "intake", "draft", "scoring", "standing",
    "outline", "results", "publish", "forms", "returned", "batch", "pipeline", "cli", "main",
];
/// Stages that a stage must not know although they stand before it: results carry all that publishing needs.
const UNSEEN: [(&str, &[&str]); 3] =
    [("publish", &["scheme", "intake", "scoring", "standing"]), ("scoring", &["folder"]), ("standing", &["folder"])];
/// Stages that read and write nothing.
const PURE: [&str; 2] = ["scoring", "standing"];
/// Where floats may stand: the fast path, reading a cell, writing a cell and drawing.
const FLOATS: [&str; 3] = ["number/", "intake/book/float.rs", "publish/"];
/// Stages that may ask for the time, the environment or chance.
const WORLDLY: [&str; 2] = ["cli", "main"];
/// The one place that lists a folder, in order of name.
const LISTS: &str = "folder.rs";
const LONGEST_FILE: usize = 400;
const LONGEST_MEDIAN: usize = 150;

/// A source file, its path from `src`.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn stage(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or_default()
    }
    fn is_test(&self) -> bool {
        self.path.split('/').any(|part| part == "tests.rs" || part == "tests")
    }
    /// The program's code: no comments, no texts, no tests, which stand at a file's end.
    fn code(&self) -> String {
        if self.is_test() {
            return String::new();
        }
        let program = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        bare(program)
    }
    fn faults(&self, cases: &BTreeSet<String>) -> Vec<String> {
        let code = self.code();
        let mut faults = uses(self, &code);
        faults.extend(places(self, &code));
        faults.extend(leftovers(self, &code));
        faults.extend(shape(self));
        // A test may read a case; the program may not know one.
        let named = cases.iter().filter(|case| !self.is_test() && has_word(&self.text, case));
        faults.extend(named.map(|case| format!("names the case {case}")));
        faults.into_iter().map(|fault| format!("src/{}: {fault}", self.path)).collect()
    }
}

/// Stages used that do not stand before this one.
fn uses(source: &Source, code: &str) -> Vec<String> {
    let stage = source.stage();
    let Some(own) = FLOW.iter().position(|name| *name == stage) else {
        return if stage == "lib" { Vec::new() } else { vec![format!("{stage} is no stage")] };
    };
    let unseen = UNSEEN.iter().find(|(name, _)| *name == stage).map_or(&[][..], |(_, unseen)| unseen);
    let allowed = |used: &str| {
        let upward = FLOW[..=own].contains(&used) && !unseen.contains(&used);
        upward || ["number", "finding"].contains(&used) || !FLOW.contains(&used)
    };
    let used = stages_used(code);
    let mut faults: Vec<String> =
        used.iter().filter(|used| !allowed(used)).map(|used| format!("uses crate::{used}")).collect();
    let depth = source.path.trim_end_matches("/mod.rs").split('/').count();
    if code.contains(&"super::".repeat(depth)) {
        faults.push("climbs out of its stage with super".into());
    }
    faults
}

/// The names behind `crate::`, also those of a group.
fn stages_used(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let Some(group) = rest.strip_prefix('{') else {
            used.extend(words(rest).next().map(str::to_owned));
            continue;
        };
        let mut depth = 0_usize;
        let mut name = String::new();
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => used.extend(words(&std::mem::take(&mut name)).next().map(str::to_owned)),
                c if depth == 0 => name.push(c),
                _ => {}
            }
        }
        used.extend(words(&name).next().map(str::to_owned));
    }
    used
}

/// Things that stand where they must not: floats, the world outside, files.
fn places(source: &Source, code: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let stage = source.stage();
    let found = |list: &[&'static str]| list.iter().copied().find(|word| has_word(code, word));
    if !FLOATS.iter().any(|place| source.path.starts_with(place)) {
        faults.extend(found(&["f64", "f32"]).map(|word| format!("has the float type {word}")));
    }
    if !WORLDLY.contains(&stage) {
        let world =
            found(&["SystemTime", "Instant", "std::env", "env::var", "env::var_os", "rand", "getrandom", "fastrand"]);
        faults.extend(world.map(|word| format!("asks the world: {word}")));
    }
    if source.path != LISTS {
        faults.extend(found(&["read_dir", "ReadDir"]).map(|word| format!("lists a folder: {word}")));
    }
    if PURE.contains(&stage) {
        let files = found(&["std::fs", "std::io", "std::net", "std::process", "fs", "io", "File"]);
        faults.extend(files.map(|word| format!("reads or writes: {word}")));
    }
    faults
}

/// What was meant to be replaced, and failures without a sentence.
fn leftovers(source: &Source, code: &str) -> Vec<String> {
    let macros = ["todo!", "unimplemented!", "dbg!", ".unwrap()", ".expect(\"\")", "#[allow(", "#![allow("];
    let mut faults: Vec<String> =
        macros.iter().filter(|word| code.contains(**word)).map(|word| format!("has {word}")).collect();
    let marks = ["TODO", "FIXME", "XXX"];
    faults.extend(marks.iter().filter(|mark| has_word(&source.text, mark)).map(|mark| format!("has a mark {mark}")));
    faults
}

/// Name, length and first line of a file.
fn shape(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    let vague = ["util", "utils", "helper", "helpers", "common", "misc"];
    let mut names = source.path.split(['/', '.', '_']);
    faults.extend(names.find(|name| vague.contains(name)).map(|name| format!("has the vague name {name}")));
    let lines = source.text.lines().count();
    if lines > LONGEST_FILE {
        faults.push(format!("has {lines} lines, more than {LONGEST_FILE}"));
    }
    if !source.is_test() && source.path.ends_with(".rs") && !source.text.starts_with("//! ") {
        faults.push("does not say in its first line what it is for".into());
    }
    faults
}

/// Dependencies without a line above them that says what they are for.
fn unexplained(manifest: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut inside = false;
    let mut above = "";
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if inside && line.contains('=') && !line.starts_with('#') && !above.starts_with('#') {
            faults.push(format!("Cargo.toml: {} has no reason above it", line.split(' ').next().unwrap_or_default()));
        }
        above = line;
    }
    faults
}

/// Code with comments and the insides of texts blanked, line breaks kept.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest);
        let (taken, after) = rest.split_at(length.max(first.len_utf8()));
        if length == 0 {
            bare.push(first);
        } else {
            // An empty text stays to be seen, so that `.expect("")` is.
            bare.push_str(if taken == "\"\"" { taken } else { " " });
            bare.extend(taken.chars().filter(|c| *c == '\n'));
        }
        rest = after;
    }
    bare
}

/// How many bytes of a comment, text or character begin here; 0 where it is code.
fn skipped(text: &str) -> usize {
    let end_of = |from: usize, end: &str| text[from..].find(end).map_or(text.len(), |at| from + at + end.len());
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return end_of(2, "*/");
    }
    let raw = text.strip_prefix('r').map(|after| after.len() - after.trim_start_matches('#').len());
    if let Some(hashes) = raw.filter(|hashes| text[1 + hashes..].starts_with('"')) {
        return end_of(2 + hashes, &format!("\"{}", "#".repeat(hashes)));
    }
    if text.starts_with('"') {
        return closing(text, '"');
    }
    // 'a' and '\n' are characters, 'a alone is a lifetime.
    let mut after = text.chars().skip(1);
    let character = text.starts_with('\'') && (after.next() == Some('\\') || after.next() == Some('\''));
    if character { closing(text, '\'') } else { 0 }
}

/// The length of a text or character from its opening mark to its closing one.
fn closing(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == mark => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_word(c)).filter(|word| !word.is_empty())
}

/// Does the word stand in the text, with no letter, digit or underscore at either end?
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn collect(folder: &Path, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, sources);
        } else {
            let text = fs::read_to_string(&path).expect("sources are UTF-8");
            let path = path.strip_prefix(root().join("src")).expect("below src").to_string_lossy().replace('\\', "/");
            sources.push(Source { path, text });
        }
    }
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    collect(&root().join("src"), &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// Names of the example projects: no appraisal system is known to the code.
fn cases() -> BTreeSet<String> {
    let entries = fs::read_dir(root().join("inputs")).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn every_file_keeps_the_invariants() {
    let (sources, cases) = (sources(), cases());
    let faults: Vec<String> = sources.iter().flat_map(|source| source.faults(&cases)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(sources.len() > 20, "the sources were not found");
}

#[test]
fn files_are_short_on_the_whole() {
    let code = sources().into_iter().filter(|source| source.path.ends_with(".rs") && !source.is_test());
    let mut lengths: Vec<usize> = code.map(|source| source.text.lines().count()).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= LONGEST_MEDIAN, "half of the files have more than {median} lines");
}

#[test]
fn every_dependency_has_its_reason() {
    for manifest in ["Cargo.toml", "tests/engine/Cargo.toml"] {
        let manifest = fs::read_to_string(root().join(manifest)).expect("the manifest");
        assert_eq!(unexplained(&manifest), Vec::<String>::new());
    }
}

/// The faults of a file with this text.
fn faults(path: &str, text: &str) -> Vec<String> {
    let cases = BTreeSet::from(["somewhere".to_owned()]);
    let found = Source { path: path.into(), text: format!("//! Doc.\n{text}") }.faults(&cases);
    found.into_iter().map(|fault| fault.split_once(": ").expect("path and fault").1.to_owned()).collect()
}

#[test]
fn imports_against_the_flow_are_found() {
    assert_eq!(faults("scoring/sum.rs", "use crate::standing::Tier;"), ["uses crate::standing"]);
    assert_eq!(faults("scheme/a.rs", "use crate::{number::Exact, intake::{book, table}};"), ["uses crate::intake"]);
    assert_eq!(faults("publish/excel/a.rs", "fn f(s: &crate::scheme::Scheme) {}"), ["uses crate::scheme"]);
    assert_eq!(faults("scoring/a/b.rs", "use super::super::super::cli;"), ["climbs out of its stage with super"]);
    assert_eq!(faults("extra/a.rs", ""), ["extra is no stage"]);
    assert_eq!(faults("scoring/a/b.rs", "use crate::{codes, finding::Code};\nuse super::super::sum;"), [""; 0]);
    assert_eq!(faults("scoring/sum.rs", "// crate::cli\n#[cfg(test)]\nmod tests { use crate::cli; }"), [""; 0]);
    assert_eq!(faults("scoring/tests.rs", "use crate::cli;"), [""; 0]);
}

#[test]
fn floats_files_and_the_world_are_found_outside_their_places() {
    assert_eq!(faults("scoring/a.rs", "fn f(x: f64) {}"), ["has the float type f64"]);
    assert_eq!(faults("standing/a.rs", "use std::fs;"), ["reads or writes: std::fs"]);
    assert_eq!(faults("scoring/a.rs", "use std::{io, mem};"), ["reads or writes: io"]);
    assert_eq!(faults("batch/a.rs", "let now = std::time::SystemTime::now();"), ["asks the world: SystemTime"]);
    assert_eq!(faults("intake/book/float.rs", "fn f(x: f64) {}"), [""; 0]);
    assert_eq!(faults("cli/run.rs", "let home = std::env::var(\"HOME\");"), [""; 0]);
    assert_eq!(faults("intake/a.rs", "for e in fs::read_dir(folder)? {}"), ["lists a folder: read_dir"]);
    assert_eq!(faults("scoring/a.rs", "use crate::folder;"), ["uses crate::folder"]);
    assert_eq!(faults("folder.rs", "fs::read_dir(folder)"), [""; 0]);
    assert_eq!(faults("scoring/a.rs", "let to_f64_name = \"f64\"; // f64"), [""; 0]);
}

#[test]
fn leftovers_and_vague_names_are_found() {
    assert_eq!(faults("scheme/a.rs", "fn f() { x.unwrap(); dbg!(x) }"), ["has dbg!", "has .unwrap()"]);
    assert_eq!(faults("scheme/a.rs", "fn f() { x.expect(\"\") }"), ["has .expect(\"\")"]);
    assert_eq!(faults("scheme/a.rs", "// TODO later"), ["has a mark TODO"]);
    assert_eq!(faults("scheme/text_utils.rs", ""), ["has the vague name utils"]);
    assert_eq!(faults("scheme/a.rs", "const NAME: &str = \"somewhere\";"), ["names the case somewhere"]);
    assert_eq!(faults("scheme/a.rs", &"\n".repeat(LONGEST_FILE)), ["has 401 lines, more than 400"]);
    assert_eq!(faults("scheme/a.rs", "fn f() { x.expect(\"a.unwrap()\"); 'x' }"), [""; 0]);
    let undocumented = Source { path: "scheme/a.rs".into(), text: "use std::mem;".into() };
    assert_eq!(undocumented.faults(&BTreeSet::new()).len(), 1);
}

#[test]
fn unexplained_dependencies_are_found() {
    let manifest =
        "[package]\nname = \"x\"\n[dependencies]\n# Why.\na = \"1\"\nb = \"2\"\n[dev-dependencies]\nc = \"3\"\n";
    assert_eq!(unexplained(manifest), ["Cargo.toml: b has no reason above it", "Cargo.toml: c has no reason above it"]);
}

#[test]
fn texts_comments_and_characters_are_blanked() {
    assert_eq!(bare("a /* b */ c // d\ne"), "a   c  \ne");
    assert_eq!(bare("f(\"b \\\" c\", r#\"d \" e\"#, '\\'', 'x')"), "f( ,  ,  ,  )");
    assert_eq!(bare("fn f<'a>(x: &'a str) -> Option<'a>"), "fn f<'a>(x: &'a str) -> Option<'a>");
}
