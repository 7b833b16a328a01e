//! Google OAuth credentials, as `gcloud` and Gemini CLI write them to a file: what a Gemini provider may have instead of an
//! API key.

use crate::Secret;
use crate::error::ApiError;
use serde::Deserialize;
use serde_json::Value;

/// <https://developers.google.com/identity/protocols/oauth2/native-app#offline>
const TOKEN_URI: &str = "https://oauth2.googleapis.com/token";

/// What an access token is got with, and the one that came along.
#[derive(Clone, Debug)]
pub struct GoogleCredential {
    pub access_token: Option<Secret>,
    /// When the access token ends, in unix milliseconds; 0 when that is not known.
    pub expires_at: i64,
    pub refresh: Option<Refresh>,
}

/// What goes to the token endpoint.
#[derive(Clone, Debug)]
pub struct Refresh {
    pub refresh_token: Secret,
    pub client_id: String,
    pub client_secret: Secret,
    pub token_uri: String,
}

#[derive(Deserialize)]
struct File {
    access_token: Option<Secret>,
    refresh_token: Option<Secret>,
    client_id: Option<String>,
    client_secret: Option<Secret>,
    token_uri: Option<String>,
    /// Unix milliseconds.
    #[serde(alias = "expires_at")]
    expiry_date: Option<f64>,
}

impl GoogleCredential {
    /// Whether the text is meant to be one, good or bad: API keys never begin so.
    pub fn is_meant(text: &str) -> bool {
        text.trim_start().starts_with('{')
    }

    /// # Errors
    /// When neither a token nor all that is needed to get one is in it.
    pub fn parse(text: &str) -> Result<Self, ApiError> {
        let told = |message: &str| Err(ApiError::invalid("credential", message));
        let Ok(file) = serde_json::from_str::<File>(text) else {
            return told("This begins like a JSON credential but is none: paste the whole file.");
        };
        let filled = |secret: Option<Secret>| secret.filter(|secret| !secret.is_empty());
        let access_token = filled(file.access_token);
        let refresh = match (filled(file.refresh_token), file.client_id, filled(file.client_secret)) {
            (None, ..) => None,
            (Some(refresh_token), Some(client_id), Some(client_secret)) => Some(Refresh {
                refresh_token,
                client_id,
                client_secret,
                token_uri: file.token_uri.unwrap_or_else(|| TOKEN_URI.to_owned()),
            }),
            _ => {
                return told(
                    "The refresh token can only be used with the client that it was issued to: add its `client_id` and \
                     `client_secret` to the JSON.",
                );
            }
        };
        if let Some(fault) = refresh.as_ref().and_then(|refresh| crate::url::fault(&refresh.token_uri)) {
            return Err(ApiError::invalid("credential", format!("`token_uri`: {fault}")));
        }
        if access_token.as_ref().is_some_and(|token| !token.expose().chars().all(|c| c.is_ascii_graphic())) {
            return told("The `access_token` must be plain ASCII text without spaces.");
        }
        if access_token.is_none() && refresh.is_none() {
            return told("The JSON credential has neither an `access_token` nor a `refresh_token`.");
        }
        Ok(Self { access_token, expires_at: file.expiry_date.unwrap_or(0.0) as i64, refresh })
    }

    /// The text on one line, as it is stored.
    pub fn tidy(text: &str) -> String {
        serde_json::from_str::<Value>(text).map_or_else(|_| text.to_owned(), |value| value.to_string())
    }

    /// What people may see of it.
    pub fn hint(&self) -> String {
        let shown = self.refresh.as_ref().map(|refresh| &refresh.refresh_token).or(self.access_token.as_ref());
        format!("OAuth {}", shown.map(Secret::hint).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_gcloud_and_gemini_cli_are_read() {
        let adc =
            r#"{"type":"authorized_user","client_id":"id","client_secret":"s","refresh_token":"1//abcdefghijkl"}"#;
        let credential = GoogleCredential::parse(adc).unwrap();
        assert_eq!(credential.refresh.as_ref().unwrap().token_uri, TOKEN_URI);
        assert_eq!(credential.hint(), "OAuth 1//a…ijkl");
        let token = r#"{ "access_token": "ya29.x", "expiry_date": 1767225600000 }"#;
        let credential = GoogleCredential::parse(token).unwrap();
        assert_eq!((credential.expires_at, credential.refresh.is_none()), (1_767_225_600_000, true));
    }

    #[test]
    fn what_cannot_be_used_is_told() {
        for text in ["{", "{}", r#"{"access_token":""}"#, r#"{"refresh_token":"1//a"}"#] {
            assert_eq!(GoogleCredential::parse(text).unwrap_err().field.as_deref(), Some("credential"), "{text}");
        }
    }
}
