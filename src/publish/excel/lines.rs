//! Places, and the lines of tiers, prizes and flags with their quotas.

use crate::results::{Line, Ties};

use super::expr::{At, Infix, X};
use super::layout::Item;
use super::reading::{Reader, Scope, Unwritten};
use super::standing::{all, is_score, own};

type Written = Result<X, Unwritten>;

/// A key of the order: its column, and whether the lower comes first.
struct Key {
    item: Item,
    lower: bool,
}

fn rank_keys(reader: &Reader) -> Vec<Key> {
    let standing = &reader.scheme.standing;
    if standing.rank_keys.is_empty() {
        return vec![Key { item: Item::Score, lower: standing.lower_is_better }];
    }
    let key = |(index, (_, lower)): (usize, &(_, bool))| {
        if is_score(reader.scheme, index) {
            Key { item: Item::Score, lower: *lower || standing.lower_is_better }
        } else {
            Key { item: Item::RankKey(index), lower: false }
        }
    };
    standing.rank_keys.iter().enumerate().map(key).collect()
}

fn order_keys(reader: &Reader) -> Vec<Key> {
    let more = (0..reader.scheme.standing.order_keys.len()).map(|k| Key { item: Item::OrderKey(k), lower: false });
    rank_keys(reader).into_iter().chain(more).collect()
}

/// 1 for every unit that has a place; its column and what it must meet.
fn eligible(reader: &Reader) -> Result<(X, Infix, X), Unwritten> {
    Ok(match all(reader, Item::Ranked) {
        Ok(column) => (column, Infix::Equal, X::whole(1)),
        Err(_) => (all(reader, Item::Score)?, Infix::Unequal, X::blank()),
    })
}

/// Does this unit have a place?
fn has_place(reader: &Reader, unit: usize) -> Written {
    Ok(match own(reader, Item::Ranked, unit) {
        Ok(cell) => X::infix(Infix::Equal, cell, X::whole(1)),
        Err(_) => X::infix(Infix::Equal, X::Call("COUNT", vec![own(reader, Item::Score, unit)?]), X::whole(1)),
    })
}

fn several(reader: &Reader) -> bool {
    !reader.layout.pages.groups.is_empty()
}

/// Cuts a range off behind a row.
fn down_to(range: X, row: u32) -> X {
    match range {
        X::Range(first, last) => X::Range(first, At { row, ..last }),
        other => other,
    }
}

fn row_of(reader: &Reader, unit: usize) -> u32 {
    reader.layout.unit_rows[unit]
}

/// Better (or with `worse` worse) by the keys, as a product over the whole column.
fn ahead(reader: &Reader, keys: &[Key], unit: usize, worse: bool) -> Written {
    let mut rest: Option<X> = None;
    for key in keys.iter().rev() {
        let (column, mine) = (all(reader, key.item)?, own(reader, key.item, unit)?);
        let op = if key.lower == worse { Infix::Greater } else { Infix::Less };
        let better = X::infix(op, column.clone(), mine.clone());
        rest = Some(match rest {
            None => better,
            Some(rest) => {
                let tied = X::infix(Infix::Multiply, X::infix(Infix::Equal, column, mine), rest);
                X::infix(Infix::Add, better, tied)
            }
        });
    }
    rest.ok_or(Unwritten("没有名次依据"))
}

/// Equal by the keys, down to this unit's row.
fn equal_above(reader: &Reader, keys: &[Key], unit: usize) -> Written {
    let row = row_of(reader, unit);
    let mut parts = Vec::new();
    for key in keys {
        parts.push(X::infix(Infix::Equal, cut(reader, all(reader, key.item)?, row), own(reader, key.item, unit)?));
    }
    if reader.layout.sorted {
        let page = reader.layout.standing.page;
        let number = At { page, row, col: 0 };
        let (first, last) = reader.layout.column(number);
        parts.push(X::infix(Infix::AtMost, X::Range(first, last), X::Cell(number)));
    }
    Ok(X::chain(Infix::Multiply, parts, X::whole(1)))
}

/// Down to a row; the whole column where rows are not in the roster's order and running numbers decide.
fn cut(reader: &Reader, range: X, row: u32) -> X {
    if reader.layout.sorted { range } else { down_to(range, row) }
}

