//! File: the store in one file, by redb.
//!
//! In: a path. Out: a [`Store`]. A transaction is on disk when it returns (one sync). A reader
//! sees the file as it was when it began; one process holds the file for writing at a time, or
//! several for reading. Source: <https://docs.rs/redb>. Gives up: nothing of redb shows outside
//! of this file.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::ops::ControlFlow;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use redb::{ReadOnlyTable, ReadableDatabase as _, ReadableTableMetadata as _};
use redb::{Table as Open, TableDefinition};

use super::store::{Changes, Rows, See, Store, Table, Work};
use crate::error::{Error, IndexTrouble, Result};

/// The first bytes of every file of redb.
const MAGIC: [u8; 9] = *b"redb\x1A\x0A\xA9\x0D\x0A";

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
    path: Arc<Path>,
}

/// Turns what went wrong beneath into an error that says what to do.
#[derive(Clone)]
struct Blame(Arc<Path>);

impl Blame {
    fn error(&self, kind: IndexTrouble, what: impl Into<String>) -> Error {
        let path = self.0.display().to_string();
        Error::Index { path, kind, what: what.into(), advice: advice(kind) }
    }

    /// Does work that a damaged file may make redb panic at: where that happens, it is an error.
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
        let blame = Blame(path.into());
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
        let blame = Blame(path.into());
        let file = File::options().read(true).write(true).create(true).truncate(true).open(making);
        let file = file.map_err(|error| blame.io(&error))?;
        let backend = redb::backends::FileBackend::new(file).map_err(|error| blame.redb(error))?;
        let store = Self::over(backend, path, cache)?;
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

    /// A store over bytes that are kept elsewhere than in a file.
    pub(super) fn over(backend: impl redb::StorageBackend, path: &Path, cache: usize) -> Result<Self> {
        let blame = Blame(path.into());
        let database = redb::Builder::new().set_cache_size(cache).create_with_backend(backend);
        let database = database.map_err(|error| blame.redb(error))?;
        Ok(Self { handle: Handle::Writing(database), path: path.into() })
    }

    /// Opens a file for reading alone. `None` where it was not closed in order, so that it must be
    /// opened for writing first.
    pub(super) fn open_for_reading(path: &Path, cache: usize) -> Result<Option<Self>> {
        let blame = Blame(path.into());
        recognize(path, &blame)?;
        blame.guard(|| match redb::Builder::new().set_cache_size(cache).open_read_only(path) {
            Ok(database) => Ok(Some(Self { handle: Handle::Reading(database), path: path.into() })),
            Err(redb::DatabaseError::RepairAborted) => Ok(None),
            Err(error) => Err(blame.redb(error)),
        })
    }

    /// Opens a file for reading and writing.
    pub(super) fn open(path: &Path, cache: usize) -> Result<Self> {
        let blame = Blame(path.into());
        recognize(path, &blame)?;
        let database = blame.guard(|| {
            redb::Builder::new().set_cache_size(cache).open(path).map_err(|error| blame.redb(error))
        })?;
        Ok(Self { handle: Handle::Writing(database), path: path.into() })
    }

    fn blame(&self) -> Blame {
        Blame(self.path.clone())
    }
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
        self.table(table)?.len().map_err(|error| self.blame.redb(error))
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
    Blame(PathBuf::from(path).into()).error(kind, what)
}
