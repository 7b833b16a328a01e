//! The vendor's side of an answer on its way: reading, watching, settling.

use crate::codec::is_usage_alone;
use crate::exchange::Exchange;
use crate::family::Accounting;
use crate::framer::Framer;
use crate::observe::{Observer, Verdict};
use crate::upstream::gate::{Opened, Rest};
use crate::upstream::reason;
use crate::visit::short;
use bytes::Bytes;
use domain::log::{Class, Outcome};
use domain::session::BindingAction;
use http_body::{Body, SizeHint};
use http_body_util::BodyExt;
use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::time::Instant;

pub(super) struct Watched {
    pub(super) exchange: Exchange,
    pub(super) observer: Observer,
    /// What the gate has read, and watched.
    held: VecDeque<Bytes>,
    rest: Rest,
    /// Of a stream.
    framer: Option<Framer>,
    /// The session is bound before the client can come with its next request.
    binding: Option<Binding>,
}

struct Binding {
    verdict: Verdict,
    done: Pin<Box<dyn Future<Output = Option<BindingAction>> + Send>>,
    /// What the client gets then.
    then: Bytes,
}

/// What comes next from the vendor.
pub(super) enum Next {
    Chunk(Bytes),
    /// The connection broke, or the stream did not end as it should.
    Broken(Verdict),
    End,
}

impl Watched {
    pub(super) fn new(opened: Opened, exchange: Exchange) -> Self {
        let Opened { held, rest, observer, .. } = opened;
        let leaves_out = exchange.hides_usage.then_some(is_usage_alone as _);
        let framer = observer.is_stream().then(|| Framer::new(leaves_out));
        let mut watched = Self { exchange, observer, held, rest, framer, binding: None };
        if watched.held.is_empty() && watched.is_over() {
            // HTTP may never ask for a body that is empty.
            let verdict = watched.observer.end();
            if verdict.outcome != Outcome::Truncated {
                watched.settle(verdict);
            }
        }
        watched
    }

    /// The next that is for the client. Pending from the vendor's silence, or for a moment while its session is bound.
    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Next> {
        loop {
            let mut shown = ready!(self.poll_binding(cx));
            if shown.is_empty() {
                shown = match ready!(self.poll_vendor(cx)) {
                    Next::Chunk(chunk) => chunk,
                    other => return Poll::Ready(other),
                };
            }
            if !shown.is_empty() {
                return Poll::Ready(Next::Chunk(shown));
            }
        }
    }

    /// An empty chunk is nothing yet.
    fn poll_vendor(&mut self, cx: &mut Context<'_>) -> Poll<Next> {
        let chunk = match self.held.pop_front() {
            Some(chunk) => chunk,
            None => match ready!(self.poll_rest(cx)) {
                Next::Chunk(chunk) => {
                    self.see(&chunk);
                    chunk
                }
                Next::Broken(_) if self.exchange.settled => return Poll::Ready(Next::End),
                Next::End => return Poll::Ready(self.end()),
                broken => return Poll::Ready(broken),
            },
        };
        let shown = match &mut self.framer {
            Some(framer) => framer.feed(&chunk),
            None => chunk,
        };
        // Settled as soon as it is known how the answer ends, for HTTP may not ask for anything after the last byte.
        if self.held.is_empty() && !self.exchange.settled && (self.observer.is_decided() || self.is_over()) {
            let verdict = self.observer.end();
            // A stream that ended without its mark is dealt with where the end itself is seen.
            if verdict.outcome != Outcome::Truncated {
                return Poll::Ready(Next::Chunk(self.conclude(verdict, shown)));
            }
        }
        Poll::Ready(Next::Chunk(shown))
    }

    /// The vendor's last byte is here.
    fn end(&mut self) -> Next {
        self.rest = Rest::Nothing;
        let tail = self.framer.as_mut().map(Framer::end).unwrap_or_default();
        if self.exchange.settled {
            return if tail.is_empty() { Next::End } else { Next::Chunk(tail) };
        }
        let verdict = self.observer.end();
        match verdict.outcome {
            Outcome::Truncated => Next::Broken(verdict),
            _ => Next::Chunk(self.conclude(verdict, tail)),
        }
    }

    fn poll_rest(&mut self, cx: &mut Context<'_>) -> Poll<Next> {
        loop {
            return Poll::Ready(match &mut self.rest {
                Rest::Nothing => Next::End,
                Rest::Broken(error) => Next::Broken(Verdict::failed(Class::Truncated, error.clone())),
                Rest::Body(body) => match ready!(Pin::new(body).poll_frame(cx)) {
                    None => Next::End,
                    Some(Err(error)) => Next::Broken(Verdict::failed(Class::Truncated, reason(&error))),
                    Some(Ok(frame)) => match frame.into_data() {
                        Ok(chunk) => Next::Chunk(chunk),
                        Err(_) => continue,
                    },
                },
            });
        }
    }

