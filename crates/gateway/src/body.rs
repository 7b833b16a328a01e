//! The request body, read once, whole and bounded.

use crate::reject::Reject;
use axum::body::Body;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use reqwest::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap};

pub(crate) async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, Reject> {
    if let Some(encoding) =
        headers.get(CONTENT_ENCODING).filter(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"))
    {
        return Err(Reject::BodyEncoding(String::from_utf8_lossy(encoding.as_bytes()).into_owned()));
    }
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > limit) {
        return Err(Reject::BodyTooLarge { limit });
    }
    match Limited::new(body, limit).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Reject::BodyTooLarge { limit }),
        Err(_) => Err(Reject::BodyBroken),
    }
}
