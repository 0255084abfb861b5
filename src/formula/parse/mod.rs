//! From words to trees: expressions, blocks of rules and blocks of methods.
//!
//! Every function takes the text and the byte at which it begins in its file, so that all places are
//! places of the file, and returns what it could read together with everything that is wrong with
//! the rest. A fault in one rule never hides another rule.

mod block;
mod bracket;
mod expression;
mod method;
mod rule;

use super::ast::{Expr, ExprKind, Item, MethodItem, Name, RuleItem, Span};
use super::faults;
use super::lex::{Kind, Token, lex, name_parts};
use crate::finding::Code;

/// Something wrong with the form of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxFault {
    /// What kind it is.
    pub code: Code,
    /// Where it stands in the file.
    pub span: Span,
    /// Arguments of its message.
    pub args: Vec<(&'static str, String)>,
}

impl SyntaxFault {
    /// A fault with its arguments.
    pub fn new(code: Code, span: Span, args: &[(&'static str, &str)]) -> Self {
        SyntaxFault { code, span, args: args.iter().map(|(k, v)| (*k, (*v).to_owned())).collect() }
    }
}

/// One expression: `only`, `group`, `when`, `quota`, `pay` and the like.
pub fn expression(text: &str, base: usize) -> (Option<Expr>, Vec<SyntaxFault>) {
    let (tokens, lexed) = lex(text, base);
    if tokens.len() == 1 && lexed.is_empty() {
        let span = Span { start: base, end: base + text.len() };
        return (None, vec![SyntaxFault::new(faults::EMPTY_FORMULA, span, &[])]);
    }
    let mut parser = Parser::new(text, base, tokens);
    let read = parser.whole();
    finish(read, lexed, parser.faults)
}

/// A `rules` or `derive` block: rules and checks, one per line that is not indented.
pub fn rules(text: &str, base: usize) -> (Vec<Item>, Vec<SyntaxFault>) {
    let (lines, mut found) = block::lines(text, base);
    let mut items = Vec::new();
    for line in lines {
        let (item, mut faults_found) = rule::item(line.text, line.base);
        items.extend(item);
        found.append(&mut faults_found);
    }
    (items, found)
}

/// Figures and output columns: rules, one per line or separated by ；.
pub fn items_separated(text: &str, base: usize) -> (Vec<RuleItem>, Vec<SyntaxFault>) {
    let (lines, mut found) = block::lines(text, base);
    let mut items = Vec::new();
    for part in lines.iter().flat_map(block::separated) {
        let (item, mut faults_found) = rule::item(part.text, part.base);
        found.append(&mut faults_found);
        match item {
            Some(Item::Rule(rule)) => items.push(rule),
            Some(Item::Check(check)) => found.push(SyntaxFault::new(faults::CHECK_NOT_HERE, check.span, &[])),
            None => {}
        }
    }
    (items, found)
}

/// Columns of a document: as figures are, and a name alone is the column of what bears that name.
pub fn columns(text: &str, base: usize) -> (Vec<RuleItem>, Vec<SyntaxFault>) {
    let (lines, mut found) = block::lines(text, base);
    let mut items = Vec::new();
    for part in lines.iter().flat_map(block::separated) {
        let start = part.text.len() - part.text.trim_start().len();
        let plain = part.text.trim();
        if plain.contains(['=', '＝', '：', ':']) {
            let (read, mut faults) = items_separated(part.text, part.base);
            items.extend(read);
            found.append(&mut faults);
            continue;
        }
        let at = part.base + start;
        let (formula, mut faults) = expression(plain, at);
        found.append(&mut faults);
        let (name, span) = (name(plain, at), Span { start: at, end: at + plain.len() });
        let item =
            |formula| RuleItem { name, format: None, full_marks: None, aid: false, condition: false, formula, span };
        items.extend(formula.map(item));
    }
    (items, found)
}

/// A `methods` block: formulas with parameters.
pub fn methods(text: &str, base: usize) -> (Vec<MethodItem>, Vec<SyntaxFault>) {
    let (lines, mut found) = block::lines(text, base);
    let mut items = Vec::new();
    for line in lines {
        let (item, mut faults_found) = method::item(line.text, line.base);
        items.extend(item);
        found.append(&mut faults_found);
    }
    (items, found)
}

/// A name that stands alone (a flag, a tier, a column): any signs, with `{表}` and optional 「」.
pub fn name(text: &str, base: usize) -> Name {
    let start = base + (text.len() - text.trim_start().len());
    let inside = text.trim();
    let span = Span { start, end: start + inside.len() };
    match inside.strip_prefix('「').and_then(|t| t.strip_suffix('」')) {
        Some(name) => Name { parts: name_parts(name, start + '「'.len_utf8()).0, span, quoted: true },
        None => Name { parts: name_parts(inside, start).0, span, quoted: false },
    }
}

/// What stands in the wrong form has no tree; and where words could not be read, what the parser
/// says about the rest is only their echo.
fn finish<T>(read: Read<T>, lexed: Vec<SyntaxFault>, parsed: Vec<SyntaxFault>) -> (Option<T>, Vec<SyntaxFault>) {
    let found = if lexed.is_empty() { parsed } else { lexed };
    (read.ok().filter(|_| found.is_empty()), found)
}

/// The parser stopped; the fault is already noted.
#[derive(Debug)]
struct Stopped;

type Read<T> = Result<T, Stopped>;

struct Parser<'a> {
    text: &'a str,
    base: usize,
    tokens: Vec<Token>,
    next: usize,
    /// Brackets open at the next token.
    depth: usize,
    /// How many forms are being read inside one another.
    nested: usize,
    faults: Vec<SyntaxFault>,
}

/// Deeper than any rule, and shallow enough for every stack.
const DEEPEST: usize = 64;

impl<'a> Parser<'a> {
    fn new(text: &'a str, base: usize, tokens: Vec<Token>) -> Self {
        Parser { text, base, tokens, next: 0, depth: 0, nested: 0, faults: Vec::new() }
    }

