use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::finding::{At, Findings};
use crate::formula::ast::{NamePart, Unit};
use crate::number::Exact;
use crate::scheme::decl::{BareNumber, Limit, Meaning, PercentSign};
use crate::scheme::node::{NodeKind, read};
use crate::scheme::period::Period;

/// Reads `columns` of a file and gives each fault as `code:text`.
fn columns_of(text: &str) -> (Vec<ColumnDecl>, Vec<String>) {
    let file = format!("columns = '''\n{text}\n'''");
    let (entries, _) = read(&file);
    let NodeKind::Text(text) = &entries[0].value.kind else { panic!("a text") };
    let mut findings = Findings::default();
    let period = Period::parse("2025-Q1").expect("a period");
    let tables: BTreeSet<String> = ["单位", "指标"].map(String::from).into();
    let mut reading = Reading { file: Arc::from("x.toml"), period: &period, tables: &tables, findings: &mut findings };
    let columns = columns(&mut reading, &[text]);
    let faults = findings.iter().map(|finding| match finding.place.at {
        At::Text { start, end } => format!("{}:{}", finding.code.id, &file[start..end]),
        _ => finding.code.id.to_owned(),
    });
    (columns, faults.collect())
}

fn one(text: &str) -> ColumnDecl {
    let (columns, faults) = columns_of(text);
    assert_eq!(faults, [""; 0], "{text}");
    assert_eq!(columns.len(), 1, "{text}");
    columns.into_iter().next().expect("one column")
}

fn faults(text: &str) -> Vec<String> {
    columns_of(text).1
}

fn text(text: &str) -> Piece {
    Piece::Text(text.to_owned())
}

fn capture(name: &str) -> Piece {
    Piece::Capture(name.to_owned())
}

fn number(unit: Unit, word: &str, scale: u32) -> ColumnKind {
    ColumnKind::Number { unit, word: word.to_owned(), scale }
}

#[test]
fn a_name_alone_is_its_header_and_text() {
    let column = one("名称");
    assert_eq!((column.label.as_str(), &column.kind), ("名称", &ColumnKind::Text));
    assert_eq!(column.headers[0][0].pieces, [text("名称")]);
}

#[test]
fn headers_have_alternatives_paths_captures_and_wildcards() {
    let column = one("目标 = {指标}（*）>目标 | ?.目标值: 数");
    assert_eq!(column.headers[0][0].pieces, [capture("指标"), text("（"), Piece::Any, text("）")]);
    assert_eq!(column.headers[0][1].pieces, [text("目标")]);
    assert_eq!(column.headers[1][0].pieces, [Piece::One, text(".目标值")]);
    assert_eq!(column.headers[0][0].text, "{指标}（*）");
}

#[test]
fn half_width_and_full_width_are_one() {
    let full = one("目标＝｛指标｝＞目标｜目标值：数，空＝缺");
    let half = one("目标={指标}>目标|目标值:数,空=缺");
    assert_eq!(full.headers[0][0].pieces, half.headers[0][0].pieces);
    assert_eq!((full.headers.len(), &full.kind, &full.empty), (2, &half.kind, &half.empty));
    assert_eq!(full.empty, Some(Meaning::Missing));
}

#[test]
fn quotes_take_the_meaning_from_signs() {
    let column = one("「得分：A，B」 = 「甲*｜乙」>「{年}」: 分");
    assert_eq!(column.label, "得分：A，B");
    assert!(column.name.quoted);
    assert_eq!(column.headers[0][0].pieces, [text("甲*｜乙")]);
    assert_eq!(column.headers[0][1].pieces, [text("{年}")]);
    assert_eq!(one("「a*b」").headers[0][0].pieces, [text("a*b")]);
}

#[test]
fn labels_of_the_period_stand_for_themselves() {
    assert_eq!(one("上年末 = {上年}年末: 数").headers[0][0].pieces, [text("2024-Q1年末")]);
    assert_eq!(one("x = {期}*{单位}: 数").headers[0][0].pieces, [text("2025-Q1"), Piece::Any, capture("单位")]);
}

#[test]
fn a_family_bears_its_table_in_its_name() {
    let column = one("率·{指标} = {指标}(%): %");
    assert_eq!(column.name.parts, [NamePart::Text("率·".into()), NamePart::Entry("指标".into())]);
    assert_eq!(column.label, "率·{指标}");
}

#[test]
fn types_are_words_tables_or_lists() {
    for (written, kind) in [
        ("文本", ColumnKind::Text),
        ("日期", ColumnKind::Date),
        ("是否", ColumnKind::YesNo),
        ("原样", ColumnKind::Raw),
        ("数", number(Unit::Bare, "", 1)),
        ("分", number(Unit::Points, "分", 1)),
        ("元", number(Unit::Money, "元", 1)),
        ("万元", number(Unit::Money, "万元", 10_000)),
        ("％", number(Unit::Percent, "%", 1)),
        ("人", number(Unit::Bare, "人", 1)),
        ("单位", ColumnKind::Reference("单位".into())),
        ("月", ColumnKind::Reference("月".into())),
        ("「分」", ColumnKind::Reference("分".into())),
        ("没有的表", ColumnKind::Reference("没有的表".into())),
        ("“产区”｜\"非产区\"", ColumnKind::OneOf(vec!["产区".into(), "非产区".into()])),
    ] {
        assert_eq!(one(&format!("x: {written}")).kind, kind, "{written}");
    }
    assert_eq!(faults("x: “甲”｜乙"), ["list-type:乙"]);
    assert_eq!(faults("x: “甲”｜“ 甲”"), ["list-type:“ 甲”"]);
    assert_eq!(faults("x: ，可无"), ["type-empty:"]);
}

