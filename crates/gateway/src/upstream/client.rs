//! The HTTP clients that requests leave by: one for each proxy and time to connect, which are a client's own.

use super::fault::Fault;
use crate::Options;
use domain::Secret;
use domain::log::Class;
use reqwest::Proxy;
use reqwest::redirect::Policy;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// More ways than that are not in use at once; then all are made anew when they are next needed.
const WAYS: usize = 64;

pub(crate) struct Clients {
    direct: reqwest::Client,
    others: Mutex<HashMap<(Option<String>, Duration), reqwest::Client>>,
    connect_timeout: Duration,
}

impl Clients {
    pub(crate) fn new(options: &Options) -> Result<Self, reqwest::Error> {
        let direct = build(options.connect_timeout, None)?;
        Ok(Self { direct, others: Mutex::default(), connect_timeout: options.connect_timeout })
    }

    /// The client for a proxy, or the direct one.
    pub(crate) fn of(&self, proxy: Option<&Secret>, connect_timeout: Duration) -> Result<reqwest::Client, Fault> {
        if proxy.is_none() && connect_timeout == self.connect_timeout {
            return Ok(self.direct.clone());
        }
        let way = (proxy.map(|proxy| proxy.expose().to_owned()), connect_timeout);
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = others.get(&way) {
            return Ok(client.clone());
        }
        let proxy = way.0.as_deref().map(Proxy::all).transpose();
        let client = proxy.and_then(|proxy| build(connect_timeout, proxy));
        let client = client.map_err(|_| Fault::new(Class::Unreachable, "the provider's proxy cannot be used"))?;
        if others.len() >= WAYS {
            others.clear();
        }
        others.insert(way, client.clone());
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
