//! A JSON answer, good or bad, is the vendor's own: status, headers and every byte.

use crate::common::{
    CREDENTIAL, DIALECTS, Hub, MODEL, assert_refused, bare, billed, cost, fixtures, fleet, message, once, snapshot,
};
use domain::log::Outcome;
use gateway::Options;
use mockvendor::{MockVendor, Rule, Script, Usage};

#[tokio::test(flavor = "multi_thread")]
async fn recorded_answers_of_every_dialect_cross_unchanged() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    let answers = DIALECTS.iter().flat_map(|(folder, path)| {
        fixtures(folder, "json-", ".json").into_iter().map(move |(name, bytes)| (path, name, bytes))
    });
    for (path, name, bytes) in answers {
        let odd = [b" \r\n\t", &bytes[..], b"\n\n  "].concat();
        for (body, chunk) in [(&bytes, 1), (&odd, 7), (&odd, odd.len())] {
            let seen = hub.settled().len();
            let mut script = Script::replaying("application/json", String::from_utf8(body.clone()).unwrap());
            script.chunk_bytes = Some(chunk);
            script.headers.insert("anthropic-ratelimit-requests-remaining".into(), "41".into());
            vendor.script(Rule::once(script));
            let answer = hub.send(path, &[], message(false).to_string().as_bytes()).await.answer().await;
            assert_eq!((answer.status, answer.whole, &answer.body), (200, true, body), "{name}");
            assert_eq!(answer.header("content-length"), Some(body.len().to_string().as_str()));
            assert_eq!(answer.header("anthropic-ratelimit-requests-remaining"), Some("41"));

            let row = &hub.settled()[seen];
            assert_eq!(answer.header("x-cch-request-id"), Some(row.id.as_str()));
            assert_eq!((row.outcome, row.status), (Outcome::Ok, 200), "{name}");
            assert_eq!(row.estimated, row.usage.is_empty(), "{name}");
            if row.sent_model.as_deref() == Some(MODEL) {
                assert_eq!(row.cost.clone().map(bare), Some(cost(&row.usage)), "{name}");
            }
        }
    }
}

/// Nobody asked for it, and it cannot be read: it crosses as it is, and the row says what is not known.
#[tokio::test(flavor = "multi_thread")]
async fn a_compressed_answer_crosses_unread() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    for stream in [false, true] {
        let mut script = Script { body_bytes: Some(b"\x1f\x8b\x08 compressed".to_vec()), ..Script::default() };
        script.headers.insert("content-encoding".into(), "gzip".into());
        vendor.script(Rule::once(script));
        let answer = hub.ask_unscripted(stream).await.answer().await;
        assert_eq!((answer.status, answer.whole, &answer.body[..]), (200, true, &b"\x1f\x8b\x08 compressed"[..]));
        assert_eq!(answer.header("content-encoding"), Some("gzip"));
        let row = hub.settled().pop().unwrap();
        assert_eq!((row.outcome, row.estimated), (Outcome::Ok, true), "{row:#?}");
        assert!(row.error.unwrap().contains("compressed"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vendors_errors_are_the_clients_to_see() {
    let vendor = MockVendor::start();
    let hub = Hub::start(snapshot(&vendor.url()), once()).await;
    let bodies = |name: &str| String::from_utf8(fixtures("anthropic", name, ".json").remove(0).1).unwrap();
    for (status, body, error) in [
        (400, bodies("error-400"), "invalid_request_error: prompt is too long"),
        (401, bodies("error-401"), "authentication_error: "),
        (404, bodies("error-404"), "not_found_error: "),
        (
            429,
            r#"{"type":"error","error":{"type":"rate_limit_error","message":"Slow down"}}"#.into(),
            "rate_limit_error: ",
        ),
        (500, "upstream connect error".into(), "upstream connect error"),
        (529, bodies("error-529"), "overloaded_error: Overloaded"),
    ] {
        for stream in [false, true] {
            let seen = hub.settled().len();
            let mut script = Script::replaying("application/json", body.clone());
            script.status = Some(status);
            script.headers.insert("retry-after".into(), "17".into());
            // An error costs nothing, whatever it says of usage.
            script.usage = Some(Usage { input: 9, output: 9, ..Usage::default() });
            vendor.script(Rule::once(script));
            let answer = hub.ask_unscripted(stream).await.answer().await;
            assert_eq!((answer.status, answer.whole, answer.text()), (status, true, body.clone()));
            assert_eq!(answer.header("retry-after"), Some("17"));
            let id = answer.header("x-cch-request-id").unwrap();
            assert_ne!(answer.header("request-id"), Some(id), "the vendor's own id stays");
            assert!(!answer.text().contains(CREDENTIAL));

            let row = &hub.settled()[seen];
            assert_eq!((row.id.as_str(), row.outcome, row.status), (id, Outcome::VendorError, status));
            assert!(row.error.as_ref().is_some_and(|text| text.starts_with(error)), "{row:#?}");
            assert!(row.usage.is_empty() && row.cost.as_ref().is_some_and(|cost| cost.total.0 == 0) && !row.unpriced);
            assert_eq!(row.attempts[0].vendor_request_id.as_deref(), answer.header("request-id"));
        }
    }
}

/// A 200 is a success only if it is a message.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_message_is_no_success() {
    let vendor = MockVendor::start();
    let hub = Hub::start(snapshot(&vendor.url()), once()).await;
    for (kind, body) in [
        ("text/html", "<html><body>Bad gateway</body></html>"),
        ("application/json", ""),
        ("application/json", r#"{"type":"error","error":{"type":"api_error","message":"quota used up"}}"#),
        ("application/json", r#"{"error":{"message":"quota used up","code":"x"}}"#),
        ("application/json", "{}"),
        ("application/json", "null"),
        ("application/json", r#"{"code":0,"data":[]}"#),
    ] {
        for stream in [false, true] {
            let seen = hub.settled().len();
            vendor.script(Rule::once(Script::replaying(kind, body)));
            let answer = hub.ask_unscripted(stream).await.answer().await;
            assert_refused(&answer, 502, "api_error", "provider_answer_invalid");
            hub.gateway.live().idle().await;
            let row = &hub.settled()[seen];
            assert!(row.outcome.is_failure(), "{body:?}: {row:#?}");
            assert!(row.error.as_ref().is_some_and(|text| !text.is_empty()) && row.usage.is_empty(), "{body}");
        }
    }
    assert_eq!(hub.settled().len(), vendor.bill().len());
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_not_billed_for_a_count() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let body = message(false).to_string();
    let answer = hub.send("/v1/messages/count_tokens", &[], body.as_bytes()).await.answer().await;
    assert!(answer.json()["input_tokens"].as_i64().is_some_and(|count| count > 0), "{answer:?}");
    let row = hub.row().await;
    assert_eq!((row.outcome, row.metered, row.cost, row.unpriced), (Outcome::Ok, false, None, false));
    assert_eq!((row.path.as_str(), row.usage), ("/v1/messages/count_tokens", billed(&Usage::default())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_without_a_price_says_so() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let body = r#"{"model":"claude-unheard-of","messages":[]}"#;
    hub.send("/v1/messages", &[], body.as_bytes()).await.answer().await;
    let row = hub.row().await;
    assert_eq!((row.outcome, row.cost, row.unpriced), (Outcome::Ok, None, true));
    assert!(!row.usage.is_empty());
}
