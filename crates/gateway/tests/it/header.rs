//! What the vendor sees of a request: its address, its credential and the client's own headers, nothing of the way.

use crate::common::{CREDENTIAL, Client, Hub, KEY, message, snapshot, with_providers};
use domain::provider::ProviderKind;
use gateway::Options;
use mockvendor::{Billed, MockVendor, Script};

#[tokio::test(flavor = "multi_thread")]
async fn the_clients_headers_cross_but_not_its_way_or_its_key() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let crossing = [
        ("anthropic-version", "2023-06-01"),
        ("anthropic-beta", "context-1m-2025-08-07,interleaved-thinking-2025-05-14"),
        ("anthropic-dangerous-direct-browser-access", "true"),
        ("content-type", "application/json"),
        ("user-agent", "claude-cli/2.1.0 (external, cli)"),
        ("accept", "application/json"),
        ("x-app", "cli"),
        ("x-stainless-retry-count", "0"),
        ("x-claude-code-session-id", "5f1c9f8e-0d7e-4b54-9a3a-0c6f2d1f7a11"),
    ];
    let staying = [
        ("authorization", &*format!("Bearer {KEY}")),
        ("x-goog-api-key", KEY),
        ("cookie", "session=1"),
        ("connection", "keep-alive, x-hop"),
        ("x-hop", "1"),
        ("keep-alive", "timeout=5"),
        ("te", "trailers"),
        ("proxy-authorization", "Basic YTpi"),
        ("accept-encoding", "gzip, br"),
        ("x-forwarded-for", "203.0.113.9"),
        ("x-forwarded-host", "hub.example"),
        ("x-real-ip", "203.0.113.9"),
        ("forwarded", "for=203.0.113.9"),
        ("via", "1.1 edge"),
        ("cf-connecting-ip", "203.0.113.9"),
        ("true-client-ip", "203.0.113.9"),
        ("x-request-id", "abc"),
        ("traceparent", "00-1-1-00"),
        ("x-b3-traceid", "1"),
        ("x-cch-debug", "1"),
    ];
    let headers: Vec<_> = crossing.iter().chain(&staying).copied().collect();
    let body = message(false).to_string();
    let mut client = Client::send(hub.address, "POST", "/v1/messages?beta=true", &headers, body.as_bytes()).await;
    assert_eq!(client.answer().await.status, 200);

    let seen: Billed = vendor.requests().remove(0);
    assert_eq!((seen.path.as_str(), &seen.request_body[..]), ("/v1/messages?beta=true", body.as_bytes()));
    let mut want: Vec<_> = crossing.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let ours = [
        ("authorization", format!("Bearer {CREDENTIAL}")),
        ("x-api-key", CREDENTIAL.to_owned()),
        ("accept-encoding", "identity".to_owned()),
        ("content-length", body.len().to_string()),
        ("host", format!("127.0.0.1:{}", vendor.port())),
    ];
    want.extend(ours.map(|(name, value)| (name.to_owned(), value)));
    want.sort();
    let mut have = seen.request_headers;
    have.sort();
    assert_eq!(have, want);

    let row = hub.row().await;
    assert_eq!(row.client_ip, "203.0.113.9", "a proxy on this machine is believed");
    assert_eq!(row.client, "claude-cli/2.1.0 (external, cli)");
    assert_eq!(row.session.as_deref(), Some("5f1c9f8e-0d7e-4b54-9a3a-0c6f2d1f7a11"));
    assert_eq!(row.request_bytes, body.len() as i64);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vendors_headers_cross_but_not_its_connection() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let mut script = Script::default();
    for (name, value) in [
        ("anthropic-organization-id", "org-1"),
        ("cf-ray", "1-FRA"),
        ("x-cch-request-id", "not the hub's"),
        ("set-cookie", "a=b"),
        ("alt-svc", "h3=\":443\""),
        ("strict-transport-security", "max-age=1"),
        ("x-hop", "1"),
        ("connection", "x-hop"),
    ] {
        script.headers.insert(name.to_owned(), value.to_owned());
    }
    for stream in [false, true] {
        let answer = hub.ask(stream, &script).await.answer().await;
        assert_eq!(answer.header("anthropic-organization-id"), Some("org-1"));
        assert_eq!(answer.header("cf-ray"), Some("1-FRA"));
        for gone in ["set-cookie", "alt-svc", "strict-transport-security", "x-hop"] {
            assert_eq!(answer.header(gone), None, "{gone}");
        }
        let row = hub.settled().pop().unwrap();
        assert_eq!(answer.header("x-cch-request-id"), Some(row.id.as_str()));
        assert_eq!(answer.header("request-id"), vendor.bill().last().map(|row| row.id.as_str()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn relays_get_the_credential_as_bearer_alone() {
    let vendor = MockVendor::start();
    let snapshot =
        with_providers(snapshot(&vendor.url()), |upstream| upstream.provider.kind = ProviderKind::ClaudeAuth);
    let hub = Hub::start(snapshot, Options::default()).await;
    hub.ask_unscripted(false).await.answer().await;
    let seen = vendor.requests().remove(0);
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {CREDENTIAL}").as_str()));
    assert_eq!(seen.header("x-api-key"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_is_told_the_clients_address_only_where_it_shall_be() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let headers = [("x-forwarded-for", "203.0.113.9, 10.0.0.7"), ("x-real-ip", "203.0.113.9")];
    hub.send("/v1/messages", &headers, message(false).to_string().as_bytes()).await.answer().await;
    hub.publish(with_providers(snapshot(&vendor.url()), |upstream| upstream.provider.preserve_client_ip = true));
    hub.send("/v1/messages", &headers, message(false).to_string().as_bytes()).await.answer().await;
    let seen: Vec<_> = vendor
        .requests()
        .iter()
        .map(|row| ["x-forwarded-for", "x-real-ip"].map(|name| row.header(name).map(str::to_owned)))
        .collect();
    assert_eq!(seen, [[None, None], [Some("203.0.113.9".to_owned()), Some("203.0.113.9".to_owned())]]);
}
