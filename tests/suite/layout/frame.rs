//! 版头, title, 主送机关, 附件说明, 落款, 附件 and 版记 (GB/T 9704-2012: 7.2, 7.3.1, 7.3.2, 7.3.4, 7.3.5, 7.3.7, 7.4).

use super::drawing::{Drawn, MM};
use super::face::{Face, hanzi_in, is_black, is_red};
use super::grid::{BOTTOM, LEFT, PLACE, RIGHT, SIZE, SIZE_2, SIZE_3, SIZE_4, TOP, WIDTH, ZI, judge};
use super::page::{Document, Line, Page};
use super::parts::{Annex, Kind, Parts, is_date, is_document_number};
use super::report::Report;

/// A line is as high as a Hanzi of 3号 and seven eighths of one (3); ours is 29.6 pt.
pub const PITCH: f64 = 29.6 * MM;
/// Places that depend on what one takes for the edge of a character.
const EDGE: f64 = 1.0;
/// Millimetres by which a centred line may be beside the middle.
const CENTRE: f64 = 0.6;

/// All checks of this module.
pub fn check(document: &Document, parts: &Parts<'_>, kind: &Kind, report: &mut Report) {
    let above = if kind.head && !kind.letter { head(&document.pages[0], parts, report) } else { None };
    title(&parts.title, above, report);
    if kind.addressee {
        addressee(parts, report);
    }
    attachments(parts, report);
    if kind.signed {
        signature(parts, kind, report);
    }
    for (index, found) in parts.annexes.iter().enumerate() {
        annex(index, parts.annexes.len(), found, report);
    }
    if kind.imprint > 0 {
        imprint(document, parts, kind.imprint, report);
    }
}

/// 发文机关标志, 发文字号 and the red rule; gives the rule's height.
fn head(page: &Page, parts: &Parts<'_>, report: &mut Report) -> Option<f64> {
    let mark = report.there("mark", "发文机关标志", parts.mark)?;
    report.near("mark-place", 1, "upper edge", mark.top(), TOP + 35.0, EDGE);
    centred("mark-place", mark, report);
    report.hold("mark-colour", 1, mark.glyphs.iter().all(|g| is_red(g.colour)), || "发文机关标志 is not red".into());
    judge("mark-face", 1, hanzi_in(mark, Face::Title), report);
    let number = report.there("number", "发文字号", parts.number)?;
    report.hold("number-text", 1, is_document_number(&number.text()), || format!("发文字号 is “{}”", number.text()));
    let gap = 3.0 * PITCH - SIZE_3 * MM;
    report.near("number-place", 1, "from 发文机关标志 to 发文字号", number.top() - mark.bottom(), gap, EDGE);
    centred("number-place", number, report);
    judge("number-face", 1, hanzi_in(number, Face::Fang), report);
    report.near("number-face", 1, "size", number.size(), SIZE_3, SIZE);
    let rules = horizontal(page, number.y, number.y + 20.0);
    let rule = report.there("rule", "the red rule", rules.first().copied())?;
    let (width, colour) = rule.stroke.unwrap();
    report.hold("rule-colour", 1, is_red(colour), || format!("the rule's colour is {colour:?}"));
    report.near("rule-length", 1, "left end", rule.rect.left, LEFT, PLACE);
    report.near("rule-length", 1, "length", rule.rect.right - rule.rect.left, WIDTH, 0.3);
    report.near("rule-place", 1, "below 发文字号", rule.rect.top - number.bottom(), 4.0, 0.3);
    report.hold("rule-width", 1, (0.34..=0.51).contains(&width), || format!("the rule is {width:.2} mm thick"));
    Some(rule.rect.top)
}

/// Horizontal lines of a page between two heights that are nearly as long as 版心 is wide, from top to bottom.
pub fn horizontal(page: &Page, from: f64, to: f64) -> Vec<&Drawn> {
    let flat = |drawn: &&Drawn| drawn.stroke.is_some() && drawn.rect.bottom - drawn.rect.top < 0.05;
    let long = |drawn: &&Drawn| drawn.rect.right - drawn.rect.left > 100.0;
    let within = |drawn: &&Drawn| from < drawn.rect.top && drawn.rect.top < to;
    let mut lines: Vec<&Drawn> = page.drawn.iter().filter(flat).filter(long).filter(within).collect();
    lines.sort_by(|a, b| a.rect.top.total_cmp(&b.rect.top));
    lines
}

fn centred(check: &'static str, line: &Line, report: &mut Report) {
    let middle = f64::midpoint(line.left(), line.right());
    report.near(check, line.page, &format!("middle of “{}”", line.text()), middle, LEFT + WIDTH / 2.0, CENTRE);
}

/// 2号小标宋, two blank lines below the rule, centred.
fn title(lines: &[&Line], above: Option<f64>, report: &mut Report) {
    let Some(first) = report.there("title", "the title", lines.first().copied()) else { return };
    if let Some(above) = above {
        report.near("title-place", first.page, "below the rule", first.top() - above, 2.0 * PITCH, EDGE);
    }
    set_as_title(lines, report);
}

