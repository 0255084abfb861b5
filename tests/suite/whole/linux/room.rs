//! Small and read-only file systems in a name space of their own, rights taken away, signals.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output};

use super::super::office::{Desk, Ended, State, codes, contents, leftovers, settled, state, write};
use super::super::say;
use super::super::tally::{Outcome, Phase};
use crate::program::text;

/// Why a tool cannot be used here, from a command that must succeed.
pub fn unusable(command: &[&str]) -> Option<String> {
    let output = Command::new(command[0]).args(&command[1..]).output();
    match output {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim())),
        Err(error) => Some(format!("{}: {error}", command[0])),
    }
}

/// Sends a signal to a process.
pub fn signal(child: &Child, name: &str) {
    let status = Command::new("sh").args(["-c", &format!("kill -{name} {}", child.id())]).status();
    assert!(status.expect("there is a shell").success() || name != "STOP", "it still runs");
}

/// Mounts a file system with these options on the outputs, lays the old outputs into it, does what is to be done
/// before the new run, and lets it run; then makes room, and runs again. All of it in a name space of its own.
const ROOM: &str = r#"
mount -t tmpfs -o "$OPTIONS" none "$ROOM" && cp -a "$OLD/." "$ROOM" && eval "$BEFORE" || exit 99
"$@" > "$SAID"; echo $? > "$SAID.code"
cp -a "$ROOM/." "$LEFT"
mount -o remount,rw,size=64m,nr_inodes=1000 "$ROOM"
"$@" > "$SAID.next"; echo $? > "$SAID.next.code"
cp -a "$ROOM/." "$NEXT"
"#;

/// `unshare` with the options that make mounting possible here; says so where it is not.
pub fn may_mount() -> Option<Vec<&'static str>> {
    let ways = [vec!["unshare", "-m"], vec!["unshare", "-rm"]];
    let mut reasons = Vec::new();
    for way in ways {
        let probe = [&way[..], &["mount", "-t", "tmpfs", "none", "/mnt"]].concat();
        match unusable(&probe) {
            None => return Some(way),
            Some(reason) => reasons.push(reason),
        }
    }
    say(&format!("skipped, small and read-only file systems: {}", reasons.join("; ")));
    None
}

/// The new run on a file system with these options.
pub fn mounted(way: &[&str], options: &str, before: &str, code: &str) -> Outcome {
    let (desk, left, next) = (Desk::with_old(), Desk::bare(), Desk::bare());
    let (old, room, said) = (desk.root().join("old"), desk.outputs(), desk.root().join("said"));
    write(&old, &contents(&desk.outputs()));
    let mut command = Command::new(way[0]);
    command.args(&way[1..]).args(["sh", "-c", ROOM, "sh", env!("CARGO_BIN_EXE_kaohe")]).args(desk.arguments());
    command.env("OPTIONS", options).env("BEFORE", before).current_dir(env!("CARGO_MANIFEST_DIR"));
    for folder in [left.outputs(), next.outputs()] {
        fs::create_dir_all(folder).expect("a folder");
    }
    let places =
        [("OLD", &old), ("ROOM", &room), ("SAID", &said), ("LEFT", &left.outputs()), ("NEXT", &next.outputs())];
    let output = command.envs(places).output().expect("it starts");
    let read = |ending: &str| fs::read_to_string(format!("{}{ending}", text(&said))).unwrap_or_default();
    let number = |ending: &str| read(ending).trim().parse().unwrap_or(-1);
    let mut wrong = Vec::new();
    if output.status.code() == Some(99) || number(".code") < 0 {
        wrong.push(format!("not mounted: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let stray = leftovers(&left);
    let (found, faults) = settled(&left, Ended::Code(number(".code")), false);
    wrong.extend(faults.into_iter().chain(stray));
    if number(".code") != 0 && !codes(read("").as_bytes()).contains(code) {
        wrong.push(format!("{code} is not told: {}", read("")));
    }
    if number(".next.code") != 0 || state(&next) != State::New || leftovers(&next).is_some() {
        wrong.push(format!("the next run there: {} {:?}", read(".next"), leftovers(&next)));
    }
    Outcome { how: code.to_owned(), phase: Phase::Writing, at: format!("{options} {before}"), left: found, wrong }
}

/// The start of a command that obeys rights: nothing for an ordinary user, for root without the power over them.
pub fn may_obey() -> Option<Vec<&'static str>> {
    let desk = Desk::bare();
    let shut = desk.root().join("shut");
    fs::create_dir(&shut).expect("a folder");
    protect(&shut, 0o555);
    let powers = "--bounding-set=-dac_override,-dac_read_search,-fowner";
    for way in [vec!["env"], vec!["setpriv", powers, "--"]] {
        let probe = [&way[..], &["true"]].concat();
        let below = shut.join(way[0]);
        let forbidden = [&way[..], &["mkdir", text(&below)]].concat();
        if unusable(&probe).is_none() && unusable(&forbidden).is_some() {
            return Some(way);
        }
    }
    say("skipped, rights taken away: this user may do everything, and setpriv cannot change that");
    None
}

/// Sets the rights of a file or folder.
pub fn protect(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its rights can be set");
}

/// The new run under a command that obeys rights.
pub fn obeying(way: &[&str], desk: &Desk) -> Output {
    let mut command = Command::new(way[0]);
    command.args(&way[1..]).arg(env!("CARGO_BIN_EXE_kaohe")).args(desk.arguments());
    command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("it starts")
}
