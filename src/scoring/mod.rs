//! From tables and a scheme to every node's score for every unit: names are resolved once
//! ([`resolve`]), then each rule is computed for all units at a time ([`eval`]), exactly.

pub mod belonging;
pub mod classes;
pub mod conditions;
mod cuts;
pub mod earlier;
pub mod eval;
pub mod explain;
pub mod faults;
mod few;
pub mod lint;
pub mod model;
pub mod resolve;

#[cfg(test)]
pub(crate) mod tests;
