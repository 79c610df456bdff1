//! Progress: a bar on standard error for work that takes long, when it is a terminal.

use std::cell::Cell;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use crate::destination::Destination;
use crate::messages::Messages;

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// One piece of work that may take long; its bar goes when it is dropped.
#[derive(Debug)]
pub(crate) struct Progress<'a> {
    /// Where the bar may stand.
    bars: Option<&'a MultiProgress>,
    /// Whether it stands there.
    stands: Cell<bool>,
    begin: Instant,
    bar: ProgressBar,
}

impl<'a> Progress<'a> {
    /// The reading of files: bytes, rate and time left where the sizes are known.
    pub(crate) fn reading(messages: &'a Messages, paths: &[PathBuf]) -> Self {
        match total_size(paths) {
            Some(bytes) => Self::start(
                messages,
                ProgressBar::hidden()
                    .with_message("reading")
                    .with_style(style("{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}")),
                Some(bytes),
            ),
            None => Self::start(
                messages,
                ProgressBar::hidden()
                    .with_message("reading")
                    .with_style(style("{spinner} {msg} {bytes} {bytes_per_sec} {elapsed}")),
                None,
            ),
        }
    }

    /// The writing of a number of documents; where they are written to the terminal, they are progress enough.
    pub(crate) fn writing(messages: &'a Messages, documents: usize, to: &Destination) -> Self {
        let bar = ProgressBar::hidden()
            .with_message("writing")
            .with_style(style("{msg} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}"));
        let mut progress = Self::start(messages, bar, Some(documents as u64));
        progress.bars = progress.bars.filter(|_| !to.is_terminal());
        progress
    }

    /// Work that cannot say how far it is.
    pub(crate) fn waiting(messages: &'a Messages, what: String) -> Self {
        let bar = ProgressBar::hidden().with_message(what).with_style(style("{spinner} {msg} {elapsed}"));
        let progress = Self::start(messages, bar, None);
        if let Some(bars) = progress.bars {
            bars.add(progress.bar.clone());
            progress.bar.enable_steady_tick(Duration::from_millis(200));
        }
        progress
    }

    fn start(messages: &'a Messages, bar: ProgressBar, length: Option<u64>) -> Self {
        if let Some(length) = length {
            bar.set_length(length);
        }
        Self { bars: messages.bars(), stands: Cell::new(false), begin: Instant::now(), bar }
    }

    /// Says how far the work is, in the unit of the bar.
    pub(crate) fn set(&self, position: u64) {
        self.bar.set_position(position);
        if let Some(bars) = self.bars
            && self.begin.elapsed() >= PATIENCE
            && !self.stands.replace(true)
        {
            bars.add(self.bar.clone());
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// The bytes of all paths, where every one is a file.
fn total_size(paths: &[PathBuf]) -> Option<u64> {
    paths
        .iter()
        .map(|path| fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|file| file.len()))
        .sum()
}
