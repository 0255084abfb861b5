//! What documents ask of the units: which are meant, and what stands in the columns of their tables.

use std::sync::Arc;

use crate::finding::{At, Finding, Place};
use crate::formula::ast::RuleItem;
use crate::scheme::decl::DocumentDecl;
use crate::scoring::faults;
use crate::scoring::model::{Column, Document, Formula};

use super::{Resolver, catalogue, expand_name, pattern_text};

impl Resolver<'_> {
    /// The documents of a scheme.
    pub(super) fn documents(&mut self, scheme: usize) -> Vec<Document> {
        let declared = self.schemes[scheme].decl;
        declared.documents.iter().map(|document| self.document(scheme, document)).collect()
    }

    fn document(&mut self, scheme: usize, declared: &DocumentDecl) -> Document {
        let units = self.when(scheme, declared.units.as_ref());
        self.figures_named(scheme, declared);
        let file = &declared.name.place.file;
        let columns = declared.columns.iter().filter_map(|item| self.column(scheme, item, file)).collect();
        Document { units, columns }
    }

    fn column(&mut self, scheme: usize, item: &RuleItem, file: &Arc<str>) -> Option<Column> {
        let mut scope = self.unit_scope(scheme, file);
        scope.given = true;
        let node = self.expression(&item.formula, &scope)?;
        let formula = Formula { node: Arc::new(node), file: file.clone() };
        let format = item.format.as_ref().map(|(format, _)| format.clone());
        Some(Column { name: pattern_text(&item.name), format, formula })
    }

    /// Every name in braces in the running text is a figure of `[summary]`, 年 or 期.
    fn figures_named(&mut self, scheme: usize, declared: &DocumentDecl) {
        let Some(text) = &declared.text else { return };
        let known = self.figures(scheme);
        let (start, end) = match text.place.at {
            At::Text { start, end } => (start, end),
            _ => (0, 0),
        };
        for (at, name) in slots(&text.value) {
            if known.iter().any(|figure| figure == name) {
                continue;
            }
            // In a text with escapes places cannot be counted.
            let exact = end - start == text.value.len();
            let (from, to) = if exact { (start + at, start + at + name.len()) } else { (start, end) };
            let finding = Finding::new(faults::UNKNOWN_NAME, Place::text(text.place.file.clone(), from, to));
            let suggest = catalogue::nearest(name, known.iter().map(String::as_str)).unwrap_or_else(|| "none".into());
            self.findings.push(finding.with("found", name).with("suggest", suggest));
        }
    }

    /// Names of the figures of `[summary]`, families written out.
    fn figures(&self, scheme: usize) -> Vec<String> {
        let tables: Vec<_> = self.tables.list.iter().map(|t| (t.name.clone(), t.entries.clone())).collect();
        let items = self.schemes[scheme].decl.summary.iter().flat_map(|summary| &summary.figures);
        let names = items.flat_map(|item| expand_name(&item.name, &tables)).map(|(name, _)| name);
        names.chain(["年".to_owned(), "期".to_owned()]).collect()
    }
}

/// What stands in braces, with the byte at which it begins.
fn slots(text: &str) -> Vec<(usize, &str)> {
    let inside = |(at, _): (usize, &str)| {
        let rest = &text[at + 1..];
        rest.find('}').map(|end| (at + 1, &rest[..end]))
    };
    text.match_indices('{').filter_map(inside).collect()
}
