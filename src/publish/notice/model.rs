//! What the template of a unit's feedback notice (`templates/反馈通知书.typ`) reads: the unit's own facts, chosen
//! and tested before, as finished strings; of the others only statistics of the group.
//!
//! A figure that is printed is a string; numbers stand here only for drawing. Wording belongs to the template.
//! A list may be empty and an option absent wherever its sentence says so: the template then leaves the sentence
//! out, so no slot is ever printed empty. `templates/samples/反馈通知书.json` is a sample.

mod ahead;

use serde::{Deserialize, Serialize};

use crate::publish::paper::{Paper, Words};

pub use ahead::{Bar, Chart, Missing, NextAward, NextPlace, Questions};

/// The version of [`Notice`] that this program writes; the template refuses any other.
pub const NOTICE_VERSION: u32 = 2;

/// The facts of one unit's 反馈通知书.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// [`NOTICE_VERSION`].
    pub version: u32,
    /// What stands around the text; addressed to the unit.
    pub paper: Paper,
    /// How it speaks of the appraisal; slots of sentences: 开头, 结果, 分项, 指标, 加减分, 计算, 差距, 异议, 结尾.
    pub words: Words,
    /// The unit.
    pub unit: String,
    /// Score, rank, tier, prize, pay, flags.
    pub result: Outcome,
    /// The group as statistics; absent where the unit has no score, or is alone.
    pub field: Option<Comparison>,
    /// How the score came about; absent where the scheme has none, or the unit has no score.
    pub calculation: Option<Calculation>,
    /// The parts of the composite in the scheme's order; empty where it is no plain sum or the unit has no score.
    pub blocks: Vec<Block>,
    /// The block in which the unit is weakest against full marks; absent where nothing can be said.
    pub weakest: Option<Weak>,
    /// Families with full marks, a table each; may be empty.
    pub indicators: Vec<Indicators>,
    /// Indicators furthest from full marks, lowest rate first; may be empty.
    pub weak: Vec<Weak>,
    /// Indicators furthest below the group's mean rate, furthest first; may be empty.
    pub behind: Vec<Behind>,
    /// Ledgers from which the unit got bonus or deduction, or which are otherwise on record; may be empty.
    pub accounts: Vec<Account>,
    /// What is missing to the next place; absent where the unit has no place, or is alone in its group.
    pub place: Option<NextPlace>,
    /// What is missing to the next tier and the next prize, in this order; empty where the scheme has none.
    pub awards: Vec<NextAward>,
    /// Whom to ask, until when.
    pub questions: Questions,
    /// The blocks drawn against mean and best of the group; absent where there is nothing to compare.
    pub chart: Option<Chart>,
}

/// What the unit got.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its group, where the scheme has several.
    pub group: Option<String>,
    /// The score without its unit; absent where it has none.
    pub score: Option<String>,
    /// Why it has no score: 撤并; absent where it has one, or the scheme gives none.
    pub reason: Option<String>,
    /// Its place; absent for the unranked.
    pub rank: Option<Rank>,
    /// Its place in the last period; absent where there is none to compare with.
    pub before: Option<Before>,
    /// 等次; absent: none, or the scheme has none.
    pub tier: Option<String>,
    /// 奖项.
    pub prize: Option<String>,
    /// 绩效工资 with its unit: 9600.00元.
    pub pay: Option<String>,
    /// Flags that the unit has, in declared order.
    pub flags: Vec<String>,
}

/// A place among the ranked units of the group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rank {
    /// The place.
    pub rank: String,
    /// How many units of the group have a place, this one included.
    pub of: String,
    /// How many units the group has, where some of them have no place.
    pub units: Option<String>,
    /// How many others share the place; absent: nobody.
    pub tied: Option<String>,
}

/// A place in an earlier period, in the same group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    /// The period as said in a sentence.
    pub period: String,
    /// The place then.
    pub rank: String,
    /// Which way it has moved since: 升, 降 or 平.
    pub way: Way,
    /// By how many places, without sign.
    pub by: String,
}

/// Which way a place has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Nearer to the first.
    #[serde(rename = "升")]
    Up,
    /// Nearer to the last.
    #[serde(rename = "降")]
    Down,
    /// The same place.
    #[serde(rename = "平")]
    Same,
}

/// The group as statistics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// How many units of the group have a score.
    pub units: String,
    /// Their mean score.
    pub mean: String,
    /// The best score: the lowest where the lower wins.
    pub best: String,
    /// The unit against the mean.
    pub from_mean: Gap,
    /// The unit against the best.
    pub from_best: Gap,
    /// Every unit of the group has the same score.
    pub all_equal: bool,
}

