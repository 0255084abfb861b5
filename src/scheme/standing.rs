//! The keys of the standing, in `[standing]` or in the clause they come from.

use super::decl::{LineDecl, Located2, StandingDecl, Ties};
use super::fields::{Fields, Reading};
use super::node::{Entry, Node, NodeKind};
use crate::finding::Place;
use crate::formula::ast::Name;
use crate::formula::parse;

/// Keys of the standing, in the order of the reference.
pub(super) const KEYS: [&str; 12] =
    ["score", "places", "better", "unscored", "ranked", "rank", "order", "dense", "tier", "prize", "flag", "pay"];
/// Those of which results name the clause.
const CITED: [&str; 5] = ["score", "tier", "prize", "flag", "pay"];

/// One key of the standing with where it stands.
#[derive(Clone, Debug)]
pub(super) struct StandingKey {
    pub key: &'static str,
    pub place: Place,
    value: Value,
}

#[derive(Clone, Debug)]
enum Value {
    Formula(Located2),
    Orders(Vec<(Located2, bool)>),
    Lines(Vec<LineDecl>),
    Yes(bool),
}

/// Reads those keys of a table that belong to the standing.
pub(super) fn keys(r: &mut Reading<'_>, fields: &mut Fields<'_>) -> Vec<StandingKey> {
    let mut keys = Vec::new();
    for key in KEYS {
        let Some(entry) = fields.take(key) else { continue };
        let value = match key {
            "score" | "ranked" | "pay" => {
                r.text(&entry.value, key).and_then(|t| r.formula(t.part())).map(Value::Formula)
            }
            "places" => r.formula_or_number(&entry.value, key).map(Value::Formula),
            "rank" | "order" => Some(Value::Orders(orders(r, entry))),
            "better" => Fields::new(std::slice::from_ref(entry), entry.span)
                .word(r, key, &[("低", true), ("高", false)])
                .map(Value::Yes),
            "dense" => Some(Value::Yes(Fields::new(std::slice::from_ref(entry), entry.span).yes(r, key))),
            _ => Some(Value::Lines(lines(r, entry, key))),
        };
        if let Some(value) = value {
            keys.push(StandingKey { key, place: r.place(entry.span), value });
        }
    }
    keys
}

/// `["得分", "投诉率 从低"]`.
fn orders(r: &mut Reading<'_>, entry: &Entry) -> Vec<(Located2, bool)> {
    let mut orders = Vec::new();
    for text in r.texts(&entry.value, &entry.key) {
        let part = text.part().trim();
        let lowest = part.text.strip_suffix("从低").filter(|rest| !rest.trim().is_empty());
        let part = lowest.map_or(part, |rest| part.slice(0, rest.len()).trim());
        orders.extend(r.formula(part).map(|formula| (formula, lowest.is_some())));
    }
    orders
}

fn lines(r: &mut Reading<'_>, entry: &Entry, key: &'static str) -> Vec<LineDecl> {
    match &entry.value.kind {
        NodeKind::List(list) => list.iter().filter_map(|node| line(r, node, key)).collect(),
        _ => {
            r.wrong_type(&entry.value, key, "list");
            Vec::new()
        }
    }
}

fn line(r: &mut Reading<'_>, node: &Node, key: &'static str) -> Option<LineDecl> {
    let mut line = LineDecl {
        names: Vec::new(),
        when: None,
        quota: None,
        within_all: false,
        last: false,
        ties: Ties::default(),
        pay: None,
        bare: false,
        place: r.place(node.span),
    };
    let NodeKind::Table(entries) = &node.kind else {
        if key != "flag" {
            r.wrong_type(node, key, "table");
            return None;
        }
        line.names = vec![name(r, node, key)?];
        return Some(line);
    };
    let mut fields = Fields::new(entries, node.span);
    let single = fields.take("name");
    line.names.extend(single.and_then(|entry| name(r, &entry.value, "name")));
    let several = if key == "flag" { fields.take("names") } else { None };
    if let Some(entry) = several {
        let texts = r.texts(&entry.value, "names");
        line.names.extend(texts.iter().map(|text| entry_name(text.part().trim())));
    }
    if single.is_none() && several.is_none() {
        fields.missing(r, "name");
    }
    line.when = fields.formula(r, "when");
    if key == "unscored" {
        line.bare = fields.yes(r, "bare");
        if fields.take("when").is_none() {
            fields.missing(r, "when");
        }
    } else {
        line.quota = fields.formula_or_number(r, "quota");
        line.within_all = fields.word(r, "within", &[("组", false), ("全体", true)]).unwrap_or(false);
        line.last = fields.yes(r, "last");
        let ties =
            [("逐名", Ties::OneByOne), ("都取", Ties::TakeAll), ("都不取", Ties::TakeNone), ("待定", Ties::Undecided)];
        line.ties = fields.word(r, "ties", &ties).unwrap_or_default();
    }
    if key == "prize" {
        line.pay = fields.formula(r, "pay");
    }
    fields.finish(r, &[]);
    Some(line)
}

fn name(r: &mut Reading<'_>, node: &Node, key: &str) -> Option<Name> {
    Some(entry_name(r.text(node, key)?.part().trim()))
}

fn entry_name(part: super::cut::Part<'_>) -> Name {
    let quoted = part.unquoted(super::cut::Quotes::Names);
    let inner = quoted.unwrap_or(part);
    parse::name(inner.text, inner.at)
}

/// Puts a key into the standing; lines of several places add up. `basis` is the heading it stands under.
pub(super) fn put(standing: &mut StandingDecl, key: StandingKey, basis: &str) {
    let cited = CITED.contains(&key.key);
    match (key.key, key.value) {
        ("score", Value::Formula(formula)) => standing.score = Some(formula),
        ("places", Value::Formula(formula)) => standing.places = Some(formula),
        ("ranked", Value::Formula(formula)) => standing.ranked = Some(formula),
        ("pay", Value::Formula(formula)) => standing.pay = Some(formula),
        ("rank", Value::Orders(orders)) => standing.rank = orders,
        ("order", Value::Orders(orders)) => standing.order = orders,
        ("better", Value::Yes(low)) => standing.lower_is_better = low,
        ("dense", Value::Yes(dense)) => standing.dense = dense,
        ("unscored", Value::Lines(lines)) => standing.unscored.extend(lines),
        ("tier", Value::Lines(lines)) => standing.tier.extend(lines),
        ("prize", Value::Lines(lines)) => standing.prize.extend(lines),
        ("flag", Value::Lines(lines)) => standing.flag.extend(lines),
        _ => {}
    }
    if cited {
        standing.basis.push((key.key, basis.to_owned()));
    }
}
