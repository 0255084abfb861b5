//! 等次 and 奖项 compared with a name that no line bears: the condition never holds.

use crate::finding::{Finding, Findings, Place};
use crate::formula::text::normal;
use crate::formula::tree::{Node, Op, StandingItem};
use crate::scheme::suggest;
use crate::scoring::faults;
use crate::scoring::model::Line;

use super::Desk;
use super::written::resolved;

/// Warns of every text that a tier or prize is compared with and none is called.
pub(super) fn check(desk: &Desk<'_>, findings: &mut Findings) {
    for formula in resolved(desk.model) {
        formula.node.walk(&mut |node| {
            let sides: Vec<&Node> = match &node.op {
                Op::Compare(first, rest) => std::iter::once(&**first).chain(rest.iter().map(|(_, n)| n)).collect(),
                Op::Among(x, set) => std::iter::once(&**x).chain(set).collect(),
                _ => return,
            };
            let Some(lines) = sides.iter().find_map(|side| lines(desk, side)) else { return };
            for side in sides {
                let Op::Text(text) = &side.op else { continue };
                if text.is_empty() || lines.iter().any(|line| normal(&line.name) == normal(text)) {
                    continue;
                }
                let place = Place::text(formula.file.clone(), side.span.start, side.span.end);
                let suggest = suggest::argument(text, lines.iter().map(|line| line.name.as_str()));
                let finding = Finding::new(faults::NO_SUCH_LINE, place).with("found", &**text);
                findings.push(finding.with("suggest", suggest));
            }
        });
    }
}

/// The lines that give a tier or a prize its name.
fn lines<'a>(desk: &Desk<'a>, node: &Node) -> Option<&'a [Line]> {
    let Op::Standing { scheme, item, .. } = &node.op else { return None };
    let standing = &desk.model.schemes[*scheme].standing;
    match item {
        StandingItem::Tier => Some(&standing.tier),
        StandingItem::Prize => Some(&standing.prize),
        _ => None,
    }
}
