//! The way to a collector of traces.

use async_trait::async_trait;
use bytes::Bytes;
use opentelemetry_http::{HttpClient, HttpError, Request, Response};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;
use tokio::runtime::Handle;

const LIMIT: Duration = Duration::from_secs(5);
/// Of an answer, which nobody reads.
const ANSWER_BYTES: usize = 64 << 10;

/// The thread that sends spans has no runtime of its own: the hub's does the work.
#[derive(Debug)]
pub(super) struct Collector {
    http: reqwest::Client,
    runtime: Handle,
    away: AtomicBool,
}

impl Collector {
    pub(super) fn new() -> anyhow::Result<Self> {
        let http = reqwest::Client::builder().timeout(LIMIT).redirect(reqwest::redirect::Policy::none()).build()?;
        Ok(Self { http, runtime: Handle::try_current()?, away: AtomicBool::new(false) })
    }

    /// Once for each time that it goes away or comes back.
    fn tell(&self, away: bool) {
        match (self.away.swap(away, Relaxed), away) {
            (false, true) => tracing::warn!("the collector of traces does not take them; spans are dropped meanwhile"),
            (true, false) => tracing::info!("the collector takes traces again"),
            _ => {}
        }
    }
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let request = reqwest::Request::try_from(request)?;
        let sent = self.runtime.spawn(send(self.http.clone(), request)).await?;
        self.tell(!sent.as_ref().is_ok_and(|answer| answer.status().is_success()));
        sent
    }
}

async fn send(http: reqwest::Client, request: reqwest::Request) -> Result<Response<Bytes>, HttpError> {
    let mut answer = http.execute(request).await?;
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        body.extend_from_slice(&chunk[..chunk.len().min(ANSWER_BYTES - body.len())]);
        if body.len() == ANSWER_BYTES {
            break;
        }
    }
    let mut told = Response::new(Bytes::from(body));
    *told.status_mut() = answer.status();
    *told.headers_mut() = std::mem::take(answer.headers_mut());
    Ok(told)
}
