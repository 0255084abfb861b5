//! What the templates of the documents read: facts, chosen and tested before, as finished strings.
//!
//! A figure that is printed is a string. Wording belongs to the templates. A list may be empty and an option absent
//! wherever its sentence says so: the template then leaves the sentence out, so no slot is ever printed empty.
//! `templates/samples` has a sample of each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::publish::notice::model::{Account, Outcome};
use crate::publish::paper::{Paper, Words};
use crate::publish::pdf::model::{Award, Group, WeakIndicator, Weakest};

pub use super::listing::{Head, Rows, Stand, Table};

/// The version of the models of this file; each template refuses any other.
pub const DOCUMENT_VERSION: u32 = 1;

/// The facts of one 公示.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicNotice {
    /// [`DOCUMENT_VERSION`].
    pub version: u32,
    /// What stands around the text.
    pub paper: Paper,
    /// How it speaks of the appraisal; slots of sentences: 开头, 结果, 期限, 异议, 结尾.
    pub words: Words,
    /// How many units were appraised.
    pub units: String,
    /// Prizes and tiers by group, with the names of those who are meant.
    pub groups: Vec<Awarded>,
    /// The columns that may be public; absent: none may.
    pub table: Option<Table>,
    /// How long.
    pub time: Time,
    /// Where and how to object.
    pub objection: Objection,
}

/// Prizes and tiers of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Awarded {
    /// Its name; absent where there is one group only.
    pub name: Option<String>,
    /// Those that somebody has, in the scheme's order; may be empty.
    pub awards: Vec<Award>,
}

/// How long something may be objected to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// The first day; absent: the day of publication.
    pub from: Option<String>,
    /// The last day; absent: the number of days says.
    pub until: Option<String>,
    /// How many working days.
    pub days: String,
}

/// Where to object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objection {
    /// To whom: the scheme's `contact`, else the office; absent: 考核工作机构.
    pub contact: Option<String>,
    /// Its telephone.
    pub telephone: Option<String>,
    /// Its address.
    pub address: Option<String>,
}

/// The facts of one 表彰.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commendation {
    /// [`DOCUMENT_VERSION`].
    pub version: u32,
    /// What stands around the text.
    pub paper: Paper,
    /// How it speaks of the appraisal; slots of sentences: 开头, 名单, 奖金, 希望, 结尾.
    pub words: Words,
    /// How many are commended, at least one.
    pub winners: String,
    /// Who is commended, by group; at least one.
    pub groups: Vec<Commended>,
    /// All rewards together; absent where there are none.
    pub rewards: Option<String>,
    /// The unit of money: 元 or 万元.
    pub money: String,
    /// Columns that the scheme names; absent: none.
    pub table: Option<Table>,
}

/// Who is commended in a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commended {
    /// Its name; absent where there is one group only.
    pub name: Option<String>,
    /// Prizes that somebody won, in the scheme's order.
    pub prizes: Vec<Prize>,
}

/// A prize and who won it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prize {
    /// 一等奖.
    pub name: String,
    /// How many won it.
    pub count: String,
    /// Who, by rank; at least one.
    pub units: Vec<String>,
    /// The reward of each; absent where there is none, or they differ.
    pub reward: Option<String>,
}

/// The facts of one 抄送函.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// [`DOCUMENT_VERSION`].
    pub version: u32,
    /// What stands around the text.
    pub paper: Paper,
    /// How it speaks of the appraisal; slots of sentences: 开头, 情况, 名单, 资金, 结尾.
    pub words: Words,
    /// How many units were appraised.
    pub units: String,
    /// The earlier period that groups compare with; absent: none does.
    pub previous: Option<String>,
    /// The whole picture, group by group without tables; empty where the letter chooses units.
    pub groups: Vec<Group>,
    /// The units that the letter chooses; absent: all.
    pub chosen: Option<Chosen>,
    /// What they are paid; absent where nobody is.
    pub pay: Option<Paid>,
    /// Columns that the scheme names; absent: none.
    pub table: Option<Table>,
}

/// Units that a document chooses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// How many.
    pub count: String,
    /// Who, in the order listed.
    pub units: Vec<String>,
}

/// What is paid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paid {
    /// How many are paid.
    pub count: String,
    /// All together.
    pub total: String,
    /// The pool, where all of it and no more is divided; absent: pay is not divided from one.
    pub pool: Option<String>,
    /// What prizes bring on top of the pool; absent: nothing, or there is no pool.
    pub rewards: Option<String>,
    /// Who gets and who gives; absent where nobody has to pay.
    pub signed: Option<Signed>,
    /// The unit of money.
    pub money: String,
}

