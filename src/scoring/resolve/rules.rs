//! Rules of a scheme: families and their members, methods, clauses and checks.

use std::collections::HashMap;
use std::sync::Arc;

use crate::finding::{Finding, Place};
use crate::formula::ast::{ExprKind, Name, Span};
use crate::formula::text::normal;
use crate::formula::tree::{At, Node, Op, RuleRef, StandingItem, Target, UnitAt};
use crate::scheme::decl;
use crate::scoring::faults;
use crate::scoring::model::{self, Purpose};
use crate::tables::Kind;

use super::extra::{headings, written_in};
use super::{Resolver, Role, RuleHead, SchemeHead, Scope, State, axes_of, expand_name, pattern_text};

impl<'a> Resolver<'a> {
    pub(super) fn head_schemes(&mut self, project: &'a decl::Project) {
        for declared in &project.schemes {
            let private = Some(declared.name.value.clone());
            // That the table of the units is not there has been told when the scheme was read.
            let Some(table) = self.tables.named(&declared.units.value, private.as_deref()) else { continue };
            let mut head = SchemeHead {
                decl: declared,
                table,
                rules: Vec::new(),
                wide: HashMap::new(),
                patterns: HashMap::new(),
                members: HashMap::new(),
                flags: Vec::new(),
                score_kind: None,
                reading_score: false,
            };
            self.head_rules(declared, &mut head);
            self.head_members(&mut head);
            head.flags = self.flag_names(declared);
            self.schemes.push(head);
        }
    }

    /// Units are told apart by the one column that is the key of their table.
    pub(super) fn units_have_names(&mut self, scheme: usize) {
        let (declared, table) = (self.schemes[scheme].decl, self.table(self.schemes[scheme].table));
        if table.has_entries() || self.doubtful.contains(&normal(&table.name)) {
            return;
        }
        let key = table.key.iter().map(|column| &*table.columns[*column].name).collect::<Vec<_>>().join("、");
        let key = if key.is_empty() { "none".to_owned() } else { key };
        let finding = Finding::new(faults::UNITS_WITHOUT_KEY, declared.units.place.clone());
        self.findings.push(finding.with("table", &*table.name).with("key", key));
    }

    fn head_rules(&mut self, declared: &'a decl::SchemeDecl, head: &mut SchemeHead<'a>) {
        for (clause, text) in declared.clauses.iter().enumerate() {
            for item in text.rules() {
                let pattern = pattern_text(&item.name);
                let scope = Scope::empty(None, Some(declared.name.value.clone()), text.file.clone());
                let axes: Vec<Option<usize>> = axes_of(&item.name).iter().map(|a| self.named(a, &scope)).collect();
                if let Some(missing) = axes_of(&item.name).iter().zip(&axes).find(|(_, t)| t.is_none()).map(|(n, _)| *n)
                {
                    let args = [("found", missing), ("suggest", "none")];
                    self.fault(faults::UNKNOWN_NAME, item.name.span, &scope, &args);
                    continue;
                }
                let axes: Vec<usize> = axes.into_iter().flatten().collect();
                let known = head.patterns.get(&normal(&pattern)).copied();
                let index = known.unwrap_or_else(|| {
                    head.rules.push(RuleHead {
                        name: item.name.clone(),
                        pattern: pattern.clone(),
                        axes,
                        definitions: Vec::new(),
                        overall: text.overall,
                        purpose: Purpose::Clause,
                        state: State::New,
                        kind: None,
                        bodies: Vec::new(),
                        printed: true,
                    });
                    head.patterns.insert(normal(&pattern), head.rules.len() - 1);
                    head.rules.len() - 1
                });
                let first = head.rules[index].definitions.first().map(|(c, i)| (*c, i.span));
                if let Some((other, span)) = first
                    && (text.for_.is_none() || declared.clauses[other].for_.is_none())
                {
                    let place = Place::text(text.file.clone(), item.name.span.start, item.name.span.end);
                    let before = Place::text(declared.clauses[other].file.clone(), span.start, span.end);
                    self.findings
                        .push(Finding::new(faults::DEFINED_TWICE, place).with("found", pattern).and_at(before));
                }
                head.rules[index].definitions.push((clause, item));
            }
        }
    }

