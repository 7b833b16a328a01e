//! The far side: what is sent to a provider, and how.

pub(crate) mod header;
mod test;

use crate::Options;
use crate::reject::Reject;
use bytes::Bytes;
use domain::provider::join_url;
use domain::snapshot::Upstream;
use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use std::error::Error;
use std::time::Duration;

/// One client for all providers: its pool is keyed by host.
///
/// HTTP/1.1 only. One HTTP/2 connection carries about a hundred streams and the next waits silently; an answer here
/// lives for minutes. Proxies in the environment are not for the data plane, and a redirect would carry the credential
/// to another host.
pub(crate) fn client(options: &Options) -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .http1_only()
        .no_proxy()
        .redirect(Policy::none())
        .referer(false)
        .connect_timeout(options.connect_timeout)
        .pool_idle_timeout(Duration::from_secs(60))
        .build()
}

/// Where a request goes, and with which headers.
pub(crate) struct Prepared {
    pub url: String,
    pub headers: HeaderMap,
}

pub(crate) fn prepare(upstream: &Upstream, path_and_query: &str, client: &HeaderMap) -> Prepared {
    let (path, query) =
        path_and_query.split_once('?').map_or((path_and_query, None), |(path, query)| (path, Some(query)));
    let mut url = join_url(&upstream.provider.url, path);
    if let Some(query) = query {
        url.push('?');
        url.push_str(query);
    }
    Prepared { url, headers: header::to_vendor(client, upstream.provider.kind, &upstream.credential) }
}

/// Sends a request and waits for the vendor's status line.
pub(crate) async fn send(
    client: &reqwest::Client,
    prepared: Prepared,
    body: Bytes,
    limit: Duration,
) -> Result<reqwest::Response, Reject> {
    let request = client.post(prepared.url).headers(prepared.headers).body(body).send();
    match tokio::time::timeout(limit, request).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(error)) if error.is_timeout() => Err(Reject::TimedOut(reason(&error))),
        Ok(Err(error)) => Err(Reject::Unreachable(reason(&error))),
        Err(_) => Err(Reject::TimedOut(format!("no answer within {} s", limit.as_secs()))),
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
