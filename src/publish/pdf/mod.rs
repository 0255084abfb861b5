//! Documents as PDF/A-2a, typeset in process by typst from templates and JSON models.
//!
//! An [`Engine`] holds the library, the faces and the template files, all read once; [`render`] reads
//! nothing but the engine and the model it is given: no clock, no network, no file. So the same model,
//! templates, fonts and date of issue give the same bytes.
//!
//! Threads: [`render`] may run on many threads at once. Deep content can overflow rayon's default worker
//! stack of 2 MiB, which aborts the process: whoever calls it from a pool builds that pool with
//! [`STACK`] bytes per thread. Many documents are made by [`many()`], which keeps threads and documents apart.

mod faults;
mod fonts;
mod glyphs;
mod many;
pub mod model;
mod world;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use sha2::{Digest, Sha256};
use typst::diag::Warned;
use typst::foundations::{Datetime, Smart};
use typst::text::{Lang, Locale, Region};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::finding::{Finding, Findings, Place};
use crate::formula::ast::Date;

pub use faults::ALL;
pub use fonts::{Role, families, files as font_files, roles};
pub use many::many;
pub use world::{Engine, MODEL};

/// Stack that a thread needs to typeset, in bytes.
pub const STACK: usize = 32 * 1024 * 1024;

/// After so many pages the cache is looked through: what was not used since the last time but one is forgotten.
/// Looking through it costs as much as what it holds, so this is not done for each document.
const CACHE_PERIOD: usize = 12;

/// Which of the faces in `templates/fonts.toml` are asked for first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preference {
    /// Only fetched ones, so that every machine gives the same bytes.
    #[default]
    Bundled,
    /// The office's own, then the fetched ones.
    Office,
}

/// A folder, and what the manifest calls it: nothing of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// `templates`, `<project>/templates/fonts`.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
}

/// Where an [`Engine`] may read.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// Folders of template files; a file in an earlier folder hides one of the same name in a later one.
    pub templates: Vec<Folder>,
    /// Folders of fonts, searched in this order.
    pub fonts: Vec<Folder>,
    /// Which faces come first; with [`Preference::Office`] the system's fonts are searched too, last.
    pub preference: Preference,
}

/// What a document says about itself.
#[derive(Clone, Debug)]
pub struct Meta {
    /// Its title.
    pub title: String,
    /// Its language as a tag, `zh-CN`.
    pub lang: String,
    /// Date of issue; PDF/A asks for one, also of a draft, and the file's creation date is this day.
    pub date: Date,
}

/// A finished document.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Notes: characters that the fallback face had to show.
    pub findings: Findings,
}

/// Typesets one document: a template (`通报.typ`) with its model.
///
/// Errors are all there are, each with template file and place, so that a designer can mend them.
pub fn render(engine: &Engine, template: &str, model_json: &[u8], meta: &Meta) -> Result<Rendered, Findings> {
    fonts::unserved(engine)?;
    let desk = engine
        .desk(template, model_json)
        .ok_or_else(|| faults::one(Finding::new(faults::MISSING_TEMPLATE, Place::file(world::shown(template)))))?;
    let Warned { output, .. } = typst::compile::<PagedDocument>(&desk);
    let mut document = output.map_err(|errors| faults::located(&desk, &errors))?;
    let findings = glyphs::check(engine, &document, template, model_json, meta);
    if findings.has_errors() {
        return Err(findings);
    }
    describe(&mut document, meta);
    let pdf = typst_pdf::pdf(&document, &options(template, model_json, meta))
        .map_err(|errors| faults::located(&desk, &errors))?;
    let pages = document.pages().len();
    engine.forget(pages);
    Ok(Rendered { pdf, pages, findings })
}

/// Title, language and date come from the job, whatever the template says.
fn describe(document: &mut PagedDocument, meta: &Meta) {
    let info = document.info_mut();
    info.title = Some(meta.title.as_str().into());
    info.date = Smart::Custom(Datetime::from_ymd(meta.date.year, meta.date.month, meta.date.day));
    let mut parts = meta.lang.splitn(2, '-');
    let lang = parts.next().and_then(|part| part.parse::<Lang>().ok());
    let region = parts.next().and_then(|part| part.parse::<Region>().ok());
    if let Some(lang) = lang {
        info.locale = Smart::Custom(Locale::new(lang, region));
    }
}

/// PDF/A-2a, tagged; the identifier is a hash of what the document is made from.
fn options(template: &str, model_json: &[u8], meta: &Meta) -> PdfOptions {
    let Date { year, month, day } = meta.date;
    let mut hash = Sha256::new();
    for part in [template.as_bytes(), meta.title.as_bytes(), format!("{year}-{month}-{day}").as_bytes(), model_json] {
        hash.update(part);
        hash.update([0]);
    }
    let ident = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some(concat!("kaohe ", env!("CARGO_PKG_VERSION")).to_string())),
        standards: PdfStandards::new(&[PdfStandard::A_2a]).expect("one standard agrees with itself"),
        ..PdfOptions::default()
    }
}
