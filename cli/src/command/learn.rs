//! `ricalco learn`: the stock phrases of offices, from their archive.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use clap::Args;
use ricalco::{House, HouseLearner, Language};

use super::options::Reading;
use crate::batch::count;
use crate::destination::Destination;
use crate::exit::ExitStatus;
use crate::input::{self, Event};
use crate::messages::{Messages, Stop};
use crate::progress::Progress;

/// Stock phrases that are shown.
const SHOWN: usize = 10;

/// Learn what your offices say in release after release
///
/// Finds the stock phrases of an archive: wording that five releases of an office have at the least,
/// and one in 64 of all that it issued. The outlet of a document is its office; without outlets the
/// archive is of one. Copies of one release count once. What is found goes into a file for --house, and
/// the most frequent phrases are printed. With a house, two releases are no longer taken for one by
/// what both offices always say; it never joins what was apart without it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ricalco learn archivio.jsonl.gz --out house.json
  ricalco learn --columns outlet=ente comunicati/2025 comunicati/2026 --out house.json
  ricalco group --house house.json comunicati/")]
pub(crate) struct Learn {
    #[command(flatten)]
    reading: Reading,

    /// Write the stock phrases to this file; it appears whole or not at all
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    out: PathBuf,

    /// Language of the archive, such as it or en; documents that say another are passed over
    #[arg(long, value_name = "LANG", default_value_t, help_heading = "Input")]
    lang: Language,
}

impl Learn {
    /// Reads, learns, writes, shows.
    pub(crate) fn run(&self, messages: &Messages) -> anyhow::Result<ExitStatus> {
        let destination = Destination::new(Some(&self.out))?;
        let paths = self.reading.paths()?;
        let learner = self.read(&paths, messages)?;
        if learner.is_empty() {
            messages.warning("no document was found to learn from");
        }
        let house = {
            let _progress = Progress::judging(messages, learner.len());
            learner.learn()?
        };
        let shows = !matches!(destination, Destination::Stdout) && !messages.is_quiet();
        destination.write(|out| {
            serde_json::to_writer(&mut *out, &house)?;
            Ok(writeln!(out)?)
        })?;
        if shows {
            show(&house)?;
        }
        Ok(ExitStatus::Success)
    }

    /// Takes in the archive.
    fn read(&self, paths: &[PathBuf], messages: &Messages) -> anyhow::Result<HouseLearner> {
        let options = self.reading.input_options(self.lang, false);
        let progress = Progress::reading(messages, paths);
        let mut learner = HouseLearner::new(self.lang);
        let mut failure = None;
        let _ = input::read(paths, &options, &mut |event| {
            progress.set(options.bytes_read.load(Ordering::Relaxed));
            match event {
                Event::Record(record) => learner.push(&record.document),
                Event::Notice(notice) => messages.course(notice),
                Event::Bad(error) if self.reading.skip_bad => {
                    messages.warning(format_args!("{error}; skipped"));
                }
                Event::Bad(error) => {
                    failure = Some(Stop::new(error, "--skip-bad goes on without such documents"));
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        });
        failure.map_or(Ok(learner), |failure| Err(failure.into()))
    }
}

/// Prints how much was found, and the phrases that most releases have.
fn show(house: &House) -> anyhow::Result<()> {
    let phrases = count(house.phrases().len(), "stock phrase", "stock phrases");
    let releases = count(house.releases(), "release", "releases");
    Destination::Stdout.write(|out| {
        writeln!(out, "{phrases} in {releases}")?;
        for phrase in house.phrases().iter().take(SHOWN) {
            let words: String = phrase.words().chars().filter(|c| !c.is_control()).collect();
            writeln!(out, "{:>6}  {words}", phrase.releases())?;
        }
        Ok(())
    })
}
