//! Tables as polars frames: grouping for what occurs twice, joining for what does not occur.

use std::collections::HashMap;

use num_traits::ToPrimitive;
use polars::prelude::{
    Column as Series, DataFrame, DataFrameJoinOps, Int128Chunked, IntoColumn, IntoSeries, JoinArgs, JoinType,
    MaintainOrderJoin, NamedFrom, NewChunkedArray, PolarsResult, Series as Values,
};

use super::complete::compared;
use crate::number::Exact;
use crate::scheme::calendar::day_number;
use crate::tables::{Column, Table, Value};

/// The most digits of a decimal.
const PRECISION: usize = 38;
/// The column that numbers the rows.
const ROW: &str = "#row";

/// The frame of a table. Each column is three: its values (decimals of one scale, or numbers of entries, days
/// or different texts), `name#state` (0 a value, 1 不适用, 2 缺, 3 faulty) and `name#origin` (packed).
pub fn frame(table: &Table) -> PolarsResult<DataFrame> {
    let all: Vec<usize> = (0..table.columns.len()).collect();
    let mut columns = keyed(table, &all)?;
    for column in &table.columns {
        let origins: Vec<u64> = column.origins.iter().map(|origin| origin.packed()).collect();
        columns.push(Values::new(format!("{}#origin", column.name).into(), origins).into_column());
    }
    DataFrame::new(table.rows, columns)
}

/// Values and states of some columns.
fn keyed(table: &Table, columns: &[usize]) -> PolarsResult<Vec<Series>> {
    let mut all = Vec::new();
    for column in columns.iter().map(|at| &table.columns[*at]) {
        all.push(values(column)?);
        let states: Vec<u32> = column.values.iter().map(state).collect();
        all.push(Values::new(state_of(column).into(), states).into_column());
    }
    Ok(all)
}

fn state_of(column: &Column) -> String {
    format!("{}#state", column.name)
}

fn state(value: &Value) -> u32 {
    match value {
        Value::NotApplicable => 1,
        Value::Missing => 2,
        Value::Fault => 3,
        _ => 0,
    }
}

fn values(column: &Column) -> PolarsResult<Series> {
    let name = || column.name.to_string();
    if let Some((mantissas, scale)) = mantissas(&column.values) {
        let whole = Int128Chunked::from_iter_options(name().into(), mantissas.into_iter());
        return Ok(whole.into_decimal(PRECISION, scale)?.into_series().into_column());
    }
    let mut words: HashMap<String, u32> = HashMap::new();
    let number = |value: &Value| match value {
        _ if state(value) != 0 => None,
        Value::Entry(entry) => Some(*entry),
        Value::Bool(yes) => Some(u32::from(*yes)),
        Value::Date(date) => u32::try_from(day_number(*date)).ok(),
        other => {
            let next = u32::try_from(words.len()).ok()?;
            Some(*words.entry(compared(other)).or_insert(next))
        }
    };
    let numbers: Vec<Option<u32>> = column.values.iter().map(number).collect();
    Ok(Values::new(name().into(), numbers).into_column())
}

/// The mantissas of a column of numbers and their one scale; nothing where there are no numbers, or a decimal
/// cannot hold one of them.
fn mantissas(values: &[Value]) -> Option<(Vec<Option<i128>>, usize)> {
    let numbers =
        || values.iter().filter_map(|value| if let Value::Number(number) = value { Some(number) } else { None });
    let scales: Vec<u32> =
        numbers().map(|number| number.terminating().map(|(_, scale)| scale)).collect::<Option<_>>()?;
    let scale = scales.into_iter().max()?;
    if numbers().count() != values.iter().filter(|value| state(value) == 0).count() {
        return None;
    }
    let power = Exact::decimal(10_i128.checked_pow(scale)?, 0);
    let largest = 10_i128.pow(38);
    let mantissa = |value: &Value| match value {
        Value::Number(number) => {
            let whole = (number * &power).numerator().to_i128()?;
            (-largest < whole && whole < largest).then_some(Some(whole))
        }
        _ => Some(None),
    };
    Some((values.iter().map(mantissa).collect::<Option<_>>()?, usize::try_from(scale).ok()?))
}

/// Rows equal in these columns to one before them, with that one; faulty rows are equal to none. `whole` leaves
/// out rows that lack a value in one of the columns.
pub(super) fn repeats(table: &Table, columns: &[usize], whole: bool) -> PolarsResult<Vec<(usize, usize)>> {
    // A table whose columns could not be read has rows but nothing to tell them apart by.
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    let worst = if whole { 0 } else { 2 };
    let sound = |row: &usize| columns.iter().all(|at| state(&table.columns[*at].values[*row]) <= worst);
    let rows: Vec<u32> = (0..table.rows).filter(sound).filter_map(|row| u32::try_from(row).ok()).collect();
    let frame = DataFrame::new(table.rows, keyed(table, columns)?)?;
    let kept = polars::prelude::IdxCa::new(ROW.into(), &rows);
    let frame = frame.take(&kept)?;
    let names: Vec<String> = frame.get_column_names().iter().map(ToString::to_string).collect();
    let groups = frame.group_by_stable(names)?;
    let mut found = Vec::new();
    for group in groups.get_groups().iter() {
        let members: Vec<usize> = match group {
            polars::prelude::GroupsIndicator::Idx((_, members)) => members.iter().map(|at| *at as usize).collect(),
            polars::prelude::GroupsIndicator::Slice([from, count]) => {
                (from as usize..(from + count) as usize).collect()
            }
        };
        let mut members: Vec<usize> = members.into_iter().map(|at| rows[at] as usize).collect();
        members.sort_unstable();
        found.extend(members.iter().skip(1).map(|row| (*row, members[0])));
    }
    found.sort_unstable();
    Ok(found)
}

