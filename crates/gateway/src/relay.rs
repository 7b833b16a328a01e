//! The answer on its way to the client: the vendor's bytes, unchanged, watched. Of a stream only whole events are let
//! through, so that an error can still be told in it, and a comment where the vendor is silent.
//!
//! The exchange is settled before the last byte is let go, so that whoever has an answer has a row. A client that leaves
//! does not stop the reading: the rest of the answer is drained within a budget, for the vendor bills it all the same.

mod watched;

use crate::codec::error;
use crate::exchange::Exchange;
use crate::observe::Verdict;
use crate::upstream::gate::{Opened, late};
use crate::upstream::limit::Limits;
use bytes::Bytes;
use domain::Dialect;
use domain::log::Class;
use http_body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};
use watched::{Next, Watched};

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
    limits: Limits,
    idle: Timer,
    /// Of an answer that is no stream.
    total: Option<Timer>,
    /// Of a stream.
    keep_alive: Option<Timer>,
    break_off: BreakOff,
}

type Timer = Pin<Box<Sleep>>;

fn timer(time: Duration) -> Timer {
    Box::pin(sleep_until(Instant::now() + time))
}

/// The steps of an unclean end.
#[derive(PartialEq)]
enum BreakOff {
    No,
    /// The error event is with the connection; once it is flushed, break.
    Flushing,
    Now,
}

type Polled = Poll<Option<Result<Frame<Bytes>, Broken>>>;

impl Relay {
    pub(crate) fn new(opened: Opened, exchange: Exchange) -> Self {
        let limits = opened.limits;
        let stream = opened.observer.is_stream();
        Self {
            watched: Some(Box::new(Watched::new(opened, exchange))),
            limits,
            idle: timer(limits.idle),
            total: limits.total.filter(|_| !stream).map(timer),
            keep_alive: limits.patience.filter(|_| stream).map(timer),
            break_off: BreakOff::No,
        }
    }

    /// The answer does not go on. If it was not complete: tell the client in its dialect where that is possible, then
    /// break the connection.
    fn fail(&mut self, cx: &Context<'_>, verdict: Verdict) -> Polled {
        let Some(mut watched) = self.watched.take().filter(|watched| !watched.exchange.settled) else {
            return Poll::Ready(None);
        };
        if !watched.observer.is_stream() {
            // What came may state its usage; and an error is one though it breaks off.
            let seen = watched.observer.end();
            watched.settle(if watched.observer.is_error() { seen } else { verdict });
            return self.flush(cx);
        }
        watched.settle(verdict);
        self.tell(watched.exchange.entry.dialect)
    }

    /// The dialect's error event, and then the break.
    fn tell(&mut self, dialect: Dialect) -> Polled {
        self.break_off = BreakOff::Flushing;
        let event = error::event(dialect, "The provider's answer broke off before its end.");
        Poll::Ready(Some(Ok(Frame::data(event.into()))))
    }

    /// Pending once: the connection writes out what it has, at least the status line, before it asks again.
    fn flush(&mut self, cx: &Context<'_>) -> Polled {
        self.break_off = BreakOff::Now;
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// The vendor is silent: too long, or long enough for a sign of life.
    fn poll_silence(&mut self, cx: &mut Context<'_>) -> Polled {
        let total = self.total.as_mut().is_some_and(|total| total.as_mut().poll(cx).is_ready());
        for (class, over) in
            [(Class::TotalTimeout, total), (Class::IdleTimeout, self.idle.as_mut().poll(cx).is_ready())]
        {
            if over {
                return self.fail(cx, Verdict::failed(class, late(class, &self.limits)));
            }
        }
        let (Some(keep_alive), Some(patience)) = (&mut self.keep_alive, self.limits.patience) else {
            return Poll::Pending;
        };
        ready!(keep_alive.as_mut().poll(cx));
        keep_alive.as_mut().reset(Instant::now() + patience);
        // So that the next one wakes this task.
        cx.waker().wake_by_ref();
        let dialect = self.watched.as_ref().map(|watched| watched.exchange.entry.dialect).unwrap_or_default();
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(error::sign_of_life(dialect))))))
    }
}

impl Body for Relay {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Polled {
        let this = self.get_mut();
        let Some(watched) = &mut this.watched else {
            return match this.break_off {
                BreakOff::No => Poll::Ready(None),
                BreakOff::Flushing => this.flush(cx),
                BreakOff::Now => Poll::Ready(Some(Err(Broken))),
            };
        };
        match watched.poll_next(cx) {
            Poll::Ready(Next::Chunk(chunk)) => {
                let now = Instant::now();
                this.idle.as_mut().reset(now + this.limits.idle);
                if let (Some(keep_alive), Some(patience)) = (&mut this.keep_alive, this.limits.patience) {
                    keep_alive.as_mut().reset(now + patience);
                }
                Poll::Ready(Some(Ok(Frame::data(chunk))))
            }
            Poll::Ready(Next::Broken(verdict)) => this.fail(cx, verdict),
            Poll::Ready(Next::End) => {
                let (midway, dialect) = (watched.broken_midway(), watched.exchange.entry.dialect);
                this.watched = None;
                match midway {
                    None => Poll::Ready(None),
                    Some(true) => this.tell(dialect),
                    Some(false) => this.flush(cx),
                }
            }
            Poll::Pending => this.poll_silence(cx),
        }
    }

    fn size_hint(&self) -> SizeHint {
        // Nothing is promised of a stream: an error event may be added.
        let sized = self.watched.as_ref().filter(|watched| !watched.observer.is_stream());
        sized.map_or_else(SizeHint::default, |watched| watched.size_hint())
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
