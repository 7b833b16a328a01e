//! Active probing: does a provider whose breaker is open, or an endpoint that could not be reached, take connections again?
//! Off by default, with few connections of its own; nothing of a client's, and no credential, is sent.

use crate::{Gateway, Probes};
use domain::snapshot::Upstream;
use reqwest::Method;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Probes at the same time.
const AT_ONCE: usize = 2;

impl Gateway {
    /// Probes for as long as it is polled. Returns at once when it is off.
    pub(crate) async fn probe(&self) {
        let Some(probes) = self.0.options.probes.clone() else { return };
        loop {
            tokio::time::sleep(probes.period).await;
            self.probe_round(&probes).await;
        }
    }

    async fn probe_round(&self, probes: &Probes) {
        let (now, permits) = (self.now(), Arc::new(Semaphore::new(AT_ONCE)));
        let mut round = JoinSet::new();
        for upstream in &self.0.snapshot.load().providers {
            let shut = self.0.breakers.waits(upstream.provider.id);
            let urls: Vec<String> = match shut {
                true => upstream.endpoints().map(str::to_owned).collect(),
                false => self.0.endpoints.out_of_reach(upstream, now),
            };
            for url in urls {
                let (gateway, upstream, probes, permits) =
                    (self.clone(), upstream.clone(), probes.clone(), permits.clone());
                round.spawn(async move {
                    let _permit = permits.acquire().await;
                    if gateway.answers(&upstream, &url, &probes).await {
                        gateway.0.endpoints.answered(upstream.provider.id, &url);
                        gateway.0.breakers.half_open(upstream.provider.id, gateway.now());
                    }
                });
            }
        }
        round.join_all().await;
    }

    /// Whatever is answered, somebody is there.
    async fn answers(&self, upstream: &Upstream, url: &str, probes: &Probes) -> bool {
        let Ok(client) = self.1.of(upstream.proxy.as_ref(), probes.timeout) else { return false };
        let Ok(request) = client.draft(Method::HEAD, url).timeout(probes.timeout).build() else { return false };
        client.execute(request).await.is_ok()
    }
}
