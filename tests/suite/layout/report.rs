//! What a check found: deviations by the check's name, and which checks had something to look at.

use std::collections::BTreeSet;

/// Something that is not as the standard has it.
pub struct Deviation {
    /// The check that says so.
    pub check: &'static str,
    /// From 1; 0 for the whole document.
    pub page: usize,
    pub said: String,
}

/// Deviations, and the checks that were made.
#[derive(Default)]
pub struct Report {
    pub deviations: Vec<Deviation>,
    pub made: BTreeSet<&'static str>,
}

impl Report {
    /// A check that holds or does not.
    pub fn hold(&mut self, check: &'static str, page: usize, holds: bool, said: impl FnOnce() -> String) {
        self.made.insert(check);
        if !holds {
            self.deviations.push(Deviation { check, page, said: said() });
        }
    }

    /// A length that is another within a tolerance.
    pub fn near(&mut self, check: &'static str, page: usize, what: &str, found: f64, wanted: f64, tolerance: f64) {
        let holds = (found - wanted).abs() <= tolerance;
        self.hold(check, page, holds, || format!("{what}: {found:.2}, not {wanted:.2} ± {tolerance}"));
    }

    /// A part that must be there.
    pub fn there<T>(&mut self, check: &'static str, what: &str, part: Option<T>) -> Option<T> {
        self.hold(check, 0, part.is_some(), || format!("{what} is not where it belongs"));
        part
    }

    /// What deviates, one sentence each.
    pub fn said(&self) -> Vec<String> {
        let line = |found: &Deviation| format!("{}, page {}: {}", found.check, found.page, found.said);
        self.deviations.iter().map(line).collect()
    }

    /// The checks that complain.
    pub fn complaining(&self) -> BTreeSet<&'static str> {
        self.deviations.iter().map(|deviation| deviation.check).collect()
    }
}
