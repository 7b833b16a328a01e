//! The HTTP clients that requests leave by: one for all that go directly, one for each proxy.

use crate::Options;
use crate::reject::Reject;
use domain::Secret;
use reqwest::Proxy;
use reqwest::redirect::Policy;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// More proxies than that are not in use at once; then all are made anew when they are next needed.
const PROXIES: usize = 64;

pub(crate) struct Clients {
    direct: reqwest::Client,
    proxied: Mutex<HashMap<String, reqwest::Client>>,
    connect_timeout: Duration,
}

impl Clients {
    pub(crate) fn new(options: &Options) -> Result<Self, reqwest::Error> {
        let direct = build(options.connect_timeout, None)?;
        Ok(Self { direct, proxied: Mutex::default(), connect_timeout: options.connect_timeout })
    }

    pub(crate) fn direct(&self) -> &reqwest::Client {
        &self.direct
    }

    /// The client for a proxy, or the direct one.
    pub(crate) fn of(&self, proxy: Option<&Secret>) -> Result<reqwest::Client, Reject> {
        let Some(proxy) = proxy else { return Ok(self.direct.clone()) };
        let mut proxied = self.proxied.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = proxied.get(proxy.expose()) {
            return Ok(client.clone());
        }
        let client = Proxy::all(proxy.expose()).and_then(|proxy| build(self.connect_timeout, Some(proxy)));
        let client = client.map_err(|_| Reject::Unreachable("the provider's proxy cannot be used".to_owned()))?;
        if proxied.len() >= PROXIES {
            proxied.clear();
        }
        proxied.insert(proxy.expose().to_owned(), client.clone());
        Ok(client)
    }
}

/// HTTP/1.1 only. One HTTP/2 connection carries about a hundred streams and the next waits silently; an answer here
/// lives for minutes. Proxies in the environment are not for the data plane, and a redirect would carry the credential
/// to another host. A client's pool is keyed by host.
fn build(connect_timeout: Duration, proxy: Option<Proxy>) -> Result<reqwest::Client, reqwest::Error> {
    let builder = reqwest::Client::builder()
        .http1_only()
        .no_proxy()
        .redirect(Policy::none())
        .referer(false)
        .connect_timeout(connect_timeout)
        .pool_idle_timeout(Duration::from_secs(60));
    match proxy {
        Some(proxy) => builder.proxy(proxy).build(),
        None => builder.build(),
    }
}
