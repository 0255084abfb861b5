//! Which line of a document is what: found by order and wording, never by the properties that are checked afterwards.

use super::grid::{SIZE, SIZE_3};
use super::page::{Document, Line, Page};

/// Text above and below these, on an upright page, is furniture: page number, notice, mark of a draft.
const FURNITURE: (f64, f64) = (30.0, 266.0);

/// What kind of document it is, which decides what it must have.
#[derive(Clone, Copy)]
pub struct Kind {
    /// 版头: 发文机关标志, 发文字号 and the red rule.
    pub head: bool,
    /// 主送机关.
    pub addressee: bool,
    /// 落款 with a seal over it.
    pub sealed: bool,
    /// How many lines 版记 has; none where there is none.
    pub imprint: usize,
    /// 署名 and date.
    pub signed: bool,
    /// Tables and pictures stand between paragraphs; what is in them is not the running text.
    pub tables: bool,
    /// A letter (10.1): its first page has red rules and no number.
    pub letter: bool,
}

/// 通报 of the example project: 抄送 and 印发机关.
pub const BULLETIN: Kind =
    Kind { head: true, addressee: true, sealed: false, imprint: 2, signed: true, tables: false, letter: false };

/// 反馈通知书: no 版头 and no 版记, tables in the text.
pub const NOTICE: Kind =
    Kind { head: false, addressee: true, sealed: false, imprint: 0, signed: true, tables: true, letter: false };

/// 方案: nobody is addressed and nobody signs.
pub const SCHEME: Kind =
    Kind { head: false, addressee: false, sealed: false, imprint: 0, signed: false, tables: true, letter: false };

/// 公示 and 工作总结: nobody is addressed and nothing stands around the text.
pub const PLAIN: Kind = Kind { head: false, addressee: false, imprint: 0, ..BULLETIN };

/// 抄送函: a letter, whose head and foot are looked at by themselves.
pub const LETTER: Kind = Kind { head: true, imprint: 0, letter: true, ..BULLETIN };

/// An 附件: its first page.
pub struct Annex<'a> {
    pub label: &'a Line,
    pub title: Vec<&'a Line>,
    pub wide: bool,
}

/// The parts of a document in their order.
#[derive(Default)]
pub struct Parts<'a> {
    pub mark: Option<&'a Line>,
    pub number: Option<&'a Line>,
    pub title: Vec<&'a Line>,
    pub addressee: Vec<&'a Line>,
    pub body: Vec<&'a Line>,
    pub attachments: Vec<&'a Line>,
    pub office: Option<&'a Line>,
    pub date: Option<&'a Line>,
    pub remark: Option<&'a Line>,
    pub annexes: Vec<Annex<'a>>,
    pub imprint: Vec<&'a Line>,
}

/// Whether a page lies on its side.
pub fn is_wide(page: &Page) -> bool {
    page.width > page.height
}

/// Lines of a page that are no furniture.
pub fn content(page: &Page) -> impl Iterator<Item = &Line> {
    let (from, to) = if is_wide(page) { (21.0, page.height - 10.0) } else { FURNITURE };
    page.lines.iter().filter(move |line| from < line.y && line.y < to && !(is_wide(page) && line.left() < 34.0))
}

/// Finds the parts. What is not found where it belongs stays empty.
pub fn parts<'a>(document: &'a Document, kind: &Kind) -> Parts<'a> {
    let annexed = document.pages.iter().position(is_annex).unwrap_or(document.pages.len());
    let main: Vec<&Line> = document.pages[..annexed].iter().flat_map(content).collect();
    let imprint = imprint(document);
    let main = &main[..main.len().saturating_sub(if annexed == document.pages.len() { imprint.len() } else { 0 })];
    let mut parts = Parts { imprint, ..Parts::default() };
    let mut at = 0;
    if kind.head {
        parts.mark = main.first().copied().filter(|line| !line.text().contains('〔'));
        at = usize::from(parts.mark.is_some());
        parts.number = main.get(at).copied().filter(|line| line.text().contains('〔'));
        at += usize::from(parts.number.is_some());
    }
    parts.title = titled(&main[at.min(main.len())..], &document.title);
    at += parts.title.len();
    if kind.addressee {
        let ends = main[at..].iter().take(6).position(|line| line.text().ends_with('：'));
        parts.addressee = main[at..at + ends.map_or(0, |end| end + 1)].to_vec();
        at += parts.addressee.len();
    }
    let main: Vec<&Line> = main[at..].iter().copied().filter(|line| !kind.tables || is_size_3(line)).collect();
    close(&mut parts, &main);
    parts.annexes = document.pages.iter().filter(|page| is_annex(page)).map(annex).collect();
    parts
}

