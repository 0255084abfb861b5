//! A project's schemes as declared: every text parsed and kept with its place, no name resolved yet.

mod document;
mod table;

use std::sync::Arc;

pub use document::{DocumentDecl, DocumentKind, IssueDecl};
pub use table::{
    Absent, BareNumber, ColumnDecl, ColumnKind, Limit, Meaning, Pattern, PercentSign, Piece, RowsFrom, SourceDecl,
    TableDecl, Totals,
};

use crate::finding::Place;
use crate::formula::ast::{CheckItem, Date, Expr, Item, MethodItem, Name, RuleItem};
use crate::scheme::period::PeriodKind;

/// A value with the place it was written at.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub place: Place,
}

/// Everything declared in a project's folder that covers the period, includes merged.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// Name of the folder.
    pub name: String,
    /// Tables of all files; a private one carries its scheme. Built-in ones come first.
    pub tables: Vec<TableDecl>,
    /// Schemes in order of file name.
    pub schemes: Vec<SchemeDecl>,
}

impl Project {
    /// The unit in which what stands in a table of a file counts money, in yuan: that of the schemes which say the
    /// file, or of the one that alone sees the table. Where they count differently, the names of two of them.
    pub fn money(&self, file: &str, private: Option<&str>) -> Result<u32, [&str; 2]> {
        let says = |scheme: &&SchemeDecl| scheme.files.iter().any(|other| **other == *file);
        let sees = |scheme: &&SchemeDecl| private.is_none_or(|name| *name == *scheme.name.value);
        let mut schemes = self.schemes.iter().filter(says).filter(sees);
        let Some(first) = schemes.next() else { return Ok(1) };
        match schemes.find(|other| other.money != first.money) {
            None => Ok(first.money),
            Some(other) => Err([&first.name.value, &other.name.value]),
        }
    }
}

/// One scheme, its includes merged in place.
#[derive(Clone, Debug)]
pub struct SchemeDecl {
    /// Its name in results.csv.
    pub name: Located<String>,
    /// The file it stands in.
    pub file: Arc<str>,
    /// That file and those that it includes.
    pub files: Vec<Arc<str>>,
    /// Title of the regulation's appraisal.
    pub title: String,
    /// The document that it puts into practice.
    pub basis: String,
    /// Name of the table of units.
    pub units: Located<String>,
    /// Which of its entries are appraised.
    pub only: Option<Located2>,
    /// Who competes with whom.
    pub group: Option<Located2>,
    /// For which periods it is, where it says so.
    pub cycle: Option<PeriodKind>,
    /// Labels of the periods with which `valid` begins and ends.
    pub valid: (Option<String>, Option<String>),
    /// The first day it is valid for, where `valid` says one: before it, earlier figures do not apply.
    pub valid_from: Option<Date>,
    /// The unit in which money is counted, in yuan: 1 for 元, 10000 for 万元.
    pub money: u32,
    /// Tables of more rows do not stand in the ranking workbook, so that rules which read them are values there; 50,000 if not said.
    pub live: Option<u32>,
    /// Methods, those of includes first; the prelude's before them.
    pub methods: Vec<MethodDecl>,
    /// Clauses in the order of the regulation.
    pub clauses: Vec<Clause>,
    /// Standing, merged from `[standing]` and the clauses.
    pub standing: StandingDecl,
    /// `[overall]`.
    pub overall: Option<OverallDecl>,
    /// `[summary]`.
    pub summary: Option<SummaryDecl>,
    /// `[output."x.csv"]`.
    pub outputs: Vec<OutputDecl>,
    /// `[issue]`.
    pub issue: IssueDecl,
    /// `[document."通报"]`.
    pub documents: Vec<DocumentDecl>,
}

/// A method with the file its spans belong to.
#[derive(Clone, Debug)]
pub struct MethodDecl {
    /// The method.
    pub item: MethodItem,
    /// File of its spans.
    pub file: Arc<str>,
}

/// `[overall]`: under which name the scheme's own figures stand.
#[derive(Clone, Debug)]
pub struct OverallDecl {
    /// `unit`: the pseudo-unit in components.csv.
    pub unit: Located<String>,
    /// `also`: unit rules that are computed once more over all rows; spans are of the file of `unit`.
    pub also: Vec<Name>,
}