    fn peek(&self) -> &Kind {
        &self.tokens[self.next].kind
    }

    fn place(&self) -> Span {
        self.tokens[self.next].span
    }

    /// Where the last token read stands.
    fn last(&self) -> Span {
        self.tokens[self.next.saturating_sub(1)].span
    }

    fn advance(&mut self) {
        match self.peek() {
            Kind::Sign('(') => self.depth += 1,
            Kind::Sign(')') => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        // The end stays.
        if *self.peek() != Kind::End {
            self.next += 1;
        }
    }

    fn at_sign(&self, sign: char) -> bool {
        *self.peek() == Kind::Sign(sign)
    }

    fn at_keyword(&self, word: &str) -> bool {
        matches!(self.peek(), Kind::Keyword(k) if *k == word)
    }

    fn took_sign(&mut self, sign: char) -> bool {
        let there = self.at_sign(sign);
        if there {
            self.advance();
        }
        there
    }

    fn took_keyword(&mut self, word: &str) -> bool {
        let there = self.at_keyword(word);
        if there {
            self.advance();
        }
        there
    }

    /// The text of the file at a place.
    fn written(&self, span: Span) -> &'a str {
        &self.text[span.start - self.base..span.end - self.base]
    }

    fn fault<T>(&mut self, code: Code, span: Span, args: &[(&'static str, &str)]) -> Read<T> {
        self.faults.push(SyntaxFault::new(code, span, args));
        Err(Stopped)
    }

    /// Something else stands here than `expected`, which is a sign, a keyword or one of the kinds
    /// `value`, `name`, `end`.
    fn unexpected<T>(&mut self, expected: &str) -> Read<T> {
        self.unexpected_as(faults::UNEXPECTED_WORD, expected)
    }

    /// The same under a code of its own.
    fn unexpected_as<T>(&mut self, code: Code, expected: &str) -> Read<T> {
        if let Some((span, name, keyword)) = self.run_together() {
            return self.fault(faults::WORDS_RUN_TOGETHER, span, &[("found", name), ("keyword", keyword)]);
        }
        let place = self.place();
        match self.peek() {
            Kind::End if code == faults::UNEXPECTED_WORD => {
                self.fault(faults::UNFINISHED_FORMULA, place, &[("expected", expected)])
            }
            Kind::End => self.fault(code, self.last(), &[("found", "none"), ("expected", expected)]),
            Kind::Sign(')') if self.depth == 0 => self.fault(faults::UNOPENED_BRACKET, place, &[]),
            _ => self.fault(code, place, &[("found", self.written(place)), ("expected", expected)]),
        }
    }

    /// A name here or just before in which a keyword is stuck: `得30分`, `5则`.
    fn run_together(&self) -> Option<(Span, &'a str, &'static str)> {
        let here = self.next;
        [Some(here), here.checked_sub(1)].into_iter().flatten().find_map(|at| match &self.tokens[at].kind {
            Kind::Name(name) if !name.quoted => {
                let text = self.written(name.span);
                stuck(text).map(|keyword| (name.span, text, keyword))
            }
            _ => None,
        })
    }

    /// Reads something that may hold itself.
    fn inside<T>(&mut self, read: fn(&mut Self) -> Read<T>) -> Read<T> {
        if self.nested == DEEPEST {
            let place = self.place();
            // What stands around it could only be misread.
            self.next = self.tokens.len() - 1;
            return self.fault(faults::NESTED_TOO_DEEP, place, &[]);
        }
        self.nested += 1;
        let result = read(self);
        self.nested -= 1;
        result
    }

    fn whole(&mut self) -> Read<Expr> {
        let read = self.expr()?;
        match self.peek() {
            Kind::End => Ok(read),
            Kind::Keyword("否则" | "否则若") => {
                let place = self.place();
                self.fault(faults::ARM_AFTER_LAST, place, &[("found", self.written(place))])
            }
            _ => self.unexpected("end"),
        }
    }

    fn expr_from(kind: ExprKind, start: Span, end: Span) -> Expr {
        Expr { kind, span: Span { start: start.start, end: end.end } }
    }
}

/// The keyword that is stuck in a name, if it looks so: a long one at an end, a short one beside
/// digits. 得分 and 心得 are words of their own.
fn stuck(text: &str) -> Option<&'static str> {
    const LONG: &[&str] = &["不适用则", "否则若", "否则", "缺则", "属于", "有值", "其中"];
    const SHORT: &[&str] = &["得", "则", "且", "或"];
    let digit = |c: char| c.is_numeric();
    let long = LONG.iter().find(|k| text.starts_with(**k) || text.ends_with(**k));
    long.or_else(|| {
        SHORT.iter().find(|k| {
            text.split_once(**k).is_some_and(|(before, after)| match (before.is_empty(), after.is_empty()) {
                (true, false) => after.starts_with(digit),
                (false, true) => before.starts_with(digit),
                _ => before.starts_with(digit) && after.starts_with(digit),
            })
        })
    })
    .copied()
}

#[cfg(test)]
mod tests;
