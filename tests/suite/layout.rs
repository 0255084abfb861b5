//! The finished PDF against GB/T 9704-2012.

mod archive;
mod content;
mod decay;
mod drawing;
mod face;
mod frame;
mod grid;
mod lexer;
mod mutants;
mod object;
mod page;
mod parts;
mod report;
mod text;
mod variants;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assert_cmd::Command;

use parts::{BULLETIN, Kind};
use report::Report;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Everything that a finished document of this kind deviates in.
pub fn geometry(pdf: &Path, kind: &Kind) -> Report {
    let document = page::read(pdf);
    let parts = parts::parts(&document, kind);
    let mut report = Report::default();
    grid::check(&document, &parts, &mut report);
    frame::check(&document, &parts, kind, &mut report);
    report
}

/// Runs a project and gives its 通报.
fn bulletin(project: &Path, outputs: &Path) -> PathBuf {
    Command::new(env!("CARGO_BIN_EXE_kaohe"))
        .current_dir(root())
        .args(["run", "-q", "--period", "2012"])
        .arg(project)
        .arg("--outputs")
        .arg(outputs)
        .assert()
        .code(0);
    outputs.join("shanghang/2012/通报.pdf")
}

/// One run of the example project, for all tests that only read.
static MADE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    bulletin(&root().join("inputs/shanghang"), folder.path());
    folder
});

fn bulletin_folder() -> PathBuf {
    MADE.path().join("shanghang/2012")
}

fn bulletin_file() -> &'static Path {
    static FILE: LazyLock<PathBuf> = LazyLock::new(|| bulletin_folder().join("通报.pdf"));
    &FILE
}

fn bulletin_bytes() -> Vec<u8> {
    fs::read(bulletin_file()).unwrap()
}

#[test]
fn the_bulletin_is_set_as_the_standard_has_it() {
    let report = geometry(bulletin_file(), &BULLETIN);
    assert_eq!(report.said(), Vec::<String>::new());
}
