//! The console's "Test": one real request to a provider, on the same path as a client's, that leaves no mark.

use super::fault::Fault;
use super::limit::Limits;
use super::{Call, send};
use crate::Gateway;
use crate::codec::{Answer, Codec, error};
use crate::family::Target;
use domain::Dialect;
use domain::log::Class;
use domain::provider::TestReport;
use domain::snapshot::Upstream;
use http_body_util::{BodyExt, Limited};
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use serde_json::{Value, json};
use std::time::Instant;

/// No answer to a few words is longer.
const BODY_BYTES: usize = 1 << 20;
const SHOWN_BYTES: usize = 2 << 10;
const WORDS: &str = "Say hello in three words.";

impl Gateway {
    /// Asks the provider for a few words. `upstream` need not be saved.
    pub async fn test(&self, upstream: &Upstream, model: &str) -> TestReport {
        let began = Instant::now();
        let kind = upstream.provider.kind;
        let path = kind.probe_path(model);
        let url = domain::url::join(&upstream.provider.url, &path);
        let mut report = TestReport { url: url.clone(), model: model.to_owned(), ..TestReport::default() };
        let limit = self.0.options.test_timeout;
        let headers = headers(kind.dialect());
        let body = question(kind.dialect(), model).to_string().into();
        let limits = Limits { first_byte: limit, ..Limits::of(&self.0.options, upstream, false) };
        let call =
            Call { method: Method::POST, url, headers: &headers, drilled: None, body, client_ip: "", limits: &limits };
        let exchange = async {
            let response = send(self, upstream, call).await?.response;
            let status = response.status().as_u16();
            let body = http::Response::from(response).into_body();
            let body = Limited::new(body, BODY_BYTES).collect().await;
            let body = body.map_err(|error| Fault::new(Class::Truncated, error.to_string()))?;
            Ok::<_, Fault>((status, body.to_bytes()))
        };
        let exchange = tokio::time::timeout(limit, exchange).await;
        report.duration_ms = began.elapsed().as_millis() as i64;
        match exchange {
            Ok(Ok((status, body))) => judge(&mut report, kind.dialect(), &path, (status, &body)),
            Ok(Err(fault)) => report.error = fault.error,
            Err(_) => report.error = format!("no complete answer within {} s", limit.as_secs()),
        }
        report
    }
}

fn question(dialect: Dialect, model: &str) -> Value {
    let contents = json!([{"role": "user", "parts": [{"text": WORDS}]}]);
    match dialect {
        Dialect::Anthropic => {
            json!({"model": model, "max_tokens": 32, "messages": [{"role": "user", "content": WORDS}]})
        }
        // Newer and older models disagree on the name of a limit, so there is none.
        Dialect::Chat => json!({"model": model, "messages": [{"role": "user", "content": WORDS}]}),
        Dialect::Responses => {
            let content = json!([{"type": "input_text", "text": WORDS}]);
            json!({"model": model, "store": false, "input": [{"role": "user", "content": content}]})
        }
        Dialect::Gemini => json!({"contents": contents}),
        Dialect::GeminiCli => json!({"model": model, "request": {"contents": contents}}),
    }
}

fn judge(report: &mut TestReport, dialect: Dialect, path: &str, (status, body): (u16, &[u8])) {
    report.status = Some(status);
    report.body = String::from_utf8_lossy(&body[..body.len().min(SHOWN_BYTES)]).into_owned();
    if !(200..300).contains(&status) {
        report.error = error::text(body);
        return;
    }
    let mut answer = Answer::new(dialect);
    if let Some(target) = Target::of(&Method::POST, path, &HeaderMap::new()) {
        Codec::of(target.family).whole(&mut answer, body);
    }
    report.ok = answer.complete && answer.error.is_none();
    report.error = answer.error.unwrap_or_default();
    report.text = serde_json::from_slice(body).ok().map(|body: Value| spoken(&body).join(" "));
}

/// The texts of an answer in any dialect: they stand under `text`, or under `content` in Chat.
fn spoken(body: &Value) -> Vec<String> {
    let chat = body.pointer("/choices/0/message/content").and_then(Value::as_str);
    let lists = ["/content", "/candidates/0/content/parts", "/response/candidates/0/content/parts"];
    let blocks = lists.iter().filter_map(|list| body.pointer(list)?.as_array()).flatten();
    let items = body.pointer("/output").and_then(Value::as_array).into_iter().flatten();
    let items = items.filter_map(|item| item.get("content")?.as_array()).flatten();
    let texts = blocks.chain(items).filter_map(|block| block.get("text")?.as_str());
    chat.into_iter().chain(texts).map(str::to_owned).collect()
}

fn headers(dialect: Dialect) -> HeaderMap {
    let mut headers: HeaderMap = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (USER_AGENT, HeaderValue::from_static(concat!("claude-code-hub/", env!("CARGO_PKG_VERSION")))),
    ]
    .into_iter()
    .collect();
    if dialect == Dialect::Anthropic {
        headers.insert(HeaderName::from_static("anthropic-version"), HeaderValue::from_static("2023-06-01"));
    }
    headers
}
