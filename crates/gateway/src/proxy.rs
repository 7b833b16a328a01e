//! A request, top to bottom.

use crate::codec::anthropic::Head;
use crate::exchange::{Arrival, Exchange, Family};
use crate::guard::{auth, model};
use crate::observe::Observer;
use crate::reject::{REQUEST_ID, Reject};
use crate::relay::Relay;
use crate::select::select;
use crate::upstream::{header, prepare, send};
use crate::{Gateway, body};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use bytes::Bytes;
use domain::snapshot::{Caller, Snapshot};
use reqwest::Method;
use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderValue};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

pub(crate) async fn messages(State(gateway): State<Gateway>, request: Request) -> Response {
    serve(gateway, request, Family { metered: true }).await
}

/// Vendors answer it free of charge: <https://platform.claude.com/docs/en/build-with-claude/token-counting>
pub(crate) async fn count_tokens(State(gateway): State<Gateway>, request: Request) -> Response {
    serve(gateway, request, Family { metered: false }).await
}

pub(crate) async fn unknown(request: Request) -> Response {
    Reject::UnknownPath(request.uri().path().to_owned()).render(&Arrival::now().id)
}

/// In a task of its own: a client that leaves must not cancel what a vendor will bill.
async fn serve(gateway: Gateway, request: Request, family: Family) -> Response {
    let (_waiting, client) = oneshot::channel();
    let arrival = Arrival::now();
    let id = arrival.id.clone();
    let answer = tokio::spawn(async move { handle(&gateway, &arrival, request, family, client).await }).await;
    answer.unwrap_or(Err(Reject::Internal)).unwrap_or_else(|reject| reject.render(&id))
}

async fn handle(
    gateway: &Gateway,
    arrival: &Arrival,
    request: Request,
    family: Family,
    client: Waiting,
) -> Result<Response, Reject> {
    let (parts, mut body) = request.into_parts();
    let snapshot = gateway.0.snapshot.load_full();
    let accepted = accept(gateway, &snapshot, &parts, &mut body, arrival).await;
    let (caller, body) = match accepted {
        Ok(accepted) => accepted,
        Err(reject) => {
            body::discard(&parts.headers, body).await;
            return Err(reject);
        }
    };
    let head: Head<'_> = serde_json::from_slice(&body).map_err(|error| Reject::BodyNotJson(error.to_string()))?;

    let mut exchange = Exchange::open(gateway, arrival, &snapshot, &caller, &parts, &head, family);
    exchange.entry.request_bytes = body.len() as i64;
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let answer = tokio::select! {
        biased;
        answer = ask(&mut exchange, &head, target, &parts.headers, &body) => answer,
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
    arrival: &Arrival,
) -> Result<(Arc<Caller>, Bytes), Reject> {
    if parts.method != Method::POST {
        return Err(Reject::Method);
    }
    let caller = auth::authenticate(snapshot, &parts.headers, arrival.at)?;
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

/// Checks the request, finds a provider and waits for its status line.
async fn ask(
    exchange: &mut Exchange,
    head: &Head<'_>,
    target: &str,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<reqwest::Response, Reject> {
    let model = model::check(&exchange.caller, head.model.as_deref())?;
    let (upstream, selection) = select(&exchange.snapshot, &exchange.caller, model, |sum| fastrand::i64(0..sum))?;
    let prepared = prepare(&upstream, target, headers);
    exchange.begin_attempt(upstream, selection, &prepared);
    let headers_timeout = exchange.gateway.0.options.headers_timeout;
    let response = send(&exchange.gateway.0.client, prepared, body.clone(), headers_timeout).await?;
    exchange.answered(&response);
    Ok(response)
}

/// The vendor's answer with its own status and headers, and the hub's id for it.
fn relay(exchange: Exchange, response: reqwest::Response) -> Response {
    let (parts, body) = axum::http::Response::from(response).into_parts();
    let mut headers = header::to_client(&parts.headers);
    if let Ok(id) = HeaderValue::from_str(exchange.entry.id.as_str()) {
        headers.insert(REQUEST_ID, id);
    }
    let share = exchange.gateway.0.budget.share();
    let observer = Observer::new(parts.status, &parts.headers, share);
    if observer.is_stream() {
        // As in `Relay::size_hint`.
        headers.remove(CONTENT_LENGTH);
    }
    let mut answer = Response::new(Body::new(Relay::new(body, exchange, observer)));
    *answer.status_mut() = parts.status;
    *answer.headers_mut() = headers;
    answer
}
