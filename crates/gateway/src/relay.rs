//! The answer on its way to the client: the vendor's bytes, unchanged, watched. Of a stream only whole events are let
//! through, so that an error can still be told in it.
//!
//! The exchange is settled before the last byte is let go, so that whoever has an answer has a row. A client that leaves
//! does not stop the reading: the rest of the answer is drained within a budget, for the vendor bills it all the same.

use crate::codec::{error, is_usage_alone};
use crate::exchange::Exchange;
use crate::family::Accounting;
use crate::framer::Framer;
use crate::observe::Observer;
use crate::upstream;
use bytes::Bytes;
use domain::log::Outcome;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::time::{Instant, Sleep, sleep_until};

/// Ends the client's connection without a clean end.
#[derive(Debug)]
pub(crate) struct Broken;

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the provider's answer broke off")
    }
}

impl std::error::Error for Broken {}

pub(crate) struct Relay {
    /// Gone when the vendor's answer has ended.
    watched: Option<Box<Watched>>,
    idle: Pin<Box<Sleep>>,
    break_off: BreakOff,
}

struct Watched {
    body: reqwest::Body,
    exchange: Exchange,
    observer: Observer,
    /// Of a stream.
    framer: Option<Framer>,
}

/// The steps of an unclean end.
#[derive(PartialEq)]
enum BreakOff {
    No,
    /// The error event is with the connection; once it is flushed, break.
    Flushing,
    Now,
}

impl Relay {
    pub(crate) fn new(body: reqwest::Body, exchange: Exchange, observer: Observer) -> Self {
        let idle = Box::pin(sleep_until(Instant::now() + exchange.gateway.0.options.idle_timeout));
        let leaves_out = exchange.hides_usage.then_some(is_usage_alone as _);
        let framer = observer.is_stream().then(|| Framer::new(leaves_out));
        let mut watched = Box::new(Watched { body, exchange, observer, framer });
        // An empty body is over before it begins.
        watched.settle_if_decided();
        Self { watched: Some(watched), idle, break_off: BreakOff::No }
    }

    /// The answer does not go on. If it was not complete: tell the client in its dialect where that is possible, then
    /// break the connection.
    fn fail(
        &mut self,
        cx: &Context<'_>,
        outcome: Outcome,
        error: String,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        let Some(mut watched) = self.watched.take().filter(|watched| !watched.exchange.settled) else {
            return Poll::Ready(None);
        };
        if !watched.observer.is_stream() {
            // What came may state its usage.
            watched.observer.end();
            watched.settle(outcome, Some(error));
            return self.flush(cx);
        }
        watched.settle(outcome, Some(error));
        self.break_off = BreakOff::Flushing;
        let event = error::event(watched.exchange.entry.dialect, "The provider's answer broke off before its end.");
        Poll::Ready(Some(Ok(Frame::data(event.into()))))
    }

    /// Pending once: the connection writes out what it has, at least the status line, before it asks again.
    fn flush(&mut self, cx: &Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        self.break_off = BreakOff::Now;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Watched {
    /// The next that is for the client.
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        loop {
            let frame = match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                Some(Ok(frame)) => frame,
                other => return Poll::Ready(other),
            };
            let Some(chunk) = frame.data_ref() else { return Poll::Ready(Some(Ok(frame))) };
            self.see(chunk);
            self.settle_if_decided();
            let Some(framer) = &mut self.framer else { return Poll::Ready(Some(Ok(frame))) };
            let shown = framer.feed(chunk);
            if !shown.is_empty() {
                return Poll::Ready(Some(Ok(Frame::data(shown))));
            }
        }
    }

    fn see(&mut self, chunk: &Bytes) {
        let began = self.observer.answer.content_begun;
        self.observer.feed(chunk);
        self.exchange.entry.response_bytes += chunk.len() as i64;
        if self.observer.answer.content_begun && !began {
            self.exchange.content_begun();
        }
    }

