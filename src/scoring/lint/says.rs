//! Numbers of the regulation's text that no rule of its clause uses: a maximum that was changed in one place only.

mod numbers;

use std::collections::BTreeSet;

use crate::finding::{At, Finding, Findings, Place};
use crate::formula::tree::{Node, Op, RuleRef, Target};
use crate::number::Exact;
use crate::scheme::decl::{ColumnDecl, Limit, Meaning, SchemeDecl};
use crate::scoring::faults;
use crate::scoring::model::Scheme;
use crate::tables::Value;

use super::Desk;
use super::written::standing;
use numbers::{Said, said};

/// A table with more rows than this holds data, no parameters.
const PARAMETERS: usize = 400;
/// A sum of more numbers than this is not looked for.
const SUMMED: usize = 12;

/// Notes every number with a unit in `says` that nothing its clause reaches is or makes.
pub(super) fn check(desk: &Desk<'_>, findings: &mut Findings) {
    for (declared, scheme) in desk.project.schemes.iter().zip(&desk.model.schemes) {
        for (index, clause) in declared.clauses.iter().enumerate() {
            let Some(says) = &clause.says else { continue };
            let At::Text { start, end } = says.place.at else { continue };
            let Some(text) = desk.texts.get(&says.place.file).and_then(|text| text.get(start..end)) else { continue };
            let known = reached(desk, declared, scheme, index);
            if known.is_empty() {
                continue;
            }
            for number in said(text) {
                if !is_known(&number, &known) {
                    let place =
                        Place::text(says.place.file.clone(), start + number.span.start, start + number.span.end);
                    findings.push(Finding::new(faults::NUMBER_NOT_USED, place).with("found", number.text));
                }
            }
        }
    }
}

/// Is the number one of those, in whatever scale, what is missing to the whole, or a sum of some?
fn is_known(said: &Said, known: &BTreeSet<Exact>) -> bool {
    let hundred = Exact::from(100);
    let forms = said.values.iter().flat_map(|n| [Some(n.clone()), Some(n * &hundred), n.checked_div(&hundred)]);
    let forms: Vec<Exact> = forms.flatten().collect();
    let rest = |n: &Exact| [&Exact::ONE - n, &hundred - n];
    if forms.iter().any(|n| known.contains(n) || *n == Exact::ONE || rest(n).iter().any(|n| known.contains(n))) {
        return true;
    }
    let list: Vec<&Exact> = known.iter().filter(|n| **n > Exact::ZERO).collect();
    list.len() <= SUMMED && forms.iter().any(|n| is_sum(n, &list))
}

fn is_sum(sought: &Exact, list: &[&Exact]) -> bool {
    match list {
        [] => sought.is_zero(),
        [first, rest @ ..] => is_sum(sought, rest) || *sought >= **first && is_sum(&(sought - *first), rest),
    }
}

/// Every number that the rules of a clause are made of, and those of the parameters they name.
fn reached(desk: &Desk<'_>, declared: &SchemeDecl, scheme: &Scheme, clause: usize) -> BTreeSet<Exact> {
    let mut reach = Reach { desk, numbers: BTreeSet::new(), rules: BTreeSet::new(), tables: BTreeSet::new() };
    let of_clause = |c: usize| c == clause;
    for definition in scheme.rules.iter().flat_map(|rule| &rule.definitions).filter(|d| of_clause(d.clause)) {
        let nodes = std::iter::once(&definition.body).chain(&definition.full_marks).chain(&definition.applies);
        nodes.for_each(|node| reach.node(node));
    }
    for check in scheme.checks.iter().filter(|check| of_clause(check.clause)) {
        reach.node(&check.condition);
    }
    let heading = declared.clauses[clause].heading.value.as_str();
    if scheme.standing.basis.iter().any(|(_, basis)| basis == heading) {
        standing(scheme).into_iter().for_each(|(node, _)| reach.node(node));
    }
    reach.numbers
}

struct Reach<'a> {
    desk: &'a Desk<'a>,
    numbers: BTreeSet<Exact>,
    rules: BTreeSet<(usize, usize)>,
    tables: BTreeSet<usize>,
}

impl Reach<'_> {
    fn node(&mut self, node: &Node) {
        node.walk(&mut |node| match &node.op {
            Op::Number(n) => {
                self.numbers.insert(n.clone());
            }
            Op::Rule(RuleRef { scheme, target, .. }) => {
                let rules: Vec<usize> = match target {
                    Target::One { rule, .. } => vec![*rule],
                    Target::Varied { members, .. } => members.iter().flatten().map(|(rule, _)| *rule).collect(),
                };
                rules.into_iter().for_each(|rule| self.rule(*scheme, rule));
            }
            Op::Column { table, columns, .. } => {
                self.table(*table);
                if let crate::formula::tree::Columns::One(column) = columns
                    && let Some(derived) = self.desk.model.derived.get(&(*table, *column))
                    && self.rules.insert((usize::MAX - *table, *column))
                {
                    self.node(&derived.body);
                }
            }
            _ => {}
        });
    }

    fn rule(&mut self, scheme: usize, rule: usize) {
        if !self.rules.insert((scheme, rule)) {
            return;
        }
        for definition in &self.desk.model.schemes[scheme].rules[rule].definitions {
            self.node(&definition.body);
            definition.full_marks.iter().for_each(|full| self.node(full));
        }
    }

    /// The figures of a table of parameters, and the numbers in the declaration of any.
    fn table(&mut self, index: usize) {
        if !self.tables.insert(index) {
            return;
        }
        let table = &self.desk.tables.list[index];
        let units = self.desk.model.schemes.iter().any(|scheme| scheme.table == index);
        if !table.ledger && !units && table.rows <= PARAMETERS {
            let values = table.columns.iter().flat_map(|column| &column.values);
            self.numbers.extend(values.filter_map(|v| if let Value::Number(n) = v { Some(n.clone()) } else { None }));
        }
        let declared = self.desk.project.tables.iter().filter(|declared| *declared.name.value == *table.name);
        declared.flat_map(|declared| &declared.columns).for_each(|column| self.numbers.extend(of_column(column)));
    }
}

/// The numbers in the declaration of a column.
fn of_column(column: &ColumnDecl) -> Vec<Exact> {
    let meanings = column.words.iter().map(|(_, meaning)| meaning).chain(&column.empty).chain(&column.outside);
    let limits = column.range.iter().flat_map(|(low, high)| [low, high]).flatten();
    let meant = meanings.filter_map(|m| if let Meaning::Number(n) = m { Some(n.clone()) } else { None });
    meant.chain(limits.filter_map(|l| if let Limit::Number(n) = l { Some(n.clone()) } else { None })).collect()
}
