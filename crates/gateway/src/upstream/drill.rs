//! Faults that a drill has an attempt meet, in the place of the vendor or on top of it.

use super::Answered;
use crate::exchange::Exchange;
use bytes::Bytes;
use domain::drill::DrillFault;
use http_body::{Body, Frame, SizeHint};
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// What is told, so that nobody takes it for the vendor's.
const TOLD: &str = "fault drill of the hub";

/// A fault, and how long a slow vendor takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drilled {
    fault: DrillFault,
    slow: Duration,
}

impl Exchange {
    /// What the attempt that has begun meets.
    pub(crate) fn drilled(&mut self) -> Option<Drilled> {
        let drill = self.snapshot.drill.as_ref()?;
        if !drill.concerns(self.caller.key_id, self.gateway.now()) {
            return None;
        }
        let slow = Duration::from_millis(u64::try_from(drill.slow_ms).unwrap_or_default());
        let fault = drill.odds.draw(fastrand::f64())?;
        if let Some(attempt) = self.entry.attempts.last_mut() {
            attempt.drilled = true;
        }
        Some(Drilled { fault, slow })
    }
}

impl Drilled {
    /// An answer in the vendor's place; none: the vendor is asked.
    pub(super) async fn instead(self) -> Option<Answered> {
        let answer = match self.fault {
            DrillFault::Slow => {
                tokio::time::sleep(self.slow).await;
                return None;
            }
            DrillFault::Truncated => return None,
            DrillFault::RateLimited => {
                refusal(http::Response::builder().header(RETRY_AFTER, "1"), 429, "rate_limit_error")
            }
            DrillFault::Overloaded => refusal(http::Response::builder(), 529, "overloaded_error"),
            DrillFault::FalseSuccess => {
                let page = format!("<html><body>{TOLD}</body></html>");
                http::Response::builder().header(CONTENT_TYPE, "text/html").body(page)
            }
        };
        Some(Answered { response: answer.ok()?.into(), without_proxy: false })
    }

    /// The vendor's answer as the client is to see it.
    pub(super) fn over(self, answered: Answered) -> Answered {
        if self.fault != DrillFault::Truncated {
            return answered;
        }
        let (mut parts, body) = http::Response::from(answered.response).into_parts();
        parts.headers.remove(reqwest::header::CONTENT_LENGTH);
        let cut = reqwest::Body::wrap(Cut { body, passed: 0 });
        Answered { response: http::Response::from_parts(parts, cut).into(), ..answered }
    }
}

fn refusal(answer: http::response::Builder, status: u16, kind: &str) -> http::Result<http::Response<String>> {
    let error = serde_json::json!({"type": "error", "error": {"type": kind, "message": TOLD}});
    answer.status(status).header(CONTENT_TYPE, "application/json").body(error.to_string())
}

/// Enough for a stream to have begun.
const PIECES: u32 = 5;

/// Passes a few pieces, and breaks, at the latest in the place of a clean end.
struct Cut {
    body: reqwest::Body,
    passed: u32,
}

impl Body for Cut {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        let broken = || Some(Err(std::io::Error::new(std::io::ErrorKind::ConnectionReset, TOLD)));
        if self.passed == PIECES {
            return Poll::Ready(broken());
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        self.passed += 1;
        Poll::Ready(match frame {
            Some(frame) => Some(frame.map_err(std::io::Error::other)),
            None => broken(),
        })
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}