    /// Settles as soon as it is known how the answer ends, for HTTP may not ask for anything after the last byte.
    fn settle_if_decided(&mut self) {
        if self.exchange.settled || !(self.observer.is_decided() || self.body.is_end_stream()) {
            return;
        }
        let (outcome, error) = self.observer.end();
        // A stream that ended without its mark is dealt with where the end itself is seen.
        if outcome != Outcome::Truncated {
            self.settle(outcome, error);
        }
    }

    fn settle(&mut self, outcome: Outcome, error: Option<String>) {
        let (entry, answer) = (&mut self.exchange.entry, &mut self.observer.answer);
        entry.usage = answer.usage;
        entry.service_tier = answer.service_tier.take();
        entry.answered_model = answer.model.take();
        entry.stop_reason = answer.stop_reason.take();
        let must_state = outcome == Outcome::Ok && self.exchange.family.accounting == Accounting::Required;
        entry.estimated = !answer.usage_final && (must_state || !entry.usage.is_empty());
        if answer.content_begun {
            self.exchange.content_begun();
        }
        self.exchange.settle(outcome, error);
    }

    /// Reads on for a client that has left.
    async fn drain(mut self: Box<Self>) {
        let options = &self.exchange.gateway.0.options;
        let (deadline, mut left) = (Instant::now() + options.drain_time, options.drain_bytes);
        let ended = loop {
            match tokio::time::timeout_at(deadline, self.body.frame()).await {
                Ok(Some(Ok(frame))) => {
                    let Some(chunk) = frame.data_ref() else { continue };
                    left = left.saturating_sub(chunk.len());
                    self.see(chunk);
                    if self.observer.is_decided() {
                        break true;
                    }
                    if left == 0 {
                        break false;
                    }
                }
                Ok(None) => break true,
                Ok(Some(Err(_))) | Err(_) => break false,
            }
        };
        let text = "the client left before the end of the answer".to_owned();
        match self.observer.end() {
            (Outcome::Ok, _) if ended => self.settle(Outcome::Ok, Some(format!("{text}, which was read to its end"))),
            (Outcome::VendorError, error) if ended => self.settle(Outcome::VendorError, error),
            _ => {
                self.exchange.entry.status = 499;
                self.settle(Outcome::ClientLeft, Some(text));
            }
        }
    }
}

impl Body for Relay {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        let this = self.get_mut();
        let Some(watched) = &mut this.watched else {
            return match this.break_off {
                BreakOff::No => Poll::Ready(None),
                BreakOff::Flushing => this.flush(cx),
                BreakOff::Now => Poll::Ready(Some(Err(Broken))),
            };
        };
        let idle_timeout = watched.exchange.gateway.0.options.idle_timeout;
        match watched.poll_next(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                this.idle.as_mut().reset(Instant::now() + idle_timeout);
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => this.fail(cx, Outcome::Truncated, upstream::reason(&error)),
            Poll::Ready(None) => {
                if !watched.exchange.settled {
                    let (outcome, error) = watched.observer.end();
                    if outcome == Outcome::Truncated {
                        return this.fail(cx, outcome, error.unwrap_or_default());
                    }
                    watched.settle(outcome, error);
                }
                let rest = watched.framer.as_mut().map(Framer::end).filter(|rest| !rest.is_empty());
                this.watched = None;
                Poll::Ready(rest.map(|rest| Ok(Frame::data(rest))))
            }
            Poll::Pending => {
                ready!(this.idle.as_mut().poll(cx));
                this.fail(cx, Outcome::TimedOut, format!("the provider was silent for {} s", idle_timeout.as_secs()))
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        // Nothing is promised of a stream: an error event may be added.
        let sized = self.watched.as_ref().filter(|watched| !watched.observer.is_stream());
        sized.map_or_else(SizeHint::default, |watched| watched.body.size_hint())
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let Some(watched) = self.watched.take().filter(|watched| !watched.exchange.settled) else { return };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(watched.drain());
        }
    }
}

#[cfg(test)]
mod tests;
