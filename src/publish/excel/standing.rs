//! 得分与名次: score, places, tiers, prizes, flags and pay of every unit, as formulas.

use crate::formula::ast::Unit;
use crate::formula::tree::{Op, StandingItem};
use crate::results::Scheme;
use crate::tables::{Kind, Value};

use super::expr::{At, Infix, X};
use super::grid::{Cached, Content, Role};
use super::layout::{FIRST_COL, Item, Layout, MEMBER};
use super::reading::{Reader, Scope, Unwritten, steady};
use super::{Unwritable, facts, heads, lines, score};

/// Gives every column of the sheet its place.
pub(super) fn lay_out(scheme: &Scheme, layout: &mut Layout) {
    let standing = &scheme.standing;
    let mut items = vec![Item::Group];
    if standing.score_formula.is_some() {
        if !standing.unscored_lines.is_empty() {
            items.push(Item::Reason);
        }
        items.extend([Item::Exact, Item::Score]);
        items.extend(standing.ranked.is_some().then_some(Item::Ranked));
        items.extend((0..standing.rank_keys.len()).filter(|k| !is_score(scheme, *k)).map(Item::RankKey));
        items.extend((0..standing.order_keys.len()).map(Item::OrderKey));
        items.extend(standing.dense.then_some(Item::First));
        items.extend([Item::Rank, Item::Position]);
        items.extend(reads_from_last(scheme).then_some(Item::FromLast));
    }
    for (list, lines) in (0u8..).zip([&standing.tier_lines, &standing.prize_lines, &standing.flag_lines]) {
        for (index, line) in lines.iter().enumerate() {
            if line.quota.is_some() {
                items.extend([Item::Candidate(list, index), Item::Taken(list, index)]);
            }
        }
    }
    items.extend((!standing.tier_lines.is_empty()).then_some(Item::Tier));
    items.extend((!standing.prize_lines.is_empty()).then_some(Item::Prize));
    items.extend((0..standing.flag_lines.len()).map(Item::Flag));
    let pays = standing.pay_formula.is_some() || standing.prize_lines.iter().any(|l| l.pay.is_some());
    items.extend(pays.then_some(Item::Pay));
    items.push(Item::Listed);
    layout.standing.cols = items.into_iter().zip(FIRST_COL..).collect();
}

/// Is a key of the rank 得分 itself?
pub(super) fn is_score(scheme: &Scheme, key: usize) -> bool {
    matches!(&scheme.standing.rank_keys[key].0.op, Op::Standing { item: StandingItem::Score, .. })
}

fn reads_from_last(scheme: &Scheme) -> bool {
    let mut found = false;
    for tree in facts::trees(scheme) {
        tree.walk(&mut |n| found |= matches!(n.op, Op::Standing { item: StandingItem::RankFromLast, .. }));
    }
    found
}

/// What one column holds for one unit.
type Written = Result<X, Unwritten>;

/// Writes the sheet.
pub(super) fn write(reader: &mut Reader, notice: &str, unwritten: &mut Vec<Unwritable>) {
    let page = reader.layout.standing.page;
    let items: Vec<(Item, u16)> = reader.layout.standing.cols.iter().map(|(i, c)| (*i, *c)).collect();
    score::units(reader, page);
    for (item, col) in items {
        let title = title(reader, item);
        heads::tall(&mut reader.pages[page], col, &title);
        let mut failed = None;
        for unit in 0..reader.scheme.units.len() {
            let home = At { page, row: reader.layout.unit_rows[unit], col };
            let shown = value(reader, item, unit);
            let (content, role, note) = match formula(reader, item, unit, home) {
                Ok(X::Text(text)) if item == Item::Group => (Content::Text(text), Role::Centre, None),
                Ok(x) => (Content::Formula(x, shown), role(item), None),
                Err(why) => {
                    // A note at the first value of a column speaks for all below it.
                    let first = failed.replace(why).is_none();
                    let note = first.then(|| format!("此处为数值而非公式：{}。", why.0));
                    (super::as_value(shown), Role::Value, note)
                }
            };
            let format = format(reader, item, unit);
            let cell = reader.pages[page].put(home.row, col, role, content);
            cell.format = format;
            cell.note = note;
        }
        if let Some(why) = failed {
            unwritten.push(Unwritable { rule: title, why: why.0 });
        }
    }
    finish(reader, page, notice);
}

