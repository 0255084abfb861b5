//! The built-in tables 月, 季度 and 半年: those inside the period.

use std::sync::Arc;

use super::decl::{Located, RowsFrom, TableDecl};
use super::period::Period;
use crate::finding::Place;

/// The file that the places of built-in tables name.
pub const FILE: &str = "内置";
/// Names of the built-in tables.
pub const TABLES: [&str; 3] = ["月", "季度", "半年"];

const DIGITS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/// The built-in tables of a period.
pub(super) fn tables(period: &Period) -> Vec<TableDecl> {
    let file: Arc<str> = Arc::from(FILE);
    let entries = [months(period), quarters(period), halves(period)];
    TABLES.iter().zip(entries).map(|(name, entries)| table(name, &file, entries)).collect()
}

fn table(name: &str, file: &Arc<str>, entries: Vec<(String, Vec<String>)>) -> TableDecl {
    let located = || Located { value: name.to_owned(), place: Place::file(file.clone()) };
    TableDecl { key: vec![located()], ..TableDecl::empty(located(), RowsFrom::BuiltIn(entries)) }
}

fn months(period: &Period) -> Vec<(String, Vec<String>)> {
    let aliases = |m: u8| {
        let hanzi = DIGITS[usize::from(m) - 1];
        let mut aliases = vec![format!("{m}月份"), format!("{hanzi}月"), format!("{hanzi}月份")];
        if m < 10 {
            aliases.splice(0..0, [format!("{m:02}月"), format!("{m:02}月份")]);
        }
        aliases
    };
    period.months().map(|m| (format!("{m}月"), aliases(m))).collect()
}

fn quarters(period: &Period) -> Vec<(String, Vec<String>)> {
    let aliases =
        |q: u8, hanzi: &str| vec![format!("第{hanzi}季度"), format!("{q}季度"), format!("第{q}季度"), format!("Q{q}")];
    (1..=4)
        .filter(|q| inside(period, 3 * q - 2, 3 * q))
        .map(|q| (format!("{}季度", DIGITS[usize::from(q) - 1]), aliases(q, DIGITS[usize::from(q) - 1])))
        .collect()
}

fn halves(period: &Period) -> Vec<(String, Vec<String>)> {
    [("上半年", 1), ("下半年", 7)]
        .into_iter()
        .filter(|(_, first)| inside(period, *first, first + 5))
        .map(|(name, _)| (name.to_owned(), Vec::new()))
        .collect()
}

fn inside(period: &Period, first_month: u8, last_month: u8) -> bool {
    period.months().contains(&first_month) && period.months().contains(&last_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(label: &str) -> Vec<Vec<(String, Vec<String>)>> {
        let tables = tables(&Period::parse(label).expect(label));
        let entries = tables.into_iter().map(|t| match t.from {
            RowsFrom::BuiltIn(entries) => entries,
            _ => Vec::new(),
        });
        entries.collect()
    }

    fn names(label: &str) -> Vec<String> {
        let joined = |t: Vec<(String, Vec<String>)>| t.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(" ");
        entries(label).into_iter().map(joined).collect()
    }

    #[test]
    fn a_year_has_all_of_them() {
        assert_eq!(
            names("2025"),
            ["1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月", "一季度 二季度 三季度 四季度", "上半年 下半年"]
        );
    }

    #[test]
    fn shorter_periods_have_only_what_lies_inside() {
        assert_eq!(names("2025-H2"), ["7月 8月 9月 10月 11月 12月", "三季度 四季度", "下半年"]);
        assert_eq!(names("2025Q2"), ["4月 5月 6月", "二季度", ""]);
        assert_eq!(names("2025-07"), ["7月", "", ""]);
    }

    #[test]
    fn usual_spellings_are_aliases() {
        let all = entries("2025");
        assert!(all[0][8].1.contains(&"09月".to_owned()) && all[0][8].1.contains(&"九月份".to_owned()));
        assert!(!all[0][11].1.contains(&"012月".to_owned()));
        assert_eq!(all[1][1].1, ["第二季度", "2季度", "第2季度", "Q2"]);
    }
}
