//! How the score came about: formulas in words, and with the unit's figures put in, block by block.

use crate::formula::tree::{Node, Op, Target};
use crate::publish::bulletin::parts::score_name;
use crate::results::figure::{plain, printed};
use crate::results::{Definition, Figured, Rule};
use crate::tables::Value;

use super::Facts;
use super::model::{Calculation, Formula};
use super::print::{score, units};

/// More formulas are not shown; the workbook has them all.
const MOST_STEPS: usize = 16;
/// Longer formulas are cut, in characters.
const LONGEST: usize = 160;

/// The composite's formula and those of what it is made of.
pub(super) fn calculation(facts: &Facts) -> Option<Calculation> {
    let own = facts.score()?;
    let formula = facts.scheme.standing.score_formula.as_ref()?;
    let value = format!("{}{}", score(facts.scheme, facts.unit, own), units(facts.scheme).0);
    let (composite, mut open) = match named(facts, formula) {
        Some((rule, member)) => {
            let composite = rule_formula(facts, rule, member)?;
            let body = &definition(facts, rule, member)?.body;
            (Formula { value, ..composite }, called(facts, body))
        }
        None => (bare(facts, value)?, called(facts, formula)),
    };
    let mut steps = Vec::new();
    let mut seen = Vec::new();
    // Depth first, each rule after the one that uses it, each once.
    open.reverse();
    while let Some((rule, member)) = open.pop() {
        if seen.contains(&(rule, member)) || steps.len() >= MOST_STEPS {
            continue;
        }
        seen.push((rule, member));
        if nothing(facts, rule, member) {
            continue;
        }
        steps.extend(rule_formula(facts, rule, member));
        let under = definition(facts, rule, member).map(|d| called(facts, &d.body)).unwrap_or_default();
        open.extend(under.into_iter().rev());
    }
    Some(Calculation { composite, steps, notes: notes(facts) })
}

/// The rule that 得分 is, where it is just one.
fn named(facts: &Facts, formula: &Node) -> Option<(usize, usize)> {
    let Op::Rule(reference) = &formula.op else { return None };
    let Target::One { rule, .. } = &reference.target else { return None };
    (facts.scheme.rules[*rule].members.len() == 1).then_some((*rule, 0))
}

fn figured<'r>(facts: &'r Facts, rule: Option<(usize, usize)>) -> Option<&'r Figured> {
    facts.scheme.figured.iter().find(|f| f.rule == rule)
}

fn definition<'r>(facts: &'r Facts, rule: usize, member: usize) -> Option<&'r Definition> {
    let index = figured(facts, Some((rule, member)))?.definition(facts.unit);
    facts.scheme.rules[rule].definitions.get(index)
}

/// A formula of 得分 that is no single rule.
fn bare(facts: &Facts, value: String) -> Option<Formula> {
    let figures = figured(facts, None)?.text(facts.unit);
    let basis = facts.scheme.standing.basis.iter().find(|(key, _)| *key == "score").map(|(_, b)| b.clone());
    let known = |b: &String| facts.scheme.clauses.iter().any(|c| c.heading == *b);
    Some(Formula {
        name: score_name(facts.scheme),
        words: facts.scheme.standing.score_text.as_deref().map(readable).unwrap_or_default(),
        figures: telling(figures, &value),
        value,
        basis: basis.filter(known),
    })
}

fn rule_formula(facts: &Facts, index: usize, member: usize) -> Option<Formula> {
    let rule = &facts.scheme.rules[index];
    let figured = figured(facts, Some((index, member)))?;
    let definition = rule.definitions.get(figured.definition(facts.unit))?;
    let value = rule.value(facts.unit, member);
    let shown = match &rule.format {
        Some(format) => printed(value, rule.kind, Some(format), facts.scheme.money),
        None => plain(value, rule.kind, facts.scheme.money),
    };
    Some(Formula {
        name: rule.members[member].0.clone(),
        words: readable(&entered(facts, rule, member, &definition.text)),
        figures: telling(figured.text(facts.unit), &shown),
        value: shown,
        basis: facts.scheme.clauses.get(definition.clause).map(|c| c.heading.clone()),
    })
}

