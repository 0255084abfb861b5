//! 须 and 宜.

use std::sync::Arc;

use crate::formula::ast::CheckItem;
use crate::formula::tree::Node;
use crate::scoring::faults;
use crate::scoring::model;

use super::{Resolver, Role, Scope};

impl<'a> Resolver<'a> {
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

    pub(super) fn checks(&mut self, scheme: usize, applies: &[Option<Arc<Node>>]) -> Vec<model::Check> {
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
                self.checking = true;
                let read = self.check(item, clause.overall, &axes, scope);
                self.checking = false;
                let Some((condition, per_unit)) = read else { continue };
                let advisory = item.advisory;
                let file = clause.file.clone();
                let applies = applies[index].clone();
                out.push(model::Check { clause: index, advisory, applies, condition, per_unit, axes, file });
            }
        }
        out
    }
}
