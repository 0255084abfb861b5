//! The documents that a scheme publishes: which there are, under which names, and the facts of each kind.

mod commendation;
pub mod listing;
pub mod model;
mod public_notice;

use serde::Serialize;

use crate::finding::{Finding, Findings, Place};
use crate::results::{Document, DocumentKind, Results, Scheme};

use super::narrative::{Facts, groups, words};
use super::{bulletin, faults, unwritable};

/// A document ready to be typeset.
#[derive(Debug)]
pub struct Product {
    /// Its template without ending.
    pub template: &'static str,
    /// What the file says it is called.
    pub title: String,
    /// The unit to which it goes, where each unit that is meant gets one.
    pub unit: Option<usize>,
    /// What its template reads.
    pub model: Vec<u8>,
}

/// What becomes of a document: what is to be typeset, and what is to be told.
#[derive(Debug, Default)]
pub struct Made {
    /// None where there is nobody to speak of, which is told.
    pub products: Vec<Product>,
    /// Notes and warnings.
    pub findings: Findings,
}

/// The documents that `document` asks for; the scheme itself and notices of units have ways of their own.
pub fn made(results: &Results, scheme: &Scheme, document: &Document) -> Made {
    let mut made = Made::default();
    let facts = Facts::new(results, scheme, document);
    if document.units.as_ref().is_some_and(Vec::is_empty) {
        made.findings.push(nobody(document));
        return made;
    }
    let found = &mut made.findings;
    let product = match document.kind {
        DocumentKind::Bulletin => {
            let model = bulletin::bulletin(results, scheme, document, found);
            Some(product(document.kind, &model.paper.title.concat(), &model))
        }
        DocumentKind::PublicNotice => {
            let model = public_notice::public_notice(&facts, found);
            Some(product(document.kind, &model.paper.title.concat(), &model))
        }
        DocumentKind::Commendation => commendation::commendation(&facts, found)
            .map(|model| product(document.kind, &model.paper.title.concat(), &model)),
        _ => None,
    };
    match product {
        Some(Ok(product)) => made.products.push(product),
        Some(Err(error)) => made.findings.push(unwritable(&document.name, &error.to_string())),
        None => made.findings.push(nobody(document)),
    }
    made
}

fn product(kind: DocumentKind, title: &str, model: &impl Serialize) -> Result<Product, serde_json::Error> {
    let model = serde_json::to_vec(model)?;
    Ok(Product { template: kind.name(), title: title.to_owned(), unit: None, model })
}

/// Nobody is meant, so nothing is published.
fn nobody(document: &Document) -> Finding {
    let finding = Finding::new(faults::NOBODY_MEANT, Place::file(document.name.as_str()));
    finding.with("document", document.name.as_str())
}

/// The period as said in a sentence.
fn period(facts: &Facts) -> String {
    words::period(facts.results)
}

/// 结果 behind a subject that does not end in it.
fn results_of(subject: &str) -> &'static str {
    if subject.ends_with("结果") { "" } else { "结果" }
}

/// The units of a group that are meant, in the order listed.
fn meant_of(facts: &Facts, group: &str) -> Vec<usize> {
    groups::members(facts, group).into_iter().filter(|unit| facts.document.means(*unit)).collect()
}

/// The unit in which money is printed.
fn money(facts: &Facts) -> &'static str {
    if facts.scheme.money == 10_000 { "万元" } else { "元" }
}
