//! Where the rows of a table come from: `from` in all its shapes.

use super::columns::{columns, pairs, pattern, unquoted};
use super::cut::{Part, Quotes};
use super::decl::{ColumnDecl, ColumnKind, Located, Pattern, RowsFrom, SourceDecl};
use super::faults;
use super::fields::{Fields, Reading};
use super::node::{Node, NodeKind, Text};
use crate::finding::Place;
use crate::formula::text::normal;

/// Endings of files that hold rows; what ends otherwise and has one dot is `"表.列"`.
const ENDINGS: [&str; 8] = ["XLSX", "XLSM", "XLS", "XLSB", "ODS", "ET", "CSV", "PARQUET"];

/// Reads `from`.
pub(super) fn from(r: &mut Reading<'_>, node: &Node) -> RowsFrom {
    match &node.kind {
        NodeKind::List(list) => RowsFrom::Files(list.iter().filter_map(|item| one_of_several(r, item)).collect()),
        NodeKind::Text(_) => {
            let Some(text) = r.text(node, "from") else { return RowsFrom::Files(Vec::new()) };
            column_of(r, text).unwrap_or_else(|| RowsFrom::Files(vec![plain(r, text.part())]))
        }
        NodeKind::Table(_) => RowsFrom::Files(inline(r, node).into_iter().collect()),
        _ => {
            r.wrong_type(node, "from", "source");
            RowsFrom::Files(Vec::new())
        }
    }
}

fn one_of_several(r: &mut Reading<'_>, node: &Node) -> Option<SourceDecl> {
    match &node.kind {
        NodeKind::Text(_) => {
            let text = r.text(node, "from")?;
            if column_of(r, text).is_some() {
                r.fault(faults::COLUMN_SOURCE_ALONE, text.part().span(), &[("found", &text.value)]);
                return None;
            }
            Some(plain(r, text.part()))
        }
        NodeKind::Table(_) => inline(r, node),
        _ => {
            r.wrong_type(node, "from", "source");
            None
        }
    }
}

/// `"文件#工作表"`.
pub(super) fn plain(r: &mut Reading<'_>, part: Part<'_>) -> SourceDecl {
    let part = part.trim();
    let (file, sheet) = match part.text.find('#') {
        Some(at) => (part.slice(0, at).trim(), Some(part.slice(at + 1, part.text.len()).trim())),
        None => (part, None),
    };
    if file.is_empty() || sheet.is_some_and(|sheet| sheet.is_empty()) {
        r.fault(faults::EMPTY_TEXT, part.span(), &[("key", "from")]);
    }
    let sheets = sheet.into_iter().map(|sheet| pattern(r, sheet)).collect();
    SourceDecl { sheets, ..bare(pattern(r, file), r.place(part.span())) }
}

fn bare(file: Pattern, place: Place) -> SourceDecl {
    SourceDecl {
        place,
        file,
        sheets: Vec::new(),
        set: Vec::new(),
        beside: Vec::new(),
        columns: Vec::new(),
        lacks: Vec::new(),
        optional: false,
    }
}

/// `{ file, sheet, set, beside, columns, lacks, optional }`.
fn inline(r: &mut Reading<'_>, node: &Node) -> Option<SourceDecl> {
    let mut fields = Fields::new(r.table(node, "from")?, node.span);
    let file = fields.text(r, "file");
    let sheets = fields.take("sheet").map(|entry| r.texts(&entry.value, "sheet")).unwrap_or_default();
    let pair_list = |r: &mut Reading<'_>, text: Option<&Text>, key| {
        let pairs = text.map(|text| pairs(r, text, key)).unwrap_or_default();
        pairs.into_iter().map(|(name, value)| (name.value, value)).collect()
    };
    let set = fields.text(r, "set");
    let set = pair_list(r, set, "set");
    let beside = fields.text(r, "beside");
    let beside = pair_list(r, beside, "beside");
    let renamed = fields.take("columns").map(|entry| r.texts(&entry.value, "columns")).unwrap_or_default();
    let columns = renames(r, &renamed);
    let lacks = fields.strings(r, "lacks");
    let optional = fields.yes(r, "optional");
    if fields.take("file").is_none() {
        fields.missing(r, "file");
    }
    fields.finish(r, &[]);
    let part = file?.part();
    let mut source = if sheets.is_empty() { plain(r, part) } else { bare(pattern(r, part.trim()), r.place(node.span)) };
    source.sheets.extend(sheets.iter().map(|text| pattern(r, text.part().trim())));
    Some(SourceDecl { place: r.place(node.span), set, beside, columns, lacks, optional, ..source })
}

/// `columns` of one source give other headers and nothing else.
fn renames(r: &mut Reading<'_>, texts: &[&Text]) -> Vec<ColumnDecl> {
    let columns = columns(r, texts);
    for column in &columns {
        let plain = column.kind == ColumnKind::Text
            && column.words.is_empty()
            && column.empty.is_none()
            && !(column.optional || column.required || column.repeat_above);
        if !plain {
            let finding = crate::finding::Finding::new(faults::RENAME_ONLY, column.place.clone());
            r.findings.push(finding.with("column", column.label.clone()));
        }
    }
    columns
}

/// `"表.列"`: one dot, behind which stands no ending of a file.
fn column_of(r: &Reading<'_>, text: &Text) -> Option<RowsFrom> {
    let part = text.part().trim();
    let steps = part.split(&['.'], Quotes::Names);
    let [table, column] = steps.as_slice() else { return None };
    let (table, column) = (unquoted(*table), unquoted(*column));
    let ending = normal(column.text.trim_end_matches('*'));
    let file = part.text.contains(['#', '*', '?', '{']) || ENDINGS.contains(&ending.as_str());
    if file || table.is_empty() || column.is_empty() {
        return None;
    }
    let table = Located { value: table.text.to_owned(), place: r.place(table.span()) };
    Some(RowsFrom::ColumnOf { table, column: column.text.to_owned() })
}
