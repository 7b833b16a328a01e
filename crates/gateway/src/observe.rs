//! Watching an answer go by: the bytes are forwarded whatever is understood of them.

use crate::budget::Share;
use crate::codec::{Answer, Codec, error};
use crate::family::{Accounting, Family};
use crate::route::classify::classify;
use crate::sse::{FRAME_BYTES, Scanner};
use bytes::Bytes;
use domain::log::{Class, Outcome};
use reqwest::StatusCode;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};

/// A JSON answer is copied up to this for metering.
const BODY_BYTES: usize = 32 << 20;
/// An event of a stream that is longer than usual is read up to this: a picture, or the whole answer once more at its end.
const EVENT_BYTES: usize = 16 << 20;
/// Of an answer that is only looked at when it is an error.
const ERROR_BYTES: usize = 64 << 10;

const STREAM: &str = "text/event-stream";

pub(crate) struct Observer {
    status: StatusCode,
    seen: usize,
    pub(crate) answer: Answer,
    codec: Codec,
    form: Form,
    verdict: Option<Verdict>,
}

/// What an answer amounts to, and what there is to say of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Verdict {
    pub outcome: Outcome,
    pub error: Option<String>,
    /// What went wrong, if anything did.
    pub class: Option<Class>,
}

impl Verdict {
    fn ok(note: Option<String>) -> Self {
        Self { outcome: Outcome::Ok, error: note, class: None }
    }

    pub(crate) fn failed(class: Class, error: String) -> Self {
        Self { outcome: class.outcome(), error: Some(error), class: Some(class) }
    }
}

enum Form {
    Stream {
        scanner: Scanner,
        share: Share,
        /// Long events are provided for, as far as the budget had room.
        long: bool,
    },
    Whole {
        body: Vec<u8>,
        share: Share,
        fits: bool,
    },
    /// A bad status.
    Error(Vec<u8>),
    /// Nothing in it concerns the hub, or it cannot be read.
    Unseen(Option<&'static str>),
}

impl Observer {
    pub(crate) fn new(status: StatusCode, headers: &HeaderMap, share: Share, family: &Family) -> Self {
        let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let codec = Codec::of(family);
        // Where an answer must be one of its dialect, a page of HTML is none.
        let strict = family.accounting == Accounting::Required;
        // It was asked for without, but some insist.
        let encoded = headers.get(CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity");
        let form = match () {
            () if !status.is_success() => Form::Error(Vec::new()),
            () if matches!(codec, Codec::Opaque) => Form::Unseen(None),
            () if encoded => Form::Unseen(Some("the answer came compressed: its usage is not known")),
            () if kind == STREAM => Form::Stream { scanner: Scanner::new(), share, long: false },
            () if strict || kind.ends_with("json") => Form::Whole { body: Vec::new(), share, fits: true },
            () => Form::Unseen(None),
        };
        Self { status, seen: 0, answer: Answer::new(family.dialect), codec, form, verdict: None }
    }

    pub(crate) fn feed(&mut self, chunk: &Bytes) {
        self.seen += chunk.len();
        match &mut self.form {
            Form::Stream { scanner, share, long } => {
                if !*long && scanner.carried() + chunk.len() > FRAME_BYTES {
                    *long = true;
                    if share.take(EVENT_BYTES) {
                        scanner.allow(EVENT_BYTES);
                    }
                }
                scanner.feed(chunk, |frame| self.codec.event(&mut self.answer, frame));
            }
            Form::Whole { body, share, fits } => {
                *fits = *fits && body.len() + chunk.len() <= BODY_BYTES && share.take(chunk.len());
                if *fits {
                    body.extend_from_slice(chunk);
                }
            }
            Form::Error(body) => body.extend_from_slice(&chunk[..chunk.len().min(ERROR_BYTES - body.len())]),
            Form::Unseen(_) => self.answer.content_begun = true,
        }
    }

    /// The vendor's last byte is here. A second call finds what the first one found.
    pub(crate) fn end(&mut self) -> Verdict {
        let verdict = self.verdict.take().unwrap_or_else(|| self.judge());
        self.verdict.insert(verdict).clone()
    }

    fn judge(&mut self) -> Verdict {
        match &mut self.form {
            Form::Error(body) => {
                let class = classify(self.answer.dialect(), self.status.as_u16(), body);
                let told = Some(error::text(body)).filter(|text| !text.is_empty());
                let told = told.unwrap_or_else(|| format!("{} without a word", self.status));
                return Verdict::failed(class, told);
            }
            // HTTP says that it is whole.
            Form::Unseen(why) => return Verdict::ok(why.map(str::to_owned)),
            Form::Whole { fits: false, .. } => {
                return Verdict::ok(Some("the answer was too large to be read: its usage is not known".to_owned()));
            }
            _ if self.seen == 0 => return Verdict::failed(Class::Empty, "the answer was empty".to_owned()),
            Form::Whole { body, .. } => self.codec.whole(&mut self.answer, &std::mem::take(body)),
            Form::Stream { scanner, .. } => scanner.end(|frame| self.codec.event(&mut self.answer, frame)),
        }
        match &self.answer {
            Answer { error: Some(error), class, .. } => {
                Verdict::failed(class.unwrap_or(Class::FalseSuccess), error.clone())
            }
            Answer { complete: true, .. } => Verdict::ok(None),
            _ => Verdict::failed(Class::Truncated, "the answer ended before its end mark".to_owned()),
        }
    }

    /// The stream has said how it ends, though its connection may still be open.
    pub(crate) fn is_decided(&self) -> bool {
        self.is_stream() && self.answer.decided
    }

    /// It can be let through as it comes: nothing hangs on how it goes on, or it has begun, or it is too large to wait for.
    pub(crate) fn is_open(&self) -> bool {
        match &self.form {
            Form::Stream { scanner, .. } => self.answer.opened || scanner.is_overlong(),
            Form::Whole { fits, .. } => !fits,
            Form::Error(body) => body.len() >= ERROR_BYTES,
            Form::Unseen(_) => true,
        }
    }

    /// Something came already.
    pub(crate) fn has_seen(&self) -> bool {
        self.seen > 0
    }

    pub(crate) fn is_error(&self) -> bool {
        matches!(self.form, Form::Error(_))
    }

    pub(crate) fn is_stream(&self) -> bool {
        matches!(self.form, Form::Stream { .. })
    }
}
