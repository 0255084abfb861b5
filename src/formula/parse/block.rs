//! A block of rules, cut into its rules: a line that is not indented begins one, indented lines go on.

use super::{SyntaxFault, faults};
use crate::formula::ast::Span;
use crate::formula::text::width;

/// A stretch of the text and the byte at which it begins in its file.
pub(super) struct Stretch<'a> {
    pub(super) text: &'a str,
    pub(super) base: usize,
}

/// The rules of a block. Lines of comment alone and empty lines begin none.
pub(super) fn lines(text: &str, base: usize) -> (Vec<Stretch<'_>>, Vec<SyntaxFault>) {
    let mut starts = Vec::new();
    let mut found = Vec::new();
    let mut margin = 0;
    let mut pos = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let content = line.trim();
        if !content.is_empty() && !content.starts_with(['#', '＃']) {
            if starts.is_empty() && indent > 0 && text.trim_end().contains('\n') {
                let start = base + pos + indent;
                let span = Span { start, end: start + content.len() };
                found.push(SyntaxFault::new(faults::INDENTED_START, span, &[("found", content)]));
                // The block as a whole seems to be indented: its lines are still read one by one.
                margin = indent;
            }
            if starts.is_empty() || indent <= margin {
                starts.push(pos);
            }
        }
        pos += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let stretches =
        starts.iter().zip(ends).map(|(start, end)| Stretch { text: &text[*start..end], base: base + start });
    (stretches.collect(), found)
}

/// A stretch cut at every ； that stands in no bracket, quotation or comment.
pub(super) fn separated<'a>(stretch: &Stretch<'a>) -> Vec<Stretch<'a>> {
    let text = stretch.text;
    let mut parts = Vec::new();
    let (mut start, mut depth, mut before) = (0, 0_usize, '\n');
    let mut until = None;
    for (at, raw) in text.char_indices() {
        let c = width(raw);
        match until {
            Some(end) => {
                // A quotation ends with its line, even where its sign is missing.
                if c == end || c == '\n' {
                    until = None;
                }
            }
            None => match c {
                '“' => until = Some('”'),
                '"' => until = Some('"'),
                '「' => until = Some('」'),
                '#' if before.is_whitespace() => until = Some('\n'),
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                ';' if depth == 0 => {
                    parts.push((start, at));
                    start = at + raw.len_utf8();
                }
                _ => {}
            },
        }
        before = raw;
    }
    parts.push((start, text.len()));
    parts
        .into_iter()
        .map(|(start, end)| Stretch { text: &text[start..end], base: stretch.base + start })
        .filter(|part| part.text.lines().any(|l| !l.trim().is_empty() && !l.trim_start().starts_with(['#', '＃'])))
        .collect()
}
