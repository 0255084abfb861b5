//! Every code that the program can report has its sentence and its mend, in both languages, and no message is idle.

use kaohe::finding::messages::{missing_messages, unused_messages};
use kaohe::{batch, forms, formula, intake, publish, scheme, scoring};

const STAGES: [&[kaohe::finding::Code]; 9] = [
    formula::faults::ALL,
    scheme::faults::ALL,
    intake::book::faults::ALL,
    intake::faults::ALL,
    scoring::faults::ALL,
    publish::faults::ALL,
    publish::pdf::ALL,
    forms::faults::ALL,
    batch::faults::ALL,
];

#[test]
fn every_code_has_its_messages() {
    assert_eq!(missing_messages(&STAGES), Vec::<String>::new());
}

#[test]
fn no_message_is_idle() {
    assert_eq!(unused_messages(&STAGES), Vec::<String>::new());
}

#[test]
fn codes_are_unique() {
    let mut ids: Vec<&str> = STAGES.iter().flat_map(|stage| stage.iter().map(|code| code.id)).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    assert!(all > 150, "{all} codes");
}