#[test]
fn what_empty_and_foreign_cells_mean() {
    let money = one("x: 万元，空=5，外=不适用，“—”=缺，“待定”=0");
    assert_eq!(money.empty, Some(Meaning::Number(Exact::from(50_000))));
    assert_eq!(money.outside, Some(Meaning::NotApplicable));
    assert_eq!(money.words[0], ("—".to_owned(), Meaning::Missing));
    assert_eq!(money.words[1], ("待定".to_owned(), Meaning::Number(Exact::ZERO)));
    assert_eq!(one("x: %，空=50%").empty, Some(Meaning::Number(Exact::decimal(5, 1))));
    assert_eq!(one("x: 是否，空=否").empty, Some(Meaning::Bool(false)));
    assert_eq!(one("x: 单位，空=县直").empty, Some(Meaning::Word("县直".into())));
    assert_eq!(one("x: 文本，空=“不适用”").empty, Some(Meaning::Word("不适用".into())));
    assert_eq!(one("x: 分，空=0分").empty, Some(Meaning::Number(Exact::ZERO)));
    assert_eq!(faults("x: 是否，空=0"), ["option-value:0"]);
    assert_eq!(faults("x: 数，空=无"), ["option-value:无"]);
    assert_eq!(faults("x: %，空=50"), ["option-value:50"]);
    assert_eq!(faults("x: “甲”｜“乙”，空=丙"), ["option-value:丙"]);
    assert_eq!(faults("x: 日期，空=1"), ["option-value:1"]);
    assert_eq!(faults("x: 数，空"), ["option-value:空"]);
}

#[test]
fn ranges_are_numbers_or_columns() {
    let bounds = |written: &str| one(&format!("x: 分，范围={written}")).range;
    let number = |n: i32| Some(Limit::Number(Exact::from(n)));
    assert_eq!(bounds("0..100"), Some((number(0), number(100))));
    assert_eq!(bounds("0..分值"), Some((number(0), Some(Limit::Column(vec!["分值".into()])))));
    assert_eq!(bounds("指标.下限.."), Some((Some(Limit::Column(vec!["指标".into(), "下限".into()])), None)));
    assert_eq!(bounds("..-1"), Some((None, number(-1))));
    for wrong in ["..", "100", "5..1", "指标..x..y", "1,5"] {
        assert!(faults(&format!("x: 分，范围={wrong}"))[0].starts_with("option-value"), "{wrong}");
    }
}

#[test]
fn the_other_options() {
    let column = one("x: 数，可负，取正，续上，可无，后缀=左右，前缀=≥，前缀=≤，百分号=数字");
    assert!(column.may_be_negative && column.drop_sign && column.repeat_above && column.optional);
    assert_eq!((column.suffixes, column.prefixes), (vec!["左右".to_owned()], vec!["≥".to_owned(), "≤".to_owned()]));
    assert_eq!(column.percent_sign, Some(PercentSign::Number));
    assert_eq!(one("x: 数，百分号=小数").percent_sign, Some(PercentSign::Fraction));
    assert_eq!(one("x: %，裸数=百分点").bare_number, Some(BareNumber::Points));
    assert_eq!(one("x: 单位，拆分=、，不归属").split.as_deref(), Some("、"));
    assert_eq!(one("x: 单位，拆分=“，”").split.as_deref(), Some("，"));
    assert!(one("x: 单位，不归属").not_belonging && one("x，必填").required);
}

#[test]
fn faults_of_options_stand_at_the_option() {
    assert_eq!(faults("甲: 数；乙: 数，可富，续上"), ["unknown-option:可富"]);
    assert_eq!(faults("x: 数，可负，可负"), ["option-twice:可负"]);
    assert_eq!(faults("x: 数，可负=是"), ["option-value:是"]);
    assert_eq!(faults("x: 文本，可负"), ["option-unfit:可负"]);
    assert_eq!(faults("x: 数，裸数=小数"), ["option-unfit:裸数=小数"]);
    assert_eq!(faults("x: %，裸数=半数"), ["option-value:半数"]);
    assert_eq!(faults("x: 数，“—”=缺，“－”=缺，“—”=0"), ["option-twice:“—”=0"]);
    assert_eq!(faults("x: 数，"), ["unknown-option:"]);
}

#[test]
fn every_fault_of_a_block_is_found() {
    let found = faults("甲: 数，可富\n= 表头: 分  # 没有名称\n「乙 = 丙\n丁 = | 戊\n己 = 庚 = 辛\n甲\n壬 = {癸");
    assert_eq!(
        found,
        [
            "unknown-option:可富",
            "column-without-name:",
            "unclosed-quote:「",
            "header-empty:| 戊",
            "stray-sign:=",
            "column-twice:甲",
            "unclosed-quote:{"
        ]
    );
}

#[test]
fn comments_are_no_columns() {
    let (columns, faults) = columns_of("# 表头\n名称；类别  # 村、乡直；其他\n编号#1");
    assert_eq!(faults, [""; 0]);
    assert_eq!(columns.iter().map(|c| c.label.as_str()).collect::<Vec<_>>(), ["名称", "类别", "编号#1"]);
}
