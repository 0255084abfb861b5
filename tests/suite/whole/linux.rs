//! What only Linux can do to a run.

mod room;
mod strace;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Stdio;

use rayon::prelude::*;

use self::strace::{Call, Way, calls, failed, signalled};
use super::moments;
use super::office::{Desk, State, codes, leftovers, next, state};
use super::tally::{self, Outcome, Phase};
use crate::chance::{Chance, all};

/// All calls, or some of each phase: so many of those that are many, and all of an exchange.
fn sample(calls: Vec<Call>, each: usize, chance: &mut Chance) -> Vec<Call> {
    if all() {
        return calls;
    }
    let mut drawn = Vec::new();
    for phase in [Phase::Reading, Phase::Writing, Phase::Syncing, Phase::Exchanging, Phase::After] {
        let mut of_phase: Vec<Call> = calls.iter().filter(|call| call.phase == phase).cloned().collect();
        while of_phase.len() > if phase == Phase::Exchanging { 4 } else { each } {
            let one = chance.below(u32::try_from(of_phase.len()).expect("few"));
            of_phase.remove(usize::try_from(one).expect("few"));
        }
        drawn.extend(of_phase);
    }
    drawn
}

/// The calls of an undisturbed run, every phase among them.
fn whole_run(desk: &Desk) -> Vec<Call> {
    let calls = calls(desk, &Way::plain());
    for phase in [Phase::Reading, Phase::Writing, Phase::Syncing, Phase::Exchanging] {
        assert!(calls.iter().any(|call| call.phase == phase), "no call of {phase:?} was recognised: {calls:?}");
    }
    calls
}

/// A power cut may forget what was not synced: so every file and folder is, before the exchange, and the exchange is
/// before anything of the old outputs is removed.
#[test]
fn everything_is_on_disk_before_the_exchange() {
    if !strace::may_trace() {
        return;
    }
    for desk in [Desk::with_old(), Desk::bare()] {
        let calls = whole_run(&desk);
        let paths = |name: &str, until: Phase| -> BTreeSet<&Path> {
            let calls = calls.iter().filter(|call| call.name.starts_with(name) && call.phase <= until);
            calls.map(|call| &*call.path).filter(|path| !path.ends_with(".lock") && !path.starts_with("in")).collect()
        };
        let made: BTreeSet<&Path> = &paths("openat", Phase::Syncing) | &paths("mkdir", Phase::Syncing);
        let synced = paths("fsync", Phase::Syncing);
        assert!(made.len() > super::OFFICE.new.len(), "the calls were recognised: {made:?}");
        // The folder that holds the staging folder, too, and those that hold it where it is new.
        let unsynced: Vec<_> = made.iter().filter(|path| !synced.contains(**path)).collect();
        let holders: Vec<&Path> =
            made.iter().filter_map(|path| path.parent()).filter(|p| !synced.contains(p)).collect();
        assert_eq!((unsynced, holders), (Vec::<&&Path>::new(), Vec::<&Path>::new()));
        let last: Vec<&Call> = calls.iter().filter(|call| call.phase == Phase::Exchanging).collect();
        assert!(last.len() == 2 && last[0].is_exchange() && last[1].name == "fsync", "{last:?}");
        assert_eq!(last[1].path, Path::new("out/my-office"));
    }
}

#[test]
fn killed_at_every_call() {
    if !strace::may_trace() {
        return;
    }
    let mut chance = Chance(41);
    let (later, first) = (whole_run(&Desk::with_old()), whole_run(&Desk::bare()));
    let (later, first) = (sample(later, 2, &mut chance), sample(first, 1, &mut chance));
    let kill = |desk: &Desk, call: &Call, way: &Way| signalled(desk, call, "KILL", way);
    let mut outcomes: Vec<Outcome> =
        later.par_iter().map(|call| kill(&Desk::with_old(), call, &Way::plain())).collect();
    let way = Way { name: ", first run", ..Way::plain() };
    outcomes.par_extend(first.par_iter().map(|call| kill(&Desk::bare(), call, &way)));
    tally::judge("Killed at calls", &outcomes);
}

#[test]
fn calls_that_fail() {
    if !strace::may_trace() {
        return;
    }
    let mut chance = Chance(42);
    let later = sample(whole_run(&Desk::with_old()), 1, &mut chance);
    let first = sample(whole_run(&Desk::bare()), 1, &mut chance);
    let errors = ["ENOSPC", "EIO", "EROFS", "EACCES", "EDQUOT"];
    let pairs: Vec<(&Call, &str)> = if all() {
        later.iter().flat_map(|call| errors.map(|error| (call, error))).collect()
    } else {
        later.iter().zip(errors.into_iter().cycle()).collect()
    };
    let mut outcomes: Vec<Outcome> =
        pairs.par_iter().map(|(call, error)| failed(&Desk::with_old(), call, error, &Way::plain())).collect();
    let way = Way { name: ", first run", ..Way::plain() };
    outcomes.par_extend(first.par_iter().map(|call| failed(&Desk::bare(), call, "EIO", &way)));
    tally::judge("Calls that fail", &outcomes);
}

