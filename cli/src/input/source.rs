//! From paths to streams of bytes: directories, standard input, gzip, zstd, byte order marks, UTF-16.
//!
//! In: a path. Out: a [`Stream`] a file, its first bytes at hand for recognition. Cost: `O(n)`; memory is
//! a buffer a file. Names within a directory are taken in byte order, so that the same tree gives the
//! same records on every machine. Links within a directory are not followed: a directory holds what
//! came in, and what came in must not make the command read another file. Of a pipe no more is waited for
//! than tells the format: where that is one line, the records flow from the first on.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};

use super::error::{self, Bomb, ErrorKind, InputError};
use super::{At, Event, InputFormat, InputOptions, Notice, Place, Sink, recognize};

/// The path that stands for standard input.
pub(super) const STDIN: &str = "-";

/// Bytes that recognition may look at. A ninjs item's keys and a feed's root lie within the first few
/// KiB; a page may carry long scripts before its declared encoding.
const HEAD: usize = 64 << 10;

/// Bytes read at once; more did not make it faster.
const BUFFER: usize = 256 << 10;

/// What gzip's data begins with: its mark and its one method (RFC 1952).
const GZIP: &[u8] = &[0x1F, 0x8B, 8];

/// What a frame of zstd begins with (RFC 8878).
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// How a stream came to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// It is standard input.
    Stdin,
    /// Its path was given.
    Given,
    /// It lies in a directory whose path was given.
    Directory,
}

/// The bytes of one file after decompression; text is UTF-8, or at least not UTF-16, without a mark.
pub(super) struct Stream {
    name: Arc<str>,
    head: Vec<u8>,
    body: Box<dyn BufRead>,
}

impl Stream {
    /// The path as given.
    pub(super) fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The first bytes: the first line where it tells the format, else up to [`HEAD`], or all there are.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// The bytes, from the first.
    pub(super) fn into_body(self) -> Box<dyn BufRead> {
        self.body
    }

    /// All bytes at once, if they are no more than `limit`.
    pub(super) fn into_bytes(self, limit: usize) -> Result<Vec<u8>, ErrorKind> {
        let mut bytes = Vec::new();
        let read = self.body.take(limit as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| ErrorKind::from_io(&error))?;
        if bytes.len() > limit { Err(ErrorKind::too_large("the file", limit)) } else { Ok(bytes) }
    }

    /// A stream over bytes that are already here: undoes compression, UTF-16 and a byte order mark.
    pub(super) fn new(name: Arc<str>, bytes: Box<dyn Read>, options: &InputOptions) -> io::Result<Self> {
        let taken = Arc::new(AtomicU64::new(0));
        let all = Arc::clone(&options.bytes_read);
        let counted = Counted { inner: bytes, here: Arc::clone(&taken), all };
        let peek = |bytes| peek(bytes, options.format);
        let (mut head, mut body) = peek(Box::new(counted))?;
        // A file is now and then compressed twice by mistake; never more often.
        for _ in 0..2 {
            let expanded: Box<dyn Read> = match head.as_slice() {
                head if head.starts_with(GZIP) => Box::new(flate2::bufread::MultiGzDecoder::new(body)),
                head if head.starts_with(ZSTD) => Box::new(zstd::Decoder::with_buffer(body)?),
                _ => break,
            };
            (head, body) = peek(Box::new(Bounded { inner: expanded, taken: Arc::clone(&taken), given: 0 }))?;
        }
        if let Some((encoding, mark)) = Encoding::for_bom(&head) {
            body.consume(mark);
            head.drain(..mark);
            if encoding != encoding_rs::UTF_8 {
                (head, body) = peek(Box::new(Transcoded::new(body, encoding)))?;
            }
        } else if let Some(encoding) = utf_16_by_its_zeros(&head) {
            (head, body) = peek(Box::new(Transcoded::new(body, encoding)))?;
        }
        Ok(Self { name, head, body })
    }
}

/// Reads the first bytes and puts them back: as many as tell the format.
fn peek(mut reader: Box<dyn Read>, format: Option<InputFormat>) -> io::Result<(Vec<u8>, Box<dyn BufRead>)> {
    let mut bytes = vec![0; HEAD];
    let mut length = 0;
    // How many of them tell the format, once they do; after the first line nothing more is asked of them.
    let (mut enough, mut has_line) = (None, false);
    while enough.is_none() && length < HEAD {
        match reader.read(&mut bytes[length..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(0) => break,
            Ok(read) => length += read,
        }
        if !has_line {
            enough = is_enough(&bytes[..length], format);
            has_line = first_line(&bytes[..length]).is_some();
        }
    }
    bytes.truncate(length);
    let head = bytes.get(..enough.unwrap_or(bytes.len())).unwrap_or_default().to_vec();
    let rest = BufReader::with_capacity(BUFFER, reader);
    Ok((head, Box::new(Cursor::new(bytes).chain(rest))))
}

/// How many of the first bytes tell how to go on, where more would not tell more: the mark of compressed
/// data, or a first line that is a record by itself.
fn is_enough(bytes: &[u8], format: Option<InputFormat>) -> Option<usize> {
    if bytes.starts_with(GZIP) || bytes.starts_with(ZSTD) {
        return Some(bytes.len().min(4));
    }
    let line = first_line(bytes)?;
    // A zero may be half of a character in UTF-16.
    let head = bytes.get(..line.end)?;
    (!head.contains(&0) && recognize::is_told_by_line(bytes.get(line)?, format)).then_some(head.len())
}

/// The first line that is not blank, if all of it is here, with its end.
fn first_line(bytes: &[u8]) -> Option<Range<usize>> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let end = memchr::memchr(b'\n', bytes.get(start..)?)?;
    Some(start..start + end + 1)
}

