//! Watching an answer go by: the bytes are forwarded whatever is understood of them.

use crate::budget::Share;
use crate::codec::anthropic::{Answer, error_text};
use crate::sse::Scanner;
use bytes::Bytes;
use domain::log::Outcome;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap};

/// A JSON answer is copied up to this for metering.
const BODY_BYTES: usize = 32 << 20;

const STREAM: &[u8] = b"text/event-stream";

pub(crate) struct Observer {
    pub(crate) answer: Answer,
    form: Form,
}

enum Form {
    Stream(Scanner),
    Whole { body: Vec<u8>, share: Share, fits: bool, error: bool },
}

impl Observer {
    pub(crate) fn new(status: StatusCode, headers: &HeaderMap, share: Share) -> Self {
        let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.as_bytes().get(..STREAM.len()));
        let form = if kind.is_some_and(|kind| kind.eq_ignore_ascii_case(STREAM)) && status.is_success() {
            Form::Stream(Scanner::new())
        } else {
            Form::Whole { body: Vec::new(), share, fits: true, error: !status.is_success() }
        };
        Self { answer: Answer::default(), form }
    }

    pub(crate) fn feed(&mut self, chunk: &Bytes) {
        match &mut self.form {
            Form::Stream(scanner) => scanner.feed(chunk, |frame| self.answer.event(frame)),
            Form::Whole { body, share, fits, .. } => {
                *fits = *fits && body.len() + chunk.len() <= BODY_BYTES && share.take(chunk.len());
                if *fits {
                    body.extend_from_slice(chunk);
                }
            }
        }
    }

    /// The vendor's last byte is here: what the answer amounts to, and what there is to say of it.
    pub(crate) fn end(&mut self) -> (Outcome, Option<String>) {
        match &mut self.form {
            Form::Whole { body, error: true, .. } => return (Outcome::VendorError, Some(error_text(body))),
            // HTTP says that it is whole.
            Form::Whole { fits: false, .. } => {
                return (Outcome::Ok, Some("the answer was too large to be read: its usage is not known".to_owned()));
            }
            Form::Whole { body, .. } => self.answer.message(&std::mem::take(body)),
            Form::Stream(scanner) => scanner.end(|frame| self.answer.event(frame)),
        }
        match &self.answer {
            Answer { complete: true, .. } => (Outcome::Ok, None),
            Answer { error: Some(error), .. } => (Outcome::VendorError, Some(error.clone())),
            _ => (Outcome::Truncated, Some("the answer ended before its end mark".to_owned())),
        }
    }

    /// The stream has said how it ends, though its connection may still be open.
    pub(crate) fn is_decided(&self) -> bool {
        self.is_stream() && (self.answer.complete || self.answer.error.is_some())
    }

    pub(crate) fn is_stream(&self) -> bool {
        matches!(self.form, Form::Stream(_))
    }

    pub(crate) fn is_inside_frame(&self) -> bool {
        matches!(&self.form, Form::Stream(scanner) if scanner.is_inside_frame())
    }
}
