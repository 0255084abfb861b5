//! Entries that the workbooks of a period give, as they were read: 指标体系 first of all.

use crate::formula::show::number;
use crate::formula::text::normal;
use crate::scheme::decl::RowsFrom;
use crate::tables::{Column, Kind, Table, Value};

use super::Look;
use super::model::{Grid, Listing};

/// The trees of indicators, and the tables of entries over which rules run or that rows refer to; not what any scheme
/// appraises: names and wages of people have no place in a scheme.
pub(super) fn listings(look: &Look, needed: &[usize]) -> Vec<Listing> {
    let units: Vec<String> = look.project.schemes.iter().map(|scheme| normal(&scheme.units.value)).collect();
    let declared = needed.iter().map(|at| &look.project.tables[*at]);
    let of_files = declared.filter(|d| {
        let given = matches!(d.from, RowsFrom::Files(_)) && (d.key.len() == 1 || !d.levels.is_empty());
        given && !units.contains(&normal(&d.name.value))
    });
    let listing = |declared: &crate::scheme::decl::TableDecl| {
        let scheme = Some(look.scheme.name.value.as_str());
        let table = &look.tables.list[look.tables.named(&declared.name.value, scheme)?];
        Some(Listing { name: declared.name.value.clone(), grid: grid(table, look) })
    };
    of_files.filter_map(listing).filter(|l| !l.grid.rows.is_empty()).collect()
}

fn grid(table: &Table, look: &Look) -> Grid {
    // Derived columns are computed later and said by their formulas.
    let columns: Vec<&Column> = table.columns.iter().filter(|c| c.values.len() == table.rows).collect();
    let said = |column: &Column, row: usize| match (&column.values[row], column.kind) {
        (Value::Number(n), Kind::Number(unit)) => number(n, unit),
        (Value::Number(n), _) => n.plain(6),
        (Value::Text(text), _) => text.to_string(),
        (Value::Bool(yes), _) => if *yes { "是" } else { "否" }.into(),
        (Value::Date(d), _) => format!("{}年{}月{}日", d.year, d.month, d.day),
        (Value::Entry(entry), Kind::Entry(to)) => {
            look.tables.list[to].titles.get(*entry as usize).map(ToString::to_string).unwrap_or_default()
        }
        (Value::Entry(_) | Value::Fault, _) => String::new(),
        (Value::NotApplicable, _) => "—".into(),
        (Value::Missing, _) => "缺".into(),
    };
    Grid {
        heads: columns.iter().map(|c| c.name.to_string()).collect(),
        rows: (0..table.rows).map(|row| columns.iter().map(|c| said(c, row)).collect()).collect(),
    }
}
