use std::fs;
use std::path::Path;

use super::decl::{ColumnKind, RowsFrom, TableDecl};
use super::*;
use crate::finding::{At, Severity};

/// A scheme with as little as a scheme can have.
const SMALL: &str = "scheme = \"甲\"\nunits = \"单位\"\n[table.\"单位\"]\nitems = \"一村；二村\"\n";

/// Loads files of a folder made for the test.
fn loaded(files: &[(&str, &str)], period: &str) -> (Option<Project>, Findings, Texts) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file for the test");
    }
    read_folder(folder.path(), period)
}

fn read_folder(folder: &Path, period: &str) -> (Option<Project>, Findings, Texts) {
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let period = Period::parse(period).expect("a period");
    let project = load(folder, "项目", &period, &mut texts, &mut findings);
    (project, findings, texts)
}

/// Each finding above a note as `code line:text`, the line counted from 1.
fn shown(findings: &Findings, texts: &Texts) -> Vec<String> {
    let loud = findings.iter().filter(|f| f.code.severity > Severity::Note);
    let shown = loud.map(|finding| match finding.place.at {
        At::Text { start, end } => {
            let text = &texts[&finding.place.file];
            format!("{} {}:{}", finding.code.id, text[..start].matches('\n').count() + 1, &text[start..end])
        }
        _ => format!("{} {}", finding.code.id, finding.place.file),
    });
    shown.collect()
}

fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let (_, findings, texts) = loaded(files, "2025");
    shown(&findings, &texts)
}

/// Faults of the small scheme with more behind it; lines count from 5.
fn faults_of(more: &str) -> Vec<String> {
    faults(&[("a.toml", &format!("{SMALL}{more}"))])
}

fn project(files: &[(&str, &str)]) -> Project {
    let (project, findings, texts) = loaded(files, "2025");
    assert_eq!(shown(&findings, &texts), [""; 0]);
    project.expect("a project")
}

fn argument(findings: &Findings, code: &str, name: &str) -> Option<String> {
    let finding = findings.iter().find(|f| f.code.id == code)?;
    finding.args.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone())
}

fn table<'p>(project: &'p Project, name: &str) -> &'p TableDecl {
    project.tables.iter().find(|t| t.name.value == name).expect(name)
}

fn names(project: &Project) -> Vec<String> {
    let own = project.tables.iter().skip(3);
    own.map(|t| format!("{}{}", t.name.value, t.private_to.as_ref().map(|s| format!("@{s}")).unwrap_or_default()))
        .collect()
}

mod damage;
mod editions;
mod includes;
mod keys;
mod publishing;
mod reference;
mod standing;
mod tables;
