//! Calls: functions of values, and methods with their arguments put in.

use std::sync::Arc;

use crate::formula::ast::{Arg, Expr, ExprKind, Name, Span, Unit};
use crate::formula::tree::{At, Columns, Function, Node, Op, RowAt};
use crate::number::Format;
use crate::scheme::decl::MethodDecl;
use crate::scoring::faults;
use crate::tables::Kind;

use super::catalogue::{self, Called};
use super::{Resolver, Role, Scope, pattern_text};

impl<'a> Resolver<'a> {
    pub(super) fn call(&mut self, name: &Name, arguments: &[Arg], span: Span, scope: &Scope) -> Option<Node> {
        let plain = pattern_text(name);
        match catalogue::find(&plain) {
            Some((prefix, Called::Fold(fold))) => self.aggregate(prefix, fold, arguments, span, scope),
            Some((_, Called::Function(function))) => {
                let values = self.values(&plain, arguments, span, scope)?;
                self.function(function, values, span, scope)
            }
            Some((_, Called::Find)) => self.find_entry(arguments, span, scope),
            Some((_, Called::Occurrence)) => self.occurrence(arguments, span, scope),
            Some((_, Called::InForce)) => self.in_force(arguments, span, scope),
            Some((_, Called::Score)) => self.chosen(arguments, span, scope),
            None => self.method(&plain, name.span, arguments, span, scope),
        }
    }

    pub(super) fn values(&mut self, name: &str, arguments: &[Arg], span: Span, scope: &Scope) -> Option<Vec<Node>> {
        let mut read = Vec::new();
        for argument in arguments {
            let Arg::Value(expr) = argument else {
                return self.wrong_form(name, &format!("{name}(…)"), span, scope);
            };
            read.push(self.expression(expr, scope));
        }
        read.into_iter().collect()
    }

    fn wrong_count<T>(&mut self, name: &str, found: usize, expected: &str, span: Span, scope: &Scope) -> Option<T> {
        let found = found.to_string();
        let args = [("function", name), ("found", &*found), ("expected", expected)];
        self.fault(faults::WRONG_ARGUMENTS, span, scope, &args);
        None
    }

    pub(super) fn wrong_form<T>(&mut self, name: &str, expected: &str, span: Span, scope: &Scope) -> Option<T> {
        let args = [("function", name), ("found", "form"), ("expected", expected)];
        self.fault(faults::WRONG_ARGUMENTS, span, scope, &args);
        None
    }

    fn function(&mut self, function: Function, values: Vec<Node>, span: Span, scope: &Scope) -> Option<Node> {
        let (least, most) = match function {
            Function::AtMost | Function::AtLeast | Function::Award | Function::Per | Function::PerWhole => (2, 2),
            Function::ToStep | Function::Ratio | Function::Logarithm => (2, 2),
            Function::Clamp | Function::Root | Function::Power => (3, 3),
            Function::Round(_) | Function::Text => (1, 2),
            Function::Absolute | Function::Of(_) => (1, 1),
            Function::RankPoints => (2, usize::MAX),
            Function::ByWeights => (1, usize::MAX),
            Function::Find(_) | Function::Occurrence { .. } => (0, usize::MAX),
        };
        if values.len() < least || values.len() > most {
            let name = catalogue::name_of(Called::Function(function));
            return self.wrong_count(name, values.len(), &catalogue::count_text(least, most), span, scope);
        }
        let kind = self.function_kind(function, &values, span, scope)?;
        if let (Function::Round(_), Some(Kind::Number(Unit::Money)), Some([one, other])) =
            (function, kind, &scope.at_odds)
        {
            self.fault(faults::MONEY_AT_ODDS, span, scope, &[("one", one), ("other", other)]);
        }
        let values = if function == Function::ByWeights { self.weighted(values, scope)? } else { values };
        Some(Node { op: Op::Call(function, values), kind, span })
    }

    /// The kind that comes out; `Some(None)` where it is open.
    fn function_kind(
        &mut self,
        function: Function,
        values: &[Node],
        span: Span,
        scope: &Scope,
    ) -> Option<Option<Kind>> {
        let bare = Some(Kind::Number(Unit::Bare));
        if !matches!(function, Function::Text | Function::Award) {
            for value in values {
                self.number(value, scope)?;
            }
        }
        Some(match function {
            Function::AtMost | Function::AtLeast => self.like(&values[0], &values[1], span, scope),
            Function::Clamp => {
                self.like(&values[0], &values[1], span, scope);
                self.like(&values[0], &values[2], span, scope);
                values[0].kind
            }
            Function::Award => {
                if !matches!(values[0].kind, Some(Kind::Bool) | None) {
                    let found = values[0].kind.map(|k| self.kind_name(k)).unwrap_or_default();
                    self.fault(faults::NOT_A_CONDITION, values[0].span, scope, &[("found", &found)]);
                    return None;
                }
                values[1].kind
            }
            Function::Per | Function::PerWhole | Function::Ratio => {
                if values[0].kind == values[1].kind {
                    bare
                } else {
                    values[0].kind
                }
            }
            Function::RankPoints => values[1].kind,
            Function::ByWeights => self.weights_kind(values),
            Function::Text => {
                let readable = |node: &Node| matches!(&node.op, Op::Text(format) if Format::read(format).given);
                if let Some(format) = values.get(1).filter(|node| !readable(node)) {
                    let form = "文字(x, “0.00”)";
                    return self.wrong_form("文字", form, format.span, scope);
                }
                Some(Kind::Text)
            }
            Function::Logarithm => bare,
            _ => values[0].kind,
        })
    }

