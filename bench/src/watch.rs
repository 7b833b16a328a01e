//! An answer as its reader sees it: when its first byte came, its first content, each further frame, and whether it was whole.

use memchr::memmem;
use std::time::Instant;

/// What a stream's frames say of themselves in Anthropic's dialect.
const CONTENT: &[u8] = b"content_block_delta";
const TERMINAL: &[u8] = b"event: message_stop";

pub(crate) struct Watch {
    pub(crate) first_byte: Option<Instant>,
    pub(crate) first_content: Option<Instant>,
    /// When each content frame was whole.
    pub(crate) content: Vec<Instant>,
    pub(crate) ended: bool,
    pub(crate) bytes: usize,
    is_stream: bool,
    frame: Vec<u8>,
}

impl Watch {
    pub(crate) fn new(is_stream: bool) -> Self {
        let (first_byte, first_content, content) = (None, None, Vec::new());
        Self { first_byte, first_content, content, ended: false, bytes: 0, is_stream, frame: Vec::new() }
    }

    pub(crate) fn see(&mut self, piece: &[u8]) {
        let now = Instant::now();
        self.bytes += piece.len();
        self.first_byte.get_or_insert(now);
        if !self.is_stream {
            return;
        }
        self.frame.extend_from_slice(piece);
        let mut done = 0;
        while let Some(end) = memmem::find(&self.frame[done..], b"\n\n") {
            let frame = &self.frame[done..done + end];
            if memmem::find(frame, CONTENT).is_some() {
                self.first_content.get_or_insert(now);
                self.content.push(now);
            } else if frame.starts_with(TERMINAL) {
                self.ended = true;
            }
            done += end + 2;
        }
        self.frame.drain(..done);
    }
}
