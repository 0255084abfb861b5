//! Results as data: CSV files by contract, and the same as parquet.

mod columns;
mod csv;
pub mod parquet;

pub use csv::{components, results};

use crate::results::Results;

/// Every CSV file of a run, by name.
pub fn files(made: &Results) -> Vec<(String, String)> {
    vec![("results.csv".into(), results(made)), ("components.csv".into(), components(made))]
}
