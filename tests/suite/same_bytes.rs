//! The same inputs give the same bytes: whatever the threads, time zone, locale, folder and order of directory
//! entries, whoever runs it and when. Nothing of the machine stands in an output.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tempfile::{TempDir, tempdir, tempdir_in};

use crate::chance::{Chance, all};
use crate::inside::{Inside, hashes};

type Hashes = BTreeMap<String, String>;
/// What is otherwise in a call of the program.
type Change<'c> = &'c dyn Fn(&mut Command);

/// What may be otherwise around the program, by what it stands for.
const WORLDS: [(&str, &[(&str, &str)]); 5] = [
    ("far east", &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "zh_CN.GB18030"), ("LANG", "zh_CN.GB18030")]),
    ("far west", &[("TZ", "America/Adak"), ("LC_ALL", "en_US.UTF-8"), ("LANG", "en_US.UTF-8")]),
    ("bare", &[("TZ", "nowhere"), ("LC_ALL", "C"), ("HOME", "/nonexistent"), ("USER", "nobody"), ("TERM", "dumb")]),
    // What libraries are known to listen to.
    ("tools", &[("SOURCE_DATE_EPOCH", "86400"), ("TYPST_FONT_PATHS", "/usr/share/fonts"), ("COLUMNS", "20")]),
    ("threads", &[("RAYON_NUM_THREADS", "3"), ("POLARS_MAX_THREADS", "1"), ("RUST_BACKTRACE", "full")]),
];
/// What may be asked of the program without asking for other figures.
const ARGUMENTS: [&[&str]; 6] = [
    &["--threads", "1"],
    &["--threads", "2"],
    &["--threads", "7"],
    &["--lang", "en", "--color", "always"],
    &["--format", "json"],
    &["--verbose"],
];
/// Runs that are the same in everything: hash seeds, addresses and the time of day are others in each.
const AGAIN: usize = 3;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The projects that are run, each with its period.
fn projects() -> Vec<(PathBuf, &'static str)> {
    let example = |period| (root().join("inputs/shanghang"), period);
    let case = |name| (root().join("tests/cases/live").join(name), "2025");
    let whole = [example("2012"), case("linked"), example("2013"), case("groups")];
    whole.into_iter().take(if all() { 4 } else { 2 }).collect()
}

/// The hashes of all that a run leaves below its folder of outputs.
fn run(project: &Path, period: &str, outputs: &Path, change: Change) -> Hashes {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kaohe"));
    command.current_dir(root()).args(["run", "--period", period]).arg(project).arg("--outputs").arg(outputs);
    change(&mut command);
    let said = command.output().unwrap();
    assert!(said.status.success(), "{command:?}: {}", String::from_utf8_lossy(&said.stderr));
    // A relative folder of outputs is one of the folder that the program ran in.
    let here = command.get_current_dir().unwrap().to_owned();
    let project = fs::canonicalize(here.join(project)).unwrap();
    let made = hashes(&here.join(outputs).join(project.file_name().unwrap()).join(period));
    assert!(made.contains_key("manifest.json") && made.len() > 5, "{made:?}");
    made
}

/// A run as it comes, the files of which all others must have.
fn first((project, period): &(PathBuf, &str)) -> Hashes {
    run(project, period, tempdir().unwrap().path(), &|_| {})
}

/// The files that differ, or stand in one of the two only.
fn differing(one: &Hashes, other: &Hashes) -> Vec<String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}

fn same(what: &str, first: &Hashes, now: &Hashes) {
    assert_eq!(differing(first, now), Vec::<String>::new(), "{what}");
}

#[test]
fn whoever_runs_it_with_any_threads_and_when() {
    for task in projects() {
        let began = SystemTime::now();
        let before = first(&task);
        let now = |change: Change| run(&task.0, task.1, tempdir().unwrap().path(), change);
        for arguments in ARGUMENTS {
            same(&format!("{arguments:?}"), &before, &now(&|command| _ = command.args(arguments)));
        }
        for (name, world) in WORLDS {
            same(name, &before, &now(&|command| _ = command.envs(world.iter().copied())));
        }
        let bare = |command: &mut Command| _ = command.env_clear().env("PATH", "/usr/bin");
        same("no environment", &before, &now(&bare));
        for _ in 0..AGAIN {
            same("again", &before, &now(&|_| {}));
        }
        // The times in an archive are told to two seconds.
        std::thread::sleep(Duration::from_secs(3).saturating_sub(began.elapsed().unwrap()));
        same("later", &before, &now(&|_| {}));
    }
}

