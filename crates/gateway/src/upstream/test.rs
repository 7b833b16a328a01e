//! The console's "Test": one real request to a provider, on the same path as a client's, that leaves no mark.

use super::{prepare, send};
use crate::Gateway;
use crate::codec::anthropic::{Answer, error_text};
use crate::reject::Reject;
use bytes::Bytes;
use domain::provider::TestReport;
use domain::snapshot::Upstream;
use http_body_util::{BodyExt, Limited};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use serde::Deserialize;
use std::time::Instant;

/// No answer to a few words is longer.
const BODY_BYTES: usize = 1 << 20;
const SHOWN_BYTES: usize = 2 << 10;

impl Gateway {
    /// Asks the provider for a few words. `upstream` need not be saved.
    pub async fn test(&self, upstream: &Upstream, model: &str) -> TestReport {
        let began = Instant::now();
        let prepared = prepare(upstream, "/v1/messages", &headers());
        let mut report = TestReport { url: prepared.url.clone(), model: model.to_owned(), ..TestReport::default() };
        let body = serde_json::json!({
            "model": model,
            "max_tokens": 32,
            "messages": [{"role": "user", "content": "Say hello in three words."}],
        });
        let limit = self.0.options.test_timeout;
        let exchange = async {
            let response = send(&self.0.client, prepared, Bytes::from(body.to_string()), limit).await?;
            let status = response.status().as_u16();
            let body = axum::http::Response::from(response).into_body();
            let body = Limited::new(body, BODY_BYTES).collect().await;
            let body = body.map_err(|error| Reject::Unreachable(error.to_string()))?;
            Ok::<_, Reject>((status, body.to_bytes()))
        };
        let exchange = tokio::time::timeout(limit, exchange).await;
        report.duration_ms = began.elapsed().as_millis() as i64;
        match exchange {
            Ok(Ok((status, body))) => judge(&mut report, status, &body),
            Ok(Err(Reject::Unreachable(reason) | Reject::TimedOut(reason))) => report.error = reason,
            Ok(Err(other)) => report.error = other.to_string(),
            Err(_) => report.error = format!("no complete answer within {} s", limit.as_secs()),
        }
        report
    }
}

fn judge(report: &mut TestReport, status: u16, body: &[u8]) {
    report.status = Some(status);
    report.body = String::from_utf8_lossy(&body[..body.len().min(SHOWN_BYTES)]).into_owned();
    if !(200..300).contains(&status) {
        report.error = error_text(body);
        return;
    }
    let mut answer = Answer::default();
    answer.message(body);
    report.ok = answer.complete;
    report.error = answer.error.unwrap_or_default();
    report.text = serde_json::from_slice::<Spoken>(body).ok().map(|spoken| {
        let texts = spoken.content.into_iter().filter_map(|block| block.text);
        texts.collect::<Vec<_>>().join(" ")
    });
}

#[derive(Deserialize)]
struct Spoken {
    content: Vec<Block>,
}

#[derive(Deserialize)]
struct Block {
    text: Option<String>,
}

fn headers() -> HeaderMap {
    [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (USER_AGENT, HeaderValue::from_static(concat!("claude-code-hub/", env!("CARGO_PKG_VERSION")))),
        (HeaderName::from_static("anthropic-version"), HeaderValue::from_static("2023-06-01")),
    ]
    .into_iter()
    .collect()
}
