//! Recomputes a workbook with formualizer, so that the tests have a second opinion on every formula.
//!
//! `second-engine BOOK < questions`: the first line of stdin lists the cells that are asked for, each further
//! line what to put in before everything is computed: `[["排名",3,1],…]`, then `[["完成",7,3,55.5],…]` or `[]`;
//! rows and columns are counted from 0, `null` empties a cell. One line of values comes back for each, errors
//! as `{"error":"#N/A"}`.

use std::error::Error;
use std::io::{BufRead, Write};
use std::{env, fs, io};

use formualizer_workbook::{
    LiteralValue, LoadStrategy, NativeXlsxAdapter, SpreadsheetReader, Workbook, WorkbookConfig,
};
use serde_json::{Value, json};

/// Sheet, row and column from 0, and what to put in.
type Cell = (String, u32, u32, LiteralValue);

fn main() -> Result<(), Box<dyn Error>> {
    let book = env::args_os().nth(1).ok_or("which workbook?")?;
    let bytes = fs::read(book)?;
    let mut lines = io::stdin().lock().lines();
    let asked = cells(&lines.next().ok_or("which cells?")??)?;
    let mut out = io::stdout().lock();
    for changes in lines {
        // Loaded anew for each answer: what was computed before must not matter.
        let book = recomputed(bytes.clone(), &cells(&changes?)?)?;
        let values = asked.iter().map(|(sheet, row, column, _)| shown(book.get_value(sheet, row + 1, column + 1)));
        writeln!(out, "{}", Value::Array(values.collect()))?;
    }
    Ok(())
}

fn cells(line: &str) -> Result<Vec<Cell>, Box<dyn Error>> {
    let whole = |value: &Value| value.as_u64().and_then(|n| u32::try_from(n).ok());
    let cell =
        |value: &Value| Some((value[0].as_str()?.to_owned(), whole(&value[1])?, whole(&value[2])?, literal(&value[3])));
    let list: Vec<Value> = serde_json::from_str(line)?;
    let cells: Option<Vec<Cell>> = list.iter().map(cell).collect();
    cells.ok_or_else(|| "a cell is [sheet, row, column] or [sheet, row, column, value]".into())
}

fn recomputed(bytes: Vec<u8>, changes: &[Cell]) -> Result<Workbook, Box<dyn Error>> {
    let reader = NativeXlsxAdapter::open_bytes(bytes)?;
    let mut book = Workbook::from_reader(reader, LoadStrategy::EagerAll, WorkbookConfig::ephemeral())?;
    for (sheet, row, column, value) in changes {
        book.set_value(sheet, row + 1, column + 1, value.clone())?;
    }
    book.evaluate_all()?;
    Ok(book)
}

fn literal(value: &Value) -> LiteralValue {
    match value {
        Value::Number(number) => number.as_f64().map_or(LiteralValue::Empty, LiteralValue::Number),
        Value::String(text) => LiteralValue::Text(text.clone()),
        _ => LiteralValue::Empty,
    }
}

fn shown(value: Option<LiteralValue>) -> Value {
    match value {
        None | Some(LiteralValue::Empty) => Value::Null,
        Some(LiteralValue::Int(number)) => json!(number),
        Some(LiteralValue::Number(number)) => json!(number),
        Some(LiteralValue::Text(text)) => json!(text),
        Some(LiteralValue::Boolean(yes)) => json!(yes),
        Some(LiteralValue::Error(error)) => json!({ "error": error.kind.to_string() }),
        Some(other) => json!({ "error": other.to_string() }),
    }
}
