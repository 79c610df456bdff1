//! File: the store in one file, by redb.
//!
//! In: a path. Out: a [`Store`]. A transaction is on disk when it returns (one sync). A reader
//! sees the file as it was when it began; one process holds the file for writing at a time, or
//! several for reading. Source: <https://docs.rs/redb>. Gives up: nothing of redb shows outside
//! of this file and of [`sealed`](super::sealed), which lies beneath it and stops damage there.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::ops::ControlFlow;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use redb::{ReadOnlyTable, ReadableDatabase as _, ReadableTableMetadata as _, StorageBackend};
use redb::{Table as Open, TableDefinition};

use super::sealed::{MAGIC, Sealed, Shared};
use super::store::{Changes, Rows, See, Store, Table, Work};
use crate::error::{Error, IndexTrouble, Result};

type Bytes = &'static [u8];

fn definition(table: Table) -> TableDefinition<'static, Bytes, Bytes> {
    TableDefinition::new(table.name())
}

/// A file that is held open.
enum Handle {
    Writing(redb::Database),
    Reading(redb::ReadOnlyDatabase),
    /// Only while the store is dropped.
    Closed,
}

impl Drop for FileStore {
    /// Closing writes, and redb may panic at a damaged file; whoever drops a store can do nothing about it.
    fn drop(&mut self) {
        let handle = std::mem::replace(&mut self.handle, Handle::Closed);
        let _ = std::panic::catch_unwind(AssertUnwindSafe(|| drop(handle)));
    }
}

/// The store in a file.
pub(super) struct FileStore {
    handle: Handle,
    blame: Blame,
}

/// Turns what went wrong beneath into an error that says what to do.
#[derive(Clone)]
struct Blame {
    path: Arc<Path>,
    /// The bytes beneath, once they are open.
    sealed: Option<Arc<Sealed>>,
}

impl Blame {
    fn new(path: &Path) -> Self {
        Self { path: path.into(), sealed: None }
    }

    fn beneath(&self, sealed: &Arc<Sealed>) -> Self {
        Self { path: Arc::clone(&self.path), sealed: Some(Arc::clone(sealed)) }
    }

    fn error(&self, kind: IndexTrouble, what: impl Into<String>) -> Error {
        let path = self.path.display().to_string();
        Error::Index { path, kind, what: what.into(), advice: advice(kind) }
    }

    /// Does work that redb may panic at: where that happens, it is an error. Damage is found before
    /// redb sees it; this is for what its own checks of a file that was cut off may have overlooked.
    fn guard<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        std::panic::catch_unwind(AssertUnwindSafe(work))
            .unwrap_or_else(|_| Err(self.error(IndexTrouble::Damaged, "the file cannot be followed")))
    }

    fn io(&self, error: &io::Error) -> Error {
        let kind = match error.kind() {
            io::ErrorKind::NotFound => IndexTrouble::Missing,
            io::ErrorKind::AlreadyExists => IndexTrouble::Exists,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => IndexTrouble::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                IndexTrouble::Full
            }
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => IndexTrouble::Damaged,
            _ => IndexTrouble::System,
        };
        self.error(kind, error.to_string())
    }

    fn redb(&self, error: impl Into<redb::Error>) -> Error {
        if let Some(damage) = self.sealed.as_ref().and_then(|sealed| sealed.damage()) {
            return self.error(IndexTrouble::Damaged, damage);
        }
        match error.into() {
            redb::Error::Io(error) => self.io(&error),
            redb::Error::DatabaseAlreadyOpen => {
                self.error(IndexTrouble::Locked, "the index is held open elsewhere")
            }
            redb::Error::UpgradeRequired(version) => {
                self.error(IndexTrouble::Format, format!("the file is of version {version} of redb"))
            }
            redb::Error::PreviousIo => {
                self.error(IndexTrouble::System, "an earlier write failed, and the index takes no more")
            }
            other => self.error(IndexTrouble::Damaged, other.to_string()),
        }
    }
}

