//! Every product of a run into a staging folder, and the manifest that seals them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::batch::BatchFault;
use crate::batch::manifest::{self, Found, Manifest};
use crate::batch::staging::Staging;
use crate::finding::{Findings, Severity};
use crate::publish::{data, engine, excel, rendered, unwritable};
use crate::results::figure::iso;
use crate::results::{Results, Scheme};

/// What publishing needs besides the results.
#[derive(Debug)]
pub struct Setup<'s> {
    /// The project's folder; its `templates/` replaces templates of the same name.
    pub project: &'s Path,
    /// The period's folder.
    pub inputs: &'s Path,
    /// Where the program's `templates/` and `templates/fonts/` lie.
    pub home: &'s Path,
    /// The scheme files as read.
    pub texts: &'s BTreeMap<Arc<str>, Arc<str>>,
}

/// Writes every product into the staging folder; findings of documents that could not be made stop the run.
pub fn write(results: &Results, setup: &Setup, staging: &Staging, findings: &mut Findings) -> Result<(), BatchFault> {
    staging.write("results.csv", data::results(results).as_bytes())?;
    staging.write("components.csv", data::components(results).as_bytes())?;
    let (books, documents) = rayon::join(|| workbooks(results, staging), || documents(results, setup, staging));
    findings.append(books?);
    findings.append(documents?);
    match data::parquet::write(results) {
        Ok(files) => files.into_iter().try_for_each(|(name, bytes)| staging.write(name, &bytes))?,
        Err(error) => findings.push(unwritable("results.parquet", &error.to_string())),
    }
    if let Some(finding) = findings.iter().find(|f| f.code.severity == Severity::Error) {
        return Err(BatchFault::Refused(Box::new(finding.clone())));
    }
    let sealed = manifest(results, setup, staging, findings)?;
    staging.write(manifest::NAME, &sealed.bytes())
}

/// Several schemes of a project carry their names in the names of their files.
fn named(results: &Results, scheme: &Scheme, stem: &str, ending: &str) -> String {
    if results.schemes.len() > 1 { format!("{stem}-{}.{ending}", scheme.name) } else { format!("{stem}.{ending}") }
}

fn workbooks(results: &Results, staging: &Staging) -> Result<Findings, BatchFault> {
    let mut findings = Findings::default();
    for (index, scheme) in results.schemes.iter().enumerate() {
        let name = named(results, scheme, "排名", "xlsx");
        match excel::workbook(results, index) {
            Ok(made) => {
                staging.write(&name, &made.bytes)?;
                made.unwritten.iter().for_each(|u| findings.push(excel::unwritten(&name, u)));
                made.differing.iter().for_each(|cell| findings.push(excel::prints_otherwise(&name, cell)));
            }
            Err(error) => findings.push(unwritable(&name, &error.to_string())),
        }
    }
    Ok(findings)
}

fn documents(results: &Results, setup: &Setup, staging: &Staging) -> Result<Findings, BatchFault> {
    let mut findings = Findings::default();
    if results.schemes.iter().all(|s| s.documents.is_empty()) {
        return Ok(findings);
    }
    let engine = match engine(setup.home, Some(setup.project)) {
        Ok(engine) => engine,
        Err(wrong) => return Ok(wrong),
    };
    for scheme in &results.schemes {
        for document in &scheme.documents {
            let name = named(results, scheme, &document.kind, "pdf");
            match rendered(results, scheme, document, &engine) {
                Ok(made) => {
                    findings.append(made.findings);
                    staging.write(&name, &made.pdf)?;
                }
                Err(wrong) => findings.append(wrong),
            }
        }
    }
    Ok(findings)
}

fn manifest(results: &Results, setup: &Setup, staging: &Staging, findings: &Findings) -> Result<Manifest, BatchFault> {
    let texts = setup.texts.iter();
    let mut sorted = findings.clone();
    sorted.sort();
    Ok(Manifest {
        program: "kaohe".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        project: results.project.clone(),
        period: results.period.clone(),
        issued: iso(results.issued),
        draft: results.draft,
        schemes: texts.map(|(file, text)| manifest::hashed(file, text.as_bytes())).collect(),
        inputs: hashed_folder(setup.inputs)?,
        templates: hashed_folder(&setup.home.join("templates"))?
            .into_iter()
            .filter(|h| h.file.ends_with(".typ") || h.file.ends_with(".toml"))
            .collect(),
        fonts: hashed_folder(&setup.home.join("templates").join("fonts"))?,
        outputs: staging.outputs(),
        findings: Found::new(&sorted, setup.texts),
    })
}

/// Files directly in a folder with their hashes, by name; a folder that is not there has none.
fn hashed_folder(folder: &Path) -> Result<Vec<manifest::Hashed>, BatchFault> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let bytes = std::fs::read(path).map_err(|e| BatchFault::io(path, e))?;
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            Ok(manifest::hashed(&name, &bytes))
        })
        .collect()
}
