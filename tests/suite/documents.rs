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

/// A scheme over villages with indicators, prizes and pay from a pool, that asks for every kind of document.
fn every_kind(rows: &str, more: &str) -> String {
    format!(
        r#"
scheme = "考"
title  = "村级考核"
basis  = "《村级考核办法》"
units  = "村"
{more}
[table."村"]
rows = "名称 | 组 | 收入: 数 | 治安: 数；{rows}"
[table."指标"]
rows = "指标 | 分值: 分；收入 | 60；治安 | 40"
[clause."一"]
rules = '''
得数·{{指标}}[满分 指标.分值] = 若 指标 = “收入” 则 收入 × 1分 否则 治安 × 1分
总分 = 合计(得数·{{指标}})
资金 = 全体分配(1000元, 总分)
'''
[standing]
score = "总分"
tier  = [{{ name = "优秀", when = "得分 ≥ 90" }}, {{ name = "不合格", when = "得分 < 60" }}, {{ name = "合格" }}]
prize = [{{ name = "一等奖", when = "名次 = 1 且 得分 ≥ 90", pay = "50元" }}]
flag  = [{{ name = "整改", when = "等次 = “不合格”" }}]
pay   = "资金"
[summary]
figures = "村数 = 全体个数()；均分[0.00] = 全体平均(得分)"
[issue]
office = "某乡考核办"
notice = "示例数据，纯属虚构"
telephone = "0597-1234567"
[document."通报"]
to = ["各村"]
copy = ["县考核办"]
[document."公示"]
columns = "名次；村 = 单位名；得分"
[document."表彰"]
[document."抄送财政所"]
kind = "抄送函"
to = ["乡财政所"]
columns = "村 = 单位名；绩效工资"
[document."整改通知"]
units = "整改"
until = 2026-03-31
below = "60%"
[document."工作总结"]
text = "全乡{{村数}}个村，平均{{均分}}分。\n一、成绩\n都好。"
[document."发放表"]
columns = "得分"
"#
    )
}

/// Everything that a run of a scheme says and leaves: documents as text without blanks, by file.
fn run_of(scheme: &str) -> (crate::program::Said, Vec<(String, String)>) {
    run_for(scheme, "2025")
}

fn run_for(scheme: &str, period: &str) -> (crate::program::Said, Vec<(String, String)>) {
    let work = tempfile::tempdir().unwrap();
    let project = work.path().join("某乡");
    fs::create_dir_all(project.join(period)).unwrap();
    fs::write(project.join("方案.toml"), scheme).unwrap();
    let outputs = work.path().join("outputs");
    let (project, out) = (crate::program::text(&project), crate::program::text(&outputs));
    let said = crate::program::run(&["run", project, "--period", period, "--outputs", out]);
    let mut made = Vec::new();
    let folder = outputs.join("某乡").join(period);
    files(&folder, &mut |path| {
        if path.extension().is_some_and(|e| e == "pdf") {
            let text = crate::layout::plain(path);
            let name = path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
            made.push((name, text.chars().filter(|c| !c.is_whitespace()).collect()));
        }
    });
    made.sort();
    (said, made)
}

fn files(folder: &Path, take: &mut dyn FnMut(&Path)) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files(&path, take) } else { take(&path) }
    }
}

/// What a sentence looks like in which something is missing.
const EMPTY_SLOTS: [&str; 33] = [
    "，，",
    "、、",
    "、。",
    "，。",
    "：。",
    "；。",
    "（）",
    "“”",
    "《》",
    "。。",
    "；；",
    "为分",
    "为，",
    "为。",
    "第名",
    "共个",
    "合计元",
    "与相比",
    "列第，",
    "（个）",
    "于前",
    "至。",
    "向书面",
    "（联系电话：）",
    "{",
    "}",
    "None",
    "none",
    "null",
    "，；",
    "的有，",
    "的有。",
    "、，",
];

/// Villages by points, what the case is, and the documents that are not published.
const CASES: [(&str, &str, &[&str]); 6] = [
    ("甲 | 东 | 60 | 40；乙 | 东 | 50 | 35；丙 | 东 | 40 | 39；丁 | 东 | 20 | 20；戊 | 东 | 45 | 34", "several", &[]),
    ("甲 | 东 | 55 | 40", "one unit", &["整改通知"]),
    ("甲 | 东 | 50 | 30；乙 | 东 | 50 | 30", "all equal, nobody failed", &["整改通知", "表彰"]),
    ("甲 | 东 | 10 | 30；乙 | 东 | 10 | 30", "everybody failed", &["表彰"]),
    ("甲 | 东 | 60 | 40；乙 | 东 | 60 | 40；丙 | 东 | 1 | 0；丁 | 东 | 0 | 1", "ties first and last", &[]),
    ("甲 | 东 | 60 | 40；乙 | 西 | 50 | 35；丙 | 西 | 0 | 0", "a group of one", &[]),
];

