//! Results as data: CSV files by contract (DESIGN section 8), and the same as parquet.

mod columns;
mod csv;
pub mod parquet;

pub use csv::{components, results};
