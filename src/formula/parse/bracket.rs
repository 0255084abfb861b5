//! What stands in brackets behind a name: arguments and bands. A fault in one of them does not hide
//! faults in those that follow.

use super::{Parser, Read, Stopped, faults};
use crate::formula::ast::{Arg, Band, BandForm, Bound, Expr, ExprKind, Name, NamePart, Span};
use crate::formula::lex::Kind;
use crate::formula::text::normal;

/// Names of the forms with bands; the English ones as well, since what follows them is read otherwise
/// than arguments.
fn band_form(name: &Name) -> Option<BandForm> {
    let [NamePart::Text(text)] = name.parts.as_slice() else { return None };
    match normal(text).as_str() {
        "分档" | "BANDS" => Some(BandForm::Bands),
        "累进" | "MARGINAL" => Some(BandForm::Marginal),
        "插值" | "INTERPOLATE" => Some(BandForm::Interpolate),
        _ => None,
    }
}

impl Parser<'_> {
    pub(super) fn path_or_call(&mut self, first: Name) -> Read<Expr> {
        let start = first.span;
        self.advance();
        if self.at_sign('(') {
            let kind = match band_form(&first).filter(|_| !first.quoted) {
                Some(form) => self.bands(form)?,
                None => ExprKind::Call(first, self.list(Self::argument)?),
            };
            let end = self.last();
            return Ok(Self::expr_from(kind, start, end));
        }
        let mut path = vec![first];
        while self.took_sign('.') {
            match self.peek().clone() {
                Kind::Name(name) => {
                    self.advance();
                    path.push(name);
                }
                _ => return self.unexpected("name"),
            }
        }
        let end = self.last();
        Ok(Self::expr_from(ExprKind::Path(path), start, end))
    }

    /// `(a, b, …)` of whatever `one` reads; goes on behind a faulty one.
    pub(super) fn list<T>(&mut self, one: fn(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        let open = self.place();
        self.advance();
        let mut all = Vec::new();
        if self.took_sign(')') {
            return Ok(all);
        }
        let depth = self.depth;
        let mut whole = true;
        loop {
            match one(self).and_then(|item| self.separated(open, ',', "， ）").map(|()| item)) {
                Ok(item) => all.push(item),
                Err(Stopped) => {
                    whole = false;
                    self.skip_to(depth, ',')?;
                }
            }
            if !self.took_sign(',') {
                self.advance();
                return if whole { Ok(all) } else { Err(Stopped) };
            }
        }
    }

    /// Does the list go on with `separator` or end here? The separator is left standing.
    fn separated(&mut self, open: Span, separator: char, expected: &str) -> Read<()> {
        let place = self.place();
        match self.peek() {
            Kind::Sign(c) if *c == separator || *c == ')' => Ok(()),
            Kind::End => self.fault(faults::UNCLOSED_BRACKET, open, &[("found", self.written(open))]),
            Kind::Sign(',' | ';') => {
                let right = if separator == ',' { "，" } else { "；" };
                self.fault(faults::WRONG_SEPARATOR, place, &[("found", self.written(place)), ("expected", right)])
            }
            Kind::Keyword("否则" | "否则若") => {
                self.fault(faults::ARM_AFTER_LAST, place, &[("found", self.written(place))])
            }
            _ => self.unexpected(expected),
        }
    }

    /// Goes to the next separator (of either kind, for one may stand for the other) or closing
    /// bracket of the list whose inside is `depth` brackets deep.
    fn skip_to(&mut self, depth: usize, separator: char) -> Read<()> {
        loop {
            match self.peek() {
                Kind::End => return Err(Stopped),
                Kind::Sign(c) if self.depth == depth && (*c == separator || *c == ')') => return Ok(()),
                _ => self.advance(),
            }
        }
    }

    fn argument(&mut self) -> Read<Arg> {
        let place = self.place();
        Ok(match self.peek() {
            Kind::Keyword("其中") => {
                self.advance();
                Arg::Where(self.expr()?)
            }
            Kind::Keyword("按") => {
                self.advance();
                Arg::By(self.expr()?)
            }
            Kind::Keyword("不重复") => {
                self.advance();
                Arg::Distinct(self.path()?)
            }
            Kind::Keyword("从低") => {
                self.advance();
                Arg::Lowest(place)
            }
            // Without the blank 其中 would silently become part of a name.
            Kind::Name(name) if !name.quoted && self.written(place).starts_with("其中") => {
                return self.unexpected("其中");
            }
            _ => Arg::Value(self.expr()?),
        })
    }

    /// A name or a path, and nothing else.
    fn path(&mut self) -> Read<Expr> {
        match self.peek().clone() {
            Kind::Name(name) => {
                let read = self.path_or_call(name)?;
                match read.kind {
                    ExprKind::Path(_) => Ok(read),
                    _ => {
                        let span = read.span;
                        let args = [("found", self.written(span)), ("expected", "name")];
                        self.fault(faults::UNEXPECTED_WORD, span, &args)
                    }
                }
            }
            _ => self.unexpected("name"),
        }
    }

    fn bands(&mut self, form: BandForm) -> Read<ExprKind> {
        let open = self.place();
        self.advance();
        let depth = self.depth;
        let mut whole = true;
        let value = match self.expr().and_then(|v| self.separated(open, ';', "；").map(|()| v)) {
            Ok(value) => Some(value),
            Err(Stopped) => {
                self.skip_to(depth, ';')?;
                None
            }
        };
        if self.at_sign(')') && value.is_some() {
            return self.unexpected("；");
        }
        let mut bands = Vec::new();
        while self.took_sign(';') {
            match self.band(form).and_then(|b| self.separated(open, ';', "； ）").map(|()| b)) {
                Ok(band) => bands.push(band),
                Err(Stopped) => {
                    whole = false;
                    self.skip_to(depth, ';')?;
                }
            }
        }
        self.advance();
        match value.filter(|_| whole) {
            Some(value) => Ok(ExprKind::Bands(form, Box::new(value), bands)),
            None => Err(Stopped),
        }
    }

    fn band(&mut self, form: BandForm) -> Read<Band> {
        let start = self.place();
        let bound = self.bound(form)?;
        if !self.took_keyword("得") {
            return self.unexpected_as(faults::MISSING_GETS, "得");
        }
        let value = self.expr()?;
        let span = Span { start: start.start, end: value.span.end };
        Ok(Band { bound, value, span })
    }

    fn bound(&mut self, form: BandForm) -> Read<Bound> {
        if self.took_keyword("其余") {
            return Ok(Bound::Else);
        }
        if let (Kind::Compare(comparison), true) = (self.peek().clone(), form != BandForm::Interpolate) {
            self.advance();
            return Ok(Bound::Than(comparison, self.sum()?));
        }
        let low = self.sum()?;
        if form == BandForm::Interpolate {
            return Ok(Bound::At(low));
        }
        if *self.peek() != Kind::Range {
            if self.run_together().is_some() {
                return self.unexpected_as(faults::MISSING_GETS, "得");
            }
            return self.fault(faults::MISSING_BOUND, low.span, &[("found", self.written(low.span))]);
        }
        self.advance();
        let high = if self.at_keyword("得") { None } else { Some(self.sum()?) };
        Ok(Bound::Range(low, high))
    }
}
