//! A run's outputs: built beside, sealed with a manifest, and exchanged with the last ones in one step.

pub mod exchange;
pub mod faults;
pub mod leftovers;
pub mod lock;
pub mod manifest;
pub mod os;
pub mod sink;
pub mod staging;

use std::io;
use std::path::Path;

use crate::finding::{Code, Finding, Place};

/// Why outputs could not be written; either way the last ones are as they were.
#[derive(Debug, thiserror::Error)]
pub enum BatchFault {
    /// Something that the user can mend (exit code 1).
    #[error("{}", .0.code.id)]
    Refused(Box<Finding>),
    /// The machine failed: no room, no right to write (exit code 3).
    #[error("{}: {source}", .finding.code.id)]
    Machine {
        /// What failed and where.
        finding: Box<Finding>,
        /// What the operating system said.
        source: io::Error,
    },
    /// Somebody stopped the run.
    #[error("cancelled")]
    Cancelled,
}

impl BatchFault {
    /// The fault of a target that could not be written, read or renamed.
    pub fn io(target: &Path, source: io::Error) -> Self {
        let code = code_of(&source);
        let finding = Finding::new(code, place(target)).with("reason", source.to_string());
        BatchFault::Machine { finding: Box::new(finding), source }
    }
    /// What the user is told, where there is anything to tell.
    pub fn finding(&self) -> Option<&Finding> {
        match self {
            BatchFault::Refused(finding) | BatchFault::Machine { finding, .. } => Some(finding),
            BatchFault::Cancelled => None,
        }
    }
    fn refused(finding: Finding) -> Self {
        BatchFault::Refused(Box::new(finding))
    }
}

/// Nothing but starting a thread fails without a target: every other error of the system comes with its path.
impl From<io::Error> for BatchFault {
    fn from(source: io::Error) -> Self {
        let finding = Finding::new(faults::NO_THREAD, Place::file("--threads")).with("reason", source.to_string());
        BatchFault::Machine { finding: Box::new(finding), source }
    }
}

fn code_of(error: &io::Error) -> Code {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => faults::DISK_FULL,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => faults::NOT_WRITABLE,
        _ => faults::WRITE_FAILED,
    }
}

/// A path of this machine as a place.
fn place(path: &Path) -> Place {
    Place::file(path.display().to_string())
}
