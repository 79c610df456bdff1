//! `ricalco man`: the manual pages, made from the definition of the command line.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, CommandFactory as _};
use clap_mangen::Man as Page;

use crate::cli::Cli;
use crate::destination::Destination;
use crate::exit::ExitStatus;
use crate::messages::Messages;

/// Print the manual page, or write the pages of all commands to a directory
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ricalco man | man -l -
  ricalco man ~/.local/share/man/man1")]
pub(crate) struct Man {
    /// The directory for ricalco.1, ricalco-group.1 and the others; it is made where it is missing
    directory: Option<PathBuf>,
}

impl Man {
    /// Prints or writes them.
    pub(crate) fn run(&self, messages: &Messages) -> anyhow::Result<ExitStatus> {
        let mut root = Cli::command().disable_help_subcommand(true);
        root.build();
        let Some(directory) = &self.directory else {
            Destination::Stdout.write(|out| write_page(root, out))?;
            return Ok(ExitStatus::Success);
        };
        fs::create_dir_all(directory).with_context(|| format!("cannot make {}", directory.display()))?;
        let commands: Vec<clap::Command> = root.get_subcommands().cloned().collect();
        for command in std::iter::once(root).chain(commands) {
            // A built sub-command is displayed as `ricalco-group`.
            let name = command.get_display_name().unwrap_or("ricalco").to_owned();
            let path = directory.join(format!("{name}.1"));
            Destination::new(Some(&path))?.write(|out| write_page(command, out))?;
            messages.course(format_args!("wrote {}", path.display()));
        }
        Ok(ExitStatus::Success)
    }
}

fn write_page(command: clap::Command, out: &mut dyn Write) -> anyhow::Result<()> {
    Page::new(command).render(&mut &mut *out)?;
    writeln!(out, ".SH \"EXIT STATUS\"")?;
    for status in ExitStatus::ALL {
        writeln!(out, ".TP\n\\fB{}\\fR\n{}", status as u8, status.meaning())?;
    }
    Ok(())
}
