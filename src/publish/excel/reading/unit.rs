//! What compares units with each other, and what other schemes give.

use std::rc::Rc;

use crate::formula::ast::Unit;
use crate::formula::tree::{Aggregate, Op, Over, RuleRef, StandingItem, UnitAt};
use crate::results::Rule;
use crate::tables::{Kind, Value};

use super::super::expr::{At, Infix, X, ranges};
use super::super::facts;
use super::super::grid::{Cached, Content, Role};
use super::super::layout::{Item, MEMBER};
use super::aside::slots_of;
use super::{NOBODY, Piece, Read, Reader, Scope, Unwritten};

/// What a place is counted among.
#[derive(Debug)]
pub(super) struct Rivals {
    /// The cell of each unit that takes part.
    cells: Vec<Option<At>>,
    /// All of them, down the sheet, as few ranges.
    pool: Vec<X>,
    raw: bool,
    exact: bool,
    may: bool,
}

impl<'r> Reader<'r> {
    /// 组内名次, 全体名次: 1 + how many have more.
    pub(super) fn ranked_among(&mut self, aggregate: &'r Aggregate, lowest: bool, scope: &Scope) -> Read {
        let Over::Units { scheme, group_of, .. } = &aggregate.over else {
            return Err(Unwritten("名次只能在对象之间排"));
        };
        if *scheme != self.index || aggregate.filter.is_some() {
            return Err(Unwritten("带条件的名次"));
        }
        let me = scope.slots.get(group_of.unwrap_or(0)).and_then(|e| self.lookup.positions.get(e)).copied();
        let me = me.ok_or(Unwritten("公式离不开手头的对象"))?;
        let rivals = self.rivals(aggregate, scope)?;
        let mine = X::Cell(rivals.cells[me].ok_or(Unwritten("公式离不开手头的对象"))?);
        let count = better(&rivals.pool, &mine, lowest, rivals.exact, rivals.raw);
        let mut out = Piece::sure(X::infix(Infix::Add, count, X::whole(1)));
        if rivals.may {
            out.counts.push(mine);
            out.na = true;
        }
        Ok(out)
    }

    /// The cells that are compared, once for all units of a group where they are the same.
    fn rivals(&mut self, aggregate: &'r Aggregate, scope: &Scope) -> Result<Rc<Rivals>, Unwritten> {
        let node = &aggregate.values[0];
        let key = self.shared_key(aggregate, scope);
        if let Some(known) = key.as_ref().and_then(|k| self.rivals.get(k)) {
            return Ok(known.clone());
        }
        let scopes = self.open(&aggregate.over, scope)?;
        let mut pieces = Vec::new();
        for inner in &scopes {
            pieces.push(self.read(node, inner)?);
        }
        let cells: Option<Vec<At>> = pieces.iter().map(Piece::cell).collect();
        let positions: Vec<usize> =
            scopes.iter().filter_map(|s| s.slots.last().and_then(|e| self.lookup.positions.get(e)).copied()).collect();
        let raw = cells.is_some() && pieces.iter().any(|p| p.raw);
        let pool = match cells {
            Some(cells) => cells,
            None => {
                let all = self.unit_helper(node, scope)?;
                positions.iter().map(|p| all[*p]).collect()
            }
        };
        let mut by_unit = vec![None; self.scheme.units.len()];
        for (position, cell) in positions.iter().zip(&pool) {
            by_unit[*position] = Some(*cell);
        }
        let mut sorted = pool;
        sorted.sort_unstable();
        let rivals = Rc::new(Rivals {
            cells: by_unit,
            pool: ranges(&sorted),
            raw,
            exact: pieces.iter().all(|p| p.exact),
            may: pieces.iter().any(|p| p.na || p.missing),
        });
        if let Some(key) = key {
            self.rivals.insert(key, rivals.clone());
        }
        Ok(rivals)
    }

