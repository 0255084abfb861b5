//! Rules, checks and methods with their formulas.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::formula::ast::{CheckItem, Expr, ExprKind, Item, Name, RuleItem, Span};
use crate::formula::show::{plain_name, show};
use crate::formula::text::normal;
use crate::scheme::PRELUDE_FILE;
use crate::scheme::decl::{self, MethodDecl};
use crate::scoring::resolve::{Called, called};

use super::Look;
use super::math::{canonical, pieces};
use super::model::{Clause, Fact, Piece, Rule, RuleKind};

/// A clause with what follows from it.
pub(super) fn clause(declared: &decl::Clause, look: &Look) -> Clause {
    let file = &declared.file;
    let line = |item: &Item| match item {
        Item::Rule(rule) => self::item(rule, RuleKind::Rule, file, look),
        Item::Check(check) => self::check(check, file, look),
    };
    Clause {
        heading: declared.heading.value.clone(),
        says: declared.says.as_ref().map(|s| s.value.trim().to_owned()),
        reading: declared.reading.as_ref().map(|s| s.value.trim().to_owned()),
        applies: declared.for_.as_ref().map(|e| fact("适用于", e, file, look)),
        overall: declared.overall,
        rules: declared.items.iter().map(line).collect(),
    }
}

/// A rule as written; `kind` is what it is where nothing else says so.
pub(super) fn item(item: &RuleItem, kind: RuleKind, file: &Arc<str>, look: &Look) -> Rule {
    let (pieces, text) = set(&item.formula, file, look);
    let mut belonging = look.index.parts(&item.formula, file);
    if let Some(full) = &item.full_marks {
        belonging.extend(look.index.parts(full, file));
    }
    let kind = match kind {
        RuleKind::Rule if item.aid => RuleKind::Aid,
        RuleKind::Rule if item.condition => RuleKind::Condition,
        kind => kind,
    };
    Rule {
        kind,
        name: plain_name(&item.name),
        format: item.format.as_ref().map(|(text, _)| text.clone()),
        full: item.full_marks.as_ref().map(|e| show(&canonical(e))),
        pieces,
        text,
        belonging,
    }
}

fn check(check: &CheckItem, file: &Arc<str>, look: &Look) -> Rule {
    let (pieces, text) = set(&check.condition, file, look);
    let each: Vec<String> = check.each.iter().map(|table| format!("{{{table}}}")).collect();
    Rule {
        kind: if check.advisory { RuleKind::Should } else { RuleKind::Must },
        name: each.join("、"),
        format: None,
        full: None,
        pieces,
        text,
        belonging: look.index.parts(&check.condition, file),
    }
}

/// A formula as pieces and on one line.
fn set(e: &Expr, file: &Arc<str>, look: &Look) -> (Vec<Piece>, String) {
    let e = canonical(e);
    (pieces(&e, &|span| look.index.run(file, span)), show(&e))
}

/// A formula behind a label.
pub(super) fn fact(label: &str, e: &Expr, file: &Arc<str>, look: &Look) -> Fact {
    let (pieces, text) = set(e, file, look);
    Fact { label: label.into(), pieces, text, belonging: look.index.parts(e, file) }
}

/// The methods that a scheme's rules use, by name or because the data may name them, in the order declared.
pub(super) fn methods(look: &Look) -> Vec<Rule> {
    let declared = &look.scheme.methods;
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let (mut names, mut chosen) = (look.index.methods.clone(), false);
    for e in look.formulas() {
        calls(e, &mut names, &mut chosen);
    }
    loop {
        let before = used.len();
        for (index, method) in declared.iter().enumerate() {
            // A scheme's own methods can be named by the data; which of them are is not known before it is read.
            let own = chosen && *method.file != *PRELUDE_FILE;
            if !used.contains(&index) && (own || names.contains(&normal(&plain_name(&method.item.name)))) {
                used.insert(index);
                calls(&method.item.body, &mut names, &mut chosen);
            }
        }
        if used.len() == before {
            break;
        }
    }
    used.into_iter().map(|index| method(&declared[index], look)).collect()
}

fn calls(e: &Expr, names: &mut BTreeSet<String>, chosen: &mut bool) {
    if let ExprKind::Call(name, _) = &e.kind {
        let plain = plain_name(name);
        *chosen |= matches!(called(&plain), Some((_, Called::Score)));
        names.insert(normal(&plain));
    }
    e.children().into_iter().for_each(|child| calls(child, names, chosen));
}

fn method(declared: &MethodDecl, look: &Look) -> Rule {
    let item = &declared.item;
    let parameter = |(name, kind): &(Name, Option<(String, Span)>)| match kind {
        Some((kind, _)) => format!("{}：{}", plain_name(name), kind.trim()),
        None => plain_name(name),
    };
    let parameters: Vec<String> = item.parameters.iter().map(parameter).collect();
    let (pieces, text) = set(&item.body, &declared.file, look);
    Rule {
        kind: RuleKind::Method,
        name: format!("{}({})", plain_name(&item.name), parameters.join("，")),
        format: None,
        full: None,
        pieces,
        text,
        belonging: look.index.parts(&item.body, &declared.file),
    }
}
