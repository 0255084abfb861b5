//! Results of other schemes: whose they are where a reference names a unit.

use crate::finding::Place;
use crate::formula::ast::{Name, Span};
use crate::formula::tree::{Node, UnitAt};
use crate::scoring::model::Whose;

use super::{Resolver, Scope, pattern_text};

impl<'a> Resolver<'a> {
    /// A rule or the standing of the scheme whose units that table holds: the own scheme's where it is one of
    /// them; where several others have it, no unit may stand in two of them, which is known once units are.
    pub(super) fn result_of(
        &mut self,
        table: usize,
        unit: &UnitAt,
        name: &Name,
        span: Span,
        scope: &Scope,
    ) -> Option<Node> {
        let mut schemes: Vec<usize> = (0..self.schemes.len()).filter(|s| self.schemes[*s].table == table).collect();
        schemes.sort_by_key(|scheme| Some(*scheme) != scope.scheme);
        let bearers: Vec<usize> = schemes.iter().copied().filter(|s| self.bears(*s, name, scope)).collect();
        if bearers.len() > 1 && bearers.first().copied() != scope.scheme {
            let place = Place::text(scope.file.clone(), span.start, span.end);
            let whose = Whose { schemes: bearers.clone(), found: pattern_text(name), place };
            if !self.whose.contains(&whose) {
                self.whose.push(whose);
            }
        }
        let candidates = if bearers.is_empty() { schemes } else { bearers };
        candidates.into_iter().find_map(|scheme| self.result_in(scheme, unit.clone(), name, span, scope))
    }

    /// Does the scheme say what that is: has it such a rule, or does its standing give it?
    fn bears(&self, scheme: usize, name: &Name, scope: &Scope) -> bool {
        if self.member(scheme, name, scope).is_some() {
            return true;
        }
        let declared = &self.schemes[scheme].decl.standing;
        match pattern_text(name).as_str() {
            "得分" | "名次" | "位次" | "倒数名次" => declared.score.is_some(),
            "等次" => !declared.tier.is_empty(),
            "奖项" => !declared.prize.is_empty(),
            "绩效工资" => declared.pay.is_some() || declared.prize.iter().any(|line| line.pay.is_some()),
            other => self.schemes[scheme].flags.iter().any(|flag| flag == other),
        }
    }
}
