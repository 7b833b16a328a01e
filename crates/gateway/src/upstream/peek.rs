//! A look at the beginning of an answer that is given back whole.

use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// An error is no longer than that, and is there at once.
const PEEK_BYTES: usize = 64 << 10;
const PEEK_TIME: Duration = Duration::from_secs(10);

/// What of the body came, and the answer as it was.
pub(crate) async fn peek(response: reqwest::Response) -> (Bytes, reqwest::Response) {
    let (parts, mut body) = axum::http::Response::from(response).into_parts();
    let mut seen = BytesMut::new();
    let mut broken = None;
    let read = async {
        while seen.len() < PEEK_BYTES {
            match body.frame().await {
                Some(Ok(frame)) => seen.extend_from_slice(&frame.into_data().unwrap_or_default()),
                Some(Err(error)) => {
                    broken = Some(error);
                    return;
                }
                None => return,
            }
        }
    };
    // Late or broken, it goes on as it would have.
    let _ = tokio::time::timeout(PEEK_TIME, read).await;
    let seen = seen.freeze();
    let body = reqwest::Body::wrap(Prefixed { prefix: Some(seen.clone()), broken, rest: body });
    (seen, reqwest::Response::from(axum::http::Response::from_parts(parts, body)))
}

struct Prefixed {
    prefix: Option<Bytes>,
    broken: Option<reqwest::Error>,
    rest: reqwest::Body,
}

impl Body for Prefixed {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        if let Some(prefix) = self.prefix.take().filter(|prefix| !prefix.is_empty()) {
            return Poll::Ready(Some(Ok(Frame::data(prefix))));
        }
        match self.broken.take() {
            Some(error) => Poll::Ready(Some(Err(error))),
            None => Pin::new(&mut self.rest).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.prefix.as_ref().is_none_or(Bytes::is_empty) && self.broken.is_none() && self.rest.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let mut hint = self.rest.size_hint();
        if let (Some(prefix), Some(exact)) = (&self.prefix, hint.exact()) {
            hint.set_exact(exact + prefix.len() as u64);
        }
        hint
    }
}
