//! The functions of the language by their Chinese and English names.

use crate::formula::tree::{Fold, Function};
use crate::number::Rounding;

/// What a function's name means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Called {
    /// A function of values.
    Function(Function),
    /// A function over many values.
    Fold(Fold),
    /// 归入, whose first argument is a table.
    Find,
    /// 第几次, whose argument is a column.
    Occurrence,
    /// 现行, the value in force on a day.
    InForce,
    /// 计分, which applies the method that the data names.
    Score,
}

/// Chinese name, English name, meaning.
pub const FUNCTIONS: &[(&str, &str, Called)] = &[
    ("合计", "sum", Called::Fold(Fold::Sum)),
    ("平均", "mean", Called::Fold(Fold::Mean)),
    ("最高", "max", Called::Fold(Fold::Max)),
    ("最低", "min", Called::Fold(Fold::Min)),
    ("中位数", "median", Called::Fold(Fold::Median)),
    ("个数", "count", Called::Fold(Fold::Count)),
    ("有", "exists", Called::Fold(Fold::Exists)),
    ("无", "none", Called::Fold(Fold::Absent)),
    ("都满足", "all", Called::Fold(Fold::All)),
    ("有满足", "any", Called::Fold(Fold::Any)),
    ("有值个数", "count_present", Called::Fold(Fold::CountPresent)),
    ("得分率", "rate", Called::Fold(Fold::Rate)),
    ("加权平均", "weighted_mean", Called::Fold(Fold::WeightedMean)),
    ("去极值平均", "trimmed_mean", Called::Fold(Fold::TrimmedMean)),
    ("取", "only", Called::Fold(Fold::Only)),
    ("最近", "latest", Called::Fold(Fold::Latest)),
    ("最早", "earliest", Called::Fold(Fold::Earliest)),
    ("现行", "in_force", Called::InForce),
    ("名次", "rank", Called::Fold(Fold::Rank(false))),
    ("分配", "share", Called::Fold(Fold::Share)),
    ("不超过", "at_most", Called::Function(Function::AtMost)),
    ("不低于", "at_least", Called::Function(Function::AtLeast)),
    ("限定", "clamp", Called::Function(Function::Clamp)),
    ("满足", "award", Called::Function(Function::Award)),
    ("每", "per", Called::Function(Function::Per)),
    ("每满", "per_whole", Called::Function(Function::PerWhole)),
    ("四舍五入", "round", Called::Function(Function::Round(Rounding::HalfUp))),
    ("修约", "round_even", Called::Function(Function::Round(Rounding::HalfEven))),
    ("去尾", "truncate", Called::Function(Function::Round(Rounding::Down))),
    ("进一", "round_up", Called::Function(Function::Round(Rounding::Up))),
    ("取整", "floor", Called::Function(Function::Round(Rounding::Floor))),
    ("舍入到", "round_to", Called::Function(Function::ToStep)),
    ("绝对值", "abs", Called::Function(Function::Absolute)),
    ("方根", "root", Called::Function(Function::Root)),
    ("乘幂", "power", Called::Function(Function::Power)),
    ("对数", "ln", Called::Function(Function::Logarithm)),
    ("比率", "ratio", Called::Function(Function::Ratio)),
    ("排名赋分", "rank_points", Called::Function(Function::RankPoints)),
    ("按权重", "by_weights", Called::Function(Function::ByWeights)),
    ("文字", "text", Called::Function(Function::Text)),
    ("归入", "find", Called::Find),
    ("第几次", "occurrence", Called::Occurrence),
    ("计分", "score", Called::Score),
];

/// The Chinese and the English name of every function.
pub fn function_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    FUNCTIONS.iter().map(|(zh, en, _)| (*zh, *en))
}

/// Which things at hand an aggregate's prefix forgets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix {
    /// None.
    Plain,
    /// 全体: the unit and all rows.
    All,
    /// 组内: the same, within the unit's group.
    Group,
    /// 各项: the family's entries that stand in it.
    Items,
}

/// The function of that name, with its prefix.
pub fn find(name: &str) -> Option<(Prefix, Called)> {
    let exact = |n: &str| FUNCTIONS.iter().find(|(zh, en, _)| *zh == n || *en == n).map(|(_, _, c)| *c);
    if let Some(called) = exact(name) {
        return Some((Prefix::Plain, called));
    }
    let prefixes = [("全体", Prefix::All), ("组内", Prefix::Group), ("各项", Prefix::Items), ("all_", Prefix::All)];
    prefixes.iter().find_map(|(text, prefix)| {
        let called = exact(name.strip_prefix(text)?)?;
        matches!(called, Called::Fold(_)).then_some((*prefix, called))
    })
}

/// The Chinese name of a function that is called by any of its names, its prefix with it.
pub fn chinese(name: &str) -> Option<String> {
    let (prefix, called) = find(name)?;
    let wide = match prefix {
        Prefix::Plain => "",
        Prefix::All => "全体",
        Prefix::Group => "组内",
        Prefix::Items => "各项",
    };
    Some(format!("{wide}{}", name_of(called)))
}

/// The Chinese name of a function.
pub fn name_of(called: Called) -> &'static str {
    FUNCTIONS.iter().find(|(_, _, c)| *c == called).map_or("", |(zh, _, _)| zh)
}

/// How many arguments a function takes, as written in a message: 2, 1–2, ≥1.
pub fn count_text(least: usize, most: usize) -> String {
    match most {
        usize::MAX => format!("≥{least}"),
        most if most == least => least.to_string(),
        most => format!("{least}–{most}"),
    }
}

/// The known name nearest to one that is not known, if near enough to be a slip.
pub fn nearest<'n>(found: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    let length = found.chars().count();
    let allowed = if length <= 2 { 1 } else { length.div_ceil(3) };
    known
        .map(|name| (strsim::damerau_levenshtein(found, name), name))
        .filter(|(distance, name)| *distance <= allowed && *distance < length.max(2) && *name != found)
        .min()
        .map(|(_, name)| name.to_string())
}
