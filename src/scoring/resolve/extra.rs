//! What is computed beside the rules of the clauses: unit rules once more over all rows, the figures of
//! `[summary]`, and the columns of `[output]`.

use std::sync::Arc;

use crate::finding::{Finding, Place};
use crate::formula::ast::{Name, NamePart, RuleItem, Span};
use crate::formula::text::normal;
use crate::formula::tree::{At, Node, Op, PeriodItem, Target, UnitAt, Which};
use crate::scheme::decl::SchemeDecl;
use crate::scoring::faults;
use crate::scoring::model::Purpose;
use crate::tables::Kind;

use super::{Resolver, RuleHead, Scope, State, axes_of, catalogue, pattern_text};

/// Under which heading the figures of `[summary]` stand.
const SUMMARY: &str = "汇总数据";

/// Headings of a scheme's clauses, of its summary, and the files of its outputs.
pub(super) fn headings(declared: &SchemeDecl) -> Vec<String> {
    let clauses = declared.clauses.iter().map(|c| c.heading.value.clone());
    let outputs = declared.outputs.iter().map(|o| o.file.value.clone());
    clauses.chain([SUMMARY.to_owned()]).chain(outputs).collect()
}

/// The file in which the rules under a heading stand.
pub(super) fn written_in(declared: &SchemeDecl, heading: usize) -> Arc<str> {
    let clauses = declared.clauses.len();
    if let Some(clause) = declared.clauses.get(heading) {
        return clause.file.clone();
    }
    match declared.outputs.get(heading.wrapping_sub(clauses + 1)) {
        Some(output) => output.file.place.file.clone(),
        None => declared.summary.as_ref().map_or_else(|| declared.file.clone(), |s| s.file.clone()),
    }
}

impl<'a> Resolver<'a> {
    /// The same target with every unit's rule over all rows; none where that has no meaning.
    pub(super) fn widened(&mut self, scheme: usize, target: Target, span: Span, scope: &Scope) -> Option<Target> {
        Some(match target {
            Target::One { rule, entries } => Target::One { rule: self.wide(scheme, rule, span, scope)?, entries },
            Target::Varied { slots, sizes, members } => {
                let mut out = Vec::new();
                for member in members {
                    out.push(match member {
                        Some((rule, entries)) => Some((self.wide(scheme, rule, span, scope)?, entries)),
                        None => None,
                    });
                }
                Target::Varied { slots, sizes, members: out }
            }
        })
    }

    /// A unit's rule over all rows; what is computed once is that already.
    fn wide(&mut self, scheme: usize, rule: usize, span: Span, scope: &Scope) -> Option<usize> {
        if self.schemes[scheme].rules[rule].overall {
            return Some(rule);
        }
        if let Some(known) = self.schemes[scheme].wide.get(&rule) {
            return Some(*known);
        }
        let declared = self.schemes[scheme].decl;
        let head = &self.schemes[scheme].rules[rule];
        if head.definitions.iter().any(|(clause, _)| declared.clauses[*clause].for_.is_some()) {
            let found = head.pattern.clone();
            self.fault(faults::NO_UNIT, span, scope, &[("found", &found)]);
            return None;
        }
        let wide = RuleHead {
            name: head.name.clone(),
            pattern: head.pattern.clone(),
            axes: head.axes.clone(),
            definitions: head.definitions.clone(),
            overall: true,
            purpose: Purpose::Wide,
            state: State::New,
            kind: None,
            bodies: Vec::new(),
            printed: false,
        };
        let head = &mut self.schemes[scheme];
        head.rules.push(wide);
        let index = head.rules.len() - 1;
        head.wide.insert(rule, index);
        Some(index)
    }

    /// Reads `[overall] also`, `[summary]` and `[output]`; their rules come behind those of the clauses.
    pub(super) fn read_extra(&mut self, scheme: usize) {
        let declared = self.schemes[scheme].decl;
        self.also(scheme);
        let summary = declared.clauses.len();
        for item in declared.summary.iter().flat_map(|s| &s.figures) {
            let axes = axes_of(&item.name).into_iter().map(str::to_owned).collect::<Vec<_>>();
            self.extra(scheme, item, item.name.clone(), &axes, (summary, Purpose::Figure));
        }
        // Reading a figure may ask for a wide rule, which is put behind the others.
        let mut rule = 0;
        while rule < self.schemes[scheme].rules.len() {
            self.rule_kind(scheme, rule);
            rule += 1;
        }
        for (index, output) in declared.outputs.iter().enumerate() {
            let each: Vec<String> = output.each.iter().map(|t| t.value.clone()).collect();
            for item in &output.columns {
                let name = with_entries(&item.name, &each);
                self.extra(scheme, item, name, &each, (summary + 1 + index, Purpose::Output(index)));
            }
        }
        for rule in 0..self.schemes[scheme].rules.len() {
            self.rule_kind(scheme, rule);
        }
    }

