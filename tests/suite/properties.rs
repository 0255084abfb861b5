//! What holds of every project, whatever its figures: the order of rows changes nothing, a pool is paid out to the
//! fen, and places do not change when all get as much more.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kaohe::formula::tree::{Fold, Op, Over, RuleRef, Target};
use kaohe::number::Exact;
use kaohe::results::Scheme;
use kaohe::scheme::decl::RowsFrom;
use kaohe::tables::Value;

use crate::chance::Chance;
use crate::damage::copy;
use crate::inprocess::{Made, folders, made, wrong_in};
use crate::mutations::page::Grid;
use crate::mutations::sites::{Sheet, rows_of};
use kaohe::publish::data;

fn inputs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs")
}

/// Every project with each of its periods.
fn tasks() -> Vec<(String, String)> {
    let periods =
        |project: String| folders(&inputs().join(&project)).into_iter().map(move |period| (project.clone(), period));
    folders(&inputs()).into_iter().flat_map(periods).collect()
}

/// What is wrong in each project; each is computed in a copy that it may change.
fn wrong(check: impl Fn(&Path, &str) -> Vec<String> + Sync) -> Vec<String> {
    wrong_in(&tasks(), |(project, period)| {
        let work = tempfile::tempdir().unwrap();
        let copied = work.path().join(project);
        copy(&inputs().join(project), &copied);
        check(&copied, period).into_iter().map(|text| format!("{project} {period}: {text}")).collect()
    })
}

