//! What documents ask of the units: which are meant, and what stands in the columns of their tables.

use std::sync::Arc;

use crate::formula::ast::RuleItem;
use crate::scheme::decl::DocumentDecl;
use crate::scoring::model::{Column, Document, Formula};

use super::{Resolver, pattern_text};

impl Resolver<'_> {
    /// The documents of a scheme.
    pub(super) fn documents(&mut self, scheme: usize) -> Vec<Document> {
        let declared = self.schemes[scheme].decl;
        declared.documents.iter().map(|document| self.document(scheme, document)).collect()
    }

    fn document(&mut self, scheme: usize, declared: &DocumentDecl) -> Document {
        let units = self.when(scheme, declared.units.as_ref());
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
}
