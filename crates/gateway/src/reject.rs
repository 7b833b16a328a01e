//! Every reason for which the hub itself refuses a request, in the caller's own dialect.

use axum::body::Body;
use axum::response::Response;
use domain::RequestId;
use domain::log::Selection;
use domain::snapshot::Barred;
use reqwest::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use std::fmt;

/// The hub's own id for a request, in every answer.
pub(crate) const REQUEST_ID: &str = "x-cch-request-id";

#[derive(Debug)]
pub(crate) enum Reject {
    NoCredential,
    CredentialsDiffer,
    UnknownKey,
    Barred(Barred),
    UnknownPath(String),
    Method,
    BodyEncoding(String),
    BodyTooLarge {
        limit: usize,
    },
    BodyBroken,
    BodyNotJson(String),
    NoModel,
    ModelNotAllowed(String),
    NoProvider(Box<Selection>),
    Unreachable(String),
    TimedOut(String),
    /// Nobody is there to read it.
    ClientLeft,
    Internal,
}

impl Reject {
    pub(crate) fn status(&self) -> u16 {
        self.parts().0
    }

    /// Status, the dialect's error type, our own stable code.
    ///
    /// Types: <https://platform.claude.com/docs/en/api/errors>
    fn parts(&self) -> (u16, &'static str, &'static str) {
        match self {
            Self::NoCredential => (401, "authentication_error", "no_credential"),
            Self::CredentialsDiffer => (401, "authentication_error", "credentials_differ"),
            Self::UnknownKey => (401, "authentication_error", "invalid_api_key"),
            Self::Barred(Barred::KeyDisabled) => (401, "authentication_error", "key_disabled"),
            Self::Barred(Barred::KeyExpired) => (401, "authentication_error", "key_expired"),
            Self::Barred(Barred::UserDisabled) => (401, "authentication_error", "user_disabled"),
            Self::Barred(Barred::UserExpired) => (401, "authentication_error", "user_expired"),
            Self::UnknownPath(_) => (404, "not_found_error", "unknown_path"),
            Self::Method => (405, "invalid_request_error", "method_not_allowed"),
            Self::BodyEncoding(_) => (415, "invalid_request_error", "unsupported_encoding"),
            Self::BodyTooLarge { .. } => (413, "request_too_large", "request_too_large"),
            Self::BodyBroken => (400, "invalid_request_error", "body_incomplete"),
            Self::BodyNotJson(_) => (400, "invalid_request_error", "body_not_json"),
            Self::NoModel => (400, "invalid_request_error", "model_missing"),
            Self::ModelNotAllowed(_) => (400, "invalid_request_error", "model_not_allowed"),
            Self::NoProvider(_) => (503, "api_error", "no_available_providers"),
            Self::Unreachable(_) => (502, "api_error", "provider_unreachable"),
            Self::TimedOut(_) => (504, "timeout_error", "provider_timed_out"),
            Self::ClientLeft => (499, "api_error", "client_left"),
            Self::Internal => (500, "api_error", "internal_error"),
        }
    }

    pub(crate) fn render(&self, id: &RequestId) -> Response {
        let (status, kind, code) = self.parts();
        let body = serde_json::json!({
            "type": "error",
            "error": {"type": kind, "message": self.to_string(), "code": code},
            "request_id": id,
        });
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = reqwest::StatusCode::from_u16(status).unwrap_or_default();
        let headers = response.headers_mut();
        if matches!(self, Self::Method) {
            headers.insert(ALLOW, HeaderValue::from_static("POST"));
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
        if let Ok(value) = HeaderValue::from_str(id.as_str()) {
            headers.insert(REQUEST_ID, value.clone());
            // Where the vendor's SDKs look for it.
            headers.insert("request-id", value);
        }
        response
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCredential => f.write_str("No API key: send this hub's key as `x-api-key` or as `Authorization: Bearer`."),
            Self::CredentialsDiffer => f.write_str("`x-api-key` and `Authorization` hold different keys: send one of them, or the same key in both."),
            Self::UnknownKey => f.write_str("This hub does not know the API key: check it, or ask an admin for a new one."),
            Self::Barred(Barred::KeyDisabled) => f.write_str("This API key is disabled: ask an admin to enable it."),
            Self::Barred(Barred::KeyExpired) => f.write_str("This API key has expired: ask an admin to renew it."),
            Self::Barred(Barred::UserDisabled) => f.write_str("The owner of this API key is disabled: ask an admin."),
            Self::Barred(Barred::UserExpired) => f.write_str("The account of this API key's owner has expired: ask an admin to renew it."),
            Self::UnknownPath(path) => write!(f, "This hub does not serve {path}."),
            Self::Method => f.write_str("Use POST here."),
            Self::BodyEncoding(encoding) => write!(f, "The request body is encoded as {encoding}: send it without Content-Encoding."),
            Self::BodyTooLarge { limit } => write!(f, "The request body is larger than this hub's limit of {limit} bytes."),
            Self::BodyBroken => f.write_str("The request body ended before its announced length."),
            Self::BodyNotJson(error) => write!(f, "The request body is not the JSON object that this endpoint takes: {error}."),
            Self::NoModel => f.write_str("`model` is missing."),
            Self::ModelNotAllowed(model) => write!(f, "Your account may not use the model {model}: ask an admin to allow it."),
            Self::NoProvider(_) => f.write_str("No provider is available for this request. An admin finds the reason in the log, under the request id."),
            Self::Unreachable(_) => f.write_str("The provider could not be reached. The request was not answered; try again."),
            Self::TimedOut(_) => f.write_str("The provider did not answer in time."),
            Self::ClientLeft => f.write_str("the client left before the provider answered"),
            Self::Internal => f.write_str("The hub failed to handle this request. Its log has the reason under the request id."),
        }
    }
}
