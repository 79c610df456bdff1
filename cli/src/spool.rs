//! Spool: the records as they came, kept on disk while their texts are out of memory.
//!
//! In: records in input order. Out: the same, again, in the same order. Cost: `O(n)` in their bytes,
//! written once and read once; in memory, a buffer. The file has no name and goes with the process.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek as _, SeekFrom, Write as _};
use std::sync::Arc;

use crate::input::{Raw, Record, Table};

const JSON: u8 = 0;
const ROW: u8 = 1;

/// Takes records.
#[derive(Debug)]
pub(crate) struct Spool {
    file: BufWriter<File>,
    tables: Vec<Arc<Table>>,
    /// Whether a record came that is no row of a table.
    has_objects: bool,
}

impl Spool {
    /// An empty spool in the system's directory for temporary files.
    pub(crate) fn new() -> io::Result<Self> {
        let file = BufWriter::with_capacity(1 << 16, tempfile::tempfile()?);
        Ok(Self { file, tables: Vec::new(), has_objects: false })
    }

    /// Adds a record; one that was not written as an object or a row becomes an object.
    pub(crate) fn push(&mut self, record: &Record) -> io::Result<()> {
        match &record.raw {
            Some(Raw::Row { row, table }) => {
                // Rows come table by table, so the last one is nearly always the one.
                let known = self.tables.iter().rposition(|known| Arc::ptr_eq(known, table) || known == table);
                let known = known.unwrap_or_else(|| {
                    self.tables.push(Arc::clone(table));
                    self.tables.len() - 1
                });
                self.entry(ROW, known, row)
            }
            Some(Raw::Json(object)) => {
                self.has_objects = true;
                self.entry(JSON, 0, object)
            }
            None => {
                self.has_objects = true;
                let object = serde_json::to_string(&record.document)?;
                self.entry(JSON, 0, &object)
            }
        }
    }

    /// Ends the writing.
    pub(crate) fn finish(self) -> io::Result<Spooled> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(Spooled { file, tables: self.tables, has_objects: self.has_objects })
    }

    fn entry(&mut self, kind: u8, table: usize, record: &str) -> io::Result<()> {
        self.file.write_all(&[kind])?;
        self.file.write_all(&(table as u32).to_le_bytes())?;
        self.file.write_all(&(record.len() as u64).to_le_bytes())?;
        self.file.write_all(record.as_bytes())
    }
}

/// Gives the records back.
#[derive(Debug)]
pub(crate) struct Spooled {
    file: File,
    tables: Vec<Arc<Table>>,
    has_objects: bool,
}

impl Spooled {
    /// The table of which every record is a row, where there is one.
    pub(crate) fn table(&self) -> Option<&Table> {
        match self.tables.as_slice() {
            [table] if !self.has_objects => Some(table),
            _ => None,
        }
    }

    /// The records from the first on.
    pub(crate) fn records(&self) -> io::Result<Records<'_>> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))?;
        Ok(Records { file: BufReader::with_capacity(1 << 16, file), tables: &self.tables })
    }
}

/// Reads spooled records in order.
#[derive(Debug)]
pub(crate) struct Records<'a> {
    file: BufReader<&'a File>,
    tables: &'a [Arc<Table>],
}

impl Records<'_> {
    /// The next record; an error after the last, since who reads knows how many there are.
    pub(crate) fn next(&mut self) -> io::Result<Raw> {
        let mut head = [0; 13];
        self.file.read_exact(&mut head)?;
        let [kind, t0, t1, t2, t3, length @ ..] = head;
        let mut record = String::new();
        let length = u64::from_le_bytes(length);
        (&mut self.file).take(length).read_to_string(&mut record)?;
        if kind == JSON {
            return Ok(Raw::Json(record));
        }
        let table = self.tables.get(u32::from_le_bytes([t0, t1, t2, t3]) as usize);
        let table = Arc::clone(table.ok_or(io::ErrorKind::InvalidData)?);
        Ok(Raw::Row { row: record, table })
    }
}
