//! Keeps from the client the one chunk that it has not asked for: the usage at the end of a Chat stream.

use crate::sse::{Frame, Scanner};
use bytes::{Bytes, BytesMut};
use serde::Deserialize;
use serde_json::value::RawValue;

/// Lets whole frames through, so it can leave one out. A frame too long to be looked at goes through.
pub(crate) struct Hide {
    scanner: Scanner,
    /// What came of the frame that is not complete.
    held: BytesMut,
    /// The last frame was left out.
    hid: bool,
}

impl Hide {
    pub(crate) fn new() -> Self {
        Self { scanner: Scanner::new(), held: BytesMut::new(), hid: false }
    }

    /// What the client gets of `chunk`, and of what was held before it.
    pub(crate) fn feed(&mut self, chunk: &[u8]) -> Bytes {
        let mut out = BytesMut::new();
        let (held, hid) = (&mut self.held, &mut self.hid);
        // The rest of the line end before.
        let mut from = usize::from(self.scanner.awaits_lf() && chunk.first() == Some(&b'\n'));
        out.extend_from_slice(if *hid { b"" } else { &chunk[..from] });
        self.scanner.feed_spans(chunk, |frame, end| {
            held.extend_from_slice(&chunk[from..end]);
            from = end;
            let bytes = held.split();
            *hid = frame.is_some_and(is_usage_alone);
            if !*hid {
                out.unsplit(bytes);
            }
        });
        held.extend_from_slice(&chunk[from..]);
        if self.scanner.is_overlong() || !self.scanner.is_inside_frame() {
            out.unsplit(held.split());
        }
        out.freeze()
    }

    /// The stream is over: what is left of it.
    pub(crate) fn end(&mut self) -> Bytes {
        let mut hidden = false;
        self.scanner.end(|frame| hidden = is_usage_alone(frame));
        let rest = self.held.split().freeze();
        if hidden { Bytes::new() } else { rest }
    }
}

fn is_usage_alone(frame: Frame<'_>) -> bool {
    #[derive(Deserialize)]
    struct Chunk<'a> {
        #[serde(borrow)]
        choices: Vec<&'a RawValue>,
        #[serde(borrow)]
        usage: Option<&'a RawValue>,
    }
    let data = frame.data();
    let chunk = serde_json::from_slice::<Chunk<'_>>(&data);
    chunk.is_ok_and(|chunk| chunk.choices.is_empty() && chunk.usage.is_some_and(|usage| usage.get().starts_with('{')))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = ": hi\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":null}\r\n\r\n\
        data: {\"choices\":[],\"prompt_filter_results\":[]}\n\n\
        data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1}}\n\ndata: [DONE]\n\n";

    #[test]
    fn the_usage_chunk_alone_is_left_out_wherever_the_stream_is_cut() {
        let want = STREAM.replace("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1}}\n\n", "");
        let bytes = STREAM.as_bytes();
        for cut in 0..=bytes.len() {
            let mut hide = Hide::new();
            let out = [hide.feed(&bytes[..cut]), hide.feed(&bytes[cut..]), hide.end()].concat();
            assert_eq!(String::from_utf8(out).unwrap(), want, "cut at {cut}");
        }
    }

    #[test]
    fn a_frame_too_long_to_be_held_goes_through() {
        let mut hide = Hide::new();
        let long = format!("data: {}", "x".repeat(3 << 20));
        let mut seen = 0;
        for piece in long.as_bytes().chunks(100_000) {
            seen += hide.feed(piece).len();
            assert!(hide.held.len() <= 1 << 20);
        }
        assert_eq!(seen + hide.end().len(), long.len());
    }

    #[test]
    fn a_usage_chunk_without_its_blank_line_is_one() {
        let mut hide = Hide::new();
        let out = hide.feed(b"data: {\"choices\":[],\"usage\":{}}\n");
        assert_eq!((out.len(), hide.end().len()), (0, 0));
    }
}