    fn head_members(&mut self, head: &mut SchemeHead<'a>) {
        let names: Vec<(Arc<str>, Vec<Arc<str>>)> =
            self.tables.list.iter().map(|t| (t.name.clone(), t.entries.clone())).collect();
        for (index, rule) in head.rules.iter().enumerate() {
            for (name, entries) in expand_name(&rule.name, &names) {
                let before = head.members.insert(normal(&name), (index, entries));
                if let Some((other, _)) = before {
                    let span = rule.name.span;
                    let file = head.decl.clauses[rule.definitions[0].0].file.clone();
                    let other = &head.rules[other];
                    let place = Place::text(file.clone(), span.start, span.end);
                    let before = Place::text(file, other.name.span.start, other.name.span.end);
                    self.findings.push(Finding::new(faults::DEFINED_TWICE, place).with("found", name).and_at(before));
                }
            }
        }
    }

    /// Is there a rule (or member) of that name, whatever is at hand?
    pub(super) fn is_rule(&self, scheme: usize, name: &Name, scope: &Scope) -> bool {
        self.schemes[scheme].patterns.contains_key(&normal(&pattern_text(name)))
            || self.member(scheme, name, scope).is_some()
    }

    /// The rule and entries of a name whose braces are all at hand or absent.
    pub(super) fn member(&self, scheme: usize, name: &Name, scope: &Scope) -> Option<(usize, Vec<At>)> {
        let head = &self.schemes[scheme];
        if let Some(rule) = head.patterns.get(&normal(&pattern_text(name))) {
            let entries: Option<Vec<At>> =
                head.rules[*rule].axes.iter().map(|axis| scope.entry_of(*axis).map(At::Slot)).collect();
            return entries.map(|e| (*rule, e));
        }
        if !axes_of(name).is_empty() {
            return None;
        }
        let (rule, entries) = head.members.get(&normal(&pattern_text(name)))?;
        Some((*rule, entries.iter().map(|e| At::Fixed(*e)).collect()))
    }

