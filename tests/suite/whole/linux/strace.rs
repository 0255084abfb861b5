//! Calls of the unmodified program that are killed, or made to fail, by strace. (Not with its `--seccomp-bpf`, which
//! is faster and loses the signals.)

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use super::super::office::{Desk, Ended, State, codes, leftovers, settled};
use super::super::say;
use super::super::tally::{Outcome, Phase};
use super::room::unusable;
use crate::program::text;

/// The calls that make, write, sync, rename, exchange and remove.
const CALLS: &str = "openat,mkdir,mkdirat,write,flock,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,rmdir";
/// Of these, the calls that one thread alone makes: they are counted. The others are known by their file.
const COUNTED: [&str; 8] = ["fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir"];

/// Is there a strace that may trace? Says so where not.
pub fn may_trace() -> bool {
    let reason = unusable(&["strace", "-f", "-o", "/dev/null", "true"]);
    reason.map(|reason| say(&format!("skipped, all that needs strace: {reason}"))).is_none()
}

/// What else is done to a run, besides what happens to one of its calls.
#[derive(Clone, Debug)]
pub struct Way {
    /// For the table; empty where nothing is done.
    pub name: &'static str,
    /// Arguments of strace.
    pub arguments: Vec<String>,
    /// May the outputs be absent until the next command?
    pub by_renames: bool,
}

impl Way {
    /// Nothing else.
    pub fn plain() -> Way {
        Way { name: "", arguments: Vec::new(), by_renames: false }
    }
    /// A file system that cannot exchange.
    pub fn by_renames() -> Way {
        Way { name: ", by renames", by_renames: true, ..Way::plain() }.and("renameat2:error=EINVAL")
    }
    /// Something more is done.
    pub fn and(mut self, inject: &str) -> Way {
        self.arguments.extend(["-e".to_owned(), format!("inject={inject}")]);
        self
    }
}

/// One call of a traced run.
#[derive(Clone, Debug)]
pub struct Call {
    pub name: String,
    /// From the desk's root.
    pub path: PathBuf,
    /// The how manieth by this name.
    pub nth: usize,
    /// Does it make, write, sync, rename or remove something, or does it only look?
    pub changes: bool,
    pub phase: Phase,
}

impl Call {
    /// Does one thread alone make calls by this name?
    fn counted(&self) -> bool {
        COUNTED.contains(&self.name.as_str())
    }
    pub fn is_exchange(&self) -> bool {
        self.name.starts_with("rename")
    }
    /// The third of the renames, for which the outputs need not wait.
    fn tidies(&self) -> bool {
        self.name == "rename" && self.path.ends_with(".2025.aside")
    }
    /// For who has to look into it.
    pub fn shown(&self) -> String {
        format!("{} {} ({})", self.name, self.path.display(), self.nth)
    }
}

/// The calls by which an undisturbed run, or one disturbed in this way only, reads its inputs and changes its outputs:
/// each file's first of the calls that several threads make, every one of the others.
pub fn calls(desk: &Desk, way: &Way) -> Vec<Call> {
    let trace = desk.root().join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-o", text(&trace), "-e", &format!("trace={CALLS}")]).args(&way.arguments);
    let output = under(&mut command, desk);
    assert!(output.status.code().is_some(), "strace: {}", String::from_utf8_lossy(&output.stderr));
    let lines = fs::read_to_string(&trace).expect("a trace");
    let mut found: Vec<Call> = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, path, changes) in lines.lines().filter_map(parsed) {
        let nth = found.iter().filter(|call| call.name == name).count() + 1;
        let Ok(path) = path.strip_prefix(desk.root()) else {
            assert!(!COUNTED.contains(&name.as_str()), "{name} of {} would be miscounted", path.display());
            continue;
        };
        let call = Call { name, path: path.to_owned(), nth, changes, phase: Phase::Reading };
        if seen.insert((call.name.clone(), call.path.clone())) || call.counted() {
            found.push(call);
        }
    }
    with_phases(found).into_iter().filter(|call| call.changes || call.phase == Phase::Reading).collect()
}

/// Name and file of a call, and whether it changes anything: `25158 fsync(4</srv/out/x>) = 0`.
fn parsed(line: &str) -> Option<(String, PathBuf, bool)> {
    let (_, call) = line.split_once(' ')?;
    let (name, arguments) = call.trim_start().split_once('(')?;
    if !name.chars().all(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let between = |open: char, close: char| {
        let (_, after) = arguments.split_once(open)?;
        Some(plain(after.split_once(close)?.0))
    };
    let folder = between('<', '>');
    let path = match name {
        "write" | "fsync" | "fdatasync" | "flock" => folder?,
        _ => folder.unwrap_or_default().join(between('"', '"')?),
    };
    Some((name.to_owned(), path, name != "openat" || arguments.contains("O_CREAT")))
}

/// A path as strace prints it: bytes that are no ASCII in octal.
fn plain(printed: &str) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    let mut bytes = Vec::new();
    let mut rest = printed.as_bytes();
    while let [first, after @ ..] = rest {
        let octal = if *first == b'\\' { after.get(..3) } else { None };
        let code = octal.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[3..] } else { after };
    }
    std::ffi::OsString::from_vec(bytes).into()
}

