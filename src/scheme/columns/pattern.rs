//! Patterns: file names, sheets and headers with wildcards and captures.

use crate::formula::text::{normal, width};
use crate::scheme::cut::{Part, Quotes};
use crate::scheme::decl::{Pattern, Piece};
use crate::scheme::faults;
use crate::scheme::fields::Reading;

/// Reads a pattern. `{期} {年} {上期} {上年}` become this period's labels, unless a table has that name.
pub(in crate::scheme) fn pattern(r: &mut Reading<'_>, part: Part<'_>) -> Pattern {
    let mut pieces = Pieces::default();
    let mut rest = part.text.char_indices();
    while let Some((at, c)) = rest.next() {
        match width(c) {
            '*' => pieces.push(Piece::Any),
            '?' => pieces.push(Piece::One),
            open @ ('{' | '「') => {
                let close = if open == '{' { '}' } else { '」' };
                let from = at + c.len_utf8();
                let Some((to, _)) = rest.find(|(_, c)| width(*c) == close) else {
                    let quote = part.slice(at, from);
                    r.fault(faults::UNCLOSED, quote.span(), &[("found", quote.text)]);
                    pieces.text(&part.text[from..]);
                    break;
                };
                match open {
                    '{' => pieces.push(captured(r, part.text[from..to].trim())),
                    _ => pieces.text(&part.text[from..to]),
                }
            }
            _ => pieces.text(c.encode_utf8(&mut [0; 4])),
        }
    }
    Pattern { text: part.text.to_owned(), pieces: pieces.list }
}

/// The texts with `{期}` and the like replaced, and nothing else of a pattern: values and labels.
pub(in crate::scheme) fn labelled(r: &mut Reading<'_>, text: &str) -> String {
    let mut out = text.to_owned();
    for word in ["期", "年", "上期", "上年"] {
        if let Piece::Text(label) = captured(r, word) {
            out = out.replace(&format!("{{{word}}}"), &label);
        }
    }
    out
}

/// A path of headers from the top: `A>B`.
pub(super) fn path(r: &mut Reading<'_>, part: Part<'_>) -> Vec<Pattern> {
    let levels = part.split(&['>'], Quotes::All);
    let levels = levels.iter().map(Part::trim).map(|level| {
        if level.is_empty() {
            r.fault(faults::HEADER_EMPTY, part.span(), &[("found", part.text)]);
        }
        pattern(r, level)
    });
    levels.collect()
}

fn captured(r: &Reading<'_>, name: &str) -> Piece {
    let label = if r.tables.contains(&normal(name)) { None } else { r.period.named(name) };
    label.map_or_else(|| Piece::Capture(name.to_owned()), Piece::Text)
}

/// Pieces in order; texts that touch are one.
#[derive(Default)]
struct Pieces {
    list: Vec<Piece>,
}

impl Pieces {
    fn push(&mut self, piece: Piece) {
        match piece {
            Piece::Text(text) => self.text(&text),
            other => self.list.push(other),
        }
    }
    fn text(&mut self, text: &str) {
        if let Some(Piece::Text(before)) = self.list.last_mut() {
            before.push_str(text);
        } else if !text.is_empty() {
            self.list.push(Piece::Text(text.to_owned()));
        }
    }
}
