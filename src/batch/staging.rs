//! The folder in which a run's outputs are built, out of sight until all of them are there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::lock::{self, Lock};
use super::{BatchFault, exchange, faults, leftovers, os, place};
use crate::digest::{Hashed, hashed};
use crate::finding::{Finding, Findings};

/// Outputs in the making. Dropped without [`Staging::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Staging {
    folder: PathBuf,
    target: PathBuf,
    written: Mutex<BTreeMap<String, Hashed>>,
    cancelled: Arc<AtomicBool>,
    _lock: Lock,
}

impl Staging {
    /// Takes the project's lock, clears what a killed run left, and makes an empty folder beside
    /// `outputs/<project>/<period>`.
    pub fn begin(outputs: &Path, project: &str, period: &str) -> Result<Staging, BatchFault> {
        for name in [project, period] {
            refuse_odd_name(name)?;
        }
        let home = outputs.join(project);
        for folder in [outputs, &home] {
            make_folder(folder)?;
        }
        let target = home.join(period);
        refuse_file(&target)?;
        let lock = lock::take(&home, project)?;
        leftovers::mend(&target)?;
        leftovers::clear(&target);
        exchange::refuse_open(&target)?;
        let folder = leftovers::free(&target);
        fs::create_dir(&folder).map_err(|error| BatchFault::io(&folder, error))?;
        Ok(Staging { folder, target, written: Mutex::default(), cancelled: Arc::default(), _lock: lock })
    }

    /// Looks at this flag before each file and before the exchange; set, it stops the run.
    #[must_use]
    pub fn cancelled_by(mut self, flag: Arc<AtomicBool>) -> Staging {
        self.cancelled = flag;
        self
    }

    /// The folder in the making.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Where the outputs will stand.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Writes one output; its name may have folders (`反馈/甲村.pdf`). Several threads may write at once.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), BatchFault> {
        self.refuse_cancelled()?;
        refuse_odd_path(name)?;
        let path = self.folder.join(name);
        let fail = |error| BatchFault::io(&self.target.join(name), error);
        let facts = hashed(name, bytes);
        let taken = self.names().insert(name.to_owned(), facts).is_some();
        if taken {
            let finding = Finding::new(faults::OUTPUT_NAME_TAKEN, place(&self.target.join(name))).with("found", name);
            return Err(BatchFault::refused(finding));
        }
        fs::create_dir_all(path.parent().unwrap_or(&self.folder)).map_err(fail)?;
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(fail)?;
        file.write_all(bytes).map_err(fail)
    }

    /// What has been written so far, by name, for the manifest.
    pub fn outputs(&self) -> Vec<Hashed> {
        self.names().values().cloned().collect()
    }

    /// Brings everything to disk and puts it in the place of the last outputs, in one step.
    ///
    /// Old outputs that cannot be removed are a warning: the new ones stand already, and that is what was asked for.
    pub fn commit(self, findings: &mut Findings) -> Result<PathBuf, BatchFault> {
        self.refuse_cancelled()?;
        self.sync()?;
        self.refuse_cancelled()?;
        exchange::replace(&self.folder, &self.target, &leftovers::aside(&self.target))?;
        for left in leftovers::clear(&self.target) {
            let name = left.display().to_string();
            findings.push(Finding::new(faults::OLD_OUTPUTS_LEFT, place(&left)).with("found", name));
        }
        Ok(self.target.clone())
    }

    /// Files first, then the folders that name them, the innermost first.
    fn sync(&self) -> Result<(), BatchFault> {
        let mut folders = BTreeSet::from([PathBuf::new()]);
        for name in self.names().keys() {
            self.refuse_cancelled()?;
            let fail = |error| BatchFault::io(&self.target.join(name), error);
            let opened = OpenOptions::new().write(true).open(self.folder.join(name));
            opened.and_then(|file: File| file.sync_all()).map_err(fail)?;
            folders.extend(Path::new(name).ancestors().skip(1).map(Path::to_owned));
        }
        for folder in folders.iter().rev() {
            let folder = self.folder.join(folder);
            os::sync_folder(&folder).map_err(|error| BatchFault::io(&folder, error))?;
        }
        Ok(())
    }

    fn refuse_cancelled(&self) -> Result<(), BatchFault> {
        if self.cancelled.load(Ordering::Relaxed) { Err(BatchFault::Cancelled) } else { Ok(()) }
    }

    /// A thread that panicked while it wrote leaves the list whole: an insertion is one step.
    fn names(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Hashed>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Staging {
    /// After a commit the folder is gone already; what cannot be removed is cleared by the next run.
    fn drop(&mut self) {
        let _ = leftovers::remove(&self.folder);
    }
}

/// A project and a period are plain names: no path, nothing hidden, nothing that climbs.
fn refuse_odd_name(name: &str) -> Result<(), BatchFault> {
    let plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0']);
    if plain {
        Ok(())
    } else {
        Err(BatchFault::refused(Finding::new(faults::BAD_FOLDER_NAME, place(Path::new(name))).with("found", name)))
    }
}

/// The name of an output stays inside the folder and can be a file's on every system that an office has.
fn refuse_odd_path(name: &str) -> Result<(), BatchFault> {
    let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let allowed = !name.contains(['\\', ':', '*', '?', '"', '<', '>', '|']) && !name.chars().any(char::is_control);
    let whole = name.split('/').all(|part| !part.is_empty() && !part.ends_with(['.', ' ']) && !part.starts_with(".~"));
    if inside && allowed && whole {
        Ok(())
    } else {
        Err(BatchFault::refused(Finding::new(faults::BAD_OUTPUT_NAME, place(Path::new(name))).with("found", name)))
    }
}

/// Makes a folder with those above it, and brings the names of those that are new to disk.
fn make_folder(folder: &Path) -> Result<(), BatchFault> {
    if folder.is_dir() {
        return Ok(());
    }
    refuse_file(folder)?;
    let above = folder.ancestors().skip(1).map(|path| if path.as_os_str().is_empty() { Path::new(".") } else { path });
    let new = folder.ancestors().take_while(|path| !path.exists()).count();
    fs::create_dir_all(folder).map_err(|error| blocked(folder).unwrap_or_else(|| BatchFault::io(folder, error)))?;
    let mut holders = above.take(new);
    holders.try_for_each(|holder| os::sync_folder(holder).map_err(|error| BatchFault::io(holder, error)))
}

/// A file, or a link, that stands where a folder is to be.
fn refuse_file(folder: &Path) -> Result<(), BatchFault> {
    match fs::symlink_metadata(folder) {
        Ok(found) if !found.is_dir() => Err(file_in_place(folder)),
        _ => Ok(()),
    }
}

/// The fault of a file that stands somewhere on the way to the folder.
fn blocked(folder: &Path) -> Option<BatchFault> {
    folder.ancestors().find(|path| path.is_file()).map(file_in_place)
}

fn file_in_place(path: &Path) -> BatchFault {
    let name = path.display().to_string();
    BatchFault::refused(Finding::new(faults::FILE_IN_PLACE_OF_FOLDER, place(path)).with("found", name))
}

#[cfg(test)]
#[path = "staging/tests.rs"]
mod tests;
