//! Values that two places give, and numbers that must keep within bounds.

use super::cell::Sight;
use super::convert::{figure, shown, value};
use super::entries::place;
use super::faults;
use super::shape::{Agreement, Given, Shape, Want};
use super::sources::Desk;
use crate::finding::{Finding, Findings};
use crate::formula::text::normal;
use crate::number::Exact;
use crate::scheme::decl::{Limit, TableDecl};
use crate::tables::{Origin, Table, Tables, Value};

/// Two givers of one value must agree: the name of a sheet and what stands on it.
pub(super) fn givers(desk: &Desk<'_>, decl: &TableDecl, shape: &Shape, table: &mut Table, findings: &mut Findings) {
    let sight = Sight { keys: &desk.keys, year: desk.year };
    let mut told: Vec<(usize, usize, Given, Given)> = Vec::new();
    for agreement in &shape.agreements {
        let Agreement { read, want: index, used, other } = agreement;
        let want = &shape.wants[*index];
        let (Ok(one), Ok(two)) = (value(desk, want, used, sight), value(desk, want, other, sight)) else { continue };
        let same = one.value == Value::Fault || two.value == Value::Fault || equal(&one.value, &two.value);
        let key = (*read, *index, used.clone(), other.clone());
        if same || told.contains(&key) {
            continue;
        }
        told.push(key);
        for (row, raw) in
            shape.rows.iter().enumerate().filter(|(_, raw)| raw.read == *read && raw.cells[*index] == *used)
        {
            debug_assert_eq!(raw.cells.len(), table.columns.len(), "a column for each wanted one");
            table.columns[*index].values[row] = Value::Fault;
        }
        let sheet = shape.reads.get(*read).map_or(u32::MAX, |read| read.sheet);
        let at = |given: &Given| match given {
            Given::Cell(origin) | Given::Text(_, origin) => desk.ground.place(*origin, sheet),
            Given::Lacking | Given::Fault => desk.ground.place(Origin::NONE, sheet),
        };
        findings.push(
            Finding::new(faults::GIVERS_DIFFER, at(used))
                .with("table", decl.name.value.as_str())
                .with("column", &*want.name)
                .with("found", shown(desk, want, &one.value))
                .with("other", shown(desk, want, &two.value))
                .and_at(at(other)),
        );
    }
}

fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(a), Value::Text(b)) => normal(a) == normal(b),
        _ => one == other,
    }
}

/// Numbers must keep within the bounds that their columns declare.
pub(super) fn ranges(
    desk: &Desk<'_>,
    decl: &TableDecl,
    shape: &Shape,
    tables: &Tables,
    at: usize,
    findings: &mut Findings,
) {
    let table = &tables.list[at];
    for (index, want) in shape.wants.iter().enumerate() {
        let Some((low, high)) = &want.decl.range else { continue };
        for row in 0..table.rows {
            let Value::Number(number) = &table.columns[index].values[row] else { continue };
            let bound = |limit: &Option<Limit>| limit.as_ref().map(|limit| bound(limit, tables, table, row));
            let (low, high) = (bound(low), bound(high));
            if let Some(Bound::Unknown(name)) =
                [&low, &high].into_iter().flatten().find(|b| matches!(b, Bound::Unknown(_)))
            {
                findings.push(
                    Finding::new(faults::RANGE_UNKNOWN, want.decl.place.clone())
                        .with("table", decl.name.value.as_str())
                        .with("column", &*want.name)
                        .with("found", name.as_str()),
                );
                break;
            }
            let below = matches!(&low, Some(Bound::At(low)) if number < low);
            let above = matches!(&high, Some(Bound::At(high)) if number > high);
            if below || above {
                let place = place(&desk.ground, shape, &shape.rows[row], index);
                findings.push(outside(decl, want, number, (&low, &high), place));
            }
        }
    }
}

enum Bound {
    At(Exact),
    /// The row says that there is none.
    Open,
    Unknown(String),
}

fn bound(limit: &Limit, tables: &Tables, table: &Table, row: usize) -> Bound {
    let path = match limit {
        Limit::Number(number) => return Bound::At(number.clone()),
        Limit::Column(path) => path,
    };
    let (mut table, mut row) = (table, row);
    for (step, name) in path.iter().enumerate() {
        let Some(column) = table.columns.iter().find(|column| normal(&column.name) == normal(name)) else {
            return Bound::Unknown(path.join("."));
        };
        match (&column.values[row], column.kind) {
            (Value::Entry(entry), crate::tables::Kind::Entry(target)) if step + 1 < path.len() => {
                let Some(next) = tables.list.get(target).filter(|next| (*entry as usize) < next.rows) else {
                    return Bound::Open;
                };
                (table, row) = (next, *entry as usize);
            }
            (Value::Number(number), _) if step + 1 == path.len() => return Bound::At(number.clone()),
            (Value::NotApplicable | Value::Missing | Value::Fault, _) => return Bound::Open,
            _ => return Bound::Unknown(path.join(".")),
        }
    }
    Bound::Open
}

fn outside(
    decl: &TableDecl,
    want: &Want,
    number: &Exact,
    (low, high): (&Option<Bound>, &Option<Bound>),
    place: crate::finding::Place,
) -> Finding {
    let show = |bound: &Option<Bound>| match bound {
        Some(Bound::At(number)) => figure(want, number),
        _ => String::new(),
    };
    Finding::new(faults::OUTSIDE_RANGE, place)
        .with("table", decl.name.value.as_str())
        .with("column", &*want.name)
        .with("found", figure(want, number))
        .with("expected", format!("{}..{}", show(low), show(high)))
}
