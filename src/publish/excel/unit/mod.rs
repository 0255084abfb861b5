//! `反馈/<scheme>/<unit>.xlsx`: one unit's figures with live formulas over its own cells.
//!
//! Only what is the unit's own stands in it: rows that lead to it, and what the scheme fixes for all. Statistics of
//! the others, its place among them, and results of other schemes are labelled inputs. The cost of a workbook goes
//! by the unit's own rows; what is the same for all units is made once ([`Shared`]).

mod distance;
mod field;
mod front;
mod layout;
mod ledger;
mod notes;
mod parts;
mod plan;
mod profile;
mod score;

use std::collections::BTreeMap;

use crate::publish::notice;
use crate::results::{Results, Rows};

use super::grid::{Page, Role};
use super::layout::{Layout, TablePlace};
use super::lookup::Lookup;
use super::reading::Reader;
use super::{ExcelFault, Ranking, inputs, links, print, raw, recount, write};
use field::Field;
use plan::Plan;

/// What the workbooks of all units of a scheme have in common.
#[derive(Debug)]
pub struct Shared<'f> {
    lookup: Lookup,
    plan: Plan,
    field: Field,
    notices: &'f notice::Field,
}

impl<'f> Shared<'f> {
    /// For the scheme with that index; `notices` is what the notices of its units have in common.
    pub fn new(results: &Results, scheme: usize, notices: &'f notice::Field) -> Shared<'f> {
        let declared = &results.schemes[scheme];
        Shared {
            lookup: Lookup::new(results, declared),
            plan: plan::plan(results, scheme),
            field: Field::new(results, declared),
            notices,
        }
    }

    /// What a unit is compared with, in a word.
    fn whole(&self) -> &'static str {
        if self.plan.several { "本组" } else { "全体" }
    }
}

/// The workbook of the unit at that position of the scheme.
pub fn workbook(results: &Results, scheme: usize, unit: usize, shared: &Shared<'_>) -> Result<Ranking, ExcelFault> {
    let declared = &results.schemes[scheme];
    let (kept, known) = kept(results, scheme, unit, shared);
    let (layout, sheet) = layout::lay_out(results, scheme, unit, &shared.lookup, &shared.plan, &kept);
    let mut reader = reader(results, scheme, unit, shared, layout).knowing_nothing(known);
    let line = super::notice(results, declared);
    let mut unwritten = Vec::new();
    raw::write(&mut reader, &line);
    raw::write_derived(&mut reader, &mut unwritten);
    score::write(&mut reader, unit, &sheet, &line, &mut unwritten);
    front::write(&mut reader, unit, shared, &line);
    let (foreign, body) = (reader.layout.pages.foreign, reader.layout.first_row);
    let said = "本组或全体的统计、其他考核方案的结果等，不属于本单位，在本工作簿中作为给定数据。";
    inputs(&mut reader.pages[foreign], body, ["来源", "对象", "项目", "数值"], &line, said);
    notes::write(&mut reader, unit, &line, &unwritten);
    tint(&mut reader, unit);
    links::follow(&mut reader.pages, reader.layout.pages.ranking);
    links::settle(&mut reader.pages, reader.layout.pages.about);
    print::set_up(&mut reader.pages);
    let name = &declared.units[unit].name;
    let imprint = write::Imprint {
        title: format!("{}反馈：{name}（{}）", declared.title, results.period),
        opens: reader.layout.pages.ranking,
        office: declared.issue.office.clone().unwrap_or_default(),
        notice: declared.issue.notice.clone().unwrap_or_default(),
        issued: results.issued,
    };
    let differing = recount::recount(&mut reader.pages, &reader.layout.names);
    let bytes = write::workbook(&reader.pages, &reader.layout.names, &imprint)?;
    Ok(Ranking { bytes, unwritten, left_out: Vec::new(), differing })
}

fn reader<'r>(results: &'r Results, scheme: usize, unit: usize, shared: &'r Shared<'_>, layout: Layout) -> Reader<'r> {
    let pages = layout.names.iter().map(|n| Page::new(n.clone())).collect();
    let mut reader = Reader::new(results, scheme, &shared.lookup, layout, pages);
    reader.unit = Some(unit);
    reader
}

/// Members of each rule that may come to something for the unit, and a reader that knows the others.
fn kept<'r>(
    results: &'r Results,
    scheme: usize,
    unit: usize,
    shared: &'r Shared<'_>,
) -> (BTreeMap<usize, Vec<usize>>, Reader<'r>) {
    let declared = &results.schemes[scheme];
    let all = |rule: usize| (0..declared.rules[rule].members.len()).collect();
    let mut kept: BTreeMap<usize, Vec<usize>> = shared.plan.rules.iter().map(|r| (*r, all(*r))).collect();
    let (layout, _) = layout::lay_out(results, scheme, unit, &shared.lookup, &shared.plan, &kept);
    let mut reader = reader(results, scheme, unit, shared, layout);
    for (rule, members) in &mut kept {
        let axes = &declared.rules[*rule].axes;
        let seen = |m: &usize| {
            let entries = &declared.rules[*rule].members[*m].1;
            axes.iter().zip(entries).all(|(table, entry)| reader.sees(*table, *entry))
        };
        members.retain(seen);
        members.retain(|m| !reader.is_nothing(*rule, *m));
    }
    kept.retain(|_, members| !members.is_empty());
    (kept, reader)
}

/// Inputs are tinted by whose they are.
fn tint(reader: &mut Reader, unit: usize) {
    let mut inputs = vec![(reader.layout.pages.foreign, Role::Given)];
    for (table, place) in reader.layout.tables.iter().enumerate() {
        let TablePlace::List(list) = place else { continue };
        let own = matches!(reader.scheme.own.rows(table, unit), Rows::Few(_));
        inputs.push((list.page, if own { Role::Own } else { Role::Given }));
    }
    for (page, role) in inputs {
        reader.pages[page].cells.values_mut().filter(|c| c.role == Role::Raw).for_each(|c| c.role = role);
    }
}
