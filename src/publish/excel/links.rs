//! Ways between the sheets: from a figure to where it is computed, and back.

use super::expr::{At, Infix, X, column_name};
use super::grid::{Content, Page, Role};
use super::layout::{FAMILY, TITLE};

/// Excel keeps 65,530 links in a sheet and throws away the rest with a warning.
const MOST: usize = 60_000;

/// A cell that shows something and leads to a row that is found when it is clicked: `#'表'!B7`.
pub(super) fn found(sheet: &str, col: u16, row: X, shown: X) -> X {
    let column = X::Text(format!("#'{}'!{}", sheet.replace('\'', "''"), column_name(col)));
    X::Call("HYPERLINK", vec![X::infix(Infix::Join, column, row), shown])
}

/// Figures that are taken from one cell of another sheet lead there.
pub(super) fn follow(pages: &mut [Page], page: usize) {
    for cell in pages[page].cells.values_mut().filter(|c| c.link.is_none()) {
        let Content::Formula(x, _) = &cell.content else { continue };
        let mut seen = Vec::new();
        named(x, &mut seen);
        seen.retain(|at| at.page != page);
        seen.dedup();
        if let [one] = seen[..] {
            cell.link = Some(one);
        }
    }
}

/// The cells that an expression names; of a range its ends.
fn named(x: &X, out: &mut Vec<At>) {
    match x {
        X::Cell(at) => out.push(*at),
        X::Range(first, last) => out.extend([*first, *last]),
        X::Infix(_, a, b) => {
            named(a, out);
            named(b, out);
        }
        X::Negate(x) => named(x, out),
        X::Call(_, list) => list.iter().for_each(|x| named(x, out)),
        X::Number(_) | X::Text(_) | X::Bool(_) => {}
    }
}

/// The first head of every sheet leads to the contents; links that lead nowhere, and more than a sheet can hold, go.
pub(super) fn settle(pages: &mut [Page], contents: usize) {
    let stands: Vec<bool> = pages.iter().map(|page| !page.cells.is_empty()).collect();
    for (index, page) in pages.iter_mut().enumerate() {
        let head = page.cells.get_mut(&(FAMILY, 0)).filter(|head| head.role == Role::Head && index != contents);
        if let Some(head) = head {
            head.link = Some(At { page: contents, row: TITLE, col: 0 });
        }
        let mut count = 0;
        for cell in page.cells.values_mut() {
            cell.link = cell.link.filter(|to| stands[to.page] && count < MOST);
            count += usize::from(cell.link.is_some());
        }
    }
}
