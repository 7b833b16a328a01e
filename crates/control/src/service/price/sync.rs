//! Takes prices over from a table in LiteLLM's format at a configured address.
//!
//! The table is read as a whole, within bounds of time and size, before anything is written, and then written in one
//! transaction: whatever happens on the way, the prices are those of before or those of after. Models that it has no
//! longer keep the price that they had.

use super::table::{Checked, check, store};
use super::{FINGERPRINT, Prices};
use crate::auth::Actor;
use crate::store::setting;
use crate::{Error, Result};
use domain::ApiError;
use domain::error::ErrorCode;
use domain::price::{PriceSource, SyncReport};
use egress::Egress;
use reqwest::header::LOCATION;
use reqwest::{Method, Response, Url};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::time::Duration;

/// LiteLLM's own table has about 2 MB.
const BYTES_MAX: usize = 32 << 20;
const TIME_MAX: Duration = Duration::from_secs(30);
const REDIRECTS_MAX: usize = 3;

impl Prices<'_> {
    /// Syncs now. A failure is in the report, and has changed nothing.
    pub async fn sync(self, actor: &Actor) -> Result<SyncReport> {
        actor.require_admin()?;
        if self.0.settings().get().price_sync_url.is_empty() {
            let message = "There is no address to take prices from. Enter one first.".to_owned();
            let field = Some("price_sync_url".to_owned());
            return Err(Error::Refused(ApiError { code: ErrorCode::Conflict, message, field }));
        }
        Ok(self.sync_once(actor).await)
    }

    /// The last sync of this instance since it was started.
    pub fn last_sync(self, actor: &Actor) -> Result<Option<SyncReport>> {
        actor.require_admin()?;
        Ok(self.0.0.last_sync.load().as_deref().cloned())
    }

    pub(crate) async fn sync_once(self, actor: &Actor) -> SyncReport {
        let url = self.0.settings().get().price_sync_url.clone();
        let taken = async {
            let table = download(&self.0.0.egress, &url);
            let table = tokio::time::timeout(TIME_MAX, table).await;
            let table = table.map_err(|_| format!("the table was not there within {} s", TIME_MAX.as_secs()))??;
            self.take(actor, &table).await.map_err(|error| ApiError::from(error).message)
        };
        let mut report = taken.await.unwrap_or_else(|error| SyncReport { error: Some(error), ..SyncReport::default() });
        report.at = self.0.now();
        match &report.error {
            Some(error) => tracing::warn!(error, "the prices could not be synced; they stay as they are"),
            None => tracing::info!(models = report.models, stored = report.stored, "the prices are synced"),
        }
        self.0.0.last_sync.store(Some(report.clone().into()));
        report
    }

    async fn take(self, actor: &Actor, table: &Map<String, Value>) -> Result<SyncReport> {
        // One entry that cannot be read takes none of the others with it.
        let Checked { prices, .. } = check(table);
        if prices.is_empty() {
            return Err(Error::invalid("price_sync_url", "No entry of the table has a price per token or request."));
        }
        let mut report = SyncReport { models: prices.len() as i64, ..SyncReport::default() };
        let mut digest = Sha256::new();
        for (key, entry) in &prices {
            digest.update(format!("{}\n{entry}\n", key.model));
        }
        let fingerprint = crate::seal::hex(&digest.finalize());
        let known = setting::list(&mut self.0.0.db.read().await?).await?;
        if known.iter().any(|(name, value)| name == FINGERPRINT && *value == fingerprint) {
            return Ok(report);
        }
        let mut change = self.0.change(actor).await?;
        report.stored = store(&mut change.tx, PriceSource::Synced, prices, change.now).await?;
        setting::set(&mut change.tx, FINGERPRINT, &fingerprint).await?;
        change.audit("price.sync", (None, ""), None, Some(&report)).await?;
        report.repriced = self.publish(change).await?.repriced;
        Ok(report)
    }
}

/// # Errors
/// In words for an admin.
async fn download(egress: &Egress, url: &str) -> std::result::Result<Map<String, Value>, String> {
    let mut response = fetched(egress, url).await?;
    if !response.status().is_success() {
        return Err(format!("the address answered {}", response.status()));
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| format!("the table broke off: {}", plain(error)))? {
        if body.len() + chunk.len() > BYTES_MAX {
            return Err(format!("the table is longer than {} MB", BYTES_MAX >> 20));
        }
        body.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&body).map_err(|error| format!("this is no table of prices: {error}"))
}

/// Whatever is answered by the last address, after a few redirects. No admin has named those hosts, so they are public ones.
async fn fetched(egress: &Egress, url: &str) -> std::result::Result<Response, String> {
    let mut egress = egress.clone();
    let mut what = "the address cannot be reached";
    let mut url = Url::parse(url).map_err(|error| format!("the address cannot be read: {error}"))?;
    for _ in 0..=REDIRECTS_MAX {
        let unreached = |error: egress::Error| match error {
            egress::Error::Refused(refused) => format!("{what}: {refused}"),
            egress::Error::Failed(error) => format!("{what}: {}", plain(error)),
            egress::Error::Tls(error) => format!("{what}: {error}"),
        };
        let client = egress.client(reqwest::Client::builder(), None).map_err(unreached)?;
        let request = client.draft(Method::GET, url.as_str()).build().map_err(|error| unreached(error.into()))?;
        let response = client.execute(request).await.map_err(unreached)?;
        let Some(place) = response.headers().get(LOCATION).filter(|_| response.status().is_redirection()) else {
            return Ok(response);
        };
        let next = place.to_str().ok().and_then(|place| url.join(place).ok());
        let next = next.ok_or("the address sends on to one that cannot be read")?;
        if next.host_str() != url.host_str() {
            egress = egress.public_only();
            what = "the address sends on to another host, which must be a public one and cannot be reached";
        }
        url = next;
    }
    Err("the address sends on again and again".to_owned())
}

/// Without the address, in which a token may stand.
fn plain(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}
