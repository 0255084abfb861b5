//! Texts that decide. A column of texts that formulas compare, or that says who competes with whom, is a list of
//! classes in all but name: an empty cell, or a class that looks like a slip of another one, changes figures as
//! much as a wrong number, and nothing else would tell. All of it is a warning: the office may mean it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{Code, Finding, Findings, Place};
use crate::formula::ast::Comparison;
use crate::formula::text::normal;
use crate::formula::tree::{Aggregate, At, Columns, Node, Op, Over, RowAt};
use crate::intake::near;
use crate::tables::{Kind, Table, Tables, Value};

use super::faults;
use super::model::{Formula, Line, Model, Scheme};

/// So many cells of a column are told one by one.
const TOLD: usize = 10;

/// A column: its table and its place there.
type Spot = (usize, usize);

/// What formulas do with columns of texts.
#[derive(Default)]
pub(super) struct Uses {
    /// Columns that are compared, with the texts that they are compared with.
    compared: BTreeMap<Spot, BTreeSet<Arc<str>>>,
    /// Columns whose rows are looked for by a text of another column.
    sought: BTreeSet<(Spot, Spot)>,
}

/// Checks every column that a formula of the model compares.
pub fn check(model: &Model, tables: &Tables, findings: &mut Findings) {
    let mut uses = Uses::default();
    for scheme in &model.schemes {
        uses.scheme(scheme);
    }
    // What is gathered is sorted.
    model.derived.values().for_each(|derived| uses.of(&derived.body));
    uses.check(tables, findings);
}

impl Uses {
    /// What a formula compares.
    pub(super) fn of(&mut self, node: &Node) {
        node.walk(&mut |node| self.see(node));
    }

    /// Tells what is doubtful in the columns that are compared.
    pub(super) fn check(&self, tables: &Tables, findings: &mut Findings) {
        for ((table, column), literals) in &self.compared {
            classes(tables, &tables.list[*table], *column, literals, findings);
        }
        for (sought, by) in &self.sought {
            unmatched(tables, *sought, *by, findings);
        }
    }

    fn scheme(&mut self, scheme: &Scheme) {
        if let Some(group) = &scheme.group {
            self.of(group);
            self.decides(group);
        }
        scheme.only.iter().for_each(|node| self.of(node));
        for definition in scheme.rules.iter().flat_map(|rule| &rule.definitions) {
            let nodes = [Some(&definition.body), definition.applies.as_ref(), definition.full_marks.as_ref()];
            nodes.into_iter().flatten().for_each(|node| self.of(node));
        }
        for check in &scheme.checks {
            self.of(&check.condition);
            check.applies.iter().for_each(|node| self.of(node));
        }
        let standing = &scheme.standing;
        let keys = standing.rank.iter().chain(&standing.order).map(|(formula, _)| formula);
        let single = [&standing.score, &standing.places, &standing.ranked, &standing.pay];
        self.formulas(keys.chain(single.into_iter().flatten()));
        for lines in [&standing.unscored, &standing.tier, &standing.prize, &standing.flag] {
            self.formulas(lines.iter().flat_map(|line: &Line| [&line.when, &line.quota, &line.pay]).flatten());
        }
    }

