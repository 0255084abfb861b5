//! A run made once more, and held against the manifest of the first: nothing is written.

use crate::batch::manifest::{self, Manifest};
use crate::batch::sink::Hashes;
use crate::finding::Findings;
use crate::results::Results;

use super::publication::{self, Setup};

/// Makes every product again and compares hashes with those of the manifest; what differs is a finding.
pub fn recompute(results: &Results, setup: &Setup, first: &Manifest) -> Findings {
    let (mut made, mut found) = (Findings::default(), Findings::default());
    match publication::write(results, setup, &Hashes::default(), &mut made) {
        Ok(again) => manifest::compare(first, &again).into_iter().for_each(|finding| found.push(finding)),
        // What stopped it is among its own findings.
        Err(_) => found.append(made),
    }
    found
}
