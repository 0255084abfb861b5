use unicode_width::UnicodeWidthStr;

use super::*;
use crate::finding::Code;

const ERROR: Code = Code { id: "test-code", severity: Severity::Error };
/// A code that has its sentences; which one does not matter.
const RUN_IN_PROGRESS: Code = Code { id: "run-in-progress", severity: Severity::Error };
const FILE: &str = "inputs/某县/方案.toml";
const TEXT: &str =
    "scheme = \"甲\"\n[clause.\"二(五)2\"]\nrules = '''\n综合得分 = 评估得分×40% + 公众评议得份×15%\n'''\n";

fn sources() -> Sources {
    Sources::from([(FILE.into(), TEXT.into())])
}

fn show(finding: &Finding, language: Language) -> String {
    super::finding(finding, &sources(), &Look { language, colour: false, width: 120 })
}

fn at(word: &str) -> Place {
    let start = TEXT.find(word).expect("the word is in the text");
    Place::text(FILE, start, start + word.len())
}

#[test]
fn the_underline_stands_under_its_hanzi() {
    let text = show(&Finding::new(ERROR, at("公众评议得份")), Language::Chinese);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "错误[test-code]：test-code");
    assert!(lines[1].trim_start().starts_with(&format!("--> {FILE}:4:19")), "{text}");
    let row = lines.iter().position(|line| line.contains("得份")).expect("the line is shown");
    let word = lines[row].find("公众评议得份").expect("is there");
    let underline = lines[row + 1].find('^').expect("is underlined");
    assert_eq!(lines[row + 1][..underline].width(), lines[row][..word].width(), "{text}");
    assert_eq!(lines[row + 1].matches('^').count(), "公众评议得份".width(), "{text}");
}

#[test]
fn a_cell_is_named_by_file_sheet_and_a1() {
    let finding =
        Finding::new(ERROR, Place::cell("评议.xlsx", "一季度", 4, 2)).and_at(Place::cell("评议.xlsx", "二季度", 0, 0));
    let text = show(&finding, Language::English);
    assert!(text.starts_with("error[test-code]: test-code\n"), "{text}");
    assert!(text.contains("--> 评议.xlsx ! 一季度 ! C5"), "{text}");
    assert!(text.contains("see also: 评议.xlsx ! 二季度 ! A1"), "{text}");
}

#[test]
fn a_related_place_of_the_same_text_is_in_the_excerpt() {
    let text = show(&Finding::new(ERROR, at("公众评议得份")).and_at(at("二(五)2")), Language::Chinese);
    assert!(text.contains("另见此处"), "{text}");
    assert!(!text.contains("另见："), "{text}");
}

#[test]
fn many_related_places_are_counted() {
    let mut finding = Finding::new(ERROR, Place::file("评议.xlsx"));
    for row in 0..11 {
        finding = finding.and_at(Place::cell("评议.xlsx", "一季度", row, 0));
    }
    let text = show(&finding, Language::Chinese);
    assert_eq!(text.matches("另见：").count(), 8);
    assert!(text.contains("另有 3 处"), "{text}");
}

#[test]
fn a_place_may_lie_anywhere() {
    for (start, end) in
        [(0, 0), (TEXT.len(), TEXT.len()), (TEXT.len() + 9, TEXT.len() + 99), (11, 12), (0, TEXT.len()), (13, 3)]
    {
        let text = show(&Finding::new(ERROR, Place::text(FILE, start, end)), Language::English);
        assert!(text.contains(FILE), "{start}..{end}: {text}");
    }
    let text = show(&Finding::new(ERROR, Place::text("不在.toml", 3, 9)), Language::English);
    assert!(text.contains("--> 不在.toml"), "{text}");
}

#[test]
fn expected_and_mend_follow() {
    let finding = Finding::new(RUN_IN_PROGRESS, Place::file("outputs")).with("project", "某县");
    let text = show(&finding, Language::Chinese);
    assert!(text.contains("= 改法："), "{text}");
    let text = show(&finding, Language::English);
    assert!(text.contains("= mend: "), "{text}");
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let finding = Finding::new(RUN_IN_PROGRESS, Place::file("out\u{1b}[31m")).with("project", "某\u{1b}[2J县");
    assert!(!show(&finding, Language::Chinese).contains('\u{1b}'));
}

#[test]
fn the_sentence_is_one_line() {
    let finding = Finding::new(RUN_IN_PROGRESS, Place::file("outputs")).with("project", "某\r\n县");
    assert!(show(&finding, Language::Chinese).lines().next().expect("a line").contains("某↵县"));
}

#[test]
fn colour_is_asked_for() {
    let finding = Finding::new(ERROR, at("公众评议得份"));
    let look = Look { language: Language::Chinese, colour: true, width: 120 };
    assert!(super::finding(&finding, &sources(), &look).contains('\u{1b}'));
    let all = findings([&finding, &finding], &sources(), &Look { colour: false, ..look });
    assert_eq!(all.matches("错误[test-code]").count(), 2);
    assert!(!all.contains('\u{1b}'));
}
