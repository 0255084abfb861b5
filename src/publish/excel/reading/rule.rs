//! Rules and standing: the computed cells that formulas refer to.

use crate::formula::tree::{
    At as Slotted, Columns, Function, Node, Op, PeriodItem, RuleRef, StandingItem, Target, UnitAt,
};
use crate::tables::Kind;

use super::super::expr::{At, Infix, X};
use super::super::layout::{Item, RulePlace, TablePlace};
use super::column::whole;
use super::logic::equals;
use super::{NOBODY, Piece, Read, Reader, Scope, Unwritten};

/// For which unit something is read.
enum Whose {
    /// The unit at this position.
    Unit(usize),
    /// The unit whose name the expression gives.
    Named(Piece),
    /// Nobody's: computed once.
    Nobody,
}

impl<'r> Reader<'r> {
    fn whose(&mut self, unit: &'r UnitAt, scope: &Scope) -> Result<Option<Whose>, Unwritten> {
        Ok(Some(match unit {
            UnitAt::Overall => Whose::Nobody,
            UnitAt::Slot(slot) => match scope.entry(&Slotted::Slot(*slot)) {
                NOBODY => return Err(Unwritten("公式离不开手头的对象")),
                entry => match self.lookup.positions.get(&entry) {
                    Some(position) => Whose::Unit(*position),
                    None => return Ok(None),
                },
            },
            UnitAt::Of(node) => Whose::Named(self.read(node, scope)?),
        }))
    }

    pub(super) fn rule(&mut self, reference: &'r RuleRef, scope: &Scope) -> Read {
        if reference.scheme != self.index {
            return self.foreign_rule(reference, scope);
        }
        let Some((rule, entries)) = self.target(reference, scope)? else { return Ok(Piece::not_applicable()) };
        let Some(member) = self.lookup.members[rule].get(&entries).copied() else {
            return Ok(Piece::not_applicable());
        };
        if self.is_nothing(rule, member) {
            return Ok(Piece::not_applicable());
        }
        let Some(whose) = self.whose(&reference.unit, scope)? else { return Ok(Piece::not_applicable()) };
        let x = match (&self.layout.rules[rule], whose) {
            (RulePlace::Rows { .. } | RulePlace::Some { .. }, _) | (_, Whose::Nobody) => {
                X::Cell(self.layout.rule(rule, 0, member))
            }
            (_, Whose::Unit(unit)) => X::Cell(self.layout.rule(rule, unit, member)),
            (_, Whose::Named(name)) => {
                let (first, last) = self.layout.column(self.layout.rule(rule, 0, member));
                return self.named(X::Range(first, last), &name, rule);
            }
        };
        Ok(self.computed(x, rule))
    }

    /// The rule and member that a reference means.
    pub fn member(&self, reference: &RuleRef, scope: &Scope) -> Option<(usize, usize)> {
        let (rule, entries) = self.target(reference, scope).ok()??;
        Some((rule, self.lookup.members[rule].get(&entries).copied()?))
    }

    /// The value in a column of units of the unit with that name.
    fn named(&mut self, column: X, name: &Piece, rule: usize) -> Read {
        let TablePlace::List(roster) = self.layout.tables[self.scheme.table].clone() else {
            return Err(Unwritten("名单未列入本工作簿"));
        };
        // The appraised units stand first in the roster's sheet, in the order of every other sheet.
        let names = whole(&roster, roster.label.unwrap_or(1)).ok_or(Unwritten("名单没有行"))?;
        let place = X::Call("MATCH", vec![name.x.clone(), names, X::whole(0)]);
        let found = X::Call("INDEX", vec![column, place]);
        let mut piece = self.computed(found, rule);
        piece.counts.splice(0..0, name.counts.iter().cloned());
        piece.holds.splice(0..0, name.holds.iter().cloned());
        piece.na |= name.na;
        piece.missing |= name.missing;
        Ok(piece)
    }

    /// Which rule and entries a name means for what is at hand.
    pub(super) fn target(&self, reference: &RuleRef, scope: &Scope) -> Result<Option<(usize, Vec<u32>)>, Unwritten> {
        match &reference.target {
            Target::One { rule, entries } => {
                let entries: Vec<u32> = entries.iter().map(|e| scope.entry(e)).collect();
                if entries.contains(&NOBODY) {
                    Err(Unwritten("公式离不开手头的条目"))
                } else {
                    Ok(Some((*rule, entries)))
                }
            }
            Target::Varied { slots, sizes, members } => {
                let mut index = 0;
                for (slot, size) in slots.iter().zip(sizes) {
                    let entry = scope.entry(&Slotted::Slot(*slot));
                    if entry == NOBODY {
                        return Err(Unwritten("公式离不开手头的条目"));
                    }
                    index = index * size + entry as usize;
                }
                Ok(members.get(index).cloned().flatten())
            }
        }
    }

    /// A computed cell with what may stand in it.
    fn computed(&mut self, x: X, rule: usize) -> Piece {
        let declared = &self.scheme.rules[rule];
        let (na, missing) = self.lookup.rules[rule];
        let exact = self.exact_rule(rule);
        Piece { exact, ..derived(x, declared.kind, na, missing) }
    }

    /// Is a rule's value free of what binary fractions leave behind?
    fn exact_rule(&mut self, rule: usize) -> bool {
        if let Some(known) = self.exact[rule] {
            return known;
        }
        // A rule that reaches itself through others is no rule; until it is known it is not exact.
        self.exact[rule] = Some(false);
        let declared = &self.scheme.rules[rule];
        let exact = declared.definitions.iter().all(|d| self.exact_node(&d.body));
        self.exact[rule] = Some(exact);
        exact
    }

