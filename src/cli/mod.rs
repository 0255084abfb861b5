//! The command line: one file per verb, the world (clock, environment, signals) enters here only.

mod belonging;
mod check;
mod doctor;
mod exit;
mod explain;
mod forms;
mod home;
mod new;
mod options;
mod report;
mod run;
mod scheme;
mod verify;

use std::process::ExitCode;

use clap::Parser;

pub use exit::{DONE, FAULT, FINDINGS, USAGE};
use options::{Options, Verb};

/// Reads the arguments, does what they say, and returns the exit code.
pub fn main() -> ExitCode {
    let options = match Options::try_parse() {
        Ok(options) => options,
        Err(error) => {
            let usage = error.use_stderr();
            // Nothing can be done where even the usage cannot be printed.
            let _ = error.print();
            return ExitCode::from(if usage { USAGE } else { DONE });
        }
    };
    if let Err(fault) = options.threads() {
        return exit::internal(&options, &fault);
    }
    let code = std::panic::catch_unwind(|| match &options.verb {
        Verb::Check(arguments) => check::check(&options, arguments),
        Verb::Forms(arguments) => forms::forms(&options, arguments),
        Verb::Run(arguments) => run::run(&options, arguments),
        Verb::Explain(arguments) => explain::explain(&options, arguments),
        Verb::Scheme(arguments) => scheme::scheme(&options, arguments),
        Verb::Verify(arguments) => verify::verify(&options, arguments),
        Verb::New(arguments) => new::new(&options, arguments),
        Verb::Doctor => doctor::doctor(&options),
    });
    ExitCode::from(code.unwrap_or(FAULT))
}
