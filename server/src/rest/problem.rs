//! Errors as RFC 9457 problem documents.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use domain::ApiError;
use domain::error::ErrorCode;
use serde::Serialize;
use utoipa::ToSchema;

/// What a failed request answers, as `application/problem+json`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "type": "urn:cch:problem:invalid",
    "title": "Bad Request",
    "status": 400,
    "detail": "This must not be empty.",
    "errorCode": "invalid",
    "instance": "/api/v1/users",
    "requestId": "01a229de-0334-7551-be32-c44aa043f9e3",
    "invalidParams": [{"path": "name", "message": "This must not be empty."}],
}))]
pub(crate) struct ProblemBody {
    /// `urn:cch:problem:` and the code.
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    detail: String,
    error_code: ErrorCode,
    /// The path that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    /// The hub's log names the request by it; also in the header `X-Request-Id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    invalid_params: Vec<InvalidParam>,
}

/// A field of the body that is at fault.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InvalidParam {
    path: String,
    message: String,
}

/// Which request a problem is about.
pub(super) struct Place {
    pub(super) request_id: String,
    pub(super) path: String,
}

#[derive(Debug)]
pub(crate) struct Problem(pub(crate) ApiError);

impl<E: Into<ApiError>> From<E> for Problem {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl Problem {
    /// As the caller gets it who asked there.
    pub(super) fn at(self, place: &Place) -> Response {
        self.answer(Some(place))
    }

    fn answer(self, place: Option<&Place>) -> Response {
        let ApiError { code, message, field } = self.0;
        let status = StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let word =
            serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
        let body = ProblemBody {
            kind: format!("urn:cch:problem:{word}"),
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            detail: message.clone(),
            error_code: code,
            instance: place.map(|place| place.path.clone()),
            request_id: place.map(|place| place.request_id.clone()),
            invalid_params: field.map(|path| InvalidParam { path, message }).into_iter().collect(),
        };
        let mut response = (status, axum::Json(body)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

impl IntoResponse for Problem {
    /// With the error beside it, for whoever knows the place.
    fn into_response(self) -> Response {
        let error = self.0.clone();
        let mut response = self.answer(None);
        response.extensions_mut().insert(error);
        response
    }
}
