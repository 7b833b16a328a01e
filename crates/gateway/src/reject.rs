//! Every reason for which the hub itself refuses a request, in the caller's own dialect.

mod limited;
mod unserved;

use axum::body::Body;
use axum::response::Response;
use domain::limit::Quota;
use domain::log::Selection;
use domain::snapshot::Barred;
use domain::{Dialect, Millis, RequestId};
use reqwest::header::{ALLOW, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use serde_json::{Value, json};
use std::fmt;

/// The hub's own id for a request, in every answer.
pub(crate) const REQUEST_ID: &str = "x-cch-request-id";

#[derive(Debug)]
pub(crate) enum Reject {
    NoCredential,
    CredentialsDiffer,
    UnknownKey,
    TooManyGuesses {
        seconds: i64,
    },
    Barred(Barred),
    UnknownPath(String),
    Method,
    BodyEncoding(String),
    BodyUndecodable,
    BodyBomb {
        ratio: usize,
    },
    BodyTooLarge {
        limit: usize,
    },
    BodyBroken,
    BodyNotJson(String),
    NoModel,
    ModelNotAllowed(String),
    ModelUnnamed,
    /// Of a model list.
    NoSuchModel(String),
    /// A limit of the key or of its owner is reached.
    Limited {
        quota: Box<Quota>,
        now: Millis,
    },
    /// What it costs could not be written down.
    Unrecorded,
    NoProvider(Box<Selection>),
    Unreachable(String),
    TimedOut(String),
    /// What the provider sent is no answer.
    BadAnswer(String),
    /// Nobody is there to read it.
    ClientLeft,
    Internal,
}

impl Reject {
    pub(crate) fn status(&self) -> u16 {
        self.parts().0
    }

    pub(crate) fn code(&self) -> &'static str {
        self.parts().1
    }

    /// Status, and our own stable code.
    fn parts(&self) -> (u16, &'static str) {
        match self {
            Self::NoCredential => (401, "no_credential"),
            Self::CredentialsDiffer => (401, "credentials_differ"),
            Self::UnknownKey => (401, "invalid_api_key"),
            Self::TooManyGuesses { .. } => (429, "too_many_unknown_keys"),
            Self::Barred(Barred::KeyDisabled) => (401, "key_disabled"),
            Self::Barred(Barred::KeyExpired) => (401, "key_expired"),
            Self::Barred(Barred::UserDisabled) => (401, "user_disabled"),
            Self::Barred(Barred::UserExpired) => (401, "user_expired"),
            Self::UnknownPath(_) => (404, "unknown_path"),
            Self::Method => (405, "method_not_allowed"),
            Self::BodyEncoding(_) => (415, "unsupported_encoding"),
            Self::BodyUndecodable => (400, "body_undecodable"),
            Self::BodyBomb { .. } => (413, "compression_ratio"),
            Self::BodyTooLarge { .. } => (413, "request_too_large"),
            Self::BodyBroken => (400, "body_incomplete"),
            Self::BodyNotJson(_) => (400, "body_not_json"),
            Self::NoModel => (400, "model_missing"),
            Self::ModelNotAllowed(_) => (400, "model_not_allowed"),
            Self::ModelUnnamed => (400, "model_not_named"),
            Self::NoSuchModel(_) => (404, "model_not_found"),
            Self::Limited { quota, .. } => (limited::status(quota), limited::code(quota.kind)),
            Self::Unrecorded => (503, "journal_full"),
            Self::NoProvider(_) => (503, "no_available_providers"),
            Self::Unreachable(_) => (502, "provider_unreachable"),
            Self::TimedOut(_) => (504, "provider_timed_out"),
            Self::BadAnswer(_) => (502, "provider_answer_invalid"),
            Self::ClientLeft => (499, "client_left"),
            Self::Internal => (500, "internal_error"),
        }
    }

    pub(crate) fn render(&self, dialect: Dialect, id: &RequestId) -> Response {
        let (status, code) = self.parts();
        let mut body = envelope(dialect, (status, code), &self.to_string(), id);
        match self {
            Self::NoProvider(selection) => unserved::detail(&mut body, &selection.excluded),
            Self::Limited { quota, now } => limited::detail(&mut body, quota, *now),
            _ => {}
        }
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = reqwest::StatusCode::from_u16(status).unwrap_or_default();
        let headers = response.headers_mut();
        match self {
            Self::Method => {
                headers.insert(ALLOW, HeaderValue::from_static("POST"));
            }
            Self::TooManyGuesses { seconds } => {
                headers.insert(RETRY_AFTER, HeaderValue::from(*seconds));
            }
            Self::Limited { quota, now } => limited::headers(quota, *now, headers),
            _ => {}
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
        name(headers, dialect, id);
        response
    }
}

/// Puts the request's id where the dialect's own SDKs look for it, unless the vendor's is there, and in our own place.
pub(crate) fn name(headers: &mut HeaderMap, dialect: Dialect, id: &RequestId) {
    let Ok(value) = HeaderValue::from_str(id.as_str()) else { return };
    let theirs = match dialect {
        Dialect::Anthropic => Some(HeaderName::from_static("request-id")),
        Dialect::Chat | Dialect::Responses => Some(HeaderName::from_static("x-request-id")),
        Dialect::Gemini | Dialect::GeminiCli => None,
    };
    if let Some(theirs) = theirs {
        headers.entry(theirs).or_insert_with(|| value.clone());
    }
    headers.insert(REQUEST_ID, value);
}

/// An error as the dialect's clients know it:
/// <https://platform.claude.com/docs/en/api/errors>, <https://platform.openai.com/docs/guides/error-codes>,
/// <https://cloud.google.com/apis/design/errors>.
fn envelope(dialect: Dialect, (status, code): (u16, &str), message: &str, id: &RequestId) -> Value {
    let why = why(id);
    let message = format!("{message} (why: {why})");
    match dialect {
        Dialect::Anthropic => json!({
            "type": "error",
            "error": {"type": anthropic_type(status), "message": message, "code": code},
            "request_id": id,
            "why": why,
        }),
        Dialect::Chat | Dialect::Responses => json!({
            "error": {"message": message, "type": openai_type(status), "param": null, "code": code},
            "request_id": id,
            "why": why,
        }),
        Dialect::Gemini | Dialect::GeminiCli => json!({
            "error": {
                "code": status,
                "message": message,
                "status": google_status(status),
                "details": [
                    {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": code, "domain": "claude-code-hub"},
                    {"@type": "type.googleapis.com/google.rpc.RequestInfo", "requestId": id},
                    {"@type": "type.googleapis.com/google.rpc.Help", "links": [{"description": "why", "url": why}]},
                ],
            },
        }),
    }
}

/// Where the whole story is told.
fn why(id: &RequestId) -> String {
    format!("/why/{id}")
}

fn anthropic_type(status: u16) -> &'static str {
    match status {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        504 => "timeout_error",
        400..=498 => "invalid_request_error",
        _ => "api_error",
    }
}

fn openai_type(status: u16) -> &'static str {
    match status {
        402 => "insufficient_quota",
        429 => "rate_limit_error",
        400..=498 => "invalid_request_error",
        _ => "server_error",
    }
}