#[test]
fn no_sentence_of_any_kind_has_an_empty_slot() {
    for (rows, case, absent) in CASES {
        let more = if rows.contains('西') { "group = \"组\"" } else { "" };
        let (said, made) = run_of(&every_kind(rows, more));
        assert_eq!(said.code, 0, "{case}: {:?}", said.lines());
        assert_eq!(said.lines(), [""; 0], "{case}");
        for (name, kind) in DocumentKind::NAMED.iter().filter(|(_, kind)| *kind != DocumentKind::Outline) {
            let name = if *kind == DocumentKind::Letter { "抄送财政所" } else { name };
            let folder = if *kind == DocumentKind::Feedback { "反馈" } else { name };
            let there =
                made.iter().any(|(file, _)| file == &format!("{name}.pdf") || file.starts_with(&format!("{folder}/")));
            assert_eq!(there, !absent.contains(&name), "{case}: {name}");
        }
        let told = said.findings().iter().filter(|finding| finding["code"] == "nobody-meant").count();
        assert_eq!(told, absent.len(), "{case}");
        for (file, text) in &made {
            assert!(text.contains("示例数据，纯属虚构"), "{case}: {file}");
            for slot in EMPTY_SLOTS {
                assert!(!text.contains(slot), "{case}: {file} says “{slot}”: {text}");
            }
        }
    }
}

/// The text of one document of the first case.
fn of_several(file: &str) -> String {
    static MADE: LazyLock<Vec<(String, String)>> = LazyLock::new(|| run_of(&every_kind(CASES[0].0, "")).1);
    let found = MADE.iter().find(|(name, _)| name == file);
    found.unwrap_or_else(|| panic!("{file} of {:?}", MADE.iter().map(|(n, _)| n).collect::<Vec<_>>())).1.clone()
}

fn says(file: &str, wanted: &[&str]) {
    let text = of_several(file);
    for part in wanted {
        assert!(text.contains(part), "{file}: {part}: {text}");
    }
}

#[test]
fn documents_say_what_was_worked_by_hand() {
    // 100, 85, 79, 40 and 79 points are 383. 1000 ÷ 383 × 100 = 261.0966, × 85 = 221.9321, × 79 = 206.2663 twice,
    // × 40 = 104.4386; cut to the fen they come to 999.97, and the three largest remainders (.86, .66 and the first of
    // .63 and .63) get a fen each; the first prize brings 50 yuan on top.
    says(
        "发放表.pdf",
        &[
            "311.10",
            "221.93",
            "206.27",
            "104.44",
            "206.26",
            "合计（5个）",
            "1050.00",
            "合计为资金总额1000.00元与奖金50.00元之和",
        ],
    );
    // 40 of 60 is 66.67%, 20 of 60 is 33.33%, 20 of 40 is 50%.
    says("整改通知/考/丁.pdf", &["得分率低于60%的项目共2项", "收入", "33.33%", "治安", "50.00%", "2026年3月31日前"]);
    says("表彰.pdf", &["予以表彰", "一等奖（1个）：甲，奖励50元", "共计50元"]);
    // 383 ÷ 5 = 76.60.
    says("工作总结.pdf", &["全乡5个村，平均76.60分", "一、成绩", "二、村级考核的结果"]);
    says("公示.pdf", &["公示期自发布之日起，共5个工作日", "0597-1234567", "优秀（1个）：甲", "不合格（1个）：丁"]);
    says(
        "抄送财政所.pdf",
        &[
            "乡财政所：",
            "共5个，合计1050.00元，为资金总额1000.00元与奖金50.00元之和",
            "特此函告",
            "联系电话：0597-1234567",
        ],
    );
}

/// A 公示 shows what the scheme says may be public and nothing else.
#[test]
fn a_public_notice_has_only_the_columns_that_are_named() {
    let text = of_several("公示.pdf");
    assert!(text.contains("85.00") && !text.contains("221.93") && !text.contains("33.33"), "{text}");
    let scheme = every_kind(CASES[0].0, "").replace("columns = \"名次；村 = 单位名；得分\"\n", "");
    let (_, made) = run_of(&scheme);
    let (_, text) = made.iter().find(|(name, _)| name == "公示.pdf").unwrap();
    assert!(!text.contains("85.00") && !text.contains("附件"), "{text}");
}

/// Who gets a notice is the scheme's to say; the workbook every unit has.
#[test]
fn a_notice_goes_to_the_units_that_are_chosen() {
    let scheme = every_kind(CASES[0].0, "") + "[document.\"反馈通知书\"]\nunits = \"整改\"\n";
    let (said, made) = run_of(&scheme);
    assert_eq!(said.code, 0, "{:?}", said.lines());
    let notices: Vec<&String> = made.iter().map(|(file, _)| file).filter(|file| file.starts_with("反馈/")).collect();
    assert_eq!(notices, ["反馈/考/丁.pdf"]);
}

/// A period shorter than a year is said in words in titles and sentences.
#[test]
fn a_quarter_is_said_in_words() {
    let scheme = every_kind(CASES[0].0, "")
        .replace("[document.\"发放表\"]", "[document.\"发放表\"]\ntitle = \"{期}奖金发放表\"");
    let (_, made) = run_for(&scheme, "2025Q3");
    let (_, text) = made.iter().find(|(name, _)| name == "发放表.pdf").unwrap();
    assert!(text.contains("2025年第三季度奖金发放表"), "{text}");
}