fn finish(reader: &mut Reader, page: usize, notice: &str) {
    let body = reader.layout.first_row;
    let several = !reader.layout.pages.groups.is_empty();
    let places = reader.scheme.standing.places.first().copied().unwrap_or(2);
    let clauses = reader.scheme.standing.basis.iter().filter(|(_, c)| !c.starts_with('['));
    let basis: Vec<String> = clauses.map(|(k, c)| format!("；{}依据：{c}", key_name(k))).collect();
    let quote = format!("得分保留{places}位小数，四舍五入{}。", basis.concat());
    let sheet = &mut reader.pages[page];
    let last = sheet.last_col().max(6);
    heads::top(sheet, last, "得分与名次", notice, &quote);
    if let Some(col) = reader.layout.standing.cols.get(&Item::Group).filter(|_| !several) {
        sheet.hidden_cols.push(*col);
    }
    sheet.hidden_rows = (MEMBER + 1..body).collect();
    heads::freeze(sheet, body, FIRST_COL);
}

fn key_name(key: &str) -> &str {
    match key {
        "score" => "得分",
        "rank" => "名次",
        "tier" => "等次",
        "prize" => "奖项",
        "flag" => "标记",
        "pay" => "绩效工资",
        other => other,
    }
}

/// The head of a column.
pub(super) fn title(reader: &Reader, item: Item) -> String {
    let standing = &reader.scheme.standing;
    let line = |list: u8, index: usize| {
        let lines = [&standing.tier_lines, &standing.prize_lines, &standing.flag_lines][usize::from(list)];
        lines.get(index).map(|l| l.name.clone()).unwrap_or_default()
    };
    match item {
        Item::Group => "组别".into(),
        Item::Exact => "得分（未舍入）".into(),
        Item::Score => "得分".into(),
        Item::Ranked => "参加排名".into(),
        Item::RankKey(k) => format!("名次依据{}", k + 1),
        Item::OrderKey(k) => format!("同名次先后{}", k + 1),
        Item::First => "同分首位".into(),
        Item::Rank => "名次".into(),
        Item::Position => "位次".into(),
        Item::FromLast => "倒数名次".into(),
        Item::Candidate(list, index) => format!("{}候选", line(list, index)),
        Item::Taken(list, index) => format!("{}入选", line(list, index)),
        Item::Tier => "等次".into(),
        Item::Prize => "奖项".into(),
        Item::Flag(flag) => standing.flag_lines[flag].name.clone(),
        Item::Pay => "绩效工资（元）".into(),
        Item::Reason => "不计分情形".into(),
        Item::Listed => "列表次序".into(),
    }
}

/// What part of the sheet an item belongs to.
pub(super) fn role(item: Item) -> Role {
    match item {
        Item::Score => Role::Strong,
        Item::Rank => Role::Place,
        Item::Tier | Item::Prize | Item::Flag(_) | Item::Group | Item::Reason => Role::Centre,
        Item::Pay | Item::Position => Role::Figure,
        _ => Role::Aid,
    }
}

/// The number format of a column.
pub(super) fn format(reader: &Reader, item: Item, unit: usize) -> String {
    let standing = &reader.scheme.standing;
    let places = usize::try_from(standing.places.get(unit).copied().unwrap_or(2)).unwrap_or(0);
    let digits = if places == 0 { "0".into() } else { format!("0.{}", "0".repeat(places)) };
    match item {
        Item::Score => match standing.score_kind {
            Some(Kind::Number(Unit::Percent)) => format!("{digits}%"),
            Some(Kind::Number(Unit::Money)) => "#,##0.00".into(),
            _ => digits,
        },
        Item::Exact => facts::format(None, standing.score_kind).replace("0.00", "0.000000"),
        Item::Pay => "#,##0.00".into(),
        Item::RankKey(_) | Item::OrderKey(_) => "General".into(),
        Item::Group | Item::Tier | Item::Prize | Item::Flag(_) | Item::Reason => String::new(),
        _ => "0".into(),
    }
}

