//! Lets a stream through event by event: a client never sees half of one, so that what breaks off can still be told in
//! the stream, and an event that is not for the client can be left out.

use crate::sse::{Frame, Scanner};
use bytes::{Bytes, BytesMut};

/// The bytes are the vendor's own; only the end of an unfinished event waits. One too long to be looked at goes through.
pub(crate) struct Framer {
    scanner: Scanner,
    /// What came of the event that is not complete.
    held: BytesMut,
    leaves_out: Option<fn(Frame<'_>) -> bool>,
    /// The last event was left out.
    left_out: bool,
}

impl Framer {
    pub(crate) fn new(leaves_out: Option<fn(Frame<'_>) -> bool>) -> Self {
        Self { scanner: Scanner::new(), held: BytesMut::new(), leaves_out, left_out: false }
    }

    /// What the client gets of `chunk`, and of what was held before it.
    pub(crate) fn feed(&mut self, chunk: &Bytes) -> Bytes {
        // The rest of the line end before.
        let lead = usize::from(self.scanner.awaits_lf() && chunk.first() == Some(&b'\n'));
        let drop_lead = self.left_out && lead > 0;
        // The pieces of the chunk that are events to be left out.
        let (mut from, mut gaps) = (lead, Vec::new());
        let (leaves_out, left_out) = (self.leaves_out, &mut self.left_out);
        let mut first_is_out = false;
        let mut complete = 0;
        self.scanner.feed_spans(chunk, |frame, end| {
            *left_out = frame.zip(leaves_out).is_some_and(|(frame, leaves_out)| leaves_out(frame));
            if *left_out {
                first_is_out |= complete == 0;
                gaps.push(from..end);
            }
            (from, complete) = (end, complete + 1);
        });
        let passes = self.scanner.is_overlong() || !self.scanner.is_inside_frame();
        let ready = if passes { chunk.len() } else { from.min(chunk.len()) };
        let out = if self.held.is_empty() && gaps.is_empty() && !drop_lead {
            chunk.slice(..ready)
        } else {
            let mut out = BytesMut::new();
            if complete > 0 || passes {
                let held = self.held.split();
                if !first_is_out {
                    out.unsplit(held);
                }
            }
            let mut at = if drop_lead { lead } else { 0 };
            for gap in gaps {
                out.extend_from_slice(&chunk[at..gap.start.max(at)]);
                at = gap.end;
            }
            out.extend_from_slice(&chunk[at..ready.max(at)]);
            out.freeze()
        };
        self.held.extend_from_slice(&chunk[ready..]);
        out
    }

    /// The stream is over: what is left of it.
    pub(crate) fn end(&mut self) -> Bytes {
        let leaves_out = self.leaves_out;
        let mut left_out = false;
        self.scanner.end(|frame| left_out = leaves_out.is_some_and(|leaves_out| leaves_out(frame)));
        let rest = self.held.split().freeze();
        if left_out { Bytes::new() } else { rest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::is_usage_alone;

    const STREAM: &str = ": hi\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":null}\r\n\r\n\
        data: {\"choices\":[],\"prompt_filter_results\":[]}\n\n\
        data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1}}\r\n\r\ndata: [DONE]\n\n";

    #[test]
    fn the_usage_chunk_alone_is_left_out_wherever_the_stream_is_cut() {
        let want = STREAM.replace("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1}}\r\n\r\n", "");
        let bytes = Bytes::from_static(STREAM.as_bytes());
        for (leaves_out, want) in [(Some(is_usage_alone as fn(Frame<'_>) -> bool), want.as_str()), (None, STREAM)] {
            for cut in 0..=bytes.len() {
                let mut framer = Framer::new(leaves_out);
                let out = [framer.feed(&bytes.slice(..cut)), framer.feed(&bytes.slice(cut..)), framer.end()].concat();
                assert_eq!(String::from_utf8(out).unwrap(), want, "cut at {cut}");
            }
            let mut framer = Framer::new(leaves_out);
            let mut out: Vec<u8> = (0..bytes.len()).flat_map(|at| framer.feed(&bytes.slice(at..=at))).collect();
            out.extend(framer.end());
            assert_eq!(String::from_utf8(out).unwrap(), want, "byte by byte");
        }
    }

    #[test]
    fn whole_events_pass_at_once_and_uncopied_and_half_ones_wait() {
        let mut framer = Framer::new(None);
        let chunk = Bytes::from_static(b"data: 1\n\ndata: 2\n\ndata: 3");
        let out = framer.feed(&chunk);
        assert_eq!((&out[..], out.as_ptr()), (&b"data: 1\n\ndata: 2\n\n"[..], chunk.as_ptr()));
        assert_eq!(framer.feed(&Bytes::from_static(b"4\n")).len(), 0);
        assert_eq!(&framer.feed(&Bytes::from_static(b"\n"))[..], b"data: 34\n\n");
        assert_eq!(framer.end().len(), 0);
    }

    #[test]
    fn an_event_too_long_to_be_held_goes_through() {
        let mut framer = Framer::new(None);
        let long = Bytes::from(format!("data: {}", "x".repeat(3 << 20)));
        let mut seen = 0;
        for at in (0..long.len()).step_by(100_000) {
            seen += framer.feed(&long.slice(at..long.len().min(at + 100_000))).len();
            assert!(framer.held.len() <= 1 << 20);
        }
        assert_eq!(seen + framer.end().len(), long.len());
    }

    #[test]
    fn a_usage_chunk_without_its_blank_line_is_one() {
        let mut framer = Framer::new(Some(is_usage_alone));
        let out = framer.feed(&Bytes::from_static(b"data: {\"choices\":[],\"usage\":{}}\n"));
        assert_eq!((out.len(), framer.end().len()), (0, 0));
    }
}
