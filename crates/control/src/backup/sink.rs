//! Where a backup's lines go: compressed and hashed by a thread of its own, on to whoever takes them.

use super::form::{Mark, Trailer};
use super::outlet::Outlet;
use crate::Result;
use crate::seal::hex;
use domain::report::Totals;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::{JoinHandle, spawn_blocking};

/// Bytes that go to the thread at once.
const CHUNK: usize = 256 << 10;
/// Chunks that may wait for it.
const WAITING: usize = 4;
/// zstd's own default.
const LEVEL: i32 = 3;

type Encoder<T> = zstd::Encoder<'static, T>;

pub(super) struct Sink<T: Outlet> {
    chunk: Vec<u8>,
    chunks: Sender<Vec<u8>>,
    /// It ends when there are no more chunks, or when nobody takes more.
    thread: JoinHandle<io::Result<(Encoder<T>, Sha256)>>,
}

/// What a finished backup is.
pub(super) struct Written {
    pub(super) trailer: Trailer,
    pub(super) bytes: u64,
}

impl<T: Outlet> Sink<T> {
    pub(super) fn new(outlet: T) -> Result<Self> {
        let mut encoder = Encoder::new(outlet, LEVEL)?;
        encoder.include_checksum(true)?;
        let (chunks, coming) = channel(WAITING);
        let thread = spawn_blocking(move || write(encoder, coming));
        Ok(Self { chunk: Vec::with_capacity(CHUNK), chunks, thread })
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

    /// Writes the trailer. All of it has been taken when this returns.
    pub(super) async fn finish(self, rows: u64, ledger: Totals, rollup: Totals) -> Result<Written> {
        let Self { chunk, chunks, thread } = self;
        // Where it is gone, it says why.
        let _ = chunks.send(chunk).await;
        drop(chunks);
        let (mut encoder, digest) = thread.await.map_err(io::Error::other)??;
        let trailer = Trailer { rows, ledger, rollup, sha256: hex(&digest.finalize()) };
        let last = serde_json::to_string(&Mark::End(trailer.clone()))?;
        let finished = spawn_blocking(move || {
            writeln!(encoder, "{last}")?;
            encoder.finish()?.keep()
        });
        Ok(Written { trailer, bytes: finished.await.map_err(io::Error::other)?? })
    }
}

fn write<T: Outlet>(mut encoder: Encoder<T>, mut coming: Receiver<Vec<u8>>) -> io::Result<(Encoder<T>, Sha256)> {
    let mut digest = Sha256::new();
    while let Some(chunk) = coming.blocking_recv() {
        digest.update(&chunk);
        encoder.write_all(&chunk)?;
    }
    Ok((encoder, digest))
}
