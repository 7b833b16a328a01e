//! Where a backup goes: beside its place, compressed and hashed by a thread of its own, and to its place when it is whole.

use super::form::{Mark, Trailer};
use crate::Result;
use crate::seal::hex;
use domain::report::Totals;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::{JoinHandle, spawn_blocking};

/// Bytes that go to the thread at once.
const CHUNK: usize = 256 << 10;
/// Chunks that may wait for it.
const WAITING: usize = 4;
/// zstd's own default.
const LEVEL: i32 = 3;

type Encoder = zstd::Encoder<'static, NamedTempFile>;

pub(super) struct Sink {
    place: PathBuf,
    chunk: Vec<u8>,
    chunks: Sender<Vec<u8>>,
    /// It ends when there are no more chunks, or when the disk takes no more.
    thread: JoinHandle<io::Result<(Encoder, Sha256)>>,
}

/// What a finished file is.
pub(super) struct Written {
    pub(super) trailer: Trailer,
    pub(super) bytes: u64,
}

impl Sink {
    /// Only its owner may read the file.
    pub(super) fn create(place: &Path) -> Result<Self> {
        let file = tempfile::Builder::new().prefix(".cch-backup-").suffix(".part").tempfile_in(folder(place))?;
        let mut encoder = Encoder::new(file, LEVEL)?;
        encoder.include_checksum(true)?;
        let (chunks, coming) = channel(WAITING);
        let thread = spawn_blocking(move || write(encoder, coming));
        Ok(Self { place: place.to_owned(), chunk: Vec::with_capacity(CHUNK), chunks, thread })
    }

    pub(super) async fn json(&mut self, line: &impl Serialize) -> Result<()> {
        self.line(&serde_json::to_string(line)?).await
    }

    pub(super) async fn line(&mut self, line: &str) -> Result<()> {
        self.chunk.extend_from_slice(line.as_bytes());
        self.chunk.push(b'\n');
        if self.chunk.len() < CHUNK {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK));
        if self.chunks.send(chunk).await.is_err() {
            (&mut self.thread).await.map_err(io::Error::other)??;
        }
        Ok(())
    }

    /// Writes the trailer. The file is at its place, and on the disk, when this returns.
    pub(super) async fn finish(self, rows: u64, ledger: Totals, rollup: Totals) -> Result<Written> {
        let Self { place, chunk, chunks, thread } = self;
        // Where it is gone, it says why.
        let _ = chunks.send(chunk).await;
        drop(chunks);
        let (mut encoder, digest) = thread.await.map_err(io::Error::other)??;
        let trailer = Trailer { rows, ledger, rollup, sha256: hex(&digest.finalize()) };
        let last = serde_json::to_string(&Mark::End(trailer.clone()))?;
        let finished = spawn_blocking(move || {
            writeln!(encoder, "{last}")?;
            let file = encoder.finish()?;
            file.as_file().sync_all()?;
            let bytes = file.as_file().metadata()?.len();
            file.persist(&place)?;
            File::open(folder(&place))?.sync_all()?;
            io::Result::Ok(bytes)
        });
        Ok(Written { trailer, bytes: finished.await.map_err(io::Error::other)?? })
    }
}

fn write(mut encoder: Encoder, mut coming: Receiver<Vec<u8>>) -> io::Result<(Encoder, Sha256)> {
    let mut digest = Sha256::new();
    while let Some(chunk) = coming.blocking_recv() {
        digest.update(&chunk);
        encoder.write_all(&chunk)?;
    }
    Ok((encoder, digest))
}

fn folder(place: &Path) -> &Path {
    place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
