//! What came of every disturbed run, counted by phase.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::office::State;

/// How far a run had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Scheme and tables; nothing of the outputs touched.
    Reading,
    /// Lock taken, outputs built in the staging folder.
    Writing,
    /// From the first sync of the staging folder to the exchange.
    Syncing,
    /// The exchange itself, until it is on the disk.
    Exchanging,
    /// The new outputs stand; the old ones are removed.
    After,
}

/// One disturbed run.
#[derive(Debug)]
pub struct Outcome {
    /// What was done to it: `KILL`, `EIO`.
    pub how: String,
    /// When.
    pub phase: Phase,
    /// Where, for who has to look into it.
    pub at: String,
    /// What it left.
    pub left: State,
    /// What is not as it must be.
    pub wrong: Vec<String>,
}

/// A line per disturbance and phase: how many, and how many of them left the old run, the new one, none.
pub fn table(title: &str, outcomes: &[Outcome]) -> String {
    let mut counts: BTreeMap<(&str, Phase), [usize; 4]> = BTreeMap::new();
    for outcome in outcomes {
        let column = match outcome.left {
            State::Old => 0,
            State::New => 1,
            State::Absent => 2,
            State::Torn => 3,
        };
        counts.entry((&outcome.how, outcome.phase)).or_default()[column] += 1;
    }
    let mut text = format!("\n{title}\n{:<28}{:<12}{:>6}", "what", "phase", "runs");
    ["old", "new", "absent", "torn"].iter().for_each(|name| write!(text, "{name:>8}").expect("a String"));
    for ((how, phase), columns) in &counts {
        let (phase, runs) = (format!("{phase:?}").to_lowercase(), columns.iter().sum::<usize>());
        write!(text, "\n{how:<28}{phase:<12}{runs:>6}").expect("a String");
        columns.iter().for_each(|count| write!(text, "{count:>8}").expect("a String"));
    }
    text
}

/// Prints the table where all is done, and fails with everything that was wrong.
pub fn judge(title: &str, outcomes: &[Outcome]) {
    if crate::chance::all() {
        super::say(&table(title, outcomes));
    }
    let wrong: Vec<String> = outcomes
        .iter()
        .filter(|outcome| !outcome.wrong.is_empty())
        .map(|o| format!("{} {:?} {}: {}", o.how, o.phase, o.at, o.wrong.join("; ")))
        .collect();
    assert!(wrong.is_empty(), "{title}\n{}", wrong.join("\n"));
    assert!(!outcomes.is_empty(), "{title}: nothing was tried");
}