    fn formulas<'f>(&mut self, formulas: impl Iterator<Item = &'f Formula>) {
        formulas.for_each(|formula| self.of(&formula.node));
    }

    fn see(&mut self, node: &Node) {
        match &node.op {
            Op::Compare(first, rest) => {
                let mut before: &Node = first;
                for (comparison, next) in rest {
                    if matches!(comparison, Comparison::Equal | Comparison::Unequal) {
                        self.literal(before, next);
                        self.literal(next, before);
                    }
                    before = next;
                }
            }
            Op::Among(sought, set) => set.iter().for_each(|literal| self.literal(sought, literal)),
            Op::Contains(text, _) | Op::StartsWith(text, _) => self.decides(text),
            Op::Aggregate(aggregate) => self.filtered(aggregate),
            _ => {}
        }
    }

    /// A column that decides, by whatever texts.
    fn decides(&mut self, node: &Node) {
        for column in texts(node) {
            self.compared.entry(column).or_default();
        }
    }

    fn literal(&mut self, column: &Node, literal: &Node) {
        let Op::Text(literal) = &literal.op else { return };
        for column in texts(column) {
            self.compared.entry(column).or_default().insert(literal.clone());
        }
    }

    /// `其中 三级指标 = 本行.三级指标`: rows of the table are sought by a text.
    fn filtered(&mut self, aggregate: &Aggregate) {
        let (Over::Rows(slot, join), Some(filter)) = (&aggregate.over, &aggregate.filter) else { return };
        let own = |node: &Node| matches!(&node.op, Op::Column { table, row: RowAt::At(At::Slot(at)), .. } if (*table, *at) == (join.table, *slot));
        let mut all = vec![filter];
        while let Some(node) = all.pop() {
            match &node.op {
                Op::And(list) => all.extend(list),
                Op::Compare(one, rest) => {
                    let [(Comparison::Equal, other)] = rest.as_slice() else { continue };
                    let (sought, by): (&Node, &Node) = if own(one) { (one, other) } else { (other, one) };
                    if own(sought) && !own(by) {
                        let pairs = texts(sought).into_iter().flat_map(|a| texts(by).into_iter().map(move |b| (a, b)));
                        self.sought.extend(pairs);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The columns of texts that a node reads; none if it is something else.
fn texts(node: &Node) -> Vec<Spot> {
    match (&node.op, node.kind) {
        (Op::Column { table, columns: Columns::One(column), .. }, Some(Kind::Text)) => vec![(*table, *column)],
        (Op::Column { table, columns: Columns::ByEntry { columns, .. }, .. }, Some(Kind::Text)) => {
            columns.iter().map(|column| (*table, *column)).collect()
        }
        _ => Vec::new(),
    }
}

/// The texts of a column that was read from cells: compared form, rows.
fn rows(table: &Table, column: usize) -> BTreeMap<String, Vec<usize>> {
    let column = &table.columns[column];
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (row, value) in column.values.iter().enumerate() {
        if let Value::Text(text) = value {
            rows.entry(normal(text)).or_default().push(row);
        }
    }
    rows
}

fn classes(tables: &Tables, table: &Table, column: usize, literals: &BTreeSet<Arc<str>>, findings: &mut Findings) {
    if table.written {
        return;
    }
    let rows = rows(table, column);
    if let Some(empty) = rows.get("") {
        tell(faults::CLASS_EMPTY, tables, table, column, empty, None, findings);
    }
    let known: BTreeSet<String> = literals.iter().map(|literal| normal(literal)).collect();
    // Two names that one list has are two things, however alike.
    let listed = |one: &str, other: &str| {
        tables.list.iter().any(|table| table.index.contains_key(one) && table.index.contains_key(other))
    };
    for (text, own) in rows.iter().filter(|(text, _)| !text.is_empty() && !known.contains(*text)) {
        // What stands there often is a class of its own.
        let rare = |other: Option<&Vec<usize>>| own.len() == 1 || own.len() * 4 <= other.map_or(0, Vec::len);
        let literal = literals.iter().find(|literal| {
            let literal = normal(literal);
            near(text, &literal, 2) && rare(rows.get(&literal)) && !listed(text, &literal)
        });
        let usual = || {
            let more = rows.iter().find(|(other, theirs)| {
                theirs.len() > own.len() && near(text, other, 3) && rare(Some(theirs)) && !listed(text, other)
            });
            more.map(|(_, theirs)| shown(table, column, theirs[0]))
        };
        if let Some(meant) = literal.map(ToString::to_string).or_else(usual) {
            tell(faults::CLASS_RESEMBLES, tables, table, column, own, Some(&meant), findings);
        }
    }
}

/// Rows that are sought by a text which none of those that seek has.
fn unmatched(tables: &Tables, (table, column): Spot, by: Spot, findings: &mut Findings) {
    let table = &tables.list[table];
    if table.written {
        return;
    }
    let (own, seeking) = (rows(table, column), rows(&tables.list[by.0], by.1));
    let lost: Vec<(&String, &Vec<usize>)> = own.iter().filter(|(text, _)| !seeking.contains_key(*text)).collect();
    // Where most of the rows are none of those sought, they are there for something else.
    if lost.len() * 2 > own.len() {
        return;
    }
    for (text, rows) in lost {
        let like = seeking.iter().find(|(other, _)| near(text, other, 2));
        let like = like.map(|(_, theirs)| shown(&tables.list[by.0], by.1, theirs[0]));
        tell(faults::CLASS_UNMATCHED, tables, table, column, rows, like.as_deref(), findings);
    }
}

fn shown(table: &Table, column: usize, row: usize) -> String {
    match &table.columns[column].values[row] {
        Value::Text(text) => text.to_string(),
        _ => String::new(),
    }
}

/// A finding at each cell, of many at the first.
fn tell(
    code: Code,
    tables: &Tables,
    table: &Table,
    column: usize,
    rows: &[usize],
    suggest: Option<&str>,
    findings: &mut Findings,
) {
    let places: BTreeSet<Place> =
        rows.iter().filter_map(|row| tables.origins.place(*table.columns[column].origins.get(*row)?)).collect();
    for place in places.iter().take(TOLD) {
        findings.push(
            Finding::new(code, place.clone())
                .with("table", &*table.name)
                .with("column", &*table.columns[column].name)
                .with("found", shown(table, column, rows[0]))
                .with("suggest", suggest.unwrap_or(crate::scheme::suggest::NONE))
                .with("count", places.len().to_string()),
        );
    }
}
