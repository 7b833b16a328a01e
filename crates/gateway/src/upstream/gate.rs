//! The beginning of an answer is looked at before the client sees any of it. It decides one thing: is this an error? What is
//! not known passes at once, and what grows too large to be held is let through as it is.

use super::fault::{Fault, retry_after};
use super::limit::Limits;
use super::reason;
use crate::exchange::Exchange;
use crate::observe::Observer;
use bytes::Bytes;
use domain::log::{Class, Outcome};
use http::response::Parts;
use http_body_util::BodyExt;
use reqwest::Response;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// A prelude is no longer than that.
const HELD_BYTES: usize = 1 << 20;

/// A refusal is small and there at once; one that is not goes as far as it came.
const ERROR_TIME: Duration = Duration::from_secs(10);

/// An answer whose beginning was looked at, as it goes to the client.
pub(crate) struct Opened {
    pub parts: Parts,
    /// What was read of it.
    pub held: VecDeque<Bytes>,
    pub rest: Rest,
    pub observer: Observer,
    /// For what is still to come.
    pub limits: Limits,
}

/// What follows after what was read.
pub(crate) enum Rest {
    Body(reqwest::Body),
    Nothing,
    Broken(String),
}

/// `sent`: when the request left.
pub(crate) async fn open(
    exchange: &mut Exchange,
    response: Response,
    limits: &Limits,
    sent: Instant,
) -> Result<Opened, Fault> {
    let (parts, mut body) = http::Response::from(response).into_parts();
    let share = exchange.gateway.0.budget.share();
    let mut observer = Observer::new(parts.status, &parts.headers, share, exchange.family);
    let mut held = VecDeque::new();
    let mut size = 0;
    let total = limits.total.map(|total| sent + total);
    let first = exchange.entry.stream.then(|| sent + limits.first_byte);
    let begun = Instant::now();
    let rest = loop {
        if observer.is_open() || observer.is_decided() || (observer.is_stream() && size > HELD_BYTES) {
            break Rest::Body(body);
        }
        let (class, deadline) = deadline(&observer, limits, first, total, begun);
        match (timeout_at(deadline, body.frame()).await, class) {
            (Ok(Some(Ok(frame))), _) => {
                let Ok(chunk) = frame.into_data() else { continue };
                exchange.first_byte();
                exchange.entry.response_bytes += chunk.len() as i64;
                observer.feed(&chunk);
                exchange.saw(&observer.answer);
                size += chunk.len();
                held.push_back(chunk);
            }
            (Ok(None), _) => break Rest::Nothing,
            (Ok(Some(Err(error))), _) => break Rest::Broken(reason(&error)),
            // The vendor works and says so: the client may as well know it, and whatever is between here and there.
            (Err(_), None) => break Rest::Body(body),
            (Err(_), Some(class)) => return Err(Fault::new(class, late(class, limits))),
        }
    };
    let mut limits = *limits;
    limits.total = total.map(|total| total.saturating_duration_since(Instant::now()));
    judge(exchange, Opened { parts, held, rest, observer, limits })
}

/// Until when the next piece must be here, and what it is if it is not. No class: then the gate opens.
fn deadline(
    observer: &Observer,
    limits: &Limits,
    first: Option<Instant>,
    total: Option<Instant>,
    begun: Instant,
) -> (Option<Class>, Instant) {
    let idle = Instant::now() + limits.idle;
    let mut next = match first.filter(|_| !observer.has_seen()) {
        Some(first) => (Some(Class::FirstByteTimeout), first),
        None => (Some(Class::IdleTimeout), idle),
    };
    let sooner = [
        total.map(|total| (Some(Class::TotalTimeout), total)),
        observer.is_error().then(|| (None, begun + ERROR_TIME)),
        limits.patience.filter(|_| observer.is_stream() && observer.has_seen()).map(|most| (None, begun + most)),
    ];
    for (class, at) in sooner.into_iter().flatten() {
        if at < next.1 {
            next = (class, at);
        }
    }
    next
}

/// What was read is an answer, or the reason why there is none.
fn judge(exchange: &mut Exchange, mut opened: Opened) -> Result<Opened, Fault> {
    let verdict = match &opened.rest {
        Rest::Broken(error) if !opened.observer.is_error() => {
            let class = if opened.observer.has_seen() { Class::Truncated } else { Class::BrokeOff };
            let error = error.clone();
            // What came may state its usage.
            opened.observer.end();
            exchange.saw(&opened.observer.answer);
            return Err(Fault::new(class, error));
        }
        Rest::Body(_) if !opened.observer.is_error() && opened.observer.answer.error.is_none() => return Ok(opened),
        _ => opened.observer.end(),
    };
    let Some(class) = verdict.class.filter(|_| verdict.outcome != Outcome::Ok) else { return Ok(opened) };
    // Answers about things that live in one account are its vendor's alone to give.
    if !exchange.fails_over() {
        return Ok(opened);
    }
    let retry_after = retry_after(&opened.parts.headers, exchange.gateway.now());
    let error = verdict.error.unwrap_or_default();
    let is_theirs = opened.observer.is_error() || opened.observer.is_stream() && opened.observer.answer.error.is_some();
    exchange.saw(&opened.observer.answer);
    let answer = is_theirs.then(|| Box::new(opened));
    Err(Fault { retry_after, answer, ..Fault::new(class, error) })
}

/// The sentence for a time that ran out.
pub(crate) fn late(class: Class, limits: &Limits) -> String {
    let (what, limit) = match class {
        Class::ConnectTimeout => ("no connection to the provider within", limits.connect),
        Class::FirstByteTimeout => ("no first byte of the answer within", limits.first_byte),
        Class::TotalTimeout => ("no complete answer within", limits.total.unwrap_or_default()),
        _ => ("the provider was silent in the middle of its answer for", limits.idle),
    };
    format!("{what} {} s", limit.as_secs_f64())
}
