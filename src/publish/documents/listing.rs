//! Tables of documents: the columns that the scheme names, a line for each unit that is meant.

use serde::{Deserialize, Serialize};

use crate::formula::ast::Unit;
use crate::formula::tree::StandingItem;
use crate::publish::narrative::{Facts, groups};
use crate::publish::print;
use crate::results::Column;
use crate::results::figure::{official, printed};
use crate::tables::{Kind, Value};

/// A column with texts that are all shorter than this is centred.
const SHORT: usize = 7;

/// A table of units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its title as phrases that are not broken.
    pub title: Vec<String>,
    /// What its amounts of money are counted in, where the heads of their columns do not say so.
    pub money: Option<String>,
    /// Heads of its columns, at least one.
    pub heads: Vec<Head>,
    /// Its rows by group, in the order listed; at least one group with a row.
    pub groups: Vec<Rows>,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// What it says.
    pub name: String,
    /// Where its cells stand.
    pub side: Stand,
}

/// Where the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stand {
    /// Names and long texts.
    #[serde(rename = "左")]
    Left,
    /// Places and short texts.
    #[serde(rename = "中")]
    Middle,
    /// Figures.
    #[serde(rename = "右")]
    Right,
}

/// The rows of one group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// Its name; absent where there is one group only.
    pub name: Option<String>,
    /// A cell per head; — where there is no value.
    pub rows: Vec<Vec<String>>,
}

/// The table of a document; none where it names no columns, or nobody is meant.
pub(in crate::publish) fn table(facts: &Facts, title: Vec<String>) -> Option<Table> {
    let columns = &facts.document.columns;
    let names = groups::names(facts);
    let rows = |name: &String| Rows {
        name: (names.len() > 1).then(|| name.clone()),
        rows: groups::members(facts, name)
            .into_iter()
            .filter(|unit| facts.document.means(*unit))
            .map(|unit| columns.iter().map(|column| cell(facts, column, unit)).collect())
            .collect(),
    };
    let groups: Vec<Rows> = names.iter().map(rows).filter(|rows| !rows.rows.is_empty()).collect();
    let heads = columns.iter().enumerate().map(|(at, column)| head(facts, column, at, &groups)).collect();
    let unsaid = |column: &Column| column.kind == Some(Kind::Number(Unit::Money)) && !column.name.contains('元');
    let money = columns.iter().any(unsaid).then(|| super::money(facts).to_owned());
    (!columns.is_empty() && !groups.is_empty()).then_some(Table { title, money, heads, groups })
}

/// A column's head; its cells decide where they stand.
pub(in crate::publish) fn head(facts: &Facts, column: &Column, at: usize, groups: &[Rows]) -> Head {
    let place = matches!(column.item, Some(StandingItem::Rank | StandingItem::Position | StandingItem::RankFromLast));
    let short = || groups.iter().flat_map(|g| &g.rows).all(|row| row[at].chars().count() < SHORT);
    let side = match column.kind {
        _ if place => Stand::Middle,
        Some(Kind::Number(_)) => Stand::Right,
        Some(Kind::Entry(table)) if table == facts.scheme.table => Stand::Left,
        _ if short() => Stand::Middle,
        _ => Stand::Left,
    };
    Head { name: column.name.clone(), side }
}

/// A unit's cell of a column.
pub(in crate::publish) fn cell(facts: &Facts, column: &Column, unit: usize) -> String {
    let scheme = facts.scheme;
    let format = column.format.as_deref();
    match (&column.values[unit], column.kind, column.item) {
        (Value::Number(_), _, Some(StandingItem::Score)) if format.is_none() => groups::score(facts, unit),
        (Value::Number(n), Some(Kind::Number(Unit::Bare)), _) if format.is_none() => n.trimmed(4).replace('-', "−"),
        (value @ Value::Number(_), kind, _) => printed(value, kind, format, scheme.money).replace('-', "−"),
        (Value::Date(date), ..) => official(*date),
        (Value::Text(text), ..) if text.is_empty() => "—".into(),
        (Value::Missing | Value::Fault, ..) => "—".into(),
        (value, Some(kind), _) => print::word(facts.results, value, kind),
        (value, None, _) => print::word(facts.results, value, Kind::Text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::narrative::tests::facts;
    use crate::publish::notice::tests::results;

    fn money(columns: &str) -> Option<String> {
        let scheme = format!(
            "scheme = \"考\"\ntitle = \"考核\"\nbasis = \"办法\"\nunits = \"村\"\nmoney = \"万元\"\n[table.\"村\"]\n\
             rows = \"名称 | 数: 分；甲 | 90\"\n[clause.\"一\"]\nrules = '''\n总分 = 数\n补助 = 3万元 × 数 ÷ 90分\n'''\n\
             [standing]\nscore = \"总分\"\n[document.\"函\"]\nkind = \"抄送函\"\nto = [\"财政局\"]\ncolumns = \"名称 = 单位名；{columns}\"\n"
        );
        let results = results(&scheme, &[]);
        table(&facts(&results), vec!["表".into()]).unwrap().money
    }

    #[test]
    fn money_is_told_unless_every_head_says_it() {
        assert_eq!(money("补助 = 补助").as_deref(), Some("万元"));
        assert_eq!(money("补助（万元） = 补助；得分 = 得分"), None);
        assert_eq!(money("得分 = 得分"), None);
    }
}
