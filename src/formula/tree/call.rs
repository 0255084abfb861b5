//! The functions of the language, by what they do.

use crate::formula::kind::Kind;
use crate::number::Rounding;

/// Which earlier period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Which {
    /// 上期: the period of the same length just before.
    Before,
    /// 上年: the same period a year before.
    YearBefore,
}

impl Which {
    /// The word in formulas.
    pub fn word(self) -> &'static str {
        match self {
            Which::Before => "上期",
            Which::YearBefore => "上年",
        }
    }
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatePart {
    /// 年.
    Year,
    /// 月, 1 to 12.
    Month,
    /// 日, 1 to 31.
    Day,
}

/// What a method wants an 原样 cell to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// The kind of its value.
    pub kind: Kind,
    /// The word that may stand behind a number.
    pub word: String,
    /// 10000 for 万元, else 1.
    pub scale: u32,
}

/// Functions of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// 不超过.
    AtMost,
    /// 不低于.
    AtLeast,
    /// 限定.
    Clamp,
    /// 满足.
    Award,
    /// 每.
    Per,
    /// 每满.
    PerWhole,
    /// 四舍五入 修约 去尾 进一 取整.
    Round(Rounding),
    /// 舍入到.
    ToStep,
    /// 绝对值.
    Absolute,
    /// 方根.
    Root,
    /// 乘幂.
    Power,
    /// 对数.
    Logarithm,
    /// 比率.
    Ratio,
    /// 排名赋分.
    RankPoints,
    /// 按权重: pairs of value and weight.
    ByWeights,
    /// 文字.
    Text,
    /// 年 月 日 of a date.
    Of(DatePart),
    /// 归入 a table (index).
    Find(usize),
    /// 第几次 of a column (index) of the row at hand.
    Occurrence {
        /// Table of the row.
        table: usize,
        /// Column counted.
        column: usize,
    },
}

/// Functions over many values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fold {
    /// 合计.
    Sum,
    /// 平均.
    Mean,
    /// 最高.
    Max,
    /// 最低.
    Min,
    /// 中位数.
    Median,
    /// 个数.
    Count,
    /// 有.
    Exists,
    /// 无.
    Absent,
    /// 都满足.
    All,
    /// 有满足.
    Any,
    /// 有值个数.
    CountPresent,
    /// 得分率.
    Rate,
    /// 加权平均.
    WeightedMean,
    /// 去极值平均.
    TrimmedMean,
    /// 取.
    Only,
    /// 最近.
    Latest,
    /// 最早.
    Earliest,
    /// 名次 (组内名次, 全体名次); `true` with 从低.
    Rank(bool),
    /// 分配 (组内分配, 全体分配).
    Share,
}
