//! 上期 and 上年: figures of earlier periods come from publications, and only from those.

use std::fs;
use std::path::{Path, PathBuf};

use crate::good::live;
use crate::inprocess::{Made, compared, made};
use crate::layout::plain;
use crate::program::{Said, run, text};
use crate::recompute::{Shown, recompute};

/// A project whose scheme looks back, its archive and a place for outputs.
struct Case {
    folder: tempfile::TempDir,
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/earlier")
}

impl Case {
    /// A copy of the project; its first year is run and published.
    fn published() -> Case {
        let case = Case { folder: tempfile::tempdir().expect("a folder") };
        copy(&source(), &case.project());
        let said = case.run("run", "2029");
        assert_eq!(said.code, 0, "{:?}", said.lines());
        publish(&case);
        case
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("连年")
    }

    fn archive(&self) -> PathBuf {
        self.folder.path().join("archive")
    }

    fn publication(&self, number: u32) -> PathBuf {
        self.archive().join("连年/2029").join(number.to_string())
    }

    fn run(&self, command: &str, period: &str) -> Said {
        let (project, archive, out) = (self.project(), self.archive(), self.folder.path().join("out"));
        let mut arguments = vec![command, text(&project), "--period", period, "--archive", text(&archive)];
        if command == "run" {
            arguments.extend(["--outputs", text(&out)]);
        }
        run(&arguments)
    }

    fn made(&self, period: &str) -> Made {
        made(&self.project(), period, &self.archive()).unwrap_or_else(|errors| panic!("{errors:?}"))
    }

    /// The reason why the publication is refused.
    fn refused(&self) -> String {
        let said = self.run("check", "2030");
        assert_eq!(said.lines(), ["error publication-unusable archive/连年/2029/1"]);
        said.findings()[0]["message"].as_str().unwrap().to_owned()
    }
}

/// Puts the outputs of 2029 into the archive, as published.
fn publish(case: &Case) {
    copy(&case.folder.path().join("out/连年/2029"), &case.publication(1));
    let manifest = case.publication(1).join("manifest.json");
    let draft = fs::read_to_string(&manifest).unwrap();
    assert_eq!(draft.matches("\"draft\": true").count(), 1);
    fs::write(&manifest, draft.replace("\"draft\": true", "\"draft\": false")).unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn before_the_scheme_was_valid_earlier_figures_do_not_apply() {
    let case = Case { folder: tempfile::tempdir().unwrap() };
    copy(&source(), &case.project());
    let made = case.made("2029");
    assert_eq!(compared(&made, &source().join("2029预期")), Vec::<String>::new());
    assert!(!made.findings.iter().any(|f| f.starts_with("no-publication")), "{:?}", made.findings);
}

#[test]
fn figures_come_from_the_newest_publication() {
    let case = Case::published();
    let first = case.made("2030");
    assert_eq!(compared(&first, &source().join("2030预期")), Vec::<String>::new());
    assert_eq!(live(&first, &[]), Vec::<String>::new());
    // A second publication in which nobody was the last: the count begins anew.
    copy(&case.publication(1), &case.publication(10));
    copy(&case.publication(1), &case.publication(9));
    fs::remove_file(case.publication(9).join("trail.parquet")).unwrap();
    let again = case.made("2030");
    assert_eq!(compared(&again, &source().join("2030预期")), Vec::<String>::new());
}

#[test]
fn the_workbook_sets_places_beside_those_of_the_last_publication() {
    let case = Case::published();
    assert_eq!(case.run("run", "2030").code, 0);
    let book = recompute(&case.folder.path().join("out/连年/2030/排名.xlsx"), &[]);
    let rows = book.table("与上期比较", &["乡镇", "本期名次", "2029名次", "升降"]);
    // 东城镇 was 东乡; 新乡 was not there.
    let expected = [("东城镇", 1, Some(1)), ("新乡", 2, None), ("北乡", 3, Some(2)), ("西乡", 4, Some(3))];
    let expected = expected.map(|(name, now, then)| {
        let shown = |n: Option<i32>| n.map_or(Shown::Text(String::new()), |n| Shown::Number(f64::from(n)));
        vec![Shown::Text(name.into()), shown(Some(now)), shown(then), shown(then.map(|then| then - now))]
    });
    assert_eq!(rows, expected);
}

#[test]
fn the_publication_is_among_what_the_run_was_made_from() {
    let case = Case::published();
    let files: Vec<String> = case.made("2030").prepared.read.files.iter().map(|f| f.file.clone()).collect();
    assert!(files.contains(&"archive/连年/2029/1/trail.parquet".to_owned()), "{files:?}");
}

#[test]
fn without_a_publication_the_figures_have_not_come() {
    let case = Case { folder: tempfile::tempdir().unwrap() };
    copy(&source(), &case.project());
    let made = case.made("2030");
    assert_eq!(compared(&made, &source().join("2030无公布")), Vec::<String>::new());
    assert!(made.findings.iter().any(|f| f.starts_with("no-publication")), "{:?}", made.findings);
}

#[test]
fn a_publication_that_is_not_one_is_refused() {
    let case = Case::published();
    let manifest = case.publication(1).join("manifest.json");
    let good = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, good.replace("\"draft\": false", "\"draft\": true")).unwrap();
    assert!(case.refused().contains("送审稿"));
    fs::write(&manifest, good.replace("\"project\": \"连年\"", "\"project\": \"别处\"")).unwrap();
    assert!(case.refused().contains("别处"));
    fs::write(&manifest, good.replace("\"period\": \"2029\"", "\"period\": \"2028\"")).unwrap();
    assert!(case.refused().contains("2028"));
    fs::write(&manifest, "{}").unwrap();
    assert!(case.refused().contains("清单"));
    fs::write(&manifest, &good).unwrap();
    let trail = case.publication(1).join("trail.parquet");
    let mut bytes = fs::read(&trail).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&trail, bytes).unwrap();
    assert!(case.refused().contains("trail.parquet"));
    fs::remove_file(&trail).unwrap();
    assert!(case.refused().contains("不见了"));
}