/// SUMPRODUCT over the units of the group that have a place.
fn among(reader: &Reader, unit: usize, grouped: bool, extra: Vec<X>, test: X, above: bool) -> Written {
    let row = row_of(reader, unit);
    let cut = |x: X| if above { cut(reader, x, row) } else { x };
    let (column, op, wanted) = eligible(reader)?;
    let mut parts = vec![X::infix(op, cut(column), wanted)];
    if let [X::Range(first, last), mine] = &reader.group_pairs(unit, grouped)[..] {
        parts.push(X::infix(Infix::Equal, cut(X::Range(*first, *last)), mine.clone()));
    }
    parts.extend(extra);
    parts.push(test);
    Ok(X::Call("SUMPRODUCT", vec![X::chain(Infix::Multiply, parts, X::whole(0))]))
}

/// 名次, 位次, 倒数名次, and the first unit with its 得分.
pub(super) fn place(reader: &Reader, item: Item, unit: usize) -> Written {
    let standing = &reader.scheme.standing;
    let keys = rank_keys(reader);
    let grouped = several(reader);
    let one = |x: X| X::infix(Infix::Add, x, X::whole(1));
    let count = match item {
        Item::First => {
            let equals = among(reader, unit, grouped, vec![], equal_above(reader, &keys, unit)?, true)?;
            X::when(X::infix(Infix::Equal, equals, X::whole(1)), X::whole(1), X::whole(0))
        }
        Item::Rank | Item::FromLast => {
            let worse = item == Item::FromLast;
            let simple = keys.len() == 1 && keys[0].item == Item::Score;
            if simple && !standing.dense {
                one(counted(reader, keys[0].lower != worse, unit, grouped)?)
            } else {
                let extra = if standing.dense {
                    vec![X::infix(Infix::Equal, all(reader, Item::First)?, X::whole(1))]
                } else {
                    vec![]
                };
                one(among(reader, unit, grouped, extra, ahead(reader, &keys, unit, worse)?, false)?)
            }
        }
        Item::Position => {
            if standing.order_keys.is_empty() && !standing.dense {
                let rank = all(reader, Item::Rank)?;
                let mine = own(reader, Item::Rank, unit)?;
                let row = row_of(reader, unit);
                let mut pairs = vec![down_to(rank, row), mine.clone()];
                if let [X::Range(first, last), group] = &reader.group_pairs(unit, grouped)[..] {
                    pairs.extend([down_to(X::Range(*first, *last), row), group.clone()]);
                }
                X::infix(Infix::Subtract, X::infix(Infix::Add, mine, X::Call("COUNTIFS", pairs)), X::whole(1))
            } else {
                let keys = order_keys(reader);
                let before = among(reader, unit, grouped, vec![], ahead(reader, &keys, unit, false)?, false)?;
                let equals = among(reader, unit, grouped, vec![], equal_above(reader, &keys, unit)?, true)?;
                X::infix(Infix::Add, before, equals)
            }
        }
        _ => return Err(Unwritten("不是名次")),
    };
    Ok(X::when(has_place(reader, unit)?, count, X::blank()))
}

/// How many of the group have more (or less): 得分 is rounded, so it goes through a text unharmed.
fn counted(reader: &Reader, lower: bool, unit: usize, grouped: bool) -> Written {
    let sign = if lower { "<" } else { ">" };
    let bound = X::infix(Infix::Join, X::Text(sign.into()), own(reader, Item::Score, unit)?);
    let mut pairs = vec![all(reader, Item::Score)?, bound];
    if let Ok(ranked) = all(reader, Item::Ranked) {
        pairs.extend([ranked, X::whole(1)]);
    }
    pairs.extend(reader.group_pairs(unit, grouped));
    Ok(X::Call("COUNTIFS", pairs))
}

fn lines<'r>(reader: &Reader<'r>, list: u8) -> &'r [Line] {
    let standing = &reader.scheme.standing;
    match list {
        0 => &standing.tier_lines,
        1 => &standing.prize_lines,
        _ => &standing.flag_lines,
    }
}

/// Does the unit meet the line's own condition?
fn meets<'r>(reader: &mut Reader<'r>, line: &'r Line, unit: usize, scope: &Scope) -> Written {
    match &line.when {
        Some(when) => Ok(reader.read(when, scope)?.decided()),
        None => Ok(X::infix(Infix::Equal, X::Call("COUNT", vec![own(reader, Item::Score, unit)?]), X::whole(1))),
    }
}

/// Does the line take the unit, earlier lines left aside?
pub(super) fn takes(reader: &mut Reader, list: u8, index: usize, unit: usize, scope: &Scope) -> Written {
    let line = &lines(reader, list)[index];
    if line.quota.is_some() {
        return Ok(X::infix(Infix::Equal, own(reader, Item::Taken(list, index), unit)?, X::whole(1)));
    }
    meets(reader, line, unit, scope)
}

