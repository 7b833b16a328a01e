//! What vendors list themselves, remembered and renewed in the background.

use crate::Gateway;
use crate::upstream::limit::Limits;
use crate::upstream::{Call, send};
use domain::provider::ProviderKind;
use domain::snapshot::Upstream;
use domain::{Millis, ProviderId};
use http_body_util::{BodyExt, Limited};
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// A list is used for that long; one that could not be got is asked for again sooner.
const FRESH: Duration = Duration::from_secs(600);
const RETRY: Duration = Duration::from_secs(30);
const FETCH_TIME: Duration = Duration::from_secs(10);
const LIST_BYTES: usize = 8 << 20;

/// A provider as it was saved last: a change makes it another one.
type Saved = (ProviderId, Millis);

#[derive(Default)]
pub(crate) struct Catalog(Mutex<HashMap<Saved, Arc<Slot>>>);

struct Slot {
    /// None until the first try has ended.
    models: watch::Sender<Option<Vec<String>>>,
    due: Mutex<Due>,
}

/// When the vendor is to be asked next.
enum Due {
    At(Instant),
    Asking,
}

impl Catalog {
    /// Forgets providers that are not there any more.
    pub(crate) fn keep(&self, providers: &[Arc<Upstream>]) {
        let current: HashSet<Saved> = providers.iter().map(|upstream| saved(upstream)).collect();
        self.slots().retain(|saved, _| current.contains(saved));
    }

    /// The vendor's models as far as they are known by the deadline.
    pub(crate) async fn list(&self, gateway: &Gateway, upstream: &Arc<Upstream>, deadline: Instant) -> Vec<String> {
        if upstream.provider.kind == ProviderKind::GeminiCli {
            // Code Assist has no list.
            return Vec::new();
        }
        let slot = self.slots().entry(saved(upstream)).or_insert_with(|| Arc::new(Slot::new())).clone();
        if slot.is_due() {
            let (gateway, upstream, slot) = (gateway.clone(), upstream.clone(), slot.clone());
            tokio::spawn(async move { slot.take(fetch(&gateway, &upstream).await) });
        }
        let mut models = slot.models.subscribe();
        let known = tokio::time::timeout_at(deadline, models.wait_for(Option::is_some)).await;
        known.ok().and_then(|models| models.ok()?.clone()).unwrap_or_default()
    }

    fn slots(&self) -> std::sync::MutexGuard<'_, HashMap<Saved, Arc<Slot>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn saved(upstream: &Upstream) -> Saved {
    (upstream.provider.id, upstream.provider.updated_at)
}

impl Slot {
    fn new() -> Self {
        Self { models: watch::Sender::new(None), due: Mutex::new(Due::At(Instant::now())) }
    }

    /// True for the one who shall ask.
    fn is_due(&self) -> bool {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let now = matches!(*due, Due::At(at) if at <= Instant::now());
        if now {
            *due = Due::Asking;
        }
        now
    }

    /// A list that could not be got leaves the one before.
    fn take(&self, fetched: Option<Vec<String>>) {
        let wait = if fetched.is_some() { FRESH } else { RETRY };
        *self.due.lock().unwrap_or_else(PoisonError::into_inner) = Due::At(Instant::now() + wait);
        self.models.send_modify(|models| *models = fetched.or(models.take()).or(Some(Vec::new())));
    }
}

async fn fetch(gateway: &Gateway, upstream: &Upstream) -> Option<Vec<String>> {
    let path = match upstream.provider.kind {
        ProviderKind::Gemini => "/v1beta/models?pageSize=1000",
        ProviderKind::Claude | ProviderKind::ClaudeAuth => "/v1/models?limit=1000",
        _ => "/v1/models",
    };
    let (path, query) = path.split_once('?').map_or((path, String::new()), |(path, query)| (path, format!("?{query}")));
    let version = (HeaderName::from_static("anthropic-version"), HeaderValue::from_static("2023-06-01"));
    let anthropic = matches!(upstream.provider.kind, ProviderKind::Claude | ProviderKind::ClaudeAuth);
    let headers: HeaderMap = anthropic.then_some(version).into_iter().collect();
    let options = &gateway.0.options;
    let limits = Limits { first_byte: FETCH_TIME, ..Limits::of(options, upstream, false) };
    let call = Call {
        method: Method::GET,
        url: domain::url::join(&upstream.provider.url, path) + &query,
        headers: &headers,
        drilled: None,
        body: bytes::Bytes::new(),
        client_ip: "",
        limits: &limits,
    };
    let answer = async {
        let response = send(gateway, upstream, call).await.ok()?.response;
        let fine = response.status().is_success();
        let body = Limited::new(http::Response::from(response).into_body(), LIST_BYTES).collect().await.ok()?;
        fine.then(|| ids(&body.to_bytes())).flatten()
    };
    tokio::time::timeout(FETCH_TIME, answer).await.ok().flatten()
}

/// `data[].id`, or Gemini's `models[].name` without its prefix.
fn ids(body: &[u8]) -> Option<Vec<String>> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let list = body.get("data").or_else(|| body.get("models"))?.as_array()?;
    let id = |entry: &Value| {
        let name = entry.get("id").or_else(|| entry.get("name"))?.as_str()?;
        Some(name.strip_prefix("models/").unwrap_or(name).to_owned())
    };
    Some(list.iter().filter_map(id).collect())
}
