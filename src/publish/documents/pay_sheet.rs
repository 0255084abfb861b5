//! The facts of a 发放表: who is paid how much, page by page with sums, and the proof against the pool.

use crate::finding::{Finding, Findings, Place};
use crate::number::Exact;
use crate::publish::faults;
use crate::publish::narrative::{Facts, groups};
use crate::publish::paper::{self, Usual};

use super::letter::{Sums, in_money};
use super::listing::{self, Rows};
use super::model::{DOCUMENT_VERSION, Head, PayPage, PaySheet, Stand};

/// Rows on a page that another follows, on the last page at most, and on it at least where there are others.
const FULL: usize = 15;
const LAST: usize = 12;
const LEAST: usize = 3;

/// A 发放表 and its figures, for the workbook.
#[derive(Debug)]
pub struct Paid {
    /// What the template reads.
    pub model: PaySheet,
    /// What each row is paid, in yuan.
    pub pay: Vec<Exact>,
}

/// The model of a 发放表; none where nobody is paid.
pub(super) fn pay_sheet(facts: &Facts, findings: &mut Findings) -> Option<Paid> {
    let meant = facts.meant();
    let paid: Vec<(usize, Exact)> = meant.iter().filter_map(|u| Some((*u, super::pay_of(facts, *u)?))).collect();
    if paid.is_empty() {
        return None;
    }
    let several = groups::names(facts).len() > 1;
    let heads = heads(facts, several, &paid);
    let rows: Vec<Vec<String>> = paid.iter().map(|(unit, pay)| row(facts, several, *unit, pay)).collect();
    let sums = Sums::of(facts, &meant);
    let proven = sums.proven(facts);
    let pay: Vec<Exact> = paid.into_iter().map(|(_, pay)| pay).collect();
    let usual = Usual {
        title: format!("{}|{}|绩效工资发放表", super::period(facts), paper::subject(facts)),
        ..Usual::default()
    };
    let unpaid = meant.len() - pay.len();
    let model = PaySheet {
        version: DOCUMENT_VERSION,
        paper: paper::paper(facts, usual),
        sentences: paper::wording(facts, findings).sentences,
        measure: facts.given("measure").unwrap_or_else(|| "个".into()),
        money: super::money(facts).into(),
        heads,
        pages: pages(facts, &rows, &pay),
        count: pay.len().to_string(),
        total: in_money(facts, &sums.total),
        pool: pool(facts, &sums, findings),
        rewards: (proven && !sums.rewards.is_zero()).then(|| in_money(facts, &sums.rewards)),
        unpaid: (unpaid > 0).then(|| unpaid.to_string()),
    };
    Some(Paid { model, pay })
}

fn sum(pay: &[Exact]) -> Exact {
    pay.iter().fold(Exact::ZERO, |sum, pay| &sum + pay)
}

/// The pool, where all of it is paid out; a remainder is told.
fn pool(facts: &Facts, sums: &Sums, findings: &mut Findings) -> Option<String> {
    let pool = facts.scheme.standing.pool.as_ref()?;
    if sums.proven(facts) {
        return Some(in_money(facts, pool));
    }
    if facts.document.units.is_none() {
        let finding = Finding::new(faults::POOL_NOT_PAID, Place::file(facts.document.name.as_str()));
        let divided = in_money(facts, &(&sums.total - &sums.rewards));
        let finding = finding.with("document", facts.document.name.as_str()).with("total", divided);
        findings.push(finding.with("pool", in_money(facts, pool)).with("unit", super::money(facts)));
    }
    None
}

/// 组别 where there are several, the unit, the columns that the scheme names, and the pay.
fn heads(facts: &Facts, several: bool, paid: &[(usize, Exact)]) -> Vec<Head> {
    let columns = &facts.document.columns;
    let rows = paid.iter().map(|(unit, _)| columns.iter().map(|c| listing::cell(facts, c, *unit)).collect());
    let cells = [Rows { name: None, rows: rows.collect() }];
    let named = |name: &str, side| Head { name: name.to_owned(), side };
    let mut heads = Vec::new();
    heads.extend(several.then(|| named("组别", Stand::Middle)));
    heads.push(named(&paper::noun(facts), Stand::Left));
    heads.extend(columns.iter().enumerate().map(|(at, column)| listing::head(facts, column, at, &cells)));
    heads.push(named("应发金额", Stand::Right));
    heads
}

fn row(facts: &Facts, several: bool, unit: usize, pay: &Exact) -> Vec<String> {
    let mut cells = Vec::new();
    cells.extend(several.then(|| facts.scheme.units[unit].group.to_string()));
    cells.push(groups::unit_name(facts, unit));
    cells.extend(facts.document.columns.iter().map(|column| listing::cell(facts, column, unit)));
    cells.push(in_money(facts, pay));
    cells
}

/// Pages of rows, each with the exact sum of what stands on it.
fn pages(facts: &Facts, rows: &[Vec<String>], pay: &[Exact]) -> Vec<PayPage> {
    let mut from = 0;
    lengths(rows.len())
        .into_iter()
        .map(|length| {
            let to = from + length;
            let page = PayPage { rows: rows[from..to].to_vec(), sum: in_money(facts, &sum(&pay[from..to])) };
            from = to;
            page
        })
        .collect()
}

/// How many rows stand on each page: none has a few rows alone, and the last has room for sums and signatures.
fn lengths(rows: usize) -> Vec<usize> {
    let (mut left, mut out) = (rows, Vec::new());
    while left > LAST {
        let taken = FULL.min(left - LEAST);
        out.push(taken);
        left -= taken;
    }
    out.push(left);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_has_a_few_rows_alone_and_the_last_has_room_for_signatures() {
        assert_eq!(lengths(1), [1]);
        assert_eq!(lengths(12), [12]);
        assert_eq!(lengths(13), [10, 3]);
        assert_eq!(lengths(18), [15, 3]);
        assert_eq!(lengths(28), [15, 10, 3]);
        for rows in 1..200 {
            let pages = lengths(rows);
            assert_eq!(pages.iter().sum::<usize>(), rows);
            assert!(
                pages.iter().all(|page| *page <= FULL && (*page >= LEAST || pages.len() == 1)),
                "{rows}: {pages:?}"
            );
            assert!(pages.last().is_some_and(|last| *last <= LAST));
        }
    }
}
