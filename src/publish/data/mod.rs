//! Results as data: CSV files by contract, and the same as parquet.

mod columns;
mod csv;
pub mod parquet;

pub use csv::{components, results};
