//! From text to words. Full-width and half-width signs are one from here on.

mod names;
mod numbers;

use super::ast::{Comparison, Date, Name, Span, Unit};
use super::faults;
use super::parse::SyntaxFault;
use super::text::width;
use crate::number::Exact;

pub use names::{is_name_char, name_parts};
pub use numbers::is_measure_word;

/// Words with a meaning of their own, recognised only where they stand alone.
const KEYWORDS: &str = "若 则 否则 否则若 且 或 非 属于 其中 按 缺 不适用 有值 缺则 不适用则 得 其余 须 宜 辅 包含 开头为 \
    不重复 从低 是 否";

/// The keyword that a whole run of letters is, if it is one.
pub fn keyword(run: &str) -> Option<&'static str> {
    KEYWORDS.split_ascii_whitespace().find(|k| *k == run)
}

/// A word or sign with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the file.
    pub span: Span,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number with its unit.
    Number(Exact, Unit),
    /// A calendar date.
    Date(Date),
    /// Text in “ ” or " ".
    Text(String),
    /// A name, quoted or not.
    Name(Name),
    /// A word with a meaning of its own, as [`keyword`] gives it.
    Keyword(&'static str),
    /// = ≠ < ≤ > ≥
    Compare(Comparison),
    /// `..`
    Range,
    /// ( ) , ; : . + − × ÷ ^ & [ ] in this one form each.
    Sign(char),
    /// The end of the text.
    End,
}

/// The words of `text`, which begins at byte `base` of its file; the last is always [`Kind::End`].
pub fn lex(text: &str, base: usize) -> (Vec<Token>, Vec<SyntaxFault>) {
    let mut lexer = Lexer { text, base, pos: 0, tokens: Vec::new(), faults: Vec::new() };
    while let Some(c) = lexer.peek() {
        lexer.word(c);
    }
    // The end is the place behind the last word, not behind the comments that follow it.
    let end = lexer.tokens.last().map_or(base, |t| t.span.end);
    lexer.tokens.push(Token { kind: Kind::End, span: Span { start: end, end } });
    (lexer.tokens, lexer.faults)
}

struct Lexer<'a> {
    text: &'a str,
    base: usize,
    pos: usize,
    tokens: Vec<Token>,
    faults: Vec<SyntaxFault>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.pos..]
    }

    /// The next character in half width.
    fn peek(&self) -> Option<char> {
        self.rest().chars().next().map(width)
    }

    /// The one after it.
    fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1).map(width)
    }

    fn skip(&mut self) {
        self.pos += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    fn span(&self, start: usize) -> Span {
        Span { start: self.base + start, end: self.base + self.pos }
    }

    /// A token from byte `start` up to here.
    fn push(&mut self, start: usize, kind: Kind) {
        let span = self.span(start);
        self.tokens.push(Token { kind, span });
    }

    fn fault(&mut self, start: usize, code: crate::finding::Code, args: &[(&'static str, &str)]) {
        let span = self.span(start);
        self.faults.push(SyntaxFault::new(code, span, args));
    }

    fn word(&mut self, c: char) {
        let start = self.pos;
        match c {
            _ if c.is_whitespace() || c == '\u{FEFF}' => self.skip(),
            '#' if self.begins_comment() => {
                self.pos += self.rest().find('\n').unwrap_or(self.rest().len());
            }
            '"' | '“' => self.quoted_text(c),
            '「' => self.quoted_name(),
            _ if c.is_ascii_digit() => self.number(),
            _ if is_name_char(c) || c == '{' => self.name_run(start),
            _ => self.sign(c),
        }
    }

    /// `#` begins a comment at the start of a line or behind a blank.
    fn begins_comment(&self) -> bool {
        self.text[..self.pos].chars().next_back().is_none_or(char::is_whitespace)
    }

    fn quoted_text(&mut self, open: char) {
        let start = self.pos;
        self.skip();
        let line = self.rest().split('\n').next().unwrap_or("");
        let closes = |c: char| if open == '“' { c == '”' } else { width(c) == '"' };
        let inside = line.find(closes);
        let text = line[..inside.unwrap_or(line.len())].to_owned();
        self.pos += text.len();
        match inside {
            Some(_) => self.skip(),
            None => self.fault(start, faults::UNCLOSED_TEXT, &[("found", line.trim_end())]),
        }
        self.push(start, Kind::Text(text));
    }

    fn sign(&mut self, c: char) {
        let start = self.pos;
        let second = self.peek_second();
        self.skip();
        let (kind, two) = match (c, second) {
            ('<', Some('=')) => (Kind::Compare(Comparison::AtMost), true),
            ('>', Some('=')) => (Kind::Compare(Comparison::AtLeast), true),
            ('<', Some('>')) | ('!', Some('=')) => (Kind::Compare(Comparison::Unequal), true),
            ('.', Some('.')) => (Kind::Range, true),
            ('=', _) => (Kind::Compare(Comparison::Equal), false),
            ('≠', _) => (Kind::Compare(Comparison::Unequal), false),
            ('<', _) => (Kind::Compare(Comparison::Less), false),
            ('≤' | '≦' | '⩽', _) => (Kind::Compare(Comparison::AtMost), false),
            ('>', _) => (Kind::Compare(Comparison::Greater), false),
            ('≥' | '≧' | '⩾', _) => (Kind::Compare(Comparison::AtLeast), false),
            ('-' | '−' | '–', _) => (Kind::Sign('−'), false),
            ('*' | '×', _) => (Kind::Sign('×'), false),
            ('/' | '÷' | '∕', _) => (Kind::Sign('÷'), false),
            ('(' | ')' | ',' | ';' | ':' | '.' | '+' | '^' | '&' | '[' | ']', _) => (Kind::Sign(c), false),
            _ => {
                let found = self.text[start..self.pos].to_owned();
                return self.fault(start, faults::UNKNOWN_SIGN, &[("found", &found)]);
            }
        };
        if two {
            self.skip();
        }
        self.push(start, kind);
    }
}
