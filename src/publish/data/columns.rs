//! Columns of a table that is written as parquet.

use polars::prelude::{Column, Int128Chunked, IntoColumn, NamedFrom, NewChunkedArray, PolarsResult, Series};

use crate::number::{Exact, Rounding};

/// Decimal places of numbers in parquet.
const SCALE: u32 = 6;
/// The most digits of a decimal in parquet.
const PRECISION: usize = 38;

/// A column of decimals with six places; a number too large for it is left out.
pub(super) fn decimals(name: &str, values: Vec<Option<Exact>>) -> PolarsResult<Column> {
    let scaled = values.into_iter().map(|v| v.and_then(|n| mantissa(&n)));
    let column = Int128Chunked::from_iter_options(name.into(), scaled);
    let decimal = column.into_decimal(PRECISION, SCALE as usize)?;
    Ok(polars::prelude::IntoSeries::into_series(decimal).into_column())
}

fn mantissa(number: &Exact) -> Option<i128> {
    let digits = number.round(i32::try_from(SCALE).ok()?, Rounding::HalfUp).fixed(SCALE).replace('.', "");
    digits.parse().ok()
}

/// A column of texts.
pub(super) fn texts(name: &str, values: &[String]) -> Column {
    Series::new(name.into(), values).into_column()
}

/// A column of whole numbers, some of which may be absent.
pub(super) fn wholes(name: &str, values: &[Option<i64>]) -> Column {
    Series::new(name.into(), values).into_column()
}
