//! Batch: what is kept of the documents while they are grouped; their texts only where they are shown.
//!
//! In: records, one at a time. Out: ids, fingerprints and what the output asks for, in input order.
//! Cost: `O(n)`; in memory a fingerprint a document and the texts of one chunk, or of all where the
//! output shows them.

use std::collections::HashMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, SyncSender};
use std::thread;
use std::time::Instant;

use anyhow::Context as _;
use ricalco::{Deduplicator, Document, DocumentId, Fingerprint, Grouping, Timestamp};

use crate::fields::{self, Fields};
use crate::input::{self, Event, InputError, InputOptions, Place, Raw, Record};
use crate::messages::{Messages, Stop};
use crate::progress::Progress;
use crate::spool::{Spool, Spooled};

/// Documents that are read in parallel at a time; enough to keep many cores busy.
const CHUNK: usize = 512;
/// Bytes of text that are held at a time.
const CHUNK_BYTES: usize = 8 << 20;

/// What the output needs of the documents beside their ids.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// Title, outlet and time of publication.
    pub(crate) about: bool,
    /// The documents with their texts, in memory.
    pub(crate) texts: bool,
    /// The records themselves.
    pub(crate) records: bool,
    /// Names that the output adds to the records' own fields, so that no record may have them.
    pub(crate) added: Vec<String>,
}

impl Wanted {
    /// What one output or another needs.
    pub(crate) fn or(mut self, other: Self) -> Self {
        self.about |= other.about;
        self.texts |= other.texts;
        self.records |= other.records;
        self.added.extend(other.added);
        self
    }
}

/// What the output says of a document beside its id.
#[derive(Debug, Clone, Default)]
pub(crate) struct About {
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) published: Option<Timestamp>,
}

/// Documents that were read.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) ids: Vec<DocumentId>,
    fingerprints: Vec<Fingerprint>,
    /// One a document where it was wanted, none otherwise.
    pub(crate) about: Vec<About>,
    /// One a document where the texts were wanted, none otherwise.
    pub(crate) documents: Vec<Document>,
    /// Where it was wanted.
    pub(crate) records: Option<Spooled>,
}

impl Batch {
    /// How many documents there are.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The fingerprints, in input order.
    pub(crate) fn into_fingerprints(self) -> Vec<Fingerprint> {
        self.fingerprints
    }

    /// Groups the documents; the fingerprints are not needed any more.
    pub(crate) fn group(&mut self, by: &Deduplicator, messages: &Messages) -> anyhow::Result<Grouping> {
        let _progress = Progress::judging(messages, self.len());
        let begin = Instant::now();
        let fingerprints = std::mem::take(&mut self.fingerprints);
        let grouping = by.group_fingerprints(&self.ids, &fingerprints)?;
        let statistics = grouping.statistics();
        messages.course(format_args!(
            "judged {} in {:.2} s; passed over {} that share only what too many share",
            count(statistics.candidates, "pair", "pairs"),
            begin.elapsed().as_secs_f32(),
            statistics.passed_over
        ));
        let together = grouping.clusters().iter().filter(|cluster| cluster.len() > 1);
        let (clusters, documents) = together.fold((0, 0), |(c, d), cluster| (c + 1, d + cluster.len()));
        messages.course(format_args!(
            "found {} of {documents} documents; {} alone",
            count(clusters, "cluster", "clusters"),
            count(self.len() - documents, "stands", "stand")
        ));
        Ok(grouping)
    }
}

/// Reads documents one at a time into a [`Batch`].
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    pub(crate) deduplicator: &'a Deduplicator,
    pub(crate) messages: &'a Messages,
    /// Whether a bad document is named and passed over instead of ending the work.
    pub(crate) skip_bad: bool,
    pub(crate) wanted: Wanted,
    /// The files that are to be written: left by the last run in a directory that is read, they are no documents.
    pub(crate) outputs: Vec<&'a Path>,
}

impl<'a> Reader<'a> {
    /// Reads all that the paths hold.
    ///
    /// One thread takes the records in while the others read their texts.
    pub(crate) fn read(self, paths: &'a [PathBuf], options: &InputOptions) -> anyhow::Result<Batch> {
        let (begin, messages) = (Instant::now(), self.messages);
        let (chunks, full_chunks) = mpsc::sync_channel(1);
        let deduplicator = self.deduplicator;
        let intake = Intake::new(self, paths, chunks)?;
        thread::scope(|scope| {
            let intake = scope.spawn(|| intake.take_all(options));
            let fingerprints = full_chunks.iter().flat_map(|chunk| deduplicator.read_all(&chunk)).collect();
            let batch = match intake.join() {
                Ok(batch) => Batch { fingerprints, ..batch? },
                Err(panic) => std::panic::resume_unwind(panic),
            };
            let (documents, seconds) = (batch.len(), begin.elapsed().as_secs_f32());
            messages
                .course(format_args!("read {} in {seconds:.2} s", count(documents, "document", "documents")));
            Ok(batch)
        })
    }
}

/// A batch that is being read.
struct Intake<'a> {
    reader: Reader<'a>,
    batch: Batch,
    chunk: Vec<Document>,
    chunk_bytes: usize,
    /// Where full chunks go.
    chunks: SyncSender<Vec<Document>>,
    spool: Option<Spool>,
    /// Where each id stood first.
    places: HashMap<DocumentId, Place>,
    /// The paths that the caller has named.
    named: &'a [PathBuf],
    skipped: usize,
    notices: usize,
}

