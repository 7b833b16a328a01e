//! Google OAuth: access tokens are renewed before they end, once for all who wait.

use super::unreached;
use crate::path::escaped;
use domain::google::{GoogleCredential, Refresh};
use domain::{Millis, Secret};
use egress::Client;
use http_body_util::{BodyExt, Limited};
use reqwest::Method;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long before its end a token is renewed; half its life when that is less.
const AHEAD_MS: i64 = 300_000;
const REFRESH_TIME: Duration = Duration::from_secs(10);
/// After a renewal that failed: those who wait do not ask again one by one.
const PAUSE_MS: i64 = 5_000;
const ANSWER_BYTES: usize = 64 << 10;
/// What is kept of credentials that are not used any more.
const REMEMBERED: usize = 256;

/// A provider's credential as a request bears it.
pub(crate) enum Bearer {
    ApiKey(Secret),
    Token(Secret),
}

#[derive(Clone)]
struct Token {
    secret: Secret,
    renew_at: i64,
    ends_at: i64,
    /// Why the last renewal failed.
    failed: Option<Failed>,
}

/// A token could not be got.
#[derive(Clone)]
pub(crate) struct Failed {
    pub reason: String,
    /// Nobody was reached: another way may do.
    pub is_connect: bool,
}

/// One slot a credential; whoever holds its lock renews, the others wait and find the new token.
#[derive(Default)]
pub(crate) struct Tokens(Mutex<HashMap<[u8; 32], Slot>>);

type Slot = Arc<tokio::sync::Mutex<Option<Token>>>;

impl Tokens {
    /// `client`: the provider's own way out.
    pub(crate) async fn bearer(&self, client: &Client, credential: &Secret) -> Result<Bearer, Failed> {
        let text = credential.expose();
        if !GoogleCredential::is_meant(text) {
            // Google's access tokens begin so; its API keys do not.
            let token = text.starts_with("ya29.");
            return Ok(if token { Bearer::Token(credential.clone()) } else { Bearer::ApiKey(credential.clone()) });
        }
        let google =
            GoogleCredential::parse(text).map_err(|error| Failed { reason: error.message, is_connect: false })?;
        let slot = self.slot(Sha256::digest(text).into());
        let mut token = slot.lock().await;
        let now = Millis::now().0;
        let current = token.get_or_insert_with(|| Token {
            secret: google.access_token.clone().unwrap_or_default(),
            // Without a way to renew it, it is used for what it is worth.
            renew_at: if google.refresh.is_some() { google.expires_at - AHEAD_MS } else { i64::MAX },
            ends_at: google.expires_at,
            failed: None,
        });
        let holds = !current.secret.is_empty() && (now < current.ends_at || google.refresh.is_none());
        match &current.failed {
            Some(failed) if now < current.renew_at && !holds => return Err(failed.clone()),
            _ if now < current.renew_at && holds => return Ok(Bearer::Token(current.secret.clone())),
            _ => {}
        }
        let Some(refresh) = &google.refresh else { return Ok(Bearer::Token(current.secret.clone())) };
        match renew(client, refresh).await {
            Ok((secret, seconds)) => {
                let life = seconds.clamp(0, 86_400) * 1_000;
                let now = Millis::now().0;
                let renew_at = now + life - AHEAD_MS.min(life / 2);
                *current = Token { secret, renew_at, ends_at: now + life, failed: None };
            }
            Err(mut failed) => {
                failed.reason = format!("the Google credential could not be renewed: {}", failed.reason);
                current.renew_at = Millis::now().0 + PAUSE_MS;
                current.failed = Some(failed.clone());
                if !holds {
                    return Err(failed);
                }
                tracing::warn!(error = %failed.reason, "its token still holds");
            }
        }
        Ok(Bearer::Token(current.secret.clone()))
    }

    /// Lets the next one try again at once.
    pub(crate) async fn forget(&self, credential: &Secret) {
        let slot = self.slot(Sha256::digest(credential.expose()).into());
        if let Some(token) = slot.lock().await.as_mut().filter(|token| token.failed.is_some()) {
            (token.renew_at, token.failed) = (0, None);
        }
    }

    fn slot(&self, hash: [u8; 32]) -> Slot {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.len() >= REMEMBERED && !slots.contains_key(&hash) {
            slots.retain(|_, slot| Arc::strong_count(slot) > 1);
        }
        slots.entry(hash).or_default().clone()
    }
}

#[derive(Deserialize)]
struct Renewed {
    access_token: Secret,
    expires_in: i64,
}

#[derive(Deserialize)]
struct Refused {
    error: String,
}

/// <https://developers.google.com/identity/protocols/oauth2/native-app#offline>
async fn renew(client: &Client, refresh: &Refresh) -> Result<(Secret, i64), Failed> {
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh.refresh_token.expose()),
        ("client_id", &refresh.client_id),
        ("client_secret", refresh.client_secret.expose()),
    ];
    let form: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value, ""))).collect();
    let request = client
        .draft(Method::POST, &refresh.token_uri)
        .header("content-type", "application/x-www-form-urlencoded")
        .timeout(REFRESH_TIME)
        .body(form.join("&"))
        .build();
    let away = |error: &egress::Error| Failed { reason: unreached(error), is_connect: error.is_connect() };
    let request = request.map_err(|error| away(&error.into()))?;
    let response = client.execute(request).await.map_err(|error| away(&error))?;
    let status = response.status();
    let body = Limited::new(http::Response::from(response).into_body(), ANSWER_BYTES).collect().await;
    let body = body.map_err(|error| Failed { reason: error.to_string(), is_connect: false })?.to_bytes();
    if let Ok(renewed) = serde_json::from_slice::<Renewed>(&body)
        && status.is_success()
    {
        return Ok((renewed.access_token, renewed.expires_in));
    }
    // `invalid_grant` and the like: the rest may repeat what was sent.
    let word = serde_json::from_slice::<Refused>(&body).map(|refused| refused.error);
    let reason = word.unwrap_or_else(|_| format!("status {}", status.as_u16()));
    Err(Failed { reason, is_connect: false })
}
