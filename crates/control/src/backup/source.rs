//! A backup that is there, read line by line.

use super::form::{FORMAT, Header, Lead, Mark, Table, Trailer, refused};
use crate::db;
use crate::seal::hex;
use crate::{Error, Result};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// No row is longer, and a file that only says so fills no memory.
const LINE: u64 = 64 << 20;

type Lines = BufReader<zstd::Decoder<'static, BufReader<File>>>;

pub(super) struct Source {
    lines: Lines,
    digest: Sha256,
    line: Vec<u8>,
}

pub(super) enum Item<'a> {
    Table(Table),
    /// A JSON array.
    Row(&'a str),
    End(Trailer),
}

impl Source {
    /// # Errors
    /// When the file is no backup, or a newer program's.
    pub(super) fn open(path: &Path) -> Result<(Header, Self)> {
        let unread = |error| refused(format!("{} cannot be read: {error}.", path.display()));
        let file = File::open(path).map_err(unread)?;
        let lines = BufReader::new(zstd::Decoder::new(file)?);
        let mut source = Self { lines, digest: Sha256::new(), line: Vec::new() };
        let no_backup = |_| refused("This is no backup of this hub, or its beginning is damaged.");
        source.read().map_err(no_backup)?;
        let lead: Lead = serde_json::from_slice(&source.line).map_err(|error| no_backup(error.into()))?;
        if lead.format > FORMAT || lead.schema > db::schema() {
            return Err(refused(format!(
                "This backup was written by version {}, which is newer than this one ({}). Restore it with that version, or a \
                 later one.",
                lead.version,
                env!("CARGO_PKG_VERSION")
            )));
        }
        let header = serde_json::from_slice(&source.line).map_err(|error| no_backup(error.into()))?;
        source.digest.update(&source.line);
        Ok((header, source))
    }

    /// Reads all of the file: whether it is as it was written.
    pub(super) fn verify(path: &Path) -> Result<(Header, Trailer)> {
        let (header, mut source) = Self::open(path)?;
        let (mut rows, mut announced) = (0, 0);
        loop {
            match source.next()? {
                Item::Table(table) => announced += table.rows,
                Item::Row(_) => rows += 1,
                Item::End(trailer) if [header.rows, announced, rows] == [trailer.rows; 3] => {
                    return Ok((header, trailer));
                }
                Item::End(_) => return Err(altered()),
            }
        }
    }

    /// `End` comes when everything before it was as it was written, and nothing follows.
    pub(super) fn next(&mut self) -> Result<Item<'_>> {
        self.read()?;
        if self.line.first() == Some(&b'[') {
            self.digest.update(&self.line);
            let row = std::str::from_utf8(&self.line).map_err(|_| altered())?;
            return Ok(Item::Row(row.trim_end()));
        }
        match serde_json::from_slice(&self.line).map_err(|_| altered())? {
            Mark::Table(table) => {
                self.digest.update(&self.line);
                Ok(Item::Table(table))
            }
            Mark::End(trailer) => {
                let as_written = hex(&self.digest.finalize_reset()) == trailer.sha256;
                match as_written && self.lines.fill_buf().is_ok_and(<[u8]>::is_empty) {
                    true => Ok(Item::End(trailer)),
                    false => Err(altered()),
                }
            }
        }
    }

    /// The next line with its end; there must be one.
    fn read(&mut self) -> Result<()> {
        self.line.clear();
        match self.lines.by_ref().take(LINE).read_until(b'\n', &mut self.line) {
            Ok(_) if self.line.last() == Some(&b'\n') => Ok(()),
            Ok(_) => Err(altered()),
            Err(_) => Err(altered()),
        }
    }
}

fn altered() -> Error {
    refused("This backup was cut off, damaged or changed after it was written. Take another one.")
}
