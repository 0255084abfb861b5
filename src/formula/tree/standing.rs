//! What the parts of the standing are called, the one place that says it.

use super::StandingItem;

impl StandingItem {
    /// Those of every scheme, by their names.
    const NAMED: [(&str, StandingItem); 7] = [
        ("得分", StandingItem::Score),
        ("名次", StandingItem::Rank),
        ("位次", StandingItem::Position),
        ("倒数名次", StandingItem::RankFromLast),
        ("等次", StandingItem::Tier),
        ("奖项", StandingItem::Prize),
        ("绩效工资", StandingItem::Pay),
    ];

    /// The item of every scheme that bears this name; flags have names of their own.
    pub fn named(name: &str) -> Option<StandingItem> {
        Self::NAMED.iter().find(|(known, _)| *known == name).map(|(_, item)| *item)
    }

    /// What it is called; `flag` names the flag with an index.
    pub fn name(self, flag: impl FnOnce(usize) -> String) -> String {
        match self {
            StandingItem::Flag(index) => flag(index),
            item => Self::NAMED
                .iter()
                .find(|(_, known)| *known == item)
                .map_or_else(String::new, |(name, _)| (*name).into()),
        }
    }
}