#[test]
fn from_and_into_any_folder() {
    for task in projects() {
        let before = first(&task);
        let (project, period) = task;
        let name = project.file_name().unwrap();
        let work = tempdir().unwrap();
        let here = work.path().join("甲 乙/丙");
        fs::create_dir_all(here.join("out")).unwrap();
        let copy = here.join(name);
        copied(&files(&project), &project, &copy);
        let link = work.path().join("linked");
        fs::create_dir(&link).unwrap();
        symlink(&project, link.join(name)).unwrap();
        symlink(here.join("out"), here.join("through")).unwrap();
        let inside = |folder: &Path| {
            let folder = folder.to_owned();
            move |command: &mut Command| _ = command.current_dir(&folder)
        };
        let relative = Path::new("..").join("丙").join(name);
        let slashed = format!("{}/", copy.display());
        let runs: [(&str, &Path, &Path, Change); 7] = [
            ("a copy", &copy, &here.join("far/away"), &|_| {}),
            ("relative", &relative, Path::new("out"), &inside(&here)),
            ("over the last outputs", &copy, &here.join("out"), &|_| {}),
            ("a slash at the end", Path::new(&slashed), &here.join("second"), &|_| {}),
            ("in the project itself", Path::new("."), Path::new("../third"), &inside(&copy)),
            ("linked", &link.join(name), &here.join("through"), &|_| {}),
            ("beside other templates", &copy, &here.join("fourth"), &|command| {
                command.current_dir(&here).arg("--home").arg(root());
            }),
        ];
        for (what, project, outputs, change) in runs {
            same(what, &before, &run(project, period, outputs, change));
        }
    }
}

#[test]
fn in_any_order_of_directory_entries() {
    let mut orders = BTreeSet::new();
    for (project, period) in projects() {
        let before = first(&(project.clone(), period));
        for seed in 0..if all() { 8 } else { 3 } {
            let work = where_order_shows();
            let mut chance = Chance(seed);
            let (copy, home) = (work.path().join(project.file_name().unwrap()), work.path().join("home"));
            for (from, to) in [(&project, &copy), (&root().join("templates"), &home.join("templates"))] {
                let mut files = files(from);
                chance.shuffle(&mut files);
                copied(&files, from, to);
            }
            orders.insert(listed(&copy.join(period)));
            let changed = |command: &mut Command| _ = command.arg("--home").arg(&home);
            same(&format!("order {seed}"), &before, &run(&copy, period, &work.path().join("out"), &changed));
        }
    }
    assert!(!tells_order() || orders.len() > 2, "the folders were listed in {} orders", orders.len());
}

/// A file system in memory lists entries in the order of their making; on a disk the order is that of hashes.
const IN_MEMORY: &str = "/dev/shm";

fn tells_order() -> bool {
    tempdir_in(IN_MEMORY).is_ok()
}

fn where_order_shows() -> TempDir {
    tempdir_in(IN_MEMORY).or_else(|_| tempdir()).unwrap()
}

/// The names of a folder as the disk lists them.
fn listed(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// All files below a folder, by their paths from there.
fn files(folder: &Path) -> Vec<PathBuf> {
    hashes(folder).into_keys().map(PathBuf::from).collect()
}

fn copied(files: &[PathBuf], from: &Path, to: &Path) {
    for file in files {
        let target = to.join(file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(from.join(file), target).unwrap();
    }
}

#[test]
fn nothing_of_the_machine_is_in_an_output() {
    for (project, period) in projects() {
        let work = tempfile::Builder::new().prefix("leaked-folder").tempdir().unwrap();
        let copy = work.path().join(project.file_name().unwrap());
        copied(&files(&project), &project, &copy);
        let outputs = work.path().join("leaked-outputs");
        let made = run(&copy, period, &outputs, &|command| {
            command.envs([("USER", "leaked-user"), ("LOGNAME", "leaked-user"), ("HOME", "/leaked-home")]);
            command.envs([("HOSTNAME", "leaked-host"), ("TMPDIR", work.path().to_str().unwrap())]);
        });
        let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        let mut sought = vec!["leaked".to_owned(), root().display().to_string(), "/home/".into(), "/root/".into()];
        // A short name of a host could stand in any text.
        sought.extend(Some(host.trim().to_owned()).filter(|host| host.len() > 5));
        sought.extend(today());
        let folder = outputs.join(copy.file_name().unwrap()).join(period);
        for file in made.keys() {
            let inside = Inside::of(&folder.join(file));
            for text in &sought {
                assert_eq!(inside.holding(text), Vec::<&str>::new(), "{text} in {file}");
            }
        }
    }
}

/// The day of the run as programs write it, in its time zone and the next.
fn today() -> Vec<String> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let days = [seconds - 43_200, seconds, seconds + 43_200].map(|seconds| civil(seconds / 86_400));
    days.iter()
        .flat_map(|(y, m, d)| [format!("{y}-{m:02}-{d:02}"), format!("{y}{m:02}{d:02}"), format!("{y}年{m}月{d}日")])
        .collect()
}

/// Year, month and day of a day counted from 1970 (Howard Hinnant's `civil_from_days`).
fn civil(days: u64) -> (u64, u64, u64) {
    let z = days + 719_468;
    let (era, of_era) = (z / 146_097, z % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (d, m) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    (year + era * 400 + u64::from(m <= 2), m, d)
}

#[test]
fn days_are_counted() {
    assert_eq!((civil(0), civil(19_782), civil(20_778)), ((1970, 1, 1), (2024, 2, 29), (2026, 11, 21)));
}
