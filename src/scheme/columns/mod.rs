//! The language of columns: `name = header | header: type, option`.

mod options;
mod pattern;
mod types;

#[cfg(test)]
mod tests;

use crate::formula::ast::Name;
use crate::formula::parse;
use crate::formula::text::normal;
use crate::scheme::cut::{Part, Quotes, items, without_comments};
use crate::scheme::decl::{ColumnDecl, ColumnKind, Located, Pattern, Piece};
use crate::scheme::faults;
use crate::scheme::fields::Reading;
use crate::scheme::node::Text;

pub(super) use pattern::{labelled, pattern};
pub(super) use types::{WORDS, word as named_type};

/// Reads columns, one per line or separated by ；, from a text or a list of texts.
pub(super) fn columns(r: &mut Reading<'_>, texts: &[&Text]) -> Vec<ColumnDecl> {
    let mut columns: Vec<ColumnDecl> = Vec::new();
    for text in texts {
        let part = text.part();
        let clean = without_comments(part.text);
        for item in items(Part { text: &clean, at: part.at }, Quotes::All) {
            if let Some(found) = column(r, item) {
                add(r, &mut columns, found);
            }
        }
    }
    columns
}

/// Adds a column unless its name is taken.
pub(super) fn add(r: &mut Reading<'_>, columns: &mut Vec<ColumnDecl>, column: ColumnDecl) {
    match columns.iter().find(|other| normal(&other.label) == normal(&column.label)) {
        None => columns.push(column),
        Some(first) => {
            let finding = crate::finding::Finding::new(faults::COLUMN_TWICE, column.place)
                .with("column", column.label)
                .and_at(first.place.clone());
            r.findings.push(finding);
        }
    }
}

/// Reads one column; nothing where it has no name or an unclosed quote.
pub(super) fn column(r: &mut Reading<'_>, item: Part<'_>) -> Option<ColumnDecl> {
    if let Some(quote) = item.unclosed(Quotes::All) {
        r.fault(faults::UNCLOSED, quote.span(), &[("found", quote.text)]);
        return None;
    }
    let (left, kind_part, option_parts) = sections(item);
    let (name_part, headers_part) = match left.split_once(&['=']) {
        Some((name, _, headers)) => (name.trim(), Some(headers)),
        None => (left.trim(), None),
    };
    let (name, label) = name(r, name_part)?;
    let kind = kind_part.map_or(Some(ColumnKind::Text), |part| types::kind(r, part));
    let headers = match headers_part {
        Some(part) => headers(r, part),
        None => vec![own_header(r, name_part)],
    };
    let kind_or_text = kind.clone().unwrap_or(ColumnKind::Text);
    let bare = ColumnDecl::bare(name, label, r.place(item.span()));
    let mut column = ColumnDecl { headers, kind: kind_or_text, ..bare };
    // Without a type nothing can be said about the options.
    if kind.is_some() {
        options::read(r, &mut column, &option_parts);
    }
    Some(column)
}

/// `name = headers`, the type behind `:`, and the options behind commas.
fn sections(item: Part<'_>) -> (Part<'_>, Option<Part<'_>>, Vec<Part<'_>>) {
    match item.split_once(&[':', ',']) {
        None => (item, None, Vec::new()),
        Some((left, ':', rest)) => {
            let mut parts = rest.split(&[','], Quotes::All);
            let kind = parts.remove(0);
            (left, Some(kind), parts)
        }
        Some((left, _, rest)) => (left, None, rest.split(&[','], Quotes::All)),
    }
}

fn name(r: &mut Reading<'_>, part: Part<'_>) -> Option<(Name, String)> {
    let quoted = part.unquoted(Quotes::Names);
    let inner = quoted.unwrap_or(part).trim();
    if inner.is_empty() {
        r.fault(faults::COLUMN_WITHOUT_NAME, part.span(), &[]);
        return None;
    }
    let mut name = parse::name(inner.text, inner.at);
    name.quoted = quoted.is_some();
    name.span = part.span();
    Some((name, inner.text.to_owned()))
}

fn headers(r: &mut Reading<'_>, part: Part<'_>) -> Vec<Vec<Pattern>> {
    if let Some((_, _, rest)) = part.split_once(&['=']) {
        let at = rest.at - part.at;
        let sign = part.slice(at - part.text[..at].chars().next_back().map_or(0, char::len_utf8), at);
        r.fault(faults::STRAY_SIGN, sign.span(), &[("found", sign.text)]);
        return headers(r, rest);
    }
    let mut headers = Vec::new();
    for alternative in part.split(&['|'], Quotes::All) {
        let alternative = alternative.trim();
        if alternative.is_empty() {
            r.fault(faults::HEADER_EMPTY, part.trim().span(), &[("found", part.text.trim())]);
        } else {
            headers.push(pattern::path(r, alternative));
        }
    }
    headers
}

/// The header that a column has where none is written: its name.
fn own_header(r: &mut Reading<'_>, name: Part<'_>) -> Vec<Pattern> {
    match name.unquoted(Quotes::Names) {
        // In quotes only captures keep their meaning: `「率·{指标}」`.
        Some(inner) if !inner.text.contains('{') => {
            vec![Pattern { text: inner.text.to_owned(), pieces: vec![Piece::Text(inner.text.to_owned())] }]
        }
        Some(inner) => vec![pattern(r, inner)],
        None => pattern::path(r, name),
    }
}

/// `column = value` pairs of `set` and `beside`, separated by commas, ； or line breaks.
pub(super) fn pairs(r: &mut Reading<'_>, text: &Text, key: &str) -> Vec<(Located<String>, String)> {
    let mut pairs = Vec::new();
    for item in text.part().split(&['\n', ';', ','], Quotes::All) {
        let item = item.trim();
        if item.is_empty() {
            continue;
        }
        let sides = item.split_once(&['=']).map(|(name, _, value)| (unquoted(name), unquoted(value)));
        match sides {
            Some((name, value)) if !name.is_empty() && !value.is_empty() => {
                let value = labelled(r, value.text);
                pairs.push((r.located(name), value));
            }
            _ => r.fault(faults::PAIR_EXPECTED, item.span(), &[("key", key), ("found", item.text)]),
        }
    }
    pairs
}

/// A name or value without its blanks and its quotes.
pub(super) fn unquoted(part: Part<'_>) -> Part<'_> {
    let part = part.trim();
    part.unquoted(Quotes::All).unwrap_or(part).trim()
}
