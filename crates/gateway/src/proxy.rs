//! A request, top to bottom.

use crate::edit::{Outgoing, outgoing, repair};
use crate::exchange::{Arrival, Exchange};
use crate::family::Target;
use crate::guard::{auth, model};
use crate::inbound::{self, Inbound};
use crate::observe::Observer;
use crate::reject::{self, Reject};
use crate::relay::Relay;
use crate::select::select;
use crate::upstream::peek::peek;
use crate::upstream::{self, Answered, Call, header, send};
use crate::{Gateway, body, client_ip, cors, models, path};
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use bytes::Bytes;
use domain::Dialect;
use domain::setting::Rectifier;
use domain::snapshot::{Caller, Snapshot, Upstream};
use reqwest::header::{CONTENT_LENGTH, HeaderMap};
use reqwest::{Method, StatusCode};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

/// In a task of its own: a client that leaves must not cancel what a vendor will bill.
pub(crate) async fn serve(State(gateway): State<Gateway>, mut request: Request) -> Response {
    if request.method() == Method::OPTIONS {
        return cors::preflight(request.headers());
    }
    let (_waiting, client) = oneshot::channel();
    let arrival = Arrival::now();
    let id = arrival.id.clone();
    let target = match path::canonical(request.uri()) {
        Some(uri) => {
            *request.uri_mut() = uri;
            Target::of(request.method(), request.uri().path(), request.headers())
        }
        None => {
            let path = request.uri().path().to_owned();
            return Reject::UnknownPath(path.clone()).render(spoken(None, &path, request.headers()), &id);
        }
    };
    let dialect = spoken(target.as_ref(), request.uri().path(), request.headers());
    let answer = tokio::spawn(async move { handle(&gateway, &arrival, target, request, client).await }).await;
    let mut response = answer.unwrap_or(Err(Reject::Internal)).unwrap_or_else(|reject| reject.render(dialect, &id));
    cors::allow(response.headers_mut());
    response
}

/// `target`: what the head alone tells.
async fn handle(
    gateway: &Gateway,
    arrival: &Arrival,
    target: Option<Target>,
    request: Request,
    client: Waiting,
) -> Result<Response, Reject> {
    let (parts, mut body) = request.into_parts();
    let snapshot = gateway.0.snapshot.load_full();
    let ip = client_ip(&parts.headers, parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0));
    let accepted = match &target {
        Some(target) if !target.takes(&parts.method) => Err(Reject::Method),
        _ => accept(gateway, &snapshot, &parts, &mut body, &ip, arrival).await,
    };
    let (caller, body) = match accepted {
        Ok(accepted) => accepted,
        Err(reject) => {
            body::discard(&parts.headers, body).await;
            return Err(reject);
        }
    };
    if let Some(asked) = models::Asked::of(&parts) {
        return models::answer(gateway, &snapshot, &caller, &asked).await;
    }
    let inbound = Inbound::read(parts, target, body, ip)?;

    let mut exchange = Exchange::open(gateway, arrival, &snapshot, &caller, &inbound);
    let answer = tokio::select! {
        biased;
        answer = ask(&mut exchange, &inbound) => answer,
        () = left(client, gateway.0.options.drain_time) => Err(Reject::ClientLeft),
    };
    match answer {
        Ok(response) => Ok(relay(exchange, response)),
        Err(reject) => {
            exchange.refuse(&reject);
            Err(reject)
        }
    }
}

/// Who is calling, and only then: what they send.
async fn accept(
    gateway: &Gateway,
    snapshot: &Snapshot,
    parts: &Parts,
    body: &mut Body,
    ip: &str,
    arrival: &Arrival,
) -> Result<(Arc<Caller>, Bytes), Reject> {
    let caller = auth::authenticate(snapshot, &gateway.0.lockout, parts, ip, arrival.at)?;
    let body = body::read(&parts.headers, body, gateway.0.options.body_bytes).await?;
    Ok((caller, body))
}

/// Closed when the client no longer waits for the status line.
type Waiting = oneshot::Receiver<()>;

/// Returns when the client has left and the vendor was waited for long enough all the same.
async fn left(client: Waiting, drain_time: Duration) {
    let _ = client.await;
    tokio::time::sleep(drain_time).await;
}

/// Checks the request, finds a provider and waits for its status line. A refusal that a repair can mend is mended once
/// for each repair, at the same provider.
async fn ask(exchange: &mut Exchange, inbound: &Inbound) -> Result<reqwest::Response, Reject> {
    let (gateway, snapshot) = (exchange.gateway.clone(), exchange.snapshot.clone());
    model::check(&exchange.caller, inbound)?;
    let model = inbound.model.as_deref();
    let (upstream, selection) =
        select(&snapshot, &exchange.caller, inbound.dialect, model, |sum| fastrand::i64(0..sum))?;
    let mut repairs = Vec::new();
    let mut out = outgoing(inbound, &upstream, &snapshot, &repairs);
    loop {
        let url = upstream::url(&upstream, inbound, &out);
        exchange.begin_attempt(upstream.clone(), selection.clone(), &url, &mut out);
        let call = Call {
            method: inbound.method.clone(),
            url,
            headers: &inbound.headers,
            body: out.body.clone(),
            client_ip: &inbound.client_ip,
            limit: gateway.0.options.headers_timeout,
        };
        let answered = send(&gateway, &upstream, call).await?;
        exchange.answered(&answered);
        let Answered { response, .. } = answered;
        if !inbound.target.family.generates || response.status() != StatusCode::BAD_REQUEST {
            return Ok(response);
        }
        let (refusal, response) = peek(response).await;
        let error = crate::codec::error::text(&refusal);
        match mended(inbound, &upstream, &snapshot, &mut repairs, &out, &error) {
            Some(better) => {
                exchange.repaired(error);
                out = better;
            }
            None => return Ok(response),
        }
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

/// The vendor's answer with its own status and headers, and the hub's id for it.
fn relay(exchange: Exchange, response: reqwest::Response) -> Response {
    let (parts, body) = axum::http::Response::from(response).into_parts();
    let mut headers = header::to_client(&parts.headers);
    reject::name(&mut headers, exchange.entry.dialect, &exchange.entry.id);
    let share = exchange.gateway.0.budget.share();
    let observer = Observer::new(parts.status, &parts.headers, share, exchange.family);
    if observer.is_stream() {
        // As in `Relay::size_hint`.
        headers.remove(CONTENT_LENGTH);
    }
    let mut answer = Response::new(Body::new(Relay::new(body, exchange, observer)));
    *answer.status_mut() = parts.status;
    *answer.headers_mut() = headers;
    answer
}

/// The dialect in which a refusal is understood, also on a path that is nobody's.
fn spoken(target: Option<&Target>, path: &str, headers: &HeaderMap) -> Dialect {
    match target {
        Some(target) => target.family.dialect,
        _ if path.starts_with("/messages") => Dialect::Anthropic,
        _ => inbound::vendor(path, headers).unwrap_or(Dialect::Chat),
    }
}