    /// 分配: whole steps below, then one step each to the largest remainders; a column per step.
    pub(super) fn shared(&mut self, aggregate: &'r Aggregate, scope: &Scope) -> Read {
        let Over::Units { scheme, group_of, .. } = &aggregate.over else {
            return Err(Unwritten("分配只能在对象之间进行"));
        };
        if *scheme != self.index || aggregate.filter.is_some() {
            return Err(Unwritten("带条件的分配"));
        }
        let me = scope.slots.get(group_of.unwrap_or(0)).and_then(|e| self.lookup.positions.get(e)).copied();
        let me = me.ok_or(Unwritten("公式离不开手头的对象"))?;
        let others = others_of(aggregate, scope);
        let key = (std::ptr::from_ref(aggregate).addr(), self.layout.pages.aids, others, 2);
        let first = match self.helpers.get(&key) {
            Some(col) => *col,
            None => {
                let col = self.share_columns(aggregate, group_of.is_some(), scope)?;
                self.helpers.insert(key, col);
                col
            }
        };
        let at = At { page: self.layout.pages.aids, row: self.layout.unit_rows[me], col: first + 4 };
        let mut out = Piece { exact: true, na: true, ..Piece::sure(X::Cell(at)) };
        out.counts.push(X::Cell(at));
        Ok(out)
    }

    /// Columns: exact steps, steps below, remainder, its place, what is given. The first one's number.
    fn share_columns(&mut self, aggregate: &'r Aggregate, grouped: bool, scope: &Scope) -> Result<u16, Unwritten> {
        let share = self.unit_helper(&aggregate.values[0], scope)?;
        let page = self.layout.pages.aids;
        let first = self.next_aid();
        let rows = self.layout.unit_rows.clone();
        let (top, bottom) = self.layout.column(At { page, row: rows[0], col: 0 });
        let (top, bottom) = (top.row, bottom.row);
        let heads = ["分配：应得份数", "取整份数", "余数", "余数次序", "分得"];
        for (col, head) in (first..).zip(heads) {
            self.pages[page].text(MEMBER, col, Role::Head, head);
        }
        for (position, row) in rows.iter().enumerate() {
            let entry = self.scheme.units[position].entry;
            let mut outer = scope.clone();
            if let Some(slot) = outer.slots.first_mut() {
                *slot = entry;
            }
            outer.home = At { page, row: *row, col: first };
            let pool = self.read(&aggregate.outer[0], &outer)?;
            let step = match aggregate.outer.get(1) {
                Some(step) => self.read(step, &outer)?.x,
                None => X::Number("0.01".into()),
            };
            let pairs = self.group_pairs(position, grouped);
            let whole = |col: u16| X::Range(At { page, row: top, col }, At { page, row: bottom, col });
            let here = |offset: u16| X::Cell(At { page, row: *row, col: first + offset });
            let total = |range: X| match pairs.is_empty() {
                true => X::Call("SUM", vec![range]),
                false => X::Call("SUMIFS", [vec![range], pairs.clone()].concat()),
            };
            let mine = X::Cell(share[position]);
            let steps = X::infix(Infix::Divide, pool.x.clone(), step.clone());
            let part = X::infix(Infix::Divide, mine.clone(), total(whole(share[position].col)));
            let exact = X::infix(Infix::Multiply, steps.clone(), part);
            let there = |x: X| {
                X::when(X::infix(Infix::Equal, X::Call("COUNT", vec![mine.clone()]), X::whole(1)), x, X::blank())
            };
            // A pool of a hundred million in fen leaves a double six places behind the point, and what is left of it
            // is a whole number of steps.
            let six = |x: X| X::Call("ROUND", vec![x, X::whole(6)]);
            let below = X::Call("INT", vec![six(here(0))]);
            let rest = six(X::infix(Infix::Subtract, here(0), here(1)));
            let more = X::infix(Infix::Join, X::Text(">".into()), here(2));
            let ahead = X::Call("COUNTIFS", [vec![whole(first + 2), more], pairs.clone()].concat());
            // Equal remainders go by the roster's running numbers.
            let number = X::Cell(At { page, row: *row, col: 0 });
            let earlier = X::infix(Infix::Join, X::Text("<=".into()), number);
            let tied = vec![whole(first + 2), here(2), whole(0), earlier];
            let equals = X::Call("COUNTIFS", [tied, pairs.clone()].concat());
            let left = X::infix(Infix::Subtract, steps, total(whole(first + 1)));
            let left = X::Call("ROUND", vec![left, X::whole(0)]);
            let extra = X::when(X::infix(Infix::AtMost, here(3), left), X::whole(1), X::whole(0));
            let given = X::infix(Infix::Multiply, X::infix(Infix::Add, here(1), extra), step);
            let columns = [exact, below, rest, X::infix(Infix::Add, ahead, equals), given];
            for (col, x) in (first..).zip(columns) {
                let format = if col == first + 4 { "#,##0.00" } else { "General" };
                self.pages[page].put(*row, col, Role::Aid, Content::Formula(there(x), Cached::Blank)).format =
                    format.into();
            }
        }
        Ok(first)
    }

