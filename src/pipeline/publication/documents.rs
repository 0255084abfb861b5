//! The documents that the schemes ask for, each a file under its own name or one for each unit that is meant.

use crate::batch::BatchFault;
use crate::batch::sink::Sink;
use crate::finding::Findings;
use crate::publish::documents::{Product, made};
use crate::publish::{names, of_scheme, pdf, rendered};
use crate::results::{Document, DocumentKind, Results, Scheme};

use super::named;

/// Writes every document; the units' own notices go with the units' files.
pub(super) fn write(results: &Results, engine: &pdf::Engine, sink: &dyn Sink) -> Result<Findings, BatchFault> {
    let mut findings = Findings::default();
    for (scheme, folder) in results.schemes.iter().zip(names::of_schemes(results)) {
        let desk = Desk { results, scheme, folder, engine, sink };
        for document in scheme.documents.iter().filter(|d| d.kind != DocumentKind::Feedback) {
            findings.append(desk.document(document)?);
        }
    }
    Ok(findings)
}

/// What the documents of one scheme are made from.
struct Desk<'r> {
    results: &'r Results,
    scheme: &'r Scheme,
    folder: String,
    engine: &'r pdf::Engine,
    sink: &'r dyn Sink,
}

impl Desk<'_> {
    fn document(&self, document: &Document) -> Result<Findings, BatchFault> {
        let file = named(self.results, self.scheme, &document.name, "pdf");
        if let Some(made) = of_scheme(self.results, self.scheme, document, self.engine) {
            return self.put(&file, made);
        }
        let made = made(self.results, self.scheme, document);
        let mut findings = made.findings;
        if let Some(workbook) = &made.workbook {
            self.sink.put(&named(self.results, self.scheme, &document.name, "xlsx"), workbook)?;
        }
        let units = if document.kind.per_unit() { names::of_units(self.results, self.scheme) } else { Vec::new() };
        let put = |product: &Product| {
            // In a folder of the document's name, as the units' notices are in 反馈.
            let own = product.unit.and_then(|unit| units.get(unit));
            let own = own.map(|name| format!("{}/{}/{name}.pdf", document.name, self.folder));
            self.put(&own.unwrap_or_else(|| file.clone()), rendered(product, self.results.issued, self.engine))
        };
        match &made.products[..] {
            // One document may be long: its own parts share the threads.
            [product] => findings.append(put(product)?),
            products => pdf::many(products.len(), rayon::current_num_threads(), |n| put(&products[n]))?
                .into_iter()
                .for_each(|found| findings.append(found)),
        }
        Ok(findings)
    }

    fn put(&self, file: &str, made: Result<pdf::Rendered, Findings>) -> Result<Findings, BatchFault> {
        match made {
            Ok(made) => {
                self.sink.put(file, &made.pdf)?;
                Ok(made.findings)
            }
            Err(wrong) => Ok(wrong),
        }
    }
}