/// How titles of documents and of annexes are set.
fn set_as_title(lines: &[&Line], report: &mut Report) {
    for line in lines {
        report.near("title-size", line.page, "size", line.size(), SIZE_2, SIZE);
        judge("title-face", line.page, hanzi_in(line, Face::Title), report);
        report.hold("title-colour", line.page, line.glyphs.iter().all(|g| is_black(g.colour)), || {
            "a title is not black".into()
        });
        if line.glyphs.len() > 1 {
            centred("title-centre", line, report);
        }
    }
    if lines.len() > 1 {
        let wide: Vec<f64> = lines.iter().map(|line| line.right() - line.left()).collect();
        let ascends = |pair: &[f64]| pair[0] < pair[1] + 0.5;
        let descends = |pair: &[f64]| pair[1] < pair[0] + 0.5;
        let peak = wide.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(at, _)| at);
        let shaped = wide[..=peak].windows(2).all(ascends) && wide[peak..].windows(2).all(descends);
        report.hold("title-shape", lines[0].page, shaped, || format!("lines of a title are {wide:.0?} mm wide"));
    }
}

/// One blank line below the title, flush left, ending in a full-width colon.
fn addressee(parts: &Parts<'_>, report: &mut Report) {
    let Some(first) = report.there("addressee", "主送机关", parts.addressee.first().copied()) else { return };
    let Some(title) = parts.title.last() else { return };
    report.near(
        "addressee-place",
        first.page,
        "below the title",
        first.top() - title.bottom(),
        2.0 * PITCH - SIZE_3 * MM,
        EDGE,
    );
    for line in &parts.addressee {
        report.near("addressee-place", line.page, "left edge", line.left(), LEFT, PLACE);
        judge("addressee-face", line.page, hanzi_in(line, Face::Fang), report);
        report.near("addressee-face", line.page, "size", line.size(), SIZE_3, SIZE);
    }
}

/// One blank line below the text, two characters in, names without marks at their end, numbered where there are several.
fn attachments(parts: &Parts<'_>, report: &mut Report) {
    if parts.annexes.is_empty() {
        return;
    }
    let Some(first) = report.there("attachments", "附件说明", parts.attachments.first().copied()) else { return };
    if let Some(before) = parts.body.last().filter(|before| before.page == first.page) {
        report.near("attachments-place", first.page, "below the text", first.y - before.y, 2.0 * PITCH, PLACE);
    }
    report.near("attachments-place", first.page, "indent", first.left() - LEFT, 2.0 * ZI, PLACE);
    let hanging = parts.attachments[1..].iter().filter(|line| line.left() < LEFT + 5.0 * ZI - PLACE);
    report
        .hold("attachments-place", first.page, hanging.count() == 0, || "a name does not hang below the first".into());
    let text: String = parts.attachments.iter().map(|line| line.text()).collect();
    let named = parts.annexes.iter().enumerate().map(|(index, annex)| {
        let name: String = annex.title.iter().map(|line| line.text()).collect();
        if parts.annexes.len() > 1 { format!("{}.{name}", index + 1) } else { name }
    });
    let wanted = format!("附件：{}", named.collect::<String>());
    report.hold("attachments-text", first.page, text == wanted, || {
        format!("附件说明 is “{text}”, the annexes say “{wanted}”")
    });
}

/// With a seal: the date four characters from the right, the office over its middle. Without: the office two characters
/// from the right, the date beginning two characters right of it; a date longer than the office, itself two from the right.
fn signature(parts: &Parts<'_>, kind: &Kind, report: &mut Report) {
    let Some(office) = report.there("signature", "署名", parts.office) else { return };
    let Some(date) = report.there("signature", "the date", parts.date) else { return };
    let blank = !is_date(&date.text());
    report.hold("date-text", date.page, !blank || date.text() == "年月日", || {
        format!("the date is “{}”", date.text())
    });
    for line in [office, date] {
        judge("signature-face", line.page, hanzi_in(line, Face::Fang), report);
        report.near("signature-face", line.page, "size", line.size(), SIZE_3, SIZE);
    }
    let before = parts.attachments.last().or(parts.body.last()).filter(|before| before.page == office.page);
    if let Some(before) = before {
        let rows = (office.y - before.y) / PITCH;
        let allowed: &[f64] = if kind.sealed { &[2.0, 3.0] } else { &[2.0] };
        let holds = allowed.iter().any(|wanted| (rows - wanted).abs() < 0.05);
        report.hold("signature-place", office.page, holds, || {
            format!("署名 is {rows:.2} lines below what stands before it")
        });
    }
    let with_text = parts.body.iter().any(|line| line.page == office.page);
    report.hold("signature-page", office.page, with_text, || "the page of 署名 has no running text".into());
    report.near("signature-place", date.page, "date below 署名", date.y - office.y, PITCH, PLACE);
    // A draft's date line begins with four blanks before 年.
    let begins = if blank { date.left() - 4.0 * ZI } else { date.left() };
    let (long, short) = (office.right() - office.left(), date.right() - begins);
    let place = "signature-place";
    if kind.sealed {
        report.near(place, date.page, "end of the date", date.right(), RIGHT - 4.0 * ZI, 0.3);
        let middle = f64::midpoint(office.left(), office.right());
        let pushed = (office.right() - RIGHT).abs() < 0.3;
        let centred = (middle - f64::midpoint(begins, date.right())).abs() < 0.5;
        report.hold(place, office.page, centred || pushed, || {
            format!("署名 is centred at {middle:.2} mm, not over the date")
        });
    } else if short > long {
        report.near(place, date.page, "end of the date", date.right(), RIGHT - 2.0 * ZI, 0.3);
    } else {
        report.near(place, office.page, "end of 署名", office.right(), RIGHT - 2.0 * ZI, 0.3);
        report.near(place, date.page, "beginning of the date", begins - office.left(), 2.0 * ZI, 0.3);
    }
}

