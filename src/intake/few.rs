//! Of many errors of one kind in one column of a sheet the first are told and the rest are counted.

use super::faults;
use crate::finding::{At, Code, Finding, Findings, Severity};

/// So many are told one by one.
pub(super) const TOLD: usize = 10;

/// What errors have in common that are counted together: code, file, sheet, table and column.
type Kind<'f> = (Code, &'f str, &'f str, &'f str, &'f str);

/// Passes findings on, those of one kind only as long as they are few.
pub(super) fn tell(found: &Findings, findings: &mut Findings) {
    let mut counts: Vec<(Kind<'_>, usize)> = Vec::new();
    let mut next: Vec<(Kind<'_>, &Finding)> = Vec::new();
    for finding in found.iter() {
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
            count if count == TOLD + 1 => next.push((kind, finding)),
            _ => {}
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

/// The kind of an error at a cell.
fn kind(finding: &Finding) -> Option<Kind<'_>> {
    let At::Cell { sheet, .. } = &finding.place.at else { return None };
    let counted = finding.code.severity == Severity::Error && finding.code != faults::MORE_OF_THE_SAME;
    let argument = |name: &str| finding.args.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
    let column = argument("column").or_else(|| argument("columns"));
    counted
        .then(|| (finding.code, &*finding.place.file, &**sheet, argument("table").unwrap_or(""), column.unwrap_or("")))
}
