//! Sealed: the bytes of the file, each block under a checksum of our own.
//!
//! In: blocks of 4096 bytes, as redb writes them. Out: the same blocks, or an error; never others.
//! Cost: a hash of a block (a quarter of a microsecond) when it is read from the file or written to
//! it, not when redb has it in its cache; 8 bytes of the file and of memory for 4096.
//!
//! redb trusts what it reads: at a damaged page it panics, and at some it panics again while it
//! unwinds, which ends the process, so that catching panics is no cure. It can look at all pages
//! when it opens a file, but that reads all of it. So damage is stopped beneath redb, in the one place
//! through which every byte passes. A read that fails makes redb refuse all that comes after: a file
//! in which damage was found is not written to any more.
//!
//! ```text
//! file      group, group, ...
//! group     a block of 512 seals, 512 blocks of redb
//! seal      u64, xxh3 of the block's number and bytes; 0 for a block that was never written
//! first     the seal of the very first block, redb's header, which has checksums of its own, is
//!           not needed: there the file says what it is, "ricalco" and O or C
//! ```
//!
//! The seals are written when the file is closed, which saves a sync half of its pages, and then it
//! says C for closed. A file that says O was cut off: its seals may be old, so redb is told to check
//! every page against its own checksums while it opens the file (as it must after a crash anyway), and
//! what it has read is sealed anew.
//!
//! While a file is being opened nothing is written to it: changes are held in memory until
//! [`Sealed::accept`]. A file that turns out to be unusable is left as it was.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use redb::{BackendError, StorageBackend};
use xxhash_rust::xxh3::xxh3_64_with_seed;

const BLOCK: u64 = 4096;
/// Blocks under one block of seals.
const SEALS: u64 = 512;
/// How every index begins; `O` or `C` follows.
pub(super) const MAGIC: [u8; 7] = *b"ricalco";
const OPEN: u8 = b'O';
const CLOSED: u8 = b'C';

type Seals = Box<[u64; SEALS as usize]>;
type Block = [u8; BLOCK as usize];

/// Blocks under checksums, over bytes that are kept somewhere.
#[derive(Debug)]
pub(super) struct Sealed {
    inner: Box<dyn StorageBackend>,
    state: Mutex<State>,
    /// Whether it was closed in order when it was opened.
    was_closed: bool,
    /// The first damage that was found.
    damage: OnceLock<String>,
}

#[derive(Debug, Default)]
struct State {
    /// The seals of each group, where they are known, and whether they are to be written.
    groups: BTreeMap<u64, (Seals, bool)>,
    /// What is not to be written yet.
    held: Option<Held>,
    /// What is read is sealed anew, since redb checks it.
    is_trusting: bool,
    /// A write failed: what is in the file is not known.
    has_failed: bool,
}

/// Changes that are held back.
#[derive(Debug, Default)]
struct Held {
    length: u64,
    blocks: BTreeMap<u64, Box<Block>>,
}

impl Sealed {
    /// Begins a new file.
    pub(super) fn create(inner: impl StorageBackend) -> io::Result<Self> {
        let sealed = Self::over(Box::new(inner), true);
        sealed.mark(OPEN)?;
        Ok(sealed)
    }

    /// Looks at a file that exists. It is not changed before [`accept`](Self::accept).
    pub(super) fn open(inner: impl StorageBackend) -> io::Result<Self> {
        let mut mark = [0; MAGIC.len() + 1];
        inner.read(0, &mut mark)?;
        let length = inner.len()?;
        let mut sealed = Self::over(Box::new(inner), mark.last() == Some(&CLOSED));
        if !mark.starts_with(&MAGIC) || !matches!(mark.last(), Some(&(OPEN | CLOSED))) {
            return Err(sealed.damaged("its first bytes are not those of an index".into()));
        }
        if !length.is_multiple_of(BLOCK) {
            return Err(sealed.damaged("it was cut".into()));
        }
        let is_trusting = !sealed.was_closed;
        let held = Some(Held { length: logical(length), blocks: BTreeMap::new() });
        sealed.state = Mutex::new(State { held, is_trusting, ..State::default() });
        Ok(sealed)
    }

