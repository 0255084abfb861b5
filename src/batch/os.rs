//! Everything that differs between operating systems: the atomic exchange, and folders brought to disk.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Exchanges two folders of one parent; both exist. On Linux in one atomic step.
///
/// Elsewhere, and on file systems that cannot exchange, in three renames by way of `aside`, each of them
/// atomic; a run killed between them leaves the old folder under `aside`, and [`mend`] brings it back.
pub fn exchange(new: &Path, old: &Path, aside: &Path) -> io::Result<()> {
    match at_once(new, old) {
        Err(error) if cannot_exchange(&error) => by_renames(new, old, aside),
        done => done,
    }
}

/// Brings back the folder that an exchange by renames left aside when it was killed.
pub fn mend(target: &Path, aside: &Path) -> io::Result<()> {
    match (fs::symlink_metadata(aside).is_ok(), fs::symlink_metadata(target).is_ok()) {
        (true, false) => fs::rename(aside, target),
        (true, true) => fs::remove_dir_all(aside),
        (false, _) => Ok(()),
    }
}

#[cfg(target_os = "linux")]
fn at_once(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn at_once(_new: &Path, _old: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Is it the exchange that the file system refuses, not these folders?
fn cannot_exchange(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

/// The exchange where there is no atomic one.
pub(super) fn by_renames(new: &Path, old: &Path, aside: &Path) -> io::Result<()> {
    fs::rename(old, aside)?;
    if let Err(error) = fs::rename(new, old) {
        // The old outputs come back before anyone is told; if even that fails, `mend` does it later.
        fs::rename(aside, old)?;
        return Err(error);
    }
    fs::rename(aside, new)
}

/// Brings a folder's list of names to disk; Windows has no such call and does it by itself.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
