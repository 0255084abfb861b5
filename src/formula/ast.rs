//! What the text of a rule says, before any name is resolved. Spans are bytes of the scheme file.

use crate::number::Exact;

/// Bytes `start..end` of the file the text stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Full year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// No unit, or a plain count.
    Bare,
    /// 分.
    Points,
    /// Money, held in yuan.
    Money,
    /// A share, held as a fraction of one: 85% is 0.85.
    Percent,
}

/// A name as written: pieces of text and entries put in, `满意率·{季度}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// In order; never two texts in a row.
    pub parts: Vec<NamePart>,
    /// Where it stands.
    pub span: Span,
    /// Written in 「」.
    pub quoted: bool,
}

/// A piece of a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NamePart {
    /// Literal text.
    Text(String),
    /// `{表}`: the entry of that table which is at hand.
    Entry(String),
}

/// An expression with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// The grammar of the language, one variant per form.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `40%`, `30分`, `5万元` (held as 50000 yuan), `8件` (bare).
    Number(Exact, Unit),
    /// `2025年3月1日`.
    Date(Date),
    /// `“村”`.
    Text(String),
    /// 是, 否.
    Bool(bool),
    /// 缺.
    Missing,
    /// 不适用.
    NotApplicable,
    /// `指标.分值`.
    Path(Vec<Name>),
    /// `合计(x，其中 c)`.
    Call(Name, Vec<Arg>),
    /// 分档, 累进, 插值.
    Bands(BandForm, Box<Expr>, Vec<Band>),
    /// 若 … 则 … 否则若 … 否则 …
    If(Vec<(Expr, Expr)>, Option<Box<Expr>>),
    /// `x 缺则 v`, `x 不适用则 v` (which catches 缺 too).
    Default(DefaultOn, Box<Expr>, Box<Expr>),
    /// Two or more.
    Or(Vec<Expr>),
    /// Two or more.
    And(Vec<Expr>),
    /// 非.
    Not(Box<Expr>),
    /// `a ≤ b < c`: the first operand, then each comparison with its right operand.
    Compare(Box<Expr>, Vec<(Comparison, Expr)>),
    /// `x 属于 (a, b)`, `日期 属于 本期`.
    Among(Box<Expr>, Vec<Expr>),
    /// `x 包含 y`.
    Contains(Box<Expr>, Box<Expr>),
    /// `x 开头为 y`.
    StartsWith(Box<Expr>, Box<Expr>),
    /// `x 缺`, `x 不适用`, `x 有值`.
    Is(Box<Expr>, State),
    /// + − × ÷ ^ &
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// Leading −.
    Negate(Box<Expr>),
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// A value.
    Value(Expr),
    /// 其中 condition.
    Where(Expr),
    /// 按 key.
    By(Expr),
    /// 不重复 表.列.
    Distinct(Expr),
    /// 从低.
    Lowest(Span),
}

/// The three forms with bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BandForm {
    /// 分档: the first band that fits.
    Bands,
    /// 累进: each slice at its own rate.
    Marginal,
    /// 插值: linear between points.
    Interpolate,
}

/// `≥90 得 10分`, `80..90 得 5分`, `其余 得 0分`; a point of 插值 is an [`Bound::At`].
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Which values it takes.
    pub bound: Bound,
    /// What they get.
    pub value: Expr,
    /// Where it stands.
    pub span: Span,
}

/// Which values a band takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// `≥90`, `=1`.
    Than(Comparison, Expr),
    /// `a..b`, `a..`.
    Range(Expr, Option<Expr>),
    /// A bare number: a point of 插值.
    At(Expr),
    /// 其余.
    Else,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// =
    Equal,
    /// ≠
    Unequal,
    /// <
    Less,
    /// ≤
    AtMost,
    /// >
    Greater,
    /// ≥
    AtLeast,
}

/// Arithmetic and joining.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// +
    Add,
    /// −
    Subtract,
    /// ×
    Multiply,
    /// ÷
    Divide,
    /// ^
    Power,
    /// & joins texts.
    Join,
}

/// What 缺则 and 不适用则 catch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DefaultOn {
    /// 缺则.
    Missing,
    /// 不适用则: not applicable, and missing too.
    NotApplicable,
}

/// The states that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// 缺.
    Missing,
    /// 不适用.
    NotApplicable,
    /// 有值: neither, and no empty text.
    Present,
}

/// One line of a `rules`, `derive` or `figures` block.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// `名称[0.00, 满分 x] = 公式`, `名称：条件`, `辅 名称 = 公式`.
    Rule(RuleItem),
    /// `须 [{表}：] 条件`, `宜 …`.
    Check(CheckItem),
}

/// A rule as written.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleItem {
    /// The name left of `=`.
    pub name: Name,
    /// `[0.00]`: the format as written, with its place.
    pub format: Option<(String, Span)>,
    /// `[…, 满分 x]`.
    pub full_marks: Option<Expr>,
    /// Written with 辅.
    pub aid: bool,
    /// Written with ： (yes/no).
    pub condition: bool,
    /// Right of `=`.
    pub formula: Expr,
    /// The whole line.
    pub span: Span,
}

