//! The documents that a scheme publishes: which there are, under which names, and the facts of each kind.

mod commendation;
mod letter;
pub mod listing;
pub mod model;
mod pay_sheet;
mod public_notice;
mod rectification;
mod summary;

use serde::Serialize;

use crate::finding::{Finding, Findings, Place};
use crate::number::Exact;
use crate::results::{Document, DocumentKind, Results, Scheme};
use crate::tables::Value;

use super::narrative::{Facts, groups, words};
use super::paper::Paper;
use super::{bulletin, excel, faults, notice, unwritable};

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
    /// A pay list's workbook.
    pub workbook: Option<Vec<u8>>,
    /// Notes, warnings, and what went wrong.
    pub findings: Findings,
}

/// The documents that `document` asks for; the scheme itself and notices of units have ways of their own.
pub fn made(results: &Results, scheme: &Scheme, document: &Document) -> Made {
    let mut made = Made::default();
    let facts = Facts::new(results, scheme, document);
    if document.units.as_ref().is_none_or(|units| !units.is_empty()) {
        of_kind(&facts, &mut made);
    }
    if made.products.is_empty() && !made.findings.has_errors() {
        let finding = Finding::new(faults::NOBODY_MEANT, Place::file(document.name.as_str()));
        made.findings.push(finding.with("document", document.name.as_str()));
    }
    made
}

fn of_kind(facts: &Facts, made: &mut Made) {
    let found = &mut made.findings;
    match facts.document.kind {
        DocumentKind::Bulletin => {
            let model = bulletin::bulletin(facts.results, facts.scheme, facts.document, found);
            put(facts, made, &model.paper, &model);
        }
        DocumentKind::PublicNotice => {
            let model = public_notice::public_notice(facts, found);
            put(facts, made, &model.paper, &model);
        }
        DocumentKind::Commendation => {
            let model = commendation::commendation(facts, found);
            model.into_iter().for_each(|model| put(facts, made, &model.paper, &model));
        }
        DocumentKind::Letter => {
            let model = letter::letter(facts, found);
            put(facts, made, &model.paper, &model);
        }
        DocumentKind::Summary => {
            let model = summary::summary(facts, found);
            put(facts, made, &model.paper, &model);
        }
        DocumentKind::PaySheet => paid(facts, made),
        DocumentKind::Rectification => rectified(facts, made),
        DocumentKind::Feedback | DocumentKind::Outline => {}
    }
}

fn put(facts: &Facts, made: &mut Made, paper: &Paper, model: &impl Serialize) {
    put_for(facts, made, (paper.title.concat(), None), model);
}

fn put_for(facts: &Facts, made: &mut Made, (title, unit): (String, Option<usize>), model: &impl Serialize) {
    let template = facts.document.kind.name();
    match serde_json::to_vec(model) {
        Ok(model) => made.products.push(Product { template, title, unit, model }),
        Err(error) => made.findings.push(unwritable(&facts.document.name, &error.to_string())),
    }
}

/// A 发放表 as a document and as a workbook.
fn paid(facts: &Facts, made: &mut Made) {
    let Some(paid) = pay_sheet::pay_sheet(facts, &mut made.findings) else { return };
    put(facts, made, &paid.model.paper, &paid.model);
    match excel::pay::workbook(&paid.model, &paid.pay, facts.results, facts.scheme) {
        Ok(bytes) => made.workbook = Some(bytes),
        Err(error) => made.findings.push(unwritable(&facts.document.name, &error.to_string())),
    }
}

/// A 整改通知 for each unit that is meant.
fn rectified(facts: &Facts, made: &mut Made) {
    let field = notice::field(facts.results, facts.scheme, &mut Findings::default());
    for unit in facts.document.units.clone().unwrap_or_default() {
        let model = rectification::rectification(facts, unit, &field, &mut made.findings);
        let title = format!("{}（{}）", model.paper.title.concat(), model.unit);
        put_for(facts, made, (title, Some(unit)), &model);
    }
}

/// The period as said in a sentence.
fn period(facts: &Facts) -> String {
    words::period(facts.results)
}

/// The units of a group that are meant, in the order listed.
fn meant_of(facts: &Facts, group: &str) -> Vec<usize> {
    groups::members(facts, group).into_iter().filter(|unit| facts.document.means(*unit)).collect()
}

/// The unit in which money is printed.
fn money(facts: &Facts) -> &'static str {
    if facts.scheme.money == 10_000 { "万元" } else { "元" }
}

/// What a unit is paid, in yuan; none where it is paid nothing at all.
fn pay_of(facts: &Facts, unit: usize) -> Option<Exact> {
    match &facts.scheme.standing.pay[unit] {
        Value::Number(pay) => Some(pay.clone()),
        _ => None,
    }
}