    fn also(&mut self, scheme: usize) {
        let declared = self.schemes[scheme].decl;
        let Some(overall) = &declared.overall else { return };
        let file = overall.unit.place.file.clone();
        let scope = Scope::empty(Some(scheme), Some(declared.name.value.clone()), file);
        for name in &overall.also {
            let pattern = pattern_text(name);
            let Some(rule) = self.schemes[scheme].patterns.get(&normal(&pattern)).copied() else {
                let known = self.schemes[scheme].rules.iter().map(|r| r.pattern.as_str());
                let suggest = catalogue::nearest(&pattern, known).unwrap_or_else(|| "none".into());
                self.fault(faults::UNKNOWN_NAME, name.span, &scope, &[("found", &pattern), ("suggest", &suggest)]);
                continue;
            };
            if let Some(wide) = self.wide(scheme, rule, name.span, &scope) {
                self.schemes[scheme].rules[wide].printed = true;
            }
        }
    }

    /// A rule that stands under no clause.
    fn extra(&mut self, scheme: usize, item: &'a RuleItem, name: Name, axes: &[String], of: (usize, Purpose)) {
        let (heading, purpose) = of;
        let declared = self.schemes[scheme].decl;
        let scope = Scope::empty(None, Some(declared.name.value.clone()), written_in(declared, heading));
        let mut tables = Vec::new();
        for axis in axes {
            let Some(table) = self.named(axis, &scope) else {
                // What an output's `each` names has been looked up when the scheme was read.
                if purpose == Purpose::Figure {
                    let args = [("found", axis.as_str()), ("suggest", "none")];
                    self.fault(faults::UNKNOWN_NAME, item.name.span, &scope, &args);
                }
                return;
            };
            tables.push(table);
        }
        let twice = |rule: &&RuleHead| rule.purpose == purpose && normal(&rule.pattern) == normal(&pattern_text(&name));
        if let Some(first) = self.schemes[scheme].rules.iter().find(twice) {
            let place = |span: Span| Place::text(scope.file.clone(), span.start, span.end);
            let finding = Finding::new(faults::DEFINED_TWICE, place(item.name.span)).and_at(place(first.name.span));
            self.findings.push(finding.with("found", pattern_text(&item.name)));
            return;
        }
        self.schemes[scheme].rules.push(RuleHead {
            pattern: pattern_text(&name),
            name,
            axes: tables,
            definitions: vec![(heading, item)],
            overall: purpose == Purpose::Figure,
            purpose,
            state: State::New,
            kind: None,
            bodies: Vec::new(),
            printed: true,
        });
    }

    /// `上年.得分`: a rule or standing of this scheme as it was published for the unit at hand.
    pub(super) fn earlier(&mut self, which: Which, name: &Name, span: Span, scope: &Scope) -> Option<Node> {
        let of_rule = scope.scheme.and_then(|scheme| self.rule_named(scheme, name, span, scope));
        let inner = match of_rule {
            Some(node) => node?,
            None => {
                let standing = scope
                    .scheme
                    .zip(scope.unit())
                    .and_then(|(scheme, (slot, _))| self.standing_named(scheme, UnitAt::Slot(slot), name, span, scope));
                let Some(node) = standing else {
                    self.unknown(&pattern_text(name), name.span, scope);
                    return None;
                };
                node
            }
        };
        self.asked.insert(which);
        let kind = inner.kind;
        Some(Node { op: Op::Earlier(which, Box::new(inner)), kind, span })
    }

    /// 方案, 期, 单位名: what every line of an output may begin with.
    pub(super) fn given(&self, name: &str, span: Span, scope: &Scope) -> Option<Node> {
        let (op, kind) = match name {
            "方案" => (Op::Text(scope.private.as_deref().unwrap_or_default().into()), Kind::Text),
            "期" => (Op::Period(PeriodItem::Label), Kind::Text),
            _ => {
                let (slot, table) = scope.unit()?;
                (Op::Entry(At::Slot(slot)), Kind::Entry(table))
            }
        };
        Some(Node { op, kind: Some(kind), span })
    }
}

/// A column's name with the entries it is written for: its members have names of their own.
fn with_entries(name: &Name, each: &[String]) -> Name {
    let mut name = name.clone();
    for table in each {
        name.parts.extend([NamePart::Text("·".into()), NamePart::Entry(table.clone())]);
    }
    name
}
