//! A first scheme from an office's own workbooks: the tables that are there with their headers, types and odd
//! cells, and a roster guessed and marked as a guess. What the regulation says is left to those who know it.

mod alike;
mod column;
mod sheet;
mod text;
mod units;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use crate::finding::Findings;
use crate::folder;
use crate::intake::book::{self, is_office_litter};

use column::Column;

/// A drafted scheme.
#[derive(Debug)]
pub struct Draft {
    /// The scheme file.
    pub text: String,
    /// How many tables it declares.
    pub tables: usize,
    /// The table that was guessed to be the roster.
    pub roster: Option<String>,
}

/// A table as it was found.
#[derive(Debug)]
struct Found {
    /// Name in the scheme.
    name: String,
    /// Files and sheets that it is read from; the sheet of a CSV file has no name.
    sources: Vec<(String, String)>,
    /// Its columns, from the left.
    columns: Vec<Column>,
    /// How many rows of data it has.
    rows: usize,
}

/// Endings of workbooks.
const ENDINGS: [&str; 7] = ["xlsx", "xlsm", "xls", "xlsb", "ods", "et", "csv"];
/// Names that the language keeps for itself.
const RESERVED: [&str; 8] = ["月", "季度", "半年", "本期", "本行", "本单位", "上期", "上年"];

/// Drafts a scheme called `name` from the workbooks in a folder; files that cannot be read are findings.
///
/// # Errors
///
/// Where the folder cannot be listed.
pub fn draft(folder: &Path, name: &str, findings: &mut Findings) -> io::Result<Draft> {
    let mut found = Vec::new();
    for entry in folder::entries(folder)? {
        let file = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        if !path.is_file() || is_office_litter(&file) || !ENDINGS.contains(&ending.as_str()) {
            continue;
        }
        let Some(book) = book::read(&path, file.as_str().into(), findings) else { continue };
        let seen: Vec<&book::Sheet> = book.sheets.iter().filter(|s| !s.hidden && !s.is_empty()).collect();
        for sheet in &seen {
            let Some((columns, rows)) = sheet::columns(sheet, seen.len() > 1) else { continue };
            let sources = vec![(file.clone(), sheet.name.to_string())];
            found.push(Found { name: String::new(), sources, columns, rows });
        }
    }
    let mut found = alike::united(found);
    name_all(&mut found);
    let roster = units::roster(&mut found);
    let text = text::scheme(name, &found, roster.as_ref());
    Ok(Draft { text, tables: found.len(), roster: roster.map(|r| found[r.table].name.clone()) })
}

/// Names the tables: after their sheet where that says something and it is one, else after their file.
fn name_all(found: &mut [Found]) {
    let files: Vec<String> = found.iter().flat_map(|t| &t.sources).map(|(file, _)| file.clone()).collect();
    let mut taken = BTreeSet::new();
    for table in found {
        let (file, sheet) = &table.sources[0];
        let one = table.sources.iter().all(|(_, other)| other == sheet);
        let several = files.iter().filter(|f| *f == file).count() > 1;
        let says = !sheet.is_empty() && !sheet.to_lowercase().starts_with("sheet");
        let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
        table.name = free(if one && several && says { sheet } else { stem }, &mut taken);
    }
}

/// A name that may stand in a formula and that no other table has.
fn free(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = wanted.chars().filter(|c| c.is_alphanumeric()).collect();
    let starts = plain.chars().next().is_some_and(char::is_alphabetic);
    let plain = if starts && !RESERVED.contains(&plain.as_str()) { plain } else { format!("表{plain}") };
    let mut name = plain.clone();
    let mut n = 2;
    while !taken.insert(name.clone()) {
        name = format!("{plain}其{n}");
        n += 1;
    }
    name
}

#[cfg(test)]
mod tests;