/// What to do about each kind of trouble.
pub(super) fn advice(kind: IndexTrouble) -> &'static str {
    match kind {
        IndexTrouble::Missing => "check the path, or create the index first",
        IndexTrouble::Exists => "open it, or name another file",
        IndexTrouble::Foreign => "name the file of an index; this one was left as it is",
        IndexTrouble::Format => "use the version of ricalco that made it, or make the index again",
        IndexTrouble::Signature => "make the index again from the texts; this one was left as it is",
        IndexTrouble::Settings => "leave the settings out to take the index's own, or make another index",
        IndexTrouble::Damaged => "take the index from a backup, or make it again from the texts",
        IndexTrouble::Unclosed => "open it once for writing, for example by verifying it",
        IndexTrouble::Locked => "wait until the other process has ended; one at a time may write",
        IndexTrouble::ReadOnly => "allow writing to the file and its directory, or name another place",
        IndexTrouble::Full => "free some space and try again; what was acknowledged is kept",
        IndexTrouble::System => "open the index again and repeat what failed",
    }
}

impl FileStore {
    /// Makes a new file with what `first` writes in it: it appears whole or not at all, whenever the
    /// making is cut off.
    pub(super) fn create(path: &Path, cache: usize, first: &mut Work<'_>) -> Result<Self> {
        let blame = Blame::new(path);
        if path.exists() {
            return Err(blame.error(IndexTrouble::Exists, "there is a file already"));
        }
        let mut making = path.as_os_str().to_owned();
        making.push(format!(".making-{}", std::process::id()));
        let making = PathBuf::from(making);
        let made = Self::make(&making, path, cache, first);
        // Whatever happened, what is not in its place is of no use.
        let _ = fs::remove_file(&making);
        made?;
        Self::open(path, cache)
    }

    fn make(making: &Path, path: &Path, cache: usize, first: &mut Work<'_>) -> Result<()> {
        let blame = Blame::new(path);
        let file = File::options().read(true).write(true).create(true).truncate(true).open(making);
        let store = Self::create_over(backend(file, &blame)?, path, cache)?;
        store.write(first)?;
        drop(store);
        // A link does not replace a file that another has made meanwhile, as a renaming would.
        fs::hard_link(making, path).map_err(|error| blame.io(&error))?;
        if let Some(directory) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            // The name must be on disk as well, where the system can say so.
            let _ = File::open(directory).and_then(|directory| directory.sync_all());
        }
        Ok(())
    }

    /// A new store over bytes that are kept somewhere.
    pub(super) fn create_over(bytes: impl StorageBackend, path: &Path, cache: usize) -> Result<Self> {
        let blame = Blame::new(path);
        let sealed = Sealed::create(bytes).map_err(|error| blame.io(&error))?;
        Self::over(sealed, &blame, cache)
    }

    /// A store over bytes that were one before; they are not changed before it is
    /// [accepted](Store::accept).
    pub(super) fn open_over(bytes: impl StorageBackend, path: &Path, cache: usize) -> Result<Self> {
        let blame = Blame::new(path);
        let sealed = Sealed::open(bytes).map_err(|error| blame.io(&error))?;
        Self::over(sealed, &blame, cache)
    }

    fn over(sealed: Sealed, blame: &Blame, cache: usize) -> Result<Self> {
        let sealed = Arc::new(sealed);
        let blame = blame.beneath(&sealed);
        let mut builder = redb::Builder::new();
        builder.set_cache_size(cache).set_check_integrity_on_open(!sealed.was_closed());
        let database = blame.guard(|| {
            builder.create_with_backend(Shared(Arc::clone(&sealed))).map_err(|error| blame.redb(error))
        })?;
        Ok(Self { handle: Handle::Writing(database), blame })
    }

    /// Opens a file for reading alone. `None` where it was not closed in order, so that it must be
    /// opened for writing first.
    pub(super) fn open_for_reading(path: &Path, cache: usize) -> Result<Option<Self>> {
        let blame = Blame::new(path);
        recognize(path, &blame)?;
        let sealed = Sealed::open(backend(File::open(path), &blame)?).map_err(|error| blame.io(&error))?;
        let sealed = Arc::new(sealed);
        let blame = blame.beneath(&sealed);
        let is_closed = sealed.was_closed();
        let opened = blame.guard(|| {
            match redb::Builder::new().set_cache_size(cache).open_read_only_with_backend(Shared(sealed)) {
                Ok(database) => Ok(Some(database)),
                Err(redb::DatabaseError::RepairAborted) => Ok(None),
                Err(error) => Err(blame.redb(error)),
            }
        })?;
        let opened = opened.filter(|_| is_closed);
        Ok(opened.map(|database| Self { handle: Handle::Reading(database), blame }))
    }

    /// Opens a file for reading and writing; it is not changed before the store is
    /// [accepted](Store::accept).
    pub(super) fn open(path: &Path, cache: usize) -> Result<Self> {
        let blame = Blame::new(path);
        recognize(path, &blame)?;
        let file = File::options().read(true).write(true).open(path);
        Self::open_over(backend(file, &blame)?, path, cache)
    }

    fn blame(&self) -> Blame {
        self.blame.clone()
    }
}

