//! Standing and pay, with places and sums worked out by hand.

mod pay;
mod place;
mod tier;

use crate::formula::tree::StandingItem;
use crate::scoring::tests::fixture::{Case, case};

/// Units with marks and a group each, and these keys of the standing.
fn text(units: &[(&str, &str, &str)], standing: &str) -> String {
    let rows: Vec<String> = units.iter().map(|(name, group, marks)| format!("{name} | {group} | {marks}")).collect();
    format!(
        "scheme = \"案\"\nunits = \"单位\"\ngroup = \"组\"\n[table.\"单位\"]\nrows = '''\n名称 | 组 | 分数: 分，空=不适用，可负\n{}\n'''\n\
         [clause.\"一\"]\nrules = '总分 = 分数'\n[standing]\nscore = \"总分\"\n{standing}\n",
        rows.join("\n")
    )
}

fn standing(units: &[(&str, &str, &str)], keys: &str) -> Case {
    case(&text(units, keys))
}

/// Five units of one group, two of them equal.
const FIVE: [(&str, &str, &str); 5] =
    [("甲", "一", "90"), ("乙", "一", "95"), ("丙", "一", "90"), ("丁", "一", "80"), ("戊", "一", "70")];

/// Seven units in two groups.
const TWO_GROUPS: [(&str, &str, &str); 7] = [
    ("甲", "一", "90"),
    ("乙", "二", "95"),
    ("丙", "一", "92"),
    ("丁", "二", "80"),
    ("戊", "一", "70"),
    ("己", "二", "80"),
    ("庚", "二", "60"),
];

fn ranks(case: &Case) -> String {
    case.standing(StandingItem::Rank)
}
