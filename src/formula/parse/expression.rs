//! The grammar of the language, from 若 down to a single word.

use super::{Parser, Read, faults};
use crate::formula::ast::{Comparison, DefaultOn, Expr, ExprKind, Operator, Span, State};
use crate::formula::lex::Kind;

impl Parser<'_> {
    /// 若 … 则 …, or anything below.
    pub(super) fn expr(&mut self) -> Read<Expr> {
        self.inside(|p| if p.at_keyword("若") { p.condition() } else { p.default() })
    }

    fn condition(&mut self) -> Read<Expr> {
        let start = self.place();
        self.advance();
        let mut arms = vec![self.arm()?];
        while self.took_keyword("否则若") {
            arms.push(self.arm()?);
        }
        let last = if self.took_keyword("否则") { Some(Box::new(self.expr()?)) } else { None };
        if last.is_some() && matches!(self.peek(), Kind::Keyword("否则" | "否则若")) {
            let place = self.place();
            return self.fault(faults::ARM_AFTER_LAST, place, &[("found", self.written(place))]);
        }
        let end = self.last();
        Ok(Self::expr_from(ExprKind::If(arms, last), start, end))
    }

    /// Condition and value. Another 若 in either would leave open to whom a later 否则 belongs.
    fn arm(&mut self) -> Read<(Expr, Expr)> {
        let condition = self.default()?;
        if !self.took_keyword("则") {
            return self.unexpected_as(faults::MISSING_THEN, "则");
        }
        Ok((condition, self.default()?))
    }

    fn default(&mut self) -> Read<Expr> {
        let mut left = self.or()?;
        loop {
            let on = match self.peek() {
                Kind::Keyword("缺则") => DefaultOn::Missing,
                Kind::Keyword("不适用则") => DefaultOn::NotApplicable,
                _ => return Ok(left),
            };
            self.advance();
            let right = self.or()?;
            let (start, end) = (left.span, right.span);
            left = Self::expr_from(ExprKind::Default(on, Box::new(left), Box::new(right)), start, end);
        }
    }

    fn or(&mut self) -> Read<Expr> {
        self.joined("或", Self::and, ExprKind::Or)
    }

    fn and(&mut self) -> Read<Expr> {
        self.joined("且", Self::not, ExprKind::And)
    }

    fn joined(
        &mut self,
        keyword: &str,
        operand: fn(&mut Self) -> Read<Expr>,
        kind: fn(Vec<Expr>) -> ExprKind,
    ) -> Read<Expr> {
        let first = operand(self)?;
        if !self.at_keyword(keyword) {
            return Ok(first);
        }
        let start = first.span;
        let mut all = vec![first];
        while self.took_keyword(keyword) {
            all.push(operand(self)?);
        }
        let end = self.last();
        Ok(Self::expr_from(kind(all), start, end))
    }

    fn not(&mut self) -> Read<Expr> {
        let start = self.place();
        if !self.took_keyword("非") {
            return self.compare();
        }
        let operand = self.inside(Self::not)?;
        let end = operand.span;
        Ok(Self::expr_from(ExprKind::Not(Box::new(operand)), start, end))
    }

    fn compare(&mut self) -> Read<Expr> {
        let left = self.sum()?;
        let start = left.span;
        let left = Box::new(left);
        let kind = match *self.peek() {
            Kind::Compare(_) => ExprKind::Compare(left, self.comparisons()?),
            Kind::Keyword("属于") => ExprKind::Among(left, self.among()?),
            Kind::Keyword("包含") => {
                self.advance();
                ExprKind::Contains(left, Box::new(self.sum()?))
            }
            Kind::Keyword("开头为") => {
                self.advance();
                ExprKind::StartsWith(left, Box::new(self.sum()?))
            }
            Kind::Keyword("缺") => self.state(left, State::Missing),
            Kind::Keyword("不适用") => self.state(left, State::NotApplicable),
            Kind::Keyword("有值") => self.state(left, State::Present),
            _ => return Ok(*left),
        };
        let end = self.last();
        if matches!(
            self.peek(),
            Kind::Compare(_) | Kind::Keyword("属于" | "包含" | "开头为" | "缺" | "不适用" | "有值")
        ) {
            let place = self.place();
            return self.fault(faults::COMPARISON_CHAINED, place, &[("found", self.written(place))]);
        }
        Ok(Self::expr_from(kind, start, end))
    }

    fn comparisons(&mut self) -> Read<Vec<(Comparison, Expr)>> {
        let mut all = Vec::new();
        while let Kind::Compare(comparison) = *self.peek() {
            self.advance();
            all.push((comparison, self.sum()?));
        }
        Ok(all)
    }

    fn state(&mut self, of: Box<Expr>, state: State) -> ExprKind {
        self.advance();
        ExprKind::Is(of, state)
    }

    /// What stands behind 属于: a list in brackets, or one value.
    fn among(&mut self) -> Read<Vec<Expr>> {
        self.advance();
        if !self.at_sign('(') {
            return Ok(vec![self.sum()?]);
        }
        self.list(Self::sum)
    }

    pub(super) fn sum(&mut self) -> Read<Expr> {
        let mut left = self.product()?;
        loop {
            let operator = match self.peek() {
                Kind::Sign('+') => Operator::Add,
                Kind::Sign('−') => Operator::Subtract,
                Kind::Sign('&') => Operator::Join,
                _ => return Ok(left),
            };
            self.advance();
            let right = self.product()?;
            left = Self::binary(operator, left, right);
        }
    }

    fn product(&mut self) -> Read<Expr> {
        let mut left = self.unary()?;
        loop {
            let operator = match self.peek() {
                Kind::Sign('×') => Operator::Multiply,
                Kind::Sign('÷') => Operator::Divide,
                _ => return Ok(left),
            };
            self.advance();
            let right = self.unary()?;
            left = Self::binary(operator, left, right);
        }
    }

    fn binary(operator: Operator, left: Expr, right: Expr) -> Expr {
        let (start, end) = (left.span, right.span);
        Self::expr_from(ExprKind::Binary(operator, Box::new(left), Box::new(right)), start, end)
    }

    fn unary(&mut self) -> Read<Expr> {
        let start = self.place();
        if self.took_sign('−') {
            let operand = self.inside(Self::unary)?;
            let end = operand.span;
            return Ok(Self::expr_from(ExprKind::Negate(Box::new(operand)), start, end));
        }
        let base = self.atom()?;
        if !self.took_sign('^') {
            return Ok(base);
        }
        let exponent = self.inside(Self::unary)?;
        Ok(Self::binary(Operator::Power, base, exponent))
    }

    fn atom(&mut self) -> Read<Expr> {
        let place = self.place();
        let kind = match self.peek().clone() {
            Kind::Number(value, unit) => ExprKind::Number(value, unit),
            Kind::Date(date) => ExprKind::Date(date),
            Kind::Text(text) => ExprKind::Text(text),
            Kind::Keyword("是") => ExprKind::Bool(true),
            Kind::Keyword("否") => ExprKind::Bool(false),
            Kind::Keyword("缺") => ExprKind::Missing,
            Kind::Keyword("不适用") => ExprKind::NotApplicable,
            Kind::Keyword("若") => return self.fault(faults::UNBRACKETED_CONDITION, place, &[]),
            Kind::Name(name) => return self.path_or_call(name),
            Kind::Sign('(') => return self.bracketed(),
            _ => return self.unexpected("value"),
        };
        self.advance();
        Ok(Self::expr_from(kind, place, place))
    }

    fn bracketed(&mut self) -> Read<Expr> {
        let open = self.place();
        self.advance();
        let mut inside = self.expr()?;
        self.close(open)?;
        inside.span.start = open.start;
        inside.span.end = self.last().end;
        Ok(inside)
    }

    /// The bracket that closes the one at `open`.
    pub(super) fn close(&mut self, open: Span) -> Read<()> {
        if self.took_sign(')') {
            return Ok(());
        }
        match self.peek() {
            Kind::End => self.fault(faults::UNCLOSED_BRACKET, open, &[("found", self.written(open))]),
            Kind::Keyword("否则" | "否则若") => {
                let place = self.place();
                self.fault(faults::ARM_AFTER_LAST, place, &[("found", self.written(place))])
            }
            _ => self.unexpected("）"),
        }
    }
}
