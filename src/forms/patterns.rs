//! Patterns turned round: from what was declared to a text that it takes.

use super::Put;
use crate::formula::text::normal;
use crate::scheme::decl::{Pattern, Piece};

/// The captures of a pattern, from the left.
pub(super) fn captures(pattern: &Pattern) -> impl Iterator<Item = &str> {
    pattern.pieces.iter().filter_map(|piece| match piece {
        Piece::Capture(name) => Some(name.as_str()),
        Piece::Text(_) | Piece::Any | Piece::One => None,
    })
}

/// Has it a `*`?
pub(super) fn has_any(pattern: &Pattern) -> bool {
    pattern.pieces.contains(&Piece::Any)
}

/// The text that a pattern takes, with these entries put in and `any` for each `*`.
pub(super) fn text(pattern: &Pattern, puts: &[Put], any: &str) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Any => any.to_owned(),
        Piece::One => "1".to_owned(),
        Piece::Capture(name) => put(puts, name).map(|put| put.text.clone()).unwrap_or_default(),
    };
    pattern.pieces.iter().map(piece).collect()
}

/// What is put in for a capture.
pub(super) fn put<'p>(puts: &'p [Put], name: &str) -> Option<&'p Put> {
    puts.iter().find(|put| normal(&put.column) == normal(name))
}

/// Does a name fit a pattern, whatever its captures take?
pub(super) fn fits(pattern: &Pattern, name: &str) -> bool {
    let name: Vec<char> = normal(name).chars().collect();
    fits_from(&pattern.pieces, &name)
}

fn fits_from(pieces: &[Piece], name: &[char]) -> bool {
    let Some((piece, rest)) = pieces.split_first() else { return name.is_empty() };
    match piece {
        Piece::Text(text) => {
            let text: Vec<char> = normal(text).chars().collect();
            name.starts_with(&text) && fits_from(rest, &name[text.len()..])
        }
        Piece::One => !name.is_empty() && fits_from(rest, &name[1..]),
        Piece::Any | Piece::Capture(_) => (0..=name.len()).any(|from| fits_from(rest, &name[from..])),
    }
}