    /// The criterion of a unit's group; none where all units count.
    pub fn group_pairs(&self, position: usize, grouped: bool) -> Vec<X> {
        let column = self.layout.standing_column(Item::Group).filter(|_| grouped);
        match (column, self.layout.standing(Item::Group, position)) {
            (Some((first, last)), Some(mine)) => vec![X::Range(first, last), X::Cell(mine)],
            _ => Vec::new(),
        }
    }

    /// A rule of another scheme: a labelled input.
    pub(super) fn foreign_rule(&mut self, reference: &'r RuleRef, scope: &Scope) -> Read {
        let Some((rule, entries)) = self.target(reference, scope)? else { return Ok(Piece::not_applicable()) };
        let named = &self.results.schemes[reference.scheme].rules[rule];
        let found = self.foreign_unit(reference.scheme, &reference.unit, scope)?;
        let alone = named.overall.then_some((reference.scheme, 0));
        let Some((index, unit)) = found.or(alone) else { return Ok(Piece::not_applicable()) };
        let scheme = &self.results.schemes[index];
        let same = |r: &&Rule| r.pattern == named.pattern && r.axes == named.axes && r.overall == named.overall;
        let Some(declared) = scheme.rules.iter().find(same) else { return Ok(Piece::not_applicable()) };
        let member = declared.members.iter().position(|(_, e)| *e == entries);
        let Some(member) = member else { return Ok(Piece::not_applicable()) };
        let value = declared.value(unit, member).clone();
        let name = if declared.overall { String::new() } else { scheme.units[unit].name.to_string() };
        let cell = self.foreign([scheme.name.clone(), name, declared.members[member].0.clone()], &value, declared.kind);
        Ok(input_piece(cell, declared.kind, true, true))
    }

    /// Standing of another scheme: a labelled input.
    pub(super) fn foreign_standing(
        &mut self,
        index: usize,
        item: StandingItem,
        unit: &'r UnitAt,
        scope: &Scope,
    ) -> Read {
        let flag = match item {
            StandingItem::Flag(flag) => Some(&self.results.schemes[index].standing.flags[flag].0),
            _ => None,
        };
        let Some((index, unit)) = self.foreign_unit(index, unit, scope)? else { return Ok(Piece::not_applicable()) };
        let scheme = &self.results.schemes[index];
        let standing = &scheme.standing;
        let count = Some(Kind::Number(Unit::Bare));
        let (name, kind, values) = match item {
            StandingItem::Score => ("得分", standing.score_kind, &standing.score),
            StandingItem::Rank => ("名次", count, &standing.rank),
            StandingItem::Position => ("位次", count, &standing.position),
            StandingItem::RankFromLast => ("倒数名次", count, &standing.from_last),
            StandingItem::Tier => ("等次", Some(Kind::Text), &standing.tier),
            StandingItem::Prize => ("奖项", Some(Kind::Text), &standing.prize),
            StandingItem::Pay => ("绩效工资", Some(Kind::Number(Unit::Money)), &standing.pay),
            StandingItem::Flag(_) => match standing.flags.iter().find(|(name, _)| Some(name) == flag) {
                Some((name, values)) => (name.as_str(), Some(Kind::Bool), values),
                None => return Ok(Piece::not_applicable()),
            },
        };
        let label = [scheme.name.clone(), scheme.units[unit].name.to_string(), name.to_string()];
        let cell = self.foreign(label, &values[unit].clone(), kind);
        // Whoever has no tier or prize has an empty text, which an empty cell stands for.
        let none = values.iter().any(|value| matches!(value, Value::Text(text) if text.is_empty()));
        let mut piece = input_piece(cell, kind, true, !none);
        if none {
            piece.x = X::infix(Infix::Join, piece.x, X::blank());
            piece.raw = false;
        }
        Ok(piece)
    }