/// Which of the wanted combinations are not among those that are there, in the order wanted: an anti-join on the
/// numbers of their members.
pub(super) fn absent(wanted: &[Vec<u32>], there: &[Vec<u32>]) -> PolarsResult<Vec<Vec<u32>>> {
    let Some(width) = wanted.first().map(Vec::len).filter(|width| *width > 0) else { return Ok(Vec::new()) };
    let names: Vec<String> = (0..width).map(|at| at.to_string()).collect();
    let members = |rows: &[Vec<u32>]| -> Vec<Series> {
        let column = |(at, name): (usize, &String)| {
            let numbers: Vec<u32> = rows.iter().map(|row| row[at]).collect();
            Values::new(name.as_str().into(), numbers).into_column()
        };
        names.iter().enumerate().map(column).collect()
    };
    let mut left = members(wanted);
    let numbers: Vec<u32> = (0..wanted.len()).filter_map(|row| u32::try_from(row).ok()).collect();
    left.push(Values::new(ROW.into(), numbers).into_column());
    let mut right = members(there);
    right.push(Values::new("#there".into(), vec![true; there.len()]).into_column());
    let (left, right) = (DataFrame::new(wanted.len(), left)?, DataFrame::new(there.len(), right)?);
    let mut how = JoinArgs::new(JoinType::Left);
    how.maintain_order = MaintainOrderJoin::Left;
    let joined = left.join(&right, names.clone(), names, how, None)?;
    let lost = joined.filter(&joined.column("#there")?.is_null())?;
    let rows = lost.column(ROW)?.u32()?;
    Ok(rows.iter().flatten().filter_map(|row| wanted.get(row as usize).cloned()).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::formula::ast::Unit;
    use crate::tables::{Kind, Origin};

    fn table(columns: Vec<(&str, Kind, Vec<Value>)>) -> Table {
        let rows = columns[0].2.len();
        let column = |(name, kind, values): (&str, Kind, Vec<Value>)| Column {
            name: Arc::from(name),
            member_of: None,
            kind,
            origins: (0..values.len()).map(|row| Origin::new(0, u32::try_from(row).expect("few rows"), 0)).collect(),
            values,
            not_belonging: false,
        };
        let columns = columns.into_iter().map(column).collect();
        Table { columns, rows, ..super::super::convert::shell("表", None, None) }
    }
    fn number(text: &str) -> Value {
        Value::Number(Exact::parse(text).expect("a number"))
    }
    fn text(text: &str) -> Value {
        Value::Text(Arc::from(text))
    }

    #[test]
    fn numbers_share_a_scale_and_texts_are_numbered() {
        let table = table(vec![
            ("数", Kind::Number(Unit::Bare), vec![number("1.5"), number("-0.25"), Value::Missing]),
            ("名", Kind::Text, vec![text("甲"), text("乙"), text(" 甲")]),
        ]);
        let frame = frame(&table).expect("a frame");
        let names: Vec<String> = frame.get_column_names().iter().map(ToString::to_string).collect();
        assert_eq!(names, ["数", "数#state", "名", "名#state", "数#origin", "名#origin"]);
        assert_eq!(frame.column("数").expect("数").dtype(), &polars::prelude::DataType::Decimal(38, 2));
        let words: Vec<Option<u32>> = frame.column("名").expect("名").u32().expect("numbers").iter().collect();
        assert_eq!(words, [Some(0), Some(1), Some(0)]);
        let states: Vec<Option<u32>> = frame.column("数#state").expect("state").u32().expect("states").iter().collect();
        assert_eq!(states, [Some(0), Some(0), Some(2)]);
    }

    #[test]
    fn equal_rows_are_found_in_order() {
        let table = table(vec![
            ("位", Kind::Entry(0), [1, 0, 1, 1, 0].map(Value::Entry).to_vec()),
            ("数", Kind::Number(Unit::Bare), ["2.0", "3", "2", "2.5", "3.00"].map(number).to_vec()),
        ]);
        assert_eq!(repeats(&table, &[0, 1], true).expect("groups"), [(2, 0), (4, 1)]);
        assert_eq!(repeats(&table, &[0], true).expect("groups"), [(2, 0), (3, 0), (4, 1)]);
    }

    #[test]
    fn faulty_and_unfilled_rows_are_equal_to_none() {
        let table = table(vec![(
            "位",
            Kind::Entry(0),
            vec![Value::Fault, Value::Fault, Value::NotApplicable, Value::NotApplicable],
        )]);
        assert_eq!(repeats(&table, &[0], true).expect("groups"), []);
        assert_eq!(repeats(&table, &[0], false).expect("groups"), [(3, 2)]);
    }

    #[test]
    fn what_is_wanted_and_not_there_is_absent() {
        let wanted = vec![vec![0, 0], vec![0, 1], vec![1, 0], vec![1, 1]];
        let there = vec![vec![1, 1], vec![0, 0], vec![5, 0]];
        assert_eq!(absent(&wanted, &there).expect("a join"), [vec![0, 1], vec![1, 0]]);
        assert_eq!(absent(&wanted, &[]).expect("a join"), wanted);
        assert_eq!(absent(&[], &there).expect("a join"), Vec::<Vec<u32>>::new());
    }
}
