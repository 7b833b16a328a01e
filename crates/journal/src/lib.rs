//! The queue between the planes: an append-only file that survives the process.
//!
//! The data plane appends one record per event with a single `write`; the control plane reads behind it and
//! acknowledges what is safe in the database. A record is `length (u32 LE) · crc32 (u32 LE) · payload`. Files are cut
//! into numbered segments; every run begins a new one, so a torn tail can only be the last record of a run that died.
//!
//! A killed process loses nothing that was appended (the page cache belongs to the kernel). Against a power cut the data
//! is synced every 100 ms in the background.

mod reader;
mod segment;

pub use reader::Reader;
pub use segment::Position;

use segment::{HEADER, Segments};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A segment is closed when it has grown beyond this.
const SEGMENT_BYTES: u64 = 64 << 20;
const SYNC_EVERY: Duration = Duration::from_millis(100);
/// Longer records are refused: their length would not be told from a damaged one.
const RECORD_BYTES: usize = 16 << 20;

/// The writing end. Cheap to clone.
#[derive(Clone)]
pub struct Journal(Arc<Inner>);

struct Inner {
    segments: Segments,
    active: Mutex<Active>,
    unsynced: Arc<Unsynced>,
    /// Its drop ends the syncing thread.
    _alive: Sender<()>,
    /// Held for the life of the journal: two hubs must not share a folder.
    _lock: File,
}

/// What the syncing thread needs. It holds nothing of the journal itself, whose drop must free the folder at once.
struct Unsynced {
    file: Mutex<File>,
    dirty: AtomicBool,
}

struct Active {
    file: File,
    number: u64,
    len: u64,
    buffer: Vec<u8>,
}

/// Nobody opens the journal in this folder (made if missing) until the result is dropped. Fails when it is open.
pub fn hold(dir: &Path) -> io::Result<File> {
    std::fs::create_dir_all(dir)?;
    let lock = OpenOptions::new().create(true).truncate(false).write(true).open(dir.join("lock"))?;
    lock.try_lock().map_err(|_| {
        let text = format!("the journal in {} is in use by another hub", dir.display());
        io::Error::new(io::ErrorKind::ResourceBusy, text)
    })?;
    Ok(lock)
}

impl Journal {
    /// Opens the folder (made if missing) and gives both ends. Fails when another process has it open.
    pub fn open(dir: &Path) -> io::Result<(Self, Reader)> {
        let lock = hold(dir)?;
        let segments = Segments::new(dir);
        let number = segments.last()?.map_or(1, |last| last + 1);
        let file = segments.create(number)?;
        let (alive, ended) = mpsc::channel();
        let unsynced = Arc::new(Unsynced { file: Mutex::new(file.try_clone()?), dirty: AtomicBool::new(false) });
        let thread = std::thread::Builder::new().name("journal-sync".to_owned());
        thread.spawn({
            let unsynced = unsynced.clone();
            move || sync_loop(&unsynced, &ended)
        })?;
        let reader = Reader::open(segments.clone(), number)?;
        let active = Mutex::new(Active { file, number, len: 0, buffer: Vec::new() });
        Ok((Self(Arc::new(Inner { segments, active, unsynced, _alive: alive, _lock: lock })), reader))
    }

    /// Appends one record. When this returns, the record outlives the process.
    pub fn append(&self, payload: &[u8]) -> io::Result<()> {
        if payload.len() > RECORD_BYTES {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the record is too long for the journal"));
        }
        let mut active = self.0.active.lock().unwrap_or_else(PoisonError::into_inner);
        if active.len >= SEGMENT_BYTES {
            self.rotate(&mut active)?;
        }
        let Active { file, len, buffer, .. } = &mut *active;
        buffer.clear();
        buffer.extend_from_slice(&(payload.len() as u32).to_le_bytes());
        buffer.extend_from_slice(&crc32fast::hash(payload).to_le_bytes());
        buffer.extend_from_slice(payload);
        if let Err(error) = file.write_all(buffer) {
            // A part of the record may stand in the file (a full disk): cut it off, so that later records can be read.
            file.set_len(*len)?;
            return Err(error);
        }
        *len += (HEADER + payload.len()) as u64;
        self.0.unsynced.dirty.store(true, Ordering::Release);
        Ok(())
    }

    /// Bytes that were appended, by any run, and are not acknowledged yet.
    pub fn backlog(&self) -> io::Result<u64> {
        let acknowledged = self.0.segments.acknowledged()?;
        let waiting = self.0.segments.numbers()?.into_iter().filter(|number| *number >= acknowledged.segment);
        let bytes = waiting.map(|number| {
            let from = if number == acknowledged.segment { acknowledged.offset } else { 0 };
            match std::fs::metadata(self.0.segments.path(number)) {
                Ok(file) => Ok(file.len().saturating_sub(from)),
                // Acknowledged in the meantime.
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
                Err(error) => Err(error),
            }
        });
        bytes.sum()
    }

    fn rotate(&self, active: &mut Active) -> io::Result<()> {
        active.file.sync_data()?;
        let number = active.number + 1;
        let file = self.0.segments.open_empty(number)?;
        let synced = file.try_clone()?;
        *self.0.unsynced.file.lock().unwrap_or_else(PoisonError::into_inner) = synced;
        active.file = file;
        active.number = number;
        active.len = 0;
        Ok(())
    }
}

fn sync_loop(unsynced: &Unsynced, ended: &mpsc::Receiver<()>) {
    while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(SYNC_EVERY) {
        if !unsynced.dirty.swap(false, Ordering::AcqRel) {
            continue;
        }
        let file = unsynced.file.lock().unwrap_or_else(PoisonError::into_inner).try_clone();
        if let Err(error) = file.and_then(|file| file.sync_data()) {
            tracing::error!(%error, "the journal could not be synced to disk");
        }
    }
}

#[cfg(test)]
mod tests;
