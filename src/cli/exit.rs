//! Exit codes, and how the program ends where it cannot go on.

use std::io::Write;
use std::process::ExitCode;

use super::options::Options;

/// Done, with or without warnings and notes.
pub const DONE: u8 = 0;
/// At least one error finding, or a failed verification.
pub const FINDINGS: u8 = 1;
/// Wrong use of the command line.
pub const USAGE: u8 = 2;
/// A fault of the program or of the machine.
pub const FAULT: u8 = 3;

/// Says what went wrong inside and returns [`FAULT`].
pub(super) fn internal(options: &Options, what: &str) -> ExitCode {
    let text = options.messages().text("internal-fault", &[("text", what)]);
    // Where even stderr cannot be written the exit code alone must say it.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
    ExitCode::from(FAULT)
}
