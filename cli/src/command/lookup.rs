//! `ricalco lookup`: where documents would stand in an index, without putting them there.

use std::io::{self, Write as _};
use std::ops::ControlFlow;

use clap::Args;
use ricalco::Language;

use super::keeping::Named;
use super::options::Reading;
use crate::exit::ExitStatus;
use crate::input::{self, Event};
use crate::messages::{Messages, Stop};
use crate::output::placement;

/// Ask an index where documents would stand
///
/// Nothing is put into the index. Each document goes out as a line of JSON as ingest writes it; a
/// cluster of null means that it would stand alone. Several may ask at once.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ricalco lookup --index redazione.ricalco bozza.txt
  ricalco lookup --index redazione.ricalco nuovi.jsonl | jq -r 'select(.cluster).id'")]
pub(crate) struct Lookup {
    #[command(flatten)]
    named: Named,

    #[command(flatten)]
    reading: Reading,
}

impl Lookup {
    /// Reads, looks up, tells.
    pub(crate) fn run(&self, messages: &Messages) -> anyhow::Result<ExitStatus> {
        let paths = self.reading.paths()?;
        let index = self.named.open_for_reading()?;
        let options = self.reading.input_options(Language::default(), false);
        let mut out = io::BufWriter::new(io::stdout().lock());
        let mut take = |event: Event| -> anyhow::Result<()> {
            match event {
                Event::Record(record) => placement::write(&index.lookup(&record.document)?, &mut out),
                Event::Notice(notice) => {
                    messages.course(notice);
                    Ok(())
                }
                Event::Bad(error) if self.reading.skip_bad => {
                    messages.warning(format_args!("{error}; skipped"));
                    Ok(())
                }
                Event::Bad(error) => {
                    Err(Stop::new(error, "--skip-bad goes on without such documents").into())
                }
            }
        };
        let mut failure = None;
        let _ = input::read(&paths, &options, &mut |event| match take(event) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        });
        out.flush()?;
        failure.map_or(Ok(ExitStatus::Success), Err)
    }
}
