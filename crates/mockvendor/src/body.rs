//! Sends the bytes of one answer as the script wants them: pieces, pauses, holds and cuts, billing as they leave.

use crate::bill::Bill;
use crate::script::{End, HoldAt, Script};
use crate::server::Gates;
use crate::usage::Usage;
use crate::wire::Link;
use bytes::Bytes;
use std::sync::Arc;
use std::time::Duration;

/// One event of a stream, or a whole JSON body.
pub(crate) struct Frame {
    pub(crate) bytes: Vec<u8>,
    /// The usage of the answer so far, where the frame states it.
    pub(crate) stated: Option<Usage>,
    /// How many tokens of content it brings: for pacing, and to know the first one.
    pub(crate) tokens: u64,
}

impl Frame {
    pub(crate) fn plain(text: impl Into<Vec<u8>>) -> Self {
        Self { bytes: text.into(), stated: None, tokens: 0 }
    }

    pub(crate) fn content(text: impl Into<Vec<u8>>, said: impl AsRef<[u8]>) -> Self {
        Self { bytes: text.into(), stated: None, tokens: crate::usage::tokens(said.as_ref().len()) }
    }

    pub(crate) fn stating(text: String, usage: Usage) -> Self {
        Self { bytes: text.into_bytes(), stated: Some(usage), tokens: 0 }
    }
}

/// The connection ends here, as the script wants it.
#[derive(Debug)]
pub(crate) struct Cut;

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the script cuts the connection here")
    }
}

impl std::error::Error for Cut {}

struct Mark {
    /// Offset behind the frame.
    end: usize,
    stated: Option<Usage>,
    pause: Duration,
}

/// The connection and the row that an answer belongs to.
pub(crate) struct Seat {
    pub(crate) link: Link,
    pub(crate) bill: Arc<Bill>,
    pub(crate) gates: Arc<Gates>,
    pub(crate) number: u64,
}

/// An answer's body on its way out.
pub(crate) struct Play {
    seat: Seat,
    bytes: Bytes,
    marks: Vec<Mark>,
    /// Bytes given to HTTP so far.
    at: usize,
    /// The flush count when the newest piece was given: a later flush means that it has left.
    given: Option<u64>,
    started: bool,
    /// With a content length HTTP drops the body at its last byte, before the flush.
    sized: bool,
    hold: Option<(usize, String)>,
    end: End,
    chunk_bytes: Option<usize>,
    first_delay: Duration,
    chunk_delay: Duration,
}

impl Play {
    /// `pace` is in tokens a second. `sized` bodies (JSON) have a content length.
    pub(crate) fn new(seat: Seat, frames: &[Frame], script: &Script, pace: Option<f64>, sized: bool) -> Self {
        let mut bytes = Vec::new();
        let mut marks: Vec<Mark> = Vec::with_capacity(frames.len());
        for frame in frames {
            bytes.extend_from_slice(&frame.bytes);
            let pause =
                pace.map_or(Duration::ZERO, |pace| Duration::from_secs_f64(frame.tokens as f64 / pace.max(0.1)));
            marks.push(Mark { end: bytes.len(), stated: frame.stated, pause });
        }
        let hold = script.hold.as_ref().filter(|_| script.hold_at != HoldAt::Headers).map(|name| {
            let frame = match script.hold_at {
                _ if sized => None,
                HoldAt::Begin => Some(0).filter(|_| !frames.is_empty()),
                HoldAt::Headers | HoldAt::First => frames.iter().position(|f| f.tokens > 0),
                HoldAt::Usage => frames.iter().rposition(|f| f.stated.is_some()),
                HoldAt::End => frames.len().checked_sub(1),
            };
            (frame.map_or(0, |at| marks[at].end), name.clone())
        });
        Self {
            seat,
            bytes: Bytes::from(bytes),
            marks,
            at: 0,
            given: None,
            started: false,
            sized,
            hold,
            end: script.end,
            chunk_bytes: script.chunk_bytes.filter(|n| *n > 0),
            first_delay: Duration::from_millis(script.first_byte_delay_ms),
            chunk_delay: Duration::from_millis(script.chunk_delay_ms),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The next piece; an error where the script cuts; `None` behind the last byte.
    pub(crate) async fn next(&mut self) -> Option<Result<Bytes, Cut>> {
        if let Some(seen) = self.given {
            self.seat.link.flushed_after(seen).await;
            self.left();
        } else if !self.started && self.cut_at() == Some(0) {
            // HTTP would keep the headers back and drop them with the connection.
            self.seat.link.flushed_after(self.seat.link.flushes()).await;
        }
        if let Some((_, name)) = self.hold.take_if(|(at, _)| *at == self.at) {
            self.seat.gates.wait(&name).await;
        }
        if self.cut_at() == Some(self.at) {
            match self.end {
                End::HangAfterBytes(_) => std::future::pending().await,
                End::RstAfterBytes(_) => self.seat.link.reset(),
                _ => {}
            }
            return Some(Err(Cut));
        }
        if self.at == self.len() {
            return None;
        }
        self.pause().await;
        let stop = self.stop();
        let piece = self.bytes.slice(self.at..stop);
        self.at = stop;
        self.given = Some(self.seat.link.flushes());
        Some(Ok(piece))
    }

    fn cut_at(&self) -> Option<usize> {
        match self.end {
            End::FinAfterBytes(n) | End::RstAfterBytes(n) | End::HangAfterBytes(n) => Some(n.min(self.len())),
            _ => None,
        }
    }

    async fn pause(&mut self) {
        let frame = self.marks.iter().find(|m| m.end > self.at).map_or(Duration::ZERO, |m| m.pause);
        let delay = if self.started { self.chunk_delay } else { self.first_delay };
        self.started = true;
        if !(delay + frame).is_zero() {
            tokio::time::sleep(delay + frame).await;
        }
    }

    /// Where the next piece ends: at the nearest of chunk or frame, hold and cut.
    fn stop(&self) -> usize {
        let usual = match self.chunk_bytes {
            Some(n) => (self.at / n + 1) * n,
            None => self.marks.iter().map(|m| m.end).find(|end| *end > self.at).unwrap_or(self.len()),
        };
        let special = [self.cut_at(), self.hold.as_ref().map(|(at, _)| *at)];
        special.into_iter().flatten().filter(|at| *at > self.at).fold(usual.min(self.len()), usize::min)
    }

    /// Everything up to `at` has left: bill it.
    fn left(&mut self) {
        self.given = None;
        let stated = self.marks.iter().take_while(|m| m.end <= self.at).filter_map(|m| m.stated).last();
        let (sent, complete) = (self.at as u64, self.at == self.len());
        self.seat.bill.amend(self.seat.number, |row| {
            row.bytes_sent = sent;
            row.complete = complete;
            row.usage = stated.unwrap_or(row.usage);
        });
    }
}

impl Drop for Play {
    fn drop(&mut self) {
        // The client may leave between the last flush and the next look at it.
        if self.given.is_some_and(|seen| self.seat.link.flushes() > seen || (self.sized && self.at == self.len())) {
            self.left();
        }
    }
}