    fn over(inner: Box<dyn StorageBackend>, was_closed: bool) -> Self {
        Self { inner, state: Mutex::default(), was_closed, damage: OnceLock::new() }
    }

    /// Whether the file was closed in order, so that its seals can be trusted; where not, redb must be
    /// told to check all pages.
    pub(super) fn was_closed(&self) -> bool {
        self.was_closed
    }

    /// The first damage that was found, in words.
    pub(super) fn damage(&self) -> Option<&str> {
        self.damage.get().map(String::as_str)
    }

    /// From now on the file itself is written.
    pub(super) fn accept(&self) -> io::Result<()> {
        let mut state = self.state();
        state.is_trusting = false;
        let Some(held) = state.held.take() else { return Ok(()) };
        let done = self.write_held(&mut state, &held);
        state.has_failed |= done.is_err();
        done
    }

    fn write_held(&self, state: &mut State, held: &Held) -> io::Result<()> {
        self.mark(OPEN)?;
        if held.length != logical(self.inner.len()?) {
            self.inner.set_len(physical_length(held.length))?;
        }
        // redb's header says which pages count; it goes last.
        for (&block, bytes) in held.blocks.iter().filter(|&(&block, _)| block != 0) {
            self.put(state, block, &**bytes)?;
        }
        self.inner.sync_data()?;
        if let Some(header) = held.blocks.get(&0) {
            self.put(state, 0, &**header)?;
        }
        self.inner.sync_data()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing that panics is done under the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn mark(&self, mark: u8) -> io::Result<()> {
        if self.inner.len()? < BLOCK {
            self.inner.set_len(BLOCK)?;
        }
        let mut bytes = [mark; MAGIC.len() + 1];
        bytes[..MAGIC.len()].copy_from_slice(&MAGIC);
        self.inner.write(0, &bytes)
    }

    fn damaged(&self, what: String) -> io::Error {
        let what = self.damage.get_or_init(|| what);
        io::Error::new(io::ErrorKind::InvalidData, what.clone())
    }

    /// The seal of a block, to look at or to change.
    fn seal<'s>(&self, state: &'s mut State, block: u64) -> io::Result<(&'s mut u64, &'s mut bool)> {
        let group = block / SEALS;
        let (seals, is_new) = match state.groups.entry(group) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert((self.read_seals(group)?, false)),
        };
        let seal = seals.get_mut((block % SEALS) as usize);
        Ok((seal.ok_or(io::ErrorKind::InvalidInput)?, is_new))
    }

    /// The seals of a group as the file has them, 0 for those that it has not.
    fn read_seals(&self, group: u64) -> io::Result<Seals> {
        let mut bytes: Block = [0; BLOCK as usize];
        let at = group * (SEALS + 1) * BLOCK;
        if at + BLOCK <= self.inner.len()? {
            self.inner.read(at, &mut bytes)?;
        }
        let mut seals = Box::new([0; SEALS as usize]);
        for (seal, bytes) in seals.iter_mut().zip(bytes.as_chunks().0) {
            *seal = u64::from_le_bytes(*bytes);
        }
        Ok(seals)
    }

    /// Writes blocks that follow one another, and seals them.
    fn put(&self, state: &mut State, first: u64, bytes: &[u8]) -> io::Result<()> {
        for (block, bytes) in (first..).zip(bytes.chunks(BLOCK as usize)) {
            let (seal, is_new) = self.seal(state, block)?;
            *seal = hash(block, bytes);
            *is_new = true;
        }
        for (block, bytes) in runs(first, bytes) {
            self.inner.write(physical(block), bytes)?;
        }
        Ok(())
    }

    /// Reads blocks that follow one another, each as it was written.
    fn get(&self, first: u64, out: &mut [u8]) -> io::Result<()> {
        let is_held = self.state().held.is_some();
        if is_held {
            for (block, bytes) in (first..).zip(out.chunks_mut(BLOCK as usize)) {
                self.get_held(block, bytes)?;
            }
            return Ok(());
        }
        // Nobody reads a block while it is written, so other threads need not wait.
        let mut rest = &mut *out;
        let mut block = first;
        while !rest.is_empty() {
            let here = ((SEALS - block % SEALS) * BLOCK).min(rest.len() as u64);
            let (piece, after) =
                rest.split_at_mut_checked(here as usize).ok_or(io::ErrorKind::InvalidInput)?;
            self.inner.read(physical(block), piece)?;
            block += here / BLOCK;
            rest = after;
        }
        let mut state = self.state();
        for (block, bytes) in (first..).zip(out.chunks(BLOCK as usize)) {
            self.check(&mut state, block, bytes)?;
        }
        Ok(())
    }

    /// Reads a block while changes are held.
    fn get_held(&self, block: u64, bytes: &mut [u8]) -> io::Result<()> {
        let mut state = self.state();
        if let Some(held) = state.held.as_ref().and_then(|held| held.blocks.get(&block)) {
            bytes.copy_from_slice(&**held);
            return Ok(());
        }
        self.inner.read(physical(block), bytes)?;
        self.check(&mut state, block, bytes)
    }

    /// Compares a block with its seal; while redb checks what it reads, seals it anew.
    fn check(&self, state: &mut State, block: u64, bytes: &[u8]) -> io::Result<()> {
        let is_trusting = state.is_trusting;
        let (seal, is_new) = self.seal(state, block)?;
        let found = hash(block, bytes);
        if block == 0 || *seal == found || *seal == 0 && bytes.iter().all(|&byte| byte == 0) {
            return Ok(());
        }
        if !is_trusting {
            return Err(self.damaged(format!("block {block} is not as it was written")));
        }
        *seal = found;
        *is_new = true;
        Ok(())
    }

    /// Writes the seals, and that the file is closed.
    fn finish(&self, state: &mut State) -> io::Result<()> {
        let mut is_changed = false;
        for (group, (seals, is_new)) in &mut state.groups {
            if !std::mem::take(is_new) {
                continue;
            }
            is_changed = true;
            let mut bytes: Block = [0; BLOCK as usize];
            for (bytes, seal) in bytes.as_chunks_mut().0.iter_mut().zip(seals.iter()) {
                *bytes = seal.to_le_bytes();
            }
            // Of the first group the first is the mark.
            let skip = if *group == 0 { 8 } else { 0 };
            let at = group * (SEALS + 1) * BLOCK;
            if at + BLOCK <= self.inner.len()? {
                self.inner.write(at + skip as u64, bytes.get(skip..).unwrap_or_default())?;
            }
        }
        if is_changed {
            self.inner.sync_data()?;
        }
        self.mark(CLOSED)?;
        self.inner.sync_data()
    }
}