fn compute(project: &Path, period: &str) -> Made {
    made(project, period, Path::new("nowhere")).unwrap_or_else(|errors| panic!("{project:?}: {errors:?}"))
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let shuffled = std::sync::atomic::AtomicUsize::new(0);
    let wrong = wrong(|project, period| {
        let good = compute(project, period);
        let mut chance = Chance(11);
        for ((file, sheet), mut rows) in free(&good) {
            let path = project.join(period).join(&file);
            let mut grid = Grid::read(&path);
            let page = grid.page(&sheet);
            let sorted: Vec<u32> = rows.iter().copied().collect();
            // Names merged over several rows hold those together.
            if sorted.len() < 2 || page.merges.iter().any(|area| area.top < area.bottom && area.bottom >= sorted[0]) {
                continue;
            }
            let mut mixed: Vec<u32> = std::mem::take(&mut rows).into_iter().collect();
            chance.shuffle(&mut mixed);
            page.reorder(&sorted.into_iter().zip(mixed).collect());
            grid.write(&path);
            shuffled.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
        match made(project, period, Path::new("nowhere")) {
            Ok(now) if data::files(&now.results) == data::files(&good.results) => Vec::new(),
            Ok(_) => vec!["other figures".to_owned()],
            Err(errors) => errors,
        }
    });
    assert_eq!(wrong, Vec::<String>::new());
    assert!(shuffled.into_inner() > 60, "few sheets have rows in no order of their own");
}

/// Sheets all of whose rows are neither entries of a table nor counted in their order.
fn free(made: &Made) -> Vec<(Sheet, BTreeSet<u32>)> {
    let tables = &made.prepared.tables.list;
    let decls = &made.prepared.project.tables;
    let bound = |at: usize| {
        let table = &tables[at];
        let decl = decls
            .iter()
            .find(|d| d.name.value == *table.name && d.private_to.as_deref() == table.private_to.as_deref());
        let derived = made.prepared.model.derived.iter().filter(|((of, _), _)| *of == at);
        let counts = derived.map(|(_, derived)| format!("{:?}", derived.body)).any(|body| body.contains("Occurrence"));
        let makes = |from: &RowsFrom| matches!(from, RowsFrom::ColumnOf { table: of, .. } if *of.value == *table.name);
        !table.key.is_empty()
            || counts
            || decls.iter().any(|decl| makes(&decl.from))
            || decl.is_none_or(|decl| decl.columns.iter().any(|column| column.repeat_above))
    };
    let mut sheets: BTreeMap<Sheet, (bool, BTreeSet<u32>)> = BTreeMap::new();
    for (at, table) in tables.iter().enumerate().filter(|(_, table)| !table.written) {
        for (sheet, row) in rows_of(&made.prepared, table) {
            let entry = sheets.entry(sheet).or_insert((true, BTreeSet::new()));
            entry.0 &= !bound(at);
            entry.1.insert(row);
        }
    }
    sheets.into_iter().filter(|(_, (free, _))| *free).map(|(sheet, (_, rows))| (sheet, rows)).collect()
}

#[test]
fn a_pool_is_paid_out_to_the_fen() {
    let pools = std::sync::atomic::AtomicUsize::new(0);
    let wrong = wrong(|project, period| {
        let good = compute(project, period);
        if (0..good.results.schemes.len()).all(|own| pool(&good.results.schemes, own).is_none()) {
            return Vec::new();
        }
        let mut chance = Chance(17);
        let mut found = unpaid(&good, &pools);
        for _ in 0..4 {
            let (path, whole) = changed(&good, project, period, &mut chance);
            if let Ok(now) = made(project, period, Path::new("nowhere")) {
                found.extend(unpaid(&now, &pools));
            }
            fs::write(path, whole).unwrap();
        }
        found
    });
    assert_eq!(wrong, Vec::<String>::new());
    assert!(pools.into_inner() > 20, "few pools were looked at");
}

/// Other figures in some cells of one column; the file and what stood in it.
fn changed(good: &Made, project: &Path, period: &str, chance: &mut Chance) -> (PathBuf, Vec<u8>) {
    let cells = crate::mutations::sites::numbers(&good.prepared);
    let (sheet, _) = chance.of(&cells).clone();
    let path = project.join(period).join(&sheet.0);
    let whole = fs::read(&path).unwrap();
    let mut grid = Grid::read(&path);
    for (_, at) in cells.iter().filter(|(of, _)| *of == sheet) {
        let page = grid.page(&sheet.1);
        if let (Ok(number), 0) = (page.text(*at).parse::<u32>(), chance.below(3)) {
            let new = (number * (50 + chance.below(50)) / 100).to_string();
            page.put(*at, &new);
        }
    }
    grid.write(&path);
    (path, whole)
}

/// The rule of its own whose value a scheme pays out, and whether each group has its own.
fn pool(schemes: &[Scheme], own: usize) -> Option<(usize, bool)> {
    let mut found = None;
    schemes[own].standing.pay_formula.as_ref()?.walk(&mut |node| {
        let Op::Aggregate(aggregate) = &node.op else { return };
        let Over::Units { group_of, .. } = &aggregate.over else { return };
        if aggregate.fold == Fold::Share
            && let Some(Op::Rule(RuleRef { scheme, target: Target::One { rule, .. }, .. })) =
                aggregate.outer.first().map(|n| &n.op)
            && *scheme == own
        {
            found = Some((*rule, group_of.is_some()));
        }
    });
    found
}

/// Pools that are not what is paid out of them.
fn unpaid(made: &Made, pools: &std::sync::atomic::AtomicUsize) -> Vec<String> {
    let mut wrong = Vec::new();
    for (own, scheme) in made.results.schemes.iter().enumerate() {
        let Some((rule, by_group)) = pool(&made.results.schemes, own) else { continue };
        let mut groups: BTreeMap<&str, (Exact, Exact)> = BTreeMap::new();
        for (at, unit) in scheme.units.iter().enumerate() {
            let Value::Number(pool) = scheme.rules[rule].value(at, 0) else { panic!("a pool is a number") };
            let sums = groups.entry(if by_group { &unit.group } else { "" }).or_insert((pool.clone(), Exact::ZERO));
            if let Value::Number(pay) = &scheme.standing.pay[at] {
                sums.1 = &sums.1 + pay;
            }
        }
        for (group, (pool, paid)) in groups {
            pools.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if pool != paid {
                wrong.push(format!("{} {group}: {} of {}", scheme.name, paid.plain(2), pool.plain(2)));
            }
        }
    }
    wrong
}

#[test]
fn places_do_not_change_when_all_get_as_much_more() {
    let wrong = wrong(|project, period| {
        let good = compute(project, period);
        let mut wrong = Vec::new();
        for path in fs::read_dir(project).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            let whole = fs::read_to_string(&path).unwrap();
            let Some(name) = good.results.schemes.iter().map(|s| &s.name).find(|name| {
                whole.lines().any(|line| line.starts_with("scheme") && line.contains(&format!("\"{name}\"")))
            }) else {
                continue;
            };
            let Some(now) = ["7", "7%"].iter().find_map(|more| raised(project, period, &path, &whole, more)) else {
                continue;
            };
            let places = |made: &Made| {
                let scheme = made.results.schemes.iter().find(|scheme| scheme.name == *name).unwrap();
                scheme.standing.rank.clone()
            };
            if places(&good) != places(&now) {
                wrong.push(format!("{name}: other places"));
            }
        }
        wrong
    });
    assert_eq!(wrong, Vec::<String>::new());
}

/// The project with so much more in the score of one scheme; none where that is of another kind.
fn raised(project: &Path, period: &str, path: &Path, whole: &str, more: &str) -> Option<Made> {
    let line = |line: &str| match line.strip_prefix("score").and_then(|rest| rest.split('"').nth(1)) {
        Some(score) => format!("score = \"({score}) + {more}\""),
        None => line.to_owned(),
    };
    let text: Vec<String> = whole.lines().map(line).collect();
    fs::write(path, text.join("\n") + "\n").unwrap();
    let now = made(project, period, Path::new("nowhere")).ok();
    fs::write(path, whole).unwrap();
    now
}
