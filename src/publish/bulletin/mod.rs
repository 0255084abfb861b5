//! The facts of a 通报: chosen and tested here, worded by the template.

mod blocks;
mod charts;
mod groups;
pub mod parts;
pub(super) mod words;

use std::collections::BTreeMap;

use crate::publish::pdf::model::{BULLETIN_VERSION, Bulletin};
use crate::results::figure::official;
use crate::results::{Document, Results, Scheme};

use parts::Part;

/// Everything about one scheme that the facts are taken from.
pub(super) struct Facts<'r> {
    pub results: &'r Results,
    pub scheme: &'r Scheme,
    pub document: &'r Document,
    pub parts: Vec<Part>,
}

impl Facts<'_> {
    /// A text that the document or `[issue]` gives under that key.
    fn given(&self, key: &str) -> Option<String> {
        let find = |list: &[(String, String)]| list.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
        find(&self.document.other).or_else(|| find(&self.scheme.issue.other))
    }
}

/// The model of a scheme's bulletin.
pub fn bulletin(results: &Results, scheme: &Scheme, document: &Document) -> Bulletin {
    let facts = Facts { results, scheme, document, parts: parts::parts(results, scheme) };
    let office = scheme.issue.office.clone().unwrap_or_default();
    let title = document.title.clone().unwrap_or_else(|| format!("关于{}|结果|的通报", scheme.title));
    let joined = |list: &[String]| (!list.is_empty()).then(|| list.join("，"));
    Bulletin {
        version: BULLETIN_VERSION,
        notice: scheme.issue.notice.clone(),
        draft: results.draft.then(|| facts.given("draft").unwrap_or_else(|| "送审稿".into())),
        head: (!office.is_empty()).then(|| facts.given("head").unwrap_or_else(|| format!("{office}文件"))),
        number: facts.given("number").map(|n| words::labelled(results, &n)),
        office: office.clone(),
        title: words::phrases(&title),
        to: joined(&document.to),
        copy: joined(&document.copy),
        printer: facts.given("printer").or_else(|| (!document.copy.is_empty()).then(|| office.clone())),
        date: (!results.draft).then(|| official(results.issued)),
        sealed: facts.given("sealed").is_some_and(|v| v == "true" || v == "是"),
        remark: facts.given("remark"),
        period: words::period(results),
        previous: None,
        appraisal: facts.given("appraisal").unwrap_or_else(|| scheme.title.clone()),
        subject: facts.given("subject").unwrap_or_else(|| scheme.title.clone()),
        basis: facts.given("basis").or_else(|| (!scheme.basis.is_empty()).then(|| scheme.basis.clone())),
        sentences: document.sentences.iter().cloned().collect::<BTreeMap<_, _>>(),
        requests: Vec::new(),
        noun: facts.given("noun").unwrap_or_else(|| results.tables.list[scheme.table].name.to_string()),
        measure: facts.given("measure").unwrap_or_else(|| "个".into()),
        units: scheme.units.len().to_string(),
        score_name: parts::score_name(scheme),
        score_unit: "分".into(),
        groups: groups::groups(&facts),
        blocks: blocks::blocks(&facts),
        weakest: blocks::weakest(&facts),
        weak: blocks::weak_indicators(&facts),
        ledgers: blocks::ledgers(&facts),
        formulas: words::formulas(&facts),
        notes: words::notes(&facts),
        charts: charts::charts(&facts),
    }
}