/// Where the file system has no atomic exchange: by renames, and a kill between them is mended by the next command.
#[test]
fn exchanged_by_renames() {
    if !strace::may_trace() {
        return;
    }
    let way = Way::by_renames();
    let late = |way: &Way, from: usize| -> Vec<Call> {
        let calls = calls(&Desk::with_old(), way).into_iter();
        let renames = calls.filter(|c| c.phase >= Phase::Exchanging && !c.shown().starts_with("renameat2"));
        renames.filter(|c| !c.is_exchange() || c.nth >= from).collect()
    };
    let steps = sample(late(&way, 1), 1, &mut Chance(43));
    assert!(steps.iter().filter(|call| call.is_exchange()).count() == 3, "three renames: {steps:?}");
    let mut outcomes: Vec<Outcome> =
        steps.par_iter().map(|call| signalled(&Desk::with_old(), call, "KILL", &way)).collect();
    let absent = outcomes.iter().filter(|outcome| outcome.left == State::Absent).count();
    assert_eq!(absent, 1, "only between two of the renames: {outcomes:?}");
    outcomes.par_extend(steps.par_iter().map(|call| failed(&Desk::with_old(), call, "EIO", &way)));
    tally::judge("Exchanged by renames", &outcomes);
}

/// The sync after the exchange fails, the exchange is undone, and that is killed too.
#[test]
fn killed_while_an_exchange_is_undone() {
    if !strace::may_trace() {
        return;
    }
    let calls_of = |way: &Way| calls(&Desk::with_old(), way).into_iter();
    let last_sync = calls_of(&Way::plain()).filter(|call| call.shown().starts_with("fsync")).count();
    let broken = format!("fsync:error=EIO:when={last_sync}");
    let at_once = Way { name: ", undone", ..Way::plain() }.and(&broken);
    let by_renames = Way { name: ", undone by renames", ..Way::by_renames() }.and(&broken);
    let undoing = |way: &Way, name: &str, from: usize| -> Vec<(Way, Call)> {
        let calls = calls_of(way).filter(|call| call.shown().starts_with(&format!("{name} ")) && call.nth >= from);
        calls.map(|call| (way.clone(), call)).collect()
    };
    let mut steps = undoing(&at_once, "renameat2", 2);
    steps.extend(undoing(&by_renames, "rename", 4));
    assert_eq!(steps.len(), 4, "{steps:?}");
    let kill = |(way, call): &(Way, Call)| signalled(&Desk::with_old(), call, "KILL", way);
    tally::judge("Killed while an exchange is undone", &steps.par_iter().map(kill).collect::<Vec<_>>());
}

#[test]
fn told_to_stop() {
    let signals = if all() { &["INT", "TERM", "HUP"][..] } else { &["INT", "TERM"] };
    let stopped = |outcomes: &[Outcome]| outcomes.iter().any(|outcome| outcome.left == State::Old);
    if strace::may_trace() {
        let mut outcomes = Vec::new();
        let calls = whole_run(&Desk::with_old());
        for (number, signal) in (44..).zip(if all() { signals } else { &signals[..1] }) {
            let calls = sample(calls.clone(), 1, &mut Chance(number));
            outcomes.par_extend(calls.par_iter().map(|call| signalled(&Desk::with_old(), call, signal, &Way::plain())));
        }
        tally::judge("Told to stop at calls", &outcomes);
        assert!(stopped(&outcomes), "none was stopped: {outcomes:?}");
    }
    let mut outcomes = Vec::new();
    let course = moments::reference();
    for (number, signal) in (47..).zip(signals) {
        let drawn = moments::drawn(if all() { 20 } else { 2 }, course, &mut Chance(number));
        let stop = |moment: &_| moments::stopped(*moment, signal, |child| room::signal(child, signal));
        outcomes.par_extend(drawn.par_iter().map(stop));
    }
    tally::judge("Told to stop at drawn moments", &outcomes);
}

#[test]
fn a_panic_ends_with_3() {
    if !strace::may_trace() {
        return;
    }
    let threads: Vec<usize> = if all() { (1..=12).collect() } else { vec![4] };
    let outcomes: Vec<(bool, Outcome)> = threads.into_par_iter().map(strace::without_thread).collect();
    assert!(outcomes.iter().any(|(panicked, _)| *panicked), "{outcomes:?}");
    let outcomes: Vec<Outcome> = outcomes.into_iter().map(|(_, outcome)| outcome).collect();
    tally::judge("A thread that cannot be started", &outcomes);
}

