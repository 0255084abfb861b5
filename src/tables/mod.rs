//! Tables: typed columns whose values know where they were read.
pub use crate::intake::table::*;
