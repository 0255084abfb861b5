//! A form proves itself: it is read as it will be when it comes back, and what is no longer blank cells refuses it.

use super::{Ground, faults};
use crate::finding::{Code, Finding, Findings, Place};
use crate::formula::text::normal;
use crate::intake::{self, Folders, faults as found};

/// What a form that lacks nothing but its figures never shows.
const WRONG: [Code; 17] = [
    found::MISSING_FILE,
    found::MISSING_SHEET,
    found::WANTED_SHEET_HIDDEN,
    found::SEVERAL_SHEETS,
    found::EMPTY_SHEET,
    found::MISSING_COLUMN,
    found::AMBIGUOUS_COLUMN,
    found::RESEMBLING_HEADER,
    found::HEADERS_UNCLAIMED,
    found::CAPTURE_RESEMBLES,
    found::CAPTURE_GAP,
    found::CAPTURE_TWICE,
    found::MISSING_LABEL,
    found::GIVERS_DIFFER,
    found::UNKNOWN_ENTRY,
    found::DUPLICATE_ROW,
    found::ROW_NOT_DUE,
];

/// The forms that are read back as they were meant; each of the others is told.
pub fn proved(
    ground: &Ground<'_>,
    folders: &Folders<'_>,
    forms: Vec<(String, Vec<u8>)>,
    findings: &mut Findings,
) -> Vec<(String, Vec<u8>)> {
    let mut told = Findings::default();
    let kept = |name: &str| ground.own.file(name);
    intake::load_with(ground.project, folders, &forms, &kept, ground.period, ground.conditions, &mut told);
    let wrong = |name: &str| {
        told.iter().find(|finding| WRONG.contains(&finding.code) && normal(&finding.place.file) == normal(name))
    };
    // Of two tables that cannot share a sheet one is missing when the form is read back: that is told already.
    let known: Vec<String> = findings
        .iter()
        .filter(|finding| finding.code == faults::FORM_SHEET_SHARED)
        .map(|finding| normal(&finding.place.file))
        .collect();
    let mut out = Vec::new();
    for (name, bytes) in forms {
        match wrong(&name) {
            None => out.push((name, bytes)),
            Some(_) if known.contains(&normal(&name)) => {}
            Some(fault) => {
                let table = fault.args.iter().find(|(key, _)| *key == "table").map_or("", |(_, table)| table.as_str());
                let finding = Finding::new(faults::FORM_NOT_READ_BACK, Place::file(name.as_str()));
                let finding = finding.with("found", name).with("table", table);
                findings.push(finding.with("reason", reason(fault)));
            }
        }
    }
    out
}

/// The code of what was found, and its cell.
fn reason(fault: &Finding) -> String {
    format!("{}，{}", fault.code.id, crate::finding::place::shown(&fault.place, None))
}
