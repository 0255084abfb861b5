//! 计分: methods that the data names, and the types that methods give their parameters.

use std::sync::Arc;

use crate::finding::{Finding, Place};
use crate::formula::ast::{Arg, Expr, ExprKind, Name, Span};
use crate::formula::text::normal;
use crate::formula::tree::{Columns, Node, Op, RowAt, Typed};
use crate::scheme::decl::{ColumnKind, MethodDecl};
use crate::scoring::faults;
use crate::tables::{Kind, Origin, Value};

use super::{Resolver, Scope, catalogue, pattern_text};

impl<'a> Resolver<'a> {
    /// `计分(指标.计分方法)`: one arm per method that stands in the column.
    pub(super) fn chosen(&mut self, arguments: &[Arg], span: Span, scope: &Scope) -> Option<Node> {
        let form = "计分(表.列)";
        let [Arg::Value(expr)] = arguments else { return self.wrong_form("计分", form, span, scope) };
        let by = self.expression(expr, scope)?;
        let (table, column, row) = match &by.op {
            Op::Column { table, columns: Columns::One(column), row }
                if by.kind == Some(Kind::Text) && !self.derived.contains_key(&(*table, *column)) =>
            {
                (*table, *column, row.clone())
            }
            _ => return self.wrong_form("计分", form, span, scope),
        };
        let mut methods = Vec::new();
        for (name, origin) in self.methods_of_data(table, column) {
            let method = self.method_of_data(table, &name, origin, scope);
            methods.push(method.and_then(|method| Some((name, self.by_data(method, table, &row, span, scope)?))));
        }
        let methods: Vec<(Arc<str>, Node)> = methods.into_iter().collect::<Option<_>>()?;
        let kind = self.arms_kind(&methods.iter().map(|(_, node)| node).collect::<Vec<_>>(), span, scope);
        Some(Node { op: Op::Chosen(Box::new(by), methods), kind, span })
    }

    /// The different names in a column, each with the first cell it stands in.
    fn methods_of_data(&self, table: usize, column: usize) -> Vec<(Arc<str>, Origin)> {
        let column = &self.table(table).columns[column];
        let mut names: Vec<(Arc<str>, Origin)> = Vec::new();
        for (row, value) in column.values.iter().enumerate() {
            let Value::Text(name) = value else { continue };
            if !names.iter().any(|(known, _)| normal(known) == normal(name)) {
                names.push((name.clone(), column.origins.get(row).copied().unwrap_or(Origin::NONE)));
            }
        }
        names
    }

    /// The method of that name; an unknown one is told at its cell.
    fn method_of_data(&mut self, table: usize, name: &str, origin: Origin, scope: &Scope) -> Option<&'a MethodDecl> {
        let wanted = normal(name);
        let found = self.methods_in(scope).into_iter().rev().find(|m| normal(&pattern_text(&m.item.name)) == wanted);
        if found.is_none() {
            let known: Vec<String> = self.methods_in(scope).iter().map(|m| pattern_text(&m.item.name)).collect();
            let suggest = catalogue::nearest(name, known.iter().map(String::as_str)).unwrap_or_else(|| "none".into());
            let place = self.tables.origins.place(origin).unwrap_or_else(|| Place::file(scope.file.clone()));
            let table = self.table(table).name.to_string();
            let finding = Finding::new(faults::UNKNOWN_METHOD, place).with("found", name).with("suggest", suggest);
            self.findings.push(finding.with("table", table));
        }
        found
    }

    /// A method whose parameters are looked up by their names: in the row that names it, then as if written there.
    fn by_data(
        &mut self,
        method: &'a MethodDecl,
        table: usize,
        row: &RowAt,
        span: Span,
        scope: &Scope,
    ) -> Option<Node> {
        let mut values = Vec::new();
        for (parameter, _) in &method.item.parameters {
            let value = match self.column_at(table, parameter, row.clone(), span, scope) {
                Some(value) => Some(value),
                None => {
                    let name = Name { span, ..parameter.clone() };
                    self.expression(&Expr { kind: ExprKind::Path(vec![name]), span }, scope)
                }
            };
            values.push(value);
        }
        let values: Vec<Node> = values.into_iter().collect::<Option<_>>()?;
        self.applied(method, values, span, scope)
    }

    /// Arguments as the method wants them: 原样 cells are converted where the parameter has a type.
    pub(super) fn typed(&mut self, method: &'a MethodDecl, values: Vec<Node>, scope: &Scope) -> Option<Vec<Node>> {
        let inner = Scope { file: method.file.clone(), ..scope.clone() };
        let mut out = Vec::new();
        for ((_, written), value) in method.item.parameters.iter().zip(values) {
            let Some((text, span)) = written else {
                out.push(value);
                continue;
            };
            let wanted = self.wanted(text, *span, &inner)?;
            match value.kind {
                Some(Kind::Raw) => {
                    let (kind, span) = (Some(wanted.kind), value.span);
                    out.push(Node { op: Op::Typed(Box::new(value), Arc::new(wanted)), kind, span });
                }
                _ => {
                    let like = Node { op: Op::NotApplicable, kind: Some(wanted.kind), span: value.span };
                    self.like(&value, &like, value.span, scope);
                    out.push(value);
                }
            }
        }
        Some(out)
    }

    /// What the type of a parameter means.
    fn wanted(&mut self, text: &str, span: Span, scope: &Scope) -> Option<Typed> {
        let plain = |kind| Typed { kind, word: String::new(), scale: 1 };
        if let Some(table) = self.named(text.trim(), scope) {
            return Some(plain(Kind::Entry(table)));
        }
        match crate::scheme::kind_of(text.trim()) {
            Some(ColumnKind::Number { unit, word, scale }) => Some(Typed { kind: Kind::Number(unit), word, scale }),
            Some(ColumnKind::YesNo) => Some(plain(Kind::Bool)),
            Some(ColumnKind::Date) => Some(plain(Kind::Date)),
            Some(ColumnKind::Text) => Some(plain(Kind::Text)),
            _ => {
                self.fault(faults::UNKNOWN_NAME, span, scope, &[("found", text), ("suggest", "none")]);
                None
            }
        }
    }
}
