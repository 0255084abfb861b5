//! Paper, 版心, lines and characters of the running text, page numbers (GB/T 9704-2012: 5.2, 7.3.3, 7.5, 8).

use super::drawing::{MM, Rect};
use super::face::{Face, face, glyphs_in, is_black};
use super::page::{Document, Line, Page, is_hanzi};
use super::parts::{Parts, content, is_size_3, is_wide};
use super::report::Report;

/// A4 (5.1), in millimetres.
pub const PAPER: (f64, f64) = (210.0, 297.0);
/// 天头, 订口 and the size of 版心 (5.2.1).
pub const TOP: f64 = 37.0;
pub const LEFT: f64 = 28.0;
pub const WIDTH: f64 = 156.0;
pub const HEIGHT: f64 = 225.0;
pub const RIGHT: f64 = LEFT + WIDTH;
pub const BOTTOM: f64 = TOP + HEIGHT;
/// Lines on a page and characters on a line (5.2.3).
pub const LINES: usize = 22;
pub const CHARACTERS: usize = 28;
/// The width of one character of the running text.
pub const ZI: f64 = 156.0 / 28.0;
/// 2号, 3号 and 4号, in points.
pub const SIZE_2: f64 = 22.0;
pub const SIZE_3: f64 = 16.0;
pub const SIZE_4: f64 = 14.0;
/// The pitches with which 22 lines fill 版心 and 23 do not fit, in points; the standard names none.
const PITCHES: (f64, f64) = (28.27, 29.61);
/// Sizes are read to a third of a point.
pub const SIZE: f64 = 0.4;
/// Places are read to a thousandth of a millimetre; what is left is the rounding of the typesetter.
pub const PLACE: f64 = 0.1;

/// All checks of this module.
pub fn check(document: &Document, parts: &Parts<'_>, letter: bool, report: &mut Report) {
    pages(document, letter, report);
    let body: Vec<&Line> = parts.body.iter().chain(&parts.attachments).copied().collect();
    let plain: Vec<&Line> = body.iter().copied().filter(|line| !is_formula(line)).collect();
    report.hold("body-on-page-1", 1, parts.body.first().is_some_and(|line| line.page == 1), || {
        "the running text does not begin on the first page".into()
    });
    body_edges(&parts.body.iter().copied().filter(|line| !is_formula(line)).collect::<Vec<_>>(), report);
    lines(document, &body, report);
    characters(&plain, report);
    faces(&parts.body, report);
}

/// Paper, 版心 and page number of every page. The first page of a letter has red rules beyond 版心 and no number, which
/// are looked at elsewhere.
pub fn pages(document: &Document, letter: bool, report: &mut Report) {
    for (index, page) in document.pages.iter().enumerate() {
        paper(index + 1, page, report);
        if letter && index == 0 {
            continue;
        }
        inside(index + 1, page, report);
        number(index + 1, page, report);
    }
}

/// A displayed formula or its next line; the standard does not speak of them.
fn is_formula(line: &Line) -> bool {
    let text = line.text();
    text.contains('＝') || text.starts_with(['＋', '－'])
}

fn paper(number: usize, page: &Page, report: &mut Report) {
    let (width, height) = if is_wide(page) { (page.height, page.width) } else { (page.width, page.height) };
    report.near("paper", number, "width", width, PAPER.0, 0.2);
    report.near("paper", number, "height", height, PAPER.1, 0.2);
}

/// Nothing that is content leaves 版心; below, some characters of a face reach a little beyond their box.
fn inside(number: usize, page: &Page, report: &mut Report) {
    // On its side, the top of the page is at 订口 and its left at the foot.
    let (left, top, right, bottom) =
        if is_wide(page) { (35.0, LEFT, 35.0 + HEIGHT, LEFT + WIDTH) } else { (LEFT, TOP, RIGHT, BOTTOM) };
    for line in content(page) {
        let ink = line.ink();
        let within =
            ink.left > left - PLACE && ink.right < right + 0.2 && ink.top > top - PLACE && ink.bottom < bottom + 0.5;
        report.hold("type-area", number, within, || format!("“{}” leaves 版心: {ink:?}", line.text()));
    }
    for drawn in page.drawn.iter().filter(|drawn| drawn.rect.top > 32.0) {
        let (rect, half) = (drawn.rect, drawn.stroke.map_or(0.0, |(width, _)| width / 2.0));
        let within = rect.left > left - 0.2 && rect.right < right + 0.2 && rect.bottom + half < bottom + 0.2;
        report.hold("type-area", number, within, || format!("a line or box leaves 版心: {rect:?}"));
    }
}

