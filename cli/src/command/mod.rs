//! The commands, one a file: its options, its help with worked examples, and what it does.

mod check;
mod clusters;
mod compare;
mod completions;
mod eval;
mod forget;
mod group;
mod ingest;
mod keeping;
mod learn;
mod lookup;
mod man;
mod options;
mod unique;
mod verify;

use clap::Subcommand;

use crate::exit::ExitStatus;
use crate::messages::Messages;

/// The commands, in the order in which a newsroom meets them.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Group(group::Group),
    Unique(unique::Unique),
    Check(check::Check),
    Compare(compare::Compare),
    Eval(eval::Eval),
    Learn(learn::Learn),
    Ingest(ingest::Ingest),
    Clusters(clusters::Clusters),
    Lookup(lookup::Lookup),
    Forget(forget::Forget),
    Verify(verify::Verify),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Runs the command that was asked for.
pub(crate) fn run(command: &Command, messages: &Messages) -> anyhow::Result<ExitStatus> {
    match command {
        Command::Group(group) => group.run(messages),
        Command::Unique(unique) => unique.run(messages),
        Command::Check(check) => check.run(messages),
        Command::Compare(compare) => compare.run(messages),
        Command::Eval(eval) => eval.run(messages),
        Command::Learn(learn) => learn.run(messages),
        Command::Ingest(ingest) => ingest.run(messages),
        Command::Clusters(clusters) => clusters.run(messages),
        Command::Lookup(lookup) => lookup.run(messages),
        Command::Forget(forget) => forget.run(messages),
        Command::Verify(verify) => verify.run(messages),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(messages),
    }
}
