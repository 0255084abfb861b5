//! What else goes to one unit: 整改通知, the form that it fills in, and its submission sent back with marks.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Owner, PERIOD, owners, project};
use crate::inside::{Inside, hashes};
use crate::program::{run, text};

/// What is planted for others and stands in a file; of the owner's own name and words there must be some.
fn leaks(file: &Path, owner: &Owner, own: &str) -> Vec<String> {
    let inside = Inside::of(file);
    assert!(!inside.holding(own).is_empty(), "{} holds nothing of {}", file.display(), owner.name);
    let mut out = Vec::new();
    for other in owners().iter().filter(|other| !owner.may_show(other)) {
        for sought in other.all() {
            let places = inside.holding(&sought);
            if !places.is_empty() {
                out.push(format!("{} holds {sought} of {}: {places:?}", file.display(), other.name));
            }
        }
    }
    out
}

/// Villages, which have files of their own.
fn villages() -> Vec<Owner> {
    owners().into_iter().filter(|owner| owner.scheme == "村").collect()
}

/// The one file below a folder whose name holds a text and ends so.
fn named(folder: &Path, part: &str, ending: &str) -> PathBuf {
    let found: Vec<String> =
        hashes(folder).into_keys().filter(|name| name.contains(part) && name.ends_with(ending)).collect();
    assert_eq!(found.len(), 1, "{part} {ending} below {}: {found:?}", folder.display());
    folder.join(&found[0])
}

#[test]
fn a_rectification_notice_speaks_of_its_unit_alone() {
    let work = tempfile::tempdir().unwrap();
    let made = super::made(work.path());
    let found: Vec<String> = villages()
        .iter()
        .flat_map(|owner| leaks(&named(&made.join("整改通知"), owner.name, ".pdf"), owner, owner.name))
        .collect();
    assert!(found.is_empty(), "{} leaks:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_form_asks_for_its_units_alone() {
    let work = tempfile::tempdir().unwrap();
    let outputs = work.path().join("out");
    let project = project(work.path());
    let said = run(&["forms", text(&project), "--period", PERIOD, "--outputs", text(&outputs)]);
    assert_eq!(said.code, 0, "{:?}\n{}", said.lines(), said.stderr);
    let folder = outputs.join("暗记").join(format!("填报表-{PERIOD}"));
    let found: Vec<String> = villages()
        .iter()
        .flat_map(|owner| leaks(&named(&folder, &format!("自评_{}", owner.name), ".xlsx"), owner, owner.name))
        .collect();
    assert!(found.is_empty(), "{} leaks:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_submission_comes_back_with_its_own_faults_alone() {
    let work = tempfile::tempdir().unwrap();
    let project = project(work.path());
    for owner in villages() {
        let file = project.join(PERIOD).join(format!("自评_{}.csv", owner.name));
        let sent = fs::read_to_string(&file).unwrap();
        let (heads, row) = sent.split_once('\n').unwrap();
        fs::write(&file, format!("{heads}\n约{row}")).unwrap();
    }
    let back = work.path().join("退回");
    let said = run(&["check", text(&project), "--period", PERIOD, "--return", text(&back)]);
    assert_ne!(said.code, 0, "every village has written 约");
    let mut found = Vec::new();
    for owner in villages() {
        // The figure that it was sent with stands in it, and the fault is told.
        let own = super::number(owner.number, 15);
        let file = named(&back, &format!("自评_{}", owner.name), ".xlsx");
        found.extend(leaks(&file, &owner, &own));
        assert!(!Inside::of(&file).holding(&format!("约{own}")).is_empty(), "{}", owner.name);
    }
    assert!(found.is_empty(), "{} leaks:\n{}", found.len(), found.join("\n"));
}
