//! Every endpoint family at every kind of provider: the vendor gets the client's own bytes, its own credential and no
//! trace of the hub's key.

use crate::common::{CREDENTIAL, Client, Hub, KEY, fleet};
use domain::log::Outcome;
use gateway::Options;
use mockvendor::MockVendor;

const FORM: &str = "multipart/form-data; boundary=----b7";
const FORM_BODY: &str = "------b7\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ngpt-image-1\r\n\
    ------b7\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\
    \u{1}PNG\r\n------b7\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na cat\r\n------b7--\r\n";
const JSON: &str = "application/json";

/// Method, path, content type, body, and whether it counts in money.
type Ask = (&'static str, &'static str, &'static str, &'static str, bool);

const ASKS: [Ask; 31] = [
    ("POST", "/v1/messages", JSON, r#"{ "model":"m" , "max_tokens":9,"messages":[]}"#, true),
    ("POST", "/v1/messages/count_tokens?beta=true", JSON, r#"{"model":"m","messages":[] }"#, false),
    ("POST", "/v1/chat/completions", JSON, r#"{"messages":[{"role":"user","content":"é"}],"model":"m"}"#, true),
    ("GET", "/v1/chat/completions/chatcmpl-1", "", "", false),
    ("POST", "/v1/responses", JSON, r#"{"model":"m","input":[{"role":"user","content":"hi"}]}"#, true),
    ("POST", "/v1/responses/compact", JSON, r#"{"model":"m","input":[]}"#, true),
    ("GET", "/v1/responses/resp_1", "", "", false),
    ("DELETE", "/v1/responses/resp_1", "", "", false),
    ("POST", "/v1/completions", JSON, r#"{"model":"m","prompt":"Once"}"#, true),
    ("POST", "/v1/embeddings", JSON, r#"{"model":"m","input":"text"}"#, true),
    ("POST", "/v1/images/generations", JSON, r#"{"model":"m","prompt":"a cat"}"#, true),
    ("POST", "/v1/images/edits", FORM, FORM_BODY, true),
    ("POST", "/v1/audio/speech", JSON, r#"{"model":"m","input":"hi","voice":"alloy"}"#, true),
    ("POST", "/v1/audio/transcriptions", FORM, FORM_BODY, true),
    ("POST", "/v1/moderations", JSON, r#"{"input":"text"}"#, false),
    ("POST", "/v1/files", FORM, FORM_BODY, false),
    ("GET", "/v1/files/file-1/content", "", "", false),
    ("POST", "/v1/batches", JSON, r#"{"input_file_id":"file-1"}"#, false),
    ("GET", "/v1/vector_stores?limit=2", "", "", false),
    ("POST", "/v1beta/models/m:generateContent", JSON, r#"{"contents":[{"parts":[{"text":"hi"}]}]}"#, true),
    ("POST", "/v1beta/models/m:streamGenerateContent?alt=sse", JSON, r#"{"contents":[{"parts":[]}]}"#, true),
    ("POST", "/v1beta/models/m:streamGenerateContent", JSON, r#"{"contents":[{"parts":[]}]}"#, true),
    ("POST", "/v1beta/models/m:countTokens", JSON, r#"{"contents":[]}"#, false),
    ("POST", "/v1beta/models/m:embedContent", JSON, r#"{"content":{"parts":[{"text":"hi"}]}}"#, true),
    ("POST", "/v1beta/models/m:batchEmbedContents", JSON, r#"{"requests":[{"content":{"parts":[]}}]}"#, true),
    ("POST", "/v1beta/models/m:predict", JSON, r#"{"instances":[{"prompt":"a cat"}]}"#, true),
    ("GET", "/v1beta/files/f1", "", "", false),
    ("POST", "/v1internal:generateContent", JSON, r#"{"model":"m","request":{"contents":[]}}"#, true),
    ("POST", "/v1internal:streamGenerateContent?alt=sse", JSON, r#"{"model":"m","request":{"contents":[]}}"#, true),
    ("POST", "/v1internal:loadCodeAssist", JSON, r#"{"metadata":{}}"#, false),
    ("POST", "/v1internal/models/m:generateContent", JSON, r#"{"request":{"contents":[]}}"#, true),
];

#[tokio::test(flavor = "multi_thread")]
async fn each_crosses_byte_for_byte_with_the_providers_credential() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    let bearer = format!("Bearer {KEY}");
    for (method, path, kind, body, metered) in ASKS {
        let seen = hub.settled().len();
        let mut headers = vec![("authorization", bearer.as_str()), ("x-own", "1")];
        if !kind.is_empty() {
            headers.push(("content-type", kind));
        }
        let answer = Client::send(hub.address, method, path, &headers, body.as_bytes()).await.answer().await;
        assert_eq!((answer.status, answer.whole), (200, true), "{method} {path}: {}", answer.text());
        let row = &hub.settled()[seen];
        assert_eq!((row.outcome, row.metered), (Outcome::Ok, metered), "{path}: {row:#?}");
        assert!(row.attempts[0].edits.is_empty(), "{path}: {row:#?}");

        let got = vendor.requests().pop().unwrap();
        assert_eq!((got.method.as_str(), got.path.as_str()), (method, path));
        assert!(got.request_body == body.as_bytes(), "{path}: the body differs");
        assert_eq!(got.header("content-type").unwrap_or_default(), kind, "{path}");
        assert_eq!((got.header("x-own"), got.header("accept-encoding")), (Some("1"), Some("identity")));
        let google = path.starts_with("/v1beta") || path.starts_with("/v1internal");
        let own = format!("Bearer {CREDENTIAL}");
        assert_eq!(got.header("authorization"), Some(own.as_str()).filter(|_| !google), "{path}");
        assert_eq!(got.header("x-goog-api-key"), Some(CREDENTIAL).filter(|_| google), "{path}");
        assert!(!got.request_headers.iter().any(|(_, value)| value.contains(KEY)), "{path}");
        // `accept: */*` says what no `accept` says (RFC 9110, 12.5.1).
        let ours = ["accept", "accept-encoding", "authorization", "content-length", "content-type", "host"];
        let ours = [&ours[..], &["x-api-key", "x-goog-api-client", "x-goog-api-key", "x-own"]].concat();
        assert!(got.request_headers.iter().all(|(name, _)| ours.contains(&name.as_str())), "{:?}", got.request_headers);
        assert_eq!(row.usage, crate::common::billed(&vendor.bill().pop().unwrap().usage), "{path}: {row:#?}");
        vendor.clear();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_in_the_query_is_taken_and_kept_from_the_vendor() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    let path = format!("/v1beta/models/m:generateContent?key={KEY}&x=1");
    let body = br#"{"contents":[]}"#;
    let answer = Client::send(hub.address, "POST", &path, &[("x-goog-api-key", KEY)], body).await.answer().await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let got = vendor.requests().pop().unwrap();
    assert_eq!(
        (got.path.as_str(), got.header("x-goog-api-key")),
        ("/v1beta/models/m:generateContent?x=1", Some(CREDENTIAL))
    );
    let differ = Client::send(hub.address, "POST", &path, &[("x-api-key", "sk-other")], body).await.answer().await;
    assert_eq!((differ.status, differ.json()["error"]["status"].as_str()), (401, Some("UNAUTHENTICATED")));
}

/// A dialect's clients are served by that dialect's providers alone.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_to_a_provider_of_another_dialect() {
    let vendor = MockVendor::start();
    let all = fleet(&vendor.url());
    for (path, kinds, body) in [
        ("/v1/messages", &["claude", "claude-auth"][..], r#"{"model":"m"}"#),
        ("/v1/chat/completions", &["openai-compatible"], r#"{"model":"m"}"#),
        ("/v1/responses", &["codex"], r#"{"model":"m"}"#),
        ("/v1beta/models/m:generateContent", &["gemini"], "{}"),
        ("/v1internal:generateContent", &["gemini-cli"], r#"{"model":"m","request":{}}"#),
    ] {
        let mut others = fleet(&vendor.url());
        others.providers.retain(|upstream| !kinds.contains(&upstream.provider.kind.as_str()));
        let hub = Hub::start(others, Options::default()).await;
        let answer = hub.send(path, &[], body.as_bytes()).await.answer().await;
        assert_eq!(answer.status, 503, "{path}: {}", answer.text());
        assert_eq!(hub.row().await.unserved.unwrap().excluded.len(), all.providers.len() - kinds.len());
    }
    assert_eq!(vendor.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_and_limits_of_every_vendor_reach_the_client() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    let script = mockvendor::Script {
        headers: [
            ("openai-organization", "org-1"),
            ("openai-processing-ms", "12"),
            ("x-ratelimit-remaining-requests", "9"),
            ("anthropic-version", "2023-06-01"),
            ("retry-after", "3"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into(),
        ..mockvendor::Script::default()
    };
    for path in ["/v1/chat/completions", "/v1/responses", "/v1/messages"] {
        let answer = hub.send(path, &[("x-mock-script", &script.header())], br#"{"model":"m"}"#).await.answer().await;
        for (name, value) in &script.headers {
            assert_eq!(answer.header(name), Some(value.as_str()), "{path}");
        }
        let id = if path == "/v1/messages" { "request-id" } else { "x-request-id" };
        let vendors = vendor.bill().pop().unwrap().id;
        assert_eq!(answer.header(id), Some(vendors.as_str()));
        let row = hub.settled().pop().unwrap();
        assert_eq!(row.attempts[0].vendor_request_id.as_deref(), Some(vendors.as_str()));
        assert_eq!(answer.header("x-cch-request-id"), Some(row.id.as_str()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn browsers_may_ask() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let headers = [("origin", "https://a.example"), ("access-control-request-headers", "x-api-key,x-own")];
    let answer = Client::send(hub.address, "OPTIONS", "/v1/messages", &headers, b"").await.answer().await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (204, Some("*")));
    assert_eq!(answer.header("access-control-allow-headers"), Some("x-api-key,x-own"));
    for key in [KEY, "sk-unknown"] {
        let headers = [("x-api-key", key), ("origin", "https://a.example")];
        let answer = Client::send(hub.address, "POST", "/v1/messages", &headers, b"{}").await.answer().await;
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert_eq!(answer.header("access-control-allow-credentials"), None);
    }
}
