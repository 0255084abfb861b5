//! `kaohe scheme`: what it says of a scheme, without any workbook and with them, and the pages that it sets.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kaohe::formula::ast::Date;
use kaohe::outline::model::{OUTLINE_VERSION, Outline};
use kaohe::publish::pdf::STACK;

use crate::inside::text_of;
use crate::layout::{archived, scheme_pages};
use crate::program::{run, text};

const SCHEME: &str = r#"
scheme = "village"
title  = "村级考核"
basis  = "乡发〔2025〕3号"
cycle  = "季"
valid  = "2019-Q1 至 2019-Q4"
units  = "村"
group  = "片区"

[table."村"]
from    = "村名册.xlsx#名册"
key     = "村"
columns = "村 = 村名 | 村居；片区；人口: 人，空=不适用，范围=1..；备注"

[table."来源"]
rows = '''
来源 | 封顶: 分
监效办 | 10；信访办 | 4
'''

[table."台账"]
ledger  = true
from    = "{来源}台账.xlsx"
columns = "村: 村；扣分: 分，取正，“—”=0；经办: 村，不归属"
only    = "扣分 > 0"

[clause."三（一）扣分"]
says    = "通报一次扣分，每个来源扣满为止。"
reading = "同一事由分别计。"
rules   = '''
扣分·{来源}[0.00] = at_most(sum(台账.扣分), 来源.封顶)
辅 人均 = 合计(台账.扣分) ÷ 人口
有扣分：有(台账)
须 合计(扣分·{来源}) ≤ 14
'''

[clause."三（二）得分"]
rules = "综合得分 = 100分 − 合计(扣分·{来源}) + (若 有扣分 则 0分 否则 5分)"
tier  = [
  { name = "先进", when = "得分 ≥ 95", quota = "四舍五入(组内个数() × 20%, 0)", ties = "待定" },
  { name = "合格" },
]

[standing]
score = "综合得分"
places = 1
rank  = ["得分", "有扣分"]
"#;

fn project() -> (tempfile::TempDir, PathBuf) {
    let work = tempfile::tempdir().unwrap();
    let project = work.path().join("某乡");
    fs::create_dir(&project).unwrap();
    fs::write(project.join("方案.toml"), SCHEME).unwrap();
    (work, project)
}

fn kaohe(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kaohe"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).args(["--lang", "zh", "--color", "never"]);
    command.output().unwrap()
}

