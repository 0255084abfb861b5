//! Schemes as documents: without a period from the scheme files alone, with one from its workbooks too.

use std::path::PathBuf;

use super::{Job, prepare};
use crate::finding::{Finding, Findings};
use crate::formula::ast::Date;
use crate::intake;
use crate::outline::{self, model::Outline};
use crate::scheme::{self, Edition, Texts};
use crate::scoring::conditions::ByFormula;
use crate::scoring::resolve::{self, Resolver};

/// A project whose schemes are to be printed.
#[derive(Debug, Clone)]
pub struct Printing {
    /// Its folder.
    pub project: PathBuf,
    /// Its name.
    pub name: String,
    /// Only the scheme of this name.
    pub scheme: Option<String>,
}

/// A scheme as a document, and the day that its file says it was made.
#[derive(Debug)]
pub struct Printed {
    /// The document.
    pub outline: Outline,
    /// `[issue] date`, else the last day of the period that it was read for.
    pub date: Date,
}

/// What can be printed: none where there are errors; a scheme that is not there is told by the names of those that are.
pub type Outlines = Result<Vec<Printed>, Vec<String>>;

/// The schemes of a project without any workbook, those too that no period is for.
pub fn printed(printing: &Printing, texts: &mut Texts, findings: &mut Findings) -> Outlines {
    let all = scheme::editions(&printing.project, &printing.name, findings).unwrap_or_default();
    let wanted = |name: &str| printing.scheme.as_ref().is_none_or(|wanted| wanted == name);
    let known: Vec<String> = all.iter().map(|edition| edition.name.clone()).collect();
    if !known.is_empty() && !known.iter().any(|name| wanted(name)) {
        return Err(known);
    }
    let mut out = Vec::new();
    for edition in all.iter().filter(|edition| wanted(&edition.name)) {
        let mut found = Findings::default();
        out.extend(alone(printing, edition, texts, &mut found));
        let new: Vec<Finding> = found.iter().filter(|f| !findings.iter().any(|other| other == *f)).cloned().collect();
        new.into_iter().for_each(|finding| findings.push(finding));
    }
    // Where no file is a scheme, reading for any period says so.
    if all.is_empty() && !findings.has_errors() {
        let any =
            scheme::period::Period::holding(Date { year: 2025, month: 1, day: 1 }, scheme::period::PeriodKind::Year);
        scheme::load(&printing.project, &printing.name, &any, texts, findings);
    }
    Ok(if findings.has_errors() { Vec::new() } else { out })
}

fn alone(printing: &Printing, edition: &Edition, texts: &mut Texts, findings: &mut Findings) -> Option<Printed> {
    let project = scheme::load_edition(&printing.project, &printing.name, edition, texts, findings)?;
    if findings.has_errors() {
        return None;
    }
    let conditions = ByFormula { project: &project, period: &edition.sample };
    let mut tables = intake::unopened(&project, &edition.sample, &conditions);
    resolve::declare_derived(&project, &mut tables);
    // Whether the entries that formulas name are there is told when the workbooks are read.
    let (model, _) = Resolver::new(&project, &tables).unopened().finish();
    let index = project.schemes.iter().position(|scheme| scheme.file == edition.file)?;
    let date = project.schemes[index].issue.date.unwrap_or(edition.sample.last);
    Some(Printed { outline: outline::outline(&project, &model, &tables, index, false), date })
}

/// The schemes of a period with the entries that its workbooks give.
pub fn printed_for(
    job: &Job,
    wanted: Option<&str>,
    texts: &mut Texts,
    findings: &mut Findings,
    stage: &dyn Fn(&str),
) -> Outlines {
    let prepared = prepare(job, texts, findings, stage);
    let Some(prepared) = prepared.filter(|_| !findings.has_errors()) else { return Ok(Vec::new()) };
    let schemes = &prepared.project.schemes;
    let chosen: Vec<usize> =
        (0..schemes.len()).filter(|s| wanted.is_none_or(|w| schemes[*s].name.value == w)).collect();
    if chosen.is_empty() {
        return Err(schemes.iter().map(|scheme| scheme.name.value.clone()).collect());
    }
    let print = |index: usize| Printed {
        outline: outline::outline(&prepared.project, &prepared.model, &prepared.tables, index, true),
        date: job.issued.or(schemes[index].issue.date).unwrap_or(job.period.last),
    };
    Ok(chosen.into_iter().map(print).collect())
}
