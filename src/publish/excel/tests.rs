//! Spelling of formulas, names of sheets, and what a spreadsheet program makes of expressions.

use crate::number::Exact;

use super::expr::{At, Infix, X, column_name, ranges};
use super::grid::{Cached, Content, Page, Role};
use super::names::Names;
use super::recount::recount;

fn at(row: u32, col: u16) -> At {
    At { page: 0, row, col }
}

fn number(text: &str) -> X {
    X::Number(text.into())
}

fn spelled(x: &X, home: At) -> String {
    x.spelled(home, &["甲".into(), "一(二)3".into()])
}

#[test]
fn brackets_stand_only_where_the_order_needs_them() {
    let sum = X::infix(Infix::Add, number("1"), number("2"));
    let product = X::infix(Infix::Multiply, sum.clone(), number("3"));
    assert_eq!(spelled(&product, at(0, 0)), "(1+2)*3");
    assert_eq!(spelled(&X::infix(Infix::Add, product, number("4")), at(0, 0)), "(1+2)*3+4");
    let minus = X::infix(Infix::Subtract, number("5"), sum);
    assert_eq!(spelled(&minus, at(0, 0)), "5-(1+2)");
    assert_eq!(spelled(&X::Negate(Box::new(minus)), at(0, 0)), "-(5-(1+2))");
}

#[test]
fn a_formula_keeps_its_own_row_and_names_other_sheets() {
    let home = at(6, 3);
    assert_eq!(spelled(&X::Cell(at(6, 1)), home), "B7");
    assert_eq!(spelled(&X::Cell(at(4, 3)), home), "D$5");
    assert_eq!(spelled(&X::Cell(at(4, 1)), home), "$B$5");
    assert_eq!(spelled(&X::Cell(At { page: 1, row: 6, col: 1 }), home), "'一(二)3'!B7");
    assert_eq!(spelled(&X::Range(at(4, 1), at(6, 1)), home), "$B$5:B7");
    assert_eq!(spelled(&X::Range(at(4, 1), at(9, 1)), home), "$B$5:$B$10");
    assert_eq!(spelled(&X::Range(at(6, 1), at(6, 1)), home), "B7:B7");
}

#[test]
fn quotes_in_texts_are_doubled() {
    assert_eq!(spelled(&X::Text("a\"b".into()), at(0, 0)), "\"a\"\"b\"");
}

#[test]
fn neighbours_become_one_range() {
    let cells = [at(1, 1), at(1, 2), at(1, 3), at(3, 1), at(4, 1)];
    let found = ranges(&cells);
    assert_eq!(found, [X::Range(at(1, 1), at(1, 3)), X::Range(at(3, 1), at(4, 1))]);
    assert_eq!(ranges(&[at(0, 0)]), [X::Cell(at(0, 0))]);
}

#[test]
fn columns_are_counted_in_letters() {
    assert_eq!([0, 25, 26, 701, 702].map(column_name), ["A", "Z", "AA", "ZZ", "AAA"]);
}

#[test]
fn sheet_names_are_allowed_short_and_different() {
    let mut names = Names::default();
    names.add("计分[一]: 甲/乙");
    names.add("计分一甲乙");
    names.add("");
    names.add("一个很长很长很长很长很长很长很长的名称");
    assert_eq!(names.list[..3], ["计分一甲乙", "计分一甲乙2", "表"]);
    assert!(names.list[3].chars().count() <= 14);
}

/// A sheet with raw figures in column A, a dash and a gap among them, and one formula.
fn counted(x: X, kept: Cached, role: Role, format: &str) -> (Vec<String>, Cached) {
    let mut page = Page::new("甲".into());
    for (row, text) in [(0, "90"), (1, "80.5"), (4, "70")] {
        page.put(row, 0, Role::Raw, Content::Number(Exact::parse(text).unwrap()));
    }
    page.text(2, 0, Role::Raw, "—");
    page.put(0, 2, role, Content::Formula(x, kept)).format = format.into();
    let mut pages = vec![page];
    let wrong = recount(&mut pages, &["甲".into()]);
    let Content::Formula(_, cached) = &pages[0].cells[&(0, 2)].content else { panic!("no formula") };
    (wrong, cached.clone())
}

fn column() -> X {
    X::Range(at(0, 0), at(4, 0))
}

#[test]
fn sums_and_counts_pass_over_dashes_and_gaps() {
    for (name, wanted) in [("SUM", "240.5"), ("COUNT", "3"), ("MAX", "90"), ("MEDIAN", "80.5"), ("COUNTBLANK", "1")] {
        let kept = Cached::Number(Exact::parse(wanted).unwrap());
        let (wrong, _) = counted(X::Call(name, vec![column()]), kept, Role::Figure, "0.0");
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
    }
}

#[test]
fn a_cell_that_would_print_another_figure_is_found() {
    let kept = Cached::Number(Exact::parse("240.6").unwrap());
    let (wrong, _) = counted(X::Call("SUM", vec![column()]), kept.clone(), Role::Figure, "0.0");
    assert_eq!(wrong, ["甲!C1 =SUM($A$1:$A$5)"]);
    let (wrong, _) = counted(X::Call("SUM", vec![column()]), kept, Role::Figure, "0");
    assert!(wrong.is_empty(), "241 either way");
}

#[test]
fn a_step_without_a_figure_gets_one() {
    let (wrong, cached) = counted(X::Call("SUM", vec![column()]), Cached::Blank, Role::Aid, "");
    assert!(wrong.is_empty());
    assert_eq!(cached, Cached::Spelled("240.5".into()));
}

#[test]
fn a_half_rounds_up_though_its_double_lies_below() {
    // 1.005 and 2.675 have no double; what stands nearest lies below the half.
    for (text, wanted) in [("1.005", "1.01"), ("2.675", "2.68"), ("-1.005", "-1.01"), ("97.56249999999999", "97.56")] {
        let kept = Cached::Number(Exact::parse(wanted).unwrap());
        let rounded = X::Call("ROUND", vec![number(text), number("2")]);
        assert!(counted(rounded, kept, Role::Figure, "0.00").0.is_empty(), "{text}");
    }
}

#[test]
fn criteria_count_like_with_like() {
    let count = |criterion: &str| X::Call("COUNTIFS", vec![column(), X::Text(criterion.into())]);
    for (criterion, wanted) in [(">70", "2"), (">=70", "3"), ("", "1"), ("—", "1"), ("<9E+307", "3")] {
        let kept = Cached::Number(Exact::parse(wanted).unwrap());
        assert!(counted(count(criterion), kept, Role::Figure, "0").0.is_empty(), "{criterion}");
    }
}

#[test]
fn a_division_by_zero_is_found() {
    let x = X::infix(Infix::Divide, number("1"), number("0"));
    let (wrong, _) = counted(x, Cached::Number(Exact::ZERO), Role::Figure, "0");
    assert_eq!(wrong.len(), 1);
}
