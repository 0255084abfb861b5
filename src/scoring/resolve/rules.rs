//! Rules of a scheme: families and their members, methods, clauses and checks.

use std::collections::HashMap;
use std::sync::Arc;

use crate::finding::{Finding, Place};
use crate::formula::ast::{CheckItem, ExprKind, Name, Span};
use crate::formula::text::normal;
use crate::formula::tree::{At, Node, Op, RuleRef, StandingItem, Target, UnitAt};
use crate::scheme::decl;
use crate::scoring::faults;
use crate::scoring::model;
use crate::tables::Kind;

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
                        state: State::New,
                        kind: None,
                        bodies: Vec::new(),
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
        let item = match plain.as_str() {
            "得分" => StandingItem::Score,
            "名次" => StandingItem::Rank,
            "位次" => StandingItem::Position,
            "倒数名次" => StandingItem::RankFromLast,
            "等次" => StandingItem::Tier,
            "奖项" => StandingItem::Prize,
            "绩效工资" => StandingItem::Pay,
            other => StandingItem::Flag(self.schemes[scheme].flags.iter().position(|f| normal(f) == normal(other))?),
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
            let scope = self.rule_scope(scheme, rule, &declared.clauses[clause]);
            let body = self.expression(&item.formula, &scope);
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

    fn rule_scope(&self, scheme: usize, rule: usize, clause: &decl::Clause) -> Scope {
        let head = &self.schemes[scheme];
        let mut scope = Scope::empty(Some(scheme), Some(head.decl.name.value.clone()), clause.file.clone());
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
            money: declared.money,
            clauses: declared.clauses.iter().map(|c| c.heading.value.clone()).collect(),
            rules,
            checks,
            standing,
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
            let scope = self.rule_scope(scheme, rule, &declared.clauses[*clause]);
            let full_marks = item.full_marks.as_ref().and_then(|e| self.expression(e, &scope));
            let unread = || Arc::new(Node { op: Op::Missing, kind: None, span: item.span });
            let body = self.schemes[scheme].rules[rule].bodies.get(position).cloned().flatten().unwrap_or_else(unread);
            let file = declared.clauses[*clause].file.clone();
            out.push(model::Definition { clause: *clause, applies: applies[*clause].clone(), body, full_marks, file });
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
            aid: first.aid,
            constant: literal && head.axes.is_empty(),
            format: first.format.as_ref().map(|(f, _)| f.clone()),
            kind: head.kind,
        }
    }

    /// What a check demands, and whether it speaks of the unit; where not, it is read with no unit at hand.
    fn check(&mut self, item: &CheckItem, overall: bool, axes: &[usize], mut scope: Scope) -> Option<(Node, bool)> {
        let mut without = Scope::empty(scope.scheme, scope.private.clone(), scope.file.clone());
        for axis in axes {
            scope.open(*axis, Role::Entry);
            without.open(*axis, Role::Entry);
        }
        if !overall {
            let before = self.findings.clone();
            let condition = self.condition(&item.condition, &scope)?;
            if super::cycles::speaks_of(&condition, 0) {
                return Some((condition, true));
            }
            self.findings = before;
        }
        Some((self.condition(&item.condition, &without)?, false))
    }

    fn checks(&mut self, scheme: usize, applies: &[Option<Arc<Node>>]) -> Vec<model::Check> {
        let declared = self.schemes[scheme].decl;
        let mut out = Vec::new();
        for (index, clause) in declared.clauses.iter().enumerate() {
            for item in clause.checks() {
                let scope = self.unit_scope(scheme, &clause.file);
                let axes: Vec<usize> = item.each.iter().filter_map(|a| self.named(a, &scope)).collect();
                if axes.len() < item.each.len() {
                    let found = item.each.join("、");
                    self.fault(faults::UNKNOWN_NAME, item.span, &scope, &[("found", &found), ("suggest", "none")]);
                    continue;
                }
                let Some((condition, per_unit)) = self.check(item, clause.overall, &axes, scope) else { continue };
                let advisory = item.advisory;
                let file = clause.file.clone();
                let applies = applies[index].clone();
                out.push(model::Check { clause: index, advisory, applies, condition, per_unit, axes, file });
            }
        }
        out
    }
}
