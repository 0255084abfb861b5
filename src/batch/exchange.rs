//! The finished folder takes the place of the last one.

use std::fs;
use std::path::Path;

use super::{BatchFault, faults, os, place};
use crate::finding::Finding;
use crate::folder;

/// Puts `staging` where `target` stands, or is to stand, in one step; the old outputs then stand where the new
/// ones were built, or, where there is no atomic exchange, perhaps at `aside`.
///
/// After an error the old outputs are in their place.
pub fn replace(staging: &Path, target: &Path, aside: &Path) -> Result<(), BatchFault> {
    refuse_open(target)?;
    let fail = |error| BatchFault::io(target, error);
    let parent = target.parent().unwrap_or(Path::new("."));
    // Before the exchange: a disk that fails here has lost nothing yet.
    os::sync_folder(parent).map_err(fail)?;
    let over = target.is_dir();
    if over { os::exchange(staging, target, aside) } else { fs::rename(staging, target) }.map_err(fail)?;
    os::sync_folder(parent).map_err(|error| {
        // Whether the exchange would outlive a power cut cannot be told, so it has not taken place. Where it cannot
        // even be undone the new outputs stand: they are whole too.
        let _ = if over { os::exchange(staging, target, aside) } else { fs::rename(target, staging) };
        fail(error)
    })
}

/// The finding `target-open` where a spreadsheet program has an output open: it keeps a file of its own beside it.
pub fn refuse_open(target: &Path) -> Result<(), BatchFault> {
    match open_in(target) {
        Some(name) => {
            let finding = Finding::new(faults::TARGET_OPEN, place(&target.join(&name))).with("found", name);
            Err(BatchFault::refused(finding))
        }
        None => Ok(()),
    }
}

/// The first file of the folder, or of its folders, that is open.
fn open_in(folder: &Path) -> Option<String> {
    let names = names_in(folder);
    names.iter().find_map(|name| {
        if is_owner_file(name) {
            return Some(opened(name, &names));
        }
        let below = folder.join(name);
        let below = below.is_dir().then(|| open_in(&below)).flatten();
        below.map(|inner| format!("{name}/{inner}"))
    })
}

/// Names in a folder that can be read; one that cannot be read has no open files that we could find.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = folder::entries(folder).unwrap_or_default();
    entries.iter().filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

/// `~$排名.xlsx` (Excel), `.~排名.xlsx` (WPS), `.~lock.排名.xlsx#` (LibreOffice).
pub fn is_owner_file(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with(".~")
}

/// The file that an owner file belongs to; Excel puts its mark over the first two letters of a long name.
fn opened(owner: &str, names: &[String]) -> String {
    let rest =
        owner.trim_start_matches(".~lock.").trim_start_matches(".~").trim_start_matches("~$").trim_end_matches('#');
    let owned = names.iter().filter(|name| !is_owner_file(name)).find(|name| name.ends_with(rest));
    owned.map_or_else(|| owner.to_owned(), Clone::clone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("has a parent")).expect("a folder");
            fs::write(path, "x").expect("a file");
        }
        folder
    }

    #[test]
    fn an_open_workbook_is_named() {
        for owner in ["~$排名.xlsx", ".~排名.xlsx", ".~lock.排名.xlsx#"] {
            let folder = folder_with(&["排名.xlsx", owner]);
            let fault = refuse_open(folder.path()).expect_err(owner);
            let finding = fault.finding().expect("a finding");
            assert_eq!((finding.code, finding.args[0].1.as_str()), (faults::TARGET_OPEN, "排名.xlsx"));
        }
        let folder = folder_with(&["反馈/甲村.xlsx", "反馈/~$甲村.xlsx"]);
        let fault = refuse_open(folder.path()).expect_err("open below");
        assert_eq!(fault.finding().expect("a finding").args[0].1, "反馈/甲村.xlsx");
    }

    #[test]
    fn closed_or_absent_outputs_are_free() {
        assert!(refuse_open(folder_with(&["排名.xlsx", "反馈/甲村.xlsx"]).path()).is_ok());
        assert!(refuse_open(Path::new("/nowhere/at/all")).is_ok());
    }

    #[test]
    fn exchange_by_renames_is_the_same_exchange() {
        let folder = folder_with(&["new/a", "old/b"]);
        let path = |name: &str| folder.path().join(name);
        os::by_renames(&path("new"), &path("old"), &path("aside")).expect("works");
        assert!(path("old/a").exists() && path("new/b").exists() && !path("aside").exists());
    }

    #[test]
    fn renames_that_fail_half_way_bring_the_old_back() {
        let folder = folder_with(&["old/b"]);
        let path = |name: &str| folder.path().join(name);
        assert!(os::by_renames(&path("new"), &path("old"), &path("aside")).is_err());
        assert!(path("old/b").exists() && !path("aside").exists());
    }
}
