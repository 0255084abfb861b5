//! Rules, and the blocks in which only rules may stand.

use super::cut::Part;
use super::faults;
use super::fields::Reading;
use crate::formula::ast::{Item, Name, NamePart, RuleItem, Span};
use crate::formula::parse;

/// Reads the rules and checks of a clause.
pub(super) fn rules(r: &mut Reading<'_>, part: Part<'_>) -> Vec<Item> {
    let (items, faults) = parse::rules(part.text, part.at);
    r.syntax(faults);
    for item in &items {
        if let Item::Rule(rule) = item {
            reserved(r, &plain(&rule.name), rule.name.span);
        }
    }
    items
}

/// Reads a block in which checks have no place: `derive`, `figures`, the columns of an output.
pub(super) fn figures(r: &mut Reading<'_>, part: Part<'_>) -> Vec<RuleItem> {
    let (rules, faults) = parse::items_separated(part.text, part.at);
    r.syntax(faults);
    rules
}

/// Names that the language keeps for itself.
const RESERVED: [&str; 5] = ["本期", "本行", "本单位", "上期", "上年"];

/// A fault, if no table or rule may bear that name.
pub(super) fn reserved(r: &mut Reading<'_>, name: &str, span: Span) {
    if RESERVED.contains(&name) {
        r.fault(faults::RESERVED_NAME, span, &[("found", name)]);
    }
}

/// A name as written, captures in braces.
pub(super) fn plain(name: &Name) -> String {
    let part = |part: &NamePart| match part {
        NamePart::Text(text) => text.clone(),
        NamePart::Entry(table) => format!("{{{table}}}"),
    };
    name.parts.iter().map(part).collect()
}
