//! What was read and what was not, for the clerk who holds it against the paper.

use super::faults;
use super::shape::Shape;
use super::sources::Desk;
use crate::finding::{Finding, Findings, Place};
use crate::formula::ast::Unit;
use crate::number::Exact;
use crate::tables::{Kind, ReadSummary, Table, Value};

/// Sets down how many rows of each sheet a table uses and, where no other rule says how many there must be, what they sum up to.
pub(super) fn sheets(shape: &Shape, table: &Table, summary: &mut ReadSummary) {
    for (at, read) in shape.reads.iter().enumerate() {
        let mut line = read.line.clone();
        let rows: Vec<usize> = (0..shape.rows.len()).filter(|row| shape.rows[*row].read == at).collect();
        line.used = rows.len();
        if table.ledger || (table.one_per.is_empty() && table.key.is_empty()) {
            for column in &table.columns {
                if let Kind::Number(unit) = column.kind
                    && unit != Unit::Percent
                {
                    let numbers = rows.iter().filter_map(|row| match column.values.get(*row) {
                        Some(Value::Number(number)) => Some(number),
                        _ => None,
                    });
                    line.sums.push((column.name.to_string(), numbers.sum::<Exact>()));
                }
            }
        }
        summary.sheets.push(line);
    }
}

/// Notes on sheets that nobody reads, and files that nobody claims.
pub(super) fn unread(desk: &Desk<'_>, summary: &mut ReadSummary, findings: &mut Findings) {
    for book in desk.shelf.used() {
        for (index, sheet) in book.sheets.iter().enumerate() {
            if desk.ground.uses(book, index) || sheet.is_empty() {
                continue;
            }
            let code = if sheet.hidden { faults::HIDDEN_SHEET } else { faults::UNREAD_SHEET };
            findings.push(
                Finding::new(code, Place::sheet(book.file.clone(), sheet.name.clone())).with("found", &*sheet.name),
            );
        }
    }
    summary.files = desk.shelf.read_files();
    summary.unclaimed = desk.shelf.unclaimed(findings);
}
