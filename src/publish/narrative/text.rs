//! Figures of `[summary]` put into running text: a sentence with a figure that has no value is left out and told.

use crate::finding::{Finding, Findings, Place};
use crate::publish::faults;
use crate::results::figure::plainly;
use crate::results::{Purpose, Rule};
use crate::tables::{Kind, Value};

use super::{Facts, words};

/// What stands for a slot.
enum Slot {
    /// The figure as printed.
    Said(String),
    /// A figure that has no value.
    Empty(String),
    /// No figure of the scheme: the template may know it.
    Unknown,
}

/// The text with figures put in where braces name them.
pub fn filled(facts: &Facts, text: &str, findings: &mut Findings) -> String {
    sentences(text).into_iter().filter_map(|sentence| said(facts, sentence, findings)).collect()
}

/// Cut behind each 。 and each line, so that the pieces together are the text.
fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['。', '\n']).collect()
}

fn said(facts: &Facts, sentence: &str, findings: &mut Findings) -> Option<String> {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match slot(facts, name.trim()) {
            Slot::Said(figure) => out.push_str(&figure),
            Slot::Unknown => out.push_str(&format!("{{{name}}}")),
            Slot::Empty(name) => {
                let finding = Finding::new(faults::SENTENCE_LEFT_OUT, Place::file(facts.document.name.as_str()));
                findings.push(finding.with("found", name).with("sentence", sentence.trim()));
                // What ends the line stays, so that paragraphs stay apart.
                return sentence.ends_with('\n').then(|| "\n".to_owned());
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    Some(out)
}

fn slot(facts: &Facts, name: &str) -> Slot {
    match name {
        "年" => return Slot::Said(facts.results.year.clone()),
        "期" => return Slot::Said(words::period(facts.results)),
        _ => {}
    }
    let figures = facts.scheme.rules.iter().filter(|rule| rule.purpose == Purpose::Figure);
    let found = figures.flat_map(|rule| (0..rule.members.len()).map(move |member| (rule, member)));
    let mut found = found.filter(|(rule, member)| rule.members[*member].0 == name);
    match found.next() {
        None => Slot::Unknown,
        Some((rule, member)) => match printed(facts, rule, rule.value(0, member)) {
            Some(figure) => Slot::Said(figure),
            None => Slot::Empty(name.to_owned()),
        },
    }
}

/// As summary.csv has it, with a minus sign of print.
fn printed(facts: &Facts, rule: &Rule, value: &Value) -> Option<String> {
    let text = match (value, rule.kind) {
        (Value::NotApplicable | Value::Missing | Value::Fault, _) => return None,
        (Value::Entry(entry), Some(Kind::Entry(table))) => {
            facts.results.tables.list[table].titles.get(*entry as usize)?.to_string()
        }
        (Value::Number(_), kind) => plainly(value, kind, rule.format.as_deref(), facts.scheme.money).replace('-', "−"),
        (Value::Date(date), _) => crate::results::figure::official(*date),
        (_, kind) => plainly(value, kind, rule.format.as_deref(), facts.scheme.money),
    };
    Some(text).filter(|text| !text.is_empty())
}