/// What the exact reading gives.
pub(super) fn value(reader: &Reader, item: Item, unit: usize) -> Cached {
    let standing = &reader.scheme.standing;
    let money = Some(Kind::Number(Unit::Money));
    let shown = |v: &Value, kind: Option<Kind>| reader.lookup.labels.cached(v, kind);
    match item {
        Item::Group => Cached::Text(reader.scheme.units[unit].group.to_string()),
        Item::Score => shown(&standing.score[unit], standing.score_kind),
        Item::Rank => shown(&standing.rank[unit], None),
        Item::Position => shown(&standing.position[unit], None),
        Item::FromLast => shown(&standing.from_last[unit], None),
        Item::Tier => shown(&standing.tier[unit], Some(Kind::Text)),
        Item::Prize => shown(&standing.prize[unit], Some(Kind::Text)),
        Item::Flag(flag) => shown(&standing.flags[flag].1[unit], Some(Kind::Bool)),
        Item::Pay => shown(&standing.pay[unit], money),
        Item::Reason => standing.unscored[unit].clone().map_or(Cached::Blank, Cached::Text),
        Item::Listed => Cached::Number(i64::try_from(listed(reader, unit)).unwrap_or(0).into()),
        Item::Exact => exact(reader, unit),
        _ => Cached::Blank,
    }
}

/// The unrounded score, where it is a rule's value.
fn exact(reader: &Reader, unit: usize) -> Cached {
    let Some(node) = &reader.scheme.standing.score_formula else { return Cached::Blank };
    match &node.op {
        Op::Rule(reference) if reference.scheme == reader.index => match &reference.target {
            crate::formula::tree::Target::One { rule, .. } => {
                let declared = &reader.scheme.rules[*rule];
                reader.lookup.labels.cached(declared.value(unit, 0), declared.kind)
            }
            crate::formula::tree::Target::Varied { .. } => Cached::Blank,
        },
        _ => Cached::Blank,
    }
}

/// Place of a unit in the list of all.
pub(super) fn listed(reader: &Reader, unit: usize) -> usize {
    reader.scheme.listed.iter().position(|p| *p == unit).unwrap_or(0) + 1
}

/// The formula of an item for a unit.
pub(super) fn formula(reader: &mut Reader, item: Item, unit: usize, home: At) -> Written {
    let scheme = reader.scheme;
    let standing = &scheme.standing;
    let scope = Scope::new(vec![scheme.units[unit].entry], home);
    match item {
        Item::Group => Ok(X::Text(scheme.units[unit].group.to_string())),
        Item::Exact => match &standing.score_formula {
            Some(node) => Ok(reader.read(node, &scope)?.closed(node.kind)),
            None => Ok(X::blank()),
        },
        Item::Score => rounded(reader, unit, &scope),
        Item::Ranked => {
            let there = X::infix(Infix::Equal, X::Call("COUNT", vec![own(reader, Item::Score, unit)?]), X::whole(1));
            let mut all = vec![there];
            if let Some(node) = &standing.ranked {
                all.push(reader.read(node, &scope)?.decided());
            }
            Ok(X::when(X::all(all), X::whole(1), X::whole(0)))
        }
        Item::RankKey(key) => key_value(reader, &scope, &standing.rank_keys[key]),
        Item::OrderKey(key) => key_value(reader, &scope, &standing.order_keys[key]),
        Item::First | Item::Rank | Item::Position | Item::FromLast => lines::place(reader, item, unit),
        Item::Candidate(list, line) => lines::candidate(reader, list, line, unit, &scope),
        Item::Taken(list, line) => lines::taken(reader, list, line, unit, &scope),
        Item::Tier => lines::name(reader, 0, unit, &scope),
        Item::Prize => lines::name(reader, 1, unit, &scope),
        Item::Flag(flag) => {
            let set = lines::takes(reader, 2, flag, unit, &scope)?;
            Ok(X::when(set, X::Text("是".into()), X::Text("否".into())))
        }
        Item::Pay => lines::pay(reader, unit, &scope),
        Item::Reason => reason(reader, &scope),
        Item::Listed => place_in_list(reader, unit),
    }
}

/// The unit's own cell of a column.
pub(super) fn own(reader: &Reader, item: Item, unit: usize) -> Written {
    reader.layout.standing(item, unit).map(X::Cell).ok_or(Unwritten("名次表中没有这一项"))
}

/// A whole column.
pub(super) fn all(reader: &Reader, item: Item) -> Written {
    let (first, last) = reader.layout.standing_column(item).ok_or(Unwritten("名次表中没有这一项"))?;
    Ok(X::Range(first, last))
}

