//! How the score came about: formulas in words, and with the unit's figures put in, block by block.

use crate::formula::tree::{At, Node, Op, Target};
use crate::publish::narrative::parts::score_name;
use crate::results::figure::{plain, printed};
use crate::results::{Definition, Figured, Rule};
use crate::tables::Value;

use super::Facts;
use super::model::{Calculation, Formula};
use crate::publish::print::{score, units};

/// More formulas are not shown; the workbook has them all.
const MOST_STEPS: usize = 16;
/// Longer formulas are cut, in characters.
const LONGEST: usize = 240;

/// The composite's formula and those of what it is made of.
pub(super) fn calculation(facts: &Facts) -> Option<Calculation> {
    let own = facts.score()?;
    let formula = facts.scheme.standing.score_formula.as_ref()?;
    let value = format!("{}{}", score(facts.scheme, facts.unit, own), units(facts.scheme).0);
    let (composite, mut open) = match named(facts, formula) {
        Some((rule, member)) => {
            let composite = rule_formula(facts, rule, member)?;
            let body = &definition(facts, rule, member)?.body;
            (Formula { value, ..composite }, called(facts, body, &[]))
        }
        None => (bare(facts, value)?, called(facts, formula, &[])),
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
        let under = definition(facts, rule, member).map(|d| called(facts, &d.body, entries(facts, rule, member)));
        open.extend(under.unwrap_or_default().into_iter().rev());
    }
    once(&mut steps);
    Some(Calculation { composite, steps, notes: notes(facts) })
}

fn entries<'r>(facts: &'r Facts, rule: usize, member: usize) -> &'r [u32] {
    &facts.scheme.rules[rule].members[member].1
}

/// Members of a family one after the other have their words once.
fn once(steps: &mut [Formula]) {
    for index in (1..steps.len()).rev() {
        if steps[index].words == steps[index - 1].words {
            steps[index].words = None;
        }
    }
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
        words: facts.scheme.standing.score_text.as_deref().map(readable),
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
        words: Some(readable(&entered(facts, rule, member, &definition.text))),
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
    for sign in ["+", "−", "×", "÷"] {
        out = out.replace(&format!(" {sign} "), sign);
    }
    cut(&out)
}

/// Members of rules that a formula of this member names, in the order written; those for which there are texts.
///
/// Slot 0 is the unit, the entries of the member follow; a slot behind them is one that an aggregate opens.
fn called(facts: &Facts, body: &Node, own: &[u32]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let rules = &facts.scheme.rules;
    body.walk(&mut |node| {
        let Op::Rule(reference) = &node.op else { return };
        let wanted: Vec<(usize, Vec<Option<u32>>)> = match &reference.target {
            Target::One { rule, entries } => vec![(*rule, entries.iter().map(|at| entry(at, own)).collect())],
            Target::Varied { slots, sizes, members } => {
                let fits = |index: usize| fits(index, slots, sizes, own);
                let known =
                    members.iter().enumerate().filter(|(index, _)| fits(*index)).filter_map(|(_, m)| m.as_ref());
                known.map(|(rule, entries)| (*rule, entries.iter().copied().map(Some).collect())).collect()
            }
        };
        for (rule, entries) in wanted.into_iter().filter(|(rule, _)| *rule < rules.len()) {
            let same = |m: &[u32]| m.iter().zip(&entries).all(|(a, b)| b.is_none_or(|b| *a == b));
            let members = rules[rule].members.iter().enumerate().filter(|(_, (_, m))| same(m));
            for key in members.map(|(member, _)| (rule, member)) {
                if !out.contains(&key) && figured(facts, Some(key)).is_some() {
                    out.push(key);
                }
            }
        }
    });
    out
}

/// The entry that is at hand in a slot, where the member decides it.
fn slotted(slot: usize, own: &[u32]) -> Option<u32> {
    slot.checked_sub(1).and_then(|i| own.get(i)).copied()
}

fn entry(at: &At, own: &[u32]) -> Option<u32> {
    match at {
        At::Fixed(entry) => Some(*entry),
        At::Slot(slot) => slotted(*slot, own),
    }
}

/// Is that combination of entries one in which those that the member decides are its own?
fn fits(index: usize, slots: &[usize], sizes: &[usize], own: &[u32]) -> bool {
    let mut rest = index;
    let mut digits: Vec<usize> = Vec::new();
    for size in sizes.iter().rev() {
        digits.push(rest % size);
        rest /= size;
    }
    let same = |(slot, digit): (&usize, &usize)| slotted(*slot, own).is_none_or(|e| e as usize == *digit);
    slots.iter().zip(digits.iter().rev()).all(same)
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
    vec![format!(
        "除方案写明取舍的以外，计算过程不作取舍，{name}四舍五入保留到{places}；代入的数据最多列出小数点后4位。"
    )]
}
