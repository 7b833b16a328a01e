//! The far side: what is sent to a provider, and how.

pub(crate) mod client;
pub(crate) mod google;
pub(crate) mod header;
pub(crate) mod peek;
mod test;

use crate::Gateway;
use crate::edit::Outgoing;
use crate::inbound::Inbound;
use crate::reject::Reject;
use domain::snapshot::Upstream;
use reqwest::Method;
use reqwest::header::HeaderMap;
use std::error::Error;
use std::time::Duration;

/// A request as it leaves.
pub(crate) struct Call<'a> {
    pub method: Method,
    pub url: String,
    pub headers: &'a HeaderMap,
    pub body: bytes::Bytes,
    /// For a vendor that is told where the client is.
    pub client_ip: &'a str,
    /// Until the status line.
    pub limit: Duration,
}

/// A vendor's status line and what follows, and whether the proxy had to be left out.
pub(crate) struct Answered {
    pub response: reqwest::Response,
    pub without_proxy: bool,
}

/// Where a request goes.
pub(crate) fn url(upstream: &Upstream, inbound: &Inbound, out: &Outgoing) -> String {
    let mut url = domain::url::join(&upstream.provider.url, &out.path);
    if let Some(query) = &inbound.query {
        url.push('?');
        url.push_str(query);
    }
    url
}

/// Sends a request and waits for the vendor's status line.
pub(crate) async fn send(gateway: &Gateway, upstream: &Upstream, call: Call<'_>) -> Result<Answered, Reject> {
    let limit = call.limit;
    let late = || Reject::TimedOut(format!("no answer within {} s", limit.as_secs()));
    tokio::time::timeout(limit, try_send(gateway, upstream, call)).await.map_err(|_| late())?
}

async fn try_send(gateway: &Gateway, upstream: &Upstream, call: Call<'_>) -> Result<Answered, Reject> {
    let (clients, provider) = (&gateway.0.clients, &upstream.provider);
    let client = clients.of(upstream.proxy.as_ref())?;
    let fallback = upstream.proxy.is_some() && provider.proxy_fallback;
    let tokens = &gateway.0.tokens;
    let bearer = match tokens.bearer(&client, &upstream.credential).await {
        Err(failed) if fallback && failed.is_connect => {
            // Its failure is remembered with the credential; what is asked now is the way round the proxy.
            tokens.forget(&upstream.credential).await;
            tokens.bearer(clients.direct(), &upstream.credential).await
        }
        other => other,
    };
    let bearer = bearer.map_err(|failed| Reject::Unreachable(failed.reason))?;
    let client_ip = Some(call.client_ip).filter(|ip| provider.preserve_client_ip && !ip.is_empty());
    let headers = header::to_vendor(call.headers, provider.kind, &bearer, client_ip);
    let request = client.request(call.method, &call.url).headers(headers).body(call.body).build();
    let request = request.map_err(|error| failed(&error))?;
    let spare = if fallback { request.try_clone() } else { None };
    match (client.execute(request).await, spare) {
        (Ok(response), _) => Ok(Answered { response, without_proxy: false }),
        (Err(error), Some(spare)) if error.is_connect() => {
            let response = clients.direct().execute(spare).await.map_err(|error| failed(&error))?;
            Ok(Answered { response, without_proxy: true })
        }
        (Err(error), _) => Err(failed(&error)),
    }
}

fn failed(error: &reqwest::Error) -> Reject {
    if error.is_timeout() { Reject::TimedOut(reason(error)) } else { Reject::Unreachable(reason(error)) }
}

/// The causes of a transport error, without the URL (which may hold what is not for the log).
pub(crate) fn reason(error: &reqwest::Error) -> String {
    let mut text = match () {
        () if error.is_builder() => "the provider's URL cannot be used",
        () if error.is_connect() => "could not connect",
        () => "the connection broke",
    }
    .to_owned();
    let mut cause = error.source();
    while let Some(error) = cause {
        let part = error.to_string();
        if !text.contains(&part) {
            text = format!("{text}: {part}");
        }
        cause = error.source();
    }
    text
}
