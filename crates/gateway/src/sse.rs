//! Incremental reader of server-sent events: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.
//!
//! It only looks: the bytes are forwarded by others. At most one unfinished frame is kept.

use memchr::memchr2;
use std::borrow::Cow;

/// A longer frame is not looked at, unless more is allowed. It harms neither the stream nor what comes after it.
pub(crate) const FRAME_BYTES: usize = 1 << 20;

/// Finds frames in a stream that may be cut anywhere, with `\n`, `\r\n` or `\r` as line ends.
pub(crate) struct Scanner {
    carry: Vec<u8>,
    /// Nothing stands on the current line yet.
    line_empty: bool,
    /// The last byte was `\r`: a `\n` that follows belongs to it.
    after_cr: bool,
    /// The current frame is longer than the scanner keeps.
    overlong: bool,
    limit: usize,
}

impl Scanner {
    pub(crate) fn new() -> Self {
        Self { carry: Vec::new(), line_empty: true, after_cr: false, overlong: false, limit: FRAME_BYTES }
    }

    /// Keeps frames up to this length from now on.
    pub(crate) fn allow(&mut self, limit: usize) {
        self.limit = limit;
    }

    /// What is kept of the unfinished frame.
    pub(crate) fn carried(&self) -> usize {
        self.carry.len()
    }

    /// Calls `on_frame` with each frame that `chunk` completes.
    pub(crate) fn feed(&mut self, chunk: &[u8], mut on_frame: impl FnMut(Frame<'_>)) {
        self.feed_spans(chunk, |frame, _| {
            if let Some(frame) = frame {
                on_frame(frame);
            }
        });
    }

    /// The same, with the place in `chunk` where the frame, its blank line and all, ends. `None` is one that was too long
    /// to be kept.
    pub(crate) fn feed_spans(&mut self, chunk: &[u8], mut on_frame: impl FnMut(Option<Frame<'_>>, usize)) {
        let (mut start, mut at) = (0, 0);
        while at < chunk.len() {
            if std::mem::take(&mut self.after_cr) && chunk[at] == b'\n' {
                at += 1;
                if !self.is_inside_frame() && start + 1 == at {
                    start = at;
                }
                continue;
            }
            let Some(length) = memchr2(b'\n', b'\r', &chunk[at..]) else {
                self.line_empty = false;
                break;
            };
            let end = at + length;
            self.after_cr = chunk[end] == b'\r';
            if self.line_empty && length == 0 {
                let whole = end + 1 + usize::from(self.after_cr && chunk.get(end + 1) == Some(&b'\n'));
                self.emit(&chunk[start..end], &mut |frame| on_frame(frame, whole));
                start = end + 1;
            }
            self.line_empty = true;
            at = end + 1;
        }
        self.keep(&chunk[start..]);
    }

    /// The stream is over. Its last frame may lack the blank line.
    pub(crate) fn end(&mut self, mut on_frame: impl FnMut(Frame<'_>)) {
        self.emit(b"", &mut |frame| frame.into_iter().for_each(&mut on_frame));
    }

    /// The last byte was the `\r` that ended a frame: a `\n` may come that belongs to it.
    pub(crate) fn awaits_lf(&self) -> bool {
        self.after_cr && !self.is_inside_frame()
    }

    pub(crate) fn is_overlong(&self) -> bool {
        self.overlong
    }

    /// A frame has begun and its end is not here yet.
    pub(crate) fn is_inside_frame(&self) -> bool {
        self.overlong || !self.carry.is_empty()
    }

    fn emit(&mut self, tail: &[u8], on_frame: &mut impl FnMut(Option<Frame<'_>>)) {
        if std::mem::take(&mut self.overlong) {
            return on_frame(None);
        }
        if self.carry.is_empty() {
            if !tail.is_empty() {
                on_frame(Some(Frame(tail)));
            }
            return;
        }
        self.carry.extend_from_slice(tail);
        on_frame(Some(Frame(&self.carry)));
        self.carry.clear();
    }

    fn keep(&mut self, tail: &[u8]) {
        self.overlong |= self.carry.len() + tail.len() > self.limit;
        if self.overlong {
            self.carry = Vec::new();
        } else {
            self.carry.extend_from_slice(tail);
        }
    }
}

/// The lines of one event, without the blank line that ends it.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a>(&'a [u8]);

impl<'a> Frame<'a> {
    /// The `event:` field; the last one counts.
    pub(crate) fn event(self) -> Option<&'a [u8]> {
        self.fields(b"event").last()
    }

    /// The event's name; where it has none, the `type` of its data.
    pub(crate) fn kind(self) -> Option<Cow<'a, [u8]>> {
        #[derive(serde::Deserialize)]
        struct Typed<'a> {
            #[serde(rename = "type", borrow)]
            kind: Cow<'a, str>,
        }
        if let Some(name) = self.event() {
            return Some(Cow::Borrowed(name));
        }
        let typed = serde_json::from_slice::<Typed<'_>>(&self.data()).ok()?.kind.into_owned();
        Some(Cow::Owned(typed.into_bytes()))
    }

    /// The lines as they came.
    pub(crate) fn raw(self) -> &'a [u8] {
        self.0
    }

