use super::*;

fn day(year: i32, month: u8, day: u8) -> Date {
    Date { year, month, day }
}

fn period(label: &str) -> Period {
    Period::parse(label).expect(label)
}

#[test]
fn labels_have_first_and_last_days() {
    for (label, kind, first, last, days) in [
        ("2025", PeriodKind::Year, day(2025, 1, 1), day(2025, 12, 31), 365),
        ("2024", PeriodKind::Year, day(2024, 1, 1), day(2024, 12, 31), 366),
        ("2025-H1", PeriodKind::HalfYear, day(2025, 1, 1), day(2025, 6, 30), 181),
        ("2025-H2", PeriodKind::HalfYear, day(2025, 7, 1), day(2025, 12, 31), 184),
        ("2025-Q1", PeriodKind::Quarter, day(2025, 1, 1), day(2025, 3, 31), 90),
        ("2025Q4", PeriodKind::Quarter, day(2025, 10, 1), day(2025, 12, 31), 92),
        ("2024-02", PeriodKind::Month, day(2024, 2, 1), day(2024, 2, 29), 29),
    ] {
        let p = period(label);
        assert_eq!((p.kind, p.first, p.last, p.days()), (kind, first, last, days), "{label}");
        assert_eq!(p.label, label);
    }
}

#[test]
fn other_texts_are_no_periods() {
    for label in [
        "",
        "25",
        "2025-",
        "2025-13",
        "2025-00",
        "2025-7",
        "202507",
        "2025-Q5",
        "2025-H3",
        "2025-Q",
        "2025-Q01x",
        "2025年",
        "+025",
        "0000",
        "2025-Q+1",
    ] {
        assert_eq!(Period::parse(label), None, "{label}");
    }
}

#[test]
fn the_period_before_keeps_the_spelling() {
    for (label, before, year_before) in [
        ("2025", "2024", "2024"),
        ("2025-H1", "2024-H2", "2024-H1"),
        ("2025-H2", "2025-H1", "2024-H2"),
        ("2025Q1", "2024Q4", "2024Q1"),
        ("2025-Q3", "2025-Q2", "2024-Q3"),
        ("2025-01", "2024-12", "2024-01"),
        ("2025-10", "2025-09", "2024-10"),
    ] {
        let p = period(label);
        assert_eq!(p.before().map(|b| b.label).as_deref(), Some(before));
        assert_eq!(p.year_before().map(|b| b.label).as_deref(), Some(year_before));
    }
    assert_eq!(period("0001").before(), None);
}

#[test]
fn periods_nest_and_contain_days() {
    assert!(period("2025").overlaps(&period("2025-07")));
    assert!(!period("2025-Q2").overlaps(&period("2025-07")));
    assert!(period("2025-Q2").contains(day(2025, 6, 30)));
    assert!(!period("2025-Q2").contains(day(2025, 7, 1)));
}

#[test]
fn labels_in_braces_are_named() {
    let p = period("2025-Q1");
    let named = |word| p.named(word);
    assert_eq!(named("期").as_deref(), Some("2025-Q1"));
    assert_eq!(named("年").as_deref(), Some("2025"));
    assert_eq!(named("上期").as_deref(), Some("2024-Q4"));
    assert_eq!(named("上年").as_deref(), Some("2024-Q1"));
    assert_eq!(named("季度"), None);
}
