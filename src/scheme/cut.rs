//! Cutting the small languages of columns, rows and items into parts that know where they stand.

use crate::formula::ast::Span;
use crate::formula::text::width;

/// A piece of a scheme file's text: its bytes in the file are `at..at + text.len()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part<'t> {
    /// The text.
    pub text: &'t str,
    /// Its first byte in the file.
    pub at: usize,
}

/// Which quotes keep the separators inside them from cutting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// `「…」` alone: the cells of rows, where “…” is ordinary text.
    Names,
    /// `「…」`, `“…”` and `"…"`.
    All,
}

impl<'t> Part<'t> {
    pub(super) fn span(&self) -> Span {
        Span { start: self.at, end: self.at + self.text.len() }
    }
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
    /// The bytes `from..to` of this part.
    pub(super) fn slice(&self, from: usize, to: usize) -> Part<'t> {
        Part { text: &self.text[from..to], at: self.at + from }
    }
    /// Without the white space around it.
    pub(super) fn trim(&self) -> Part<'t> {
        let start = self.text.len() - self.text.trim_start().len();
        self.slice(start, start + self.text.trim().len())
    }
    /// Cut at every separator that stands in no quotes; always at least one part.
    pub(super) fn split(&self, separators: &[char], quotes: Quotes) -> Vec<Part<'t>> {
        let mut parts = Vec::new();
        let mut start = 0;
        for (i, c) in bare(self.text, quotes) {
            if separators.contains(&width(c)) {
                parts.push(self.slice(start, i));
                start = i + c.len_utf8();
            }
        }
        parts.push(self.slice(start, self.text.len()));
        parts
    }
    /// Cut at the first separator that stands in no quotes: before, the separator's half-width form, after.
    pub(super) fn split_once(&self, separators: &[char]) -> Option<(Part<'t>, char, Part<'t>)> {
        let (i, c) = bare(self.text, Quotes::All).find(|(_, c)| separators.contains(&width(*c)))?;
        Some((self.slice(0, i), width(c), self.slice(i + c.len_utf8(), self.text.len())))
    }
    /// What stands in quotes, where all of this part does: `「甲，乙」`, `“词”`.
    pub(super) fn unquoted(&self, quotes: Quotes) -> Option<Part<'t>> {
        let mut chars = self.text.char_indices();
        let (_, open) = chars.next()?;
        let close = closing(open, quotes)?;
        let (end, _) = chars.find(|(_, c)| *c == close)?;
        (end + close.len_utf8() == self.text.len()).then(|| self.slice(open.len_utf8(), end))
    }
    /// The opening quote that is never closed on its line, if there is one.
    pub(super) fn unclosed(&self, quotes: Quotes) -> Option<Part<'t>> {
        let mut open: Option<(usize, char)> = None;
        for (i, c) in self.text.char_indices() {
            open = match open {
                Some((_, quote)) if closing(quote, quotes) == Some(c) => None,
                Some(still) if c != '\n' => Some(still),
                Some((at, quote)) => return Some(self.slice(at, at + quote.len_utf8())),
                None => closing(c, quotes).map(|_| (i, c)),
            };
        }
        open.map(|(at, quote)| self.slice(at, at + quote.len_utf8()))
    }
}

/// The characters that stand in no quotes, with their offsets. An unclosed quote ends with its line.
fn bare(text: &str, quotes: Quotes) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut close: Option<char> = None;
    text.char_indices().filter(move |(_, c)| match close {
        Some(end) => {
            if *c == end || *c == '\n' {
                close = None;
            }
            *c == '\n'
        }
        None => {
            close = closing(*c, quotes);
            close.is_none()
        }
    })
}

fn closing(open: char, quotes: Quotes) -> Option<char> {
    match open {
        '「' => Some('」'),
        '“' if quotes == Quotes::All => Some('”'),
        '"' | '＂' if quotes == Quotes::All => Some(open),
        _ => None,
    }
}

/// The text with each comment overwritten by blanks, so that every offset stays. `#` begins a comment
/// at the start of a line or after a blank.
pub(super) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        let comment = bare(body, Quotes::All)
            .find(|(i, c)| *c == '#' && (body[..*i].is_empty() || body[..*i].ends_with(char::is_whitespace)));
        let end = comment.map_or(body.len(), |(i, _)| i);
        out.push_str(&body[..end]);
        out.extend(std::iter::repeat_n(' ', body.len() - end));
        out.push_str(&line[body.len()..]);
    }
    out
}

/// Items one per line or separated by ；, trimmed, the empty ones left out.
pub(super) fn items<'t>(whole: Part<'t>, quotes: Quotes) -> Vec<Part<'t>> {
    whole.split(&['\n', ';'], quotes).iter().map(Part::trim).filter(|p| !p.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'t>(parts: &[Part<'t>]) -> Vec<&'t str> {
        parts.iter().map(|p| p.text).collect()
    }

    #[test]
    fn parts_keep_their_place() {
        let whole = Part { text: "单位；类别", at: 100 };
        let parts = items(whole, Quotes::All);
        assert_eq!(parts[1], Part { text: "类别", at: 100 + "单位；".len() });
        assert_eq!(parts[1].span(), Span { start: 109, end: 115 });
    }

    #[test]
    fn width_makes_no_difference_but_quotes_do() {
        let whole = Part { text: "「甲；乙」;“丙；”； 丁 ；", at: 0 };
        assert_eq!(texts(&items(whole, Quotes::All)), ["「甲；乙」", "“丙；”", "丁"]);
        assert_eq!(texts(&items(whole, Quotes::Names)), ["「甲；乙」", "“丙", "”", "丁"]);
        assert_eq!(whole.split_once(&[';']).map(|(a, c, _)| (a.text, c)), Some(("「甲；乙」", ';')));
    }

    #[test]
    fn only_whole_quotes_are_taken_off() {
        let part = |text| Part { text, at: 7 };
        assert_eq!(part("「a:b」").unquoted(Quotes::Names), Some(Part { text: "a:b", at: 10 }));
        assert_eq!(part("「a」b」").unquoted(Quotes::Names), None);
        assert_eq!(part("“词”").unquoted(Quotes::Names), None);
    }

    #[test]
    fn an_unclosed_quote_ends_with_its_line() {
        let whole = Part { text: "「甲；乙\n丙", at: 0 };
        assert_eq!(texts(&items(whole, Quotes::All)), ["「甲；乙", "丙"]);
        assert_eq!(whole.unclosed(Quotes::All).map(|p| p.text), Some("「"));
        assert_eq!(Part { text: "「甲」“乙”", at: 0 }.unclosed(Quotes::All), None);
    }

    #[test]
    fn comments_become_blanks() {
        let text = "单位 # 一；二\r\n# 注\n编号#1；“# ”";
        let out = without_comments(text);
        assert_eq!(out.len(), text.len());
        assert_eq!(texts(&items(Part { text: &out, at: 0 }, Quotes::All)), ["单位", "编号#1", "“# ”"]);
    }
}
