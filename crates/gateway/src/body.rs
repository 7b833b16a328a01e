//! The request body, read once, whole and bounded.

use crate::decode::{Encoding, decode};
use crate::reject::Reject;
use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use reqwest::header::{CONTENT_ENCODING, CONTENT_LENGTH, EXPECT, HeaderMap};
use std::time::Duration;
use tokio::time::timeout;

/// A client that sends nothing for this long has left its request unfinished.
const SILENCE: Duration = Duration::from_secs(30);
/// What is read of the body of a refused request, and for how long.
const DISCARDED_BYTES: usize = 1 << 20;
const DISCARD_TIME: Duration = Duration::from_secs(2);
/// No more is set aside on a client's word alone.
const TRUSTED_BYTES: usize = 1 << 20;

/// Decoded where it came compressed.
pub(crate) async fn read(headers: &HeaderMap, body: &mut Body, limit: usize) -> Result<Bytes, Reject> {
    let encoding = headers.get(CONTENT_ENCODING).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let encoding = Encoding::parse(encoding.as_deref().unwrap_or_default())?;
    let whole = collect(headers, body, limit).await?;
    let Some(encoding) = encoding.filter(|_| !whole.is_empty()) else { return Ok(whole) };
    let decoded = tokio::task::spawn_blocking(move || decode(encoding, &whole, limit)).await;
    decoded.unwrap_or(Err(Reject::Internal))
}

async fn collect(headers: &HeaderMap, body: &mut Body, limit: usize) -> Result<Bytes, Reject> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(Reject::BodyTooLarge { limit });
    }
    let mut whole = BytesMut::with_capacity(announced.unwrap_or_default().min(TRUSTED_BYTES));
    let mut body = Limited::new(body, limit);
    loop {
        match timeout(SILENCE, body.frame()).await {
            Ok(Some(Ok(frame))) => whole.extend_from_slice(&frame.into_data().unwrap_or_default()),
            Ok(Some(Err(error))) if error.is::<LengthLimitError>() => return Err(Reject::BodyTooLarge { limit }),
            Ok(None) => return Ok(whole.freeze()),
            Ok(Some(Err(_))) | Err(_) => return Err(Reject::BodyBroken),
        }
    }
}

/// Takes in and forgets what a refused client has already sent: a connection that is closed with bytes unread is reset,
/// and the client may never see why.
pub(crate) async fn discard(headers: &HeaderMap, body: Body) {
    if headers.contains_key(EXPECT) {
        return;
    }
    let mut body = Limited::new(body, DISCARDED_BYTES);
    let rest = async { while let Some(Ok(_)) = body.frame().await {} };
    // What comes later than that is not worth waiting for.
    let _ = timeout(DISCARD_TIME, rest).await;
}
