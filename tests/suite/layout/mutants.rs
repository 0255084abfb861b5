//! The checks of geometry can fail: a project whose own `templates/` differ from the program's in one thing is
//! found wrong by the check meant for it.
//!
//! The suite draws a few by a fixed series of numbers; `make layout` takes all of them (`KAOHE_ALL=1`).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::parts::BULLETIN;
use super::{bulletin, geometry, root};
use crate::damage::copied;

/// How many the suite draws.
const DRAWN: usize = 6;

/// Text of `gbt9704.typ`, what stands there instead, and the check that must complain.
const MUTANTS: [(&str, &str, &str); 68] = [
    ("left: 28mm, right: 26mm", "left: 30mm, right: 24mm", "left-edge"),
    ("left: 28mm, right: 26mm", "left: 28mm, right: 28mm", "right-edge"),
    ("top: 37mm, ", "top: 39mm, ", "first-line"),
    (
        "top: 37mm, left: 28mm, right: 26mm, bottom: 35mm",
        "top: 39mm, left: 28mm, right: 26mm, bottom: 33mm",
        "last-line",
    ),
    ("width: 210mm, height: 297mm", "width: 215.9mm, height: 279.4mm", "paper"),
    ("#let tracking = -0.21pt", "#let tracking = 0pt", "characters-on-a-line"),
    ("#let pitch = 29.6pt", "#let pitch = 30pt", "pitch"),
    ("#let pitch = 29.6pt", "#let pitch = 28pt", "pitch"),
    ("(amount: 2 * zi, all: true)", "(amount: 1 * zi, all: true)", "indent"),
    ("    ..face(\"仿宋\"), size: size-3, tracking", "    ..face(\"黑体\"), size: size-3, tracking", "body-face"),
    ("#let size-3 = 16pt", "#let size-3 = 15pt", "body-size"),
    ("cjk-latin-spacing: none, ..boxed", "cjk-latin-spacing: none, fill: luma(30%), ..boxed", "body-colour"),
    ("(\"黑体\", \"楷体\", \"仿宋\", \"仿宋\")", "(\"楷体\", \"黑体\", \"仿宋\", \"仿宋\")", "heading-face"),
    ("fill: red, mark", "fill: black, mark", "mark-colour"),
    (
        "..face(\"小标宋\"), size: size, tracking: 0pt, fill",
        "..face(\"黑体\"), size: size, tracking: 0pt, fill",
        "mark-face",
    ),
    ("  v(35mm)\n", "  v(38mm)\n", "mark-place"),
    ("  v(2 * pitch + leading, weak: false)", "  v(pitch + leading, weak: false)", "number-place"),
    ("block(spacing: 0pt, number)", "block(spacing: 0pt, number.replace(\"〕\", \"〕第\"))", "number-text"),
    ("align(center, block(spacing: 0pt, number))", "block(spacing: 0pt, number)", "number-place"),
    ("stroke: 0.4mm + red", "stroke: 0.4mm + black", "rule-colour"),
    ("#let red = rgb(\"#e60012\")", "#let red = rgb(\"#e67700\")", "rule-colour"),
    ("line(length: width, stroke: 0.4mm", "line(length: 150mm, stroke: 0.4mm", "rule-length"),
    ("stroke: 0.4mm + red", "stroke: 1mm + red", "rule-width"),
    ("block(above: 4mm, below: 0pt, line", "block(above: 6mm, below: 0pt, line", "rule-place"),
    ("+ red))\n  blank(2)", "+ red))\n  blank(1)", "title-place"),
    ("#let size-2 = 22pt", "#let size-2 = 16pt", "title-size"),
    ("set text(..face(\"小标宋\"), size: size,", "set text(..face(\"宋体\"), size: size,", "title-face"),
    ("set text(..face(\"小标宋\"), size: size,", "set text(..face(\"小标宋\"), fill: red, size: size,", "title-colour"),
    ("size: size-2) = align(center,", "size: size-2) = align(left,", "title-centre"),
    (
        "  v(pitch, weak: false)\n  par(first-line-indent: 0pt)[#to：]",
        "  par(first-line-indent: 0pt)[#to：]",
        "addressee-place",
    ),
    ("par(first-line-indent: 0pt)[#to：]", "par(first-line-indent: 0pt)[#to:]", "addressee"),
    ("par(first-line-indent: 0pt)[#to：]", "par[#to：]", "addressee-place"),
    ("names.len() > 0 {\n  v(pitch, weak: false)", "names.len() > 0 {\n  v(0pt, weak: false)", "attachments-place"),
    ("pad(left: 2 * zi, if names", "pad(left: 1 * zi, if names", "attachments-place"),
    ("[#(i + 1).], name)", "[#(i + 1).], name + \"。\")", "attachments-text"),
    (
        "align(right, pad(right: 2 * zi, box(office)))\n    align(right, pad(right: a",
        "align(right, pad(right: 4 * zi, box(office)))\n    align(right, pad(right: a",
        "signature-place",
    ),
    ("pad(right: a - b, box(when))", "pad(right: a - b + zi, box(when))", "signature-place"),
    ("v(rows * pitch, weak: false)", "v(0pt, weak: false)", "signature-place"),
    ("text(..face(\"黑体\"), [附件#number])", "text([附件#number])", "annex-label"),
    (
        "  v(2 * pitch - size-3 - (size-2 - size-3) / 2, weak: false)",
        "  v(pitch - size-3 - (size-2 - size-3) / 2, weak: false)",
        "annex-title",
    ),
    ("    line(length: 100%, stroke: 0.35mm)\n", "", "imprint-rules"),
    ("if i == 0 { 0.35mm } else { 0.25mm }", "0.25mm", "imprint-rules"),
    ("line(length: 100%, stroke: 0.35mm)", "v(-3mm) + line(length: 100%, stroke: 0.35mm) + v(3mm)", "imprint-foot"),
    ("set text(size: size-4, tracking: 0pt)", "set text(size: size-3, tracking: 0pt)", "imprint-face"),
    ("[#copy。]", "[#copy]", "imprint-text"),
    ("inset: (x: size-4, y: 6pt)", "inset: (x: 0pt, y: 6pt)", "imprint-text"),
    ("269mm + 0.30 * size-4", "271mm + 0.30 * size-4", "page-number-height"),
    ("  } else if odd {", "  } else if not odd {", "page-number-side"),
    (
        "set text(tracking: 0pt, overhang: false, ..boxed)",
        "set text(tracking: 0pt, overhang: true, ..boxed)",
        "page-number-side",
    ),
    (")[— #n —]", ")[#n]", "page-number-text"),
    (
        "  ..face(\"宋体\"), size: size-4, tracking: 0pt, top-edge",
        "  ..face(\"黑体\"), size: size-4, tracking: 0pt, top-edge",
        "page-number-face",
    ),
    (
        "  ..face(\"宋体\"), size: size-4, tracking: 0pt, top-edge",
        "  ..face(\"宋体\"), size: size-3, tracking: 0pt, top-edge",
        "page-number-size",
    ),
    (
        "par(first-line-indent: 0pt)[#to：]",
        "par(first-line-indent: 0pt, text(..face(\"黑体\"))[#to：])",
        "addressee-face",
    ),
    ("names.len() > 0 {\n", "names.len() > 99 {\n", "attachments"),
    ("par(first-line-indent: 0pt)[#to：]", "par(first-line-indent: 0pt)[#to：]\n  pagebreak()", "body-on-page-1"),
    ("let undated = \"　　　　年　　月　　日\"", "let undated = \"2013年01月20日\"", "date-text"),
    ("= if copy != none or printer != none {", "= if false {", "imprint"),
    ("#let pitch = 29.6pt", "#let pitch = 27pt", "lines-on-a-page"),
    ("fill: red, mark", "fill: red, []", "mark"),
    ("if number != none { align", "if number == none { align", "number"),
    ("block(spacing: 0pt, number)", "block(spacing: 0pt, text(..face(\"黑体\"), number))", "number-face"),
    ("line(length: width, stroke: 0.4mm", "line(length: 20mm, stroke: 0.4mm", "rule"),
    ("let when = if date == none { undated } else { date }\n  let (a", "let when = \"即日\"\n  let (a", "signature"),
    (
        "  v(rows * pitch, weak: false)",
        "  set text(..face(\"黑体\"))\n  v(rows * pitch, weak: false)",
        "signature-face",
    ),
    ("show title: it => set-title(title-lines(phrases))", "show title: it => set-title((\"通知\",))", "title"),
    ("#let width = 156mm", "#let width = 160mm", "type-area"),
    ("sealed: false, note: none) = {\n", "sealed: false, note: none) = {\n  pagebreak()\n", "signature-page"),
    ("  let odd = calc.odd(n)\n", "  let odd = calc.odd(n)\n  if n == 2 { return }\n", "page-number-text"),
];

