//! From computed schemes to facts.

use std::sync::Arc;

use crate::formula::ast::{Date, RuleItem};
use crate::formula::show::show;
use crate::formula::tree::StandingItem;
use crate::outline;
use crate::scheme::period::Period;
use crate::scheme::{Texts, decl};
use crate::scoring::eval::Engine;
use crate::scoring::model;
use crate::standing;
use crate::tables::{Tables, Value};

use super::{
    Clause, Definition, Derived, DocumentKind, Line, Output, Own, Purpose, Results, Rule, Scheme, Standing, Ties, Unit,
    conditions, documents, figured, given, ledgers, listing, pool,
};

/// Gathers everything that is published. `issued` is the job's date of issue, where it has one.
///
/// `texts` are the scheme files as read: steps of formulas are named by what is written there.
pub fn build(
    engine: &Engine,
    project: &decl::Project,
    texts: &Texts,
    period: &Period,
    issued: Option<Date>,
) -> Results {
    let tables = with_derived(engine);
    let fixed = project.schemes.iter().find_map(|s| s.issue.date);
    Results {
        project: project.name.clone(),
        period: period.label.clone(),
        year: period.first.year.to_string(),
        first: period.first,
        last: period.last,
        issued: issued.or(fixed).unwrap_or(period.last),
        draft: true,
        derived: derived(engine),
        earlier: engine.model.earlier.clone(),
        schemes: (0..engine.model.schemes.len())
            .map(|s| scheme(engine, project, period, s, given::own(engine, &tables, texts, s)))
            .collect(),
        tables,
    }
}

/// The tables with their derived columns filled in.
fn with_derived(engine: &Engine) -> Tables {
    let mut tables = engine.tables.clone();
    for (index, table) in tables.list.iter_mut().enumerate() {
        for (position, column) in table.columns.iter_mut().enumerate() {
            if let Some(derived) = engine.model.derived.get(&(index, position)) {
                column.values = engine.column_values(index, position).to_vec();
                column.origins = vec![crate::tables::Origin::NONE; column.values.len()];
                column.kind = derived.body.kind.unwrap_or(column.kind);
            }
        }
    }
    tables
}

fn derived(engine: &Engine) -> Vec<Derived> {
    let mut out: Vec<Derived> = engine
        .model
        .derived
        .iter()
        .map(|((table, column), d)| Derived {
            table: *table,
            column: *column,
            body: d.body.clone(),
            entries: d.entries.clone(),
            money: d.money,
        })
        .collect();
    out.sort_by_key(|d| (d.table, d.column));
    out
}

fn scheme(engine: &Engine, project: &decl::Project, period: &Period, index: usize, own: Own) -> Scheme {
    let resolved = &engine.model.schemes[index];
    let declared = &project.schemes[index];
    let groups = engine.group_names(index);
    let table = &engine.tables.list[resolved.table];
    let units: Vec<Unit> = engine
        .units(index)
        .iter()
        .zip(&groups)
        .map(|(entry, group)| Unit { entry: *entry, name: table.titles[*entry as usize].clone(), group: group.clone() })
        .collect();
    let standing = standing_of(engine, declared, index);
    let listed = listing::listed(&groups, &standing.rank);
    Scheme {
        name: resolved.name.clone(),
        title: declared.title.clone(),
        basis: declared.basis.clone(),
        table: resolved.table,
        units,
        listed,
        money: resolved.money,
        live: declared.live,
        clauses: declared.clauses.iter().map(clause).chain(summary(declared, resolved)).collect(),
        rules: rules(engine, declared, index, |purpose| !matches!(purpose, Purpose::Output(_))),
        figured: figured::figured(engine, index),
        ledgers: ledgers::ledgers(engine, index),
        standing,
        issue: documents::issue(&declared.issue),
        documents: documents::documents(engine, declared, period, index),
        everybody: resolved.everybody.clone(),
        outputs: outputs(engine, declared, index),
        own,
        outline: declared
            .documents
            .iter()
            .any(|document| document.kind == DocumentKind::Outline)
            .then(|| outline::outline(project, engine.model, engine.tables, index, true)),
    }
}

/// The rules of a scheme that are for that; those of outputs stand behind all others.
fn rules(engine: &Engine, declared: &decl::SchemeDecl, scheme: usize, wanted: impl Fn(Purpose) -> bool) -> Vec<Rule> {
    let all = engine.model.schemes[scheme].rules.iter().enumerate();
    all.filter(|(_, r)| wanted(r.purpose)).map(|(index, _)| rule(engine, declared, scheme, index)).collect()
}

fn outputs(engine: &Engine, declared: &decl::SchemeDecl, scheme: usize) -> Vec<Output> {
    let files = engine.model.schemes[scheme].outputs.iter().enumerate();
    let output = |(index, file): (usize, &String)| Output {
        file: file.clone(),
        columns: rules(engine, declared, scheme, |purpose| purpose == Purpose::Output(index)),
    };
    files.map(output).collect()
}

/// The heading under which the figures of the summary stand.
fn summary(declared: &decl::SchemeDecl, resolved: &model::Scheme) -> Option<Clause> {
    declared.summary.as_ref()?;
    let heading = resolved.clauses.get(declared.clauses.len())?.clone();
    Some(Clause { heading, says: None, reading: None })
}

fn clause(declared: &decl::Clause) -> Clause {
    Clause {
        heading: declared.heading.value.clone(),
        says: declared.says.as_ref().map(|s| s.value.clone()),
        reading: declared.reading.as_ref().map(|s| s.value.clone()),
    }
}

