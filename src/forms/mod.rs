//! Blank collection workbooks: what a department fills in, laid out so that it is read back without any mapping.
//!
//! A form is the inverse of reading. `collected` says which tables come in with a period, `named` turns the patterns
//! of files and sheets into names, `divided` says which entries come in which of several files, `headed` turns the
//! patterns of headers into columns, `filled` puts in the units and indicators that are due, `united` brings tables
//! that share a sheet together, `write` makes the workbook, and `proved` reads it back. What cannot be turned round is a finding, never a
//! form that would be read otherwise than it was meant.

mod asked;
mod basis;
mod checks;
mod collected;
mod divided;
mod explained;
pub mod faults;
mod filled;
mod headed;
mod named;
mod patterns;
mod proved;
mod united;
mod write;

use crate::finding::{Finding, Findings, Place};
use crate::intake::Conditions;
use crate::scheme::decl::{Project, SourceDecl, TableDecl};
use crate::scheme::period::Period;
use crate::tables::Tables;

pub use collected::{Own, own};
pub use proved::proved;
pub use write::bytes;

use asked::Ask;

/// What forms are made from: the schemes, the rosters that were read, and the period.
pub struct Ground<'a> {
    /// As declared.
    pub project: &'a Project,
    /// As read: the entries of rosters and indicators, and whatever was handed in already.
    pub tables: &'a Tables,
    /// Decides which rows are due.
    pub conditions: &'a dyn Conditions,
    /// The period that is collected for.
    pub period: &'a Period,
    /// Which files the office keeps itself.
    pub own: &'a Own,
}

/// A workbook to be filled in.
#[derive(Debug)]
pub struct Form {
    /// Its name; a scheme's ending that no form can have is replaced.
    pub file: String,
    /// The name that the scheme writes, where it ends otherwise.
    pub instead_of: Option<String>,
    /// Whose appraisal it is for.
    pub title: String,
    /// Stands on every sheet.
    pub notice: String,
    /// The regulation.
    pub basis: String,
    /// Who sends it out.
    pub office: String,
    /// The period that is collected for.
    pub period: Period,
    /// The sheets to be filled in.
    pub sheets: Vec<Part>,
}

/// What is put into a name, a header or a key: an entry of a table, or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Put {
    /// The column that it is the value of.
    column: String,
    /// The table and its entry, where it is one.
    entry: Option<(usize, u32)>,
    /// As it is written.
    text: String,
    /// Nobody knows the name yet: whoever fills in writes it.
    open: bool,
}

/// One table on one sheet.
#[derive(Clone, Debug, Default)]
pub struct Part {
    file: String,
    instead_of: Option<String>,
    sheet: String,
    /// The scheme gives no name for the sheet.
    nameless: bool,
    tables: Vec<String>,
    /// Number of the scheme that declares the table.
    scheme: usize,
    /// Labels above the table with what stands beside them.
    beside: Vec<(String, Slot, Ask)>,
    heads: Vec<Head>,
    /// One slot per head.
    rows: Vec<Vec<Slot>>,
    /// Rows under them that stand open.
    spare: usize,
}

/// A column of a form.
#[derive(Clone, Debug)]
struct Head {
    /// The column's name in the scheme.
    label: String,
    /// Headers from the top.
    path: Vec<String>,
    /// Whoever fills in may change the header.
    open: bool,
    /// What is to be filled in.
    ask: Ask,
    /// Names the row.
    key: bool,
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Slot {
    /// Filled in already.
    Fixed(String),
    /// To be filled in, at most and at least as said where the row decides that.
    Input(Option<String>, Option<String>),
    /// Nothing is due here.
    Idle,
}

/// A table and one of the places that it is read from.
#[derive(Clone, Copy)]
struct At<'a> {
    ground: &'a Ground<'a>,
    decl: &'a TableDecl,
    /// Number of the table.
    table: usize,
    /// One of its places, with one sheet at most.
    source: &'a SourceDecl,
    /// There are others.
    several: bool,
}

impl At<'_> {
    fn place(&self) -> Place {
        self.source.place.clone()
    }
}

/// The forms of a project; what none can be made of is a finding.
pub fn forms(ground: &Ground<'_>, scheme: Option<&str>, findings: &mut Findings) -> Vec<Form> {
    let mut parts = Vec::new();
    let collected = collected::tables(ground, scheme, findings);
    if collected.is_empty() {
        let schemes = &ground.project.schemes;
        let file = schemes.first().map_or_else(|| ground.project.name.as_str().into(), |scheme| scheme.file.clone());
        findings.push(Finding::new(faults::FORMS_NOTHING, Place::file(file)));
    }
    for (table, decl, sources) in collected {
        let places: Vec<SourceDecl> = sources.iter().flat_map(by_sheet).collect();
        for source in &places {
            let at = At { ground, decl, table, source, several: places.len() > 1 };
            parts.extend(of_source(&at, findings));
        }
    }
    let sheets = united::sheets(parts, findings);
    united::workbooks(sheets, ground)
}

/// A source that names several sheets is as many sources.
fn by_sheet(source: &SourceDecl) -> Vec<SourceDecl> {
    match source.sheets.as_slice() {
        [] | [_] => vec![source.clone()],
        sheets => sheets.iter().map(|sheet| SourceDecl { sheets: vec![sheet.clone()], ..source.clone() }).collect(),
    }
}

/// The sheets of one source.
fn of_source(at: &At<'_>, findings: &mut Findings) -> Vec<Part> {
    let Some(shares) = divided::shares(at, findings) else { return Vec::new() };
    let mut parts = Vec::new();
    for site in named::sites(at, &shares, findings) {
        let Some(chosen) = headed::choose(at, &site, &shares, findings) else { return Vec::new() };
        parts.extend(filled::part(at, &site, &chosen, &shares));
    }
    parts
}
