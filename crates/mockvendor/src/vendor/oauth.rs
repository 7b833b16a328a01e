//! Google's token endpoint: a refresh token (or another grant) for an access token.

use super::Fault;
use serde_json::{Value, json};

/// `n` is the request's number, so no two tokens are the same.
pub(crate) fn token(n: u64) -> Value {
    json!({
        "access_token": format!("ya29.mock-{n}"),
        "expires_in": 3599,
        "scope": "https://www.googleapis.com/auth/cloud-platform",
        "token_type": "Bearer",
    })
}

/// What is wrong with a form that asks for a token.
pub(crate) fn fault(form: &Value) -> Option<Fault> {
    let given = |name: &str| form[name].as_str().unwrap_or("");
    let (kind, sentence) = match (given("grant_type"), given("refresh_token")) {
        ("", _) => ("unsupported_grant_type", "Invalid grant_type: "),
        ("refresh_token", "") => ("invalid_request", "Missing required parameter: refresh_token"),
        _ => return None,
    };
    Some(Fault { status: 400, kind: Some(kind), sentence: sentence.to_owned() })
}

pub(crate) fn error(status: u16, kind: Option<&str>, sentence: Option<&str>) -> Value {
    let (usual, unspoken) = match status {
        401 => ("invalid_client", "The OAuth client was not found."),
        400..=499 => ("invalid_grant", "Token has been expired or revoked."),
        _ => ("internal_failure", "Backend Error"),
    };
    json!({ "error": kind.unwrap_or(usual), "error_description": sentence.unwrap_or(unspoken) })
}