/// On which side of something a figure lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// Above.
    #[serde(rename = "高")]
    Above,
    /// Below.
    #[serde(rename = "低")]
    Below,
    /// The same, to the places printed.
    #[serde(rename = "平")]
    Level,
}

/// How far a figure is from another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// On which side.
    pub side: Side,
    /// By how much, without sign.
    pub by: String,
}

/// How the score came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calculation {
    /// The composite's formula in words and with the unit's figures.
    pub composite: Formula,
    /// The formulas of what it is made of, block by block; may be empty.
    pub steps: Vec<Formula>,
    /// How figures are rounded.
    pub notes: Vec<String>,
}

/// A formula in words and with figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Formula {
    /// What it gives: 综合得分.
    pub name: String,
    /// Its right side in words: 甲得分×40%+乙得分×60%; absent where it is that of the formula before.
    pub words: Option<String>,
    /// Its right side with the unit's figures, without the result; absent where it is the result, or has none.
    pub figures: Option<String>,
    /// What came out, with its unit.
    pub value: String,
    /// The clause it comes from; absent: none is named.
    pub basis: Option<String>,
}

/// A part of the composite.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Its name.
    pub name: String,
    /// It is taken away.
    pub minus: bool,
    /// Its points, with − where they are taken away; — where it does not apply.
    pub score: String,
    /// Full points.
    pub full: Option<String>,
    /// Points per full points, with the sign: 92.55%.
    pub rate: Option<String>,
    /// Mean points of the group, with − where they are taken away.
    pub mean: Option<String>,
    /// Mean rate of the group.
    pub mean_rate: Option<String>,
    /// Own rate less the mean rate in percentage points, with its sign: +1.25, −0.40, 0.00.
    pub rate_gap: Option<String>,
    /// Own points less the mean points, with its sign.
    pub gap: Option<String>,
}

/// Something that lies low against its full marks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weak {
    /// Its name.
    pub name: String,
    /// Its rate, with the sign.
    pub rate: String,
}

/// Something that lies below the group's mean rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Behind {
    /// Its name.
    pub name: String,
    /// By how many percentage points, without sign.
    pub by: String,
}

/// A family with full marks, a row for each of its members that applies to the unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicators {
    /// What its members are: 指标, 事项.
    pub name: String,
    /// Heads of the raw figures that the scores were computed from: 目标, 完成; may be empty.
    pub raw: Vec<String>,
    /// In the scheme's order, at least one.
    pub rows: Vec<Indicator>,
    /// How many do not apply to the unit; absent: none.
    pub inapplicable: Option<String>,
}

/// A member of such a family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its name.
    pub name: String,
    /// Full points.
    pub full: String,
    /// One per [`Indicators::raw`], as read; — or 缺 where there is no figure.
    pub raw: Vec<String>,
    /// Its points.
    pub score: String,
    /// Points per full points, with the sign.
    pub rate: Option<String>,
    /// Mean rate of the group.
    pub mean_rate: Option<String>,
}

/// Which way a ledger counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountKind {
    /// Deduction.
    #[serde(rename = "扣")]
    Deduction,
    /// Bonus.
    #[serde(rename = "加")]
    Bonus,
    /// On record, without points in the score.
    #[serde(rename = "记")]
    Record,
}

/// What a ledger holds about the unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// What it is called, which way it counts included: 察访核验扣分; a ledger on record by its table's name.
    pub name: String,
    /// Which way it counts.
    pub kind: AccountKind,
    /// Points that count in the score, without sign; absent where no single rule holds them.
    pub counted: Option<String>,
    /// Sum of the entries' points, where it is not what counts (a cap, a coefficient); needs `counted`.
    pub listed: Option<String>,
    /// Its entries in the order read; may be empty: nothing on record.
    pub entries: Vec<Entry>,
    /// How many there are, where a ledger on record has too many to print; they stand in the unit's workbook.
    pub unlisted: Option<String>,
}

/// An entry of a ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// As printed, 2012年3月5日; empty where the ledger has no dates.
    pub date: String,
    /// Who entered it; empty where the ledger does not say.
    pub source: String,
    /// What happened; empty where the ledger does not say.
    pub reason: String,
    /// Points, without sign; empty where it has none.
    pub points: String,
    /// Where it was read; absent where it was read from no file.
    pub origin: Option<Origin>,
}

/// Where an entry was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// The file.
    pub file: String,
    /// The sheet; empty where the file has none.
    pub sheet: String,
    /// The row, from 1.
    pub row: String,
}
