//! A project read and scored, for the benches.

use kaohe::finding::Findings;
use kaohe::pipeline::{self, Job, Prepared};
use kaohe::results::{self, Results};
use kaohe::scheme::Texts;
use kaohe::scoring::eval::Engine;
use kaohe::standing;

/// Reads schemes and workbooks.
pub fn read(job: &Job) -> (Texts, Prepared) {
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let prepared = pipeline::prepare(job, &mut texts, &mut findings, &|_| {}).expect("the project loads");
    (texts, prepared)
}

/// Computes everything that is published.
pub fn score(job: &Job, texts: &Texts, prepared: &Prepared) -> Results {
    let engine = Engine::new(&prepared.tables, &prepared.model, &job.period, &standing::Rules);
    for scheme in 0..prepared.model.schemes.len() {
        standing::check(&engine, scheme);
    }
    results::build(&engine, &prepared.project, texts, &job.period, job.issued)
}
