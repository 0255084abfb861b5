//! Every product of a run, from results alone.

pub mod bulletin;
pub mod data;
pub mod documents;
pub mod excel;
pub mod faults;
pub mod names;
pub mod narrative;
pub mod notice;
pub mod outline;
pub mod paper;
pub mod pdf;
mod print;

use std::path::Path;

use crate::finding::{Finding, Findings, Place};
use crate::formula::ast::Date;
use crate::outline::KIND;
use crate::outline::model::Outline;
use crate::results::{Document, DocumentKind, Results, Scheme};
use documents::Product;
use pdf::{Engine, Folder};

/// The typesetting engine with the program's templates and fonts, and a project's own before them.
pub fn engine(home: &Path, project: Option<&Path>) -> Result<Engine, Findings> {
    Engine::new(&folders(home, project))
}

/// The folders of templates and fonts: a project's own come first.
pub fn folders(home: &Path, project: Option<&Path>) -> pdf::Setup {
    let below = |name: &str, folder: &Path| Folder { name: name.to_owned(), path: folder.join("templates") };
    let own = project.map(|p| {
        let name = p.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        below(&format!("{name}/templates"), p)
    });
    let templates: Vec<Folder> =
        own.into_iter().filter(|f| f.path.is_dir()).chain([below("templates", home)]).collect();
    let fonts = templates.iter().map(|t| Folder { name: format!("{}/fonts", t.name), path: t.path.join("fonts") });
    let fonts = fonts.filter(|f| f.path.is_dir()).collect();
    pdf::Setup { templates, fonts, preference: pdf::Preference::Bundled }
}

/// The finding of a product that could not be made.
pub fn unwritable(file: &str, reason: &str) -> Finding {
    Finding::new(faults::PRODUCT_FAILED, Place::file(file)).with("reason", reason)
}

/// The scheme itself where it is published too, typeset.
pub fn of_scheme(
    results: &Results,
    scheme: &Scheme,
    document: &Document,
    engine: &Engine,
) -> Option<Result<pdf::Rendered, Findings>> {
    let outline = scheme.outline.as_ref().filter(|_| document.kind == DocumentKind::Outline)?;
    let mark = document.other.iter().find(|(key, _)| key == "draft").map_or("送审稿", |(_, mark)| mark);
    let draft = results.draft.then(|| mark.to_owned());
    Some(outlined(&Outline { draft, ..outline.clone() }, results.issued, engine))
}

/// A document, typeset.
pub fn rendered(product: &Product, date: Date, engine: &Engine) -> Result<pdf::Rendered, Findings> {
    let meta = pdf::Meta { title: product.title.clone(), lang: "zh-CN".into(), date };
    pdf::render(engine, &format!("{}.typ", product.template), &product.model, &meta)
}

/// A scheme as a document, typeset.
pub fn outlined(outline: &Outline, date: Date, engine: &Engine) -> Result<pdf::Rendered, Findings> {
    typeset(outline, KIND, outline.title.concat(), date, engine)
}

/// The feedback notice of one unit, typeset.
pub fn noticed(
    results: &Results,
    scheme: &Scheme,
    unit: usize,
    field: &notice::Field,
    engine: &Engine,
) -> Result<pdf::Rendered, Findings> {
    let model = notice::notice(results, scheme, unit, field);
    let title = format!("{}（{}）", model.paper.title.concat(), model.unit);
    typeset(&model, notice::KIND, title, results.issued, engine)
}

fn typeset(
    model: &impl serde::Serialize,
    kind: &str,
    title: String,
    date: Date,
    engine: &Engine,
) -> Result<pdf::Rendered, Findings> {
    let json = serde_json::to_vec(model).map_err(|e| {
        let mut findings = Findings::default();
        findings.push(unwritable(kind, &e.to_string()));
        findings
    })?;
    let meta = pdf::Meta { title, lang: "zh-CN".into(), date };
    pdf::render(engine, &format!("{kind}.typ"), &json, &meta)
}
