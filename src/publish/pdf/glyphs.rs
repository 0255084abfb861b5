//! Characters that no listed face has, and those that only the fallback face has.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::{Engine, Meta, faults, fonts, world};
use crate::finding::{Finding, Findings, Place};

/// Longest piece of the model that a finding quotes, in characters.
const QUOTED: usize = 24;

/// One finding per character: an error where it is missing, a note where the fallback face shows it.
pub(super) fn check(
    engine: &Engine,
    document: &PagedDocument,
    template: &str,
    model_json: &[u8],
    meta: &Meta,
) -> Findings {
    let first: BTreeSet<String> = fonts::roles(engine).into_iter().filter_map(|role| role.served_by).collect();
    let mut seen = Seen { first: &first, missing: BTreeSet::new(), substituted: BTreeMap::new() };
    for page in document.pages() {
        seen.walk(&page.frame);
    }
    let mut findings = Findings::default();
    if seen.missing.is_empty() && seen.substituted.is_empty() {
        return findings;
    }
    let model: Value = serde_json::from_slice(model_json).unwrap_or_default();
    let place = || Place::file(world::shown(template));
    for found in &seen.missing {
        let finding = Finding::new(faults::MISSING_GLYPH, place()).with("found", found.to_string());
        findings.push(finding.with("within", within(&model, *found)).with("document", &meta.title));
    }
    for (found, family) in &seen.substituted {
        let finding = Finding::new(faults::FALLBACK_FACE, place()).with("found", found.to_string());
        let finding = finding.with("within", within(&model, *found)).with("document", &meta.title);
        findings.push(finding.with("family", family));
    }
    findings
}

struct Seen<'a> {
    /// Families that are the first choice of some use.
    first: &'a BTreeSet<String>,
    missing: BTreeSet<char>,
    substituted: BTreeMap<char, String>,
}

impl Seen<'_> {
    fn walk(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.walk(&group.frame),
                FrameItem::Text(text) => self.read(text),
                _ => {}
            }
        }
    }

    fn read(&mut self, text: &TextItem) {
        let family = &text.font.font().info().family;
        let substitute = !self.first.contains(family);
        for glyph in &text.glyphs {
            for c in text.text.get(glyph.range()).unwrap_or_default().chars() {
                // Glyph 0 is the box that stands for "no such glyph".
                if glyph.id == 0 {
                    self.missing.insert(c);
                } else if substitute && is_hanzi(c) {
                    self.substituted.entry(c).or_insert_with(|| family.clone());
                }
            }
        }
    }
}

/// Only a Hanzi in another face is worth a note; signs such as − are shared on purpose.
fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The first string of the model that holds the character (a unit's name, as a rule); `none` where the template has it.
fn within(model: &Value, found: char) -> String {
    match model {
        Value::String(text) if text.contains(found) => around(text, found),
        Value::Array(items) => first_within(items.iter(), found),
        Value::Object(fields) => first_within(fields.values(), found),
        _ => "none".to_owned(),
    }
}

fn first_within<'a>(values: impl Iterator<Item = &'a Value>, found: char) -> String {
    values.map(|value| within(value, found)).find(|text| text != "none").unwrap_or_else(|| "none".to_owned())
}

/// A long paragraph is cut to the piece around the character.
fn around(text: &str, found: char) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= QUOTED {
        return text.to_owned();
    }
    let at = letters.iter().position(|c| *c == found).unwrap_or_default();
    let start = at.saturating_sub(QUOTED / 2).min(letters.len() - QUOTED);
    letters[start..start + QUOTED].iter().collect()
}
