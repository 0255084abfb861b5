//! Formulas with every name resolved: the one tree that is computed, written as a live spreadsheet
//! formula, typeset and explained.
//!
//! A formula is computed for things *at hand*: the unit, entries of tables, rows.
//! Each is a [`Slot`] of the frame it is computed in; an aggregate opens new slots for what it runs over.

mod call;
mod standing;

use std::sync::Arc;

use crate::formula::ast::{BandForm, Comparison, Date, DefaultOn, Operator, Span, State};
use crate::formula::kind::Kind;
use crate::number::Exact;

pub use call::{DatePart, Fold, Function, Typed, Which};

/// A thing at hand, by its place in the frame.
pub type Slot = usize;

/// An expression, its kind and its place in the scheme.
#[derive(Clone, Debug)]
pub struct Node {
    /// What is done.
    pub op: Op,
    /// What its values are; `None` where only 不适用 or 缺 can come out.
    pub kind: Option<Kind>,
    /// Where it is written; spans are of the file of the rule.
    pub span: Span,
}

/// An entry: one at hand, or a fixed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// What is at hand in that slot.
    Slot(Slot),
    /// Always this entry.
    Fixed(u32),
}

/// Which row of a table a column is read from.
#[derive(Clone, Debug)]
pub enum RowAt {
    /// The row or entry at hand, or a fixed one.
    At(At),
    /// The entry that the node gives.
    Of(Box<Node>),
    /// The one row that belongs.
    Belonging(Join),
}

/// The rows of a table that belong to what is at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    /// Index of the table.
    pub table: usize,
    /// What must agree; empty: every row belongs.
    pub on: Vec<(JoinKey, JoinValue)>,
}

/// The side of the joined table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JoinKey {
    /// The row itself is the entry.
    Row,
    /// A reference column.
    Column(usize),
}

/// The side of what is at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinValue {
    /// The thing at hand.
    Entry(At),
    /// The thing at hand's own reference: table and column of the slot's thing.
    Reference {
        /// The thing.
        at: At,
        /// Its table.
        table: usize,
        /// Its reference column.
        column: usize,
    },
}

/// A column, or the member of a family of columns that the entry at hand chooses.
#[derive(Clone, Debug, PartialEq)]
pub enum Columns {
    /// This one.
    One(usize),
    /// By the entry at hand in the slot.
    ByEntry {
        /// Which thing at hand chooses.
        slot: Slot,
        /// Column of each entry.
        columns: Vec<usize>,
    },
}

/// A rule of a scheme, at a unit and entries.
#[derive(Clone, Debug)]
pub struct RuleRef {
    /// Which scheme's rule.
    pub scheme: usize,
    /// Which rule and entries.
    pub target: Target,
    /// For which unit.
    pub unit: UnitAt,
    /// The name as written, for showing.
    pub name: String,
}

/// Which rule a name means, and at which entries of its family.
#[derive(Clone, Debug)]
pub enum Target {
    /// One rule.
    One {
        /// Its index.
        rule: usize,
        /// Its entries in the order of its axes.
        entries: Vec<At>,
    },
    /// The entries at hand put into the name decide whose member it is.
    Varied {
        /// The things at hand that stand in the name.
        slots: Vec<Slot>,
        /// How many entries each has.
        sizes: Vec<usize>,
        /// By mixed radix of those entries: rule and entries.
        members: Vec<Option<(usize, Vec<u32>)>>,
    },
}

/// For which unit a rule or standing is read.
#[derive(Clone, Debug)]
pub enum UnitAt {
    /// The one at hand.
    Slot(Slot),
    /// The one that a reference names.
    Of(Box<Node>),
    /// None: an overall rule.
    Overall,
}

/// What standing gives each unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StandingItem {
    /// 得分.
    Score,
    /// 名次.
    Rank,
    /// 位次.
    Position,
    /// 倒数名次.
    RankFromLast,
    /// 等次.
    Tier,
    /// 奖项.
    Prize,
    /// 绩效工资.
    Pay,
    /// The flag with this index.
    Flag(usize),
}

/// A fact of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodItem {
    /// 起.
    First,
    /// 止.
    Last,
    /// 天数.
    Days,
    /// 年.
    Year,
    /// 月.
    Month,
    /// 名.
    Label,
}

