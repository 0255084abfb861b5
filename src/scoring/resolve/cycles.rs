//! Rules that need each other: a cycle is an error, and is named.

use crate::finding::{Finding, Findings, Place};
use crate::formula::ast::Span;
use crate::formula::tree::{At, Columns, JoinValue, Node, Op, Over, RowAt, RuleRef, StandingItem, Target, UnitAt};
use crate::scoring::faults;
use crate::scoring::model::{Line, Model};
use crate::tables::Tables;

/// Something that is computed once and may be needed by others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Thing {
    /// Scheme, rule, definition.
    Rule(usize, usize, usize),
    Standing(usize, StandingItem),
    Column(usize, usize),
}

/// Does the formula use what is at hand in that slot?
pub(super) fn speaks_of(node: &Node, slot: usize) -> bool {
    let mut found = false;
    let at = |a: &At| *a == At::Slot(slot);
    node.walk(&mut |n| {
        found |= match &n.op {
            Op::Entry(a) => at(a),
            Op::Column { row: RowAt::At(a), .. } => at(a),
            Op::Column { row: RowAt::Belonging(join), .. } => joins(&join.on, slot),
            Op::Rule(r) => matches!(r.unit, UnitAt::Slot(s) if s == slot),
            Op::Standing { unit, .. } => matches!(unit, UnitAt::Slot(s) if *s == slot),
            Op::Earlier(_, inner) => speaks_of(inner, slot),
            Op::Bands(_, _, bands) => {
                bands.iter().filter_map(|b| b.rows.as_ref()).any(|(_, join)| joins(&join.on, slot))
            }
            Op::Aggregate(a) => match &a.over {
                Over::Rows(_, join) => joins(&join.on, slot),
                Over::Entries(axes) => axes.iter().any(|(_, join)| joins(&join.on, slot)),
                Over::Units { group_of, .. } => *group_of == Some(slot),
                Over::List => false,
            },
            _ => false,
        };
    });
    found
}

fn joins(on: &[(crate::formula::tree::JoinKey, JoinValue)], slot: usize) -> bool {
    on.iter().any(|(_, value)| match value {
        JoinValue::Entry(at) | JoinValue::Reference { at, .. } => *at == At::Slot(slot),
    })
}

/// Finds every cycle, names its members, and breaks it so that computing ends.
pub(super) fn check(model: &mut Model, tables: &Tables, findings: &mut Findings) {
    let mut done = std::collections::BTreeSet::new();
    let mut cycles: Vec<Vec<Thing>> = Vec::new();
    for thing in all(model) {
        let mut path = Vec::new();
        visit(model, thing, &mut path, &mut done, &mut cycles);
    }
    for cycle in cycles {
        let names: Vec<String> = cycle.iter().chain(cycle.first()).map(|t| name(model, tables, *t)).collect();
        let mut places = cycle.iter().filter_map(|t| place(model, *t));
        let Some(first) = places.next() else { continue };
        let mut finding = Finding::new(faults::CYCLE, first).with("found", names.join(" → "));
        for other in places {
            finding = finding.and_at(other);
        }
        findings.push(finding);
        if let Some(thing) = cycle.first() {
            disarm(model, *thing);
        }
    }
}

fn all(model: &Model) -> Vec<Thing> {
    let mut out = Vec::new();
    for (s, scheme) in model.schemes.iter().enumerate() {
        for (r, rule) in scheme.rules.iter().enumerate() {
            out.extend((0..rule.definitions.len()).map(|d| Thing::Rule(s, r, d)));
        }
        let items =
            [StandingItem::Score, StandingItem::Rank, StandingItem::Tier, StandingItem::Prize, StandingItem::Pay];
        out.extend(items.into_iter().map(|i| Thing::Standing(s, i)));
        out.extend((0..scheme.standing.flag.len()).map(|f| Thing::Standing(s, StandingItem::Flag(f))));
    }
    let mut columns: Vec<_> = model.derived.keys().map(|(t, c)| Thing::Column(*t, *c)).collect();
    columns.sort_unstable();
    out.extend(columns);
    out
}

