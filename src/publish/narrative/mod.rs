//! What a good clerk would say of the results: facts chosen and tested here, worded by the templates.

pub(super) mod blocks;
pub(super) mod groups;
pub(super) mod moves;
pub mod parts;
pub(super) mod steps;
pub(super) mod text;
pub(super) mod words;

#[cfg(test)]
pub(super) mod tests;

use crate::results::{Document, Results, Scheme};

use parts::Part;

/// Everything about one scheme that the facts of a document are taken from.
pub(super) struct Facts<'r> {
    pub results: &'r Results,
    pub scheme: &'r Scheme,
    pub document: &'r Document,
    pub parts: Vec<Part>,
}

impl<'r> Facts<'r> {
    /// The facts of a document of a scheme.
    pub fn new(results: &'r Results, scheme: &'r Scheme, document: &'r Document) -> Self {
        Facts { results, scheme, document, parts: parts::parts(results, scheme) }
    }

    /// A text that the document gives under that key.
    pub fn own(&self, key: &str) -> Option<String> {
        find(&self.document.other, key)
    }

    /// A text that the document or `[issue]` gives under that key.
    pub fn given(&self, key: &str) -> Option<String> {
        self.own(key).or_else(|| find(&self.scheme.issue.other, key))
    }

    /// The units that the document means, in the order listed.
    pub fn meant(&self) -> Vec<usize> {
        self.scheme.listed.iter().copied().filter(|unit| self.document.means(*unit)).collect()
    }

    /// 发文机关.
    pub fn office(&self) -> String {
        self.scheme.issue.office.clone().unwrap_or_default()
    }
}

fn find(texts: &[(String, String)], key: &str) -> Option<String> {
    texts.iter().find(|(known, _)| known == key).map(|(_, text)| text.clone())
}
