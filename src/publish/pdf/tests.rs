//! The engine against the sample that templates are designed with.
//!
//! The faces must be there (`scripts/fonts.sh`).

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;

use super::model::Bulletin;
use super::*;
use crate::finding::At;

fn templates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")
}

fn setup() -> Setup {
    let folder = |name: &str, path| Folder { name: name.into(), path };
    Setup {
        templates: vec![folder("templates", templates())],
        fonts: vec![folder("templates/fonts", templates().join("fonts"))],
        preference: Preference::Bundled,
    }
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&setup()).expect("the program's templates can be read"));

fn sample() -> Value {
    serde_json::from_slice(&fs::read(templates().join("samples/通报.json")).unwrap()).unwrap()
}

fn meta() -> Meta {
    let date = Date { year: 2013, month: 1, day: 20 };
    Meta { title: "关于2012年度考评结果的通报".into(), lang: "zh-CN".into(), date }
}

/// On a stack as large as documents ask for.
fn set(engine: &'static Engine, model: &Value) -> Result<Rendered, Findings> {
    let bytes = serde_json::to_vec(model).unwrap();
    let run = move || render(engine, "通报.typ", &bytes, &meta());
    std::thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap()
}

/// An engine over the program's templates with one file of a project's own before them.
fn overridden(name: &str, text: &str) -> &'static Engine {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    let mut setup = setup();
    setup.templates.insert(0, Folder { name: "某县/templates".into(), path: folder.path().to_owned() });
    Box::leak(Box::new(Engine::new(&setup).expect("both folders can be read")))
}

fn argument<'a>(finding: &'a Finding, name: &str) -> &'a str {
    finding.args.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
}

#[test]
fn the_sample_is_a_bulletin_and_nothing_else() {
    let typed: Bulletin = serde_json::from_value(sample()).unwrap();
    assert_eq!(typed.version, model::BULLETIN_VERSION);
    assert_eq!(serde_json::to_value(&typed).unwrap(), sample());
}

#[test]
fn the_sample_becomes_a_tagged_archive_file() {
    let done = set(&ENGINE, &sample()).unwrap();
    let text = String::from_utf8_lossy(&done.pdf);
    assert!(text.starts_with("%PDF-1.7"));
    assert!(text.contains("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"));
    assert!(text.contains("<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li>"), "language");
    assert!(text.contains("关于2012年度考评结果的通报"), "title in the XMP part");
    assert!(text.contains("2013-01-20"), "date of issue");
    assert!(text.contains("/StructTreeRoot"), "tags");
    assert_eq!(done.pages, 7);
    assert!(done.findings.is_empty(), "{:?}", done.findings);
}

#[test]
fn two_renders_give_the_same_bytes_and_another_model_others() {
    let first = set(&ENGINE, &sample()).unwrap().pdf;
    let again = set(Box::leak(Box::new(Engine::new(&setup()).unwrap())), &sample()).unwrap().pdf;
    assert!(first == again);
    let mut other = sample();
    other["paper"]["sealed"] = false.into();
    assert!(first != set(&ENGINE, &other).unwrap().pdf);
}

#[test]
fn threads_do_not_change_the_bytes() {
    let alone = set(&ENGINE, &sample()).unwrap().pdf;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).stack_size(STACK).build().unwrap();
    let bytes = serde_json::to_vec(&sample()).unwrap();
    let job = || render(&ENGINE, "通报.typ", &bytes, &meta()).unwrap().pdf;
    let (one, two) = pool.join(job, job);
    assert!(one == alone && two == alone);
}

#[test]
fn a_character_no_face_has_is_named_with_its_unit() {
    let mut model = sample();
    model["groups"][0]["rows"][3]["unit"] = "\u{1F33E}湾村".into();
    let findings = set(&ENGINE, &model).unwrap_err();
    assert_eq!(findings.len(), 1);
    let finding = findings.iter().next().unwrap();
    assert_eq!(finding.code.id, "missing-glyph");
    assert_eq!(argument(finding, "found"), "\u{1F33E}");
    assert_eq!(argument(finding, "within"), "\u{1F33E}湾村");
    assert_eq!(argument(finding, "document"), "关于2012年度考评结果的通报");
}

#[test]
fn a_rare_name_is_printed_and_noted() {
    let mut model = sample();
    model["groups"][0]["rows"][3]["unit"] = "喆湾村".into();
    let done = set(&ENGINE, &model).unwrap();
    let notes: Vec<&Finding> = done.findings.iter().collect();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert_eq!(notes[0].code.id, "fallback-face");
    assert_eq!((argument(notes[0], "found"), argument(notes[0], "within")), ("喆", "喆湾村"));
}

