//! Findings as JSON, for programs and for the manifest.

use serde_json::{Map, Value, json};

use super::messages::Messages;
use super::place::{Sources, a1, line_column};
use super::{At, Finding, Place, Severity};

/// All findings in the order given.
pub fn findings<'a>(list: impl IntoIterator<Item = &'a Finding>, messages: &Messages, sources: &Sources) -> Value {
    list.into_iter().map(|found| finding(found, messages, sources)).collect()
}

/// One finding: code, severity, place, sentences and arguments. Keys without a value are left out.
pub fn finding(finding: &Finding, messages: &Messages, sources: &Sources) -> Value {
    let mut object = Map::new();
    object.insert("code".into(), finding.code.id.into());
    object.insert("severity".into(), severity(finding.code.severity).into());
    object.extend(place(&finding.place, sources));
    object.insert("message".into(), messages.sentence(finding).into());
    object.extend(messages.expected(finding).map(|text| ("expected".into(), text.into())));
    object.extend(messages.mend(finding).map(|text| ("mend".into(), text.into())));
    let args: Map<String, Value> =
        finding.args.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
    object.insert("args".into(), args.into());
    if !finding.related.is_empty() {
        let related: Value = finding.related.iter().map(|other| Value::Object(place(other, sources))).collect();
        object.insert("related".into(), related);
    }
    Value::Object(object)
}

/// `error`, `warning` or `note`.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The keys of a place: file, then line and column, or sheet and cell.
fn place(place: &Place, sources: &Sources) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("file".into(), (*place.file).into());
    match &place.at {
        At::Whole => {}
        At::Text { start, .. } => {
            if let Some(source) = sources.get(&place.file) {
                let (line, column) = line_column(source, *start);
                object.insert("line".into(), json!(line));
                object.insert("column".into(), json!(column));
            }
        }
        At::Sheet(sheet) => {
            object.insert("sheet".into(), (**sheet).into());
        }
        At::Cell { sheet, row, col } => {
            object.insert("sheet".into(), (**sheet).into());
            object.insert("cell".into(), a1(*row, *col).into());
        }
    }
    object
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Code;
    use crate::finding::messages::Language;

    const CODE: Code = Code { id: "test-code", severity: Severity::Warning };

    fn shown(found: &Finding) -> Value {
        let sources = Sources::from([("方案.toml".into(), "甲 = 1\n乙 = 丙".into())]);
        finding(found, Messages::of(Language::English), &sources)
    }

    #[test]
    fn a_cell_has_sheet_and_a1() {
        let found = Finding::new(CODE, Place::cell("评议.xlsx", "一季度", 4, 2)).with("found", "９４");
        assert_eq!(
            shown(&found),
            json!({"code": "test-code", "severity": "warning", "file": "评议.xlsx", "sheet": "一季度", "cell": "C5",
                "message": "test-code", "args": {"found": "９４"}})
        );
    }

    #[test]
    fn a_text_has_line_and_column_and_its_relations() {
        let found = Finding::new(CODE, Place::text("方案.toml", 14, 17)).and_at(Place::file("别的.toml"));
        let object = shown(&found);
        assert_eq!((&object["line"], &object["column"]), (&json!(2), &json!(5)));
        assert_eq!(object["related"], json!([{"file": "别的.toml"}]));
        assert!(object.get("cell").is_none());
    }
}