fn said(arguments: &[&str]) -> String {
    let output = kaohe(arguments);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// The scheme is for 2019 alone and no workbook is there: all the same everything is said.
#[test]
fn a_scheme_is_said_without_any_workbook_in_plain_chinese() {
    let (_work, project) = project();
    let page = said(&["scheme", text(&project), "--text"]);
    let lines: Vec<&str> = page.lines().map(str::trim).collect();
    let wanted = [
        "依据：乡发〔2025〕3号",
        "周期：每季度一次",
        "适用期间：2019-Q1 至 2019-Q4",
        "分组依据：片区",
        "村（表头：村名 或 村居）：文本；空格：不得为空",
        "来源（表头：由 {来源} 得出）：“来源”中的一项；空格：不会为空",
        "人口：数（人）；空格：不适用（“—”“无”同）；不小于1",
        "监效办 | 10",
        "※ 台账：有几行记几行，漏报的行从文件中看不出来，读取情况列出行数和合计，供核对。",
        "※ 只取符合这个条件的行：扣分 > 0；其余的行不读。",
        "原文：通报一次扣分，每个来源扣满为止。",
        "理解：同一事由分别计。",
        "扣分·{来源}[0.00] = 不超过(合计(台账.扣分), 来源.封顶)",
        "↳ 合计(台账.扣分)：台账中本村、本来源的各行",
        "辅 人均 = 合计(台账.扣分) ÷ 人口",
        "↳ 合计(台账.扣分)：台账中本村的各行（不分来源）",
        "有扣分：有(台账)",
        "须 合计(扣分·{来源}) ≤ 14",
        "↳ 合计(扣分·{来源})：每个来源都算",
        "综合得分 = 100分 − 合计(扣分·{来源}) + (若 有扣分 则 0分 否则 5分)",
        "小数位数：四舍五入到1位小数",
        "名次：分组排列，得分高的在前；依次比较得分、有扣分，全都相同的并列，其后的名次顺延（1、2、2、4）",
        "等次（从上到下，先符合的为准，依据“三（二）得分”）",
        "先进：得分 ≥ 95",
        "名额：四舍五入(组内个数() × 20%, 0)",
        "↳ 组内个数()：与本村同组的各村",
        "名额的用法：每组各算，从最高的取起；不符合条件的不占名额；名额末尾并列的待定：报错，由人决定",
        "合格：其余",
    ];
    let missing: Vec<&&str> = wanted.iter().filter(|line| !lines.contains(line)).collect();
    assert!(missing.is_empty(), "{missing:#?}\nin\n{page}");
}

#[test]
fn the_pages_say_every_rule_and_are_an_archive_file() {
    let (work, project) = project();
    let outputs = work.path().join("outputs");
    said(&["scheme", text(&project), "--outputs", text(&outputs)]);
    let file = outputs.join("某乡/方案/方案.pdf");
    let page = String::from_utf8(text_of(&file)).unwrap();
    let page: String = page.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect();
    for wanted in ["扣分·{来源}", "人均", "有扣分", "综合得分", "先进", "台账中本村、本来源的各行", "min｛", "监效办"]
    {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert_eq!(archived(&file), Vec::<String>::new());
    assert_eq!(scheme_pages(&file), Vec::<String>::new());
}

/// Every project's schemes, without and with their workbooks: each rule's name is said, and no slot is empty.
#[test]
fn every_project_can_be_said() {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs");
    for project in folders(&inputs) {
        let bare = run(&["scheme", text(&project), "--text"]);
        assert_eq!(bare.code, 0, "{}: {}", project.display(), bare.object);
        let schemes = bare.object["schemes"].as_array().unwrap().clone();
        assert!(!schemes.is_empty(), "{}", project.display());
        schemes.iter().for_each(|scheme| whole(scheme, ""));
        for period in folders(&project).iter().filter(|f| !f.ends_with("templates")) {
            let period = period.file_name().unwrap().to_str().unwrap();
            let read = run(&["scheme", text(&project), "--text", "--period", period]);
            assert_eq!(read.code, 0, "{} {period}: {}", project.display(), read.object);
            let schemes = read.object["schemes"].as_array().unwrap();
            schemes.iter().for_each(|scheme| whole(scheme, ""));
            let page = read.object["schemes"].to_string();
            assert!(!page.contains("须打开工作簿"), "{} {period}", project.display());
        }
    }
}

/// No text of a scheme's document is empty where something must stand.
fn whole(value: &serde_json::Value, at: &str) {
    match value {
        serde_json::Value::Object(map) => map.iter().for_each(|(key, value)| whole(value, key)),
        serde_json::Value::Array(list) => list.iter().for_each(|value| whole(value, at)),
        serde_json::Value::String(text) => {
            let may_be_empty = ["rows", "name", "over"].contains(&at);
            assert!(may_be_empty || !text.trim().is_empty(), "an empty {at}");
        }
        _ => {}
    }
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

#[test]
fn with_a_period_the_indicators_of_the_workbooks_stand_behind() {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs/shanghang");
    let page = said(&["scheme", text(&inputs), "--text", "--period", "2012"]);
    let bare = said(&["scheme", text(&inputs), "--text"]);
    assert!(page.contains("■ 附：指标"), "{page}");
    assert!(!bare.contains("■ 附："), "{bare}");
}

#[test]
fn editors_get_the_schema_of_scheme_files() {
    let schema: serde_json::Value = serde_json::from_str(&said(&["scheme", "--schema"])).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(kaohe(&["scheme"]).status.code(), Some(2), "neither a project nor the schema");
}

#[test]
fn exit_codes_tell_what_is_wrong() {
    let (work, project) = project();
    let code = |arguments: &[&str]| kaohe(arguments).status.code().unwrap();
    assert_eq!(code(&["scheme", text(&project), "--text", "--scheme", "villag"]), 2, "no such scheme");
    assert_eq!(code(&["scheme", text(&project.join("无")), "--text"]), 2, "no such folder");
    assert_eq!(code(&["scheme", text(&project), "--text", "--period", "2025-Q9"]), 2, "no such period");
    assert_eq!(code(&["scheme", text(&project), "--text", "--period", "2025"]), 1, "not for that period");
    fs::write(project.join("方案.toml"), SCHEME.replace("units  = ", "unit = ")).unwrap();
    let outputs = work.path().join("outputs");
    assert_eq!(code(&["scheme", text(&project), "--outputs", text(&outputs)]), 1, "a scheme with a fault");
    assert!(!outputs.join("某乡").exists(), "nothing is written");
}

/// What designers work with is what the program writes, and it becomes the same file each time.
#[test]
fn the_sample_is_an_outline_and_nothing_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let json = fs::read(root.join("templates/samples/方案.json")).unwrap();
    let read: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let typed: Outline = serde_json::from_value(read.clone()).unwrap();
    assert_eq!(typed.version, OUTLINE_VERSION);
    assert_eq!(serde_json::to_value(&typed).unwrap(), read);
    let date = Date { year: 2013, month: 1, day: 20 };
    let set = move || {
        let engine = kaohe::publish::engine(Path::new(env!("CARGO_MANIFEST_DIR")), None).unwrap();
        [(); 2].map(|()| kaohe::publish::outlined(&typed, date, &engine).unwrap().pdf)
    };
    let [first, second] = std::thread::Builder::new().stack_size(STACK).spawn(set).unwrap().join().unwrap();
    assert!(first == second);
    let mut other = read;
    other["version"] = 2.into();
    let typed: Outline = serde_json::from_value(other).unwrap();
    let set = move || {
        let engine = kaohe::publish::engine(Path::new(env!("CARGO_MANIFEST_DIR")), None).unwrap();
        kaohe::publish::outlined(&typed, date, &engine).is_err()
    };
    assert!(std::thread::Builder::new().stack_size(STACK).spawn(set).unwrap().join().unwrap(), "another version");
}

/// A run publishes the scheme where it asks for that, marked as a draft like its other documents.
#[test]
fn a_run_publishes_a_scheme_that_asks_for_it() {
    let (work, project) = project();
    let scheme = SCHEME
        .replace("cycle  = \"季\"\nvalid  = \"2019-Q1 至 2019-Q4\"\n", "")
        .replace("from    = \"村名册.xlsx#名册\"", "from    = \"村名册.csv\"")
        .replace("from    = \"{来源}台账.xlsx\"", "from    = \"{来源}台账.csv\"");
    let asked = "\n[issue]\noffice = \"某乡\"\n\n[document.\"方案\"]\ntitle = \"村级考核|计分办法\"\nto = [\"各村\"]\nsentences = { \"开头\" = \"现将计分办法印发。\" }\n";
    fs::write(project.join("方案.toml"), scheme + asked).unwrap();
    fs::create_dir(project.join("2025")).unwrap();
    fs::write(project.join("2025/村名册.csv"), "村名,片区,人口,备注\n甲村,东,100,\n乙村,东,200,\n").unwrap();
    fs::write(project.join("2025/监效办台账.csv"), "村,扣分,经办\n甲村,2,乙村\n").unwrap();
    fs::write(project.join("2025/信访办台账.csv"), "村,扣分,经办\n乙村,1,甲村\n").unwrap();
    let outputs = work.path().join("outputs");
    said(&["run", text(&project), "--period", "2025", "--outputs", text(&outputs)]);
    let file = outputs.join("某乡/2025/方案.pdf");
    let page: String = String::from_utf8(text_of(&file)).unwrap().chars().filter(|c| !c.is_whitespace()).collect();
    for wanted in ["村级考核计分办法", "送审稿", "综合得分", "各村：", "现将计分办法印发。"]
    {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert!(!page.contains("逐条核对"), "the sentence that is replaced");
    assert!(!outputs.join("某乡/2025/通报.pdf").exists());
}