    /// The scheme that appraises the unit meant, the one named before others of the same table, and its position.
    fn foreign_unit(
        &mut self,
        scheme: usize,
        unit: &'r UnitAt,
        scope: &Scope,
    ) -> Result<Option<(usize, usize)>, Unwritten> {
        let entry = match unit {
            UnitAt::Overall => return Ok(None),
            UnitAt::Slot(slot) => scope.entry(&crate::formula::tree::At::Slot(*slot)),
            UnitAt::Of(node) => match self.known_entry(node, scope) {
                Some(entry) => entry,
                None if self.as_given(node, scope) == Some(Value::NotApplicable) => return Ok(None),
                None => return Err(Unwritten("引用的对象由公式给出")),
            },
        };
        let results = self.results;
        let table = results.schemes[scheme].table;
        let others = (0..results.schemes.len()).filter(|s| *s != scheme && results.schemes[*s].table == table);
        let position = |s: usize| Some((s, results.schemes[s].units.iter().position(|u| u.entry == entry)?));
        Ok(std::iter::once(scheme).chain(others).find_map(position))
    }

    /// The row of a labelled input, written where it is new.
    pub(super) fn foreign(&mut self, label: [String; 3], value: &Value, kind: Option<Kind>) -> At {
        if let Some(known) = self.foreigners.get(&label) {
            return *known;
        }
        let at = self.put_input(&label, value, kind, &facts::format(None, kind));
        self.foreigners.insert(label, at);
        at
    }
}

/// The things at hand besides the unit that a 分配 asks for: it is another one for each of them. What a method is given
/// may depend on all of them.
fn others_of(aggregate: &Aggregate, scope: &Scope) -> Vec<u32> {
    let mut used = vec![false; scope.slots.len()];
    for node in aggregate.values.iter().chain(&aggregate.outer) {
        node.walk(&mut |n| {
            let given = matches!(n.op, Op::Parameter(_));
            used.iter_mut().for_each(|slot| *slot |= given);
            slots_of(n, &mut |slot| {
                if let Some(used) = used.get_mut(slot) {
                    *used = true;
                }
            });
        });
    }
    let other = |(slot, (entry, used)): (usize, (&u32, bool))| if used && slot > 0 { *entry } else { NOBODY };
    scope.slots.iter().zip(used).enumerate().map(other).collect()
}

/// An input cell with what may stand in it.
pub(super) fn input_piece(at: At, kind: Option<Kind>, na: bool, missing: bool) -> Piece {
    let x = X::Cell(at);
    let differs = |text: &str| X::infix(Infix::Unequal, X::Cell(at), X::Text(text.into()));
    let mut piece = Piece { raw: true, na, missing, exact: false, ..Piece::sure(x.clone()) };
    match kind {
        Some(Kind::Number(_) | Kind::Date) => piece.counts.extend((na || missing).then_some(x)),
        Some(Kind::Bool) => {
            piece.x = super::logic::equals(x, "是");
            piece.holds.extend(na.then(|| differs("—")));
        }
        _ => {
            piece.holds.extend(na.then(|| differs("—")));
            piece.holds.extend(missing.then(|| differs("")));
        }
    }
    piece
}

/// How many of the cells are better than mine.
fn better(pool: &[X], mine: &X, lowest: bool, exact: bool, raw: bool) -> X {
    let margin = X::Number("0.000000001".into());
    let edge = match (exact, lowest) {
        (true, _) => mine.clone(),
        (false, true) => X::infix(Infix::Subtract, mine.clone(), margin),
        (false, false) => X::infix(Infix::Add, mine.clone(), margin),
    };
    let op = if lowest { Infix::Less } else { Infix::Greater };
    let each = pool.iter().map(|range| {
        let mut product = vec![X::infix(Infix::Unequal, range.clone(), X::blank())];
        if raw {
            product.push(X::infix(Infix::Unequal, range.clone(), X::Text("—".into())));
        }
        product.push(X::infix(op, range.clone(), edge.clone()));
        X::Call("SUMPRODUCT", vec![X::chain(Infix::Multiply, product, X::whole(0))])
    });
    X::chain(Infix::Add, each.collect(), X::whole(0))
}