/// What a node does.
#[derive(Clone, Debug)]
pub enum Op {
    /// A number in its unit.
    Number(Exact),
    /// A date.
    Date(Date),
    /// A text.
    Text(Arc<str>),
    /// Yes or no.
    Bool(bool),
    /// 缺.
    Missing,
    /// 不适用.
    NotApplicable,
    /// An entry, at hand or fixed; the kind says of which table.
    Entry(At),
    /// A column of a table.
    Column {
        /// Index of the table.
        table: usize,
        /// Which column.
        columns: Columns,
        /// Which row.
        row: RowAt,
    },
    /// A rule.
    Rule(RuleRef),
    /// Standing of a unit.
    Standing {
        /// Whose standing.
        scheme: usize,
        /// What of it.
        item: StandingItem,
        /// Which unit.
        unit: UnitAt,
    },
    /// A fact of the period.
    Period(PeriodItem),
    /// 上期, 上年: what a rule or standing was in the publication of an earlier period.
    Earlier(Which, Box<Node>),
    /// A parameter of the method that the formula stands in.
    Parameter(usize),
    /// A method with its arguments put in.
    Method {
        /// Its name.
        name: String,
        /// Arguments, computed where the method is called.
        arguments: Vec<Node>,
        /// Its formula; shared by all its uses with the same kinds.
        body: Arc<Node>,
        /// File of the formula's spans.
        file: Arc<str>,
    },
    /// 计分: the method that the data names, by its name.
    Chosen(Box<Node>, Vec<(Arc<str>, Node)>),
    /// The value of an 原样 cell as a method wants it.
    Typed(Box<Node>, Arc<Typed>),
    /// 若.
    If(Vec<(Node, Node)>, Option<Box<Node>>),
    /// 或.
    Or(Vec<Node>),
    /// 且.
    And(Vec<Node>),
    /// 非.
    Not(Box<Node>),
    /// Comparisons in a chain.
    Compare(Box<Node>, Vec<(Comparison, Node)>),
    /// 属于.
    Among(Box<Node>, Vec<Node>),
    /// 属于 本期.
    InPeriod(Box<Node>),
    /// 包含.
    Contains(Box<Node>, Box<Node>),
    /// 开头为.
    StartsWith(Box<Node>, Box<Node>),
    /// 缺, 不适用, 有值.
    Is(Box<Node>, State),
    /// 缺则, 不适用则.
    Default(DefaultOn, Box<Node>, Box<Node>),
    /// Arithmetic.
    Binary(Operator, Box<Node>, Box<Node>),
    /// Leading −.
    Negate(Box<Node>),
    /// A function of values.
    Call(Function, Vec<Node>),
    /// 分档, 累进, 插值.
    Bands(BandForm, Box<Node>, Vec<BandNode>),
    /// A function over rows, entries or units.
    Aggregate(Box<Aggregate>),
}

/// A band with its names resolved.
#[derive(Clone, Debug)]
pub struct BandNode {
    /// Lower bound and whether it is inside.
    pub from: Option<(Node, bool)>,
    /// Upper bound and whether it is inside.
    pub to: Option<(Node, bool)>,
    /// What the band gives.
    pub value: Node,
    /// The rows that the band stands for, one band each (a bound that names a table's column).
    pub rows: Option<(Slot, Join)>,
}

/// A fold with what it runs over.
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// What is made of the values.
    pub fold: Fold,
    /// What it runs over.
    pub over: Over,
    /// 其中.
    pub filter: Option<Node>,
    /// Its values; for a list each argument is one value.
    pub values: Vec<Node>,
    /// 按.
    pub by: Option<Node>,
    /// 不重复: once per different value of this node.
    pub distinct: Option<Node>,
    /// Arguments that are computed outside (h and l of 去极值平均; pool and step of 分配).
    pub outer: Vec<Node>,
}

/// What an aggregate runs over.
#[derive(Clone, Debug)]
pub enum Over {
    /// The rows that belong.
    Rows(Slot, Join),
    /// The combinations of entries that belong, axis by axis.
    Entries(Vec<(Slot, Join)>),
    /// The units of a scheme.
    Units {
        /// The slot they open.
        slot: Slot,
        /// Which scheme's.
        scheme: usize,
        /// Only those of this unit's group.
        group_of: Option<Slot>,
    },
    /// The written list.
    List,
}

impl Node {
    /// Visits the node and every node under it, those inside method bodies too.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// The nodes directly under this one, in the order written.
    pub fn children(&self) -> Vec<&Node> {
        match &self.op {
            Op::Number(_) | Op::Date(_) | Op::Text(_) | Op::Bool(_) | Op::Missing | Op::NotApplicable => vec![],
            // What was published is not computed again.
            Op::Entry(_) | Op::Period(_) | Op::Parameter(_) | Op::Earlier(..) => vec![],
            Op::Column { row: RowAt::Of(of), .. } => vec![of],
            Op::Column { .. } => vec![],
            Op::Rule(RuleRef { unit: UnitAt::Of(of), .. }) | Op::Standing { unit: UnitAt::Of(of), .. } => vec![of],
            Op::Rule(_) | Op::Standing { .. } => vec![],
            Op::Method { arguments, body, .. } => arguments.iter().chain(std::iter::once(&**body)).collect(),
            Op::Chosen(by, methods) => std::iter::once(&**by).chain(methods.iter().map(|(_, m)| m)).collect(),
            Op::If(arms, other) => arms.iter().flat_map(|(c, v)| [c, v]).chain(other.as_deref()).collect(),
            Op::Or(list) | Op::And(list) | Op::Call(_, list) => list.iter().collect(),
            Op::Not(x) | Op::Is(x, _) | Op::Typed(x, _) | Op::Negate(x) | Op::InPeriod(x) => vec![x],
            Op::Compare(first, rest) => std::iter::once(&**first).chain(rest.iter().map(|(_, n)| n)).collect(),
            Op::Among(x, set) => std::iter::once(&**x).chain(set).collect(),
            Op::Contains(a, b) | Op::StartsWith(a, b) | Op::Default(_, a, b) | Op::Binary(_, a, b) => vec![a, b],
            Op::Bands(_, x, bands) => {
                let parts = bands.iter().flat_map(|b| {
                    let ends = b.from.iter().chain(b.to.iter()).map(|(n, _)| n);
                    ends.chain(std::iter::once(&b.value))
                });
                std::iter::once(&**x).chain(parts).collect()
            }
            Op::Aggregate(a) => a
                .values
                .iter()
                .chain(&a.outer)
                .chain(a.filter.iter())
                .chain(a.by.iter())
                .chain(a.distinct.iter())
                .collect(),
        }
    }
}