/// On a page of its own: 附件 with its number in 3号黑体 on the first line, flush left; the title on the third.
fn annex(index: usize, count: usize, annex: &Annex<'_>, report: &mut Report) {
    let label = annex.label;
    let wanted = if count > 1 { format!("附件{}", index + 1) } else { "附件".into() };
    report.hold("annex-label", label.page, label.text() == wanted, || format!("“{}”, not “{wanted}”", label.text()));
    judge("annex-label", label.page, hanzi_in(label, Face::Hei), report);
    report.near("annex-label", label.page, "size", label.size(), SIZE_3, SIZE);
    let (left, top) = if annex.wide { (35.0, LEFT) } else { (LEFT, TOP) };
    report.near("annex-label", label.page, "left edge", label.left(), left, PLACE);
    report.near("annex-label", label.page, "first line", label.top(), top, PLACE);
    let Some(first) = report.there("annex-title", "the title of an annex", annex.title.first().copied()) else {
        return;
    };
    let middle = f64::midpoint(first.top(), first.bottom());
    let third = f64::midpoint(label.top(), label.bottom()) + 2.0 * PITCH;
    report.near("annex-title", first.page, "third line", middle, third, EDGE);
    if !annex.wide {
        set_as_title(&annex.title, report);
    }
}

/// Rules as wide as 版心, the first and last thicker; the last is the lower edge of 版心 on the last page. 4号仿宋, one character in.
fn imprint(document: &Document, parts: &Parts<'_>, rows: usize, report: &mut Report) {
    let Some((first, last)) = report.there("imprint", "版记", parts.imprint.first().zip(parts.imprint.last())) else {
        return;
    };
    let at = document.pages.len();
    let rules = horizontal(&document.pages[at - 1], first.top() - 8.0, BOTTOM + 5.0);
    report.hold("imprint-rules", at, rules.len() == rows + 1, || {
        format!("版记 has {} rules for {rows} rows", rules.len())
    });
    for (index, rule) in rules.iter().enumerate() {
        let (width, colour) = rule.stroke.unwrap();
        let edge = index == 0 || index + 1 == rules.len();
        report.near("imprint-rules", at, "thickness", width, if edge { 0.35 } else { 0.25 }, 0.02);
        report.near("imprint-rules", at, "left end", rule.rect.left, LEFT, 0.2);
        report.near("imprint-rules", at, "right end", rule.rect.right, RIGHT, 0.2);
        report.hold("imprint-rules", at, is_black(colour), || "a rule of 版记 is not black".into());
    }
    if let Some(lowest) = rules.last() {
        report.near("imprint-foot", at, "last rule", lowest.rect.top, BOTTOM, 0.3);
    }
    let zi = SIZE_4 * MM;
    for line in &parts.imprint {
        judge("imprint-face", at, hanzi_in(line, Face::Fang), report);
        report.near("imprint-face", at, "size", line.size(), SIZE_4, SIZE);
        report.hold("imprint-text", at, line.left() > LEFT + zi - PLACE, || {
            format!("“{}” begins too far left", line.text())
        });
    }
    report.near("imprint-text", at, "left edge", first.left(), LEFT + zi, PLACE);
    let copied = parts.imprint.iter().take_while(|line| !line.text().ends_with("印发")).map(|line| line.text());
    let copied: String = copied.collect();
    let ends = copied.is_empty() || (copied.starts_with("抄送：") && copied.ends_with('。'));
    report.hold("imprint-text", at, ends, || format!("抄送 is “{copied}”"));
    let dated = last.text().ends_with("日印发");
    report.hold("imprint-text", at, dated, || format!("版记 ends with “{}”", last.text()));
    report.near("imprint-text", at, "right edge", last.right(), RIGHT - zi, 0.2);
}
