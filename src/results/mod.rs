//! Results as facts: what publishing needs, and nothing else. Labels, formula trees and the orders of
//! documents travel with the figures, so that no product ever asks the scheme.

mod build;
mod conditions;
mod documents;
pub mod figure;
mod figured;
mod foreign;
mod given;
mod ledgers;
mod listing;
mod own;
mod pool;
mod sight;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::formula::ast::Date;
use crate::formula::tree::Node;
use crate::number::Exact;
use crate::tables::{Kind, Tables, Value};

pub use crate::scoring::earlier::{Asked, Earlier, GROUP};
pub use crate::scoring::model::Purpose;
pub use build::build;
pub use conditions::{Asks, Condition};
pub use documents::{Column, Document, DocumentKind, Issue};
pub use figured::Figured;
pub use ledgers::{Counted, Direction, Ledger};
pub use own::{Given, Own, Rows, Whence};

/// Everything a run publishes.
#[derive(Debug)]
pub struct Results {
    /// Name of the project's folder.
    pub project: String,
    /// Label of the period.
    pub period: String,
    /// The year of the period, as printed.
    pub year: String,
    /// First day of the period.
    pub first: Date,
    /// Last day of the period.
    pub last: Date,
    /// Date of issue: the job's, else the scheme's, else the period's last day.
    pub issued: Date,
    /// A draft: its pages carry a mark, its date line is blank.
    pub draft: bool,
    /// Every table that was read, its derived columns computed.
    pub tables: Tables,
    /// How the derived columns of the tables are computed.
    pub derived: Vec<Derived>,
    /// What publications of earlier periods say.
    pub earlier: Earlier,
    /// One per scheme, in the order of the project.
    pub schemes: Vec<Scheme>,
}

/// A derived column and its formula.
#[derive(Debug, Clone)]
pub struct Derived {
    /// Index of its table.
    pub table: usize,
    /// Index of the column.
    pub column: usize,
    /// The formula; slot 0 is the row, the entries of its family follow.
    pub body: Arc<Node>,
    /// The entries of the family's member that the column is.
    pub entries: Vec<u32>,
    /// The unit in which it counts money, in yuan.
    pub money: u32,
}

/// The results of one scheme.
#[derive(Debug)]
pub struct Scheme {
    /// Its name in results.csv.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The document it puts into practice.
    pub basis: String,
    /// Index of the table of units in [`Results::tables`].
    pub table: usize,
    /// Units in roster order; every vector of values per unit follows it.
    pub units: Vec<Unit>,
    /// Positions of the units as listed: group (code point), rank, roster; the unranked last.
    pub listed: Vec<usize>,
    /// The unit in which money is counted, in yuan.
    pub money: u32,
    /// Tables of more rows do not stand in the ranking workbook; none: 50,000.
    pub live: Option<u32>,
    /// The clauses in order.
    pub clauses: Vec<Clause>,
    /// Every rule with its values.
    pub rules: Vec<Rule>,
    /// Formulas with the figures of each unit put in, that of 得分 first.
    pub figured: Vec<Figured>,
    /// The ledgers that count, with the entries about each unit.
    pub ledgers: Vec<Ledger>,
    /// Standing.
    pub standing: Standing,
    /// Who issues, when, with which notice.
    pub issue: Issue,
    /// Documents to publish.
    pub documents: Vec<Document>,
    /// What is whose.
    pub own: Own,
    /// The scheme itself as a document, where it is published too.
    pub outline: Option<crate::outline::model::Outline>,
    /// Under which name overall figures stand.
    pub everybody: String,
    /// Further tables to publish.
    pub outputs: Vec<Output>,
}

/// A table that a scheme declares: a line per unit and per combination of entries.
#[derive(Debug)]
pub struct Output {
    /// Its file.
    pub file: String,
    /// Its columns, each with a value per unit and combination.
    pub columns: Vec<Rule>,
}

/// A unit that was appraised.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Row in the table of units.
    pub entry: u32,
    /// Printed name.
    pub name: Arc<str>,
    /// Group, as printed.
    pub group: Arc<str>,
}

/// A clause of the regulation.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Number and subject: the basis of its rules.
    pub heading: String,
    /// What the text says.
    pub says: Option<String>,
    /// The reading taken.
    pub reading: Option<String>,
}

/// A rule with its values.
#[derive(Debug)]
pub struct Rule {
    /// Its name with braces: `指标得分·{指标}`.
    pub pattern: String,
    /// Tables of its axes.
    pub axes: Vec<usize>,
    /// Members in the order of entries (one without axes): name and entries.
    pub members: Vec<(String, Vec<u32>)>,
    /// Definitions: clause, condition on the unit, formula. Slot 0 is the unit (not if `overall`),
    /// then the axes in order.
    pub definitions: Vec<Definition>,
    /// Computed once: one value per member instead of one per unit and member.
    pub overall: bool,
    /// What it is for.
    pub purpose: Purpose,
    /// A step that is neither printed nor exported.
    pub aid: bool,
    /// A literal.
    pub constant: bool,
    /// Format as written, `0.00`.
    pub format: Option<String>,
    /// What its values are.
    pub kind: Option<Kind>,
    /// Unit by unit, member by member.
    pub values: Vec<Value>,
    /// What each value is worth in full (满分), where the scheme says so; in the order of `values`.
    pub full: Option<Vec<Value>>,
}

