//! Everything that differs between operating systems: the atomic exchange, and folders brought to disk.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Exchanges two folders of one parent; both exist. On Linux in one atomic step.
///
/// Elsewhere, and on file systems that cannot exchange, by renames by way of `aside`, each of them
/// atomic; a run killed between them leaves the old folder under `aside`, and the next command brings it back.
pub fn exchange(new: &Path, old: &Path, aside: &Path) -> io::Result<()> {
    match at_once(new, old) {
        Err(error) if cannot_exchange(&error) => by_renames(new, old, aside),
        done => done,
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
        // The old outputs come back before anyone is told; if even that fails, the next command does it.
        fs::rename(aside, old)?;
        return Err(error);
    }
    // The new outputs stand; what stays aside is cleared with the rest.
    let _ = fs::rename(aside, new);
    Ok(())
}

/// Brings a folder's list of names to disk; Windows, and some network drives, have no such call.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        done => done,
    }
}

/// Gives the owner the right to empty a folder and those in it, as far as the system lets us.
#[cfg(unix)]
pub fn unprotect(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;

    use crate::folder::entries;
    let Ok(found) = fs::symlink_metadata(folder) else { return };
    if found.is_dir() {
        // What cannot be changed shows when the folder is removed.
        let _ = fs::set_permissions(folder, fs::Permissions::from_mode(found.permissions().mode() | 0o700));
        entries(folder).into_iter().flatten().for_each(|entry| unprotect(&entry.path()));
    }
}

/// Elsewhere a folder has no such mark.
#[cfg(not(unix))]
pub fn unprotect(_folder: &Path) {}