/// A project whose own template has one text replaced.
fn mutated(to: &Path, from: &str, into: &str) -> std::path::PathBuf {
    let project = copied("shanghang", to);
    let text = fs::read_to_string(root().join("templates/gbt9704.typ")).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from} stands once in the template");
    fs::create_dir_all(project.join("templates")).unwrap();
    fs::write(project.join("templates/gbt9704.typ"), text.replace(from, into)).unwrap();
    project
}

/// All mutants, or a few of them, always the same ones.
fn drawn() -> Vec<&'static (&'static str, &'static str, &'static str)> {
    if std::env::var_os("KAOHE_ALL").is_some() {
        return MUTANTS.iter().collect();
    }
    let mut state = 20_120_629_u64;
    let mut chosen = BTreeSet::new();
    while chosen.len() < DRAWN {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        chosen.insert(usize::try_from((state >> 33) % MUTANTS.len() as u64).unwrap());
    }
    chosen.into_iter().map(|index| &MUTANTS[index]).collect()
}

#[test]
fn a_layout_with_one_thing_wrong_is_found_wrong() {
    let mut passed = Vec::new();
    for (from, into, check) in drawn() {
        let work = tempfile::tempdir().unwrap();
        let report = geometry(&bulletin(&mutated(work.path(), from, into), &work.path().join("out")), &BULLETIN);
        let complaining = report.complaining();
        if !complaining.contains(check) {
            passed.push(format!("{into}: {check} is silent, {complaining:?} complain"));
        }
    }
    assert!(passed.is_empty(), "{passed:#?}");
}

#[test]
fn every_check_has_its_mutant() {
    let made = geometry(super::bulletin_file(), &BULLETIN).made;
    let meant: BTreeSet<&str> = MUTANTS.iter().map(|(_, _, check)| *check).collect();
    let without: Vec<_> = made.difference(&meant).collect();
    assert!(without.is_empty(), "checks that no mutant is meant for: {without:?}");
}
