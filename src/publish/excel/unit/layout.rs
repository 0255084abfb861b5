//! Where everything stands in the workbook of one unit.

use std::collections::BTreeMap;

use crate::formula::tree::StandingItem;
use crate::results::{Results, Rows, Scheme};
use crate::tables::Value;

use super::super::layout::{ENTRY, Item, Layout, MEMBER, Pages, RowsAt, RulePlace, StandingPlace, TablePlace, list};
use super::super::lookup::Lookup;
use super::super::names::Names;
use super::plan::Plan;

/// A row of the score sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// The heading of a clause.
    Clause(usize),
    /// What the clause says.
    Says(usize),
    /// The heading of a family of rules.
    Family(usize),
    /// A member of a rule.
    Member(usize, usize),
    /// The heading of the standing.
    Outcome,
    /// An item of the standing.
    Standing(Item),
}

/// The score sheet, from its first row below the heads.
pub(super) type Sheet = Vec<(u32, Entry)>;

/// Lays out the workbook of a unit; `kept` are the rules' members that may come to something, rule by rule.
pub(super) fn lay_out(
    results: &Results,
    index: usize,
    unit: usize,
    lookup: &Lookup,
    plan: &Plan,
    kept: &BTreeMap<usize, Vec<usize>>,
) -> (Layout, Sheet) {
    let scheme = &results.schemes[index];
    let mut names = Names::default();
    let (front, score, foreign) = (names.add("反馈"), names.add("计分"), names.add("引用数据"));
    let mut pages = Pages { ranking: front, standing: score, overall: score, foreign, ..Pages::default() };
    pages.clauses = vec![None; scheme.clauses.len()];
    let mut tables = Vec::new();
    for (table, declared) in results.tables.list.iter().enumerate() {
        let rows = match scheme.own.rows(table, unit) {
            Rows::Whole => RowsAt::Run { first: ENTRY, count: declared.rows },
            Rows::Few(rows) => RowsAt::Few { first: ENTRY, rows: rows.into() },
        };
        let stands = plan.tables.contains(&table) && rows.ends().is_some();
        let page = stands.then(|| names.add(&declared.name));
        pages.tables.push(page);
        tables.push(
            page.map_or(TablePlace::Nowhere, |page| {
                TablePlace::List(list(declared, table, page, rows, &lookup.labels))
            }),
        );
    }
    (pages.about, pages.aids, pages.basis) = (names.add("说明"), names.add("辅助计算"), names.add("依据"));
    let sheet = sheet(scheme, unit, plan, kept);
    let layout = Layout {
        names: names.list,
        unit_rows: Vec::new(),
        sorted: false,
        first_row: ENTRY,
        rules: rules(scheme, score, &sheet),
        tables,
        derived: results.derived.iter().map(|d| (d.table, d.column)).collect(),
        heads: BTreeMap::new(),
        over: BTreeMap::new(),
        standing: StandingPlace { page: score, cols: BTreeMap::new(), rows: standing_rows(&sheet) },
        pages,
        left_out: Vec::new(),
    };
    (layout, sheet)
}

fn sheet(scheme: &Scheme, unit: usize, plan: &Plan, kept: &BTreeMap<usize, Vec<usize>>) -> Sheet {
    let mut entries = Vec::new();
    for (clause, declared) in scheme.clauses.iter().enumerate() {
        let mut inside = Vec::new();
        for (rule, members) in kept.iter().filter(|(r, _)| scheme.rules[**r].definitions[0].clause == clause) {
            let family = !scheme.rules[*rule].axes.is_empty() && !members.is_empty();
            inside.extend(family.then_some(Entry::Family(*rule)));
            inside.extend(members.iter().map(|m| Entry::Member(*rule, *m)));
        }
        if !inside.is_empty() {
            entries.push(Entry::Clause(clause));
            entries.extend((declared.says.is_some() || declared.reading.is_some()).then_some(Entry::Says(clause)));
            entries.extend(inside);
        }
    }
    entries.push(Entry::Outcome);
    entries.extend(items(scheme, unit, plan).into_iter().map(Entry::Standing));
    (MEMBER + 1..).zip(entries).collect()
}

fn rules(scheme: &Scheme, page: usize, sheet: &Sheet) -> Vec<RulePlace> {
    let mut rows: Vec<BTreeMap<usize, u32>> = vec![BTreeMap::new(); scheme.rules.len()];
    for (row, entry) in sheet {
        if let Entry::Member(rule, member) = entry {
            rows[*rule].insert(*member, *row);
        }
    }
    rows.into_iter().map(|rows| RulePlace::Some { page, rows }).collect()
}

fn standing_rows(sheet: &Sheet) -> BTreeMap<Item, u32> {
    let item = |(row, entry): &(u32, Entry)| match entry {
        Entry::Standing(item) => Some((*item, *row)),
        _ => None,
    };
    sheet.iter().filter_map(item).collect()
}

/// What of the standing is told.
fn items(scheme: &Scheme, unit: usize, plan: &Plan) -> Vec<Item> {
    let standing = &scheme.standing;
    let mut out = Vec::new();
    out.extend(plan.several.then_some(Item::Group));
    if standing.score_formula.is_some() {
        out.extend((!standing.unscored_lines.is_empty()).then_some(Item::Reason));
        out.extend([Item::Exact, Item::Score]);
        let placed = matches!(standing.rank[unit], Value::Number(_));
        out.extend((placed || plan.items.contains(&StandingItem::Rank)).then_some(Item::Rank));
        out.extend(plan.items.contains(&StandingItem::Position).then_some(Item::Position));
        out.extend(plan.items.contains(&StandingItem::RankFromLast).then_some(Item::FromLast));
    }
    for (list, lines) in (0u8..).zip([&standing.tier_lines, &standing.prize_lines, &standing.flag_lines]) {
        let quotas = lines.iter().enumerate().filter(|(_, line)| line.quota.is_some());
        out.extend(quotas.map(|(index, _)| Item::Taken(list, index)));
    }
    out.extend((!standing.tier_lines.is_empty()).then_some(Item::Tier));
    out.extend((!standing.prize_lines.is_empty()).then_some(Item::Prize));
    out.extend((0..standing.flag_lines.len()).map(Item::Flag));
    let pays = standing.pay_formula.is_some() || standing.prize_lines.iter().any(|l| l.pay.is_some());
    out.extend(pays.then_some(Item::Pay));
    out
}
