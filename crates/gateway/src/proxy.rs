//! A request, top to bottom.

use crate::ask::{Waiting, ask, left};
use crate::exchange::{Arrival, Exchange};
use crate::family::Target;
use crate::guard::auth;
use crate::inbound::{self, Inbound};
use crate::reject::{self, Reject};
use crate::relay::Relay;
use crate::upstream::gate::Opened;
use crate::upstream::header;
use crate::visit::Visit;
use crate::{Gateway, body, cors, models, path};
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use domain::Dialect;
use reqwest::Method;
use reqwest::header::{CONTENT_LENGTH, HeaderMap};
use std::net::SocketAddr;
use tokio::sync::watch;

/// In a task of its own: a client that leaves must not cancel what a vendor will bill.
pub(crate) async fn serve(State(gateway): State<Gateway>, mut request: Request) -> Response {
    if request.method() == Method::OPTIONS {
        return cors::preflight(request.headers());
    }
    let (_waiting, client) = watch::channel(());
    let arrival = Arrival::now(&gateway);
    let id = arrival.id.clone();
    let target = match path::canonical(request.uri()) {
        Some(uri) => {
            *request.uri_mut() = uri;
            Target::of(request.method(), request.uri().path(), request.headers())
        }
        None => {
            let path = request.uri().path().to_owned();
            let reject = Reject::UnknownPath(path.clone());
            gateway.tell(|witness| witness.turned_away(reject.code()));
            return reject.render(spoken(None, &path, request.headers()), &id);
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
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0);
    let ip = gateway.client_ip(&parts.headers, peer);
    let known = match &target {
        Some(target) if !target.takes(&parts.method) => Err(Reject::Method),
        _ => auth::authenticate(&snapshot, &gateway.0.lockout, &parts, &ip, arrival.at),
    };
    // What it cost could not be written down.
    let stuck = || if gateway.is_stuck() { Err(Reject::Unrecorded) } else { Ok(()) };
    let caller = match known.and_then(|caller| stuck().map(|()| caller)) {
        Ok(caller) => caller,
        Err(reject) => {
            gateway.tell(|witness| witness.turned_away(reject.code()));
            body::discard(&parts.headers, body).await;
            return Err(reject);
        }
    };
    let dialect = spoken(target.as_ref(), parts.uri.path(), &parts.headers);
    let mut visit = Visit::new(gateway, arrival, &caller, &parts, (dialect, &ip));
    let body = match body::read(&parts.headers, &mut body, gateway.0.options.body_bytes).await {
        Ok(read) => read,
        Err(reject) => {
            body::discard(&parts.headers, body).await;
            return Err(visit.refused(reject));
        }
    };
    visit.hops.read_us = arrival.age_us();
    if let Some(asked) = models::Asked::of(&parts) {
        return models::answer(gateway, &snapshot, &caller, &asked).await;
    }
    let inbound = Inbound::read(parts, target, body, ip).map_err(|reject| visit.refused(reject))?;

    let mut exchange = Exchange::open(gateway, (arrival, visit.hops), &snapshot, &caller, &inbound);
    let answer = tokio::select! {
        biased;
        answer = ask(&mut exchange, &inbound, &client) => answer,
        () = left(client.clone(), gateway.0.options.drain_time) => Err(Reject::ClientLeft),
    };
    match answer {
        Ok(response) => Ok(relay(exchange, response)),
        Err(reject) => {
            exchange.refuse(&reject);
            Err(reject)
        }
    }
}

/// The vendor's answer with its own status and headers, and the hub's id for it.
fn relay(exchange: Exchange, opened: Opened) -> Response {
    let mut headers = header::to_client(&opened.parts.headers);
    reject::name(&mut headers, exchange.entry.dialect, &exchange.entry.id);
    let status = opened.parts.status;
    if opened.observer.is_stream() {
        // As in `Relay::size_hint`.
        headers.remove(CONTENT_LENGTH);
    }
    let mut answer = Response::new(Body::new(Relay::new(opened, exchange)));
    *answer.status_mut() = status;
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
