//! What a condition demands: of each subject a stretch of numbers, and conditions that are only compared as written.

use std::collections::{BTreeMap, BTreeSet};

use crate::formula::ast::{Comparison, Expr, ExprKind};
use crate::formula::show::{plain_name, show};
use crate::number::Exact;
use crate::scoring::cuts::{LINE, Piece, common, where_holds, without};
use crate::scoring::model::mirrored;

/// More ways to meet a condition than these are not looked into.
const MOST: usize = 16;

/// One way to meet a condition.
#[derive(Clone, Debug, Default)]
pub(super) struct Region {
    /// The numbers each subject may be.
    on: BTreeMap<String, Piece>,
    /// What else must hold.
    other: BTreeSet<String>,
    /// Nothing meets it.
    empty: bool,
}

/// The number that a name always is.
pub(super) type Constant<'c> = &'c dyn Fn(&str) -> Option<Exact>;

/// The ways to meet a condition.
pub(super) fn regions(expr: &Expr, constant: Constant<'_>) -> Vec<Region> {
    match &expr.kind {
        ExprKind::Or(list) => {
            let all: Vec<Region> = list.iter().flat_map(|e| regions(e, constant)).collect();
            if all.len() > MOST { vec![as_written(expr)] } else { all }
        }
        ExprKind::And(list) => {
            let mut all = vec![Region::default()];
            for part in list {
                let ways = regions(part, constant);
                if all.len() * ways.len() > MOST {
                    return vec![as_written(expr)];
                }
                all = all.iter().flat_map(|a| ways.iter().map(|b| a.clone().and(b))).collect();
            }
            all
        }
        ExprKind::Compare(first, rest) => {
            let mut region = Region::default();
            let mut left = &**first;
            for (comparison, right) in rest {
                region = region.and(&compared(left, *comparison, right, constant));
                left = right;
            }
            vec![region]
        }
        _ => vec![as_written(expr)],
    }
}

fn as_written(expr: &Expr) -> Region {
    Region { other: BTreeSet::from([show(expr)]), ..Region::default() }
}

fn compared(left: &Expr, comparison: Comparison, right: &Expr, constant: Constant<'_>) -> Region {
    let number = |expr: &Expr| match &expr.kind {
        ExprKind::Number(n, _) => Some(n.clone()),
        ExprKind::Path(names) => constant(&names.iter().map(plain_name).collect::<Vec<_>>().join(".")),
        _ => None,
    };
    let (subject, comparison, bound) = match (number(left), number(right)) {
        (None, Some(bound)) => (left, comparison, bound),
        (Some(bound), None) => (right, mirrored(comparison), bound),
        _ => {
            let sides = format!("{}{comparison:?}{}", show(left), show(right));
            return Region { other: BTreeSet::from([sides]), ..Region::default() };
        }
    };
    match where_holds(comparison, bound.clone()) {
        Some(piece) => Region { on: BTreeMap::from([(show(subject), piece)]), ..Region::default() },
        None => {
            Region { other: BTreeSet::from([format!("{}≠{}", show(subject), bound.trimmed(9))]), ..Region::default() }
        }
    }
}

impl Region {
    fn and(mut self, other: &Region) -> Region {
        self.empty |= other.empty;
        self.other.extend(other.other.iter().cloned());
        for (subject, piece) in &other.on {
            let own = self.on.get(subject).cloned().unwrap_or(LINE);
            match common(&own, (&piece.0, &piece.1)) {
                Some(both) => {
                    self.on.insert(subject.clone(), both);
                }
                None => self.empty = true,
            }
        }
        self
    }

    /// What of it can be, where subjects have bounds; none where nothing can.
    pub(super) fn within(mut self, bounds: &dyn Fn(&str) -> Option<Piece>) -> Option<Region> {
        for (subject, piece) in &mut self.on {
            if let Some(bound) = bounds(subject) {
                *piece = common(piece, (&bound.0, &bound.1))?;
            }
        }
        (!self.empty).then_some(self)
    }

    fn of(&self, subject: &str) -> Piece {
        self.on.get(subject).cloned().unwrap_or(LINE)
    }

    /// Does every unit of this region meet all that the other demands of it, one subject left aside?
    fn meets(&self, other: &Region, aside: Option<&str>) -> bool {
        let inside = |(subject, piece): (&String, &Piece)| {
            Some(subject.as_str()) == aside
                || common(&self.of(subject), (&piece.0, &piece.1)).is_some_and(|both| both == self.of(subject))
        };
        !other.empty && other.other.is_subset(&self.other) && other.on.iter().all(inside)
    }
}

/// Is all of a region in the others: in one of them, or along one subject in several together?
pub(super) fn covered(region: &Region, others: &[&Region]) -> bool {
    if others.iter().any(|other| region.meets(other, None)) {
        return true;
    }
    let subjects: BTreeSet<&String> = others.iter().flat_map(|other| other.on.keys()).collect();
    subjects.into_iter().any(|subject| {
        // Where nothing is asked of a subject it may also be 不适用; 得分 is always a number here.
        if !region.on.contains_key(subject) && subject != "得分" {
            return false;
        }
        let mut left = vec![region.of(subject)];
        for other in others.iter().filter(|other| region.meets(other, Some(subject))) {
            let (from, to) = other.of(subject);
            left = left.into_iter().flat_map(|piece| without(piece, &from, &to)).collect();
        }
        left.is_empty()
    })
}
