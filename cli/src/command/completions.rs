//! `ricalco completions`: what a shell needs to complete the command line.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::cli::Cli;
use crate::destination::Destination;
use crate::exit::ExitStatus;

/// Print the completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ricalco completions bash > ~/.local/share/bash-completion/completions/ricalco
  ricalco completions fish > ~/.config/fish/completions/ricalco.fish")]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// Prints them.
    pub(crate) fn run(&self) -> anyhow::Result<ExitStatus> {
        // The generator panics where it cannot write; memory always takes it.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "ricalco", &mut script);
        Destination::Stdout.write(|out| Ok(out.write_all(&script)?))?;
        Ok(ExitStatus::Success)
    }
}