/// Figures that say more than the result does.
fn telling(figures: &str, value: &str) -> Option<String> {
    (!figures.is_empty() && figures != value).then(|| cut(figures))
}

fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(LONGEST).collect();
    out.push_str("……");
    out
}

/// `{评价块}` is the member's own entry.
fn entered(facts: &Facts, rule: &Rule, member: usize, text: &str) -> String {
    let mut out = text.to_owned();
    for (axis, entry) in rule.axes.iter().zip(&rule.members[member].1) {
        let table = &facts.results.tables.list[*axis];
        if let Some(title) = table.titles.get(*entry as usize) {
            out = out.replace(&format!("{{{}}}", table.name), title);
        }
    }
    out
}

/// A formula of the scheme as a reader sees it: the members of a family go by its name.
fn readable(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        match before.strip_suffix('·') {
            Some(before) => out.push_str(before),
            None => {
                out.push_str(before);
                out.push_str(&format!("各{name}"));
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    cut(&out)
}

/// Members of rules that a formula names, in the order written; those for which there are texts.
fn called(facts: &Facts, body: &Node) -> Vec<(usize, usize)> {
    let mut rules: Vec<(usize, Option<usize>)> = Vec::new();
    body.walk(&mut |node| {
        let Op::Rule(reference) = &node.op else { return };
        match &reference.target {
            Target::One { rule, entries } => rules.push((*rule, fixed(facts, *rule, entries))),
            Target::Varied { members, .. } => {
                let member =
                    |rule: usize, e: &Vec<u32>| facts.scheme.rules[rule].members.iter().position(|(_, m)| m == e);
                let known = members.iter().flatten().filter(|(rule, _)| *rule < facts.scheme.rules.len());
                rules.extend(known.map(|(rule, entries)| (*rule, member(*rule, entries))));
            }
        }
    });
    let mut out = Vec::new();
    for (rule, member) in rules.into_iter().filter(|(rule, _)| *rule < facts.scheme.rules.len()) {
        let count = facts.scheme.rules[rule].members.len();
        let wanted = member.map_or(0..count, |m| m..m + 1);
        let new = wanted.map(|m| (rule, m)).filter(|m| figured(facts, Some(*m)).is_some());
        out.extend(new.collect::<Vec<_>>().into_iter().filter(|m| !out.contains(m)).collect::<Vec<_>>());
    }
    out
}

fn fixed(facts: &Facts, rule: usize, entries: &[crate::formula::tree::At]) -> Option<usize> {
    let fixed: Option<Vec<u32>> = entries
        .iter()
        .map(|at| match at {
            crate::formula::tree::At::Fixed(entry) => Some(*entry),
            crate::formula::tree::At::Slot(_) => None,
        })
        .collect();
    let fixed = fixed?;
    facts.scheme.rules.get(rule)?.members.iter().position(|(_, e)| *e == fixed)
}

/// A member of a family that is nought or does not apply says nothing.
fn nothing(facts: &Facts, rule: usize, member: usize) -> bool {
    let declared = &facts.scheme.rules[rule];
    match declared.value(facts.unit, member) {
        Value::Number(n) => n.is_zero() && !declared.axes.is_empty(),
        _ => true,
    }
}

/// How figures are rounded.
fn notes(facts: &Facts) -> Vec<String> {
    let name = score_name(facts.scheme);
    let places = match facts.scheme.standing.places[facts.unit] {
        0 => "整数".to_owned(),
        n if n > 0 => format!("小数点后{n}位"),
        n => format!("小数点前{}位", -n),
    };
    vec![format!("计算过程不作取舍，{name}四舍五入保留到{places}；代入的数据最多列出小数点后4位。")]
}
