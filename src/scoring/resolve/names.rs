//! What a name means: nearest first.

use crate::formula::ast::{Name, NamePart, Span};
use crate::formula::text::normal;
use crate::formula::tree::{At, Columns, Function, Node, Op, PeriodItem, RowAt, RuleRef, Target, UnitAt, Which};
use crate::scoring::faults;
use crate::tables::Kind;

use super::{Resolver, Scope, pattern_text};

impl<'a> Resolver<'a> {
    /// `甲`, `甲.乙`, `表.条目.列`: the value it names.
    pub(super) fn path(&mut self, names: &[Name], span: Span, scope: &Scope) -> Option<Node> {
        let (mut node, used) = self.head(names, span, scope)?;
        let mut rest = names[used..].iter().peekable();
        while let Some(name) = rest.next() {
            node = match self.scheme_of(&node, name, scope).zip(rest.peek().copied()) {
                Some((scheme, result)) => {
                    rest.next();
                    self.result_in(scheme, unit_of(node), result, span, scope).or_else(|| {
                        self.unknown(&pattern_text(result), result.span, scope);
                        None
                    })?
                }
                None => self.attribute(node, name, span, scope)?,
            };
        }
        Some(node)
    }

    /// The scheme that `单位.「scheme」.得分` names: one whose units that entry's table holds.
    fn scheme_of(&self, node: &Node, name: &Name, scope: &Scope) -> Option<usize> {
        let Some(Kind::Entry(table)) = node.kind else { return None };
        if self.columns_of(table, name, scope).is_some() {
            return None;
        }
        let wanted = normal(&pattern_text(name));
        self.schemes.iter().position(|s| s.table == table && normal(&s.decl.name.value) == wanted)
    }

    /// The value that the first names give, and how many of them.
    fn head(&mut self, names: &[Name], span: Span, scope: &Scope) -> Option<(Node, usize)> {
        let first = &names[0];
        let plain = pattern_text(first);
        if let Some(index) = scope.parameters.iter().position(|(n, _)| *n == plain) {
            let kind = scope.parameters[index].1;
            return Some((Node { op: Op::Parameter(index), kind, span }, 1));
        }
        if let Some(found) = self.special(names, &plain, span, scope) {
            return found;
        }
        if let Some(found) = self.at_hand(names, &plain, span, scope) {
            self.hides(&found.0, first, scope);
            return Some(found);
        }
        if let Some(scheme) = scope.scheme
            && let Some(node) = self.rule_named(scheme, first, span, scope)
        {
            return Some((node?, 1));
        }
        if let Some(found) = self.of_unit(first, span, scope) {
            return Some((found, 1));
        }
        if let Some(table) = self.named(&plain, scope) {
            if let Some((slot, _)) = scope.unit().filter(|(_, t)| *t == table)
                && self.is_the_unit(table, names, scope)
            {
                return Some((self.entry(slot, table, span), 1));
            }
            if names.len() > 1 {
                return self.of_table(table, names, span, scope);
            }
        }
        if let Some(node) = self.bare_column(first, span, scope) {
            return Some((node?, 1));
        }
        self.unknown(&plain, span, scope);
        None
    }

    /// 本单位, 本行, 本期, 上期, 上年.
    fn special(&mut self, names: &[Name], plain: &str, span: Span, scope: &Scope) -> Option<Option<(Node, usize)>> {
        match plain {
            "本单位" => {
                let me = scope.me?;
                let table = scope.held[me].table;
                Some(Some((Node { op: Op::Entry(At::Slot(me)), kind: Some(Kind::Entry(table)), span }, 1)))
            }
            "本行" if names.len() > 1 => {
                let home = scope.home?;
                let node = self.column_at(scope.held[home].table, &names[1], RowAt::At(At::Slot(home)), span, scope);
                if node.is_none() {
                    self.unknown(&pattern_text(&names[1]), names[1].span, scope);
                }
                Some(node.map(|n| (n, 2)))
            }
            "方案" | "期" | "单位名" if scope.given && names.len() == 1 => {
                Some(self.given(plain, span, scope).map(|n| (n, 1)))
            }
            "本期" if names.len() > 1 => Some(self.period(&names[1], span, scope).map(|n| (n, 2))),
            "上期" if names.len() > 1 => Some(self.earlier(Which::Before, &names[1], span, scope).map(|n| (n, 2))),
            "上年" if names.len() > 1 => {
                Some(self.earlier(Which::YearBefore, &names[1], span, scope).map(|n| (n, 2)))
            }
            _ => None,
        }
    }

