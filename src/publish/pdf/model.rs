//! What the bulletin template (`templates/通报.typ`) reads: facts, chosen and tested before, as finished strings.
//!
//! A figure that is printed is a string; numbers stand here only for drawing. Wording belongs to the
//! template. A list may be empty and an option absent wherever its sentence says so: the template then
//! leaves the sentence out, so no slot is ever printed empty. `templates/samples/通报.json` is a sample.

use serde::{Deserialize, Serialize};

use crate::publish::paper::{Paper, Words};

/// The version of [`Bulletin`] that this program writes; the template refuses any other.
pub const BULLETIN_VERSION: u32 = 3;

/// The facts of one 通报.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bulletin {
    /// [`BULLETIN_VERSION`].
    pub version: u32,
    /// What stands around the text.
    pub paper: Paper,
    /// How it speaks of the appraisal; slots of sentences: 开头, 总体, 获奖, 等次, 分项, 扣分, 计分, 结尾, 标题附件一,
    /// 标题附件二.
    pub words: Words,
    /// The earlier period that `rose` and `fell` compare with, 2011年度; needed only with them and `slopes`.
    pub previous: Option<String>,
    /// Paragraphs of 工作要求; empty: no such section.
    pub requests: Vec<String>,
    /// How many units in all groups.
    pub units: String,
    /// The groups in which units are ranked, at least one, in the order to print.
    pub groups: Vec<Group>,
    /// The blocks of the composite in the scheme's order; with fewer than two there is no section on them.
    pub blocks: Vec<Block>,
    /// The block with the lowest mean rate, or all of them where several share it; absent where nothing can be said.
    pub weakest: Option<Weakest>,
    /// Indicators with the lowest mean rate, lowest first; may be empty.
    pub weak: Vec<WeakIndicator>,
    /// Ledgers of bonus and deduction that the scheme counts; empty: no section on them.
    pub ledgers: Vec<Ledger>,
    /// Formulas in words, set as displayed lines: 综合得分=甲得分×40%+乙得分×60%.
    pub formulas: Vec<String>,
    /// Paragraphs that explain the method: how blocks are scored, how figures are rounded, how ties are ranked.
    pub notes: Vec<String>,
    /// One per group that is drawn; empty: no annex of charts.
    pub charts: Vec<Chart>,
    /// One per group of many.
    pub distributions: Vec<Distribution>,
    /// One per group whose places are compared with `previous`.
    pub slopes: Vec<Slope>,
    /// Who rose most and who fell most, group by group, where they are too many for `slopes`.
    pub shifts: Vec<Shift>,
}

/// Units that are ranked together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name, printed where there are several groups.
    pub name: String,
    /// How many units it has.
    pub units: String,
    /// What it is made of (村 14, 乡直单位 8); empty: not said.
    pub classes: Vec<Class>,
    /// The best; absent where nobody is ranked.
    pub first: Option<Place>,
    /// The lowest; absent where all ranked units have the same score, or there is only one.
    pub last: Option<Place>,
    /// Best minus lowest.
    pub spread: Option<String>,
    /// The mean score.
    pub mean: Option<String>,
    /// How many units reach or pass the mean.
    pub above_mean: Option<String>,
    /// Shared ranks other than the first and the last, which are said already.
    pub ties: Vec<Tie>,
    /// Units that rose most since `previous`; may be empty.
    pub rose: Vec<Move>,
    /// Units that fell most since `previous`; may be empty.
    pub fell: Vec<Move>,
    /// Units with a flag that is called a veto, with its name.
    pub vetoed: Vec<Reason>,
    /// Units without a rank, with the reason.
    pub unranked: Vec<Reason>,
    /// Prizes in the scheme's order, also those that nobody won; empty: the scheme has none.
    pub prizes: Vec<Award>,
    /// Tiers in the scheme's order, also empty ones; empty: the scheme has none.
    pub tiers: Vec<Award>,
    /// The headers of its table.
    pub header: Header,
    /// Its table, by rank; empty: no table.
    pub rows: Vec<Row>,
}

/// A part of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// 村.
    pub name: String,
    /// How many.
    pub count: String,
}

/// Who stands at a score; several where they share it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// At least one.
    pub units: Vec<String>,
    /// The score they have.
    pub score: String,
}

/// Units that share a rank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// The rank.
    pub rank: String,
    /// At least two.
    pub units: Vec<String>,
    /// The score they share.
    pub score: String,
}

/// A change of rank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Who.
    pub unit: String,
    /// By how many places, without sign.
    pub places: String,
}

/// A unit and what happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Who.
    pub unit: String,
    /// Why, short enough for brackets.
    pub reason: String,
}

/// A prize or a tier and who has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Award {
    /// 一等奖, 优秀等次.
    pub name: String,
    /// How many have it.
    pub count: String,
    /// Who, by rank; empty: a prize is 空缺, a tier 无.
    pub units: Vec<String>,
}

