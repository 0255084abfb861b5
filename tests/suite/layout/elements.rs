//! What only some documents have: 份号, 密级, 紧急程度, 签发人, the head and foot of a letter; and every kind of document by
//! its sample, held against what it has of the standard.

use std::fs;
use std::path::{Path, PathBuf};

use kaohe::publish::pdf::{Engine, Folder, Meta, STACK, render};
use kaohe::results::DocumentKind;
use serde_json::{Value, json};

use super::drawing::MM;
use super::face::{Face, face, glyphs_in, hanzi_in, is_red};
use super::frame::{PITCH, horizontal};
use super::grid::{self, LEFT, PLACE, RIGHT, SIZE_3, TOP, ZI, judge};
use super::object::Pdf;
use super::page::{self, Document, Line, poppler};
use super::parts::{BULLETIN, Kind, LETTER, NOTICE, PLAIN, content};
use super::report::Report;
use super::{archive, geometry, root};
use crate::documents::{sample, title};

/// A model typeset, with one text of the library replaced by another where that is asked for.
fn set(kind: DocumentKind, model: &Value, mutant: Option<(&str, &str)>, to: &Path) -> PathBuf {
    let own = to.join("project/templates");
    fs::create_dir_all(&own).unwrap();
    if let Some((from, into)) = mutant {
        let text = fs::read_to_string(root().join("templates/gbt9704.typ")).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from} stands once in the template");
        fs::write(own.join("gbt9704.typ"), text.replace(from, into)).unwrap();
    }
    let mut setup = kaohe::publish::folders(root(), None);
    setup.templates.insert(0, Folder { name: "某县/templates".into(), path: own });
    let date = kaohe::formula::ast::Date { year: 2013, month: 1, day: 20 };
    let meta = Meta { title: title(model), lang: "zh-CN".into(), date };
    let (template, bytes) = (format!("{}.typ", kind.name()), serde_json::to_vec(model).unwrap());
    let run = move || render(&Engine::new(&setup).unwrap(), &template, &bytes, &meta).unwrap().pdf;
    let pdf = std::thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap();
    let file = to.join(format!("{}.pdf", kind.name()));
    fs::write(&file, pdf).unwrap();
    file
}

/// Everything in which the head and foot of a letter deviate.
fn letter(document: &Document) -> Report {
    let mut report = Report::default();
    let first = &document.pages[0];
    let lines: Vec<&Line> = content(first).collect();
    let mark = lines[0];
    report.near("letter-mark", 1, "upper edge from the edge of the paper", mark.top(), 30.0, 1.0);
    report.hold("letter-mark", 1, mark.glyphs.iter().all(|g| is_red(g.colour)), || "the mark is not red".into());
    judge("letter-mark", 1, hanzi_in(mark, Face::Title), &mut report);
    let rules = horizontal(first, 0.0, 297.0);
    report.hold("letter-rules", 1, rules.len() == 4, || format!("{} rules, not two double ones", rules.len()));
    if let [a, b, c, d] = rules[..] {
        let wide = |at: usize| [a, b, c, d][at].stroke.unwrap().0;
        report
            .hold("letter-rules", 1, wide(0) > wide(1) && wide(2) < wide(3), || "thick and thin are exchanged".into());
        report.near("letter-rules", 1, "below the mark", a.rect.top - wide(0) / 2.0 - mark.bottom(), 4.0, 0.3);
        report.near("letter-rules", 1, "from the lower edge", 297.0 - d.rect.top - wide(3) / 2.0, 20.0, 0.3);
        for rule in rules {
            report.hold("letter-rules", 1, is_red(rule.stroke.unwrap().1), || "a rule is not red".into());
            report.near("letter-rules", 1, "left end", rule.rect.left, 20.0, 0.2);
            report.near("letter-rules", 1, "right end", rule.rect.right, 190.0, 0.2);
        }
        let number = lines[1];
        report.near("letter-number", 1, "right edge", number.right(), RIGHT, 0.3);
        let gap = number.top() - b.rect.top - wide(1) / 2.0;
        report.near("letter-number", 1, "below the rule", gap, 7.0 / 8.0 * SIZE_3 * MM, 0.5);
        report.near("letter-title", 1, "below the number", lines[2].top() - number.bottom(), 2.0 * PITCH, 1.0);
    }
    let numbered = first.lines.iter().any(|line| line.text().contains('—') && line.y > 262.0);
    report.hold("letter-page", 1, !numbered, || "the first page has a number".into());
    let last = document.pages.last().unwrap();
    let copied = content(last).last().map(Line::text).unwrap_or_default();
    report.hold(
        "letter-imprint",
        document.pages.len(),
        copied.starts_with("抄送：") && copied.ends_with('。'),
        || copied,
    );
    let ruled = document.pages.len() > 1 && !horizontal(last, 230.0, 270.0).is_empty();
    report.hold("letter-imprint", document.pages.len(), !ruled, || "版记 of a letter has rules".into());
    report
}