    fn period(&mut self, name: &Name, span: Span, scope: &Scope) -> Option<Node> {
        let bare = Some(Kind::Number(crate::formula::ast::Unit::Bare));
        let (item, kind) = match pattern_text(name).as_str() {
            "起" => (PeriodItem::First, Some(Kind::Date)),
            "止" => (PeriodItem::Last, Some(Kind::Date)),
            "天数" => (PeriodItem::Days, bare),
            "年" | "年份" => (PeriodItem::Year, bare),
            "月" => (PeriodItem::Month, bare),
            "名" => (PeriodItem::Label, Some(Kind::Text)),
            other => {
                self.fault(faults::UNKNOWN_NAME, name.span, scope, &[("found", other), ("suggest", "none")]);
                return None;
            }
        };
        Some(Node { op: Op::Period(item), kind, span })
    }

    /// A column of a row at hand, an entry at hand, or a column of that entry.
    fn at_hand(&mut self, names: &[Name], plain: &str, span: Span, scope: &Scope) -> Option<(Node, usize)> {
        let rows: Vec<_> = scope.rows().collect();
        for (slot, table) in &rows {
            if plain == &*self.table(*table).name {
                if let Some(second) = names.get(1)
                    && let Some(node) = self.column_at(*table, second, RowAt::At(At::Slot(*slot)), span, scope)
                {
                    return Some((node, 2));
                }
                // The rows of a table without a key have no names: there the name means a column, or nothing.
                if !self.table(*table).key.is_empty() {
                    return Some((self.entry(*slot, *table, span), 1));
                }
            }
        }
        for (slot, table) in &rows {
            if let Some(node) = self.column_at(*table, &names[0], RowAt::At(At::Slot(*slot)), span, scope) {
                return Some((node, 1));
            }
            if let Some(node) = self.result_of(*table, &UnitAt::Slot(*slot), &names[0], span, scope) {
                return Some((node, 1));
            }
        }
        let entries: Vec<_> = scope.entries().collect();
        for (slot, table) in &entries {
            if plain == &*self.table(*table).name {
                return Some((self.entry(*slot, *table, span), 1));
            }
        }
        if scope.scheme.is_some_and(|s| self.is_rule(s, &names[0], scope)) {
            return None;
        }
        self.of_entries(&entries, &names[0], plain, span, scope).map(|node| (node, 1))
    }

    /// A column of the family's entries; where two have it, it must be qualified.
    fn of_entries(
        &mut self,
        entries: &[(usize, usize)],
        name: &Name,
        plain: &str,
        span: Span,
        scope: &Scope,
    ) -> Option<Node> {
        let own_key = |this: &Self, table: usize| {
            this.table(table).key.first().is_some_and(|k| &*this.table(table).columns[*k].name == plain)
        };
        let bearers: Vec<(usize, usize)> = entries
            .iter()
            .copied()
            .filter(|(_, t)| !own_key(self, *t) && self.columns_of(*t, name, scope).is_some())
            .collect();
        if bearers.len() > 1 {
            let tables: Vec<&str> = bearers.iter().map(|(_, t)| &*self.table(*t).name).collect();
            let tables = tables.join("、");
            self.fault(faults::AMBIGUOUS_NAME, span, scope, &[("found", plain), ("tables", &tables)]);
        }
        let (slot, table) = bearers.first().copied()?;
        self.column_at(table, name, RowAt::At(At::Slot(slot)), span, scope)
    }

    fn entry(&self, slot: usize, table: usize, span: Span) -> Node {
        Node { op: Op::Entry(At::Slot(slot)), kind: Some(Kind::Entry(table)), span }
    }

