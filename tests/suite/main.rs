//! One test binary: the grammar over every scheme, the layout of the sources, the program as a user runs it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_arithmetic,
    clippy::disallowed_methods,
    reason = "a test fails by panicking; doubles are what the spreadsheet engine gives back; one variable renews messages"
)]

mod bad;
mod cases;
mod chance;
mod changed;
mod coverage;
mod damage;
mod documents;
mod earlier;
mod engines;
mod explain;
mod forms;
mod good;
mod grammar;
mod inprocess;
mod inside;
mod layout;
mod leaves;
mod linter;
mod live;
mod messages;
mod mutations;
mod office;
mod parquet;
mod pins;
mod program;
mod properties;
mod recompute;
mod reference;
mod returned;
mod same_bytes;
mod schemes;
mod second;
mod sentinels;
mod sheets;
mod tidy;
mod unit_books;
mod verify;
mod whole;
mod wording;
mod workbook;
