//! Where a run's outputs go: to the folder in the making, or only into their hashes.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::BatchFault;
use super::staging::Staging;
use crate::digest::{Hashed, hashed};

/// Takes outputs, from several threads at a time.
pub trait Sink: Sync {
    /// Takes one output; its name may have folders (`反馈/甲村.pdf`).
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), BatchFault>;
    /// What was taken so far, by name.
    fn outputs(&self) -> Vec<Hashed>;
}

impl Sink for Staging {
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), BatchFault> {
        self.write(name, bytes)
    }
    fn outputs(&self) -> Vec<Hashed> {
        Staging::outputs(self)
    }
}

/// Keeps the hashes of outputs and nothing else: a run that is only compared.
#[derive(Debug, Default)]
pub struct Hashes {
    list: Mutex<BTreeMap<String, Hashed>>,
}

impl Sink for Hashes {
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), BatchFault> {
        let facts = hashed(name, bytes);
        self.list.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), facts);
        Ok(())
    }
    fn outputs(&self) -> Vec<Hashed> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }
}