    /// A column of the unit, or its standing.
    fn of_unit(&mut self, name: &Name, span: Span, scope: &Scope) -> Option<Node> {
        let (slot, table) = scope.unit()?;
        if let Some(node) = self.column_at(table, name, RowAt::At(At::Slot(slot)), span, scope) {
            return Some(node);
        }
        let scheme = scope.scheme?;
        self.standing_named(scheme, UnitAt::Slot(slot), name, span, scope)
    }

    /// Does the name of the units' table stand for the unit: alone, or before one of its results?
    fn is_the_unit(&self, table: usize, names: &[Name], scope: &Scope) -> bool {
        let Some(second) = names.get(1) else { return true };
        self.columns_of(table, second, scope).is_none() && self.table(table).find(&pattern_text(second)).is_none()
    }

    /// `表.列` of the one row that belongs, `表.条目`, `表.条目.列`.
    fn of_table(&mut self, table: usize, names: &[Name], span: Span, scope: &Scope) -> Option<(Node, usize)> {
        let second = &names[1];
        if self.columns_of(table, second, scope).is_some() {
            let join = self.join(table, scope);
            let node = self.column_at(table, second, RowAt::Belonging(join), span, scope)?;
            return Some((node, 2));
        }
        let plain = pattern_text(second);
        let found = if second.parts.iter().all(|p| matches!(p, NamePart::Text(_))) {
            self.entry_named(table, &plain)
        } else {
            None
        };
        let Some(entry) = found else {
            let columns = self.table(table).columns.iter().map(|c| &c.name);
            let known: Vec<String> = columns.chain(&self.table(table).entries).map(ToString::to_string).collect();
            let suggest = super::catalogue::nearest(&plain, known.iter().map(String::as_str));
            let owner = self.table(table).name.to_string();
            if self.doubtful.contains(&normal(&owner)) {
                return None;
            }
            self.fault(
                faults::UNKNOWN_COLUMN,
                second.span,
                scope,
                &[("found", &plain), ("table", &owner), ("suggest", suggest.as_deref().unwrap_or("none"))],
            );
            return None;
        };
        let row = RowAt::At(At::Fixed(entry));
        if let Some(third) = names.get(2) {
            let node = self.column_at(table, third, row, span, scope);
            if node.is_none() {
                self.unknown(&pattern_text(third), third.span, scope);
            }
            return node.map(|n| (n, 3));
        }
        let key = self.table(table).key.clone();
        let others: Vec<usize> = (0..self.table(table).columns.len()).filter(|c| !key.contains(c)).collect();
        let numbers: Vec<usize> =
            others.iter().copied().filter(|c| !matches!(self.table(table).columns[*c].kind, Kind::Text)).collect();
        let [column] = (if numbers.len() == 1 { &numbers } else { &others })[..] else {
            let owner = self.table(table).name.to_string();
            self.fault(faults::WHICH_COLUMN, span, scope, &[("found", &plain), ("table", &owner)]);
            return None;
        };
        let kind = self.column_kind(table, column);
        Some((Node { op: Op::Column { table, columns: Columns::One(column), row }, kind, span }, 2))
    }

    /// A bare column of a `one_per` table all of whose columns are at hand; the result may be a fault.
    fn bare_column(&mut self, name: &Name, span: Span, scope: &Scope) -> Option<Option<Node>> {
        let mut found = Vec::new();
        for table in 0..self.tables.list.len() {
            if self.table(table).one_per.is_empty() || self.columns_of(table, name, scope).is_none() {
                continue;
            }
            if self.table(table).private_to.is_some()
                && self.table(table).private_to.as_deref() != scope.private.as_deref()
            {
                continue;
            }
            let at_hand = self.table(table).one_per.clone().into_iter().all(|column| {
                matches!(self.column_kind(table, column), Some(Kind::Entry(to)) if scope.entry_of(to).is_some())
            });
            if at_hand {
                found.push(table);
            }
        }
        match found[..] {
            [] => None,
            [table] => {
                let join = self.join(table, scope);
                Some(self.column_at(table, name, RowAt::Belonging(join), span, scope))
            }
            _ => {
                let tables: Vec<&str> = found.iter().map(|t| &*self.table(*t).name).collect();
                let tables = tables.join("、");
                self.fault(faults::AMBIGUOUS_NAME, span, scope, &[("found", &pattern_text(name)), ("tables", &tables)]);
                Some(None)
            }
        }
    }

