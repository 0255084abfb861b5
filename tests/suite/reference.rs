//! The reference of the scheme language against the program: it names every key, function and method that there is
//! and no other, its examples give what it says, and the JSON Schema for editors says the same as it does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use kaohe::finding::Findings;
use kaohe::formula::ast::Unit;
use kaohe::number::Exact;
use kaohe::pipeline::{self, Job};
use kaohe::results::DocumentKind;
use kaohe::scheme::Texts;
use kaohe::scheme::period::Period;
use kaohe::scoring::resolve::function_names;
use kaohe::tables::{Kind, Value};
use serde_json::Value as Json;

use crate::inprocess::made;

const DOCUMENT: &str = "docs/方案语言.md";

/// More than any example has.
const PLACES_SHOWN: u32 = 12;

fn document() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT)).expect(DOCUMENT)
}

/// The rows of every table that stands behind `<!-- NAME -->`, cell by cell.
fn tables(document: &str) -> BTreeMap<String, Vec<Vec<String>>> {
    let parts = document.split("<!-- ").skip(1);
    let named = parts.filter_map(|part| part.split_once(" -->\n"));
    named.map(|(name, text)| (name.to_owned(), rows(text))).filter(|(_, rows)| !rows.is_empty()).collect()
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().take_while(|line| line.starts_with('|')).skip(2);
    let cells = |line: &str| {
        let line = line.trim().trim_start_matches('|').replace("\\|", "\u{1}");
        let line = line.strip_suffix('|').unwrap_or(&line).to_owned();
        line.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect()
    };
    lines.map(cells).collect()
}

/// What stands between the first two back-ticks.
fn quoted(cell: &str) -> String {
    cell.split('`').nth(1).unwrap_or(cell).to_owned()
}

fn first_column(rows: &[Vec<String>]) -> BTreeSet<String> {
    rows.iter().map(|row| quoted(&row[0])).collect()
}

/// A scheme with a key that nobody knows in every place, and what the program says is known there.
const WRONG: &str = r#"
scheme = "a"
units = "村"
zz_file = 1
[table."村"]
rows = "村；甲"
zz_table = 1
[table."别"]
from = { file = "x.csv", zz_source = 1 }
columns = "a；b: 数，zz_option"
[clause."一"]
zz_clause = 1
[standing]
zz_standing = 1
tier = [ { name = "x", zz_tier = 1 } ]
prize = [ { name = "x", zz_prize = 1 } ]
flag = [ { name = "x", zz_flag = 1 } ]
unscored = [ { name = "x", when = "是", zz_unscored = 1 } ]
[overall]
zz_overall = 1
[summary]
figures = "数 = 1"
zz_summary = 1
[output."x.csv"]
columns = "数 = 1"
zz_output = 1
"#;

/// The keys that the program knows in each place.
fn known() -> BTreeMap<String, BTreeSet<String>> {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("方案.toml"), WRONG).expect("a file for the test");
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let period = Period::parse("2025").expect("a period");
    let job = Job { project: folder.path().to_owned(), period, issued: None, archive: "archive".into() };
    pipeline::prepare(&job, &mut texts, &mut findings, &|_| {});
    assert!(findings.has_errors());
    let mut out = BTreeMap::new();
    for finding in findings.iter() {
        let arg = |name| finding.args.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str());
        let Some(known) = arg("known") else { continue };
        let Some(place) = arg("key").or(arg("found")).and_then(|found| found.strip_prefix("zz_")) else { continue };
        out.insert(place.to_owned(), known.split('、').map(str::to_owned).collect());
    }
    out
}

/// Where the program's places stand in the reference.
const PLACES: [(&str, &str); 9] = [
    ("file", "键 文件"),
    ("table", "键 表"),
    ("source", "键 来源"),
    ("option", "键 选项"),
    ("standing", "键 结果"),
    ("prize", "键 行"),
    ("overall", "键 全部"),
    ("summary", "键 汇总"),
    ("output", "键 输出"),
];

#[test]
fn every_key_stands_in_the_reference_and_no_other() {
    let (known, tables) = (known(), tables(&document()));
    for (place, heading) in PLACES {
        let there = known.get(place).unwrap_or_else(|| panic!("no finding for {place}"));
        assert_eq!(*there, first_column(&tables[heading]), "{place}");
    }
    // Keys of the standing may stand in a clause, where they come from.
    let mut clause = first_column(&tables["键 条款"]);
    clause.extend(first_column(&tables["键 结果"]));
    assert_eq!(known["clause"], clause);
    for (place, also) in [("tier", &[][..]), ("flag", &["names"]), ("unscored", &["bare"])] {
        let allowed: BTreeSet<String> =
            first_column(&tables["键 行"]).into_iter().chain(also.iter().map(|a| (*a).to_owned())).collect();
        assert!(known[place].is_subset(&allowed), "{place}: {:?}", known[place]);
        also.iter().for_each(|key| assert!(known[place].contains(*key), "{place}: {key}"));
    }
}

#[test]
fn every_function_and_method_stands_in_the_reference() {
    let tables = tables(&document());
    let said: Vec<(String, String)> = tables["函数"].iter().map(|row| (quoted(&row[0]), row[1].clone())).collect();
    let there: Vec<(String, String)> = function_names().map(|(zh, en)| (zh.to_owned(), en.to_owned())).collect();
    assert_eq!(said.iter().collect::<BTreeSet<_>>(), there.iter().collect::<BTreeSet<_>>());
    assert_eq!(said.len(), there.len());
    let prelude = include_str!("../../src/formula/prelude.txt");
    let methods: BTreeSet<String> =
        prelude.lines().filter_map(|line| Some(format!("{})", line.split_once(") = ")?.0))).collect();
    assert_eq!(first_column(&tables["方法"]), methods);
}

