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
        let is_stream = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        let form = if is_stream && status.is_success() {
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

    /// The vendor's last byte is here: what the answer amounts to. `None`: it ended too early.
    pub(crate) fn end(&mut self) -> (Outcome, Option<String>) {
        if let Form::Whole { body, fits: true, error, .. } = &mut self.form {
            if *error {
                return (Outcome::VendorError, Some(error_text(body)));
            }
            self.answer.message(body);
            *body = Vec::new();
        }
        match (&self.form, &self.answer) {
            (Form::Whole { fits: false, error: true, .. }, _) => (Outcome::VendorError, None),
            // Too large to be looked at, but HTTP says that it is whole.
            (Form::Whole { fits: false, .. }, _) => (Outcome::Ok, None),
            (_, Answer { complete: true, .. }) => (Outcome::Ok, None),
            (_, Answer { error: Some(error), .. }) => (Outcome::VendorError, Some(error.clone())),
            _ => (Outcome::Truncated, Some("the answer ended before its end mark".to_owned())),
        }
    }

    /// The answer is known to be whole though its connection is still open.
    pub(crate) fn is_complete(&self) -> bool {
        matches!(self.form, Form::Stream(_)) && self.answer.complete
    }

    pub(crate) fn is_stream(&self) -> bool {
        matches!(self.form, Form::Stream(_))
    }

    pub(crate) fn is_inside_frame(&self) -> bool {
        matches!(&self.form, Form::Stream(scanner) if scanner.is_inside_frame())
    }
}
