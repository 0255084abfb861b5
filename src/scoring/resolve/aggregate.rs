//! Aggregates: what they run over follows from what the rows are about.

use crate::formula::ast::{Arg, Comparison, Expr, ExprKind, Name, NamePart, Span, Unit};
use crate::formula::text::normal;
use crate::formula::tree::{Aggregate, Fold, Join, Node, Op, Over};
use crate::scoring::faults;
use crate::tables::Kind;

use super::catalogue::{self, Called, Prefix};
use super::{Resolver, Role, Scope, pattern_text};

/// The arguments of an aggregate by what they are.
struct Parts<'e> {
    values: Vec<&'e Expr>,
    filter: Option<&'e Expr>,
    by: Option<&'e Expr>,
    distinct: Option<&'e Expr>,
    lowest: bool,
}

fn parts(arguments: &[Arg]) -> Parts<'_> {
    let mut out = Parts { values: Vec::new(), filter: None, by: None, distinct: None, lowest: false };
    for argument in arguments {
        match argument {
            Arg::Value(e) => out.values.push(e),
            Arg::Where(e) => out.filter = Some(e),
            Arg::By(e) => out.by = Some(e),
            Arg::Distinct(e) => out.distinct = Some(e),
            Arg::Lowest(_) => out.lowest = true,
        }
    }
    out
}

/// An aggregate as called: how many values it is given, and where.
#[derive(Clone, Copy)]
pub(super) struct Call {
    pub prefix: Prefix,
    pub fold: Fold,
    pub count: usize,
    pub span: Span,
}

/// What the values of an aggregate name that is not at hand.
#[derive(Default)]
struct Named {
    tables: Vec<usize>,
    axes: Vec<usize>,
    /// Axes named that are at hand.
    held: Vec<usize>,
}

/// 全体 and 组内 forget the rows at hand: the table of such a row can be named anew.
fn scope_of_names(prefix: Prefix, scope: &Scope) -> Scope {
    let mut out = scope.clone();
    if matches!(prefix, Prefix::All | Prefix::Group) {
        out.forget(|h| h.role == Role::Row);
    }
    out
}

impl<'a> Resolver<'a> {
    pub(super) fn aggregate(
        &mut self,
        prefix: Prefix,
        fold: Fold,
        arguments: &[Arg],
        span: Span,
        scope: &Scope,
    ) -> Option<Node> {
        let parts = parts(arguments);
        let mut inner = scope.clone();
        let fold = if parts.lowest && fold == Fold::Rank(false) { Fold::Rank(true) } else { fold };
        let (inside, outside) = self.split_arguments(fold, &parts, span, scope)?;
        let named = self.named_things(prefix, &inside, parts.filter, scope);
        match prefix {
            Prefix::Items => inner.forget(|h| h.role == Role::Entry && named.held.contains(&h.table)),
            Prefix::All | Prefix::Group => inner.forget(|h| h.role != Role::Entry),
            Prefix::Plain => {}
        }
        let call = Call { prefix, fold, count: inside.len(), span };
        let (over, mut filters) = self.run_over(call, &named, &mut inner, scope)?;
        if let Some(expr) = parts.filter {
            filters.push(self.condition(expr, &inner)?);
        }
        let filter = match filters.len() {
            0 | 1 => filters.pop(),
            _ => Some(Node { op: Op::And(filters), kind: Some(Kind::Bool), span }),
        };
        let counts = matches!(fold, Fold::Count | Fold::Exists | Fold::Absent);
        let values: Vec<Option<Node>> =
            if counts { Vec::new() } else { inside.iter().map(|e| self.expression(e, &inner)).collect() };
        let values: Vec<Node> = values.into_iter().collect::<Option<_>>()?;
        let by = match parts.by {
            Some(expr) => Some(self.expression(expr, &inner)?),
            None => None,
        };
        let distinct = match parts.distinct {
            Some(expr) => Some(self.expression(expr, &inner)?),
            None => None,
        };
        let outer: Vec<Option<Node>> = outside.iter().map(|e| self.expression(e, scope)).collect();
        let outer: Vec<Node> = outer.into_iter().collect::<Option<_>>()?;
        let kind = self.fold_kind(fold, &values, &outer, span, scope);
        let aggregate = Aggregate { fold, over, filter, values, by, distinct, outer };
        let node = Node { op: Op::Aggregate(Box::new(aggregate)), kind, span };
        if prefix == Prefix::Plain {
            self.entries_choose(&node, scope);
        }
        Some(node)
    }