    /// The rule that a name means in its own scheme; `None` where there is none of that name.
    pub(super) fn rule_named(&mut self, scheme: usize, name: &Name, span: Span, scope: &Scope) -> Option<Option<Node>> {
        let target = match self.member(scheme, name, scope) {
            Some((rule, entries)) => Target::One { rule, entries },
            None if axes_of(name).is_empty() => return None,
            None => match self.varied(scheme, name, scope)? {
                Ok(target) => target,
                Err(args) => {
                    let args: Vec<(&'static str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
                    self.fault(faults::NO_MEMBER, span, scope, &args);
                    return Some(None);
                }
            },
        };
        let target = match scope.wide && scope.unit().is_none() {
            true => match self.widened(scheme, target, span, scope) {
                Some(target) => target,
                None => return Some(None),
            },
            false => target,
        };
        let first = match &target {
            Target::One { rule, .. } => Some(*rule),
            Target::Varied { members, .. } => members.iter().flatten().next().map(|(r, _)| *r),
        };
        let kind = first.and_then(|rule| self.rule_kind(scheme, rule));
        let overall = first.is_some_and(|rule| self.schemes[scheme].rules[rule].overall);
        let unit = match scope.unit() {
            _ if overall => UnitAt::Overall,
            Some((slot, _)) => UnitAt::Slot(slot),
            None => {
                self.fault(faults::NO_UNIT, span, scope, &[("found", &pattern_text(name))]);
                return Some(None);
            }
        };
        let op = Op::Rule(RuleRef { scheme, target, unit, name: pattern_text(name) });
        Some(Some(Node { op, kind, span }))
    }

    /// A name whose braces, filled with each combination of entries at hand, meets a rule each time.
    fn varied(&self, scheme: usize, name: &Name, scope: &Scope) -> Option<Result<Target, Vec<(&'static str, String)>>> {
        let axes = axes_of(name);
        let tables: Option<Vec<usize>> = axes.iter().map(|a| self.named(a, scope)).collect();
        let slots: Option<Vec<usize>> = tables.as_ref()?.iter().map(|t| scope.entry_of(*t)).collect();
        let (tables, slots) = (tables?, slots?);
        let names: Vec<(Arc<str>, Vec<Arc<str>>)> =
            tables.iter().zip(&axes).map(|(t, a)| (Arc::from(*a), self.table(*t).entries.clone())).collect();
        let head = &self.schemes[scheme];
        let mut members = Vec::new();
        let mut missing = Vec::new();
        for (text, _) in expand_name(name, &names) {
            let found = head.members.get(&normal(&text)).cloned();
            if found.is_none() {
                missing.push(text);
            }
            members.push(found);
        }
        if members.iter().all(Option::is_none) {
            return None;
        }
        if !missing.is_empty() {
            return Some(Err(vec![("found", pattern_text(name)), ("missing", missing.join("、"))]));
        }
        let sizes = tables.iter().map(|t| self.table(*t).entries.len()).collect();
        Some(Ok(Target::Varied { slots, sizes, members }))
    }

    /// 得分, 名次 … or a flag of a scheme, at a unit.
    pub(super) fn standing_named(
        &mut self,
        scheme: usize,
        unit: UnitAt,
        name: &Name,
        span: Span,
        scope: &Scope,
    ) -> Option<Node> {
        let plain = pattern_text(name);
        let item = match StandingItem::named(&plain) {
            Some(item) => item,
            None => StandingItem::Flag(self.schemes[scheme].flags.iter().position(|f| normal(f) == normal(&plain))?),
        };
        let kind = match item {
            StandingItem::Score => self.score_kind(scheme, scope),
            StandingItem::Rank | StandingItem::Position | StandingItem::RankFromLast => {
                Some(Kind::Number(crate::formula::ast::Unit::Bare))
            }
            StandingItem::Tier | StandingItem::Prize => Some(Kind::Text),
            StandingItem::Pay => Some(Kind::Number(crate::formula::ast::Unit::Money)),
            StandingItem::Flag(_) => Some(Kind::Bool),
        };
        Some(Node { op: Op::Standing { scheme, item, unit }, kind, span })
    }

    /// The kind of a rule; its formulas are read now where they have not been.
    pub(super) fn rule_kind(&mut self, scheme: usize, rule: usize) -> Option<Kind> {
        let head = &mut self.schemes[scheme].rules[rule];
        match head.state {
            State::Read => return head.kind,
            // A cycle: named once everything is read.
            State::Reading => return None,
            State::New => head.state = State::Reading,
        }
        let declared = self.schemes[scheme].decl;
        let definitions = self.schemes[scheme].rules[rule].definitions.clone();
        let mut bodies = Vec::new();
        let mut kind: Option<Kind> = None;
        for (clause, item) in definitions {
            let scope = self.rule_scope(scheme, rule, &written_in(declared, clause));
            let body = self.expression(&item.formula, &scope);
            if self.schemes[scheme].rules[rule].purpose == Purpose::Clause {
                self.weights(&item.formula, &scope);
            }
            if let Some(body) = &body {
                if item.condition && !matches!(body.kind, Some(Kind::Bool) | None) {
                    let found = body.kind.map(|k| self.kind_name(k)).unwrap_or_default();
                    self.fault(faults::NOT_A_CONDITION, item.formula.span, &scope, &[("found", &found)]);
                }
                kind = self.same_kind(kind, body.kind, item.formula.span, &scope);
            }
            bodies.push(body.map(Arc::new));
        }
        let head = &mut self.schemes[scheme].rules[rule];
        head.state = State::Read;
        head.kind = kind;
        head.bodies = bodies;
        kind
    }

    fn rule_scope(&self, scheme: usize, rule: usize, file: &Arc<str>) -> Scope {
        let head = &self.schemes[scheme];
        let mut scope = Scope::empty(Some(scheme), Some(head.decl.name.value.clone()), file.clone());
        scope.wide = matches!(head.rules[rule].purpose, Purpose::Wide | Purpose::Figure);
        scope.given = matches!(head.rules[rule].purpose, Purpose::Output(_));
        if !head.rules[rule].overall {
            scope.open(head.table, Role::Unit);
        }
        for axis in &head.rules[rule].axes {
            scope.open(*axis, Role::Entry);
        }
        scope
    }

    /// One scheme with everything read.
    pub(super) fn scheme(&mut self, index: usize) -> model::Scheme {
        let declared = self.schemes[index].decl;
        for rule in 0..self.schemes[index].rules.len() {
            self.rule_kind(index, rule);
        }
        let applies = self.clause_conditions(index);
        self.read_extra(index);
        let rules = (0..self.schemes[index].rules.len()).map(|r| self.rule(index, r, &applies)).collect();
        let checks = self.checks(index, &applies);
        let standing = self.standing(index);
        let unit_scope = self.unit_scope(index, &declared.file);
        let only = declared.only.as_ref().and_then(|e| {
            let mut scope = unit_scope.clone();
            scope.scheme = None;
            scope.file = e.file.clone();
            self.condition(&e.expr, &scope)
        });
        let group = declared.group.as_ref().and_then(|e| {
            let mut scope = unit_scope.clone();
            scope.scheme = None;
            scope.file = e.file.clone();
            self.expression(&e.expr, &scope)
        });
        model::Scheme {
            name: declared.name.value.clone(),
            file: declared.file.clone(),
            table: self.schemes[index].table,
            only,
            group,
            valid_from: declared.valid_from,
            money: declared.money,
            clauses: headings(declared),
            rules,
            checks,
            standing,
            everybody: declared.overall.as_ref().map_or("全部", |o| o.unit.value.as_str()).to_owned(),
            outputs: declared.outputs.iter().map(|o| o.file.value.clone()).collect(),
            documents: self.documents(index),
        }
    }

    /// Nothing at hand but the unit.
    pub(super) fn unit_scope(&self, scheme: usize, file: &Arc<str>) -> Scope {
        let head = &self.schemes[scheme];
        let mut scope = Scope::empty(Some(scheme), Some(head.decl.name.value.clone()), file.clone());
        scope.open(head.table, Role::Unit);
        scope
    }

    fn clause_conditions(&mut self, scheme: usize) -> Vec<Option<Arc<Node>>> {
        let declared = self.schemes[scheme].decl;
        let mut out = Vec::new();
        for clause in &declared.clauses {
            let scope = self.unit_scope(scheme, &clause.file);
            out.push(clause.for_.as_ref().and_then(|e| self.condition(e, &scope)).map(Arc::new));
        }
        out
    }

    fn rule(&mut self, scheme: usize, rule: usize, applies: &[Option<Arc<Node>>]) -> model::Rule {
        let declared = self.schemes[scheme].decl;
        let definitions = self.schemes[scheme].rules[rule].definitions.clone();
        let mut out = Vec::new();
        for (position, (clause, item)) in definitions.iter().enumerate() {
            let file = written_in(declared, *clause);
            let scope = self.rule_scope(scheme, rule, &file);
            // What a rule is worth in full it is worth for one unit.
            let full_marks =
                item.full_marks.as_ref().filter(|_| self.schemes[scheme].rules[rule].purpose != Purpose::Wide);
            let full_marks = full_marks.and_then(|e| self.expression(e, &scope)).map(Arc::new);
            let unread = || Arc::new(Node { op: Op::Missing, kind: None, span: item.span });
            let body = self.schemes[scheme].rules[rule].bodies.get(position).cloned().flatten().unwrap_or_else(unread);
            let applies = applies.get(*clause).cloned().flatten();
            out.push(model::Definition { clause: *clause, applies, body, full_marks, file });
        }
        let head = &self.schemes[scheme].rules[rule];
        let first = definitions[0].1;
        let literal = matches!(
            first.formula.kind,
            ExprKind::Number(..) | ExprKind::Text(_) | ExprKind::Date(_) | ExprKind::Bool(_)
        );
        model::Rule {
            name: head.name.clone(),
            pattern: head.pattern.clone(),
            axes: head.axes.clone(),
            definitions: out,
            overall: head.overall,
            purpose: head.purpose,
            aid: first.aid || head.purpose == Purpose::Wide && !head.printed,
            constant: literal && head.axes.is_empty() && head.purpose == Purpose::Clause,
            format: first.format.as_ref().map(|(f, _)| f.clone()),
            kind: head.kind,
        }
    }
}
