//! The far side: what is sent to a provider, and how.

pub(crate) mod client;
pub(crate) mod drill;
pub(crate) mod fault;
pub(crate) mod gate;
pub(crate) mod google;
pub(crate) mod header;
pub(crate) mod limit;
mod test;

use crate::Gateway;
use crate::edit::Outgoing;
use crate::inbound::Inbound;
use domain::log::Class;
use domain::snapshot::Upstream;
use drill::Drilled;
use fault::Fault;
use gate::late;
use limit::Limits;
use reqwest::Method;
use reqwest::header::HeaderMap;
use std::error::Error;

/// A request as it leaves.
pub(crate) struct Call<'a> {
    pub method: Method,
    pub url: String,
    pub headers: &'a HeaderMap,
    /// A drill's fault.
    pub drilled: Option<Drilled>,
    pub body: bytes::Bytes,
    /// For a vendor that is told where the client is.
    pub client_ip: &'a str,
    pub limits: &'a Limits,
}

/// A vendor's status line and what follows, and whether the proxy had to be left out.
pub(crate) struct Answered {
    pub response: reqwest::Response,
    pub without_proxy: bool,
}

/// Where a request goes: to one of the provider's base URLs.
pub(crate) fn url(endpoint: &str, inbound: &Inbound, out: &Outgoing) -> String {
    let mut url = domain::url::join(endpoint, &out.path);
    if let Some(query) = &inbound.query {
        url.push('?');
        url.push_str(query);
    }
    url
}

/// Sends a request and waits for the vendor's status line.
pub(crate) async fn send(gateway: &Gateway, upstream: &Upstream, call: Call<'_>) -> Result<Answered, Fault> {
    let limits = *call.limits;
    let late = |_| Fault::new(Class::FirstByteTimeout, late(Class::FirstByteTimeout, &limits));
    let limit = limits.total.map_or(limits.first_byte, |total| total.min(limits.first_byte));
    if let Some(drilled) = call.drilled {
        // Boxed: within the future of every request it would be moved with it again and again.
        let sent = Box::pin(async {
            match drilled.instead().await {
                Some(instead) => Ok(instead),
                None => try_send(gateway, upstream, call).await.map(|answered| drilled.over(answered)),
            }
        });
        return tokio::time::timeout(limit, sent).await.map_err(late)?;
    }
    tokio::time::timeout(limit, try_send(gateway, upstream, call)).await.map_err(late)?
}

async fn try_send(gateway: &Gateway, upstream: &Upstream, call: Call<'_>) -> Result<Answered, Fault> {
    let (clients, provider, limits) = (&gateway.1, &upstream.provider, call.limits);
    let failed = |error: &egress::Error| failed(error, limits);
    let client = clients.of(upstream.proxy.as_ref(), limits.connect)?;
    let direct = || clients.of(None, limits.connect);
    let fallback = upstream.proxy.is_some() && provider.proxy_fallback;
    let tokens = &gateway.0.tokens;
    let bearer = match tokens.bearer(&client, &upstream.credential).await {
        Err(failed) if fallback && failed.is_connect => {
            // Its failure is remembered with the credential; what is asked now is the way round the proxy.
            tokens.forget(&upstream.credential).await;
            tokens.bearer(&direct()?, &upstream.credential).await
        }
        other => other,
    };
    let bearer = bearer.map_err(|failed| {
        let class = if failed.is_connect { Class::Unreachable } else { Class::Auth };
        Fault::new(class, failed.reason)
    })?;
    let client_ip = Some(call.client_ip).filter(|ip| provider.preserve_client_ip && !ip.is_empty());
    let headers = header::to_vendor(call.headers, provider.kind, &bearer, client_ip);
    let request = client.draft(call.method, &call.url).headers(headers).body(call.body).build();
    let request = request.map_err(|error| failed(&error.into()))?;
    let spare = if fallback { request.try_clone() } else { None };
    match (client.execute(request).await, spare) {
        (Ok(response), _) => Ok(Answered { response, without_proxy: false }),
        (Err(error), Some(spare)) if error.is_connect() => {
            let response = direct()?.execute(spare).await.map_err(|error| failed(&error))?;
            Ok(Answered { response, without_proxy: true })
        }
        (Err(error), _) => Err(failed(&error)),
    }
}

/// No status line came.
fn failed(error: &egress::Error, limits: &Limits) -> Fault {
    match error {
        egress::Error::Failed(error) if error.is_timeout() => {
            Fault::new(Class::ConnectTimeout, late(Class::ConnectTimeout, limits))
        }
        egress::Error::Failed(error) if !error.is_connect() && !error.is_builder() => {
            Fault::new(Class::BrokeOff, reason(error))
        }
        _ => Fault::new(Class::Unreachable, unreached(error)),
    }
}

/// The causes of a request that brought no status line.
fn unreached(error: &egress::Error) -> String {
    match error {
        egress::Error::Refused(refused) => format!("could not connect: {refused}"),
        egress::Error::Failed(error) => reason(error),
        egress::Error::Tls(error) => format!("could not connect: {error}"),
    }
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
