//! What the template of a scheme (`templates/方案.typ`) and its plain text are printed from: finished strings, and
//! formulas as pieces. `templates/samples/方案.json` is a sample.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The version of [`Outline`] that this program writes; the template refuses any other.
pub const OUTLINE_VERSION: u32 = 1;

/// A scheme as a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// [`OUTLINE_VERSION`].
    pub version: u32,
    /// Stands small on every page, 示例数据，纯属虚构; absent: none.
    pub notice: Option<String>,
    /// The mark on every page of a draft, 送审稿; absent where the scheme is printed by itself.
    pub draft: Option<String>,
    /// The title as phrases that are not broken.
    pub title: Vec<String>,
    /// 主送机关 without its colon; absent: nobody is addressed.
    pub to: Option<String>,
    /// 抄送机关; absent: no 版记.
    pub copy: Option<String>,
    /// Sentences that replace the template's, by slot: 开头, 结尾. An empty one removes the template's.
    pub sentences: BTreeMap<String, String>,
    /// The scheme's name in results.csv.
    pub name: String,
    /// Its file.
    pub file: String,
    /// The regulation; absent where the scheme names none.
    pub basis: Option<String>,
    /// Whom it appraises, for which periods, in which groups.
    pub scope: Vec<Fact>,
    /// Signs that stand in its formulas and are not plain words: sign, meaning.
    pub signs: Vec<Fact>,
    /// Tables that it reads, in the order declared.
    pub tables: Vec<Table>,
    /// Clauses in the order of the regulation.
    pub clauses: Vec<Clause>,
    /// Methods that its rules use, its own and those of every scheme.
    pub methods: Vec<Rule>,
    /// 得分, places, tiers, prizes, flags, pay.
    pub standing: Standing,
    /// Figures of the summary.
    pub figures: Vec<Rule>,
    /// Further tables that are written.
    pub outputs: Vec<Output>,
    /// Documents that are published.
    pub documents: Vec<Fact>,
    /// With a period: entries that workbooks give, 指标体系 first of all.
    pub listings: Vec<Listing>,
}

/// A label and what stands behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// 分组.
    pub label: String,
    /// A formula or a sentence.
    pub pieces: Vec<Piece>,
    /// The same as plain text.
    pub text: String,
    /// Which rows its formula means.
    pub belonging: Vec<Belongs>,
}

/// A piece of a formula as it is set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Piece {
    /// Numbers, signs, words of the language; a line may end behind it.
    Word {
        /// As printed.
        text: String,
    },
    /// A name, which is not broken where it is short.
    Name {
        /// As printed.
        text: String,
    },
    /// A quotient.
    Fraction {
        /// Above the line.
        over: Vec<Piece>,
        /// Below it.
        under: Vec<Piece>,
        /// On one line, where it does not fit.
        plain: String,
    },
    /// A power.
    Power {
        /// What is raised.
        base: Vec<Piece>,
        /// By what.
        by: Vec<Piece>,
    },
    /// ∑, what it runs over standing below.
    Sum {
        /// What it runs over; empty where that is not known.
        over: String,
        /// What is added up.
        of: Vec<Piece>,
    },
    /// min or max of a list.
    Extreme {
        /// min, max.
        word: String,
        /// What is compared.
        list: Vec<Vec<Piece>>,
    },
    /// 若: a value where a condition holds.
    Cases {
        /// From the top; the last without a condition is for all others.
        rows: Vec<Case>,
        /// On one line, where it does not fit.
        plain: String,
    },
    /// 分档, 累进, 插值.
    Bands {
        /// Which of the three.
        form: String,
        /// What decides.
        of: Vec<Piece>,
        /// From the top.
        rows: Vec<Case>,
        /// On one line, where it does not fit.
        plain: String,
    },
}

/// A line of cases or bands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it gives.
    pub value: Vec<Piece>,
    /// Condition or bound; empty: all others.
    pub when: Vec<Piece>,
}

/// Which rows a part of a formula means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Belongs {
    /// The part of the formula: 合计(台账.扣分).
    pub what: String,
    /// 台账中本单位、本季度的各行.
    pub rows: String,
}

/// What a line of rules is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RuleKind {
    /// A rule.
    #[serde(rename = "规则")]
    Rule,
    /// A step: neither printed nor exported.
    #[serde(rename = "辅")]
    Aid,
    /// A yes/no rule.
    #[serde(rename = "判定")]
    Condition,
    /// It must hold.
    #[serde(rename = "须")]
    Must,
    /// It should hold.
    #[serde(rename = "宜")]
    Should,
    /// A method with parameters.
    #[serde(rename = "方法")]
    Method,
    /// A derived column.
    #[serde(rename = "推算列")]
    Derived,
}

/// A rule, a check, a method, a derived column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What it is.
    pub kind: RuleKind,
    /// Its name as written; of a check the tables over whose entries it runs, or empty.
    pub name: String,
    /// Format.
    pub format: Option<String>,
    /// 满分.
    pub full: Option<String>,
    /// The formula as set.
    pub pieces: Vec<Piece>,
    /// The formula on one line.
    pub text: String,
    /// Which rows its parts mean.
    pub belonging: Vec<Belongs>,
}

/// A table that the scheme reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Where its rows come from, a sentence each.
    pub from: Vec<String>,
    /// What is wanted from each row.
    pub columns: Vec<Column>,
    /// What its rows must be, a sentence each.
    pub rules: Vec<String>,
    /// Columns that are computed.
    pub derived: Vec<Rule>,
    /// Rows that the scheme itself writes.
    pub rows: Option<Grid>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name in formulas.
    pub name: String,
    /// The headers it is found under.
    pub header: String,
    /// What its cells are.
    pub kind: String,
    /// What an empty cell means.
    pub empty: String,
    /// Other things that are said of it, one each.
    pub notes: Vec<String>,
}

/// Cells in rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Cells.
    pub rows: Vec<Vec<String>>,
}

/// A clause of the regulation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Number and subject.
    pub heading: String,
    /// What the text says.
    pub says: Option<String>,
    /// The reading taken.
    pub reading: Option<String>,
    /// The units it applies to.
    pub applies: Option<Fact>,
    /// Computed once, not per unit.
    pub overall: bool,
    /// Rules and checks in order.
    pub rules: Vec<Rule>,
}

/// 得分 and what follows from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// 得分, places, order: label and formula.
    pub facts: Vec<Fact>,
    /// Tiers, prizes, flags, units without a score, in this order; a list without lines is left out.
    pub lists: Vec<Lines>,
}

/// Tiers, prizes, flags.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lines {
    /// 等次.
    pub name: String,
    /// How lines of this list are given.
    pub how: String,
    /// Clause it comes from; absent where it stands in `[standing]`.
    pub basis: Option<String>,
    /// From the top.
    pub lines: Vec<Line>,
}

/// A line of tiers, prizes, flags.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// 优秀.
    pub name: String,
    /// Condition; absent: all that are left.
    pub when: Option<Fact>,
    /// 名额, 奖金 and how they are counted.
    pub more: Vec<Fact>,
}

/// `[output."x.csv"]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Its file.
    pub file: String,
    /// What each line stands for.
    pub each: String,
    /// Its columns.
    pub columns: Vec<Rule>,
}

/// Entries of a table that workbooks give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// The table.
    pub name: String,
    /// Its cells.
    pub grid: Grid,
}