    /// A column of what a value refers to, or a result of the scheme whose unit it is.
    fn attribute(&mut self, node: Node, name: &Name, span: Span, scope: &Scope) -> Option<Node> {
        let Some(Kind::Entry(table)) = node.kind else {
            if node.kind.is_none() {
                return Some(node);
            }
            if let Some(part) = super::day::part_named(&node, &pattern_text(name)) {
                return Some(Node {
                    op: Op::Call(Function::Of(part), vec![node]),
                    kind: Some(super::kinds::BARE),
                    span,
                });
            }
            self.fault(faults::NOT_A_REFERENCE, node.span, scope, &[("found", &pattern_text(name))]);
            return None;
        };
        let at = match &node.op {
            Op::Entry(at) => RowAt::At(*at),
            _ => RowAt::Of(Box::new(node.clone())),
        };
        if let Some(found) = self.column_at(table, name, at, span, scope) {
            return Some(found);
        }
        if let Some(found) = self.result_of(table, &unit_of(node), name, span, scope) {
            return Some(found);
        }
        self.unknown(&pattern_text(name), name.span, scope);
        None
    }

    /// A rule or the standing of that scheme, at a unit.
    pub(super) fn result_in(
        &mut self,
        scheme: usize,
        unit: UnitAt,
        name: &Name,
        span: Span,
        scope: &Scope,
    ) -> Option<Node> {
        let Some((rule, entries)) = self.member(scheme, name, scope) else {
            return self.standing_named(scheme, unit, name, span, scope);
        };
        let kind = self.rule_kind(scheme, rule);
        let op = Op::Rule(RuleRef { scheme, target: Target::One { rule, entries }, unit, name: pattern_text(name) });
        Some(Node { op, kind, span })
    }

    /// A column by its name, read at that row; `None` where the table has no such column.
    pub(super) fn column_at(
        &mut self,
        table: usize,
        name: &Name,
        row: RowAt,
        span: Span,
        scope: &Scope,
    ) -> Option<Node> {
        let columns = self.columns_of(table, name, scope)?;
        let column = match &columns {
            Columns::One(c) => Some(*c),
            Columns::ByEntry { columns, .. } => columns.first().copied(),
        };
        let kind = column.and_then(|c| self.column_kind(table, c));
        Some(Node { op: Op::Column { table, columns, row }, kind, span })
    }

    /// The column a name means; `{表}` in it is the entry at hand.
    pub(super) fn columns_of(&self, table: usize, name: &Name, scope: &Scope) -> Option<Columns> {
        let axes = super::axes_of(name);
        let Some(axis) = axes.first() else {
            return self.columns[table].get(&normal(&pattern_text(name))).map(|c| Columns::One(*c));
        };
        let axis_table = self.named(axis, scope)?;
        let slot = scope.entry_of(axis_table)?;
        let columns: Option<Vec<usize>> = self
            .table(axis_table)
            .entries
            .iter()
            .map(|entry| {
                let text: String = name
                    .parts
                    .iter()
                    .map(|p| match p {
                        NamePart::Text(t) => t.as_str(),
                        NamePart::Entry(_) => entry,
                    })
                    .collect();
                self.columns[table].get(&normal(&text)).copied()
            })
            .collect();
        columns.map(|columns| Columns::ByEntry { slot, columns })
    }
}

/// The unit that an entry is.
fn unit_of(node: Node) -> UnitAt {
    match node.op {
        Op::Entry(At::Slot(slot)) => UnitAt::Slot(slot),
        _ => UnitAt::Of(Box::new(node)),
    }
}
