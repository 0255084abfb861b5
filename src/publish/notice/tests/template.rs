//! The template against the sample that designers work with, and sentences that a scheme replaces.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::super::model::{NOTICE_VERSION, Notice};
use super::{ENGINE, on_a_large_stack};
use crate::finding::Findings;
use crate::formula::ast::Date;
use crate::publish::pdf::{Meta, Rendered, render};

fn sample() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/samples/反馈通知书.json");
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn set(model: &Value) -> Result<Rendered, Findings> {
    let bytes = serde_json::to_vec(model).unwrap();
    let meta =
        Meta { title: "反馈通知书".into(), lang: "zh-CN".into(), date: Date { year: 2013, month: 1, day: 20 } };
    on_a_large_stack(|| render(&ENGINE, "反馈通知书.typ", &bytes, &meta))
}

fn complaint(model: &Value) -> String {
    let findings = set(model).unwrap_err();
    let finding = findings.iter().next().unwrap();
    finding.args.iter().find(|(key, _)| *key == "found").map(|(_, value)| value.clone()).unwrap()
}

#[test]
fn the_sample_is_a_notice_and_nothing_else() {
    let typed: Notice = serde_json::from_value(sample()).unwrap();
    assert_eq!(typed.version, NOTICE_VERSION);
    assert_eq!(serde_json::to_value(&typed).unwrap(), sample());
}

#[test]
fn the_sample_becomes_a_tagged_archive_file_and_the_same_again() {
    let first = set(&sample()).unwrap();
    let text = String::from_utf8_lossy(&first.pdf);
    assert!(text.contains("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"));
    assert!(text.contains("/StructTreeRoot"), "tags");
    assert!(first.findings.is_empty(), "{:?}", first.findings);
    assert!(first.pdf == set(&sample()).unwrap().pdf);
}

#[test]
fn every_option_may_be_absent() {
    let mut model = sample();
    for key in ["notice", "draft", "head", "number", "to", "date"] {
        model["paper"][key] = Value::Null;
    }
    model["paper"]["office"] = "".into();
    model["words"]["basis"] = Value::Null;
    for key in ["field", "calculation", "weakest", "place", "chart"] {
        model[key] = Value::Null;
    }
    ["blocks", "indicators", "weak", "behind", "accounts", "awards"]
        .iter()
        .for_each(|key| model[*key] = Value::Array(Vec::new()));
    for key in ["group", "score", "reason", "rank", "before", "tier", "prize", "pay"] {
        model["result"][key] = Value::Null;
    }
    model["questions"]["contact"] = Value::Null;
    model["questions"]["telephone"] = Value::Null;
    serde_json::from_value::<Notice>(model.clone()).unwrap();
    assert_eq!(set(&model).unwrap().pages, 1);
}

#[test]
fn a_red_head_a_number_and_a_date_are_printed_where_they_are_given() {
    let mut model = sample();
    model["paper"]["head"] = "青溪乡人民政府文件".into();
    model["paper"]["number"] = "青绩办〔2013〕4号".into();
    model["paper"]["date"] = "2013年1月20日".into();
    model["paper"]["sealed"] = true.into();
    model["paper"]["draft"] = Value::Null;
    assert!(set(&model).is_ok());
    model["paper"]["head"] = Value::Null;
    assert!(set(&model).is_ok());
    // 版记 and what stands above the mark, as in other documents.
    model["paper"]["secrecy"] = "内部".into();
    model["paper"]["copy"] = "县效能办".into();
    model["paper"]["printer"] = "青溪乡人民政府".into();
    model["paper"]["attach"] = serde_json::json!(["评分依据"]);
    assert!(set(&model).is_ok());
}

#[test]
fn a_replaced_sentence_may_name_facts_but_only_known_ones() {
    let mut model = sample();
    model["words"]["sentences"]["结果"] = "{对象}{期}得{得分}分，列第{名次}名。".into();
    model["words"]["sentences"]["异议"] = "".into();
    assert!(set(&model).is_ok());
    model["words"]["sentences"]["结果"] = "{最好}".into();
    assert!(complaint(&model).contains("{最好}"));
    model["words"]["sentences"] = serde_json::json!({"开场": "一"});
    assert!(complaint(&model).contains("开场"));
}

#[test]
fn another_version_is_refused() {
    let mut model = sample();
    model["version"] = 3.into();
    assert!(complaint(&model).contains("反馈通知书.typ"));
}
