//! Providers behind proxies of every protocol, and what happens when the proxy is not there.

use crate::common::{Hub, Protocol, Proxy, assert_refused, snapshot, with_providers};
use domain::Secret;
use domain::log::Outcome;
use domain::snapshot::Snapshot;
use gateway::Options;
use mockvendor::MockVendor;

fn behind(snapshot: Snapshot, proxy: &str, fallback: bool) -> Snapshot {
    let secret = domain::proxy::parse(proxy).unwrap();
    with_providers(snapshot, |upstream| {
        upstream.provider.proxy_hint = domain::proxy::hint(&secret);
        upstream.provider.proxy_fallback = fallback;
        upstream.proxy = Some(secret.clone());
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_protocol_with_and_without_a_login() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    for (protocol, scheme, login) in [
        (Protocol::Http, "http", None),
        (Protocol::Http, "http", Some("ann:s3cret")),
        (Protocol::Socks5, "socks5", None),
        (Protocol::Socks5, "socks5", Some("ann:s3cret")),
        (Protocol::Socks5, "socks5h", None),
        (Protocol::Socks4, "socks4", None),
        (Protocol::Socks4, "socks4a", None),
    ] {
        let proxy = Proxy::start(protocol, login).await;
        let url = match login {
            Some(login) => format!("{scheme}://{login}@{}", proxy.address),
            None => format!("{scheme}://{}", proxy.address),
        };
        hub.publish(behind(snapshot(&vendor.url()), &url, false));
        for stream in [false, true] {
            let answer = hub.ask_unscripted(stream).await.answer().await;
            assert_eq!((answer.status, answer.whole), (200, true), "{url}: {}", answer.text());
        }
        let leaks = vendor.requests().iter().any(|row| row.header("proxy-authorization").is_some());
        // Plain HTTP goes through as it is: there the proxy itself has to take the header away.
        assert!(!leaks || scheme == "http", "{url}");
        vendor.clear();
        assert!(proxy.used() >= 1, "{url} was not used");
        let attempt = hub.settled().pop().unwrap().attempts.remove(0);
        let shown = attempt.proxy.unwrap();
        assert!(shown.starts_with(scheme) && !shown.contains("s3cret") && !attempt.without_proxy, "{shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_is_away_is_left_out_only_where_it_may_be() {
    let vendor = MockVendor::start();
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for scheme in ["http", "socks5", "socks4"] {
        let url = format!("{scheme}://{gone}");
        let hub = Hub::start(behind(snapshot(&vendor.url()), &url, false), Options::default()).await;
        let answer = hub.ask_unscripted(false).await.answer().await;
        assert_refused(&answer, 502, "api_error", "provider_unreachable");
        assert!(!answer.text().contains(&gone.port().to_string()));
        assert_eq!(hub.row().await.outcome, Outcome::Unreachable);

        hub.publish(behind(snapshot(&vendor.url()), &url, true));
        assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 200);
        let attempt = hub.settled().pop().unwrap().attempts.remove(0);
        assert_eq!((attempt.proxy.as_deref(), attempt.without_proxy), (Some(url.as_str()), true));
    }
    assert_eq!(vendor.requests().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_login_is_told_without_the_password() {
    let vendor = MockVendor::start();
    let proxy = Proxy::start(Protocol::Socks5, Some("ann:s3cret")).await;
    let url = format!("socks5://ann:wrong-canary@{}", proxy.address);
    let hub = Hub::start(behind(snapshot(&vendor.url()), &url, false), Options::default()).await;
    hub.ask_unscripted(false).await.answer().await;
    let row = hub.row().await;
    assert_eq!(row.outcome, Outcome::Unreachable);
    assert!(!serde_json::to_string(&row).unwrap().contains("canary"), "{row:#?}");
    let test = hub.gateway.test(&crate::common::upstream(&vendor.url()), "m").await;
    assert!(test.ok);
    let mut upstream = crate::common::upstream(&vendor.url());
    upstream.proxy = Some(Secret::new(url));
    let test = hub.gateway.test(&upstream, "m").await;
    assert!(!test.ok && !test.error.contains("canary"), "{test:?}");
}
