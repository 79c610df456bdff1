//! Open: how an index is made and opened.
//!
//! In: settings and a path. Out: an [`Index`], or what is wrong with the file. Cost: the places of
//! all documents, and the fingerprints of the recent ones, are read. A file that cannot be used is
//! left as it is: nothing is written to it before all that was read.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::Index;
use super::file::{self, FileStore};
use super::settings::Settings;
use super::state::Room;
use super::store::{Rows, Store};
use crate::error::{Error, IndexTrouble, Result};
use crate::language::Language;
use crate::read::house::House;

/// Memory for parts of the file, unless told: half of it is enough for all postings of a million
/// documents.
const CACHE: usize = 3 << 29;

/// Sets up an [`Index`].
///
/// Language, strictness, time window, house and whether texts are kept belong to the index for as long as
/// it lives. To open one with others than it was made with is an error; what is left out is taken
/// from the index.
#[derive(Debug, Clone)]
pub struct IndexBuilder {
    language: Option<Language>,
    strictness: Option<f32>,
    window: Option<Duration>,
    keep_texts: Option<bool>,
    house: Option<Arc<House>>,
    cache: usize,
    pub(super) threads: Option<usize>,
}

impl Default for IndexBuilder {
    fn default() -> Self {
        Self {
            language: None,
            strictness: None,
            window: None,
            keep_texts: None,
            house: None,
            cache: CACHE,
            threads: None,
        }
    }
}

impl IndexBuilder {
    /// The language of documents that do not say theirs; Italian unless told.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// How sure a link must be, `0.0..=1.0`: the shipped balance at 0.5, fewer and surer groups above.
    #[must_use]
    pub fn strictness(mut self, strictness: f32) -> Self {
        self.strictness = Some(strictness);
        self
    }

    /// How far apart, to the second, two documents may be published and still trace one release;
    /// any time unless told. Newsrooms set days. A document without a time of publication may join any.
    #[must_use]
    pub fn window(mut self, window: Duration) -> Self {
        self.window = Some(window);
        self
    }

    /// Whether the texts are kept beside the fingerprints; they are not unless told.
    #[must_use]
    pub fn keep_texts(mut self, keep: bool) -> Self {
        self.keep_texts = Some(keep);
        self
    }

    /// The stock phrases of the offices whose releases it holds; the index keeps them, and need not be
    /// told them again.
    #[must_use]
    pub fn house(mut self, house: House) -> Self {
        self.house = Some(Arc::new(house));
        self
    }

    /// How much memory, in bytes, to use at the most for parts of the file; 1.5 GiB unless told.
    #[must_use]
    pub fn cache(mut self, bytes: usize) -> Self {
        self.cache = bytes;
        self
    }

    /// How many threads to use for a batch; all cores unless told.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Makes an index in a new file.
    ///
    /// # Errors
    ///
    /// [`Error::Index`] where there is a file already, or none can be made; [`Error::Setting`] where
    /// a setting is out of its range; [`Error::House`] where the house was learnt in another language.
    pub fn create(&self, path: impl AsRef<Path>) -> Result<Index> {
        let path = path.as_ref();
        self.check()?;
        let settings = self.settings();
        settings.house.as_ref().map_or(Ok(()), |house| house.check(settings.language))?;
        let store = FileStore::create(path, self.room().pages, &mut |changes| settings.put_new(changes))?;
        Index::over(Box::new(store), settings, self.threads, self.room(), path)
    }

    /// Opens an index that exists.
    ///
    /// # Errors
    ///
    /// [`Error::Index`] as [`Index::open`], and where its settings are others than were asked for.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Index> {
        let path = path.as_ref();
        self.check()?;
        let store = FileStore::open(path, self.room().pages)?;
        let settings = self.recognize(&*store.snapshot()?, path)?;
        Index::over(Box::new(store), settings, self.threads, self.room(), path)
    }

    /// Opens an index for reading alone: others may read it too, and the file need not be writable.
    ///
    /// # Errors
    ///
    /// [`Error::Index`] as [`open`](Self::open), and where the last writer was cut off, so that it
    /// must be opened for writing once.
    pub fn open_for_reading(&self, path: impl AsRef<Path>) -> Result<Index> {
        let path = path.as_ref();
        self.check()?;
        let Some(store) = FileStore::open_for_reading(path, self.room().pages)? else {
            let what = "the last program that wrote to the index was cut off, and it must be put in order";
            return Err(file::trouble(path, IndexTrouble::Unclosed, what));
        };
        let settings = self.recognize(&*store.snapshot()?, path)?;
        Index::over(Box::new(store), settings, self.threads, self.room(), path)
    }

    /// Opens an index, or makes one where there is no file.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open) and [`create`](Self::create).
    pub fn open_or_create(&self, path: impl AsRef<Path>) -> Result<Index> {
        let path = path.as_ref();
        if path.exists() { self.open(path) } else { self.create(path) }
    }

    /// Most of the memory is for what is read often, as it is used and not as it is stored.
    fn room(&self) -> Room {
        let (pages, postings) = (self.cache / 8, self.cache / 2);
        Room { pages, postings, prints: self.cache - pages - postings }
    }

    /// What a new index is made with.
    pub(super) fn settings(&self) -> Settings {
        Settings {
            language: self.language.unwrap_or_default(),
            strictness: self.strictness.unwrap_or(0.5),
            window: self.window.map(|window| window.as_secs()),
            keep_texts: self.keep_texts.unwrap_or(false),
            house: self.house.clone(),
        }
    }

    fn check(&self) -> Result<()> {
        if self.threads == Some(0) {
            return Err(Error::Setting { name: "threads", given: "0".into(), range: "1.." });
        }
        match self.strictness {
            Some(given) if !(0.0..=1.0).contains(&given) => {
                Err(Error::Setting { name: "strictness", given: given.to_string(), range: "0.0..=1.0" })
            }
            _ => Ok(()),
        }
    }

    /// The settings of an index, where they are those that were asked for.
    fn recognize(&self, rows: &dyn Rows, path: &Path) -> Result<Settings> {
        let found = Settings::read(rows, path)?;
        let asked = Settings {
            language: self.language.unwrap_or(found.language),
            strictness: self.strictness.unwrap_or(found.strictness),
            window: self.window.map_or(found.window, |window| Some(window.as_secs())),
            keep_texts: self.keep_texts.unwrap_or(found.keep_texts),
            house: self.house.clone().or_else(|| found.house.clone()),
        };
        if asked.are(&found) {
            return Ok(found);
        }
        let window = |settings: &Settings| match settings.window {
            Some(seconds) => format!("a window of {seconds} s"),
            None => "no window".to_owned(),
        };
        let said = |settings: &Settings| {
            let texts = if settings.keep_texts { "texts kept" } else { "no texts kept" };
            let Settings { language, strictness, .. } = settings;
            let house = settings
                .house
                .as_ref()
                .map_or("no house".to_owned(), |house| format!("house {:016x}", house.digest()));
            format!("language {language}, strictness {strictness}, {}, {texts}, {house}", window(settings))
        };
        let what = format!("the index was made with {}, and {} was asked for", said(&found), said(&asked));
        Err(file::trouble(path, IndexTrouble::Settings, what))
    }
}
