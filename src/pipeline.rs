//! The whole program on one screen: scheme → tables → scores → standing → results.

mod collection;
mod earlier;
mod outlines;
mod publication;
mod verification;

use crate::finding::Findings;
use crate::formula::ast::Date;
use crate::intake::{self, Folders};
use crate::results::{self, Results};
use crate::scheme::period::Period;
use crate::scheme::{self, Texts, decl};
use crate::scoring::classes;
use crate::scoring::conditions::ByFormula;
use crate::scoring::eval::Engine;
use crate::scoring::lint;
use crate::scoring::model::Model;
use crate::scoring::resolve::{self, Resolver};
use crate::standing;
use crate::tables::{ReadSummary, Tables};

pub use collection::forms;
pub use outlines::{Outlines, Printed, Printing, printed, printed_for};
pub use publication::{Setup, write};
pub use verification::recompute;

/// What is to be done: a project, a period, and the job's date of issue.
#[derive(Debug, Clone)]
pub struct Job {
    /// The project's folder.
    pub project: std::path::PathBuf,
    /// The period's label.
    pub period: Period,
    /// Date of issue, where the job fixes one.
    pub issued: Option<Date>,
    /// Where publications are kept: a folder per project, period and number.
    pub archive: std::path::PathBuf,
}

impl Job {
    /// The project's name: that of its folder.
    pub fn name(&self) -> String {
        self.project.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// The folder of the period's workbooks.
    pub fn inputs(&self) -> std::path::PathBuf {
        self.project.join(&self.period.label)
    }
}

/// A project read for a period, names resolved; not computed yet.
#[derive(Debug)]
pub struct Prepared {
    /// As declared.
    pub project: decl::Project,
    /// As read.
    pub tables: Tables,
    /// Resolved.
    pub model: Model,
    /// What was read.
    pub read: ReadSummary,
}

/// Reads a project's schemes and workbooks and resolves every name.
pub fn prepare(job: &Job, texts: &mut Texts, findings: &mut Findings, stage: &dyn Fn(&str)) -> Option<Prepared> {
    stage("stage-check");
    let project = scheme::load(&job.project, &job.name(), &job.period, texts, findings)?;
    stage("stage-read");
    let folders = Folders { period: &job.inputs(), project: &job.project };
    let conditions = ByFormula { project: &project, period: &job.period };
    let (mut tables, mut read) = intake::load(&project, &folders, &job.period, &conditions, findings);
    resolve::declare_derived(&project, &mut tables);
    let (mut model, wrong) = Resolver::new(&project, &tables).finish();
    findings.append(wrong);
    classes::check(&model, &tables, findings);
    lint::check(&project, &tables, &model, texts, findings);
    earlier::read(job, &mut model, &mut read, findings);
    Some(Prepared { project, tables, model, read })
}

/// Computes everything and gathers the results; no results where there are errors.
pub fn compute(
    job: &Job,
    prepared: &Prepared,
    texts: &Texts,
    findings: &mut Findings,
    stage: &dyn Fn(&str),
) -> Option<Results> {
    let engine = Engine::new(&prepared.tables, &prepared.model, &job.period, &standing::Rules);
    if findings.has_errors() {
        (0..prepared.model.schemes.len()).for_each(|scheme| standing::check_written(&engine, scheme));
        findings.append(engine.take_findings());
        return None;
    }
    stage("stage-score");
    standing::whose(&engine);
    for scheme in 0..prepared.model.schemes.len() {
        standing::check(&engine, scheme);
    }
    findings.append(engine.take_findings());
    if findings.has_errors() {
        return None;
    }
    stage("stage-stand");
    Some(results::build(&engine, &prepared.project, texts, &job.period, job.issued))
}
