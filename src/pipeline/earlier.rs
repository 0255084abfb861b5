//! Publications of earlier periods, for 上期 and 上年: `archive/<project>/<period>/<n>/`, of which the newest counts.
//!
//! A publication is a folder of outputs with its manifest, which must say that it is none of a draft. Results are
//! read from the lines `rule` and `standing` of its `trail.parquet`, whose bytes must be those that the manifest
//! lists. A figure is known by scheme, key of the unit and name.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use polars::prelude::{ParquetReader, PolarsResult, SerReader, StringChunked};

use crate::batch::manifest::{self, Manifest};
use crate::digest::hashed;
use crate::finding::{Code, Finding, Findings, Place};
use crate::folder;
use crate::formula::ast::Date;
use crate::formula::tree::Which;
use crate::number::Exact;
use crate::scheme::period::Period;
use crate::scoring::earlier::{Asked, Earlier, Publication};
use crate::scoring::faults;
use crate::scoring::model::Model;
use crate::tables::{ReadSummary, Value};

use super::Job;

/// The file of a publication that holds its results.
const TRAIL: &str = "trail.parquet";

/// Why a publication is not used, and what was found instead.
type Unusable = (&'static str, String);

/// Reads the publications that the schemes ask for.
pub(super) fn read(job: &Job, model: &mut Model, read: &mut ReadSummary, findings: &mut Findings) {
    let mut earlier = Earlier::default();
    for which in model.asked.clone() {
        let period = match which {
            Which::Before => job.period.before(),
            Which::YearBefore => job.period.year_before(),
        };
        let Some(period) = period else { continue };
        let begun = |from: Option<Date>| from.is_none_or(|from| period.last >= from);
        let not_begun = model.schemes.iter().filter(|s| !begun(s.valid_from));
        earlier.not_begun.extend(not_begun.map(|s| (which, s.name.clone())));
        if model.schemes.iter().any(|s| begun(s.valid_from)) {
            let published = of_period(job, which, &period, read, findings);
            earlier.publications.extend(published.map(|p| (which, p)));
        }
    }
    let last = Which::Before;
    if !model.asked.contains(&last) && model.schemes.iter().any(|scheme| !scheme.documents.is_empty()) {
        earlier.publications.extend(compared(job, read, findings).map(|p| (last, p)));
    }
    model.earlier = earlier;
}

/// The last period's publication for documents, which tell who rose and fell where there is one: no rule asks for it.
fn compared(job: &Job, read: &mut ReadSummary, findings: &mut Findings) -> Option<Publication> {
    let period = job.period.before()?;
    let (folder, shown) = newest(job, &period)?;
    published(&folder, &shown, job, &period, read)
        .map_err(|unusable| findings.push(refused(faults::COMPARISON_LEFT_OUT, shown, unusable)))
        .ok()
}

fn refused(code: Code, shown: String, (reason, found): Unusable) -> Finding {
    Finding::new(code, Place::file(shown)).with("reason", reason).with("found", found)
}

fn of_period(
    job: &Job,
    which: Which,
    period: &Period,
    read: &mut ReadSummary,
    findings: &mut Findings,
) -> Option<Publication> {
    let Some((folder, shown)) = newest(job, period) else {
        let shown = shown(job, period);
        let finding = Finding::new(faults::NO_PUBLICATION, Place::file(shown.clone()));
        let finding = finding.with("period", period.label.clone()).with("folder", shown);
        findings.push(finding.with("found", which.word()));
        return None;
    };
    published(&folder, &shown, job, period, read)
        .map_err(|unusable| findings.push(refused(faults::PUBLICATION_UNUSABLE, shown, unusable)))
        .ok()
}

/// Where publications of a period lie, as the user knows it.
fn shown(job: &Job, period: &Period) -> String {
    format!("archive/{}/{}", job.name(), period.label)
}

/// The folder with the greatest number, and its name for the user.
fn newest(job: &Job, period: &Period) -> Option<(PathBuf, String)> {
    let entries = folder::entries(&job.archive.join(job.name()).join(&period.label)).ok()?;
    let numbered =
        entries.into_iter().filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u64>().ok()?, entry.path())));
    let (number, folder) = numbered.filter(|(_, path)| path.is_dir()).max()?;
    Some((folder, format!("{}/{number}", shown(job, period))))
}

fn published(
    folder: &Path,
    shown: &str,
    job: &Job,
    period: &Period,
    read: &mut ReadSummary,
) -> Result<Publication, Unusable> {
    let sealed = manifest::read(folder).map_err(|_| ("manifest", String::new()))?;
    fits(&sealed, job, period)?;
    let bytes = fs::read(folder.join(TRAIL)).map_err(|_| ("missing", TRAIL.to_owned()))?;
    let listed = sealed.outputs.iter().find(|output| output.file == TRAIL);
    if listed != Some(&hashed(TRAIL, &bytes)) {
        return Err(("changed", TRAIL.to_owned()));
    }
    let file = format!("{shown}/{TRAIL}");
    read.files.push(hashed(&file, &bytes));
    let mut publication = Publication::new(period.label.clone(), file.into());
    values(bytes, &mut publication).map_err(|_| ("unreadable", TRAIL.to_owned()))?;
    Ok(publication)
}

/// Is it a publication of this project and period?
fn fits(sealed: &Manifest, job: &Job, period: &Period) -> Result<(), Unusable> {
    let same = |label: &str| Period::parse(label).is_some_and(|p| (p.first, p.last) == (period.first, period.last));
    if sealed.project != job.name() {
        return Err(("other-project", sealed.project.clone()));
    }
    if !same(&sealed.period) {
        return Err(("other-period", sealed.period.clone()));
    }
    if sealed.draft { Err(("draft", String::new())) } else { Ok(()) }
}

/// Takes the lines of rules and standing into the publication.
fn values(bytes: Vec<u8>, publication: &mut Publication) -> PolarsResult<()> {
    let frame = ParquetReader::new(std::io::Cursor::new(bytes)).finish()?;
    let column = |name: &str| -> PolarsResult<StringChunked> { Ok(frame.column(name)?.str()?.clone()) };
    let [kind, scheme, key, name, form, value] = ["kind", "owner", "key", "name", "form", "value"].map(column);
    let (kind, scheme, key, name, form, value) = (kind?, scheme?, key?, name?, form?, value?);
    for row in 0..frame.height() {
        let text = |column: &StringChunked| column.get(row).unwrap_or_default().to_owned();
        let standing = match text(&kind).as_str() {
            "rule" => false,
            "standing" => true,
            _ => continue,
        };
        let (scheme, unit, name) = (text(&scheme), text(&key), text(&name));
        let asked = Asked { standing, scheme: &scheme, unit: &unit, name: &name };
        publication.put(asked, written(&text(&form), &text(&value)));
    }
    Ok(())
}

/// A value as the trail holds it; 缺 where that is nothing known.
fn written(form: &str, text: &str) -> Value {
    let known = match form {
        "number" => fraction(text).map(Value::Number),
        "text" => Some(Value::Text(Arc::from(text))),
        "bool" => Some(Value::Bool(text == "true")),
        "date" => date(text).map(Value::Date),
        "na" => Some(Value::NotApplicable),
        _ => None,
    };
    known.unwrap_or(Value::Missing)
}

fn fraction(text: &str) -> Option<Exact> {
    let (above, below) = text.split_once('/')?;
    Exact::parse(above)?.checked_div(&Exact::parse(below)?)
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? })
}