/// Amounts of both signs, such as 生态补偿金, which some get and others pay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// How many get something.
    pub gets: String,
    /// What they get together.
    pub got: String,
    /// How many pay something.
    pub gives: String,
    /// What they pay together, without sign.
    pub given: String,
}

/// The facts of one unit's 整改通知.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rectification {
    /// [`DOCUMENT_VERSION`].
    pub version: u32,
    /// What stands around the text; it is addressed to the unit.
    pub paper: Paper,
    /// How it speaks of the appraisal; slots of sentences: 开头, 问题, 扣分, 要求, 结尾.
    pub words: Words,
    /// The unit.
    pub unit: String,
    /// Score, rank, tier and flags.
    pub result: Outcome,
    /// The rate below which an indicator failed, 60%; absent: below full marks.
    pub bound: Option<String>,
    /// Indicators below it, or parts of the score where there are no indicators, lowest first; may be empty.
    pub failed: Vec<Failed>,
    /// Something has full marks that a rate can be taken of.
    pub rated: bool,
    /// Parts of the score that lie below the group's mean, where nothing failed; may be empty.
    pub behind: Vec<Lag>,
    /// Ledgers by which the unit lost points, with their entries; may be empty.
    pub accounts: Vec<Account>,
    /// By when, 2013年3月31日; absent: `days` says.
    pub until: Option<String>,
    /// Within how many days; needed where there is no `until`.
    pub days: Option<String>,
    /// To whom it is reported; absent: 考核工作机构.
    pub contact: Option<String>,
    /// Its telephone.
    pub telephone: Option<String>,
}

/// What did not reach its bound.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failed {
    /// Its name.
    pub name: String,
    /// Full points.
    pub full: String,
    /// Its points.
    pub score: String,
    /// Points per full points, with the sign.
    pub rate: String,
}

/// A part of the score below the group's mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lag {
    /// Its name.
    pub name: String,
    /// The unit's points.
    pub score: String,
    /// The group's mean.
    pub mean: String,
    /// The difference with its sign.
    pub gap: String,
}

/// The facts of one 工作总结.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// [`DOCUMENT_VERSION`].
    pub version: u32,
    /// What stands around the text.
    pub paper: Paper,
    /// How it speaks of the appraisal; slots of sentences: 开头, 结果, 薄弱, 结尾.
    pub words: Words,
    /// How many units were appraised.
    pub units: String,
    /// The scheme's text, paragraph by paragraph; may be empty.
    pub parts: Vec<Passage>,
    /// The earlier period that groups compare with; absent: none does.
    pub previous: Option<String>,
    /// The picture that the results give, group by group without tables.
    pub groups: Vec<Group>,
    /// The block with the lowest rate; absent where nothing can be said.
    pub weakest: Option<Weakest>,
    /// Indicators with the lowest mean rate, lowest first; may be empty.
    pub weak: Vec<WeakIndicator>,
    /// Columns that the scheme names; absent: none.
    pub table: Option<Table>,
}

/// A paragraph or heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// 0 for a paragraph, 1 for 一、, 2 for （一）.
    pub level: u8,
    /// The heading without its ordinal; absent in a paragraph.
    pub lead: Option<String>,
    /// The paragraph, or what runs in behind the heading; may be empty there.
    pub text: String,
}

/// The facts of one 发放表.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaySheet {
    /// [`DOCUMENT_VERSION`].
    pub version: u32,
    /// Title, office, date and marks; it has no 版头.
    pub paper: Paper,
    /// Sentences that replace the template's: 说明, 签字.
    pub sentences: BTreeMap<String, String>,
    /// Measure word of those who are paid.
    pub measure: String,
    /// The unit of money.
    pub money: String,
    /// Heads of its columns, the last that of the pay; number and signature stand around them.
    pub heads: Vec<Head>,
    /// Its pages, at least one.
    pub pages: Vec<PayPage>,
    /// How many are paid.
    pub count: String,
    /// All together.
    pub total: String,
    /// The pool, where all of it and no more is divided; absent: pay is not divided from one.
    pub pool: Option<String>,
    /// What prizes bring on top of the pool; absent: nothing, or there is no pool.
    pub rewards: Option<String>,
    /// How many are not paid and not listed; absent: none.
    pub unpaid: Option<String>,
}

/// A page of a 发放表.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayPage {
    /// A cell per head.
    pub rows: Vec<Vec<String>>,
    /// What the page comes to.
    pub sum: String,
}