/// Lines begin at the left edge of 版心, or two characters from it at the beginning of a paragraph; full ones end at the right edge.
fn body_edges(body: &[&Line], report: &mut Report) {
    // An opening mark at the beginning of a line is set half as wide, its origin left of 版心 and its ink inside.
    let plain: Vec<&Line> = body.iter().copied().filter(|line| !"（《〔“".contains(line.glyphs[0].c)).collect();
    let flush = plain.iter().map(|line| line.left()).fold(f64::INFINITY, f64::min);
    report.near("left-edge", 0, "leftmost line", flush, LEFT, PLACE);
    for line in plain {
        let indent = line.left() - flush;
        let holds = indent.abs() < PLACE || (indent - 2.0 * ZI).abs() < PLACE;
        report.hold("indent", line.page, holds, || format!("“{}” begins {indent:.2} mm in", line.text()));
    }
    for line in full(body).filter(|line| line.glyphs.last().is_some_and(|glyph| is_hanzi(glyph.c))) {
        report.near("right-edge", line.page, &format!("end of “{}”", line.text()), line.right(), RIGHT, 0.3);
    }
}

/// Lines after which the paragraph goes on.
fn full<'a>(body: &'a [&'a Line]) -> impl Iterator<Item = &'a Line> {
    body.windows(2).filter(|pair| pair[1].left() < LEFT + ZI).map(|pair| pair[0])
}

/// Pitch, first and last baseline, lines on a page.
fn lines(document: &Document, body: &[&Line], report: &mut Report) {
    // Between two lines nothing else stands, neither a table nor a picture.
    let between = |pair: &[&Line]| {
        let page = &document.pages[pair[0].page - 1];
        let within = |y: f64| pair[0].y + 1.0 < y && y < pair[1].y - 1.0;
        page.lines.iter().any(|line| within(line.y)) || page.drawn.iter().any(|drawn| within(drawn.rect.top))
    };
    let next = |pair: &&[&Line]| pair[0].page == pair[1].page && !between(pair);
    let gaps = || body.windows(2).filter(next).map(|pair| (pair[1], (pair[1].y - pair[0].y) / MM));
    let pitch = gaps().map(|(_, gap)| gap).fold(f64::INFINITY, f64::min);
    report.hold("pitch", 0, (PITCHES.0..=PITCHES.1).contains(&pitch), || format!("the pitch is {pitch:.2} pt"));
    for (line, gap) in gaps() {
        let even = (1..=3).any(|n| (gap - f64::from(n) * pitch).abs() < 0.15);
        report.hold("pitch", line.page, even, || format!("“{}” is {gap:.2} pt below the line before", line.text()));
    }
    let first = TOP + 0.88 * SIZE_3 * MM;
    let last = first + 21.0 * pitch * MM;
    report.hold("last-line", 0, last + 0.12 * SIZE_3 * MM < BOTTOM + PLACE, || {
        format!("line 22 would stand at {last:.2} mm")
    });
    for (index, page) in document.pages.iter().enumerate().skip(1).filter(|(_, page)| !is_wide(page)) {
        let text: Vec<&Line> = content(page).filter(|line| is_size_3(line)).collect();
        if content(page).next().is_some_and(is_size_3) {
            report.near("first-line", index + 1, "first baseline", text[0].y, first, PLACE);
        }
        report.hold("lines-on-a-page", index + 1, text.len() <= LINES, || format!("{} lines of 3号", text.len()));
        let below = text.iter().find(|line| line.y > last + PLACE);
        report
            .hold("last-line", index + 1, below.is_none(), || format!("“{}” is below line 22", below.unwrap().text()));
    }
}

/// 28 characters on a line: as wide as that everywhere, and counted on full lines of nothing but full-width characters.
fn characters(body: &[&Line], report: &mut Report) {
    let last: Vec<&Line> =
        body.iter().copied().filter(|line| !full(body).any(|full| std::ptr::eq(full, *line))).collect();
    let mut steps = Vec::new();
    for line in &last {
        for pair in line.glyphs.windows(2).filter(|pair| pair.iter().all(|glyph| is_hanzi(glyph.c))) {
            let step = pair[1].x - pair[0].x;
            // After a piece that must not be parted the typesetter does not draw closer: a fifth of a point.
            report.near("characters-on-a-line", line.page, "from one character to the next", step, ZI, 0.09);
            steps.push(step);
        }
    }
    steps.sort_by(f64::total_cmp);
    if let Some(step) = steps.get(steps.len() / 2) {
        report.near("characters-on-a-line", 0, "from one character to the next, as a rule", *step, ZI, 0.02);
    }
    for pair in body.windows(2).filter(|pair| pair[1].left() < LEFT + ZI) {
        let (line, next) = (pair[0], pair[1].text());
        // A mark does not begin a line, an opening one does not end it, figures are not parted: it may be shorter.
        let bound = next.chars().nth(1).is_some_and(|c| "，。；：、）》”〕".contains(c))
            || next.starts_with(|c: char| c.is_ascii() || "（《〔“".contains(c));
        let wide = line.glyphs.iter().all(|glyph| !glyph.c.is_ascii()) && !line.text().contains(squeezed);
        if wide && !bound {
            let indent = if line.left() > LEFT + ZI { 2 } else { 0 };
            let count = line.glyphs.len() + indent;
            report.hold("characters-on-a-line", line.page, count == CHARACTERS, || {
                format!("“{}” is {count} wide", line.text())
            });
        }
    }
}

/// Marks that are set closer, so that a line may hold more of them.
fn squeezed(c: char) -> bool {
    "（）《》〔〕“”".contains(c)
}

/// 3号, black; 一、 in 黑体, （一） and other words that lead a paragraph in 楷体, everything else in 仿宋.
fn faces(body: &[&Line], report: &mut Report) {
    let begins = |line: &&&Line| line.left() > LEFT + ZI && !is_formula(line);
    let starts: Vec<usize> = (0..body.len()).filter(|at| begins(&&body[*at])).collect();
    for (nth, start) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).copied().unwrap_or(body.len());
        let paragraph = &body[*start..end];
        let page = paragraph[0].page;
        let glyphs: Vec<_> = paragraph.iter().flat_map(|line| &line.glyphs).collect();
        let text: String = glyphs.iter().map(|glyph| glyph.c).collect();
        let size = glyphs.iter().find(|glyph| (glyph.size - SIZE_3).abs() > SIZE);
        report.hold("body-size", page, size.is_none(), || format!("“{text}” has {:?} pt", size.unwrap().size));
        let colour = glyphs.iter().find(|glyph| !is_black(glyph.colour));
        report.hold("body-colour", page, colour.is_none(), || format!("“{text}” is not black"));
        let hanzi = || glyphs.iter().copied().filter(|glyph| is_hanzi(glyph.c));
        match level(&text) {
            Some(1) => judge("heading-face", page, glyphs_in(hanzi(), Face::Hei), report),
            // A heading of the second level may go on as running text behind its first full stop.
            Some(_) => {
                let lead = text
                    .chars()
                    .position(|c| c == '。')
                    .map_or(usize::MAX, |at| text.chars().take(at).filter(|c| is_hanzi(*c)).count());
                judge("heading-face", page, glyphs_in(hanzi().take(lead), Face::Kai), report);
                judge("body-face", page, glyphs_in(hanzi().skip(lead), Face::Fang), report);
            }
            None => {
                let lead = text
                    .chars()
                    .position(|c| c == '：')
                    .map_or(0, |at| text.chars().take(at).filter(|c| is_hanzi(*c)).count());
                let lead =
                    if hanzi().next().is_some_and(|glyph| face(&glyph.font) == Some(Face::Kai)) { lead } else { 0 };
                judge("body-face", page, glyphs_in(hanzi().take(lead), Face::Kai), report);
                judge("body-face", page, glyphs_in(hanzi().skip(lead), Face::Fang), report);
            }
        }
    }
}

