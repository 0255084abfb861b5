//! A scheme as a readable document, to hold against its regulation: what is read, clause by clause what follows,
//! and of every aggregate which rows it means, since a formula never says that itself.
//!
//! Publishing prints what stands here and never looks into the scheme.

mod belongs;
mod columns;
mod listing;
mod math;
pub mod model;
mod rules;
mod signs;
mod standing;
mod tables;

#[cfg(test)]
mod tests;

use crate::formula::ast::{Expr, ExprKind, Item};
use crate::formula::show::{plain_name, show};
use crate::scheme::decl::{DocumentDecl, DocumentKind, Project, SchemeDecl};
use crate::scheme::period::PeriodKind;
use crate::scoring::model::Model;
use crate::tables::Tables;

use belongs::Index;
use math::{canonical, word};
use model::{Fact, OUTLINE_VERSION, Outline, Output, RuleKind};
use rules::fact;

/// The document's kind: the name of its template, and of `[document."方案"]`.
pub const KIND: &str = "方案";

/// What is looked at while a scheme is put into words.
struct Look<'l> {
    project: &'l Project,
    scheme: &'l SchemeDecl,
    tables: &'l Tables,
    index: Index,
}

impl Look<'_> {
    /// Every formula of the scheme and of the tables of its project.
    fn formulas(&self) -> Vec<&Expr> {
        let scheme = self.scheme;
        let mut out: Vec<&Expr> = Vec::new();
        for clause in &scheme.clauses {
            out.extend(&clause.for_);
            for item in &clause.items {
                match item {
                    Item::Rule(rule) => out.extend(std::iter::once(&rule.formula).chain(&rule.full_marks)),
                    Item::Check(check) => out.push(&check.condition),
                }
            }
        }
        let s = &scheme.standing;
        let lines = s.tier.iter().chain(&s.prize).chain(&s.flag).chain(&s.unscored);
        let of_lines = lines.flat_map(|line| line.when.iter().chain(&line.quota).chain(&line.pay));
        let keys = s.rank.iter().chain(&s.order).map(|(formula, _)| formula);
        let single =
            s.score.iter().chain(&s.places).chain(&s.ranked).chain(&s.pay).chain(&scheme.only).chain(&scheme.group);
        out.extend(single.chain(of_lines).chain(keys).map(|formula| &formula.expr));
        let figures = scheme.summary.iter().flat_map(|s| &s.figures);
        out.extend(figures.chain(scheme.outputs.iter().flat_map(|o| &o.columns)).map(|item| &item.formula));
        out.extend(self.project.tables.iter().flat_map(|t| &t.derive).map(|item| &item.formula));
        out
    }
}

/// The scheme with that number as a document. `whole` says whether the workbooks were read: the entries that they
/// give then stand behind it.
pub fn outline(project: &Project, model: &Model, tables: &Tables, scheme: usize, whole: bool) -> Outline {
    let declared = &project.schemes[scheme];
    let look = Look { project, scheme: declared, tables, index: belongs::index(scheme, model, tables) };
    let needed = tables::needed(&look);
    let file = |name: &std::sync::Arc<str>| name.clone();
    let asked = declared.documents.iter().find(|d| d.kind == DocumentKind::Outline);
    let joined = |list: &Vec<String>| (!list.is_empty()).then(|| list.join("，"));
    let title = asked.and_then(|d| d.title.clone()).unwrap_or_else(|| format!("{}|方案说明", declared.title));
    let mut outline = Outline {
        version: OUTLINE_VERSION,
        notice: declared.issue.notice.clone(),
        draft: None,
        title: title.split('|').filter(|p| !p.is_empty()).map(str::to_owned).collect(),
        to: asked.and_then(|d| joined(&d.to)),
        copy: asked.and_then(|d| joined(&d.copy)),
        sentences: asked.map(|d| d.sentences.iter().cloned().collect()).unwrap_or_default(),
        name: declared.name.value.clone(),
        file: declared.file.to_string(),
        basis: Some(declared.basis.clone()).filter(|b| !b.is_empty()),
        scope: scope(&look),
        signs: Vec::new(),
        tables: needed.iter().map(|at| tables::table(&project.tables[*at], &look)).collect(),
        clauses: declared.clauses.iter().map(|clause| rules::clause(clause, &look)).collect(),
        methods: rules::methods(&look),
        standing: standing::standing(&look),
        figures: declared
            .summary
            .iter()
            .flat_map(|s| s.figures.iter().map(|item| rules::item(item, RuleKind::Rule, &file(&s.file), &look)))
            .collect(),
        outputs: outputs(&look),
        documents: declared.documents.iter().map(document).collect(),
        listings: if whole { listing::listings(&look, &needed) } else { Vec::new() },
    };
    outline.signs = signs::signs(&outline);
    outline
}

