//! From departmental spreadsheets to a published bulletin: exact, explained, reproducible.
//!
//! ```text
//! scheme/*.toml          inputs/<period>/*.xlsx .xls .csv
//!      │                           │
//!   scheme  ── what is declared ─▶ intake     cells with their places → tables
//!      └────────────┬──────────────┘
//!                scoring                      names resolved, rules computed for all units at a time
//!                   │
//!               standing                      places, tiers, prizes, flags, pay
//!                   │
//!                results                      facts: figures, formula trees, labels, orders
//!                   │
//!                publish                      workbook, bulletin, each unit's files, CSV, parquet
//!                   │
//!                 batch                       built beside the last run, exchanged in one step
//! ```
//!
//! Beside that flow stand `draft`, a first scheme from the tables that an office has, and `forms`, which turns reading
//! round: from the scheme to the blank workbooks that departments fill in. `returned` sends faulty ones back, marked.
//!
//! Every stage returns what it could make and what it found wrong; an error finding of any stage stops
//! publication and leaves the last good outputs as they are.
//!
//! # Invariants
//! - A stage uses only what stands above it; `scoring` and `standing` do no I/O.
//! - `publish` never sees the scheme: results carry all it needs.
//! - Nothing below `cli` asks the clock, the environment or chance.
//! - Floats stand in reading a cell, writing a cell and drawing; everything between is [`number::Exact`],
//!   and there is one rounding, [`number::Exact::round`].
//! - Everything read keeps its place; a computed figure can be replayed to the cells it came from.
//! - Order is written: nothing iterates over a hash map into an output, and folders are listed by [`folder`] alone.
//!
//! # Absent on purpose
//! No appraisal system is named in this code: a new regulation is a new scheme file. There is no database;
//! earlier figures come from publications only.

pub mod batch;
pub mod digest;
pub mod draft;
pub mod finding;
pub mod folder;
pub mod forms;
pub mod formula;
pub mod intake;
pub mod number;
pub mod outline;
pub mod pipeline;
pub mod publish;
pub mod results;
pub mod returned;
pub mod scheme;
pub mod scoring;
pub mod standing;
pub mod tables;

pub mod cli;