#[test]
fn old_outputs_that_cannot_be_removed_stop_nobody() {
    if !strace::may_trace() {
        return;
    }
    let desk = Desk::with_old();
    for left in [".2025.staging", ".2025.staging-2"] {
        let way = Way::plain().and("unlinkat:error=EPERM");
        let output = strace::run(&desk, &way);
        assert_eq!((output.status.code(), state(&desk)), (Some(0), State::New), "{output:?}");
        assert!(codes(&output.stdout).contains("old-outputs-left"), "{output:?}");
        assert!(desk.home().join(left).exists());
    }
    assert_eq!(next(&desk), Vec::<String>::new());
}

#[test]
fn a_full_disk() {
    let Some(way) = room::may_mount() else { return };
    let bytes: usize = super::OFFICE.old.values().map(|file| file.len().next_multiple_of(4096)).sum();
    let names = super::OFFICE.old.keys().map(Path::new);
    let folders: BTreeSet<&Path> = names.clone().flat_map(|name| name.ancestors().skip(1)).collect();
    let old = names.count() + folders.len();
    let kib = |percent: usize| format!("size={}k", bytes * percent / 100 / 1024 + 8);
    let percents = if all() { (100..=215).step_by(8).collect() } else { vec![100, 215] };
    let mut options: Vec<String> = percents.into_iter().map(kib).collect();
    // The old outputs need theirs, with the root and the project; the new ones as many, with the lock.
    let more = if all() { (0..=old + 2).collect() } else { vec![4] };
    options.extend(more.iter().map(|more: &usize| format!("nr_inodes={}", old + 2 + more)));
    let outcomes: Vec<Outcome> =
        options.par_iter().map(|options| room::mounted(&way, options, "", "disk-full")).collect();
    tally::judge("A full disk", &outcomes);
    let left: Vec<State> = outcomes.iter().map(|outcome| outcome.left).collect();
    assert!(left.contains(&State::Old) && left.contains(&State::New), "{outcomes:?}");
}

#[test]
fn a_disk_that_is_read_only() {
    let Some(way) = room::may_mount() else { return };
    let before = "mount -o remount,ro \"$ROOM\"";
    let outcome = room::mounted(&way, "size=64m", before, "not-writable");
    assert_eq!(outcome.left, State::Old);
    tally::judge("A read-only disk", &[outcome]);
}

#[test]
fn no_right_to_write() {
    let Some(way) = room::may_obey() else { return };
    for (level, mode) in [("out", 0o555), ("out/my-office", 0o555), ("out/my-office", 0o000), ("out", 0o000)] {
        let desk = if level == "out" && mode == 0o555 { Desk::bare() } else { Desk::with_old() };
        let path = desk.root().join(level);
        fs::create_dir_all(&path).expect("a folder");
        room::protect(&path, mode);
        let output = room::obeying(&way, &desk);
        room::protect(&path, 0o755);
        assert_eq!((output.status.code(), state(&desk)), (Some(3), State::Old), "{level} {mode:o}: {output:?}");
        assert!(codes(&output.stdout).contains("not-writable"), "{level} {mode:o}: {output:?}");
        assert_eq!(leftovers(&desk), None, "{level} {mode:o}");
        assert_eq!(next(&desk), Vec::<String>::new(), "{level} {mode:o}");
    }
}

/// Who protects a folder of outputs does not hinder the next run: it is exchanged as a whole, and the old one removed.
#[test]
fn outputs_that_are_protected() {
    let Some(way) = room::may_obey() else { return };
    let desk = Desk::with_old();
    room::protect(&desk.target(), 0o555);
    let output = room::obeying(&way, &desk);
    assert_eq!((output.status.code(), state(&desk), leftovers(&desk)), (Some(0), State::New, None), "{output:?}");
    assert_eq!(next(&desk), Vec::<String>::new());
}

/// A run that is held while it writes keeps a second one out, and then succeeds.
#[test]
fn a_second_run_is_refused_while_the_first_writes() {
    let desk = Desk::with_old();
    let mut first = desk.new_run().stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    moments::wait_for(&desk, &mut first, moments::Mark::Writing);
    room::signal(&first, "STOP");
    let second = desk.new_run().output().expect("it starts");
    let before = state(&desk);
    room::signal(&first, "CONT");
    assert!(first.wait().expect("it ends").success());
    assert_eq!(second.status.code(), Some(1), "{second:?}");
    assert!(codes(&second.stdout).contains("run-in-progress"), "{second:?}");
    assert_eq!((before, state(&desk), leftovers(&desk)), (State::Old, State::New, None));
}
