//! What the templates of the documents read: facts, chosen and tested before, as finished strings.
//!
//! A figure that is printed is a string. Wording belongs to the templates. A list may be empty and an option absent
//! wherever its sentence says so: the template then leaves the sentence out, so no slot is ever printed empty.
//! `templates/samples` has a sample of each.

use serde::{Deserialize, Serialize};

use crate::publish::paper::{Paper, Words};
use crate::publish::pdf::model::Award;

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
