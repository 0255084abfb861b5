//! Faulty submissions to send back: a department's own file with every bad cell marked and commented, and a list in
//! front of what was found and what to do.
//!
//! An .xlsx file is patched part by part, so that all the rest of it stays as the department made it; macros and links
//! to other files go out. Any other format, and a package that is too odd to be patched, comes back as an .xlsx file
//! with the same cells in the same places, and the list says so. What has no cell stands in the list only.

mod line;
mod list;
mod patch;
mod rewritten;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rust_xlsxwriter::XlsxError;

use crate::finding::{At, Finding, Findings, Severity};
use crate::intake::faults;

use line::Line;

/// The list of what comes back, and of what was not handed in.
pub const SUMMARY: &str = "退回清单.xlsx";

/// What is sent back for one file.
#[derive(Debug)]
pub struct Returned {
    /// Its name: that of the file handed in, ending as it now is.
    pub name: String,
    /// The workbook.
    pub bytes: Vec<u8>,
}

/// What is sent back of the files in a period's folder, and the list of it all as the last.
///
/// # Errors
///
/// Where the writer of workbooks refuses something.
pub fn returned(folder: &Path, findings: &Findings) -> Result<Vec<Returned>, XlsxError> {
    let mut out: Vec<Returned> = Vec::new();
    let mut summary = Vec::new();
    for (file, lines) in by_file(folder, findings) {
        let bytes = std::fs::read(folder.join(&*file)).unwrap_or_default();
        let made = match patch::patched(&bytes, &lines) {
            Ok(bytes) => bytes,
            Err(_) => rewritten::rewritten(&file, &bytes, &lines)?,
        };
        let name = free(&out, &renamed(&file));
        summary.push((file.to_string(), name.clone(), lines));
        out.push(Returned { name, bytes: made });
    }
    let missing = findings.iter().filter(|finding| finding.code == faults::MISSING_FILE);
    let missing: Vec<Line> = missing.map(Line::of).collect();
    let stray = findings.iter().filter(|finding| is_stray(finding)).map(Line::of).collect::<Vec<_>>();
    let bytes = list::summary(&summary, &missing, &stray)?;
    out.push(Returned { name: SUMMARY.to_owned(), bytes });
    Ok(out)
}

/// Is a finding about a file that no table reads? It goes into the list: nothing in the file is wrong.
fn is_stray(finding: &Finding) -> bool {
    [faults::UNCLAIMED_FILE, faults::UNCLAIMED_COPY].contains(&finding.code)
}

/// The lines of each file of the folder that has any, by name.
fn by_file(folder: &Path, findings: &Findings) -> BTreeMap<Arc<str>, Vec<Line>> {
    let mut files: BTreeMap<Arc<str>, Vec<Line>> = BTreeMap::new();
    let told = findings.iter().chain(findings.folded());
    let counts = |finding: &&Finding| {
        finding.code.severity > Severity::Note && finding.code != faults::MORE_OF_THE_SAME && !is_stray(finding)
    };
    for finding in told.filter(counts) {
        let file = &finding.place.file;
        let of_file = !matches!(finding.place.at, At::Text { .. }) && folder.join(&**file).is_file();
        if of_file {
            files.entry(file.clone()).or_default().push(Line::of(finding));
        }
    }
    for lines in files.values_mut() {
        lines.sort();
        lines.dedup();
    }
    files
}

/// The file's name as a workbook's of ours.
fn renamed(file: &str) -> String {
    let plain = file.replace('/', "_");
    let stem = plain.rsplit_once('.').map_or(plain.as_str(), |(stem, _)| stem);
    format!("{stem}.xlsx")
}

/// A name that none has yet: two files may differ in their endings alone.
fn free(taken: &[Returned], name: &str) -> String {
    let is_taken = |name: &str| name == SUMMARY || taken.iter().any(|other| other.name == name);
    let stem = name.trim_end_matches(".xlsx");
    let numbered = (2..).map(|number| format!("{stem}（{number}）.xlsx"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_else(|| name.to_owned())
}
