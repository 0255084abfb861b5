//! results.parquet and trail.parquet: results for machines, and every raw figure and rule value with its place.

use std::sync::Arc;

use polars::prelude::{BatchedWriter, DataFrame, ParquetCompression, ParquetWriter, PolarsError, PolarsResult};

use crate::finding::place::a1;
use crate::formula::ast::Unit as Measure;
use crate::results::figure::{Format, in_print, iso};
use crate::results::{GROUP, Purpose, Results, Scheme, Unit};
use crate::tables::{Column, Kind, Origin, Table, Value};

use super::columns::{decimals, texts, wholes};
use super::csv::{by_name, result};

/// Both files, by name.
pub fn write(results: &Results) -> PolarsResult<Vec<(&'static str, Vec<u8>)>> {
    Ok(vec![("results.parquet", file(standing(results)?)?), ("trail.parquet", trail(results)?)])
}

/// Snappy is the same bytes for the same input, whatever the number of threads.
fn writer(bytes: &mut Vec<u8>) -> ParquetWriter<&mut Vec<u8>> {
    ParquetWriter::new(bytes).with_compression(ParquetCompression::Snappy)
}

fn file(mut frame: DataFrame) -> PolarsResult<Vec<u8>> {
    let mut bytes = Vec::new();
    writer(&mut bytes).finish(&mut frame)?;
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
    let pay = Some(Kind::Number(Measure::Money));
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

/// Columns of the trail: what a line is, of which table or scheme, row or unit, the unit's key, column or rule,
/// what form the value has, the value, and the cell it was read from.
const TRAIL: [&str; 10] = ["kind", "owner", "row", "key", "name", "form", "value", "file", "sheet", "cell"];

/// So many lines are kept before they are written: the trail of a large project has many millions.
const LINES: usize = 1 << 17;

/// Lines of the trail, column by column, and where they go.
struct Trail<'b> {
    columns: [Vec<String>; TRAIL.len()],
    writer: BatchedWriter<&'b mut Vec<u8>>,
    /// The first that the writer refused.
    refused: Option<PolarsError>,
}

fn trail(results: &Results) -> PolarsResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let columns = Default::default();
    let schema = frame(&columns)?.schema().clone();
    let mut out = Trail { columns, writer: writer(&mut bytes).batched(&schema)?, refused: None };
    for table in &results.tables.list {
        for column in table.columns.iter().filter(|c| !c.origins.is_empty()) {
            leaves(results, table, column, &mut out);
        }
    }
    for scheme in by_name(results) {
        values(results, scheme, &mut out);
    }
    out.flush();
    out.refused.map_or(Ok(()), Err)?;
    out.writer.finish()?;
    Ok(bytes)
}

/// Lines of the trail as a table.
fn frame(columns: &[Vec<String>; TRAIL.len()]) -> PolarsResult<DataFrame> {
    DataFrame::new(columns[0].len(), TRAIL.iter().zip(columns).map(|(name, column)| texts(name, column)).collect())
}

/// Raw figures: table, row, column, value, and the cell it was read from.
fn leaves(results: &Results, table: &Table, column: &Column, out: &mut Trail<'_>) {
    for (row, value) in column.values.iter().enumerate() {
        let origin = column.origins.get(row).copied().unwrap_or(Origin::NONE);
        let Some((sheet, at_row, at_column)) = origin.parts() else { continue };
        let Some((file, name)) = results.tables.origins.sheets.get(sheet as usize) else { continue };
        let (number, cell) = ((row + 1).to_string(), a1(at_row, at_column));
        let (value, name) = (shown(results, value, column.kind), name.as_deref().unwrap_or_default());
        let cells = ["leaf", &table.name, &number, "", &column.name, "", &value, file, name, &cell];
        out.line(cells);
    }
}

/// Rule values and standing: scheme, unit, name, value. Earlier figures (上期, 上年) are read from these lines.
fn values(results: &Results, scheme: &Scheme, out: &mut Trail<'_>) {
    let table = &results.tables.list[scheme.table];
    let key = |unit: &Unit| table.entries.get(unit.entry as usize).cloned().unwrap_or_default();
    let units: Vec<[Arc<str>; 2]> = scheme.units.iter().map(|u| [u.name.clone(), key(u)]).collect();
    let everybody: [Arc<str>; 2] = [scheme.everybody.as_str().into(), scheme.everybody.as_str().into()];
    for rule in scheme.rules.iter().filter(|r| !r.constant && r.purpose != Purpose::Figure) {
        let owners = if rule.overall { std::slice::from_ref(&everybody) } else { &units };
        for (position, unit) in owners.iter().enumerate() {
            for (member, (name, _)) in rule.members.iter().enumerate() {
                out.value(results, ("rule", &scheme.name), unit, name, (rule.value(position, member), rule.kind));
            }
        }
    }
    let groups: Vec<Value> = scheme.units.iter().map(|unit| Value::Text(unit.group.clone())).collect();
    let standing = &scheme.standing;
    let items = [
        (GROUP, &groups, Some(Kind::Text)),
        ("得分", &standing.score, standing.score_kind),
        ("名次", &standing.rank, None),
        ("位次", &standing.position, None),
        ("倒数名次", &standing.from_last, None),
        ("等次", &standing.tier, None),
        ("奖项", &standing.prize, None),
        ("绩效工资", &standing.pay, Some(Kind::Number(Measure::Money))),
    ];
    let flags = standing.flags.iter().map(|(name, values)| (name.as_str(), values, None));
    for (name, values, kind) in items.into_iter().chain(flags) {
        for (unit, value) in units.iter().zip(values) {
            out.value(results, ("standing", &scheme.name), unit, name, (value, kind));
        }
    }
}

impl Trail<'_> {
    fn line(&mut self, cells: [&str; TRAIL.len()]) {
        self.columns.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell.to_owned()));
        if self.columns[0].len() == LINES {
            self.flush();
        }
    }

    /// Writes what is kept.
    fn flush(&mut self) {
        let written = frame(&self.columns).and_then(|frame| self.writer.write_batch(&frame));
        if let Err(error) = written {
            self.refused.get_or_insert(error);
        }
        self.columns.iter_mut().for_each(Vec::clear);
    }

    fn value(
        &mut self,
        results: &Results,
        (what, scheme): (&str, &str),
        [unit, key]: &[Arc<str>; 2],
        name: &str,
        (value, kind): (&Value, Option<Kind>),
    ) {
        let (form, text) = match (value, kind) {
            (Value::Number(n), _) => ("number", format!("{}/{}", n.numerator(), n.denominator())),
            (Value::Bool(yes), _) => ("bool", yes.to_string()),
            (Value::Date(date), _) => ("date", iso(*date)),
            (Value::NotApplicable, _) => ("na", String::new()),
            (Value::Text(_) | Value::Entry(_), _) => ("text", shown(results, value, kind.unwrap_or(Kind::Text))),
            (Value::Missing | Value::Fault, _) => return,
        };
        let cells = [what, scheme, unit, key, name, form, &text, "", "", ""];
        self.line(cells);
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
