//! Options that several commands share.

use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use ricalco::{Deduplicator, House, Language};

use crate::input::{Columns, InputFormat, InputOptions};
use crate::messages::Stop;

/// What to read, and how.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Files, directories (read recursively), or `-` for standard input
    ///
    /// Each file is recognised by its content; a directory may mix them. A plain text file is one
    /// document: its id is the path as given, its first line is the title when a blank line follows
    /// it. JSON Lines have the fields id and text, and may have title, outlet, published (RFC 3339)
    /// and lang, or names like these (body, source, date); other fields are kept and ignored. The id
    /// of a mail is its Message-ID, that of a feed's item its guid.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Read every file as this format instead of recognising it
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Input")]
    input_format: Option<InputFormat>,

    /// The names of the columns or JSON fields, such as id=codice,text=corpo
    #[arg(long, value_name = "FIELD=NAME,...", help_heading = "Input")]
    columns: Option<Columns>,

    /// Go on without documents that cannot be used; each is named on standard error
    #[arg(long, help_heading = "Input")]
    pub(crate) skip_bad: bool,
}

impl Reading {
    /// The paths; standard input where none is given and something is piped in.
    pub(crate) fn paths(&self) -> anyhow::Result<Vec<PathBuf>> {
        if !self.paths.is_empty() {
            return Ok(self.paths.clone());
        }
        if io::stdin().is_terminal() {
            let hint = "name files or directories, or - for JSON Lines on standard input";
            return Err(Stop::new("there is nothing to read: no PATH is given", hint).into());
        }
        Ok(vec![PathBuf::from("-")])
    }

    /// What the inputs are told; `keep_raw` where records go out as they came.
    pub(crate) fn input_options(&self, language: Language, keep_raw: bool) -> InputOptions {
        InputOptions {
            format: self.input_format,
            columns: self.columns.clone().unwrap_or_default(),
            language,
            keep_raw,
            ..InputOptions::default()
        }
    }
}

/// How to judge.
#[derive(Debug, Args)]
#[command(next_help_heading = "Judgement")]
pub(crate) struct Judging {
    /// Language of the documents that do not say theirs, such as it or en
    #[arg(long, value_name = "LANG", default_value_t)]
    pub(crate) lang: Language,

    /// How sure a link must be, from 0 to 1: fewer and surer groups above 0.5
    #[arg(long, value_name = "NUMBER", default_value_t = 0.5)]
    pub(crate) strictness: f32,

    /// The stock phrases of the offices, as `ricalco learn` writes them
    #[arg(long, value_name = "FILE")]
    house: Option<PathBuf>,

    /// How many threads to use [default: as many as there are cores]
    #[arg(long, value_name = "COUNT")]
    threads: Option<usize>,
}

impl Judging {
    /// The deduplicator that judges so.
    pub(crate) fn deduplicator(&self) -> anyhow::Result<Deduplicator> {
        let mut builder = Deduplicator::builder().language(self.lang).strictness(self.strictness);
        if let Some(threads) = self.threads {
            builder = builder.threads(threads);
        }
        if let Some(path) = &self.house {
            builder = builder.house(house(path)?);
        }
        Ok(builder.build()?)
    }
}

/// Reads what `ricalco learn` has written.
pub(crate) fn house(path: &Path) -> anyhow::Result<House> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let what = format!("{}: {error}", path.display());
        Stop::new(what, "ricalco learn ARCHIVE --out FILE makes such a file").into()
    })
}
