//! Every product of a run into a sink, and the manifest that seals them.

mod documents;
mod units;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::batch::BatchFault;
use crate::batch::manifest::{self, Found, Manifest};
use crate::batch::sink::Sink;
use crate::digest::{Hashed, hashed};
use crate::finding::{Findings, Severity};
use crate::publish::{self, data, excel, pdf, unwritable};
use crate::results::figure::iso;
use crate::results::{Results, Scheme};
use crate::tables::ReadSummary;

/// What publishing needs besides the results.
#[derive(Clone, Copy, Debug)]
pub struct Setup<'s> {
    /// The project's folder; its `templates/` replaces templates of the same name.
    pub project: &'s Path,
    /// Where the program's `templates/` and `templates/fonts/` lie.
    pub home: &'s Path,
    /// The scheme files as read.
    pub texts: &'s BTreeMap<Arc<str>, Arc<str>>,
    /// What was read of the workbooks.
    pub read: &'s ReadSummary,
}

/// Writes every product into the sink, the manifest last; findings of products that could not be made stop the run.
pub fn write(
    results: &Results,
    setup: &Setup,
    sink: &dyn Sink,
    findings: &mut Findings,
) -> Result<Manifest, BatchFault> {
    for (name, text) in data::files(results) {
        sink.put(&name, text.as_bytes())?;
    }
    let folders = publish::folders(setup.home, Some(setup.project));
    let engine = pdf::Engine::new(&folders).map_err(|wrong| refused(findings, wrong))?;
    let fonts =
        || pdf::font_files(&folders.fonts).map_err(|error| BatchFault::io(&setup.home.join("templates"), error));
    // Documents and units' files bring threads of their own, so one follows the other.
    let papers =
        || documents::write(results, &engine, sink).and_then(|d| Ok((d, units::write(results, &engine, sink)?)));
    let (books, (papers, fonts)) = rayon::join(|| workbooks(results, sink), || rayon::join(papers, fonts));
    findings.append(books?);
    let (documents, units) = papers?;
    findings.append(documents);
    findings.append(units);
    match data::parquet::write(results) {
        Ok(files) => files.into_iter().try_for_each(|(name, bytes)| sink.put(name, &bytes))?,
        Err(error) => findings.push(unwritable("results.parquet", &error.to_string())),
    }
    if findings.has_errors() {
        return Err(refused(findings, Findings::default()));
    }
    let sealed = manifest(results, setup, &engine, fonts?, (sink, findings));
    sink.put(manifest::NAME, &sealed.bytes())?;
    Ok(sealed)
}

/// The run stops: all findings stay, and one of the errors stands for it.
fn refused(findings: &mut Findings, wrong: Findings) -> BatchFault {
    findings.append(wrong);
    let error = findings.iter().find(|f| f.code.severity == Severity::Error);
    error.map_or(BatchFault::Cancelled, |f| BatchFault::Refused(Box::new(f.clone())))
}

/// Several schemes of a project carry their names in the names of their files.
fn named(results: &Results, scheme: &Scheme, stem: &str, ending: &str) -> String {
    if results.schemes.len() > 1 { format!("{stem}-{}.{ending}", scheme.name) } else { format!("{stem}.{ending}") }
}

fn workbooks(results: &Results, sink: &dyn Sink) -> Result<Findings, BatchFault> {
    let mut findings = Findings::default();
    for (index, scheme) in results.schemes.iter().enumerate() {
        let name = named(results, scheme, "排名", "xlsx");
        match excel::workbook(results, index) {
            Ok(made) => {
                sink.put(&name, &made.bytes)?;
                made.left_out.iter().for_each(|(table, rows)| findings.push(excel::left_out(&name, table, *rows)));
                made.unwritten.iter().for_each(|u| findings.push(excel::unwritten(&name, u)));
                made.differing.iter().for_each(|cell| findings.push(excel::prints_otherwise(&name, cell)));
            }
            Err(error) => findings.push(unwritable(&name, &error.to_string())),
        }
    }
    Ok(findings)
}

fn manifest(
    results: &Results,
    setup: &Setup,
    engine: &pdf::Engine,
    fonts: Vec<Hashed>,
    (sink, findings): (&dyn Sink, &Findings),
) -> Manifest {
    let texts = setup.texts.iter();
    let mut sorted = findings.clone();
    sorted.sort();
    let manifest = Manifest {
        program: "kaohe".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        project: results.project.clone(),
        period: results.period.clone(),
        issued: iso(results.issued),
        draft: results.draft,
        schemes: texts.map(|(file, text)| hashed(file, text.as_bytes())).collect(),
        inputs: setup.read.files.clone(),
        templates: engine.templates().to_vec(),
        fonts,
        outputs: sink.outputs(),
        findings: Found::new(&sorted, setup.texts),
    };
    manifest.sorted()
}
