//! The inputs as the command meets them: files, directories, streams.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::source::{self, Origin};
use super::{Event, InputOptions, Record};

mod malformed;
mod pages;
mod same;
mod sources;

/// What reading gave, apart.
#[derive(Debug, Default)]
struct Outcome {
    records: Vec<Record>,
    bad: Vec<String>,
    notices: Vec<String>,
}

impl Outcome {
    fn take(&mut self, event: Event) -> ControlFlow<()> {
        match event {
            Event::Record(record) => self.records.push(record),
            Event::Bad(error) => self.bad.push(error.to_string()),
            Event::Notice(notice) => self.notices.push(notice.to_string()),
        }
        ControlFlow::Continue(())
    }

    fn ids(&self) -> Vec<&str> {
        self.records.iter().map(|record| record.document.id().as_str()).collect()
    }

    /// The one record, where there is nothing else.
    fn only(&self) -> &Record {
        assert!(self.bad.is_empty() && self.records.len() == 1, "{self:#?}");
        &self.records[0]
    }
}

/// Reads bytes as a file of that name that was given by name.
fn read_bytes(name: &str, bytes: impl Into<Vec<u8>>, options: &InputOptions) -> Outcome {
    read_stream(name, Box::new(std::io::Cursor::new(bytes.into())), options)
}

fn read_stream(name: &str, bytes: Box<dyn Read>, options: &InputOptions) -> Outcome {
    let origin = if name == source::STDIN { Origin::Stdin } else { Origin::Given };
    let mut outcome = Outcome::default();
    let _ = source::open(&name.into(), bytes, origin, options, &mut |event| outcome.take(event));
    outcome
}

fn read_paths(paths: &[PathBuf], options: &InputOptions) -> Outcome {
    let mut outcome = Outcome::default();
    let _ = super::read(paths, options, &mut |event| outcome.take(event));
    outcome
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}
