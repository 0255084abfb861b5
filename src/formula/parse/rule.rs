//! A single rule or check: its left side, and the formula behind it.

use super::{Parser, SyntaxFault, faults, finish};
use crate::finding::Code;
use crate::formula::ast::{CheckItem, Expr, ExprKind, Item, Name, RuleItem, Span};
use crate::formula::lex::{keyword, lex, name_parts};
use crate::formula::text::width;

/// The rule or check of one stretch.
pub(super) fn item(text: &str, base: usize) -> (Option<Item>, Vec<SyntaxFault>) {
    let mut side = Side { text, base, pos: 0, faults: Vec::new() };
    side.skip_blanks_and_comments();
    let item = if side.took_word("须") {
        check(&mut side, false)
    } else if side.took_word("宜") {
        check(&mut side, true)
    } else {
        let aid = side.took_word("辅");
        rule(&mut side, aid)
    };
    (item, side.faults)
}

fn check(side: &mut Side, advisory: bool) -> Option<Item> {
    let start = side.base + side.pos - "须".len();
    side.skip_blanks();
    let each = side.entries();
    let condition = side.formula()?;
    let span = Span { start: start.min(condition.span.start), end: condition.span.end };
    Some(Item::Check(CheckItem { advisory, each, condition, span }))
}

/// A rule whose name can be read is returned even where its formula cannot, with 缺 in its place: the rules that
/// use the name are not at fault.
fn rule(side: &mut Side, aid: bool) -> Option<Item> {
    side.skip_blanks();
    let start = side.base + side.pos;
    let name = side.rule_name()?;
    let named = side.faults.is_empty();
    side.skip_blanks();
    let marks = if side.peek() == Some('[') { side.format() } else { Some((None, None)) };
    side.skip_blanks();
    let sign = side.peek().filter(|sign| matches!(sign, '=' | ':'));
    if marks.is_some() && sign.is_none() {
        return side.missing_equals(start);
    }
    let (format, full_marks) = marks.unwrap_or_default();
    // Where the format is not closed, its own fault is enough.
    let formula = if sign.is_some() { side.right_side() } else { side.unread() };
    let span = Span { start, end: formula.span.end };
    let condition = sign == Some(':');
    named.then_some(Item::Rule(RuleItem { name, format, full_marks, aid, condition, formula, span }))
}

/// A format with its place, and what the rule is worth.
type Format = (Option<(String, Span)>, Option<Expr>);

/// The text of a rule, read from the left by characters.
pub(super) struct Side<'a> {
    pub(super) text: &'a str,
    pub(super) base: usize,
    pub(super) pos: usize,
    pub(super) faults: Vec<SyntaxFault>,
}