#[test]
fn every_type_in_the_reference_is_one() {
    let types = first_column(&tables(&document())["键 类型"]);
    let columns: Vec<String> = types.iter().enumerate().map(|(n, word)| format!("列{n}: {word}")).collect();
    let scheme = format!(
        "scheme = \"a\"\ntitle = \"a\"\nbasis = \"a\"\nunits = \"村\"\n[table.\"村\"]\nfrom = \"村.csv\"\nkey = \"村\"\ncolumns = \"村；{}\"\n",
        columns.join("；")
    );
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("方案.toml"), scheme).expect("a file for the test");
    let errors = made(folder.path(), "2025", Path::new("archive")).map(drop).expect_err("no table is there");
    assert!(errors.iter().all(|e| e.starts_with("missing-file")), "{errors:?}");
}

#[test]
fn the_examples_of_the_reference_give_what_it_says() {
    let document = document();
    let tables = tables(&document);
    let base = document.split("<!-- 例 -->\n```toml\n").nth(1).and_then(|t| t.split("```").next()).expect("a scheme");
    let mut examples: Vec<(String, String)> = Vec::new();
    for (name, at) in [("函数", 3), ("例子", 0), ("方法", 2)] {
        let result = |row: &Vec<String>| row[if name == "例子" { 2 } else { at + 1 }].clone();
        examples.extend(tables[name].iter().map(|row| (quoted(&row[at]), result(row))));
    }
    assert!(examples.len() > 50, "{examples:?}");
    let yes_no = |said: &str| matches!(said, "是" | "否");
    let rule = |(n, (formula, said)): (usize, &(String, String))| {
        format!("例{n}甲 {} {formula}", if yes_no(said) { "：" } else { "=" })
    };
    let rules: Vec<String> = examples.iter().enumerate().map(rule).collect();
    let scheme = format!("{base}\n[clause.\"二\"]\nrules = '''\n{}\n'''\n", rules.join("\n"));
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("方案.toml"), scheme).expect("a file for the test");
    let made = made(folder.path(), "2025", Path::new("archive")).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let rules = &made.results.schemes[0].rules;
    let mut wrong = Vec::new();
    for (n, (formula, said)) in examples.iter().enumerate() {
        let rule = rules.iter().find(|r| r.pattern == format!("例{n}甲")).expect("the rule is there");
        let value = printed(rule.value(0, 0), rule.kind);
        if value != *said {
            wrong.push(format!("{formula} gives {value} instead of {said}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

fn printed(value: &Value, kind: Option<Kind>) -> String {
    match value {
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::Text(text) => text.to_string(),
        Value::Number(n) if kind == Some(Kind::Number(Unit::Percent)) => {
            format!("{}%", (n * &Exact::from(100)).trimmed(PLACES_SHOWN))
        }
        Value::Number(n) => n.trimmed(PLACES_SHOWN),
        other => format!("{other:?}"),
    }
}

/// Where the places of the reference stand in the JSON Schema.
const DEFINITIONS: [(&str, &str); 10] = [
    ("键 表", "table"),
    ("键 来源", "source"),
    ("键 结果", "standing"),
    ("键 行", "prize"),
    ("键 全部", "overall"),
    ("键 汇总", "summary"),
    ("键 输出", "output"),
    ("键 发文", "issue"),
    ("键 文件种类", "document"),
    ("键 文件", ""),
];

#[test]
fn the_schema_says_what_the_reference_says() {
    let schema: Json = serde_json::from_str(kaohe::scheme::schema()).expect("JSON");
    let tables = tables(&document());
    for (heading, definition) in DEFINITIONS {
        let place = if definition.is_empty() { &schema } else { &schema["$defs"][definition] };
        let said: BTreeMap<String, String> =
            tables[heading].iter().map(|row| (quoted(&row[0]), row[1].replace('`', ""))).collect();
        let properties = place["properties"].as_object().expect("properties");
        let there: BTreeMap<String, String> = properties
            .iter()
            .map(|(key, value)| (key.clone(), value["description"].as_str().unwrap_or_default().to_owned()))
            .collect();
        assert_eq!(there, said, "{heading}");
        assert_eq!(place["additionalProperties"], Json::Bool(false), "{heading}");
    }
    let clause: BTreeSet<&String> =
        schema["$defs"]["clause"]["properties"].as_object().expect("properties").keys().collect();
    let known = known();
    assert_eq!(clause, known["clause"].iter().collect());
    for place in ["tier", "flag", "unscored"] {
        let there: BTreeSet<&String> =
            schema["$defs"][place]["properties"].as_object().expect("properties").keys().collect();
        assert_eq!(there, known[place].iter().collect(), "{place}");
    }
}

#[test]
fn the_keys_of_every_kind_of_document_stand_in_the_reference() {
    let tables = tables(&document());
    let everywhere = ["kind", "title", "sentences", "draft"];
    let said: Vec<(String, BTreeSet<String>)> = tables["种类"]
        .iter()
        .map(|row| (row[0].clone(), row[1].split('`').skip(1).step_by(2).map(str::to_owned).collect()))
        .collect();
    let own = |kind: DocumentKind| kind.keys().into_iter().filter(|key| !everywhere.contains(key)).map(str::to_owned);
    let there: Vec<(String, BTreeSet<String>)> =
        DocumentKind::NAMED.iter().map(|(name, kind)| ((*name).to_owned(), own(*kind).collect())).collect();
    assert_eq!(said, there);
    let all: BTreeSet<String> =
        DocumentKind::NAMED.iter().flat_map(|(_, kind)| kind.keys()).map(str::to_owned).collect();
    assert_eq!(first_column(&tables["键 文件种类"]), all);
}
