//! The `ricalco` command: says which texts trace the same press or agency release.
//!
//! Parses the command line, calls the command, prints the error, exits. Data goes to standard
//! output, words for people to standard error.

mod batch;
mod cli;
mod command;
mod destination;
mod eval;
mod exit;
mod fields;
mod input;
mod messages;
mod output;
mod progress;
mod spool;
mod ui;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::Cli;
use crate::exit::ExitStatus;

fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.global.color.apply();
    let messages = cli.global.messages();
    match command::run(&cli.command, &messages) {
        Ok(status) => status.into(),
        Err(error) if exit::is_broken_pipe(&error) => ExitStatus::Success.into(),
        Err(error) => {
            messages.error(&error);
            ExitStatus::Failure.into()
        }
    }
}