impl<'a> Side<'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.pos..]
    }

    /// The next character in half width.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next().map(width)
    }

    pub(super) fn skip(&mut self) {
        self.pos += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    pub(super) fn skip_blanks(&mut self) {
        self.pos += self.rest().len() - self.rest().trim_start().len();
    }

    pub(super) fn skip_blanks_and_comments(&mut self) {
        self.skip_blanks();
        while self.peek() == Some('#') {
            self.pos += self.rest().find('\n').unwrap_or(self.rest().len());
            self.skip_blanks();
        }
    }

    /// A word followed by a blank.
    fn took_word(&mut self, word: &str) -> bool {
        let there = self.rest().strip_prefix(word).is_some_and(|r| r.starts_with(char::is_whitespace));
        if there {
            self.pos += word.len();
        }
        there
    }

    pub(super) fn fault<T>(&mut self, code: Code, from: usize, to: usize, args: &[(&'static str, &str)]) -> Option<T> {
        let span = Span { start: self.base + from, end: self.base + to };
        self.faults.push(SyntaxFault::new(code, span, args));
        None
    }

    /// A name: 「…」, or anything up to a blank or one of `= : [ ]`.
    fn rule_name(&mut self) -> Option<Name> {
        self.name(|c| c.is_whitespace() || matches!(c, '=' | ':' | '[' | ']'))
    }

    /// A name: 「…」, or anything up to a character that ends it.
    pub(super) fn name(&mut self, ends: fn(char) -> bool) -> Option<Name> {
        let start = self.pos;
        let quoted = self.peek() == Some('「');
        let (from, to) = if quoted {
            let line = self.rest().lines().next().unwrap_or("");
            let Some(length) = line.find('」') else {
                let (from, to) = (start, start + line.trim_end().len());
                return self.fault(faults::UNCLOSED_NAME, from, to, &[("found", line.trim_end())]);
            };
            self.pos += length + '」'.len_utf8();
            (start + '「'.len_utf8(), start + length)
        } else {
            self.pos += self.rest().find(|c| ends(width(c))).unwrap_or(self.rest().len());
            (start, self.pos)
        };
        let name = &self.text[from..to];
        if name.trim().is_empty() {
            let code = if quoted { faults::EMPTY_NAME } else { faults::MISSING_RULE_NAME };
            let end = (start + self.rest_of_line(start).len()).max(self.pos);
            let found = &self.text[start..end];
            return self.fault(code, start, end, &[("found", found)]);
        }
        if !quoted && keyword(name).is_some() {
            return self.fault(faults::KEYWORD_AS_NAME, start, self.pos, &[("found", name)]);
        }
        let (parts, found) = name_parts(name, self.base + from);
        self.faults.extend(found);
        let span = Span { start: self.base + start, end: self.base + self.pos };
        Some(Name { parts, span, quoted })
    }

    fn rest_of_line(&self, from: usize) -> &'a str {
        self.text[from..].lines().next().unwrap_or("").trim_end()
    }

    /// `[0.00, 满分 x]`: the format and what the rule is worth, either of which may be left out.
    fn format(&mut self) -> Option<Format> {
        let open = self.pos;
        let line = self.rest_of_line(open);
        let Some(length) = closing(line) else {
            let end = open + line.chars().next().map_or(0, char::len_utf8);
            return self.fault(faults::UNCLOSED_BRACKET, open, end, &[("found", &line[..end - open])]);
        };
        let from = open + line.chars().next().map_or(0, char::len_utf8);
        let inside = &self.text[from..open + length];
        self.pos = open + length;
        self.skip();
        let full = inside.find("满分").filter(|at| {
            let before = inside[..*at].trim_end();
            before.is_empty() || before.ends_with([',', '，'])
        });
        let written = inside[..full.unwrap_or(inside.len())].trim_end().trim_end_matches([',', '，']);
        let lead = written.len() - written.trim_start().len();
        let start = self.base + from + lead;
        let format = written.trim();
        let span = Span { start, end: start + format.len() };
        let format = (!format.is_empty()).then(|| (format.to_owned(), span));
        let full_marks = match full {
            Some(at) => {
                let at = at + "满分".len();
                let (read, mut found) = super::expression(&inside[at..], self.base + from + at);
                self.faults.append(&mut found);
                read
            }
            None => None,
        };
        Some((format, full_marks))
    }

    /// `{季度}：` or `{单位}{季度}：` before a condition.
    fn entries(&mut self) -> Vec<String> {
        let mut each = Vec::new();
        let mut rest = self.rest();
        while rest.starts_with(['{', '｛']) {
            let Some(end) = rest.find(['}', '｝']) else { return Vec::new() };
            let open = rest.chars().next().map_or(0, char::len_utf8);
            each.push(rest[open..end].trim().to_owned());
            rest = rest[end..].trim_start_matches(['}', '｝']).trim_start();
            rest = rest.trim_start_matches(['、', '·']).trim_start();
        }
        match rest.strip_prefix([':', '：']) {
            Some(behind) if !each.is_empty() => {
                self.pos = self.text.len() - behind.len();
                each
            }
            _ => Vec::new(),
        }
    }

    /// The formula from here to the end.
    pub(super) fn formula(&mut self) -> Option<Expr> {
        let sign = self.text[..self.pos].trim_end().len();
        let (tokens, lexed) = lex(self.rest(), self.base + self.pos);
        if tokens.len() == 1 && lexed.is_empty() {
            let before = self.text[..sign].chars().next_back().map_or(0, char::len_utf8);
            return self.fault(faults::EMPTY_FORMULA, sign - before, sign, &[]);
        }
        let mut parser = Parser::new(self.rest(), self.base + self.pos, tokens);
        let read = parser.whole();
        let (read, mut found) = finish(read, lexed, parser.faults);
        self.faults.append(&mut found);
        read
    }

    /// The formula behind = or ：; 缺 where it cannot be read.
    pub(super) fn right_side(&mut self) -> Expr {
        self.skip();
        let unread = self.unread();
        self.formula().unwrap_or(unread)
    }

    /// What stands for a formula that cannot be read.
    pub(super) fn unread(&self) -> Expr {
        let span = Span { start: self.base + self.pos, end: self.base + self.text.len() };
        Expr { kind: ExprKind::Missing, span }
    }

    /// Neither = nor ： behind the left side that began at `start` of the file.
    pub(super) fn missing_equals<T>(&mut self, start: usize) -> Option<T> {
        let from = start - self.base;
        let line = self.rest_of_line(from);
        // A line that is a condition as a whole was probably meant as a check.
        let (read, _) = super::expression(line, start);
        let looks = match read.map(|e| e.kind) {
            Some(ExprKind::Path(_)) | None => "none",
            Some(_) => "formula",
        };
        self.fault(faults::MISSING_EQUALS, from, from + line.len(), &[("found", line), ("looks", looks)])
    }
}

/// Where the ] stands that closes the [ at the start of `line`, quoted names left aside.
fn closing(line: &str) -> Option<usize> {
    let mut quoted = false;
    line.char_indices().find_map(|(at, c)| {
        match c {
            '「' => quoted = true,
            '」' => quoted = false,
            _ => {}
        }
        (!quoted && width(c) == ']').then_some(at)
    })
}
