//! A finished PDF read back with poppler: characters with their face, size, colour and place, line by line, and
//! what is drawn between them.
//!
//! `pdftohtml -xml` knows which character is set in which face and size, `pdftocairo -svg` knows to a thousandth of a
//! point where each glyph stands; both list the same glyphs, so a line's characters and its outlines are paired from left
//! to right. A line where they differ in number fails loudly.

use std::path::Path;
use std::process::Command;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::drawing::{self, Colour, Drawing, Drawn, MM, Placed, Rect};

/// A character as it stands on the page, in millimetres.
#[derive(Clone, Debug)]
pub struct Glyph {
    pub c: char,
    /// Of its origin.
    pub x: f64,
    /// In points, as poppler gives it: to a third of a point.
    pub size: f64,
    /// Without the mark of the subset.
    pub font: String,
    pub colour: Colour,
    pub ink: Rect,
}

/// Characters on one baseline, from left to right.
#[derive(Clone, Debug)]
pub struct Line {
    /// From 1.
    pub page: usize,
    /// Of the baseline.
    pub y: f64,
    pub glyphs: Vec<Glyph>,
}

/// One page.
pub struct Page {
    pub width: f64,
    pub height: f64,
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// Lines that run downwards, as the page number of a page on its side does.
    pub turned: Vec<Line>,
    pub drawn: Vec<Drawn>,
}

/// A whole document.
pub struct Document {
    /// As the file says it is called.
    pub title: String,
    pub pages: Vec<Page>,
}

impl Line {
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.c).collect()
    }
    /// Largest size on it, in points.
    pub fn size(&self) -> f64 {
        self.glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max)
    }
    pub fn left(&self) -> f64 {
        self.glyphs[0].x
    }
    /// Where the last character's box ends: it is as wide as its size, or as its neighbour where a line is narrowed.
    pub fn right(&self) -> f64 {
        let last = self.glyphs.last().unwrap();
        let before = self.glyphs.iter().rev().nth(1).filter(|before| is_hanzi(before.c));
        let wide = before.map_or(f64::INFINITY, |before| last.x - before.x).min(last.size * MM);
        if is_hanzi(last.c) { last.x + wide } else { last.ink.right }
    }
    /// Upper edge of the boxes of its characters: a box reaches 0.88 of the size above the baseline.
    pub fn top(&self) -> f64 {
        self.y - 0.88 * self.size() * MM
    }
    /// Lower edge of the boxes of its characters.
    pub fn bottom(&self) -> f64 {
        self.y + 0.12 * self.size() * MM
    }
    pub fn ink(&self) -> Rect {
        let inks = self.glyphs.iter().map(|glyph| glyph.ink);
        inks.reduce(|a, b| Rect {
            left: a.left.min(b.left),
            top: a.top.min(b.top),
            right: a.right.max(b.right),
            bottom: a.bottom.max(b.bottom),
        })
        .unwrap()
    }
}

/// A Chinese character, also of the extensions.
pub fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Leaves no ink; a blank without width marks a place where a line may break.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{200B}'
}

