//! A TOML file as a tree of values that know their bytes, and the reading of its tables key by key.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::calendar;
use super::cut::Part;
use crate::formula::ast::{Date, Span};

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub kind: NodeKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    Text(Text),
    /// As written, without the underscores.
    Number(String),
    Bool(bool),
    /// A date without a time; none for every other date of TOML.
    Date(Option<Date>),
    List(Vec<Node>),
    Table(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: String,
    pub span: Span,
    pub value: Node,
}

/// A string, and the same text laid out byte for byte as it stands in the file.
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// What it says.
    pub value: String,
    /// Its first byte in the file.
    start: usize,
    /// As long as what stands between the quotes; equal to `value` unless the string has escapes.
    aligned: String,
}

impl Text {
    /// The text as a part of its file: offsets in it are offsets of the file.
    pub(super) fn part(&self) -> Part<'_> {
        Part { text: &self.aligned, at: self.start }
    }
}

impl Node {
    /// What it is, for the message of a wrong type.
    pub(super) fn found(&self) -> &'static str {
        match &self.kind {
            NodeKind::Text(_) => "text",
            NodeKind::Number(_) => "number",
            NodeKind::Bool(_) => "bool",
            NodeKind::Date(_) => "date",
            NodeKind::List(_) => "list",
            NodeKind::Table(_) => "table",
        }
    }
}

/// A fault of TOML itself.
pub(super) struct TomlFault {
    /// What kind it is, as a key of its message.
    pub kind: &'static str,
    /// The parser's own words.
    pub message: String,
    pub span: Span,
}

/// Reads a file's text: what could be understood of it, and every fault of its TOML.
pub(super) fn read(text: &str) -> (Vec<Entry>, Vec<TomlFault>) {
    let (root, faults) = DeTable::parse_recoverable(text);
    let mut faults: Vec<TomlFault> = faults.iter().map(|fault| toml_fault(fault, text)).collect();
    faults.sort_by_key(|fault| fault.span);
    one_for_each_heading(&mut faults, text);
    (entries(root.get_ref(), text), without_echoes(faults))
}

/// Under a heading that stands twice every key may seem to: the fault of the heading is enough.
fn one_for_each_heading(faults: &mut Vec<TomlFault>, text: &str) {
    let line = |byte: usize| text[..byte].rfind('\n').map_or(0, |newline| newline + 1);
    let is_heading = |byte: usize| text[line(byte)..].starts_with('[');
    let heading = |byte: usize| text[..line(byte)].rfind("\n[").map_or(0, |newline| newline + 1);
    let twice: Vec<usize> = faults.iter().map(|f| f.span.start).filter(|at| is_heading(*at)).map(line).collect();
    faults.retain(|fault| {
        let at = fault.span.start;
        fault.kind != "duplicate" || is_heading(at) || !twice.contains(&heading(at))
    });
}

fn toml_fault(fault: &toml::de::Error, text: &str) -> TomlFault {
    let range = fault.span().unwrap_or(0..0);
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.ceil_char_boundary(range.end.clamp(start, text.len()));
    let message = fault.message().trim().to_owned();
    TomlFault { kind: toml_kind(&message), message, span: Span { start, end } }
}

/// The parser's sentences that people meet, by how they begin.
fn toml_kind(message: &str) -> &'static str {
    let kinds = [
        ("duplicate key", "duplicate"),
        ("invalid unquoted key", "bare-key"),
        ("string values must be quoted", "unquoted"),
        ("missing opening quote", "unquoted"),
        ("missing value", "no-value"),
        ("key with no value", "no-equals"),
        ("invalid basic string", "string"),
        ("invalid literal string", "string"),
        ("invalid multi-line", "string"),
        ("missing escaped value", "escape"),
        ("too few unicode value digits", "escape"),
        ("missing comma", "comma"),
        ("unexpected `=` in array", "comma"),
        ("unclosed", "unclosed"),
        ("unexpected key or value", "trailing"),
        ("invalid date", "date"),
    ];
    kinds.into_iter().find(|(start, _)| message.starts_with(start)).map_or("other", |(_, kind)| kind)
}

