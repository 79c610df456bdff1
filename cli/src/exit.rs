//! Exit: the statuses that the command ends with, in one place.

use std::io;
use std::process::ExitCode;

/// How the command ended, for the script that called it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum ExitStatus {
    /// The work is done; also when the reader of the output went away before its end.
    Success = 0,
    /// `check` found that the two texts trace one release; no other command ends so.
    Traced = 1,
    /// Something was wrong with the command line, the input or the output.
    Failure = 2,
    /// `ingest` was interrupted; what it told of is in the index.
    Interrupted = 130,
}

impl ExitStatus {
    /// Every status, for the manual page.
    pub(crate) const ALL: [ExitStatus; 4] =
        [ExitStatus::Success, ExitStatus::Traced, ExitStatus::Failure, ExitStatus::Interrupted];

    /// What it says to the caller.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            ExitStatus::Success => "The work is done. A closed pipe (ricalco ... | head) is success too.",
            ExitStatus::Traced => "Only of ricalco check: the two texts trace one release.",
            ExitStatus::Failure => {
                "The command line, the input or the output was wrong. Standard error says what to do."
            }
            ExitStatus::Interrupted => {
                "Only of ricalco ingest: it was interrupted. What it told of is in the index."
            }
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        ExitCode::from(status as u8)
    }
}

/// Whether the work stopped because nobody reads the output any more.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = || cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        let csv = || match cause.downcast_ref::<csv::Error>().map(csv::Error::kind) {
            Some(csv::ErrorKind::Io(error)) => Some(error.kind()),
            _ => None,
        };
        io.or_else(json).or_else(csv) == Some(io::ErrorKind::BrokenPipe)
    })
}
