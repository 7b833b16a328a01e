//! Models go by another name at a provider, wherever the model stands, and nothing else changes.

use crate::common::{Client, Hub, KEY, fleet, with_providers};
use domain::edit::EditRule;
use domain::redirect::{MatchKind, Redirect, Redirector, Redirects};
use domain::snapshot::Snapshot;
use gateway::Options;
use mockvendor::MockVendor;

fn redirecting(snapshot: Snapshot, rules: &[(MatchKind, &str, &str)]) -> Snapshot {
    let rule = |(kind, source, target): &(MatchKind, &str, &str)| Redirect {
        kind: *kind,
        source: (*source).to_owned(),
        target: (*target).to_owned(),
    };
    let redirects = Redirects(rules.iter().map(rule).collect());
    with_providers(snapshot, |upstream| upstream.redirector = Redirector::new(&redirects).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_body_the_path_and_the_form() {
    let vendor = MockVendor::start();
    let rules = [(MatchKind::Exact, "asked", "glm 5/x"), (MatchKind::Exact, "glm 5/x", "chained")];
    let hub = Hub::start(redirecting(fleet(&vendor.url()), &rules), Options::default()).await;
    let form = "multipart/form-data; boundary=b";
    let form_body = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nasked\r\n--b\r\n\
        Content-Disposition: form-data; name=\"image\"; filename=\"model\"\r\n\r\nasked\r\n--b--\r\n";
    let cases: [(&str, &str, &str, &str, String); 7] = [
        (
            "/v1/messages",
            "application/json",
            r#"{"x" : "asked", "model" : "asked"}"#,
            "/v1/messages",
            r#"{"x" : "asked", "model" : "glm 5/x"}"#.into(),
        ),
        (
            "/v1/messages/count_tokens",
            "application/json",
            r#"{"model":"asked"}"#,
            "/v1/messages/count_tokens",
            r#"{"model":"glm 5/x"}"#.into(),
        ),
        (
            "/v1/chat/completions",
            "application/json",
            r#"{"model":"as\u006bed"}"#,
            "/v1/chat/completions",
            r#"{"model":"glm 5/x"}"#.into(),
        ),
        (
            "/v1beta/models/asked:generateContent",
            "application/json",
            r#"{"contents":[]}"#,
            "/v1beta/models/glm%205%2Fx:generateContent",
            r#"{"contents":[]}"#.into(),
        ),
        (
            "/v1beta/models/asked:embedContent",
            "application/json",
            r#"{"model":"models/asked"}"#,
            "/v1beta/models/glm%205%2Fx:embedContent",
            r#"{"model":"models/glm 5/x"}"#.into(),
        ),
        (
            "/v1internal:generateContent",
            "application/json",
            r#"{"model":"asked","request":{}}"#,
            "/v1internal:generateContent",
            r#"{"model":"glm 5/x","request":{}}"#.into(),
        ),
        ("/v1/images/edits", form, form_body, "/v1/images/edits", form_body.replacen("asked", "glm 5/x", 1)),
    ];
    for (path, kind, body, want_path, want_body) in cases {
        let headers = [("x-api-key", KEY), ("content-type", kind)];
        let answer = Client::send(hub.address, "POST", path, &headers, body.as_bytes()).await.answer().await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        let got = vendor.requests().pop().unwrap();
        assert_eq!((got.path.as_str(), String::from_utf8(got.request_body.to_vec()).unwrap()), (want_path, want_body));
        let row = hub.settled().pop().unwrap();
        assert_eq!((row.model.as_deref(), row.sent_model.as_deref()), (Some("asked"), Some("glm 5/x")), "{path}");
        let edits = &row.attempts[0].edits;
        assert!(!edits.is_empty() && edits.iter().all(|edit| edit.rule == EditRule::Redirect), "{path}: {edits:?}");
        assert!(
            edits[0].before.as_ref().unwrap().contains("ask") || edits[0].before.as_ref().unwrap().contains("as\\u")
        );
        assert!(edits[0].after.as_ref().unwrap().contains("glm"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_no_rule_knows_stays() {
    let vendor = MockVendor::start();
    let hub =
        Hub::start(redirecting(fleet(&vendor.url()), &[(MatchKind::Prefix, "claude-", "x")]), Options::default()).await;
    hub.send("/v1/messages", &[], br#"{"model":"Claude-opus"}"#).await.answer().await;
    let row = hub.row().await;
    assert_eq!((row.sent_model.as_deref(), row.attempts[0].edits.len()), (Some("Claude-opus"), 0));
    assert_eq!(&vendor.requests()[0].request_body[..], br#"{"model":"Claude-opus"}"#);
}