/// The headers of a ranking table; rank, unit and score are always there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// 类别; absent: no such column.
    pub class: Option<String>,
    /// Blocks, then bonus and deduction; more than five in any group turn the table to landscape.
    pub blocks: Vec<String>,
    /// 奖次, 等次; may be empty.
    pub awards: Vec<String>,
}

/// One unit in a ranking table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Empty for a unit that is not ranked.
    pub rank: String,
    /// Its name.
    pub unit: String,
    /// Under [`Header::class`]; empty where there is no such column.
    pub class: String,
    /// One per [`Header::blocks`].
    pub blocks: Vec<String>,
    /// The composite.
    pub score: String,
    /// One per [`Header::awards`]; empty where it has none.
    pub awards: Vec<String>,
}

/// A block of the composite over all units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Its name.
    pub name: String,
    /// Mean points.
    pub mean: String,
    /// Mean share of its full points, with the sign: 92.55%; rates are printed only where every block has one.
    pub rate: Option<String>,
    /// Who got most; absent where all have alike.
    pub best: Option<Place>,
}

/// The block (or blocks) with the lowest rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weakest {
    /// At least one.
    pub names: Vec<String>,
    /// With the sign.
    pub rate: String,
}

/// An indicator that units did badly at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeakIndicator {
    /// Its name.
    pub name: String,
    /// Its mean rate, with the sign.
    pub rate: String,
}

/// Which way a ledger counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LedgerKind {
    /// Deduction.
    #[serde(rename = "扣")]
    Deduction,
    /// Bonus.
    #[serde(rename = "加")]
    Bonus,
}

/// A ledger of bonus or deduction over all units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// 察访核验.
    pub name: String,
    /// Which way it counts.
    pub kind: LedgerKind,
    /// How many units it touched.
    pub units: String,
    /// All points, without sign.
    pub total: String,
    /// Who had most; absent where it touched nobody.
    pub most: Option<Place>,
    /// Its parts, without those of zero; may be empty.
    pub sources: Vec<Source>,
    /// Units that it did not touch, where naming them is wanted; may be empty.
    pub clear: Vec<String>,
}

/// A part of a ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Who entered it.
    pub name: String,
    /// Its points, without sign.
    pub total: String,
}

/// The composite drawn by block, and each unit's distance from the mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// Stands in the captions where there are several charts.
    pub group: Option<String>,
    /// The names of the stacked parts.
    pub blocks: Vec<String>,
    /// What is drawn left of zero.
    pub minus_name: String,
    /// The mean as printed; needed where the bars have a difference.
    pub mean: Option<String>,
    /// By rank.
    pub bars: Vec<Bar>,
}

/// How the scores of a group spread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distribution {
    /// Stands in the caption where there are several groups.
    pub group: Option<String>,
    /// From the highest scores to the lowest.
    pub bins: Vec<Bin>,
}

/// A step of scores; its lower edge belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bin {
    /// 85～90.
    pub name: String,
    /// How many units.
    pub count: u32,
}

/// Places then and now, a line for each unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slope {
    /// Stands in the caption where there are several groups.
    pub group: Option<String>,
    /// Units by their place then; only those that have one now.
    pub before: Vec<Stood>,
    /// Units by their place now.
    pub now: Vec<SlopeEnd>,
}

/// Who rose most and who fell most since the earlier period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// Stands in the caption where there are several groups.
    pub group: Option<String>,
    /// Those that rose, most first, then those that fell, most last.
    pub bars: Vec<ShiftBar>,
}

/// A unit that moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftBar {
    /// The unit.
    pub unit: String,
    /// How far, 升3 or 降2.
    pub text: String,
    /// The same as a number, to be drawn: negative where it fell.
    pub places: i64,
}

/// Who had which place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stood {
    /// The place.
    pub place: String,
    /// The unit.
    pub unit: String,
}

/// A unit's place now, and the line that leads to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlopeEnd {
    /// Its place.
    pub place: String,
    /// Its name.
    pub unit: String,
    /// 升2, 降1, 平, printed behind its name now; empty: it had no place then.
    pub change: String,
    /// Where its line begins, counted in the list of then; absent: it has no line.
    pub from: Option<usize>,
    /// Places risen, negative where it fell: how the line is drawn.
    pub rose: i64,
}

/// One unit's bar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// Its name.
    pub unit: String,
    /// The composite as printed.
    pub score: String,
    /// Points of each block, none negative, for drawing.
    pub parts: Vec<f64>,
    /// Points deducted, not negative, for drawing.
    pub minus: f64,
    /// Distance from the mean; the second picture is drawn where every bar has one.
    pub difference: Option<Difference>,
}

/// Distance of a score from the mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// For drawing.
    pub value: f64,
    /// As printed, with its sign.
    pub text: String,
}