    fn exact_node(&mut self, node: &'r Node) -> bool {
        match &node.op {
            Op::Number(_) | Op::Missing | Op::NotApplicable | Op::Standing { .. } | Op::Period(_) => true,
            Op::Column { table, columns, .. } => {
                let column = match columns {
                    Columns::One(c) => *c,
                    Columns::ByEntry { columns, .. } => columns.first().copied().unwrap_or(0),
                };
                !self.results.derived.iter().any(|d| (d.table, d.column) == (*table, column))
            }
            Op::Rule(reference) => match &reference.target {
                Target::One { rule, .. } if reference.scheme == self.index => self.exact_rule(*rule),
                _ => false,
            },
            Op::If(arms, other) => {
                let arms = arms.iter().all(|(_, v)| self.exact_node(v));
                arms && other.as_deref().is_none_or(|o| self.exact_node(o))
            }
            Op::Default(_, a, b) => self.exact_node(a) && self.exact_node(b),
            Op::Call(Function::Round(_) | Function::PerWhole | Function::ToStep, _) => true,
            Op::Call(Function::AtMost | Function::AtLeast | Function::Clamp | Function::Award, list) => {
                list.iter().all(|n| n.kind == Some(Kind::Bool) || self.exact_node(n))
            }
            _ => node.kind.is_some_and(|k| !matches!(k, Kind::Number(_))),
        }
    }

    /// Standing of a unit.
    pub(super) fn standing(&mut self, scheme: usize, item: StandingItem, unit: &'r UnitAt, scope: &Scope) -> Read {
        if scheme != self.index {
            return self.foreign_standing(scheme, item, unit, scope);
        }
        let (item, kind) = match item {
            StandingItem::Score => (Item::Score, self.scheme.standing.score_kind),
            StandingItem::Rank => (Item::Rank, Some(Kind::Number(crate::formula::ast::Unit::Bare))),
            StandingItem::Position => (Item::Position, Some(Kind::Number(crate::formula::ast::Unit::Bare))),
            StandingItem::RankFromLast => (Item::FromLast, Some(Kind::Number(crate::formula::ast::Unit::Bare))),
            StandingItem::Tier => (Item::Tier, Some(Kind::Text)),
            StandingItem::Prize => (Item::Prize, Some(Kind::Text)),
            StandingItem::Pay => (Item::Pay, Some(Kind::Number(crate::formula::ast::Unit::Money))),
            StandingItem::Flag(flag) => (Item::Flag(flag), Some(Kind::Bool)),
        };
        match self.whose(unit, scope)? {
            None | Some(Whose::Nobody) => Ok(Piece::not_applicable()),
            Some(Whose::Unit(position)) => {
                let at = self.layout.standing(item, position).ok_or(Unwritten("名次表中没有这一项"))?;
                Ok(standing_piece(X::Cell(at), item, kind))
            }
            Some(Whose::Named(name)) => {
                let (first, last) = self.layout.standing_column(item).ok_or(Unwritten("名次表中没有这一项"))?;
                let names = X::Range(At { col: 1, ..first }, At { col: 1, ..last });
                let place = X::Call("MATCH", vec![name.x.clone(), names, X::whole(0)]);
                let mut piece = standing_piece(X::Call("INDEX", vec![X::Range(first, last), place]), item, kind);
                piece.take_guards(&name);
                Ok(piece)
            }
        }
    }

    /// A fact of the period.
    pub(super) fn period(&self, item: PeriodItem) -> Read {
        let (first, last) = (self.results.first, self.results.last);
        let date = |d: crate::formula::ast::Date| {
            let part = |n: i64| X::Number(n.to_string());
            X::Call("DATE", vec![part(i64::from(d.year)), part(i64::from(d.month)), part(i64::from(d.day))])
        };
        let days = X::infix(Infix::Add, X::infix(Infix::Subtract, date(last), date(first)), X::whole(1));
        Ok(Piece::sure(match item {
            PeriodItem::First => date(first),
            PeriodItem::Last => date(last),
            PeriodItem::Days => days,
            PeriodItem::Year => X::Number(first.year.to_string()),
            PeriodItem::Month => X::Number(first.month.to_string()),
            PeriodItem::Label => X::Text(self.results.period.clone()),
        }))
    }
}

/// A cell that the program computed: nothing in it is empty text.
pub(super) fn derived(x: X, kind: Option<Kind>, na: bool, missing: bool) -> Piece {
    let mut piece = Piece { na, missing, ..Piece::sure(x.clone()) };
    let may = na || missing;
    match kind {
        Some(Kind::Number(_) | Kind::Date) | None => piece.counts.extend(may.then_some(x)),
        Some(Kind::Bool) => {
            piece.x = equals(x.clone(), "是");
            piece.holds.extend(may.then(|| X::infix(Infix::Unequal, x, X::blank())));
        }
        Some(_) => piece.holds.extend(may.then(|| X::infix(Infix::Unequal, x, X::blank()))),
    }
    piece
}

fn standing_piece(x: X, item: Item, kind: Option<Kind>) -> Piece {
    // 等次 and 奖项 are empty text where no line fits, and a flag is set or not: none of them is 不适用.
    let may = !matches!(item, Item::Tier | Item::Prize | Item::Flag(_));
    Piece { exact: item != Item::Pay, ..derived(x, kind, may, false) }
}
