//! Every unit's own files, made side by side and handed over one by one: memory does not grow with their number.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::batch::BatchFault;
use crate::batch::sink::Sink;
use crate::finding::Findings;
use crate::publish::{names, notice, noticed, pdf};
use crate::results::{Results, Scheme};

/// The folder of the units' files; a folder for each scheme lies in it.
const FOLDER: &str = "反馈";

/// Writes workbook and notice of every unit of every scheme.
pub(super) fn write(results: &Results, engine: &pdf::Engine, sink: &dyn Sink) -> Result<Findings, BatchFault> {
    let mut findings = Findings::default();
    for (index, folder) in names::of_schemes(results).iter().enumerate() {
        let scheme = &results.schemes[index];
        let desk = Desk { results, index, field: notice::field(results, scheme), engine, sink };
        let files = names::of_units(results, scheme);
        let made: Result<Vec<Findings>, BatchFault> = files
            .par_iter()
            .enumerate()
            .map(|(unit, name)| desk.both(unit, &format!("{FOLDER}/{folder}/{name}")))
            .collect();
        made?.into_iter().for_each(|found| findings.append(found));
    }
    Ok(once(&findings))
}

/// What the files of a scheme's units are made from.
struct Desk<'r> {
    results: &'r Results,
    index: usize,
    field: notice::Field,
    engine: &'r pdf::Engine,
    sink: &'r dyn Sink,
}

impl<'r> Desk<'r> {
    fn scheme(&self) -> &'r Scheme {
        &self.results.schemes[self.index]
    }

    fn both(&self, unit: usize, path: &str) -> Result<Findings, BatchFault> {
        self.notice(unit, &format!("{path}.pdf"))
    }

    fn notice(&self, unit: usize, name: &str) -> Result<Findings, BatchFault> {
        match noticed(self.results, self.scheme(), unit, &self.field, self.engine) {
            Ok(made) => {
                self.sink.put(name, &made.pdf)?;
                Ok(made.findings)
            }
            Err(wrong) => Ok(wrong),
        }
    }
}

/// What holds for many units is told of the first.
fn once(findings: &Findings) -> Findings {
    let mut told = BTreeSet::new();
    let mut out = Findings::default();
    for finding in findings.iter() {
        if told.insert((finding.code.id, finding.args.clone())) {
            out.push(finding.clone());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Finding, Place};
    use crate::publish::faults;

    #[test]
    fn one_cause_is_told_once_whoever_it_concerns() {
        let note = |file: &str, rule: &str| {
            Finding::new(faults::FORMULA_AS_VALUE, Place::file(file)).with("rule", rule).with("reason", "数列")
        };
        let mut findings = Findings::default();
        [note("甲.xlsx", "得分"), note("乙.xlsx", "得分"), note("乙.xlsx", "扣分")]
            .into_iter()
            .for_each(|found| findings.push(found));
        let told: Vec<String> = once(&findings).iter().map(|f| f.place.file.to_string()).collect();
        assert_eq!(told, ["甲.xlsx", "乙.xlsx"]);
    }
}
