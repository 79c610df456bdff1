//! Progress: a bar on standard error for work that takes long, when it is a terminal.

use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{fmt, fs};

use indicatif::{MultiProgress, ProgressBar, ProgressState, ProgressStyle};

use crate::destination::Destination;
use crate::messages::Messages;

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often a bar is drawn again.
const TICK: Duration = Duration::from_millis(200);

const BYTES: &str = "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
const BYTES_WITHOUT_END: &str = "{spinner} {msg} {bytes} {bytes_per_sec} {elapsed}";
const DOCUMENTS: &str = "{msg} {wide_bar} {human_pos}/{human_len} {rate} {eta}";
const TIME: &str = "{spinner} {msg} {elapsed}";

/// One piece of work that may take long; its bar goes when it is dropped.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Puts the bar on the terminal after a while, unless the work has ended.
    usher: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// The reading of files: bytes, rate, and the time left where the sizes are known.
    pub(crate) fn reading(messages: &Messages, paths: &[PathBuf]) -> Self {
        let size = total_size(paths);
        let template = if size.is_some() { BYTES } else { BYTES_WITHOUT_END };
        Self::start(messages.bars(), size, template, "reading".to_owned())
    }

    /// The judging of a number of documents; nobody knows how long it takes.
    pub(crate) fn judging(messages: &Messages, documents: usize) -> Self {
        Self::start(messages.bars(), None, TIME, format!("judging {documents} documents"))
    }

    /// The writing of a number of documents; where they go to the terminal, they are progress enough.
    pub(crate) fn writing(messages: &Messages, documents: usize, to: &Destination) -> Self {
        let bars = messages.bars().filter(|_| !to.is_terminal());
        Self::start(bars, Some(documents as u64), DOCUMENTS, "writing".to_owned())
    }

    fn start(bars: Option<&MultiProgress>, length: Option<u64>, template: &str, what: String) -> Self {
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let style = style.with_key("rate", |state: &ProgressState, out: &mut dyn fmt::Write| {
            // A bar that cannot be written is no reason to stop.
            let _ = write!(out, "{:.0}/s", state.per_sec());
        });
        let bar = ProgressBar::hidden().with_style(style).with_message(what);
        if let Some(length) = length {
            bar.set_length(length);
        }
        let usher = bars.cloned().map(|bars| {
            let (end, ended) = mpsc::channel();
            let bar = bar.clone();
            let usher = thread::spawn(move || {
                if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    bars.add(bar).enable_steady_tick(TICK);
                }
            });
            (end, usher)
        });
        Self { bar, usher }
    }

    /// Goes on to another part of the work, which has so many things to do.
    pub(crate) fn go_on(&self, what: &'static str, length: usize) {
        // The name last: the bar may be drawn at any moment, and must not show it with the old figures.
        self.bar.set_position(0);
        self.bar.set_length(length as u64);
        self.bar.reset_eta();
        self.bar.set_message(what);
    }

    /// Says how far the work is, in the unit of the bar.
    pub(crate) fn set(&self, position: u64) {
        self.bar.set_position(position);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, usher)) = self.usher.take() {
            drop(end);
            // A bar that could not be shown is no reason to stop.
            let _ = usher.join();
        }
        self.bar.finish_and_clear();
    }
}

/// The bytes of all paths, where every one is a file.
fn total_size(paths: &[PathBuf]) -> Option<u64> {
    paths
        .iter()
        .map(|path| fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|file| file.len()))
        .sum()
}