    /// The `data:` lines, joined by `\n`.
    pub(crate) fn data(self) -> Cow<'a, [u8]> {
        let mut lines = self.fields(b"data");
        let first = lines.next().unwrap_or_default();
        lines.fold(Cow::Borrowed(first), |mut data, line| {
            data.to_mut().push(b'\n');
            data.to_mut().extend_from_slice(line);
            data
        })
    }

    fn fields(self, name: &'static [u8]) -> impl Iterator<Item = &'a [u8]> {
        let mut rest = Some(self.0);
        let lines = std::iter::from_fn(move || {
            let (line, end) = (rest?, memchr2(b'\n', b'\r', rest?));
            rest = end.map(|end| &line[end + 1..]);
            Some(end.map_or(line, |end| &line[..end]))
        });
        lines.filter_map(move |line| {
            let value = line.strip_prefix(name)?;
            match value {
                [] => Some(value),
                [b':', b' ', rest @ ..] | [b':', rest @ ..] => Some(rest),
                _ => None,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(chunks: &[&[u8]]) -> Vec<(String, String)> {
        let mut scanner = Scanner::new();
        let mut found = Vec::new();
        for chunk in chunks {
            scanner.feed(chunk, |frame| {
                let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
                found.push((text(frame.event().unwrap_or_default()), text(&frame.data())));
            });
        }
        found
    }

    #[test]
    fn every_split_gives_the_same_frames() {
        for stream in [
            "event: a\ndata: {\"x\":1}\n\n: comment\ndata:two\ndata: lines\n\n\n\ndata\n\n",
            "event: a\r\ndata: {\"x\":1}\r\n\r\n: comment\r\ndata:two\r\ndata: lines\r\n\r\n\r\n\r\ndata\r\n\r\n",
            "event: a\rdata: {\"x\":1}\r\r: comment\rdata:two\rdata: lines\r\r\r\rdata\r\r",
        ] {
            let bytes = stream.as_bytes();
            let want = frames(&[bytes]);
            assert_eq!(want.len(), 3, "{stream:?}");
            assert_eq!(want[0], ("a".to_owned(), "{\"x\":1}".to_owned()));
            assert_eq!(want[1], (String::new(), "two\nlines".to_owned()));
            for cut in 0..=bytes.len() {
                assert_eq!(frames(&[&bytes[..cut], &bytes[cut..]]), want, "{stream:?} cut at {cut}");
            }
            assert_eq!(frames(&bytes.chunks(1).collect::<Vec<_>>()), want);
        }
    }

    #[test]
    fn an_unfinished_frame_is_no_frame_before_the_end() {
        let mut scanner = Scanner::new();
        scanner.feed(b"data: 1\n\ndata: 2\n", |_| ());
        assert!(scanner.is_inside_frame());
        let mut count = 0;
        scanner.feed(b"\n", |_| count += 1);
        assert_eq!((count, scanner.is_inside_frame()), (1, false));
        scanner.feed(b"data: 3", |_| count += 1);
        scanner.end(|_| count += 1);
        scanner.end(|_| count += 1);
        assert_eq!(count, 2);
    }

    #[test]
    fn an_overlong_frame_is_passed_over() {
        let mut scanner = Scanner::new();
        let block = vec![b'x'; 300_000];
        for _ in 0..5 {
            scanner.feed(&block, |_| panic!("no frame is complete"));
        }
        assert!(scanner.is_inside_frame());
        scanner.feed(b"\nmore\n", |_| panic!("no frame is complete"));
        let mut found = Vec::new();
        scanner.feed(b"\ndata: 1\n\n", |frame| found.push(frame.data().into_owned()));
        assert_eq!((found, scanner.is_inside_frame()), (vec![b"1".to_vec()], false));
    }
}