fn visit(
    model: &Model,
    thing: Thing,
    path: &mut Vec<Thing>,
    done: &mut std::collections::BTreeSet<Thing>,
    cycles: &mut Vec<Vec<Thing>>,
) {
    if let Some(start) = path.iter().position(|t| *t == thing) {
        cycles.push(path[start..].to_vec());
        return;
    }
    if !done.insert(thing) {
        return;
    }
    path.push(thing);
    for next in needs(model, thing) {
        visit(model, next, path, done, cycles);
    }
    path.pop();
}

/// What a thing's formulas name.
fn needs(model: &Model, thing: Thing) -> Vec<Thing> {
    let mut out = Vec::new();
    match thing {
        Thing::Rule(s, r, d) => {
            let rule = &model.schemes[s].rules[r];
            let definition = &rule.definitions[d];
            named_in(&definition.body, model, Some((s, definition.clause)).filter(|_| !rule.overall), &mut out);
            for node in definition.applies.as_deref().into_iter().chain(definition.full_marks.as_deref()) {
                named(node, model, &mut out);
            }
        }
        Thing::Column(t, c) => named(&model.derived[&(t, c)].body, model, &mut out),
        Thing::Standing(s, item) => {
            let standing = &model.schemes[s].standing;
            let lines = |lines: &[Line], out: &mut Vec<Thing>| {
                for line in lines {
                    for formula in line.when.iter().chain(&line.quota).chain(&line.pay) {
                        named(&formula.node, model, out);
                    }
                    if line.when.is_none() {
                        out.push(Thing::Standing(s, StandingItem::Score));
                    }
                    if line.quota.is_some() {
                        out.push(Thing::Standing(s, StandingItem::Rank));
                    }
                }
            };
            match item {
                StandingItem::Score => {
                    standing.score.iter().chain(&standing.places).for_each(|f| named(&f.node, model, &mut out));
                    lines(&standing.unscored, &mut out);
                }
                StandingItem::Rank | StandingItem::Position | StandingItem::RankFromLast => {
                    out.push(Thing::Standing(s, StandingItem::Score));
                    let keys = standing.rank.iter().chain(&standing.order).map(|(f, _)| f);
                    keys.chain(&standing.ranked).for_each(|f| named(&f.node, model, &mut out));
                }
                StandingItem::Tier => lines(&standing.tier, &mut out),
                StandingItem::Prize => lines(&standing.prize, &mut out),
                StandingItem::Flag(f) => lines(&standing.flag[f..=f], &mut out),
                StandingItem::Pay => {
                    standing.pay.iter().for_each(|f| named(&f.node, model, &mut out));
                    lines(&standing.prize, &mut out);
                }
            }
        }
    }
    out
}

fn named(node: &Node, model: &Model, out: &mut Vec<Thing>) {
    named_in(node, model, None, out);
}

/// The same inside a definition of a clause: about its own unit it means its own clause's definitions.
fn named_in(node: &Node, model: &Model, clause: Option<(usize, usize)>, out: &mut Vec<Thing>) {
    node.walk(&mut |n| match &n.op {
        Op::Rule(r) => {
            let rules: Vec<usize> = match &r.target {
                Target::One { rule, .. } => vec![*rule],
                Target::Varied { members, .. } => members.iter().flatten().map(|(rule, _)| *rule).collect(),
            };
            for rule in rules {
                definitions(model, r, rule, clause, out);
            }
        }
        Op::Standing { scheme, item, unit } => {
            out.push(Thing::Standing(*scheme, *item));
            if !matches!(unit, UnitAt::Slot(0)) {
                out.extend(
                    siblings(model, *scheme)
                        .filter(|_| !matches!(item, StandingItem::Flag(_)))
                        .map(|s| Thing::Standing(s, *item)),
                );
            }
        }
        Op::Column { table, columns: Columns::One(c), .. } if model.derived.contains_key(&(*table, *c)) => {
            out.push(Thing::Column(*table, *c));
        }
        Op::Column { table, columns: Columns::ByEntry { columns, .. }, .. } => {
            out.extend(
                columns
                    .iter()
                    .filter(|c| model.derived.contains_key(&(*table, **c)))
                    .map(|c| Thing::Column(*table, *c)),
            );
        }
        _ => {}
    });
}

