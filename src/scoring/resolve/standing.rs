//! `[standing]`: score, places, ranks, tiers, prizes, flags and pay.

use std::sync::Arc;

use crate::formula::ast::Unit;
use crate::formula::tree::{Node, Op};
use crate::scheme::decl::{LineDecl, Located2, SchemeDecl};
use crate::scoring::faults;
use crate::scoring::model::{Formula, Line, Standing};
use crate::tables::Kind;

use super::{Resolver, Scope, expand_name};

impl<'a> Resolver<'a> {
    /// Names of the flags, families written out.
    pub(super) fn flag_names(&self, declared: &SchemeDecl) -> Vec<String> {
        declared.standing.flag.iter().flat_map(|line| self.line_names(line)).collect()
    }

    fn line_names(&self, line: &LineDecl) -> Vec<String> {
        let names: Vec<_> = self.tables.list.iter().map(|t| (t.name.clone(), t.entries.clone())).collect();
        line.names.iter().flat_map(|n| expand_name(n, &names)).map(|(n, _)| n).collect()
    }

    /// The kind of 得分; the score's formula is read now where it has not been.
    pub(super) fn score_kind(&mut self, scheme: usize, _scope: &Scope) -> Option<Kind> {
        if let Some(kind) = self.schemes[scheme].score_kind {
            return kind;
        }
        if self.schemes[scheme].reading_score {
            return None;
        }
        self.schemes[scheme].reading_score = true;
        let declared = self.schemes[scheme].decl;
        let kind = declared.standing.score.as_ref().and_then(|formula| {
            let scope = self.unit_scope(scheme, &formula.file);
            self.expression(&formula.expr, &scope).and_then(|n| n.kind)
        });
        self.schemes[scheme].score_kind = Some(kind);
        kind
    }

    fn formula(&mut self, scheme: usize, formula: Option<&Located2>) -> Option<Formula> {
        let formula = formula?;
        let scope = self.unit_scope(scheme, &formula.file);
        let node = self.expression(&formula.expr, &scope)?;
        Some(Formula { node: Arc::new(node), file: formula.file.clone() })
    }

    /// Pay is money.
    fn pay(&mut self, scheme: usize, formula: Option<&Located2>) -> Option<Formula> {
        let pay = self.formula(scheme, formula)?;
        let is_nought = matches!(&pay.node.op, Op::Number(n) if n.is_zero());
        if let Some(kind) = pay.node.kind
            && kind != Kind::Number(Unit::Money)
            && !is_nought
        {
            let scope = self.unit_scope(scheme, &pay.file);
            let found = self.kind_name(kind);
            self.fault(faults::UNLIKE_KINDS, pay.node.span, &scope, &[("left", &found), ("right", "元")]);
        }
        Some(pay)
    }

    pub(super) fn when(&mut self, scheme: usize, formula: Option<&Located2>) -> Option<Formula> {
        let formula = formula?;
        let scope = self.unit_scope(scheme, &formula.file);
        let node = self.condition(&formula.expr, &scope)?;
        Some(Formula { node: Arc::new(node), file: formula.file.clone() })
    }

    pub(super) fn standing(&mut self, scheme: usize) -> Standing {
        let declared = &self.schemes[scheme].decl.standing;
        let keys = |this: &mut Self, list: &[(Located2, bool)]| -> Vec<(Formula, bool)> {
            list.iter().filter_map(|(f, low)| this.formula(scheme, Some(f)).map(|f| (f, *low))).collect()
        };
        Standing {
            score: self.formula(scheme, declared.score.as_ref()),
            places: self.formula(scheme, declared.places.as_ref()),
            lower_is_better: declared.lower_is_better,
            unscored: self.lines(scheme, &declared.unscored, false),
            ranked: self.when(scheme, declared.ranked.as_ref()),
            rank: keys(self, &declared.rank),
            order: keys(self, &declared.order),
            dense: declared.dense,
            tier: self.lines(scheme, &declared.tier, false),
            prize: self.lines(scheme, &declared.prize, false),
            flag: self.lines(scheme, &declared.flag, true),
            pay: self.pay(scheme, declared.pay.as_ref()),
            basis: declared.basis.clone(),
        }
    }

    fn lines(&mut self, scheme: usize, lines: &[LineDecl], flags: bool) -> Vec<Line> {
        let mut out = Vec::new();
        for line in lines {
            for name in self.line_names(line) {
                let when = match (&line.when, flags) {
                    // A flag without a condition is the yes/no rule of its own name.
                    (None, true) => self.flag_rule(scheme, &name, line),
                    (when, _) => self.when(scheme, when.as_ref()),
                };
                out.push(Line {
                    name,
                    when,
                    quota: self.formula(scheme, line.quota.as_ref()),
                    within_all: line.within_all,
                    last: line.last,
                    ties: line.ties,
                    pay: self.pay(scheme, line.pay.as_ref()),
                    bare: line.bare,
                    declared: line.clone(),
                });
            }
        }
        out
    }

    fn flag_rule(&mut self, scheme: usize, name: &str, line: &LineDecl) -> Option<Formula> {
        use crate::finding::At;
        use crate::formula::ast::{Name, NamePart, Span};
        let span = match line.place.at {
            At::Text { start, end } => Span { start, end },
            _ => Span::default(),
        };
        let name = Name { parts: vec![NamePart::Text(name.to_string())], span, quoted: true };
        let scope = self.unit_scope(scheme, &line.place.file);
        let node: Option<Option<Node>> = self.rule_named(scheme, &name, span, &scope);
        let Some(node) = node else {
            // A number of places may be all that a flag says: the last two of each group.
            if line.quota.is_none() {
                self.unknown(&super::pattern_text(&name), span, &scope);
            }
            return None;
        };
        Some(Formula { node: Arc::new(node?), file: line.place.file.clone() })
    }
}
