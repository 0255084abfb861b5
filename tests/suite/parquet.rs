//! Parquet files read back as plain text.

use std::fs::File;
use std::path::Path;

use polars::prelude::{ParquetReader, SerReader};

/// The columns as `name: type`, and every row, empty cells as empty texts.
pub fn table(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let frame = ParquetReader::new(File::open(path).unwrap()).finish().unwrap();
    let columns = frame.columns();
    let head = columns.iter().map(|column| format!("{}: {}", column.name(), column.dtype())).collect();
    let cell = |row: usize| columns.iter().map(move |column| column.get(row).unwrap());
    let text = |value: polars::prelude::AnyValue| value.extract_str().map_or_else(|| value.to_string(), str::to_owned);
    let rows = (0..frame.height()).map(|row| cell(row).map(text).collect());
    (head, rows.collect())
}