#[test]
fn a_broken_template_is_shown_with_file_and_line() {
    let engine = overridden("通报.typ", "#let a = 1\n#let b = a +\n");
    let findings = set(engine, &sample()).unwrap_err();
    let finding = findings.iter().next().unwrap();
    assert_eq!(finding.code.id, "template-fault");
    assert_eq!(&*finding.place.file, "templates/通报.typ");
    assert!(matches!(finding.place.at, At::Text { start, .. } if start >= 11), "{:?}", finding.place);
    assert_eq!(argument(finding, "line"), "2");
}

#[test]
fn a_fault_inside_the_library_points_there_and_at_its_caller() {
    let engine = overridden("通报.typ", "#import \"gbt9704.typ\": formula\n\n#formula(1)\n");
    let findings = set(engine, &sample()).unwrap_err();
    let finding = findings.iter().next().unwrap();
    assert_eq!(&*finding.place.file, "templates/gbt9704.typ");
    assert_eq!(&*finding.related[0].file, "templates/通报.typ");
}

#[test]
fn a_replaced_sentence_may_name_facts_but_only_known_ones() {
    let mut model = sample();
    model["words"]["sentences"]["开头"] = "{期}考评共{单位数}个单位。".into();
    assert!(set(&ENGINE, &model).is_ok());
    model["words"]["sentences"]["开头"] = "{最好}".into();
    let findings = set(&ENGINE, &model).unwrap_err();
    assert!(argument(findings.iter().next().unwrap(), "found").contains("{最好}"));
    model["words"]["sentences"] = serde_json::json!({"开场": "一"});
    let findings = set(&ENGINE, &model).unwrap_err();
    assert!(argument(findings.iter().next().unwrap(), "found").contains("开场"));
}

#[test]
fn nothing_outside_the_folders_can_be_read() {
    for reach in ["../../../etc/passwd", "/etc/passwd", "samples/通报.json", "@preview/cetz:0.3.0"] {
        let engine = overridden("通报.typ", &format!("#let x = read(\"{reach}\")\n"));
        let findings = set(engine, &sample()).unwrap_err();
        assert_eq!(findings.iter().next().unwrap().code.id, "template-fault", "{reach}");
    }
    let engine = overridden("通报.typ", "#import \"@preview/cetz:0.3.0\": *\n");
    assert!(set(engine, &sample()).is_err());
}

/// A drawing of nothing but a ring.
const RING: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 42 42'><circle cx='21' cy='21' r='20' fill='none' stroke='#e60012'/></svg>";

#[test]
fn a_project_may_lay_a_seal_and_a_mark_among_its_templates() {
    let mut model = sample();
    model["paper"]["draft"] = Value::Null;
    model["paper"]["date"] = "2013年1月20日".into();
    let plain = set(&ENGINE, &model).unwrap().pdf;
    for name in ["印章.svg", "发文机关标志.svg"] {
        assert!(set(overridden(name, RING), &model).unwrap().pdf != plain, "{name}");
    }
    // A draft has no seal yet.
    model["paper"]["date"] = Value::Null;
    model["paper"]["draft"] = "送审稿".into();
    assert!(set(overridden("印章.svg", RING), &model).unwrap().pdf == set(&ENGINE, &model).unwrap().pdf);
}

#[test]
fn there_is_no_clock() {
    assert!(set(overridden("通报.typ", "#datetime.today().display()\n"), &sample()).is_err());
}

#[test]
fn an_unknown_template_is_a_finding() {
    let findings = render(&ENGINE, "没有.typ", b"{}", &meta()).unwrap_err();
    assert_eq!(findings.iter().next().unwrap().code.id, "missing-template");
}

#[test]
fn every_use_is_served_by_a_fetched_face() {
    let served: Vec<(String, Option<String>)> = roles(&ENGINE).into_iter().map(|r| (r.name, r.served_by)).collect();
    let expected = [
        ("仿宋", "FandolFang R"),
        ("楷体", "FandolKai"),
        ("黑体", "FandolHei"),
        ("小标宋", "FandolSong"),
        ("宋体", "FandolSong"),
    ];
    assert_eq!(served, expected.map(|(name, family)| (name.to_owned(), Some(family.to_owned()))));
    assert!(families(&ENGINE).contains(&"Noto Serif CJK SC".to_owned()));
}

#[test]
fn without_fonts_each_use_is_a_finding() {
    let bare = Setup { fonts: Vec::new(), ..setup() };
    let findings = set(Box::leak(Box::new(Engine::new(&bare).unwrap())), &sample()).unwrap_err();
    let roles: Vec<&str> = findings.iter().map(|finding| argument(finding, "role")).collect();
    assert_eq!(roles, ["仿宋", "楷体", "黑体", "小标宋", "宋体"]);
}

#[test]
fn a_broken_table_of_fonts_is_shown_in_place() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("fonts.toml"), "[\"仿宋\"]\nbundled = 3\n").unwrap();
    let mut setup = setup();
    setup.templates.insert(0, Folder { name: "某县/templates".into(), path: folder.path().to_owned() });
    let findings = Engine::new(&setup).err().unwrap();
    assert_eq!(findings.iter().next().unwrap().code.id, "bad-font-table");
}
