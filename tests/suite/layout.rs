//! The finished PDF against GB/T 9704-2012 and against PDF/A-2a, read back with poppler and object by object.
//!
//! Checked of the layout of official documents, by clause; the name of each check is in brackets:
//!
//! - 5.1 paper: A4 [`paper`].
//! - 5.2.1 margins: left and right edge, first and last line, nothing outside 版心 [`left-edge`, `right-edge`, `first-line`,
//!   `last-line`, `type-area`].
//! - 5.2.2, 7.3.3 the running text: 3号 [`body-size`], 仿宋 [`body-face`], black (5.2.4) [`body-colour`], two characters in
//!   [`indent`], beginning on the first page [`body-on-page-1`]; first and second level of headings [`heading-face`].
//! - 5.2.3 grid: one pitch throughout with which 22 lines fill 版心 [`pitch`, `lines-on-a-page`], 28 characters on a line,
//!   counted on full lines and measured on all others [`characters-on-a-line`].
//! - 7.2.4 发文机关标志: place, red, 小标宋, centred [`mark`, `mark-place`, `mark-colour`, `mark-face`].
//! - 7.2.5 发文字号: wording, place, face [`number`, `number-text`, `number-place`, `number-face`].
//! - 7.2.7 red rule: colour, length, place; its thickness within what offices use [`rule`, `rule-colour`, `rule-length`,
//!   `rule-place`, `rule-width`].
//! - 7.3.1 title: size, face, place, centred, trapezoid or diamond [`title`, `title-size`, `title-face`, `title-colour`,
//!   `title-place`, `title-centre`, `title-shape`].
//! - 7.3.2 主送机关 [`addressee`, `addressee-place`, `addressee-face`].
//! - 7.3.4 附件说明: place, hanging names, no mark after a name, and the names are those of the annexes [`attachments`,
//!   `attachments-place`, `attachments-text`].
//! - 7.3.5 署名 and date, under seal, without, and with a date longer than the office; wording of the date; never on a page
//!   without running text [`signature`, `signature-place`, `signature-face`, `signature-page`, `date-text`].
//! - 7.3.7 附件 [`annex-label`, `annex-title`].
//! - 7.4 版记: rules, place, wording, face [`imprint`, `imprint-rules`, `imprint-foot`, `imprint-text`, `imprint-face`].
//! - 7.5, 8 page numbers: wording on every page, face, size, height, side; also on a page on its side
//!   [`page-number-text`, `page-number-face`, `page-number-size`, `page-number-height`, `page-number-side`].
//! - The order of all these: a part that is not where its order has it counts as missing.
//!
//! In `elements`, on documents that have them:
//!
//! - 7.2.1–7.2.3 份号, 密级和保密期限, 紧急程度: order, a line each from the first line on, flush left, 3号, 黑体 but for the
//!   figures [`corner`].
//! - 7.2.6 签发人: one character from the right, label 仿宋 and names 楷体, two on a line, the last line that of 发文字号, which
//!   then is one character from the left [`signatory`].
//! - 8 tables on a page on its side: its page number and 版心; heads repeated, no row alone [`wide`].
//! - 10.1 letters: 发文机关标志 30 mm from the edge of the paper, red, 小标宋; a double red rule 4 mm below it, thick over
//!   thin, another 20 mm from the lower edge, thin over thick, both 170 mm and in the middle; 发文字号 flush right; the
//!   title two lines below; no page number on the first page; 抄送 without rules [`letter-mark`, `letter-rules`,
//!   `letter-number`, `letter-title`, `letter-page`, `letter-imprint`].
//!
//! 公示, 反馈通知书, 方案, 工作总结 and 发放表 are no kinds of document of the standard; they are held against everything of
//! this that they have.
//!
//! Not checked, because the program sets none: a signature stamp, orders and minutes (10.2, 10.3), third and fourth level
//! of headings. Not checked, because a file does not show it: paper and ink, trimming and binding, the seal itself, whether a
//! title breaks by its sense, whether this is the right kind of document. Where the standard gives no figure (pitch,
//! thickness of the red rule, which edge of a character counts) the tolerance says what is taken for it.
//!
//! [`archive::LIST`] is the list for PDF/A-2a; [`mutants`] and [`decay`] show that every check can fail.
mod archive;
mod content;
mod decay;
mod drawing;
mod elements;
mod face;
mod frame;
mod grid;
mod lexer;
mod mutants;
mod object;
mod page;
mod parts;
mod report;
mod stress;
mod text;
mod variants;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assert_cmd::Command;

use object::Pdf;
use parts::{BULLETIN, Kind, NOTICE, SCHEME};
use report::Report;

/// The text of a finished document as poppler takes it out.
pub fn plain(pdf: &Path) -> String {
    page::poppler("pdftotext", &[], pdf)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Everything that a finished document of this kind deviates in.
pub fn geometry(pdf: &Path, kind: &Kind) -> Report {
    let document = page::read(pdf);
    let parts = parts::parts(&document, kind);
    let mut report = Report::default();
    grid::check(&document, &parts, kind.letter, &mut report);
    frame::check(&document, &parts, kind, &mut report);
    report
}

/// Everything in which the pages of a scheme deviate from the layout of official documents.
pub fn scheme_pages(pdf: &Path) -> Vec<String> {
    geometry(pdf, &SCHEME).said()
}

/// Everything in which a finished file deviates from PDF/A-2a.
pub fn archived(pdf: &Path) -> Vec<String> {
    let found = archive::deviations(&Pdf::read(fs::read(pdf).unwrap()).unwrap());
    found.into_iter().map(|(check, said)| format!("{check}: {said}")).collect()
}

/// Runs a project and gives its 通报.
fn bulletin(project: &Path, outputs: &Path) -> PathBuf {
    Command::new(env!("CARGO_BIN_EXE_kaohe"))
        .current_dir(root())
        .args(["run", "-q", "--period", "2012"])
        .arg(project)
        .arg("--outputs")
        .arg(outputs)
        .assert()
        .code(0);
    outputs.join("shanghang/2012/通报.pdf")
}

/// The outputs of one run of the example project, for all tests that only read.
fn bulletin_folder() -> &'static Path {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let outputs = Path::new(env!("CARGO_TARGET_TMPDIR")).join("layout");
        let made = bulletin(&root().join("inputs/shanghang"), &outputs);
        made.parent().unwrap().to_owned()
    });
    &FOLDER
}

fn bulletin_file() -> &'static Path {
    static FILE: LazyLock<PathBuf> = LazyLock::new(|| bulletin_folder().join("通报.pdf"));
    &FILE
}

fn bulletin_bytes() -> Vec<u8> {
    fs::read(bulletin_file()).unwrap()
}

#[test]
fn the_bulletin_is_set_as_the_standard_has_it() {
    let report = geometry(bulletin_file(), &BULLETIN);
    assert_eq!(report.said(), Vec::<String>::new());
}

#[test]
fn notices_are_set_as_the_standard_has_them() {
    let folder = bulletin_folder().join("反馈/shanghang");
    let mut found = Vec::new();
    for unit in ["水利站", "官田村", "民政办"] {
        let file = folder.join(format!("{unit}.pdf"));
        found.extend(geometry(&file, &NOTICE).said().into_iter().map(|said| format!("{unit}: {said}")));
        let archived = archive::deviations(&Pdf::read(fs::read(&file).unwrap()).unwrap());
        found.extend(archived.into_iter().map(|(check, said)| format!("{unit}: {check}: {said}")));
    }
    assert_eq!(found, [""; 0]);
}
