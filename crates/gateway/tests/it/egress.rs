//! Where providers may not lead the hub, in whatever way their URLs say it.

use crate::common::{Hub, KEY, Protocol, Proxy, fleet, snapshot, with_providers};
use domain::Secret;
use domain::log::{Class, LogEntry};
use domain::snapshot::{Snapshot, Upstream};
use egress::Egress;
use gateway::Options;
use mockvendor::{MockVendor, Rule, Script};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

const METADATA: &str = "the hub never connects there";
const NO_SOCKS: &str = "failed to create underlying connection";
const PRIVATE: &str = "the address is not a public one";

/// Names that somebody else has set.
#[derive(Default)]
struct Names {
    /// `rebound.test` has become another.
    rebound: AtomicBool,
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().trim_matches(['[', ']']).to_owned();
        let ips: Vec<String> = match host.as_str() {
            "inside.test" => vec!["127.0.0.1".to_owned()],
            "public.test" => vec!["1.1.1.1".to_owned()],
            "cloud.test" => vec!["169.254.169.254".to_owned()],
            "both.test" => vec!["169.254.169.254".to_owned(), "fe80::1".to_owned(), "127.0.0.1".to_owned()],
            "rebound.test" if self.rebound.load(Ordering::SeqCst) => vec!["169.254.169.254".to_owned()],
            "rebound.test" => vec!["127.0.0.1".to_owned()],
            _ => vec![host],
        };
        Box::pin(async move {
            let mut all = Vec::new();
            for ip in ips {
                all.extend(tokio::net::lookup_host((ip, 0)).await?);
            }
            let found: Addrs = Box::new(all.into_iter());
            Ok(found)
        })
    }
}

fn options(allow_private: bool) -> Options {
    let egress = Egress::new(allow_private).with_names(Arc::new(Names::default()));
    Options { egress, max_retries: 1, retry_pause: Duration::from_millis(1), ..Options::default() }
}