    /// Nothing comes after what is here.
    fn is_over(&self) -> bool {
        match &self.rest {
            Rest::Nothing => true,
            Rest::Body(body) => body.is_end_stream(),
            Rest::Broken(_) => false,
        }
    }

    /// It is known how the answer ends. What the client gets now: nothing, while a session is bound.
    fn conclude(&mut self, verdict: Verdict, then: Bytes) -> Bytes {
        if verdict.outcome != Outcome::Ok || self.exchange.bond.is_none() {
            self.settle(verdict);
            return then;
        }
        self.binding = Some(Binding {
            verdict,
            done: Box::pin(self.exchange.bind(self.observer.answer.response_id.take())),
            then,
        });
        Bytes::new()
    }

    fn poll_binding(&mut self, cx: &mut Context<'_>) -> Poll<Bytes> {
        // Out of its place while it is polled: one that panics must not be polled again.
        let Some(mut binding) = self.binding.take() else { return Poll::Ready(Bytes::new()) };
        let Poll::Ready(action) = binding.done.as_mut().poll(cx) else {
            self.binding = Some(binding);
            return Poll::Pending;
        };
        self.exchange.entry.binding = action;
        self.settle(binding.verdict);
        Poll::Ready(binding.then)
    }

    fn see(&mut self, chunk: &Bytes) {
        self.observer.feed(chunk);
        self.exchange.entry.response_bytes += chunk.len() as i64;
        self.exchange.first_byte();
        if self.observer.answer.content_begun {
            self.exchange.content_begun();
        }
    }

    pub(super) fn settle(&mut self, verdict: Verdict) {
        let (entry, answer) = (&mut self.exchange.entry, &mut self.observer.answer);
        entry.usage = answer.usage;
        entry.service_tier = answer.service_tier.take().map(short);
        entry.answered_model = answer.model.take().map(short);
        entry.stop_reason = answer.stop_reason.take().map(short);
        let must_state = verdict.outcome == Outcome::Ok && self.exchange.family.accounting == Accounting::Required;
        entry.estimated = !answer.usage_final && (must_state || !entry.usage.is_empty());
        if answer.content_begun {
            self.exchange.content_begun();
        }
        self.exchange.settle(verdict);
    }

    /// The client has seen a part of what turned out to be a failure: it must not take the end for a clean one. `true` =
    /// the vendor has not told it in a way that it understands.
    pub(super) fn broken_midway(&self) -> Option<bool> {
        let answer = &self.observer.answer;
        (self.observer.is_stream() && answer.error.is_some() && answer.opened).then_some(answer.foreign)
    }

    /// What is known of the length that is still to come.
    pub(super) fn size_hint(&self) -> SizeHint {
        let held: usize = self.held.iter().map(Bytes::len).sum();
        let mut hint = match &self.rest {
            Rest::Body(body) => body.size_hint(),
            Rest::Nothing => SizeHint::with_exact(0),
            Rest::Broken(_) => SizeHint::default(),
        };
        if let Some(exact) = hint.exact() {
            hint.set_exact(exact + held as u64);
        }
        hint
    }

    /// Reads on for a client that has left.
    pub(super) async fn drain(mut self: Box<Self>) {
        if let Some(Binding { verdict, done, .. }) = self.binding.take() {
            self.exchange.entry.binding = done.await;
            return self.settle(verdict);
        }
        let ended = self.read_on().await;
        let text = "the client left before the end of the answer";
        let verdict = self.observer.end();
        match verdict.outcome {
            Outcome::Ok if ended => {
                let continued_by = self.observer.answer.response_id.take();
                self.exchange.entry.binding = self.exchange.bind(continued_by).await;
                self.settle(Verdict { error: Some(format!("{text}, which was read to its end")), ..verdict });
            }
            Outcome::VendorError if ended => self.settle(verdict),
            _ => {
                self.exchange.entry.status = 499;
                self.settle(Verdict::failed(Class::ClientLeft, text.to_owned()));
            }
        }
    }

    /// Whether the answer was seen to its end within the budget.
    async fn read_on(&mut self) -> bool {
        let options = &self.exchange.gateway.0.options;
        let (deadline, mut left) = (Instant::now() + options.drain_time, options.drain_bytes);
        loop {
            if self.observer.is_decided() {
                return true;
            }
            let body = match &mut self.rest {
                Rest::Body(body) => body,
                Rest::Nothing => return true,
                Rest::Broken(_) => return false,
            };
            match tokio::time::timeout_at(deadline, body.frame()).await {
                Ok(Some(Ok(frame))) => {
                    let Ok(chunk) = frame.into_data() else { continue };
                    left = left.saturating_sub(chunk.len());
                    self.see(&chunk);
                    if left == 0 && !self.observer.is_decided() {
                        return false;
                    }
                }
                Ok(None) => return true,
                Ok(Some(Err(_))) | Err(_) => return false,
            }
        }
    }
}