pub fn judge(check: &'static str, page: usize, judged: Result<(), String>, report: &mut Report) {
    report.hold(check, page, judged.is_ok(), || judged.unwrap_err());
}

/// The level of a heading by its ordinal; none for running text.
fn level(text: &str) -> Option<u8> {
    let numeral = |part: &str| !part.is_empty() && part.chars().all(|c| "一二三四五六七八九十".contains(c));
    if text.split_once('、').is_some_and(|(first, _)| numeral(first)) {
        return Some(1);
    }
    let (first, _) = text.strip_prefix('（')?.split_once('）')?;
    numeral(first).then_some(2)
}

/// “— 1 —” in 4号宋体, its dashes 7 mm below 版心, one character from the right on odd pages and from the left on even
/// ones; on a page on its side where it would be if the page stood upright.
fn number(number: usize, page: &Page, report: &mut Report) {
    let wide = is_wide(page);
    let below = page.lines.iter().filter(|line| line.y > BOTTOM + 1.0);
    let found: Vec<&Line> = if wide { page.turned.iter().collect() } else { below.collect() };
    let texts: Vec<String> = found.iter().map(|line| line.text()).collect();
    report.hold("page-number-text", number, texts == [format!("—{number}—")], || {
        format!("the page number is {texts:?}")
    });
    let Some(line) = found.first() else { return };
    judge("page-number-face", number, glyphs_in(line.glyphs.iter(), Face::Song), report);
    report.near("page-number-size", number, "size", line.size(), SIZE_4, SIZE);
    let Some(dash) = line.glyphs.iter().find(|glyph| glyph.c == '—') else { return };
    // Upright, the dashes lie; turned by a right angle, the foot of the page is at the left.
    let (dash, ink) = (dash.ink, line.ink());
    let foot = |rect: Rect| PAPER.1 - f64::midpoint(rect.left, rect.right);
    let (height, left, right) = if wide {
        (foot(dash), ink.top, ink.bottom)
    } else {
        (f64::midpoint(dash.top, dash.bottom), ink.left, ink.right)
    };
    report.near("page-number-height", number, "dash", height, BOTTOM + 7.0, PLACE);
    let zi = SIZE_4 * MM;
    if number % 2 == 1 {
        report.near("page-number-side", number, "right end", right, RIGHT - zi, 0.15);
    } else {
        report.near("page-number-side", number, "left end", left, LEFT + zi, 0.15);
    }
}