/// An unclosed list takes the lines behind it for its items: what is said of those is only its echo.
fn without_echoes(faults: Vec<TomlFault>) -> Vec<TomlFault> {
    let swallowed = faults.iter().any(|fault| fault.kind == "unclosed");
    let Some(first) = faults.iter().position(|fault| swallowed && fault.kind == "comma") else { return faults };
    let at = faults[first].span;
    let echo = |fault: &TomlFault| matches!(fault.kind, "comma" | "unquoted" | "unclosed") && fault.span != at;
    let behind = |fault: &TomlFault| fault.span >= at;
    faults.into_iter().filter(|fault| !(behind(fault) && echo(fault))).collect()
}

fn entries(table: &DeTable<'_>, text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry { key: key.get_ref().to_string(), span: span(key), value: node(value, text) })
        .collect();
    // A table of which parts stand before its own header is moved by the parser; the file's order is what counts.
    entries.sort_by_key(|entry| entry.span);
    entries
}

fn node(value: &Spanned<DeValue<'_>>, text: &str) -> Node {
    let span = span(value);
    let kind = match value.get_ref() {
        DeValue::String(string) => NodeKind::Text(aligned(string, span, text)),
        DeValue::Integer(number) => NodeKind::Number(number.to_string().replace('_', "")),
        DeValue::Float(number) => NodeKind::Number(number.to_string().replace('_', "")),
        DeValue::Boolean(yes) => NodeKind::Bool(*yes),
        DeValue::Datetime(date) => NodeKind::Date(plain_date(date)),
        DeValue::Array(list) => NodeKind::List(list.iter().map(|item| node(item, text)).collect()),
        DeValue::Table(table) => NodeKind::Table(entries(table, text)),
    };
    Node { kind, span }
}

fn span<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span { start: range.start, end: range.end }
}

fn plain_date(date: &toml::value::Datetime) -> Option<Date> {
    let (None, None, Some(day)) = (date.time, date.offset, date.date) else { return None };
    calendar::date(i32::from(day.year), day.month, day.day)
}

/// Finds the bytes of the file that a string was read from.
fn aligned(value: &str, span: Span, text: &str) -> Text {
    let raw = text.get(span.start..span.end).unwrap_or_default();
    // Without escapes the value stands in the file as it is, behind its quote and the line break trimmed there.
    if let Some(at) = raw.find(value) {
        return Text { value: value.to_owned(), start: span.start + at, aligned: value.to_owned() };
    }
    let quote = if raw.starts_with("\"\"\"") { 3 } else { 1 };
    let inner = raw.get(quote..raw.len().saturating_sub(quote)).unwrap_or_default();
    Text { value: value.to_owned(), start: span.start + quote, aligned: unescaped(inner) }
}

/// A basic string with each escape replaced by its character and blanks, as many bytes as it had.
fn unescaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    let mut quotes = 0_usize;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let (length, character) = escape(&rest[at..]);
        let blanks = length - character.map_or(0, char::len_utf8);
        quotes += usize::from(character == Some('"'));
        // The blank goes outside the text that escaped quotes enclose: `\"村\"`.
        let behind = character == Some('"') && quotes.is_multiple_of(2);
        if behind {
            out.extend(character);
        }
        out.extend(std::iter::repeat_n(' ', blanks));
        if !behind {
            out.extend(character);
        }
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    out
}

