//! Questions about the results that several sheets ask.

use std::collections::BTreeSet;

use crate::formula::ast::Unit;
use crate::formula::tree::{Columns, Function, Node, Op, Over};
use crate::results::{Results, Scheme};
use crate::tables::{Kind, Table, Value};

/// Every tree of a scheme: conditions, formulas, standing.
pub(super) fn trees(scheme: &Scheme) -> Vec<&Node> {
    let mut out: Vec<&Node> = Vec::new();
    for rule in &scheme.rules {
        for definition in &rule.definitions {
            out.extend(definition.applies.as_deref());
            out.push(&definition.body);
        }
    }
    let standing = &scheme.standing;
    out.extend(standing.score_formula.as_deref());
    out.extend(standing.pay_formula.as_deref());
    out.extend(standing.rank_keys.iter().chain(&standing.order_keys).map(|(n, _)| &**n));
    for line in standing.tier_lines.iter().chain(&standing.prize_lines).chain(&standing.flag_lines) {
        out.extend([&line.when, &line.quota, &line.pay].into_iter().filter_map(|n| n.as_deref()));
    }
    out
}

/// A sheet of the XLSX format holds 1,048,576 rows (ECMA-376 part 1, 18.3.1.73); titles and heads need some.
const SHEET: u32 = 1_048_000;
/// Live formulas over more rows make a workbook that no spreadsheet program opens in reasonable time.
const LIVE: u32 = 50_000;

/// Those of the tables read that are too large for the workbook: which, and their rows.
pub(super) fn too_large(results: &Results, scheme: &Scheme, read: &BTreeSet<usize>) -> Vec<(usize, usize)> {
    let most = usize::try_from(scheme.live.unwrap_or(LIVE).min(SHEET)).unwrap_or(usize::MAX);
    let rows = |table: &usize| (*table, results.tables.list[*table].rows);
    read.iter().map(rows).filter(|(t, rows)| *rows > most && *t != scheme.table).collect()
}

/// The tables whose rows some formula reads, those of derived columns too.
pub(super) fn tables_read(results: &Results, scheme: &Scheme) -> BTreeSet<usize> {
    let mut out = BTreeSet::from([scheme.table]);
    for tree in trees(scheme) {
        reads(results, tree, &mut out);
    }
    let mut known = 0;
    while known < out.len() {
        known = out.len();
        for derived in &results.derived {
            if out.contains(&derived.table) {
                reads(results, &derived.body, &mut out);
            }
        }
    }
    out
}

fn reads(results: &Results, tree: &Node, out: &mut BTreeSet<usize>) {
    tree.walk(&mut |node| match &node.op {
        Op::Column { table, .. } | Op::Call(Function::Find(table), _) => {
            out.insert(*table);
        }
        Op::Aggregate(aggregate) => match &aggregate.over {
            Over::Rows(_, join) => {
                out.insert(join.table);
            }
            Over::Units { scheme, .. } => {
                out.insert(results.schemes[*scheme].table);
            }
            Over::Entries(_) | Over::List => {}
        },
        _ => {}
    });
}

/// The number columns of tables that formulas read from an entry at hand.
pub(super) fn entry_columns(results: &Results, node: &Node, out: &mut BTreeSet<(usize, usize)>) {
    node.walk(&mut |node| {
        if let Op::Column { table, columns: Columns::One(column), .. } = &node.op {
            let known = &results.tables.list[*table];
            if known.has_entries() && matches!(known.columns[*column].kind, Kind::Number(_)) {
                out.insert((*table, *column));
            }
        }
    });
}

/// The column of a table whose values are units, where exactly one is among its `one_per`.
pub(super) fn unit_column(table: &Table, units: usize) -> Option<usize> {
    let mut found = table.one_per.iter().filter(|c| table.columns[**c].kind == Kind::Entry(units));
    let first = found.next()?;
    if found.next().is_some() { None } else { Some(*first) }
}

/// The number format of a computed figure: the rule's, else that of its kind.
pub(super) fn format(written: Option<&str>, kind: Option<Kind>) -> String {
    if let Some(written) = written {
        let digits: String = written.chars().filter(|c| matches!(c, '0' | '#' | '.' | '%')).collect();
        // An optional digit would leave a bare point behind a whole number, so it is always shown.
        let digits = digits.replace('#', "0");
        if digits.starts_with('0') {
            return digits;
        }
    }
    match kind {
        Some(Kind::Number(Unit::Percent)) => "0.00%".into(),
        Some(Kind::Number(Unit::Money)) => "#,##0.00".into(),
        Some(Kind::Date) => "yyyy-mm-dd".into(),
        Some(Kind::Number(_)) => "0.00".into(),
        _ => String::new(),
    }
}

/// The number format of a column that was read: as many places as its figures have.
pub(super) fn raw_format(values: &[&Value], kind: Kind) -> String {
    let places = |factor: i64| {
        let wanted = values.iter().filter_map(|v| match v {
            Value::Number(n) => Some((n * &crate::number::Exact::from(factor)).trimmed(6)),
            _ => None,
        });
        wanted.map(|t| t.split_once('.').map_or(0, |(_, after)| after.len())).max().unwrap_or(0)
    };
    let digits = |n: usize| if n == 0 { "0".to_string() } else { format!("0.{}", "0".repeat(n)) };
    match kind {
        Kind::Number(Unit::Percent) => format!("{}%", digits(places(100))),
        Kind::Number(Unit::Money) => "#,##0.00".into(),
        Kind::Number(_) => digits(places(1)),
        Kind::Date => "yyyy-mm-dd".into(),
        _ => "@".into(),
    }
}

/// What a row of `one_per` that does not stand there means.
pub(super) fn absent(table: &Table) -> Value {
    table.absent_value()
}

/// A head: money stands in yuan in every sheet, whatever unit the scheme counts it in.
pub(super) fn headed(name: &str, kind: Option<Kind>) -> String {
    if kind == Some(Kind::Number(Unit::Money)) && !name.ends_with('）') {
        format!("{name}（元）")
    } else {
        name.to_string()
    }
}
