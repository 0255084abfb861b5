//! Families with full marks: a table of indicators with the raw figures behind each score.

use std::collections::HashMap;
use std::sync::Arc;

use crate::formula::tree::{Columns, Op};
use crate::number::{Exact, Rounding};
use crate::results::figure::unit;
use crate::results::{Results, Rule, Scheme};
use crate::tables::{Kind, Table, Value};

use super::field::{RATES, Share};
use super::model::{Behind, Indicator, Indicators, Weak};
use super::{Facts, Rate};
use crate::publish::print::{figure, percent, percentage_points, points, signed_fixed, zero_in_print};

/// As many indicators are named as weak, and as lying behind.
const NAMED: usize = 3;
/// More columns of raw figures do not fit beside the scores.
const MOST_RAW: usize = 3;

/// A family with full marks.
#[derive(Debug)]
pub struct Family {
    /// Index of its rule.
    pub rule: usize,
    /// Table of its axis.
    axis: usize,
    raw: Vec<Raw>,
}

/// Rows of a table by unit and entry.
type Rows = Arc<HashMap<(u32, u32), u32>>;

/// Where a raw figure of a unit and an entry stands.
#[derive(Debug)]
enum Raw {
    /// A column of a table with one row for each unit and entry.
    Cell { table: usize, column: usize, rows: Rows },
    /// A column for each entry in the units' own table.
    Own { name: String, columns: Vec<usize> },
}

/// Every family with full marks but those that are parts of the composite themselves.
pub(super) fn families(results: &Results, scheme: &Scheme, parts: &[Share]) -> Vec<Family> {
    let fit = |rule: &Rule| rule.axes.len() == 1 && rule.full.is_some() && !rule.overall && !rule.aid && !rule.constant;
    let is_part = |index: usize| parts.iter().any(|p| p.part.rule == index);
    let found = scheme.rules.iter().enumerate().filter(|(index, rule)| fit(rule) && !is_part(*index));
    found.map(|(index, rule)| Family { rule: index, axis: rule.axes[0], raw: raw(results, scheme, rule) }).collect()
}

/// The figures of a unit and an entry that a family's formula names, in the order of their columns.
fn raw(results: &Results, scheme: &Scheme, rule: &Rule) -> Vec<Raw> {
    let axis = rule.axes[0];
    let mut named: Vec<(usize, &Columns)> = Vec::new();
    for definition in &rule.definitions {
        definition.body.walk(&mut |node| {
            if let Op::Column { table, columns, .. } = &node.op
                && !named.contains(&(*table, columns))
            {
                named.push((*table, columns));
            }
        });
    }
    named.sort_by_key(|(table, columns)| (*table, first(columns)));
    let mut known: HashMap<usize, Option<Rows>> = HashMap::new();
    let mut out: Vec<Raw> = Vec::new();
    for (table, columns) in named {
        let declared = &results.tables.list[table];
        let rows = known.entry(table).or_insert_with(|| rows(declared, scheme.table, axis).map(Arc::new));
        match (columns, rows) {
            (Columns::One(column), Some(rows)) if !declared.one_per.contains(column) => {
                out.push(Raw::Cell { table, column: *column, rows: rows.clone() });
            }
            (Columns::ByEntry { columns, .. }, _) if table == scheme.table => out.extend(own(declared, axis, columns)),
            _ => {}
        }
    }
    out.truncate(MOST_RAW);
    out
}

fn first(columns: &Columns) -> Option<usize> {
    match columns {
        Columns::One(column) => Some(*column),
        Columns::ByEntry { columns, .. } => columns.first().copied(),
    }
}

/// The rows of a table that has exactly one for each unit and entry.
fn rows(table: &Table, units: usize, axis: usize) -> Option<HashMap<(u32, u32), u32>> {
    let [a, b] = table.one_per[..] else { return None };
    let to = |c: usize| table.columns[c].kind;
    let (unit, entry) = match (to(a), to(b)) {
        (Kind::Entry(x), Kind::Entry(y)) if x == units && y == axis => (a, b),
        (Kind::Entry(x), Kind::Entry(y)) if x == axis && y == units => (b, a),
        _ => return None,
    };
    let entries = |c: usize| table.columns[c].values.iter().map(entry_of);
    let keyed = (0u32..).zip(entries(unit).zip(entries(entry)));
    Some(keyed.filter_map(|(row, (unit, entry))| Some(((unit?, entry?), row))).collect())
}

fn entry_of(value: &Value) -> Option<u32> {
    match value {
        Value::Entry(entry) => Some(*entry),
        _ => None,
    }
}

/// A family of columns of the units' own table, over the same entries.
fn own(table: &Table, axis: usize, columns: &[usize]) -> Option<Raw> {
    let (pattern, of, _) = table.columns[*columns.first()?].member_of.as_ref()?;
    let name = pattern.split('{').next()?.trim_end_matches('·');
    let name = if name.is_empty() { "数值" } else { name };
    (*of == axis).then(|| Raw::Own { name: name.to_owned(), columns: columns.to_vec() })
}

