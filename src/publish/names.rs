//! Names of files that are made from names of units and schemes.

use std::collections::BTreeMap;

use crate::formula::text::normal;
use crate::results::{Results, Scheme};

/// Characters of a name at most: with an ending and three bytes each they stay below the 255 bytes of a file's name.
const LONGEST: usize = 70;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// The name as a file can have it on every system that an office has: what no file may have becomes `_`.
pub fn cleaned(name: &str) -> String {
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let plain: String = name.trim().chars().map(|c| if odd(c) { '_' } else { c }).take(LONGEST).collect();
    let plain = plain.trim_end_matches(['.', ' ']).trim_start_matches(['.', '~', ' ']);
    let stem = plain.split('.').next().unwrap_or_default().to_uppercase();
    let numbered =
        |device: &str| stem.strip_prefix(device).is_some_and(|n| n.len() == 1 && n.chars().all(|c| c.is_ascii_digit()));
    let device = DEVICES.contains(&stem.as_str()) || numbered("COM") || numbered("LPT");
    if plain.is_empty() || device { format!("_{plain}") } else { plain.to_owned() }
}

/// A file name, without ending, for each unit of a scheme; units whose names clash carry their codes,
/// and those that clash still carry numbers in the order of the roster.
///
/// Two names clash where some file system takes them for one: letter case and full width do not count.
pub fn of_units(results: &Results, scheme: &Scheme) -> Vec<String> {
    let table = &results.tables.list[scheme.table];
    let code = |entry: u32| table.entries.get(entry as usize).map(|code| cleaned(code)).unwrap_or_default();
    distinct(scheme.units.iter().map(|unit| (cleaned(&unit.name), code(unit.entry))).collect())
}

/// Names of folders, one per scheme.
pub fn of_schemes(results: &Results) -> Vec<String> {
    distinct(results.schemes.iter().map(|scheme| (cleaned(&scheme.name), String::new())).collect())
}

fn distinct(wanted: Vec<(String, String)>) -> Vec<String> {
    let clashes = count(wanted.iter().map(|(name, _)| name));
    let coded: Vec<String> = wanted
        .into_iter()
        .map(|(name, code)| {
            let alone = clashes[&normal(&name)] == 1 || code.is_empty() || code == name;
            if alone { name } else { format!("{name}（{code}）") }
        })
        .collect();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let all = count(coded.iter());
    coded
        .into_iter()
        .map(|name| {
            if all[&normal(&name)] == 1 {
                return name;
            }
            let mut number = taken.get(&normal(&name)).copied().unwrap_or(0);
            loop {
                number += 1;
                let numbered = format!("{name}（{number}）");
                if !all.contains_key(&normal(&numbered)) {
                    taken.insert(normal(&name), number);
                    return numbered;
                }
            }
        })
        .collect()
}

fn count<'n>(names: impl Iterator<Item = &'n String>) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    names.for_each(|name| *out.entry(normal(name)).or_insert(0) += 1);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(wanted: &[(&str, &str)]) -> Vec<String> {
        distinct(wanted.iter().map(|(name, code)| ((*name).to_owned(), (*code).to_owned())).collect())
    }

    #[test]
    fn what_no_file_may_have_is_replaced() {
        assert_eq!(cleaned("经委/商务局"), "经委_商务局");
        assert_eq!(cleaned("甲:乙*?\"<>|\\\n丙"), "甲_乙________丙");
        assert_eq!(cleaned(" 东村. "), "东村");
        assert_eq!(cleaned(".~锁"), "锁");
        assert_eq!(cleaned("con"), "_con");
        assert_eq!(cleaned("LPT1"), "_LPT1");
        assert_eq!(cleaned("LPT办"), "LPT办");
        assert_eq!(cleaned("../.."), "_");
        assert_eq!(cleaned("…"), "…");
        let long = "村".repeat(200);
        assert!(cleaned(&long).len() + "（123456）.xlsx".len() < 255);
    }

    #[test]
    fn units_of_one_name_carry_their_codes() {
        assert_eq!(named(&[("李明", "A01"), ("王芳", "A02"), ("李明", "A03")]), ["李明（A01）", "王芳", "李明（A03）"]);
    }

    #[test]
    fn names_that_still_clash_carry_numbers() {
        assert_eq!(named(&[("甲", ""), ("甲", ""), ("甲（1）", "")]), ["甲（2）", "甲（3）", "甲（1）"]);
        assert_eq!(named(&[("a村", "a村"), ("Ａ村", "Ａ村")]), ["a村（1）", "Ａ村（2）"]);
    }

    #[test]
    fn every_name_is_given_once() {
        let names = named(&[("甲", "1"), ("甲", "1"), ("甲（1）", "9"), ("甲", "2")]);
        assert_eq!(count(names.iter()).len(), 4, "{names:?}");
    }
}
