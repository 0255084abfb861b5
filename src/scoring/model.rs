//! A scheme whose names are resolved against the tables of one period.

use std::collections::HashMap;
use std::sync::Arc;

use crate::finding::Place;
use crate::formula::ast::{Comparison, Date, Name};
use crate::formula::tree::{Node, Which};
use crate::scheme::decl::{self, Ties};
use crate::tables::Kind;

use super::earlier::Earlier;

/// All schemes of a project, resolved.
#[derive(Debug, Default)]
pub struct Model {
    /// In the order of the project.
    pub schemes: Vec<Scheme>,
    /// Derived columns by (table, column).
    pub derived: HashMap<(usize, usize), Derived>,
    /// Earlier periods whose publications are asked for.
    pub asked: Vec<Which>,
    /// Results asked of a table whose entries several schemes appraise.
    pub whose: Vec<Whose>,
    /// What those publications say.
    pub earlier: Earlier,
}

/// A result of an entry that does not say whose it is: the schemes must not share an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    /// The schemes that have it, in their order.
    pub schemes: Vec<usize>,
    /// What is asked for.
    pub found: String,
    /// Where.
    pub place: Place,
}

/// A derived column: its formula, computed for each row of its table.
#[derive(Debug, Clone)]
pub struct Derived {
    /// Its formula; slot 0 is the row, the family's entries follow.
    pub body: Arc<Node>,
    /// Tables of the family's axes.
    pub axes: Vec<usize>,
    /// The entries of the family member that the column is.
    pub entries: Vec<u32>,
    /// File of the spans.
    pub file: Arc<str>,
    /// The unit in which the schemes that say this table count money, in yuan.
    pub money: u32,
}

/// One scheme.
#[derive(Debug)]
pub struct Scheme {
    /// Name in results.csv.
    pub name: String,
    /// Its file.
    pub file: Arc<str>,
    /// Table of its units.
    pub table: usize,
    /// Which of them are appraised.
    pub only: Option<Node>,
    /// Group of each unit; a text or an entry.
    pub group: Option<Node>,
    /// The first day it is valid for: before it earlier figures do not apply.
    pub valid_from: Option<Date>,
    /// The unit in which money is counted, in yuan.
    pub money: u32,
    /// Headings of its clauses, in order; behind them that of the summary and the files of the outputs.
    pub clauses: Vec<String>,
    /// Rules in the order first defined.
    pub rules: Vec<Rule>,
    /// 须 and 宜.
    pub checks: Vec<Check>,
    /// Standing.
    pub standing: Standing,
    /// Under which name overall figures stand.
    pub everybody: String,
    /// Files of the outputs.
    pub outputs: Vec<String>,
    /// Documents, in the order of the scheme.
    pub documents: Vec<Document>,
}

/// What a document asks of the units; slot 0 of every formula is the unit.
#[derive(Debug, Default)]
pub struct Document {
    /// Which units are meant; none: all.
    pub units: Option<Formula>,
    /// Columns of its table.
    pub columns: Vec<Column>,
}

/// A column of a document's table.
#[derive(Debug)]
pub struct Column {
    /// Its head.
    pub name: String,
    /// Format as written.
    pub format: Option<String>,
    /// What stands in it.
    pub formula: Formula,
}

/// A rule, or a family of rules.
#[derive(Debug)]
pub struct Rule {
    /// Its name; `{表}` stands for the entry of that axis.
    pub name: Name,
    /// The name as text, with the braces.
    pub pattern: String,
    /// Tables of its axes in the order of the name.
    pub axes: Vec<usize>,
    /// Definitions, one per clause that has it.
    pub definitions: Vec<Definition>,
    /// Computed once, not per unit.
    pub overall: bool,
    /// What it is for.
    pub purpose: Purpose,
    /// Neither printed nor exported.
    pub aid: bool,
    /// A literal: not exported.
    pub constant: bool,
    /// Format as written.
    pub format: Option<String>,
    /// What its values are.
    pub kind: Option<Kind>,
}

/// What a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A rule of a clause.
    Clause,
    /// A unit's rule computed once more with no unit at hand, over all rows.
    Wide,
    /// A figure of `[summary]`.
    Figure,
    /// A column of the `[output]` with this index.
    Output(usize),
}

/// One definition of a rule.
#[derive(Debug)]
pub struct Definition {
    /// Index of the clause.
    pub clause: usize,
    /// The clause's `for`.
    pub applies: Option<Arc<Node>>,
    /// The formula; slot 0 is the unit (not for overall rules), then the axes.
    pub body: Arc<Node>,
    /// 满分.
    pub full_marks: Option<Arc<Node>>,
    /// File of the spans.
    pub file: Arc<str>,
}

/// 须 or 宜.
#[derive(Debug)]
pub struct Check {
    /// Index of the clause.
    pub clause: usize,
    /// A warning only.
    pub advisory: bool,
    /// The clause's `for`.
    pub applies: Option<Arc<Node>>,
    /// What must hold; slot 0 is the unit where `per_unit`, the axes follow.
    pub condition: Node,
    /// It speaks of the unit.
    pub per_unit: bool,
    /// Tables of `{表}：`.
    pub axes: Vec<usize>,
    /// File of the spans.
    pub file: Arc<str>,
}

/// `[standing]`, resolved; slot 0 of every formula is the unit.
#[derive(Debug, Default)]
pub struct Standing {
    /// 得分 before rounding.
    pub score: Option<Formula>,
    /// Decimal places.
    pub places: Option<Formula>,
    /// The lower 得分 wins.
    pub lower_is_better: bool,
    /// Units without a score.
    pub unscored: Vec<Line>,
    /// Who has a place.
    pub ranked: Option<Formula>,
    /// Keys of the rank: formula, and whether the lower comes first. Empty: 得分.
    pub rank: Vec<(Formula, bool)>,
    /// Keys that order equals.
    pub order: Vec<(Formula, bool)>,
    /// Places without gaps.
    pub dense: bool,
    /// Tiers.
    pub tier: Vec<Line>,
    /// Prizes.
    pub prize: Vec<Line>,
    /// Flags, families written out.
    pub flag: Vec<Line>,
    /// Pay.
    pub pay: Option<Formula>,
    /// Where each key comes from.
    pub basis: Vec<(&'static str, String)>,
}

/// A formula of the standing.
#[derive(Debug, Clone)]
pub struct Formula {
    /// Its tree.
    pub node: Arc<Node>,
    /// File of its spans.
    pub file: Arc<str>,
}

/// A line of tiers, prizes, flags or unscored units.
#[derive(Debug)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// Condition; none: all that have a score.
    pub when: Option<Formula>,
    /// At most so many.
    pub quota: Option<Formula>,
    /// Over all units, not per group.
    pub within_all: bool,
    /// From the lowest up.
    pub last: bool,
    /// At the cut.
    pub ties: Ties,
    /// Pay of the prize.
    pub pay: Option<Formula>,
    /// `bare`.
    pub bare: bool,
    /// Where it is declared.
    pub declared: decl::LineDecl,
}

/// The comparison with its sides exchanged: `a < b` is `b > a`.
pub fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Greater => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        same => same,
    }
}
