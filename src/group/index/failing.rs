//! A disk that fails: the store over bytes in memory that are lost as a crash loses them.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use super::file::FileStore;
use super::settings::Settings;
use super::state::Room;
use super::store::Store;
use super::{Index, IndexBuilder};
use crate::document::Document;
use crate::error::{Error, IndexTrouble, Result};

/// What is on the disk, and what is only on its way there.
#[derive(Debug, Default)]
struct Disk {
    now: Vec<u8>,
    synced: Vec<u8>,
    /// Writes since the last sync.
    waiting: Vec<(usize, Vec<u8>)>,
    /// Operations until it fails.
    left: usize,
    kind: Option<io::ErrorKind>,
}

impl Disk {
    fn step(&mut self) -> io::Result<()> {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(self.kind.unwrap_or(io::ErrorKind::Other).into()),
        }
    }

    /// What a crash leaves: all that was synced, and some of the rest.
    fn crashed(&self, seed: usize) -> Vec<u8> {
        let mut left = self.synced.clone();
        for (at, (offset, bytes)) in self.waiting.iter().enumerate() {
            if !(seed * 31 + at * 17).is_multiple_of(3) {
                continue;
            }
            let end = offset + bytes.len();
            left.resize(left.len().max(end), 0);
            left[*offset..end].copy_from_slice(bytes);
        }
        left
    }
}

#[derive(Debug, Clone)]
struct Failing(Arc<Mutex<Disk>>);

impl Failing {
    fn new(bytes: Vec<u8>, left: usize, kind: io::ErrorKind) -> Self {
        let (now, synced) = (bytes.clone(), bytes);
        Self(Arc::new(Mutex::new(Disk { now, synced, waiting: Vec::new(), left, kind: Some(kind) })))
    }
}

impl redb::StorageBackend for Failing {
    fn len(&self) -> io::Result<u64> {
        Ok(self.0.lock().unwrap().now.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let disk = self.0.lock().unwrap();
        let bytes = disk.now.get(offset as usize..offset as usize + out.len());
        out.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let mut disk = self.0.lock().unwrap();
        disk.step()?;
        disk.now.resize(length as usize, 0);
        // A file system keeps lengths in a journal of its own.
        disk.synced.resize(length as usize, 0);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut disk = self.0.lock().unwrap();
        disk.step()?;
        disk.synced = disk.now.clone();
        disk.waiting.clear();
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut disk = self.0.lock().unwrap();
        disk.step()?;
        let (begin, end) = (offset as usize, offset as usize + data.len());
        disk.now[begin..end].copy_from_slice(data);
        disk.waiting.push((begin, data.to_vec()));
        Ok(())
    }
}

fn path() -> &'static Path {
    Path::new("failing")
}

fn document(number: usize) -> Document {
    let text = format!(
        "Il Comune di Collefosco apre il ponte {} sul Sermola: costo {} euro, {} giorni di lavori.",
        number / 3,
        1_284_500 + number / 3 * 977,
        210 + number % 3
    );
    Document::new(format!("d{number}"), text)
}

fn made() -> Vec<u8> {
    let disk = Failing::new(Vec::new(), usize::MAX, io::ErrorKind::Other);
    let store = FileStore::create_over(disk.clone(), path(), 1 << 20).unwrap();
    let settings = IndexBuilder::default().settings();
    store.write(&mut |changes| settings.put_new(changes)).unwrap();
    drop(store);

    disk.0.lock().unwrap().now.clone()
}

fn opened(disk: Failing) -> Result<Index> {
    let store = FileStore::open_over(disk, path(), 1 << 20)?;
    let settings = Settings::read(&*store.snapshot()?, path())?;
    let room = Room { pages: 1 << 20, postings: 1 << 20, prints: 1 << 20 };
    Index::over(Box::new(store), settings, Some(1), room, path())
}

/// Writes until the disk fails; gives the error and how many documents were acknowledged.
fn write_until_it_fails(disk: Failing) -> (Option<Error>, usize) {
    let index = match opened(disk) {
        Ok(index) => index,
        Err(error) => return (Some(error), 0),
    };
    for number in 0..24 {
        if let Err(error) = index.insert(&document(number)) {
            return (Some(error), number);
        }
    }
    (None, 24)
}

#[test]
fn what_was_acknowledged_survives_a_failing_disk() {
    let made = made();
    let mut seen = 0;
    for seed in 0..60 {
        let disk = Failing::new(made.clone(), 20 + seed * 23, io::ErrorKind::Other);
        let (error, acknowledged) = write_until_it_fails(disk.clone());
        seen += acknowledged;
        if let Some(error) = error {
            assert!(matches!(error, Error::Index { kind: IndexTrouble::System, .. }), "{error}");
        }
        let left = disk.0.lock().unwrap().crashed(seed);
        let index = opened(Failing::new(left, usize::MAX, io::ErrorKind::Other)).unwrap();
        for number in 0..acknowledged {
            assert!(index.cluster_of(document(number).id()).unwrap().is_some(), "{seed}: {number} is lost");
        }
        assert!(index.len() <= acknowledged + 1, "{seed}");
        assert_eq!(index.verify().unwrap().problems, Vec::<String>::new(), "{seed}");
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn a_full_disk_is_named() {
    let disk = Failing::new(made(), 150, io::ErrorKind::StorageFull);
    let (error, acknowledged) = write_until_it_fails(disk.clone());
    let error = error.unwrap();
    assert!(matches!(error, Error::Index { kind: IndexTrouble::Full, .. }), "{error}");
    let bytes = disk.0.lock().unwrap().now.clone();
    let index = opened(Failing::new(bytes, usize::MAX, io::ErrorKind::Other)).unwrap();
    assert!(index.len() >= acknowledged);
}

#[test]
fn another_signature_or_format_is_named() {
    for (name, kind) in [("signature", IndexTrouble::Signature), ("format", IndexTrouble::Format)] {
        let disk = Failing::new(made(), usize::MAX, io::ErrorKind::Other);
        let store = FileStore::open_over(disk.clone(), path(), 1 << 20).unwrap();
        store.accept().unwrap();
        let number = if name == "format" { vec![9, 0, 0, 0] } else { vec![9; 8] };
        store.write(&mut |changes| changes.put(super::store::Table::Meta, name.as_bytes(), &number)).unwrap();
        drop(store);
        let error = opened(disk).unwrap_err();
        assert!(matches!(error, Error::Index { kind: found, .. } if found == kind), "{error}");
    }
}
