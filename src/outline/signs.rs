//! The signs of a scheme's formulas that are no plain words, and what they mean.

use super::math::word;
use super::model::{Case, Fact, Outline, Piece};

/// Those that occur, in a fixed order.
pub(super) fn signs(outline: &Outline) -> Vec<Fact> {
    let mut found = [false; 4];
    let rules = outline
        .tables
        .iter()
        .flat_map(|t| &t.derived)
        .chain(outline.clauses.iter().flat_map(|c| &c.rules))
        .chain(&outline.methods)
        .chain(&outline.figures)
        .chain(outline.outputs.iter().flat_map(|o| &o.columns));
    rules.for_each(|rule| look(&rule.pieces, &mut found));
    let lines = outline.standing.lists.iter().flat_map(|l| &l.lines);
    let facts = outline.standing.facts.iter().chain(&outline.scope);
    let all = facts.chain(lines.flat_map(|l| l.when.iter().chain(&l.more)));
    all.for_each(|fact| look(&fact.pieces, &mut found));
    let meanings = [
        ("∑", "合计：把下方所列各行、各项的数相加，一行也没有时为0"),
        ("min", "不超过：几个数中取最小的"),
        ("max", "不低于：几个数中取最大的"),
        ("{名称}", "依次代入该表的每一项"),
    ];
    let used = meanings.iter().zip(found).filter(|(_, found)| *found);
    used.map(|((sign, meaning), _)| Fact {
        label: (*sign).into(),
        pieces: vec![word(*meaning)],
        text: (*meaning).into(),
        belonging: Vec::new(),
    })
    .collect()
}

fn look(pieces: &[Piece], found: &mut [bool; 4]) {
    for piece in pieces {
        match piece {
            Piece::Word { .. } => {}
            Piece::Name { text } => found[3] |= text.contains('{'),
            Piece::Fraction { over, under, .. } => {
                look(over, found);
                look(under, found);
            }
            Piece::Power { base, by } => {
                look(base, found);
                look(by, found);
            }
            Piece::Sum { of, .. } => {
                found[0] = true;
                look(of, found);
            }
            Piece::Extreme { word, list } => {
                found[if word == "min" { 1 } else { 2 }] = true;
                list.iter().for_each(|part| look(part, found));
            }
            Piece::Cases { rows, .. } => cases(rows, found),
            Piece::Bands { of, rows, .. } => {
                look(of, found);
                cases(rows, found);
            }
        }
    }
}

fn cases(rows: &[Case], found: &mut [bool; 4]) {
    for row in rows {
        look(&row.value, found);
        look(&row.when, found);
    }
}
