//! Names: runs of letters and digits, and what stands in 「」.

use super::{Kind, Lexer, keyword};
use crate::formula::ast::{Name, NamePart, Span};
use crate::formula::faults;
use crate::formula::parse::SyntaxFault;
use crate::formula::text::width;

/// May it stand in a name that is not quoted? ({ and } are looked at apart.)
pub fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '·')
}

/// The pieces of a name's text, which begins at byte `start` of its file: texts and `{表}`.
pub fn name_parts(text: &str, start: usize) -> (Vec<NamePart>, Vec<SyntaxFault>) {
    let (mut parts, mut faults_found, mut literal) = (Vec::new(), Vec::new(), String::new());
    let mut pos = 0;
    while let Some(c) = text[pos..].chars().next() {
        let here = pos;
        pos += c.len_utf8();
        if width(c) != '{' {
            literal.push(c);
            continue;
        }
        let closes = text[pos..].find(|c| matches!(width(c), '{' | '}'));
        match closes.map(|at| pos + at).filter(|at| text[*at..].chars().next().map(width) == Some('}')) {
            Some(end) => {
                let entry = text[pos..end].trim();
                pos = end + text[end..].chars().next().map_or(0, char::len_utf8);
                if entry.is_empty() {
                    let span = Span { start: start + here, end: start + pos };
                    faults_found.push(SyntaxFault::new(faults::EMPTY_NAME, span, &[("found", &text[here..pos])]));
                }
                if !literal.is_empty() {
                    parts.push(NamePart::Text(std::mem::take(&mut literal)));
                }
                parts.push(NamePart::Entry(entry.to_owned()));
            }
            None => {
                let span = Span { start: start + here, end: start + text.len() };
                faults_found.push(SyntaxFault::new(faults::UNCLOSED_ENTRY, span, &[("found", &text[here..])]));
                literal.push(c);
            }
        }
    }
    if !literal.is_empty() || parts.is_empty() {
        parts.push(NamePart::Text(literal));
    }
    (parts, faults_found)
}

impl Lexer<'_> {
    /// The rest of a name that began at byte `start`.
    pub(super) fn name_run(&mut self, start: usize) {
        let mut last = ' ';
        while let Some(c) = self.peek() {
            let digits_around = || last.is_ascii_digit() && self.peek_second().is_some_and(|d| d.is_ascii_digit());
            if c == '{' {
                let line = self.rest().split('\n').next().unwrap_or("");
                let end = line.find(['}', '｝']).map_or(line.len(), |at| at + char_at(line, at));
                self.pos += end;
            } else if is_name_char(c) || c == '.' && digits_around() {
                self.skip();
            } else {
                break;
            }
            last = c;
        }
        let run = &self.text[start..self.pos];
        match keyword(run) {
            Some(keyword) => self.push(start, Kind::Keyword(keyword)),
            None => self.push_name(start, start, self.pos, false),
        }
    }

    pub(super) fn quoted_name(&mut self) {
        let start = self.pos;
        self.skip();
        let line = self.rest().split('\n').next().unwrap_or("");
        let inside = self.pos;
        match line.find('」') {
            Some(at) => {
                self.pos += at;
                let end = self.pos;
                self.skip();
                if self.text[inside..end].trim().is_empty() {
                    let found = &self.text[start..self.pos];
                    self.fault(start, faults::EMPTY_NAME, &[("found", found)]);
                }
                self.push_name(start, inside, end, true);
            }
            None => {
                self.pos += line.len();
                self.fault(start, faults::UNCLOSED_NAME, &[("found", line.trim_end())]);
                self.push_name(start, inside, self.pos, true);
            }
        }
    }

    /// A name token from byte `start` up to here, its text between `from` and `to`.
    fn push_name(&mut self, start: usize, from: usize, to: usize, quoted: bool) {
        let text = &self.text[from..to];
        if !quoted && text.starts_with('若') && text.contains('则') {
            self.fault(start, faults::WORDS_RUN_TOGETHER, &[("found", text), ("keyword", "若")]);
        }
        let (parts, found) = name_parts(text, self.base + from);
        self.faults.extend(found);
        let span = self.span(start);
        self.push(start, Kind::Name(Name { parts, span, quoted }));
    }
}

/// Bytes of the character at `at`.
fn char_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}
