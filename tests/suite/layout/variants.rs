//! Documents that the example project does not give: issued and dated, under seal, with a long title, without annexes.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use kaohe::formula::ast::Date;
use kaohe::publish::pdf::{Engine, Meta, STACK, render};
use serde_json::{Value, json};

use super::object::Pdf;
use super::parts::{BULLETIN, Kind};
use super::{archive, geometry, root};

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| kaohe::publish::engine(root(), None).expect("the program's templates can be read"));

/// The sample that templates are designed with, issued on a day.
fn issued() -> Value {
    let text = fs::read_to_string(root().join("templates/samples/通报.json")).unwrap();
    let mut model: Value = serde_json::from_str(&text).unwrap();
    model["paper"]["draft"] = Value::Null;
    model["paper"]["date"] = json!("2013年1月20日");
    model
}

/// What is wrong with a document, its layout and its file.
fn said(model: &Value, kind: Kind) -> Vec<String> {
    let bytes = serde_json::to_vec(model).unwrap();
    let title = model["paper"]["title"].as_array().unwrap().iter().map(|part| part.as_str().unwrap()).collect();
    let meta = Meta { title, lang: "zh-CN".into(), date: Date { year: 2013, month: 1, day: 20 } };
    let set = move || render(&ENGINE, "通报.typ", &bytes, &meta).unwrap().pdf;
    let pdf = std::thread::Builder::new().stack_size(STACK).spawn(set).unwrap().join().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file: &Path = &folder.path().join("通报.pdf");
    fs::write(file, &pdf).unwrap();
    let mut found = geometry(file, &kind).said();
    let archived = archive::deviations(&Pdf::read(pdf).unwrap());
    found.extend(archived.into_iter().map(|(check, said)| format!("{check}: {said}")));
    found
}

#[test]
fn issued_documents_are_set_as_the_standard_has_them() {
    let (sealed, open) = (Kind { sealed: true, ..BULLETIN }, BULLETIN);
    let mut found = Vec::new();
    let mut model = issued();
    let mut set = |model: &Value, kind: Kind, what: &str| {
        found.extend(said(model, kind).into_iter().map(|said| format!("{what}: {said}")));
    };
    set(&model, sealed, "under seal");
    model["paper"]["sealed"] = json!(false);
    set(&model, open, "without a seal");
    model["paper"]["office"] = json!("青溪乡");
    set(&model, open, "a date longer than the office");
    model["paper"]["title"] = json!(LONG);
    set(&model, open, "a title of several lines");
    model["paper"]["to"] = Value::Null;
    model["charts"] = json!([]);
    set(&model, Kind { addressee: false, ..open }, "one annex, nobody addressed");
    assert_eq!(found, [""; 0]);
}

/// More than two lines of 2号, in pieces that are not parted.
const LONG: [&str; 9] = [
    "青溪乡",
    "绩效管理工作",
    "领导小组",
    "关于2012年度",
    "村和乡直单位",
    "绩效管理",
    "考评结果",
    "和奖惩意见",
    "的通报",
];