    /// Which arguments are computed for each thing run over, and which once outside.
    fn split_arguments<'e>(
        &mut self,
        fold: Fold,
        parts: &Parts<'e>,
        span: Span,
        scope: &Scope,
    ) -> Option<(Vec<&'e Expr>, Vec<&'e Expr>)> {
        let values = &parts.values;
        let (least, most) = match fold {
            Fold::Count | Fold::Exists | Fold::Absent => (0, 1),
            Fold::Rate | Fold::WeightedMean => (2, 2),
            Fold::TrimmedMean => (3, usize::MAX),
            Fold::Share => (2, 3),
            Fold::Sum | Fold::Mean | Fold::Max | Fold::Min | Fold::Median | Fold::CountPresent => (1, usize::MAX),
            _ => (1, 1),
        };
        if values.len() < least || values.len() > most {
            let (found, expected) = (values.len().to_string(), catalogue::count_text(least, most));
            let function = catalogue::name_of(Called::Fold(fold));
            let args = [("function", function), ("found", &*found), ("expected", &*expected)];
            self.fault(faults::WRONG_ARGUMENTS, span, scope, &args);
            return None;
        }
        Some(match fold {
            Fold::TrimmedMean => {
                let (inside, outside) = values.split_at(values.len() - 2);
                (inside.to_vec(), outside.to_vec())
            }
            // The share is each unit's; the pool and the step are one for all.
            Fold::Share => (vec![values[1]], std::iter::once(values[0]).chain(values.get(2).copied()).collect()),
            _ => (values.clone(), Vec::new()),
        })
    }

    /// What an aggregate runs over, and the conditions that come with it.
    fn run_over(&mut self, call: Call, named: &Named, inner: &mut Scope, scope: &Scope) -> Option<(Over, Vec<Node>)> {
        let mut axes = named.axes.clone();
        if call.prefix == Prefix::Items {
            axes.extend(named.held.iter().filter(|t| !axes.contains(t)).copied().collect::<Vec<_>>());
        }
        let tables: Vec<usize> = named.tables.iter().copied().filter(|t| !axes.contains(t)).collect();
        match tables[..] {
            [table] if !matches!(call.fold, Fold::Rank(_) | Fold::Share) => {
                if call.prefix == Prefix::Group {
                    return self.rows_of_group(table, call.span, inner, scope);
                }
                let join = self.join(table, inner);
                self.whole_table(table, &join, call, scope);
                let slot = inner.open(table, Role::Row);
                return Some((Over::Rows(slot, join), Vec::new()));
            }
            [_, _, ..] => {
                let names: Vec<&str> = tables.iter().map(|t| &*self.table(*t).name).collect();
                let names = names.join("、");
                self.fault(faults::TWO_TABLES, call.span, scope, &[("found", &names)]);
                return None;
            }
            _ => {}
        }
        if matches!(call.prefix, Prefix::All | Prefix::Group) {
            return self.over_units(call, inner, scope);
        }
        if !axes.is_empty() {
            let mut opened = Vec::new();
            for axis in axes {
                let join = self.join(axis, inner);
                let slot = inner.open(axis, Role::Entry);
                opened.push((slot, join));
            }
            return Some((Over::Entries(opened), Vec::new()));
        }
        let of_list = matches!(
            call.fold,
            Fold::Sum | Fold::Mean | Fold::Max | Fold::Min | Fold::Median | Fold::CountPresent | Fold::TrimmedMean
        );
        if of_list && call.count > 1 {
            return Some((Over::List, Vec::new()));
        }
        self.fault(faults::NOTHING_TO_FOLD, call.span, scope, &[]);
        None
    }

    /// 组内 over a table: the units of the group, and the rows of each.
    fn rows_of_group(
        &mut self,
        table: usize,
        span: Span,
        inner: &mut Scope,
        scope: &Scope,
    ) -> Option<(Over, Vec<Node>)> {
        let (Some(scheme), Some(_)) = (scope.scheme, scope.unit()) else {
            self.fault(faults::NO_UNIT, span, scope, &[("found", "组内")]);
            return None;
        };
        let (units, declared) = (self.schemes[scheme].table, self.schemes[scheme].decl);
        let of_units = self.join(units, inner);
        let unit = inner.open(units, Role::Unit);
        let alone = |scope: &Scope| {
            let mut alone = scope.clone();
            alone.forget(|h| h.role != Role::Unit);
            alone.scheme = None;
            alone
        };
        let mut filters = Vec::new();
        if let Some(only) = &declared.only {
            filters.push(self.condition(&only.expr, &alone(inner))?);
        }
        if let Some(group) = &declared.group {
            let theirs = self.expression(&group.expr, &alone(inner))?;
            let mine = self.expression(&group.expr, &alone(scope))?;
            let op = Op::Compare(Box::new(theirs), vec![(Comparison::Equal, mine)]);
            filters.push(Node { op, kind: Some(Kind::Bool), span });
        }
        let join = self.join(table, inner);
        let slot = inner.open(table, Role::Row);
        Some((Over::Entries(vec![(unit, of_units), (slot, join)]), filters))
    }

    /// Adding up a whole table for each unit is rarely meant.
    fn whole_table(&mut self, table: usize, join: &Join, call: Call, scope: &Scope) {
        let at_hand = scope.visible().next().is_some();
        if join.on.is_empty() && call.prefix == Prefix::Plain && at_hand && !self.table(table).written {
            let name = self.table(table).name.to_string();
            self.fault(faults::WHOLE_TABLE, call.span, scope, &[("table", &name)]);
        }
    }

    fn fold_kind(&mut self, fold: Fold, values: &[Node], outer: &[Node], span: Span, scope: &Scope) -> Option<Kind> {
        match fold {
            Fold::Count | Fold::CountPresent | Fold::Rate | Fold::Rank(_) => Some(Kind::Number(Unit::Bare)),
            Fold::Exists | Fold::Absent | Fold::All | Fold::Any => Some(Kind::Bool),
            Fold::Share => outer.first().and_then(|n| n.kind),
            Fold::WeightedMean | Fold::Only | Fold::Latest | Fold::Earliest => values.first().and_then(|n| n.kind),
            _ => {
                let list: Vec<&Node> = values.iter().collect();
                for value in &list {
                    self.number(value, scope)?;
                }
                self.arms_kind(&list, span, scope)
            }
        }
    }

    fn named_things(&mut self, prefix: Prefix, values: &[&Expr], filter: Option<&Expr>, scope: &Scope) -> Named {
        let mut named = Named::default();
        let scope = &scope_of_names(prefix, scope);
        for expr in values {
            self.collect(expr, scope, &mut named);
        }
        self.drop_reached(&mut named.tables);
        if matches!(prefix, Prefix::Plain | Prefix::Items) {
            self.members_of_rows(filter, scope, &mut named);
        }
        if prefix == Prefix::Items
            && let Some(filter) = filter
        {
            let mut in_filter = Named::default();
            self.collect(filter, scope, &mut in_filter);
            named.held.extend(in_filter.held.into_iter().filter(|t| !named.held.contains(t)).collect::<Vec<_>>());
        }
        if named.tables.is_empty()
            && named.axes.is_empty()
            && named.held.is_empty()
            && let Some(filter) = filter
        {
            let mut in_filter = Named::default();
            self.collect(filter, scope, &mut in_filter);
            named.axes = in_filter.axes;
        }
        named
    }

    /// `合计(指标.分值，其中 得分·{指标} 不适用)`: the family that the condition names and the table are one.
    fn members_of_rows(&mut self, filter: Option<&Expr>, scope: &Scope, named: &mut Named) {
        let (Some(filter), true) = (filter, named.axes.is_empty()) else { return };
        let mut in_filter = Named::default();
        self.collect(filter, scope, &mut in_filter);
        named.axes = in_filter.axes.into_iter().filter(|axis| named.tables.contains(axis)).collect();
    }

    /// `合计(台账.扣分 × 情形.系数)`: 情形 is the row's own column, which is nearer than the table of that name.
    fn drop_reached(&self, tables: &mut Vec<usize>) {
        let reached =
            |from: usize, to: usize| from != to && self.columns[from].contains_key(&normal(&self.table(to).name));
        if let [a, b] = tables[..]
            && reached(a, b) != reached(b, a)
        {
            *tables = vec![if reached(a, b) { a } else { b }];
        }
    }

    fn collect(&mut self, expr: &Expr, scope: &Scope, named: &mut Named) {
        if let ExprKind::Path(names) = &expr.kind {
            for name in names {
                self.collect_axes(name, scope, named);
            }
            if let Some(table) = self.table_not_at_hand(names, scope)
                && !named.tables.contains(&table)
            {
                named.tables.push(table);
            }
            return;
        }
        if let ExprKind::Call(name, arguments) = &expr.kind {
            let called = catalogue::find(&pattern_text(name)).map(|(_, c)| c);
            let nested = matches!(called, Some(Called::Fold(_) | Called::InForce));
            for argument in arguments {
                if let Arg::Value(e) = argument
                    && !nested
                {
                    self.collect(e, scope, named);
                }
            }
            return;
        }
        for child in expr.children() {
            self.collect(child, scope, named);
        }
    }

    fn collect_axes(&self, name: &Name, scope: &Scope, named: &mut Named) {
        for part in &name.parts {
            let NamePart::Entry(axis) = part else { continue };
            let Some(table) = self.named(axis, scope) else { continue };
            let list = if scope.entry_of(table).is_some() { &mut named.held } else { &mut named.axes };
            if !list.contains(&table) {
                list.push(table);
            }
        }
    }

    /// The table whose column a path names, where nothing nearer bears the table's name.
    pub(super) fn column_not_at_hand(&mut self, names: &[Name], scope: &Scope) -> Option<usize> {
        let column = names.get(1)?;
        let table = self.table_not_at_hand(names, scope)?;
        self.columns_of(table, column, scope).map(|_| table)
    }

    /// The table that a path begins with, where nothing nearer bears that name.
    fn table_not_at_hand(&mut self, names: &[Name], scope: &Scope) -> Option<usize> {
        let plain = pattern_text(&names[0]);
        if scope.parameters.iter().any(|(n, _)| *n == plain) {
            return None;
        }
        let table = self.named(&plain, scope)?;
        if scope.visible().any(|(_, h)| h.table == table && h.role != Role::Unit) {
            return None;
        }
        let rows: Vec<usize> = scope.rows().map(|(_, t)| t).collect();
        if rows.iter().any(|t| self.columns_of(*t, &names[0], scope).is_some()) {
            return None;
        }
        // A unit's own column of that name is nearer than the table.
        if let Some((_, unit)) = scope.unit()
            && unit != table
            && self.columns_of(unit, &names[0], scope).is_some()
        {
            return None;
        }
        Some(table)
    }
}