impl Raw {
    fn name(&self, facts: &Facts) -> String {
        match self {
            Raw::Cell { table, column, .. } => {
                let column = &facts.results.tables.list[*table].columns[*column];
                match unit(Some(column.kind), facts.scheme.money) {
                    "" | "%" => column.name.to_string(),
                    unit => format!("{}（{unit}）", column.name),
                }
            }
            Raw::Own { name, .. } => name.clone(),
        }
    }

    /// The figure as read, with its sign.
    fn shown(&self, facts: &Facts, entry: u32) -> String {
        let unit = facts.scheme.units[facts.unit].entry;
        let (table, column, row) = match self {
            Raw::Cell { table, column, rows } => match rows.get(&(unit, entry)) {
                Some(row) => (*table, *column, *row),
                None => return "—".into(),
            },
            Raw::Own { columns, .. } => match columns.get(entry as usize) {
                Some(column) => (facts.scheme.table, *column, unit),
                None => return "—".into(),
            },
        };
        let column = &facts.results.tables.list[table].columns[column];
        column
            .values
            .get(row as usize)
            .map_or_else(|| "—".into(), |value| figure(facts.results, facts.scheme, value, column.kind))
    }
}

/// A table for each family of which a member applies to the unit.
pub(super) fn indicators(facts: &Facts) -> Vec<Indicators> {
    let families = facts.field.families.iter().enumerate();
    families.map(|(index, family)| table(facts, index, family)).filter(|t| !t.rows.is_empty()).collect()
}

fn table(facts: &Facts, index: usize, family: &Family) -> Indicators {
    let rule = &facts.scheme.rules[family.rule];
    let means = &facts.group().rates[index];
    let titles = &facts.results.tables.list[family.axis].titles;
    let mut rows = Vec::new();
    for (member, (_, entries)) in rule.members.iter().enumerate() {
        let Value::Number(score) = rule.value(facts.unit, member) else { continue };
        let full = match rule.full(facts.unit, member) {
            Some(Value::Number(full)) => Some(full),
            _ => None,
        };
        rows.push(Indicator {
            name: titles[entries[0] as usize].to_string(),
            full: full.map_or_else(|| "—".into(), points),
            raw: family.raw.iter().map(|r| r.shown(facts, entries[0])).collect(),
            score: signed_fixed(score),
            rate: full.and_then(|f| score.checked_div(f)).map(|r| percent(&r)),
            mean_rate: means[member].as_ref().filter(|_| facts.compared()).map(percent),
        });
    }
    let left_out = rule.members.len() - rows.len();
    Indicators {
        name: facts.results.tables.list[family.axis].name.to_string(),
        raw: family.raw.iter().map(|r| r.name(facts)).collect(),
        rows,
        inapplicable: (left_out > 0).then(|| left_out.to_string()),
    }
}

/// A member with the unit's rate and the group's.
struct Rated {
    own: Rate,
    mean: Option<Exact>,
}

fn rated(facts: &Facts) -> Vec<Rated> {
    let mut out = Vec::new();
    for (index, family) in facts.field.families.iter().enumerate() {
        let rule = &facts.scheme.rules[family.rule];
        let titles = &facts.results.tables.list[family.axis].titles;
        for (member, (_, entries)) in rule.members.iter().enumerate() {
            let (Value::Number(score), Some(Value::Number(full))) =
                (rule.value(facts.unit, member), rule.full(facts.unit, member))
            else {
                continue;
            };
            let Some(rate) = score.checked_div(full) else { continue };
            let mean = facts.group().rates[index][member].clone().filter(|_| facts.compared());
            let name = titles[entries[0] as usize].to_string();
            out.push(Rated { own: Rate { name, score: score.clone(), full: full.clone(), rate }, mean });
        }
    }
    out
}

/// The unit's indicators that have full marks, in the scheme's order.
pub(super) fn own_rates(facts: &Facts) -> Vec<Rate> {
    rated(facts).into_iter().map(|rated| rated.own).collect()
}

/// Indicators furthest from full marks.
pub(super) fn weak(facts: &Facts) -> Vec<Weak> {
    let mut found = rated(facts);
    found.retain(|r| r.own.rate < Exact::ONE);
    // Equals stay in the scheme's order.
    found.sort_by(|a, b| a.own.rate.cmp(&b.own.rate));
    found.into_iter().take(NAMED).map(|r| Weak { name: r.own.name, rate: percent(&r.own.rate) }).collect()
}

/// Indicators furthest below the group's mean rate.
pub(super) fn behind(facts: &Facts) -> Vec<Behind> {
    // The difference of the rates as printed.
    let gap = |r: Rated| Some((r.mean? - r.own.rate.round(RATES, Rounding::HalfUp), r.own.name));
    let mut found: Vec<(Exact, String)> = rated(facts).into_iter().filter_map(gap).collect();
    found.retain(|(gap, _)| !zero_in_print(gap) && !gap.is_negative());
    found.sort_by(|a, b| b.0.cmp(&a.0));
    found.into_iter().take(NAMED).map(|(gap, name)| Behind { name, by: percentage_points(&gap) }).collect()
}
