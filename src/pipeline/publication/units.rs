//! Every unit's own files, made side by side and handed over one by one: memory does not grow with their number.

use std::collections::BTreeSet;

use crate::batch::BatchFault;
use crate::batch::sink::Sink;
use crate::finding::Findings;
use crate::publish::excel::unit::Shared;
use crate::publish::{excel, names, notice, noticed, pdf, unwritable};
use crate::results::{DocumentKind, Results, Scheme};

/// The folder of the units' files; a folder for each scheme lies in it.
const FOLDER: &str = "反馈";

/// Writes workbook and notice of every unit of every scheme.
pub(super) fn write(results: &Results, engine: &pdf::Engine, sink: &dyn Sink) -> Result<Findings, BatchFault> {
    let mut findings = Findings::default();
    for (index, folder) in names::of_schemes(results).iter().enumerate() {
        let scheme = &results.schemes[index];
        let field = notice::field(results, scheme, &mut findings);
        let shared = Shared::new(results, index, &field);
        let desk = Desk { results, index, shared: &shared, field: &field, engine, sink };
        let files = names::of_units(results, scheme);
        let both = |unit: usize| desk.both(unit, &format!("{FOLDER}/{folder}/{}", files[unit]));
        let made = pdf::many(files.len(), rayon::current_num_threads(), both)?;
        made.into_iter().for_each(|found| findings.append(found));
    }
    Ok(once(&findings))
}

/// What the files of a scheme's units are made from.
struct Desk<'r> {
    results: &'r Results,
    index: usize,
    field: &'r notice::Field,
    shared: &'r Shared<'r>,
    engine: &'r pdf::Engine,
    sink: &'r dyn Sink,
}

impl<'r> Desk<'r> {
    fn scheme(&self) -> &'r Scheme {
        &self.results.schemes[self.index]
    }

    fn both(&self, unit: usize, path: &str) -> Result<Findings, BatchFault> {
        let asked = self.scheme().documents.iter().find(|d| d.kind == DocumentKind::Feedback);
        let mut findings = match asked.is_none_or(|document| document.means(unit)) {
            true => self.notice(unit, &format!("{path}.pdf"))?,
            false => Findings::default(),
        };
        findings.append(self.workbook(unit, &format!("{path}.xlsx"))?);
        Ok(findings)
    }

    fn workbook(&self, unit: usize, name: &str) -> Result<Findings, BatchFault> {
        let mut findings = Findings::default();
        match excel::unit::workbook(self.results, self.index, unit, self.shared) {
            Ok(made) => {
                self.sink.put(name, &made.bytes)?;
                made.unwritten.iter().for_each(|u| findings.push(excel::unwritten(name, u)));
                made.differing.iter().for_each(|cell| findings.push(excel::prints_otherwise(name, cell)));
            }
            Err(error) => findings.push(unwritable(name, &error.to_string())),
        }
        Ok(findings)
    }

    fn notice(&self, unit: usize, name: &str) -> Result<Findings, BatchFault> {
        match noticed(self.results, self.scheme(), unit, self.field, self.engine) {
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
