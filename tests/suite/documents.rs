//! The kinds of documents: their samples, and what projects that ask for them get.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use kaohe::finding::Findings;
use kaohe::formula::ast::Date;
use kaohe::outline::model::Outline;
use kaohe::publish::documents::model;
use kaohe::publish::notice::model::Notice;
use kaohe::publish::pdf::model::Bulletin;
use kaohe::publish::pdf::{Engine, Meta, Rendered, STACK, render};
use kaohe::results::DocumentKind;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| kaohe::publish::engine(root(), None).expect("the program's templates can be read"));

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample that templates of that kind are designed with.
pub fn sample(kind: DocumentKind) -> Value {
    let path = root().join(format!("templates/samples/{}.json", kind.name()));
    serde_json::from_slice(&fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))).unwrap()
}

/// A model as the template of that kind sets it, on a stack as large as documents ask for.
pub fn set(kind: DocumentKind, model: &Value) -> Result<Rendered, Findings> {
    let bytes = serde_json::to_vec(model).unwrap();
    let meta = Meta { title: title(model), lang: "zh-CN".into(), date: Date { year: 2013, month: 1, day: 20 } };
    let run = move || render(&ENGINE, &format!("{}.typ", kind.name()), &bytes, &meta);
    std::thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap()
}

/// The title as the model has it, with or without a paper round it.
pub fn title(model: &Value) -> String {
    let title = model.pointer("/paper/title").or_else(|| model.get("title")).unwrap();
    title.as_array().unwrap().iter().map(|part| part.as_str().unwrap()).collect()
}

/// A sample that is exactly what the type says, nothing more and nothing less.
fn same<T: DeserializeOwned + Serialize>(sample: &Value) -> bool {
    let typed: T = serde_json::from_value(sample.clone()).unwrap_or_else(|error| panic!("{error}"));
    serde_json::to_value(&typed).unwrap() == *sample
}

#[test]
fn every_kind_has_a_sample_of_its_type_that_is_typeset() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("samples");
    fs::create_dir_all(&folder).unwrap();
    for (name, kind) in DocumentKind::NAMED {
        let sample = sample(kind);
        let fits = match kind {
            DocumentKind::Bulletin => same::<Bulletin>(&sample),
            DocumentKind::PublicNotice => same::<model::PublicNotice>(&sample),
            DocumentKind::Commendation => same::<model::Commendation>(&sample),
            DocumentKind::Letter => same::<model::Letter>(&sample),
            DocumentKind::Rectification => same::<model::Rectification>(&sample),
            DocumentKind::Feedback => same::<Notice>(&sample),
            DocumentKind::Summary => same::<model::Summary>(&sample),
            DocumentKind::Outline => same::<Outline>(&sample),
            DocumentKind::PaySheet => same::<model::PaySheet>(&sample),
        };
        assert!(fits, "{name}");
        let made = set(kind, &sample).unwrap_or_else(|findings| panic!("{name}: {findings:?}"));
        assert!(made.findings.is_empty(), "{name}: {:?}", made.findings);
        fs::write(folder.join(format!("{name}.pdf")), &made.pdf).unwrap();
    }
}
