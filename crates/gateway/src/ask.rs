//! Asking providers, one after another, until one has an answer or the budget is spent.

use crate::edit::{Outgoing, outgoing, repair};
use crate::exchange::{Asked, Exchange};
use crate::guard::model;
use crate::inbound::Inbound;
use crate::reject::Reject;
use crate::route::failover::{Failed, Failover, Next};
use crate::route::policy::policy;
use crate::schedule::{Chosen, again};
use crate::upstream::fault::Fault;
use crate::upstream::gate::{self, Opened};
use crate::upstream::limit::Limits;
use crate::upstream::{self, Call, send};
use domain::breaker::BreakerState;
use domain::log::{Class, Exclusion, Selection};
use domain::setting::Rectifier;
use domain::snapshot::{Snapshot, Upstream};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// Closed when the client no longer waits for the status line.
pub(crate) type Waiting = watch::Receiver<()>;

/// Returns when the client has left and the vendor was waited for long enough all the same.
pub(crate) async fn left(mut client: Waiting, drain_time: Duration) {
    while client.changed().await.is_ok() {}
    tokio::time::sleep(drain_time).await;
}

/// Nobody is asked anew for a client that is gone.
fn left_already(client: &Waiting) -> bool {
    client.has_changed().is_err()
}

/// Checks the request and asks one provider after another, until one has an answer or the budget is spent.
pub(crate) async fn ask(exchange: &mut Exchange, inbound: &Inbound, client: &Waiting) -> Result<Opened, Reject> {
    let gateway = exchange.gateway.clone();
    model::check(&exchange.caller, inbound)?;
    exchange.admit(inbound).await?;
    exchange.find_bond().await;
    let mut failover = Failover::new(&gateway.0.options, exchange.arrived());
    let (mut passed, mut best) = (Vec::new(), None);
    loop {
        let chosen = match exchange.choose(inbound, &mut passed).await {
            Ok(chosen) => chosen,
            Err(selection) => return exhausted(exchange, best, Some(selection)).await,
        };
        failover.turn_to(&chosen.upstream);
        match ask_one(exchange, inbound, client, &chosen, &mut failover).await {
            Ok(opened) => return Ok(opened),
            Err((fault, next)) => {
                exchange.blame(fault.class, &fault.error);
                best = better(best, fault);
                if next == Next::Stop {
                    return exhausted(exchange, best, None).await;
                }
                passed.push((chosen.upstream.provider.id, Exclusion::Tried));
            }
        }
    }
}

/// Asks one provider, at its endpoints, as often as it may help.
async fn ask_one(
    exchange: &mut Exchange,
    inbound: &Inbound,
    client: &Waiting,
    chosen: &Chosen,
    failover: &mut Failover,
) -> Result<Opened, (Fault, Next)> {
    let gateway = exchange.gateway.clone();
    let (upstream, id) = (&chosen.upstream, chosen.upstream.provider.id);
    let endpoints = gateway.0.endpoints.order(upstream, gateway.now());
    let (mut at, mut selection, mut paused) = (0, chosen.selection.clone(), Duration::ZERO);
    loop {
        failover.spend();
        let try_ = Try { upstream, endpoint: &endpoints[at], breaker: chosen.breaker, paused, selection };
        let fault = match attempt(exchange, inbound, try_, failover.time_left()).await {
            Ok(opened) => {
                gateway.0.endpoints.answered(id, &endpoints[at]);
                return Ok(opened);
            }
            Err(fault) => fault,
        };
        if policy(fault.class).endpoint && !exchange.in_drill() {
            gateway.0.endpoints.failed(id, &endpoints[at], gateway.now());
        }
        if left_already(client) {
            return Err((fault, Next::Stop));
        }
        let more_endpoints = at + 1 < endpoints.len();
        let failed = Failed { class: fault.class, retry_after: fault.retry_after, more_endpoints };
        paused = match failover.after(&failed, fastrand::f64()) {
            Next::Again(pause) => pause,
            Next::Endpoint => {
                at += 1;
                Duration::ZERO
            }
            next => return Err((fault, next)),
        };
        selection = again(&chosen.selection);
        tokio::time::sleep(paused).await;
    }
}