impl<'a> Intake<'a> {
    fn new(
        reader: Reader<'a>,
        named: &'a [PathBuf],
        chunks: SyncSender<Vec<Document>>,
    ) -> anyhow::Result<Self> {
        let spool = reader.wanted.records.then(Spool::new).transpose();
        let spool = spool.context("cannot make a temporary file for the records")?;
        Ok(Self {
            reader,
            batch: Batch {
                ids: Vec::new(),
                fingerprints: Vec::new(),
                about: Vec::new(),
                documents: Vec::new(),
                records: None,
            },
            chunk: Vec::with_capacity(CHUNK),
            chunk_bytes: 0,
            chunks,
            spool,
            places: HashMap::new(),
            named,
            skipped: 0,
            notices: 0,
        })
    }

    /// Takes all that the paths hold; the fingerprints are made elsewhere.
    fn take_all(mut self, options: &InputOptions) -> anyhow::Result<Batch> {
        let progress = Progress::reading(self.reader.messages, self.named);
        let mut failure = None;
        let _ = input::read(self.named, options, &mut |event| {
            progress.set(options.bytes_read.load(Ordering::Relaxed));
            match self.take(event) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        drop(progress);
        failure.map_or_else(|| self.finish(), Err)
    }

    fn take(&mut self, event: Event) -> anyhow::Result<()> {
        match event {
            Event::Record(Record { place, .. }) | Event::Bad(InputError { place, .. })
                if self.is_output(&place) =>
            {
                Ok(())
            }
            Event::Record(record) => self.record(record),
            Event::Bad(error) => self.bad(&error.to_string()),
            Event::Notice(notice) => {
                self.notices += 1;
                self.reader.messages.course(notice);
                Ok(())
            }
        }
    }

    /// Whether a place lies in a file that is to be written, though the caller has not named it to be read.
    fn is_output(&self, place: &Place) -> bool {
        let file = Path::new(&*place.file);
        self.reader.outputs.iter().any(|output| {
            output.file_name() == file.file_name()
                && !self.named.iter().any(|named| named == file)
                && fs::canonicalize(file).ok() == fs::canonicalize(output).ok()
        })
    }

    fn record(&mut self, record: Record) -> anyhow::Result<()> {
        let id = record.document.id();
        if let Some(first) = self.places.get(id) {
            let place = &record.place;
            let what = format!(
                "{place}: the id {:?} stands at {first} already; give each document its own id",
                id.as_str()
            );
            return self.bad(&what);
        }
        if record.document.text().trim().is_empty() {
            self.reader.messages.warning(format_args!(
                "{}: the text of {:?} is empty; the document stands alone",
                record.place,
                id.as_str()
            ));
        }
        if let Some(spool) = &mut self.spool {
            refuse_added(&record, &self.reader.wanted.added)?;
            spool.push(&record).context("cannot write a temporary file for the records")?;
        }
        let Record { document, place, .. } = record;
        self.places.insert(document.id().clone(), place);
        self.batch.ids.push(document.id().clone());
        if self.reader.wanted.about {
            self.batch.about.push(About {
                title: document.title().map(str::to_owned),
                outlet: document.outlet().map(str::to_owned),
                published: document.published(),
            });
        }
        if self.reader.wanted.texts {
            self.batch.documents.push(document.clone());
        }
        self.chunk_bytes += document.text().len();
        self.chunk.push(document);
        if self.chunk.len() >= CHUNK || self.chunk_bytes >= CHUNK_BYTES {
            self.send_chunk();
        }
        Ok(())
    }

    fn send_chunk(&mut self) {
        let chunk = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK));
        self.chunk_bytes = 0;
        // Nobody receives only where the receiver has panicked, and then that is what is told.
        let _ = self.chunks.send(chunk);
    }

    fn bad(&mut self, what: &str) -> anyhow::Result<()> {
        if !self.reader.skip_bad {
            return Err(Stop::new(what, "--skip-bad goes on without such documents").into());
        }
        self.skipped += 1;
        self.reader.messages.warning(format_args!("{what}; skipped"));
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<Batch> {
        self.send_chunk();
        self.batch.records = self.spool.take().map(Spool::finish).transpose()?;
        let messages = self.reader.messages;
        if self.skipped > 0 {
            messages.warning(format_args!(
                "{} skipped",
                count(self.skipped, "bad document was", "bad documents were")
            ));
        }
        if self.notices > 0 && !messages.is_verbose() {
            let notices = count(self.notices, "thing in the input was", "things in the input were");
            messages.warning(format_args!("{notices} passed over; --verbose names each"));
        }
        if self.batch.ids.is_empty() {
            messages.warning("no document was found");
        }
        Ok(self.batch)
    }
}

/// `1 document`, `2 documents`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A record that has a field of a name that is to be added would lose it, or have it twice.
fn refuse_added(record: &Record, added: &[String]) -> anyhow::Result<()> {
    let names = match &record.raw {
        _ if added.is_empty() => return Ok(()),
        None => return Ok(()),
        Some(Raw::Row { table, .. }) => fields::cells(&table.header, table),
        Some(json) => Fields::of(json)?.iter().map(|(name, _)| name.to_owned()).collect(),
    };
    match added.iter().find(|added| names.contains(added)) {
        None => Ok(()),
        Some(name) => {
            let what = format!("{}: the record has a field {name:?} of its own", record.place);
            let hint = "set what the added fields begin with, for example --prefix ricalco_";
            Err(Stop::new(what, hint).into())
        }
    }
}
