//! Messages: words for people, on standard error, in one style.
//!
//! A message starts in lower case after `error:`, `warning:` or `hint:`, names what was given and
//! where, and says what to do. Nothing here is data.

use std::fmt::{self, Display};
use std::io::{IsTerminal as _, Write as _};

use anstyle::{AnsiColor, Style};
use indicatif::MultiProgress;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();

/// Characters of a message; what an input holds where a date should be may be of any length.
const LONGEST: usize = 4000;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verbosity {
    /// Errors alone.
    Quiet,
    /// Errors, warnings, hints.
    Normal,
    /// The course of the work too.
    Verbose,
}

/// An error of the command with the way out of it.
#[derive(Debug)]
pub(crate) struct Stop {
    what: String,
    hint: &'static str,
}

impl Stop {
    /// An error that says what was given and where, and a hint that says what to do.
    pub(crate) fn new(what: impl Display, hint: &'static str) -> Self {
        Self { what: what.to_string(), hint }
    }
}

impl Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Stop {}

/// Speaks to the person at the terminal.
#[derive(Debug)]
pub(crate) struct Messages {
    verbosity: Verbosity,
    /// The bars that stand on the terminal; a message must not be written through them.
    bars: MultiProgress,
}

impl Messages {
    /// Speaks as loudly as asked.
    pub(crate) fn new(verbosity: Verbosity) -> Self {
        Self { verbosity, bars: MultiProgress::new() }
    }

    /// Says why the work stopped, cause by cause, and what may help.
    pub(crate) fn error(&self, error: &anyhow::Error) {
        // The alternate form is the error with its causes on one line.
        self.say(ERROR, "error", format_args!("{error:#}"));
        if let Some(stop) = error.downcast_ref::<Stop>() {
            self.say(HINT, "hint", stop.hint);
        }
    }

    /// Says that something is odd though the work goes on.
    pub(crate) fn warning(&self, what: impl Display) {
        if self.verbosity > Verbosity::Quiet {
            self.say(WARNING, "warning", what);
        }
    }

    /// Says how the work goes, to who asked with `--verbose`.
    pub(crate) fn course(&self, what: impl Display) {
        if self.verbosity == Verbosity::Verbose {
            self.write(&what.to_string());
        }
    }

    /// Whether nothing but errors is wanted.
    pub(crate) fn is_quiet(&self) -> bool {
        self.verbosity == Verbosity::Quiet
    }

    /// Whether the course of the work is wanted too.
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbosity == Verbosity::Verbose
    }

    /// Where bars may stand, or `None` where they are not wanted.
    pub(crate) fn bars(&self) -> Option<&MultiProgress> {
        let wanted = !self.is_quiet() && std::io::stderr().is_terminal();
        wanted.then_some(&self.bars)
    }

    fn say(&self, style: Style, label: &str, what: impl Display) {
        let what = what.to_string();
        let cut = what.char_indices().nth(LONGEST).map_or(what.len(), |(at, _)| at);
        let rest = if cut < what.len() { "…" } else { "" };
        self.write(&format!("{style}{label}{style:#}: {}{rest}", &what[..cut]));
    }

    fn write(&self, line: &str) {
        // Where standard error is closed, nobody is there to be told.
        self.bars.suspend(|| {
            let _ = writeln!(anstream::stderr(), "{line}");
        });
    }
}
