//! How much of a file is read. Far above what an office hands in, far below what a machine cannot hold.

/// Rows of a sheet that are read; a filled cell below them is stray.
pub const ROWS: u32 = 200_000;

/// Columns of a sheet that are read; a filled cell to the right of them is stray.
pub const COLS: u32 = 1_000;

/// Filled cells that are read of one file, all its sheets together.
pub const CELLS: u32 = 5_000_000;

/// Stray cells of a sheet that are named.
pub const STRAY_NAMED: usize = 10;

/// Bytes of a file.
pub const FILE_BYTES: u64 = 512 << 20;

/// Bytes that one part of a compressed file may inflate to.
pub const PART_BYTES: u64 = 1 << 30;