/// What a poppler tool says of a file.
pub fn poppler(tool: &str, options: &[&str], pdf: &Path) -> String {
    let output = Command::new(tool).args(options).arg(pdf).arg("-").output();
    let output = output.unwrap_or_else(|error| panic!("{tool} (package poppler-utils): {error}"));
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What `pdfinfo` or `pdffonts` says of a file.
pub fn listing(tool: &str, options: &[&str], pdf: &Path) -> String {
    let output = Command::new(tool).args(options).arg(pdf).output().expect("poppler-utils is installed");
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    // Titles of headings in the structure tree come as they stand in the file, in UTF-16.
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Reads a finished document.
pub fn read(pdf: &Path) -> Document {
    let info = listing("pdfinfo", &[], pdf);
    let title = info.lines().find_map(|line| line.strip_prefix("Title:")).unwrap_or_default().trim().to_owned();
    let pages = runs(pdf).into_iter().enumerate().map(|(index, runs)| {
        let number = (index + 1).to_string();
        let options = ["-svg", "-noshrink", "-nocenter", "-f", &number, "-l", &number];
        page(index + 1, drawing::read(&poppler("pdftocairo", &options, pdf)), &runs)
    });
    Document { title, pages: pages.collect() }
}

/// A piece of text in one face, as `pdftohtml` gives it; lengths in points.
struct Run {
    left: f64,
    top: f64,
    width: f64,
    size: f64,
    font: String,
    text: String,
}

impl Run {
    /// How many characters leave ink.
    fn marks(&self) -> usize {
        self.text.chars().filter(|c| !is_blank(*c)).count()
    }
}

/// Pixels that `pdftohtml` counts to a point, at its greatest magnification.
const PIXELS: f64 = 3.0;

/// The runs of every page.
fn runs(pdf: &Path) -> Vec<Vec<Run>> {
    let options = ["-xml", "-i", "-zoom", "3", "-fontfullname", "-stdout"];
    let xml = listing("pdftohtml", &options, pdf);
    let mut reader = Reader::from_str(&xml);
    reader.config_mut().expand_empty_elements = true;
    let (mut pages, mut fonts, mut inside) = (Vec::new(), Vec::new(), false);
    loop {
        match reader.read_event().expect("poppler writes well-formed XML") {
            Event::Start(element) => match element.local_name().as_ref() {
                "page" => pages.push(Vec::new()),
                "fontspec" => fonts.push((text(&element, "size"), text(&element, "family"))),
                "text" => {
                    inside = true;
                    pages.last_mut().unwrap().push(begun(&element, &fonts));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "text" => inside = false,
            Event::Eof => return pages,
            event if inside => add(&mut pages.last_mut().unwrap().last_mut().unwrap().text, &event),
            _ => {}
        }
    }
}

/// A run whose text is still to come.
fn begun(element: &BytesStart<'_>, fonts: &[(String, String)]) -> Run {
    let number = |name: &str| text(element, name).parse::<f64>().expect("a number") / PIXELS;
    let (size, font) = &fonts[text(element, "font").parse::<usize>().expect("the number of a face")];
    let font = font.split_once('+').map_or(font.as_str(), |(_, name)| name).to_owned();
    let size = size.parse::<f64>().expect("a number") / PIXELS;
    Run { left: number("left"), top: number("top"), width: number("width"), size, font, text: String::new() }
}

fn add(to: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => to.push_str(&text.xml10_content()),
        Event::GeneralRef(name) => {
            let written = format!("&{};", name.as_ref());
            to.push_str(&unescape(&written).expect("a known entity"));
        }
        _ => {}
    }
}

fn text(element: &BytesStart<'_>, name: &str) -> String {
    let found = element.attributes().filter_map(Result::ok).find(|a| a.key.local_name().as_ref() == name);
    found.map(|a| unescape(&a.value).unwrap().into_owned()).unwrap_or_default()
}

/// Pairs characters with outlines.
fn page(number: usize, drawing: Drawing, runs: &[Run]) -> Page {
    let ink = |placed: &&Placed| drawing.ink.contains_key(&placed.outline);
    let mut inked: Vec<&Placed> = drawing.placed.iter().filter(ink).collect();
    let (level, down): (Vec<&Run>, Vec<&Run>) =
        runs.iter().filter(|run| run.marks() > 0).partition(|run| run.width > 0.0);
    let turned = down.into_iter().map(|run| turned(number, run, &mut inked, &drawing)).collect();
    let mut lines = baselines(inked);
    let mut texts: Vec<Vec<&Run>> = lines.iter().map(|_| Vec::new()).collect();
    for run in level {
        let Some(line) = line_of(run, &lines) else { panic!("page {number}: no glyphs where {} stands", run.text) };
        texts[line].push(run);
    }
    let paired = lines.iter_mut().zip(texts).map(|((y, placed), mut runs)| {
        placed.sort_by(|a, b| a.x.total_cmp(&b.x));
        runs.sort_by(|a, b| a.left.total_cmp(&b.left));
        Line { page: number, y: *y, glyphs: paired(number, placed, &runs, &drawing) }
    });
    Page { width: drawing.width, height: drawing.height, lines: paired.collect(), turned, drawn: drawing.drawn }
}

/// As many characters as outlines, one for one.
fn paired(number: usize, placed: &[&Placed], runs: &[&Run], drawing: &Drawing) -> Vec<Glyph> {
    let said = || runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>();
    let count: usize = runs.iter().map(|run| run.marks()).sum();
    assert_eq!(count, placed.len(), "page {number}: characters and glyphs of {:?}", said());
    let characters = runs.iter().flat_map(|run| run.text.chars().map(move |c| (c, run)));
    let glyphs = characters.filter(|(c, _)| !is_blank(*c)).zip(placed).map(|((c, run), placed)| Glyph {
        c,
        x: placed.x,
        size: run.size,
        font: run.font.clone(),
        colour: placed.colour,
        ink: drawing.ink[&placed.outline].at(placed.x, placed.y),
    });
    glyphs.collect()
}

/// A run that goes downwards: its glyphs stand one below the other and are taken out of the rest.
fn turned(number: usize, run: &Run, inked: &mut Vec<&Placed>, drawing: &Drawing) -> Line {
    let long = run.text.chars().map(|_| run.size).sum::<f64>();
    let within =
        |p: &Placed| (p.x / MM - run.left).abs() < 0.7 && p.y / MM > run.top - 0.7 && p.y / MM < run.top + long;
    let (mut own, rest): (Vec<&Placed>, Vec<&Placed>) = inked.drain(..).partition(|placed| within(placed));
    *inked = rest;
    own.sort_by(|a, b| a.y.total_cmp(&b.y));
    Line { page: number, y: run.top * MM, glyphs: paired(number, &own, &[run], drawing) }
}

/// Glyphs by baseline.
fn baselines(mut inked: Vec<&Placed>) -> Vec<(f64, Vec<&Placed>)> {
    inked.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<(f64, Vec<&Placed>)> = Vec::new();
    for placed in inked {
        match lines.last_mut() {
            Some((y, line)) if placed.y - *y < 0.15 => line.push(placed),
            _ => lines.push((placed.y, vec![placed])),
        }
    }
    lines
}

/// The baseline nearest to a run's foot on which a glyph begins where the run begins.
fn line_of(run: &Run, lines: &[(f64, Vec<&Placed>)]) -> Option<usize> {
    let foot = (run.top + 0.88 * run.size) * MM;
    let (from, to) = (run.left * MM, (run.left + run.width) * MM);
    // A run that begins with a blank begins before its first glyph.
    let blank = run.text.starts_with(is_blank);
    let begins = |p: &&Placed| (p.x - from).abs() < 0.25 || (blank && p.x > from && p.x < to);
    let near = |y: f64| (y - foot).abs() < 0.5 * run.size * MM;
    let found = lines.iter().enumerate().filter(|(_, (y, placed))| near(*y) && placed.iter().any(begins));
    found.min_by(|(_, (a, _)), (_, (b, _))| (a - foot).abs().total_cmp(&(b - foot).abs())).map(|(index, _)| index)
}
