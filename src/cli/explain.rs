//! `kaohe explain`: a figure down to the cells it was made from.

use serde_json::{Value as Json, json};

use crate::finding::place::shown;
use crate::finding::{Findings, Place};
use crate::pipeline::{self, Prepared};
use crate::scheme::Texts;
use crate::scoring::eval::Engine;
use crate::scoring::explain::{Explainer, Explanation};
use crate::scoring::resolve::nearest;
use crate::standing;

use super::belonging;
use super::exit::{DONE, FINDINGS, USAGE};
use super::options::{ExplainArguments, Format, Options};
use super::report::Report;

pub(super) fn explain(options: &Options, arguments: &ExplainArguments) -> u8 {
    let report = Report::new(options);
    let job = match arguments.job.job(None) {
        Ok(job) => job,
        Err(wrong) => {
            report.wrong(&wrong);
            return report.end(USAGE);
        }
    };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let stage = |key: &str| report.stage(key);
    let prepared = pipeline::prepare(&job, &mut texts, &mut findings, &stage);
    if findings.has_errors() {
        report.findings(&mut findings, &texts);
        return report.end(FINDINGS);
    }
    report.finish();
    let Some(prepared) = prepared else { return report.end(FINDINGS) };
    let engine = Engine::new(&prepared.tables, &prepared.model, &job.period, &standing::Rules);
    match find(&engine, &prepared, arguments, &texts) {
        Ok(explanation) => {
            if options.format == Format::Json {
                report.put("explanation", as_json(&explanation));
            } else {
                print(&report, &explanation, "", "");
            }
            report.end(DONE)
        }
        Err((key, found, suggest)) => {
            report.wrong(&options.messages().text(key, &[("found", &found), ("suggest", &suggest)]));
            report.end(USAGE)
        }
    }
}

/// A message key, what was asked for, and the nearest that there is.
type Unknown = (&'static str, String, String);

fn find(
    engine: &Engine,
    prepared: &Prepared,
    arguments: &ExplainArguments,
    texts: &Texts,
) -> Result<Explanation, Unknown> {
    let unknown = |key, found: &str, known: Vec<&str>| {
        let near = nearest(found, known.iter().copied());
        (key, found.to_owned(), near.unwrap_or_else(|| known.join("、")))
    };
    let schemes: Vec<usize> = (0..prepared.model.schemes.len())
        .filter(|s| arguments.scheme.as_ref().is_none_or(|n| prepared.model.schemes[*s].name == *n))
        .collect();
    let Some(first) = schemes.first() else {
        let known = prepared.model.schemes.iter().map(|s| s.name.as_str()).collect();
        return Err(unknown("explain-no-scheme", arguments.scheme.as_deref().unwrap_or_default(), known));
    };
    let unit = schemes.iter().find_map(|s| {
        let table = &prepared.tables.list[prepared.model.schemes[*s].table];
        Some((*s, engine.position(*s, table.find(&arguments.unit)?)?))
    });
    let Some((scheme, unit)) = unit else {
        let table = &prepared.tables.list[prepared.model.schemes[*first].table];
        return Err(unknown("explain-no-unit", &arguments.unit, table.titles.iter().map(|t| &**t).collect()));
    };
    let mut explainer = Explainer::new(engine, texts);
    let missing = || unknown("explain-no-component", arguments.component.as_deref().unwrap_or("得分"), Vec::new());
    let Some(component) = arguments.component.as_deref().filter(|c| *c != "得分") else {
        return explainer.score(scheme, unit).ok_or_else(missing);
    };
    let mut known = Vec::new();
    for (index, rule) in prepared.model.schemes[scheme].rules.iter().enumerate() {
        let members = engine.members(rule);
        if let Some(member) = members.iter().position(|(n, _)| n == component) {
            let unit = if rule.overall { 0 } else { unit };
            return explainer.rule(scheme, index, unit * members.len() + member).ok_or_else(missing);
        }
        known.extend(members.into_iter().map(|(n, _)| n));
    }
    Err(unknown("explain-no-component", component, known.iter().map(String::as_str).collect()))
}

/// One line per figure, its formula and figures under it, its parts indented.
fn print(report: &Report, what: &Explanation, lead: &str, under: &str) {
    let mut line = format!("{lead}{} = {}", what.name, what.value);
    if !what.at.is_empty() {
        line.push_str(&format!("（{}）", what.at));
    }
    if !what.basis.is_empty() {
        line.push_str(&format!("  〔{}〕", what.basis));
    }
    if let Some(origin) = &what.origin {
        line.push_str(&format!("  ← {}", place(origin)));
    }
    report.line(&line);
    let bar = if what.parts.is_empty() { "  " } else { "│ " };
    if !what.formula.is_empty() {
        report.line(&format!("{under}{bar}公式 {}", what.formula));
        if what.figures != what.value && what.figures != what.formula {
            report.line(&format!("{under}{bar}代入 {} = {}", what.figures, what.value));
        }
    }
    for ran in &what.runs {
        report.line(&format!("{under}{bar}归属 {}", belonging::said(ran)));
    }
    for (index, part) in what.parts.iter().enumerate() {
        let last = index + 1 == what.parts.len();
        let (lead, next) = if last { ("└ ", "  ") } else { ("├ ", "│ ") };
        print(report, part, &format!("{under}{lead}"), &format!("{under}{next}"));
    }
}

fn place(place: &Place) -> String {
    shown(place, None)
}

fn as_json(what: &Explanation) -> Json {
    json!({
        "name": what.name, "at": what.at, "value": what.value, "basis": what.basis,
        "formula": what.formula, "figures": what.figures,
        "belonging": what.runs.iter().map(belonging::as_json).collect::<Vec<_>>(),
        "origin": what.origin.as_ref().map(place),
        "parts": what.parts.iter().map(as_json).collect::<Vec<_>>(),
    })
}
