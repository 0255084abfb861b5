//! Text tables: comma, semicolon or tab; RFC 4180 quotes; UTF-8, UTF-16 with a mark, GB18030.

use std::borrow::Cow;
use std::sync::Arc;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::fill::{Allowance, Contents, Filling};
use super::sniff::disguise;
use super::trouble::Trouble;

/// Rows looked at to find the separator.
const SAMPLE: usize = 50;
/// Letters beyond ASCII that stand as good UTF-8 before the first fault in a file that is meant to be UTF-8:
/// GB18030 text hardly ever passes for so many.
const MEANT_UTF8: usize = 8;

/// The one sheet of a text file, without a name.
pub(super) fn read(bytes: &[u8]) -> Result<Contents, Trouble> {
    let text = decode(bytes)?;
    if let Some(disguise) = disguise(&text) {
        return Err(disguise);
    }
    let mut allowance = Allowance::new();
    let mut sheet = Filling::new(Arc::from(""), false, &mut allowance);
    let (separator, text) = match announced(&text) {
        Some(found) => found,
        None => (separator(&text), &*text),
    };
    let mut fields = Fields { rest: text, separator, row: 0, col: 0, ended: false };
    while let Some((row, col, value)) = fields.next_field()? {
        if !value.is_empty() {
            sheet.put_text(row, col, Arc::from(&*value), false)?;
        }
    }
    Ok(Contents { sheets: vec![sheet.done()], ..Contents::default() })
}

/// The text of a file: by its mark, else strict UTF-8, else GB18030 (GB 18030-2022, which holds GBK).
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Trouble> {
    let (encoding, body) = match bytes {
        [0xEF, 0xBB, 0xBF, body @ ..] => (UTF_8, body),
        [0xFF, 0xFE, body @ ..] => (UTF_16LE, body),
        [0xFE, 0xFF, body @ ..] => (UTF_16BE, body),
        _ => match std::str::from_utf8(bytes) {
            Err(fault) if !is_meant_utf8(&bytes[..fault.valid_up_to()]) => (GB18030, bytes),
            _ => (UTF_8, bytes),
        },
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(body);
    match &text {
        // Control characters: pictures, programs, files overwritten with NUL.
        Some(text) if text.chars().any(is_binary) => Err(Trouble::NotAWorkbook),
        None if body.iter().take(4096).any(|b| is_binary(char::from(*b)) && b.is_ascii()) => Err(Trouble::NotAWorkbook),
        None => Err(Trouble::Encoding { line: faulty_line(encoding, body) }),
        Some(_) => text.ok_or(Trouble::NotAWorkbook),
    }
}

fn is_meant_utf8(good: &[u8]) -> bool {
    // Every letter beyond ASCII has one first byte of at least 0xC0.
    good.iter().filter(|b| **b >= 0xC0).count() > MEANT_UTF8
}

fn is_binary(c: char) -> bool {
    // 0x1A ends some old files; form feed and vertical tab come out of text programs.
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\x1A' | '\x7F')
}

/// The first line, from 1, that is no text in the encoding.
fn faulty_line(encoding: &'static encoding_rs::Encoding, body: &[u8]) -> usize {
    let lines = body.split(|b| *b == b'\n');
    let good = lines.take_while(|line| encoding.decode_without_bom_handling_and_without_replacement(line).is_some());
    good.count() + 1
}

/// A separator that the first line announces, as Excel understands it, and what follows that line.
fn announced(text: &str) -> Option<(char, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let mut named = first.trim_end_matches('\r').strip_prefix("sep=")?.chars();
    let separator = named.next()?;
    (named.next().is_none() && separator.is_ascii()).then_some((separator, rest))
}

/// The separator that cuts the most sampled rows into equally many fields; a comma where none cuts any.
fn separator(text: &str) -> char {
    let mut best = (0, ',');
    for candidate in [',', '\t', ';'] {
        let mut counts: Vec<usize> = Vec::new();
        let mut quoted = false;
        for line in text.lines().take(SAMPLE) {
            let mut count = 0;
            for c in line.chars() {
                quoted ^= c == '"';
                count += usize::from(c == candidate && !quoted);
            }
            if count > 0 && !quoted {
                counts.push(count);
            }
        }
        let most = counts.iter().map(|count| counts.iter().filter(|other| *other == count).count()).max();
        if most > Some(best.0) {
            best = (most.unwrap_or_default(), candidate);
        }
    }
    best.1
}

/// Fields in order, with their rows and columns.
struct Fields<'a> {
    rest: &'a str,
    separator: char,
    row: u32,
    col: u32,
    ended: bool,
}

impl<'a> Fields<'a> {
    fn next_field(&mut self) -> Result<Option<(u32, u32, Cow<'a, str>)>, Trouble> {
        if self.ended || (self.rest.is_empty() && self.col == 0) {
            return Ok(None);
        }
        let place = (self.row, self.col);
        let mut value = Cow::Borrowed("");
        if let Some(inside) = self.rest.strip_prefix('"') {
            let (text, rest) = quoted(inside).ok_or(Trouble::QuoteOpen { row: self.row })?;
            (value, self.rest) = (Cow::Owned(text), rest);
        }
        let end = self.rest.find([self.separator, '\n', '\r']).unwrap_or(self.rest.len());
        let (plain, rest) = self.rest.split_at(end);
        // What stands behind a closing quote belongs to the field, as spreadsheets read it.
        value += plain;
        let mut chars = rest.chars();
        match chars.next() {
            None => self.ended = true,
            Some(c) if c == self.separator => self.col += 1,
            Some(c) => {
                self.row += 1;
                self.col = 0;
                if c == '\r' && chars.as_str().starts_with('\n') {
                    chars.next();
                }
            }
        }
        self.rest = chars.as_str();
        Ok(Some((place.0, place.1, value)))
    }
}

/// The text up to the closing quote, doubled ones made single, and what follows; none where it stays open.
fn quoted(mut rest: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    loop {
        let (part, behind) = rest.split_once('"')?;
        text.push_str(part);
        match behind.strip_prefix('"') {
            Some(more) => {
                text.push('"');
                rest = more;
            }
            None => return Some((text, behind)),
        }
    }
}

#[cfg(test)]
mod tests;
