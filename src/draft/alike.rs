//! Sheets with the same columns are one table: a union of files, or one sheet for each unit or quarter.

use std::collections::BTreeSet;

use crate::formula::text::normal;
use crate::scheme::builtin;

use super::Found;

/// Unites tables with the same heads, in the order of the first of each.
pub(super) fn united(found: Vec<Found>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for table in found {
        let heads = |t: &Found| t.columns.iter().map(|c| c.header.clone()).collect::<Vec<_>>();
        match out.iter_mut().find(|other| heads(other) == heads(&table)) {
            Some(other) => other.join(table),
            None => out.push(table),
        }
    }
    out
}

impl Found {
    /// Takes over the rows of a table with the same heads.
    fn join(&mut self, other: Found) {
        self.sources.extend(other.sources);
        self.rows += other.rows;
        for (mine, more) in self.columns.iter_mut().zip(other.columns) {
            // Where they differ in type the more open one is the safer guess; an empty column says nothing.
            if mine.kind != more.kind && mine.filled > 0 && more.filled > 0 {
                mine.kind = if [&mine.kind, &more.kind].iter().any(|k| *k == "文本") { "文本" } else { "数" }.into();
            } else if mine.filled == 0 {
                mine.kind = more.kind;
            }
            mine.filled += more.filled;
            mine.negative |= more.negative;
            mine.mixed |= more.mixed;
            mine.odd.extend(more.odd);
            mine.empty.extend(more.empty);
            mine.texts.extend(more.texts);
        }
    }

    /// What its sheets are named after, where it has several: the units, the quarters, the months.
    pub fn captured(&self, units: Option<(&str, &BTreeSet<String>)>) -> Option<String> {
        let sheets: BTreeSet<String> = self.sources.iter().map(|(_, sheet)| normal(sheet)).collect();
        if sheets.len() < 2 {
            return None;
        }
        let all = |names: &BTreeSet<String>| sheets.iter().all(|sheet| names.contains(sheet));
        if let Some((table, names)) = units
            && all(names)
        {
            return Some(table.to_owned());
        }
        let periods = [
            ("季度", ["一季度", "第一季度"], "季度"),
            ("月", ["1月", "一月"], "月"),
            ("半年", ["上半年", "下半年"], "半年"),
        ];
        let named = |end: &str| sheets.iter().all(|sheet| sheet.ends_with(end));
        let found = periods.iter().find(|(table, some, end)| {
            builtin::TABLES.contains(table) && named(end) && some.iter().any(|word| sheets.contains(&normal(word)))
        });
        found.map(|(table, ..)| (*table).to_owned())
    }
}
