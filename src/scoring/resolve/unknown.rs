//! Names that nothing bears, told with the nearest that something does.

use crate::formula::ast::Span;
use crate::formula::text::normal;
use crate::formula::tree::StandingItem;
use crate::scoring::faults;

use super::{Resolver, Scope, catalogue};

impl<'a> Resolver<'a> {
    /// No such name: the nearest known one is suggested.
    pub(super) fn unknown(&mut self, found: &str, span: Span, scope: &Scope) {
        if self.blind || self.doubtful.contains(&normal(found)) {
            return;
        }
        if self.of_units(found, scope) {
            return self.fault(faults::NO_UNIT, span, scope, &[("found", found)]);
        }
        let known = self.known_names(scope);
        let suggest = self.elsewhere(found).or_else(|| catalogue::nearest(found, known.iter().map(String::as_str)));
        self.fault(
            faults::UNKNOWN_NAME,
            span,
            scope,
            &[("found", found), ("suggest", suggest.as_deref().unwrap_or("none"))],
        );
    }

    /// Where no unit is at hand: is it something that each unit has?
    fn of_units(&self, found: &str, scope: &Scope) -> bool {
        let Some(scheme) = scope.scheme.filter(|_| scope.unit().is_none()) else { return false };
        let head = &self.schemes[scheme];
        StandingItem::named(found).is_some()
            || self.columns[head.table].contains_key(&normal(found))
            || head.flags.iter().any(|flag| normal(flag) == normal(found))
    }

    /// The one shared table that has a column of just that name, as it would have to be written.
    fn elsewhere(&self, found: &str) -> Option<String> {
        let bears = |table: &usize| self.columns[*table].contains_key(&normal(found));
        let mut bearers = (0..self.tables.list.len()).filter(bears);
        let table = bearers.next().filter(|_| bearers.next().is_none())?;
        Some(format!("{}.{found}", self.table(table).name))
    }

    fn known_names(&self, scope: &Scope) -> Vec<String> {
        let mut known: Vec<String> = scope.parameters.iter().map(|(n, _)| n.clone()).collect();
        if let Some(scheme) = scope.scheme {
            known.extend(self.schemes[scheme].rules.iter().map(|r| r.pattern.clone()));
        }
        for (_, held) in scope.visible() {
            known.extend(self.table(held.table).columns.iter().map(|c| c.name.to_string()));
        }
        for table in &self.tables.list {
            known.push(table.name.to_string());
            if !table.one_per.is_empty() {
                known.extend(table.columns.iter().map(|c| c.name.to_string()));
            }
        }
        known
    }
}