fn google_status(status: u16) -> &'static str {
    match status {
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        405 => "UNIMPLEMENTED",
        402 | 429 => "RESOURCE_EXHAUSTED",
        499 => "CANCELLED",
        502 | 503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        400..=498 => "INVALID_ARGUMENT",
        _ => "INTERNAL",
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCredential => f.write_str(
                "No API key: send this hub's key as `Authorization: Bearer`, `x-api-key` or `x-goog-api-key`.",
            ),
            Self::CredentialsDiffer => f.write_str(
                "The request bears two different keys: send one of them, or the same key in every place.",
            ),
            Self::UnknownKey => f.write_str("This hub does not know the API key: check it, or ask an admin for a new one."),
            Self::TooManyGuesses { seconds } => {
                write!(f, "Too many unknown API keys from this address. Try again in {seconds} s, with a key that this hub knows.")
            }
            Self::Barred(Barred::KeyDisabled) => f.write_str("This API key is disabled: ask an admin to enable it."),
            Self::Barred(Barred::KeyExpired) => f.write_str("This API key has expired: ask an admin to renew it."),
            Self::Barred(Barred::UserDisabled) => f.write_str("The owner of this API key is disabled: ask an admin."),
            Self::Barred(Barred::UserExpired) => f.write_str("The account of this API key's owner has expired: ask an admin to renew it."),
            Self::UnknownPath(path) if !path.starts_with("/v1") && !path.starts_with("/upload") => {
                write!(f, "This hub does not serve {path}: add /v1 to the base URL.")
            }
            Self::UnknownPath(path) => write!(f, "This hub does not serve {path}."),
            Self::Method => f.write_str("Use POST here."),
            Self::BodyEncoding(encoding) => write!(
                f,
                "The request body is encoded as {encoding}: send it as gzip, deflate, br or zstd (one of them), or without Content-Encoding.",
            ),
            Self::BodyUndecodable => f.write_str("The request body is not what its Content-Encoding says."),
            Self::BodyBomb { ratio } => {
                write!(f, "The request body grows to more than {ratio} times its size when it is decoded: send it less compressed.")
            }
            Self::BodyTooLarge { limit } => write!(f, "The request body is larger than this hub's limit of {limit} bytes."),
            Self::BodyBroken => f.write_str("The request body ended before its announced length."),
            Self::BodyNotJson(error) => write!(f, "The request body is not the JSON object that this endpoint takes: {error}."),
            Self::NoModel => f.write_str("`model` is missing."),
            Self::ModelNotAllowed(model) => write!(f, "Your account may not use the model {model}: ask an admin to allow it."),
            Self::ModelUnnamed => f.write_str("Your account may use some models only, and this endpoint does not say which one will work: ask an admin."),
            Self::NoSuchModel(model) => write!(f, "There is no model {model} among those that your key may use."),
            Self::Limited { quota, .. } => limited::tell(quota, f),
            Self::Unrecorded => f.write_str(
                "The hub cannot write down what requests cost: its disk is full or broken. Nothing was sent to a provider. Try again later.",
            ),
            Self::NoProvider(selection) => unserved::tell(selection, f),
            Self::Unreachable(_) => f.write_str("The provider could not be reached. The request was not answered; try again."),
            Self::TimedOut(_) => f.write_str("The provider did not answer in time."),
            Self::BadAnswer(_) => f.write_str("The provider's answer was not one that can be used. Try again."),
            Self::ClientLeft => f.write_str("the client left before the provider answered"),
            Self::Internal => f.write_str("The hub failed to handle this request. Its log has the reason under the request id."),
        }
    }
}

#[cfg(test)]
mod tests;