fn rounded(reader: &mut Reader, unit: usize, scope: &Scope) -> Written {
    let standing = &reader.scheme.standing;
    let exact = own(reader, Item::Exact, unit)?;
    let places = match &standing.places_formula {
        Some(node) => reader.read(node, scope)?.x,
        None => X::whole(2),
    };
    let kind = standing.score_kind;
    let rounded = reader.rounded(steady(exact.clone(), kind), places, crate::number::Rounding::HalfUp, kind)?;
    let unscored = !standing.unscored_lines.is_empty();
    let may = unscored || !reader.lookup.scored;
    let mut tests = Vec::new();
    if unscored {
        tests.push(X::infix(Infix::Equal, own(reader, Item::Reason, unit)?, X::blank()));
    }
    tests.push(X::infix(Infix::Equal, X::Call("COUNT", vec![exact]), X::whole(1)));
    Ok(if may { X::when(X::all(tests), rounded, X::blank()) } else { rounded })
}

/// A key that is better the more it is; without a value it comes last.
fn key_value<'r>(
    reader: &mut Reader<'r>,
    scope: &Scope,
    key: &'r (std::sync::Arc<crate::formula::tree::Node>, bool),
) -> Written {
    let piece = reader.read(&key.0, scope)?;
    let value = piece.steady(key.0.kind);
    let signed = if key.1 { X::Negate(Box::new(value)) } else { value };
    let piece = super::reading::Piece { x: signed, soft: false, counts: with_soft(&piece), ..piece };
    Ok(piece.or(X::Number("-9E+307".into())))
}

fn with_soft(piece: &super::reading::Piece) -> Vec<X> {
    let mut counts = piece.counts.clone();
    counts.extend(piece.soft.then(|| piece.x.clone()));
    counts
}

fn reason(reader: &mut Reader, scope: &Scope) -> Written {
    let scheme = reader.scheme;
    let mut rest = X::blank();
    for line in scheme.standing.unscored_lines.iter().rev() {
        if let Some(when) = &line.when {
            let holds = reader.read(when, scope)?.decided();
            rest = X::when(holds, X::Text(line.name.clone()), rest);
        }
    }
    Ok(rest)
}

/// Units of earlier groups, then the place in the group; the unranked behind, by roster.
fn place_in_list(reader: &mut Reader, unit: usize) -> Written {
    let scheme = reader.scheme;
    let group = &scheme.units[unit].group;
    let before = scheme.units.iter().filter(|u| u.group < *group).count();
    let Ok(position) = own(reader, Item::Position, unit) else {
        let above = scheme.units[..=unit].iter().filter(|u| u.group == *group).count();
        return Ok(X::whole(before + above));
    };
    let column = all(reader, Item::Position)?;
    let X::Range(first, _) = column.clone() else { return Err(Unwritten("名次表没有行")) };
    let X::Cell(here) = position.clone() else { return Err(Unwritten("名次表没有行")) };
    let several = !reader.layout.pages.groups.is_empty();
    let pairs = reader.group_pairs(unit, several);
    let mut above_pairs = pairs.clone();
    if let Some(X::Range(top, last)) = pairs.first().cloned() {
        above_pairs[0] = X::Range(top, At { row: here.row, ..last });
    }
    let ranked = X::Call("COUNTIFS", [vec![column, X::Text(">0".into())], pairs.clone()].concat());
    let unranked = X::Call("COUNTIFS", [vec![X::Range(first, here), X::blank()], above_pairs.clone()].concat());
    let behind = X::infix(Infix::Add, ranked, unranked);
    let there = X::infix(Infix::Equal, X::Call("COUNT", vec![position.clone()]), X::whole(1));
    // Equals are listed by the roster, whatever decides their 位次.
    let position = match reader.layout.standing_column(Item::Rank).zip(reader.layout.standing(Item::Rank, unit)) {
        Some(((top, last), own)) if !scheme.standing.order_keys.is_empty() => {
            let better = X::infix(Infix::Join, X::Text("<".into()), X::Cell(own));
            let better = X::Call("COUNTIFS", [vec![X::Range(top, last), better], pairs].concat());
            let equal = X::Call("COUNTIFS", [vec![X::Range(top, own), X::Cell(own)], above_pairs].concat());
            X::infix(Infix::Add, better, equal)
        }
        _ => position,
    };
    let place = X::when(there, position, behind);
    Ok(if before == 0 { place } else { X::infix(Infix::Add, X::whole(before), place) })
}
