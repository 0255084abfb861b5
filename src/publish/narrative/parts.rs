//! What a composite is made of: the terms of its formula, by sign.

use crate::formula::ast::Operator;
use crate::formula::tree::{At, Fold, Function, Node, Op, Over, RuleRef, Target};
use crate::number::{Exact, Rounding};
use crate::results::{Results, Rule, Scheme};
use crate::tables::Value;

/// A member of a rule that the composite adds or takes away.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Index of the rule.
    pub rule: usize,
    /// Its member.
    pub member: usize,
    /// What it is multiplied by in the composite's formula.
    pub factor: Exact,
    /// It is taken away.
    pub minus: bool,
    /// The name it is printed under: a family's entry, else the rule's name.
    pub name: String,
}

impl Part {
    /// The points of a unit, with the factor put in; none where it does not apply.
    pub fn points(&self, scheme: &Scheme, unit: usize) -> Option<Exact> {
        match scheme.rules[self.rule].value(unit, self.member) {
            Value::Number(n) => Some(n * &self.factor),
            _ => None,
        }
    }
    /// The full points of a unit.
    pub fn full(&self, scheme: &Scheme, unit: usize) -> Option<Exact> {
        match scheme.rules[self.rule].full(unit, self.member)? {
            Value::Number(n) => Some(n * &self.factor),
            _ => None,
        }
    }
}

/// The parts of a scheme's composite; empty where its formula is no plain sum of rules.
pub fn parts(results: &Results, scheme: &Scheme) -> Vec<Part> {
    let Some(formula) = &scheme.standing.score_formula else { return Vec::new() };
    let body = match &formula.op {
        Op::Rule(RuleRef { target: Target::One { rule, .. }, .. }) => match &scheme.rules[*rule].definitions[..] {
            [one] => &one.body,
            _ => return Vec::new(),
        },
        _ => formula,
    };
    let mut out = Vec::new();
    if terms(results, scheme, body, false, &mut out) { out } else { Vec::new() }
}

/// The rule whose formula the composite is, where 得分 is just that rule.
pub fn score_name(scheme: &Scheme) -> String {
    match scheme.standing.score_formula.as_ref().map(|f| &f.op) {
        Some(Op::Rule(RuleRef { target: Target::One { rule, .. }, .. })) => scheme.rules[*rule].pattern.clone(),
        _ => "得分".into(),
    }
}

fn terms(results: &Results, scheme: &Scheme, node: &Node, minus: bool, out: &mut Vec<Part>) -> bool {
    match &node.op {
        Op::Binary(Operator::Add, a, b) => {
            terms(results, scheme, a, minus, out) && terms(results, scheme, b, minus, out)
        }
        Op::Binary(Operator::Subtract, a, b) => {
            terms(results, scheme, a, minus, out) && terms(results, scheme, b, !minus, out)
        }
        // Caps and floors of the whole do not change what it is made of.
        Op::Call(
            Function::AtLeast
            | Function::AtMost
            | Function::Clamp
            | Function::Round(Rounding::HalfUp | Rounding::HalfEven),
            list,
        ) => terms(results, scheme, &list[0], minus, out),
        Op::Aggregate(a) if a.fold == Fold::Sum && a.filter.is_none() => match (&a.over, &a.values[..]) {
            (Over::Entries(_), [value]) => members(results, scheme, value, minus, out),
            (Over::List, list) => list.iter().all(|n| terms(results, scheme, n, minus, out)),
            _ => false,
        },
        _ => single(results, scheme, node, minus, out),
    }
}

/// A rule, or a rule times literal factors.
fn single(results: &Results, scheme: &Scheme, node: &Node, minus: bool, out: &mut Vec<Part>) -> bool {
    let mut factor = Exact::ONE;
    let mut node = node;
    while let Op::Binary(Operator::Multiply, a, b) = &node.op {
        match (&a.op, &b.op) {
            (_, Op::Number(n)) => (factor, node) = (&factor * n, a),
            (Op::Number(n), _) => (factor, node) = (&factor * n, b),
            _ => return false,
        }
    }
    let Op::Rule(RuleRef { target: Target::One { rule, entries }, .. }) = &node.op else { return false };
    let fixed: Option<Vec<u32>> = entries
        .iter()
        .map(|e| match e {
            At::Fixed(entry) => Some(*entry),
            At::Slot(_) => None,
        })
        .collect();
    let member = fixed.and_then(|f| scheme.rules[*rule].members.iter().position(|(_, e)| *e == f));
    let Some(member) = member else { return false };
    out.push(Part { rule: *rule, member, factor, minus, name: printed_name(results, &scheme.rules[*rule], member) });
    true
}

/// Every member of the family that a sum runs over.
fn members(results: &Results, scheme: &Scheme, value: &Node, minus: bool, out: &mut Vec<Part>) -> bool {
    let Op::Rule(reference) = &value.op else { return false };
    let list: Vec<(usize, usize)> = match &reference.target {
        Target::One { rule, .. } => (0..scheme.rules[*rule].members.len()).map(|m| (*rule, m)).collect(),
        Target::Varied { members, .. } => {
            let found = members.iter().flatten().filter_map(|(rule, entries)| {
                Some((*rule, scheme.rules[*rule].members.iter().position(|(_, e)| e == entries)?))
            });
            found.collect()
        }
    };
    for (rule, member) in list {
        let name = printed_name(results, &scheme.rules[rule], member);
        out.push(Part { rule, member, factor: Exact::ONE, minus, name });
    }
    true
}

/// A family's member goes by its entry: 绩效评估指标折算分 is 绩效评估指标.
fn printed_name(results: &Results, rule: &Rule, member: usize) -> String {
    match (&rule.axes[..], &rule.members[member]) {
        ([axis], (_, entries)) => {
            let table = &results.tables.list[*axis];
            table.titles.get(entries[0] as usize).map_or_else(String::new, ToString::to_string)
        }
        (_, (name, _)) => name.clone(),
    }
}

/// The parts that a rule's own formula adds up: the sources of a deduction.
pub fn sources(results: &Results, scheme: &Scheme, rule: usize) -> Vec<Part> {
    let mut out = Vec::new();
    let [one] = &scheme.rules[rule].definitions[..] else { return out };
    if terms(results, scheme, &one.body, false, &mut out) { out } else { Vec::new() }
}