    fn weights_kind(&self, values: &[Node]) -> Option<Kind> {
        values.iter().find_map(|v| match &v.op {
            Op::Binary(crate::formula::ast::Operator::Multiply, x, _) => x.kind,
            _ => None,
        })
    }

    /// `甲 × 80%` of 按权重 becomes its two sides.
    fn weighted(&mut self, values: Vec<Node>, scope: &Scope) -> Option<Vec<Node>> {
        let mut out = Vec::new();
        for value in values {
            let span = value.span;
            let Op::Binary(crate::formula::ast::Operator::Multiply, x, w) = value.op else {
                return self.wrong_form("按权重", "按权重(甲 × 80%, 乙 × 20%)", span, scope);
            };
            out.push(*x);
            out.push(*w);
        }
        Some(out)
    }

    fn find_entry(&mut self, arguments: &[Arg], span: Span, scope: &Scope) -> Option<Node> {
        let Some(Arg::Value(Expr { kind: ExprKind::Path(names), .. })) = arguments.first() else {
            return self.wrong_form("归入", "归入(表, 值, …)", span, scope);
        };
        let plain = pattern_text(&names[0]);
        let Some(table) = self.named(&plain, scope) else {
            self.unknown(&plain, names[0].span, scope);
            return None;
        };
        let values = self.values("归入", &arguments[1..], span, scope)?;
        let keys = self.table(table).key.len();
        if values.len() != keys {
            return self.wrong_count("归入", values.len() + 1, &(keys + 1).to_string(), span, scope);
        }
        Some(Node { op: Op::Call(Function::Find(table), values), kind: Some(Kind::Entry(table)), span })
    }

    fn occurrence(&mut self, arguments: &[Arg], span: Span, scope: &Scope) -> Option<Node> {
        let values = self.values("第几次", arguments, span, scope)?;
        let found = match &values[..] {
            [Node { op: Op::Column { table, columns: Columns::One(column), row: RowAt::At(At::Slot(_)) }, .. }] => {
                Some((*table, *column))
            }
            _ => None,
        };
        let Some((table, column)) = found else {
            return self.wrong_form("第几次", "第几次(列)", span, scope);
        };
        let slot = scope.rows().find(|(_, t)| *t == table)?.0;
        let row = Node { op: Op::Entry(At::Slot(slot)), kind: Some(Kind::Entry(table)), span };
        let op = Op::Call(Function::Occurrence { table, column }, vec![row]);
        Some(Node { op, kind: Some(Kind::Number(Unit::Bare)), span })
    }

    fn method(&mut self, name: &str, name_span: Span, arguments: &[Arg], span: Span, scope: &Scope) -> Option<Node> {
        let Some(method) = self.method_named(name, scope) else {
            let known = catalogue::FUNCTIONS.iter().map(|(zh, _, _)| *zh);
            let methods: Vec<String> = self.methods_in(scope).iter().map(|m| pattern_text(&m.item.name)).collect();
            let suggest = catalogue::nearest(name, known.chain(methods.iter().map(String::as_str)));
            let args = [("found", name), ("suggest", suggest.as_deref().unwrap_or("none"))];
            self.fault(faults::UNKNOWN_FUNCTION, name_span, scope, &args);
            return None;
        };
        let values = self.values(name, arguments, span, scope)?;
        let count = method.item.parameters.len();
        if values.len() != count {
            return self.wrong_count(name, values.len(), &count.to_string(), span, scope);
        }
        self.applied(method, values, span, scope)
    }

    /// A method with its arguments put in.
    pub(super) fn applied(
        &mut self,
        method: &'a MethodDecl,
        values: Vec<Node>,
        span: Span,
        scope: &Scope,
    ) -> Option<Node> {
        let file = method.file.clone();
        let values = self.typed(method, values, scope)?;
        let method = &method.item;
        let mut inner = scope.clone();
        inner.forget(|h| h.role != Role::Unit);
        inner.home = None;
        inner.file = file.clone();
        inner.parameters = method.parameters.iter().zip(&values).map(|((n, _), v)| (pattern_text(n), v.kind)).collect();
        let body = self.expression(&method.body, &inner)?;
        let kind = body.kind;
        let op = Op::Method { name: pattern_text(&method.name), arguments: values, body: Arc::new(body), file };
        Some(Node { op, kind, span })
    }

    pub(super) fn methods_in(&self, scope: &Scope) -> Vec<&'a MethodDecl> {
        match scope.scheme {
            Some(scheme) => self.schemes[scheme].decl.methods.iter().collect(),
            None => self.methods.clone(),
        }
    }

    pub(super) fn method_named(&self, name: &str, scope: &Scope) -> Option<&'a MethodDecl> {
        // A later definition replaces an earlier one: the prelude's and an include's come first.
        self.methods_in(scope).into_iter().rev().find(|m| pattern_text(&m.item.name) == name)
    }
}
