//! Results as data: CSV files by contract, and the same as parquet.

mod columns;
mod csv;
pub mod parquet;

pub use csv::{components, results};

use crate::results::{Results, Scheme};

/// Every CSV file of a run, by name.
pub fn files(made: &Results) -> Vec<(String, String)> {
    let mut files = vec![("results.csv".into(), results(made)), ("components.csv".into(), components(made))];
    for scheme in &made.schemes {
        let summary = csv::summary(made, scheme).map(|text| (named("summary.csv", scheme, made.schemes.len()), text));
        files.extend(summary);
        for output in &scheme.outputs {
            let same = |s: &&Scheme| s.outputs.iter().any(|o| o.file == output.file);
            let name = named(&output.file, scheme, made.schemes.iter().filter(same).count());
            files.push((name, csv::output(made, scheme, output)));
        }
    }
    files
}

/// A file's name with the scheme in it, where several schemes write it.
fn named(file: &str, scheme: &Scheme, count: usize) -> String {
    match file.rsplit_once('.') {
        Some((stem, ending)) if count > 1 => format!("{stem}-{}.{ending}", scheme.name),
        _ => file.to_owned(),
    }
}
