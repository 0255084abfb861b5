//! `名称(甲, 乙: 类型) = 公式`.

use super::rule::Side;
use super::{SyntaxFault, faults};
use crate::formula::ast::{MethodItem, Name, Span};

/// The method of one stretch.
pub(super) fn item(text: &str, base: usize) -> (Option<MethodItem>, Vec<SyntaxFault>) {
    let mut side = Side { text, base, pos: 0, faults: Vec::new() };
    side.skip_blanks_and_comments();
    let item = method(&mut side);
    (item, side.faults)
}

fn method(side: &mut Side) -> Option<MethodItem> {
    let start = side.base + side.pos;
    let name = side.name(|c| c.is_whitespace() || matches!(c, '=' | ':' | '(' | ')' | '[' | ']'))?;
    side.skip_blanks();
    if side.peek() != Some('(') {
        let (from, to) = (start - side.base, name.span.end - side.base);
        let found = &side.text[from..to];
        return side.fault(faults::MISSING_PARAMETERS, from, to, &[("found", found)]);
    }
    let parameters = parameters(side)?;
    side.skip_blanks();
    if side.peek() != Some('=') {
        return side.missing_equals(start);
    }
    // A method whose formula cannot be read is known all the same: what applies it is not at fault.
    let body = side.right_side();
    let span = Span { start, end: body.span.end };
    Some(MethodItem { name, parameters, body, span })
}

type Parameter = (Name, Option<(String, Span)>);

fn parameters(side: &mut Side) -> Option<Vec<Parameter>> {
    let open = side.pos;
    side.skip();
    let mut all = Vec::new();
    loop {
        side.skip_blanks();
        match side.peek() {
            None => return unclosed(side, open),
            Some(')') => {
                side.skip();
                return Some(all);
            }
            Some(',') => side.skip(),
            Some(_) => all.push(parameter(side, open)?),
        }
    }
}

fn parameter(side: &mut Side, open: usize) -> Option<Parameter> {
    let name = side.name(|c| c.is_whitespace() || matches!(c, '=' | ':' | ',' | '(' | ')' | ';'))?;
    side.skip_blanks();
    let kind = if side.peek() == Some(':') {
        side.skip();
        side.skip_blanks();
        let start = side.pos;
        while side.peek().is_some_and(|c| !matches!(c, ',' | ')' | '=' | '\n')) {
            side.skip();
        }
        let written = side.text[start..side.pos].trim_end();
        Some((written.to_owned(), Span { start: side.base + start, end: side.base + start + written.len() }))
    } else {
        None
    };
    side.skip_blanks();
    match side.peek() {
        Some(',' | ')') => Some((name, kind)),
        Some('=') | None => unclosed(side, open),
        Some(found) => {
            let (from, to) = (side.pos, side.pos + side.rest().chars().next().map_or(0, char::len_utf8));
            let found = found.to_string();
            side.fault(faults::UNEXPECTED_WORD, from, to, &[("found", &found), ("expected", "， ）")])
        }
    }
}

fn unclosed<T>(side: &mut Side, open: usize) -> Option<T> {
    let end = open + side.text[open..].chars().next().map_or(0, char::len_utf8);
    let found = &side.text[open..end];
    side.fault(faults::UNCLOSED_BRACKET, open, end, &[("found", found)])
}