fn said(label: &str, text: String) -> Fact {
    Fact { label: label.into(), pieces: vec![word(text.clone())], text, belonging: Vec::new() }
}

fn scope(look: &Look) -> Vec<Fact> {
    let scheme = look.scheme;
    let mut out = vec![said("考核对象", format!("“{}”表所列", scheme.units.value))];
    out.extend(scheme.only.as_ref().map(|only| fact("其中只考核", &only.expr, &only.file, look)));
    out.push(match &scheme.group {
        None => said("分组", "不分组".into()),
        Some(group) => match &group.expr.kind {
            ExprKind::Text(name) => said("分组", format!("不再分组，都在“{name}”一组")),
            _ => fact("分组依据", &group.expr, &group.file, look),
        },
    });
    if let Some(cycle) = scheme.cycle {
        let word = match cycle {
            PeriodKind::Year => "每年一次",
            PeriodKind::HalfYear => "每半年一次",
            PeriodKind::Quarter => "每季度一次",
            PeriodKind::Month => "每月一次",
        };
        out.push(said("周期", word.into()));
    }
    let valid = match &scheme.valid {
        (Some(from), Some(to)) => Some(format!("{from} 至 {to}")),
        (Some(from), None) => Some(format!("{from} 起")),
        (None, Some(to)) => Some(format!("至 {to} 止")),
        (None, None) => None,
    };
    out.extend(valid.map(|text| said("适用期间", text)));
    if scheme.money > 1 {
        out.push(said("金额单位", "万元".into()));
    }
    if let Some(overall) = &scheme.overall {
        let also: Vec<String> = overall.also.iter().map(plain_name).collect();
        let also =
            if also.is_empty() { String::new() } else { format!("；{}另按全部行计算一次", also.join("、")) };
        out.push(said("总体数", format!("列在“{}”名下{also}", overall.unit.value)));
    }
    out
}

fn outputs(look: &Look) -> Vec<Output> {
    let output = |declared: &crate::scheme::decl::OutputDecl| {
        let mut each = vec![look.scheme.units.value.clone()];
        each.extend(declared.each.iter().map(|table| table.value.clone()));
        let file = &declared.file.place.file;
        Output {
            file: declared.file.value.clone(),
            each: each.join("、"),
            columns: declared.columns.iter().map(|item| rules::item(item, RuleKind::Rule, file, look)).collect(),
        }
    };
    look.scheme.outputs.iter().map(output).collect()
}

fn document(declared: &DocumentDecl) -> Fact {
    let mut parts = Vec::new();
    let (name, kind) = (declared.name.value.as_str(), declared.kind.name());
    parts.extend((name != kind).then(|| kind.to_owned()));
    parts.extend(declared.title.as_ref().map(|title| format!("《{}》", title.replace('|', ""))));
    let lists = [("主送", &declared.to), ("抄送", &declared.copy), ("附", &declared.attach)];
    parts.extend(
        lists.iter().filter(|(_, list)| !list.is_empty()).map(|(word, list)| format!("{word}{}", list.join("、"))),
    );
    let word = if declared.kind.per_unit() { "发给符合这个条件的" } else { "只列符合这个条件的" };
    parts.extend(declared.units.as_ref().map(|units| format!("{word}：{}", show(&canonical(&units.expr)))));
    let columns: Vec<String> = declared.columns.iter().map(|column| plain_name(&column.name)).collect();
    parts.extend((!columns.is_empty()).then(|| format!("表列{}", columns.join("、"))));
    let text = if parts.is_empty() { "按模板印制".to_owned() } else { parts.join("，") };
    said(name, text)
}
