//! The facts of a 通报: chosen and tested in `narrative`, worded by the template.

mod change;
mod charts;
mod distribution;

use crate::finding::Findings;
use crate::results::{Document, Results, Scheme};

use super::narrative::{Facts, blocks, groups, moves, words};
use super::paper::{self, Usual};
use super::pdf::model::{BULLETIN_VERSION, Bulletin};

/// The model of a scheme's bulletin.
pub fn bulletin(results: &Results, scheme: &Scheme, document: &Document, findings: &mut Findings) -> Bulletin {
    let facts = Facts::new(results, scheme, document);
    let office = facts.office();
    let usual = Usual {
        title: format!("关于{}|结果|的通报", scheme.title),
        head: (!office.is_empty()).then(|| format!("{office}文件")),
        to: None,
        printed: true,
    };
    let groups = groups::groups(&facts);
    let (slopes, shifts) = (change::slopes(&facts), change::shifts(&facts));
    let moved = groups.iter().any(|group| !group.rose.is_empty() || !group.fell.is_empty());
    Bulletin {
        version: BULLETIN_VERSION,
        paper: paper::paper(&facts, usual),
        words: paper::wording(&facts, findings),
        previous: moves::previous(results).filter(|_| moved || !slopes.is_empty() || !shifts.is_empty()),
        requests: Vec::new(),
        units: groups::appraised(&facts),
        groups,
        blocks: blocks::blocks(&facts),
        weakest: blocks::weakest(&facts),
        weak: blocks::weak_indicators(&facts),
        ledgers: blocks::ledgers(&facts),
        formulas: words::formulas(&facts),
        notes: words::notes(&facts),
        charts: charts::charts(&facts),
        distributions: distribution::distributions(&facts),
        slopes,
        shifts,
    }
}