impl Rule {
    /// The full marks of a member for a unit position, where they are declared.
    pub fn full(&self, unit: usize, member: usize) -> Option<&Value> {
        let unit = if self.overall { 0 } else { unit };
        self.full.as_ref()?.get(unit * self.members.len() + member)
    }

    /// The value of a member for a unit position.
    pub fn value(&self, unit: usize, member: usize) -> &Value {
        let unit = if self.overall { 0 } else { unit };
        &self.values[unit * self.members.len() + member]
    }
}

/// One definition of a rule.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Index of the clause.
    pub clause: usize,
    /// The units it applies to.
    pub applies: Option<Arc<Node>>,
    /// The formula.
    pub body: Arc<Node>,
    /// What it is worth in full (满分).
    pub full: Option<Arc<Node>>,
    /// The formula as the scheme prints it.
    pub text: String,
}

/// Standing of every unit, and how it came about.
#[derive(Debug)]
pub struct Standing {
    /// The formula of 得分 before rounding.
    pub score_formula: Option<Arc<Node>>,
    /// That formula as the scheme prints it.
    pub score_text: Option<String>,
    /// What 得分 counts.
    pub score_kind: Option<Kind>,
    /// 得分, rounded; a percent is held as a fraction, money in yuan.
    pub score: Vec<Value>,
    /// Decimal places of 得分.
    pub places: Vec<i32>,
    /// The lower 得分 wins.
    pub lower_is_better: bool,
    /// Places without gaps.
    pub dense: bool,
    /// Keys of the rank besides 得分, and whether the lower comes first; empty: 得分 alone.
    pub rank_keys: Vec<(Arc<Node>, bool)>,
    /// Keys among equals.
    pub order_keys: Vec<(Arc<Node>, bool)>,
    /// 名次: numbers, or 不适用 for the unranked.
    pub rank: Vec<Value>,
    /// 位次.
    pub position: Vec<Value>,
    /// 倒数名次.
    pub from_last: Vec<Value>,
    /// 等次: texts.
    pub tier: Vec<Value>,
    /// 奖项: texts.
    pub prize: Vec<Value>,
    /// 绩效工资 in yuan.
    pub pay: Vec<Value>,
    /// What pay is divided from, in yuan, where it is a division of pools among the units.
    pub pool: Option<Exact>,
    /// Flags in declared order: name and who has it.
    pub flags: Vec<(String, Vec<Value>)>,
    /// Why a unit has no score: the name of the line.
    pub unscored: Vec<Option<String>>,
    /// Unscored units whose components are not exported.
    pub bare: Vec<bool>,
    /// Lines that take a unit out of the score, in order.
    pub unscored_lines: Vec<Line>,
    /// Who has a place; none: all with a 得分.
    pub ranked: Option<Arc<Node>>,
    /// Decimal places of 得分 as a formula.
    pub places_formula: Option<Arc<Node>>,
    /// Tier lines.
    pub tier_lines: Vec<Line>,
    /// Prize lines.
    pub prize_lines: Vec<Line>,
    /// Flag lines.
    pub flag_lines: Vec<Line>,
    /// The formula of pay.
    pub pay_formula: Option<Arc<Node>>,
    /// The formulas of 得分 before rounding and of pay as the scheme prints them; empty where there are none.
    pub texts: (String, String),
    /// Where score, tier, prize, flag and pay come from: key, clause heading.
    pub basis: Vec<(&'static str, String)>,
}

/// A line of tiers, prizes or flags.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// Condition on the unit.
    pub when: Option<Arc<Node>>,
    /// The condition as the scheme prints it; empty where there is none.
    pub text: String,
    /// Quota.
    pub quota: Option<Arc<Node>>,
    /// The quota counts over all units.
    pub within_all: bool,
    /// From the lowest up.
    pub last: bool,
    /// What happens to equals at the cut of a quota.
    pub ties: Ties,
    /// Pay of the prize.
    pub pay: Option<Arc<Node>>,
    /// That pay in yuan, unit by unit, whoever won; empty where the prize has none.
    pub rewards: Vec<Value>,
    /// For tiers and prizes: each of the conditions that must all hold, and for whom it does.
    pub conditions: Vec<Condition>,
}

/// Each name once, in the order of merit: a line on top that takes units out to a lower tier stands where that tier
/// does.
pub fn by_merit(lines: &[Line]) -> impl Iterator<Item = &Line> {
    let last = |at: &usize| !lines[at + 1..].iter().any(|later| later.name == lines[*at].name);
    (0..lines.len()).filter(last).map(|at| &lines[at])
}

/// What happens to equals at the cut of a quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ties {
    /// One by one, by the keys of the order and the roster.
    OneByOne,
    /// All equals are taken.
    TakeAll,
    /// None of the equals is taken.
    TakeNone,
}