/// The sample of a letter without 紧急程度, which would stand on the line of the number.
fn letter_sample() -> Value {
    let mut model = sample(DocumentKind::Letter);
    model["paper"]["urgency"] = Value::Null;
    model
}

#[test]
fn a_letter_has_its_own_head_and_foot() {
    let work = tempfile::tempdir().unwrap();
    let of = |mutant| letter(&page::read(&set(DocumentKind::Letter, &letter_sample(), mutant, work.path())));
    assert_eq!(of(None).said(), [""; 0]);
    let mutants = [
        ("dy: 30mm - margin.top, context", "dy: 25mm - margin.top, context", "letter-mark"),
        ("#let letter-rule = 170mm", "#let letter-rule = 156mm", "letter-rules"),
        ("dy: -20mm, double-rule(false)", "dy: -20mm, double-rule(true)", "letter-rules"),
        ("columns: (1fr, auto), corner.join", "columns: (1fr, 90mm), corner.join", "letter-number"),
        ("if letter and n == 1 {", "if letter and n == 99 {", "letter-page"),
    ];
    for (from, into, check) in mutants {
        assert!(of(Some((from, into))).complaining().contains(check), "{into}: {check} is silent");
    }
}

/// 份号, 密级 and 紧急程度 on the first three lines.
fn corner(document: &Document) -> Report {
    let mut report = Report::default();
    let lines: Vec<&Line> = content(&document.pages[0]).take(3).collect();
    let texts: Vec<String> = lines.iter().map(|line| line.text()).collect();
    report.hold("corner", 1, texts == ["000001", "机密★1年", "特急"], || format!("{texts:?}"));
    for (index, line) in (0u8..).zip(&lines) {
        report.near("corner", 1, "left edge", line.left(), LEFT, PLACE);
        report.near("corner", 1, "upper edge", line.top(), TOP + f64::from(index) * PITCH, 0.3);
        report.near("corner", 1, "size", line.size(), SIZE_3, 0.4);
    }
    lines[1..].iter().for_each(|line| judge("corner", 1, hanzi_in(line, Face::Hei), &mut report));
    report
}

/// 签发人 on the lines between 发文机关标志 and the red rule.
fn signatory(document: &Document) -> Report {
    let mut report = Report::default();
    let lines: Vec<&Line> = content(&document.pages[0]).filter(|line| line.y > 100.0).take(2).collect();
    let texts: Vec<String> = lines.iter().map(|line| line.text()).collect();
    let wanted = ["签发人：张三丰李四光", "青绩办〔2013〕3号王五一"];
    report.hold("signatory", 1, texts == wanted, || format!("{texts:?}"));
    if texts == wanted {
        let (first, last) = (&lines[0].glyphs, &lines[1].glyphs);
        judge("signatory", 1, glyphs_in(first[..3].iter(), Face::Fang), &mut report);
        judge("signatory", 1, glyphs_in(first[4..].iter(), Face::Kai), &mut report);
        let hangs = last.iter().find(|g| g.c == '王').unwrap().x;
        report.near("signatory", 1, "names below each other", hangs, first[4].x, PLACE);
        report.near("signatory", 1, "right edge", lines[0].right(), RIGHT - ZI, 0.3);
        report.near("signatory", 1, "发文字号 from the left", lines[1].left(), LEFT + ZI, PLACE);
        report.hold("signatory", 1, face(&last[0].font) == Some(Face::Fang), || "发文字号 is not 仿宋".into());
    }
    report
}

#[test]
fn what_stands_above_the_mark_and_who_signs_is_in_its_place() {
    let work = tempfile::tempdir().unwrap();
    let mut model = sample(DocumentKind::Bulletin);
    let paper = &mut model["paper"];
    (paper["serial"], paper["secrecy"], paper["urgency"]) = (json!("000001"), json!("机密★1年"), json!("特急"));
    paper["signatory"] = json!(["张三丰", "李四光", "王五一"]);
    let of = |mutant| page::read(&set(DocumentKind::Bulletin, &model, mutant, work.path()));
    let sound = of(None);
    assert_eq!(corner(&sound).said(), [""; 0]);
    assert_eq!(signatory(&sound).said(), [""; 0]);
    let black = ("lines.push(std.text(..face(\"黑体\"), text))", "lines.push(text)");
    assert!(corner(&of(Some(black))).complaining().contains("corner"));
    let face = (
        "names.chunks(2).map(pair => text(..face(\"楷体\"), pair",
        "names.chunks(2).map(pair => text(..face(\"仿宋\"), pair",
    );
    assert!(signatory(&of(Some(face))).complaining().contains("signatory"));
}

