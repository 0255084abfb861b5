//! What a scheme declares beside tables, clauses and standing: overall, summary, outputs, issue, documents.

use super::decl::{DocumentDecl, IssueDecl, Located, OutputDecl, OverallDecl, SummaryDecl};
use super::faults;
use super::fields::{Fields, Reading};
use super::node::{Entry, NodeKind};
use super::rule::{figures, plain, reserved};
use crate::formula::ast::Date;
use crate::formula::parse;

/// Under which name overall rules stand where `[overall]` gives none.
const EVERYBODY: &str = "全部";

/// Reads `[overall]`.
pub(super) fn overall(r: &mut Reading<'_>, entry: &Entry, top: &[&str]) -> Option<OverallDecl> {
    let mut fields = Fields::new(r.table(&entry.value, "overall")?, entry.span);
    let unit = fields.string(r, "unit");
    let unit = unit.unwrap_or_else(|| Located { value: EVERYBODY.to_owned(), place: r.place(entry.span) });
    let texts = fields.take("also").map(|entry| r.texts(&entry.value, "also")).unwrap_or_default();
    let also = texts.iter().map(|text| text.part().trim()).map(|part| parse::name(part.text, part.at)).collect();
    fields.finish(r, top);
    Some(OverallDecl { unit, also })
}

/// Reads `[summary]`.
pub(super) fn summary(r: &mut Reading<'_>, entry: &Entry, top: &[&str]) -> Option<SummaryDecl> {
    let mut fields = Fields::new(r.table(&entry.value, "summary")?, entry.span);
    let rules = match fields.text(r, "figures") {
        Some(text) => figures(r, text.part()),
        None => {
            if fields.take("figures").is_none() {
                fields.missing(r, "figures");
            }
            Vec::new()
        }
    };
    for rule in &rules {
        reserved(r, &plain(&rule.name), rule.name.span);
    }
    fields.finish(r, top);
    Some(SummaryDecl { figures: rules, file: r.file.clone() })
}

/// Reads `[output."x.csv"]`.
pub(super) fn output(r: &mut Reading<'_>, entry: &Entry, top: &[&str]) -> Option<OutputDecl> {
    let mut fields = Fields::new(r.table(&entry.value, "output")?, entry.span);
    let each = fields.strings(r, "each");
    let texts = fields.take("columns").map(|entry| r.texts(&entry.value, "columns"));
    if texts.is_none() {
        fields.missing(r, "columns");
    }
    let columns = texts.unwrap_or_default().iter().flat_map(|text| figures(r, text.part())).collect();
    fields.finish(r, top);
    let file = Located { value: entry.key.trim().to_owned(), place: r.place(entry.span) };
    if !may_be_written(&file.value) {
        r.fault(faults::OUTPUT_NAME, entry.span, &[("found", &file.value)]);
    }
    Some(OutputDecl { file, each, columns })
}

/// A plain name that ends with .csv and is none of those that every run writes.
fn may_be_written(name: &str) -> bool {
    let stem = name.strip_suffix(".csv").unwrap_or_default();
    let plain =
        !stem.is_empty() && !stem.starts_with('.') && !stem.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']);
    plain && !["results", "components", "summary"].iter().any(|own| stem == *own || stem.starts_with("summary-"))
}

/// Reads `[issue]`; texts that it does not know are for the templates.
pub(super) fn issue(r: &mut Reading<'_>, entry: &Entry) -> Option<IssueDecl> {
    let mut fields = Fields::new(r.table(&entry.value, "issue")?, entry.span);
    let office = fields.string(r, "office").map(|office| office.value);
    let notice = fields.string(r, "notice").map(|notice| notice.value);
    let date = fields.take("date").and_then(|entry| date(r, entry));
    let other = for_template(r, fields);
    Some(IssueDecl { office, notice, date, other })
}

fn date(r: &mut Reading<'_>, entry: &Entry) -> Option<Date> {
    match entry.value.kind {
        NodeKind::Date(Some(date)) => Some(date),
        _ => {
            r.wrong_type(&entry.value, "date", "date");
            None
        }
    }
}

/// Reads `[document."通报"]`; texts that it does not know are for the template.
pub(super) fn document(r: &mut Reading<'_>, entry: &Entry) -> Option<DocumentDecl> {
    let mut fields = Fields::new(r.table(&entry.value, "document")?, entry.span);
    let kind = Located { value: entry.key.trim().to_owned(), place: r.place(entry.span) };
    let title = fields.string(r, "title").map(|title| title.value);
    let mut list = |r: &mut Reading<'_>, key| fields.strings(r, key).into_iter().map(|text| text.value).collect();
    let (to, copy, attach) = (list(r, "to"), list(r, "copy"), list(r, "attach"));
    let units = fields.formula(r, "units");
    let sentences = match fields.take("sentences") {
        Some(entry) => {
            let entries = r.table(&entry.value, "sentences").unwrap_or_default();
            other(r, &Fields::new(entries, entry.span))
        }
        None => Vec::new(),
    };
    let other = for_template(r, fields);
    Some(DocumentDecl { kind, title, to, copy, attach, units, sentences, other })
}

/// Keys that the program's templates know besides.
const TEMPLATE: [&str; 15] = [
    "head",
    "number",
    "class",
    "draft",
    "sealed",
    "printer",
    "remark",
    "appraisal",
    "subject",
    "basis",
    "noun",
    "measure",
    "contact",
    "telephone",
    "days",
];

/// Keys that nobody asked for, as texts for a template. A project's own template may know any, but one that is
/// nearly a known key is a slip.
fn for_template(r: &mut Reading<'_>, fields: Fields<'_>) -> Vec<(String, String)> {
    let texts = other(r, &fields);
    fields.finish_open(r, &TEMPLATE);
    texts
}

/// Keys that nobody asked for, as texts.
fn other(r: &mut Reading<'_>, fields: &Fields<'_>) -> Vec<(String, String)> {
    let texts = fields.others().filter_map(|entry| match &entry.value.kind {
        NodeKind::Number(number) => Some((entry.key.clone(), number.clone())),
        NodeKind::Text(text) => Some((entry.key.clone(), text.value.clone())),
        _ => {
            r.wrong_type(&entry.value, &entry.key, "text");
            None
        }
    });
    texts.collect()
}