/// The hash of a block; never 0.
fn hash(block: u64, bytes: &[u8]) -> u64 {
    xxh3_64_with_seed(bytes, block).max(1)
}

/// Where a block stands in the file.
fn physical(block: u64) -> u64 {
    (block + block / SEALS + 1) * BLOCK
}

/// The length of the file for so many bytes of redb.
fn physical_length(length: u64) -> u64 {
    let blocks = length.div_ceil(BLOCK);
    (blocks + blocks.div_ceil(SEALS).max(1)) * BLOCK
}

/// The bytes of redb in a file of a length.
fn logical(length: u64) -> u64 {
    let blocks = length / BLOCK;
    let rest = (blocks % (SEALS + 1)).saturating_sub(1);
    (blocks / (SEALS + 1) * SEALS + rest) * BLOCK
}

/// Whether bytes begin and end with a block.
fn is_whole(offset: u64, length: usize) -> bool {
    offset.is_multiple_of(BLOCK) && (length as u64).is_multiple_of(BLOCK)
}

/// Cuts bytes from a block on into pieces that stand together in the file.
fn runs(first: u64, mut bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let mut block = first;
    std::iter::from_fn(move || {
        if bytes.is_empty() {
            return None;
        }
        let here = ((SEALS - block % SEALS) * BLOCK).min(bytes.len() as u64);
        let (piece, rest) = bytes.split_at_checked(here as usize)?;
        let at = block;
        block += here / BLOCK;
        bytes = rest;
        Some((at, piece))
    })
}

