//! 现行: the value in force on a day, of a table whose rows hold from a day on.

use crate::formula::ast::{Arg, Comparison, DefaultOn, Expr, ExprKind, Name, NamePart, Span};
use crate::formula::tree::{Fold, Node, Op};
use crate::scoring::faults;
use crate::tables::Kind;

use super::catalogue::Prefix;
use super::{Resolver, Scope, pattern_text};

impl<'a> Resolver<'a> {
    /// `现行(标准.单价, 日期)`: 最近 among the rows that had begun by that day; 缺 where none had.
    pub(super) fn in_force(&mut self, arguments: &[Arg], span: Span, scope: &Scope) -> Option<Node> {
        let form = "现行(表.列, 日期)";
        let [Arg::Value(value), Arg::Value(day)] = arguments else {
            return self.wrong_form("现行", form, span, scope);
        };
        let ExprKind::Path(names) = &value.kind else { return self.wrong_form("现行", form, span, scope) };
        let table = self.named(&pattern_text(&names[0]), scope);
        let (Some(table), true) = (table, names.len() > 1) else {
            return self.wrong_form("现行", form, span, scope);
        };
        let begins = self.beginning(table, &names[0], scope)?;
        // The day is read where it stands: a column of the same name in the table is another one.
        let day = self.expression(day, scope)?;
        let by = Expr { kind: ExprKind::Path(vec![names[0].clone(), begins]), span: value.span };
        let prefix = if self.join(table, scope).on.is_empty() { Prefix::All } else { Prefix::Plain };
        let arguments = [Arg::Value(value.clone()), Arg::By(by)];
        let latest = self.aggregate(prefix, Fold::Latest, &arguments, span, scope)?;
        let kind = latest.kind;
        let found = self.begun(latest, day, span, scope)?;
        let missing = Node { op: Op::Missing, kind, span };
        Some(Node { op: Op::Default(DefaultOn::NotApplicable, Box::new(found), Box::new(missing)), kind, span })
    }

    /// The one column of the table that holds days.
    fn beginning(&mut self, table: usize, name: &Name, scope: &Scope) -> Option<Name> {
        let days: Vec<String> =
            self.table(table).columns.iter().filter(|c| c.kind == Kind::Date).map(|c| c.name.to_string()).collect();
        let [day] = &days[..] else {
            let (table, found) = (pattern_text(name), days.join("、"));
            let found = if found.is_empty() { "日期" } else { &found };
            self.fault(faults::WHICH_COLUMN, name.span, scope, &[("found", found), ("table", &table)]);
            return None;
        };
        Some(Name { parts: vec![NamePart::Text(day.clone())], span: name.span, quoted: true })
    }

    /// Only the rows that had begun by that day.
    fn begun(&mut self, mut latest: Node, day: Node, span: Span, scope: &Scope) -> Option<Node> {
        let Op::Aggregate(aggregate) = &mut latest.op else { return Some(latest) };
        let begins = aggregate.by.clone()?;
        self.like(&begins, &day, span, scope)?;
        let op = Op::Compare(Box::new(begins), vec![(Comparison::AtMost, day)]);
        let begun = Node { op, kind: Some(Kind::Bool), span };
        aggregate.filter = Some(match aggregate.filter.take() {
            None => begun,
            Some(filter) => Node { op: Op::And(vec![filter, begun]), kind: Some(Kind::Bool), span },
        });
        Some(latest)
    }
}