/// One try at one endpoint of a provider.
struct Try<'a> {
    upstream: &'a Arc<Upstream>,
    endpoint: &'a str,
    breaker: BreakerState,
    paused: Duration,
    selection: Selection,
}

/// Sends the request and looks at how the answer begins. A refusal that a repair can mend is mended at once, once for each
/// repair.
async fn attempt(
    exchange: &mut Exchange,
    inbound: &Inbound,
    mut try_: Try<'_>,
    time_left: Duration,
) -> Result<Opened, Fault> {
    let (gateway, snapshot, upstream) = (exchange.gateway.clone(), exchange.snapshot.clone(), try_.upstream);
    let mut limits = Limits::of(&gateway.0.options, upstream, inbound.stream);
    limits.first_byte = limits.first_byte.min(time_left);
    let mut repairs = Vec::new();
    let mut out = outgoing(inbound, upstream, &snapshot, &repairs);
    loop {
        let url = upstream::url(try_.endpoint, inbound, &out);
        let selection = std::mem::replace(&mut try_.selection, again(&Selection::default()));
        let asked = Asked { upstream, selection, url: &url, breaker: try_.breaker, paused: try_.paused };
        exchange.begin_attempt(asked, &mut out);
        let drilled = exchange.drilled();
        let call = Call {
            method: inbound.method.clone(),
            url,
            headers: &inbound.headers,
            drilled,
            body: out.body.clone(),
            client_ip: &inbound.client_ip,
            limits: &limits,
        };
        let sent = Instant::now();
        let opened = match send(&gateway, upstream, call).await {
            Ok(answered) => {
                exchange.answered(&answered);
                gate::open(exchange, answered.response, &limits, sent).await
            }
            Err(fault) => Err(fault),
        };
        let mut fault = match opened {
            Ok(opened) => return Ok(opened),
            Err(fault) => fault,
        };
        exchange.failed(&mut fault);
        let refused = inbound.target.family.generates && fault.class == Class::ClientFault;
        let better = refused.then(|| mended(inbound, upstream, &snapshot, &mut repairs, &out, &fault.error)).flatten();
        match better {
            Some(better) => out = better,
            None => return Err(fault),
        }
    }
}

/// Of what providers said, that which says most to the client; of equals the latest.
fn better(best: Option<Fault>, fault: Fault) -> Option<Fault> {
    let rank = |fault: &Fault| policy(fault.class).rank;
    Some(match best {
        Some(best) if rank(&best) < rank(&fault) => best,
        _ => fault,
    })
}

/// Nobody is left to ask: the client gets what came, or is told why nobody was asked.
async fn exhausted(
    exchange: &mut Exchange,
    best: Option<Fault>,
    unserved: Option<Selection>,
) -> Result<Opened, Reject> {
    let Some(best) = best else { return Err(Reject::NoProvider(Box::new(unserved.unwrap_or_default()))) };
    exchange.entry.unserved = unserved;
    let is_last = best.attempt == exchange.entry.attempts.len();
    exchange.unbind(&best).await;
    match best.answer {
        Some(mut answer) => {
            exchange.entry.status = answer.parts.status.as_u16();
            if !is_last {
                // It is with its own attempt; the request's is the last one's.
                answer.observer.answer.usage = std::mem::take(&mut exchange.entry.usage);
            }
            Ok(*answer)
        }
        None => Err(best.reject()),
    }
}

/// The request with one more repair, when the refusal calls for one that is new and changes something.
fn mended(
    inbound: &Inbound,
    upstream: &Upstream,
    snapshot: &Snapshot,
    repairs: &mut Vec<Rectifier>,
    refused: &Outgoing,
    error: &str,
) -> Option<Outgoing> {
    let rectifier = repair::called_for(inbound.dialect, error)?;
    if repairs.contains(&rectifier) || !snapshot.rectifies(rectifier) {
        return None;
    }
    repairs.push(rectifier);
    let better = outgoing(inbound, upstream, snapshot, repairs);
    (better.body != refused.body).then_some(better)
}
