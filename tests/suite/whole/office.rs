//! A small project, the bytes of its old and its new run, and what its folder of outputs may hold after any end.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::LazyLock;

use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::program::text;

/// The project's name, and its period.
pub const PROJECT: &str = "my-office";
pub const PERIOD: &str = "2025";

/// Files by their path in a folder.
pub type Contents = BTreeMap<String, Vec<u8>>;

/// The example that README.md tells, and what two runs of it write. They differ in their date of issue.
pub struct Office {
    project: Contents,
    pub old: Contents,
    pub new: Contents,
}

pub static OFFICE: LazyLock<Office> = LazyLock::new(|| {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    let block = |kind: &str| {
        let (_, after) = readme.split_once(&format!("```{kind}\n")).expect("the first example");
        after.split_once("```").expect("it ends").0.as_bytes().to_vec()
    };
    let project =
        BTreeMap::from([(format!("{PERIOD}/考核表.csv"), block("csv")), ("方案.toml".to_owned(), block("toml"))]);
    let mut office = Office { project, old: Contents::new(), new: Contents::new() };
    let made = |issued: &str| {
        let desk = Desk::of(&office, false);
        let status = desk.run(issued).output().expect("it starts").status;
        assert!(status.success(), "an undisturbed run");
        contents(&desk.target())
    };
    (office.old, office.new) = (made("2026-01-10"), made("2026-01-20"));
    assert!(office.old.keys().eq(office.new.keys()) && office.old["manifest.json"] != office.new["manifest.json"]);
    assert!(sealed(&office.old) && sealed(&office.new));
    office
});

/// A folder of its own with the project and, unless it is the first run's, the old outputs.
pub struct Desk {
    root: PathBuf,
    with_old: bool,
    _work: TempDir,
}

impl Desk {
    /// With the old outputs.
    pub fn with_old() -> Desk {
        Desk::of(&OFFICE, true)
    }
    /// Without outputs.
    pub fn bare() -> Desk {
        Desk::of(&OFFICE, false)
    }
    fn of(office: &Office, with_old: bool) -> Desk {
        let work = tempfile::tempdir().expect("a folder");
        let root = work.path().canonicalize().expect("it is there");
        let desk = Desk { root, with_old, _work: work };
        write(&desk.project(), &office.project);
        if with_old {
            write(&desk.target(), &office.old);
        }
        desk
    }
    /// Everything of this desk is in here.
    pub fn root(&self) -> &Path {
        &self.root
    }
    /// The project's folder.
    pub fn project(&self) -> PathBuf {
        self.root.join("in").join(PROJECT)
    }
    /// The folder of outputs.
    pub fn outputs(&self) -> PathBuf {
        self.root.join("out")
    }
    /// The project's folder of outputs.
    pub fn home(&self) -> PathBuf {
        self.outputs().join(PROJECT)
    }
    /// The period's outputs.
    pub fn target(&self) -> PathBuf {
        self.home().join(PERIOD)
    }
    /// Arguments of the new run.
    pub fn arguments(&self) -> Vec<String> {
        self.issued("2026-01-20")
    }
    /// The new run.
    pub fn new_run(&self) -> Command {
        kaohe(&self.arguments())
    }
    fn run(&self, issued: &str) -> Command {
        kaohe(&self.issued(issued))
    }
    fn issued(&self, date: &str) -> Vec<String> {
        let (project, outputs) = (self.project(), self.outputs());
        let words = ["run", text(&project), "--period", PERIOD, "--issued", date, "--outputs", text(&outputs)];
        words.into_iter().chain(["--threads", "2", "--format", "json"]).map(str::to_owned).collect()
    }
}

/// The program.
pub fn kaohe(arguments: &[String]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kaohe"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments);
    command
}

/// What stands in the place of the period's outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The old run, whole; before a first run, nothing.
    Old,
    /// The new run, whole.
    New,
    /// Nothing, although there was an old run.
    Absent,
    /// Anything else.
    Torn,
}

pub fn state(desk: &Desk) -> State {
    if fs::symlink_metadata(desk.target()).is_err() {
        return if desk.with_old { State::Absent } else { State::Old };
    }
    let now = contents(&desk.target());
    match (sealed(&now), now == OFFICE.old, now == OFFICE.new) {
        (true, true, _) => State::Old,
        (true, _, true) => State::New,
        _ => State::Torn,
    }
}

