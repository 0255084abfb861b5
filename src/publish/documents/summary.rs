//! The facts of a 工作总结: the scheme's text with figures put in, and the picture that the results give.

use crate::finding::Findings;
use crate::publish::narrative::{Facts, blocks, groups, text};
use crate::publish::paper::{self, Usual};

use super::letter::{overall, previous};
use super::listing;
use super::model::{DOCUMENT_VERSION, Passage, Summary};

/// Numerals of headings.
const NUMERALS: &str = "一二三四五六七八九十";

/// The model of a 工作总结.
pub(super) fn summary(facts: &Facts, findings: &mut Findings) -> Summary {
    let (period, subject) = (super::period(facts), paper::subject(facts));
    let usual = Usual { title: format!("{}|{period}|工作总结", facts.office()), ..Usual::default() };
    let written = facts.document.text.as_deref().unwrap_or_default();
    let groups = overall(facts);
    Summary {
        version: DOCUMENT_VERSION,
        paper: paper::paper(facts, usual),
        words: paper::wording(facts, findings),
        units: groups::appraised(facts),
        parts: passages(&text::filled(facts, written, findings)),
        previous: previous(facts, &groups),
        groups,
        weakest: blocks::weakest(facts),
        weak: blocks::weak_indicators(facts),
        table: listing::table(facts, vec![period, subject.clone(), format!("{}一览表", paper::results_of(&subject))]),
    }
}

/// A paragraph for each line that is not blank: `一、…` and `（一）…` are headings, the latter with the text behind its
/// first 。 run in. The template numbers them itself, so a heading that was left out leaves no gap.
fn passages(text: &str) -> Vec<Passage> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(passage).collect()
}

fn passage(line: &str) -> Passage {
    let numeral = |part: &str| !part.is_empty() && part.chars().all(|c| NUMERALS.contains(c));
    let first = line.split_once('、').filter(|(number, _)| numeral(number));
    let second = line.strip_prefix('（').and_then(|rest| rest.split_once('）')).filter(|(number, _)| numeral(number));
    match (first, second) {
        (Some((_, heading)), _) => headed(1, heading),
        (None, Some((_, heading))) => headed(2, heading),
        (None, None) => Passage { level: 0, lead: None, text: line.to_owned() },
    }
}

/// A heading, and what stands behind it in the same paragraph.
fn headed(level: u8, heading: &str) -> Passage {
    let (lead, text) = match heading.split_once('。') {
        Some((lead, text)) if !text.is_empty() => (format!("{lead}。"), text),
        _ => (heading.trim_end_matches('。').to_owned(), ""),
    };
    Passage { level, lead: Some(lead), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_paragraphs_and_ordinals_make_headings() {
        let text =
            "开头一句。\n\n一、医疗工作\n（一）门诊。全年10人次。共20元。\n（二）住院\n三、四两月停诊。\n十一、其他。";
        let found: Vec<(u8, Option<String>, String)> =
            passages(text).into_iter().map(|p| (p.level, p.lead, p.text)).collect();
        let wanted = [
            (0, None, "开头一句。"),
            (1, Some("医疗工作"), ""),
            (2, Some("门诊。"), "全年10人次。共20元。"),
            (2, Some("住院"), ""),
            (1, Some("四两月停诊"), ""),
            (1, Some("其他"), ""),
        ];
        let wanted = wanted.map(|(level, lead, text)| (level, lead.map(str::to_owned), text.to_owned()));
        assert_eq!(found, wanted);
    }
}