/// Which phase each call belongs to, by the landmarks among them.
fn with_phases(mut calls: Vec<Call>) -> Vec<Call> {
    let mut phase = Phase::Reading;
    for call in &mut calls {
        let syncs = call.name.ends_with("sync");
        let staging = call.path.components().any(|part| part.as_os_str().to_string_lossy().contains(".staging"));
        phase = match phase {
            Phase::Reading if call.path.starts_with("out") => Phase::Writing,
            Phase::Writing if syncs && staging => Phase::Syncing,
            Phase::Syncing if call.is_exchange() => Phase::Exchanging,
            Phase::Exchanging if !call.is_exchange() && !syncs => Phase::After,
            phase => phase,
        };
        call.phase = phase;
    }
    calls
}

/// The new run with what else is done to it, and nothing more.
pub fn run(desk: &Desk, way: &Way) -> Output {
    let trace = desk.root().join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-o", text(&trace), "-e", &format!("trace={CALLS}")]).args(&way.arguments);
    under(&mut command, desk)
}

/// The new run under this command.
fn under(command: &mut Command, desk: &Desk) -> Output {
    command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("--").arg(env!("CARGO_BIN_EXE_kaohe"));
    command.args(desk.arguments()).stdin(Stdio::null()).output().expect("it starts")
}

/// The new run with something done to one of its calls: `signal=KILL`, `error=EIO`.
pub fn injected(desk: &Desk, call: &Call, what: &str, way: &Way) -> Output {
    let trace = desk.root().join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-o", text(&trace), "-e", &format!("trace={CALLS}")]).args(&way.arguments);
    let nth = if call.counted() { call.nth } else { 1 };
    if !call.counted() {
        command.arg("-P").arg(desk.root().join(&call.path));
    }
    under(command.args(["-e", &format!("inject={}:{what}:when={nth}", call.name)]), desk)
}

/// A run killed, or told to stop, at a call.
pub fn signalled(desk: &Desk, call: &Call, signal: &str, way: &Way) -> Outcome {
    let output = injected(desk, call, &format!("signal={signal}"), way);
    let ended = Ended::from(output.status);
    // A run that tidied up before it ended has nothing beside its outputs.
    let stray = if ended == Ended::Killed { None } else { leftovers(desk) };
    let (left, mut wrong) = settled(desk, ended, way.by_renames);
    wrong.extend(stray);
    if signal == "KILL" && ended != Ended::Killed {
        wrong.push("the call was not met".into());
    }
    if left == State::Absent && !(call.is_exchange() && call.phase == Phase::Exchanging) {
        wrong.push("absent outside the renames".into());
    }
    outcome(signal, call, left, wrong, way)
}

/// A run one of whose calls fails: before the outputs are exchanged for good that ends it with 3 and the reason, and
/// nothing of it stays; afterwards it is a finished run.
pub fn failed(desk: &Desk, call: &Call, error: &str, way: &Way) -> Outcome {
    let output = injected(desk, call, &format!("error={error}"), way);
    let ended = Ended::from(output.status);
    let stray = if ended == Ended::Code(0) { None } else { leftovers(desk) };
    let (left, mut wrong) = settled(desk, ended, false);
    wrong.extend(stray);
    let wanted: &[i32] = match call.phase {
        _ if call.tidies() => &[0],
        Phase::Reading => &[1, 3],
        Phase::Writing | Phase::Syncing | Phase::Exchanging => &[3],
        Phase::After => &[0],
    };
    if !wanted.iter().any(|code| ended == Ended::Code(*code)) {
        wrong.push(format!("ended with {ended:?} instead of {wanted:?}"));
    }
    let code = match error {
        "ENOSPC" | "EDQUOT" => "disk-full",
        "EROFS" | "EACCES" => "not-writable",
        _ => "write-failed",
    };
    if ended == Ended::Code(3) && !codes(&output.stdout).contains(code) {
        wrong.push(format!("{code} is not told: {}", String::from_utf8_lossy(&output.stdout)));
    }
    outcome(error, call, left, wrong, way)
}

fn outcome(how: &str, call: &Call, left: State, wrong: Vec<String>, way: &Way) -> Outcome {
    Outcome { how: format!("{how}{}", way.name), phase: call.phase, at: call.shown(), left, wrong }
}

/// The new run when its nth thread cannot be started, which makes the program panic or refuse.
pub fn without_thread(nth: usize) -> (bool, Outcome) {
    let desk = Desk::with_old();
    let trace = desk.root().join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-o", text(&trace), "-e", "trace=clone3,clone"]);
    let output = under(command.args(["-e", &format!("inject=clone3,clone:error=EAGAIN:when={nth}")]), &desk);
    let panicked = String::from_utf8_lossy(&output.stderr).contains("panicked");
    let stray = leftovers(&desk);
    let (left, mut wrong) = settled(&desk, output.status.into(), false);
    wrong.extend(stray);
    let at = format!("thread {nth}{}", if panicked { ", a panic" } else { "" });
    (panicked, Outcome { how: "no thread".into(), phase: Phase::Reading, at, left, wrong })
}