fn rule(engine: &Engine, declared: &decl::SchemeDecl, scheme: usize, index: usize) -> Rule {
    let resolved = &engine.model.schemes[scheme].rules[index];
    Rule {
        pattern: resolved.pattern.clone(),
        axes: resolved.axes.clone(),
        members: engine.members(resolved),
        definitions: resolved.definitions.iter().map(|d| definition(d, declared, &resolved.pattern)).collect(),
        overall: resolved.overall,
        purpose: resolved.purpose,
        aid: resolved.aid,
        constant: resolved.constant,
        format: resolved.format.clone(),
        kind: resolved.kind,
        values: engine.rule(scheme, index).to_vec(),
        full: engine.full(scheme, index),
    }
}

fn definition(resolved: &model::Definition, declared: &decl::SchemeDecl, pattern: &str) -> Definition {
    let count = declared.clauses.len();
    let items: Vec<&RuleItem> = match declared.clauses.get(resolved.clause) {
        Some(clause) => clause.rules().collect(),
        None if resolved.clause == count => declared.summary.iter().flat_map(|s| &s.figures).collect(),
        None => Vec::new(),
    };
    let item = items.into_iter().find(|r| crate::scoring::resolve::pattern_text(&r.name) == pattern);
    Definition {
        clause: resolved.clause,
        applies: resolved.applies.clone(),
        body: resolved.body.clone(),
        full: resolved.full_marks.clone(),
        text: item.map(|i| show(&i.formula)).unwrap_or_default(),
    }
}

fn line(resolved: &model::Line) -> Line {
    let node = |f: &Option<model::Formula>| f.as_ref().map(|f| f.node.clone());
    Line {
        name: resolved.name.clone(),
        when: node(&resolved.when),
        text: resolved.declared.when.as_ref().map(|w| show(&w.expr)).unwrap_or_default(),
        quota: node(&resolved.quota),
        within_all: resolved.within_all,
        last: resolved.last,
        ties: match resolved.ties {
            decl::Ties::TakeAll => Ties::TakeAll,
            decl::Ties::TakeNone => Ties::TakeNone,
            // An undecided tie is an error finding: nothing is published.
            decl::Ties::OneByOne | decl::Ties::Undecided => Ties::OneByOne,
        },
        pay: node(&resolved.pay),
        rewards: Vec::new(),
        conditions: Vec::new(),
    }
}

/// A line of tiers or prizes, with its conditions one by one.
fn award<'m>(engine: &Engine<'m>, scheme: usize, resolved: &'m model::Line) -> Line {
    let rewards = |pay: &'m model::Formula| engine.quietly(&pay.node, &engine.unit_frame(scheme, &pay.file));
    Line {
        rewards: resolved.pay.as_ref().map(rewards).unwrap_or_default(),
        conditions: conditions::conditions(engine, scheme, resolved),
        ..line(resolved)
    }
}

fn standing_of(engine: &Engine, declared: &decl::SchemeDecl, scheme: usize) -> Standing {
    let resolved = &engine.model.schemes[scheme].standing;
    let item = |item: StandingItem| -> Vec<Value> { (*engine.standing(scheme, item)).clone() };
    let written = |f: &Option<decl::Located2>| f.as_ref().map(|f| show(&f.expr)).unwrap_or_default();
    let keys = |list: &[(model::Formula, bool)]| list.iter().map(|(f, low)| (f.node.clone(), *low)).collect();
    let unscored = standing::unscored(engine, scheme);
    let flags = resolved.flag.iter().enumerate();
    Standing {
        score_formula: resolved.score.as_ref().map(|f| Arc::clone(&f.node)),
        score_text: declared.standing.score.as_ref().map(|f| show(&f.expr)),
        score_kind: standing::score_kind(engine, scheme),
        score: item(StandingItem::Score),
        places: standing::places(engine, scheme),
        lower_is_better: resolved.lower_is_better,
        dense: resolved.dense,
        rank_keys: keys(&resolved.rank),
        order_keys: keys(&resolved.order),
        rank: item(StandingItem::Rank),
        position: item(StandingItem::Position),
        from_last: item(StandingItem::RankFromLast),
        tier: item(StandingItem::Tier),
        prize: item(StandingItem::Prize),
        pay: item(StandingItem::Pay),
        pool: pool::pool(engine, scheme),
        flags: flags.map(|(i, l)| (l.name.clone(), item(StandingItem::Flag(i)))).collect(),
        unscored: unscored.iter().map(|u| u.map(|i| resolved.unscored[i].name.clone())).collect(),
        bare: unscored.iter().map(|u| u.is_some_and(|i| resolved.unscored[i].bare)).collect(),
        unscored_lines: resolved.unscored.iter().map(line).collect(),
        ranked: resolved.ranked.as_ref().map(|f| f.node.clone()),
        places_formula: resolved.places.as_ref().map(|f| f.node.clone()),
        tier_lines: resolved.tier.iter().map(|l| award(engine, scheme, l)).collect(),
        prize_lines: resolved.prize.iter().map(|l| award(engine, scheme, l)).collect(),
        flag_lines: resolved.flag.iter().map(line).collect(),
        pay_formula: resolved.pay.as_ref().map(|f| f.node.clone()),
        texts: (written(&declared.standing.score), written(&declared.standing.pay)),
        basis: resolved.basis.clone(),
    }
}
