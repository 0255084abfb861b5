//! Rows and items that are written in the scheme itself.

use super::columns::{add, column};
use super::cut::{Part, Quotes, items, without_comments};
use super::decl::{ColumnDecl, Located};
use super::faults;
use super::fields::Reading;
use super::node::Text;
use crate::finding::Finding;
use crate::formula::text::{normal, width};

/// Names in order, each with its aliases.
pub(super) type Items = Vec<(Located<String>, Vec<String>)>;

/// Reads `rows`: the columns that its first line declares, and the cells of the others.
pub(super) fn rows(r: &mut Reading<'_>, texts: &[&Text]) -> (Vec<ColumnDecl>, Vec<Vec<Located<String>>>) {
    let mut columns = Vec::new();
    let mut rows = Vec::new();
    let mut header = true;
    for text in texts {
        let part = text.part();
        let clean = without_comments(part.text);
        let whole = Part { text: &clean, at: part.at };
        for line in items(whole, Quotes::Names) {
            if header {
                columns = heading(r, line);
                header = false;
            } else if let Some(row) = row(r, line, columns.len()) {
                rows.push(row);
            }
        }
    }
    (columns, rows)
}

fn heading(r: &mut Reading<'_>, line: Part<'_>) -> Vec<ColumnDecl> {
    let mut columns = Vec::new();
    for cell in header_cells(line) {
        if let Some(found) = column(r, cell.trim()) {
            add(r, &mut columns, found);
        }
    }
    columns
}

/// Cuts at each | but those between the members of a list type: `“正向”｜“逆向”`.
fn header_cells(line: Part<'_>) -> Vec<Part<'_>> {
    let parts = line.split(&['|'], Quotes::All);
    let mut cells: Vec<Part<'_>> = Vec::new();
    for part in parts {
        let member = part.text.trim_start().starts_with(['“', '"', '＂']);
        match cells.last_mut() {
            Some(before) if member && before.text.trim_end().ends_with(['”', '"', '＂']) => {
                let from = before.at - line.at;
                *before = line.slice(from, part.at - line.at + part.text.len());
            }
            _ => cells.push(part),
        }
    }
    cells
}

/// The cells of a row, as many as there are columns: missing last ones are empty.
fn row(r: &mut Reading<'_>, line: Part<'_>, columns: usize) -> Option<Vec<Located<String>>> {
    let cells = line.split(&['|'], Quotes::Names);
    if cells.len() > columns {
        let extra = cells[columns].trim();
        let span = if extra.is_empty() { line.span() } else { extra.span() };
        let counts = (cells.len().to_string(), columns.to_string());
        r.fault(faults::ROW_TOO_LONG, span, &[("found", &counts.0), ("expected", &counts.1)]);
        return None;
    }
    let end = Part { text: "", at: line.at + line.text.len() };
    let padding = std::iter::repeat_n(end, columns - cells.len());
    let cell = |part: Part<'_>| {
        let part = part.trim();
        r.located(part.unquoted(Quotes::Names).unwrap_or(part))
    };
    Some(cells.into_iter().chain(padding).map(cell).collect())
}

/// Reads `items`: names in order, aliases behind |.
pub(super) fn names(r: &mut Reading<'_>, texts: &[&Text]) -> Items {
    let mut list = Items::new();
    let mut taken: Vec<(String, Located<String>)> = Vec::new();
    for text in texts {
        let part = text.part();
        let clean = without_comments(part.text);
        for item in items(Part { text: &clean, at: part.at }, Quotes::Names) {
            let mut words = Vec::new();
            for word in item.split(&['|'], Quotes::Names) {
                let word = word.trim();
                let word = word.unquoted(Quotes::Names).unwrap_or(word).trim();
                if !word.is_empty() && free(r, &mut taken, word) {
                    words.push(r.located(word));
                }
            }
            let mut words = words.into_iter();
            if let Some(name) = words.next() {
                list.push((name, words.map(|word| word.value).collect()));
            }
        }
    }
    list
}

/// Takes a name, unless an item before has it.
fn free(r: &mut Reading<'_>, taken: &mut Vec<(String, Located<String>)>, word: Part<'_>) -> bool {
    let form = normal(word.text);
    if let Some((_, first)) = taken.iter().find(|(other, _)| *other == form) {
        let finding = Finding::new(faults::ITEM_TWICE, r.place(word.span())).with("found", word.text);
        r.findings.push(finding.and_at(first.place.clone()));
        return false;
    }
    taken.push((form, r.located(word)));
    true
}

/// Is there nothing but blanks and separators?
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(width(c), ';' | '|'))
}
