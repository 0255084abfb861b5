//! One run of a project at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::{BatchFault, faults, place};
use crate::finding::Finding;

/// Name of the lock's file in the project's folder of outputs. It stays there: removing a lock that
/// another process is about to take would let two runs in.
pub const NAME: &str = ".lock";

/// The right to write a project's outputs, until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Takes the lock of a project's folder; the finding `run-in-progress` where another run has it.
pub fn take(folder: &Path, project: &str) -> Result<Lock, BatchFault> {
    let path: PathBuf = folder.join(NAME);
    let opened = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = opened.map_err(|error| BatchFault::io(&path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => {
            let finding = Finding::new(faults::RUN_IN_PROGRESS, place(folder)).with("project", project);
            Err(BatchFault::refused(finding))
        }
        Err(TryLockError::Error(error)) => Err(BatchFault::io(&path, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_has_the_lock() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = take(folder.path(), "某县").expect("free");
        let second = take(folder.path(), "某县").expect_err("taken");
        assert_eq!(second.finding().expect("a finding").code, faults::RUN_IN_PROGRESS);
        drop(first);
        assert!(take(folder.path(), "某县").is_ok());
    }

    #[test]
    fn a_lock_that_cannot_be_opened_is_a_fault_of_the_machine() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join(NAME)).expect("a folder in place of the lock");
        let fault = take(folder.path(), "某县").expect_err("no file");
        assert!(matches!(fault, BatchFault::Machine { .. }), "{fault:?}");
    }
}
