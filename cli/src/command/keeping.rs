//! Options of the commands that work on an index.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use ricalco::{Error, Index, IndexBuilder, IndexTrouble, Language};

use super::options::house;
use crate::messages::Stop;

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// Which index.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// The file of the index
    #[arg(long, value_name = "FILE")]
    pub(crate) index: PathBuf,
}

impl Named {
    /// Opens it for reading; for writing where it was not closed in order, so that it is put in order.
    pub(crate) fn open_for_reading(&self) -> anyhow::Result<Index> {
        match Index::builder().open_for_reading(&self.index) {
            Err(Error::Index { kind: IndexTrouble::Unclosed, .. }) => self.open(),
            opened => opened.map_err(|error| self.explain(error)),
        }
    }

    /// Opens it for reading and writing; it must exist.
    pub(crate) fn open(&self) -> anyhow::Result<Index> {
        Index::open(&self.index).map_err(|error| self.explain(error))
    }

    /// What is wrong, and where there is no index, which command makes one.
    pub(crate) fn explain(&self, error: Error) -> anyhow::Error {
        match error {
            Error::Index { kind: IndexTrouble::Missing, .. } => {
                let what = format!("{}: there is no such index", self.index.display());
                Stop::new(what, "check the path; an index is made by `ricalco ingest --index FILE [PATH]...`")
                    .into()
            }
            error => error.into(),
        }
    }
}

/// How a new index is made; an index that exists goes on as it was made.
#[derive(Debug, Args)]
#[command(next_help_heading = "A new index")]
pub(crate) struct Making {
    /// Language of the documents that do not say theirs, such as it or en [default: it]
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<Language>,

    /// How sure a link must be, from 0 to 1: fewer and surer groups above 0.5 [default: 0.5]
    #[arg(long, value_name = "NUMBER")]
    strictness: Option<f32>,

    /// Join only what was published within so many days [default: any time]
    #[arg(long, value_name = "DAYS", value_parser = days)]
    window: Option<Duration>,

    /// The stock phrases of the offices, as `ricalco learn` writes them; the index keeps them
    #[arg(long, value_name = "FILE")]
    house: Option<PathBuf>,

    /// Keep the texts in the index too
    #[arg(long)]
    keep_texts: bool,

    /// How many threads to use [default: as many as there are cores]
    #[arg(long, value_name = "COUNT", help_heading = "Judgement")]
    threads: Option<usize>,
}

impl Making {
    /// Who opens or makes it.
    pub(crate) fn builder(&self) -> anyhow::Result<IndexBuilder> {
        let mut builder = Index::builder();
        if let Some(language) = self.lang {
            builder = builder.language(language);
        }
        if let Some(strictness) = self.strictness {
            builder = builder.strictness(strictness);
        }
        if let Some(window) = self.window {
            builder = builder.window(window);
        }
        if self.keep_texts {
            builder = builder.keep_texts(true);
        }
        if let Some(threads) = self.threads {
            builder = builder.threads(threads);
        }
        if let Some(path) = &self.house {
            builder = builder.house(house(path)?);
        }
        Ok(builder)
    }
}

fn days(given: &str) -> Result<Duration, String> {
    let days: f64 = given.parse().map_err(|_| "give a number of days, such as 7 or 0.5".to_owned())?;
    Duration::try_from_secs_f64((days * DAY).round()).map_err(|_| "give a number of days above 0".to_owned())
}