/// 须 or 宜.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckItem {
    /// 宜: a warning instead of an error.
    pub advisory: bool,
    /// `{表}：` before the condition.
    pub each: Vec<String>,
    /// What must hold.
    pub condition: Expr,
    /// The whole line.
    pub span: Span,
}

/// `名称(甲, 乙: 类型) = 公式` of a `methods` block.
#[derive(Clone, Debug, PartialEq)]
pub struct MethodItem {
    /// Its name.
    pub name: Name,
    /// Parameters, each with its declared type text, if any.
    pub parameters: Vec<(Name, Option<(String, Span)>)>,
    /// Its formula.
    pub body: Expr,
    /// The whole definition.
    pub span: Span,
}

impl Expr {
    /// The expressions directly under this one, in the order written.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Number(..) | ExprKind::Date(_) | ExprKind::Text(_) | ExprKind::Bool(_) => vec![],
            ExprKind::Missing | ExprKind::NotApplicable | ExprKind::Path(_) => vec![],
            ExprKind::Call(_, arguments) => arguments
                .iter()
                .filter_map(|a| match a {
                    Arg::Value(e) | Arg::Where(e) | Arg::By(e) | Arg::Distinct(e) => Some(e),
                    Arg::Lowest(_) => None,
                })
                .collect(),
            ExprKind::Bands(_, on, bands) => {
                let parts = bands.iter().flat_map(|b| {
                    let ends: Vec<&Expr> = match &b.bound {
                        Bound::Than(_, e) | Bound::At(e) | Bound::Range(e, None) => vec![e],
                        Bound::Range(a, Some(b)) => vec![a, b],
                        Bound::Else => vec![],
                    };
                    ends.into_iter().chain(std::iter::once(&b.value))
                });
                std::iter::once(&**on).chain(parts).collect()
            }
            ExprKind::If(arms, other) => arms.iter().flat_map(|(c, v)| [c, v]).chain(other.as_deref()).collect(),
            ExprKind::Default(_, a, b) | ExprKind::Contains(a, b) | ExprKind::StartsWith(a, b) => vec![a, b],
            ExprKind::Binary(_, a, b) => vec![a, b],
            ExprKind::Or(list) | ExprKind::And(list) => list.iter().collect(),
            ExprKind::Not(x) | ExprKind::Is(x, _) | ExprKind::Negate(x) => vec![x],
            ExprKind::Compare(first, rest) => std::iter::once(&**first).chain(rest.iter().map(|(_, e)| e)).collect(),
            ExprKind::Among(x, set) => std::iter::once(&**x).chain(set).collect(),
        }
    }

    /// The same expression with the name of each call replaced where `renamed` gives another.
    pub fn with_calls(&self, renamed: &dyn Fn(&Name) -> Option<Name>) -> Expr {
        use ExprKind as K;
        let of = |e: &Expr| e.with_calls(renamed);
        let boxed = |e: &Expr| Box::new(of(e));
        let all = |list: &[Expr]| list.iter().map(of).collect::<Vec<_>>();
        let kind = match &self.kind {
            K::Call(name, args) => {
                let args = args.iter().map(|arg| match arg {
                    Arg::Value(e) => Arg::Value(of(e)),
                    Arg::Where(e) => Arg::Where(of(e)),
                    Arg::By(e) => Arg::By(of(e)),
                    Arg::Distinct(e) => Arg::Distinct(of(e)),
                    Arg::Lowest(span) => Arg::Lowest(*span),
                });
                K::Call(renamed(name).unwrap_or_else(|| name.clone()), args.collect())
            }
            K::Bands(form, on, bands) => {
                let band = |b: &Band| {
                    let bound = match &b.bound {
                        Bound::Than(c, e) => Bound::Than(*c, of(e)),
                        Bound::Range(low, high) => Bound::Range(of(low), high.as_ref().map(of)),
                        Bound::At(e) => Bound::At(of(e)),
                        Bound::Else => Bound::Else,
                    };
                    Band { bound, value: of(&b.value), span: b.span }
                };
                K::Bands(*form, boxed(on), bands.iter().map(band).collect())
            }
            K::If(arms, last) => K::If(arms.iter().map(|(c, v)| (of(c), of(v))).collect(), last.as_deref().map(boxed)),
            K::Default(on, a, b) => K::Default(*on, boxed(a), boxed(b)),
            K::Or(list) => K::Or(all(list)),
            K::And(list) => K::And(all(list)),
            K::Not(x) => K::Not(boxed(x)),
            K::Compare(x, rest) => K::Compare(boxed(x), rest.iter().map(|(c, e)| (*c, of(e))).collect()),
            K::Among(x, set) => K::Among(boxed(x), all(set)),
            K::Contains(a, b) => K::Contains(boxed(a), boxed(b)),
            K::StartsWith(a, b) => K::StartsWith(boxed(a), boxed(b)),
            K::Is(x, state) => K::Is(boxed(x), *state),
            K::Binary(o, a, b) => K::Binary(*o, boxed(a), boxed(b)),
            K::Negate(x) => K::Negate(boxed(x)),
            same => same.clone(),
        };
        Expr { kind, span: self.span }
    }

    /// The expression under this one, or itself, that stands exactly there.
    pub fn at(&self, span: Span) -> Option<&Expr> {
        if self.span == span {
            return Some(self);
        }
        self.children().into_iter().find_map(|child| child.at(span))
    }
}