/// Is every file that the manifest lists there with its SHA-256, and nothing else?
fn sealed(contents: &Contents) -> bool {
    let manifest: Value =
        contents.get("manifest.json").and_then(|m| serde_json::from_slice(m).ok()).unwrap_or_default();
    let listed = manifest["outputs"].as_array().map_or(&[][..], Vec::as_slice);
    let agrees = |output: &Value| {
        let bytes = output["file"].as_str().and_then(|file| contents.get(file));
        let sha256 =
            |bytes: &Vec<u8>| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        bytes.is_some_and(|bytes| output["sha256"] == sha256(bytes))
    };
    !listed.is_empty() && listed.len() + 1 == contents.len() && listed.iter().all(agrees)
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself, with this exit code.
    Code(i32),
    /// By a signal.
    Killed,
}

impl From<ExitStatus> for Ended {
    fn from(status: ExitStatus) -> Ended {
        status.code().map_or(Ended::Killed, Ended::Code)
    }
}

/// What stands there after a run, and everything that is not as it must be: before any further run the old
/// outputs or the new ones, whole, as the exit code says; and a next run that finds nothing in its way.
///
/// Where outputs are exchanged by renames they may be absent until the next command.
pub fn settled(desk: &Desk, ended: Ended, may_be_absent: bool) -> (State, Vec<String>) {
    let found = state(desk);
    let mut wrong = Vec::new();
    match found {
        State::Torn => wrong.push(format!("neither run: {:?}", contents(&desk.home()).keys())),
        State::Absent if !may_be_absent => wrong.push(format!("no outputs: {:?}", contents(&desk.home()).keys())),
        _ => {}
    }
    match (ended, found) {
        (Ended::Killed, _) | (Ended::Code(0), State::New) | (Ended::Code(1 | 3), State::Old) => {}
        _ => wrong.push(format!("ended with {ended:?} and left the {found:?} run")),
    }
    if desk.with_old || desk.target().exists() {
        let verified = kaohe(&["verify".into(), text(&desk.target()).into()]).output().expect("it starts");
        if !verified.status.success() {
            wrong.push(format!("verify: {:?} {}", verified.status.code(), String::from_utf8_lossy(&verified.stderr)));
        }
    }
    if found == State::Absent && !matches!(state(desk), State::Old | State::New) {
        wrong.push(format!("verify has brought back the {:?} run", state(desk)));
    }
    wrong.extend(next(desk));
    (found, wrong)
}

/// The next run succeeds and leaves nothing beside its outputs.
pub fn next(desk: &Desk) -> Vec<String> {
    let mut wrong = Vec::new();
    let output = desk.new_run().output().expect("it starts");
    if !output.status.success() {
        wrong.push(format!("next run: {:?} {}", output.status.code(), String::from_utf8_lossy(&output.stdout)));
    }
    if state(desk) != State::New {
        wrong.push(format!("after the next run: {:?}", state(desk)));
    }
    wrong.extend(leftovers(desk).map(|names| format!("after the next run: {names}")));
    wrong
}

/// Names beside the period's outputs that should not be there.
pub fn leftovers(desk: &Desk) -> Option<String> {
    let entries = fs::read_dir(desk.home()).into_iter().flatten().flatten();
    let names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let stray: Vec<&String> = names.iter().filter(|name| *name != ".lock" && *name != PERIOD).collect();
    (!stray.is_empty()).then(|| format!("leftovers {stray:?}"))
}

/// All files below a folder; links and what cannot be read as they are found.
pub fn contents(folder: &Path) -> Contents {
    let mut found = Contents::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(entry.path());
            } else {
                let path = entry.path();
                let name = text(path.strip_prefix(folder).expect("below it")).replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap_or_default());
            }
        }
    }
    found
}

pub fn write(folder: &Path, contents: &Contents) {
    for (name, bytes) in contents {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("in a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}

/// Codes of the findings in a run's JSON.
pub fn codes(stdout: &[u8]) -> BTreeSet<String> {
    let object: Value = serde_json::from_slice(stdout).unwrap_or_default();
    let findings = object["findings"].as_array().map_or(&[][..], Vec::as_slice);
    findings.iter().filter_map(|finding| finding["code"].as_str()).map(str::to_owned).collect()
}
