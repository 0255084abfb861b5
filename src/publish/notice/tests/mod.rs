//! Notices of small projects, every expected figure worked out by hand; each is typeset once.

mod facts;
mod records;
mod single;
mod template;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use super::model::Notice;
use super::{field, notice};
use crate::finding::Findings;
use crate::pipeline::{self, Job};
use crate::publish::pdf::{Engine, Rendered, STACK};
use crate::publish::{engine, noticed};
use crate::results::Results;
use crate::scheme::Texts;
use crate::scheme::period::Period;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| engine(Path::new(env!("CARGO_MANIFEST_DIR")), None).expect("the program's templates can be read"));

/// The results of a project's folder.
fn computed(project: &Path, period: &str) -> Results {
    let period = Period::parse(period).expect("a period");
    let job = Job { project: project.to_path_buf(), period, issued: None, archive: "archive".into() };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let prepared = pipeline::prepare(&job, &mut texts, &mut findings, &|_| {});
    let results = prepared.and_then(|p| pipeline::compute(&job, &p, &texts, &mut findings, &|_| {}));
    results.unwrap_or_else(|| panic!("{findings:?}"))
}

/// The results of a scheme for 2025 with files of its period.
pub(crate) fn results(scheme: &str, files: &[(&str, &str)]) -> Results {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("方案.toml"), scheme).expect("a file for the test");
    let inputs = folder.path().join("2025");
    fs::create_dir_all(&inputs).expect("a folder for the test");
    for (name, text) in files {
        fs::write(inputs.join(name), text).expect("a file for the test");
    }
    computed(folder.path(), "2025")
}

/// The notice of the unit with that name, which must also be fit to be typeset.
fn of(results: &Results, name: &str) -> Notice {
    let (scheme, unit) = results
        .schemes
        .iter()
        .find_map(|s| Some((s, s.units.iter().position(|u| *u.name == *name)?)))
        .unwrap_or_else(|| panic!("no unit {name}"));
    let field = field(results, scheme, &mut Findings::default());
    let run = || noticed(results, scheme, unit, &field, &ENGINE);
    let made = on_a_large_stack(run).unwrap_or_else(|findings| panic!("{name}: {findings:?}"));
    assert!(made.pages > 0 && made.findings.is_empty(), "{:?}", made.findings);
    notice(results, scheme, unit, &field)
}

fn on_a_large_stack(run: impl FnOnce() -> Result<Rendered, Findings> + Send) -> Result<Rendered, Findings> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        thread.expect("a thread").join().expect("it renders")
    })
}
