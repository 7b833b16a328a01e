//! Google OAuth: access tokens are renewed before they end, once for all who wait.

use super::reason;
use crate::reject::Reject;
use domain::google::{GoogleCredential, Refresh};
use domain::{Millis, Secret};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long before its end a token is renewed; half its life when that is less.
const AHEAD_MS: i64 = 300_000;
const REFRESH_TIME: Duration = Duration::from_secs(15);
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
}

/// One slot a credential; whoever holds its lock renews, the others wait and find the new token.
#[derive(Default)]
pub(crate) struct Tokens(Mutex<HashMap<[u8; 32], Slot>>);

type Slot = Arc<tokio::sync::Mutex<Option<Token>>>;

impl Tokens {
    /// `client`: the provider's own way out.
    pub(crate) async fn bearer(&self, client: &reqwest::Client, credential: &Secret) -> Result<Bearer, Reject> {
        let text = credential.expose();
        if !GoogleCredential::is_meant(text) {
            // Google's access tokens begin so; its API keys do not.
            let token = text.starts_with("ya29.");
            return Ok(if token { Bearer::Token(credential.clone()) } else { Bearer::ApiKey(credential.clone()) });
        }
        let google = GoogleCredential::parse(text).map_err(|error| Reject::Unreachable(error.message))?;
        let slot = self.slot(Sha256::digest(text).into());
        let mut token = slot.lock().await;
        let now = Millis::now().0;
        let current = token.get_or_insert_with(|| Token {
            secret: google.access_token.clone().unwrap_or_default(),
            // Without a way to renew it, it is used for what it is worth.
            renew_at: if google.refresh.is_some() { google.expires_at - AHEAD_MS } else { i64::MAX },
            ends_at: google.expires_at,
        });
        if now < current.renew_at && !current.secret.is_empty() {
            return Ok(Bearer::Token(current.secret.clone()));
        }
        let Some(refresh) = &google.refresh else { return Ok(Bearer::Token(current.secret.clone())) };
        match renew(client, refresh).await {
            Ok((secret, seconds)) => {
                let life = seconds * 1_000;
                let now = Millis::now().0;
                *current = Token { secret, renew_at: now + life - AHEAD_MS.min(life / 2), ends_at: now + life };
            }
            Err(error) if now >= current.ends_at || current.secret.is_empty() => {
                return Err(Reject::Unreachable(format!("the Google credential could not be renewed: {error}")));
            }
            Err(error) => tracing::warn!(%error, "a Google credential could not be renewed; its token still holds"),
        }
        Ok(Bearer::Token(current.secret.clone()))
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
async fn renew(client: &reqwest::Client, refresh: &Refresh) -> Result<(Secret, i64), String> {
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh.refresh_token.expose()),
        ("client_id", &refresh.client_id),
        ("client_secret", refresh.client_secret.expose()),
    ];
    let form: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    let request = client
        .post(&refresh.token_uri)
        .header("content-type", "application/x-www-form-urlencoded")
        .timeout(REFRESH_TIME)
        .body(form.join("&"));
    let response = request.send().await.map_err(|error| reason(&error))?;
    let status = response.status();
    let body = response.bytes().await.map_err(|error| reason(&error))?;
    if let Ok(renewed) = serde_json::from_slice::<Renewed>(&body)
        && status.is_success()
    {
        return Ok((renewed.access_token, renewed.expires_in));
    }
    // `invalid_grant` and the like: the rest may repeat what was sent.
    let word = serde_json::from_slice::<Refused>(&body).map(|refused| refused.error);
    Err(word.unwrap_or_else(|_| format!("status {}", status.as_u16())))
}

fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") }).collect()
}
