//! The HTTP clients that requests leave by: one for each proxy and time to connect, which are a client's own.

use super::fault::Fault;
use crate::Options;
use domain::Secret;
use domain::log::Class;
use egress::{Client, Egress, Error};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// More ways than that are not in use at once; then all are made anew when they are next needed.
const WAYS: usize = 64;
/// A connection that nobody uses costs 28 KB, and is looked for as often as this.
const POOL_IDLE: Duration = Duration::from_secs(30);

pub(crate) struct Clients {
    direct: Client,
    others: Mutex<HashMap<(Option<String>, Duration), Client>>,
    connect_timeout: Duration,
    egress: Egress,
}

impl Clients {
    pub(crate) fn new(options: &Options) -> Result<Self, Error> {
        let (egress, connect_timeout) = (options.egress.clone(), options.connect_timeout);
        let direct = build(&egress, connect_timeout, None)?;
        Ok(Self { direct, others: Mutex::default(), connect_timeout, egress })
    }

    /// The client for a proxy, or the direct one.
    pub(crate) fn of(&self, proxy: Option<&Secret>, connect_timeout: Duration) -> Result<Client, Fault> {
        if proxy.is_none() && connect_timeout == self.connect_timeout {
            return Ok(self.direct.clone());
        }
        let way = (proxy.map(|proxy| proxy.expose().to_owned()), connect_timeout);
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = others.get(&way) {
            return Ok(client.clone());
        }
        let client = build(&self.egress, connect_timeout, way.0.as_deref()).map_err(|error| {
            let unusable = "the provider's proxy cannot be used";
            let reason = match error {
                Error::Refused(reason) => format!("{unusable}: {reason}"),
                Error::Failed(_) | Error::Tls(_) => unusable.to_owned(),
            };
            Fault::new(Class::Unreachable, reason)
        })?;
        if others.len() >= WAYS {
            others.clear();
        }
        others.insert(way, client.clone());
        Ok(client)
    }
}

/// HTTP/1.1 only. One HTTP/2 connection carries about a hundred streams and the next waits silently; an answer here
/// lives for minutes. Proxies in the environment are not for the data plane, and a redirect, which is not followed, would
/// carry the credential to another host. A client's pool is keyed by host.
fn build(egress: &Egress, connect_timeout: Duration, proxy: Option<&str>) -> Result<Client, Error> {
    let builder = reqwest::Client::builder()
        .http1_only()
        .no_proxy()
        .referer(false)
        .connect_timeout(connect_timeout)
        .pool_idle_timeout(POOL_IDLE);
    egress.client(builder, proxy)
}
