//! results.csv, components.csv and what a scheme declares besides: UTF-8 without BOM, LF. The first two hold
//! all schemes of a project.

use crate::formula::ast::Unit;
use crate::results::figure::{Format, component, in_print, plainly};
use crate::results::{Output, Purpose, Results, Rule, Scheme};
use crate::tables::{Kind, Value};

/// results.csv: a line per unit, sorted by scheme, group, rank, roster.
pub fn results(results: &Results) -> String {
    let mut out = String::from("scheme,period,group,unit,score,rank,tier,prize,pay,flags\n");
    for scheme in by_name(results) {
        for position in &scheme.listed {
            out.push_str(&line(&result(results, scheme, *position)));
        }
    }
    out
}

/// components.csv: every rule's value, exact to six places or those of its format.
pub fn components(results: &Results) -> String {
    let mut out = String::from("scheme,period,unit,component,value\n");
    for scheme in by_name(results) {
        for (position, unit) in scheme.units.iter().enumerate() {
            if scheme.standing.bare[position] {
                continue;
            }
            for rule in scheme.rules.iter().filter(|r| exported(r) && !r.overall) {
                component_lines(results, scheme, &unit.name, rule, position, &mut out);
            }
        }
        for rule in scheme.rules.iter().filter(|r| exported(r) && r.overall) {
            component_lines(results, scheme, &scheme.everybody, rule, 0, &mut out);
        }
    }
    out
}

fn component_lines(results: &Results, scheme: &Scheme, unit: &str, rule: &Rule, position: usize, out: &mut String) {
    for (member, (name, _)) in rule.members.iter().enumerate() {
        if let Some(value) = value(rule, scheme, rule.value(position, member)) {
            let [name_of_scheme, period, unit, name] = [&*scheme.name, &results.period, unit, name].map(guarded);
            out.push_str(&line(&[name_of_scheme, period, unit, name, value]));
        }
    }
}

/// summary.csv of a scheme: figures in order, families entry by entry; none where it declares no summary.
pub fn summary(results: &Results, scheme: &Scheme) -> Option<String> {
    let figures: Vec<&Rule> = scheme.rules.iter().filter(|r| r.purpose == Purpose::Figure).collect();
    if figures.is_empty() {
        return None;
    }
    let mut out = String::from("key,value\n");
    // Figures of one family that stand together are told entry by entry.
    for family in figures.chunk_by(|a, b| a.axes == b.axes) {
        for member in 0..family[0].members.len() {
            for figure in family {
                let value = figure.value(0, member);
                let shown =
                    if *value == Value::NotApplicable { "—".into() } else { cell(results, scheme, figure, value) };
                out.push_str(&line(&[guarded(&figure.members[member].0), shown]));
            }
        }
    }
    Some(out)
}

/// A table that a scheme declares: a line per unit, in roster order, and per combination of entries.
pub fn output(results: &Results, scheme: &Scheme, output: &Output) -> String {
    let head = |column: &Rule| guarded(column.pattern.split("·{").next().unwrap_or_default());
    let mut out = line(&output.columns.iter().map(head).collect::<Vec<_>>());
    let combinations = output.columns.first().map_or(0, |column| column.members.len());
    for position in 0..scheme.units.len() {
        for member in 0..combinations {
            let cells = output.columns.iter().map(|c| cell(results, scheme, c, c.value(position, member)));
            out.push_str(&line(&cells.collect::<Vec<_>>()));
        }
    }
    out
}

/// A value by its format; texts that a spreadsheet program would run are not.
fn cell(results: &Results, scheme: &Scheme, rule: &Rule, value: &Value) -> String {
    match (value, rule.kind) {
        (Value::Entry(entry), Some(Kind::Entry(table))) => {
            guarded(results.tables.list[table].titles.get(*entry as usize).map_or("", |t| t))
        }
        (Value::Text(text), _) => guarded(text),
        _ => plainly(value, rule.kind, rule.format.as_deref(), scheme.money),
    }
}

/// Schemes in the order of their names.
pub(super) fn by_name(results: &Results) -> Vec<&Scheme> {
    let mut schemes: Vec<&Scheme> = results.schemes.iter().collect();
    schemes.sort_by(|a, b| a.name.cmp(&b.name));
    schemes
}

/// Steps, constants and the figures of the summary are no components.
fn exported(rule: &Rule) -> bool {
    !rule.aid && !rule.constant && rule.purpose != Purpose::Figure
}

fn value(rule: &Rule, scheme: &Scheme, value: &Value) -> Option<String> {
    let Value::Number(number) = value else { return None };
    Some(component(number, rule.kind, rule.format.as_deref(), scheme.money))
}

/// The fields of a unit's line.
pub(super) fn result(results: &Results, scheme: &Scheme, position: usize) -> [String; 10] {
    let standing = &scheme.standing;
    let unit = &scheme.units[position];
    let text = |value: &Value| match value {
        Value::Text(text) => guarded(text),
        _ => String::new(),
    };
    let number = |value: &Value, kind: Option<Kind>, places: u32| match value {
        Value::Number(n) => in_print(n, kind, Format::default(), scheme.money).fixed(places),
        _ => String::new(),
    };
    let places = u32::try_from(standing.places[position]).unwrap_or(0);
    [
        guarded(&scheme.name),
        guarded(&results.period),
        guarded(&unit.group),
        guarded(&unit.name),
        number(&standing.score[position], standing.score_kind, places),
        number(&standing.rank[position], None, 0),
        text(&standing.tier[position]),
        text(&standing.prize[position]),
        number(&standing.pay[position], Some(Kind::Number(Unit::Money)), 2),
        guarded(&flags(scheme, position)),
    ]
}

/// Flags in declared order, the reason of an unscored unit first.
fn flags(scheme: &Scheme, position: usize) -> String {
    let standing = &scheme.standing;
    let set = standing.flags.iter().filter(|(_, v)| v[position] == Value::Bool(true)).map(|(n, _)| n.as_str());
    standing.unscored[position].as_deref().into_iter().chain(set).collect::<Vec<_>>().join(";")
}

/// A text that a spreadsheet program would take for a formula is prefixed, so that it is not run.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_string() }
}

fn line<T: AsRef<str>>(fields: &[T]) -> String {
    let fields: Vec<String> = fields.iter().map(|f| quoted(f.as_ref())).collect();
    fields.join(",") + "\n"
}

/// RFC 4180: quotes only where they are needed.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_with_commas_and_quotes_are_quoted() {
        assert_eq!(line(&["a,b", "c\"d", "e"]), "\"a,b\",\"c\"\"d\",e\n");
    }

    #[test]
    fn texts_that_look_like_formulas_are_guarded() {
        assert_eq!(guarded("=cmd"), "'=cmd");
        assert_eq!(guarded("甲村"), "甲村");
    }
}