/// Length of the escape that a text begins with, and the character it stands for, if that fits in as many bytes.
fn escape(text: &str) -> (usize, Option<char>) {
    let digits = |count: usize| {
        let code = text.get(2..2 + count).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        code.map_or((1, None), |code| (2 + count, char::from_u32(code)))
    };
    match text[1..].chars().next() {
        Some('n') => (2, Some('\n')),
        Some('t') => (2, Some('\t')),
        Some('r') => (2, Some('\r')),
        Some(c @ ('"' | '\\')) => (2, Some(c)),
        Some('b' | 'e' | 'f') => (2, None),
        Some('x') => digits(2),
        Some('u') => digits(4),
        Some('U') => digits(8),
        // A backslash at the end of a line joins it with the next: the line break is no part of the text.
        Some(c) if c.is_whitespace() => {
            (text[1..].find(|c: char| !c.is_whitespace()).map_or(text.len(), |n| n + 1), None)
        }
        _ => (1, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(file: &str) -> Text {
        let (entries, faults) = read(file);
        assert!(faults.is_empty());
        match entries.into_iter().next().map(|e| e.value.kind) {
            Some(NodeKind::Text(text)) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn offsets_of_a_text_are_offsets_of_its_file() {
        for file in [
            "a = '''\n得分 = 甲\n'''",
            "a = '得分'",
            "a = \"得分\"",
            "\u{FEFF}a = '''\r\n得分\r\n'''",
            "a = \"\"\"\n得分\"\"\"",
        ] {
            let text = text(file);
            let part = text.part();
            assert_eq!(&file[part.at..part.at + "得分".len()], "得分", "{file:?}");
            assert_eq!(part.text, text.value);
        }
    }

    #[test]
    fn escapes_keep_the_offsets_behind_them() {
        let file = r#"a = "若 \"村\" \\ \u5206 得分""#;
        let text = text(file);
        assert_eq!(text.value, "若 \"村\" \\ 分 得分");
        let part = text.part();
        assert!(part.text.contains("\"村\""), "{}", part.text);
        let at = part.at + part.text.find("得分").expect("it stands there");
        assert_eq!(&file[at..at + "得分".len()], "得分");
    }

    #[test]
    fn a_joined_line_keeps_the_offsets_behind_it() {
        let file = "a = \"\"\"甲 \\\n   得分\"\"\"";
        let text = text(file);
        assert_eq!(text.value, "甲 得分");
        let at = text.part().at + text.part().text.find("得分").expect("it stands there");
        assert_eq!(&file[at..at + "得分".len()], "得分");
    }

    #[test]
    fn every_fault_of_the_toml_has_its_place() {
        let file = "a = 1\na = 2\nb = = 3\nc = 4\n";
        let (entries, faults) = read(file);
        assert!(faults.iter().any(|f| f.message.contains("duplicate key") && &file[f.span.start..f.span.end] == "a"));
        assert!(faults.iter().any(|f| f.span.start > 12));
        assert!(entries.iter().any(|e| e.key == "c"));
    }

    #[test]
    fn usual_slips_are_known() {
        let first = |file: &str| read(file).1.first().map(|fault| fault.kind);
        assert_eq!(first("[table.单位]\n"), Some("bare-key"));
        assert_eq!(first("a = “甲”\n"), Some("unquoted"));
        assert_eq!(first("a ＝ \"甲\"\n"), Some("no-equals"));
        assert_eq!(first("a = \"甲\n"), Some("string"));
        assert_eq!(first("a = \"关于\"甲\"的通报\"\n"), Some("trailing"));
        assert_eq!(first("a = \"C:\\数据\"\n"), Some("escape"));
        assert_eq!(first("a = [\n{ b = 1 }\n{ b = 2 }\n]\n"), Some("comma"));
        assert_eq!(first("a = 2013-02-30\n"), Some("date"));
    }

    #[test]
    fn an_unclosed_list_is_one_fault() {
        let (_, faults) = read("a = [1, 2\nb = 1\nc = 2\n");
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].kind, faults[0].span.start), ("comma", 10));
    }

    #[test]
    fn keys_stand_in_the_order_of_the_file() {
        let (entries, _) = read("[t.\"乙\"]\nx = 2013-01-20\n[s]\n[t.\"甲\"]\n");
        let NodeKind::Table(tables) = &entries[0].value.kind else { panic!("a table") };
        assert_eq!(tables.iter().map(|e| e.key.as_str()).collect::<Vec<_>>(), ["乙", "甲"]);
        let NodeKind::Table(first) = &tables[0].value.kind else { panic!("a table") };
        assert!(matches!(first[0].value.kind, NodeKind::Date(Some(Date { year: 2013, month: 1, day: 20 }))));
    }
}
