//! Running numbers: a gap in 序号 says that a row has gone, a number that stands twice that one came twice.

use super::book::{Raw, Sheet};
use super::faults;
use super::layout::{Layout, Spot};
use super::raw::{filled, shown};
use crate::finding::{Finding, Findings};
use crate::formula::text::normal;

/// The header over running numbers.
const SERIAL: &str = "序号";
/// A sheet that goes on from another one begins with a higher number than this.
const BEGINS: i64 = 3;

/// A number and the row that it stands in.
type Numbered = (i64, u32);

/// Warns where the running numbers of the rows of data leave numbers out or repeat them.
pub(super) fn check(sheet: &Sheet, layout: &Layout, data: &[u32], spot: &Spot<'_>, findings: &mut Findings) {
    let Some(col) = column(sheet, layout) else { return };
    let numbers: Vec<Numbered> = data.iter().filter_map(|row| Some((number(sheet, *row, col)?, *row))).collect();
    let Slips { gaps, twice } = slips(&numbers);
    // Where every other step is no step of one, the numbers count something else.
    if (gaps.len() + twice.len()) * 2 > numbers.len() {
        return;
    }
    if let Some((_, row)) = gaps.first() {
        let lost: Vec<&str> = gaps.iter().map(|(lost, _)| lost.as_str()).collect();
        findings.push(Finding::new(faults::SERIAL_GAP, spot.cell((*row, col))).with("found", lost.join("、")));
    }
    for (number, row, before) in twice {
        let finding = Finding::new(faults::SERIAL_TWICE, spot.cell((row, col))).with("found", number.to_string());
        findings.push(finding.and_at(spot.cell((before, col))));
    }
}

/// The column of running numbers.
fn column(sheet: &Sheet, layout: &Layout) -> Option<u32> {
    let heads = sheet.rows().filter(|(row, _)| (layout.top..layout.data).contains(row));
    let mut cells = heads.flat_map(|(_, cells)| cells);
    cells.find(|(_, cell)| normal(&shown(cell)) == SERIAL).map(|(col, _)| *col)
}

/// The whole number in a cell.
fn number(sheet: &Sheet, row: u32, col: u32) -> Option<i64> {
    match &filled(sheet, row, col)?.value {
        Raw::Number { value, .. } => value.to_i64(),
        Raw::Text(text) => normal(text).parse().ok(),
        _ => None,
    }
}

/// What is wrong with running numbers.
#[derive(Default)]
struct Slips {
    /// Numbers that are left out, and the row behind them.
    gaps: Vec<(String, u32)>,
    /// A number that stands again: its row, and the row where it stood before.
    twice: Vec<(i64, u32, u32)>,
}

fn slips(numbers: &[Numbered]) -> Slips {
    // Rows may be sorted by something else, or the numbers begin anew for each unit: whichever explains more.
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let whole = steps(&sorted);
    let falls = |pair: &[Numbered]| pair[1].0 < pair[0].0 && pair[1].0 != 1;
    if numbers.windows(2).any(falls) {
        return whole;
    }
    let anew = steps(numbers);
    if anew.count() < whole.count() { anew } else { whole }
}

impl Slips {
    fn count(&self) -> usize {
        self.gaps.len() + self.twice.len()
    }
}

/// Steps that are not of one; a number 1 begins anew.
fn steps(numbers: &[Numbered]) -> Slips {
    let mut slips = Slips::default();
    let Some((first, row)) = numbers.first() else { return slips };
    if (2..=BEGINS).contains(first) {
        slips.gaps.push((span(1, first - 1), *row));
    }
    for pair in numbers.windows(2) {
        let ((before, above), (number, row)) = (pair[0], pair[1]);
        if number == before {
            slips.twice.push((number, row, above));
        } else if number != 1 && number != before + 1 {
            slips.gaps.push((span(before + 1, number - 1), row));
        }
    }
    slips
}

/// `3`, or `3—5`.
fn span(from: i64, to: i64) -> String {
    if from == to { from.to_string() } else { format!("{from}—{to}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(numbers: &[i64]) -> (Vec<String>, Vec<i64>) {
        let numbered: Vec<Numbered> = numbers.iter().zip(0..).map(|(number, row)| (*number, row)).collect();
        let slips = slips(&numbered);
        (slips.gaps.into_iter().map(|(lost, _)| lost).collect(), slips.twice.into_iter().map(|t| t.0).collect())
    }

    #[test]
    fn a_number_that_is_left_out_or_repeated_is_told() {
        assert_eq!(told(&[1, 2, 3]), (vec![], vec![]));
        assert_eq!(told(&[1, 3, 6]), (vec!["2".into(), "4—5".into()], vec![]));
        assert_eq!(told(&[2, 3]), (vec!["1".into()], vec![]));
        assert_eq!(told(&[1, 2, 2, 3]), (vec![], vec![2]));
    }

    #[test]
    fn numbers_may_begin_anew_or_go_on_or_be_out_of_order() {
        assert_eq!(told(&[1, 2, 1, 2, 3]), (vec![], vec![]));
        assert_eq!(told(&[31, 32, 33]), (vec![], vec![]));
        assert_eq!(told(&[3, 1, 2]), (vec![], vec![]));
        assert_eq!(told(&[4, 1, 2, 5]), (vec!["3".into()], vec![]));
    }
}