/// 1 where a unit stands to be chosen by a line with a quota.
pub(super) fn candidate(reader: &mut Reader, list: u8, index: usize, unit: usize, scope: &Scope) -> Written {
    let line = &lines(reader, list)[index];
    let mut all = vec![has_place(reader, unit)?, meets(reader, line, unit, scope)?];
    // Flags do not exclude each other; of tiers and prizes the first line that fits takes the unit.
    let earlier = if list == 2 { 0 } else { index };
    for before in 0..earlier {
        all.push(X::Call("NOT", vec![takes(reader, list, before, unit, scope)?]));
    }
    Ok(X::when(X::all(all), X::whole(1), X::whole(0)))
}

/// 1 where the quota reaches.
pub(super) fn taken(reader: &mut Reader, list: u8, index: usize, unit: usize, scope: &Scope) -> Written {
    let line = &lines(reader, list)[index];
    let quota = match &line.quota {
        Some(quota) => reader.read(quota, scope)?.or(X::whole(0)),
        None => return Err(Unwritten("没有名额")),
    };
    let grouped = several(reader) && !line.within_all;
    let mine = Item::Candidate(list, index);
    let chosen = || Ok(X::infix(Infix::Equal, all(reader, mine)?, X::whole(1)));
    let keys = if line.last || line.ties != Ties::OneByOne { rank_keys(reader) } else { order_keys(reader) };
    let before = among(reader, unit, grouped, vec![chosen()?], ahead(reader, &keys, unit, line.last)?, false)?;
    let row = row_of(reader, unit);
    let here = X::infix(Infix::Equal, cut(reader, all(reader, mine)?, row), X::whole(1));
    let reach = match line.ties {
        Ties::OneByOne => {
            let equals = among(reader, unit, grouped, vec![here], equal_above(reader, &keys, unit)?, true)?;
            X::infix(Infix::AtMost, X::infix(Infix::Add, before, equals), quota)
        }
        Ties::TakeAll => X::infix(Infix::Less, before, quota),
        Ties::TakeNone => {
            let mut same = Vec::new();
            for key in &keys {
                same.push(X::infix(Infix::Equal, all(reader, key.item)?, own(reader, key.item, unit)?));
            }
            let equal = X::chain(Infix::Multiply, same, X::whole(1));
            let equals = among(reader, unit, grouped, vec![chosen()?], equal, false)?;
            X::infix(Infix::AtMost, X::infix(Infix::Add, before, equals), quota)
        }
    };
    let stands = X::infix(Infix::Equal, own(reader, mine, unit)?, X::whole(1));
    Ok(X::when(stands, X::when(reach, X::whole(1), X::whole(0)), X::whole(0)))
}

/// The first line that takes the unit, by its name.
pub(super) fn name(reader: &mut Reader, list: u8, unit: usize, scope: &Scope) -> Written {
    let mut rest = X::blank();
    for index in (0..lines(reader, list).len()).rev() {
        let takes = takes(reader, list, index, unit, scope)?;
        rest = X::when(takes, X::Text(lines(reader, list)[index].name.clone()), rest);
    }
    Ok(rest)
}

/// The scheme's pay and that of the prize won; nothing where neither applies.
pub(super) fn pay(reader: &mut Reader, unit: usize, scope: &Scope) -> Written {
    let standing = &reader.scheme.standing;
    let mut parts = Vec::new();
    if let Some(node) = &standing.pay_formula {
        parts.push(reader.read(node, scope)?);
    }
    for line in &standing.prize_lines {
        let Some(node) = &line.pay else { continue };
        let mut piece = reader.read(node, scope)?;
        piece.holds.insert(0, X::infix(Infix::Equal, own(reader, Item::Prize, unit)?, X::Text(line.name.clone())));
        parts.push(piece);
    }
    let sum = match &parts[..] {
        [one] => one.or(X::blank()),
        _ => {
            let total = X::chain(Infix::Add, parts.iter().map(|p| p.or(X::whole(0))).collect(), X::whole(0));
            let there: Option<Vec<X>> = parts.iter().map(super::reading::Piece::present).collect();
            match there {
                Some(there) => X::when(X::any(there), total, X::blank()),
                None => total,
            }
        }
    };
    Ok(match own(reader, Item::Reason, unit) {
        Ok(reason) => X::when(X::infix(Infix::Equal, reason, X::blank()), sum, X::blank()),
        Err(_) => sum,
    })
}