/// UTF-16 without a mark: Latin script has a zero in every second byte.
fn utf_16_by_its_zeros(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.get(..head.len().min(1 << 10))?.as_chunks::<2>().0;
    let [mut first, mut second] = [0, 0];
    for [one, two] in pairs {
        first += usize::from(*one == 0);
        second += usize::from(*two == 0);
    }
    let (most, none) = (pairs.len() * 3 / 4, pairs.len() / 50);
    match pairs.len() {
        0..8 => None,
        _ if second >= most && first <= none => Some(UTF_16LE),
        _ if first >= most && second <= none => Some(UTF_16BE),
        _ => None,
    }
}

/// Reads what a path leads to.
pub(super) fn visit(path: &Path, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    if path.as_os_str() == STDIN {
        return open(&STDIN.into(), Box::new(io::stdin()), Origin::Stdin, options, sink);
    }
    let name: Arc<str> = path.display().to_string().into();
    match fs::metadata(path) {
        Err(error) => sink(Event::Bad(error::bad(&name, At::File, ErrorKind::from_io(&error)))),
        Ok(found) if found.is_dir() => walk(path, options, sink),
        Ok(_) => open_file(path, &name, Origin::Given, options, sink),
    }
}

/// Opens one file, or standard input, whatever it holds.
pub(super) fn stream(path: &Path, options: &InputOptions) -> Result<Stream, InputError> {
    let name: Arc<str> = path.display().to_string().into();
    let bytes: io::Result<Box<dyn Read>> = if path.as_os_str() == STDIN {
        Ok(Box::new(io::stdin()))
    } else {
        File::open(path).map(|file| Box::new(file) as Box<dyn Read>)
    };
    bytes
        .and_then(|bytes| Stream::new(Arc::clone(&name), bytes, options))
        .map_err(|error| error::bad(&name, At::File, ErrorKind::from_io(&error)))
}

/// Reads a directory, names in byte order, directories where their name stands.
fn walk(directory: &Path, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let listed = fs::read_dir(directory).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match listed {
        Ok(entries) => entries,
        Err(error) => {
            let name = directory.display().to_string().into();
            return sink(Event::Bad(error::bad(&name, At::File, ErrorKind::from_io(&error))));
        }
    };
    entries.sort_by_cached_key(|entry| entry.file_name().into_encoded_bytes());
    for entry in entries {
        let path = entry.path();
        let name: Arc<str> = path.display().to_string().into();
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => {
                sink(Event::Bad(error::bad(&name, At::File, ErrorKind::from_io(&error))))?;
                continue;
            }
        };
        let passed_over = if entry.file_name().as_encoded_bytes().starts_with(b".") {
            "its name begins with a dot"
        } else if kind.is_dir() {
            walk(&path, options, sink)?;
            continue;
        } else if kind.is_file() {
            open_file(&path, &name, Origin::Directory, options, sink)?;
            continue;
        } else if kind.is_symlink() {
            "it is a link; give its own path to read it"
        } else {
            "it is neither a file nor a directory"
        };
        let place = Place { file: name, at: At::File };
        sink(Event::Notice(Notice { place, what: format!("passed over: {passed_over}") }))?;
    }
    ControlFlow::Continue(())
}

fn open_file(
    path: &Path,
    name: &Arc<str>,
    origin: Origin,
    options: &InputOptions,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    match File::open(path) {
        Ok(file) => open(name, Box::new(file), origin, options, sink),
        Err(error) => sink(Event::Bad(error::bad(name, At::File, ErrorKind::from_io(&error)))),
    }
}

/// Reads one file from its bytes.
pub(super) fn open(
    name: &Arc<str>,
    bytes: Box<dyn Read>,
    origin: Origin,
    options: &InputOptions,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    match Stream::new(Arc::clone(name), bytes, options) {
        Ok(stream) => super::read_stream(stream, origin, options, sink),
        Err(error) => sink(Event::Bad(error::bad(name, At::File, ErrorKind::from_io(&error)))),
    }
}

/// Counts the bytes that come from a file, for this file and for the progress bar.
struct Counted {
    inner: Box<dyn Read>,
    here: Arc<AtomicU64>,
    all: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.here.fetch_add(read as u64, Ordering::Relaxed);
        self.all.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Stops a decompression bomb: see [`Bomb`] for the bounds.
struct Bounded {
    inner: Box<dyn Read>,
    taken: Arc<AtomicU64>,
    given: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.given += read as u64;
        let fair = self.taken.load(Ordering::Relaxed).saturating_mul(Bomb::RATIO);
        if self.given > Bomb::FREE.max(fair) { Err(io::Error::other(Bomb)) } else { Ok(read) }
    }
}

/// UTF-16 read as UTF-8; what is no character becomes U+FFFD.
struct Transcoded {
    inner: Box<dyn BufRead>,
    decoder: Decoder,
    /// Text that was decoded and not yet handed out, from `position`.
    text: Vec<u8>,
    position: usize,
    ended: bool,
}

impl Transcoded {
    fn new(inner: Box<dyn BufRead>, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self { inner, decoder, text: Vec::new(), position: 0, ended: false }
    }
}

impl Read for Transcoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.position == self.text.len() && !self.ended {
            let bytes = self.inner.fill_buf()?;
            self.ended = bytes.is_empty();
            // Two bytes of UTF-16 become three of UTF-8 at most; the rest is for what the decoder holds back.
            self.text.resize(bytes.len() * 2 + 16, 0);
            let (_, used, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.text, self.ended);
            self.text.truncate(written);
            self.position = 0;
            self.inner.consume(used);
        }
        let rest = self.text.get(self.position..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.position += count;
        Ok(count)
    }
}
