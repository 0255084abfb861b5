//! What must be there: every unit's 得分 and every published value. One figure that has not come is told once,
//! however many results wait for it.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::scoring::eval::Engine;
use crate::scoring::faults;
use crate::tables::{Kind, Value};

use super::unscored;

/// So many published values are looked into; beyond that each that is 缺 is told.
const LOOKED_INTO: usize = 2000;

/// A result that several schemes have is one scheme's for each entry: none may stand in two of them.
pub fn whose(engine: &Engine) {
    for asked in &engine.model.whose {
        let mut found: Option<(u32, usize, usize)> = None;
        for (index, scheme) in asked.schemes.iter().enumerate() {
            let twice = asked.schemes[..index].iter().find_map(|before| {
                let mut units = engine.units(*scheme).iter();
                units.find(|unit| engine.position(*before, **unit).is_some()).map(|unit| (*unit, *before, *scheme))
            });
            found = found.or(twice);
        }
        let Some((unit, first, second)) = found else { continue };
        let name = |scheme: usize| engine.model.schemes[scheme].name.clone();
        let table = engine.model.schemes[first].table;
        engine.push(
            Finding::new(faults::WHICH_SCHEME, asked.place.clone())
                .with("found", asked.found.as_str())
                .with("at", &*engine.as_text(&Value::Entry(unit), Some(Kind::Entry(table))))
                .with("schemes", format!("{}、{}", name(first), name(second)))
                .with("first", name(first)),
        );
    }
}

/// A unit's 得分 must be there, unless `unscored` says why. Returns what has not come, as told.
pub(super) fn scores(engine: &Engine, scheme: usize, scores: &[Value]) -> BTreeSet<String> {
    let mut told = BTreeSet::new();
    let declared = &engine.model.schemes[scheme].standing;
    let Some(score) = &declared.score else { return told };
    let frame = engine.unit_frame(scheme, &score.file);
    let unscored = unscored(engine, scheme);
    for (position, value) in scores.iter().enumerate() {
        if unscored[position].is_some() {
            continue;
        }
        let code = match value {
            Value::Missing => faults::SCORE_MISSING,
            Value::NotApplicable => faults::SCORE_NOT_APPLICABLE,
            _ => continue,
        };
        let cause = engine.because(&score.node, &frame, position, value);
        engine.fault_from(code, score.node.span, &frame, position, &[("found", cause.text())], cause.places);
        told.extend(cause.names);
    }
    told
}

/// A published value that is 缺 is an error, except for unscored units, and where what it waits for is told. Returns
/// what has not come, as told.
pub(super) fn published_values(engine: &Engine, scheme: usize, mut told: BTreeSet<String>) -> BTreeSet<String> {
    let unscored = unscored(engine, scheme);
    let mut looked = 0_usize;
    for (index, rule) in engine.model.schemes[scheme].rules.iter().enumerate() {
        if rule.aid {
            continue;
        }
        let combinations = engine.combinations(rule).max(1);
        let frame = engine.rule_frame(scheme, index);
        for (position, value) in engine.rule(scheme, index).iter().enumerate() {
            let unit = position / combinations;
            let excused = !rule.overall && unscored.get(unit).is_some_and(Option::is_some);
            if *value != Value::Missing || excused {
                continue;
            }
            looked += 1;
            let cause = match looked <= LOOKED_INTO {
                true => engine.because_of_rule(scheme, index, position, value),
                false => Default::default(),
            };
            if !cause.names.is_empty() && cause.names.iter().all(|name| told.contains(name)) {
                continue;
            }
            let args = [("found", rule.pattern.clone()), ("cause", cause.text())];
            let span = rule.definitions[0].body.span;
            engine.fault_from(faults::VALUE_MISSING, span, &frame, position, &args, cause.places);
            told.extend(cause.names);
        }
    }
    told
}