/// The bytes of a file.
fn backend(file: io::Result<File>, blame: &Blame) -> Result<redb::backends::FileBackend> {
    let file = file.map_err(|error| blame.io(&error))?;
    redb::backends::FileBackend::new(file).map_err(|error| blame.redb(error))
}

/// Looks at the first bytes, so that nothing is done to a file of something else.
fn recognize(path: &Path, blame: &Blame) -> Result<()> {
    let mut file = File::open(path).map_err(|error| blame.io(&error))?;
    let mut head = [0; MAGIC.len()];
    match file.read_exact(&mut head) {
        Ok(()) if head == MAGIC => Ok(()),
        Ok(()) => Err(blame.error(IndexTrouble::Foreign, "the file is no index")),
        Err(_) if path.is_dir() => Err(blame.error(IndexTrouble::Foreign, "it is a directory, not an index")),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Err(blame.error(IndexTrouble::Foreign, "the file is too short to be an index"))
        }
        Err(error) => Err(blame.io(&error)),
    }
}

impl Store for FileStore {
    fn snapshot(&self) -> Result<Arc<dyn Rows>> {
        self.blame().guard(|| self.take_snapshot())
    }

    fn accept(&self) -> Result<()> {
        let Some(sealed) = &self.blame.sealed else { return Ok(()) };
        match &self.handle {
            Handle::Writing(_) => sealed.accept().map_err(|error| self.blame.io(&error)),
            Handle::Reading(_) | Handle::Closed => Ok(()),
        }
    }

    fn write(&self, work: &mut Work<'_>) -> Result<()> {
        self.blame().guard(|| self.transact(work))
    }

    fn check(&mut self) -> Result<()> {
        let blame = self.blame();
        blame.guard(|| match &mut self.handle {
            Handle::Writing(database) => {
                database.check_integrity().map(drop).map_err(|error| blame.redb(error))
            }
            Handle::Reading(_) | Handle::Closed => Ok(()),
        })
    }

    fn compact(&mut self) -> Result<()> {
        let blame = self.blame();
        blame.guard(|| match &mut self.handle {
            Handle::Writing(database) => database.compact().map(drop).map_err(|error| blame.redb(error)),
            Handle::Reading(_) | Handle::Closed => {
                Err(blame.error(IndexTrouble::ReadOnly, "the index was opened for reading"))
            }
        })
    }
}

