//! All or nothing: a run that is killed, stopped, refused, or fails, leaves the old outputs or the new ones, whole,
//! before any further run; and the next run finds nothing in its way. A seeded sample of it; with `KAOHE_ALL`
//! (`make kills`) all of it, and a table of what came of each.

#[cfg(target_os = "linux")]
mod linux;
mod moments;
mod office;
mod tally;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use rayon::prelude::*;

use self::office::{Desk, Ended, OFFICE, State, contents, leftovers, next, settled, state};
use crate::chance::{Chance, all};
use crate::program::text;

/// Says something also when the test passes.
pub fn say(line: &str) {
    writeln!(std::io::stderr(), "{line}").expect("stderr");
}

#[test]
fn killed_at_drawn_moments() {
    let course = moments::reference();
    let moments = moments::drawn(if all() { 50 } else { 5 }, course, &mut Chance(4));
    let share = moments::share_in_window(&moments, course);
    assert!(share >= 40, "{share}% of the moments between the first sync and the end of the exchange");
    let kill = |child: &mut Child| drop(child.kill());
    let outcomes: Vec<_> = moments.par_iter().map(|moment| moments::stopped(*moment, "KILL", kill)).collect();
    tally::judge(&format!("Killed at drawn moments, {share}% of them in the window; {course:?}"), &outcomes);
}

#[test]
fn a_file_where_a_folder_belongs() {
    for level in ["out", "out/my-office", "out/my-office/2025"] {
        for kind in if all() {
            &["file", "link to nothing", "link to a file", "link to a folder"][..]
        } else {
            &["file", "link to a folder"]
        } {
            let desk = Desk::bare();
            let (path, elsewhere) = (desk.root().join(level), desk.root().join("elsewhere"));
            fs::create_dir_all(path.parent().expect("in a folder")).expect("a folder");
            if !stand(&path, &elsewhere, kind) {
                continue;
            }
            let output = desk.new_run().output().expect("it starts");
            let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
            // Who links the outputs, or a project's, to another disk wants them there; a period's are exchanged.
            if *kind == "link to a folder" && level != "out/my-office/2025" {
                assert_eq!((output.status.code(), state(&desk)), (Some(0), State::New), "{level} {kind}");
                assert_eq!(next(&desk), Vec::<String>::new(), "{level} {kind}");
                continue;
            }
            assert_eq!(output.status.code(), Some(1), "{level} {kind}: {said}");
            assert_eq!(said["findings"][0]["code"], "file-in-place-of-folder", "{level} {kind}");
            assert_eq!(said["findings"][0]["file"], text(&path), "{level} {kind}");
            let elsewhere = fs::read(&elsewhere).unwrap_or_else(|_| b"mine".to_vec());
            assert_eq!(elsewhere, b"mine", "{level} {kind}: nothing of the user's is touched");
            fs::remove_file(&path).expect("still the file or link");
            assert_eq!(next(&desk), Vec::<String>::new(), "{level} {kind}");
        }
    }
}

/// Puts something in a folder's place; not every system has links.
fn stand(path: &Path, elsewhere: &Path, kind: &str) -> bool {
    match kind {
        "file" => return fs::write(path, "mine").is_ok(),
        "link to a file" => fs::write(elsewhere, "mine").expect("a file"),
        "link to a folder" => fs::create_dir(elsewhere).expect("a folder"),
        _ => {}
    }
    #[cfg(unix)]
    return std::os::unix::fs::symlink(elsewhere, path).is_ok();
    #[cfg(not(unix))]
    return false;
}

/// Whatever a user, or another program, has left under the names that a run uses for itself.
#[test]
fn names_of_its_own_that_are_taken() {
    for name in [".2025.staging", ".2025.aside", ".2025.staging-2"] {
        for kind in if all() { &["file", "link to a file", "link to a folder"][..] } else { &["file"] } {
            let desk = Desk::with_old();
            if stand(&desk.home().join(name), &desk.root().join("elsewhere"), kind) {
                assert_eq!(next(&desk), Vec::<String>::new(), "{name}, a {kind}");
                assert!(desk.root().join("elsewhere").exists() || *kind == "file", "{name}, a {kind}");
            }
        }
    }
}

#[test]
fn several_runs_at_once_of_one_project() {
    for _ in 0..if all() { 20 } else { 1 } {
        let desk = Desk::with_old();
        let start = || desk.new_run().stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let runs: Vec<Child> = (0..3).map(|_| start()).collect();
        let mut succeeded = 0;
        for run in runs {
            let output = run.wait_with_output().expect("it ends");
            let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
            match output.status.code() {
                Some(0) => succeeded += 1,
                code => {
                    assert_eq!((code, &said["findings"][0]["code"]), (Some(1), &"run-in-progress".into()), "{said}");
                }
            }
        }
        assert!(succeeded > 0);
        assert_eq!((state(&desk), leftovers(&desk)), (State::New, None));
    }
}

#[test]
fn runs_at_once_of_two_projects() {
    for _ in 0..if all() { 10 } else { 1 } {
        let desks = [Desk::bare(), Desk::bare()];
        let outputs = desks[0].outputs();
        let names = ["甲县", "乙县"];
        let runs: Vec<Child> = std::iter::zip(&desks, names)
            .map(|(desk, name)| {
                let project = desk.root().join(name);
                fs::rename(desk.project(), &project).expect("another name");
                let words = ["run", text(&project), "--period", office::PERIOD, "--outputs", text(&outputs)];
                let mut command = office::kaohe(&words.map(str::to_owned));
                command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts")
            })
            .collect();
        for run in runs {
            assert!(run.wait_with_output().expect("it ends").status.success());
        }
        for name in names {
            let folder: PathBuf = outputs.join(name).join(office::PERIOD);
            assert!(contents(&folder).keys().eq(OFFICE.new.keys()));
            assert_eq!(crate::program::run(&["verify", text(&folder)]).code, 0);
        }
    }
}

/// An exchange by renames that was killed between them is mended by whichever command comes next.
#[test]
fn outputs_that_stand_aside_are_brought_back() {
    for command in ["verify", "run"] {
        let desk = Desk::with_old();
        fs::rename(desk.target(), desk.home().join(".2025.aside")).expect("as a killed exchange leaves it");
        office::write(&desk.home().join(".2025.staging"), &OFFICE.new);
        let (found, wrong) = match command {
            "verify" => settled(&desk, Ended::Killed, true),
            _ => (state(&desk), next(&desk)),
        };
        assert_eq!((found, wrong), (State::Absent, Vec::new()), "{command}");
    }
}
