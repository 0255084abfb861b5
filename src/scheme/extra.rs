//! What a scheme declares beside tables, clauses and standing: overall, summary, outputs.

use super::decl::{Located, OutputDecl, OverallDecl, SummaryDecl};
use super::faults;
use super::fields::{Fields, Reading};
use super::node::Entry;
use super::rule::{figures, plain, reserved};
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