impl FileStore {
    fn take_snapshot(&self) -> Result<Arc<dyn Rows>> {
        let blame = self.blame();
        let transaction = match &self.handle {
            Handle::Writing(database) => database.begin_read(),
            Handle::Reading(database) => database.begin_read(),
            Handle::Closed => return Err(blame.error(IndexTrouble::ReadOnly, "the index is closed")),
        };
        let transaction = transaction.map_err(|error| blame.redb(error))?;
        let mut tables = Vec::with_capacity(Table::ALL.len());
        for table in Table::ALL {
            match transaction.open_table(definition(table)) {
                Ok(table) => tables.push(table),
                Err(redb::TableError::Storage(error)) => return Err(blame.redb(error)),
                Err(_) => return Err(blame.error(IndexTrouble::Foreign, "the file is of another program")),
            }
        }
        Ok(Arc::new(Snapshot { tables, blame }))
    }

    fn transact(&self, work: &mut Work<'_>) -> Result<()> {
        let blame = self.blame();
        let Handle::Writing(database) = &self.handle else {
            return Err(blame.error(IndexTrouble::ReadOnly, "the index was opened for reading"));
        };
        let transaction = database.begin_write().map_err(|error| blame.redb(error))?;
        let mut tables = Vec::with_capacity(Table::ALL.len());
        for table in Table::ALL {
            tables.push(transaction.open_table(definition(table)).map_err(|error| blame.redb(error))?);
        }
        let mut changes = Transaction { tables, blame: blame.clone() };
        let done = work(&mut changes);
        drop(changes);
        match done {
            Ok(()) => transaction.commit().map_err(|error| blame.redb(error)),
            Err(error) => {
                // The first error is the one to tell.
                let _ = transaction.abort();
                Err(error)
            }
        }
    }
}

/// The file as it was.
struct Snapshot {
    /// In the order of [`Table::ALL`].
    tables: Vec<ReadOnlyTable<Bytes, Bytes>>,
    blame: Blame,
}

impl Snapshot {
    fn table(&self, table: Table) -> Result<&ReadOnlyTable<Bytes, Bytes>> {
        self.tables.get(table as usize).ok_or_else(|| self.damaged(table))
    }
}

impl Rows for Snapshot {
    fn get(&self, table: Table, key: &[u8], see: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<bool> {
        self.blame.guard(|| match self.table(table)?.get(key).map_err(|error| self.blame.redb(error))? {
            Some(row) => see(row.value()).map(|()| true),
            None => Ok(false),
        })
    }

    fn scan(&self, table: Table, from: &[u8], see: &mut See<'_>) -> Result<()> {
        self.blame.guard(|| {
            let rows = self.table(table)?.range::<&[u8]>(from..).map_err(|error| self.blame.redb(error))?;
            for row in rows {
                let (key, value) = row.map_err(|error| self.blame.redb(error))?;
                if see(key.value(), value.value())? == ControlFlow::Break(()) {
                    break;
                }
            }
            Ok(())
        })
    }

    fn count(&self, table: Table) -> Result<u64> {
        self.blame.guard(|| self.table(table)?.len().map_err(|error| self.blame.redb(error)))
    }

    fn damaged(&self, table: Table) -> Error {
        let what = format!("a row of the table {:?} cannot be read", table.name());
        self.blame.error(IndexTrouble::Damaged, what)
    }
}

/// A transaction that is being written.
struct Transaction<'t> {
    /// In the order of [`Table::ALL`].
    tables: Vec<Open<'t, Bytes, Bytes>>,
    blame: Blame,
}

impl Changes for Transaction<'_> {
    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<()> {
        let Some(open) = self.tables.get_mut(table as usize) else { return Ok(()) };
        open.insert(key, value).map(drop).map_err(|error| self.blame.redb(error))
    }

    fn remove(&mut self, table: Table, key: &[u8]) -> Result<()> {
        let Some(open) = self.tables.get_mut(table as usize) else { return Ok(()) };
        open.remove(key).map(drop).map_err(|error| self.blame.redb(error))
    }
}

/// The error for a file that is there but not as it should be.
pub(super) fn trouble(path: &Path, kind: IndexTrouble, what: impl Into<String>) -> Error {
    Blame::new(path).error(kind, what)
}