#[test]
fn every_kind_is_set_as_the_standard_has_it() {
    let commended = Kind { sealed: true, ..BULLETIN };
    let kinds = [
        (DocumentKind::PublicNotice, Kind { sealed: true, ..PLAIN }),
        (DocumentKind::Commendation, commended),
        (DocumentKind::Letter, Kind { sealed: true, ..LETTER }),
        (DocumentKind::Rectification, Kind { sealed: true, ..NOTICE }),
        (DocumentKind::Summary, PLAIN),
    ];
    let mut found = Vec::new();
    for (kind, wanted) in kinds {
        let work = tempfile::tempdir().unwrap();
        let model = if kind == DocumentKind::Letter { letter_sample() } else { sample(kind) };
        let file = set(kind, &model, None, work.path());
        let mut said = geometry(&file, &wanted).said();
        said.extend(archived(&file));
        found.extend(said.into_iter().map(|said| format!("{}: {said}", kind.name())));
    }
    assert_eq!(found, [""; 0]);
}

/// What [`archive::LIST`] asks of a 通报 beyond the standard: headings and a table, which not every document has.
fn asked_too_much(said: &str) -> bool {
    ["the levels of headings are [0]", "no table is tagged as one"].contains(&said)
}

/// Everything in which a finished file deviates from PDF/A-2a.
fn archived(file: &Path) -> Vec<String> {
    let found = archive::deviations(&Pdf::read(fs::read(file).unwrap()).unwrap());
    found
        .into_iter()
        .filter(|(_, said)| !asked_too_much(said))
        .map(|(check, said)| format!("{check}: {said}"))
        .collect()
}

/// A pay list of so many rows.
fn pay_sheet(pages: &[usize]) -> Value {
    let mut model = sample(DocumentKind::PaySheet);
    let row = model["pages"][0]["rows"][0].clone();
    let page = |rows: &usize| json!({ "rows": vec![row.clone(); *rows], "sum": "115200.00" });
    model["pages"] = pages.iter().map(page).collect();
    model
}

#[test]
fn a_pay_list_keeps_to_its_pages_and_repeats_its_heads() {
    let work = tempfile::tempdir().unwrap();
    for pages in [&[1][..], &[12], &[15, 12], &[15, 15, 3]] {
        let file = set(DocumentKind::PaySheet, &pay_sheet(pages), None, work.path());
        let document = page::read(&file);
        assert_eq!(document.pages.len(), pages.len());
        let mut report = Report::default();
        grid::pages(&document, false, &mut report);
        for (page, number) in document.pages.iter().zip(1..) {
            let text: String = page.lines.iter().map(Line::text).collect();
            report.hold("wide", number, page.width > page.height, || "the page stands upright".into());
            report.hold("wide", number, text.contains("签字（盖章）"), || "the heads are not repeated".into());
        }
        assert_eq!(archived(&file), [""; 0]);
        assert_eq!(report.said(), [""; 0], "{pages:?}");
    }
}

#[test]
fn a_list_of_any_length_has_no_row_alone() {
    for rows in [1_usize, 2, 24, 25, 26, 48, 49, 200] {
        let work = tempfile::tempdir().unwrap();
        let mut model = sample(DocumentKind::PublicNotice);
        let row = json!(["1", "某某某某某某某某某某某某某某某某某某某某村民委员会", "900.00", "优秀"]);
        model["table"]["groups"] = json!([{ "name": null, "rows": vec![row; rows] }]);
        let file = set(DocumentKind::PublicNotice, &model, None, work.path());
        let pages: Vec<String> = poppler("pdftotext", &[], &file).split('\u{c}').map(str::to_owned).collect();
        let counts: Vec<usize> = pages.iter().map(|text| text.matches("900.00").count()).collect();
        let listed: Vec<usize> = counts.iter().copied().filter(|count| *count > 0).collect();
        assert_eq!(listed.iter().sum::<usize>(), rows);
        assert!(listed.len() == 1 || listed.iter().all(|count| *count > 2), "{rows}: {listed:?}");
        let headed = pages.iter().zip(&counts).filter(|(text, count)| **count > 0 && text.contains("等次"));
        assert_eq!(headed.count(), listed.len(), "{rows}");
    }
}
