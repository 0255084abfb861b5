//! What a run that was killed, or could not tidy up, leaves beside the outputs: brought back, or cleared away.
//!
//! Beside `outputs/<project>/<period>` stand at most `.<period>.staging` (outputs in the making, or old ones that
//! have been exchanged; with a number where an earlier one could not be removed) and `.<period>.aside` (old outputs
//! while they are exchanged by renames). All of it is touched only by who holds the project's lock.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{BatchFault, lock, os};

/// How many folders that cannot be removed a period may have beside it before no run can begin.
const MOST: usize = 9;

/// The folder in which the next outputs of `target` are built: the first name under which nothing stands. Where all
/// are taken it is the first, which then cannot be made.
pub(super) fn free(target: &Path) -> PathBuf {
    stagings(target).find(|path| !exists(path)).unwrap_or_else(|| hidden(target, "staging"))
}

/// Where the old outputs stand while they are exchanged by renames.
pub(super) fn aside(target: &Path) -> PathBuf {
    hidden(target, "aside")
}

/// Brings the old outputs back where a run was killed between the renames of its exchange.
pub(super) fn mend(target: &Path) -> Result<(), BatchFault> {
    if !torn(target) {
        return Ok(());
    }
    let parent = target.parent().unwrap_or(Path::new("."));
    let mended = fs::rename(aside(target), target).and_then(|()| os::sync_folder(parent));
    mended.map_err(|error| BatchFault::io(target, error))
}

/// What a run does at its beginning, for who only looks at the outputs: they are mended first.
///
/// Nothing is written, and no lock taken, where there is nothing to mend.
pub fn settle(target: &Path) -> Result<(), BatchFault> {
    if !torn(target) {
        return Ok(());
    }
    let home = target.parent().unwrap_or(Path::new("."));
    let project = home.file_name().unwrap_or_default().to_string_lossy();
    let _lock = lock::take(home, &project)?;
    mend(target)
}

/// Removes everything that stands beside the outputs; what cannot be removed is returned.
pub(super) fn clear(target: &Path) -> Vec<PathBuf> {
    let aside = aside(target);
    if remove(&aside).is_err() {
        // The name must be free for the next exchange; if not even this goes, the exchange will say so.
        let _ = fs::rename(&aside, free(target));
    }
    stagings(target).filter(|path| remove(path).is_err()).collect()
}

/// Removes a file, or a folder and all in it, also where somebody has protected its folders against writing.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path).or_else(|_| {
            os::unprotect(path);
            fs::remove_dir_all(path)
        }),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Was a run killed when the old outputs stood aside and the new ones not yet in their place?
fn torn(target: &Path) -> bool {
    !exists(target) && fs::symlink_metadata(aside(target)).is_ok_and(|found| found.is_dir())
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Every name that a staging folder can have.
fn stagings(target: &Path) -> impl Iterator<Item = PathBuf> {
    let numbered = (2..=MOST).map(|number| hidden(target, &format!("staging-{number}")));
    std::iter::once(hidden(target, "staging")).chain(numbered)
}

/// `.2025.staging` beside `2025`.
fn hidden(target: &Path, ending: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with these files.
    fn folder_with(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("has a parent")).expect("a folder");
            fs::write(path, "x").expect("a file");
        }
        folder
    }

    #[test]
    fn a_killed_exchange_is_mended() {
        let folder = folder_with(&[".2025.aside/b"]);
        let target = folder.path().join("2025");
        settle(&target).expect("works");
        assert!(target.join("b").exists() && !aside(&target).exists());
        assert!(folder.path().join(lock::NAME).exists(), "mended under the lock");
    }

    #[test]
    fn outputs_that_stand_are_not_touched() {
        let folder = folder_with(&["2025/a", ".2025.aside/b"]);
        let target = folder.path().join("2025");
        settle(&target).expect("nothing to do");
        assert!(target.join("a").exists() && aside(&target).exists());
        assert_eq!(clear(&target), Vec::<PathBuf>::new());
        assert!(target.join("a").exists() && !aside(&target).exists());
        assert!(!folder.path().join(lock::NAME).exists(), "nothing was written");
    }

    #[test]
    fn who_mends_waits_for_no_run() {
        let folder = folder_with(&[".2025.aside/b"]);
        let _run = lock::take(folder.path(), "某县").expect("free");
        let fault = settle(&folder.path().join("2025")).expect_err("locked");
        assert_eq!(fault.finding().expect("a finding").code, super::super::faults::RUN_IN_PROGRESS);
    }

    #[test]
    fn a_file_is_no_folder_of_outputs() {
        let folder = folder_with(&[".2025.aside", ".2025.staging", ".2025.staging-3/x", ".2024.staging/x"]);
        let target = folder.path().join("2025");
        settle(&target).expect("nothing to do");
        assert!(!target.exists());
        assert_eq!(clear(&target), Vec::<PathBuf>::new());
        let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
        assert_eq!(left, [".2024.staging"], "of this period nothing is left");
    }

    #[test]
    #[cfg(unix)]
    fn protected_folders_are_removed() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder_with(&[".2025.staging/反馈/甲村.pdf"]);
        for name in [".2025.staging/反馈", ".2025.staging"] {
            let path = folder.path().join(name);
            fs::set_permissions(path, fs::Permissions::from_mode(0o555)).expect("may be protected");
        }
        assert_eq!(clear(&folder.path().join("2025")), Vec::<PathBuf>::new());
    }

    #[test]
    fn a_name_that_is_taken_is_passed_over() {
        let folder = folder_with(&[".2025.staging/x", ".2025.staging-2/x"]);
        assert_eq!(free(&folder.path().join("2025")), folder.path().join(".2025.staging-3"));
        assert_eq!(free(&folder.path().join("2024")), folder.path().join(".2024.staging"));
    }
}