/// What redb is given of it.
#[derive(Debug, Clone)]
pub(super) struct Shared(pub(super) Arc<Sealed>);

impl StorageBackend for Shared {
    fn len(&self) -> io::Result<u64> {
        match &self.0.state().held {
            Some(held) => Ok(held.length),
            None => self.0.inner.len().map(logical),
        }
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let (begin, end) = (offset / BLOCK, (offset + out.len() as u64).div_ceil(BLOCK));
        if is_whole(offset, out.len()) {
            return self.0.get(begin, out);
        }
        let mut whole = vec![0; ((end - begin) * BLOCK) as usize];
        self.0.get(begin, &mut whole)?;
        let skip = (offset % BLOCK) as usize;
        let part = whole.get(skip..skip + out.len()).ok_or(io::ErrorKind::InvalidInput)?;
        out.copy_from_slice(part);
        Ok(())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let mut state = self.0.state();
        let blocks = length.div_ceil(BLOCK);
        if let Some(held) = &mut state.held {
            held.length = length;
            held.blocks.retain(|&block, _| block < blocks);
            return Ok(());
        }
        if length < logical(self.0.inner.len()?) {
            // What is cut off comes back, if it does, as a block that was never written.
            state.groups.retain(|&group, _| group * SEALS < blocks);
            for block in blocks..blocks.next_multiple_of(SEALS) {
                let (seal, is_new) = self.0.seal(&mut state, block)?;
                (*seal, *is_new) = (0, true);
            }
        }
        let done = self.0.inner.set_len(physical_length(length));
        state.has_failed |= done.is_err();
        done
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut state = self.0.state();
        if state.held.is_some() {
            return Ok(());
        }
        let done = self.0.inner.sync_data();
        state.has_failed |= done.is_err();
        done
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let (begin, end) = (offset / BLOCK, (offset + data.len() as u64).div_ceil(BLOCK));
        let whole;
        let data = if is_whole(offset, data.len()) {
            data
        } else {
            // Only redb's header is not of whole blocks.
            let mut blocks = vec![0; ((end - begin) * BLOCK) as usize];
            self.0.get(begin, &mut blocks)?;
            let skip = (offset % BLOCK) as usize;
            let part = blocks.get_mut(skip..skip + data.len()).ok_or(io::ErrorKind::InvalidInput)?;
            part.copy_from_slice(data);
            whole = blocks;
            &whole
        };
        let mut state = self.0.state();
        if let Some(held) = &mut state.held {
            for (block, bytes) in (begin..).zip(data.as_chunks().0) {
                held.blocks.insert(block, Box::new(*bytes));
            }
            return Ok(());
        }
        let done = self.0.put(&mut state, begin, data);
        state.has_failed |= done.is_err();
        done
    }

    fn close(&self) -> io::Result<()> {
        let mut state = self.0.state();
        let is_sound = state.held.is_none() && !state.has_failed && self.0.damage().is_none();
        let done = if is_sound { self.0.finish(&mut state) } else { Ok(()) };
        done.and(self.0.inner.close())
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.0.inner.try_lock_range(start, end)
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.0.inner.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.0.inner.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.0.inner.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.0.inner.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.0.inner.query_lock_range(start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_has_a_place_of_its_own() {
        let mut expected = 0;
        for block in 0..3 * SEALS {
            expected += if block % SEALS == 0 { 2 * BLOCK } else { BLOCK };
            assert_eq!(physical(block) + BLOCK, expected);
            assert_eq!(physical_length((block + 1) * BLOCK), expected);
            assert_eq!(logical(expected), (block + 1) * BLOCK);
        }
        assert_eq!(logical(physical_length(0)), 0);
    }
}
