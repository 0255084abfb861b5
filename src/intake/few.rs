//! What of the findings is told: nothing that a fault of the scheme explains, and of many errors of one kind the
//! first, the rest counted.

use super::faults;
use crate::finding::{At, Code, Finding, Findings, Severity};

/// So many are told one by one.
pub(super) const TOLD: usize = 10;

/// What errors have in common that are counted together: code, file, sheet, table and column.
type Kind<'f> = (Code, &'f str, &'f str, &'f str, &'f str);

/// Passes findings on; `doubtful` says of a table whether its declaration has faults.
pub(super) fn tell(found: &Findings, doubtful: &dyn Fn(&str) -> bool, findings: &mut Findings) {
    let mut counts: Vec<(Kind<'_>, usize)> = Vec::new();
    let mut next: Vec<(Kind<'_>, &Finding)> = Vec::new();
    let found = united(found.iter().filter(|finding| !argument(finding, "table").is_some_and(doubtful)));
    for finding in &found {
        let Some(kind) = kind(finding) else {
            findings.push(finding.clone());
            continue;
        };
        let at = counts.iter().position(|(other, _)| *other == kind).unwrap_or_else(|| {
            counts.push((kind, 0));
            counts.len() - 1
        });
        counts[at].1 += 1;
        match counts[at].1 {
            count if count <= TOLD => findings.push(finding.clone()),
            count => {
                if count == TOLD + 1 {
                    next.push((kind, finding));
                }
                findings.fold(finding.clone());
            }
        }
    }
    for (kind, first) in next {
        let count = counts.iter().find(|(other, _)| *other == kind).map_or(0, |(_, count)| count - TOLD);
        findings.push(
            Finding::new(faults::MORE_OF_THE_SAME, first.place.clone())
                .with("table", kind.3)
                .with("column", kind.4)
                .with("code", kind.0.id)
                .with("count", count.to_string()),
        );
    }
}

/// A column that several sheets of a file lack is one finding with their places.
fn united<'f>(found: impl Iterator<Item = &'f Finding>) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::new();
    for finding in found {
        let same = |other: &&mut Finding| {
            other.code == faults::MISSING_COLUMN
                && other.place.file == finding.place.file
                && ["table", "column"].into_iter().all(|key| argument(other, key) == argument(finding, key))
        };
        let first = if finding.code == faults::MISSING_COLUMN { all.iter_mut().find(same) } else { None };
        match first {
            Some(first) if first.related.len() < 2 * TOLD => first.related.push(finding.place.clone()),
            Some(_) => {}
            None => all.push(finding.clone()),
        }
    }
    all
}

/// The kind of an error at a cell.
fn kind(finding: &Finding) -> Option<Kind<'_>> {
    let At::Cell { sheet, .. } = &finding.place.at else { return None };
    let counted = finding.code.severity == Severity::Error && finding.code != faults::MORE_OF_THE_SAME;
    let column = argument(finding, "column").or_else(|| argument(finding, "columns")).unwrap_or("");
    let table = argument(finding, "table").unwrap_or("");
    counted.then(|| (finding.code, &*finding.place.file, &**sheet, table, column))
}

fn argument<'f>(finding: &'f Finding, name: &str) -> Option<&'f str> {
    finding.args.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
}