/// `[summary]`.
#[derive(Clone, Debug)]
pub struct SummaryDecl {
    /// Rules computed once for the scheme, in order.
    pub figures: Vec<RuleItem>,
    /// File of their spans.
    pub file: Arc<str>,
}

/// A clause of the regulation with the rules that follow from it.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its heading: number and subject, the basis of its rules.
    pub heading: Located<String>,
    /// What the text says.
    pub says: Option<Located<String>>,
    /// The reading taken where the text leaves a choice.
    pub reading: Option<Located<String>>,
    /// The units it applies to.
    pub for_: Option<Expr>,
    /// Computed once for the scheme, not per unit.
    pub overall: bool,
    /// Rules and checks in order; spans are of `file`.
    pub items: Vec<Item>,
    /// The file that the spans of this clause belong to.
    pub file: Arc<str>,
}

impl Clause {
    /// Its rules.
    pub fn rules(&self) -> impl Iterator<Item = &RuleItem> {
        self.items.iter().filter_map(|i| match i {
            Item::Rule(r) => Some(r),
            Item::Check(_) => None,
        })
    }
    /// Its checks.
    pub fn checks(&self) -> impl Iterator<Item = &CheckItem> {
        self.items.iter().filter_map(|i| match i {
            Item::Check(c) => Some(c),
            Item::Rule(_) => None,
        })
    }
}

/// A formula of the standing with the file its spans belong to and the basis it comes from.
#[derive(Clone, Debug)]
pub struct Located2 {
    /// The formula.
    pub expr: Expr,
    /// File of its spans.
    pub file: Arc<str>,
}

/// Keys of `[standing]`.
#[derive(Clone, Debug, Default)]
pub struct StandingDecl {
    /// 得分 before rounding.
    pub score: Option<Located2>,
    /// Decimal places of 得分; 2 where not said.
    pub places: Option<Located2>,
    /// `better = "低"`.
    pub lower_is_better: bool,
    /// Units without a score, and why.
    pub unscored: Vec<LineDecl>,
    /// Who has a place.
    pub ranked: Option<Located2>,
    /// Keys that decide a place; `从低` puts the lower first.
    pub rank: Vec<(Located2, bool)>,
    /// Keys that decide who comes first among equals.
    pub order: Vec<(Located2, bool)>,
    /// Places without gaps.
    pub dense: bool,
    /// Tiers from the top.
    pub tier: Vec<LineDecl>,
    /// Prizes.
    pub prize: Vec<LineDecl>,
    /// Flags in order.
    pub flag: Vec<LineDecl>,
    /// Pay.
    pub pay: Option<Located2>,
    /// Clause headings or `[standing]` that each of score, tier, prize, flag, pay came from.
    pub basis: Vec<(&'static str, String)>,
}

/// One line of tiers, prizes, flags or unscored units.
#[derive(Clone, Debug)]
pub struct LineDecl {
    /// Its names (several for a flag with `names`); may hold `{表}`.
    pub names: Vec<Name>,
    /// Condition.
    pub when: Option<Located2>,
    /// At most so many.
    pub quota: Option<Located2>,
    /// The quota counts over all units, not per group.
    pub within_all: bool,
    /// From the lowest up.
    pub last: bool,
    /// What happens at the cut.
    pub ties: Ties,
    /// Pay of a prize.
    pub pay: Option<Located2>,
    /// `bare = true` of unscored units.
    pub bare: bool,
    /// Where the line stands.
    pub place: Place,
}

/// What happens to equals at the cut of a quota.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ties {
    /// 逐名: by rank, order, roster.
    #[default]
    OneByOne,
    /// 都取.
    TakeAll,
    /// 都不取.
    TakeNone,
    /// 待定: an error that asks for a decision.
    Undecided,
}

/// `[output."monitoring.csv"]`.
#[derive(Clone, Debug)]
pub struct OutputDecl {
    /// File name.
    pub file: Located<String>,
    /// Tables over whose entries lines are written.
    pub each: Vec<Located<String>>,
    /// Columns in order.
    pub columns: Vec<RuleItem>,
}