/// A Gemini request, for a Gemini provider can be led astray in all ways.
async fn asked(hub: &Hub) -> LogEntry {
    hub.send("/v1beta/models/m:generateContent", &[], br#"{"contents":[]}"#).await.answer().await;
    hub.last().await
}

fn refused(entry: &LogEntry, why: &str, what: &str) {
    let attempts = &entry.attempts;
    assert!(attempts.iter().all(|attempt| attempt.class == Some(Class::Unreachable)), "{what}: {attempts:#?}");
    let mut errors = attempts.iter().filter_map(|attempt| attempt.error.as_deref());
    // Of a SOCKS proxy whose name leads there, the client tells no more.
    let told = |error: &str| error.contains(why) || (what.starts_with("socks") && error.contains(NO_SOCKS));
    assert!(errors.any(told), "{what}: {attempts:#?}");
}

/// Every URL of a provider that the hub connects to, set to the address. `real`: where the others lead.
fn led_to(address: &str, real: &str) -> Vec<(&'static str, Snapshot)> {
    let with = |change: &dyn Fn(&mut Upstream)| with_providers(fleet(real), change);
    let oauth = json!({
        "refresh_token": "1//r", "client_id": "i", "client_secret": "s", "token_uri": format!("http://{address}/token"),
    });
    let proxy = |scheme: &str| Some(Secret::new(format!("{scheme}://{address}")));
    vec![
        ("url", with(&|upstream| upstream.provider.url = format!("http://{address}"))),
        (
            "endpoint",
            with(&|upstream| {
                upstream.provider.url = "http://127.0.0.1:9".to_owned();
                upstream.provider.routing.endpoints = vec![format!("http://{address}/v1")].into();
            }),
        ),
        ("token", with(&|upstream| upstream.credential = Secret::new(oauth.to_string()))),
        ("http proxy", with(&|upstream| upstream.proxy = proxy("http"))),
        ("socks5 proxy", with(&|upstream| upstream.proxy = proxy("socks5"))),
        ("socks5h proxy", with(&|upstream| upstream.proxy = proxy("socks5h"))),
        ("socks4 proxy", with(&|upstream| upstream.proxy = proxy("socks4"))),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leads_to_a_clouds_metadata() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), options(true)).await;
    for host in [
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0xa9.0xfe.0xa9.0xfe",
        "0251.0376.0251.0376",
        "169.254.43518",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "cloud.test",
    ] {
        for (what, snapshot) in led_to(&format!("{host}:80"), &vendor.url()) {
            hub.publish(snapshot);
            refused(&asked(&hub).await, METADATA, &format!("{what} {host}"));
        }
    }
    // As browsers read them: other digits, a dot at the end.
    for host in ["１６９.２５４.１６９.２５４", "169.254.169.254."] {
        hub.publish(with_providers(fleet(""), |upstream| upstream.provider.url = format!("http://{host}")));
        refused(&asked(&hub).await, METADATA, host);
    }
    assert_eq!(vendor.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn private_addresses_need_leave() {
    let inside = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let port = inside.local_addr().unwrap().port();
    let hub = Hub::start(fleet(""), options(false)).await;
    for host in [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "inside.test",
        "localhost",
    ] {
        for (what, snapshot) in led_to(&format!("{host}:{port}"), "http://public.test:9") {
            hub.publish(snapshot);
            refused(&asked(&hub).await, PRIVATE, &format!("{what} {host}"));
        }
    }
    let ours = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let (_, first) = inside.accept().await.unwrap();
    assert_eq!(first, ours.local_addr().unwrap(), "nobody has come before");
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(""), options(true)).await;
    for host in ["127.0.0.1", "0x7f000001", "inside.test", "both.test"] {
        hub.publish(fleet(&format!("http://{host}:{}", vendor.port())));
        assert_eq!(asked(&hub).await.status, 200, "{host}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_looked_at_for_each_connection() {
    let vendor = MockVendor::start();
    let names = Arc::new(Names::default());
    let egress = Egress::new(true).with_names(names.clone());
    let hub = Hub::start(fleet(&format!("http://rebound.test:{}", vendor.port())), Options { egress, ..options(true) });
    let hub = hub.await;
    let closing = Script { headers: [("connection".to_owned(), "close".to_owned())].into(), ..Script::default() };
    vendor.script(Rule::once(closing));
    assert_eq!(asked(&hub).await.status, 200);
    names.rebound.store(true, Ordering::SeqCst);
    refused(&asked(&hub).await, METADATA, "rebound");
    assert_eq!(vendor.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_is_not_asked_for_what_is_refused() {
    let vendor = MockVendor::start();
    let hub = Hub::start(snapshot(&vendor.url()), options(true)).await;
    for (protocol, scheme) in [(Protocol::Http, "http"), (Protocol::Socks5, "socks5"), (Protocol::Socks4, "socks4a")] {
        let proxy = Proxy::start(protocol, None).await;
        for url in ["http://169.254.169.254", "http://[::ffff:169.254.169.254]", "http://2852039166"] {
            hub.publish(with_providers(fleet(url), |upstream| {
                upstream.proxy = Some(Secret::new(format!("{scheme}://{}", proxy.address)));
                upstream.provider.proxy_fallback = true;
            }));
            refused(&asked(&hub).await, METADATA, &format!("{scheme} {url}"));
        }
        assert_eq!(proxy.used(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_sends_the_hub_nowhere() {
    let (vendor, elsewhere) = (MockVendor::start(), MockVendor::start());
    let hub = Hub::start(fleet(&vendor.url()), options(true)).await;
    let away = |status: u16, place: &str| {
        let headers = [("location".to_owned(), format!("{}{place}", elsewhere.url()))].into();
        Script { status: Some(status), body: Some(String::new()), headers, ..Script::default() }
    };
    for status in [301, 302, 303, 307, 308] {
        vendor.script(Rule::once(away(status, "/v1/messages")));
        asked(&hub).await;
    }
    let oauth = json!({
        "refresh_token": "1//r", "client_id": "i", "client_secret": "s", "token_uri": format!("{}/token", vendor.url()),
    });
    hub.change(|upstream| upstream.credential = Secret::new(oauth.to_string()));
    vendor.script(Rule::once(away(307, "/token")).path("/token"));
    let attempt = asked(&hub).await.attempts.remove(0);
    assert!(attempt.error.is_some_and(|error| error.contains("status 307")));
    assert_eq!(elsewhere.requests().len(), 0);
}

/// What is no header never becomes one, or two.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_break_ends_no_header() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), options(true)).await;
    for text in ["sk-a\r\nx-evil: 1", "sk-a\nx-evil: 1", "sk-a\0", "ya29.a\r\nx-evil: 1"] {
        hub.change(|upstream| upstream.credential = Secret::new(text));
        asked(&hub).await;
    }
    for login in ["ann%0d%0ax-evil:%201", "ann:%0d%0ax-evil:%201"] {
        let proxy = Proxy::start(Protocol::Http, None).await;
        hub.publish(with_providers(fleet(&vendor.url()), |upstream| {
            upstream.proxy = Some(Secret::new(format!("http://{login}@{}", proxy.address)));
        }));
        asked(&hub).await;
    }
    let client = [("x-api-key", KEY), ("user-agent", "a\tb"), ("x-forwarded-for", "10.0.0.1\tx-evil: 1")];
    hub.send("/v1beta/models/m:generateContent", &client, br#"{"contents":[]}"#).await.answer().await;
    assert!(vendor.requests().iter().all(|row| row.header("x-evil").is_none()), "{:?}", vendor.requests());
}
