//! Where one formula fails for many units the first are told and the rest are counted.

use crate::finding::{Code, Finding, Findings, Place, Severity};

use super::faults;

/// So many units are told one by one.
const TOLD: usize = 5;
/// So many of the others are named.
const NAMED: usize = 10;

/// The same findings, those of one code at one place only as long as they are few.
pub(super) fn few(found: &Findings) -> Findings {
    let mut findings = Findings::default();
    let mut kinds: Vec<(Code, &Place, usize)> = Vec::new();
    let mut rest: Vec<(Code, &Place, Vec<&str>)> = Vec::new();
    for finding in found.iter() {
        let same = |(code, place): (Code, &Place)| code == finding.code && *place == finding.place;
        let at = kinds.iter().position(|(code, place, _)| same((*code, place))).unwrap_or_else(|| {
            kinds.push((finding.code, &finding.place, 0));
            kinds.len() - 1
        });
        kinds[at].2 += 1;
        if kinds[at].2 <= TOLD || unit(finding).is_empty() {
            findings.push(finding.clone());
            continue;
        }
        match rest.iter_mut().find(|(code, place, _)| same((*code, place))) {
            Some((_, _, units)) => units.push(unit(finding)),
            None => rest.push((finding.code, &finding.place, vec![unit(finding)])),
        }
    }
    for (code, place, units) in rest {
        let more = if code.severity == Severity::Error { faults::MORE_UNITS } else { faults::MORE_UNITS_ADVISED };
        let named = units.iter().take(NAMED).copied().collect::<Vec<_>>().join("、");
        let open = if units.len() > NAMED { "…" } else { "" };
        findings.push(
            Finding::new(more, place.clone())
                .with("count", units.len().to_string())
                .with("units", format!("{named}{open}"))
                .with("code", code.id),
        );
    }
    findings
}

/// For what the formula failed.
fn unit(finding: &Finding) -> &str {
    finding.args.iter().find(|(name, _)| *name == "at").map_or("", |(_, at)| at.as_str())
}