/// Schemes that appraise entries of the same table.
fn siblings(model: &Model, scheme: usize) -> impl Iterator<Item = usize> {
    let table = model.schemes[scheme].table;
    (0..model.schemes.len()).filter(move |s| *s != scheme && model.schemes[*s].table == table)
}

fn definitions(model: &Model, reference: &RuleRef, rule: usize, clause: Option<(usize, usize)>, out: &mut Vec<Thing>) {
    let all = &model.schemes[reference.scheme].rules[rule];
    let own = clause.filter(|(s, _)| *s == reference.scheme && matches!(reference.unit, UnitAt::Slot(0)));
    if let Some(index) = own.and_then(|(_, c)| all.definitions.iter().position(|d| d.clause == c)) {
        out.push(Thing::Rule(reference.scheme, rule, index));
        return;
    }
    let whole =
        |s: usize, r: usize| (0..model.schemes[s].rules[r].definitions.len()).map(move |d| Thing::Rule(s, r, d));
    out.extend(whole(reference.scheme, rule));
    if !matches!(reference.unit, UnitAt::Slot(0)) {
        for s in siblings(model, reference.scheme) {
            if let Some(r) = model.schemes[s].rules.iter().position(|r| r.pattern == all.pattern) {
                out.extend(whole(s, r));
            }
        }
    }
}

fn name(model: &Model, tables: &Tables, thing: Thing) -> String {
    match thing {
        Thing::Rule(s, r, _) => model.schemes[s].rules[r].pattern.clone(),
        Thing::Column(t, c) => format!("{}.{}", tables.list[t].name, tables.list[t].columns[c].name),
        Thing::Standing(s, item) => item.name(|flag| model.schemes[s].standing.flag[flag].name.clone()),
    }
}

fn span_place(file: &std::sync::Arc<str>, span: Span) -> Place {
    Place::text(file.clone(), span.start, span.end)
}

fn place(model: &Model, thing: Thing) -> Option<Place> {
    match thing {
        Thing::Rule(s, r, d) => {
            let definition = &model.schemes[s].rules[r].definitions[d];
            Some(span_place(&definition.file, definition.body.span))
        }
        Thing::Column(t, c) => model.derived.get(&(t, c)).map(|d| span_place(&d.file, d.body.span)),
        Thing::Standing(s, StandingItem::Score) => {
            model.schemes[s].standing.score.as_ref().map(|f| span_place(&f.file, f.node.span))
        }
        Thing::Standing(s, StandingItem::Tier) => {
            model.schemes[s].standing.tier.first().map(|l| l.declared.place.clone())
        }
        Thing::Standing(s, StandingItem::Prize) => {
            model.schemes[s].standing.prize.first().map(|l| l.declared.place.clone())
        }
        Thing::Standing(s, StandingItem::Flag(f)) => Some(model.schemes[s].standing.flag[f].declared.place.clone()),
        Thing::Standing(..) => None,
    }
}

/// Leaves one member of a cycle without a formula.
fn disarm(model: &mut Model, thing: Thing) {
    let empty = |span| std::sync::Arc::new(Node { op: Op::Missing, kind: None, span });
    match thing {
        Thing::Rule(s, r, d) => {
            let definition = &mut model.schemes[s].rules[r].definitions[d];
            definition.body = empty(definition.body.span);
            definition.applies = None;
        }
        Thing::Column(t, c) => {
            if let Some(derived) = model.derived.get_mut(&(t, c)) {
                derived.body = empty(derived.body.span);
            }
        }
        Thing::Standing(s, StandingItem::Score) => model.schemes[s].standing.score = None,
        Thing::Standing(s, StandingItem::Tier) => model.schemes[s].standing.tier.clear(),
        Thing::Standing(s, StandingItem::Prize) => model.schemes[s].standing.prize.clear(),
        Thing::Standing(s, _) => model.schemes[s].standing.pay = None,
    }
}
