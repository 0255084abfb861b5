//! The names of files and sheets: their patterns with every entry put in that they range over.

use super::collected::target;
use super::divided::{Shares, once};
use super::filled::goes_with;
use super::{At, Put, faults, patterns};
use crate::finding::{Finding, Findings};
use crate::formula::text::normal;
use crate::scheme::decl::Pattern;

/// Endings that a workbook of ours can have.
const ENDING: &str = "xlsx";
/// What stands for a `*` in the name of a file that means no unit.
const FILLER: &str = "填报";
/// Characters that no sheet's name may have, and how many it may have.
const NO_SHEET: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
const LONGEST: usize = 31;

/// One file and sheet that a source means, with what their names, set values and labels say.
pub(super) struct Site {
    pub(super) file: String,
    /// The name that the scheme writes, where it ends otherwise.
    pub(super) instead_of: Option<String>,
    pub(super) sheet: String,
    pub(super) nameless: bool,
    /// What is known of every row.
    pub(super) given: Vec<Put>,
}

/// The files and sheets of a source.
pub(super) fn sites(at: &At<'_>, shares: &Shares, findings: &mut Findings) -> Vec<Site> {
    let source = at.source;
    let sheet = source.sheets.first();
    let mut axes: Vec<String> = Vec::new();
    for name in std::iter::once(&source.file).chain(sheet).flat_map(patterns::captures) {
        if !axes.iter().any(|axis| normal(axis) == normal(name)) {
            axes.push(name.to_owned());
        }
    }
    let open_sheet = sheet.is_some_and(patterns::has_any);
    if open_sheet {
        // One sheet for each, named after what stands beside its label.
        let labelled = source.beside.iter().map(|(column, _)| column.clone());
        axes.extend(labelled.filter(|column| target(at, column).is_some()));
    }
    let mut all: Vec<Vec<Put>> = vec![Vec::new()];
    for axis in &axes {
        let Some(puts) = entries(at, axis, shares) else {
            let finding =
                Finding::new(faults::FORM_NAME_UNKNOWN, at.place()).with("table", at.decl.name.value.as_str());
            once(findings, finding.with("found", format!("{{{axis}}}")));
            return Vec::new();
        };
        let before = std::mem::take(&mut all);
        for given in &before {
            let fitting = puts.iter().filter(|put| given.iter().all(|other| goes_with(at, other, put)));
            all.extend(fitting.map(|put| given.iter().chain([put]).cloned().collect::<Vec<Put>>()));
        }
    }
    all.into_iter().filter_map(|given| site(at, sheet, &axes, given, findings)).collect()
}

/// The entries that a column ranges over here; nothing where it has none.
pub(super) fn entries(at: &At<'_>, column: &str, shares: &Shares) -> Option<Vec<Put>> {
    let table = target(at, column)?;
    let appraised = at.ground.conditions.units(at.ground.tables, table);
    let share = shares.iter().find(|(name, _)| normal(name) == normal(column)).map(|(_, entries)| entries);
    let names = &at.ground.tables.list[table].entries;
    let due = appraised.into_iter().filter(|entry| share.is_none_or(|share| share.contains(entry)));
    let put = |entry: u32| {
        let text = names.get(entry as usize)?.to_string();
        Some(Put { column: column.to_owned(), entry: Some((table, entry)), text, open: false })
    };
    Some(due.filter_map(put).collect())
}

fn site(
    at: &At<'_>,
    sheet: Option<&Pattern>,
    axes: &[String],
    given: Vec<Put>,
    findings: &mut Findings,
) -> Option<Site> {
    let table = at.decl.name.value.as_str();
    let unit = given.iter().find(|put| is_unit(at, put));
    // A file for each unit, where the name leaves room for it.
    let filler = unit.map_or(FILLER, |put| put.text.as_str());
    let (file, instead_of) = file_name(&at.source.file, &given, filler, table);
    let sheet_name = match sheet {
        None => table.to_owned(),
        Some(pattern) => {
            let labelled =
                axes.last().and_then(|axis| patterns::put(&given, axis)).filter(|_| patterns::has_any(pattern));
            let alone = patterns::text(pattern, &given, "").is_empty();
            let any = labelled.map_or(if alone { table } else { "" }, |put| put.text.as_str());
            patterns::text(pattern, &given, any)
        }
    };
    let fits = sheet_name.encode_utf16().count() <= LONGEST && !sheet_name.contains(NO_SHEET) && !sheet_name.is_empty();
    if !fits {
        let finding = Finding::new(faults::FORM_SHEET_NAME, at.place()).with("table", table);
        once(findings, finding.with("found", sheet_name));
        return None;
    }
    let mut known = given;
    for (column, value) in &at.source.set {
        let entry = target(at, column).and_then(|table| Some((table, at.ground.tables.list[table].find(value)?)));
        known.push(Put { column: column.clone(), entry, text: value.clone(), open: false });
    }
    Some(Site { file, instead_of, sheet: sheet_name, nameless: sheet.is_none(), given: known })
}

fn is_unit(at: &At<'_>, put: &Put) -> bool {
    let Some((table, _)) = put.entry else { return false };
    let schemes = &at.ground.project.schemes;
    schemes.iter().any(|scheme| at.ground.tables.named(&scheme.units.value, Some(&scheme.name.value)) == Some(table))
}

/// The name of a file, ending as a form can end, and what the scheme writes where that differs.
fn file_name(pattern: &Pattern, given: &[Put], filler: &str, table: &str) -> (String, Option<String>) {
    const ANY: &str = "\u{1}";
    let whole = patterns::text(pattern, given, ANY);
    let (stem, ending) = whole.rsplit_once('.').unwrap_or((&whole, ANY));
    let stem = if stem == ANY { table.to_owned() } else { stem.replace(ANY, filler) };
    let file = format!("{stem}.{ENDING}");
    let same = ending.contains(ANY) || ending.eq_ignore_ascii_case(ENDING);
    (file, (!same).then(|| format!("{stem}.{ending}")))
}
