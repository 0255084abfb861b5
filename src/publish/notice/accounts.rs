//! Bonus and deduction entry by entry, each with its origin.

use crate::number::Exact;
use crate::results::figure::official;
use crate::results::{Counted, Direction, Ledger};
use crate::tables::{Column, Kind, Table, Value};

use super::Facts;
use super::model::{Account, AccountKind, Entry, Origin};
use crate::publish::print::{figure, points};

/// A column with one of these in its name says who entered the row.
const SOURCES: [&str; 5] = ["来源", "部门", "机关", "单位", "科室"];

/// More entries than these are not listed in a unit's workbook beside its ledger's sheet, nor in its notice where the
/// ledger does not count: every ballot of a survey.
pub(in crate::publish) const MANY: usize = 40;

/// Every ledger that counts, also where it holds nothing about the unit.
pub(super) fn accounts(facts: &Facts) -> Vec<Account> {
    let ledgers = facts.scheme.ledgers.iter();
    let tells = |l: &&Ledger| l.direction != Direction::Record || !entries(facts, l).is_empty();
    let ledgers: Vec<&Ledger> = ledgers.filter(tells).collect();
    let mut told: Vec<Account> = ledgers.iter().map(|l| account(facts, l)).collect();
    let names: Vec<String> = told.iter().map(|a| a.name.clone()).collect();
    for (at, account) in told.iter_mut().enumerate() {
        // A rule and a table may be called alike; then each ledger has the whole name of its table.
        if names.iter().filter(|name| **name == names[at]).count() > 1 {
            account.name = full_name(facts, ledgers[at]);
        }
    }
    told
}

/// Which way a ledger counts, in a word; none where it does not.
fn word(direction: Direction) -> Option<&'static str> {
    match direction {
        Direction::Bonus => Some("加分"),
        Direction::Deduction => Some("扣分"),
        Direction::Record => None,
    }
}

/// The table's name, with that word where it does not say it.
fn full_name(facts: &Facts, ledger: &Ledger) -> String {
    let table = &facts.results.tables.list[ledger.table].name;
    match word(ledger.direction) {
        Some(word) if !table.contains(word) => format!("{table}{word}"),
        _ => table.to_string(),
    }
}

fn entries<'l>(facts: &Facts, ledger: &'l Ledger) -> &'l [Counted] {
    ledger.entries.get(facts.unit).map(Vec::as_slice).unwrap_or_default()
}

fn account(facts: &Facts, ledger: &Ledger) -> Account {
    let table = &facts.results.tables.list[ledger.table];
    let mut own: Vec<&Counted> = entries(facts, ledger).iter().collect();
    let date = table.columns.iter().find(|c| c.kind == Kind::Date);
    // Those without a date come last, in the order read.
    own.sort_by_key(|c| match date.map(|d| &d.values[c.row as usize]) {
        Some(Value::Date(date)) => (false, Some(*date)),
        _ => (true, None),
    });
    let counted = counted(facts, ledger);
    let sum: Option<Exact> = own.iter().map(|c| c.points.clone()).sum_up();
    let unlisted = (ledger.direction == Direction::Record && own.len() > MANY).then(|| own.len().to_string());
    let differs = |sum: &Exact| counted.as_ref().is_some_and(|c| *c != sum.abs());
    Account {
        name: name(facts, ledger, table),
        kind: match ledger.direction {
            Direction::Bonus => AccountKind::Bonus,
            Direction::Deduction => AccountKind::Deduction,
            Direction::Record => AccountKind::Record,
        },
        listed: sum.filter(|s| differs(s) && !own.is_empty()).map(|s| points(&s.abs())),
        counted: counted.map(|c| points(&c)),
        entries: match unlisted {
            Some(_) => Vec::new(),
            None => own.into_iter().map(|c| entry(facts, ledger, table, c, date)).collect(),
        },
        unlisted,
    }
}

/// The sum of figures that are all there.
trait SumUp {
    fn sum_up(self) -> Option<Exact>;
}

impl<I: Iterator<Item = Option<Exact>>> SumUp for I {
    fn sum_up(mut self) -> Option<Exact> {
        self.try_fold(Exact::ZERO, |sum, n| n.map(|n| &sum + &n))
    }
}

/// What the ledger came to in the score.
fn counted(facts: &Facts, ledger: &Ledger) -> Option<Exact> {
    let rule = &facts.scheme.rules[ledger.rule?];
    let single = rule.members.len() == 1 && rule.axes.is_empty() && !rule.overall;
    match rule.value(facts.unit, 0) {
        Value::Number(n) if single && ledger.direction != Direction::Record => Some(n.abs()),
        _ => None,
    }
}

/// The rule's name where it says which way it counts, else the table's with that word.
fn name(facts: &Facts, ledger: &Ledger, table: &Table) -> String {
    let Some(word) = word(ledger.direction) else { return table.name.to_string() };
    let rule = ledger.rule.map(|r| &facts.scheme.rules[r]).filter(|r| r.axes.is_empty());
    let says = |name: &str| ["加分", "扣分", "减分"].iter().any(|end| name.ends_with(end));
    let table = table.name.trim_end_matches("台账");
    match rule.map(|r| r.pattern.as_str()).filter(|p| says(p)) {
        Some(name) => name.to_owned(),
        None if says(table) => table.to_owned(),
        None => format!("{table}{word}"),
    }
}

fn entry(facts: &Facts, ledger: &Ledger, table: &Table, counted: &Counted, date: Option<&Column>) -> Entry {
    let row = counted.row as usize;
    let derived = |i: usize| facts.results.derived.iter().any(|d| (d.table, d.column) == (ledger.table, i));
    let told = |i: usize, c: &Column| {
        !derived(i) && c.kind != Kind::Entry(facts.scheme.table) && c.kind != Kind::Date && !table.key.contains(&i)
    };
    let columns: Vec<&Column> = table.columns.iter().enumerate().filter(|(i, c)| told(*i, c)).map(|(_, c)| c).collect();
    let worded = |c: &&&Column| matches!(c.kind, Kind::Text | Kind::Raw | Kind::Entry(_));
    let is_source = |c: &Column| SOURCES.iter().any(|s| c.name.contains(s));
    let text = |c: &Column| match &c.values[row] {
        Value::NotApplicable | Value::Missing | Value::Fault => String::new(),
        value => figure(facts.results, facts.scheme, value, c.kind),
    };
    let joined = |source: bool| {
        let wanted = columns.iter().filter(worded).filter(|c| is_source(c) == source).map(|c| text(c));
        wanted.filter(|t| !t.is_empty()).collect::<Vec<_>>().join("，")
    };
    Entry {
        date: match date.map(|d| &d.values[row]) {
            Some(Value::Date(date)) => official(*date),
            _ => String::new(),
        },
        source: joined(true),
        reason: joined(false),
        points: counted.points.as_ref().map(|p| points(&p.abs())).unwrap_or_default(),
        origin: origin(facts, table, row),
    }
}

/// Where the row was read: that of its cells that stands lowest, since 续上 and heads come from above.
fn origin(facts: &Facts, table: &Table, row: usize) -> Option<Origin> {
    let cells = table.columns.iter().filter_map(|c| c.origins.get(row)?.parts());
    let (sheet, row, _) = cells.max_by_key(|(_, row, _)| *row)?;
    let (file, sheet) = facts.results.tables.origins.sheets.get(sheet as usize)?;
    let sheet = sheet.as_ref().map(ToString::to_string).unwrap_or_default();
    Some(Origin { file: file.to_string(), sheet, row: (row + 1).to_string() })
}
