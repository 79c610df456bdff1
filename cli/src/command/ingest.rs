//! `ricalco ingest`: documents into an index, a transaction at a time.

use std::collections::HashSet;
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use ricalco::{Document, DocumentId, Index};

use super::keeping::{Making, Named};
use super::options::Reading;
use crate::exit::ExitStatus;
use crate::input::{self, Event};
use crate::messages::{Messages, Stop};
use crate::output::placement;

/// Documents of a transaction, at the most.
const CHUNK: usize = 256;
/// Bytes of text of a transaction, about.
const CHUNK_BYTES: usize = 8 << 20;
/// How often is looked whether to stop, while nothing comes.
const TICK: Duration = Duration::from_millis(100);

/// Put documents into an index that lives on
///
/// The index is made where there is none. Each document goes out as a line of JSON as soon as it is
/// safely on disk: id, status (inserted, updated, unchanged), cluster, relation, source, the nearest
/// others, and the events: what became of the clusters. Documents from files go in by transactions of
/// up to 256; each event stands with the document that caused it, and what cannot be laid to one
/// document with the first of its transaction. To go on after a run that was cut off, give the same
/// input again: what the index holds already is recognised without being read again. An interrupt ends
/// the work after the transaction at hand, with status 130.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ricalco ingest --index redazione.ricalco comunicati/ agenzie.jsonl
  zcat archivio.jsonl.gz | ricalco ingest --index redazione.ricalco --window 10 -
  ricalco ingest --index redazione.ricalco oggi.jsonl | jq -r 'select(.relation == \"single\").id'")]
pub(crate) struct Ingest {
    #[command(flatten)]
    named: Named,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    making: Making,
}

impl Ingest {
    /// Reads, places, tells.
    pub(crate) fn run(&self, messages: &Messages) -> anyhow::Result<ExitStatus> {
        let paths = self.reading.paths()?;
        let index = self.making.builder()?.open_or_create(&self.named.index)?;
        let stop = interrupt()?;
        // What flows in is placed as it comes; from files, as many at a time as make a transaction.
        let is_flow = paths.iter().any(|path| path == Path::new("-"));
        let events = self.read(paths);
        let mut intake = Intake {
            index: &index,
            messages,
            skip_bad: self.reading.skip_bad,
            chunk: Chunk::default(),
            done: 0,
        };
        loop {
            if stop.load(Ordering::Relaxed) {
                intake.flush()?;
                messages.warning(format_args!("interrupted after {} documents", intake.done));
                return Ok(ExitStatus::Interrupted);
            }
            match events.recv_timeout(TICK) {
                Ok(event) => intake.take(event)?,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => break,
            }
            while is_flow && let Ok(event) = events.try_recv() {
                intake.take(event)?;
            }
            if is_flow {
                intake.flush()?;
            }
        }
        intake.flush()?;
        messages.course(format_args!("{} documents; the index holds {}", intake.done, index.len()));
        Ok(ExitStatus::Success)
    }

    /// Reads in a thread of its own, which ends with the program: a pipe may keep it waiting.
    fn read(&self, paths: Vec<PathBuf>) -> Receiver<Event> {
        let options = self.reading.input_options(self.making.lang.unwrap_or_default(), false);
        let (to, events) = mpsc::sync_channel(CHUNK);
        thread::spawn(move || {
            input::read(&paths, &options, &mut |event| match to.send(event) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            })
        });
        events
    }
}

/// Whether an interrupt has come; from then on a second one ends the program at once.
fn interrupt() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let handler = move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(ExitStatus::Interrupted as u8));
        }
    };
    ctrlc::set_handler(handler).context("cannot listen for interrupts")?;
    Ok(stop)
}

/// Documents of the next transaction.
#[derive(Default)]
struct Chunk {
    documents: Vec<Document>,
    ids: HashSet<DocumentId>,
    bytes: usize,
}

struct Intake<'i> {
    index: &'i Index,
    messages: &'i Messages,
    skip_bad: bool,
    chunk: Chunk,
    done: usize,
}

impl Intake<'_> {
    fn take(&mut self, event: Event) -> anyhow::Result<()> {
        match event {
            Event::Record(record) => self.push(record.document),
            Event::Notice(notice) => {
                self.messages.course(notice);
                Ok(())
            }
            Event::Bad(error) if self.skip_bad => {
                self.messages.warning(format_args!("{error}; skipped"));
                Ok(())
            }
            Event::Bad(error) => {
                // What came before it is placed.
                self.flush()?;
                Err(Stop::new(error, "--skip-bad goes on without such documents").into())
            }
        }
    }

    fn push(&mut self, document: Document) -> anyhow::Result<()> {
        if self.chunk.ids.contains(document.id()) {
            self.flush()?;
        }
        self.chunk.bytes += document.text().len();
        self.chunk.ids.insert(document.id().clone());
        self.chunk.documents.push(document);
        if self.chunk.documents.len() >= CHUNK || self.chunk.bytes >= CHUNK_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Places the documents at hand, and then tells of them.
    fn flush(&mut self) -> anyhow::Result<()> {
        let chunk = std::mem::take(&mut self.chunk);
        if chunk.documents.is_empty() {
            return Ok(());
        }
        let placements = self.index.insert_batch(&chunk.documents)?;
        self.done += placements.len();
        let mut out = io::BufWriter::new(io::stdout().lock());
        for placement in &placements {
            placement::write(placement, &mut out)?;
        }
        Ok(out.flush()?)
    }
}
