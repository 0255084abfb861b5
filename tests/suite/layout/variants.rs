//! Documents that the example project does not give: issued and dated, under seal, with a long title, without annexes.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use kaohe::formula::ast::Date;
use kaohe::publish::pdf::{Engine, Meta, STACK, render};
use serde_json::{Value, json};

use super::parts::{BULLETIN, Kind};
use super::{geometry, root};

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| kaohe::publish::engine(root(), None).expect("the program's templates can be read"));

/// The sample that templates are designed with, issued on a day.
fn issued() -> Value {
    let text = fs::read_to_string(root().join("templates/samples/通报.json")).unwrap();
    let mut model: Value = serde_json::from_str(&text).unwrap();
    model["draft"] = Value::Null;
    model["date"] = json!("2013年1月20日");
    model
}

/// What is wrong with the layout of a document.
fn said(model: &Value, kind: Kind) -> Vec<String> {
    let bytes = serde_json::to_vec(model).unwrap();
    let title = model["title"].as_array().unwrap().iter().map(|part| part.as_str().unwrap()).collect();
    let meta = Meta { title, lang: "zh-CN".into(), date: Date { year: 2013, month: 1, day: 20 } };
    let set = move || render(&ENGINE, "通报.typ", &bytes, &meta).unwrap().pdf;
    let pdf = std::thread::Builder::new().stack_size(STACK).spawn(set).unwrap().join().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file: &Path = &folder.path().join("通报.pdf");
    fs::write(file, pdf).unwrap();
    geometry(file, &kind).said()
}

#[test]
fn issued_documents_are_set_as_the_standard_has_them() {
    let (sealed, open) = (Kind { sealed: true, ..BULLETIN }, BULLETIN);
    let mut model = issued();
    assert_eq!(said(&model, sealed), [""; 0], "under seal");
    model["sealed"] = json!(false);
    assert_eq!(said(&model, open), [""; 0], "without a seal");
    model["office"] = json!("青溪乡");
    assert_eq!(said(&model, open), [""; 0], "the date is longer than the office");
    let long = [
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
    model["title"] = json!(long);
    assert_eq!(said(&model, open), [""; 0], "a title of several lines");
    model["to"] = Value::Null;
    model["charts"] = json!([]);
    assert_eq!(said(&model, Kind { addressee: false, ..open }), [""; 0], "one annex, nobody addressed");
}
