//! Findings for people: the sentence, its place with an excerpt underlined, what was expected and what to do.

use annotate_snippets::renderer::{
    DEFAULT_EMPHASIS_STYLE, DEFAULT_ERROR_STYLE, DEFAULT_NOTE_STYLE, DEFAULT_WARNING_STYLE, Style,
};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};

use super::messages::{Language, Messages};
use super::place::{Sources, shown};
use super::{At, Finding, Place, Severity};

/// Related places beyond this many are counted, not listed.
const MOST_RELATED: usize = 8;
/// A place of more lines than this is underlined on its first line only.
const MOST_LINES: usize = 4;

/// How findings are shown.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// In which language.
    pub language: Language,
    /// With the colours of a terminal.
    pub colour: bool,
    /// Columns of the terminal; longer lines of an excerpt are cut.
    pub width: usize,
}

/// All findings in the order given, a blank line after each.
pub fn findings<'a>(list: impl IntoIterator<Item = &'a Finding>, sources: &Sources, look: &Look) -> String {
    list.into_iter().map(|found| finding(found, sources, look) + "\n\n").collect()
}

/// One finding, without a line break at its end.
pub fn finding(finding: &Finding, sources: &Sources, look: &Look) -> String {
    let messages = Messages::of(look.language);
    let mut place = Group::with_level(level(finding.code.severity)).element(excerpt(finding, sources, messages));
    let footers = footers(finding, sources, messages);
    let elements = footers.into_iter().map(|line| Level::NOTE.no_name().message(line));
    place = place.elements(elements);
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let body = renderer.term_width(look.width).render(&[place]);
    format!("{}\n{body}", head(finding, messages, look.colour))
}

/// `error[code]: sentence`.
fn head(finding: &Finding, messages: &Messages, colour: bool) -> String {
    let (key, style) = match finding.code.severity {
        Severity::Error => ("head-error", DEFAULT_ERROR_STYLE),
        Severity::Warning => ("head-warning", DEFAULT_WARNING_STYLE),
        Severity::Note => ("head-note", DEFAULT_NOTE_STYLE),
    };
    let (style, strong) = if colour { (style, DEFAULT_EMPHASIS_STYLE) } else { (Style::new(), Style::new()) };
    let label = messages.text(key, &[("code", finding.code.id)]);
    // A header cell often holds line breaks; the sentence stays one line all the same.
    let sentence = plain(&messages.sentence(finding).replace("\r\n", "\n").replace('\n', "↵"));
    format!("{style}{label}{style:#}{strong}{sentence}{strong:#}")
}

/// The place, with its lines where it is in a text that is at hand.
fn excerpt<'a>(finding: &'a Finding, sources: &'a Sources, messages: &Messages) -> Element<'a> {
    let place = &finding.place;
    let (At::Text { start, end }, Some(source)) = (&place.at, sources.get(&place.file)) else {
        return Origin::path(plain(&shown(place, None))).into();
    };
    let label = messages.text("label-here-too", &[]);
    let beside = finding.related.iter().filter_map(|other| beside(place, other)).take(MOST_RELATED);
    let beside = beside.map(|(start, end)| AnnotationKind::Context.span(span(source, start, end)).label(label.clone()));
    Snippet::source(&**source)
        .path(plain(&place.file))
        .annotation(AnnotationKind::Primary.span(span(source, *start, *end)))
        .annotations(beside)
        .into()
}

/// The bytes of another place of the same text, which the same excerpt shows.
fn beside(place: &Place, other: &Place) -> Option<(usize, usize)> {
    match other.at {
        At::Text { start, end } if other.file == place.file && matches!(place.at, At::Text { .. }) => {
            Some((start, end))
        }
        _ => None,
    }
}

/// Bytes that can be underlined: whole characters inside the text, at least one, and not half a page.
fn span(source: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let start = source.floor_char_boundary(start);
    let end = source.ceil_char_boundary(end.max(start));
    let text = &source[start..end];
    if text.matches('\n').count() < MOST_LINES {
        return start..end;
    }
    start..start + text.find('\n').unwrap_or(text.len())
}

/// What was expected, what to do, and the places that the excerpt does not show.
fn footers(finding: &Finding, sources: &Sources, messages: &Messages) -> Vec<String> {
    let line = |key: &str, text: &str| plain(&messages.text(key, &[("text", text)]));
    let mut lines = Vec::new();
    lines.extend(messages.expected(finding).map(|text| line("line-expected", &text)));
    lines.extend(messages.mend(finding).map(|text| line("line-mend", &text)));
    let source_at_hand = sources.contains_key(&finding.place.file);
    let apart = |other: &&Place| !source_at_hand || beside(&finding.place, other).is_none();
    let apart: Vec<&Place> = finding.related.iter().filter(apart).collect();
    for other in apart.iter().take(MOST_RELATED) {
        lines.push(line("line-related", &shown(other, sources.get(&other.file).map(|text| &**text))));
    }
    if let Some(more) = apart.len().checked_sub(MOST_RELATED).filter(|more| *more > 0) {
        lines.push(line("line-more", &more.to_string()));
    }
    lines
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// Names and texts of workbooks may hold control characters; none of them reaches the terminal.
fn plain(text: &str) -> String {
    normalize_untrusted_str(text)
}

#[cfg(test)]
#[path = "render/tests.rs"]
mod tests;
