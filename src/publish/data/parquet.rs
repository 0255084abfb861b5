//! results.parquet and trail.parquet: results for machines, and every raw figure and rule value with its place.

use polars::prelude::{DataFrame, ParquetCompression, ParquetWriter, PolarsResult};

use crate::finding::place::a1;
use crate::formula::ast::Unit;
use crate::results::figure::{Format, in_print, iso};
use crate::results::{Results, Scheme};
use crate::tables::{Column, Kind, Origin, Table, Value};

use super::columns::{decimals, texts, wholes};
use super::csv::{by_name, exported, result};

/// Both files, by name.
pub fn write(results: &Results) -> PolarsResult<Vec<(&'static str, Vec<u8>)>> {
    Ok(vec![("results.parquet", file(standing(results)?)?), ("trail.parquet", file(trail(results)?)?)])
}

fn file(mut frame: DataFrame) -> PolarsResult<Vec<u8>> {
    let mut bytes = Vec::new();
    // Snappy is the same bytes for the same input, whatever the number of threads.
    ParquetWriter::new(&mut bytes).with_compression(ParquetCompression::Snappy).finish(&mut frame)?;
    Ok(bytes)
}

fn standing(results: &Results) -> PolarsResult<DataFrame> {
    let lines: Vec<(&Scheme, usize)> =
        by_name(results).into_iter().flat_map(|s| s.listed.iter().map(move |p| (s, *p))).collect();
    let fields: Vec<[String; 10]> = lines.iter().map(|(s, p)| result(results, s, *p)).collect();
    let text = |name: &str, index: usize| texts(name, &fields.iter().map(|f| f[index].clone()).collect::<Vec<_>>());
    let number = |value: &Value, kind: Option<Kind>, money: u32| match value {
        Value::Number(n) => Some(in_print(n, kind, Format::default(), money)),
        _ => None,
    };
    let scores = lines.iter().map(|(s, p)| number(&s.standing.score[*p], s.standing.score_kind, s.money)).collect();
    let pay = Some(Kind::Number(Unit::Money));
    let pays = lines.iter().map(|(s, p)| number(&s.standing.pay[*p], pay, s.money)).collect();
    let rank = |value: &Value| match value {
        Value::Number(n) => n.to_i64(),
        _ => None,
    };
    let ranks: Vec<Option<i64>> = lines.iter().map(|(s, p)| rank(&s.standing.rank[*p])).collect();
    DataFrame::new(
        lines.len(),
        vec![
            text("scheme", 0),
            text("period", 1),
            text("group", 2),
            text("unit", 3),
            decimals("score", scores)?,
            wholes("rank", &ranks),
            text("tier", 6),
            text("prize", 7),
            decimals("pay", pays)?,
            text("flags", 9),
        ],
    )
}

/// A line of the trail.
#[derive(Default)]
struct Trail {
    what: Vec<String>,
    owner: Vec<String>,
    row: Vec<String>,
    name: Vec<String>,
    value: Vec<String>,
    file: Vec<String>,
    sheet: Vec<String>,
    cell: Vec<String>,
}

fn trail(results: &Results) -> PolarsResult<DataFrame> {
    let mut out = Trail::default();
    for table in &results.tables.list {
        for column in table.columns.iter().filter(|c| !c.origins.is_empty()) {
            leaves(results, table, column, &mut out);
        }
    }
    for scheme in by_name(results) {
        values(scheme, &mut out);
    }
    let height = out.what.len();
    DataFrame::new(
        height,
        vec![
            texts("kind", &out.what),
            texts("owner", &out.owner),
            texts("row", &out.row),
            texts("name", &out.name),
            texts("value", &out.value),
            texts("file", &out.file),
            texts("sheet", &out.sheet),
            texts("cell", &out.cell),
        ],
    )
}

/// Raw figures: table, row, column, value, and the cell it was read from.
fn leaves(results: &Results, table: &Table, column: &Column, out: &mut Trail) {
    for (row, value) in column.values.iter().enumerate() {
        let origin = column.origins.get(row).copied().unwrap_or(Origin::NONE);
        let Some((sheet, at_row, at_column)) = origin.parts() else { continue };
        let Some((file, name)) = results.tables.origins.sheets.get(sheet as usize) else { continue };
        out.what.push("leaf".into());
        out.owner.push(table.name.to_string());
        out.row.push((row + 1).to_string());
        out.name.push(column.name.to_string());
        out.value.push(shown(results, value, column.kind));
        out.file.push(file.to_string());
        out.sheet.push(name.as_deref().unwrap_or_default().to_owned());
        out.cell.push(a1(at_row, at_column));
    }
}

/// Rule values: scheme, unit, component, value.
fn values(scheme: &Scheme, out: &mut Trail) {
    for rule in scheme.rules.iter().filter(|r| exported(r)) {
        let names: Vec<&str> = match rule.overall {
            true => vec![&scheme.everybody],
            false => scheme.units.iter().map(|u| &*u.name).collect(),
        };
        for (position, unit) in names.into_iter().enumerate() {
            for (member, (name, _)) in rule.members.iter().enumerate() {
                let Value::Number(number) = rule.value(position, member) else { continue };
                out.what.push("rule".into());
                out.owner.push(scheme.name.clone());
                out.row.push(unit.to_owned());
                out.name.push(name.clone());
                out.value.push(format!("{}/{}", number.numerator(), number.denominator()));
                [&mut out.file, &mut out.sheet, &mut out.cell].into_iter().for_each(|list| list.push(String::new()));
            }
        }
    }
}

fn shown(results: &Results, value: &Value, kind: Kind) -> String {
    match (value, kind) {
        (Value::Number(n), _) => n.plain(12),
        (Value::Text(text), _) => text.to_string(),
        (Value::Bool(b), _) => b.to_string(),
        (Value::Date(date), _) => iso(*date),
        (Value::Entry(entry), Kind::Entry(table)) => {
            let table = &results.tables.list[table];
            table.entries.get(*entry as usize).map(ToString::to_string).unwrap_or_default()
        }
        (Value::NotApplicable, _) => "不适用".into(),
        _ => "缺".into(),
    }
}