#[test]
fn a_rule_that_has_become_another_kind_of_value_is_told() {
    let case = Case::published();
    let scheme = case.project().join("方案.toml");
    let text = fs::read_to_string(&scheme).unwrap();
    let (then, now) = ("若 末位 则 “警惕” 否则 “平稳”", "若 末位 则 1分 否则 2分");
    assert!(text.contains(then));
    fs::write(&scheme, text.replace(then, now)).unwrap();
    let said = case.run("check", "2030");
    assert_eq!(
        said.lines()[0].split(' ').take(2).collect::<Vec<_>>(),
        ["error", "earlier-unlike"],
        "{:?}",
        said.lines()
    );
}

/// What stands in a document, without blanks and line ends.
fn said_in(pdf: &Path) -> String {
    plain(pdf).split_whitespace().collect()
}

/// A scheme that asks for nothing earlier, but publishes; its first period is published.
fn compared_case() -> Case {
    let case = Case { folder: tempfile::tempdir().unwrap() };
    let scheme = "scheme = \"连年\"\ntitle = \"连年考核\"\nbasis = \"试行办法\"\nunits = \"村\"\n\
        [table.\"村\"]\nfrom = \"村.csv\"\nkey = \"村\"\ncolumns = \"村；数: 分\"\n\
        [clause.\"一\"]\nrules = \"总分[0.00] = 数\"\n[standing]\nscore = \"总分\"\nplaces = 2\n\
        [issue]\noffice = \"某办\"\nnotice = \"示例数据，纯属虚构\"\n[document.\"通报\"]\n";
    let rows = [("2029", "东村,90\n西村,80\n南村,70\n北村,60\n"), ("2030", "东村,60\n西村,80\n南村,90\n北村,50\n")];
    for (period, rows) in rows {
        fs::create_dir_all(case.project().join(period)).unwrap();
        fs::write(case.project().join(period).join("村.csv"), format!("村,数\n{rows}")).unwrap();
    }
    fs::write(case.project().join("方案.toml"), scheme).unwrap();
    let said = case.run("run", "2029");
    assert_eq!(said.code, 0, "{:?}", said.lines());
    publish(&case);
    case
}

#[test]
fn a_bulletin_compares_with_the_last_period_though_no_rule_asks() {
    let case = compared_case();
    let said = case.run("run", "2030");
    assert_eq!(said.code, 0, "{:?}", said.lines());
    let pdf = case.folder.path().join("out/连年/2030/通报.pdf");
    // 东 fell from 1 to 3, 南 rose from 3 to 1.
    let text = said_in(&pdf);
    assert!(text.contains("与2029年度相比"), "{text}");
    assert!(text.contains("南村（上升2位）") && text.contains("东村（下降2位）"), "{text}");
    assert!(text.contains("南村（升2）") && text.contains("东村（降2）") && text.contains("西村（平）"), "{text}");
    assert!(text.contains("2029年度名次") && text.contains("2030年度名次变化"), "{text}");
}

#[test]
fn a_publication_that_cannot_be_used_is_only_warned_of_where_no_rule_asks() {
    let case = compared_case();
    fs::remove_file(case.publication(1).join("trail.parquet")).unwrap();
    let said = case.run("run", "2030");
    assert_eq!(said.code, 0, "{:?}", said.lines());
    assert!(said.lines().contains(&"warning comparison-left-out archive/连年/2029/1".to_owned()), "{:?}", said.lines());
    assert!(!said_in(&case.folder.path().join("out/连年/2030/通报.pdf")).contains("相比"));
}