/// Whether a line is in the size of the running text.
pub fn is_size_3(line: &Line) -> bool {
    (line.size() - SIZE_3).abs() < SIZE
}

/// Body, 附件说明, 署名, date and 附注.
fn close<'a>(parts: &mut Parts<'a>, lines: &[&'a Line]) {
    let bare = |line: &Line| line.text().chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let dated = lines.iter().position(|line| bare(line) == "年月日");
    parts.date = dated.map(|at| lines[at]);
    parts.office = dated.and_then(|at| at.checked_sub(1)).map(|at| lines[at]);
    parts.remark = dated.and_then(|at| lines.get(at + 1)).copied();
    let end = dated.map_or(lines.len(), |at| at.saturating_sub(1));
    let attached = lines[..end].iter().position(|line| line.text().starts_with("附件：")).unwrap_or(end);
    parts.body = lines[..attached].to_vec();
    parts.attachments = lines[attached..end].to_vec();
}

/// The lines that together say the title.
fn titled<'a>(lines: &[&'a Line], title: &str) -> Vec<&'a Line> {
    let title: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    let mut said = String::new();
    let saying = lines.iter().take_while(|line| {
        said.push_str(&line.text());
        title.starts_with(&said)
    });
    saying.copied().collect()
}

fn is_annex(page: &Page) -> bool {
    content(page).next().is_some_and(|line| {
        let text = line.text();
        text.strip_prefix("附件").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
    })
}

/// The label and the lines of the title: those in the size of the first of them.
fn annex(page: &Page) -> Annex<'_> {
    let mut lines = content(page);
    let label = lines.next().expect("an annex page begins with its label");
    let rest: Vec<&Line> = lines.collect();
    let same = |line: &&&Line| (line.size() - rest[0].size()).abs() < 0.5;
    Annex { label, title: rest.iter().take_while(same).copied().collect(), wide: is_wide(page) }
}

/// 版记: from 抄送 or else from the line of 印发 to the end of the last page.
fn imprint(document: &Document) -> Vec<&Line> {
    let last: Vec<&Line> = document.pages.last().map(|page| content(page).collect()).unwrap_or_default();
    let copy = last.iter().position(|line| line.text().starts_with("抄送"));
    let print = last.iter().position(|line| line.text().ends_with("印发"));
    last[copy.or(print).unwrap_or(last.len())..].to_vec()
}

/// 2013年1月20日: Arabic figures, the whole year, no leading noughts.
pub fn is_date(text: &str) -> bool {
    let Some((year, rest)) = text.split_once('年') else { return false };
    let Some((month, rest)) = rest.split_once('月') else { return false };
    let Some(day) = rest.strip_suffix('日') else { return false };
    let plain = |part: &str, most: u32| {
        part.bytes().all(|b| b.is_ascii_digit())
            && !part.starts_with('0')
            && part.parse().is_ok_and(|n: u32| (1..=most).contains(&n))
    };
    year.len() == 4 && plain(year, 9999) && plain(month, 12) && plain(day, 31)
}

/// 杭绩办〔2013〕1号: 发文机关代字, the whole year in 〔〕, a number without 第 and without leading noughts.
pub fn is_document_number(text: &str) -> bool {
    let Some((office, rest)) = text.split_once('〔') else { return false };
    let Some((year, rest)) = rest.split_once('〕') else { return false };
    let Some(number) = rest.strip_suffix('号') else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    !office.is_empty()
        && office.chars().all(super::page::is_hanzi)
        && digits(year)
        && year.len() == 4
        && digits(number)
        && !number.starts_with('0')
}
